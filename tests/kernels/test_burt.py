"""Structural holes against other software, and the two-mode form against printed values."""

import networkx as nx
import numpy as np
import pytest
import scipy.sparse as sp

from graph_service.kernels.burt import structural_holes, two_mode_holes
from tests.oracle import Oracle, load, one_mode, two_mode

NETWORKS = one_mode()
WEIGHTED = [oracle for oracle in NETWORKS if oracle.weighted]
MEASURES = ("constraint", "effective_size", "efficiency", "hierarchy")


def named(oracle: Oracle) -> str:
    return oracle.name


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("oracle", NETWORKS, ids=named)
def test_binary_values_equal_those_of_the_definition(oracle: Oracle, measure: str) -> None:
    found = getattr(structural_holes(oracle.adjacency()), measure)
    np.testing.assert_allclose(found, oracle.vector(measure, "binary", "definition"), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("oracle", NETWORKS, ids=named)
def test_binary_constraint_equals_igraph(oracle: Oracle) -> None:
    found = structural_holes(oracle.adjacency()).constraint
    np.testing.assert_allclose(found, oracle.vector("constraint", "binary", "igraph"), rtol=1e-9)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("oracle", WEIGHTED, ids=named)
def test_weighted_values_equal_those_of_the_definition(oracle: Oracle, measure: str) -> None:
    found = getattr(structural_holes(oracle.adjacency(weighted=True)), measure)
    np.testing.assert_allclose(found, oracle.vector(measure, "weighted", "definition"), rtol=1e-9, atol=1e-12)


def test_networkx_divides_by_the_wrong_maximum_on_weighted_graphs_and_we_do_not() -> None:
    """`nx.effective_size` without `nodes` normalises by the wrong axis: 13.954 instead of Burt's 13.775."""
    karate = load("karate_weighted")
    ours = structural_holes(karate.adjacency(weighted=True)).effective_size[0]
    assert ours == pytest.approx(13.775)
    assert nx.effective_size(karate.graph(), nodes=["0"], weight="weight")["0"] == pytest.approx(ours)
    assert karate.value("effective_size", "weighted, NetworkX default path")["0"] == pytest.approx(13.954, abs=1e-3)


def test_constraint_over_two_steps_is_another_convention() -> None:
    """Some programs also sum over contacts of contacts; Burt, igraph and NetworkX take direct contacts only."""
    karate = load("karate")
    two_step = karate.vector("constraint_two_step", "binary")
    assert (two_step - structural_holes(karate.adjacency()).constraint > 0.001).any()


def test_star_pair_isolate_and_nothing() -> None:
    star = sp.csr_array(nx.to_scipy_sparse_array(nx.star_graph(3)))
    holes = structural_holes(star)
    assert holes.constraint == pytest.approx([1 / 3, 1, 1, 1])
    assert holes.effective_size.tolist() == [3, 1, 1, 1]
    assert holes.hierarchy == pytest.approx([0, 1, 1, 1])
    lonely = structural_holes(sp.csr_array((2, 2)))
    assert lonely.contacts.tolist() == [0, 0]
    assert all(np.isnan(getattr(lonely, measure)).all() for measure in MEASURES)
    assert structural_holes(sp.csr_array((0, 0))).constraint.shape == (0,)
    assert two_mode_holes(sp.csr_array((0, 3))).constraint.shape == (0,)


def test_the_diagonal_is_ignored() -> None:
    plain = sp.csr_array(nx.to_scipy_sparse_array(nx.path_graph(4), dtype=float))
    looped = sp.csr_array(plain + sp.eye_array(4))
    np.testing.assert_array_equal(structural_holes(looped).constraint, structural_holes(plain).constraint)


def test_blocks_of_rows_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    karate, davis = load("karate_weighted").adjacency(weighted=True), load("davis_two_mode").biadjacency()
    whole, both = structural_holes(karate), two_mode_holes(davis)
    monkeypatch.setattr("graph_service.kernels.burt._ROWS", 5)
    for measure in MEASURES:
        np.testing.assert_allclose(getattr(structural_holes(karate), measure), getattr(whole, measure))
        np.testing.assert_allclose(getattr(two_mode_holes(davis), measure), getattr(both, measure))


def test_two_mode_values_as_printed_for_the_davis_women() -> None:
    """Values printed in the tests of the R package netrics."""
    davis = load("davis_two_mode")
    assert davis.two_mode is not None
    women = davis.two_mode["first"]
    at = [women.index(name) for name in ("Evelyn Jefferson", "Laura Mandeville", "Theresa Anderson")]
    holes = two_mode_holes(davis.biadjacency())
    assert holes.constraint[at] == pytest.approx([0.2782, 0.3071, 0.2965], abs=5e-5)
    assert holes.effective_size[at] == pytest.approx([2.50, 1.38, 2.46], abs=5e-3)


@pytest.mark.parametrize("oracle", two_mode(), ids=named)
def test_two_mode_values_equal_loops_over_the_definition(oracle: Oracle) -> None:
    for matrix in (oracle.biadjacency(), sp.csr_array(oracle.biadjacency().T)):
        holes, dense = two_mode_holes(matrix), matrix.toarray() > 0
        for i in range(len(dense)):
            expected = _constraint_by_loops(dense, i)
            assert holes.constraint[i] == pytest.approx(expected, nan_ok=True, rel=1e-9)
            assert holes.effective_size[i] == pytest.approx(_effective_by_loops(dense, i), nan_ok=True, rel=1e-9)


def _constraint_by_loops(member: np.ndarray, i: int) -> float:
    mine = np.flatnonzero(member[i])
    seats, size = member.sum(axis=1), member.sum(axis=0)
    total = 0.0
    for a in mine:
        bound = sum(
            1 / len(mine) / size[b] / seats[j]
            for b in mine
            if b != a
            for j in range(len(member))
            if j != i and member[j, a] and member[j, b]
        )
        total += (1 / len(mine) + bound) ** 2
    return total if len(mine) else float("nan")


def _effective_by_loops(member: np.ndarray, i: int) -> float:
    shared = (member.astype(int) @ member.T.astype(int)) * (1 - np.eye(len(member), dtype=int))
    met = np.flatnonzero(shared[i])
    if not len(met):
        return float("nan")
    redundant = sum(shared[i, q] / shared[i].sum() * (shared[q, met] > 0).sum() for q in met)
    return float(len(met) - redundant)
