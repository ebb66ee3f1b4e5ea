"""Tests that need the one Neo4j or the browser, and laws that share answers, come to one worker each."""

import pytest

from tests.workers import group_of


@pytest.mark.parametrize(
    ("nodeid", "group"),
    [
        ("tests/contract/test_store.py::test_x[neo4j]", "neo4j"),
        ("tests/contract/test_neo4j_tls.py::test_x", "neo4j"),
        ("tests/browser/test_pages.py::test_x[de-light-1280-empty]", "browser"),
        ("tests/laws/test_analyses.py::test_x[scope0-best-next-ties]", "laws of best-next-ties"),
        ("tests/laws/test_analyses.py::test_x[overview]", "laws of overview"),
        ("tests/laws/test_analyses.py::test_same_bytes", "tests/laws/test_analyses.py::test_same_bytes"),
        ("tests/contract/test_store.py::test_x[embedded]", "tests/contract/test_store.py::test_x[embedded]"),
    ],
)
def test_the_name_tells_the_worker(nodeid: str, group: str) -> None:
    assert group_of(nodeid) == group
