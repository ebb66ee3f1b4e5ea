"""Hostile and odd requests: each gets its one clear answer, none a fault of ours."""

from typing import Any

import pytest
from pydantic import ValidationError
from starlette.testclient import TestClient

from graph_service.api.state import State
from graph_service.settings import Settings
from graph_service.snapshot import Snapshot
from graph_service.words import Visibility
from tests.api.asking import Make, problem, put


@pytest.mark.parametrize(
    "url",
    ["nodes?cursor=!!!!", "nodes?cursor=zz", "nodes?cursor=%00", "nodes?as_of=0", "nodes?as_of=1700006400",
     "nodes?as_of=2026-3-1", "nodes?as_of=+2026-03-1", "changes?since=99999999999999999999999", "changes?since=-1",
     "ties?kind=nix", "ties?kind=actor", "nodes?kind=leads", "nodes?lowest_basis=x", "nodes?levels=nix", "nodes?levels=%06",
     "nodes?tie_kinds=nix", "nodes?lang=fr",
     "nodes?visibility=restricted", "analyses/overview?visibility=restricted"],
)  # fmt: skip
def test_impossible_parameters_are_named(client: TestClient, url: str) -> None:
    problem(client.get(f"/api/v1/{url}"), 422, "invalid-parameter")


def test_a_day_that_is_none_is_one_fault_in_plain_words(client: TestClient) -> None:
    found = problem(client.get("/api/v1/nodes?as_of=2026-02-31&lang=en"), 422, "invalid-parameter")
    assert [e["pointer"] for e in found["errors"]] == ["/query/as_of"]
    assert "2026-02-31" in found["errors"][0]["detail"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "any"])
@pytest.mark.parametrize("url", ["nodes", "reports/gaps", "analyses/freshness"])
def test_the_ends_of_the_calendar_are_days_like_others(client: TestClient, url: str, day: str) -> None:
    assert client.get(f"/api/v1/{url}?as_of={day}").status_code == 200


@pytest.mark.parametrize("value", ['"' + "9" * 5000 + '"', '"' + "9" * 30 + '"', '"x"', "*", '"-1"', '"²"', '"1", "2"'])
def test_odd_conditions_are_stale_and_never_a_fault_of_ours(client: TestClient, value: str) -> None:
    headers = {"If-Match": value.encode()}
    problem(client.request("DELETE", "/api/v1/nodes/buero-fuer-integration", headers=headers), 412, "stale-revision")  # type: ignore[arg-type]


@pytest.mark.parametrize("body", [b"[" * 100_000, b"1" * 5000, b"\xff", b"", b"[]", b'"x"', b'{"kind":NaN,"name":"x"}',
                                  b'{"kind":{},"name":"x"}', b'{"kind":"actor","name":"\\ud800"}',
                                  b'{"kind":"actor","\\ud800":1,"name":"x"}'])  # fmt: skip
def test_broken_bodies_write_nothing(client: TestClient, body: bytes) -> None:
    headers = {"Content-Type": "application/json", "If-None-Match": "*"}
    refused = client.put("/api/v1/nodes/y", content=body, headers=headers)
    assert refused.status_code in (400, 422)
    problem(refused, refused.status_code, refused.json()["type"].rpartition("/")[2])
    assert client.get("/readyz").json()["revision"] == 1


@pytest.mark.parametrize(
    ("method", "url"),
    [("PUT", "nodes/x"), ("PUT", "ties/x"), ("DELETE", "nodes/x"), ("DELETE", "ties/x"), ("POST", "changes"),
     ("POST", "erasures"), ("GET", "analyses"), ("GET", "nodes/x"), ("GET", "ties/x")],
)  # fmt: skip
def test_unknown_parameters_are_refused_by_every_route(client: TestClient, method: str, url: str) -> None:
    body: Any = {} if method in ("PUT", "POST") else None
    refused = client.request(method, f"/api/v1/{url}?with_tie=true", json=body, headers={"If-Match": '"1"'})
    found = problem(refused, 422, "invalid-parameter")
    assert found["errors"][0]["pointer"] == "/query/with_tie"


