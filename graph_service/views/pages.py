"""Every page as a pure function of what it shows; German first, no script needed, nothing from outside."""

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from graph_service.analyses import catalogue
from graph_service.analyses.base import Analysis, Finding, Params, Result, Standing
from graph_service.analyses.tables import Table, tables
from graph_service.exchange.exports import FORMS
from graph_service.exchange.tables import columns_of
from graph_service.model import NODE_KINDS, label_of
from graph_service.network import Network
from graph_service.report import Report, scope_in_words
from graph_service.report_text import cell_text
from graph_service.searching import find_nodes
from graph_service.sentences import parted
from graph_service.sheet_model import CommitteeSheet
from graph_service.sheet_words import below_heading, heading, parts, small_print
from graph_service.views.coverage_grid import cell_values, coverage_values
from graph_service.views.directory import columns
from graph_service.views.field_bodies import bodies_of
from graph_service.views.field_matrix import matrix_values, pair_values
from graph_service.views.forms import by_name, controls
from graph_service.views.map import map_page
from graph_service.views.map_build import canonical, map_data
from graph_service.views.map_controls import map_controls
from graph_service.views.map_data import Asked
from graph_service.views.map_file import inside, without_ways_out
from graph_service.views.map_out import shown
from graph_service.views.map_out import small_print as small_words
from graph_service.views.questions import about
from graph_service.views.start import found_groups, start_values, what
from graph_service.views.texts import WORDS
from graph_service.words import Language, Text

STATIC = Path(__file__).parent / "static"
MOST_ROWS = 100
_MOST_NAMES = 1000
_MAILBOX = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,190}")
_IN_SCOPE_FORM = ("as_of", "fields", "municipalities", "standing_only", "participation", "lang")
_KINDS_IN_NAV = ("actor", "body", "field")


@cache
def static_version() -> str:
    """Digest of our static files; part of their address, so that browsers may keep them for good."""
    fold = hashlib.sha256()
    for file in sorted(STATIC.iterdir()):
        fold.update(file.name.encode() + file.read_bytes())
    return fold.hexdigest()[:12]


@cache
def environment() -> Environment:
    """Return the environment of our templates: everything escaped, a missing value is an error."""
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["address"] = lambda value: quote(str(value), safe="")
    env.filters["written"] = cell_text
    env.filters["parted"] = parted
    env.tests["mailbox"] = lambda value: isinstance(value, str) and _MAILBOX.fullmatch(value) is not None
    env.tests["web"] = lambda value: isinstance(value, str) and value.lower().startswith(("http://", "https://"))
    return env


def context(language: Language, path: str, query: dict[str, Any] | None = None, **values: Any) -> dict[str, Any]:  # noqa: ANN401
    """What every template needs: words, language, address of this page in the other language."""
    other = "en" if language == "de" else "de"
    kept = [(k, v) for k, vs in (query or {}).items() if k != "lang" for v in (vs if isinstance(vs, list) else [vs])]
    return {
        "t": WORDS[language],
        "lang": language,
        "other": other,
        "path": path,
        "query": urlencode(kept),
        "here_in_other": f"{path}?{urlencode([*kept, ('lang', other)])}",
        "version": static_version(),
        "nav_kinds": [(NODE_KINDS[k].spec.path, _heading(NODE_KINDS[k].spec.plural[language])) for k in _KINDS_IN_NAV],
        "all_kinds": [(spec.path, _heading(spec.plural[language])) for _, spec in _specs()],
        "snapshot": None,
        "title": "",
        "notice": "",
        "said": lambda value: cell_text(value, language),
        **values,
    }


def render(template: str, language: Language, path: str, query: dict[str, Any] | None = None, **values: Any) -> str:  # noqa: ANN401
    """Render one of our templates."""
    return environment().get_template(template).render(context(language, path, query, **values))


