"""Every page in a real browser: nothing from outside, no error, no script from data, usable by keyboard, accessible."""

import re

import pytest
from playwright.sync_api import Browser

from graph_service.snapshot import Changes
from tests.browsing import Served, Watched, ready

pytestmark = pytest.mark.browser
PAGES = (
    "/", "/report", "/map", "/analyses", "/analyses/field-bridges", "/analyses/coverage", "/actors", "/bodies", "/fields",
    "/search?q=integration", "/matrix", "/coverage", "/what-if", "/api/docs", "/problems/not-found", "/nix",
)  # fmt: skip


@pytest.mark.parametrize("name", ["gross_gerau", "musterkreis", "hostile", "empty"])
@pytest.mark.parametrize(("language", "scheme", "width"), [("de", "light", 1280), ("en", "dark", 400)])
def test_every_page_is_quiet_fits_and_is_accessible(
    browser: Browser, served: dict[str, Served], name: str, language: str, scheme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    address = served[name].address
    watched = Watched(browser, address, color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=False)
    page = watched.page
    own = {
        "gross_gerau": ("/actors/buero-fuer-integration", "/matrix/sprachfoerderung/interkulturelle-oeffnung",
                        "/matrix/anerkennungs-und-willkommenskultur/interkulturelle-oeffnung",
                        "/coverage/sprachfoerderung/trebur", "/fields/deutsch-als-fremdsprache/sheet"),
        "musterkreis": ("/fields/wohnen", "/matrix/wohnen/gesundheit", "/coverage/wohnen/beispielheim",
                        "/fields/gesundheit/sheet"),
        "hostile": ("/actors/a0", "/matrix/f/g", "/fields/f/sheet"),
    }  # fmt: skip
    for path in (*PAGES, *own.get(name, ())):
        page.goto(address + path + ("&" if "?" in path else "?") + f"lang={language}")
        ready(page)
        assert page.evaluate("window.hit") is None, path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than {width}"
        assert page.evaluate("document.documentElement.lang") == language
        assert page.locator("h1").count() == 1
        assert page.title().strip()
        if name != "musterkreis" or path in ("/report", "/map"):
            found = Axe().run(page)
            assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        invented = page.locator(".invented").count()
        assert invented == (name == "musterkreis" and not path.startswith(("/api", "/problems", "/nix"))), path
    expected = [fault for fault in watched.faults if "404" not in fault]
    assert expected == []
    watched.close()


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
    assert page.locator("[name=body]").input_value() == "b"
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
