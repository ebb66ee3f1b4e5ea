"""The command line as a person meets it: verbs, exit codes, one sentence for every fault, data on stdout only.

`run` calls it in this process, `process` starts one; which is for what is said in `tests/cli/running.py`.
"""

import json
import locale
import logging
import os
import signal
import socket
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest

from graph_service.analyses import catalogue
from graph_service.cli import Lazy
from graph_service.store.neo4j_server import HOST
from tests.cli.running import COMMAND, ENGLISH, GERMAN, ROOT, process, run, surroundings

COMMANDS = sorted(Lazy._HOMES)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    done = run(folder, "init", "gross_gerau")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "173 entries and 159 ties" in done.stderr
    return folder


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["report", "--as-of", "2026-11-24", "--format", "csv"], 0),
        (["report", "--field", "nix"], 1),
        (["report", "--format", "pdf"], 2),
    ],
)
def test_a_process_and_a_call_within_answer_alike(loaded: Path, arguments: list[str], code: int) -> None:
    within = run(loaded, *arguments, language=GERMAN)
    assert within == process(loaded, *arguments, language=GERMAN)
    assert within.returncode == code


def test_a_call_within_leaves_nothing_behind(loaded: Path) -> None:
    def around() -> list[object]:
        streams = [sys.stdin, sys.stdout, sys.stderr, *logging.root.handlers]
        signals = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
        return [dict(os.environ), Path.cwd(), locale.setlocale(locale.LC_ALL), warnings.filters[:], streams, signals]

    before = around()
    for arguments in (["report"], ["get", "/"], ["settings"], ["serve", "--host", "0.0.0.0"], ["nix"]):  # noqa: S104 - refused
        run(loaded, *arguments, language=GERMAN, GRAPH_SERVICE_LOG="json")
        assert around() == before


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str, tmp_path: Path) -> None:
    done = run(tmp_path, command, "--help")
    assert done.returncode == 0
    assert "Example:" in done.stdout
    assert f"graph-service {command}" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom graph_service.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'networkx', 'scipy', 'neo4j', 'fastapi', 'pyvis', 'pydantic_settings'} & set(sys.modules)\n"
        "print('HEAVY', sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "HEAVY []" in done.stdout


@pytest.mark.parametrize("form", ["json", "csv", "md", "table"])
def test_the_report_comes_in_every_form(loaded: Path, form: str) -> None:
    done = run(loaded, "report", "--as-of", "2026-11-24", "--format", form, "--lang", "de")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Bildungskoordination" in done.stdout
    if form == "json":
        assert json.loads(done.stdout)["invented"] is False


@pytest.mark.parametrize("analysis", sorted(catalogue()))
def test_every_analysis_is_a_command(loaded: Path, analysis: str) -> None:
    assert run(loaded, "analyse", analysis, "--format", "table").returncode == 0
    assert f"analyse {analysis}" in run(loaded, "analyse", analysis, "--help").stdout


def test_not_a_terminal_gets_json(loaded: Path) -> None:
    answer = json.loads(run(loaded, "analyse", "overview", "--visibility", "restricted").stdout)
    assert answer["result"]["summary"]["en"]
    assert answer == json.loads(run(loaded, "get", "/api/v1/analyses/overview").stdout)


def test_the_api_answers_without_a_server(loaded: Path) -> None:
    done = run(loaded, "get", "/api/v1/nodes/buero-fuer-integration")
    assert json.loads(done.stdout)["name"] == "Büro für Integration"
    missing = run(loaded, "get", "/api/v1/nodes/nix")
    assert missing.returncode == 1
    assert json.loads(missing.stdout)["status"] == 404


def test_what_goes_out_comes_in_again(loaded: Path, tmp_path: Path) -> None:
    assert run(loaded, "export", "-o", str(tmp_path / "all.zip")).returncode == 0
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        archive.extractall(tmp_path / "tables")
    assert run(tmp_path, "import", "tables", "--dry-run").returncode == 0
    assert run(tmp_path, "get", "/readyz").stdout.endswith('"revision":0}')
    assert run(tmp_path, "import", "tables").returncode == 0
    for form in ("json", "graphml", "gexf"):
        assert run(tmp_path, "export", "--format", form).stdout == run(loaded, "export", "--format", form).stdout


