"""What the pages for editing show: the form, its check, and two versions side by side."""

from collections.abc import Sequence
from typing import Any

from graph_service.analyses._compare import Difference
from graph_service.analyses.base import Standing as Basis
from graph_service.errors import Fault
from graph_service.model import NODE_KINDS, TIE_KINDS, AnyNode, AnyTie, label_of
from graph_service.network import Network
from graph_service.rows import Tie
from graph_service.snapshot import Changes, Snapshot
from graph_service.views.change_words import Name, row_changes, title, told
from graph_service.views.edit_checks import warnings
from graph_service.views.edit_draft import Draft
from graph_service.views.edit_fields import inputs
from graph_service.views.texts import WORDS
from graph_service.views.what_if_forms import choices
from graph_service.words import Language

OUT, IN = "out", "in"
Both = Sequence[tuple[str, str, str]]


def ways(kind: str, language: Language) -> list[tuple[str, str]]:
    """Every tie that a node of a kind may have, read from its side: (``member_of.out``, word)."""
    found = []
    for name, cls in TIE_KINDS.items():
        if kind in cls.spec.sources:
            found.append((f"{name}.{OUT}", cls.spec.text[language]))
        if kind in cls.spec.targets and not cls.spec.symmetric:
            found.append((f"{name}.{IN}", cls.spec.inverse[language]))
    return found


def way_of(way: str, kind: str) -> tuple[type[Tie], str, tuple[str, ...]] | None:
    """What a way means for a node of this kind: the tie, its side, and the kinds at the other end."""
    name, _, side = way.partition(".")
    cls = TIE_KINDS.get(name)
    if cls is None or way not in {value for value, _ in ways(kind, "de")}:
        return None
    other = cls.spec.targets if side == OUT else cls.spec.sources
    return cls, side, (kind,) if cls.spec.same_kind else other


def form_values(  # noqa: PLR0913 - one for each thing the form rests on
    draft: Draft,
    network: Network,
    language: Language,
    *,
    faults: Sequence[Fault] = (),
    side: str = "",
    both: Both | None = None,
    gone: bool = False,
    stale: bool = False,
    note: str = "",
) -> dict[str, Any]:
    """Everything the form shows; *both* is given when somebody else has written meanwhile."""
    fields = inputs(draft.cls, draft.values, network, language)
    named = {one.name for one in fields} | {"_source", "_target"}
    free = ""
    offered: list[tuple[str, list[tuple[str, str]]]] = []
    if draft.is_tie and not draft.identity:
        free = "_target" if side == OUT else "_source"
        near = draft.source if side == OUT else draft.target
        node = network.nodes.get(near)
        way = way_of(f"{draft.kind}.{side}", node.kind if node else "")
        offered = choices(network, way[2], language) if way else []
    return {
        "heading": heading(draft, network, language, side),
        "draft": draft,
        "main": [one for one in fields if not one.origin],
        "origin": [one for one in fields if one.origin],
        "faults": {fault.place: fault.text[language] for fault in reversed(faults) if fault.place in named},
        "general": [fault.text[language] for fault in faults if fault.place not in named],
        "side": side,
        "free": free,
        "offered": offered,
        "both": None if both is None else [(label_of(draft.cls, n)[language], a, b) for n, a, b in both],
        "gone": gone,
        "stale": stale,
        "note": note,
        "back": back_to(draft, network),
    }


def heading(draft: Draft, network: Network, language: Language, side: str = "") -> str:
    """Heading of the form."""
    t = WORDS[language]
    if not draft.is_tie:
        if draft.identity:
            return t.edit_of.format(name=network.name(draft.identity))
        return t.new_of_kind.format(kind=NODE_KINDS[draft.kind].spec.text[language])
    if draft.identity:
        return t.edit_tie_of
    return t.new_tie_of.format(name=network.name(draft.source if side == OUT else draft.target))


def back_to(draft: Draft, network: Network) -> str:
    """Id of the node whose page one comes from; empty for a new node."""
    ends = [draft.source, draft.target] if draft.is_tie else [draft.identity]
    return next((end for end in ends if end in network.nodes), "")


def preview_values(
    row: AnyNode | AnyTie | None, changes: Changes, now: Snapshot, name: Name, language: Language
) -> dict[str, Any]:
    """What a write would do, row by row, and what to notice; *row* is what was entered."""
    return {
        "rows": told(row_changes(now, changes), name, language),
        "warnings": [text[language] for text in warnings(row, now)] if row else [],
        "heading_of": title(row, name, language) if row else "",
    }


def effect_values(found: Difference | None) -> dict[str, Any]:
    """Findings that a write would resolve and bring; what was not surveyed is no finding of the network."""
    if found is None:
        return {"effect": None}
    parts = {
        part: [f for f in getattr(found, part) if f.basis is not Basis.NOT_SURVEYED] for part in ("resolved", "new")
    }
    return {"effect": parts}
