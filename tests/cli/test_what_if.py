"""What if at a terminal: options and file together, every form, and what is wrong said by its place."""

import json
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.cli.test_cli import loaded

__all__ = ["loaded"]
ENDS = "kommunale-bildungskoordination-fuer-neuzugewanderte"


def test_options_and_file_are_put_together(loaded: Path) -> None:
    file = loaded / "assumed.json"
    file.write_text(json.dumps({"changes": [{"change": "ends", "id": "ag-migration"}]}), "utf-8")
    done = run(loaded, "what-if", "assumed.json", "--ends", ENDS, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert set(json.loads(done.stdout)["ended"]) == {"ag-migration", ENDS}


@pytest.mark.parametrize(("form", "sign"), [("table", "erledigt"), ("md", "## erledigt"), ("csv", "erledigt,")])
def test_it_comes_in_every_form(loaded: Path, form: str, sign: str) -> None:
    done = run(loaded, "what-if", "--ends", ENDS, "--format", form, "--lang", "de", "--as-of", "2026-11-24")
    assert (done.returncode, done.stderr) == (0, "")
    assert sign in done.stdout
    assert "Bildungskoordination" in done.stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[", "no list of assumptions"), ("{}", "/changes"), ("3", "no list of assumptions"),
        ('{"changes": [{"change": "ends", "id": "nobody"}]}', "/changes/0/id"),
        ('{"changes": [], "more": 1}', "more"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_by_its_place(loaded: Path, content: str, said: str) -> None:
    (loaded / "bad.json").write_text(content, "utf-8")
    done = run(loaded, "what-if", "bad.json")
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
