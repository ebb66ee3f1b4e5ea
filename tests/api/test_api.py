"""The API as a program meets it: envelopes, problems, conditions, roles, formats, hostile input."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from openpyxl import load_workbook
from pydantic import SecretStr
from starlette.testclient import TestClient

from graph_service.analyses import catalogue
from graph_service.errors import ServiceError
from graph_service.model import Actor
from graph_service.snapshot import Changes
from graph_service.words import Visibility
from tests.api.asking import TOKENS, Make, bearer, problem, put
from tests.conftest import DAY


def test_lists_come_in_pages_that_join_up(client: TestClient) -> None:
    seen: list[str] = []
    url = "/api/v1/nodes?limit=50"
    while url:
        body = client.get(url).json()
        assert set(body) == {"items", "self", "next"}
        seen += [row["id"] for row in body["items"]]
        url = body["next"]
    assert len(seen) == 173
    assert seen == sorted(set(seen))


def test_search_reads_umlauts_either_way(client: TestClient) -> None:
    found = [
        client.get("/api/v1/nodes", params={"q": q}).json()["items"]
        for q in ("Ruesselsheim", "RÜSSELSHEIM", "rüsselsheim am")
    ]
    assert found[0] == found[1] != []
    assert found[2] != []


def test_filters_by_kind_and_node(client: TestClient) -> None:
    bodies = client.get("/api/v1/nodes?kind=body&limit=1000").json()["items"]
    assert len(bodies) == 41
    ties = client.get("/api/v1/ties?node=buero-fuer-integration").json()["items"]
    assert ties
    assert all("buero-fuer-integration" in (t["source_id"], t["target_id"]) for t in ties)


@pytest.mark.parametrize(
    ("method", "url", "status", "slug"),
    [
        ("GET", "/api/v1/nix", 404, "not-found"),
        ("GET", "/api/v1/nodes/nix", 404, "not-found"),
        ("GET", "/api/v1/ties/nix", 404, "not-found"),
        ("GET", "/api/v1/analyses/nix", 404, "not-found"),
        ("POST", "/api/v1/nodes", 405, "wrong-method"),
        ("GET", "/api/v1/nodes?format=pdf", 406, "not-acceptable"),
        ("GET", "/api/v1/nodes?colour=red", 422, "invalid-parameter"),
        ("GET", "/api/v1/nodes?limit=0", 422, "invalid-parameter"),
        ("GET", "/api/v1/nodes?cursor=%FF", 422, "invalid-parameter"),
        ("GET", "/api/v1/nodes?kind=person", 422, "invalid-parameter"),
        ("GET", "/api/v1/analyses/overview?as_of=2026-02-31", 422, "invalid-parameter"),
        ("GET", "/api/v1/analyses/overview?fields=nix", 422, "invalid-parameter"),
        ("GET", "/api/v1/analyses/field-bridges?draws=0", 422, "invalid-parameter"),
        ("GET", "/api/v1/nodes?q=" + "x" * 9000, 413, "too-large"),
        ("DELETE", "/api/v1/nodes/buero-fuer-integration", 428, "precondition-missing"),
    ],
)
def test_every_fault_is_one_problem_in_the_readers_language(
    client: TestClient, method: str, url: str, status: int, slug: str
) -> None:
    german = problem(client.request(method, url), status, slug)
    english = problem(client.request(method, url, headers={"Accept-Language": "en"}), status, slug)
    assert german["detail"] != english["detail"]
    help_page = client.get(german["type"], headers={"Accept": "text/html"})
    assert help_page.status_code == 200


def test_wrong_method_names_the_right_ones(client: TestClient) -> None:
    assert "GET" in client.post("/api/v1/nodes").headers["allow"]


@pytest.mark.parametrize("analysis", sorted(catalogue()))
def test_every_analysis_answers_with_one_envelope(client: TestClient, analysis: str) -> None:
    body = client.get(f"/api/v1/analyses/{analysis}").json()
    assert set(body) == {"analysis", "version", "revision", "invented", "scope", "params", "result", "links"}
    assert body["scope"]["as_of"] == DAY.isoformat()
    csv = client.get(f"/api/v1/analyses/{analysis}?format=csv")
    assert csv.headers["content-type"].startswith("text/csv")
    assert csv.content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("url", ["nodes?kind=actor", "ties?kind=leads", "reports/gaps?", "analyses/field-bridges?"])
def test_tables_open_in_a_spreadsheet(client: TestClient, url: str) -> None:
    response = client.get(f"/api/v1/{url}&format=xlsx")
    sheets = load_workbook(io.BytesIO(response.content)).worksheets
    assert sheets[0].max_row > 2
    assert client.get(f"/api/v1/{url}&format=xlsx").content == response.content


def test_what_the_reader_has_already_is_not_made_again(client: TestClient) -> None:
    first = client.get("/api/v1/reports/gaps")
    tag = first.headers["etag"]
    again = client.get("/api/v1/reports/gaps", headers={"If-None-Match": f'"x", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/api/v1/reports/gaps?lang=en", headers={"If-None-Match": tag}).status_code == 200
    assert client.get("/api/v1/reports/gaps?format=md", headers={"If-None-Match": tag}).status_code == 200
    put(client, "neu", {"kind": "actor", "name": "Neu"}, {"If-None-Match": "*"})
    assert client.get("/api/v1/reports/gaps", headers={"If-None-Match": tag}).status_code == 200


def test_head_is_a_get_without_a_body(client: TestClient) -> None:
    head, get = client.head("/api/v1/nodes"), client.get("/api/v1/nodes")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == client.get("/api/v1/nodes").headers["etag"] == get.headers["etag"]


@pytest.mark.parametrize(
    ("accept", "media"),
    [("text/markdown", "text/markdown"), ("text/csv;q=0.9, application/json;q=0.1", "text/csv"), ("*/*", "application/json"),
     ("text/*", "text/csv")],
)  # fmt: skip
def test_accept_is_weighed(client: TestClient, accept: str, media: str) -> None:
    assert client.get("/api/v1/reports/gaps", headers={"Accept": accept}).headers["content-type"].startswith(media)


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("graphml", b"<?xml"),
        ("gexf", b"<?xml"),
        ("zip", b"PK"),
        ("xlsx", b"PK"),
        ("json", b"{"),
        ("kumu", b"{"),
        ("cypher", b"CREATE"),
    ],
)
def test_the_network_goes_out_in_every_format(client: TestClient, form: str, start: bytes) -> None:
    response = client.get(f"/api/v1/network?format={form}")
    assert response.content.startswith(start)
    ending = "kumu.json" if form == "kumu" else form
    if form != "json":
        assert re.search(rf'filename="network-r1\.{ending}"', response.headers["content-disposition"])


def test_a_row_is_written_read_changed_and_ended(client: TestClient) -> None:
    made = put(client, "neu", {"kind": "actor", "name": "Neu & <b>"}, {"If-None-Match": "*"})
    assert (made.status_code, made.json()["revision"]) == (201, 2)
    assert client.get("/api/v1/nodes/neu").json()["name"] == "Neu & <b>"
    problem(put(client, "neu", {"kind": "actor", "name": "x"}, {"If-None-Match": "*"}), 412, "stale-revision")
    problem(put(client, "neu", {"kind": "actor", "name": "x"}, {"If-Match": '"1"'}), 412, "stale-revision")
    assert put(client, "neu", {"kind": "actor", "name": "Neuer"}, {"If-Match": '"2"'}).json()["revision"] == 3
    tie = {"kind": "member_of", "source_id": "neu", "target_id": "ag-migration"}
    key = "member_of:neu:ag-migration:"
    assert client.put(f"/api/v1/ties/{key}", json=tie, headers={"If-None-Match": "*"}).status_code == 201
    assert client.get(f"/api/v1/ties/{key}").json()["role"] == "member"
    hanging = problem(client.delete("/api/v1/nodes/neu", headers={"If-Match": '"4"'}), 409, "conflict")
    assert hanging["errors"][0]["pointer"] == key
    assert client.delete("/api/v1/nodes/neu?with_ties=true", headers={"If-Match": '"4"'}).status_code == 204
    problem(client.get("/api/v1/nodes/neu"), 404, "not-found")
    log = client.get("/api/v1/changes?since=1").json()["items"]
    assert [entry["revision"] for entry in log] == [2, 3, 4, 5]
    assert client.post("/api/v1/erasures", json={"ids": ["neu"]}).status_code == 201
    assert "Neuer" not in client.get("/api/v1/changes").text


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "actor"},
        {"kind": "person", "name": "x"},
        {"kind": "actor", "name": "x" * 1_000_000},
        {"kind": "actor", "name": "a\u0000b"},
        {"kind": "actor", "name": "a\u202eb"},
        {"kind": "actor", "name": "x", "phone": "123"},
        {"kind": "actor", "name": "x", "as_of": "2026-13"},
        {"kind": "actor", "name": "x", "valid_from": "2026", "valid_to": "2025"},
        {"kind": "actor", "name": "x", "website": "javascript:alert(1)"},
        {"kind": "actor", "name": "x", "id": "other"},
        {"kind": "actor", "name": ["x"]},
    ],
)
def test_bad_rows_are_refused_with_their_place_and_nothing_is_written(client: TestClient, body: dict[str, Any]) -> None:
    refused = put(client, "neu", body, {"If-None-Match": "*"})
    found = problem(refused, 422, "invalid-data")
    assert found["errors"]
    assert "pydantic" not in refused.text
    assert "Input should" not in refused.text
    assert client.get("/readyz").json()["revision"] == 1


def test_a_body_that_is_no_json_or_too_large_is_refused(client: TestClient) -> None:
    headers = {"Content-Type": "application/json", "If-None-Match": "*"}
    problem(client.put("/api/v1/nodes/x", content=b"{", headers=headers), 422, "invalid-parameter")
    problem(client.put("/api/v1/nodes/x", content=b" " * 6_000_000, headers=headers), 413, "too-large")

    def parts() -> Iterator[bytes]:
        for _ in range(700):
            yield b" " * 10_000

    problem(client.put("/api/v1/nodes/x", content=parts(), headers=headers), 413, "too-large")


def test_a_batch_is_written_whole_or_not_at_all(client: TestClient) -> None:
    good = {"changes": {"nodes": [{"kind": "actor", "id": "n1", "name": "N"}]}, "note": "list"}
    bad = {"changes": {**good["changes"], "ties": [{"kind": "leads", "source_id": "n1", "target_id": "nix"}]}}  # type: ignore[dict-item]
    problem(client.post("/api/v1/changes", json=bad, headers={"If-Match": "1"}), 409, "conflict")
    problem(client.get("/api/v1/nodes/n1"), 404, "not-found")
    assert client.post("/api/v1/changes", json=good, headers={"If-Match": "1"}).status_code == 201


HIDDEN = Changes(
    nodes=(
        Actor(id="open", name="Open", visibility=Visibility.PUBLIC),
        Actor(id="inside", name="Inside"),
        Actor(id="secret", name="Secret", visibility=Visibility.RESTRICTED),
    )
)


def test_each_role_sees_and_does_what_it_may(make: Make) -> None:
    client = make(HIDDEN, tokens={role: SecretStr(token) for role, token in TOKENS.items()}, public=True)

    def seen(headers: dict[str, str]) -> list[str]:
        return [row["id"] for row in client.get("/api/v1/nodes", headers=headers).json()["items"]]

    assert seen({}) == ["open"]
    assert seen(bearer("internal")) == ["inside", "open"]
    assert seen(bearer("admin")) == ["inside", "open", "secret"]
    problem(client.get("/api/v1/nodes/secret", headers=bearer("editor")), 404, "not-found")
    assert "Secret" not in client.get("/api/v1/changes", headers=bearer("editor")).text
    new = {"kind": "actor", "name": "New"}
    problem(put(client, "new", new, {"If-None-Match": "*"}), 403, "forbidden")
    problem(put(client, "new", new, {"If-None-Match": "*", **bearer("internal")}), 403, "forbidden")
    assert put(client, "new", new, {"If-None-Match": "*", **bearer("editor")}).status_code == 201
    problem(client.post("/api/v1/erasures", json={"ids": ["open"]}, headers=bearer("editor")), 403, "forbidden")
    problem(client.get("/api/v1/nodes", headers={"Authorization": "Bearer wrong"}), 401, "not-allowed")


def test_without_a_token_nothing_is_shown_and_the_browser_is_told_to_ask(make: Make) -> None:
    client = make(HIDDEN, token=SecretStr("admin-token-0123456789"))
    response = client.get("/api/v1/nodes")
    problem(response, 401, "not-allowed")
    assert response.headers["www-authenticate"].startswith("Basic")
    assert client.get("/api/v1/nodes", auth=("anybody", "admin-token-0123456789")).status_code == 200
    assert client.get("/healthz").status_code == 200


def test_foreign_hosts_and_origins_are_refused(client: TestClient) -> None:
    problem(client.get("/api/v1/nodes", headers={"Host": "evil.example"}), 403, "forbidden")
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        problem(put(client, "x", {"kind": "actor", "name": "X"}, {"If-None-Match": "*", **headers}), 403, "forbidden")


def test_too_many_requests_are_slowed_down(make: Make) -> None:
    client = make(requests_per_minute=5)
    answers = [client.get("/healthz") for _ in range(8)]
    assert [a.status_code for a in answers][:5] == [200] * 5
    problem(answers[-1], 429, "too-many-requests")
    assert answers[-1].headers["retry-after"]


def test_a_store_that_fails_is_said_in_words_and_without_a_trace(make: Make) -> None:
    client = make()
    client.app.state.service.store.close()  # type: ignore[attr-defined]
    response = client.get("/api/v1/nodes")
    problem(response, 503, "store-unavailable")
    assert "Traceback" not in response.text
    assert client.get("/healthz").status_code == 200
    problem(client.get("/readyz"), 503, "store-unavailable")


def test_an_error_of_ours_is_not_shown(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    client = make()
    monkeypatch.setattr(client.app.state.service, "store", None)  # type: ignore[attr-defined]
    response = client.get("/api/v1/nodes")
    problem(response, 500, "unexpected")
    assert "NoneType" not in response.text
    assert response.headers["content-security-policy"]


def test_every_answer_carries_the_policy(client: TestClient) -> None:
    for url in ("/", "/map", "/api/v1/nodes", "/nix", "/api/docs", "/healthz"):
        headers = client.get(url).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_the_document_describes_every_route_once(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()
    ids = [op["operationId"] for methods in document["paths"].values() for op in methods.values()]
    assert len(ids) == len(set(ids))
    assert {f"/api/v1/analyses/{name}" for name in catalogue()} <= set(document["paths"])


def test_the_catalogue_of_problems_is_complete(client: TestClient) -> None:
    kinds, waiting = set(), [ServiceError]
    while waiting:
        kind = waiting.pop()
        kinds.add(kind.slug)
        waiting += kind.__subclasses__()
    for slug in kinds:
        assert client.get(f"/problems/{slug}").status_code == 200


def test_gauges_tell_how_large_the_network_is(client: TestClient) -> None:
    text = client.get("/metrics").text
    assert "graph_service_nodes 173.0" in text
    assert "buero-fuer" not in text
