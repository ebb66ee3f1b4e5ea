"""Writes the catalogue in methods.md from what each analysis declares; ``--check`` only says whether it is up to date."""

import json
import re
import sys
from pathlib import Path
from urllib.parse import quote

from graph_service.analyses import catalogue
from graph_service.analyses.base import Analysis, Result
from graph_service.analyses.parameters import Parameter, parameters
from graph_service.analyses.tables import tables
from graph_service.report_text import escaped
from graph_service.words import LANGUAGES, Language, Text

METHODS = Path(__file__).with_name("methods.md")
_PARTS = (
    (Text("So liest man es", "How to read it"), "reading"),
    (Text("Was es nicht sagt", "What it does not say"), "says_not"),
    (Text("Rechenweise", "Method"), "method"),
    (Text("Grenzen", "Limits"), "limits"),
)
_TABLES = Text("Tabellen", "Tables")
_PARAMETERS = Text("Einstellungen", "Parameters")
_SOURCES = Text("Quellen", "Sources")
_COUNTED = Text("keine; es wird nur gezählt", "none; it only counts")
_IN_REPORT = Text("steht im Lückenbericht", "part of the gap report")
_WHEN_ASKED = Text("nur auf Nachfrage", "only when asked")
_DEFAULT = Text("Vorgabe", "default")
_NOTHING = Text("keine", "none")
_ADDRESS = re.compile(r"doi:(?P<doi>[^\s,;]+)|(?P<web>https?://[^\s,;]+)")


def written(text: str) -> str:
    """Put the catalogue, made anew from the declarations, between its marks in *text*."""
    for language in LANGUAGES:
        begin, end = f"<!-- catalogue: {language} -->", f"<!-- end of catalogue: {language} -->"
        head, _, rest = text.partition(begin)
        _, mark, tail = rest.partition(end)
        if not mark:
            raise SystemExit(f"{METHODS.name}: {begin} … {end} is missing")
        text = f"{head}{begin}\n\n{_catalogue(language)}\n{end}{tail}"
    return text


def _catalogue(language: Language) -> str:
    entries = list(catalogue().values())
    contents = [
        f"- [{_title(entry, language)}](#{language}-{entry.id}): {entry.question[language]}" for entry in entries
    ]
    return "\n".join([*contents, "", *(_section(entry, language) for entry in entries)])


def _title(entry: Analysis, language: Language) -> str:
    return escaped(entry.title[language])


def _section(entry: Analysis, language: Language) -> str:
    asked = _IN_REPORT if entry.in_report else _WHEN_ASKED
    lines = [
        f'<a id="{language}-{entry.id}"></a>',
        "",
        f"### {_title(entry, language)}",
        "",
        f"*{escaped(entry.question[language])}* (`{entry.id}`, {asked[language]})",
        "",
    ]
    lines += [f"- **{title[language]}:** {escaped(getattr(entry, part)[language])}" for title, part in _PARTS]
    if titles := _table_titles(entry.result, language):
        lines.append(f"- **{_TABLES[language]}:** {'; '.join(titles)}.")
    if entry.params.model_fields:
        lines.append(f"- **{_PARAMETERS[language]}:**")
        lines += [f"  - {_parameter(one, language)}" for one in parameters(entry.params)]
    if entry.references:
        lines.append(f"- **{_SOURCES[language]}:**")
        lines += [f"  - {_linked(reference)}" for reference in entry.references]
    else:
        lines.append(f"- **{_SOURCES[language]}:** {_COUNTED[language]}.")
    return "\n".join([*lines, ""])


def _table_titles(result: type[Result], language: Language) -> list[str]:
    return [escaped(table.title[language]) for table in tables(result(summary=Text("", "")))]


def _parameter(one: Parameter, language: Language) -> str:
    default = _NOTHING[language] if one.default is None else f"`{json.dumps(one.default, ensure_ascii=False)}`"
    facts = ", ".join(part for part in (f"{_DEFAULT[language]}: {default}", one.range[language]) if part)
    return f"{escaped(one.label[language])} (`{one.id}`; {facts}): {escaped(one.text[language])}"


def _linked(reference: str) -> str:
    """Reference with its address as a link, the DOI or web address as its text."""

    def link(found: re.Match[str]) -> str:
        address = found["web"] or f"https://doi.org/{quote(found['doi'], safe='/:.')}"
        return f"[{escaped(found[0])}]({address})"

    parts, after = [], 0
    for found in _ADDRESS.finditer(reference):
        parts += [escaped(reference[after : found.start()]), link(found)]
        after = found.end()
    return "".join([*parts, escaped(reference[after:])])


def main() -> None:
    """Write methods.md, or with ``--check`` only compare."""
    text = METHODS.read_text("utf-8")
    new = written(text)
    if "--check" in sys.argv[1:]:
        if new != text:
            raise SystemExit(f"{METHODS.name} is behind the declarations: run `make docs`")
        return
    METHODS.write_text(new, "utf-8")


if __name__ == "__main__":
    main()
