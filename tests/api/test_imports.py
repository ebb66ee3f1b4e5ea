"""Lists over the API: seen first, wished about, taken over; editors only; nothing of the file stays."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from graph_service.api import drafts
from graph_service.snapshot import Changes
from tests.api.asking import TOKENS, Make, bearer, problem
from tests.exchange.offices import book, typed_by_hand

BETHA = "actor:bildungswerk betha"


def bring(client: TestClient, data: bytes | None = None, name: str = "liste.xlsx", **headers: str) -> Any:
    return client.post(f"/api/v1/imports?name={name}", content=data or typed_by_hand(), headers=headers)


def apply(client: TestClient, seen: dict[str, Any], **headers: str) -> Any:
    address = f"/api/v1/imports/{seen['id']}/application"
    return client.post(address, json={"note": "Liste"}, headers={"If-Match": f'"{seen["revision"]}"', **headers})


def test_a_list_is_seen_wished_about_and_taken_over(make: Make) -> None:
    client = make(Changes())
    brought = bring(client)
    assert brought.status_code == 201
    seen = brought.json()
    assert seen["counts"]["new"] == {"nodes": 12, "ties": 15}
    assert seen["revision"] == 1
    assert seen["checksum"].startswith("sha256:")
    assert [question["key"] for question in seen["questions"]] == [BETHA]
    assert client.get("/api/v1/nodes/ag-sprache").status_code == 404, "nothing is written yet"
    wished = client.post(
        f"/api/v1/imports/{seen['id']}/wishes", json={"decisions": {BETHA: "=actor:bildungswerk beta"}}
    ).json()
    assert wished["counts"]["new"] == {"nodes": 12, "ties": 16}
    done = apply(client, wished)
    assert (done.status_code, done.json()) == (201, {"revision": 2})
    assert client.get("/api/v1/nodes/bildungswerk-beta").json()["aliases"] == ["Bildungswerk Betha"]
    entry = client.get("/api/v1/changes?since=1").json()["items"][0]
    assert entry["note"] == "Liste"
    problem(apply(client, wished), 404, "not-found")


def test_what_is_wrong_is_refused_whole(client: TestClient) -> None:
    seen = bring(client, book({"Akteure": [["Akteur", "Ebene"], ["Alpha", "Mond"]]})).json()
    assert seen["faults"][0]["place"] == "liste.xlsx › Akteure!B2"
    body = problem(apply(client, seen), 422, "invalid-data")
    assert body["errors"][0]["pointer"] == "liste.xlsx › Akteure!B2"
    lenient = client.post(f"/api/v1/imports/{seen['id']}/wishes", json={"leave_out": True}).json()
    assert lenient["left_out_count"] == 1
    assert apply(client, lenient).status_code == 201


def test_a_change_in_between_asks_for_a_new_look(client: TestClient) -> None:
    seen = bring(client).json()
    changed = {"changes": {"nodes": [{"kind": "field", "id": "x", "name": "X"}]}}
    client.post("/api/v1/changes", json=changed, headers={"If-Match": '"1"'})
    problem(apply(client, seen), 412, "stale-revision")
    again = client.post(f"/api/v1/imports/{seen['id']}/wishes", json={}).json()
    assert again["revision"] == 2
    assert apply(client, again).status_code == 201


def test_a_mapping_is_kept_by_name(client: TestClient) -> None:
    data = book({"Tabelle1": [["Haus", "Ebene"], ["Alpha", "Kreis"]]})
    seen = bring(client, data).json()
    assert seen["sheets"][0]["form"] == ""
    sheets = [{"sheet": "Tabelle1", "form": "actor", "columns": {"Haus": "name"}}]
    told = client.post(f"/api/v1/imports/{seen['id']}/wishes", json={"sheets": sheets, "save_profile": "Häuser"}).json()
    assert told["counts"]["new"]["nodes"] == 1
    assert client.get("/api/v1/import-profiles").json()["items"][0]["name"] == "Häuser"
    again = client.post("/api/v1/imports?name=l.xlsx&profile=Häuser", content=data).json()
    assert again["counts"]["new"]["nodes"] == 1
    problem(client.post("/api/v1/imports?name=l.xlsx&profile=nix", content=data), 404, "not-found")


@pytest.mark.parametrize(
    ("data", "status", "slug"),
    [(b"PK\x03\x04nope", 422, "invalid-data"), (b"", 422, "invalid-data"), (b"x" * 6_000_000, 413, "too-large")],
)
def test_a_bad_file_is_a_problem(client: TestClient, data: bytes, status: int, slug: str) -> None:
    problem(client.post("/api/v1/imports?name=l.xlsx", content=data), status, slug)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("imports/nope/wishes", {}), ("imports/nope/application", {}),
    ],
)  # fmt: skip
def test_a_draft_that_is_gone_says_so(client: TestClient, path: str, body: dict[str, Any]) -> None:
    assert (
        "30"
        in problem(client.post(f"/api/v1/{path}", json=body, headers={"If-Match": '"1"'}), 404, "not-found")["detail"]
    )


def test_a_wrong_wish_is_refused(client: TestClient) -> None:
    seen = bring(client).json()
    address = f"/api/v1/imports/{seen['id']}/wishes"
    problem(client.post(address, json={"nonsense": 1}), 422, "invalid-data")
    problem(client.post(address, json={"as_of": "gestern"}), 422, "invalid-data")
    without = client.post(f"/api/v1/imports/{seen['id']}/application", json={})
    problem(without, 428, "precondition-missing")


def test_only_editors_bring_lists(make: Make) -> None:
    client = make(tokens=TOKENS)
    assert bring(client, None, "l.xlsx", **bearer("internal")).status_code == 403
    assert bring(client).status_code == 401
    seen = bring(client, None, "l.xlsx", **bearer("editor")).json()
    assert apply(client, seen, **bearer("internal")).status_code == 403
    assert apply(client, seen, **bearer("editor")).status_code == 201
    assert client.get("/api/v1/import-profiles", headers=bearer("internal")).status_code == 403


def test_another_origin_cannot_bring_or_take_over(client: TestClient) -> None:
    assert bring(client, None, "l.xlsx", Origin="https://elsewhere.example").status_code == 403


def test_no_cell_of_a_column_of_persons_is_held(client: TestClient) -> None:
    seen = bring(client).json()
    held = client.app.state.service.drafts.find(seen["id"])  # type: ignore[attr-defined]
    cells = [cell for grid in held.read.grids for line in grid.lines for cell in line.cells]
    assert "Kontakt A" not in cells
    assert not any("06000" in cell for cell in cells)


def test_few_drafts_are_held_and_not_for_long(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first = bring(client).json()
    for _ in range(8):
        last = bring(client).json()
    assert client.post(f"/api/v1/imports/{first['id']}/wishes", json={}).status_code == 404
    monkeypatch.setattr(drafts, "KEPT_SECONDS", -1)
    assert client.post(f"/api/v1/imports/{last['id']}/wishes", json={}).status_code == 404


def test_erasing_leaves_nothing_in_drafts_or_memory(client: TestClient) -> None:
    seen = bring(client).json()
    memory = client.app.state.service.memory  # type: ignore[attr-defined]
    memory.set_apart("buero-fuer-integration", "ag-migration")
    client.post("/api/v1/erasures", json={"ids": ["ag-migration"]})
    assert memory.all().apart == ()
    assert client.post(f"/api/v1/imports/{seen['id']}/wishes", json={}).status_code == 404
