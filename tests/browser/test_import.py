"""Reading a list in, in a real browser, with scripts switched off: quiet, accessible, fits a telephone, by keyboard."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browsing import Served, Watched
from tests.exchange.offices import typed_by_hand

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "scheme", "width"), [("de", "light", 1280), ("en", "dark", 400)])
def test_a_list_is_brought_and_looked_at(
    browser: Browser, served: dict[str, Served], tmp_path: Path, language: str, scheme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    (tmp_path / "liste.xlsx").write_bytes(typed_by_hand())
    address = served["empty"].address
    watched = Watched(browser, address, color_scheme=scheme, viewport={"width": width, "height": 800})
    page = watched.page
    page.goto(f"{address}/import?lang={language}")
    assert Axe().run(page).violations_count == 0
    page.set_input_files("#f-file", str(tmp_path / "liste.xlsx"))
    page.locator("#f-file").focus()
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/import/*")
    assert page.locator("h1").inner_text().endswith("liste.xlsx")
    assert page.get_by_role("radio").count() == 3
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("radio").nth(0).check()
    page.locator("form.editing button").nth(1).click()
    page.wait_for_load_state()
    assert page.get_by_role("radio").count() == 0
    assert page.get_by_role("checkbox").count() == 3
    assert watched.faults == []
    watched.close()


@pytest.mark.parametrize(("language", "scheme", "width"), [("de", "dark", 400), ("en", "light", 1280)])
def test_double_entries_are_quiet_fit_and_are_accessible(
    browser: Browser, served: dict[str, Served], language: str, scheme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    watched = Watched(
        browser, served["gross_gerau"].address, color_scheme=scheme, viewport={"width": width, "height": 800}
    )
    page = watched.page
    page.goto(f"{served['gross_gerau'].address}/doubles?lang={language}")
    assert page.locator("section.finding").count() > 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert watched.faults == []
    watched.close()
