"""Field × field: what joins each pair of fields, as one table and as a page for each pair."""

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from graph_service.analyses import find
from graph_service.analyses._bridge_words import by_chance
from graph_service.analyses._common import counted, decimal, listed
from graph_service.analyses.base import Finding, Record
from graph_service.analyses.missing_bridges import FEWER, MISSING
from graph_service.errors import NotFound
from graph_service.network import Network
from graph_service.views import signs
from graph_service.views.signs import Sign
from graph_service.words import Language, Text, in_words

MOST_WITH_WORDS = 12
_TELLING = 0.05
_BODIES = Text("Gremium", "body"), Text("Gremien", "bodies")
_ACTORS = Text("Akteur", "actor"), Text("Akteure", "actors")
Key = tuple[str, str]


def matrix_values(network: Network, language: Language) -> dict[str, Any]:
    """What the table shows: fields by name, a cell for each pair either way round, and how often each sign occurs."""
    bridges, missing = find("field-bridges")(network), find("missing-bridges")(network)
    rows, why = _by_pair(bridges, "pairs"), _by_pair(missing, "pairs")
    empty: tuple[str, ...] = getattr(bridges, "without_anybody", ())
    fields = by_name(network, (f for f in network.fields if f not in empty))
    cells: dict[Key, dict[str, Any]] = {}
    for first, second in combinations(sorted(fields), 2):
        row = rows.get((first, second))
        cells[first, second] = cells[second, first] = {
            "sign": _sign(network, (first, second), row, why.get((first, second))),
            "bodies": _count(row, "shared_bodies"),
            "actors": _count(row, "shared_actors"),
            "counts": _counts(row, language),
            "address": f"{first}/{second}",
        }
    once = [(pair, cell) for pair, cell in cells.items() if pair[0] < pair[1]]
    return {
        "answers": [result.summary[language] for result in (bridges, missing)],
        "rows": fields,
        "cells": cells,
        "compact": len(fields) > MOST_WITH_WORDS,
        "legend": [(sign, sum(cell["sign"] is sign for _, cell in once)) for sign in signs.PAIR_SIGNS],
        "first_look": [(pair, cell) for pair, cell in once if cell["sign"] in (signs.MISSING, signs.ON_ONE)],
        "empty": [(f, _asked(network, f, language)) for f in by_name(network, empty)],
    }


def pair_values(network: Network, language: Language, one: str, other: str) -> dict[str, Any]:
    """What the page of one pair shows.

    Raises
    ------
    NotFound
        One of them is no field of this scope, or both are the same field.
    """
    first, second = sorted(_field(network, i) for i in (one, other))
    if first == second:
        raise NotFound(Text("Ein Paar braucht zwei Felder.", "A pair needs two fields."))
    bridges, missing = find("field-bridges")(network), find("missing-bridges")(network)
    row, why = _by_pair(bridges, "pairs").get((first, second)), _by_pair(missing, "pairs").get((first, second))
    sign = _sign(network, (first, second), row, why)
    through = getattr(row, "only_through", ())
    keys = {f"field-bridges/single-bridge-not-surveyed/{who}" for who in through[:1]}
    findings = [
        f for f in (*bridges.findings, *missing.findings) if f.key.endswith(f"/{first}/{second}") or f.key in keys
    ]
    return {
        "pair": (first, second),
        "sign": sign,
        "asked_days": [(f, _asked(network, f, language)) for f in (first, second)],
        "row": row,
        "expected": decimal(row.expected_actors)[language] if row and row.expected_actors is not None else None,
        "chance": _chance(row, len(_by_pair(bridges, "pairs")))[language] if row else None,
        "contact": _contact(row)[language] if row else None,
        "weaker": bool(why and getattr(why, "state", None) == FEWER),
        "depends": _depends(network, (first, second)),
        "groups": getattr(why, "shared_groups", ()),
        "needs": getattr(why, "shared_needs", ()),
        "findings": findings,
        "step": _step(network, (first, second), sign, findings, language),
    }


def by_name(network: Network, ids: Iterable[str]) -> list[str]:
    """Ids in the order of their names."""
    return sorted(ids, key=lambda i: (network.name(i).casefold(), i))


