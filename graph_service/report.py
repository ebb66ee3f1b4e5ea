"""Runs every analysis over one snapshot and puts what was found in order: the gap report."""

from collections.abc import Callable

from graph_service.analyses import catalogue
from graph_service.analyses._common import counted
from graph_service.analyses.base import Analysis, Finding, Params, Result, Severity, Standing
from graph_service.model import TIE_KINDS
from graph_service.network import Network, project
from graph_service.rows import Frozen
from graph_service.snapshot import Revision, Scope, Snapshot
from graph_service.words import Basis, BodyLevel, Text, in_words

VERSION = "4"
_LEVELS = {level.value: level.text for level in BodyLevel}
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
    scope_words: Text
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
        scope_words=scope_in_words(network),
        summary=_summary(findings),
        findings=findings,
        sections=sections,
    )


def scope_in_words(network: Network) -> Text:
    """Which part of the network an answer is about, as one sentence with names."""
    scope, ties = network.scope, {kind: cls.spec.text for kind, cls in TIE_KINDS.items()}
    parts = [
        Text("Stichtag {day}", "as of {day}").format(day=in_words(scope.as_of.isoformat()))
        if scope.as_of
        else Text("ohne Stichtag", "regardless of dates"),
        Text("nur ständige Gremien", "standing bodies only")
        if scope.standing_only
        else Text("auch Veranstaltungsreihen", "event series included"),
        Text("Teilnahme zählt mit", "taking part counts")
        if scope.participation
        else Text("Teilnahme zählt nicht als Mitgliedschaft", "taking part does not count as membership"),
    ]
    if scope.lowest_basis is not Basis.ILLUSTRATIVE:
        parts.append(
            Text("Grundlage mindestens: {basis}", "basis at least: {basis}").format(basis=scope.lowest_basis.text)
        )
    for title, said in (
        (Text("Felder", "fields"), [_named(network, i) for i in scope.fields]),
        (Text("Kommunen", "municipalities"), [_named(network, i) for i in scope.municipalities]),
        (Text("Ebenen", "levels"), [_LEVELS[i] for i in scope.levels]),
        (Text("Verbindungsarten", "kinds of ties"), [ties[i] for i in scope.tie_kinds]),
    ):
        if said:
            names = Text(", ".join(one.de for one in said), ", ".join(one.en for one in said))
            parts.append(Text("{title}: {names}", "{title}: {names}").format(title=title, names=names))
    listed = Text("; ".join(part.de for part in parts), "; ".join(part.en for part in parts))
    text = Text("Ausschnitt: {parts}.", "Scope: {parts}.").format(parts=listed)
    if not network.acting:
        text += Text(
            "In diesem Ausschnitt liegt kein Akteur und kein Gremium: Stichtag und Filter prüfen, oder zuerst Daten einlesen.",
            "This scope holds no actor and no body: check the day of reference and the filters, or read data in first.",
        )
    return text


def _named(network: Network, node_id: str) -> Text:
    return Text("{name}", "{name}").format(name=network.name(node_id))


def _summary(findings: tuple[Finding, ...]) -> Text:
    settled = [f for f in findings if f.basis is not Standing.NOT_SURVEYED]
    unasked = len(findings) - len(settled)
    one, many = Text("Befund", "finding"), Text("Befunde", "findings")
    text = Text(
        "{n} aus dem, was erfasst ist, davon {first} vorrangig.",
        "{n} from what is recorded, {first} of them to look at first.",
    ).format(n=counted(len(settled), one, many), first=sum(f.severity is Severity.HIGH for f in settled))
    if not unasked:
        return text
    return text + Text(
        "Dazu {n} über Stellen, nach denen niemand gefragt wurde: Ob dort etwas fehlt, lässt sich erst nach dem Fragen sagen.",
        "Besides {n} on what nobody was asked about: whether anything is missing there can only be said after asking.",
    ).format(n=counted(unasked, one, many))
