"""What every store does, the same for each; a second adapter that passes this needs no other test of behaviour."""

import json
import threading

import pytest

from graph_service.errors import Conflict, InvalidData, NotFound, StaleRevision
from graph_service.model import Actor, AnyNode, AnyTie, Body, CooperatesWith, FieldOfAction, MemberOf, Survey, WorksIn
from graph_service.report import report
from graph_service.snapshot import EMPTY, About, Changes, Scope, Snapshot
from graph_service.store.embedded_store import EmbeddedStore
from graph_service.store.port import Store
from graph_service.words import Text
from tests.conftest import DAY

A, B, F = Actor(id="a", name="Ä & ß *innen"), Body(id="b", name="B"), FieldOfAction(id="f", name="F")
MEMBER = MemberOf(source_id="a", target_id="b", source="list", as_of="2026-03")
SMALL = Changes(nodes=(A, B, F), ties=(MEMBER,))


def write(store: Store, changes: Changes, expected: int | None = None) -> int:
    return store.apply(changes, expected=expected, author="test", note="n").number


def test_an_empty_store_has_no_revision_and_an_empty_snapshot(store: Store) -> None:
    assert store.revision() == EMPTY
    assert store.snapshot() == Snapshot()
    assert store.history() == ()


@pytest.mark.parametrize("name", ["gross_gerau", "musterkreis"])
def test_every_seed_comes_back_as_it_was(store: Store, seeds: dict[str, Changes], name: str) -> None:
    revision = store.apply(seeds[name], expected=0, author="test", note=name)
    found = store.snapshot()
    expected = Snapshot.of(seeds[name].nodes, seeds[name].ties, revision=revision, about=seeds[name].about)
    assert found.nodes == expected.nodes
    assert found.ties == expected.ties
    assert found.about == expected.about
    assert found.revision == revision == store.revision()


def test_both_stores_give_the_same_bytes(store: Store, embedded: EmbeddedStore, seeds: dict[str, Changes]) -> None:
    for one in (store, embedded):
        if one.revision() == EMPTY:
            write(one, seeds["musterkreis"])
    scope = Scope(as_of=DAY)
    assert report(store.snapshot(), scope).model_dump_json() == report(embedded.snapshot(), scope).model_dump_json()


def test_a_put_replaces_and_the_past_stays(store: Store) -> None:
    assert write(store, SMALL, 0) == 1
    assert write(store, Changes(nodes=(A.model_copy(update={"name": "Neu", "short_name": "N"}),)), 1) == 2
    assert store.snapshot().node["a"].name == "Neu"
    assert store.snapshot(1).node["a"].name == "Ä & ß *innen"
    assert store.snapshot(1).revision.number == 1
    assert write(store, Changes(nodes=(A,)), 2) == 3
    assert store.snapshot().node["a"] == A, "a value that is gone must not linger"


def test_a_drop_ends_and_the_past_stays(store: Store) -> None:
    write(store, SMALL)
    write(store, Changes(drop_nodes=("a",), drop_ties=(MEMBER.key,)))
    assert [node.id for node in store.snapshot().nodes] == ["b", "f"]
    assert store.snapshot().ties == ()
    assert store.snapshot(1).ties == (MEMBER,)
    assert store.snapshot(0) == Snapshot()
    with pytest.raises(NotFound):
        store.snapshot(99)


def test_a_stale_write_is_refused_and_changes_nothing(store: Store) -> None:
    write(store, SMALL)
    with pytest.raises(StaleRevision):
        write(store, Changes(nodes=(Actor(id="z", name="Z"),)), 0)
    assert store.revision().number == 1
    assert "z" not in store.snapshot().node


BAD: list[tuple[Changes, type[Exception]]] = [
    (Changes(ties=(MemberOf(source_id="a", target_id="gone"),)), Conflict),
    (Changes(ties=(MemberOf(source_id="f", target_id="b"),)), Conflict),
    (Changes(ties=(WorksIn(source_id="a", target_id="b"),)), Conflict),
    (Changes(nodes=(Survey(id="a", name="Taken"),)), Conflict),
    (Changes(drop_nodes=("a",)), Conflict),
    (Changes(drop_nodes=("gone",)), NotFound),
    (Changes(drop_ties=("member_of:x:y:",)), NotFound),
    (Changes(nodes=(Actor(id="z", name="Z"), Actor(id="z", name="Y"))), InvalidData),
    (Changes(nodes=(A,), drop_nodes=("a",)), InvalidData),
]


