"""Runs every analysis over one snapshot and puts what was found in order: the gap report."""

from collections.abc import Callable
from typing import Any

from graph_service.analyses import catalogue
from graph_service.analyses.base import Analysis, Finding, Params, Result, Severity, Standing
from graph_service.network import Network, project
from graph_service.rows import Frozen
from graph_service.snapshot import Revision, Scope, Snapshot
from graph_service.words import Text

VERSION = "3"
_SEVERITY = {severity: rank for rank, severity in enumerate(Severity)}


class Section(Frozen):
    """What one analysis says."""

    analysis: str
    version: str
    title: Text
    question: Text
    reading: Text
    says_not: Text
    summary: Text
    findings: tuple[Finding, ...]


class Report(Frozen):
    """The gap report: what was found, by urgency, and what each analysis says.

    The same snapshot and scope give the same report, byte for byte, whichever store it comes from.
    """

    title: Text
    notice: Text | None
    invented: bool
    revision: Revision
    scope: Scope
    summary: Text
    findings: tuple[Finding, ...]
    sections: tuple[Section, ...]


def ranked(findings: list[Finding]) -> tuple[Finding, ...]:
    """Put findings in order: established before not surveyed, then severity, grade, place in the catalogue, key."""
    place = {name: i for i, name in enumerate(catalogue())}
    return tuple(
        sorted(
            findings,
            key=lambda f: (
                f.basis is Standing.NOT_SURVEYED,
                _SEVERITY[f.severity],
                f.grade.value,
                place[f.key.split("/")[0]],
                f.key,
            ),
        )
    )


def asked() -> dict[str, Analysis]:
    """Analyses that the report asks, by id, in the order of the catalogue."""
    return {name: entry for name, entry in catalogue().items() if entry.in_report}


def results(
    network: Network, params: dict[str, Params] | None = None, progress: Callable[[str], None] = lambda _: None
) -> dict[str, Result]:
    """Answers of the report's analyses by id, in the order of the catalogue; *progress* hears each id before it runs."""
    answers = {}
    for name, entry in asked().items():
        progress(name)
        answers[name] = entry(network, (params or {}).get(name))
    return answers


def report(snapshot: Snapshot, scope: Scope, progress: Callable[[str], None] = lambda _: None) -> Report:
    """Make the gap report of a snapshot in a scope.

    Raises
    ------
    InvalidParameter
        The scope names something that does not exist.
    """
    return report_on(project(snapshot, scope), progress)


def report_on(network: Network, progress: Callable[[str], None] = lambda _: None) -> Report:
    """Make the gap report of a network; what was worked out for it before is not worked out again."""
    answers = results(network, progress=progress)
    snapshot = network.snapshot
    sections = tuple(
        Section(
            analysis=name,
            version=entry.version,
            title=entry.title,
            question=entry.question,
            reading=entry.reading,
            says_not=entry.says_not,
            summary=answers[name].summary,
            findings=ranked(list(answers[name].findings)),
        )
        for name, entry in asked().items()
    )
    findings = ranked([finding for section in sections for finding in section.findings])
    return Report(
        title=snapshot.about.title,
        notice=snapshot.about.notice,
        invented=snapshot.invented,
        revision=snapshot.revision,
        scope=network.scope,
        summary=_summary(findings),
        findings=findings,
        sections=sections,
    )


def _summary(findings: tuple[Finding, ...]) -> Text:
    settled = [f for f in findings if f.basis is not Standing.NOT_SURVEYED]
    values: dict[str, Any] = {
        "n": len(settled),
        "first": sum(f.severity is Severity.HIGH for f in settled),
        "open": len(findings) - len(settled),
    }
    return Text(
        "{n} Befunde aus dem, was erfasst ist, davon {first} vorrangig. {open} weitere Stellen sind nicht erhoben: "
        "dort lässt sich nicht sagen, ob etwas fehlt.",
        "{n} findings from what is recorded, {first} of them to look at first. {open} further places were "
        "not surveyed: whether anything is missing there cannot be said.",
    ).format(**values)
