"""The gap report as Markdown and as a table, and results of analyses as tables, in one language."""

from collections.abc import Sequence
from typing import Any

from graph_service.analyses.base import Finding, Result, Standing
from graph_service.analyses.tables import Table, table_ids, tables
from graph_service.errors import Fault, InvalidParameter
from graph_service.network import Network
from graph_service.report import Report
from graph_service.sentences import parted
from graph_service.what_if import WhatIf
from graph_service.words import Choice, Language, Text, number

INVENTED = Text(
    "Erfundene Daten zur Veranschaulichung: keine Aussage über wirkliche Stellen.",
    "Invented data for illustration: it says nothing about real organisations.",
)
_HOW_TO_READ = Text(
    "Zuerst steht, was man zuerst ansehen sollte. A bis C sagt, wie gut ein Befund belegt ist, nicht wie schlimm er ist.",
    "First comes what to look at first. A to C says how well a finding is supported, not how bad it is.",
)
_NOT_ASKED = Text(
    "Danach hat niemand gefragt. Das sind offene Fragen, keine Lücken: Der nächste Schritt ist nachzufragen.",
    "Nobody was asked about this. These are open questions, not gaps: the next step is to ask.",
)
Sheet = tuple[Sequence[str], Sequence[Sequence[str]]]
_HEADER = (
    "key", "kind", "severity", "grade", "basis", "text", "footing", "next_step", "nodes", "ties", "sources", "dates",
)  # fmt: skip


def markdown(report: Report, language: Language) -> str:
    """Write the report as Markdown that reads well as plain text."""
    de = language == "de"
    lines = [f"# {'Lückenbericht' if de else 'Gap report'}: {escaped(report.title[language])}", ""]
    if report.invented:
        lines += [f"> **{INVENTED[language]}**", ""]
    if report.notice:
        lines += [f"> {escaped(report.notice[language])}", ""]
    lines += [report.summary[language], "", escaped(report.scope_words[language]), ""]
    settled = [f for f in report.findings if f.basis is not Standing.NOT_SURVEYED]
    unasked = [f for f in report.findings if f.basis is Standing.NOT_SURVEYED]
    for title, about, findings in (
        ("Befunde" if de else "Findings", _HOW_TO_READ, settled),
        ("Nicht erhoben" if de else "Not surveyed", _NOT_ASKED, unasked),
    ):
        lines += [f"## {title}", "", about[language], ""]
        if not findings:
            lines += ["Keine." if de else "None.", ""]
        for place, finding in enumerate(findings, 1):
            lines += _finding(place, finding, language)
    lines += [f"## {'Was die Auswertungen sagen' if de else 'What the analyses say'}", ""]
    for section in report.sections:
        lines += [f"### {section.title[language]}", "", f"*{section.question[language]}*", ""]
        lines += [escaped(section.summary[language]), "", escaped((section.reading + section.says_not)[language]), ""]
    revision, digest = report.revision
    lines += [f"{'Fassung' if de else 'Revision'} {revision}" + (f" ({digest[:12]})" if digest else ""), ""]
    return "\n".join(lines)


def _finding(place: int, finding: Finding, language: Language) -> list[str]:
    de = language == "de"
    mark = f"{finding.severity.text[language]}; {finding.basis.text[language]}; {finding.grade.text[language]}"
    claim, more = parted(finding.text)
    lines = [f"{place}. **{escaped(claim[language])}**  ", f"   {mark}  "]
    if more[language]:
        lines.append(f"   {escaped(more[language])}  ")
    if finding.footing:
        lines.append(f"   {'Wie sicher das ist' if de else 'How firm this is'}: {escaped(finding.footing[language])}  ")
    lines += [f"   {'Nächster Schritt' if de else 'Next step'}: {escaped(finding.next_step[language])}"]
    for row in finding.evidence[:10]:
        where = ", ".join(part for part in (row.source, row.as_of) if part) or ("ohne Quelle" if de else "no source")
        lines.append(f"   - {escaped(row.text[language])} ({escaped(where)})")
    if len(finding.evidence) > 10:  # noqa: PLR2004 - as many as a reader takes in
        rest = len(finding.evidence) - 10
        lines.append(f"   - … {'und' if de else 'and'} {rest} {'weitere' if de else 'more'}")
    return [*lines, ""]


def what_if_lines(found: WhatIf, language: Language, *, markdown: bool) -> list[str]:
    """Write down what would be resolved, new and changed, line by line; in Markdown nothing in a name acts as markup."""
    mark, safe = ("## ", escaped) if markdown else ("", str)
    lines = [INVENTED[language], ""] if found.invented else []
    lines += [safe(said[language]) for said in found.assumed]
    lines += ["", safe(found.summary[language]), ""]
    for title, findings in _parts(found):
        if findings:
            lines += [f"{mark}{title[language]}", "", *(f"- {safe(f.text[language])}" for f in findings), ""]
    return [*lines, safe(found.reading[language])]


