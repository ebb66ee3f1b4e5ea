"""The map's address: buttons lead to the address they mean, filters of the scope can be taken away, faults are told."""

import pytest
from starlette.testclient import TestClient

PAGE = {"Accept": "text/html"}


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("toggle=kind:actor", "/map?kind=actor"),
        ("kind=actor&toggle=kind:actor", "/map?"),
        ("kind=actor&kind=body&view=lanes&toggle=kind:actor", "/map?kind=body&view=lanes"),
        ("field=&town=trebur&find=&toggle=hide:gap", "/map?town=trebur&hide=gap"),
        ("as_of=2026-01-01&toggle=as_of:2026-01-01", "/map?"),
        ("toggle=as_of:2026-01-01", "/map?"),
        ("toggle=nonsense", "/map?"),
        ("toggle=field:a%26b%3Dc", "/map?field=a%26b%3Dc"),
    ],
)
def test_a_button_leads_to_the_address_it_means(client: TestClient, asked: str, led: str) -> None:
    answer = client.get(f"/map?{asked}", headers=PAGE, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == led


def test_every_filter_is_a_chip_that_takes_itself_away(client: TestClient) -> None:
    query = "field=sprachfoerderung&town=trebur&level=strategic&kind=body&as_of=2026-01-01&lowest_basis=inferred"
    html = client.get(f"/map?{query}&standing_only=false&participation=true&lang=de", headers=PAGE).text
    for chip in (
        "field:sprachfoerderung", "town:trebur", "level:strategic", "kind:body", "as_of:2026-01-01",
        "lowest_basis:inferred", "standing_only:false", "participation:true",
    ):  # fmt: skip
        assert f'name="toggle" value="{chip}"' in html
    assert "Stichtag: 1. Januar 2026" in html


def test_a_scope_chosen_elsewhere_is_kept_and_can_be_taken_away(client: TestClient) -> None:
    html = client.get("/map?municipalities=trebur&lang=de", headers=PAGE).text
    assert 'name="toggle" value="municipalities:trebur"' in html
    assert '<input type="hidden" name="municipalities" value="trebur">' in html


def test_what_is_no_actor_body_or_field_opens_in_its_surroundings(client: TestClient) -> None:
    html = client.get("/map?node=trebur&lang=de", headers=PAGE).text
    assert "<h1>Karte: Umkreis</h1>" in html
    assert "Um „Trebur“, einen Schritt entfernt" in html


def test_what_is_chosen_but_not_in_the_view_is_said(client: TestClient) -> None:
    html = client.get("/map?view=levels&node=buero-fuer-integration&lang=de", headers=PAGE).text
    assert "„Büro für Integration“ ist in dieser Ansicht nicht zu sehen." in html
    assert "/map?view=around&amp;at=buero-fuer-integration" in html


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("view=kugel", 422, "view"), ("view=around&at=nix", 404, "„nix“ gibt es in diesem Ausschnitt nicht"),
        ("view=field&at=trebur", 422, "„Trebur“ ist kein Handlungsfeld"), ("steps=9&view=around", 422, "steps"),
        ("field=nix", 422, "Handlungsfeld: „nix“ gibt es hier nicht"), ("hide=alles", 422, "hide"),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_told_on_a_page(client: TestClient, query: str, status: int, words: str) -> None:
    answer = client.get(f"/map?{query}&lang=de", headers=PAGE)
    assert answer.status_code == status
    assert words in answer.text
    assert "<h1>" in answer.text
