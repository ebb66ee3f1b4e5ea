"""Field × field and coverage: every state by word, names behind every cell, and what was not asked is never a gap."""

import re
from html.parser import HTMLParser

import pytest

from graph_service.errors import NotFound
from graph_service.model import (
    Actor,
    AnyNode,
    AnyTie,
    Body,
    Covers,
    DependsOn,
    FieldOfAction,
    MemberOf,
    Municipality,
    Survey,
    TargetGroup,
    WorksIn,
)
from graph_service.network import Network, project
from graph_service.snapshot import Scope, Snapshot
from graph_service.ties import ActiveIn, SameAs, Serves
from graph_service.views import signs
from graph_service.views.coverage_grid import cell_values, coverage_values
from graph_service.views.field_matrix import MOST_WITH_WORDS, matrix_values, pair_values
from graph_service.views.pages import Pages
from tests.conftest import DAY

SCOPE = Scope(as_of=DAY)
FIELDS = ("a", "b", "c", "d", "e", "void")


def toy() -> Network:
    """Fields a to d and void asked for, e not. a–b: a body and two actors; b–c: one actor; a–d: builds on; a–e: one actor."""
    nodes: list[AnyNode] = [FieldOfAction(id=f, name=f"Feld {f.upper()}") for f in FIELDS]
    nodes += [Actor(id=i, name=f"Akteur {i}") for i in ("x", "y", "z", "w", "v")]
    nodes += [Body(id="ag", name="AG"), Survey(id="s", name="Umfrage", asked_on="2025-06-12")]
    nodes += [
        Municipality(id="ort", name="Ort"),
        Municipality(id="dorf", name="Dorf"),
        TargetGroup(id="alle", name="Alle"),
    ]
    works = ("ag:a", "ag:b", "y:a", "y:b", "z:b", "z:c", "w:d", "v:e", "v:a")
    ties: list[AnyTie] = [WorksIn(source_id=w.split(":")[0], target_id=w.split(":")[1]) for w in works]
    ties += [MemberOf(source_id="x", target_id="ag"), DependsOn(source_id="d", target_id="a", reason="Kette")]
    ties += [Covers(source_id="s", target_id=i) for i in ("a", "b", "c", "d", "void", "ort")]
    ties += [ActiveIn(source_id="y", target_id="ort"), Serves(source_id="w", target_id="alle")]
    return project(Snapshot.of(nodes, ties), SCOPE)


def test_each_pair_has_the_state_worked_out_by_hand() -> None:
    cells = matrix_values(toy(), "de")["cells"]
    found = {pair: cell["sign"] for pair, cell in cells.items() if pair[0] < pair[1]}
    assert found == {
        ("a", "b"): signs.JOINED, ("a", "c"): signs.NO_REASON, ("a", "d"): signs.MISSING, ("a", "e"): signs.ONE_RECORDED,
        ("b", "c"): signs.ON_ONE, ("b", "d"): signs.NO_REASON, ("b", "e"): signs.UNASKED, ("c", "d"): signs.NO_REASON,
        ("c", "e"): signs.UNASKED, ("d", "e"): signs.UNASKED,
    }  # fmt: skip
    assert (cells["a", "b"]["bodies"], cells["a", "b"]["actors"], cells["a", "b"]["counts"]) == (
        1,
        2,
        "1 Gremium, 2 Akteure",
    )


def test_the_table_is_the_same_either_way_round() -> None:
    cells = matrix_values(toy(), "de")["cells"]
    assert all(cells[b, a] == cell for (a, b), cell in cells.items())
    assert {cell["address"] for cell in cells.values()} == {f"{a}/{b}" for a, b in cells if a < b}


def test_fields_with_nobody_stand_beside_the_table_with_the_day_of_asking() -> None:
    values = matrix_values(toy(), "de")
    assert values["empty"] == [("void", "12. Juni 2025")]
    assert pair_values(toy(), "de", "void", "a")["sign"] is signs.NOBODY
    assert pair_values(toy(), "de", "void", "e")["sign"] is signs.UNASKED


def test_a_pair_names_who_joins_it_why_it_ought_to_meet_and_what_is_next() -> None:
    joined = pair_values(toy(), "de", "b", "a")
    assert (joined["row"].bodies, joined["row"].actors, joined["findings"]) == (("ag",), ("x", "y"), [])
    missing = pair_values(toy(), "de", "a", "d")
    assert missing["depends"] == [("d", "a")]
    assert [f.kind for f in missing["findings"]] == ["missing-bridge"]
    assert [f.kind for f in pair_values(toy(), "de", "c", "b")["findings"]] == ["single-bridge"]
    unasked = pair_values(toy(), "de", "b", "e")
    assert "„Feld E“" in unasked["step"]
    assert "„Feld B“" not in unasked["step"]


@pytest.mark.parametrize(("one", "other"), [("a", "a"), ("a", "nix"), ("x", "a")])
def test_what_is_no_pair_of_fields_is_not_found(one: str, other: str) -> None:
    with pytest.raises(NotFound):
        pair_values(toy(), "de", one, other)


