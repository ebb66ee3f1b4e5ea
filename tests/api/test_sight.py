"""Nothing a reader may not see shows, in whatever way they ask; nothing a writer may not see can be touched."""

from typing import Any

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from graph_service.analyses import catalogue
from graph_service.model import NODE_KINDS, Actor, Body, FieldOfAction, MemberOf, Municipality
from graph_service.snapshot import Changes
from graph_service.words import Visibility
from tests.api.asking import TOKENS, Make, bearer, problem, put

PUBLIC, RESTRICTED = Visibility.PUBLIC, Visibility.RESTRICTED
SEEN = "member_of:inside:ag:"
COVERED = "member_of:other:ag:"
LAID_BARE = "member_of:open:hidden-body:"
NETWORK = Changes(
    nodes=(
        Actor(id="open", name="Open", visibility=PUBLIC),
        Actor(id="inside", name="Inside"),
        Actor(id="other", name="Other"),
        Actor(id="hidden-actor", name="Whisper", visibility=RESTRICTED),
        Body(id="ag", name="AG", visibility=PUBLIC),
        Body(id="hidden-body", name="Whisper", visibility=RESTRICTED),
        FieldOfAction(id="hidden-field", name="Whisper", visibility=RESTRICTED),
        Municipality(id="hidden-town", name="Whisper", visibility=RESTRICTED),
    ),
    ties=(
        MemberOf(source_id="inside", target_id="ag"),
        MemberOf(source_id="other", target_id="ag", visibility=RESTRICTED),
        MemberOf(source_id="open", target_id="hidden-body", visibility=PUBLIC),  # public by mistake, its end is not
    ),
)


@pytest.fixture
def guarded(make: Make) -> TestClient:
    return make(NETWORK, tokens={role: SecretStr(token) for role, token in TOKENS.items()}, public=True)


def as_editor(**more: str) -> dict[str, str]:
    return {**bearer("editor"), **{name.replace("_", "-"): value for name, value in more.items()}}


READS = ["nodes", "ties", "changes", "network", "network?format=graphml", "reports/gaps?format=md", "analyses/overview",
         "analyses/structure", "analyses/coverage", "nodes?as_of=any", "nodes/open", "ties?node=open"]  # fmt: skip


@pytest.mark.parametrize("role", ["", "internal", "editor"])
@pytest.mark.parametrize("url", READS)
def test_no_answer_names_what_is_hidden(guarded: TestClient, role: str, url: str) -> None:
    answer = guarded.get(f"/api/v1/{url}", headers=bearer(role) if role else {})
    assert answer.status_code == 200
    assert "hidden" not in answer.text
    assert "Whisper" not in answer.text
    if not role:
        assert "inside" not in answer.text


PAGES = ["/", "/report", "/map", "/matrix", "/coverage", "/analyses", "/search?q=i", "/actors/open", "/bodies/ag",
         *(f"/{cls.spec.path}" for cls in NODE_KINDS.values()), *(f"/analyses/{name}" for name in catalogue())]  # fmt: skip


@pytest.mark.parametrize("role", ["", "editor"])
def test_no_page_names_or_counts_what_is_hidden(guarded: TestClient, role: str) -> None:
    headers = bearer(role) if role else {}
    for url in PAGES:
        page = guarded.get(url, headers=headers)
        assert page.status_code == 200, url
        assert "hidden-" not in page.text, url
        assert "Whisper" not in page.text, url
        assert role or "nside" not in page.text, url
    told = {}
    for name in ("hidden-actor", "no-such-actor"):
        missing = guarded.get(f"/actors/{name}", headers={**headers, "Accept": "text/html"})
        assert missing.status_code == 404
        told[name] = missing.text.replace(name, "…")
    assert len(set(told.values())) == 1


@pytest.mark.parametrize("url", ["nodes", "nodes/open", "network", "network?format=graphml", "network?format=gexf",
                                 "reports/gaps", "reports/gaps?format=md", "analyses/overview", "changes"])  # fmt: skip
def test_no_digest_of_hidden_rows_goes_out(guarded: TestClient, url: str) -> None:
    digest = guarded.get("/api/v1/network", headers=bearer("admin")).json()["revision"][1]
    assert len(digest) == 64
    for headers in ({}, bearer("internal"), bearer("editor")):
        assert digest[:12] not in guarded.get(f"/api/v1/{url}", headers=headers).text
    done = put(guarded, "new", {"kind": "actor", "name": "New"}, as_editor(If_None_Match="*"))
    assert "digest" not in done.text


