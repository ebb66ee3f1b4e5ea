"""What the start page and the search show: questions to ask, where to look first, what is there and how old it is."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from graph_service.analyses.base import Finding, Standing
from graph_service.model import NODE_KINDS, AnyNode
from graph_service.network import Network
from graph_service.report import Report
from graph_service.searching import matches
from graph_service.views.forms import by_name
from graph_service.views.questions import OPEN, Question, groups
from graph_service.words import Language, Text, in_words

Kept = Sequence[tuple[str, str]]
FIRST = 5
_MOST_CHOICES = 400
_AGES = ("overview", "freshness")


def start_values(network: Network, report: Report, language: Language, kept: Kept) -> dict[str, Any]:
    """Everything the start page shows; *kept* is what its address says about the scope."""
    known = {s.analysis: s.summary[language] for s in report.sections if s.analysis in _AGES}
    return {
        "report": report,
        "first": first_findings(report.findings),
        "groups": [
            (title[language], [_asked(network, question, language, kept) for question in questions])
            for title, questions in groups()
        ],
        "known": [known[name] for name in _AGES if name in known],
        "youngest": _youngest(network, language),
    }


def first_findings(findings: Sequence[Finding]) -> list[tuple[Finding, int]]:
    """The most serious settled findings, one of each kind, with how many more of that kind there are."""
    settled = [f for f in findings if f.basis is not Standing.NOT_SURVEYED]
    more = Counter(f.kind for f in settled)
    leading: dict[str, Finding] = {}
    for finding in settled:
        leading.setdefault(finding.kind, finding)
    return [(finding, more[kind] - 1) for kind, finding in list(leading.items())[:FIRST]]


def found_groups(
    query: str, found: Sequence[AnyNode], language: Language
) -> tuple[list[tuple[str, list[AnyNode]]], list[tuple[str, str]]]:
    """What a search found: nodes by kind in the order found, and questions with these words: (heading, address)."""
    kinds = [(kind, [node for node in found if node.kind == kind]) for kind in NODE_KINDS]
    asked = {
        question.text[language]: question.address
        for _, questions in groups()
        for question in questions
        if query.strip() and matches(query, question.text[language])
    }
    return [(kind, nodes) for kind, nodes in kinds if nodes], list(asked.items())


def what(node: AnyNode, language: Language) -> str:
    """What something is, in a few words: its type or kind, level, status."""
    kind = node.spec.text[language]
    parts = [getattr(node, name, None) for name in ("actor_type", "body_type")]
    told = [kind[:1].upper() + kind[1:], *(part for part in parts if part)]
    told += [value.text[language] for name in ("level", "status", "axis") if (value := getattr(node, name, None))]
    return ", ".join(dict.fromkeys(told))


def _asked(network: Network, question: Question, language: Language, kept: Kept) -> dict[str, Any]:
    joined = Text("und ", "and ")[language]
    picks: list[tuple[str, str, list[tuple[str, str]]]] = []
    for pick in question.picks:
        again = any(name == pick.parameter for name, _, _ in picks)
        label = _either([NODE_KINDS[kind].spec.text[language] for kind in pick.kinds], language)
        if choices := _choices(network, pick.kinds):
            picks.append((pick.parameter, (joined if again else "") + label, choices))
    own = {name for name, _, _ in picks}
    return {
        "text": question.text[language],
        "address": question.address,
        "action": question.action,
        "picks": picks,
        "search": any(len(choices) > _MOST_CHOICES for _, _, choices in picks),
        "must": question.form == OPEN,
        "kept": [*question.fixed, *((name, value) for name, value in kept if name not in own)],
    }


def _choices(network: Network, kinds: Sequence[str]) -> list[tuple[str, str]]:
    return [(node.id, node.name) for node in sorted((n for k in kinds for n in network.of(k)), key=by_name)]


def _either(words: Sequence[str], language: Language) -> str:
    whole = Text(" oder ", " or ")[language].join(words)
    return whole[:1].upper() + whole[1:]


def _youngest(network: Network, language: Language) -> str:
    dates = [row.as_of for rows in (network.nodes.values(), network.ties) for row in rows if row.as_of]
    return in_words(max(dates))[language] if dates else ""
