"""What the service keeps in memory: worked out once, never stale, never in the way, bounded."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from graph_service.api.state import Held, State
from graph_service.model import Actor
from graph_service.settings import Settings
from graph_service.snapshot import Changes, Scope, Snapshot
from graph_service.store.embedded_store import EmbeddedStore
from graph_service.words import Visibility

ALL = Scope(visibility=Visibility.RESTRICTED)


@pytest.fixture
def state(embedded: EmbeddedStore, local_settings: Settings) -> State:
    return State(local_settings, embedded)


def together(number: int, work: Callable[[], object]) -> None:
    failed: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - told below
            failed.append(error)

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert not failed
    assert not any(thread.is_alive() for thread in threads)


def add(store: EmbeddedStore, name: str, visibility: Visibility = Visibility.INTERNAL) -> None:
    changes = Changes(nodes=(Actor(id=name, name=name, visibility=visibility),))
    store.apply(changes, expected=None, author="test", note="")


def test_the_same_question_asked_by_many_at_once_is_answered_once() -> None:
    held, made, answers = Held(Snapshot()), [], []
    begun = threading.Event()

    def make() -> object:
        made.append(1)
        begun.wait(0.2)
        return object()

    together(8, lambda: answers.append(held.remembered("question", make)))
    assert (len(made), len(answers), len({id(a) for a in answers})) == (1, 8, 1)


def test_a_question_that_takes_long_stops_no_other() -> None:
    held, others_done, slow_done = Held(Snapshot()), threading.Event(), threading.Event()

    def slow() -> bool:
        assert others_done.wait(10)
        return True

    waiting = threading.Thread(target=lambda: held.remembered("slow", slow) and slow_done.set())
    waiting.start()
    for n in range(5):
        assert held.remembered(n, lambda n=n: n) == n  # type: ignore[misc]
    others_done.set()
    waiting.join(10)
    assert slow_done.is_set()


def test_a_question_that_failed_is_asked_again() -> None:
    held = Held(Snapshot())
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            held.remembered("question", lambda: 1 // 0)
    assert held.remembered("question", lambda: 7) == 7


def test_answers_are_kept_up_to_a_bound_and_those_asked_for_last_stay() -> None:
    held = Held(Snapshot())
    for n in range(1000):
        held.remembered("often", lambda: "often")
        held.remembered(n, lambda n=n: n)  # type: ignore[misc]
    again: list[object] = []
    held.remembered("often", lambda: again.append("often"))
    held.remembered(0, lambda: again.append(0))
    assert again == [0]
    assert held.remembered(999, lambda: None) == 999


def test_a_write_by_another_process_is_seen_at_once(state: State, local_settings: Settings) -> None:
    with EmbeddedStore(Path(local_settings.store)) as other:
        for n in range(3):
            add(other, f"a{n}")
            assert len(state.network(ALL).nodes) == n + 1
            assert state.report(ALL).revision.number == n + 1


def test_readers_during_writes_see_whole_revisions_and_never_go_back(state: State, embedded: EmbeddedStore) -> None:
    add(embedded, "a0")
    stop = threading.Event()

    def write() -> None:
        for n in range(1, 30):
            add(embedded, f"a{n}")
        stop.set()

    writing = threading.Thread(target=write)
    writing.start()

    def read() -> None:
        last = 0
        while not stop.is_set():
            network = state.network(ALL)
            assert len(network.nodes) == network.snapshot.revision.number >= last
            last = network.snapshot.revision.number

    together(4, read)
    writing.join(20)
    assert len(state.network(ALL).nodes) == 30


def test_each_sight_has_its_own_answers(state: State, embedded: EmbeddedStore) -> None:
    for visibility in Visibility:
        add(embedded, f"a-{visibility.value}", visibility)
    for _ in range(2):
        counts = [len(state.network(Scope(visibility=v)).nodes) for v in Visibility]
        assert counts == [1, 2, 3]
    assert state.seen(Visibility.PUBLIC).revision == (3, "")
    assert state.seen(Visibility.RESTRICTED).revision == embedded.revision()
