"""Two sets of findings held against each other: what is resolved, new, changed, and still there."""

from collections.abc import Iterable
from typing import Annotated

from graph_service.analyses.base import T_, Finding, Standing
from graph_service.rows import Frozen
from graph_service.words import Text


class Difference(Frozen):
    """Findings before and after, by key.

    A finding counts as changed if its key is in both and what it is about, how urgent it is or what it rests on
    differs; figures may differ without that.
    """

    resolved: Annotated[tuple[Finding, ...], T_("erledigt", "resolved")] = ()
    new: Annotated[tuple[Finding, ...], T_("neu", "new")] = ()
    changed: Annotated[tuple[Finding, ...], T_("verändert", "changed")] = ()
    unchanged: Annotated[tuple[Finding, ...], T_("unverändert", "unchanged")] = ()

    def counts(self) -> Text:
        """Say how many there are of each, those not surveyed left out."""
        n = {name: sum(f.basis is not Standing.NOT_SURVEYED for f in getattr(self, name)) for name in _PARTS}
        return Text(
            "Befunde: {resolved} erledigt, {new} neu, {changed} verändert, {unchanged} unverändert.",
            "Findings: {resolved} resolved, {new} new, {changed} changed, {unchanged} unchanged.",
        ).format(**n)


_PARTS = ("resolved", "new", "changed", "unchanged")


def compare(before: Iterable[Finding], after: Iterable[Finding]) -> Difference:
    """Sort findings into resolved, new, changed (as they are after) and unchanged, each in the order given."""
    then = {finding.key: finding for finding in before}
    now = {finding.key: finding for finding in after}
    return Difference(
        resolved=tuple(f for key, f in then.items() if key not in now),
        new=tuple(f for key, f in now.items() if key not in then),
        changed=tuple(f for key, f in now.items() if key in then and _gist(f) != _gist(then[key])),
        unchanged=tuple(f for key, f in now.items() if key in then and _gist(f) == _gist(then[key])),
    )


def _gist(finding: Finding) -> tuple[object, ...]:
    return finding.severity, finding.grade, finding.basis, finding.nodes
