"""The map to take along: as SVG and as a sheet to print, with the scope and filters of the address, and on the command line."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from graph_service.cli import main
from tests.api.asking import TOKENS, Make, problem

PAGE = {"Accept": "text/html"}


def test_the_svg_is_kept_by_browsers_and_answers_anew_after_a_change_of_filters(client: TestClient) -> None:
    first = client.get("/map.svg?view=fields&lang=de")
    assert first.status_code == 200
    assert first.headers["content-type"] == "image/svg+xml; charset=utf-8"
    assert first.text.startswith("<svg ")
    assert (
        client.get("/map.svg?view=fields&lang=de", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    )
    other = client.get("/map.svg?view=fields&lang=de&field=deutsch-als-fremdsprache")
    assert other.headers["etag"] != first.headers["etag"]
    assert "Filter: Deutsch als Fremdsprache." in other.text
    past = client.get("/map.svg?as_of=2018-01-01&lang=de").text
    assert "Stichtag 1. Januar 2018" in past


def test_what_does_not_fit_is_refused_with_a_sentence(client: TestClient) -> None:
    problem(client.get("/map.svg?paper=a0"), 422, "invalid-parameter")
    problem(client.get("/map.svg?field=nix"), 422, "invalid-parameter")
    page = client.get("/map/print?paper=a0", headers=PAGE)
    assert page.status_code == 422
    assert "<h1>" in page.text


@pytest.mark.parametrize(("paper", "language"), [("a4", "de"), ("a3", "en")])
def test_the_sheet_to_print_holds_the_drawing_and_leads_back(client: TestClient, paper: str, language: str) -> None:
    page = client.get(f"/map/print?paper={paper}&view=levels&lang={language}", headers=PAGE).text
    assert f'class="paper {paper}"' in page
    assert page.count("<svg ") == 1
    assert "&lt;svg" not in page
    assert 'href="/map?view=levels"' in page
    assert f'paper={paper}" aria-current="page"' in page


def test_nobody_sees_on_paper_what_they_may_not_see(make: Make) -> None:
    service = make(token=TOKENS["admin"], public=True)
    assert service.get("/map.svg").status_code == 200
    closed = make(token=TOKENS["admin"])
    assert closed.get("/map.svg").status_code == 401


def test_the_command_line_writes_the_same_drawing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store, file = str(tmp_path / "n.sqlite"), tmp_path / "karte.svg"
    for line in (
        ["init", "gross_gerau"],
        ["map", "--view", "fields", "--paper", "a3", "--lang", "de", "-o", str(file)],
    ):
        with pytest.raises(SystemExit) as ended:
            main(["--store", store, *line])
        assert ended.value.code == 0, capsys.readouterr().err
    text = file.read_text("utf-8")
    assert text.startswith("<svg ")
    assert "26 Handlungsfelder" in text
    with pytest.raises(SystemExit) as ended:
        main(["--store", store, "--lang", "de", "map", "--view", "field", "--at", "nix"])
    assert ended.value.code == 1
    assert "„nix“ gibt es in diesem Ausschnitt nicht" in capsys.readouterr().err
