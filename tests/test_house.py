"""The house rules: layers, sizes, links, secrets, image, wheel, docs."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from graph_service.settings import Settings

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "graph_service").rglob("*.py"))


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_imports_point_downwards() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("file", SOURCES, ids=lambda f: str(f.relative_to(ROOT)))
def test_files_stay_small_and_say_what_they_are_for(file: Path) -> None:
    text = file.read_text("utf-8")
    assert text.startswith('"""')
    assert len(text.splitlines()) <= 350


def test_no_page_loads_anything_from_outside() -> None:
    outside = re.compile(r"(?:src|href)=[\"'](?:https?:)?//|@import|url\((?:https?:)?//", re.IGNORECASE)
    for file in (ROOT / "graph_service").rglob("*"):
        if file.suffix in (".html", ".css", ".js"):
            assert not outside.search(file.read_text("utf-8")), file


def test_nothing_points_to_a_machine() -> None:
    machine = re.compile(r"/(?:work|root|home)/[a-z]|\.\./" + "shared")
    for file in tracked():
        if file.suffix in (".py", ".md", ".toml", ".yml", ".html", ".js", ".css", ".cypher") or file.name == "run":
            found = machine.search(file.read_text("utf-8"))
            assert found is None, f"{file}: {found}"


def test_settings_are_documented() -> None:
    text = (ROOT / "docs" / "api.md").read_text("utf-8")
    for name, field in Settings.model_fields.items():
        assert f"`GRAPH_SERVICE_{name.upper()}`" in text
        assert field.description
        assert field.description.split(":")[0] in text


def test_dependencies_are_explained() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    for line in (ROOT / "pyproject.toml").read_text("utf-8").split("[project.scripts]")[0].splitlines():
        for name in re.findall(r'"([A-Za-z0-9-]+)[<>=~]', line):
            assert name == "hatchling" or f"| {name} |" in text, name


def test_compose_refuses_to_start_without_secrets() -> None:
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        text = (ROOT / "docker-compose.yml").read_text("utf-8")
        assert text.count(":?set ") == 3
        return
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "GRAPH_SERVICE_"))}

    def config(**more: str) -> int:
        return subprocess.run(
            [docker, "compose", "config", "-q"], cwd=ROOT, env={**clean, **more}, capture_output=True, check=False
        ).returncode

    assert config() != 0
    assert config(NEO4J_PASSWORD="x") != 0  # noqa: S106 - made up
    assert config(NEO4J_PASSWORD="x", GRAPH_SERVICE_TOKEN="y") == 0  # noqa: S106 - made up


@pytest.mark.slow
def test_the_wheel_works_from_any_folder(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "--wheel-dir", str(tmp_path), str(ROOT)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    home = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(home)
    assert any(name.endswith("cypher/read/fetch_nodes.cypher") for name in names)
    assert any(name.endswith("seeds/gross_gerau/actors.csv") for name in names)
    assert not any("/tests/" in name or name.startswith("tests") for name in names)
    code = (
        "from graph_service.resources import cypher_dir, seeds_dir\nimport graph_service\n"
        "assert str(cypher_dir()).startswith(graph_service.__path__[0]), cypher_dir()\n"
        "from graph_service.cli import main\nmain(['init', 'gross_gerau'])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(home)}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "data" / "network.sqlite").is_file()
