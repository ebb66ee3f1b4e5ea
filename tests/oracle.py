"""Reference values of `tests/oracles/`: small networks with measures that other software worked out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

FOLDER = Path(__file__).with_name("oracles")
NAMES = tuple(sorted(file.stem for file in FOLDER.glob("*.json")))


@dataclass(frozen=True)
class Oracle:
    """One network and what others say about it; `value` is as written in the file, nodes are strings."""

    name: str
    directed: bool
    weighted: bool
    nodes: tuple[str, ...]
    ties: tuple[tuple[str, str, float], ...]
    entries: tuple[Mapping[str, Any], ...] = field(repr=False)
    partitions: Mapping[str, Mapping[str, str]] = field(repr=False)
    two_mode: Mapping[str, list[str]] | None = field(repr=False, default=None)

    def partition(self, name: str) -> tuple[str, ...]:
        """Group of each node, in the order of the nodes."""
        return tuple(str(self.partitions[name][node]) for node in self.nodes)

    def adjacency(self, *, weighted: bool = False) -> sp.csr_array:
        """Matrix over the nodes, symmetric unless directed; ones unless *weighted*."""
        at = {node: i for i, node in enumerate(self.nodes)}
        tails = np.array([at[a] for a, _, _ in self.ties], dtype=np.int64)
        heads = np.array([at[b] for _, b, _ in self.ties], dtype=np.int64)
        data = np.array([w if weighted else 1.0 for *_, w in self.ties])
        if not self.directed:
            tails, heads, data = np.concatenate([tails, heads]), np.concatenate([heads, tails]), np.tile(data, 2)
        return sp.csr_array((data, (tails, heads)), shape=(len(at), len(at)))

    def biadjacency(self) -> sp.csr_array:
        """First mode × second mode, ones; only for the two-mode networks."""
        assert self.two_mode is not None
        row, column = ({node: i for i, node in enumerate(self.two_mode[mode])} for mode in ("first", "second"))
        pairs = [(a, b) if a in row else (b, a) for a, b, _ in self.ties]
        at = (np.array([row[a] for a, _ in pairs]), np.array([column[b] for _, b in pairs]))
        return sp.csr_array((np.ones(len(pairs)), at), shape=(len(row), len(column)))

    def graph(self) -> "nx.Graph[str]":
        """NetworkX graph with `weight`, nodes in the order of the file."""
        graph: nx.Graph[str] = nx.DiGraph() if self.directed else nx.Graph()
        graph.add_nodes_from(self.nodes)
        graph.add_weighted_edges_from(self.ties)
        return graph

    def has(self, measure: str, variant: str | None = None, software: str | None = None) -> bool:
        """Whether `value` would find something."""
        return bool(self._found(measure, variant, software))

    def value(self, measure: str, variant: str | None = None, software: str | None = None) -> Any:
        """Value under this measure and variant, of the first software whose name holds *software*.

        Raises LookupError where nothing is found or where several variants are and none was named.
        """
        found = self._found(measure, variant, software)
        if not found or len({entry["variant"] for entry in found}) > 1:
            variants = sorted({entry["variant"] for entry in self.entries if entry["measure"] == measure})
            raise LookupError(f"{self.name}: {measure} ({variant}, {software}); there are {variants}")
        return found[0]["values"]

    def vector(self, measure: str, variant: str | None = None, software: str | None = None) -> NDArray[np.float64]:
        """Value of each node in their order; nan where it is not defined."""
        value = self.value(measure, variant, software)
        return np.array([np.nan if value[node] is None else value[node] for node in self.nodes], dtype=float)

    def _found(self, measure: str, variant: str | None, software: str | None) -> list[Mapping[str, Any]]:
        return [
            entry
            for entry in self.entries
            if entry["measure"] == measure
            and "values" in entry
            and variant in (None, entry["variant"])
            and (software or "") in entry["software"]
        ]


@cache
def load(name: str) -> Oracle:
    """Read one network, by the name of its file."""
    raw = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return Oracle(
        name=name,
        directed=raw["directed"],
        weighted=raw["weighted"],
        nodes=tuple(raw["nodes"]),
        ties=tuple((a, b, float(*rest) if rest else 1.0) for a, b, *rest in raw["edges"]),
        entries=tuple(raw["oracles"]),
        partitions=raw["partitions"],
        two_mode=raw.get("two_mode"),
    )


def one_mode(*, directed: bool | None = None) -> list[Oracle]:
    """Every network that is not two-mode; only those with or without direction if asked."""
    oracles = [load(name) for name in NAMES]
    return [o for o in oracles if o.two_mode is None and directed in (None, o.directed)]


def two_mode() -> list[Oracle]:
    """Every two-mode network."""
    return [oracle for oracle in map(load, NAMES) if oracle.two_mode is not None]
