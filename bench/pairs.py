"""Paired runs: both sides of a comparison take turns, so that a busy machine slows both, and ratios stay true."""

import gc
import platform
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

Work = Callable[[], object]


@dataclass(frozen=True)
class Pair:
    """Times of one thing and of what it is compared with, run in turns."""

    what: str
    beside: str
    seconds: tuple[float, ...]
    seconds_beside: tuple[float, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """Ratio of each turn."""
        return tuple(a / b for a, b in zip(self.seconds, self.seconds_beside, strict=True))

    def row(self) -> str:
        """One line of the table."""
        low, high = min(self.ratios), max(self.ratios)
        return (
            f"| {self.what} | {shown(self.seconds)} | {self.beside} | {shown(self.seconds_beside)} "
            f"| **{_figure(statistics.median(self.ratios))}** ({_figure(low)}–{_figure(high)}) | {len(self.seconds)} |"
        )


HEAD = (
    "| what | seconds | compared with | seconds | ratio (least–most) | turns |\n"
    "| --- | ---: | --- | ---: | --- | ---: |"
)  # fmt: skip


def shown(seconds: tuple[float, ...]) -> str:
    """Median of some times, in seconds."""
    return _figure(statistics.median(seconds))


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def timed(work: Work) -> float:
    """Seconds that *work* takes, what lies about in memory cleared away before."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def pair(what: str, work: Work, beside: str, other: Work, turns: int) -> Pair:
    """Time both in turns; every second turn begins with the other one."""
    say(f"{what} beside {beside}")
    first, second = [], []
    for turn in range(turns):
        if turn % 2:
            second.append(timed(other))
            first.append(timed(work))
        else:
            first.append(timed(work))
            second.append(timed(other))
    return Pair(what, beside, tuple(first), tuple(second))


def say(text: str) -> None:
    """Tell the person at the keyboard what is being measured."""
    if sys.stderr.isatty():
        print(f"… {text}", file=sys.stderr, flush=True)


def machine() -> str:
    """Class of the machine and versions of what was measured."""
    import os

    packages = ", ".join(f"{name} {version(name)}" for name in ("fastapi", "neo4j", "networkx", "pydantic", "scipy"))
    return (
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores, {_memory()}Python "
        f"{platform.python_version()}; {packages}."
    )


def _memory() -> str:
    meminfo = Path("/proc/meminfo")
    if not meminfo.is_file():
        return ""
    return f"{round(int(meminfo.read_text().split()[1]) / 1024**2)} GB, "
