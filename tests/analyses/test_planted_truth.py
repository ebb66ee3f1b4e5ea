"""On the invented county every planted gap is found, and nothing else is called one."""

import json

import pytest

from graph_service.analyses import find
from graph_service.analyses.base import Result
from graph_service.network import project
from graph_service.resources import seeds_dir
from graph_service.snapshot import Scope, Snapshot
from tests.conftest import DAY


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
