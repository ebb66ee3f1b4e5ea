"""What the report may and may not say of the real county."""

from graph_service.analyses import find
from graph_service.analyses.base import Standing
from graph_service.network import project
from graph_service.report import report
from graph_service.snapshot import Scope, Snapshot
from tests.conftest import DAY

CONFERENCE = "Fachtag"


def test_the_conference_series_is_no_bridge_unless_asked_for(gross_gerau: Snapshot) -> None:
    (series,) = [node for node in gross_gerau.nodes if node.kind == "body" and node.name.startswith(CONFERENCE)]
    usual = project(gross_gerau, Scope(as_of=DAY))
    assert series.id not in usual.nodes
    wide = project(gross_gerau, Scope(standing_only=False, participation=True))
    assert len(wide.members[series.id]) > 0
    assert len(project(gross_gerau, Scope(standing_only=False)).members[series.id]) == 0


def test_nothing_is_called_a_gap_where_nobody_was_asked(gross_gerau: Snapshot) -> None:
    findings = report(gross_gerau, Scope(as_of=DAY)).findings
    settled = {f.kind for f in findings if f.basis is not Standing.NOT_SURVEYED}
    assert settled == {"ends-soon", "old", "undated"}


def test_the_end_of_the_education_coordination_is_named_first(gross_gerau: Snapshot) -> None:
    first = report(gross_gerau, Scope(as_of=DAY)).findings[0]
    assert "Bildungskoordination" in first.text.de
    assert any(row.source and row.source.startswith("https://") for row in first.evidence)


def test_the_labour_network_stands_apart_and_is_not_called_cut_off(gross_gerau: Snapshot) -> None:
    result = find("field-bridges")(project(gross_gerau, Scope(as_of=DAY)))
    pairs = {(row.first, row.second): row for row in result.pairs}  # type: ignore[attr-defined]
    joined = [key for key, row in pairs.items() if row.routes]
    assert len(joined) == 10 + sum(not row.shared_actors + row.shared_bodies for row in pairs.values() if row.routes)
    assert "integrationsnetzwerk" not in result.summary.de.lower()
