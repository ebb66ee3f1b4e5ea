"""Honest ranks: hand-checkable rankings, and rankings known to be soft."""

import random
from collections.abc import Sequence

import networkx as nx
import numpy as np
import pytest

from graph_service.analyses._ranks import Ranking, affordable, explained, rankings, too_few
from graph_service.kernels.rank_bands import Bools, Floats
from graph_service.model import AnyTie
from graph_service.network import Network, project
from graph_service.snapshot import Scope, Snapshot
from graph_service.words import Text
from tests.networks import actors, body, fields, sits, surveyed, works

WHO = Text("Akteure", "actors")


def network_of(pairs: Sequence[tuple[str, str]], asked: Sequence[str] = ()) -> Network:
    people, bodies = sorted({a for a, _ in pairs}), sorted({b for _, b in pairs})
    survey, covers = surveyed(*asked)
    nodes = [*actors(*people), *(body(b) for b in bodies), *([survey] if asked else [])]
    return project(Snapshot.of(nodes, [*sits(*pairs), *covers]), Scope())


def by_seats(network: Network, ties: Sequence[AnyTie] | None = None, **given: int | Text | None) -> Ranking:
    """Rank actors by number of seats."""
    ties = network.ties_of("member_of") if ties is None else ties
    items = [node.id for node in network.of("actor")]
    holds = np.array([[tie.source_id == i for i in items] for tie in ties], dtype=float).reshape(len(ties), len(items))

    def seats(keep: Bools) -> tuple[Floats]:
        return (keep.astype(float) @ holds,)

    (ranking,) = rankings(items, seats, ties, network, **given)  # type: ignore[arg-type]
    return ranking


STAR = [("a", f"o{i}") for i in range(9)] + [("b", "o0"), ("c", "o1"), ("d", "o2")]


def test_the_centre_of_a_star_holds_its_rank_and_the_rest_is_one_group() -> None:
    network = network_of(STAR)
    ranking = by_seats(network)
    first, *rest = ranking.rows(Text("Sitze", "seats"))
    assert (first.who, first.value, first.rank, first.best_30, first.worst_30) == ("a", 9, 1, 1, 1)
    assert ranking.holds("a") == 1
    assert first.standing.de == "Rang 1"
    assert [row.rank for row in rest] == [2, 2, 2]
    assert {row.standing.de for row in rest} == {"Rang 2–4, untereinander nicht zu unterscheiden"}
    assert all((row.best_10, row.worst_10) == (2, 4) for row in rest)
    said = ranking.sentence(network, WHO)
    assert said.de == "Vorn liegt „Akteur a“: Rang 1. Das hält auch, wenn 30 % der Verbindungen fehlen."
    assert said.en == "In front is “Akteur a”: rank 1. That holds even with 30 % of the ties missing."


def test_two_identical_actors_are_always_a_group_even_without_draws() -> None:
    pairs = [("a", "o"), ("a", "p"), ("b", "o"), ("b", "p"), ("c", "o")]
    for draws in (0, 200):
        ranking = by_seats(network_of(pairs), draws=draws)
        groups = dict(zip(ranking.items, ranking.groups.tolist(), strict=True))
        assert groups["a"] == groups["b"] == 0
        assert ranking.standing("a").de.startswith("Rang 1–")
    assert ranking.order == (0, 1, 2)


def test_without_draws_there_is_no_band_and_the_text_says_so() -> None:
    ranking = by_seats(network_of(STAR), draws=0)
    (first, *_) = ranking.rows(WHO)
    assert (first.best_10, first.stays_on_top, ranking.holds("a")) == (None, None, None)
    assert explained([ranking]).de == "Wie fest die Ränge sind, wurde nicht geprüft (keine Ziehungen)."
    assert ranking.sentence(network_of(STAR), WHO).de == "Vorn liegt „Akteur a“: Rang 1."


def test_the_worst_of_equals_must_fit_to_count_as_on_top() -> None:
    network = network_of(STAR)

    def level(keep: Bools) -> tuple[Floats]:
        return (np.tile([2.0, 2.0, 1.0], (len(keep), 1)),)

    for top, expected in ((1, [0, 0, 0]), (2, [1, 1, 0]), (3, [1, 1, 1])):
        (ranking,) = rankings(["a", "b", "c"], level, network.ties, network, top=top)
        assert [row.stays_on_top for row in ranking.rows(WHO)] == expected
        assert [row.worst_30 for row in ranking.rows(WHO)] == [2, 2, 3]


def test_the_order_of_ties_does_not_matter_and_the_seed_does() -> None:
    draw = random.Random(1)
    network = network_of(sorted({(f"a{draw.randrange(40)}", f"o{draw.randrange(12)}") for _ in range(120)}))
    ties = list(network.ties_of("member_of"))
    expected = by_seats(network, ties).rows(WHO)
    draw.shuffle(ties)
    assert by_seats(network, ties).rows(WHO) == expected
    assert by_seats(network, ties, seed=1).rows(WHO) != expected


