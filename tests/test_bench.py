"""The measurements run; what they measure is no matter of a test."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_the_bench_runs() -> None:
    bench = Path(__file__).parents[1] / "bench" / "run.py"
    done = subprocess.run([sys.executable, str(bench), "--quick"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("| what | seconds |")
    assert "gap report again, against 304 by tag" in done.stdout
