"""The committee sheet over the network: three forms and a page, the scope counts, what is hidden stays hidden."""

import io
import zipfile

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from graph_service.api.http import TYPES
from graph_service.model import Actor, Body, FieldOfAction, MemberOf, WorksIn
from graph_service.snapshot import Changes
from graph_service.words import Visibility
from tests.api.asking import TOKENS, Make, problem

SHEET = "/api/v1/fields/deutsch-als-fremdsprache/sheet"


def test_the_sheet_comes_in_three_forms(client: TestClient) -> None:
    found = client.get(SHEET).json()
    assert (found["field"], found["invented"]) == ("deutsch-als-fremdsprache", False)
    assert [body["name"] for body in found["bodies"]] == ["Netzwerk Deutsch4U", "Netzwerk Integrationsmanagement"]
    text = client.get(SHEET, headers={"Accept": "text/markdown"})
    assert text.text.startswith("# Ausschussblatt: Deutsch als Fremdsprache\n")
    assert client.get(f"{SHEET}?format=md&lang=en").text.startswith("# Committee sheet: ")
    word = client.get(f"{SHEET}?format=docx")
    assert word.headers["content-type"] == TYPES["docx"]
    assert word.headers["content-disposition"] == 'attachment; filename="committee-sheet-r1.docx"'
    assert "Deutsch als Fremdsprache" in zipfile.ZipFile(io.BytesIO(word.content)).read("word/document.xml").decode()
    assert client.get(f"{SHEET}?format=docx").content == word.content
    assert client.get(f"{SHEET}?format=docx", headers={"If-None-Match": word.headers["etag"]}).status_code == 304


def test_the_page_says_the_same_and_leads_to_the_other_forms(client: TestClient) -> None:
    page = client.get("/fields/deutsch-als-fremdsprache/sheet?lang=de&as_of=2026-11-24").text
    assert "Ausschussblatt: Deutsch als Fremdsprache" in page
    assert "„Netzwerk Deutsch4U“ (Federführung: „WIR-Vielfaltszentrum Kreis Groß-Gerau“)" in page
    for form in ("docx", "md", "json"):
        assert f"as_of=2026-11-24&amp;format={form}" in page.replace("&format", "&amp;format")
    assert 'href="/fields/deutsch-als-fremdsprache/sheet"' in client.get("/fields/deutsch-als-fremdsprache").text
    assert "/sheet" not in client.get("/actors/buero-fuer-integration").text


def test_what_is_no_field_or_lies_outside_the_scope_is_not_found(client: TestClient) -> None:
    for path in ("/api/v1/fields/nix/sheet", "/api/v1/fields/ag-migration/sheet", f"{SHEET}?fields=sprachfoerderung"):
        problem(client.get(path), 404, "not-found")
    problem(client.get(f"{SHEET}?format=pdf"), 406, "not-acceptable")
    problem(client.get(f"{SHEET}?colour=red"), 422, "invalid-parameter")
    page = client.get("/fields/nix/sheet", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("form", ["json", "md"])
def test_the_sheet_neither_names_nor_counts_what_is_hidden(make: Make, form: str) -> None:
    seen, hidden = Visibility.PUBLIC, Visibility.RESTRICTED
    nodes = (
        FieldOfAction(id="f", name="Feld", visibility=seen), FieldOfAction(id="secret", name="Whisper", visibility=hidden),
        Actor(id="a", name="Whisper", source="Whisper", visibility=hidden), Body(id="o", name="Offen", visibility=seen),
        Body(id="b", name="Whisper", visibility=hidden),
    )  # fmt: skip
    ties = (
        WorksIn(source_id="o", target_id="f", visibility=seen), WorksIn(source_id="b", target_id="f", visibility=seen),
        MemberOf(source_id="a", target_id="o", visibility=seen),
    )  # fmt: skip
    tokens = {role: SecretStr(token) for role, token in TOKENS.items()}
    client = make(Changes(nodes=nodes, ties=ties), tokens=tokens, public=True)
    answer = client.get(f"/api/v1/fields/f/sheet?format={form}")
    assert "Whisper" not in answer.text
    assert "Whisper" not in client.get("/fields/f/sheet").text
    if form == "json":
        assert (answer.json()["actors"], answer.json()["bodies_in_all"]) == (0, 1)
    problem(client.get("/api/v1/fields/secret/sheet"), 404, "not-found")
