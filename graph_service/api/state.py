"""What the running service holds: its settings, its store, and what it has worked out for the present revision."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar, cast

from graph_service.network import Network, project
from graph_service.report import Report, report
from graph_service.settings import Settings
from graph_service.snapshot import EMPTY, Scope, Snapshot
from graph_service.store.port import Store

_T = TypeVar("_T")
_KEPT = 64


class State:
    """Settings, store, and one snapshot a revision with its answers; safe for several threads."""

    def __init__(self, settings: Settings, store: Store) -> None:
        """Hold *store*; nothing is read yet."""
        self.settings = settings
        self.store = store
        self._snapshot = Snapshot()
        self._answers: OrderedDict[object, object] = OrderedDict()
        self._lock = threading.RLock()

    def snapshot(self) -> Snapshot:
        """Snapshot of the store's present revision; read again only after a write by anybody."""
        revision = self.store.revision()
        with self._lock:
            if self._snapshot.revision != revision:
                self._snapshot = self.store.snapshot() if revision != EMPTY else Snapshot()
                self._answers.clear()
            return self._snapshot

    def network(self, scope: Scope) -> Network:
        """Present network in a scope."""
        snapshot = self.snapshot()
        return self.remembered(("network", scope), snapshot, lambda: project(snapshot, scope))

    def report(self, scope: Scope) -> Report:
        """Gap report of the present network in a scope."""
        snapshot = self.snapshot()
        return self.remembered(("report", scope), snapshot, lambda: report(snapshot, scope))

    def remembered(self, key: object, snapshot: Snapshot, make: Callable[[], _T]) -> _T:
        """Answer kept under *key* for as long as *snapshot* is the present one; made when it is not there."""
        with self._lock:
            if self._snapshot is snapshot and key in self._answers:
                self._answers.move_to_end(key)
                return cast("_T", self._answers[key])
        made = make()
        with self._lock:
            if self._snapshot is snapshot:
                self._answers[key] = made
                while len(self._answers) > _KEPT:
                    self._answers.popitem(last=False)
        return made
