"""Editing and playing through in a real browser: by mouse, by keyboard alone, without JavaScript; every new page by axe."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from graph_service.model import Actor, Body, FieldOfAction, Funds, MemberOf, TargetGroup, WorksIn
from graph_service.snapshot import Changes
from graph_service.ties import Serves
from tests.browsing import HOSTILE, Served, Services, Watched

pytestmark = pytest.mark.browser

NODES = (
    Actor(id="schule", name="Sprachschule", source="Liste", as_of="2026-03"), Actor(id="amt", name="Amt für Wohnen"),
    Actor(id="verein", name="Verein"), Body(id="tisch", name="Runder Tisch"), FieldOfAction(id="sprache", name="Sprache"),
    FieldOfAction(id="wohnen", name="Wohnen"), TargetGroup(id="alle", name="Alle"), Actor(id="lang", name=HOSTILE[-1]),
    Actor(id="arabisch", name=HOSTILE[-2]), Actor(id="boese", name=HOSTILE[0], description=HOSTILE[1], note=HOSTILE[2]),
)  # fmt: skip
TIES = (
    WorksIn(source_id="schule", target_id="sprache"), WorksIn(source_id="schule", target_id="wohnen"),
    WorksIn(source_id="amt", target_id="wohnen"), WorksIn(source_id="verein", target_id="sprache"),
    MemberOf(source_id="schule", target_id="tisch"), WorksIn(source_id="tisch", target_id="sprache"),
    Serves(source_id="amt", target_id="alle"), Serves(source_id="verein", target_id="alle"),
    Funds(source_id="amt", target_id="verein", valid_to="2027"), WorksIn(source_id="boese", target_id="wohnen", note=HOSTILE[0]),
)  # fmt: skip


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Served]:
    """A service that may be written to."""
    served = Served(tmp_path, Changes(nodes=NODES, ties=TIES))
    yield served
    served.stop()


def choose(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def change_and_undo(page: Page, address: str) -> None:
    """Journey: directory, page, form with a bad entry, check, store, undo."""
    page.goto(address + "/actors?lang=de")
    page.get_by_role("link", name="Sprachschule", exact=True).click()
    page.get_by_role("link", name="Bearbeiten", exact=True).first.click()
    page.get_by_label("Website").fill("nicht im Netz")
    page.get_by_label("Kurzname").fill("SpS")
    choose(page, "Weiter zur Prüfung")
    assert "ist keine Webadresse" in page.inner_text("[role=alert]")
    assert page.get_by_label("Kurzname").input_value() == "SpS", "what was entered stays"
    page.get_by_label("Website").fill("https://schule.example")
    choose(page, "Weiter zur Prüfung")
    assert page.inner_text("h1") == "Prüfen und speichern"
    assert page.locator("tbody tr").count() == 2
    page.get_by_label("Grund der Änderung").fill("Anruf bei der Schule")
    choose(page, "Speichern")
    assert page.inner_text("[role=status]") == "Gespeichert als Fassung 2."
    assert "Anruf bei der Schule" in page.inner_text("main")
    choose(page, "Rückgängig machen")
    assert "Zurückgenommen; das ist Fassung 3." in page.inner_text("[role=status]")


def test_a_row_is_changed_and_the_change_taken_back_by_mouse(browser: Browser, own: Served) -> None:
    watched = Watched(browser, own.address)
    change_and_undo(watched.page, own.address)
    assert own.store.snapshot().node["schule"] == NODES[0]
    assert [fault for fault in watched.faults if "422" not in fault] == []
    watched.close()


def test_the_same_without_javascript(browser: Browser, own: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    change_and_undo(context.new_page(), own.address)
    assert own.store.revision().number == 3
    context.close()


def walk_to(page: Page, name: str, *, most: int = 200) -> None:
    """Press Tab until the control of this name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "e => e.getAttribute('aria-label') || (e.labels && e.labels[0] && e.labels[0].innerText) || e.innerText || ''",
            page.evaluate_handle("document.activeElement"),
        )
        if here.split("\n")[0].strip().removesuffix(" (nötig)") == name:
            ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert ring != "none", f"{name} shows no focus"
            return
    pytest.fail(f"“{name}” is not reached by keyboard")