@pytest.mark.parametrize("name", ["a%00b", "%E2%80%AE", "%F0%9F%92%A9", "<b>", "x" * 5000])
def test_odd_ids_are_told_on_one_short_line(client: TestClient, name: str) -> None:
    for noun in ("nodes", "ties"):
        detail = problem(client.get(f"/api/v1/{noun}/{name}"), 404, "not-found")["detail"]
        assert len(detail) < 120
        assert detail.isprintable()


@pytest.mark.parametrize(
    ("accept", "media"),
    [("", "application/json"), ("application/json;q=0, */*", "text/csv"), ("text/*;q=0, */*;q=0.5", "application/json"),
     ("text/*;q=0, text/markdown", "text/markdown"), ("APPLICATION/JSON", "application/json"),
     ("text/html, application/xml;q=0.9, */*;q=0.8", "application/json")],
)  # fmt: skip
def test_refusals_in_accept_are_kept(client: TestClient, accept: str, media: str) -> None:
    assert client.get("/api/v1/reports/gaps", headers={"Accept": accept}).headers["content-type"].startswith(media)


@pytest.mark.parametrize(
    "accept", ["*/*;q=0", "garbage", "image/png", "application/json;q=nan", "application/json;q=0"]
)
def test_what_cannot_be_given_is_not_acceptable(client: TestClient, accept: str) -> None:
    problem(client.get("/api/v1/nodes", headers={"Accept": accept}), 406, "not-acceptable")


@pytest.mark.parametrize(
    ("wish", "given"),
    [("en;q=0.1, de;q=0.9", "de"), ("de;q=0.1, en-GB;q=0.9", "en"), ("fr", "de"), ("en;q=0", "de"), ("", "de"),
     ("fr, en;q=0.5", "en"), ("de, en", "de"), ("en, de", "en")],
)  # fmt: skip
def test_languages_are_weighed(client: TestClient, wish: str, given: str) -> None:
    assert client.get("/api/v1/nix", headers={"Accept-Language": wish}).headers["content-language"] == given