def test_a_write_to_hidden_rows_alone_is_not_in_the_log_of_others(guarded: TestClient) -> None:
    admin = {**bearer("admin"), "If-Match": '"1"'}
    assert put(guarded, "hidden-actor", {"kind": "actor", "name": "W", "visibility": "restricted"}, admin).is_success

    def told(headers: dict[str, str]) -> list[int]:
        return [entry["revision"] for entry in guarded.get("/api/v1/changes", headers=headers).json()["items"]]

    assert told(bearer("admin")) == [1, 2]
    assert told(bearer("editor")) == told({}) == [1]


@pytest.mark.parametrize("name", ["fields", "municipalities"])
def test_a_hidden_filter_is_as_unknown_as_one_that_is_not_there(guarded: TestClient, name: str) -> None:
    told = []
    for value in ("hidden-field" if name == "fields" else "hidden-town", "nothing"):
        refused = guarded.get(f"/api/v1/nodes?{name}={value}", headers=bearer("editor"))
        told.append(problem(refused, 422, "invalid-parameter")["detail"].replace(value, "…"))
    assert told[0] == told[1]


def test_an_editor_cannot_write_over_a_hidden_tie(guarded: TestClient) -> None:
    row = {"kind": "member_of", "source_id": "other", "target_id": "ag"}
    for condition in ({"If_Match": '"1"'}, {"If_None_Match": "*"}):
        refused = guarded.put(f"/api/v1/ties/{COVERED}", json=row, headers=as_editor(**condition))
        problem(refused, 409, "conflict")
    assert guarded.get(f"/api/v1/ties/{COVERED}", headers=bearer("admin")).json()["visibility"] == "restricted"


def test_an_editor_cannot_write_over_a_hidden_node(guarded: TestClient) -> None:
    for condition in ({"If_Match": '"1"'}, {"If_None_Match": "*"}):
        refused = put(guarded, "hidden-actor", {"kind": "actor", "name": "Mine"}, as_editor(**condition))
        problem(refused, 409, "conflict")
    assert guarded.get("/api/v1/nodes/hidden-actor", headers=bearer("admin")).json()["name"] == "Whisper"


def test_a_hidden_end_is_refused_like_one_that_is_not_there(guarded: TestClient) -> None:
    told = []
    for end in ("hidden-body", "no-such-body"):
        row = {"kind": "member_of", "source_id": "inside", "target_id": end}
        refused = guarded.put(f"/api/v1/ties/member_of:inside:{end}:", json=row, headers=as_editor(If_None_Match="*"))
        told.append(problem(refused, 409, "conflict")["errors"][0]["detail"].replace(end, "…"))
    assert told[0] == told[1]


@pytest.mark.parametrize("url", [f"ties/{COVERED}", f"ties/{LAID_BARE}", "nodes/hidden-actor", "nodes/hidden-body"])
def test_an_editor_cannot_end_what_is_hidden(guarded: TestClient, url: str) -> None:
    problem(guarded.delete(f"/api/v1/{url}", headers=as_editor(If_Match='"1"')), 404, "not-found")
    assert guarded.get(f"/api/v1/{url}", headers=bearer("admin")).status_code == 200


def test_ending_a_node_never_ends_hidden_ties_along_with_it(guarded: TestClient) -> None:
    for more in ("", "?with_ties=true"):
        refused = guarded.delete(f"/api/v1/nodes/ag{more}", headers=as_editor(If_Match='"1"'))
        problem(refused, 409, "conflict")
        assert COVERED not in refused.text
    admin = {**bearer("admin"), "If-Match": '"1"'}
    assert guarded.delete("/api/v1/nodes/ag?with_ties=true", headers=admin).status_code == 204


BATCHES: list[tuple[dict[str, Any], int, str]] = [
    ({"drop_nodes": ["hidden-actor"]}, 404, "not-found"),
    ({"drop_ties": [COVERED]}, 404, "not-found"),
    ({"drop_ties": ["no:such:tie:"]}, 404, "not-found"),
    ({"drop_nodes": ["other"]}, 409, "conflict"),
    ({"nodes": [{"kind": "actor", "id": "hidden-actor", "name": "Mine"}]}, 409, "conflict"),
    ({"nodes": [{"kind": "actor", "id": "new", "name": "N", "visibility": "restricted"}]}, 422, "invalid-data"),
    ({"ties": [{"kind": "member_of", "source_id": "other", "target_id": "ag"}]}, 409, "conflict"),
    ({"ties": [{"kind": "member_of", "source_id": "other", "target_id": "hidden-body"}]}, 409, "conflict"),
]


