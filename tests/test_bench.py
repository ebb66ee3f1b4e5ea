"""The measurements run; what they measure is no matter of a test."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_the_bench_runs() -> None:
    bench = Path(__file__).parents[1] / "bench" / "run.py"
    done = subprocess.run(
        [sys.executable, str(bench), "--quick", "--no-neo4j"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Neo4j was NOT measured" in done.stdout
    for row in ("`graph-service serve` to the first page", "load musterkreis", "snapshot of 200", "304 by ETag"):
        assert row in done.stdout


@pytest.mark.slow
def test_the_planted_truth_can_be_measured() -> None:
    bench = Path(__file__).parents[1] / "bench" / "planted.py"
    done = subprocess.run([sys.executable, str(bench), "--quick"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for row in ("| missing bridges | 1.00 / 1.00 |", "| weak pairs: either finding | 1.00 / 1.00 |"):
        assert row in done.stdout


@pytest.mark.slow
def test_the_comparison_with_peers_runs_and_every_answer_agrees() -> None:
    bench = Path(__file__).parents[1] / "bench" / "peers.py"
    done = subprocess.run(
        [sys.executable, str(bench), "--sizes", "60", "--turns", "1", "--only", "between"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = [line for line in done.stdout.splitlines() if "| networkx |" in line]
    assert len(rows) == 5
    assert all(row.endswith("| yes |") for row in rows), done.stdout