def press(page: Page, name: str, leads_to: str) -> None:
    """Walk to a control, press Enter, and wait until it has led there."""
    walk_to(page, name)
    page.keyboard.press("Enter")
    page.wait_for_url(leads_to)


def test_a_body_is_created_tied_and_deleted_by_keyboard_alone(browser: Browser, own: Served) -> None:
    watched = Watched(browser, own.address)
    page = watched.page
    page.goto(own.address + "/bodies?lang=de")
    press(page, "Neu anlegen", "**/edit?kind=body")
    walk_to(page, "Name")
    page.keyboard.type("AG Wohnen")
    walk_to(page, "Ebene")
    page.keyboard.type("operativ")
    press(page, "Weiter zur Prüfung", "**/edit/preview")
    press(page, "Speichern", "**/history/2?said=saved")
    press(page, "„AG Wohnen“", "**/bodies/ag-wohnen")
    press(page, "Verbindung hinzufügen", "**/edit/tie?node=ag-wohnen")
    walk_to(page, "Was für eine Verbindung?")
    page.keyboard.type("arbeitet in")
    press(page, "Weiter", "**way=works_in.out**")
    walk_to(page, "Mit wem oder womit?")
    page.keyboard.type("Wohnen")
    press(page, "Weiter zur Prüfung", "**/edit/preview")
    assert "„AG Wohnen“ – arbeitet in – „Wohnen“" in page.inner_text("main")
    press(page, "Speichern", "**/history/3?said=saved")
    page.goto(own.address + "/bodies/ag-wohnen")
    press(page, "Löschen", "**/edit/delete?node=ag-wohnen")
    assert page.locator(".change.ended").count() == 2
    press(page, "Löschen", "**/history/4?said=saved")
    press(page, "Rückgängig machen", "**/history/5?said=undone")
    assert "ag-wohnen" in own.store.snapshot().node
    assert "works_in:ag-wohnen:wohnen:" in own.store.snapshot().tie
    assert watched.faults == []
    watched.close()


def test_two_editors_meet_and_nothing_is_lost(browser: Browser, own: Served) -> None:
    first, second = Watched(browser, own.address), Watched(browser, own.address)
    for one, name in ((first, "Schule Eins"), (second, "Schule Zwei")):
        one.page.goto(own.address + "/edit?node=schule&lang=de")
        one.page.get_by_label("Name (nötig)").fill(name)
        choose(one.page, "Weiter zur Prüfung")
    choose(first.page, "Speichern")
    choose(second.page, "Speichern")
    page = second.page
    assert "Jemand anderes hat diesen Eintrag geändert" in page.inner_text("[role=alert]")
    assert "Schule Eins" in page.inner_text("tbody")
    assert page.get_by_label("Name (nötig)").input_value() == "Schule Zwei"
    choose(page, "Weiter zur Prüfung")
    choose(page, "Speichern")
    assert own.store.snapshot().node["schule"].name == "Schule Zwei"
    page.go_back()
    choose(page, "Speichern")
    assert "nicht noch einmal gespeichert" in page.inner_text("[role=status]")
    assert own.store.revision().number == 3
    for one in (first, second):
        one.close()


def test_what_if_is_built_step_by_step_and_back_takes_a_step_back(browser: Browser, own: Served) -> None:
    watched = Watched(browser, own.address)
    page = watched.page
    page.goto(own.address + "/?lang=de")
    page.locator("form[action='/what-if'] select").select_option("schule")
    page.locator("form[action='/what-if'] button").click()
    page.wait_for_url("**/what-if?**change=ends%3Aschule**")
    assert page.locator(".steps li").first.inner_text().startswith("„Sprachschule“ hört auf.")
    assert re.search(r"Neu \(\d+\)", page.inner_text("main"))
    page.get_by_text("Ein Gremium wird gegründet").click()
    page.get_by_label("Name des Gremiums").fill("AG Neu")
    page.get_by_label("Wohnen", exact=True).check()
    page.get_by_role("checkbox", name="Amt für Wohnen").check()
    page.locator("details[open]").get_by_role("button", name="Annehmen").click()
    assert page.locator("#h-assumed").inner_text().endswith("(2)")
    page.go_back()
    assert page.locator("#h-assumed").inner_text().endswith("(1)")
    page.get_by_role("link", name="Herausnehmen").click()
    assert "Noch nichts" in page.inner_text("main")
    assert watched.faults == []
    watched.close()


