"""Planted truth: invented counties with known gaps, ties taken out at random, and what the analyses then find."""

import importlib.util
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from graph_service.analyses import catalogue
from graph_service.analyses.base import Finding, Grade
from graph_service.exchange.tables import read_files
from graph_service.network import Network, project
from graph_service.snapshot import Scope, Snapshot

FOLDER = Path(__file__).parents[1] / "seeds" / "musterkreis"
DAY = date(2026, 11, 24)
KEPT = ("covers",)  # what was asked for stays known; what was answered may be lost
What = tuple[str, ...]


@cache
def generator() -> ModuleType:
    """Load the generator of the invented county, which lies beside its tables."""
    spec = importlib.util.spec_from_file_location("musterkreis_generate", FOLDER / "generate.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(FOLDER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def made(seed: int, actors: int) -> dict[str, bytes]:
    """Tables of a county of that size, and its ``planted.json``."""
    files: dict[str, bytes] = generator().make(seed=seed, actors=actors)
    return files


@cache
def county(seed: int, actors: int) -> tuple[Snapshot, dict[str, Any]]:
    """Give a whole county and what was planted in it."""
    files = made(seed, actors)
    changes = read_files({name: data for name, data in files.items() if name != "planted.json"})
    return Snapshot.of(changes.nodes, changes.ties, about=changes.about), json.loads(files["planted.json"])


def thinned(snapshot: Snapshot, missing: float, seed: int) -> Snapshot:
    """Take every tie out with probability *missing*, surveys excepted; all nodes stay."""
    draw = random.Random(f"{seed}/{missing}")
    ties = [tie for tie in snapshot.ties if draw.random() >= missing or tie.kind in KEPT]
    return Snapshot.of(snapshot.nodes, ties, about=snapshot.about)


@dataclass(frozen=True)
class Score:
    """How many of the planted places were found, and how many of the found ones were planted."""

    planted: int
    found: int
    right: int

    def __add__(self, other: "Score") -> "Score":
        return Score(self.planted + other.planted, self.found + other.found, self.right + other.right)

    @property
    def recall(self) -> float | None:
        """Share of the planted places that were found; None if there were none."""
        return self.right / self.planted if self.planted else None

    @property
    def precision(self) -> float | None:
        """Share of what was found that was planted; None if nothing was found."""
        return self.right / self.found if self.found else None


def score(planted: Iterable[What], found: Iterable[What]) -> Score:
    """Compare two lists of places."""
    there, said = set(planted), set(found)
    return Score(len(there), len(said), len(there & said))


def _findings(network: Network, analysis: str, *kinds: str) -> list[Finding]:
    if analysis not in catalogue():
        return []
    return [finding for finding in catalogue()[analysis](network).findings if finding.kind in kinds]


def _sure(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.grade is Grade.A]


def scores(snapshot: Snapshot, planted: dict[str, Any]) -> Iterator[tuple[str, Score]]:
    """Recall and precision of each kind of planted place in one network, by name of the row."""
    network = project(snapshot, Scope(as_of=DAY))
    gaps = [tuple(pair) for pair in planted["missing_bridges"]]
    missing = _findings(network, "missing-bridges", "missing-bridge")
    yield "missing bridges", score(gaps, (f.nodes[:2] for f in missing))
    yield "missing bridges, grade A", score(gaps, (f.nodes[:2] for f in _sure(missing)))
    single = _findings(network, "field-bridges", "single-bridge")
    hinges = [tuple(row["fields"]) for row in planted["fragile_bridges"]]
    through = {tuple(row["fields"]): row["through"] for row in planted["fragile_bridges"]}
    named = [f for f in single if f.nodes[:2] not in through or through[f.nodes[:2]] in f.nodes]
    yield "fragile bridges, by name", score(hinges, (f.nodes[:2] for f in named))
    yield "fragile bridges, by name, grade A", score(hinges, (f.nodes[:2] for f in _sure(named)))
    weak = {f.nodes[:2] for f in (*missing, *single)}
    yield "weak pairs: either finding", score([*gaps, *hinges], weak)
    yield "weak pairs, grade A", score([*gaps, *hinges], {f.nodes[:2] for f in _sure((*missing, *single))})
    doubles = [tuple(pair) for pair in planted["double_structures"]]
    twice = _findings(network, "overlap", "double-structure")
    yield "double structures", score(doubles, (tuple(sorted(f.nodes[:2])) for f in twice))


def table(sizes: Iterable[int], seeds: Iterable[int], losses: Iterable[float]) -> dict[tuple[float, str], Score]:
    """Scores pooled over sizes and seeds, by share of missing ties and name of the row."""
    pooled: dict[tuple[float, str], Score] = {}
    many = tuple(seeds)
    for missing in losses:
        for actors in sizes:
            for seed in many:
                whole, planted = county(seed, actors)
                for name, one in scores(thinned(whole, missing, seed), planted):
                    pooled[missing, name] = pooled.get((missing, name), Score(0, 0, 0)) + one
    return pooled