def test_ranks_without_those_nobody_asked() -> None:
    pairs = [("a", "o"), ("a", "p"), ("a", "q"), ("b", "o"), ("b", "p"), ("c", "o")]
    assert by_seats(network_of(pairs)).unasked is None
    # o and p were asked, q was not: a keeps two of its three seats and draws level with b
    asked = by_seats(network_of(pairs, asked=("a", "b", "c", "o", "p")))
    assert asked.unasked is not None
    assert asked.unasked.tolist() == [1, 1, 3]
    assert [row.rank_unasked for row in asked.rows(WHO)] == [1, 1, 3]
    assert "Befragt" not in explained([asked]).de
    # c was not asked: of it nothing is known, so it has no rank among those asked
    partly = by_seats(network_of(pairs, asked=("a", "b", "o", "p")))
    assert {row.who: row.rank_unasked for row in partly.rows(WHO)} == {"a": 1, "b": 1, "c": None}


def test_ties_of_those_nobody_asked_go_from_either_end() -> None:
    """Body o has two members and p one; without those of c, whom nobody asked, they are level."""
    network = network_of([("a", "o"), ("c", "o"), ("a", "p")], asked=("a", "o", "p"))
    ties = network.ties_of("member_of")
    into = np.array([[tie.target_id == body for body in ("o", "p")] for tie in ties], dtype=float)
    (ranking,) = rankings(["o", "p"], lambda keep: (keep.astype(float) @ into,), ties, network)
    assert ranking.rank.tolist() == [1, 2]
    assert ranking.unasked is not None
    assert ranking.unasked.tolist() == [1, 1]


def test_below_the_size_rules_it_counts_and_does_not_rank() -> None:
    network = network_of(STAR)
    refusal = too_few(network)
    assert refusal is not None
    assert refusal.de == "Bei 4 Akteuren wird nur gezählt; eine Rangfolge gibt es erst ab 30 Akteuren."
    ranking = by_seats(network, refusal=refusal)
    assert [(row.who, row.value, row.rank, row.worst_10) for row in ranking.rows(WHO)][:2] == [
        ("a", 9, None, None),
        ("b", 1, None, None),
    ]
    assert ranking.leading == ()
    assert ranking.sentence(network, WHO) == refusal
    assert explained([ranking]).de == ""
    many = [*actors(*(f"a{i:02}" for i in range(30))), *fields("f", "g")]
    two = project(Snapshot.of(many, works(*((f"a{i:02}", "f") for i in range(9)), ("a00", "g"))), Scope())
    assert too_few(two) is None
    assert too_few(two, over_fields=True) is not None


def test_level_items_have_no_ranking() -> None:
    network = network_of([("a", "o"), ("b", "o"), ("c", "o")])
    assert by_seats(network).sentence(network, WHO).de == "Eine Rangfolge gibt es nicht: Alle Akteure liegen gleichauf."
    empty = project(Snapshot.of([], []), Scope())
    assert by_seats(empty).rows(WHO) == ()


def test_draws_shrink_with_size_and_stop_where_they_would_say_nothing() -> None:
    class Sized:
        def __init__(self, size: int) -> None:
            self.acting = range(size)

    found = [affordable(200, Sized(size)) for size in (300, 2_000, 20_000, 200_000)]  # type: ignore[arg-type]
    assert found == [200, 100, 10, 0]
    assert affordable(5, Sized(300)) == 5  # type: ignore[arg-type]


@pytest.mark.slow
def test_rankings_are_as_soft_as_was_measured() -> None:
    """Two-mode betweenness on 60 actors × 25 bodies: the first five overlap ever less as ties go missing."""
    draw = random.Random(7)
    seats = [min(12, int(1.5 * draw.paretovariate(1.3))) for _ in range(60)]
    pairs = {(f"a{i:02}", f"o{draw.randrange(25):02}") for i in range(60) for _ in range(seats[i])}
    network = network_of(sorted(pairs))
    ties = network.ties_of("member_of")
    items = [node.id for node in network.of("actor")]

    def betweenness(keep: Bools) -> tuple[Floats]:
        rows = []
        for mask in keep:
            graph: nx.Graph[str] = nx.Graph()
            graph.add_nodes_from(items)
            graph.add_edges_from((t.source_id, t.target_id) for t, kept in zip(ties, mask, strict=True) if kept)
            value = nx.betweenness_centrality(graph)
            rows.append([value[i] for i in items])
        return (np.array(rows),)

    (ranking,) = rankings(items, betweenness, ties, network, draws=15, top=5)
    first = [i for i in ranking.order if ranking.last[i] <= 5]
    mild, middle, hard = (float(spread.on_top[first].mean()) for spread in ranking.spread)
    assert 1 > mild > middle > hard > 0.2
    assert mild < 0.95, "a tenth of the ties missing already moves the first five"