def test_a_tag_is_known_before_any_work(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    urls = ["nodes", "nodes?q=x", "nodes/buero-fuer-integration", "ties", "ties?kind=leads&format=csv", "changes", "network",
            "reports/gaps", "analyses", "analyses/overview"]  # fmt: skip
    tags = {url: client.get(f"/api/v1/{url}").headers["etag"] for url in urls}

    def work(*_: object) -> None:
        pytest.fail("worked for an answer the reader has")

    for name in ("seen", "network", "report", "result"):
        monkeypatch.setattr(State, name, work)
    for url, tag in tags.items():
        assert client.get(f"/api/v1/{url}", headers={"If-None-Match": tag}).status_code == 304
        assert client.head(f"/api/v1/{url}", headers={"If-None-Match": tag}).status_code == 304


def test_a_wrong_method_is_told_the_right_ones_and_leaves_no_mark(client: TestClient) -> None:
    assert client.post("/api/v1/nodes").headers["allow"] == "GET, HEAD"
    assert client.post("/api/v1/ties/x").headers["allow"] == "DELETE, GET, HEAD, PUT"
    assert client.options("/api/v1/changes").headers["allow"] == "GET, HEAD, POST"
    assert client.get("/api/v1/erasures").headers["allow"] == "POST"
    assert client.post("/actors").headers["allow"] == "GET, HEAD"
    problem(client.request("INVENTED", "/api/v1/nodes"), 405, "wrong-method")
    assert "INVENTED" not in client.get("/metrics").text


def test_faults_of_ours_are_counted(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(State, "network", broken)
    problem(client.get("/api/v1/nodes"), 500, "unexpected")
    assert 'route="/api/v1/nodes",status="500"} 1.0' in client.get("/metrics").text


def test_whoever_keeps_asking_is_let_in_again_at_the_stated_rate(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("graph_service.api.guard.time.monotonic", lambda: clock[0])
    client = make(requests_per_minute=60)
    statuses = []
    for _ in range(200):  # twice as fast as allowed
        clock[0] += 0.5
        statuses.append(client.get("/healthz").status_code)
    assert statuses[-20:].count(200) == 10


def test_a_create_that_came_second_overwrites_nothing(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    client = make()
    seen = State.seen
    first = {"kind": "actor", "name": "First"}

    def late(state: State, visibility: Visibility) -> Snapshot:
        snapshot = seen(state, visibility)
        monkeypatch.setattr(State, "seen", seen)
        assert put(client, "race", first, {"If-None-Match": "*"}).status_code == 201
        return snapshot

    monkeypatch.setattr(State, "seen", late)
    problem(put(client, "race", {"kind": "actor", "name": "Second"}, {"If-None-Match": "*"}), 412, "stale-revision")
    assert client.get("/api/v1/nodes/race").json()["name"] == "First"


def spends(app: Any, peer: str, forwarded: str, times: int = 3) -> list[int]:
    client = TestClient(app, base_url="http://127.0.0.1", client=(peer, 1))
    return [client.get("/healthz", headers={"X-Forwarded-For": forwarded}).status_code for _ in range(times)]


def test_nobody_is_believed_about_whom_they_ask_for_unless_told(make: Make) -> None:
    app = make(requests_per_minute=2).app
    assert spends(app, "10.0.0.1", "203.0.113.1", 2) == [200, 200]
    assert spends(app, "10.0.0.1", "203.0.113.2", 1) == [429]


def test_behind_a_trusted_proxy_everybody_has_a_limit_of_their_own(make: Make) -> None:
    app = make(requests_per_minute=2, trusted_proxies=["10.0.0.0/24", "192.0.2.7"]).app
    assert spends(app, "10.0.0.1", "203.0.113.1") == [200, 200, 429]
    assert spends(app, "10.0.0.1", "203.0.113.2") == [200, 200, 429]
    # what stands left of the proxy's own entry was written by the asker, and changes nothing
    assert spends(app, "10.0.0.1", "198.51.100.9, 203.0.113.1", 1) == [429]
    assert spends(app, "192.0.2.7", "203.0.113.1, 10.0.0.1", 1) == [429]
    # an asker of their own address is no proxy
    assert spends(app, "203.0.113.3", "203.0.113.4") == [200, 200, 429]
    assert spends(app, "203.0.113.3", "203.0.113.5", 1) == [429]


def test_addresses_behind_a_trusted_proxy_keep_its_scheme(make: Make) -> None:
    app = make(trusted_proxies=["10.0.0.1"]).app
    for peer, scheme in (("10.0.0.1", "https"), ("10.0.0.2", "http")):
        client = TestClient(app, base_url="http://127.0.0.1", client=(peer, 1))
        found = client.get("/api/v1/nodes?limit=1", headers={"X-Forwarded-Proto": "https"}).json()
        assert found["self"].startswith(f"{scheme}://")


def test_an_ipv6_host_cannot_leave_its_limit_by_changing_its_address(make: Make) -> None:
    app = make(requests_per_minute=2).app
    assert spends(app, "2001:db8::1", "", 2) == [200, 200]
    assert spends(app, "2001:db8::ffff:2", "", 1) == [429]
    assert spends(app, "2001:db8:0:1::1", "", 1) == [200]
    assert spends(app, "::ffff:192.0.2.1", "", 2) == [200, 200]
    assert spends(app, "192.0.2.1", "", 1) == [429]
    assert spends(app, "::ffff:192.0.2.2", "", 1) == [200]


@pytest.mark.parametrize("value", ["*", "proxy.example", "10.0.0.1/8"])
def test_a_proxy_is_an_address_or_a_network(value: str) -> None:
    with pytest.raises(ValidationError):
        Settings(trusted_proxies=[value])  # type: ignore[arg-type]
