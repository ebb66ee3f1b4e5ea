"""Laws that hold for every analysis of the catalogue, also for one that is added tomorrow."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from graph_service.analyses import catalogue
from graph_service.analyses.base import Result
from graph_service.analyses.tables import Table, tables
from graph_service.network import Network, project
from graph_service.snapshot import Scope, Snapshot
from graph_service.words import Text
from tests.conftest import DAY
from tests.networks import actors, bodies_and_levels, shapes, two_fields_one_bridge

every = pytest.mark.parametrize("analysis", sorted(catalogue()))
SCOPES = [Scope(as_of=DAY), Scope(standing_only=False, participation=True)]


_networks: dict[tuple[int, Scope], tuple[Snapshot, Network]] = {}


def run(analysis: str, snapshot: Snapshot, scope: Scope) -> tuple[Network, Result]:
    # a network remembers its answers, so that each is worked out once for all laws; the snapshot is kept for its id
    if (id(snapshot), scope) not in _networks:
        _networks[id(snapshot), scope] = snapshot, project(snapshot, scope)
    network = _networks[id(snapshot), scope][1]
    return network, catalogue()[analysis](network)


@pytest.fixture(scope="session")
def shuffled_rows(musterkreis: Snapshot) -> Snapshot:
    nodes, ties = list(musterkreis.nodes), list(musterkreis.ties)
    draw = random.Random(5)
    draw.shuffle(nodes)
    draw.shuffle(ties)
    return Snapshot.of(nodes, ties, about=musterkreis.about)


@every
@pytest.mark.parametrize("scope", SCOPES)
def test_order_of_rows_does_not_matter(
    analysis: str, scope: Scope, musterkreis: Snapshot, shuffled_rows: Snapshot
) -> None:
    _, expected = run(analysis, musterkreis, scope)
    _, shuffled = run(analysis, shuffled_rows, scope)
    assert shuffled.model_dump_json() == expected.model_dump_json()


@every
@pytest.mark.parametrize("scope", SCOPES)
def test_answers_the_empty_network_and_a_single_node(analysis: str, scope: Scope) -> None:
    for snapshot in (Snapshot.of([], []), Snapshot.of(actors("a"), [])):
        _, result = run(analysis, snapshot, scope)
        assert result.summary.de
        assert result.summary.en


@every
@pytest.mark.parametrize("shape", sorted(shapes()))
def test_answers_networks_of_every_shape(analysis: str, shape: str) -> None:
    snapshot = shapes()[shape]
    _, result = run(analysis, snapshot, SCOPES[0])
    for language in ("de", "en"):
        assert "nan" not in result.summary[language].split()
    assert type(result).model_validate_json(result.model_dump_json()) == result


@every
def test_survives_json_without_nan(analysis: str, musterkreis: Snapshot, gross_gerau: Snapshot) -> None:
    for snapshot in (musterkreis, gross_gerau, two_fields_one_bridge(), bodies_and_levels()):
        _, result = run(analysis, snapshot, SCOPES[0])
        raw = result.model_dump_json()
        assert type(result).model_validate_json(raw) == result
        json.loads(raw, parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))


@every
def test_every_finding_is_complete(analysis: str, musterkreis: Snapshot, gross_gerau: Snapshot) -> None:
    for snapshot in (musterkreis, gross_gerau):
        network, result = run(analysis, snapshot, SCOPES[0])
        keys = [finding.key for finding in result.findings]
        assert len(keys) == len(set(keys))
        known = {tie.key for tie in network.ties}
        for finding in result.findings:
            assert finding.key.startswith(f"{analysis}/")
            _both(finding.text)
            if finding.footing:
                _both(finding.footing)
            _both(finding.next_step)
            assert set(finding.nodes) <= set(network.nodes)
            assert set(finding.ties) <= known
            assert {row.id for row in finding.evidence} <= known | set(network.nodes)


def _both(text: Text) -> None:
    assert text.de != text.en
    for sentence in (text.de, text.en):
        assert sentence.strip() == sentence
        assert sentence.endswith(".")
        assert "  " not in sentence
        assert "{" not in sentence


@every
def test_tables_name_what_is_in_the_network(analysis: str, musterkreis: Snapshot) -> None:
    network, result = run(analysis, musterkreis, SCOPES[0])
    for table in tables(result):
        _labelled(table)
        for row in table.rows:
            for column, value in zip(table.columns, row, strict=True):
                if column.is_node:
                    ids = value if isinstance(value, tuple) else (value,)
                    assert set(ids) <= set(network.nodes)


def _labelled(table: Table) -> None:
    for text in (table.title, *(column.title for column in table.columns)):
        assert text.de
        assert text.en
    assert table.title.de != table.id


@every
def test_declaration_reads_well(analysis: str) -> None:
    entry = catalogue()[analysis]
    assert entry.question.de.endswith("?")
    assert entry.question.en.endswith("?")
    for text in (entry.reading, entry.says_not, entry.method, entry.limits):
        _both(text)
    assert entry.title.de != entry.title.en
    assert (entry.function.__doc__ or "").strip()


@every
def test_leaves_the_snapshot_alone(analysis: str, musterkreis: Snapshot) -> None:
    before = hash(musterkreis.nodes), hash(musterkreis.ties)
    run(analysis, musterkreis, SCOPES[0])
    assert (hash(musterkreis.nodes), hash(musterkreis.ties)) == before


_REPORT = """
import hashlib, sys
from datetime import date
from pathlib import Path
from graph_service.exchange.tables import read_folder
from graph_service.report import report_on, results
from graph_service.network import project
from graph_service.resources import seeds_dir
from graph_service.snapshot import Scope
snapshot = read_folder(seeds_dir() / "musterkreis").snapshot()
network = project(snapshot, Scope(as_of=date(2026, 11, 24)))
answers = "".join(r.model_dump_json() for r in results(network).values())
print(hashlib.sha256((report_on(network).model_dump_json() + answers).encode()).hexdigest())
"""


def test_same_bytes_under_any_hash_seed() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", _REPORT], env={**os.environ, "PYTHONHASHSEED": seed}, cwd=Path(__file__).parents[2],
            check=True, capture_output=True, text=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(digests) == 1
