"""What a write changes, in words: row by row, field by field, the same for a preview and for the history."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph_service.model import AnyNode, AnyTie, label_of
from graph_service.report_text import cell_text
from graph_service.rows import Tie
from graph_service.snapshot import Changes, Snapshot
from graph_service.views.edit_draft import identity_of
from graph_service.views.edit_fields import names_of
from graph_service.words import Language

Name = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after a write; None where it was not there."""

    before: AnyNode | AnyTie | None
    after: AnyNode | AnyTie | None

    @property
    def row(self) -> AnyNode | AnyTie:
        """The row as it is known last."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - a change has at least one side
        return found

    @property
    def action(self) -> str:
        """``added``, ``changed`` or ``ended``."""
        return "changed" if self.before and self.after else "added" if self.after else "ended"


@dataclass(frozen=True, slots=True)
class Told:
    """One row in words: what it is, what happened, and each field (label, before, after) that has a part in it."""

    action: str
    kind: str
    title: str
    node: str
    fields: tuple[tuple[str, str, str], ...]


def row_changes(now: Snapshot, changes: Changes) -> list[RowChange]:
    """Give what *changes* would do to every row it touches; nothing for a row that stays as it is."""
    put: list[AnyNode | AnyTie] = [*changes.nodes, *changes.ties]
    present: dict[str, AnyNode | AnyTie] = {**now.node, **now.tie}
    found = [RowChange(present.get(identity_of(row)), row) for row in put]
    found += [RowChange(present[key], None) for key in (*changes.drop_nodes, *changes.drop_ties) if key in present]
    return [change for change in found if change.before != change.after]


def told(changes: Iterable[RowChange], name: Name, language: Language) -> list[Told]:
    """Say each change to a reader; *name* gives the name of a node that none of these changes holds."""
    rows = list(changes)
    own = {c.row.id: c.row.name for c in rows if not isinstance(c.row, Tie)}

    def named(node_id: str) -> str:
        return own.get(node_id) or name(node_id)

    return [_told(change, named, language) for change in rows]


def _told(change: RowChange, name: Name, language: Language) -> Told:
    row = change.row
    kind = row.spec.text[language]
    fields = []
    for field in names_of(type(row)):
        then, now = (
            cell_text(getattr(r, field), language) if r is not None else "" for r in (change.before, change.after)
        )
        if then != now:
            fields.append((label_of(type(row), field)[language], then, now))
    return Told(change.action, kind, title(row, name, language), "" if isinstance(row, Tie) else row.id, tuple(fields))


def title(row: AnyNode | AnyTie, name: Name, language: Language) -> str:
    """Give what a row is called: its name, or its two ends and what joins them."""
    first, last = ("“", "”") if language == "en" else ("„", "“")
    if isinstance(row, Tie):
        ends = (f"{first}{name(end)}{last}" for end in (row.source_id, row.target_id))
        return f" – {row.spec.text[language]} – ".join(ends)
    return f"{first}{row.name}{last}"
