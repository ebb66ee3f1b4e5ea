"""Same or not: measured on spellings of real organisations, and known answers one by one."""

from itertools import combinations
from pathlib import Path

import pytest

from graph_service.exchange.lists.likeness import LIKELY, alike, compare, normal, plain_name, spelt_ways

HERE = Path(__file__).parent / "spellings"
PLACES = spelt_ways((HERE / "places.txt").read_text("utf-8").splitlines())


def measured(name: str) -> tuple[float, float]:
    """Recall: share of pairs of one organisation that are found. Precision: share of the pairs found that are one."""
    lines = [line for line in (HERE / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    spelt = [(group, text.strip()) for group, line in enumerate(lines) for text in line.split(" | ")]
    same = found = right = 0
    for (one, first), (other, second) in combinations(spelt, 2):
        asked = compare(normal(first, PLACES), normal(second, PLACES))[0] >= LIKELY or plain_name(first) == plain_name(
            second
        )
        same += one == other
        found += asked
        right += asked and one == other
    return right / same, right / found


@pytest.mark.parametrize(("name", "recall", "precision"), [("tuned.txt", 0.94, 0.88), ("held_out.txt", 0.71, 0.95)])
def test_recall_and_precision_are_what_the_docs_say(name: str, recall: float, precision: float) -> None:
    got = measured(name)
    assert got[0] >= recall, got
    assert got[1] >= precision, got


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Diakonisches Werk GG", "Diakonie Groß-Gerau/Rüsselsheim", "gleiche Wörter"),
        ("Verein Sonne e. V.", "Verein Sonne gGmbH", "Rechtsform"),
        ("Evangelisches Zentrum für Interkulturelle Bildung (EZIB)", "EZIB", "Abkürzung"),
        ("Stabsstelle Asyl und Zuwanderung", "Stabstelle Asyl & Zuwanderung", "Schreibweise"),
        ("Staatl. Schulamt Rüsselsheim", "Staatliches Schulamt Rüsselsheim am Main", "abgekürzt"),
        ("WIR-Vielfaltszentrum Groß-Gerau", "Vielfaltszentrum GG", "stehen in der anderen"),
    ],
)
def test_likely_the_same_and_why(one: str, other: str, why: str) -> None:
    for a, b in ((one, other), (other, one)):
        likeness, said = compare(normal(a, PLACES), normal(b, PLACES))
        assert likeness >= LIKELY
        assert why in said.de
        assert said.en


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Caritas Rüsselsheim", "Caritas Offenbach"),
        ("Flüchtlingshilfe Nauheim", "Flüchtlingshilfe Bischofsheim"),
        ("Grundschule 1", "Grundschule 2"),
        ("Kreistag", "Kreisausschuss"),
        ("", "Kreistag"),
    ],
)
def test_not_the_same(one: str, other: str) -> None:
    places = PLACES | {"offenbach"}
    assert compare(normal(one, places), normal(other, places))[0] < LIKELY


def test_new_names_are_compared_with_known_ones_and_those_before_them_once() -> None:
    known = [("a", "Bildungswerk Beta"), ("a", "BWB"), ("b", "Haus Gamma")]
    new = [("x", "Bildungswerk Betha"), ("y", "Bildungswerk Bheta"), ("z", "Etwas ganz anderes")]
    found = alike(new, known, frozenset())
    assert [o.key for o in found["x"]] == ["a"]
    assert {o.key for o in found["y"]} == {"a", "x"}
    assert "z" not in found
    assert alike([], known, frozenset()) == {}
    assert alike(new, [], frozenset(), among=False) == {}
