"""What the page “what if” shows: the list, what it changes, forms for more, and what may help with a finding."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from graph_service.analyses._candidates import candidates
from graph_service.analyses.base import Finding, Severity, Standing
from graph_service.analyses.best_next_ties import BestNextTiesResult
from graph_service.errors import Fault
from graph_service.model import TIE_KINDS
from graph_service.network import Network
from graph_service.report import Report
from graph_service.views.what_if_forms import ACTING, offered
from graph_service.views.what_if_list import Played, written
from graph_service.what_if import Ends, TieAdded, WhatIf
from graph_service.words import Language

PATH = "/what-if"
_MOST_READY = 8
Kept = Sequence[tuple[str, str]]
FORMS = ("ends", "tie_added", "body_founded", "funding_stops", "tie_ends")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address says besides the scope."""

    changes: tuple[str, ...]
    form: str
    values: dict[str, Any]
    faults: tuple[Fault, ...] = ()
    about: str = ""


def address(kept: Kept, changes: Iterable[str], **more: str) -> str:
    """Address of the page with this list and scope."""
    asked = [*kept, *(("change", change) for change in changes), *more.items()]
    return f"{PATH}?{urlencode(asked)}" if asked else PATH


def page_values(  # noqa: PLR0913 - one for each thing the page rests on
    *,
    before: Network,
    after: Network,
    report: Report,
    asked: Asked,
    played: Played,
    found: WhatIf | None,
    proposals: BestNextTiesResult | None,
    kept: Kept,
    language: Language,
) -> dict[str, Any]:
    """Everything the template needs; *kept* is what the address says about the scope."""
    changes = asked.changes
    of = asked.values["ties_of"]
    return {
        "lines": [
            (line, address(kept, (*changes[:place], *changes[place + 1 :]))) for place, line in enumerate(played.lines)
        ],
        "found": found,
        "counts": _counts(report, found) if found else [],
        "gone": [before.name(node_id) for node_id in found.ended] if found else [],
        "name": lambda node_id: after.name(node_id) if node_id in after.nodes else before.name(node_id),
        "parts": [(part, _settled(getattr(found.findings, part))) for part in _PARTS] if found else [],
        "offered": offered(after, language),
        "forms": FORMS,
        "open_form": asked.form or ("tie_ends" if of else "" if changes else "ends"),
        "values": asked.values,
        "faults": {fault.place: fault.text[language] for fault in reversed(asked.faults) if fault.place in _BESIDE},
        "general": [fault.text[language] for fault in asked.faults if fault.place not in _BESIDE],
        "kept": [*kept, *(("change", change) for change in changes)],
        "scope_kept": list(kept),
        "empty_address": address(kept, ()),
        "suggest_address": address(kept, changes, suggest="true") + "#h-suggest",
        "proposals": _proposed(proposals, after, changes, kept, language) if proposals else None,
        "own_ties": _ties_of(after, of, changes, kept, language) if of in after.nodes else [],
        "about": _about(report, before, asked, kept, language),
        "data": urlencode([*kept, *(("change", change) for change in changes)]),
    }


_BESIDE = ("id", "by", "kind", "source", "target", "name", "body_level", "in_field", "member", "lead", "reports_to")
_PARTS = ("resolved", "new", "changed", "unchanged")


def _settled(findings: Iterable[Finding]) -> list[Finding]:
    return [f for f in findings if f.basis is not Standing.NOT_SURVEYED]


def _counts(report: Report, found: WhatIf) -> list[tuple[Severity, int, int, int, int]]:
    """By urgency: before, resolved, new, after; what was not surveyed is no finding of the network."""
    parts = found.findings
    before = Counter(f.severity for f in _settled(report.findings))
    after = Counter(f.severity for part in (parts.new, parts.changed, parts.unchanged) for f in _settled(part))
    gone, new = (Counter(f.severity for f in _settled(part)) for part in (parts.resolved, parts.new))
    return [(severity, before[severity], gone[severity], new[severity], after[severity]) for severity in Severity]


def _proposed(
    result: BestNextTiesResult, network: Network, changes: Sequence[str], kept: Kept, language: Language
) -> dict[str, Any]:
    raws = [f"tie_added:{row.tie.rstrip(':')}" for row in result.ties]
    rows = [
        (_named(network, row.who, row.kind[language], row.to, language), row, address(kept, (*changes, raw)))
        for row, raw in zip(result.ties, raws, strict=True)
    ]
    return {"summary": result.summary[language], "rows": rows, "all": address(kept, (*changes, *raws))}


def _ties_of(
    network: Network, node_id: str, changes: Sequence[str], kept: Kept, language: Language
) -> list[tuple[str, str]]:
    return [
        (
            _named(network, tie.source_id, tie.spec.text[language], tie.target_id, language),
            address(kept, (*changes, f"tie_ends:{tie.key}")),
        )
        for tie in network.ties_at(node_id)
    ]


def _named(network: Network, source: str, word: str, target: str, language: Language) -> str:
    first, second = network.name(source), network.name(target)
    return f"“{first}” – {word} – “{second}”" if language == "en" else f"„{first}“ – {word} – „{second}“"


def _about(report: Report, network: Network, asked: Asked, kept: Kept, language: Language) -> dict[str, Any] | None:
    """What can be played through on the finding somebody comes from."""
    if not asked.about:
        return None
    finding = next((f for f in report.findings if f.key == asked.about), None)
    if finding is None:
        return {"finding": None, "stops": [], "ties": []}
    acting = [i for i in finding.nodes if i in network.nodes and network.nodes[i].kind in ACTING]
    stops = [(network.name(i), address(kept, (*asked.changes, written(Ends(id=i))))) for i in acting[:_MOST_READY]]
    best = sorted(candidates(network, finding), key=lambda c: (-c.grounds, c.load, c.key))[:_MOST_READY]
    ties = []
    for candidate in best:
        tie = candidate.tie
        added = TieAdded(tie={"kind": tie.kind, "source_id": tie.source_id, "target_id": tie.target_id})
        word = TIE_KINDS[tie.kind].spec.text[language]
        said = _named(network, tie.source_id, word, tie.target_id, language)
        ties.append((said, candidate.reason[language], address(kept, (*asked.changes, written(added)))))
    return {"finding": finding, "stops": stops, "ties": ties}
