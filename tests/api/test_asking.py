"""Asking members over HTTP without JavaScript: a round, its links, an answer, its acceptance; and what must not work."""

import re
from datetime import date

import pytest
from starlette.testclient import TestClient

from graph_service.model import Actor, Body, FieldOfAction
from graph_service.snapshot import Changes
from graph_service.ties import MemberOf, WorksIn
from graph_service.words import Visibility
from tests.api.asking import TOKENS, Make, bearer
from tests.api.forms import PAGE, form, send

NAME = '</script> & "Ämter"'
SMALL = Changes(
    nodes=(
        Actor(id="a", name=NAME), Actor(id="b", name="Bund"), Body(id="g", name="Gremium"), Body(id="h", name="Halle"),
        FieldOfAction(id="f", name="Sprache"), Actor(id="s", name="Geheim", visibility=Visibility.RESTRICTED),
    ),
    ties=(MemberOf(source_id="a", target_id="g"), WorksIn(source_id="a", target_id="f"), WorksIn(source_id="b", target_id="f")),
)  # fmt: skip
EDITOR = {**bearer("editor"), **PAGE}


@pytest.fixture
def client(make: Make) -> TestClient:
    return make(SMALL, tokens=TOKENS)


def begun(client: TestClient, **more: str) -> str:
    """Begin a round and give the text of its page."""
    page = client.get("/asking", headers=EDITOR).text
    asked = form(page, action="/asking")
    done = send(client, asked, asked.filled(**{"title": "Erhebung Herbst", "actors": "1", **more}), EDITOR)
    assert done.status_code == 200, done.text
    return str(done.text)


def links(page: str) -> list[str]:
    return re.findall(r"<code>http://[^/]+(/answer/[^<]+)</code>", page)


def link_of(page: str, node_id: str) -> str:
    return next(link for link in links(page) if f"/{node_id}/" in link)


def test_a_round_from_the_first_form_to_the_survey_in_the_network(client: TestClient) -> None:
    page = begun(client)
    assert "2 gefragt, 2 noch offen" in page
    assert len(links(page)) == 2, "what the editor may not see is not asked"
    assert "&lt;/script&gt; &amp; &#34;Ämter&#34;" in page
    link = link_of(page, "a")
    questions = client.get(link, headers=PAGE)
    assert questions.status_code == 200
    assert "Stimmt das noch?" in questions.text
    assert "Geheim" not in questions.text
    assert '<nav aria-label="Hauptnavigation"' not in questions.text
    answer = form(questions.text, action="")
    filled = answer.filled(
        **{"said-member_of:a:g:": "over", "add-member_of-out-1": "h", "rest": "1", "remark": "Mailen Sie uns"}
    )
    thanks = client.post(link, data=dict(filled), headers=PAGE)
    assert thanks.status_code == 200
    assert "Danke, Ihre Antwort ist da." in thanks.text
    assert "stimmt nicht mehr" in thanks.text
    again = client.get(link, headers=PAGE)
    assert again.status_code == 403
    assert "schon geantwortet" in again.text
    assert client.get("/api/v1/nodes/a", headers=bearer("editor")).json()["ties"][0].get("valid_to") is None
    waiting = client.get("/asking/erhebung-herbst/a", headers=EDITOR).text
    assert "Beendet:" in waiting
    assert "Mailen Sie uns" in waiting
    settling = form(waiting, action="/asking/erhebung-herbst/a")
    settled = send(client, settling, [*settling.filled(), ("do", "accept")], EDITOR)
    assert "1 übernommen" in settled.text
    ties = {tie["key"]: tie for tie in client.get("/api/v1/nodes/a", headers=bearer("editor")).json()["ties"]}
    assert ties["member_of:a:g:"]["valid_to"]
    assert ties["member_of:a:h:"]["confirmed"]
    assert ties["works_in:a:f:"]["confirmed"]
    assert "covers:erhebung-herbst:a:" in ties
    log = client.get("/api/v1/changes", headers=bearer("editor")).json()["items"]
    assert log[-1]["note"] == "Erhebung Herbst: a"
    assert client.get("/asking/erhebung-herbst/a", headers=EDITOR).status_code == 404, "nothing waits any more"


def test_links_that_are_forged_over_or_replaced_are_refused_with_what_to_do(client: TestClient) -> None:
    page = begun(client)
    link = link_of(page, "a")
    for bad in (
        link[:-1] + ("0" if link[-1] != "0" else "1"),
        link.replace("/a/", "/b/"),
        link.replace("/a/", "/nix/"),
        "/answer/nix/a/0",
    ):
        for response in (client.get(bad, headers=PAGE), client.post(bad, data={"rest": "1"}, headers=PAGE)):
            assert response.status_code == 403, bad
            assert "Bitte wenden Sie sich an die Stelle" in response.text
    client.app.state.today = lambda: date(2027, 6, 1)  # type: ignore[attr-defined]
    assert "galt bis" in client.get(link, headers=PAGE).text


