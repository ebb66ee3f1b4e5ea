"""The docs say what the program does: methods from the declarations, the tour as it runs, links that lead somewhere."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from graph_service.analyses import catalogue
from graph_service.analyses._common import LEAST_ACTORS, LEAST_IN_FIELD, OLD_AFTER_DAYS
from graph_service.analyses._ranks import DRAWS, LOSSES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
METHODS = (DOCS / "methods.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "seeds" / "README.md", *sorted(DOCS.glob("*.md")), DOCS / "tour.ipynb"]


def made(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", str(DOCS / script), "--check"], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def words_of(page: Path) -> str:
    text = page.read_text("utf-8")
    if page.suffix != ".ipynb":
        return re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    cells = json.loads(text)["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def anchors_of(page: Path) -> set[str]:
    """Headings as forges turn them into anchors, and anchors written down."""
    text = words_of(page)
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return slugs | set(re.findall(r'<a id="([^"]+)"', text))


def test_methods_follow_the_declarations() -> None:
    done = made("make_methods.py")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", catalogue())
def test_every_analysis_has_a_section(name: str, language: str) -> None:
    assert METHODS.count(f'<a id="{language}-{name}"></a>') == 1
    assert METHODS.count(f"(#{language}-{name})") == 1


@pytest.mark.parametrize("entry", catalogue().values(), ids=catalogue())
def test_every_analysis_names_a_source_or_only_counts(entry: object) -> None:
    references, limits = entry.references, entry.limits  # type: ignore[attr-defined]
    if references:
        assert any(re.search(r"\bdoi:10\.\d{4,9}/\S+|https?://\S+", reference) for reference in references)
    else:
        assert "nur gezählt" in limits.de
        assert "only counts" in limits.en


def test_the_rules_for_all_are_those_of_the_program() -> None:
    a, b, c = LOSSES
    for said in (
        f"Unter {LEAST_ACTORS} Akteuren insgesamt, oder wo ein Feld weniger als {LEAST_IN_FIELD} hat",
        f"Below {LEAST_ACTORS} actors in all, or where a field has fewer than {LEAST_IN_FIELD}",
        f"Vorgabe {DRAWS}, mit festem Startwert", f"{DRAWS} by default, with a fixed seed",
        f"Wahrscheinlichkeit von {a}, {b} und {c} %", f"chance of {a}, {b} and {c} %",
    ):  # fmt: skip
        assert said in METHODS
    assert OLD_AFTER_DAYS == 2 * 365, "methods.md says two years"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for address in re.findall(r"\]\(([^)\s]+)\)", words_of(page)):
        if re.match(r"[a-z]+:", address):
            continue
        path, _, anchor = address.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), address
        assert not anchor or anchor in anchors_of(target), address


def test_the_tour_shows_what_the_program_answers() -> None:
    done = made("make_tour.py")
    assert done.returncode == 0, done.stderr


def test_the_tour_is_stored_without_a_machine() -> None:
    tour = json.loads((DOCS / "tour.ipynb").read_text("utf-8"))
    assert set(tour["metadata"]) == {"kernelspec", "language_info"}
    outputs = [output for cell in tour["cells"] for output in cell.get("outputs", ())]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 4
    assert {output["output_type"] for output in outputs} == {"stream", "display_data"}
    assert all(output.get("name", "stdout") == "stdout" for output in outputs)
    texts = "".join("".join(output.get("text", ())) for output in outputs)
    assert re.search(r"/(?:tmp|home|root|usr)/|site-packages", texts) is None
