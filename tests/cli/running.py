"""Two ways to call the command line: in this process (quick, for almost every test) and as a process of its own.

`run` calls `graph_service.cli.main` with streams, folder and environment of its own and puts everything back; what
escapes from `main` other than an exit code fails the test. `process` is for what only a process shows: its encoding,
its signals, its pipes, ``python -m``. Both take the same arguments and answer alike (held by a test).
"""

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph_service.cli import main

ROOT = Path(__file__).parents[2]
GERMAN, ENGLISH = "de_DE.UTF-8", "en_GB.UTF-8"
COMMAND = [sys.executable, "-m", "graph_service"]


@dataclass(frozen=True)
class Done:
    """How a call ended."""

    returncode: int
    stdout: str
    stderr: str


def surroundings(language: str, **more: str) -> Mapping[str, str]:
    """Environment of a call: nothing of ours from outside, the reader's language, and what the test adds."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("GRAPH_SERVICE_")}
    return {**outside, "PYTHONPATH": str(ROOT), "LANG": language, "LC_ALL": language, **more}


def run(folder: Path, *arguments: str, language: str = ENGLISH, **environment: str) -> Done:
    """Call the command line in this process; standard input is empty and nothing is a terminal."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with pytest.MonkeyPatch.context() as here:
        here.chdir(folder)
        wanted = surroundings(language, **environment)
        for name in set(os.environ) - set(wanted):
            here.delenv(name)
        for name, value in wanted.items():
            here.setenv(name, value)
        here.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(), "utf-8"))
        here.setattr(sys, "stdout", out)
        here.setattr(sys, "stderr", err)
        with pytest.raises(SystemExit) as ended:
            main(arguments)
    assert isinstance(ended.value.code, int)
    return Done(ended.value.code, _said(out), _said(err))


def _said(stream: io.TextIOWrapper) -> str:
    """Everything written, line ends as a process's output is read in text mode."""
    stream.flush()
    stream.seek(0)
    return io.TextIOWrapper(stream.detach(), "utf-8").read()


def process(folder: Path, *arguments: str, language: str = ENGLISH, **environment: str) -> Done:
    """Call the command line as a process of its own."""
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8",
        stdin=subprocess.DEVNULL, env=surroundings(language, **environment),
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)