def test_what_if_by_keyboard_alone(browser: Browser, own: Served) -> None:
    watched = Watched(browser, own.address)
    page = watched.page
    page.goto(own.address + "/what-if?lang=de")
    walk_to(page, "Akteur oder Gremium")
    page.keyboard.type("Runder")
    press(page, "Annehmen", "**change=ends%3Atisch**")
    page.wait_for_selector("#h-result")
    assert "„Runder Tisch“ hört auf." in page.inner_text("main")
    press(page, "Vorschläge zeigen", "**suggest=true**")
    assert watched.faults == []
    watched.close()


READ = (
    "/what-if", "/what-if?ends=boese", "/what-if?add=tie_added&kind=leads&source=sprache&target=wohnen&change=ends:x",
    "/what-if?ties_of=schule&change=ends:verein&suggest=true", "/history", "/history/1", "/history?node=boese",
    "/actors/boese", "/actors/lang", "/actors/arabisch", "/fields/wohnen", "/bodies", "/edit?node=boese", "/edit?node=lang",
    "/edit?kind=municipality", "/edit/tie?node=arabisch", "/edit?node=arabisch&way=informs.out",
    "/edit?tie=works_in:boese:wohnen:", "/edit/delete?node=boese", "/edit/delete?tie=works_in:boese:wohnen:",
)  # fmt: skip


@pytest.mark.parametrize(("language", "scheme", "width"), [("de", "light", 400), ("en", "dark", 1280)])
def test_every_page_for_editors_is_quiet_fits_and_is_accessible(
    browser: Browser, own: Served, language: str, scheme: Any, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    watched = Watched(browser, own.address, color_scheme=scheme, viewport={"width": width, "height": 800})
    page = watched.page

    def look(path: str) -> None:
        assert page.evaluate("window.hit") is None, path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than {width}"
        assert page.evaluate("document.documentElement.lang") == language, path
        assert page.locator("h1").count() == 1, path
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"

    for path in READ:
        page.goto(own.address + path + ("&" if "?" in path else "?") + f"lang={language}")
        look(path)
    page.goto(own.address + f"/edit?node=boese&lang={language}")
    page.locator("#f-website").fill("x")
    page.locator("form.editing button").click()
    look("faults")
    page.locator("#f-website").fill("https://x.example")
    page.locator("#f-name").fill(HOSTILE[3])
    page.locator("form.editing button").click()
    look("check")
    page.locator("form.editing button").first.click()
    page.wait_for_url("**/history/2?said=saved")
    look("stored")
    page.go_back()
    page.locator("#f-note").fill("again")
    page.locator("form.editing button").first.click()
    look("twice")
    assert [fault for fault in watched.faults if "422" not in fault] == []
    watched.close()


def test_an_empty_network_can_be_filled(browser: Browser, tmp_path: Path) -> None:
    served = Served(tmp_path, Changes())
    watched = Watched(browser, served.address)
    page = watched.page
    page.goto(served.address + "/fields?lang=de")
    page.get_by_role("link", name="Neu anlegen").click()
    page.get_by_label("Name (nötig)").fill("Sprache")
    choose(page, "Weiter zur Prüfung")
    choose(page, "Speichern")
    assert page.inner_text("[role=status]") == "Gespeichert als Fassung 1."
    page.goto(served.address + "/history")
    assert "„Sprache“" in page.inner_text("main")
    assert watched.faults == []
    watched.close()
    served.stop()


def test_readers_of_the_shared_services_see_no_history_but_the_first(browser: Browser, served: Services) -> None:
    watched = Watched(browser, served["gross_gerau"].address)
    watched.page.goto(served["gross_gerau"].address + "/history?lang=en")
    assert watched.page.locator("section.write").count() == 1
    assert watched.faults == []
    watched.close()