class Pages:
    """Pages over one network in one language."""

    def __init__(
        self, network: Network, language: Language, path: str, query: dict[str, Any], *, editable: bool = False
    ) -> None:
        """Show *network* to a reader of *language* at an address; *editable* to one who may write."""
        self._editable = editable
        self._network = network
        self.language = language
        self._path = path
        self._query = query

    def _render(self, template: str, **values: Any) -> str:  # noqa: ANN401
        return render(template, self.language, self._path, self._query, **{**self._common(), **values})

    def show(self, template: str, **values: Any) -> str:  # noqa: ANN401
        """Page whose values are worked out by a module of its own."""
        return self._render(template, **values)

    def _common(self) -> dict[str, Any]:
        network, about = self._network, self._network.snapshot.about
        return {
            "snapshot": network.snapshot,
            "editable": self._editable,
            "title": about.title[self.language],
            "notice": about.notice[self.language] if about.notice else "",
            "scope": network.scope,
            "scope_words": scope_in_words(network)[self.language],
            "href": self.href,
            "name": network.name,
            "fields": [(f, network.name(f)) for f in network.fields],
            "besides": [(k, v) for k, values in self._query.items() if k not in _IN_SCOPE_FORM for v in values],
            "towns": [(n.id, n.name) for n in network.of("municipality")],
        }

    def href(self, node_id: str) -> str:
        """Address of the page of a node; empty if it has none here."""
        node = self._network.nodes.get(node_id)
        return f"/{node.spec.path}/{quote(node_id, safe='')}" if node else ""

    def start(self, report: Report, stored: Network) -> str:
        """Start page: questions, where to look first, what is *stored* and how old it is."""
        kept = [(k, v) for k, vs in self._query.items() if k != "lang" for v in vs]
        values = start_values(self._network, report, self.language, kept)
        events = sum(not getattr(node, "standing", True) for node in stored.of("body"))
        return self._render("start.html", kinds=self._counts(stored), events=events, **values)

    def _counts(self, network: Network) -> list[tuple[str, str, int]]:
        return [(s.path, _heading(s.plural[self.language]), len(network.of(kind))) for kind, s in _specs()]

    def report(self, report: Report) -> str:
        """Gap report, to read and to print."""
        settled, unasked = _parted(report.findings)
        return self._render("report.html", report=report, settled=settled, unasked=unasked)

    def export(self) -> str:
        """Every form in which the network goes out."""
        nodes, ties = len(self._network.nodes), len(self._network.ties)
        return self._render("export.html", forms=list(FORMS.values()), nodes=nodes, ties=ties)

    def analyses(self) -> str:
        """Catalogue of the analyses."""
        return self._render("analyses.html", analyses=list(catalogue().values()))

    def analysis(self, entry: Analysis, params: Params, result: Result) -> str:
        """One analysis: answer, findings, tables, how to read it."""
        settled, unasked = _parted(result.findings)
        around = [(k, v) for k, values in self._query.items() if k not in entry.params.model_fields for v in values]
        return self._render(
            "analysis.html", entry=entry, result=result, settled=settled, unasked=unasked,
            tables=[self._table(table) for table in tables(result)],
            controls=controls(params, self._network, self.language), around=around,
            scope_query=urlencode([(k, v) for k, v in around if k != "lang"]),
        )  # fmt: skip

    def matrix(self) -> str:
        """Field × field as a table."""
        return self._render("matrix.html", **matrix_values(self._network, self.language))

    def pair(self, one: str, other: str) -> str:
        """Two fields and what joins them, by name."""
        return self._render("pair.html", **pair_values(self._network, self.language, one, other))

    def coverage(self) -> str:
        """Field × municipality and field × target group as tables."""
        return self._render("coverage.html", **coverage_values(self._network, self.language))

    def coverage_cell(self, field_id: str, other: str) -> str:
        """One field in one municipality, or for one target group: who, or the next step."""
        return self._render("cell.html", **cell_values(self._network, self.language, field_id, other))

    def _table(self, table: Table) -> dict[str, Any]:
        columns = [(column.title[self.language], column.is_node) for column in table.columns]
        title = table.title[self.language]
        return {
            "id": table.id,
            "title": title,
            "columns": columns,
            "rows": table.rows[:MOST_ROWS],
            "count": len(table.rows),
        }

    def directory(self, kind: str, asked: str = "") -> str:
        """Everything of one kind by name, or what of it a search asked for."""
        network, language = self._network, self.language
        nodes = find_nodes(network, asked) if asked.strip() else network.nodes.values()
        chosen = sorted((node for node in nodes if node.kind == kind), key=by_name)
        shown = chosen[:_MOST_NAMES]
        titles, cells = columns(kind, shown)
        rows = [(node, row, len(network.ties_at(node.id))) for node, row in zip(shown, cells, strict=True)]
        return self._render(
            "directory.html", kind=kind, heading=_heading(NODE_KINDS[kind].spec.plural[language]), asked=asked, rows=rows,
            columns=[title[language] for title in titles], count=len(chosen), kinds=self._counts(network),
        )  # fmt: skip

    def search(self, asked: str) -> str:
        """What a search found: questions with these words, then everything of each kind."""
        found = find_nodes(self._network, asked)
        kinds, questions = found_groups(asked, found, self.language)
        groups = [
            (NODE_KINDS[kind].spec.path, _heading(NODE_KINDS[kind].spec.plural[self.language]), nodes[:MOST_ROWS], len(nodes))
            for kind, nodes in kinds
        ]  # fmt: skip
        return self._render(
            "search.html", asked=asked, groups=groups, questions=questions, count=len(found),
            what=lambda node: what(node, self.language), kinds=self._counts(self._network),
        )  # fmt: skip

    def node(self, node_id: str, report: Report) -> str:
        """One actor, body, field …: its details, ties, findings."""
        network, language = self._network, self.language
        node = network.nodes[node_id]
        hidden = {"id", "kind", "name", "source", "note"}
        facts = [
            (label_of(type(node), f)[language], getattr(node, f))
            for f in columns_of(node.kind).names
            if f not in hidden and getattr(node, f) not in (None, ())
        ]
        groups: dict[str, list[tuple[Any, str]]] = {}
        for tie in network.ties_at(node_id):
            outgoing = tie.source_id == node_id
            text = tie.spec.text if outgoing else tie.spec.inverse
            groups.setdefault(text[language], []).append((tie, tie.target_id if outgoing else tie.source_id))
        findings = [f for f in report.findings if node_id in f.nodes]
        asks = [
            (q.text[language], f"{q.action}?{urlencode([*fixed, (parameter, node_id)])}")
            for q, fixed, parameter in about(node.kind)
        ]
        return self._render(
            "node.html", node=node, facts=facts, groups=sorted(groups.items()), findings=findings, asks=asks,
            bodies=bodies_of(network, node_id, language),
        )  # fmt: skip

    def sheet(self, sheet: CommitteeSheet) -> str:
        """Committee sheet of one field, to print on one side."""
        return self._render(
            "sheet.html", sheet=sheet, parts=parts(sheet), heading=heading(sheet), below=below_heading(sheet),
            small_print=small_print(sheet),
        )  # fmt: skip

    def map(self, report: Report, asked: Asked | None = None) -> str:
        """Map in the view that was asked for, with its legend, filters, list and tables."""
        asked = canonical(self._network, asked or Asked())
        data = map_data(self._network, report.findings, self.language, asked)
        kept = [(k, v) for k, vs in self._query.items() for v in vs if v]
        values = map_controls(self._network, data, asked, kept, self.language)
        whole = context(self.language, self._path, self._query, **self._common(), **values, offline=False)
        return map_page(data, WORDS[self.language].map, environment(), whole)

    def map_file(self, report: Report, asked: Asked) -> str:
        """Map as one file that needs no service: what passes the filters, with list and tables."""
        asked = canonical(self._network, asked)
        data = map_data(self._network, report.findings, self.language, asked)
        left = shown(self._network, data, asked)
        values = map_controls(self._network, left, Asked(view=left.view, at=left.at), (), self.language)
        values |= {"offline": True, "middles": [], "absent": "", "held": [], "href": lambda _: "#h-detail", **inside()}
        values["small_print"] = small_words(self._network, data, left, asked, self.language)
        whole = context(self.language, self._path, **{**self._common(), **values})
        return without_ways_out(map_page(left, WORDS[self.language].map, environment(), whole))


def error_html(language: Language, path: str, title: Text, text: Text, faults: list[tuple[str, str]]) -> str:
    """Page that says what happened and what to do."""
    return render("error.html", language, path, heading=title[language], text=text[language], faults=faults)


def _parted(findings: tuple[Finding, ...]) -> tuple[list[Finding], list[Finding]]:
    settled = [f for f in findings if f.basis is not Standing.NOT_SURVEYED]
    return settled, [f for f in findings if f.basis is Standing.NOT_SURVEYED]


def _specs() -> list[tuple[str, Any]]:
    return [(kind, cls.spec) for kind, cls in NODE_KINDS.items()]


def _heading(words: str) -> str:
    return words[:1].upper() + words[1:]
