"""Editing without JavaScript: form, check, store, undo; sent twice, two editors, bad entries, foreign forms, readers."""

import html
import re
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from starlette.testclient import TestClient

from graph_service.model import (
    NODE,
    NODE_KINDS,
    TIE,
    TIE_KINDS,
    Actor,
    Body,
    FieldOfAction,
    MemberOf,
    Municipality,
    WorksIn,
)
from graph_service.network import project
from graph_service.snapshot import Changes, Scope, Snapshot
from graph_service.views.edit_fields import defaults, entered, inputs, shown
from graph_service.words import LANGUAGES, Visibility
from tests.api.asking import TOKENS, Make, bearer
from tests.api.forms import PAGE, form, forms, send

A = Actor(id="a", name="Ämterhaus", aliases=("Haus der Ämter", "HdÄ"), source="Liste", as_of="2026-03")
MEMBER = MemberOf(source_id="a", target_id="b", source="Liste", as_of="2026-03")
SMALL = Changes(
    nodes=(A, Body(id="b", name="Runder Tisch"), FieldOfAction(id="f", name="Sprache"), FieldOfAction(id="g", name="Wohnen"),
           Municipality(id="t", name="Trebur")),
    ties=(MEMBER, WorksIn(source_id="a", target_id="f"), WorksIn(source_id="b", target_id="f")),
)  # fmt: skip


@pytest.fixture
def client(make: Make) -> TestClient:
    return make(SMALL)


def get(client: TestClient, path: str, headers: dict[str, str] | None = None) -> Any:
    return client.get(path, headers={**PAGE, **(headers or {})})


