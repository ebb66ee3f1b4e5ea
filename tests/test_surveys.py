"""Asking members: the questions, the links, the answers, and what an accepted answer makes of the network."""

import sqlite3
import threading
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from graph_service.errors import Conflict, NotFound
from graph_service.model import Actor, Body, FieldOfAction, Survey
from graph_service.network import project
from graph_service.snapshot import Changes, Scope, Snapshot
from graph_service.store.desk import Desk
from graph_service.store.embedded_store import EmbeddedStore
from graph_service.surveys.accepting import accept
from graph_service.surveys.asking import groups
from graph_service.surveys.links import LinkRefused, check, path
from graph_service.surveys.model import Added, Answer, Letter, Round, Word
from graph_service.ties import CooperatesWith, Informs, MemberOf, WorksIn

DAY = date(2026, 11, 2)
ONE = Round(id="erhebung-2026", title="Erhebung 2026", asked_on=DAY, until=date(2026, 12, 1), asked=("a", "b"))
SEAT = MemberOf(source_id="a", target_id="g", valid_from="2020")
WORK = WorksIn(source_id="a", target_id="f1")
HOME = CooperatesWith(source_id="a", target_id="b")
NEWS = Informs(source_id="b", target_id="a")
NETWORK = Snapshot.of(
    [Actor(id="a", name="Anfang"), Actor(id="b", name="Bund"), Body(id="g", name="Gremium"), Body(id="h", name="Halle"),
     FieldOfAction(id="f1", name="Sprache"), FieldOfAction(id="f2", name="Arbeit")],
    [SEAT, WORK, HOME, NEWS],
)  # fmt: skip


def asked(node_id: str) -> dict[str, tuple[list[str], list[str]]]:
    found = groups(project(NETWORK, Scope(standing_only=False)), node_id)
    return {group.id: ([tie.key for tie, _ in group.ties], [node.id for node in group.choices]) for group in found}


def test_a_member_is_asked_about_every_tie_once_and_can_add_what_is_not_there() -> None:
    found = asked("a")
    assert found["member_of-out"] == ([SEAT.key], ["h"])
    assert found["works_in-out"] == ([WORK.key], ["f2"])
    assert found["cooperates_with-out"] == ([HOME.key], ["g", "h"])
    assert found["informs-in"] == ([NEWS.key], ["g", "h"])
    assert found["informs-out"] == ([], ["b", "g", "h"])
    keys = [key for keys, _ in found.values() for key in keys]
    assert sorted(keys) == sorted(tie.key for tie in NETWORK.ties)
    assert "reports_to-out" not in found, "only bodies report"
    assert asked("g")["member_of-in"] == ([SEAT.key], ["b", "h"])


def test_only_actors_and_bodies_of_the_network_are_asked() -> None:
    for node_id in ("f1", "nix"):
        with pytest.raises(NotFound):
            asked(node_id)


def after(answer: Answer) -> Snapshot:
    """Take an answer over in a real store."""
    with EmbeddedStore(Path(":memory:")) as store:
        store.apply(Changes(nodes=NETWORK.nodes, ties=NETWORK.ties), expected=0, author="t", note="n")
        store.apply(accept(store.snapshot(), ONE, "a", answer).changes, expected=1, author="t", note="n")
        return store.snapshot()


def test_an_accepted_answer_confirms_ends_adds_and_covers() -> None:
    answer = Answer(
        said={SEAT.key: Word.OVER, WORK.key: Word.TRUE, HOME.key: Word.UNKNOWN},
        added=(Added(kind="member_of", other="h"), Added(kind="informs", other="g", outward=False)),
        remark="bleibt beim Büro",
    )
    ties = {tie.key: tie for tie in after(answer).ties}
    assert (ties[SEAT.key].valid_to, ties[SEAT.key].confirmed) == ("2026-11-02", False)
    assert (ties[WORK.key].confirmed, ties[WORK.key].as_of) == (True, "2026-11-02")
    assert ties[HOME.key] == HOME, "of what the member does not know nothing is said"
    assert ties[NEWS.key] == NEWS, "nor of what was left out"
    added = ties["member_of:a:h:"]
    assert (added.confirmed, added.source, added.as_of) == (True, "Erhebung 2026", "2026-11-02")
    assert "informs:g:a:" in ties
    assert "covers:erhebung-2026:a:" in ties


def test_only_whoever_answered_counts_as_asked() -> None:
    network = project(after(Answer()), Scope(as_of=date(2026, 11, 25)))
    assert dict(network.asked) == {"a": "2026-11-02"}
    assert network.nodes["erhebung-2026"] == Survey(
        id="erhebung-2026", name="Erhebung 2026", asked_on="2026-11-02", as_of="2026-11-02", source="Erhebung 2026"
    )
    assert network.nodes["a"].as_of == "2026-11-02"


def test_a_tie_that_ended_once_can_begin_anew_and_one_not_begun_is_dropped() -> None:
    ended = WORK.model_copy(update={"valid_to": "2024"})
    later = SEAT.model_copy(update={"valid_from": "2027"})
    snapshot = Snapshot.of(NETWORK.nodes, [ended, later])
    answer = Answer(said={later.key: Word.OVER, ended.key: Word.OVER}, added=(Added(kind="works_in", other="f1"),))
    changes = accept(snapshot, ONE, "a", answer).changes
    assert changes.drop_ties == (later.key,)
    found = {tie.key: tie for tie in changes.ties}
    assert found[ended.key].valid_to == "2024"
    assert found["works_in:a:f1:2026-11-02"].confirmed


