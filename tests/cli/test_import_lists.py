"""Lists on the command line: shown first, written when asked, remembered by a profile."""

import json
from pathlib import Path

import pytest

from tests.cli.running import ENGLISH, GERMAN, run
from tests.exchange.offices import book, typed_by_hand


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "liste.xlsx").write_bytes(typed_by_hand())
    return tmp_path


def revision(folder: Path) -> int:
    found: int = json.loads(run(folder, "get", "/readyz").stdout)["revision"]
    return found


@pytest.mark.parametrize("more", [[], ["--preview"], ["--dry-run", "--apply"]])
def test_a_list_is_shown_and_not_written(folder: Path, more: list[str]) -> None:
    german = run(folder, "import", "liste.xlsx", *more, language=GERMAN)
    assert german.returncode == 0, german.stderr
    for said in (
        "Akteure 2026: gelesen als Akteure; Köpfe in Zeile 4", "Homepage → Website (95 %", "neu: 12 Einträge und 15 Verbindungen",
        "„Bildungswerk Betha“ – entscheiden", "Lieblingsfarbe", "nie gespeichert", "nichts wurde geschrieben",
    ):  # fmt: skip
        assert said in german.stdout + german.stderr
    english = run(folder, "import", "liste.xlsx", *more, language=ENGLISH)
    assert "new: 12 entries and 15 ties" in english.stdout
    assert revision(folder) == 0


def test_a_list_is_written_when_asked_and_the_same_list_again_changes_nothing(folder: Path) -> None:
    key = "actor:bildungswerk betha=actor:bildungswerk beta"
    done = run(folder, "import", "liste.xlsx", "--apply", "--note", "Liste vom Freitag", "--decide", key)
    assert done.returncode == 0, done.stderr
    assert "Imported: 12 entries and 16 ties" in done.stderr
    again = run(folder, "import", "liste.xlsx", "--apply")
    assert "All of it was there already" in again.stderr
    assert revision(folder) == 1
    assert "Liste vom Freitag" in run(folder, "history").stdout


def test_the_preview_as_json(folder: Path) -> None:
    body = json.loads(run(folder, "import", "liste.xlsx", "--format", "json").stdout)
    assert body["counts"]["new"] == {"nodes": 12, "ties": 15}
    assert body["questions"][0]["options"][0]["name"] == "Bildungswerk Beta"
    assert body["ready"] is True


def test_what_is_wrong_is_said_by_row_and_nothing_is_written(folder: Path) -> None:
    (folder / "x.xlsx").write_bytes(book({"Akteure": [["Akteur", "Ebene"], ["Alpha", "Mond"], ["Beta", "Kreis"]]}))
    done = run(folder, "import", "x.xlsx", "--apply", language=GERMAN)
    assert done.returncode == 1
    assert "x.xlsx › Akteure!B2: Zeile 2, Spalte „Ebene“:" in done.stdout
    assert revision(folder) == 0
    left = run(folder, "import", "x.xlsx", "--apply", "--leave-out", language=GERMAN)
    assert left.returncode == 0
    assert "Weggelassen:" in left.stdout
    assert revision(folder) == 1


def test_a_mapping_is_kept_by_name_and_used_again(folder: Path) -> None:
    rows = [["Haus", "Ebene"], ["Alpha", "Kreis"]]
    (folder / "x.xlsx").write_bytes(book({"Tabelle1": rows}))
    assert "set aside" in run(folder, "import", "x.xlsx").stderr
    sheets = [{"sheet": "Tabelle1", "form": "actor", "columns": {"Haus": "name", "Ebene": "level"}}]
    (folder / "haus.json").write_text(json.dumps({"name": "haus", "sheets": sheets}), encoding="utf-8")
    kept = run(folder, "import", "x.xlsx", "--profile", "haus.json", "--save-profile", "Häuser")
    assert kept.returncode == 0, kept.stderr
    assert (folder / "data" / "import.json").is_file()
    again = run(folder, "import", "x.xlsx", "--profile", "Häuser", "--apply")
    assert "Imported: 1 entry" in again.stderr
    missing = run(folder, "import", "x.xlsx", "--profile", "nix")
    assert (missing.returncode, missing.stdout) == (1, "")
    assert "Häuser" in missing.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--decide", "nonsense"], 2, "--decide needs the form"),
        (["--profile", "bad.json"], 1, "does not fit"),
        (["--as-of", "someday"], 1, "not a date"),
    ],
)
def test_a_wrong_wish_is_a_sentence(folder: Path, arguments: list[str], code: int, words: str) -> None:
    (folder / "bad.json").write_text("[]", encoding="utf-8")
    done = run(folder, "import", "liste.xlsx", *arguments)
    assert done.returncode == code
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