def _field(network: Network, field_id: str) -> str:
    found = network.field_of.get(field_id)
    if found is None:
        text = Text("Das Feld „{id}“ gibt es in diesem Ausschnitt nicht.", "There is no field “{id}” in this scope.")
        raise NotFound(text.format(id=field_id))
    return found


def _by_pair(result: Any, table: str) -> dict[Key, Any]:  # noqa: ANN401 - each analysis has rows of its own
    return {(row.first, row.second): row for row in getattr(result, table)}


def _count(row: Record | None, name: str) -> int:
    return int(getattr(row, name, 0))


def _counts(row: Record | None, language: Language) -> str:
    parts = [
        counted(n, *words)[language]
        for n, words in ((_count(row, "shared_bodies"), _BODIES), (_count(row, "shared_actors"), _ACTORS))
        if n
    ]
    return ", ".join(parts)


def _sign(network: Network, pair: Key, row: Record | None, why: Record | None) -> Sign:
    """State of a pair; what is lacking counts only where both fields were asked for."""
    asked = all(f in network.asked for f in pair)
    if _count(row, "shared_bodies") or _count(row, "shared_actors"):
        if not getattr(row, "only_through", ()):
            return signs.JOINED
        return signs.ON_ONE if asked else signs.ONE_RECORDED
    if not asked:
        return signs.UNASKED
    if row is None:
        return signs.NOBODY
    return signs.MISSING if why is not None and getattr(why, "state", None) == MISSING else signs.NO_REASON


def _asked(network: Network, node_id: str, language: Language) -> str | None:
    day = network.asked.get(node_id)
    return in_words(day)[language] if day else None


def _chance(row: Any, pairs: int) -> Text:  # noqa: ANN401 - a row of field-bridges
    """Compare with chance in words; a rare value among many pairs is called what it is."""
    text = by_chance(row.shared_actors, row.expected_actors, row.p_fewer, row.p_more)
    tails = [(row.p_fewer, row.p_fewer_holm), (row.p_more, None if row.p_more is None else row.p_more * pairs)]
    for tail, corrected in tails:
        if tail is not None and tail <= _TELLING < corrected:
            text += Text(
                "Unter {n} Feldpaaren kommt so etwas auch durch Zufall vor.",
                "Among {n} pairs of fields such a thing also occurs by chance.",
            ).format(n=pairs)
    return text


def _contact(row: Any) -> Text:  # noqa: ANN401 - a row of field-bridges
    return Text(
        "{n} Verbindungen zwischen Beteiligten beider Felder, anteilig gezählt; nach der Größe der Felder wären es etwa {m}.",
        "{n} ties between people of both fields, counted in shares; by the size of the fields it would be about {m}.",
    ).format(n=decimal(row.contacts) if row.contacts else Text("Keine", "No"), m=decimal(row.expected_contacts))


def _depends(network: Network, pair: Key) -> list[Key]:
    found = [(tie.source_id, tie.target_id) for tie in network.ties_of("depends_on")]
    return [(a, b) for a, b in found if {network.field_of[a], network.field_of[b]} == set(pair)]


def _step(network: Network, pair: Key, sign: Sign, findings: list[Finding], language: Language) -> str | None:
    """Next step where no finding has one."""
    if findings or sign is signs.JOINED:
        return None
    if sign is signs.UNASKED:
        unasked = [f for f in pair if f not in network.asked]
        return Text(
            "In {fields} fragen, wer dort arbeitet und wer in welchen Gremien sitzt; erst dann zeigt sich, ob etwas fehlt.",
            "Ask in {fields} who works there and who sits in which bodies; only then it shows whether anything is missing.",
        ).format(fields=listed(network, unasked))[language]
    if sign is signs.NOBODY:
        return Text(
            "Zuerst klären, wer in dem leeren Feld arbeitet und welches Gremium dafür zuständig ist.",
            "First clarify who works in the empty field and which body is responsible for it.",
        )[language]
    return Text(
        "Nichts, solange kein Anlass erfasst ist. Baut ein Feld auf dem anderen auf oder betrifft ein Bedarf beide, bitte "
        "eintragen.",
        "Nothing as long as no reason is recorded. If one field builds on the other or a need concerns both, please record "
        "it.",
    )[language]
