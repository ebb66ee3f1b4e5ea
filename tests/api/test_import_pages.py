"""The pages on which editors read lists in, asked the way a browser without scripts asks."""

import io
import re
from html import unescape
from typing import Any

from openpyxl import load_workbook
from starlette.testclient import TestClient

from graph_service.snapshot import Changes
from tests.api.asking import TOKENS, Make, bearer
from tests.exchange.offices import book, typed_by_hand

HTML = {"Accept": "text/html", "Accept-Language": "de"}
BETHA = "actor:bildungswerk betha"


def token(text: str) -> str:
    found = re.search(r'name="_token" value="([0-9a-f]+)"', text)
    assert found
    return found[1]


def bring(client: TestClient, data: bytes, name: str = "liste.xlsx", mark: str | None = None, **headers: str) -> Any:
    mark = token(client.get("/import", headers={**HTML, **headers}).text) if mark is None else mark
    return client.post("/import", data={"_token": mark}, files={"file": (name, data)}, headers={**HTML, **headers})


def controls(text: str) -> dict[str, str]:
    """What a browser would send of the form that renews the preview."""
    found = {"_token": token(text)}
    for name, inside in re.findall(r'<select[^>]*? name="([^"]+)"[^>]*>(.*?)</select>', text, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        found[unescape(name)] = unescape(chosen[1]) if chosen else ""
    for name, value in re.findall(r'<input type="radio" name="([^"]+)" value="([^"]+)" checked', text):
        found[unescape(name)] = unescape(value)
    return found


def test_from_a_list_to_the_network_in_four_steps(make: Make) -> None:
    client = make(Changes())
    shown = bring(client, typed_by_hand())
    assert shown.status_code == 200, "led to the preview"
    address = str(shown.url)
    assert "/import/" in address
    for said in (
        "Vorschau: liste.xlsx",
        "Bildungswerk Betha",
        "dasselbe wie Bildungswerk Beta",
        "wird nie gespeichert",
        "Lieblingsfarbe",
    ):
        assert said in shown.text
    assert "Kontakt A" not in shown.text
    assert shown.headers["cache-control"] == "no-store"
    sent = {**controls(shown.text), f"decide.{BETHA}": "=actor:bildungswerk beta"}
    decided = client.post(address, data=sent, headers=HTML)
    assert decided.status_code == 200
    assert "Als dasselbe entschieden" in decided.text
    assert "Dasselbe oder nicht?" not in decided.text
    revision = re.search(r'name="revision" value="(\d+)"', decided.text)
    assert revision
    taken = {"_token": token(decided.text), "do": "take", "revision": revision[1], "note": "Liste vom Freitag"}
    done = client.post(address, data=taken, headers=HTML)
    assert str(done.url).endswith("/history/2")
    assert "Liste vom Freitag" in done.text
    assert client.get("/api/v1/nodes/bildungswerk-beta").json()["aliases"] == ["Bildungswerk Betha"]
    assert client.get(address, headers=HTML).status_code == 404


def test_a_mapping_is_changed_kept_and_used_again(make: Make) -> None:
    client = make(Changes())
    data = book({"Tabelle1": [["Haus", "Wo", "Farbe"], ["Alpha", "Musterstadt", "rot"]]})
    first = bring(client, data)
    assert "Alles steht schon so da" in first.text
    second = client.post(str(first.url), data={**controls(first.text), "form.0": "actor"}, headers=HTML)
    assert "Die Spalte „Name“ fehlt" in unescape(second.text)
    sent = {**controls(second.text), "col.0.0": "name", "col.0.1": "active_in", "save_profile": "Häuser"}
    third = client.post(str(first.url), data=sent, headers=HTML)
    assert "Übernehmen" in third.text
    assert "von Hand oder im Profil so zugeordnet" in third.text
    page = client.get("/import", headers=HTML).text
    assert '<option value="Häuser">' in page
    mark = {"_token": token(page), "profile": "Häuser"}
    again = client.post("/import", data=mark, files={"file": ("neu.xlsx", data)}, headers=HTML)
    assert "Übernehmen" in again.text
    dropped = client.post("/import/profiles", data=mark, headers=HTML)
    assert "Häuser" not in dropped.text


def test_a_decision_can_be_taken_back(make: Make) -> None:
    client = make(Changes())
    shown = bring(client, typed_by_hand())
    same = client.post(
        str(shown.url), data={**controls(shown.text), f"decide.{BETHA}": "=actor:bildungswerk beta"}, headers=HTML
    )
    back = client.post(str(shown.url), data={**controls(same.text), f"undo.{BETHA}": "true"}, headers=HTML)
    assert "Dasselbe oder nicht?" in back.text


def test_what_is_wrong_is_shown_and_cannot_be_taken_over(make: Make) -> None:
    client = make(Changes())
    shown = bring(client, book({"Akteure": [["Akteur", "Ebene"], ["Alpha", "Mond"], ["Beta", "Kreis"]]}))
    assert "liste.xlsx › Akteure!B2" in shown.text
    assert 'name="revision"' not in shown.text
    forced = client.post(
        str(shown.url), data={"_token": token(shown.text), "do": "take", "revision": "1"}, headers=HTML
    )
    assert forced.status_code == 422
    lenient = client.post(str(shown.url), data={**controls(shown.text), "leave_out": "true"}, headers=HTML)
    assert 'name="revision"' in lenient.text
    wrong = client.post(str(shown.url), data={**controls(shown.text), "as_of": "gestern"}, headers=HTML)
    assert wrong.status_code == 422
    assert "kein Datum" in wrong.text


def test_a_file_that_cannot_be_read_says_why_on_the_form(client: TestClient) -> None:
    for data, words in ((b"PK\x03\x04nope", "beschädigt"), (b"", "Bitte eine Datei")):
        shown = bring(client, data)
        assert shown.status_code == 422
        assert words in shown.text
        assert 'type="file"' in shown.text
    assert client.post("/import", content=b"x", headers={**HTML, "Content-Type": "text/plain"}).status_code == 422
    for body in (b"", b"--x\r\n", b"--x\r\nnope\r\n--x--", b"--x--"):
        sent = client.post("/import", content=body, headers={**HTML, "Content-Type": "multipart/form-data; boundary=x"})
        assert sent.status_code == 422


def test_a_form_from_elsewhere_is_refused(client: TestClient) -> None:
    assert bring(client, typed_by_hand(), mark="0" * 64).status_code == 422
    assert bring(client, typed_by_hand(), Origin="https://elsewhere.example").status_code == 403
    shown = bring(client, typed_by_hand())
    forged = client.post(str(shown.url), data={"_token": "x", "do": "take", "revision": "1"}, headers=HTML)
    assert forged.status_code == 422
    assert client.get("/readyz").json()["revision"] == 1
    discarded = client.post(str(shown.url), data={"_token": token(shown.text), "do": "drop"}, headers=HTML)
    assert str(discarded.url).endswith("/import")
    assert client.get(str(shown.url), headers=HTML).status_code == 404


def test_only_editors_see_it(make: Make) -> None:
    client = make(tokens=TOKENS)
    assert client.get("/import", headers={**HTML, **bearer("internal")}).status_code == 403
    assert client.get("/import", headers={**HTML, **bearer("editor")}).status_code == 200
    assert 'href="/import"' in client.get("/", headers={**HTML, **bearer("editor")}).text
    assert 'href="/import"' not in client.get("/", headers={**HTML, **bearer("internal")}).text


def test_names_in_a_list_are_data(make: Make) -> None:
    client = make(Changes())
    shown = bring(
        client,
        book({"<b>Akteure": [["Akteur", "<script>x</script>"], ["<img src=x onerror=hit()>", "<i>"]]}),
        "<svg>.xlsx",
    )
    assert "<img src=x" not in shown.text
    assert "<svg>" not in shown.text
    assert "<script>x" not in shown.text


def test_the_template_is_offered_in_both_languages(client: TestClient) -> None:
    for spoken, sheet in (("de", "Akteure"), ("en", "Actors")):
        got = client.get(f"/import/template.xlsx?lang={spoken}")
        assert got.status_code == 200
        assert sheet in load_workbook(io.BytesIO(got.content)).sheetnames
