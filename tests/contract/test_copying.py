"""A network moves from any store to any other with its whole history, and the copy proves it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph_service.errors import Conflict, StaleRevision
from graph_service.model import Actor, Body, MemberOf
from graph_service.snapshot import About, Changes
from graph_service.store.copying import copy
from graph_service.store.embedded_store import EmbeddedStore
from graph_service.store.port import LogEntry, Store
from graph_service.words import Text

A, B = Actor(id="a", name="Ä & ß *innen"), Body(id="b", name="B")
MEMBER = MemberOf(source_id="a", target_id="b", source="list", as_of="2026-03")
HISTORY = (
    Changes(nodes=(A, B), ties=(MEMBER,), about=About(title=Text("Netz „A“", "Net “A”"))),
    Changes(nodes=(A.model_copy(update={"name": "Neu"}), Actor(id="c", name="C"))),
    Changes(nodes=(A,), drop_ties=(MEMBER.key,)),
    Changes(drop_nodes=("a",)),
    Changes(nodes=(A,), ties=(MEMBER,), about=About(title=Text("Neu", "New"))),
)


@pytest.fixture
def original(tmp_path: Path) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path / "original.sqlite") as opened:
        for number, changes in enumerate(HISTORY):
            opened.apply(changes, expected=number, author=f"office {number}", note=f"note {number}")
        opened.erase(("c",), author="office", note="asked for")
        yield opened


def entries(store: Store) -> tuple[LogEntry, ...]:
    return store.history()


def test_a_copy_holds_every_revision_as_it_was(original: EmbeddedStore, store: Store) -> None:
    seen: list[tuple[int, int]] = []
    done = copy(original, store, lambda *step: seen.append(step))
    assert (done.revisions, done.nodes, done.ties, len(done.checksum)) == (6, 2, 1, 64)
    assert seen == [(n, 6) for n in range(1, 7)]
    assert entries(store) == entries(original)
    for number in range(1, 7):
        assert store.snapshot(number) == original.snapshot(number)
    assert store.snapshot().revision == original.revision()
    assert store.snapshot().about == original.snapshot().about


def test_there_and_back_again_nothing_has_changed(original: EmbeddedStore, store: Store, tmp_path: Path) -> None:
    there = copy(original, store)
    with EmbeddedStore(tmp_path / "back.sqlite") as back:
        assert copy(store, back) == there
        assert entries(back) == entries(original)
        assert back.snapshot() == original.snapshot()


def test_the_copy_can_be_written_to_like_the_original(original: EmbeddedStore, store: Store) -> None:
    copy(original, store)
    more = Changes(nodes=(Actor(id="d", name="D"),))
    for one in (original, store):
        one.apply(more, expected=6, author="office", note="on")
    assert store.revision() == original.revision()


def test_a_copy_broken_off_goes_on_where_it_ended(original: EmbeddedStore, store: Store) -> None:
    for entry in entries(original)[:3]:
        assert store.replay(entry) == entry.revision
    assert store.replay(entries(original)[2]) == entries(original)[2].revision
    assert copy(original, store).revisions == 6
    assert entries(store) == entries(original)
    assert copy(original, store).revisions == 6, "a finished copy is proved again and nothing is written"


def test_an_entry_keeps_its_time_author_and_note(original: EmbeddedStore, store: Store) -> None:
    old = entries(original)[0]._replace(at=datetime(2020, 2, 29, 12, 30, 1, tzinfo=UTC), author="Büro", note="alt")
    store.replay(old)
    assert entries(store) == (old,)


def test_an_entry_out_of_turn_is_refused(original: EmbeddedStore, store: Store) -> None:
    with pytest.raises(StaleRevision):
        store.replay(entries(original)[1])
    assert store.revision().number == 0


def test_a_target_with_other_data_is_refused_and_stays(original: EmbeddedStore, store: Store) -> None:
    store.apply(Changes(nodes=(Actor(id="z", name="Z"),)), expected=0, author="test", note="n")
    with pytest.raises(Conflict):
        copy(original, store)
    assert [node.id for node in store.snapshot().nodes] == ["z"]


def test_a_target_that_still_holds_what_was_erased_is_refused(original: EmbeddedStore, store: Store) -> None:
    copy(original, store)
    original.erase(("b",), author="office", note="asked for")
    with pytest.raises(Conflict):
        copy(original, store)


def test_a_target_that_is_ahead_is_refused(original: EmbeddedStore, tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "empty.sqlite") as empty, pytest.raises(Conflict):
        copy(empty, original)


def test_an_empty_network_is_copied_as_such(store: Store, tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "empty.sqlite") as empty:
        assert copy(empty, store)[:3] == (0, 0, 0)
