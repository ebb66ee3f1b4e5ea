"""Start page, search and directories: every question has an answer, choices lead on, findings are few, lists say when."""

import re
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from graph_service.analyses import catalogue
from graph_service.model import NODE_KINDS, Actor, Need, Recommendation
from graph_service.snapshot import Changes
from graph_service.views.questions import OPEN, about, groups
from graph_service.words import LANGUAGES, NeedStatus
from tests.api.asking import Make

ASKED = [question for _, questions in groups() for question in questions]
CHOSEN = {
    "field": "deutsch-als-fremdsprache", "actor": "buero-fuer-integration", "body": "ag-migration",
    "municipality": "trebur", "target_group": "gefluechtete",
}  # fmt: skip
PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def chosen(seeds: dict[str, Changes]) -> dict[str, str]:
    nodes = seeds["gross_gerau"].nodes
    for kind, node_id in CHOSEN.items():
        if kind != "target_group":
            assert any(n.kind == kind and n.id == node_id for n in nodes), node_id
    return {**CHOSEN, "target_group": next(n.id for n in nodes if n.kind == "target_group")}


def test_every_analysis_is_asked_for_and_no_question_twice() -> None:
    assert {q.analysis for q in ASKED} - {""} == set(catalogue())
    assert len(ASKED) >= 22
    for language in LANGUAGES:
        texts = [q.text[language] for q in ASKED]
        assert len(set(texts)) == len(texts)
        assert all(text.endswith("?") for text in texts)


