"""The gap report: order, forms, and that names are only text."""

import csv
import io

from graph_service.analyses import catalogue
from graph_service.analyses.base import Severity, Standing
from graph_service.exchange.formats import to_csv
from graph_service.model import Actor, Funds
from graph_service.network import project
from graph_service.report import report, scope_in_words
from graph_service.report_text import markdown, report_table
from graph_service.snapshot import About, Scope, Snapshot
from graph_service.words import Basis, Text
from tests.conftest import DAY

SCOPE = Scope(as_of=DAY)


def test_what_is_established_comes_before_what_was_not_surveyed(musterkreis: Snapshot) -> None:
    findings = report(musterkreis, SCOPE).findings
    ranks = [(f.basis is Standing.NOT_SURVEYED, list(Severity).index(f.severity), f.grade.value) for f in findings]
    assert ranks == sorted(ranks)
    assert len({f.key for f in findings}) == len(findings)


def test_there_is_a_section_for_every_analysis_and_every_finding_stands_in_one(musterkreis: Snapshot) -> None:
    whole = report(musterkreis, SCOPE)
    assert [section.analysis for section in whole.sections] == [name for name, a in catalogue().items() if a.in_report]
    assert {f.key for s in whole.sections for f in s.findings} == {f.key for f in whole.findings}


def test_counts_in_the_summary_are_those_of_the_findings(musterkreis: Snapshot) -> None:
    whole = report(musterkreis, SCOPE)
    settled = [f for f in whole.findings if f.basis is not Standing.NOT_SURVEYED]
    assert whole.summary.de.startswith(f"{len(settled)} Befunde")
    assert f"Dazu {len(whole.findings) - len(settled)} Befunde über Stellen" in whole.summary.de


def test_invented_data_is_called_invented_on_every_form(musterkreis: Snapshot, gross_gerau: Snapshot) -> None:
    invented, real = report(musterkreis, SCOPE), report(gross_gerau, SCOPE)
    assert (invented.invented, real.invented) == (True, False)
    assert "Erfundene Daten" in markdown(invented, "de")
    assert "Invented data" in markdown(invented, "en")
    assert "Erfundene Daten" not in markdown(real, "de")


def test_the_table_has_a_row_for_every_finding(gross_gerau: Snapshot) -> None:
    whole = report(gross_gerau, SCOPE)
    rows = list(csv.reader(io.StringIO(to_csv(*report_table(whole, "de")).decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == [f.key for f in whole.findings]


def test_names_cannot_act_as_markup() -> None:
    name = "**fett** [x](javascript:1) <b> | #"
    tie = Funds(source_id="a", target_id="b", valid_to="2026-12")
    nodes = [Actor(id="a", name=name), Actor(id="b", name="B")]
    text = markdown(report(Snapshot.of(nodes, [tie], about=About(title=Text(name, name))), SCOPE), "de")
    assert "**fett**" not in text
    assert "[x](" not in text
    assert "<b>" not in text


def test_an_end_far_off_is_not_urgent() -> None:
    nodes = [Actor(id="a", name="A"), Actor(id="b", name="B"), Actor(id="c", name="C")]
    ties = [
        Funds(source_id="a", target_id=t, valid_to=day, source="s", as_of="2026")
        for t, day in (("b", "2027-01"), ("c", "2027-10"))
    ]
    ends = [f for f in report(Snapshot.of(nodes, ties), SCOPE).findings if f.kind == "ends-soon"]
    assert [(f.nodes[1], f.severity) for f in ends] == [("b", Severity.HIGH), ("c", Severity.MEDIUM)]


def test_the_scope_is_said_with_names_and_days_and_that_nobody_is_in_it(musterkreis: Snapshot) -> None:
    scope = Scope(as_of=DAY, fields=("arbeit",), municipalities=("probenau",), levels=("open",), tie_kinds=("funds",))
    assert scope_in_words(project(musterkreis, scope)).de.startswith(
        "Ausschnitt: Stichtag 24. November 2026; nur ständige Gremien; Teilnahme zählt nicht als Mitgliedschaft; Felder: "
        "Ausbildung und Arbeit; Kommunen: Probenau; Ebenen: offen; Verbindungsarten: fördert."
    )
    assert "kein Akteur und kein Gremium" not in scope_in_words(project(musterkreis, SCOPE)).de
    hidden = report(musterkreis, Scope(as_of=DAY, lowest_basis=Basis.STATED))
    assert "Grundlage mindestens: veröffentlicht oder bestätigt" in hidden.scope_words.de
    assert "In diesem Ausschnitt liegt kein Akteur und kein Gremium" in markdown(hidden, "de")


def test_the_empty_network_has_an_honest_report() -> None:
    whole = report(Snapshot(), SCOPE)
    assert whole.findings == ()
    assert "0 Befunde" in whole.summary.de
