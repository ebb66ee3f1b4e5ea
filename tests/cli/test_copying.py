"""The command that moves a network with its history to another store."""

from pathlib import Path

from tests.cli.running import GERMAN, run


def test_a_network_is_copied_and_the_copy_answers_the_same(tmp_path: Path) -> None:
    run(tmp_path, "--store", "one.sqlite", "init", "gross_gerau")
    done = run(tmp_path, "--store", "one.sqlite", "copy", "two.sqlite", language=GERMAN)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "Kopiert: 1 Fassung, heute 173 Einträge und 159 Verbindungen" in done.stderr
    reports = [run(tmp_path, "--store", f"{name}.sqlite", "report", "--as-of", "2026-11-24") for name in ("one", "two")]
    logs = [run(tmp_path, "--store", f"{name}.sqlite", "history") for name in ("one", "two")]
    assert reports[0].stdout
    assert reports[0] == reports[1]
    assert logs[0] == logs[1]


def test_a_copy_onto_itself_or_onto_other_data_is_refused(tmp_path: Path) -> None:
    run(tmp_path, "--store", "one.sqlite", "init", "gross_gerau")
    run(tmp_path, "--store", "two.sqlite", "init", "musterkreis")
    itself = run(tmp_path, "--store", "one.sqlite", "copy", "./one.sqlite")
    assert itself.returncode == 2
    assert "Source and target are the same store." in itself.stderr
    other = run(tmp_path, "--store", "one.sqlite", "copy", "two.sqlite", language=GERMAN)
    assert other.returncode == 1
    assert "Bitte ein leeres Ziel angeben" in other.stderr
