"""Forms, map, report and sheet in a real browser: by mouse, by keyboard, with hostile names, without JavaScript, on paper."""

import re

import pytest
from playwright.sync_api import Browser

from graph_service.snapshot import Changes
from tests.browsing import Served, Watched

pytestmark = pytest.mark.browser


def test_settings_are_labelled_bounded_and_keep_the_scope(browser: Browser, served: dict[str, Served]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    watched = Watched(browser, served["hostile"].address, viewport={"width": 400, "height": 800})
    page = watched.page
    page.goto(served["hostile"].address + "/analyses/reach?participation=true&lang=de")
    page.get_by_text("Einstellungen", exact=True).click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(page).violations_count == 0
    apply = page.locator("form", has=page.locator("[name=steps]")).get_by_role("button")
    page.get_by_label("Schritte").fill("99")
    apply.click()
    assert "steps=" not in page.url, "the browser holds back what is out of range"
    page.get_by_label("Schritte").fill("3")
    page.get_by_label("Ausgehend von").select_option("b")
    page.get_by_label("Zusammenarbeit zählt mit").check()
    apply.click()
    page.wait_for_url("**steps=3**")
    assert all(part in page.url for part in ("participation=true", "body=b", "cooperation=true"))
    assert page.locator("select[name=body]").input_value() == "b"
    assert watched.faults == []
    watched.close()


def test_without_javascript_everything_but_the_picture_is_there(browser: Browser, served: dict[str, Served]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served["gross_gerau"].address + "/map")
    assert page.locator("#nodes tbody tr").count() == 120
    assert page.locator("noscript").count() == 1
    page.goto(served["gross_gerau"].address + "/")
    page.fill("input[name=q]", "Ruesselsheim")
    page.click("form.search button")
    assert page.locator("tbody tr").count() > 3
    context.close()


def test_the_report_prints_with_its_evidence(browser: Browser, served: dict[str, Served]) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(served["gross_gerau"].address + "/report")
    page.emulate_media(media="print")
    assert not page.is_visible("nav")
    assert page.is_visible("article.finding h3 >> nth=0")
    row = page.locator(".evidence li").first.bounding_box()
    assert row is not None
    assert row["height"] > 10, "evidence is printed though it is folded on the screen"
    assert len(page.pdf(format="A4")) > 10_000
    context.close()


@pytest.mark.parametrize("name", ["gross_gerau", "musterkreis"])
def test_every_committee_sheet_prints_on_one_side(
    browser: Browser, served: dict[str, Served], seeds: dict[str, Changes], name: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    for field in [node.id for node in seeds[name].nodes if node.kind == "field"]:
        for language in ("de", "en"):
            page.goto(f"{served[name].address}/fields/{field}/sheet?lang={language}")
            assert page.locator("article.sheet section").count() == 6
            sides = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
            assert sides == 1, f"{field} ({language})"
    context.close()