def node(client: TestClient, node_id: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/nodes/{node_id}").json()
    return found


def revision(client: TestClient) -> int:
    return int(client.get("/api/v1/changes").json()["items"][-1]["revision"])


def checked(client: TestClient, path: str, headers: dict[str, str] | None = None, **values: str) -> Any:
    """Fill in the form at *path* and send it to be checked."""
    editing = form(get(client, path, headers).text, action="/edit/preview")
    return send(client, editing, editing.filled(**values), headers)


def stored(client: TestClient, preview: Any, note: str = "", headers: dict[str, str] | None = None) -> Any:
    """Store what was checked."""
    saving = form(preview.text, action="/edit/save")
    return send(client, saving, saving.filled(_note=note), headers)


def test_a_row_is_changed_checked_stored_and_undone(client: TestClient) -> None:
    page = get(client, "/actors/a").text
    assert 'href="/edit?node=a"' in page
    preview = checked(client, "/edit?node=a", name="Ämterhaus Süd", aliases="HdÄ\r\nSüdhaus", as_of="14.03.2026")
    assert preview.status_code == 200
    for text in ("Ämterhaus Süd", "HdÄ; Südhaus", "2026-03-14", "Wirkung auf die Befunde"):
        assert text in preview.text
    assert "Beschreibung" not in preview.text, "only what changes is shown"
    assert node(client, "a")["name"] == "Ämterhaus", "a check stores nothing"
    done = stored(client, preview, "Liste vom 14. März")
    assert str(done.url).endswith("/history/2?said=saved")
    assert "Gespeichert als Fassung 2." in done.text
    assert node(client, "a")["aliases"] == ["HdÄ", "Südhaus"]
    assert node(client, "a")["as_of"] == "2026-03-14"
    entry = client.get("/api/v1/changes").json()["items"][-1]
    assert (entry["note"], entry["author"]) == ("Liste vom 14. März", "admin")
    undone = send(client, form(done.text, action="/history/2/undo"), form(done.text, action="/history/2/undo").held)
    assert "Zurückgenommen; das ist Fassung 3." in undone.text
    assert node(client, "a")["name"] == "Ämterhaus"
    again = send(client, form(undone.text, action="/history/3/undo"), form(undone.text, action="/history/3/undo").held)
    assert node(client, "a")["name"] == "Ämterhaus Süd"
    assert "Fassung 4" in again.text


@pytest.mark.parametrize("kind", NODE_KINDS)
def test_every_kind_can_be_created_from_its_directory(client: TestClient, kind: str) -> None:
    path = NODE_KINDS[kind].spec.path
    assert f'href="/edit?kind={kind}"' in get(client, f"/{path}").text
    preview = checked(client, f"/edit?kind={kind}", name="Öffnung & Teilhabe für Bürger*innen")
    done = stored(client, preview)
    assert "said=saved" in str(done.url)
    made = node(client, "oeffnung-teilhabe-fuer-buergerinnen")
    assert made["kind"] == kind
    assert made["as_of"] == "2026-11-24"
    assert made["visibility"] == "internal"
    second = checked(client, f"/edit?kind={kind}", name="Öffnung & Teilhabe für Bürger*innen")
    assert "Vielleicht gibt es das schon" in second.text
    stored(client, second)
    assert node(client, "oeffnung-teilhabe-fuer-buergerinnen-2")["kind"] == kind


def test_a_form_sent_twice_is_stored_once_and_says_so(client: TestClient) -> None:
    for path, values in (("/edit?kind=actor", {"name": "Neue Stelle"}), ("/edit?node=a", {"short_name": "ÄH"})):
        preview = checked(client, path, **values)
        first = stored(client, preview)
        number = revision(client)
        twice = stored(client, preview)
        assert revision(client) == number
        assert str(twice.url).endswith(f"/history/{number}?said=already")
        assert "nicht noch einmal gespeichert" in twice.text
        assert "said=saved" in str(first.url)
    asked = get(client, "/edit/delete?node=a")
    dropping = form(asked.text, action="/edit/delete")
    send(client, dropping, dropping.held)
    number = revision(client)
    assert "nicht noch einmal gespeichert" in send(client, dropping, dropping.held).text
    undo = form(get(client, f"/history/{number}").text, action=f"/history/{number}/undo")
    send(client, undo, undo.held)
    assert "nicht noch einmal" in send(client, undo, undo.held).text
    assert revision(client) == number + 1
    same = checked(client, "/edit?node=a")
    assert "nichts geändert" in same.text
    assert not [f for f in forms(same.text) if f.action == "/edit/save"]


def test_two_editors_on_one_row_see_both_versions_and_lose_nothing(client: TestClient) -> None:
    mine = checked(client, "/edit?node=a", name="Mein Name", short_name="M")
    stored(client, checked(client, "/edit?node=a", name="Ihr Name", description="Von ihr"))
    met = stored(client, mine)
    assert met.status_code == 409
    assert "Jemand anderes hat diesen Eintrag geändert" in met.text
    for text in ("Mein Name", "Ihr Name"):
        assert f">{text}</td>" in met.text
    assert node(client, "a")["name"] == "Ihr Name", "nothing was overwritten"
    again = form(met.text, action="/edit/preview")
    held = dict(again.held)
    assert (held["name"], held["short_name"], held["description"]) == ("Mein Name", "M", "Von ihr"), (
        "each keeps what they did"
    )
    done = stored(client, send(client, again, again.held))
    assert "said=saved" in str(done.url)
    now = node(client, "a")
    assert (now["name"], now["short_name"], now["description"]) == ("Mein Name", "M", "Von ihr")


def test_unknown_is_not_no_when_two_editors_meet(client: TestClient) -> None:
    stored(client, checked(client, "/edit?node=a", regular_system="false", description="Zeile 1\r\nZeile 2"))
    editing = form(get(client, "/edit?node=a").text, action="/edit/preview")
    assert ("description", "Zeile 1\nZeile 2") in editing.held
    mine = send(client, editing, editing.filled(regular_system="", description="Zeile 1\r\nZeile 2"))
    stored(client, checked(client, "/edit?node=a", short_name="S", description="Eine Zeile"))
    again = form(stored(client, mine).text, action="/edit/preview")
    assert dict(again.held)["regular_system"] == ""
    stored(client, send(client, again, again.held))
    assert "regular_system" not in node(client, "a")
    assert (node(client, "a")["short_name"], node(client, "a")["description"]) == ("S", "Eine Zeile")


def test_a_write_to_another_row_is_in_nobodys_way(client: TestClient) -> None:
    mine = checked(client, "/edit?node=a", name="Mein Name")
    stored(client, checked(client, "/edit?node=b", name="Anderer Tisch"))
    assert "said=saved" in str(stored(client, mine).url)
    assert (node(client, "a")["name"], node(client, "b")["name"]) == ("Mein Name", "Anderer Tisch")


def test_what_somebody_deleted_meanwhile_can_be_created_anew(client: TestClient) -> None:
    mine = checked(client, "/edit?node=t", name="Trebur-Astheim")
    dropping = form(get(client, "/edit/delete?node=t").text, action="/edit/delete")
    send(client, dropping, dropping.held)
    met = stored(client, mine)
    assert met.status_code == 409
    assert "inzwischen gelöscht" in met.text
    again = form(met.text, action="/edit/preview")
    stored(client, send(client, again, again.held))
    assert node(client, "t")["name"] == "Trebur-Astheim"


def test_a_tie_to_what_is_gone_meanwhile_is_refused_and_kept(client: TestClient) -> None:
    editing = form(get(client, "/edit?node=b&way=works_in.out").text, action="/edit/preview")
    preview = send(client, editing, editing.filled(_target="g", note="bleibt"))
    for gone in ("b", "g"):
        dropping = form(get(client, f"/edit/delete?node={gone}").text, action="/edit/delete")
        send(client, dropping, dropping.held)
        refused = stored(client, preview)
        assert refused.status_code in (409, 422), gone
        assert ("note", "bleibt") in form(refused.text, action="/edit/preview").held
        assert "gibt es" in refused.text


def test_bad_entries_are_said_beside_the_field_in_the_readers_language(client: TestClient) -> None:
    bad = {"name": "", "website": "javascript:alert(1)", "as_of": "2026-13", "valid_from": "2027", "valid_to": "2026",
           "description": "bleibt \x00 stehen"}  # fmt: skip
    page = checked(client, "/edit?node=a", **bad)
    assert page.status_code == 422
    editing = form(page.text, action="/edit/preview")
    assert {("website", "javascript:alert(1)"), ("as_of", "2026-13"), ("name", "")} <= set(editing.held)
    for name in ("website", "as_of", "name", "description"):
        assert f'id="e-{name}"' in page.text, name
        assert re.search(rf'aria-describedby="[^"]*e-{name}"[^>]*aria-invalid="true"', page.text), name
    assert "ist keine Webadresse" in page.text
    english = checked(client, "/edit?node=a&lang=en", website="x", name="ok")
    assert "is not a web address" in english.text
    reversed_dates = checked(client, "/edit?node=a", valid_from="2027", valid_to="2026", name="ok")
    assert reversed_dates.status_code == 422
    assert "end (valid_to)" in reversed_dates.text or "Ende (valid_to)" in reversed_dates.text
    assert checked(client, "/edit?node=a", name="x" * 301).status_code == 422
    assert node(client, "a")["name"] == "Ämterhaus"


def test_numbers_and_dates_may_be_written_the_german_way(client: TestClient) -> None:
    preview = checked(client, "/edit?node=t", population="13.245", migration_share="0,41", population_as_of="3.2025")
    stored(client, preview)
    found = node(client, "t")
    assert (found["population"], found["migration_share"], found["population_as_of"]) == (13245, 0.41, "2025-03")
    bad = checked(client, "/edit?node=t", population="viele", migration_share="41")
    assert bad.status_code == 422
    assert 'id="e-population"' in bad.text
    assert 'id="e-migration_share"' in bad.text


def test_ticks_that_are_not_set_are_no(client: TestClient) -> None:
    editing = form(get(client, "/edit?node=b").text, action="/edit/preview")
    assert ("standing", "true") in editing.held
    pairs = [pair for pair in editing.held if pair[0] != "standing"]
    stored(client, send(client, editing, pairs))
    assert node(client, "b")["standing"] is False


def test_a_tie_is_added_moved_to_another_day_and_deleted(client: TestClient) -> None:
    way = form(get(client, "/edit/tie?node=a").text, action="/edit")
    assert "member_of.out" in way.offered["way"]
    assert "member_of.in" not in way.offered["way"], "nobody is a member of an actor"
    page = send(client, way, way.filled(way="works_in.out"))
    editing = form(page.text, action="/edit/preview")
    assert set(editing.offered["_target"]) == {"", "f", "g"}
    assert send(client, editing, editing.held).status_code == 422, "the other end is needed"
    preview = send(client, editing, editing.filled(_target="g"))
    assert "„Ämterhaus“ – arbeitet in – „Wohnen“" in preview.text
    stored(client, preview)
    assert client.get(f"/api/v1/ties/{quote('works_in:a:g:')}").status_code == 200
    again = send(client, editing, editing.filled(_target="f", source="anders"))
    assert again.status_code == 422
    assert "Diese Verbindung gibt es schon" in again.text
    moved = checked(client, f"/edit?tie={quote(MEMBER.key)}", valid_from="2020", role="lead")
    saved = stored(client, moved)
    assert "said=saved" in str(saved.url)
    assert client.get(f"/api/v1/ties/{quote(MEMBER.key)}").status_code == 404
    assert client.get(f"/api/v1/ties/{quote('member_of:a:b:2020')}").json()["role"] == "lead"
    assert "said=already" in str(stored(client, moved).url)
    incoming = form(get(client, "/edit?node=b&way=member_of.in").text, action="/edit/preview")
    assert "a" in incoming.offered["_source"]
    dropping = form(get(client, f"/edit/delete?tie={quote('member_of:a:b:2020')}").text, action="/edit/delete")
    assert "said=saved" in str(send(client, dropping, dropping.held).url)
    assert "nicht noch einmal" in send(client, dropping, dropping.held).text


@pytest.mark.parametrize("kind", TIE_KINDS)
def test_every_kind_of_tie_has_a_form_from_either_side(make: Make, kind: str) -> None:
    nodes = [
        cls(id=f"{kind_of.replace('_', '-')}{n}", name=f"{kind_of} {n}")
        for kind_of, cls in NODE_KINDS.items()
        for n in (1, 2)
    ]
    client = make(Changes(nodes=tuple(nodes)))
    spec = TIE_KINDS[kind].spec
    source, target = spec.sources[0].replace("_", "-"), (spec.targets[0]).replace("_", "-")
    other = f"{target}2"
    editing = form(get(client, f"/edit?node={source}1&way={kind}.out").text, action="/edit/preview")
    assert other in editing.offered["_target"]
    stored(client, send(client, editing, editing.filled(_target=other)))
    assert len(client.get(f"/api/v1/ties?kind={kind}&node={source}1").json()["items"]) == 1
    if not spec.symmetric:
        back = form(get(client, f"/edit?node={other}&way={kind}.in").text, action="/edit/preview")
        assert f"{source}1" in back.offered["_source"]


def test_delete_shows_what_goes_and_asks_again_when_that_has_changed(client: TestClient) -> None:
    page = get(client, "/edit/delete?node=a")
    assert page.text.count(">gelöscht</span>") == 3
    dropping = form(page.text, action="/edit/delete")
    editing = form(get(client, "/edit?node=a&way=works_in.out").text, action="/edit/preview")
    stored(client, send(client, editing, editing.filled(_target="g")))
    changed = send(client, dropping, dropping.filled(_note="aufgelöst"))
    assert changed.status_code == 409
    assert "Inzwischen hat sich etwas geändert" in changed.text
    newer = form(changed.text, action="/edit/delete")
    assert ("_note", "aufgelöst") in newer.held
    send(client, newer, newer.held)
    assert client.get("/api/v1/nodes/a").status_code == 404
    history = get(client, "/history?node=a")
    assert history.status_code == 200, "what is gone still has its history"
    number = revision(client)
    undo = form(get(client, f"/history/{number}").text, action=f"/history/{number}/undo")
    send(client, undo, undo.held)
    assert len(node(client, "a")["ties"]) == 3


def test_an_undo_that_no_longer_fits_says_why(client: TestClient) -> None:
    stored(client, checked(client, "/edit?node=a", name="Zweiter"))
    undo = form(get(client, "/history/2").text, action="/history/2/undo")
    stored(client, checked(client, "/edit?node=a", name="Dritter"))
    blocked = send(client, undo, undo.held)
    assert blocked.status_code == 409
    assert "Später noch einmal geändert" in blocked.text
    assert "„Dritter“" in blocked.text
    assert not [f for f in forms(blocked.text) if f.action.endswith("/undo")]
    assert node(client, "a")["name"] == "Dritter"


WRITES = ("/edit/preview", "/edit/save", "/edit/delete", "/edit/form", "/history/1/undo")


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_forms_from_elsewhere_are_refused(client: TestClient, headers: dict[str, str]) -> None:
    for path in WRITES:
        sent = client.post(
            path,
            content="_kind=actor&name=X",
            headers={**PAGE, "Content-Type": "application/x-www-form-urlencoded", **headers},
        )
        assert sent.status_code == 403, path
    assert revision(client) == 1


def test_a_form_without_its_mark_is_not_stored_and_kept(client: TestClient) -> None:
    preview = checked(client, "/edit?node=a", name="Ohne Marke")
    saving = form(preview.text, action="/edit/save")
    for mark in ("", "0" * 64, "ü"):
        refused = send(client, saving, saving.filled(_token=mark))
        assert refused.status_code == 403
        assert "Das Formular gilt nicht mehr" in refused.text
        assert ("name", "Ohne Marke") in form(refused.text, action="/edit/preview").held
    for path, start in (("/edit/delete?node=a", "/edit/delete"), ("/history/1", "/history/1/undo")):
        writing = form(get(client, path).text, action=start)
        assert send(client, writing, writing.filled(_token="x")).status_code == 403  # noqa: S106
    assert revision(client) == 1


@pytest.mark.parametrize("body", [b"", b"\xff\xfe=1", b"a=1&" * 2000, b"_kind=nix&_token=x", b"name=%ff"])
def test_what_is_no_form_of_ours_is_refused(client: TestClient, body: bytes) -> None:
    for path in ("/edit/preview", "/edit/save", "/edit/form"):
        sent = client.post(path, content=body, headers={**PAGE, "Content-Type": "application/x-www-form-urlencoded"})
        assert sent.status_code == 422, path
    assert (
        client.post("/edit/save", content=b"{}", headers={**PAGE, "Content-Type": "application/json"}).status_code
        == 422
    )


def test_readers_see_no_way_to_write_and_are_refused(make: Make) -> None:
    client = make(SMALL, tokens={k: TOKENS[k] for k in ("internal", "editor")})
    reader, editor = bearer("internal"), bearer("editor")
    for path in ("/actors/a", "/actors", "/history", "/history/1"):
        page = get(client, path, reader)
        assert page.status_code == 200
        assert "/edit" not in page.text
        assert 'method="post"' not in page.text
    assert 'href="/edit?node=a"' in get(client, "/actors/a", editor).text
    tag = get(client, "/actors/a", editor).headers["etag"]
    assert get(client, "/actors/a", {**reader, "If-None-Match": tag}).status_code == 200, "a reader holds another page"
    for path in ("/edit?node=a", "/edit/tie?node=a", "/edit/delete?node=a", "/edit?kind=actor"):
        assert get(client, path, reader).status_code == 403
        assert get(client, path).status_code == 401
    preview = checked(client, "/edit?node=a", editor, name="Neu")
    saving = form(preview.text, action="/edit/save")
    assert send(client, saving, saving.held, reader).status_code == 403
    assert send(client, saving, saving.held).status_code == 401
    assert "said=saved" in str(send(client, saving, saving.held, editor).url)
    undo = form(get(client, "/history/2", editor).text, action="/history/2/undo")
    assert send(client, undo, undo.held, reader).status_code == 403


def test_an_editor_reaches_only_as_far_as_they_see(make: Make) -> None:
    secret = Actor(id="s", name="Geheim", visibility=Visibility.RESTRICTED)
    hidden = WorksIn(source_id="a", target_id="g", visibility=Visibility.RESTRICTED)
    everything = Changes(nodes=(*SMALL.nodes, secret), ties=(*SMALL.ties, hidden))
    client = make(everything, tokens={"editor": TOKENS["editor"], "admin": TOKENS["admin"]})
    editor = bearer("editor")
    assert get(client, "/edit?node=s", editor).status_code == 404
    above = checked(client, "/edit?node=a", editor, visibility="restricted")
    assert above.status_code == 422
    assert "höher als die eigene Rolle" in above.text
    dropping = form(get(client, "/edit/delete?node=b", editor).text, action="/edit/delete")
    assert "said=saved" in str(send(client, dropping, dropping.held, editor).url)
    hanging = form(get(client, "/edit/delete?node=a", editor).text, action="/edit/delete")
    refused = send(client, hanging, hanging.held, editor)
    assert refused.status_code == 409
    assert "die Ihre Rolle nicht zeigt" in refused.text
    first = get(client, "/history/1", editor)
    assert "Geheim" not in first.text
    assert "betraf Einträge, die Ihre Rolle nicht zeigt" in first.text
    assert client.post(
        "/history/1/undo", content=urlencode({"_token": "x"}),
        headers={**PAGE, **editor, "Content-Type": "application/x-www-form-urlencoded"},
    ).status_code == 403  # fmt: skip


def test_notes_that_may_name_what_is_hidden_are_left_out_of_the_history(make: Make) -> None:
    secret = Actor(id="s", name="Geheim", visibility=Visibility.RESTRICTED)
    client = make(SMALL, tokens={"editor": TOKENS["editor"], "admin": TOKENS["admin"]})
    editor, admin = bearer("editor"), bearer("admin")
    batch = {
        "changes": {"nodes": [secret.model_dump(mode="json"), {"kind": "actor", "id": "x", "name": "Offen"}]},
        "note": "Zettel A",
    }
    client.post("/api/v1/changes", json=batch, headers={**admin, "If-Match": '"1"'})
    for path in ("/history", "/history/2"):
        seen = get(client, path, editor).text
        assert "Geheim" not in seen, path
        assert "Zettel A" not in seen, path
    client.post("/api/v1/erasures", json={"ids": ["s"], "note": "Zettel B"}, headers=admin)
    for path in ("/history", "/history/3"):
        assert "Zettel B" not in get(client, path, editor).text, path
    assert "Zettel B" in get(client, "/history", admin).text
    assert 'action="/history/3/undo"' not in get(client, "/history/3", admin).text, "what is erased does not come back"


def test_hostile_and_odd_names_are_text_everywhere(make: Make) -> None:
    name = "\"><script>alert(1)</script><b onclick=x>' & ${7*7} {{7*7}}"
    client = make(
        Changes(
            nodes=(Actor(id="a", name=name), Actor(id="b", name="مركز المشورة " * 20), FieldOfAction(id="f", name=name))
        )
    )
    for path in (
        "/edit?node=a",
        "/edit/tie?node=a",
        "/edit?node=a&way=works_in.out",
        "/edit/delete?node=a",
        "/history",
        "/history/1",
    ):
        page = get(client, path)
        assert page.status_code == 200, path
        assert "<script>alert" not in page.text
        assert "<b onclick" not in page.text
    preview = checked(client, "/edit?node=b", description=name, note="</textarea><script>alert(1)</script>")
    assert "<script>alert" not in preview.text
    done = stored(client, preview, note=name)
    assert "<script>alert" not in done.text
    assert node(client, "b")["description"] == name
    arabic = checked(client, "/edit?kind=actor", name="مجلس")
    stored(client, arabic)
    assert node(client, "actor")["name"] == "مجلس", "an id is made though no letter of the name fits"


def test_persons_and_missing_origins_are_noticed(client: TestClient) -> None:
    preview = checked(
        client, "/edit?node=a", source="", as_of="", note="Frau X, x.y@example.org, 06152 989-123", visibility="public"
    )
    for text in ("Quelle)", "(Stand)", "Angaben zu Personen", "öffentlich"):
        assert text in preview.text


def test_the_back_button_of_the_check_keeps_everything(client: TestClient) -> None:
    preview = checked(client, "/edit?node=a", name="Halb fertig", description="Zeile 1\r\nZeile 2")
    saving = form(preview.text, action="/edit/save")
    back = client.post(
        "/edit/form",
        content=urlencode(saving.filled(_note="Grund")),
        headers={**PAGE, "Content-Type": "application/x-www-form-urlencoded"},
    )
    editing = form(back.text, action="/edit/preview")
    held = dict(editing.held)
    assert held["name"] == "Halb fertig"
    assert held["description"].replace("\r\n", "\n") == "Zeile 1\nZeile 2"
    assert held["_note"] == "Grund"


def test_history_is_paged_newest_first_in_words(client: TestClient) -> None:
    for n in range(25):
        client.put(
            "/api/v1/nodes/f", json={"kind": "field", "name": f"Sprache {n}"}, headers={"If-Match": f'"{n + 1}"'}
        )
    page = get(client, "/history")
    numbers = [int(n) for n in re.findall(r'id="w-(\d+)"', page.text)]
    assert numbers == list(range(26, 6, -1))
    assert "„Sprache 24“" in page.text
    assert "(Name)" in page.text
    older = html.unescape(re.findall(r'href="(/history\?before=[^"]+)"', page.text)[0])
    assert [int(n) for n in re.findall(r'id="w-(\d+)"', get(client, older).text)] == [6, 5, 4, 3, 2, 1]
    of_node = get(client, "/history?node=a").text
    assert [int(n) for n in re.findall(r'id="w-(\d+)"', of_node)] == [1]
    assert "„Ämterhaus“ – Mitglied in – „Runder Tisch“" in of_node
    assert "Wohnen" not in of_node.split("<main")[1].split("</main")[0]
    for bad in ("/history/0", "/history/99", "/history?node=nobody"):
        assert get(client, bad).status_code == 404, bad
    assert get(client, "/history/x").status_code == 422
    assert get(client, "/history/26?lang=en").text.count("Sprache 24") >= 1


def test_what_is_not_there_is_said(client: TestClient) -> None:
    for path in ("/edit", "/edit?node=x", "/edit?tie=x:y:z:", "/edit?kind=x", "/edit/tie?node=x", "/edit/delete?node=x",
                 "/edit?node=a&way=leads.in", "/edit?node=x&way=leads.in"):  # fmt: skip
        assert get(client, path).status_code == 404, path


@pytest.mark.parametrize("kind", [*NODE_KINDS, *TIE_KINDS])
def test_every_field_of_the_model_has_an_input_and_comes_back_as_it_was(gross_gerau: Snapshot, kind: str) -> None:
    cls: Any = NODE_KINDS.get(kind) or TIE_KINDS[kind]
    adapter: Any = NODE if kind in NODE_KINDS else TIE
    for row in [row for row in (*gross_gerau.nodes, *gross_gerau.ties) if row.kind == kind][:20]:
        ends = {name: getattr(row, name) for name in ("id", "source_id", "target_id") if hasattr(row, name)}
        assert adapter.validate_python({**entered(cls, shown(row)), **ends, "kind": kind}) == row
    network = project(gross_gerau, Scope())
    for language in LANGUAGES:
        for one in inputs(cls, defaults(cls, "2026-01-01"), network, language):
            assert one.label
            assert one.sort in ("line", "prose", "date", "web", "number", "several", "choice", "tick")
            assert one.value in [value for value, _ in one.choices] or one.sort != "choice", one.name