@pytest.mark.parametrize(("changes", "status", "slug"), BATCHES)
def test_a_batch_reaches_no_further_than_its_writer_sees(
    guarded: TestClient, changes: dict[str, Any], status: int, slug: str
) -> None:
    refused = guarded.post("/api/v1/changes", json={"changes": changes}, headers=as_editor(If_Match='"1"'))
    found = problem(refused, status, slug)
    assert guarded.get("/readyz").json()["revision"] == 1
    if slug == "invalid-data":
        assert found["errors"][0]["pointer"] == "/changes/nodes/0/visibility"


def test_an_editor_still_writes_what_they_see(guarded: TestClient) -> None:
    done = guarded.post(
        "/api/v1/changes",
        json={"changes": {"drop_nodes": ["inside"], "drop_ties": [SEEN],
                          "nodes": [{"kind": "actor", "id": "new", "name": "New"}],
                          "ties": [{"kind": "member_of", "source_id": "new", "target_id": "ag"}]}},
        headers=as_editor(If_Match='"1"'),
    )  # fmt: skip
    assert (done.status_code, done.json()["revision"]) == (201, 2)


def test_what_is_hidden_by_now_is_gone_from_the_old_log_too(guarded: TestClient) -> None:
    assert "Inside" in guarded.get("/api/v1/changes", headers=bearer("editor")).text
    hidden = {"kind": "actor", "name": "Inside", "visibility": "restricted"}
    assert put(guarded, "inside", hidden, {**bearer("admin"), "If-Match": '"1"'}).status_code == 200
    for _ in range(2):
        log = guarded.get("/api/v1/changes", headers=bearer("editor"))
        assert "nside" not in log.text.replace("PUT inside", "")
        assert "PUT inside" not in log.text
    admin = {**bearer("admin"), "If-Match": '"2"'}
    assert guarded.delete("/api/v1/nodes/inside?with_ties=true", headers=admin).status_code == 204
    assert "nside" not in guarded.get("/api/v1/changes", headers=bearer("editor")).text
    assert "Inside" in guarded.get("/api/v1/changes", headers=bearer("admin")).text


def test_the_note_of_an_erasure_is_for_administrators(guarded: TestClient) -> None:
    assert "Open" in guarded.get("/api/v1/changes", headers=bearer("editor")).text
    body = {"ids": ["open"], "note": "asked for by Open"}
    assert guarded.post("/api/v1/erasures", json=body, headers=bearer("admin")).status_code == 201
    assert "Open" not in guarded.get("/api/v1/changes", headers=bearer("editor")).text
    assert "asked for by Open" in guarded.get("/api/v1/changes", headers=bearer("admin")).text


def test_gauges_count_what_their_reader_sees(guarded: TestClient) -> None:
    assert "graph_service_nodes 8.0" in guarded.get("/metrics", headers=bearer("admin")).text
    assert "graph_service_nodes 2.0" in guarded.get("/metrics").text


def test_readers_with_different_sight_never_share_a_tag(guarded: TestClient) -> None:
    for url in ("nodes", "nodes/open", "changes", "reports/gaps", "network", "analyses/overview"):
        tags = {
            guarded.get(f"/api/v1/{url}", headers=h).headers["etag"] for h in ({}, bearer("editor"), bearer("admin"))
        }
        assert len(tags) == 3


def test_what_if_knows_no_more_than_its_reader(guarded: TestClient) -> None:
    def told(body: dict[str, Any]) -> str:
        return str(problem(guarded.post("/api/v1/what-if", json=body), 422, "invalid-data"))

    for hidden in ("hidden-actor", "inside", "hidden-body"):
        unknown = told({"changes": [{"change": "ends", "id": "nobody"}]})
        assert told({"changes": [{"change": "ends", "id": hidden}]}) == unknown.replace("nobody", hidden)
    founded = {"change": "body_founded", "body": {"id": "hidden-body", "name": "B"}}
    assert guarded.post("/api/v1/what-if", json={"changes": [founded]}).status_code == 200