def what_if_table(found: WhatIf, language: Language) -> Sheet:
    """Put what would be resolved, new, changed and unchanged into a table, one finding a row: (header, rows)."""
    parts = (*_parts(found), (Text("unverändert", "unchanged"), found.findings.unchanged))
    rows = [
        [title[language], f.key, f.severity.text[language], f.grade.value, f.basis.text[language], f.text[language]]
        for title, findings in parts
        for f in findings
    ]
    return ("state", "key", "severity", "grade", "basis", "text"), rows


def _parts(found: WhatIf) -> tuple[tuple[Text, tuple[Finding, ...]], ...]:
    different = found.findings
    return (
        (Text("erledigt", "resolved"), different.resolved),
        (Text("neu", "new"), different.new),
        (Text("verändert", "changed"), different.changed),
    )


def escaped(text: str) -> str:
    """Names are text: nothing in them may act as markup."""
    for mark in "\\`*_[]<>|#":
        text = text.replace(mark, "\\" + mark)
    return text.replace("\n", " ")


def report_table(report: Report, language: Language) -> Sheet:
    """Put the report into a table, one finding a row: (header, rows)."""
    rows = [
        [
            f.key, f.kind, f.severity.text[language], f.grade.value, f.basis.text[language], f.text[language],
            f.footing[language] if f.footing else "", f.next_step[language], "; ".join(f.nodes), "; ".join(f.ties),
            "; ".join(sorted({e.source for e in f.evidence if e.source})),
            "; ".join(sorted({e.as_of for e in f.evidence if e.as_of})),
        ]
        for f in report.findings
    ]  # fmt: skip
    return _HEADER, rows


def cell_text(value: Any, language: Language) -> str:  # noqa: ANN401 - cells of tables hold many types
    """One cell of a table as a reader sees it."""
    if value is None:
        return ""
    if isinstance(value, Choice):
        return value.text[language]
    if isinstance(value, Text):
        return value[language]
    if isinstance(value, bool):
        return ("ja" if value else "nein") if language == "de" else ("yes" if value else "no")
    if isinstance(value, tuple):
        return "; ".join(cell_text(part, language) for part in value)
    return number(value, "g", grouped=False)[language] if isinstance(value, float) else str(value)


def named(network: Network, table: Table) -> tuple[tuple[Any, ...], ...]:
    """Rows of a table with names in place of ids."""

    def name(value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, tuple):
            return tuple(network.name(part) for part in value)
        return network.name(value) if isinstance(value, str) else value

    return tuple(
        tuple(name(v) if c.is_node else v for c, v in zip(table.columns, row, strict=True)) for row in table.rows
    )


FINDINGS = "findings"


def result_sheet(network: Network, result: Result, language: Language, table: str | None) -> Sheet:
    """Put one table of a result into rows: the one of that name in data, `FINDINGS`, or the first if none is named."""
    chosen = table or next(iter(table_ids(type(result))), FINDINGS)
    if chosen == FINDINGS:
        return _findings_sheet(result, language)
    return _sheet(network, next(one for one in tables(result) if one.id == chosen), language)


def only_in_csv() -> InvalidParameter:
    """Say that a single table can only be asked for as CSV; the other forms hold all."""
    text = Text(
        "table: Eine einzelne Tabelle gibt es nur als CSV; die anderen Formen enthalten alle.",
        "table: a single table is given as CSV only; the other forms hold all of them.",
    )
    return InvalidParameter(text, (Fault("table", text),))


def result_sheets(network: Network, result: Result, language: Language) -> dict[str, Sheet]:
    """Put a result into tables by name: each of its own with ids and names, then its findings."""
    sheets = {table.title[language]: _sheet(network, table, language) for table in tables(result)}
    return {**sheets, ("Befunde" if language == "de" else "Findings"): _findings_sheet(result, language)}


def _findings_sheet(result: Result, language: Language) -> Sheet:
    header = ("key", "severity", "grade", "basis", "text", "next_step")
    rows = [
        [f.key, f.severity.value, f.grade.value, f.basis.value, f.text[language], f.next_step[language]]
        for f in result.findings
    ]
    return header, rows


def _sheet(network: Network, table: Table, language: Language) -> Sheet:
    titles: list[str] = []
    rows: list[list[str]] = [[] for _ in table.rows]
    names = named(network, table)
    for j, column in enumerate(table.columns):
        if column.is_node:
            titles.append(f"{column.id}_id")
            for row, cells in zip(rows, table.rows, strict=True):
                row.append(cell_text(cells[j], language))
        titles.append(column.id)
        for row, cells in zip(rows, names, strict=True):
            row.append(cell_text(cells[j], language))
    return titles, rows
