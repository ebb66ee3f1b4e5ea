"""Lists that were brought and not yet taken over: what was read of them, in memory only, few and not for long."""

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import Field

from graph_service.errors import NotFound, TooLarge
from graph_service.exchange.lists.mapping import Chosen, Profile, SheetMapping, propose
from graph_service.exchange.lists.plan import Options, preview
from graph_service.exchange.lists.preview import Preview
from graph_service.exchange.lists.reading import Read, read_list
from graph_service.exchange.lists.rows import without_persons
from graph_service.rows import Frozen
from graph_service.snapshot import Snapshot
from graph_service.words import PartialDate, Text

KEPT_SECONDS = 30 * 60
"""How long a list waits to be taken over."""
_MOST_DRAFTS = 8
_MOST_CELLS = 3_000_000
_MOST_DECISIONS = 20_000


class Wish(Frozen):
    """What a person says about a list: what its sheets mean, who is who, and how strictly it is taken."""

    sheets: tuple[Chosen, ...] = Field((), max_length=60, description="Sheets whose meaning is not the proposed one.")
    decisions: dict[str, str] = Field(
        {}, max_length=_MOST_DECISIONS, description="By key of a question: new, later, or = and the key of an option."
    )
    complete: bool = Field(False, description="What the list does not name has ended.")
    leave_out: bool = Field(False, description="Leave cells out that do not fit, instead of refusing the list.")
    source: str = Field("", max_length=2000, description="Source of rows that name none.")
    as_of: PartialDate = Field(None, description="Date of rows that name none.")
    profile: str = Field("", max_length=100, description="Name of a profile whose mapping to use.")
    save_profile: str = Field("", max_length=100, description="Name under which to keep the mapping.")


@dataclass(frozen=True, slots=True)
class Draft:
    """One list that waits: never the file, and no cell of a column of persons."""

    id: str
    name: str
    checksum: str
    read: Read
    wish: Wish
    profile: Profile
    born: float

    @property
    def cells(self) -> int:
        """How much room it takes."""
        return sum(len(line.cells) for grid in self.read.grids for line in grid.lines)

    def mappings(self) -> list[SheetMapping]:
        """What its sheets mean."""
        return [propose(grid, self.profile) for grid in self.read.grids]

    def look(self, present: Snapshot) -> Preview:
        """Work out what it would do to *present*."""
        wish = self.wish
        return preview(self.read, self.mappings(), present, Options(wish.complete, wish.leave_out, wish.source, wish.as_of or "",
                                                             wish.decisions))  # fmt: skip

    def wished(self, wish: Wish, profiles: Mapping[str, Profile]) -> "Draft":
        """Give the same list with another wish; what it says of sheets goes before a profile."""
        named = profiles[wish.profile].sheets if wish.profile in profiles else ()
        profile = Profile(name=wish.profile, sheets=(*wish.sheets, *named)) if wish.sheets or named else Profile()
        return replace(self, wish=wish, profile=profile)


class Drafts:
    """The lists that wait; the oldest goes when there are too many, each after half an hour. Safe for several threads."""

    def __init__(self) -> None:
        """Hold none yet."""
        self._held: OrderedDict[str, Draft] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, name: str, data: bytes) -> Draft:
        """Read a list and keep what was read."""
        read = read_list(name, data)
        grids = tuple(without_persons(propose(grid)) for grid in read.grids)
        draft = Draft(
            secrets.token_urlsafe(16), name, hashlib.sha256(data).hexdigest(), Read(grids, read.faults, read.notes),
            Wish(), Profile(), time.monotonic(),
        )  # fmt: skip
        if draft.cells > _MOST_CELLS:
            raise TooLarge(Text("Die Liste ist für die Vorschau zu groß.", "The list is too large for a preview."))
        self.keep(draft)
        return draft

    def keep(self, draft: Draft) -> None:
        """Keep a draft, and let go of what is too old or too much."""
        with self._lock:
            self._held[draft.id] = draft
            self._held.move_to_end(draft.id)
            self._clean()

    def find(self, identity: str) -> Draft:
        """Draft of an id; `NotFound` once it is gone."""
        with self._lock:
            self._clean()
            if identity not in self._held:
                raise NotFound(_GONE)
            return self._held[identity]

    def drop(self, identity: str) -> None:
        """Let go of a draft."""
        with self._lock:
            self._held.pop(identity, None)

    def clear(self) -> None:
        """Let go of all."""
        with self._lock:
            self._held.clear()

    def _clean(self) -> None:
        oldest = time.monotonic() - KEPT_SECONDS
        for identity in [i for i, draft in self._held.items() if draft.born < oldest]:
            del self._held[identity]
        while len(self._held) > _MOST_DRAFTS or sum(d.cells for d in self._held.values()) > _MOST_CELLS:
            self._held.popitem(last=False)


_GONE = Text(
    "Diese Vorschau gibt es nicht mehr; sie wird höchstens 30 Minuten aufbewahrt. Bitte die Liste noch einmal hochladen.",
    "This preview is gone; it is kept for 30 minutes at most. Please upload the list again.",
)