def test_refused_or_accepted_members_get_a_new_link_and_the_old_one_dies(client: TestClient) -> None:
    link = link_of(begun(client), "b")
    client.post(link, data={"rest": "1"}, headers=PAGE)
    waiting = form(client.get("/asking/erhebung-herbst/b", headers=EDITOR).text, action="/asking/erhebung-herbst/b")
    page = send(client, waiting, [*waiting.filled(), ("do", "refuse")], EDITOR).text
    assert "nicht übernommen" in page
    assert "survey" not in {n["kind"] for n in client.get("/api/v1/nodes", headers=bearer("editor")).json()["items"]}
    again = form(page, action="/asking/erhebung-herbst/b")
    page = send(client, again, [*again.filled(), ("do", "reopen")], EDITOR).text
    fresh = link_of(page, "b")
    assert fresh != link
    assert client.get(link, headers=PAGE).status_code == 403
    assert client.get(fresh, headers=PAGE).status_code == 200


def test_a_round_is_deleted_with_its_links(client: TestClient) -> None:
    page = begun(client)
    drop = form(page, action="/asking/erhebung-herbst")
    assert "Noch keine Befragung." in send(client, drop, drop.filled(), EDITOR).text
    assert client.get(link_of(page, "a"), headers=PAGE).status_code == 403


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"actors": ""}, "Niemand ausgewählt."), ({"actors": "", "more": "Gibt es nicht"}, "Nicht gefunden: Gibt es nicht."),
        ({"until": "2020-01-01"}, "liegt vor"), ({"title": " "}, "Name der Befragung"), ({"asked_on": "morgen"}, "Stichtag"),
    ],
)  # fmt: skip
def test_a_round_that_cannot_be_is_said_and_what_was_entered_stays(
    client: TestClient, given: dict[str, str], said: str
) -> None:
    asked = form(client.get("/asking", headers=EDITOR).text, action="/asking")
    done = send(client, asked, asked.filled(**{"title": "Mein Titel", "actors": "1", **given}), EDITOR)
    assert done.status_code == 422
    assert said in done.text.partition('role="alert"')[2].partition("</div>")[0]
    assert given.get("title", "Mein Titel").strip() in done.text
    assert "Noch keine Befragung." in done.text


def test_whom_to_ask_can_be_named_by_field_name_or_id(client: TestClient) -> None:
    assert len(links(begun(client, actors="", bodies="1"))) == 2
    assert len(links(begun(client, actors="", field="f"))) == 2
    assert len(links(begun(client, actors="", more="Bund\nh\n"))) == 2
    page = client.get("/asking", headers=EDITOR).text
    assert re.findall(r'href="/asking/([^"]+)"', page) == ["erhebung-herbst-3", "erhebung-herbst-2", "erhebung-herbst"]


def test_only_editors_ask_and_only_from_our_own_pages(client: TestClient) -> None:
    page = begun(client)
    for path in ("/asking", "/asking/erhebung-herbst", "/asking/erhebung-herbst/a"):
        assert client.get(path, headers=PAGE).status_code == 401
        assert client.get(path, headers={**bearer("internal"), **PAGE}).status_code == 403
        for headers in ({**bearer("internal"), **PAGE}, EDITOR):
            assert client.post(path, data={"do": "accept"}, headers=headers).status_code == 403, "no mark of the page"
    foreign = client.post(link_of(page, "a"), data={"rest": "1"}, headers={**PAGE, "Origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert client.get(link_of(page, "a"), headers=PAGE).status_code == 200


def test_an_answer_of_which_the_network_has_moved_on_says_what_is_left_out(client: TestClient) -> None:
    link = link_of(begun(client), "a")
    client.post(link, data={"rest": "1", "add-member_of-out-1": "h"}, headers=PAGE)
    now = client.get("/api/v1/nodes/a", headers=bearer("editor")).headers["x-revision"]
    client.delete("/api/v1/ties/member_of:a:g:", headers={**bearer("editor"), "If-Match": f'"{now}"'})
    page = client.get("/asking/erhebung-herbst/a", headers=EDITOR).text
    assert "Das lässt sich nicht übernehmen" in page
    assert "member_of:a:g:" in page


def test_erasing_a_member_takes_them_off_the_desk(client: TestClient) -> None:
    page = begun(client)
    done = client.post("/api/v1/erasures", json={"ids": ["a"]}, headers={**bearer("admin")})
    assert done.status_code == 201, done.text
    assert client.get(link_of(page, "a"), headers=PAGE).status_code == 403
    assert "1 gefragt" in client.get("/asking/erhebung-herbst", headers=EDITOR).text


def test_in_english_too(client: TestClient) -> None:
    page = begun(client)
    text = client.get(link_of(page, "a") + "?lang=en", headers=PAGE).text
    assert "Is this still right?" in text
    assert "no longer true" in text
    assert "Ask the members" in client.get("/asking?lang=en", headers=EDITOR).text
