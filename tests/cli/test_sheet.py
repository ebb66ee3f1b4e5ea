"""The committee sheet at a terminal: every form, to a file or to standard output, and one sentence for what is not there."""

import json
import zipfile
from pathlib import Path

from tests.cli.running import GERMAN, run
from tests.cli.test_cli import loaded

__all__ = ["loaded"]
FIELD = "deutsch-als-fremdsprache"


def test_the_sheet_is_written_in_every_form(loaded: Path) -> None:
    day = ("--as-of", "2026-11-24")
    text = run(loaded, "sheet", FIELD, *day, language=GERMAN)
    assert (text.returncode, text.stderr) == (0, "")
    assert text.stdout.startswith("# Ausschussblatt: Deutsch als Fremdsprache\n")
    found = run(loaded, "sheet", FIELD, "--format", "json", *day)
    assert json.loads(found.stdout)["field"] == FIELD
    done = run(loaded, "sheet", FIELD, "--format", "docx", "-o", "sheet.docx", *day)
    assert (done.returncode, done.stdout) == (0, "")
    assert "Committee sheet" in zipfile.ZipFile(loaded / "sheet.docx").read("word/document.xml").decode()


def test_a_field_that_is_not_there_is_named(loaded: Path) -> None:
    done = run(loaded, "sheet", "nix")
    assert (done.returncode, done.stdout) == (1, "")
    assert "nix" in done.stderr
    assert "Traceback" not in done.stderr
