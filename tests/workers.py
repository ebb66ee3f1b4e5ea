"""Which tests run one after the other on one worker; told by their names, because that is all the spreading side knows."""

import re
from typing import Any

import pytest

_LAWS = re.compile(r"tests/laws/.*\[(?:scope\d-)?(?P<analysis>[a-z-]+)\]$")


def group_of(nodeid: str) -> str:
    """Name the group: those of the one Neo4j, of the browser, the laws of one analysis (they share its answers), else none."""
    if "neo4j" in nodeid:
        return "neo4j"
    if nodeid.startswith("tests/browser/"):
        return "browser"
    law = _LAWS.match(nodeid)
    return f"laws of {law['analysis']}" if law else nodeid


def complain_of_strays(items: list[pytest.Item]) -> None:
    """Refuse a run in which a marked test has a name that does not bring it to the worker where it belongs."""
    for item in items:
        for mark in ("neo4j", "browser"):
            if item.get_closest_marker(mark) is not None and group_of(item.nodeid) != mark:
                raise pytest.UsageError(
                    f"{item.nodeid} is marked {mark}, but its name does not say so; see tests/workers.py"
                )


def scheduler(config: pytest.Config, log: Any) -> Any:
    """Spread groups over the workers, largest first, whatever ``--dist`` says.

    The marks of ``--dist loadgroup`` are of no use here: with pytest 9.2, pytest-xdist 3.8 does not see them
    (pytest-dev/pytest-xdist#1386) and would start a Neo4j on every worker.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Groups(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid)

    return Groups(config, log)