def test_fields_that_are_the_same_are_one() -> None:
    whole = toy().snapshot
    same = SameAs(source_id="b", target_id="c")
    network = project(Snapshot.of(whole.nodes, [*whole.ties, same]), SCOPE)
    assert pair_values(network, "de", "a", "c")["pair"] == ("a", "b")
    with pytest.raises(NotFound):
        pair_values(network, "de", "b", "c")


def test_a_cell_of_coverage_has_one_of_three_states_and_its_day() -> None:
    towns, groups = coverage_values(toy(), "de")["grids"]
    assert {key: (c["sign"], c["count"], c["asked"]) for key, c in towns["cells"].items() if key[0] in "ae"} == {
        ("a", "ort"): (signs.SERVED, 1, "Juni 2025"), ("a", "dorf"): (signs.OPEN, 0, None),
        ("e", "ort"): (signs.OPEN, 0, None), ("e", "dorf"): (signs.OPEN, 0, None),
    }  # fmt: skip
    assert towns["cells"]["c", "ort"]["sign"] is signs.GAP
    assert [f for (f, _), cell in groups["cells"].items() if cell["sign"] is signs.SERVED] == ["d"]
    assert towns["columns"] == ["dorf", "ort"]


def test_a_cell_leads_to_names_or_to_the_next_step() -> None:
    assert cell_values(toy(), "de", "a", "ort")["cell"].who == ("y",)
    (finding,) = cell_values(toy(), "de", "c", "ort")["findings"]
    assert finding.next_step.de
    open_ = cell_values(toy(), "de", "a", "dorf")
    assert open_["asked_days"] == [("a", "12. Juni 2025"), ("dorf", None)]
    assert "„Dorf“" in open_["step"]
    with pytest.raises(NotFound):
        cell_values(toy(), "de", "ort", "a")


class Table(HTMLParser):
    """Headers of a page's tables."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headers: list[str | None] = []
        self.rows = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "th":
            self.headers.append(dict(attrs).get("scope"))
        self.rows += tag == "tr"


def page(snapshot: Snapshot, which: str, scope: Scope = SCOPE) -> str:
    pages = Pages(project(snapshot, scope), "de", f"/{which}", {"as_of": ["2026-11-24"]})
    return pages.matrix() if which == "matrix" else pages.coverage()


def test_both_tables_have_headers_for_rows_and_columns(musterkreis: Snapshot) -> None:
    matrix = Table(page(musterkreis, "matrix"))
    assert matrix.headers == ["col"] * 10 + ["row"] * 9
    assert Table(page(musterkreis, "coverage")).headers.count("row") == 18


def test_every_cell_says_its_state_in_words_and_keeps_the_scope(musterkreis: Snapshot) -> None:
    for which in ("matrix", "coverage"):
        cells = re.findall(r'<td class="(?!self)[^"]*">(.*?)</td>', page(musterkreis, which), re.DOTALL)
        assert len(cells) == (72 if which == "matrix" else 9 * 12 + 9 * 10)
        words = {s.word.de for s in (*signs.PAIR_SIGNS, *signs.CELL_SIGNS)}
        for cell in cells:
            assert any(word in cell for word in words)
            assert "?as_of=2026-11-24" in cell


def test_nothing_in_gross_gerau_is_called_a_gap(gross_gerau: Snapshot) -> None:
    network = project(gross_gerau, SCOPE)
    found = {cell["sign"] for cell in matrix_values(network, "de")["cells"].values()}
    assert found == {signs.ONE_RECORDED, signs.UNASKED}
    states = {cell["sign"] for grid in coverage_values(network, "de")["grids"] for cell in grid["cells"].values()}
    assert states == {signs.SERVED, signs.OPEN}
    assert len(matrix_values(network, "de")["empty"]) == 14


def test_many_fields_fold_the_words_but_keep_them_for_readers_aloud() -> None:
    many = MOST_WITH_WORDS + 14
    nodes: list[AnyNode] = [FieldOfAction(id=f"f{i:02}", name=f"Feld {i}") for i in range(many)]
    nodes += [Actor(id="a", name="A")]
    ties: list[AnyTie] = [WorksIn(source_id="a", target_id=f"f{i:02}") for i in range(many)]
    html = page(Snapshot.of(nodes, ties), "matrix")
    assert len(Table(html).headers) == 1 + 2 * many
    assert 'class="cells compact"' in html
    assert html.count(signs.ONE_RECORDED.word.de) == many * (many - 1) + 1


@pytest.mark.parametrize("which", ["matrix", "coverage"])
def test_an_empty_network_and_one_field_have_a_page(which: str) -> None:
    for snapshot in (Snapshot.of([], []), Snapshot.of([FieldOfAction(id="f", name="F")], [])):
        assert Table(page(snapshot, which)).rows == 0


@pytest.mark.parametrize("which", ["matrix", "coverage"])
def test_the_same_network_gives_the_same_bytes(musterkreis: Snapshot, which: str) -> None:
    shuffled = Snapshot.of(reversed(musterkreis.nodes), reversed(musterkreis.ties), about=musterkreis.about)
    assert page(shuffled, which) == page(musterkreis, which)
