"""Cohesion on networks counted by hand, on both seeds, and on a star."""

import pytest

from graph_service.analyses import find
from graph_service.analyses.base import Standing
from graph_service.analyses.cohesion import CohesionParams, CohesionResult
from graph_service.model import AnyTie, CooperatesWith
from graph_service.network import project
from graph_service.snapshot import Scope, Snapshot
from tests.conftest import DAY
from tests.networks import actors, body, fields, sits, surveyed, works


def answer(snapshot: Snapshot, params: CohesionParams | None = None) -> CohesionResult:
    result = find("cohesion")(project(snapshot, Scope(as_of=DAY)), params)
    assert isinstance(result, CohesionResult)
    return result


def works_with(*pairs: tuple[str, str]) -> list[AnyTie]:
    return [CooperatesWith(source_id=a, target_id=b, source="paper", as_of="2026-01") for a, b in pairs]


def path() -> Snapshot:
    """a – b – c – d; a in f, b in f and g, c and d in g; e has no field and is tied to a."""
    ties = works(("a", "f"), ("b", "f"), ("b", "g"), ("c", "g"), ("d", "g"))
    return Snapshot.of(
        [*actors(*"abcde"), *fields("f", "g")], [*ties, *works_with(("a", "b"), ("b", "c"), ("c", "d"), ("a", "e"))]
    )


def test_shares_of_ties_by_hand() -> None:
    result = answer(path())
    assert result.ei == pytest.approx(-1 / 3, abs=1e-6)
    assert result.ei_reference is result.p_inward is None, "four with a field are too few to compare"
    assert [(row.field, row.who, row.inside, row.outside) for row in result.fields] == [
        ("f", 2, 0.5, 1),
        ("g", 3, 1.5, 1),
    ]
    assert {row.state.de for row in result.fields} == {"nur gezählt"}
    assert [(r.first, r.second, r.ties, r.possible, r.density) for r in result.mixing] == [
        ("f", "f", 0.5, 0.5, 1), ("f", "g", 1, 3.5, 0.285714), ("g", "g", 1.5, 2, 0.75),
    ]  # fmt: skip
    assert "4 von 5" in result.summary.de
    assert "3 Verbindungen" in result.summary.de
    assert result.findings == ()


def test_a_seat_does_not_put_anybody_into_a_field() -> None:
    ties = [*works(("a", "f"), ("o", "g")), *sits(("a", "o"), ("b", "o"))]
    result = answer(Snapshot.of([*actors("a", "b"), body("o"), *fields("f", "g")], ties))
    assert result.ei == 1, "the seat of a leads from f to g, that of b counts nowhere"


def circles(*, asked: bool = True, across: int = 2) -> Snapshot:
    """Field f: ring of 20 with chords, 40 ties; fields g and h: 10 each, tied to each other only; *across* ties f – g."""
    inner = [f"f{i:02}" for i in range(20)]
    left, right = [f"g{i}" for i in range(10)], [f"h{i}" for i in range(10)]
    pairs = [tuple(sorted((inner[i], inner[(i + k) % 20]))) for i in range(20) for k in (1, 2)]
    pairs += [(left[i], right[(i + k) % 10]) for i in range(10) for k in (0, 1)]
    pairs += [(inner[i], left[i]) for i in range(across)]
    ties = [
        *works_with(*((a, b) for a, b in pairs)),
        *works(*((a, "f") for a in inner), *((a, "g") for a in left), *((a, "h") for a in right)),
    ]
    nodes = [*actors(*inner, *left, *right), *fields("f", "g", "h")]
    if asked:
        survey, covers = surveyed("f", "g", "h")
        return Snapshot.of([*nodes, survey], [*ties, *covers])
    return Snapshot.of(nodes, ties)


def test_a_field_that_keeps_to_itself_is_found_and_no_other() -> None:
    result = answer(circles())
    (finding,) = result.findings
    assert (finding.key, finding.basis) == ("cohesion/turned-inward/f", Standing.RECORDED)
    assert (finding.numbers["inside"], finding.numbers["outside"]) == (40, 2)
    assert "2 von 42 Verbindungen" in finding.text.de
    assert "„Feld h“" in finding.next_step.de, "nobody of f is tied to h"
    assert finding.nodes == ("f", "f00")
    assert [row.state.en for row in result.fields] == ["turned inward", "open", "open"]
    # 20, 10, 10 of 40: pairs inside 190 + 45 + 45 of 780
    assert result.ei_reference == pytest.approx((780 - 2 * 280) / 780, abs=1e-6)
    assert result.ei == pytest.approx((22 - 40) / 62, abs=1e-6)
    assert result.fields[0].p_inward_holm == 0.003
    assert sum(row.expected or 0 for row in result.mixing) == pytest.approx(62, abs=1e-3)


def test_unsurveyed_it_is_no_finding() -> None:
    result = answer(circles(asked=False))
    assert result.findings == ()
    assert result.fields[0].state.de == "nicht erhoben"


def test_without_any_way_out_nobody_can_open_doors() -> None:
    (finding,) = answer(circles(across=0)).findings
    assert finding.nodes == ("f",)
    assert "Türen" not in finding.next_step.de


def test_other_seed_other_draws_same_verdict() -> None:
    one, two = answer(circles()), answer(circles(), CohesionParams(seed=7, draws=199))
    assert [f.key for f in one.findings] == [f.key for f in two.findings]
    assert two.fields[0].p_inward == 1 / 200


def test_the_hub_of_a_star_is_the_inner_circle() -> None:
    star = Snapshot.of(actors("hub", *"abcdefgh"), works_with(*((leaf, "hub") for leaf in "abcdefgh")))
    result = answer(star)
    assert result.core_fit == 1
    assert [(row.who, row.ties, row.inside) for row in result.core] == [("hub", 8, 0)]
    assert "„Akteur hub“" in result.summary.de


def test_everybody_tied_to_everybody_has_no_inner_circle() -> None:
    whole = Snapshot.of(actors(*"abcd"), works_with(*((a, b) for a in "abcd" for b in "abcd" if a < b)))
    assert answer(whole).core_fit is None
    assert answer(whole).core == ()


def test_on_the_seeds(musterkreis: Snapshot, gross_gerau: Snapshot) -> None:
    made_up, real = answer(musterkreis), answer(gross_gerau)
    assert made_up.findings == real.findings == ()
    assert made_up.ei is not None
    assert made_up.ei < (made_up.ei_reference or 0)
    assert made_up.core == (), "no inner circle was planted"
    assert real.ei_reference is None, "too few are recorded in a field"
