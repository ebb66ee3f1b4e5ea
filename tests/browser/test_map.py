"""The map in a real browser: by mouse and by keyboard, address and back button, presenting, hostile names, axe."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from graph_service.views.map_data import VIEWS
from tests.browsing import HOSTILE, Services, Watched, ready

pytestmark = pytest.mark.browser
CORNER = {"x": 3, "y": 3}


@contextmanager
def opened(browser: Browser, address: str, path: str = "/map", **options: Any) -> Iterator[Page]:
    """Page at *path* once its map is drawn; nothing that must not happen may have happened when it is left."""
    watched = Watched(browser, address, **options)
    watched.page.goto(address + path)
    ready(watched.page)
    yield watched.page
    assert watched.faults == []
    assert watched.page.evaluate("window.hit") is None
    watched.close()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("language", "scheme", "width"), [("de", "light", 1280), ("en", "dark", 400)])
def test_every_view_is_quiet_fits_and_is_accessible(
    browser: Browser, served: Services, view: str, language: str, scheme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    names = ("gross_gerau", "musterkreis", "hostile", "empty") if view in ("around", "lanes") else ("musterkreis",)
    for name in names:
        path = f"/map?view={view}&lang={language}"
        size = {"width": width, "height": 800}
        with opened(browser, served[name].address, path, color_scheme=scheme, viewport=size) as page:
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name}: wider than {width}"
            found = Axe().run(page)
            assert found.violations_count == 0, f"{name}: {found.generate_report()}"


def test_the_legend_filters_by_mouse_and_by_keyboard_and_back_undoes(browser: Browser, served: Services) -> None:
    with opened(browser, served["gross_gerau"].address) as page:
        status = page.locator("#status")
        assert status.inner_text() == "120 von 120 zu sehen"
        actor = page.locator("#legend button[data-facet=kind][data-value=actor]")
        actor.click()
        assert status.inner_text() == "55 von 120 zu sehen"
        assert actor.get_attribute("aria-pressed") == "true"
        assert page.locator("#nodes tbody tr:visible").count() == 55
        assert "kind=actor" in page.url
        page.focus("#legend button[data-facet=kind][data-value=body]")
        page.keyboard.press("Space")
        assert status.inner_text() == "94 von 120 zu sehen"
        assert page.locator("#chips button").count() == 2
        page.go_back()
        assert status.inner_text() == "55 von 120 zu sehen"
        page.go_back()
        assert status.inner_text() == "120 von 120 zu sehen"
        assert page.locator("#chips button").count() == 0
        page.go_forward()
        page.reload()
        ready(page)
        assert status.inner_text() == "55 von 120 zu sehen", "the address keeps the state"


def test_a_chip_is_taken_away_by_keyboard_and_the_focus_stays_on_the_page(browser: Browser, served: Services) -> None:
    with opened(browser, served["musterkreis"].address, "/map?field=wohnen&town=probenau") as page:
        chips = page.locator("#chips button")
        assert [text.split(": ")[-1].strip(" ✕") for text in chips.all_inner_texts()] == [
            "Wohnen und Unterbringung", "Probenau",
        ]  # fmt: skip
        chips.first.focus()
        page.keyboard.press("Enter")
        assert chips.count() == 1
        assert page.evaluate("document.activeElement.closest('#chips') !== null")
        page.keyboard.press("Enter")
        assert chips.count() == 0
        assert page.evaluate("document.activeElement.id") == "find"
        assert page.url.endswith("/map")


def test_filters_work_alike_with_and_without_javascript(browser: Browser, served: Services) -> None:
    address = served["musterkreis"].address
    for query in ("field=wohnen", "town=probenau&kind=actor", "level=strategic", "group=-", "find=musterstadt"):
        with opened(browser, address, f"/map?{query}") as page:
            here = page.locator("#nodes tbody tr:visible").count()
        context = browser.new_context(java_script_enabled=False, locale="de-DE")
        page = context.new_page()
        page.goto(f"{address}/map?{query}")
        assert page.locator("#nodes tbody tr:visible").count() == here > 0, query
        context.close()


def test_without_javascript_chips_legend_and_form_do_their_work(browser: Browser, served: Services) -> None:
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    page = context.new_page()
    page.goto(served["musterkreis"].address + "/map?view=lanes")
    page.click("#more summary")
    page.select_option("select[name=field]", "wohnen")
    page.get_by_role("button", name="Anwenden").click()
    assert page.locator("#chips button").count() == 1
    page.locator("#legend button[data-value=body]").click()
    assert "toggle" not in page.url
    assert page.locator("#chips button").count() == 2
    assert "view=lanes" in page.url
    page.locator("#chips button").first.click()
    page.locator("#chips button").first.click()
    assert page.locator("#chips button").count() == 0
    context.close()


def test_the_search_narrows_and_goes_there_whatever_the_umlauts(browser: Browser, served: Services) -> None:
    with opened(browser, served["gross_gerau"].address) as page:
        for asked in ("Büro für Integration", "buero fuer integration", "buro fur integration"):
            page.fill("#find", asked)
            assert page.locator("#nodes tbody tr:visible").count() == 1, asked
            assert page.inner_text("#status") == "1 Treffer: Büro für Integration"
        page.keyboard.press("Enter")
        assert page.inner_text("#detail h3") == "Büro für Integration"
        assert page.evaluate("document.activeElement.id") == "map"
        assert page.input_value("#find") == ""
        page.fill("#find", "xyzzy")
        assert page.inner_text("#status") == "Kein Treffer."
        assert page.locator("#nodes tbody tr:visible").count() == 0
        assert page.is_visible("#nothing")


def test_the_map_is_one_stop_and_is_walked_by_keyboard(browser: Browser, served: Services) -> None:
    with opened(browser, served["musterkreis"].address) as page:
        assert page.locator("#map [tabindex='0']").count() == 0
        page.focus("#map")
        page.keyboard.press("ArrowRight")
        first = page.inner_text("#detail h3")
        assert first in page.inner_text("#status")
        assert page.locator("tr.chosen th").inner_text() == first
        page.keyboard.press("n")
        second = page.inner_text("#detail h3")
        assert second != first
        page.keyboard.press("n")
        assert page.inner_text("#detail h3") not in (first, second), "the next neighbour of where one began"
        for key in ("ArrowUp", "ArrowDown", "ArrowLeft", "+", "-", "0"):
            page.keyboard.press(key)
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "h-detail"
        page.focus("#map")
        page.keyboard.press("Escape")
        assert page.locator("tr.chosen").count() == 0
        assert "node=" not in page.url
        page.go_back()
        assert page.locator("tr.chosen").count() == 1, "back undoes the clearing too"


def test_the_list_is_walked_by_keyboard(browser: Browser, served: Services) -> None:
    with opened(browser, served["gross_gerau"].address) as page:
        page.focus("tr[data-id=buero-fuer-integration] a")
        page.keyboard.press("Enter")
        assert page.inner_text("#detail h3") == "Büro für Integration"
        assert "Verbindungen" in page.inner_text("#status")
        page.focus("tr[data-id=buero-fuer-integration] a")
        page.keyboard.press("n")
        neighbour = page.inner_text("#detail h3")
        assert neighbour != "Büro für Integration"
        page.keyboard.press("ArrowDown")
        assert page.inner_text("#detail h3") != neighbour
        page.keyboard.press("Escape")
        assert page.locator("tr.chosen").count() == 0


def test_the_mouse_chooses_and_an_empty_place_clears(browser: Browser, served: Services) -> None:
    with opened(browser, served["musterkreis"].address, "/map?view=around&at=ag-arbeitsmarkt") as page:
        box = page.locator("#map")
        size = box.bounding_box()
        assert size is not None
        box.click(position={"x": size["width"] / 2, "y": size["height"] / 2})
        assert page.inner_text("#detail h3") == "AG Arbeitsmarkt"
        assert "node=ag-arbeitsmarkt" in page.url
        box.click(position=CORNER)
        assert page.locator("#detail h3").count() == 0


def test_a_missing_bridge_has_words_and_leads_to_its_finding(browser: Browser, served: Services) -> None:
    with opened(browser, served["musterkreis"].address, "/map?view=fields&node=wohnen") as page:
        assert "Brücke fehlt: " in page.inner_text("#detail ul")
        assert page.locator("#ties a", has_text="Brücke fehlt").count() == 4
        switch = page.locator("button[data-overlay=gap]")
        switch.click()
        assert switch.get_attribute("aria-pressed") == "false"
        assert "hide=gap" in page.url
        page.click("#all-ties summary")
        page.locator("#ties a", has_text="Brücke fehlt").first.click()
        page.wait_for_url("**/report*#missing-bridges/**")
        assert page.evaluate("document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null")


def test_presenting_hides_all_but_the_map_and_escape_leaves(browser: Browser, served: Services) -> None:
    with opened(browser, served["musterkreis"].address, "/map?view=fields") as page:
        page.evaluate("() => { document.documentElement.requestFullscreen = () => Promise.reject(new Error('no')); }")
        page.click("#present")
        assert page.locator("#legend").is_hidden()
        assert page.locator("header.top").is_hidden()
        assert page.locator("#finding").is_visible()
        height = page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        assert height, "nothing to scroll on the projector"
        page.keyboard.press("Escape")
        assert page.locator("#legend").is_visible()
        assert page.evaluate("document.activeElement.id") == "present"


def test_labels_do_not_touch_each_other(browser: Browser, served: Services) -> None:
    for name in ("gross_gerau", "musterkreis"):
        for width in (1280, 400):
            for view in VIEWS:
                path, size = f"/map?view={view}", {"width": width, "height": 800}
                with opened(browser, served[name].address, path, viewport=size) as page:
                    boxes = page.evaluate("window.mapLabels()")
                    assert len(boxes) > 2
                    for i, a in enumerate(boxes):
                        for b in boxes[i + 1 :]:
                            apart = (
                                a["x"] + a["w"] <= b["x"] or b["x"] + b["w"] <= a["x"]
                                or a["y"] + a["h"] <= b["y"] or b["y"] + b["h"] <= a["y"]
                            )  # fmt: skip
                            assert apart, f"{name} {view} {width}: {a['text']} / {b['text']}"


def test_closer_there_are_more_labels(browser: Browser, served: Services) -> None:
    with opened(browser, served["musterkreis"].address) as page:
        before = len(page.evaluate("window.mapLabels()"))
        for _ in range(4):
            page.click("#zoom-in")
        page.wait_for_function(f"window.mapLabels().length > {before * 1.5}")


def test_hostile_names_are_shown_as_text(browser: Browser, served: Services) -> None:
    with opened(browser, served["hostile"].address, "/map?node=a0") as page:
        assert page.inner_text("#detail h3") == HOSTILE[0]
        assert (
            page.evaluate("document.querySelectorAll('#content img, [onerror], [onload], [onmouseover]').length") == 0
        )
        page.fill("#find", HOSTILE[1])
        page.keyboard.press("Enter")
        assert page.inner_text("#detail h3") == HOSTILE[1]
        page.click("#legend button[data-facet=field]")
        assert page.locator("#chips button").count() == 1


def test_what_does_not_exist_is_told_on_a_page(browser: Browser, served: Services) -> None:
    page = browser.new_page(locale="de-DE")
    for query, status, words in (
        ("view=kugel", 422, "view"), ("view=around&at=nix", 404, "„nix“"), ("field=nix", 422, "„nix“"),
        ("town=nix", 422, "Kommune"), ("hide=alles", 422, "hide"), ("unbekannt=1", 422, "unbekannt"),
    ):  # fmt: skip
        answer = page.goto(f"{served['gross_gerau'].address}/map?{query}")
        assert answer is not None
        assert answer.status == status
        assert words in page.inner_text("main")
    page.close()
