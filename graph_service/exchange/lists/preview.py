"""What an import would do: entries and ties that are new, changed, the same or gone, questions, messages, and the change."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from graph_service.errors import Fault
from graph_service.exchange.lists.likeness import Alike
from graph_service.exchange.lists.mapping import SheetMapping
from graph_service.snapshot import Changes
from graph_service.words import Text

STATES = ("new", "changed", "same", "gone", "held")


class Detail(NamedTuple):
    """One field that changes: its name for people, before, after."""

    field: str
    label: Text
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One node or tie and what becomes of it; where it stands in the list, and whether a cell only named it."""

    state: str
    kind: str
    key: str
    name: str
    place: str
    details: tuple[Detail, ...] = ()
    from_cell: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A new name that may mean somebody known; ``decided`` is what was decided, empty while open."""

    key: str
    kind: str
    name: str
    place: str
    options: tuple[Alike, ...]
    decided: str = ""


class Aside(NamedTuple):
    """A column or sheet that was not taken, and why."""

    place: str
    head: str
    filled: int
    why: Text


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything a person sees before anything is written."""

    sheets: tuple[SheetMapping, ...]
    entries: tuple[Entry, ...]
    questions: tuple[Question, ...]
    aside: tuple[Aside, ...]
    faults: tuple[Fault, ...]
    fault_count: int
    notes: tuple[Fault, ...]
    note_count: int
    left_out: tuple[Fault, ...]
    left_out_count: int
    changes: Changes
    revision: int

    @property
    def ready(self) -> bool:
        """Whether it can be written: nothing wrong, and something to write."""
        return not self.fault_count and bool(
            self.changes.nodes or self.changes.ties or self.changes.drop_nodes or self.changes.drop_ties
        )

    def count(self, state: str, *, ties: bool) -> int:
        """How many nodes or ties are in a state."""
        return sum(entry.state == state and (":" in entry.key) == ties for entry in self.entries)