@pytest.mark.parametrize(
    "answer",
    [
        Answer(said={"member_of:a:gone:": Word.TRUE}), Answer(said={"informs:b:g:": Word.TRUE}),
        Answer(added=(Added(kind="works_in", other="g"),)), Answer(added=(Added(kind="nix", other="g"),)),
        Answer(added=(Added(kind="informs", other="a"),)), Answer(added=(Added(kind="informs", other="gone"),)),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_left_out_and_said(answer: Answer) -> None:
    done = accept(NETWORK, ONE, "a", answer)
    assert len(done.left) == 1
    assert [tie.kind for tie in done.changes.ties] == ["covers"]


def test_a_link_works_once_until_its_last_day(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.sqlite")
    desk.begin(ONE)
    letter = desk.letter(ONE.id, "a")
    assert letter is not None
    sign = path(desk.key(), ONE, letter).rpartition("/")[2]
    assert check(desk.key(), ONE, letter, sign, ONE.until) == (ONE, letter)
    for other in (sign[:-1] + ("0" if sign[-1] != "0" else "1"), "", sign.upper() + "x"):
        with pytest.raises(LinkRefused):
            check(desk.key(), ONE, letter, other, DAY)
    with pytest.raises(LinkRefused):
        check(desk.key(), ONE, letter, sign, date(2026, 12, 2))
    with pytest.raises(LinkRefused):
        check(desk.key(), ONE, desk.letter(ONE.id, "b"), sign, DAY)
    with pytest.raises(LinkRefused):
        check(desk.key(), None, None, sign, DAY)
    with pytest.raises(LinkRefused):
        check(desk.key(), ONE.model_copy(update={"until": date(2027, 1, 1)}), letter, sign, DAY)
    desk.receive(ONE.id, letter, Answer(remark="da"))
    with pytest.raises(LinkRefused):
        check(desk.key(), ONE, desk.letter(ONE.id, "a"), sign, DAY)


def test_a_link_given_anew_makes_the_old_one_worthless(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.sqlite")
    desk.begin(ONE)
    first = desk.letters(ONE.id)[0]
    desk.receive(ONE.id, first, Answer())
    waiting = desk.letters(ONE.id)[0]
    desk.reopen(ONE.id, waiting)
    again = desk.letters(ONE.id)[0]
    assert (again.state, again.serial, again.answer) == ("open", 2, None)
    assert path(desk.key(), ONE, first) != path(desk.key(), ONE, again)
    with pytest.raises(LinkRefused):
        check(desk.key(), ONE, again, path(desk.key(), ONE, first).rpartition("/")[2], DAY)


def test_what_was_said_is_let_go_once_settled(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.sqlite")
    desk.begin(ONE)
    desk.receive(ONE.id, desk.letters(ONE.id)[0], Answer(remark="Kontakt A ruft an"))
    assert b"Kontakt A ruft an" in (tmp_path / "desk.sqlite").read_bytes()
    desk.settle(ONE.id, desk.letters(ONE.id)[0], "accepted")
    assert desk.letters(ONE.id)[0].state == "accepted"
    assert b"Kontakt A ruft an" not in (tmp_path / "desk.sqlite").read_bytes()


def test_of_two_answers_at_once_one_is_kept(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.sqlite")
    desk.begin(ONE)
    letter = desk.letters(ONE.id)[0]
    lost = []

    def send(number: int) -> None:
        try:
            Desk(tmp_path / "desk.sqlite").receive(ONE.id, letter, Answer(remark=str(number)))
        except Conflict:
            lost.append(number)

    threads = [threading.Thread(target=send, args=(n,)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(lost) == 4
    kept = desk.letters(ONE.id)[0].answer
    assert kept is not None
    assert int(kept.remark) not in lost


def test_erased_members_leave_no_trace_on_the_desk(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.sqlite")
    desk.begin(ONE)
    desk.begin(Round(id="nur-b", title="Nur einer", asked_on=DAY, until=DAY, asked=("erased-one",)))
    answer = Answer(
        said={"informs:erased-one:a:": Word.TRUE, WORK.key: Word.TRUE},
        added=(Added(kind="informs", other="erased-one"),),
    )
    desk.receive(ONE.id, desk.letters(ONE.id)[0], answer)
    desk.forget(("erased-one", "b"))
    assert [one.id for one in desk.rounds()] == [ONE.id]
    assert desk.round(ONE.id).asked == ("a",)
    (left,) = desk.letters(ONE.id)
    assert left.answer == Answer(said={WORK.key: Word.TRUE})
    assert b"erased-one" not in (tmp_path / "desk.sqlite").read_bytes()
    Desk(tmp_path / "none.sqlite").forget(("a",))
    assert not (tmp_path / "none.sqlite").exists()


def test_rounds_are_kept_listed_and_dropped(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.sqlite")
    assert desk.rounds() == ()
    desk.begin(ONE)
    with pytest.raises(Conflict):
        desk.begin(ONE)
    assert Desk(tmp_path / "desk.sqlite").round(ONE.id) == ONE
    assert [letter.node for letter in desk.letters(ONE.id)] == ["a", "b"]
    desk.drop(ONE.id)
    assert desk.letters(ONE.id) == ()
    with pytest.raises(NotFound):
        desk.round(ONE.id)


@pytest.mark.parametrize(
    "bad", [{"asked": ()}, {"until": date(2026, 11, 1)}, {"title": ""}, {"id": "Ä b"}, {"title": "zwei\nZeilen"}]
)
def test_a_round_that_cannot_be_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Round.model_validate({**ONE.model_dump(), **bad})


def test_a_broken_file_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite").write_text("nothing of the kind" * 100)
    with pytest.raises(Exception, match=r"desk\.sqlite") as caught:
        Desk(tmp_path / "desk.sqlite").rounds()
    assert isinstance(caught.value.__cause__, sqlite3.Error)
    assert Letter(node="a").state == "open"
