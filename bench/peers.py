"""Our kernels beside NetworkX and its peers on the same networks; prints a Markdown table of ratios.

Each library answers in a process of its own that holds its own graph; the two sides of a ratio take turns. Peers are
measured where they are installed (igraph, rustworkx, networkit: in an environment that is thrown away afterwards, two
of them are no licence for the service); the others are left out. Answers are compared with NetworkX's, or with ours.
"""

import argparse
import contextlib
import importlib.util
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np
import scipy.sparse as sp
from pairs import Pair, machine, say
from peers_tasks import LIBRARIES, TASKS
from synthetic import FIELDS, network

from graph_service.network import Network, project
from graph_service.snapshot import Scope, Snapshot

_LIBRARY_OF = {"ours": "graph_service"}


class Worker:
    """One library with one question over one network, waiting in its own process for its turns."""

    def __init__(self, task: str, library: str, graph: Path, limit: float) -> None:
        """Start the process and let it build its graph."""
        command = [sys.executable, str(Path(__file__)), "--cell", task, library, str(graph)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._limit = limit
        self.stopped = f">{limit:g}"
        self.alive = self._heard(10 * limit + 60) == "ready"

    def turn(self) -> float | None:
        """Seconds of one run; None once it took longer than the limit or failed."""
        if self.alive:
            heard = self._asked("go", self._limit)
            if heard:
                return float(heard)
            if heard is not None:
                self.stopped = "failed"
            self.end()
        return None

    def answer(self) -> list[float]:
        """Numbers that tell a wrong answer: a sum, a sum weighted by place, the largest."""
        return [float(x) for x in (self._asked("say", 60) or "").split()] if self.alive else []

    def end(self) -> None:
        """Stop the process."""
        self.alive = False
        self._process.kill()
        self._process.wait()

    def _asked(self, word: str, patience: float) -> str | None:
        with contextlib.suppress(BrokenPipeError):
            _pipe(self._process.stdin).write(word + "\n")
            _pipe(self._process.stdin).flush()
        return self._heard(patience)

    def _heard(self, patience: float) -> str | None:
        stream = _pipe(self._process.stdout)
        if not select.select([stream], [], [], patience)[0]:
            return None
        return stream.readline().strip()  # nothing: it has ended by itself


def _pipe(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise SystemExit("a process without pipes")
    return stream


def arrays(size: int, place: Path) -> None:
    """Write what all libraries get: the network of actors and bodies, and the actors by the bodies they share."""
    changes = network(size)
    made = project(Snapshot.of(list(changes.nodes), list(changes.ties)), Scope())
    seats = made.two_mode[2]
    shared = sp.coo_array(sp.triu(seats @ seats.T, 1))
    whole = sp.coo_array(sp.triu(made.adjacency, 1))
    home = made.placed.argmax(axis=1) if made.placed.shape[1] else np.zeros(len(made.acting))
    rows = {node: i for i, node in enumerate(made.acting)}
    at = [rows[actor] for actor in made.two_mode[0]]
    np.savez(
        place, n=len(made.acting), tails=whole.row, heads=whole.col, actors=len(at), shared_tails=shared.row,
        shared_heads=shared.col, group=np.asarray(home).ravel()[at].astype(np.int64), seats_at=sp.coo_array(seats).row,
        seats_in=sp.coo_array(seats).col, bodies=seats.shape[1], **_fields(made, rows),
    )  # fmt: skip


def _fields(made: Network, rows: dict[str, int]) -> dict[str, np.ndarray]:
    inside = ({*made.belonging[field], *made.bodies_in[field]} for field in FIELDS)
    return {f"field_{i}": np.array(sorted(rows[who] for who in some)) for i, some in enumerate(inside)}


def _cell(task: str, library: str, graph: str) -> None:
    """Run in the process of a worker: build, say so, then a run for every line that comes in."""
    with np.load(graph) as held:
        data = {name: held[name] for name in held.files}
    kind, run = TASKS[task][library]
    native = LIBRARIES[library](data, kind)
    print("ready", flush=True)
    answer = np.empty(0)
    for line in sys.stdin:
        if line.strip() == "go":
            start = time.perf_counter()
            answer = np.asarray(run(native, data), dtype=float)
            print(time.perf_counter() - start, flush=True)
        else:
            finite = np.nan_to_num(answer.ravel())
            print(finite.sum(), finite @ np.sqrt(np.arange(len(finite))), finite.max(initial=0), flush=True)


def compared(task: str, graph: Path, turns: int, limit: float) -> Iterator[str]:
    """A row for each library that answers *task*: seconds, ratio to ours, whether the answers agree."""
    ours = Worker(task, "ours", graph, limit)
    right: list[float] = []
    for library in (name for name in TASKS[task] if name != "ours" and importlib.util.find_spec(name)):
        say(f"{task}: ours beside {library}")
        other = Worker(task, library, graph, limit)
        times: list[tuple[float, float]] = []
        # the first turn warms both up and does not count where there are several
        for turn in range(turns + (turns > 1)):
            first, second = (ours.turn(), other.turn()) if turn % 2 else tuple(reversed((other.turn(), ours.turn())))
            if first is None or second is None:
                break
            times.append((first, second))
        kept = times[1:] if turns > 1 and len(times) > 1 else times
        right = right or ours.answer()
        if kept:
            mine, theirs = zip(*kept, strict=True)
            agrees = np.allclose(other.answer(), right, rtol=1e-6)
            yield Pair(task, library, theirs, mine).row() + f" {'yes' if agrees else '**no**'} |"
        else:
            yield f"| {task} | {other.stopped} | {library} | {_last(ours)} | – | 0 | – |"
        other.end()
    ours.end()


def _last(worker: Worker) -> str:
    seconds = worker.turn()
    return f"{seconds:.3g}" if seconds is not None else "–"


def main() -> None:
    """Run what was asked for and print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="300,2000,20000", help="nodes, with commas between")
    parser.add_argument("--only", default="", help="only questions whose name holds this")
    parser.add_argument("--limit", type=float, default=60, help="seconds after which a run is stopped")
    parser.add_argument("--turns", type=int, default=3, help="turns that count")
    parser.add_argument("--cell", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.cell:
        _cell(*chosen.cell)
        return
    print(f"{machine()}\n", flush=True)
    for size in map(int, chosen.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            graph = Path(folder) / "graph.npz"
            say(f"network of {size:,} nodes")
            arrays(size, graph)
            print(f"### {size:,} nodes\n\n{_HEAD}", flush=True)
            for task in TASKS:
                if chosen.only in task:
                    for row in compared(task, graph, chosen.turns, chosen.limit):
                        print(row, flush=True)
            print(flush=True)


_HEAD = (
    "| what | seconds | of | ours | they take so many times as long (least–most) | turns | same answer |\n"
    "| --- | ---: | --- | ---: | --- | ---: | --- |"
)


if __name__ == "__main__":
    main()
