"""Which measures of `tests/oracles/` we reproduce, where, and why not the others."""

from pathlib import Path

import pytest

from tests.oracle import NAMES, load, one_mode, two_mode

ROOT = Path(__file__).parents[2]

REPRODUCED: dict[str, str] = {}
"""Measure → the test that compares ours with it."""

NOT_OURS: dict[str, str] = {}
"""Measure → why no analysis of ours needs it, or why we follow another convention."""

STILL_OPEN = frozenset(
    {
        "adamic_adar", "adamic_adar_pairs", "adamic_adar_scores", "articulation_points", "assortativity_nominal",
        "betweenness", "biconnected_components", "bipartite_clustering", "bridges", "bridging", "brokerage_expected",
        "brokerage_global_expected", "brokerage_global_raw", "brokerage_global_sd", "brokerage_raw",
        "brokerage_raw_unordered", "brokerage_sd", "brokerage_z", "brokerage_z_undirected", "closeness",
        "cohesive_blocks", "coleman_homophily", "components", "constraint", "constraint_two_step", "core_number",
        "degree", "density", "diameter", "distance_fragmentation_after_removal", "edge_betweenness", "effective_size",
        "efficiency", "ei_index", "ei_index_node", "fragmentation", "fragmentation_after_removal",
        "freeman_segregation", "group_density", "harmonic", "hierarchy", "jaccard", "mean_distance", "mixing_matrix",
        "mixing_matrix_symmetric", "modularity", "node_connectivity", "node_redundancy", "pairs_broken_by_edge",
        "pairs_broken_by_node", "participation", "projection_weights", "reciprocity", "robins_alexander_clustering",
        "transitivity", "two_mode_betweenness", "two_mode_clustering", "two_mode_clustering_local",
        "two_mode_degree_centrality", "two_mode_density",
    }
)  # fmt: skip
"""Measures that nobody has looked at yet."""


def test_every_measure_is_spoken_for_once() -> None:
    present = {entry["measure"] for name in NAMES for entry in load(name).entries}
    assert present == REPRODUCED.keys() | NOT_OURS.keys() | STILL_OPEN
    assert len(present) == len(REPRODUCED) + len(NOT_OURS) + len(STILL_OPEN)


@pytest.mark.parametrize(("measure", "file"), sorted(REPRODUCED.items()))
def test_the_named_test_asks_for_the_measure(measure: str, file: str) -> None:
    assert f'"{measure}"' in (ROOT / file).read_text("utf-8")


def test_the_loader_tells_conventions_apart() -> None:
    oracle = load("case_path5")
    assert len(one_mode()) == 18
    assert len(two_mode()) == 2
    assert oracle.vector("betweenness", "raw").tolist() == [0, 3, 4, 3, 0]
    assert oracle.adjacency().sum() == 2 * len(oracle.ties)
    with pytest.raises(LookupError, match="normalized"):
        oracle.value("betweenness")
