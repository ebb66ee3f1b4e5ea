"""Which measures of `tests/oracles/` we reproduce, where, and why not the others."""

from pathlib import Path

import pytest

from tests.oracle import NAMES, load, one_mode, two_mode

ROOT = Path(__file__).parents[2]

REPRODUCED = {
    measure: f"tests/kernels/test_{kernel}.py"
    for kernel, measures in {
        "betweenness": ("betweenness edge_betweenness"),
        "links": ("adamic_adar adamic_adar_pairs adamic_adar_scores jaccard"),
        "removal": (
            "articulation_points bridges components fragmentation fragmentation_after_removal "
            "pairs_broken_by_edge pairs_broken_by_node"
        ),
        "mixing": (
            "assortativity_nominal ei_index ei_index_node freeman_segregation group_density mixing_matrix "
            "mixing_matrix_symmetric modularity participation"
        ),
        "projection": ("bipartite_clustering node_redundancy projection_weights robins_alexander_clustering"),
        "brokerage": (
            "brokerage_expected brokerage_raw brokerage_raw_unordered brokerage_sd brokerage_z brokerage_z_undirected"
        ),
        "distances": ("closeness diameter distance_fragmentation_after_removal harmonic mean_distance"),
        "burt": ("constraint constraint_two_step effective_size efficiency hierarchy"),
        "core": ("core_number"),
    }.items()
    for measure in measures.split()
}
"""Measure → the test that compares ours with it."""

NOT_OURS = {
    "biconnected_components": "cut nodes, and what each of them cuts off, answer what we ask",
    "bridging": "exclusivity and loss (`kernels/bridging.py`) say the same in numbers of actors and pairs",
    "brokerage_global_expected": "single go-betweens are reported, no totals",
    "brokerage_global_raw": "single go-betweens are reported, no totals",
    "brokerage_global_sd": "off by up to 6 % against a simulation (README of the files): not to be followed",
    "cohesive_blocks": "out of reach beyond some hundred nodes; cores, cut nodes and routes between fields instead",
    "coleman_homophily": "the E-I index against shuffled fields answers it, also for overlapping fields",
    "degree": "a sum over the matrix that `test_the_loader_tells_conventions_apart` compares",
    "density": "a count; that of and between groups is compared as `group_density`",
    "node_connectivity": "routes between two groups, compared with NetworkX in `test_routes.py`",
    "reciprocity": "no analysis asks who returns a tie",
    "transitivity": "constraint and effective size say it for each actor",
    "two_mode_betweenness": "programs norm it differently: the raw value is compared",
    "two_mode_clustering": "Opsahl's; ours is Latapy's, compared as `bipartite_clustering`",
    "two_mode_clustering_local": "Opsahl's; ours is Latapy's, compared as `bipartite_clustering`",
    "two_mode_degree_centrality": "seats and members are counted, not normed",
    "two_mode_density": "a count",
}
"""Measure → why no analysis of ours needs it, or why we follow another convention."""


def test_every_measure_is_spoken_for_once() -> None:
    present = {entry["measure"] for name in NAMES for entry in load(name).entries}
    assert present == REPRODUCED.keys() | NOT_OURS.keys()
    assert not REPRODUCED.keys() & NOT_OURS.keys()


@pytest.mark.parametrize(("measure", "file"), sorted(REPRODUCED.items()))
def test_the_named_test_asks_for_the_measure(measure: str, file: str) -> None:
    assert f'"{measure}"' in (ROOT / file).read_text("utf-8")


def test_the_loader_tells_conventions_apart() -> None:
    oracle = load("case_path5")
    assert len(one_mode()) == 18
    assert len(two_mode()) == 2
    assert oracle.vector("betweenness", "raw").tolist() == [0, 3, 4, 3, 0]
    assert oracle.adjacency().sum(axis=1).tolist() == oracle.vector("degree").tolist()
    with pytest.raises(LookupError, match="normalized"):
        oracle.value("betweenness")
