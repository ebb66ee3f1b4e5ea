"""What an editor is about to write: read from a form, checked, held against what is stored by now."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from graph_service.errors import Fault, InvalidData
from graph_service.exchange.messages import faults_of
from graph_service.model import NODE, NODE_KINDS, TIE, TIE_KINDS, AnyNode, AnyTie
from graph_service.rows import Node, Tie
from graph_service.searching import slug
from graph_service.snapshot import Changes, Snapshot, canonical
from graph_service.views.edit_fields import entered, names_of, shown
from graph_service.words import Text

_UNFIT = Text("Das passt noch nicht.", "This does not fit yet.")
_TAKEN = Text("Diese Verbindung gibt es schon.", "This tie is there already.")
_NO_KIND = Text("Diese Art gibt es nicht.", "There is no such kind.")


@dataclass(frozen=True, slots=True)
class Draft:
    """One row as it was entered.

    ``identity`` is the id or key of the row that is edited, empty for a new one; ``base`` that row as it was when the form
    was filled from it, as canonical JSON; ``new_id`` the id a new node got at the first check.
    """

    kind: str
    identity: str
    base: str
    values: Mapping[str, str]
    source: str = ""
    target: str = ""
    new_id: str = ""

    @property
    def cls(self) -> type[Node | Tie]:
        """Class of the row; `InvalidData` for a kind that is none."""
        found: type[Node | Tie] | None = NODE_KINDS.get(self.kind) or TIE_KINDS.get(self.kind)
        if found is None:
            raise InvalidData(_NO_KIND, (Fault("", _NO_KIND),))
        return found

    @property
    def is_tie(self) -> bool:
        """Whether it is a tie."""
        return self.kind in TIE_KINDS


def of_row(row: AnyNode | AnyTie) -> Draft:
    """Draft that changes nothing of a stored row."""
    ends = (row.source_id, row.target_id) if isinstance(row, Tie) else ("", "")
    return Draft(row.kind, identity_of(row), canonical(row), shown(row), *ends)


def identity_of(row: AnyNode | AnyTie) -> str:
    """Id of a node, key of a tie."""
    return row.key if isinstance(row, Tie) else row.id


def row_of(draft: Draft, taken: Container[str]) -> AnyNode | AnyTie:
    """Row that was entered; `InvalidData` names each field that does not fit."""
    values = {**entered(draft.cls, draft.values), "kind": draft.kind}
    try:
        if draft.is_tie:
            return TIE.validate_python({**values, "source_id": draft.source, "target_id": draft.target})
        name = str(values["name"] or "")
        made = draft.identity or draft.new_id or slug(name, taken, draft.kind.replace("_", "-"))
        return NODE.validate_python({**values, "id": made})
    except ValidationError as error:
        faults = tuple(Fault(_field(fault.place), fault.text) for fault in faults_of(error, ""))
        raise InvalidData(_UNFIT, faults) from None


def _field(place: str) -> str:
    name = place.strip("/").partition("/")[0]
    return {"source_id": "_source", "target_id": "_target"}.get(name, name)


def stored(now: Snapshot, kind: str, identity: str) -> AnyNode | AnyTie | None:
    """Row of this identity as it is stored now."""
    return now.tie.get(identity) if kind in TIE_KINDS else now.node.get(identity)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a draft stands towards what is stored now."""

    present: AnyNode | AnyTie | None
    already: bool
    overtaken: bool


def standing(draft: Draft, row: AnyNode | AnyTie, now: Snapshot) -> Standing:
    """Whether the row is stored as entered *already*, or what it was made from is *overtaken* by somebody else's write."""
    identity = identity_of(row)
    target = stored(now, draft.kind, identity)
    present = stored(now, draft.kind, draft.identity) if draft.identity else target
    moved_over = draft.identity in ("", identity) or present is None
    if target == row and moved_over:
        return Standing(present, already=canonical(row) != draft.base, overtaken=False)
    overtaken = (canonical(present) if present is not None else "") != draft.base
    if target is not None and identity != draft.identity and (draft.is_tie or not overtaken):
        raise InvalidData(_TAKEN, (Fault("valid_from", _TAKEN),))
    return Standing(present, already=False, overtaken=overtaken)


def changes_of(draft: Draft, row: AnyNode | AnyTie, now: Snapshot) -> Changes:
    """Give the write that stores the row; a tie that begins on another day is another one, so the old one goes."""
    if not isinstance(row, Tie):
        return Changes(nodes=(row,))
    moved = draft.identity and draft.identity != row.key and draft.identity in now.tie
    return Changes(ties=(row,), drop_ties=(draft.identity,) if moved else ())


def merged(draft: Draft, present: AnyNode | AnyTie | None) -> tuple[Draft, list[tuple[str, str, str]]]:
    """Draft anew upon what is stored now: what was entered where it was changed, else what is stored.

    Beside it, field by field, where both changed the same: (field, entered, stored).
    """
    if present is None:
        return Draft(draft.kind, "", "", draft.values, draft.source, draft.target, draft.identity or draft.new_id), []
    theirs = shown(present)
    adapter = TIE if draft.is_tie else NODE
    then = shown(adapter.validate_json(draft.base)) if draft.base else {}
    values, both = {}, []
    # held against each other as the model takes them: a tick that is not set is not sent, line ends travel as CR LF
    meant, stands, stood = (entered(draft.cls, one) for one in (draft.values, theirs, then))
    for name in names_of(draft.cls):
        mine = draft.values.get(name, "")
        if name in then and meant[name] == stood[name]:
            values[name] = theirs[name]
            continue
        values[name] = mine
        if meant[name] != stands[name]:
            both.append((name, mine, theirs[name]))
    ends = (present.source_id, present.target_id) if isinstance(present, Tie) else ("", "")
    return Draft(draft.kind, identity_of(present), canonical(present), values, *ends), both


def dropping(now: Snapshot, kind: str, identity: str) -> tuple[Changes, list[AnyNode | AnyTie]]:
    """Give the write that deletes a row, and every row that goes: with a node all its ties."""
    row = stored(now, kind, identity)
    if row is None:
        return Changes(), []
    if isinstance(row, Tie):
        return Changes(drop_ties=(identity,)), [row]
    ties = [tie for tie in now.ties if identity in (tie.source_id, tie.target_id)]
    return Changes(drop_nodes=(identity,), drop_ties=tuple(tie.key for tie in ties)), [row, *ties]
