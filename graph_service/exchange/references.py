"""Checks over all tables of one import: ids are unique, ties are unique, both ends exist and fit."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from graph_service.exchange.sheet import Faults, at_row
from graph_service.model import NODE_KINDS, AnyNode, AnyTie, ends_fit
from graph_service.words import Text


class PlacedNode(NamedTuple):
    """A node and where it stands."""

    node: AnyNode
    file: str
    number: int


class PlacedTie(NamedTuple):
    """A tie and where it stands."""

    tie: AnyTie
    file: str
    number: int


def check_nodes(nodes: Sequence[PlacedNode], known: Mapping[str, str], faults: Faults) -> None:
    """Note ids that stand twice, also over kinds, and ids that are stored as another kind.

    Parameters
    ----------
    nodes
        What is to be imported.
    known
        Kind by id of what is stored already.
    faults
        Where to note what is wrong.
    """
    first: dict[str, PlacedNode] = {}
    for placed in nodes:
        node, file, number = placed
        before = first.setdefault(node.id, placed)
        stored = known.get(node.id, node.kind)
        if before is not placed:
            faults.add(
                f"{file}:{number}:id",
                at_row(number) + _ID_TWICE.format(id=node.id, file=before.file, row=str(before.number)),
            )
        elif stored != node.kind:
            faults.add(
                f"{file}:{number}:id",
                at_row(number) + _ID_TAKEN.format(id=node.id, kind=NODE_KINDS[stored].spec.text),
            )


def check_ties(ties: Sequence[PlacedTie], kinds: Mapping[str, str], faults: Faults, *, complete: bool) -> None:
    """Note ties that stand twice, lack an end or join what they may not.

    Parameters
    ----------
    ties
        What is to be imported.
    kinds
        Kind by id of every node that is imported or stored.
    faults
        Where to note what is wrong.
    complete
        Whether every table of nodes could be read; if not, a missing end says nothing.
    """
    first: dict[str, PlacedTie] = {}
    for placed in ties:
        tie, file, number = placed
        before = first.setdefault(tie.key, placed)
        if before is not placed:
            faults.add(
                f"{file}:{number}:source_id",
                at_row(number) + _TIE_TWICE.format(source=tie.source_id, target=tie.target_id, row=str(before.number)),
            )
            continue
        missing = [column for column in ("source_id", "target_id") if getattr(tie, column) not in kinds]
        if complete:
            for column in missing:
                faults.add(
                    f"{file}:{number}:{column}", at_row(number) + _NO_END.format(id=getattr(tie, column), column=column)
                )
        if not missing and not ends_fit(tie, kinds[tie.source_id], kinds[tie.target_id]):
            faults.add(f"{file}:{number}:source_id", at_row(number) + wrong_ends(tie, kinds))


def wrong_ends(tie: AnyTie, kinds: Mapping[str, str]) -> Text:
    """Say which kinds of nodes a tie may join, and which it was to join."""
    spec = tie.spec
    return _WRONG.format(
        tie=spec.text,
        source=NODE_KINDS[kinds[tie.source_id]].spec.text,
        target=NODE_KINDS[kinds[tie.target_id]].spec.text,
        sources=_kinds(spec.sources),
        targets=_kinds(spec.targets),
        alike=Text(" (beide von derselben Art)", " (both of one kind)") if spec.same_kind else Text("", ""),
    )


def _kinds(kinds: tuple[str, ...]) -> Text:
    texts = [NODE_KINDS[kind].spec.text for kind in kinds]
    return Text(" / ".join(text.de for text in texts), " / ".join(text.en for text in texts))


_ID_TWICE = Text(
    "Die Kennung „{id}“ steht schon in {file}, Zeile {row}. Kennungen gelten über alle Tabellen; bitte eine ändern.",
    "The id “{id}” already stands in {file}, row {row}. Ids count over all tables; please change one.",
)
_ID_TAKEN = Text(
    "Die Kennung „{id}“ ist im Bestand schon vergeben ({kind}). Bitte eine andere wählen.",
    "The id “{id}” is already taken in the store ({kind}). Please choose another.",
)
_TIE_TWICE = Text(
    "Dieselbe Verbindung ({source} und {target}, gleiches Anfangsdatum) steht schon in Zeile {row}. "
    "Bitte eine der beiden löschen oder das Anfangsdatum (valid_from) unterscheiden.",
    "The same tie ({source} and {target}, same beginning) already stands in row {row}. "
    "Please delete one or tell them apart by valid_from.",
)
_NO_END = Text(
    "Die Kennung „{id}“ (Spalte {column}) gibt es in keiner Tabelle und nicht im Bestand. "
    "Bitte anlegen oder die Schreibweise prüfen.",
    "The id “{id}” (column {column}) is in no table and not in the store. Please add it or check the spelling.",
)
_WRONG = Text(
    "„{tie}“ kann {source} und {target} nicht verbinden, nur {sources} mit {targets}{alike}.",
    "“{tie}” cannot join {source} and {target}, only {sources} with {targets}{alike}.",
)
