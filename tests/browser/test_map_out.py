"""The map taken along, in a real browser: one sheet of paper for every view, and a PNG painted from the SVG."""

import re
import struct
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from graph_service.views.map_data import VIEWS
from tests.browsing import Services, Watched, ready

pytestmark = pytest.mark.browser
POINTS = {"a4": (842, 595), "a3": (1191, 842)}


@pytest.mark.parametrize("name", ["gross_gerau", "musterkreis", "empty"])
def test_every_view_prints_on_one_sheet_lying_on_its_side(browser: Browser, served: Services, name: str) -> None:
    watched = Watched(browser, served[name].address)
    page = watched.page
    for view in VIEWS:
        for paper, size in POINTS.items():
            page.goto(f"{served[name].address}/map/print?view={view}&paper={paper}&lang=de")
            pdf = page.pdf(prefer_css_page_size=True)
            assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1, f"{view} {paper}"
            box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
            assert box is not None
            assert (round(float(box[1])), round(float(box[2]))) == pytest.approx(size, abs=1), f"{view} {paper}"
    assert watched.faults == []
    watched.close()


def test_a_png_is_painted_in_the_browser_and_follows_the_filters(
    browser: Browser, served: Services, tmp_path: Path
) -> None:
    watched = Watched(browser, served["musterkreis"].address, accept_downloads=True)
    page = watched.page
    page.goto(served["musterkreis"].address + "/map?view=actors&lang=de")
    ready(page)
    sizes = []
    for filtered in (False, True):
        if filtered:
            page.locator("#legend button[data-value=body]").click()
        with page.expect_request(lambda request: "/map.svg" in request.url) as asked, page.expect_download() as loaded:
            page.get_by_role("button", name="PNG").click()
        file = tmp_path / "karte.png"
        loaded.value.save_as(file)
        raw = file.read_bytes()
        assert raw.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">II", raw[16:24]) == (3400, 2404)
        sizes.append((len(raw), "kind=body" in asked.value.url))
    assert [follows for _, follows in sizes] == [False, True]
    assert sizes[0][0] > sizes[1][0] > 20_000, "fewer things, a smaller file; none is blank"
    link = page.get_by_role("link", name="Druckblatt A4")
    link.focus()
    assert "kind=body" in (link.get_attribute("href") or "")
    assert watched.faults == []
    watched.close()


def test_without_javascript_the_png_is_not_offered_and_the_rest_works(browser: Browser, served: Services) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served["gross_gerau"].address + "/map?view=fields&lang=de")
    assert page.get_by_role("button", name="PNG").count() == 0
    page.get_by_role("link", name="Druckblatt A3").click()
    page.locator(".paper.a3 svg").wait_for()
    assert page.locator(".paper.a3 svg text").count() > 10
    context.close()


@pytest.mark.parametrize(
    ("name", "view"), [("musterkreis", "actors"), ("gross_gerau", "fields"), ("hostile", "actors")]
)
def test_one_file_works_from_a_memory_stick_without_a_network(
    browser: Browser, served: Services, tmp_path: Path, name: str, view: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    watched = Watched(browser, served[name].address)
    page = watched.page
    page.goto(f"{served[name].address}/map?view={view}&lang=de")
    ready(page)
    with page.expect_download() as loaded:
        page.get_by_role("link", name="eine Datei zum Mitnehmen").click()
    file = tmp_path / "karte.html"
    loaded.value.save_as(file)
    assert watched.faults == []
    watched.close()

    alone = Watched(browser, file.as_uri(), offline=True, viewport={"width": 1280, "height": 900})
    page = alone.page
    page.goto(file.as_uri())
    ready(page)
    assert page.evaluate("window.hit") is None
    rows = page.locator("#nodes tbody tr:visible")
    many = rows.count()
    assert many > 1
    assert page.locator("a[href^='/'], a[href^='http']").count() == 0, "a file leads nowhere"
    assert Axe().run(page).violations_count == 0
    if view == "actors":
        page.click("#legend button[data-value=body]")
        assert 0 < rows.count() < many
        page.click("#chips button")
    page.fill("#find", "a")
    page.fill("#find", "")
    assert rows.count() == many
    page.focus("#map")
    page.keyboard.press("ArrowDown")
    assert page.locator("#detail h3").count() == 1
    page.keyboard.press("u")
    page.keyboard.press("Escape")
    assert page.url == file.as_uri(), "it stays where it is"
    assert alone.faults == []
    alone.close()


def test_a_changed_file_runs_nothing(browser: Browser, served: Services, tmp_path: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    text = page.request.get(served["gross_gerau"].address + "/map.html?view=fields&lang=de").text()
    file = tmp_path / "other.html"
    file.write_text(
        text.replace("</body>", "<script>window.hit = 1</script><img src=x onerror='window.hit = 2'></body>"), "utf-8"
    )
    page.goto(file.as_uri())
    assert page.evaluate("window.hit") is None, "the policy in the file allows its own scripts only"
    context.close()
