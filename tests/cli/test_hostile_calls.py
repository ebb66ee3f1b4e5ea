"""What goes wrong on the command line: one sentence in the reader's language, the right code, nothing changed."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest

from graph_service.snapshot import Revision
from graph_service.store.embedded_store import EmbeddedStore
from tests.cli.running import COMMAND, ENGLISH, GERMAN, process, run, surroundings


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    assert run(folder, "init", "gross_gerau").returncode == 0
    return folder


def revision(folder: Path) -> Revision:
    with EmbeddedStore(folder / "data" / "network.sqlite") as store:
        return store.revision()


ROW = "buero-fuer-integration"
TABLES: dict[str, tuple[str, str | bytes, str, str]] = {
    "wrong ends": ("leads.csv", f"source_id,target_id\n{ROW},{ROW}\n", "nicht", "not"),
    "missing end": ("member_of.csv", f"source_id,target_id\n{ROW},nirgends\n", "„nirgends“", "“nirgends”"),
    "duplicate id": ("actors.csv", "id,name\nx,X\nx,Y\n", "actors.csv:3", "actors.csv:3"),
    "impossible date": ("actors.csv", "id,name,as_of\nx,X,2026-02-30\n", "Kalender", "calendar"),
    "dates reversed": ("actors.csv", "id,name,valid_from,valid_to\nx,X,2026,2025\n", "liegt vor", "lies before"),
    "1 MB name": ("actors.csv", f"id,name\nx,{'y' * 1_000_000}\n", "zu lang", "too long"),
    "control characters": ("actors.csv", "id,name\nx,a\x07b\n", "Steuerzeichen", "control characters"),
    "unknown column": ("actors.csv", "id,name,colour\nx,X,red\n", "„colour“", "“colour”"),
    "unknown kind": ("persons.csv", "id,name\nx,X\n", "beiseitegelegt", "set aside"),
    "not text": ("actors.csv", b"\xff\xfe\x00PK", "UTF-8", "UTF-8"),
}


@pytest.mark.parametrize("case", TABLES)
@pytest.mark.parametrize("dry", [[], ["--dry-run"]], ids=["write", "dry"])
def test_bad_tables_change_nothing(loaded: Path, tmp_path: Path, case: str, dry: list[str]) -> None:
    name, content, german, english = TABLES[case]
    raw = content if isinstance(content, bytes) else content.encode()
    (tmp_path / name).write_bytes(raw)
    before = revision(loaded)
    for language, words in ((GERMAN, german), (ENGLISH, english)):
        done = run(loaded, "import", str(tmp_path / name), *dry, language=language)
        assert (done.returncode, done.stdout) == (1, "")
        assert words in done.stderr
        assert len(done.stderr) < 2_000
        assert "Traceback" not in done.stderr
    assert revision(loaded) == before


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "german", "english"),
    [
        (["settings"], {"GRAPH_SERVICE_PORT": "abc"}, 1, "keine ganze Zahl", "not a whole number"),
        (["settings"], {"GRAPH_SERVICE_TOKENS": "{"}, 1, "kein lesbares JSON", "not readable JSON"),
        (["settings"], {"GRAPH_SERVICE_TOKEN": "hush"}, 1, "mindestens 16 Zeichen", "at least 16 characters"),
        (["serve", "--host", "0.0.0.0"], {}, 1, "geht nur mit", "needs GRAPH_SERVICE_TOKEN"),  # noqa: S104 - refused
        (["serve", "--port", "70000"], {}, 2, "eine ganze Zahl von 0 bis 65535", "0<=x<=65535"),
        (["report", "--as-of", "2026-02-30"], {}, 2, "Tag des Kalenders", "calendar day"),
        (["report", "--format", "pdf"], {}, 2, "Möglich sind json", "is not one of"),
        (["report", "--colour"], {}, 2, "Die Option --colour gibt es nicht", "No such option"),
        (["analyse", "nix"], {}, 2, "„nix“ gibt es nicht. Es gibt: overview", "There are: overview"),
        (["nix"], {}, 2, "Es gibt: serve", "There are: serve"),
        (["init"], {}, 2, "Es fehlt die Angabe", "Missing argument"),
        (["erase", ROW], {}, 2, "--yes", "--yes"),
        (["export", "--format", "csv"], {}, 2, "Ordner", "folder"),
        (["get", "/", "--header", "nothing"], {}, 2, "--header", "--header"),
        (["import", "no-such-folder"], {}, 1, "no-such-folder", "no-such-folder"),
        (["import", ".", "data"], {}, 1, "entweder einen Ordner", "either one folder"),
        (["report", "-o", "no-folder/report.json"], {}, 1, "lässt sich nicht schreiben", "cannot be written"),
        (["--store", "bolt://127.0.0.1:1", "report"], {}, 1, "nicht zu erreichen", "Is the server"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_wrong_calls_are_one_sentence_in_both_languages(
    loaded: Path, arguments: list[str], environment: dict[str, str], code: int, german: str, english: str
) -> None:
    for language, words in ((GERMAN, german), (ENGLISH, english)):
        done = run(loaded, *arguments, language=language, **environment)
        assert (done.returncode, done.stdout) == (code, "")
        assert words in done.stderr
        assert "Traceback" not in done.stderr
        assert "hush" not in done.stderr
        assert "pydantic" not in done.stderr


@pytest.mark.parametrize("place", ["before", "behind", "joined"])
def test_the_language_may_stand_anywhere(loaded: Path, place: str) -> None:
    call = ["import", "nix.csv"]
    spoken = {"before": ["--lang", "de", *call], "behind": [*call, "--lang", "de"], "joined": ["--lang=de", *call]}
    assert run(loaded, *spoken[place]).stderr.startswith("Nicht gefunden: Diese Datei gibt es nicht: nix.csv.")


def test_the_store_may_stand_behind_the_command(tmp_path: Path) -> None:
    assert run(tmp_path, "init", "musterkreis", "--store", "here.sqlite").returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["here.sqlite"]
    report = json.loads(run(tmp_path, "--store", "here.sqlite", "report").stdout)
    assert report["invented"] is True
    assert "Invented data" in run(tmp_path, "report", "--format", "table", "--store", "here.sqlite").stdout


def test_get_needs_no_token_and_leaves_no_file_when_it_fails(loaded: Path, tmp_path: Path) -> None:
    token = {
        "GRAPH_SERVICE_TOKEN": "a-token-of-enough-letters",
        "GRAPH_SERVICE_TOKENS": '{"public": "another-token-of-letters"}',
    }
    assert run(loaded, "get", "/api/v1/nodes", **token).returncode == 0
    out = tmp_path / "answer.json"
    failed = run(loaded, "get", "/api/v1/nodes/nix", "-o", str(out))
    assert failed.returncode == 1
    assert json.loads(failed.stdout)["status"] == 404
    assert not out.exists()
    csv = run(loaded, "get", "/api/v1/analyses/overview", "--header", "Accept: text/csv")
    assert "," in csv.stdout.splitlines()[0]


def test_what_is_stored_already_is_not_written_again(tmp_path: Path) -> None:
    run(tmp_path, "init", "musterkreis")
    assert run(tmp_path, "export", "--format", "csv", "-o", "tables").returncode == 0
    done = run(tmp_path, "import", "tables")
    assert (done.returncode, done.stderr) == (0, "All of it was there already; nothing written.\n")
    assert len(run(tmp_path, "history").stdout.splitlines()) == 2
    again = run(tmp_path, "export", "--format", "csv", "-o", "tables")
    assert again.returncode == 1
    assert "not empty" in again.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "tables"]


@pytest.mark.parametrize("form", ["zip", "xlsx", "json", "graphml", "gexf"])
def test_exports_are_whole_files(loaded: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"network.{form}"
    out.write_text("what was there before", encoding="utf-8")
    done = run(loaded, "export", "--format", form, "-o", str(out))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    if form in ("zip", "xlsx"):
        assert zipfile.ZipFile(out).testzip() is None
    else:
        assert "Büro für Integration" in out.read_text("utf-8")


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may write everywhere")
def test_a_file_that_cannot_be_replaced_stays(loaded: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    out.write_text("before", encoding="utf-8")
    tmp_path.chmod(0o500)
    try:
        assert run(loaded, "report", "-o", str(out)).returncode == 1
    finally:
        tmp_path.chmod(0o700)
    assert out.read_text("utf-8") == "before"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("how", ["output", "option"])
def test_a_full_disk_is_said_in_words(loaded: Path, how: str) -> None:
    arguments = ["report", "-o", "/dev/full"] if how == "option" else ["report"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments], cwd=loaded, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
            env=surroundings(ENGLISH),
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("Not written: ")
    assert done.stderr.count("\n") == 1


def test_a_reader_that_goes_away_is_no_reason_to_complain(loaded: Path) -> None:
    asked = subprocess.Popen(
        [*COMMAND, "export", "--format", "json"], cwd=loaded, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=surroundings(ENGLISH),
    )  # fmt: skip
    assert asked.stdout is not None
    assert asked.stderr is not None
    asked.stdout.read(10)
    asked.stdout.close()
    assert asked.stderr.read() == b""
    asked.stderr.close()
    assert asked.wait() in (0, 1)


@pytest.mark.parametrize("language", [GERMAN, ENGLISH, "C"])
def test_output_is_utf8_in_any_locale(loaded: Path, language: str) -> None:
    done = process(loaded, "report", "--format", "md", language=language, PYTHONIOENCODING="ascii")
    assert "Groß-Gerau" in done.stdout


def _heed_interrupts() -> None:
    # a run started in the background by a shell ignores them, and so would its children
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _await(address: str) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError), urlopen(address, timeout=5):  # noqa: S310 - our own server
            return
        time.sleep(0.1)
    pytest.fail("the service did not answer")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of its own kind")
def test_an_interrupt_ends_with_130_and_a_service_with_0(loaded: Path) -> None:
    import pty  # not on Windows

    reader, terminal = pty.openpty()  # progress is told to a terminal only: it says when the work has begun
    asked = subprocess.Popen([*COMMAND, "report"], cwd=loaded, stdout=subprocess.DEVNULL, stderr=terminal,
                             env=surroundings(ENGLISH), preexec_fn=_heed_interrupts)  # noqa: PLW1509 # fmt: skip
    os.close(terminal)
    told = b""
    while "…".encode() not in told:
        told += os.read(reader, 1000)
    asked.send_signal(signal.SIGINT)
    assert asked.wait(60) == 130
    with contextlib.suppress(OSError):  # Linux says so when the other end is closed
        while more := os.read(reader, 1000):
            told += more
    os.close(reader)
    assert told.decode().splitlines()[-1] == "Interrupted before it was done."
    serving = subprocess.Popen([*COMMAND, "serve", "--port", "0"], cwd=loaded, stderr=subprocess.PIPE, text=True,
                               env=surroundings(ENGLISH))  # fmt: skip
    assert serving.stderr is not None
    said = [serving.stderr.readline() for _ in range(5)]
    assert said[0].startswith("Startseite / Start page: http://127.0.0.1:")
    _await(said[0].split(": ")[1].strip() + "healthz")
    serving.send_signal(signal.SIGINT)
    assert serving.wait(20) == 0
    assert "Traceback" not in serving.stderr.read()
    serving.stderr.close()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "„Ziehungen“ (draws): „5000“ ist zu groß; höchstens 1.000."),
        (ENGLISH, "“draws” (draws): “5000” is too large; at most 1,000."),
    ],
)
def test_a_parameter_out_of_range_is_named_by_its_label(loaded: Path, language: str, said: str) -> None:
    done = run(loaded, "analyse", "field-bridges", "--draws", "5000", language=language)
    assert (done.returncode, done.stdout) == (run(loaded, "analyse", "field-bridges", "--seed", "-1").returncode, "")
    assert said in done.stderr


def test_help_of_an_analysis_speaks_the_readers_language(loaded: Path) -> None:
    german, english = (
        " ".join(run(loaded, "analyse", "reach", "--help", language=one).stdout.split()) for one in (GERMAN, ENGLISH)
    )
    assert "Schritte. In höchstens so vielen Schritten" in german
    assert "Vorgabe: 2, mindestens 1, höchstens 10." in german
    assert "steps. In how many steps" in english
    assert "Default: 2, at least 1, at most 10." in english


def test_common_options_are_explained_in_the_readers_language(loaded: Path) -> None:
    said = {
        GERMAN: ("Stichtag; sonst heute.", "Sprache von Antworten"),
        ENGLISH: ("Day of reference", "Language of answers"),
    }
    for language, (day, lang) in said.items():
        for command in (["report"], ["analyse", "overlap"], ["sheet"], ["what-if"]):
            told = " ".join(run(loaded, *command, "--help", language=language).stdout.split())
            assert day in told
            assert lang in told


def test_one_table_as_csv_and_no_other_form(loaded: Path) -> None:
    asked = ("analyse", "overlap", "--as-of", "2026-11-24", "--table", "seats")
    assert run(loaded, *asked, "--format", "csv").stdout.lstrip("\ufeff").startswith("measure,who_id,who")
    refused = run(loaded, *asked, "--format", "json", language=GERMAN)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "nur als CSV" in refused.stderr
    assert run(loaded, "analyse", "overlap", "--table", "nix", language=GERMAN).returncode == 2


def test_a_day_and_any_day_contradict_each_other(loaded: Path) -> None:
    done = run(loaded, "report", "--as-of", "2026-11-24", "--any-day", language=GERMAN)
    assert (done.returncode, done.stdout) == (1, "")
    assert "--as-of und --any-day widersprechen sich" in done.stderr
