"""On the invented county every planted gap is found, and nothing else is called one."""

import itertools
import json

import pytest

from graph_service.analyses import find
from graph_service.analyses.base import Result
from graph_service.network import project
from graph_service.resources import seeds_dir
from graph_service.snapshot import Scope, Snapshot
from tests.conftest import DAY
from tests.planted import Score, county, score, table, thinned


@pytest.fixture(scope="module")
def planted() -> dict[str, list[list[str]]]:
    truth: dict[str, list[list[str]]] = json.loads((seeds_dir() / "musterkreis" / "planted.json").read_text("utf-8"))
    return truth


def answer(analysis: str, snapshot: Snapshot) -> Result:
    return find(analysis)(project(snapshot, Scope(as_of=DAY)))


def test_missing_bridges(musterkreis: Snapshot, planted: dict[str, list[list[str]]]) -> None:
    found = [list(f.nodes) for f in answer("missing-bridges", musterkreis).findings if f.kind == "missing-bridge"]
    assert sorted(found) == sorted(planted["missing_bridges"])


def test_fragile_bridges(musterkreis: Snapshot, planted: dict[str, list[dict[str, object]]]) -> None:
    found = [(list(f.nodes[:2]), f.nodes[2]) for f in answer("field-bridges", musterkreis).findings]
    assert sorted(found) == sorted((row["fields"], row["through"]) for row in planted["fragile_bridges"])


def test_coverage_gaps(musterkreis: Snapshot, planted: dict[str, list[list[str]]]) -> None:
    found = [list(f.nodes[:2]) for f in answer("coverage", musterkreis).findings if f.kind == "empty-cell"]
    assert sorted(found) == sorted(planted["coverage_gaps"] + planted["target_group_gaps"])


def test_structure(musterkreis: Snapshot, planted: dict[str, list[str]]) -> None:
    found: dict[str, set[str]] = {}
    for finding in answer("structure", musterkreis).findings:
        found.setdefault(finding.kind, set()).update(finding.nodes)
    assert found["field-without-body"] == set(planted["fields_without_body"])
    assert found["field-without-strategic-level"] == set(planted["fields_without_strategic_level"])
    assert found["field-without-lead"] == set(planted["fields_without_lead"])
    assert found["body-reports-nowhere"] == set(planted["bodies_reporting_nowhere"])


@pytest.fixture(scope="module")
def without_a_tenth() -> dict[str, Score]:
    found = table(sizes=(200, 400), seeds=(1, 2), losses=(0.1,))
    return {name: one for (_, name), one in found.items()}


def test_whole_counties_of_other_sizes_and_seeds_are_read_without_a_mistake() -> None:
    for (_, name), one in table(sizes=(200, 400), seeds=(2,), losses=(0.0,)).items():
        if "grade A" not in name:
            assert one.found == one.planted == one.right > 0, name


def test_no_weak_pair_of_fields_vanishes_when_a_tenth_of_the_ties_is_missing(without_a_tenth: dict[str, Score]) -> None:
    assert without_a_tenth["weak pairs: either finding"].recall == 1
    assert without_a_tenth["missing bridges"].recall == 1


def test_what_missing_ties_make_up_is_graded_lower(without_a_tenth: dict[str, Score]) -> None:
    for name, least in (("missing bridges", 0.85), ("weak pairs: either finding", 0.85)):
        assert (without_a_tenth[name].precision or 0) >= least, name
    assert (without_a_tenth["weak pairs, grade A"].precision or 0) >= 0.95
    assert (without_a_tenth["fragile bridges, by name"].recall or 0) >= 0.75


def test_double_structures_are_still_seen_and_none_is_made_up_when_ties_are_missing() -> None:
    pooled = Score(0, 0, 0)
    for size, seed in itertools.product((200, 400), range(1, 6)):
        whole, planted = county(seed, size)
        found = [f.nodes for f in answer("overlap", thinned(whole, 0.2, seed)).findings if f.kind == "double-structure"]
        pooled += score((tuple(pair) for pair in planted["double_structures"]), found)
    assert pooled.precision == 1
    assert (pooled.recall or 0) >= 0.6


def test_taking_ties_out_leaves_surveys_and_nodes(musterkreis: Snapshot) -> None:
    less = thinned(musterkreis, 0.3, 1)
    assert less.nodes == musterkreis.nodes
    assert [t for t in less.ties if t.kind == "covers"] == [t for t in musterkreis.ties if t.kind == "covers"]
    assert 0.6 < len(less.ties) / len(musterkreis.ties) < 0.85
    assert thinned(musterkreis, 0.3, 1).ties == less.ties
    assert thinned(musterkreis, 0.0, 1).ties == musterkreis.ties


def test_recall_and_precision_by_hand() -> None:
    one = score([("a", "b"), ("c", "d")], [("a", "b"), ("x", "y"), ("x", "z")])
    assert (one.recall, one.precision) == (0.5, 1 / 3)
    assert (score([], []).recall, score([], []).precision) == (None, None)