def test_a_bad_table_is_refused_row_by_row_in_both_languages(loaded: Path, tmp_path: Path) -> None:
    (tmp_path / "actors.csv").write_text("id,name,as_of\nx,X,2026-13\ny,,\n", encoding="utf-8")
    for language in (GERMAN, ENGLISH):
        done = run(loaded, "import", str(tmp_path / "actors.csv"), language=language)
        assert done.returncode == 1
        assert "actors.csv:2:as_of" in done.stderr
        assert "actors.csv:3:name" in done.stderr
        assert "Traceback" not in done.stderr
    assert json.loads(run(loaded, "get", "/readyz").stdout)["revision"] == 1


def test_real_and_invented_data_never_mix(loaded: Path) -> None:
    done = run(loaded, "import", str(ROOT / "seeds" / "musterkreis"))
    assert done.returncode == 1
    assert "never go into the same store" in done.stderr


def test_init_does_not_write_over_anything(loaded: Path) -> None:
    assert run(loaded, "init", "musterkreis").returncode == 1
    kept = run(loaded, "init", "musterkreis", "--if-empty")
    assert kept.returncode == 0
    assert "nothing loaded" in kept.stderr
    assert "gross_gerau, musterkreis" in run(loaded, "init", "nix").stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["report", "--field", "nix"], 1),
        (["analyse", "field-bridges", "--draws", "0"], 1),
        (["analyse", "nix"], 2),
        (["report", "--format", "pdf"], 2),
        (["import", "nix.csv"], 1),
        (["erase", "nix", "--yes"], 1),
        (["serve", "--host", "0.0.0.0"], 1),  # noqa: S104 - refused
        (["--store", "bolt://127.0.0.1:1", "report"], 1),
        (["report", "-o", "no-folder/report.json"], 1),
    ],
)
def test_every_fault_is_a_sentence_and_an_exit_code(loaded: Path, arguments: list[str], code: int) -> None:
    done = run(loaded, *arguments)
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    german = run(loaded, *arguments, language=GERMAN)
    assert code == 2 or german.stderr != done.stderr


def test_a_store_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_bytes(b"PK not ours")
    done = run(tmp_path, "--store", "list.xlsx", "report")
    assert done.returncode == 1
    assert "not a store of this service" in done.stderr
    assert (tmp_path / "list.xlsx").read_bytes() == b"PK not ours"


def test_settings_show_no_secret(tmp_path: Path) -> None:
    done = run(tmp_path, "settings", GRAPH_SERVICE_TOKEN="a-very-secret-token", GRAPH_SERVICE_NEO4J_PASSWORD="hush")  # noqa: S106
    assert "GRAPH_SERVICE_STORE" in done.stdout
    assert "secret-token" not in done.stdout
    assert "hush" not in done.stdout
    short = run(tmp_path, "settings", GRAPH_SERVICE_TOKEN="short")  # noqa: S106
    assert short.returncode == 1
    assert "16 characters" in short.stderr


def test_erase_removes_for_good(tmp_path: Path) -> None:
    run(tmp_path, "init", "gross_gerau")
    assert run(tmp_path, "erase", "omas-gegen-rechts", "--yes").returncode == 0
    assert "Omas" not in run(tmp_path, "export", "--format", "json").stdout
    assert run(tmp_path, "history").stdout.splitlines()[-1].split(",")[0] == "2"


def test_serve_answers_says_where_and_ends_on_a_signal(loaded: Path) -> None:
    server = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0"], cwd=loaded, stderr=subprocess.PIPE, text=True, env=surroundings("C.UTF-8"),
    )  # fmt: skip
    assert server.stderr is not None
    address = server.stderr.readline().split(": ", 1)[1].strip()
    with urlopen(address) as response:  # noqa: S310 - our own server
        assert "Groß-Gerau" in response.read().decode()
    server.send_signal(signal.SIGINT)
    server.stderr.close()
    assert server.wait(15) in (0, 130, -signal.SIGINT)


def test_a_taken_port_is_said_in_words(loaded: Path) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        done = run(loaded, "serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "another port" in done.stderr


@pytest.mark.neo4j
def test_a_report_from_neo4j_is_the_same_byte_for_byte(neo4j_uri: str, loaded: Path) -> None:
    from tests.neo4j_fixture import environment, wipe

    wipe(neo4j_uri)
    assert run(loaded, "--store", neo4j_uri, "init", "gross_gerau", **environment()).returncode == 0
    for form in ("json", "md", "csv"):
        arguments = ["report", "--format", form, "--as-of", "2026-11-24", "--lang", "de"]
        from_neo4j = run(loaded, "--store", neo4j_uri, *arguments, **environment()).stdout
        assert from_neo4j == run(loaded, *arguments).stdout != ""
    wipe(neo4j_uri)
