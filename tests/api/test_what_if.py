"""What if over the network: answered to readers, refused with the place of what does not apply, nothing stored."""

from starlette.testclient import TestClient

from graph_service.snapshot import Changes
from tests.api.asking import Make, problem

ASKED = "/api/v1/what-if"


def test_what_if_is_answered_and_stores_nothing(make: Make, seeds: dict[str, Changes]) -> None:
    client = make(seeds["musterkreis"])
    before = client.get("/healthz").status_code, client.get("/readyz").json()
    body = {"changes": [{"change": "ends", "id": "sprachschule-aufwind-schablonsdorf"}]}
    answered = client.post(ASKED, json=body)
    assert answered.status_code == 200
    found = answered.json()
    assert "field-bridges/single-bridge/sprache/wohnen" in {f["key"] for f in found["findings"]["resolved"]}
    assert found["invented"]
    assert answered.headers["cache-control"] == "no-store"
    assert (client.get("/healthz").status_code, client.get("/readyz").json()) == before


def test_the_scope_counts_for_what_if_too(client: TestClient) -> None:
    body = {"changes": [{"change": "ends", "id": "ag-migration"}]}
    problem(client.post(f"{ASKED}?fields=nope", json=body), 422, "invalid-parameter")


def test_what_does_not_apply_is_named_by_its_place(client: TestClient) -> None:
    told = problem(client.post(ASKED, json={"changes": [{"change": "ends", "id": "nobody"}]}), 422, "invalid-data")
    assert told["errors"][0]["pointer"] == "/changes/0/id"
    for body in ({}, {"changes": []}, {"changes": [{"change": "dances"}]}, {"changes": [{"id": "x"}]}):
        assert problem(client.post(ASKED, json=body), 422, "invalid-data")["errors"]
