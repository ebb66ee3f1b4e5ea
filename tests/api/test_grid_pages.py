"""The pages “field × field” and “coverage” over HTTP: found, not found, unchanged, and reachable from their analyses."""

import re

import pytest
from starlette.testclient import TestClient

HTML = {"Accept": "text/html"}
PAGES = (
    "/matrix", "/matrix/sprachfoerderung/interkulturelle-oeffnung", "/coverage", "/coverage/sprachfoerderung/trebur",
)  # fmt: skip


@pytest.mark.parametrize("url", PAGES)
def test_a_page_is_sent_once_and_then_known_by_its_tag(client: TestClient, url: str) -> None:
    first = client.get(url, headers=HTML)
    assert first.status_code == 200
    assert first.headers["content-language"] == "de"
    assert client.get(url, headers={**HTML, "If-None-Match": first.headers["etag"]}).status_code == 304
    assert client.get(f"{url}?lang=en", headers=HTML).headers["content-language"] == "en"


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/matrix/sprachfoerderung/sprachfoerderung", 404), ("/matrix/sprachfoerderung/nix", 404),
        ("/coverage/sprachfoerderung/nix", 404), ("/coverage/trebur/sprachfoerderung", 404),
        ("/matrix?fields=nix", 422), ("/coverage?kind=actor", 422),
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_page_that_says_so(client: TestClient, url: str, status: int) -> None:
    answer = client.get(url, headers=HTML)
    assert answer.status_code == status
    assert "<h1>" in answer.text


def test_every_cell_leads_to_a_page_that_is_there(client: TestClient) -> None:
    for url in ("/matrix?standing_only=false", "/coverage?standing_only=false"):
        cells = re.findall(r'<td class="[^"]+"><a href="([^"]+)"', client.get(url, headers=HTML).text)
        assert len(cells) > 100
        for cell in (cells[0], cells[len(cells) // 2], cells[-1]):
            assert cell.endswith("?standing_only=false")
            assert client.get(cell, headers=HTML).status_code == 200


def test_the_analyses_lead_to_their_tables_and_keep_the_scope_alone(client: TestClient) -> None:
    for url, table in (
        ("field-bridges?draws=5&", "matrix"),
        ("missing-bridges?p=0.01&", "matrix"),
        ("coverage?", "coverage"),
    ):
        html = client.get(f"/analyses/{url}as_of=2026-11-01", headers=HTML).text
        assert f'href="/{table}?as_of=2026-11-01"' in html