def test_every_question_leads_to_a_page_and_so_does_every_choice(client: TestClient, chosen: dict[str, str]) -> None:
    start = client.get("/", headers=PAGE).text
    for question in ASKED:
        assert f'href="{question.address}"' in start
        assert client.get(question.address, headers=PAGE).status_code == 200, question.address
        if question.from_analysis:
            assert f'href="/analyses/{question.from_analysis}' in client.get(question.address, headers=PAGE).text
        for pick in question.picks:
            assert f'<select name="{pick.parameter}"' in start
            for kind in pick.kinds:
                # a form sends its other fields empty, unless the browser insists on a choice
                rest = "interkulturelle-oeffnung" if question.form == OPEN else ""
                sent = {**dict.fromkeys((p.parameter for p in question.picks), rest), pick.parameter: chosen[kind]}
                sent.update(question.fixed)
                answer = client.get(f"{question.action}?{urlencode(sent)}", headers=PAGE)
                assert answer.status_code == 200, (question.action, sent)


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("node=deutsch-als-fremdsprache&other=interkulturelle-oeffnung&as_of=2025-01-01",
         "/matrix/deutsch-als-fremdsprache/interkulturelle-oeffnung?as_of=2025-01-01"),
        ("node=deutsch-als-fremdsprache&other=deutsch-als-fremdsprache", "/fields/deutsch-als-fremdsprache"),
        ("node=deutsch-als-fremdsprache&other=", "/fields/deutsch-als-fremdsprache"),
        ("node=deutsch-als-fremdsprache&view=sheet&lang=en", "/fields/deutsch-als-fremdsprache/sheet?lang=en"),
        ("node=ag-migration&view=sheet", "/bodies/ag-migration"),
        ("node=ag-migration&other=trebur", "/bodies/ag-migration"),
    ],
)  # fmt: skip
def test_what_was_chosen_leads_to_the_page_that_answers(client: TestClient, asked: str, address: str) -> None:
    led = client.get(f"/open?{asked}", headers=PAGE, follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (303, address)
    assert client.get(address, headers=PAGE).status_code == 200


def test_a_field_names_its_bodies_with_level_lead_and_members(client: TestClient) -> None:
    page = client.get("/fields/deutsch-als-fremdsprache", headers=PAGE).text
    table = page[page.index('id="h-bodies"') : page.index('id="h-ties"')]
    assert "Gremien in diesem Feld (2)" in table
    assert table.count('<th scope="row">') == 2
    row = table[table.index("/bodies/netzwerk-deutsch4u") :].partition("</tr>")[0]
    assert row.count('href="/actors/wir-vielfaltszentrum-kreis-gross-gerau"') == 2, "leads it and sits in it"
    assert row.count("nicht erfasst") == 2, "neither level nor to whom it reports"
    bare = client.get("/fields/sprachfoerderung", headers=PAGE).text
    assert "Gremien in diesem Feld (0)" in bare
    assert "Davon ist nichts erfasst." in bare
    assert 'id="h-bodies"' not in client.get("/actors/buero-fuer-integration", headers=PAGE).text


def test_a_thing_asks_its_own_questions(client: TestClient) -> None:
    page = client.get("/actors/buero-fuer-integration", headers=PAGE).text
    assert 'href="/analyses/resilience?who=buero-fuer-integration"' in page
    assert 'href="/analyses/reach?body=ag-migration"' in client.get("/bodies/ag-migration", headers=PAGE).text
    field = client.get("/fields/deutsch-als-fremdsprache", headers=PAGE).text
    assert 'href="/open?view=sheet&amp;node=deutsch-als-fremdsprache"' in field
    assert all(question.action != OPEN or fixed for kind in NODE_KINDS for question, fixed, _ in about(kind))
    assert not about("survey")


def test_what_was_chosen_opens_and_what_is_not_there_is_said(client: TestClient) -> None:
    led = client.get("/open?node=ag-migration", headers=PAGE, follow_redirects=False)
    assert led.status_code == 303
    assert led.headers["location"] == "/bodies/ag-migration"
    for address, status in (
        ("/open?node=nix", 404),
        ("/open?node=ag-migration&other=nix", 404),
        ("/open?node=", 422),
        ("/open", 422),
        ("/open?node=ag-migration&view=nix", 422),
    ):
        refused = client.get(address, headers=PAGE, follow_redirects=False)
        assert refused.status_code == status
        assert "<h1>" in refused.text


def test_the_start_page_keeps_the_scope_of_its_address(client: TestClient) -> None:
    page = client.get("/?as_of=2025-01-01", headers=PAGE).text
    assert 'href="/analyses/structure?as_of=2025-01-01"' in page
    assert '<input type="hidden" name="as_of" value="2025-01-01">' in page
    assert "/report?as_of=2025-01-01#" in page


def test_the_most_serious_findings_are_few_short_and_of_different_kinds(make: Make, seeds: dict[str, Changes]) -> None:
    service = make(seeds["musterkreis"])
    page = service.get("/", headers=PAGE).text
    first = page[page.index('id="h-first"') : page.index('id="h-known"')]
    assert first.count("<article") == 5
    assert first.count("Nächster Schritt") == 5
    assert "<details" not in first
    links = re.findall(r'href="/report#([^"]+)"', first)
    kinds = [link.split("%2F")[1] for link in links]
    assert len(set(kinds)) == len(kinds) == 5
    report = service.get("/api/v1/reports/gaps").json()["findings"]
    assert links[0] == report[0]["key"].replace("/", "%2F")
    alike = sum(f["kind"] == report[0]["kind"] and f["basis"] != "not_surveyed" for f in report) - 1
    assert f"{alike} weitere Befunde dieser Art" in first


def test_the_start_page_says_what_is_there_and_how_old(client: TestClient) -> None:
    page = client.get("/", headers=PAGE).text
    known = page[page.index('id="h-known"') :]
    assert '<a href="/bodies">Gremien</a>: 41' in known
    assert "2 der Gremien sind Veranstaltungen" in known
    assert "Der jüngste Eintrag hat den Stand 2026." in known
    assert "älter als" in known
    for cls in NODE_KINDS.values():
        assert known.count(f'href="/{cls.spec.path}"') == 2, "in the section and in the footer"


def test_search_groups_by_kind_and_says_what_each_is(client: TestClient) -> None:
    page = client.get("/search?q=Ruesselsheim", headers=PAGE).text
    assert page.index('id="found-actors"') < page.index('id="found-bodies"')
    assert "Gremium, städtisches Bündnis" in page
    assert page == client.get("/search?q=Ruesselsheim", headers=PAGE).text
    counted = re.search(r"(\d+) Einträge gefunden", page)
    assert counted is not None
    found = client.get("/api/v1/nodes", params={"q": "Ruesselsheim", "limit": 1000}).json()["items"]
    assert int(counted[1]) == len(found) == page.count('<th scope="row">')
    questions = client.get("/search?q=foerderung", headers=PAGE).text
    assert 'href="/analyses/resilience"' in questions
    nothing = client.get("/search?q=%22%3E%3Cb%3Enix", headers=PAGE).text
    assert "Nichts gefunden" in nothing
    assert "<b>nix" not in nothing


def test_lists_of_needs_and_recommendations_say_status_and_dates(make: Make) -> None:
    nodes = (
        Need(id="n", name="Kurse fehlen", status=NeedStatus.IN_PROGRESS, reported_on="2024-03-14", as_of="2025-06"),
        Need(id="m", name="Ärzte fehlen"),
        Recommendation(id="r", name="Kurse fördern", as_of="2025-02-03"),
    )
    service = make(Changes(nodes=nodes))
    needs = service.get("/needs", headers=PAGE).text
    assert re.findall(r"<th scope=\"row\"><a[^>]*>([^<]+)", needs) == ["Ärzte fehlen", "Kurse fehlen"]
    assert re.findall(r"<th scope=\"col\">([^<]+)", needs) == ["Name", "Status", "gemeldet am", "Stand", "Verbindungen"]
    for cell in ("in Arbeit", "14. März 2024", "Juni 2025", "–"):
        assert f"<td>{cell}</td>" in needs
    recommendations = service.get("/recommendations?lang=en", headers=PAGE).text
    assert "<td>draft</td><td>3 February 2025</td>" in recommendations
    assert "Kurse" not in service.get("/needs?q=aerzte", headers=PAGE).text
    assert "Davon ist nichts erfasst" in service.get("/surveys?lang=de", headers=PAGE).text


def test_long_tables_show_a_hundred_rows_and_where_the_rest_is(make: Make) -> None:
    actors = [Actor(id=f"a{i:03}", name=f"Stelle {i:03}") for i in range(501)]
    needs = [Need(id=f"n{i:03}", name=f"Bedarf {i:03}") for i in range(150)]
    service = make(Changes(nodes=(*actors, *needs)))
    page = service.get("/analyses/needs", headers=PAGE).text
    assert "Gezeigt sind die ersten 100 von 150 Zeilen." in page
    assert page.count("Gezeigt sind") == 1
    table = page[page.index('id="h-table-1"') : page.index("Gezeigt sind")]
    assert table.count("<tr>") == 101
    more = re.search(r'href="([^"]+)">Alle Zeilen \(CSV\)', page)
    assert more is not None
    rows = service.get(more[1].replace("&amp;", "&"))
    assert rows.text.count("Bedarf") >= 150
    start = service.get("/", headers=PAGE).text
    assert 'value="a000"' not in start, "too many to choose from: a search field instead"
    assert "Gezeigt sind die ersten 100 von 501 Zeilen." in service.get("/search?q=stelle", headers=PAGE).text
    assert service.get("/actors?q=stelle", headers=PAGE).text.count('<th scope="row">') == 501
