"""The page “what if” without JavaScript: every form adds to the list in the address, nothing is lost, nothing is stored."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from starlette.testclient import TestClient

from graph_service.api.app import create_app
from graph_service.model import Actor, Body, FieldOfAction, Funds, MemberOf, WorksIn
from graph_service.settings import Settings
from graph_service.snapshot import Changes
from graph_service.store.embedded_store import EmbeddedStore
from graph_service.words import Visibility
from tests.api.asking import TOKENS, Make, bearer
from tests.api.forms import PAGE, form, forms, send
from tests.conftest import DAY

ACTOR = "sprachschule-aufwind-schablonsdorf"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, seeds: dict[str, Changes]) -> Iterator[TestClient]:
    """One service for all tests that only play: nothing is ever stored."""
    with EmbeddedStore(tmp_path_factory.mktemp("what-if") / "n.sqlite") as store:
        store.apply(seeds["musterkreis"], expected=0, author="seed", note="seed")
        app = create_app(Settings(store="x", requests_per_minute=100_000), store)
        app.state.today = lambda: DAY
        yield TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
        assert store.revision().number == 1


def changes(response: Any) -> list[str]:
    return parse_qs(urlsplit(str(response.url)).query).get("change", [])


def get(client: TestClient, path: str) -> Any:
    client.cookies.clear()  # the switch of language that another test has kept
    return client.get(path, headers=PAGE)


def test_a_list_is_built_form_by_form_and_answered_in_sentences(service: TestClient) -> None:
    page = get(service, "/what-if")
    assert page.status_code == 200
    step = send(service, form(page.text, add="ends"), form(page.text, add="ends").filled(id=ACTOR))
    assert changes(step) == [f"ends:{ACTOR}"]
    assert "„Sprachschule Aufwind Schablonsdorf“ hört auf." in step.text
    assert "Erledigt (" in step.text
    assert 'id="field-bridges/single-bridge/sprache/wohnen"' in step.text
    founding = form(step.text, add="body_founded")
    assert ACTOR not in founding.offered["member"], "who has stopped sits in no new body"
    two = founding.offered["member"][:2]
    founded = {
        "name": "Runder Tisch Wohnen",
        "in_field": ["wohnen", "sprache"],
        "member": two,
        "body_level": "operative",
    }
    step = send(service, founding, founding.filled(**founded))
    assert step.status_code == 200
    assert len(changes(step)) == 2
    adding = form(step.text, add="tie_added")
    assert "runder-tisch-wohnen" in adding.offered["target"], "what was founded can be used by the next step"
    step = send(service, adding, adding.filled(source="runder-tisch-wohnen", kind="works_in", target="gesundheit"))
    assert changes(step)[2] == "tie_added:works_in:runder-tisch-wohnen:gesundheit"
    assert step.text.count(">Herausnehmen</a>") == 3
    address = html.unescape(re.findall(r'href="(/what-if\?[^"]+)"[^>]*>Herausnehmen', step.text)[2])
    assert changes(get(service, address)) == changes(step)[:2]
    assert get(service, "/healthz").status_code == 200


def test_the_twins_say_the_same_as_the_api(service: TestClient) -> None:
    asked = f"change=ends:{ACTOR}&change=tie_added:works_in:ag-gesundheit:wohnen"
    body = service.get(f"/what-if/changes.json?{asked}").json()
    assert body["changes"][0] == {"change": "ends", "id": ACTOR}
    posted = service.post("/api/v1/what-if", json=body)
    assert posted.status_code == 200
    assert service.get(f"/what-if/answer.json?{asked}").json() == posted.json()
    assert f"/what-if/changes.json?change=ends%3A{ACTOR}" in get(service, f"/what-if?{asked}").text
    assert service.get("/what-if/answer.json").status_code == 422


def test_what_does_not_fit_is_said_beside_the_form_and_nothing_is_lost(service: TestClient) -> None:
    kept = f"change=ends:{ACTOR}"
    answered = get(service, f"/what-if?{kept}&add=tie_added&kind=leads&source=wohnen&target=gesundheit")
    assert answered.status_code == 422
    assert "„Federführung“ kann Handlungsfeld und Handlungsfeld nicht verbinden" in answered.text
    filled = form(answered.text, add="tie_added")
    assert {("source", "wohnen"), ("kind", "leads"), ("target", "gesundheit"), ("change", f"ends:{ACTOR}")} <= set(
        filled.held
    )
    assert "Erledigt (" in answered.text, "the answer to the list so far is still there"
    for form_of, text in {
        "ends": "Bitte wählen", "body_founded": "ist leer", "funding_stops": "Bitte wählen",
        "dances": "Diese Annahme gibt es nicht",
        "ends&id=nobody": "„nobody“ gibt es hier nicht", f"ends&id={ACTOR}": "gibt es hier nicht",
        "body_founded&name=N&body_level=high": "gibt es hier nicht", "body_founded&name=N&lead=nobody": "gibt es hier nicht",
        "tie_added&kind=works_in&source=ag-gesundheit&target=ag-gesundheit": "dasselbe", "tie_ends": "Bitte wählen",
    }.items():  # fmt: skip
        bad = get(service, f"/what-if?{kept}&add={form_of}")
        assert bad.status_code == 422, form_of
        assert text in bad.text, form_of
        assert "Sprachschule Aufwind Schablonsdorf“ hört auf" in bad.text


def test_old_and_broken_links_say_which_entry_does_not_count(service: TestClient) -> None:
    bad = [
        "ends:nobody",
        "dances:x",
        '{"change":"ends"',
        '{"change":"tie_added"}',
        "tie_ends:works_in:a:b:",
        "[" * 99_9,
    ]
    asked = "&".join(f"change={quote(one)}" for one in (*bad, f"ends:{ACTOR}"))
    page = get(service, f"/what-if?{asked}")
    assert page.status_code == 200
    assert page.text.count("Passt nicht und zählt nicht mit") == len(bad)
    assert "hört auf." in page.text
    assert service.get(f"/what-if/answer.json?{asked}").status_code == 422
    many = "&".join(f"change=ends:x{n}" for n in range(51))
    assert "Mehr als 50 Annahmen" in get(service, f"/what-if?{many}").text
    assert "gibt es in diesem Ausschnitt nicht mehr" in get(service, "/what-if?about=no/such/finding").text
    assert get(service, "/what-if?nonsense=1").status_code == 422


def test_a_tie_of_one_thing_is_picked_and_ends(service: TestClient) -> None:
    page = get(service, f"/what-if?ties_of={ACTOR}")
    links = [html.unescape(a) for a in re.findall(r'href="(/what-if\?change=tie_ends[^"]+)"', page.text)]
    assert links
    ended = get(service, links[0])
    assert "Endet: " in ended.text
    assert "Passt nicht" not in ended.text


def test_proposals_can_be_taken_over_one_by_one_or_all(service: TestClient) -> None:
    page = get(service, "/what-if")
    address = html.unescape(re.findall(r'href="(/what-if[^"#]+)#h-suggest"', page.text)[0])
    proposed = get(service, address).text
    links = [html.unescape(a) for a in re.findall(r'href="(/what-if\?change=tie_added[^"]+)"', proposed)]
    assert len(links) == 4
    taken = get(service, links[-1])
    assert len(changes(taken)) == 3
    assert "Passt nicht" not in taken.text
    assert re.search(r"Befunde: \d+ erledigt", taken.text)


def test_findings_nodes_and_the_start_page_lead_here(service: TestClient) -> None:
    report = get(service, "/report").text
    links = [html.unescape(a) for a in re.findall(r'href="(/what-if\?about=[^"]+)"', report)]
    assert len(links) > 20
    fragile = next(a for a in links if "single-bridge" in a)
    offered = get(service, fragile).text
    assert "“ hört auf</a>" in offered.replace("&#34;", '"')
    missing = next(a for a in links if "missing-bridge%2F" in a)
    ways = [html.unescape(a) for a in re.findall(r'href="(/what-if\?change=[^"]+)"', get(service, missing).text)]
    assert ways
    assert "Passt nicht" not in get(service, ways[0]).text
    assert f'href="/what-if?ends={ACTOR}"' in get(service, f"/actors/{ACTOR}").text
    start = get(service, "/").text
    picked = form(start, action="/what-if")
    assert changes(send(service, picked, picked.filled(ends=ACTOR))) == [f"ends:{ACTOR}"]


def test_the_scope_and_the_language_stay(service: TestClient) -> None:
    step = get(service, f"/what-if?ends={ACTOR}&as_of=2027-06-01&lang=en")
    assert "as_of=2027-06-01" in str(step.url)
    assert "“Sprachschule Aufwind Schablonsdorf” ends." in step.text
    assert ("as_of", "2027-06-01") in form(step.text, add="ends").held
    day = next(f for f in forms(step.text) if "as_of" in f.names and "add" not in f.names)
    assert changes(send(service, day, day.filled(as_of="2028-01-01"))) == [f"ends:{ACTOR}"]


def hostile() -> Changes:
    name = '"><script>alert(1)</script>'
    nodes = (
        Actor(id="a", name=name),
        Actor(id="b", name="مركز " * 60),
        FieldOfAction(id="f", name=name),
        Body(id="g", name="G"),
    )
    ties = (
        WorksIn(source_id="a", target_id="f"),
        MemberOf(source_id="b", target_id="g"),
        Funds(source_id="a", target_id="b"),
    )
    return Changes(nodes=nodes, ties=ties)


def test_names_are_text_and_funding_stops_for_whom_or_by_whom(make: Make) -> None:
    client = make(hostile())
    page = get(client, "/what-if?ends=a")
    assert "<script>alert" not in page.text
    funding = form(page.text, add="funding_stops")
    assert funding.offered["id"] == [""], "who funds has gone"
    fresh = form(get(client, "/what-if").text, add="funding_stops")
    assert set(fresh.offered["by"]) == {"", "a"}
    stopped = send(client, fresh, fresh.filled(by="a"))
    assert "Das fällt damit weg" in stopped.text
    stays = send(client, fresh, fresh.filled(id="b", stays="true"))
    assert changes(stays) == ['{"change":"funding_stops","id":"b","they_end":false}']
    assert "Das fällt damit weg" not in stays.text
    founding = form(page.text, add="body_founded")
    odd = send(client, founding, founding.filled(name="<b>مجلس</b> 北"))
    assert '"id":"b-b"' in changes(odd)[1] or '"id":"' in changes(odd)[1]
    assert "<b>مجلس" not in odd.text
    assert send(client, founding, founding.filled(name="x" * 400)).status_code == 422


def test_large_networks_are_chosen_from_by_name(make: Make) -> None:
    nodes = [Actor(id=f"a{n:04}", name=f"Stelle {n:04}") for n in range(1100)]
    client = make(Changes(nodes=(*nodes, Actor(id="z", name="Ämterhaus"))))
    assert "id" not in form(get(client, "/what-if").text, add="ends").offered
    assert changes(get(client, "/what-if?ends=aemterhaus")) == ["ends:z"]
    several = get(client, "/what-if?ends=Stelle")
    assert several.status_code == 422
    assert "nicht eindeutig" in several.text


def test_an_empty_network_has_forms_and_no_answer(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "empty.sqlite") as store:
        client = TestClient(create_app(Settings(store="x"), store), base_url="http://127.0.0.1")
        assert get(client, "/what-if?suggest=true").status_code == 200
        assert get(client, "/what-if?ends=nobody").status_code == 422


def test_readers_play_only_with_what_they_see(make: Make) -> None:
    secret = Actor(id="s", name="Geheim", visibility=Visibility.RESTRICTED)
    client = make(Changes(nodes=(secret, Actor(id="a", name="A"))), tokens={k: TOKENS[k] for k in ("internal",)})
    page = client.get("/what-if?change=ends:s", headers={**PAGE, **bearer("internal")})
    assert "Geheim" not in page.text
    assert "gibt es hier nicht als Akteur" in page.text
