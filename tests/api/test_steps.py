"""Needs and recommendations as living lists on pages: a form, the next step, and what must not work."""

import pytest
from starlette.testclient import TestClient

from graph_service.model import Actor, Body, FieldOfAction
from graph_service.snapshot import Changes
from tests.api.asking import TOKENS, Make, bearer
from tests.api.forms import PAGE, form, forms, send

EDITOR = {**bearer("editor"), **PAGE}
SMALL = Changes(
    nodes=(Actor(id="a", name="Amt"), Body(id="g", name="AG Migration"), FieldOfAction(id="f", name="Sprache"))
)


@pytest.fixture
def client(make: Make) -> TestClient:
    return make(SMALL, tokens=TOKENS)


def reported(client: TestClient, **values: str) -> str:
    page = form(client.get("/report-need", headers=EDITOR).text, action="/report-need")
    done = send(
        client,
        page,
        page.filled(**{"name": "Kurse <b>fehlen</b>", "field": "f", "raised_by": "ag migration", **values}),
        EDITOR,
    )
    return str(done.text)


def stepped(client: TestClient, node_id: str, step: str, told: str = "") -> str:
    page = form(client.get(f"/steps/{node_id}", headers=EDITOR).text, do=step)
    filled = page.filled(told=told) if told else page.filled()
    return str(send(client, page, [*filled, ("do", step)], EDITOR).text)


def test_a_need_is_reported_taken_over_carried_and_answered(client: TestClient) -> None:
    page = reported(client)
    assert "Kurse &lt;b&gt;fehlen&lt;/b&gt;" in page
    assert 'href="/steps/kurse-b-fehlen-b"' in page
    assert "AG Migration" in page
    need = "kurse-b-fehlen-b"
    stepped(client, need, "take", "Amt")
    assert client.get(f"/api/v1/nodes/{need}", headers=bearer("editor")).json()["status"] == "in_progress"
    stepped(client, need, "carry", "Kurse einrichten")
    stepped(client, "kurse-einrichten", "decide", "AG Migration")
    stepped(client, "kurse-einrichten", "send", "a")
    undo = stepped(client, "kurse-einrichten", "answer", "Ja.")
    assert client.get("/api/v1/nodes/kurse-einrichten", headers=bearer("editor")).json()["answer"] == "Ja."
    assert any("undo" in one.action for one in forms(undo)), "the step can be taken back at once"
    stepped(client, need, "meet")
    assert {one.buttons[0][1] for one in forms(client.get(f"/steps/{need}", headers=EDITOR).text) if one.buttons} == {
        "reopen"
    }


def test_what_does_not_fit_is_said_and_stays_in_the_form(client: TestClient) -> None:
    page = reported(client, raised_by="Niemand dieses Namens")
    assert "Niemand dieses Namens" in page.partition('role="alert"')[2].partition("</div>")[0]
    assert 'value="Kurse &lt;b&gt;fehlen&lt;/b&gt;"' in page
    reported(client)
    said = stepped(client, "kurse-b-fehlen-b", "take", "Gibt es nicht")
    assert "Gibt es nicht" in said.partition('role="alert"')[2].partition("</div>")[0]


def test_a_step_sent_twice_is_taken_once(client: TestClient) -> None:
    reported(client)
    page = form(client.get("/steps/kurse-b-fehlen-b", headers=EDITOR).text, do="meet")
    pairs = [*page.filled(), ("do", "meet")]
    assert send(client, page, pairs, EDITOR).status_code == 200
    again = send(client, page, pairs, EDITOR)
    assert again.status_code == 409
    assert "geht vom jetzigen Status aus nicht" in again.text


def test_only_editors_and_only_from_our_own_pages(client: TestClient) -> None:
    reported(client)
    for path in ("/report-need", "/steps/kurse-b-fehlen-b"):
        assert client.get(path, headers=PAGE).status_code == 401
        assert client.get(path, headers={**bearer("internal"), **PAGE}).status_code == 403
        assert client.post(path, data={"name": "x", "do": "meet"}, headers=EDITOR).status_code == 403
    assert client.get("/steps/a", headers=EDITOR).status_code == 404
    assert client.get("/steps/nix", headers=EDITOR).status_code == 404
    assert "Report a need" in client.get("/report-need?lang=en", headers=EDITOR).text
