"""Doubles among what is stored: listed, merged, told apart, taken back; for editors."""

import re

import pytest
from starlette.testclient import TestClient

from graph_service.snapshot import Changes
from tests.api.asking import TOKENS, Make, bearer, problem
from tests.exchange.test_lists_doubles import BODIES, ONE, OTHER, TIES

PAIR = {"one": "diakonie", "other": "dw-gg"}
STORED = Changes(nodes=(ONE, OTHER, *BODIES), ties=TIES)
HTML = {"Accept": "text/html", "Accept-Language": "de"}


@pytest.fixture
def client(make: Make) -> TestClient:
    return make(STORED)


def items(client: TestClient) -> list[dict[str, object]]:
    found: list[dict[str, object]] = client.get("/api/v1/doubles").json()["items"]
    return found


def test_they_are_listed_and_told_apart_for_good(client: TestClient) -> None:
    assert [(item["one"], item["other"]) for item in items(client)] == [("diakonie", "dw-gg")]
    assert client.post("/api/v1/distinctions", json=PAIR).status_code == 201
    assert items(client) == []
    problem(client.post("/api/v1/distinctions", json={"one": "x"}), 422, "invalid-data")


def test_they_are_merged_for_the_revision_that_was_seen(client: TestClient) -> None:
    body = {"keep": "dw-gg", "drop": "diakonie"}
    problem(client.post("/api/v1/merges", json=body), 428, "precondition-missing")
    problem(client.post("/api/v1/merges", json=body, headers={"If-Match": '"7"'}), 412, "stale-revision")
    problem(client.post("/api/v1/merges", json={**body, "drop": "nix"}, headers={"If-Match": '"1"'}), 404, "not-found")
    assert client.post("/api/v1/merges", json=body, headers={"If-Match": '"1"'}).status_code == 201
    assert client.get("/api/v1/nodes/dw-gg").json()["aliases"] == ["DWGG", "Diakonie Groß-Gerau"]
    assert client.get("/api/v1/nodes/diakonie").status_code == 404


def test_the_page_merges_and_the_history_takes_it_back(client: TestClient) -> None:
    page = client.get("/doubles", headers=HTML).text
    assert "Zusammenführen: „Diakonisches Werk GG“ bleibt (jetzt 2 Verbindungen)" in page
    token = re.search(r'name="_token" value="([0-9a-f]+)"', page)
    assert token
    form = {"_token": token[1], **PAIR, "revision": "1", "do": "other"}
    assert client.post("/doubles", data={**form, "_token": "x"}, headers=HTML).status_code == 422
    assert client.post("/doubles", data={**form, "revision": "9"}, headers=HTML).status_code == 422
    done = client.post("/doubles", data=form, headers=HTML)
    assert str(done.url).endswith("/history/2")
    assert "Keine wahrscheinlichen Doppelten" in client.get("/doubles", headers=HTML).text
    client.post("/history/2/undo", data={"_token": token[1]}, headers=HTML)
    assert client.get("/api/v1/nodes/diakonie").json()["name"] == "Diakonie Groß-Gerau"


def test_not_the_same_on_the_page(client: TestClient) -> None:
    page = client.get("/doubles", headers=HTML).text
    token = re.search(r'name="_token" value="([0-9a-f]+)"', page)
    assert token
    said = client.post("/doubles", data={"_token": token[1], **PAIR, "revision": "1", "do": "apart"}, headers=HTML)
    assert "Keine wahrscheinlichen Doppelten" in said.text


def test_only_editors_and_only_what_they_see(make: Make) -> None:
    client = make(STORED, tokens=TOKENS)
    assert client.get("/api/v1/doubles", headers=bearer("internal")).status_code == 403
    assert client.get("/api/v1/doubles", headers=bearer("editor")).json()["items"] == [], "one of them is restricted"
    body = {"keep": "dw-gg", "drop": "diakonie"}
    problem(client.post("/api/v1/merges", json=body, headers={"If-Match": '"1"', **bearer("editor")}), 404, "not-found")
    assert len(client.get("/api/v1/doubles", headers=bearer("admin")).json()["items"]) == 1
