"""Resilience: cuts counted by hand, what ends soon and what hangs on it, three states, both seeds."""

import pytest

from graph_service.analyses import find
from graph_service.analyses.base import Grade, Severity, Standing
from graph_service.analyses.resilience import ResilienceParams, ResilienceResult
from graph_service.errors import InvalidParameter
from graph_service.model import AnyNode, AnyTie, CooperatesWith, Funds, Leads, MemberOf
from graph_service.network import project
from graph_service.snapshot import Scope, Snapshot
from tests.conftest import DAY
from tests.networks import actors, body, fields, sits, surveyed, works


def answer(snapshot: Snapshot, scope: Scope | None = None, **params: object) -> ResilienceResult:
    entry = find("resilience")
    result = entry(project(snapshot, scope or Scope(as_of=DAY)), ResilienceParams.model_validate(params))
    assert isinstance(result, ResilienceResult)
    return result


def together(*pairs: tuple[str, str]) -> list[AnyTie]:
    return [CooperatesWith(source_id=a, target_id=b, source="paper", as_of="2026-01") for a, b in pairs]


def hourglass(*more: AnyTie, asked: bool = True, nodes: tuple[AnyNode, ...] = ()) -> Snapshot:
    """Two triangles a1–a3 (field f) and b1–b3 (field g), joined by a1 – x – b1."""
    sides = [(f"{s}{i}", f"{s}{j}") for s in "ab" for i, j in ((1, 2), (2, 3), (1, 3))]
    ties = [*together(*sides, ("a1", "x"), ("b1", "x"))]
    ties += works(*((f"a{i}", "f") for i in (1, 2, 3)), *((f"b{i}", "g") for i in (1, 2, 3)))
    ids = [f"{s}{i}" for s in "ab" for i in (1, 2, 3)] + ["x"]
    everything: list[AnyNode] = [*actors(*ids), *fields("f", "g"), *nodes]
    if asked:
        survey, covers = surveyed(*ids, "f", "g")
        return Snapshot.of([*everything, survey], [*ties, *covers, *more])
    return Snapshot.of(everything, [*ties, *more])


def test_the_waist_of_an_hourglass_by_hand() -> None:
    result = answer(hourglass())
    rows = {row.who: row for row in result.losses}
    # x: three of six others on each side; a1: two of them apart from the other four; of equal sides the first stays
    assert {who: (row.pairs_broken, row.cut_off, row.largest_group) for who, row in rows.items()} == {
        "x": (9, 3, 3),
        "a1": (8, 2, 2),
        "b1": (8, 2, 2),
    }
    assert rows["x"].cut_off_who == ("b1", "b2", "b3")
    assert rows["x"].crossing_pairs == 9
    # a2 and a3 against b1, b2 and b3: x is in no field
    assert rows["a1"].crossing_pairs == 6
    assert rows["x"].fragmentation == pytest.approx(9 / 15)
    assert all(row.fields_apart == 1 for row in result.losses)


def test_a_cut_that_matters_is_a_finding_with_a_second_way() -> None:
    first = next(f for f in answer(hourglass()).findings if f.key == "resilience/cut-actor/x")
    assert (first.severity, first.grade, first.basis) == (Severity.HIGH, Grade.A, Standing.RECORDED)
    assert "Zwischen „Feld f“ und „Feld g“ führt kein Weg mehr." in first.text.de
    assert "3 Akteure hängen nur noch untereinander zusammen" in first.text.de
    assert "Es sind „Akteur b1“, „Akteur b2“ und „Akteur b3“." in first.text.de
    assert first.nodes == ("x", "b1", "b2", "b3")
    assert first.footing is not None
    assert "gefragt wurden 3 von 3 Abgetrennten" in first.footing.de
    assert "cooperates_with:b1:x:" in first.ties
    assert "„Akteur b1“" in first.next_step.de


def test_the_same_cut_unasked_is_not_surveyed() -> None:
    (finding,) = answer(hourglass(asked=False)).findings
    assert (finding.kind, finding.basis, finding.severity) == (
        "cut-not-surveyed", Standing.NOT_SURVEYED, Severity.LOW,
    )  # fmt: skip
    assert set(finding.nodes) == {"x", "a1", "b1"}


def test_members_that_hang_on_one_body_only_are_counted_but_no_finding() -> None:
    survey, covers = surveyed("o", "a", "b", "c", "d")
    star = Snapshot.of([*actors("a", "b", "c", "d"), body("o"), survey], [*sits(*((i, "o") for i in "abcd")), *covers])
    result = answer(star)
    (row,) = result.losses
    assert (row.who, row.kind.de, row.cut_off, row.largest_group, row.pairs_broken) == ("o", "Gremium", 3, 1, 6)
    assert result.findings == ()
    assert "bei 0 davon" in result.summary.de


def test_a_cut_body_is_told_apart_from_a_cut_actor() -> None:
    ties = [*together(("a1", "a2"), ("a2", "a3"), ("b1", "b2"), ("b2", "b3")), *sits(("a1", "o"), ("b1", "o"))]
    ids = ["a1", "a2", "a3", "b1", "b2", "b3"]
    survey, covers = surveyed(*ids, "o")
    kinds = {
        f.nodes[0]: f.kind for f in answer(Snapshot.of([*actors(*ids), body("o"), survey], [*ties, *covers])).findings
    }
    assert kinds == {"o": "cut-body"}


