"""Undo over every store: what a write changed is restored by a write of its own, or what stands in the way is named."""

import pytest

from graph_service.model import Actor, AnyNode, Body, CooperatesWith, FieldOfAction, MemberOf, WorksIn
from graph_service.snapshot import Changes
from graph_service.store.port import LogEntry, Store
from graph_service.store.undoing import touches, undoing
from graph_service.words import Visibility

A, B, F = (
    Actor(id="a", name="Ä & ß *innen", aliases=("x", "y")),
    Body(id="b", name="B"),
    FieldOfAction(id="f", name="F"),
)
MEMBER = MemberOf(source_id="a", target_id="b", source="list", as_of="2026-03", valid_from="2020")
NEW: AnyNode = Actor(id="c", name="C")
WRITES = {
    "added": Changes(nodes=(NEW,), ties=(MemberOf(source_id="c", target_id="b"),)),
    "changed": Changes(nodes=(A.model_copy(update={"name": "Neu", "aliases": (), "visibility": Visibility.PUBLIC}),)),
    "ended": Changes(drop_nodes=("a",), drop_ties=(MEMBER.key,)),
    "moved": Changes(ties=(MEMBER.model_copy(update={"valid_from": "2021"}),), drop_ties=(MEMBER.key,)),
    "all at once": Changes(
        nodes=(NEW, B.model_copy(update={"name": "Bee"})),
        ties=(CooperatesWith(source_id="b", target_id="c"),),
        drop_nodes=("f",),
    ),
}


def write(store: Store, changes: Changes, note: str = "n") -> int:
    return store.apply(changes, expected=store.revision().number, author="test", note=note).number


def entry(store: Store, number: int) -> LogEntry:
    return store.history(number - 1, 1)[0]


def start(store: Store) -> None:
    write(store, Changes(nodes=(A, B, F), ties=(MEMBER,)))


@pytest.mark.parametrize("name", WRITES)
def test_an_undo_restores_every_row_and_can_be_undone(store: Store, name: str) -> None:
    start(store)
    before = store.snapshot()
    number = write(store, WRITES[name])
    changed = store.snapshot()
    back = undoing(entry(store, number), changed)
    assert back.possible
    again = write(store, back.changes, f"undoes {number}")
    restored = store.snapshot()
    assert (restored.nodes, restored.ties) == (before.nodes, before.ties)
    assert undoing(entry(store, number), restored).done, "asked a second time, there is nothing left to do"
    forth = undoing(entry(store, again), restored)
    assert forth.possible
    write(store, forth.changes)
    assert (store.snapshot().nodes, store.snapshot().ties) == (changed.nodes, changed.ties)


def test_what_was_changed_since_is_named_and_not_overwritten(store: Store) -> None:
    start(store)
    number = write(store, WRITES["changed"])
    write(store, Changes(nodes=(A.model_copy(update={"name": "Noch neuer"}),)))
    back = undoing(entry(store, number), store.snapshot())
    assert not back.possible
    assert back.changed_since == ("a",)
    assert not back.done


def test_a_node_that_is_tied_since_does_not_go(store: Store) -> None:
    start(store)
    number = write(store, Changes(nodes=(NEW,)))
    later = WorksIn(source_id="c", target_id="f")
    write(store, Changes(ties=(later,)))
    back = undoing(entry(store, number), store.snapshot())
    assert (back.possible, back.hanging) == (False, (later.key,))
    assert back.changed_since == ()


def test_a_tie_does_not_come_back_to_a_node_that_is_gone(store: Store) -> None:
    start(store)
    number = write(store, Changes(drop_ties=(MEMBER.key,)))
    write(store, Changes(drop_nodes=("b",)))
    back = undoing(entry(store, number), store.snapshot())
    assert (back.possible, back.endless) == (False, (MEMBER.key,))


def test_an_erasure_leaves_nothing_to_restore(store: Store) -> None:
    start(store)
    number = store.erase(("a",), author="test", note="asked for").number
    back = undoing(entry(store, number), store.snapshot())
    assert back.done
    assert back.changes == Changes()
    assert undoing(entry(store, 1), store.snapshot()).changes.drop_nodes == ("b", "f")


def test_rows_of_the_log_know_whom_they_touch(store: Store) -> None:
    start(store)
    (first,) = store.history()
    assert {c.key for c in first.changes if touches(c, "a")} == {"a", MEMBER.key}
    assert {c.key for c in first.changes if touches(c, "f")} == {"f"}