@pytest.mark.parametrize(("bad", "error"), BAD)
def test_a_bad_change_is_refused_whole(store: Store, bad: Changes, error: type[Exception]) -> None:
    write(store, SMALL)
    good: tuple[AnyNode, ...] = (Actor(id="new", name="New"),)
    with pytest.raises(error):
        write(store, bad.model_copy(update={"nodes": (*good, *bad.nodes)}))
    assert store.revision().number == 1
    assert "new" not in store.snapshot().node


def test_the_log_tells_who_did_what(store: Store) -> None:
    write(store, SMALL)
    write(store, Changes(nodes=(A.model_copy(update={"name": "Neu"}),), drop_ties=(MEMBER.key,)))
    first, second = store.history()
    assert (first.author, first.note, first.revision.number) == ("test", "n", 1)
    assert [(c.action, c.kind, c.key) for c in second.changes] == [
        ("changed", "actor", "a"),
        ("ended", "member_of", MEMBER.key),
    ]
    before, after = second.changes[0].before, second.changes[0].after
    assert before is not None
    assert after is not None
    assert (json.loads(before)["name"], json.loads(after)["name"]) == ("Ä & ß *innen", "Neu")
    assert [entry.revision.number for entry in store.history(1)] == [2]
    assert len(store.history(0, 1)) == 1


def test_the_digest_tells_two_histories_apart_and_is_the_same_in_every_store(
    store: Store, embedded: EmbeddedStore
) -> None:
    write(store, SMALL)
    if embedded.revision() == EMPTY:
        write(embedded, SMALL)
    assert store.revision() == embedded.revision()
    write(store, Changes(nodes=(Actor(id="c", name="C"),)))
    assert store.revision().digest != embedded.snapshot(1).revision.digest


def test_erase_leaves_no_trace_in_any_revision(store: Store) -> None:
    write(store, SMALL)
    write(store, Changes(nodes=(A.model_copy(update={"name": "Neu"}),)))
    assert store.erase(("a",), author="test", note="asked for").number == 3
    for number in (1, 2, 3):
        snapshot = store.snapshot(number)
        assert "a" not in snapshot.node
        assert snapshot.ties == ()
    assert not any("a" in (c.key, *c.key.split(":")) for entry in store.history() for c in entry.changes)
    with pytest.raises(NotFound):
        store.erase(("a",), author="test", note="again")


def test_symmetric_ties_are_one_whichever_way_they_are_written(store: Store) -> None:
    one: AnyTie = CooperatesWith.model_validate({"source_id": "b", "target_id": "a"})
    write(store, SMALL)
    write(store, Changes(ties=(one,)))
    write(store, Changes(ties=(CooperatesWith(source_id="a", target_id="b", note="again"),)))
    found = [tie for tie in store.snapshot().ties if tie.kind == "cooperates_with"]
    assert [(tie.source_id, tie.target_id, tie.note) for tie in found] == [("a", "b", "again")]


def test_parallel_ties_of_different_times_are_kept(store: Store) -> None:
    write(store, SMALL)
    write(store, Changes(ties=(MEMBER.model_copy(update={"valid_from": "2027"}),)))
    assert len(store.snapshot().ties) == 2


def test_what_the_network_is_called_is_kept(store: Store) -> None:
    about = About(title=Text("Netz „A“", "Net “A”"), notice=Text("Hinweis", "Notice"))
    write(store, SMALL.model_copy(update={"about": about}))
    write(store, Changes(nodes=(Actor(id="c", name="C"),)))
    assert store.snapshot().about == about
    assert store.snapshot(1).about == about


def test_of_many_writers_at_once_exactly_one_wins(store: Store) -> None:
    write(store, SMALL)
    won, lost = [], []

    def writer(number: int) -> None:
        try:
            won.append(write(store, Changes(nodes=(Actor(id=f"w{number}", name="W"),)), 1))
        except StaleRevision:
            lost.append(number)

    threads = [threading.Thread(target=writer, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (won, len(lost)) == ([2], 5)
    assert store.revision().number == 2


def test_healthy_names_the_engine(store: Store) -> None:
    health = store.healthy()
    assert health.engine in ("sqlite", "neo4j")
    assert health.version
