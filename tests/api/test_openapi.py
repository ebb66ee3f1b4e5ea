"""The OpenAPI document says what the service does, and nothing else."""

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import TypeAdapter
from starlette.testclient import TestClient

from graph_service.api.http import PROBLEM, TYPES
from graph_service.api.openapi import EXAMPLES
from graph_service.model import NODE_KINDS, TIE_KINDS


@pytest.fixture
def document(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return found


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(part)


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    used = {part["$ref"] for part in parts(document) if isinstance(part.get("$ref"), str)}
    mapped = {ref for part in parts(document) for ref in part.get("discriminator", {}).get("mapping", {}).values()}
    assert used | mapped <= known


def test_every_kind_of_row_is_described_as_read_and_as_written(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for cls in (*NODE_KINDS.values(), *TIE_KINDS.values()):
        assert schemas[f"Write.{cls.__name__}"]["additionalProperties"] is False
        assert "additionalProperties" not in schemas[cls.__name__]


def test_every_operation_is_whole(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        assert operation["operationId"], path
        assert operation["description"], path
        problems = [operation["responses"][status] for status in ("422", "default")]
        assert all(set(p["content"]) == {PROBLEM} for p in problems), path
        assert ("304" in operation["responses"]) == (method == "get"), path
        names = [(p["in"], p["name"]) for p in operation["parameters"]]
        assert len(names) == len(set(names)), path
        assert ("requestBody" in operation) == (method in ("put", "post")), path
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_every_answer_has_the_form_described(client: TestClient, document: dict[str, Any]) -> None:
    values = {
        "node_id": "buero-fuer-integration",
        "field_id": "sprachfoerderung",
        "key": client.get("/api/v1/ties").json()["items"][0]["key"],
    }
    for path, method, operation in operations(document):
        if method != "get":
            continue
        content = operation["responses"]["200"]["content"]
        formats = next(p["schema"]["enum"] for p in operation["parameters"] if p["name"] == "format")
        assert [TYPES[name].split(";")[0] for name in formats] == list(content), path
        for media in content:
            kind = "?kind=actor" if path.endswith("/nodes") and media != "application/json" else ""
            kind = "?kind=leads" if path.endswith("/ties") and media != "application/json" else kind
            answer = client.get(path.format(**values) + kind, headers={"Accept": media})
            assert answer.status_code == 200, (path, media)
            assert answer.headers["content-type"].split(";")[0] == media
        schema = content["application/json"]["schema"]
        wanted = {name for part in schema.get("allOf", [schema]) for name in part.get("required", ())}
        body = client.get(path.format(**values)).json()
        assert wanted <= set(body), path
        if "allOf" not in schema and "properties" in schema:
            assert set(body) == set(schema["properties"]), path


def test_the_examples_work(client: TestClient) -> None:
    for name, (method, url, headers) in {
        "put_node": ("PUT", "nodes/buero-fuer-integration", {"If-Match": '"1"'}),
        "put_tie": ("PUT", "ties/member_of:buero-fuer-integration:ag-migration:", {"If-Match": '"2"'}),
        "apply_changes": ("POST", "changes", {"If-Match": '"3"'}),
        "erase": ("POST", "erasures", {}),
    }.items():
        done = client.request(method, f"/api/v1/{url}", json=EXAMPLES[name], headers=headers)
        assert done.status_code in (200, 201), done.text


def test_the_docs_page_shows_it_and_loads_nothing_from_outside(client: TestClient) -> None:
    page = client.get("/api/docs", headers={"Accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    assert "If-None-Match" in page.text
    assert "/api/v1/erasures" in page.text
    for mark in ('src="http', "src='http", 'src="//', "<script>", 'rel="stylesheet" href="http'):
        assert mark not in page.text
    assert TypeAdapter(dict[str, Any]).validate_json(client.get("/api/v1/openapi.json").content)["openapi"] >= "3.1"
