"""Findings laid over the map: which of them mark a node, which are a dashed line, and which are established."""

from collections.abc import Iterable

from graph_service.analyses.base import Finding, Standing
from graph_service.views.map_data import Mark
from graph_service.words import Language


def gaps(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Missing bridges between fields, established ones only, in the order of the report."""
    return tuple(f for f in findings if f.kind == "missing-bridge" and f.basis is not Standing.NOT_SURVEYED)


def marks(findings: Iterable[Finding], language: Language) -> dict[str, tuple[Mark, ...]]:
    """Findings at nodes, by node and in the order of the report; the same one is told once a node."""
    found: dict[str, dict[tuple[str, str], Mark]] = {}
    for finding in findings:
        asked = finding.basis is not Standing.NOT_SURVEYED
        for kind, node_id in _at(finding, asked=asked):
            mark = Mark(kind, asked, finding.text[language], finding.key)
            found.setdefault(node_id, {}).setdefault((kind, finding.key), mark)
    return {node_id: tuple(told.values()) for node_id, told in found.items()}


def _at(finding: Finding, *, asked: bool) -> list[tuple[str, str]]:
    """Overlay and node for each place where a finding is shown."""
    nodes = finding.nodes
    places: dict[str, tuple[str, tuple[str, ...]]] = {
        "single-bridge": ("broker", nodes[2:]),
        "single-bridge-not-surveyed": ("broker", nodes[:1]),
        "cut-actor": ("cut", nodes[:1]),
        "cut-body": ("cut", nodes[:1]),
        "cut-not-surveyed": ("cut", nodes),
    }
    if asked:
        # where nobody was asked whom a body reports to, its way does not end: it is not known
        places |= {
            "stops": ("stops", tuple(finding.key.rpartition("/")[2].split("+"))),
            "body-reports-nowhere": ("stops", nodes),
            "empty-cell": ("cell", nodes[1:2]),
        }
    kind, ids = places.get(finding.kind, ("", ()))
    return [(kind, node_id) for node_id in ids]
