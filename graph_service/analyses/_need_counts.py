"""Needs counted: by what they concern, by quarter, and whether more are reported than before."""

from collections.abc import Sequence
from typing import Annotated

import numpy as np

from graph_service.analyses._common import rounded
from graph_service.analyses._need_rows import Known
from graph_service.analyses.base import T_, Record, Ref, Refs
from graph_service.kernels.null_model import holm
from graph_service.kernels.two_counts import chance_of_difference
from graph_service.network import Network
from graph_service.words import NeedStatus, Text, first_day

LEAST_FOR_TREND = 10
SURE = 0.05
LATELY, BEFORE = range(1, 5), range(5, 9)
_ALL = Text("alle Bedarfe", "all needs")
MORE = Text("mehr gemeldet", "more reported")
_FEWER = Text("weniger gemeldet", "fewer reported")
_LEVEL = Text("kein Unterschied zu belegen", "no difference can be shown")
_FEW = Text("zu wenige für eine Aussage", "too few to tell")


class ThingRow(Record):
    """Needs of one field, target group or municipality, beside who is there."""

    thing: Annotated[Ref, T_("Feld, Zielgruppe oder Kommune", "field, target group or municipality")]
    open: Annotated[int, T_("offen", "open")]
    in_progress: Annotated[int, T_("in Arbeit", "in progress")]
    met: Annotated[int, T_("erledigt", "met")]
    dropped: Annotated[int, T_("verworfen", "dropped")]
    without_owner: Annotated[int, T_("unerledigt, ohne Zuständige", "unfinished, without an owner")]
    oldest: Annotated[str | None, T_("ältester unerledigter", "oldest unfinished")]
    actors: Annotated[int, T_("Akteure dort", "actors there")]
    population: Annotated[int | None, T_("Einwohner", "population")] = None
    migration_share: Annotated[float | None, T_("Anteil mit Migrationshintergrund", "migration share")] = None


class QuarterRow(Record):
    """Needs reported in one quarter."""

    quarter: Annotated[str, T_("Quartal", "quarter")]
    reported: Annotated[int, T_("gemeldet", "reported")]
    unfinished: Annotated[int, T_("davon unerledigt", "of them unfinished")]


class TrendRow(Record):
    """Needs reported in the last four full quarters beside the four before."""

    fields: Annotated[Refs, T_("Handlungsfeld", "field of action")]
    what: Annotated[Text, T_("worum es geht", "what about")]
    before: Annotated[int, T_("vier Quartale davor", "four quarters before")]
    lately: Annotated[int, T_("letzte vier Quartale", "last four quarters")]
    p: Annotated[float | None, T_("Zufall so ungleich (p, Holm)", "as uneven by chance (p, Holm)")]
    verdict: Annotated[Text, T_("Aussage", "verdict")]


def things(network: Network, known: Sequence[Known], kind: str) -> tuple[ThingRow, ...]:
    """Needs by what they concern of one kind, every such thing in the network, by id."""
    tie = {"target_group": "serves", "municipality": "active_in"}.get(kind)
    there: dict[str, set[str]] = {}
    for t in network.ties_of(*([tie] if tie else [])):
        if network.nodes[t.source_id].kind == "actor":
            there.setdefault(t.target_id, set()).add(t.source_id)
    by_thing: dict[str, list[Known]] = {}
    for need in known:
        for thing in need.about(kind):
            by_thing.setdefault(thing, []).append(need)
    ids = network.fields if kind == "field" else tuple(node.id for node in network.of(kind))
    rows = []
    for thing in ids:
        inside, node = by_thing.get(thing, []), network.nodes[thing]
        status = [need.status for need in inside].count
        dates = [n.reported_on for n in inside if n.unfinished and n.reported_on]
        rows.append(
            ThingRow(
                thing=thing,
                open=status(NeedStatus.OPEN),
                in_progress=status(NeedStatus.IN_PROGRESS),
                met=status(NeedStatus.MET),
                dropped=status(NeedStatus.DROPPED),
                without_owner=sum(n.unfinished and not n.owners for n in inside),
                oldest=min(dates, key=first_day, default=None),
                actors=len(network.belonging[thing] if kind == "field" else there.get(thing, ())),
                population=getattr(node, "population", None),
                migration_share=rounded(getattr(node, "migration_share", None)),
            )
        )
    return tuple(rows)


def quarters(known: Sequence[Known]) -> tuple[QuarterRow, ...]:
    """Needs by the quarter of their report; those dated by a year only are left out."""
    table: dict[tuple[int, int], list[Known]] = {}
    for need in known:
        quarter = need.quarter
        if quarter:
            table.setdefault(quarter, []).append(need)
    return tuple(
        QuarterRow(quarter=f"{year}-Q{quarter}", reported=len(inside), unfinished=sum(n.unfinished for n in inside))
        for (year, quarter), inside in sorted(table.items())
    )


def trend(network: Network, known: Sequence[Known]) -> tuple[TrendRow, ...]:
    """Last four full quarters before the scope's day beside the four before: all needs first, then each field.

    Two-sided exact binomial p given the sum, Holm over the rows that hold at least `LEAST_FOR_TREND` needs; None below.
    """
    if network.scope.as_of is None:
        return ()
    rows: list[tuple[tuple[str, ...], int, int]] = []
    for fields in ((), *((f,) for f in network.fields)):
        ago = [n.quarters_ago for n in known if set(fields) <= set(n.fields)]
        rows.append((fields, sum(a in BEFORE for a in ago), sum(a in LATELY for a in ago)))
    tested = [i for i, (_, before, lately) in enumerate(rows) if before + lately >= LEAST_FOR_TREND]
    raw = [chance_of_difference(rows[i][1], rows[i][2]) for i in tested]
    p = dict(zip(tested, holm(np.array(raw)) if raw else (), strict=True))
    return tuple(
        TrendRow(
            fields=fields,
            what=_named(network, fields[0]) if fields else _ALL,
            before=before,
            lately=lately,
            p=rounded(p.get(i)),
            verdict=_verdict(before, lately, p.get(i)),
        )
        for i, (fields, before, lately) in enumerate(rows)
    )


def _named(network: Network, field_id: str) -> Text:
    return Text(f"Feld „{network.name(field_id)}“", f"field “{network.name(field_id)}”")


def _verdict(before: int, lately: int, p: float | None) -> Text:
    if p is None:
        return _FEW
    return _LEVEL if p > SURE else MORE if lately > before else _FEWER