def test_a_ring_loses_nothing() -> None:
    ring = Snapshot.of(actors("a", "b", "c", "d"), together(("a", "b"), ("b", "c"), ("c", "d"), ("a", "d")))
    result = answer(ring)
    assert (result.losses, result.findings, result.ranks) == ((), (), ())
    assert "Der Wegfall keines einzelnen" in result.summary.de


def test_what_ends_soon_and_holds_others_comes_first() -> None:
    result = answer(hourglass(Funds(source_id="a1", target_id="x", valid_to="2026-12", source="paper", as_of="2026")))
    (row,) = result.endings
    assert (row.until, row.who, row.other_funds) == ("2026-12", "x", ())
    finding = next(f for f in result.findings if f.kind == "ends-and-breaks")
    assert (finding.severity, finding.grade) == (Severity.HIGH, Grade.A)
    assert "Dezember 2026" in finding.text.de
    assert "Zwischen „Feld f“ und „Feld g“ führt kein Weg mehr." in finding.text.de
    assert finding.ties[0] == "funds:a1:x:"


def test_other_money_makes_an_end_less_urgent() -> None:
    ends = Funds(source_id="a1", target_id="x", valid_to="2026-12", source="paper")
    goes_on = Funds(source_id="b1", target_id="x", valid_to="2031", source="paper")
    result = answer(hourglass(ends, goes_on))
    assert result.endings[0].other_funds == ("b1",)
    finding = next(f for f in result.findings if f.kind == "ends-and-breaks")
    assert finding.severity is Severity.MEDIUM
    assert "Weiter gefördert wird von „Akteur b1“." in finding.text.de


def test_an_end_without_consequence_is_left_to_freshness() -> None:
    result = answer(hourglass(Funds(source_id="a1", target_id="a2", valid_to="2026-12", source="paper")))
    assert [(row.who, row.breaks.de) for row in result.endings] == [("a2", "")]
    assert not [f for f in result.findings if f.kind == "ends-and-breaks"]


def test_the_end_of_a_tie_takes_the_side_that_hangs_on_it_and_the_lead() -> None:
    ends = CooperatesWith(source_id="p", target_id="x", valid_to="2027-01-31", source="paper")
    lead = Leads(source_id="a2", target_id="o", valid_to="2027-02", source="paper")
    member = MemberOf(source_id="a2", target_id="o", source="paper")
    survey, covers = surveyed("p", "o")
    extra = tuple(tie.model_copy(update={"source_id": "second"}) for tie in covers)
    second = survey.model_copy(update={"id": "second"})
    result = answer(hourglass(ends, lead, member, *extra, nodes=(*actors("p"), body("o"), second)))
    assert [row.breaks.de for row in result.endings] == [
        "„Akteur p“ hat keine Verbindung zum übrigen Netz mehr.",
        "„Gremium o“ hat keine Federführung mehr.",
    ]


def test_asked_about_one_it_answers_about_that_one() -> None:
    result = answer(hourglass(), who="a1")
    assert [row.who for row in result.losses] == ["a1"]
    assert [f.nodes[0] for f in result.findings] == ["a1"]
    assert result.together == result.ranks == ()
    assert "„Akteur a1“ hat 4 erfasste Verbindungen." in result.summary.de
    harmless = answer(hourglass(), who="a2")
    assert harmless.findings == ()
    assert "verlöre durch den Wegfall niemand den Anschluss" in harmless.summary.de


@pytest.mark.parametrize("who", ["nobody", "f"])
def test_who_must_be_an_actor_or_body_of_the_scope(who: str) -> None:
    with pytest.raises(InvalidParameter, match="who"):
        answer(hourglass(), who=who)


def test_without_a_day_there_are_no_endings() -> None:
    ends = Funds(source_id="a1", target_id="x", valid_to="2026-12", source="paper")
    result = answer(hourglass(ends), Scope())
    assert result.endings == ()
    assert "Ohne Stichtag" in result.summary.de


def test_losses_together_by_hand() -> None:
    one, two, three = answer(hourglass()).together
    assert (one.who, one.pairs_broken, one.cut_off) == (("x",), 9, 3)
    # without a1 and b1 {a2, a3}, {x} and {b2, b3} are left: 2 of the 10 pairs of the other five
    assert (two.who, two.pairs_broken, two.cut_off, two.equally_good) == (("a1", "b1"), 8, 3, 1)
    assert two.fragmentation == pytest.approx(8 / 10)
    assert len(three.who) == 3
    assert not [f for f in answer(hourglass()).findings if f.kind == "losses-together"], "seven actors are too few"


def test_the_invented_county(musterkreis: Snapshot) -> None:
    result = answer(musterkreis)
    ending = {f.nodes[0]: f for f in result.findings if f.kind == "ends-and-breaks"}
    assert ending["sprachschule-aufwind-schablonsdorf"].severity is Severity.HIGH
    assert (
        "„Sprache und Deutschkurse“ und „Wohnen und Unterbringung“"
        in ending["sprachschule-aufwind-schablonsdorf"].text.de
    )
    assert len(result.findings) <= 10
    assert [len(row.who) for row in result.together] == [1, 2, 3]
    assert result.ranks[0].worst_10 is not None


def test_nothing_is_settled_where_nobody_was_asked(gross_gerau: Snapshot) -> None:
    result = answer(gross_gerau)
    assert {f.basis for f in result.findings} == {Standing.NOT_SURVEYED}
    ending = next(f for f in result.findings if f.kind == "ends-and-breaks-not-surveyed")
    assert ending.nodes[0] == "kommunale-bildungskoordination-fuer-neuzugewanderte"
    assert "nach dem, was erfasst ist; gefragt wurde nicht." in ending.text.de
