"""The map on paper: every view as one well-formed drawing, words as text, filters as on the screen, nothing that runs."""

import re
from itertools import combinations
from xml.etree.ElementTree import Element, fromstring

import pytest

from graph_service.model import Actor, FieldOfAction, WorksIn
from graph_service.network import Network, project
from graph_service.report import report_on
from graph_service.snapshot import About, Changes, Scope, Snapshot
from graph_service.views.map_data import VIEWS, Asked
from graph_service.views.map_out import map_sheet
from graph_service.views.map_svg import SIZES, Paper
from graph_service.views.paper_labels import LINE, Box, Name, Room, text_width, wrapped
from graph_service.words import LANGUAGES, Language, Text
from tests.browsing import HOSTILE, hostile
from tests.conftest import DAY

SVG = "{http://www.w3.org/2000/svg}"


def drawn(
    network: Network, asked: Asked | None = None, paper: Paper = "a4", language: Language = "de"
) -> tuple[str, Element]:
    text = map_sheet(network, report_on(network), asked or Asked(), paper, language)
    return text, fromstring(text)  # noqa: S314 - our own


def texts(root: Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


@pytest.fixture(scope="module")
def networks(gross_gerau: Snapshot, musterkreis: Snapshot) -> dict[str, Network]:
    found = {
        "gross_gerau": gross_gerau,
        "musterkreis": musterkreis,
        "hostile": hostile().snapshot(),
        "empty": Snapshot(),
    }
    return {name: project(snapshot, Scope(as_of=DAY)) for name, snapshot in found.items()}


@pytest.mark.parametrize("name", ["gross_gerau", "musterkreis", "hostile", "empty"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_a_drawing_that_says_what_it_is(networks: dict[str, Network], name: str, view: str) -> None:
    network = networks[name]
    for paper, language in (("a4", "de"), ("a3", "en")):
        text, root = drawn(network, Asked(view=view), paper, language)  # type: ignore[arg-type]
        wide, high = SIZES[paper]  # type: ignore[index]
        assert root.get("viewBox") == f"0 0 {wide} {high}"
        assert root.get("role") == "img"
        assert (root.findtext(f"{SVG}title") or "").strip()
        assert (root.findtext(f"{SVG}desc") or "").strip()
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert tags <= {"svg", "title", "desc", "rect", "text", "path", "line", "circle"}
        attributes = {attribute for element in root.iter() for attribute in element.attrib}
        assert not {a for a in attributes if a in ("style", "href", "class") or a.startswith("on")}
        told = " ".join(texts(root))
        assert ("Legende" if language == "de" else "Legend") in told
        assert ("Stichtag 24. November 2026" if language == "de" else "24 November 2026") in told
        assert "nan" not in re.findall(r'="([^"]*)"', text)
        for element in root.iter(f"{SVG}text"):
            assert 0 <= float(element.get("x", "-1")) <= wide
            assert 0 <= float(element.get("y", "-1")) <= high


def test_the_sheet_names_counts_source_and_what_is_invented(networks: dict[str, Network]) -> None:
    told = " ".join(texts(drawn(networks["gross_gerau"])[1]))
    assert "Integrationsnetzwerk Kreis Groß-Gerau: Akteure und Gremien" in told
    assert "Gezeigt: 120 von 120 Einträgen" in told
    assert "Akteur (55)" in told
    assert "Quelle: Integrationsnetzwerk Kreis Groß-Gerau, Fassung" in told
    assert "Erfundene" not in told
    invented = drawn(networks["musterkreis"], Asked(view="fields"))[1]
    told = " ".join(texts(invented))
    assert "Erfundene Daten" in told
    assert "Fehlende Brücke (4)" in told
    assert texts(invented).count("Brücke fehlt") == 4
    assert "Zwischen „Ausbildung und Arbeit“" in told, "findings are said in words"


def test_filters_hold_on_paper_too(networks: dict[str, Network]) -> None:
    network = networks["musterkreis"]
    everything = drawn(network, Asked(view="actors"))[1]
    few = drawn(network, Asked(view="actors", field=("wohnen",), hide=("gap",)))[1]
    assert len(list(few.iter(f"{SVG}circle"))) < len(list(everything.iter(f"{SVG}circle")))
    told = " ".join(texts(few))
    assert "Filter: Wohnen und Unterbringung." in told
    assert "Fehlende Brücke" not in told
    assert "Brücke fehlt" in " ".join(texts(everything))


def test_hostile_names_are_text_and_long_ones_end(networks: dict[str, Network]) -> None:
    text, root = drawn(networks["hostile"], Asked(view="actors"))
    assert "<script" not in text
    assert "<img" not in text
    assert any("</script>" in said for said in texts(root))
    assert any("مركز" in said for said in texts(root))
    assert HOSTILE[0] in (root.findtext(f"{SVG}title") or "")
    odd = Changes(
        nodes=(FieldOfAction(id="f", name="Feld"), Actor(id="a", name="W" * 300, short_name="W" * 60)),
        ties=(WorksIn(source_id="a", target_id="f"),),
        about=About(title=Text("Ti\x08tel\ud800", "Ti\x08tle")),
    )
    told = texts(drawn(project(odd.snapshot(), Scope()))[1])
    assert all(len(line) <= 130 for line in told)


def test_the_same_map_gives_the_same_bytes(networks: dict[str, Network], musterkreis: Snapshot) -> None:
    again = project(musterkreis, Scope(as_of=DAY))
    for view in VIEWS:
        assert drawn(networks["musterkreis"], Asked(view=view))[0] == drawn(again, Asked(view=view))[0]


def test_names_stand_where_nothing_stands() -> None:
    edge = Box(0, 0, 400, 300)
    room = Room(edge)
    names = [
        Name(str(i), (f"Name {i}", "zwei Zeilen"), lambda w, h, i=i: [(i * 7.0, 40.0), (i * 7.0, 80 + h), (w, 200.0)], 10)
        for i in range(40)
    ]  # fmt: skip
    placed = room.place(names)
    assert 4 < len(placed) < 40
    for one, other in combinations([p.box for p in placed], 2):
        apart = (
            one.x + one.w < other.x or other.x + other.w < one.x or one.y + one.h < other.y or other.y + other.h < one.y
        )
        assert apart
    assert all(b.x >= 0 and b.y >= 0 and b.x + b.w <= edge.w and b.y + b.h <= edge.h for b in (p.box for p in placed))
    assert placed[0].box.h == 2 * 10 * LINE


@pytest.mark.parametrize("width", [40.0, 90.0, 500.0])
def test_lines_are_no_wider_than_asked_and_lose_nothing(width: float) -> None:
    text = "Donaudampfschifffahrtsgesellschaftskapitän trifft die Koordinationsstelle im Kreis"
    lines = wrapped(text, width, 10)
    assert all(text_width(line, 10) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_both_languages_are_complete(networks: dict[str, Network]) -> None:
    told = {language: drawn(networks["musterkreis"], language=language)[0] for language in LANGUAGES}
    assert "Legende" not in told["en"]
    assert "Shown: " in told["en"]
