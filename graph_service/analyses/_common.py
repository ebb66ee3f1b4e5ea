"""What several analyses share: size rules, standing of what is lacking, lists of names, counts in words, known ids."""

import re
from collections.abc import Iterable, Sequence

from graph_service.analyses.base import Number, Params, Standing
from graph_service.analyses.parameters import parameters
from graph_service.errors import Fault, InvalidParameter
from graph_service.network import Network
from graph_service.words import Text, last_day, number

LEAST_ACTORS = 30
LEAST_IN_FIELD = 5
OLD_AFTER_DAYS = 730


def rounded(value: float | None) -> float | None:
    """Six significant digits: beyond them the last bits of arithmetic would show."""
    return None if value is None else float(f"{value:.6g}")


def standing(network: Network, ids: Iterable[str]) -> Standing:
    """Whether all of *ids* were asked about, and whether that is long ago at the scope's day."""
    days = [network.asked.get(i) for i in ids]
    if not all(days):
        return Standing.NOT_SURVEYED
    oldest = min(last_day(day) for day in days if day)
    day = network.scope.as_of
    return Standing.OLD if day and (day - oldest).days > OLD_AFTER_DAYS else Standing.RECORDED


def listed(network: Network, ids: Sequence[str], most: int = 5) -> Text:
    """Names of *ids* in quotes as a list in a sentence, cut after *most*."""
    return quoted_list([network.name(i) for i in ids], most)


def quoted_list(names: Sequence[str | Text], most: int = 5) -> Text:
    """Names in quotes as a list in a sentence, cut after *most*."""
    both = [name if isinstance(name, Text) else Text(name, name) for name in names]
    return Text(
        _joined([f"„{name.de}“" for name in both], most, "und", "weitere"),
        _joined([f"“{name.en}”" for name in both], most, "and", "more"),
    )


def _joined(names: list[str], most: int, conjunction: str, more: str) -> str:
    if len(names) > most + 1:  # "and 1 more" would take the room of the name itself
        return f"{', '.join(names[:most])} {conjunction} {len(names) - most} {more}"
    return f" {conjunction} ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def counted(n: int, one: Text, many: Text) -> Text:
    """Number with its noun: ``1 Gremium``, ``3 Gremien``."""
    return Text("{n} {noun}", "{n} {noun}").format(n=n, noun=one if n == 1 else many)


def decimal(value: float, digits: int = 1) -> Text:
    """Number for a sentence, with as many decimals: ``0,9`` in German, ``0.9`` in English."""
    return number(value, f".{digits}f")


def leads_of(network: Network, body: str) -> tuple[str, ...]:
    """Who leads a body, by a tie of its own or by the role of a member; sorted."""
    into = [tie for tie in network.ties_at(body) if tie.target_id == body]
    return tuple(sorted({tie.source_id for tie in into if tie.kind == "leads" or getattr(tie, "role", None) == "lead"}))


def known(network: Network, params: Params, name: str) -> str | None:
    """Id that the parameter *name* gives, if the network holds it as one of the kinds it may name; None if none is given.

    Raises
    ------
    InvalidParameter
        There is no such thing in the scope; names the parameter.
    """
    node_id: str | None = getattr(params, name)
    if node_id is None:
        return None
    kinds = next(p.names for p in parameters(type(params)) if p.id == name)
    node = network.nodes.get(node_id)
    if node is None or node.kind not in kinds:
        there_is_no = Text("„{id}“ gibt es in diesem Ausschnitt nicht.", "there is no “{id}” in this scope.")
        raise refused(params, name, there_is_no.format(id=node_id))
    return node_id


def refused(params: Params, name: str, why: Text) -> InvalidParameter:
    """Error that names a parameter by its name for people and says why its value will not do."""
    title = next(p.title for p in parameters(type(params)) if p.id == name)
    text = Text("{title}: {why}", "{title}: {why}").format(title=title, why=why)
    return InvalidParameter(text, (Fault(name, text),))


def of_type(network: Network, types: str) -> set[str]:
    """Actors whose type holds one of *types* (separated by commas) as a whole word."""
    words = [re.escape(word.strip()) for word in types.split(",") if word.strip()]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
    return {n.id for n in network.of("actor") if words and pattern.search(getattr(n, "actor_type", None) or "")}


def unasked_share(network: Network) -> float | None:
    """Share of entries (surveys aside) that no survey asked for; None without entries."""
    things = [node.id for node in network.nodes.values() if node.kind != "survey"]
    return rounded(sum(i not in network.asked for i in things) / len(things)) if things else None


def scope_numbers(network: Network) -> dict[str, Number]:
    """What every finding states of its scope: actors and bodies (n), ties (m), share of entries nobody asked for."""
    share = network.remembered("unasked share", lambda: unasked_share(network))
    return {"n": len(network.acting), "m": len(network.ties), "not_surveyed_share": share}


def on_scope(network: Network) -> Text:
    """The same in words, without a full stop."""
    numbers = scope_numbers(network)
    return Text(
        "Grundlage: {n} und {m}, {share} % der Einträge nicht erhoben",
        "Basis: {n} and {m}, {share}% of the entries not surveyed",
    ).format(
        n=counted(len(network.acting), Text("Akteur oder Gremium", "actor or body"),
                  Text("Akteure und Gremien", "actors and bodies")),
        m=counted(len(network.ties), Text("Verbindung", "tie"), Text("Verbindungen", "ties")),
        share=round(100 * (numbers["not_surveyed_share"] or 0)),
    )  # fmt: skip
