"""What the running service holds: its settings, its store, and what it has worked out for the present revision."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple, TypeVar, cast

from graph_service.analyses.base import Analysis, Params, Result
from graph_service.api.drafts import Drafts
from graph_service.api.leaving import Abandoned, go_on, left
from graph_service.api.sight import Ledger, permit, seen_by
from graph_service.exchange.lists.memory import Memory
from graph_service.network import Network, project
from graph_service.report import Report, report_on
from graph_service.settings import Role, Settings
from graph_service.sheet import committee_sheet
from graph_service.sheet_model import CommitteeSheet
from graph_service.snapshot import EMPTY, Changes, Revision, Scope, Snapshot
from graph_service.store.desk import Desk
from graph_service.store.port import Store
from graph_service.store.rules import check, check_expected
from graph_service.what_if import Assumptions, WhatIf, what_if
from graph_service.words import Visibility

_T = TypeVar("_T")
_MOST_ANSWERS = 64
_FEWEST_ANSWERS = 8
_MOST_ROWS = 2_000_000


class Writer(NamedTuple):
    """Who writes, how far their sight reaches, and why."""

    role: Role
    visibility: Visibility
    note: str


class _Making:
    """One answer being worked out, and those who wait for it: for each the event that says that it has left."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.asking: list[threading.Event] = []


class Held:
    """One snapshot and what was worked out from it; safe for several threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Hold *snapshot*; nothing is worked out yet."""
        self.snapshot = snapshot
        # an answer may refer to every row: the larger the network, the fewer are kept
        rows = len(snapshot.nodes) + len(snapshot.ties)
        self._most = max(_FEWEST_ANSWERS, min(_MOST_ANSWERS, _MOST_ROWS // (rows + 1)))
        self._answers: OrderedDict[object, object] = OrderedDict()
        self._making: dict[object, _Making] = {}
        self._lock = threading.Lock()

    def remembered(self, key: object, make: Callable[[], _T]) -> _T:
        """Answer kept under *key*; made when it is not there, once however many ask for it at the same time.

        *key* names all the answer depends on besides the snapshot, the reader's visibility included. No lock that
        others need is held while *make* works; it must not ask for another answer. What *make* fails at is not kept.

        Raises
        ------
        Abandoned
            The client of the present request left while it waited for others to work, and they stopped.
        """
        gone = left()
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return cast("_T", self._answers[key])
            making = self._making.setdefault(key, _Making())
            making.asking.append(gone)
        try:
            with making.lock:
                with self._lock:
                    if key in self._answers:
                        return cast("_T", self._answers[key])
                go_on()
                made = make()
                with self._lock:
                    self._answers[key] = made
                    while len(self._answers) > self._most:
                        self._answers.popitem(last=False)
                return made
        finally:
            with self._lock:
                making.asking.remove(gone)
                if not making.asking:
                    self._making.pop(key, None)

    def wanted(self, key: object) -> Callable[[str], None]:
        """Check for *make* to call now and then: raises `Abandoned` once all who asked for *key* have left."""

        def check(_step: str) -> None:
            with self._lock:
                making = self._making.get(key)
                if making and all(gone.is_set() for gone in making.asking):
                    raise Abandoned

        return check

    def seen(self, visibility: Visibility) -> Snapshot:
        """Snapshot without anything a reader may not see."""
        if visibility is Visibility.RESTRICTED:
            return self.snapshot
        return self.remembered(("seen", visibility), lambda: seen_by(self.snapshot, visibility))

    def network(self, scope: Scope) -> Network:
        """Network in a scope."""
        seen = self.seen(scope.visibility)
        return self.remembered(("network", scope), lambda: project(seen, scope))


class State:
    """Settings, store, and what is held of its present revision; safe for several threads."""

    def __init__(self, settings: Settings, store: Store) -> None:
        """Use *store*; nothing is read yet."""
        self.settings = settings
        self.store = store
        self.desk = Desk(settings.desk_file)
        self.ledger = Ledger()
        self.memory = Memory(settings.memory_file)
        self.drafts = Drafts()
        self._held = Held(Snapshot())
        self._loading = threading.Lock()

    def _present(self) -> Held:
        """What is held of the store's present revision; read anew only after a write, whoever wrote."""
        held = self._held
        if held.snapshot.revision == self.store.revision():
            return held
        with self._loading:
            revision = self.store.revision()  # asked again: another thread may have read it meanwhile
            if self._held.snapshot.revision != revision:
                self._held = Held(self.store.snapshot() if revision != EMPTY else Snapshot())
            return self._held

    def seen(self, visibility: Visibility) -> Snapshot:
        """Present snapshot without anything a reader may not see; all else is worked out from this."""
        return self._present().seen(visibility)

    def network(self, scope: Scope) -> Network:
        """Present network in a scope."""
        return self._present().network(scope)

    def report(self, scope: Scope) -> Report:
        """Gap report of the present network in a scope."""
        held = self._present()
        network = held.network(scope)
        key = ("report", scope)
        return held.remembered(key, lambda: report_on(network, held.wanted(key)))

    def supposed(self, scope: Scope, assumptions: Assumptions, after: Snapshot) -> Network:
        """Network in a scope *after* assumed changes, which made that snapshot of the present one."""
        key = ("supposed", scope, assumptions.model_dump_json())
        return self._present().remembered(key, lambda: project(after, scope))

    def what_if(self, scope: Scope, assumptions: Assumptions) -> WhatIf:
        """Gap report of the present network in a scope before and after assumed changes."""
        held = self._present()
        network = held.network(scope)
        key = ("what-if", scope, assumptions.model_dump_json())
        return held.remembered(key, lambda: what_if(network, assumptions, held.wanted(key)))

    def sheet(self, field_id: str, scope: Scope) -> CommitteeSheet:
        """Committee sheet of one field of the present network in a scope."""
        found = self.report(scope)
        return committee_sheet(self.network(scope), found, field_id)

    def result(self, entry: Analysis, params: Params, scope: Scope) -> tuple[Network, Result]:
        """Present network in a scope, and the answer of one analysis over it."""
        held = self._present()
        network = held.network(scope)
        return network, held.remembered((entry.id, params, scope), lambda: entry(network, params))

    def check(self, changes: Changes, visibility: Visibility) -> None:
        """Refuse *changes* that could not be written to the present network, as far as a writer's sight reaches."""
        held = self._present()
        now = held.snapshot
        permit(changes, now, held.seen(visibility), visibility)
        dropped = set(changes.drop_nodes)
        hanging = [(t.key, t.source_id, t.target_id) for t in now.ties if dropped & {t.source_id, t.target_id}]
        check(changes, {node.id: node.kind for node in now.nodes}, now.tie.keys(), hanging)

    def write(self, changes: Changes, expected: int, writer: Writer) -> Revision:
        """Write *changes* that were made for revision *expected*, as far as the writer's sight reaches."""
        if writer.visibility is not Visibility.RESTRICTED:
            held = self._present()
            check_expected(expected, held.snapshot.revision)
            permit(changes, held.snapshot, held.seen(writer.visibility), writer.visibility)
        return self.store.apply(changes, expected=expected, author=writer.role, note=writer.note)

    def erase(self, ids: tuple[str, ...], writer: Writer) -> Revision:
        """Remove nodes for good, also from what is held in memory."""
        revision = self.store.erase(ids, author=writer.role, note=writer.note)
        self.memory.forget(ids)
        self.drafts.clear()
        self.desk.forget(ids)
        self.ledger = Ledger()
        self._held = Held(Snapshot())
        return revision
