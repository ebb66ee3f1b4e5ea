"""The first twelve questions of a coordinator, asked from the start page in a real browser: by mouse, then by keyboard alone."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import Services, Watched

pytestmark = pytest.mark.browser
MOST_CLICKS = 2
GERMAN = "Deutsch als Fremdsprache"


@dataclass(frozen=True)
class Asked:
    """A question on the start page, what is chosen beside it, where it leads, and what the answer says there."""

    question: str
    leads_to: str
    says: tuple[str, ...]
    where: str = ".lead"
    choices: dict[str, str] = field(default_factory=dict)


TWELVE = (
    Asked("Welche Gremien arbeiten an einem Handlungsfeld", "/fields/deutsch-als-fremdsprache",
          ("Gremien in diesem Feld (2)", "Netzwerk Deutsch4U", "WIR-Vielfaltszentrum Kreis Groß-Gerau"),
          "#bodies", {"node": GERMAN}),
    Asked("Welche Felder haben kein Gremium", "/analyses/structure", ("26 Felder", "39 Gremien", ": 17")),
    Asked("Wo machen zwei Gremien mit denselben Leuten", "/analyses/overlap", ("0 Paare",)),
    Asked("Wer verbindet zwei Handlungsfelder", "/matrix/deutsch-als-fremdsprache/interkulturelle-oeffnung",
          ("WIR-Vielfaltszentrum Kreis Groß-Gerau",), "section[aria-labelledby=h-facts]",
          {"node": GERMAN, "other": "Interkulturelle Öffnung"}),
    Asked("Wer verbindet zwei Handlungsfelder", "/matrix", ("10 von 66 Feldpaaren",)),
    Asked("In welcher Kommune ist in einem Feld niemand", "/coverage?fields=deutsch-als-fremdsprache",
          ("Kommune: 0 von 14 Zellen", "14 sind nicht erhoben"), choices={"fields": GERMAN}),
    Asked("Welche Zielgruppe erreicht niemand", "/coverage?fields=deutsch-als-fremdsprache&municipalities=",
          ("Zielgruppe: 1 von 16 Zellen", "15 sind nicht erhoben"), choices={"fields": GERMAN}),
    Asked("Wen müssen wir zu einem Thema einladen",
          "/analyses/invite?topic_field=deutsch-als-fremdsprache&topic_group=&topic_municipality=",
          ("3 Akteure und 2 Gremien", "Kreisvolkshochschule Groß-Gerau"), choices={"topic_field": GERMAN}),
    Asked("In welchen Gremien ist keine Migrantenorganisation", "/analyses/participation", ("25 nicht erhoben",)),
    Asked("Welche Bedarfe sind offen", "/analyses/needs", ("14 Bedarfe erfasst", "14 von 14")),
    Asked("Welchen Weg nimmt ein Ergebnis", "/analyses/path-to-politics", ("39 ständige Gremien", "38 nicht erhoben")),
    Asked("Was lege ich dem Ausschuss zu einem Feld vor", "/fields/deutsch-als-fremdsprache/sheet",
          ("Lage", "Belege", "Lücken", "Vorschlag", "Offene Punkte", "Quellen"), ".sheet", {"node": GERMAN}),
    Asked("Was bricht weg, wenn jemand aufhört", "/analyses/resilience", ("Büro für Integration",)),
    Asked("Was bricht weg, wenn jemand aufhört", "/analyses/resilience", ("endet (2026)",), "article.finding h3 >> nth=0"),
)  # fmt: skip


def by_mouse(page: Page, asked: Asked) -> int:
    """Ask by mouse; the answer is the number of clicks."""
    item = page.locator(".asked > li", has_text=asked.question)
    for parameter, label in asked.choices.items():
        item.locator(f"select[name={parameter}]").select_option(label=label)
    (item.get_by_role("button") if asked.choices else item.get_by_role("link")).click()
    return 1


def by_keyboard(page: Page, asked: Asked) -> int:
    """Ask without a mouse: tabulator to the question, type the choice, Enter; the answer is how often Enter was pressed."""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    stops = [f"SELECT {name}" for name in asked.choices] + ["BUTTON " if asked.choices else "A "]
    for stop in stops:
        _tab_to(page, asked.question, stop)
        if stop.startswith("SELECT"):
            label = asked.choices[stop.split()[1]]
            page.keyboard.type(label.encode("ascii", "replace").decode().partition("?")[0].rstrip())
            chosen = page.evaluate("document.activeElement.selectedOptions[0].text")
            assert chosen == label
    page.keyboard.press("Enter")
    return 2


def _tab_to(page: Page, question: str, stop: str) -> None:
    for _ in range(150):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "q => { const e = document.activeElement; "
            "return e.closest('.asked > li')?.innerText.startsWith(q) ? e.tagName + ' ' + (e.name ?? '') : ''; }",
            question,
        )
        if here == stop:
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", "where one is can be seen"
            return
    pytest.fail(f"{question}: {stop} is not reached by keyboard")


@pytest.mark.parametrize("ask", [by_mouse, by_keyboard])
def test_twelve_questions_are_answered_within_two_clicks(browser: Browser, served: Services, ask: object) -> None:
    start = served["gross_gerau"].address
    watched = Watched(browser, start, viewport={"width": 1280, "height": 900})
    page = watched.page
    for asked in TWELVE:
        page.goto(start + "/")
        clicks = ask(page, asked)  # type: ignore[operator]
        page.wait_for_url(start + asked.leads_to)
        assert clicks <= MOST_CLICKS
        answer = page.locator(asked.where).first.inner_text()
        for said in asked.says:
            assert said in answer, f"{asked.question}: {answer}"
    assert watched.faults == []
    watched.close()


def test_a_pair_without_a_bridge_is_two_clicks_away(browser: Browser, served: Services) -> None:
    watched = Watched(browser, served["gross_gerau"].address)
    page = watched.page
    page.goto(served["gross_gerau"].address + "/")
    page.get_by_role("link", name="Wer verbindet zwei Handlungsfelder").click()
    page.locator("td.unasked a").first.click()
    assert "/matrix/" in page.url
    assert "nicht erhoben" in page.inner_text(".lead")
    assert watched.faults == []
    watched.close()


def test_what_is_around_an_actor_is_one_choice_away(browser: Browser, served: Services) -> None:
    watched = Watched(browser, served["gross_gerau"].address)
    page = watched.page
    page.goto(served["gross_gerau"].address + "/")
    around = Asked("Was gibt es rund um einen Akteur", "/bodies/ag-migration", (), choices={"node": "AG Migration"})
    by_keyboard(page, around)
    page.wait_for_url("**/bodies/ag-migration")
    assert page.inner_text("h1") == "AG Migration"
    assert page.get_by_role("link", name="Karte").count() >= 1
    assert watched.faults == []
    watched.close()
