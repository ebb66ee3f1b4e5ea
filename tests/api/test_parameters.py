"""Parameters of analyses as people meet them: named in their language in the catalogue, in forms, and when they do not fit."""

import html
import re

import pytest
from starlette.testclient import TestClient

from graph_service.analyses import catalogue
from graph_service.analyses.parameters import parameters
from graph_service.analyses.tables import table_ids
from graph_service.words import LANGUAGES, Language
from tests.api.asking import problem

PAGE = {"Accept": "text/html"}
TOO_LARGE = {
    "de": "„Ziehungen“ (draws): „5000“ ist zu groß; höchstens 1.000.",
    "en": "“draws” (draws): “5000” is too large; at most 1,000.",
}
NOT_THERE = {
    "de": "„Ausgehend von“ (body): „nix“ gibt es in diesem Ausschnitt nicht.",
    "en": "“starting from” (body): there is no “nix” in this scope.",
}


def test_the_catalogue_names_every_parameter_in_both_languages(client: TestClient) -> None:
    for item in client.get("/api/v1/analyses").json()["items"]:
        assert [one["id"] for one in item["parameters"]] == list(item["params"].get("properties", {}))
        for one in item["parameters"]:
            assert all(one[part][language] for part in ("label", "description") for language in LANGUAGES)
            assert item["params"]["properties"][one["id"]]["description"] == one["description"]["en"]


def test_openapi_describes_them_in_english(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    for entry in catalogue().values():
        described = {
            p["name"]: p.get("description") for p in paths[f"/api/v1/analyses/{entry.id}"]["get"]["parameters"]
        }
        assert {one.id: one.text.en for one in parameters(entry.params)}.items() <= described.items()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_api_names_one_out_of_range_by_its_label(client: TestClient, language: Language) -> None:
    asked = f"/api/v1/analyses/field-bridges?draws=5000&lang={language}"
    found = problem(client.get(asked), 422, "invalid-parameter")["errors"]
    assert [(e["pointer"], e["detail"]) for e in found] == [("/query/draws", TOO_LARGE[language])]
    missing = problem(client.get(f"/api/v1/analyses/reach?body=nix&lang={language}"), 422, "invalid-parameter")
    assert missing["detail"] == NOT_THERE[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_names_one_out_of_range_by_its_label(client: TestClient, language: Language) -> None:
    page = client.get(f"/analyses/field-bridges?draws=5000&lang={language}", headers=PAGE)
    assert page.status_code == 422
    assert TOO_LARGE[language] in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_speaks_the_readers_language(client: TestClient, language: Language) -> None:
    for entry in catalogue().values():
        page = client.get(f"/analyses/{entry.id}?lang={language}", headers=PAGE)
        assert page.status_code == 200
        for one in parameters(entry.params):
            assert one.label[language] in page.text
            assert one.text[language] in page.text


def test_controls_know_bounds_choices_and_what_is_set(client: TestClient) -> None:
    page = client.get(
        "/analyses/reach?steps=4&cooperation=true&fields=arbeitsmarktintegration&lang=de", headers=PAGE
    ).text
    assert re.search(r'name="steps" value="4"[^>]* type="number" step="1" min="1" max="10"', page)
    assert re.search(r'name="cooperation" value="true" checked', page)
    assert '<optgroup label="Gremien">' in page
    assert '<input type="hidden" name="fields" value="arbeitsmarktintegration">' in page, "the scope stays"
    invite = client.get("/analyses/invite?topic_field=arbeitsmarktintegration&lang=de", headers=PAGE).text
    assert re.search(r'<select name="topic_field".*<option value="arbeitsmarktintegration" selected>', invite)
    assert re.search(r'name="since" value=""[^>]* type="date"', client.get("/analyses/changes", headers=PAGE).text)
    assert re.search(r'name="p" [^>]*step="any" min="0" max="0.5"', client.get("/analyses/overlap", headers=PAGE).text)


def test_csv_holds_the_table_that_is_named_and_the_first_without_a_name(client: TestClient) -> None:
    for entry in catalogue().values():
        names = table_ids(entry.result)
        address = f"/api/v1/analyses/{entry.id}?format=csv&lang=de"
        if names:
            assert client.get(address).content == client.get(f"{address}&table={names[0]}").content
        findings = client.get(f"{address}&table=findings")
        assert findings.text.lstrip("\ufeff").startswith("key,severity,grade")
        assert f"{entry.id}-findings-" in findings.headers["content-disposition"]
    other = client.get("/api/v1/analyses/overview?format=csv&table=parts").text
    assert "size,actors,members" in other
    assert other != client.get("/api/v1/analyses/overview?format=csv&table=fields").text


def test_a_table_that_is_not_there_and_a_table_in_another_form_are_refused_by_name(client: TestClient) -> None:
    found = problem(client.get("/api/v1/analyses/overlap?format=csv&table=nix"), 422, "invalid-parameter")
    assert found["errors"][0]["pointer"] == "/query/table"
    assert "pairs, seats, findings" in found["errors"][0]["detail"]
    for form in ("json", "xlsx"):
        refused = problem(client.get(f"/api/v1/analyses/overlap?format={form}&table=pairs"), 422, "invalid-parameter")
        assert "nur als CSV" in refused["detail"]


def test_a_page_links_the_csv_of_each_of_its_tables(client: TestClient) -> None:
    page = client.get("/analyses/overlap?fields=arbeitsmarktintegration&lang=de", headers=PAGE).text
    links = [html.unescape(one) for one in re.findall(r'href="(/api/v1/analyses/overlap[^"]*table=[^"]*)"', page)]
    assert ["table=pairs" in links[0], "table=seats" in links[1]] == [True, True]
    for link in links:
        assert "fields=arbeitsmarktintegration" in link
        assert client.get(link).status_code == 200


def test_an_empty_text_is_a_value_where_it_means_something(client: TestClient) -> None:
    api = "/api/v1/analyses/participation"
    assert client.get(f"{api}?types=").json()["params"]["types"] == ""
    assert client.get(api).json()["params"]["types"] != ""
    assert client.get(f"{api}?fields=&as_of=&lang=").status_code == 200, "a box left empty is none"
    page = client.get("/analyses/participation?types=&lang=de", headers=PAGE).text
    assert re.search(r'<input name="types" value=""', page)
    assert "0 Migrantenorganisationen" in page


def test_each_form_keeps_what_the_other_has_set(client: TestClient) -> None:
    address = "/analyses/reach?steps=4&body=&fields=arbeitsmarktintegration&levels=operative&lang=de"
    scope, settings = re.findall(
        r"<form action=\"/analyses/reach\".*?</form>", client.get(address, headers=PAGE).text, re.DOTALL
    )
    kept = '<input type="hidden" name="{}" value="{}">'
    assert kept.format("steps", "4") in scope
    assert kept.format("levels", "operative") in scope, "what the form has no box for"
    assert kept.format("fields", "arbeitsmarktintegration") not in scope, "it has a box of its own"
    assert kept.format("fields", "arbeitsmarktintegration") in settings
    assert kept.format("steps", "4") not in settings
    assert "(mindestens 1, höchstens 10)" in settings
