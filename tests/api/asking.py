"""How the tests of the API ask, and what every problem must look like."""

from collections.abc import Callable
from typing import Any

from starlette.testclient import TestClient

Make = Callable[..., TestClient]
TOKENS = {role: f"{role}-token-0123456789" for role in ("internal", "editor", "admin")}


def bearer(role: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {TOKENS[role]}"}


def problem(response: Any, status: int, slug: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["type"] == f"/problems/{slug}"
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    return body


def put(client: TestClient, node_id: str, body: dict[str, Any], headers: dict[str, str]) -> Any:
    return client.put(f"/api/v1/nodes/{node_id}", json=body, headers=headers)
