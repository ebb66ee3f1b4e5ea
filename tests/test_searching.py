"""Search: umlauts and ß either way, short names, aliases, marks, any order, and nothing by accident."""

import pytest

from graph_service.model import Actor, Body, FieldOfAction
from graph_service.network import project
from graph_service.searching import find_nodes, folded, matches
from graph_service.snapshot import Scope, Snapshot

NODES = (
    Actor(id="a", name="Interkulturelles Büro Rüsselsheim", short_name="IKB", actor_type="Stelle der Kommune"),
    Actor(id="b", name="Caritas", aliases=("CaritasZentrum Straße der Einheit",), description="Im Büro in Rüsselsheim"),
    Body(id="c", name="Netzwerk Zuwander*innen", body_type="Bündnis", mandate="Übergang in die Arbeit klären"),
    FieldOfAction(id="feld-neu", name="Bildung für (Neu-)Zugewanderte"),
)
NETWORK = project(Snapshot.of(NODES, ()), Scope())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Ruesselsheim", "ab"), ("RÜSSELSHEIM", "ab"), ("Ru\u0308sselsheim", "ab"), ("Russelsheim", "ab"), ("Rüßelsheim", "ab"),
        ("Rüsselsheim Büro", "ab"), ("büro rüsselsheim interkulturelles", "a"), ("ikb", "a"),
        ("Strasse", "b"), ("STRAẞE", "b"), ("Caritas-Zentrum", "b"), ("stelle kommune", "a"),
        ("Bündnis", "c"), ("buendnis uebergang", "c"),
        ("AG", ""), ("ik", "a"), ("e Rüsselsheim", "b"),
        ("Zuwanderinnen", "c"), ("Zuwander:innen", "c"), ("Zuwander_innen", "c"), ("zuwander/innen", "c"),
        ("neuzugewanderte", "f"), ("Neu-Zugewanderte", "f"), ("neu zugewanderte", "f"), ("feld-neu", "f"),
        ("", ""), ("   ", ""), ("*", ""), ("(-)", ""), ("Rüsselsheim Mars", ""), (".*", ""), ("x" * 200, ""),
    ],
)  # fmt: skip
def test_finds(query: str, found: str) -> None:
    assert "".join(node.id[0] for node in find_nodes(NETWORK, query)) == found


def test_what_is_called_so_comes_before_what_says_so() -> None:
    nodes = (*NODES, Actor(id="z", name="Verein am Büro, Rüsselsheim"))
    found = find_nodes(project(Snapshot.of(nodes, ()), Scope()), "rüsselsheim büro")
    assert [node.id for node in found] == ["a", "z", "b"]


def test_matches_texts_of_any_kind() -> None:
    assert matches("doppelte arbeit", "Wo machen zwei die Arbeit?", "Doppelte Sitze")
    assert not matches("doppelte arbeit", None, "")
    assert matches("", "anything")
    assert not matches("-", "anything")


def test_sorts_umlauts_beside_their_letters() -> None:
    assert sorted(["Zoo", "Ärzte", "Amt", "Öffnung", "Ort"], key=folded) == ["Ärzte", "Amt", "Öffnung", "Ort", "Zoo"]
