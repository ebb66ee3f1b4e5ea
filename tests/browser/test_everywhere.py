"""Every kind of page on every network: accessible in both languages and schemes, narrow, zoomed, quiet, without script."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from fastapi.routing import APIRoute
from playwright.sync_api import Browser, Page
from starlette.routing import Match

from graph_service.analyses import catalogue
from graph_service.api.app import _ROUTERS
from graph_service.model import NODE_KINDS
from graph_service.snapshot import Changes
from graph_service.views.map_data import VIEWS
from tests.browsing import Services, Watched, ready

pytestmark = pytest.mark.browser
# the pages are the same on each: all in both languages on one, and each language on all kinds of networks
NETWORKS = {"gross_gerau": ("de", "en"), "musterkreis": ("de",), "hostile": ("en",), "empty": ("de",)}
WITHOUT_DATA = ("/api/docs", "/problems/not-found", "/accessibility", "/data-protection", "/nix")
LEADS_ON = ("/answer/", "/import/", "/open", "/map.", "/what-if/changes.json", "/what-if/answer.json")
NO_PAGE = ("/api/v1", "/healthz", "/readyz", "/metrics")
_PATIENCE = 120_000  # milliseconds: one answer costs seconds, more on a busy machine
WIDTHS = (1280, 640, 400)  # 640 pixels of style are what 200 % zoom leaves of 1280
_AXE = """options => axe.run(document, {resultTypes: ['violations'], ...options}).then(
  found => found.violations.map(v => v.id + ' at ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(', ')))"""
_TWICE = """() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  return ids.filter((id, i) => ids.indexOf(id) !== i); }"""
# rows and findings made by the same template with the same marks differ in their words only: three of each are looked at
_SPARE = """() => {
  for (const list of document.querySelectorAll('tbody, ul, main section, datalist, select')) {
    const seen = new Map();
    for (const item of list.children) {
      if (!/^(TR|LI|ARTICLE|OPTION)$/.test(item.tagName)) continue;
      const like = [item, ...item.querySelectorAll('*')].map(e => e.tagName + '.' + e.className).sort();
      const key = [...new Set(like)].join(), n = (seen.get(key) ?? 0) + 1;
      seen.set(key, n);
      if (n > 3) item.remove();
    }
  }
}"""


def pages_of(changes: Changes) -> list[str]:
    """One address for each kind of page; of each kind of node the one with most ties."""
    ties = Counter(end for tie in changes.ties for end in (tie.source_id, tie.target_id))
    best = {
        kind: sorted((n.id for n in changes.nodes if n.kind == kind), key=lambda i: (-ties[i], i))
        for kind in NODE_KINDS
    }  # fmt: skip
    pages = ["/", "/report", "/analyses", "/matrix", "/coverage", "/search?q=integration", "/search?q=xyzzy"]
    pages += [*(f"/map?view={view}" for view in VIEWS), "/map/print?view=actors&paper=a3"]
    pages += [
        "/what-if",
        "/export",
        "/doubles",
        "/history",
        "/import",
        "/asking",
        "/report-need",
        *(["/history/1"] if ties else []),
    ]
    pages += [f"/steps/{node}" for kind in ("need", "recommendation") for node in best[kind][:1]]
    pages += [f"/edit?kind={kind}" for kind in ("actor", "need")]
    pages += [f"/edit{way}?node={node}" for node in best["actor"][:1] for way in ("", "/tie", "/delete")]
    pages += [f"/{cls.spec.path}" for cls in NODE_KINDS.values()] + ["/actors?q=amt"]
    pages += [f"/{NODE_KINDS[kind].spec.path}/{ids[0]}" for kind, ids in best.items() if ids]
    pages += [f"/analyses/{name}" for name in catalogue()]
    pages += [f"/matrix/{one}/{other}" for one, other in list(combinations(best["field"][:3], 2))[:2]]
    pages += [
        f"/coverage/{f}/{o}" for f in best["field"][:1] for k in ("municipality", "target_group") for o in best[k][:1]
    ]
    pages += [f"/fields/{field}/sheet" for field in best["field"][:1]]
    return [*pages, "/actors/nix", "/map?fields=nix", *WITHOUT_DATA]


@pytest.fixture(scope="module")
def changes_of(seeds: dict[str, Changes]) -> dict[str, Changes]:
    from tests.browsing import hostile

    return {**seeds, "hostile": hostile(), "empty": Changes()}


def test_every_route_that_shows_a_page_is_on_the_list(seeds: dict[str, Changes]) -> None:
    paths = [path.partition("?")[0] for path in pages_of(seeds["musterkreis"])]
    for router in _ROUTERS:
        for route in router.routes:
            if (
                isinstance(route, APIRoute)
                and "GET" in route.methods
                and not route.path.startswith((*NO_PAGE, *LEADS_ON))
            ):
                scopes = [{"type": "http", "path": path, "method": "GET", "headers": []} for path in paths]
                assert any(route.matches(scope)[0] is Match.FULL for scope in scopes), route.path


def _faults(page: Page, path: str, language: str) -> Iterator[str]:
    """All that is wrong with the page shown: axe in both schemes, width, language, heading, title."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if (wide := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
            yield f"{path} ({language}): scrolls sideways by {wide} at {width} pixels"
    if twice := page.evaluate(_TWICE):
        yield f"{path} ({language}): ids stand there twice: {twice}"
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    page.emulate_media(color_scheme="light")
    page.evaluate(_SPARE)
    page.evaluate(AXE_SCRIPT)
    yield from (f"{path} ({language}, light): {rule}" for rule in page.evaluate(_AXE, {}))
    page.emulate_media(color_scheme="dark")
    contrast = {"runOnly": ["color-contrast", "link-in-text-block"]}  # the other rules look at no colours
    yield from (f"{path} ({language}, dark): {rule}" for rule in page.evaluate(_AXE, contrast))
    if page.evaluate("document.documentElement.lang") != language or page.locator("h1").count() != 1:
        yield f"{path} ({language}): wrong language or not one h1"
    if not page.title().strip() or page.evaluate("window.hit") is not None:
        yield f"{path} ({language}): no title, or a name has run as script"


@pytest.mark.parametrize("name", NETWORKS)
def test_every_page_is_accessible_narrow_zoomed_and_quiet(
    browser: Browser, served: Services, changes_of: dict[str, Changes], name: str
) -> None:
    address = served[name].address
    watched = Watched(browser, address)
    page, wrong = watched.page, []
    page.set_default_timeout(_PATIENCE)
    for path in pages_of(changes_of[name]):
        for language in NETWORKS[name]:
            status = page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={language}")
            assert status is not None
            missing = "nix" in path
            if status.status != (200 if not missing else 422 if "=nix" in path else 404):
                wrong.append(f"{path}: status {status.status}")
            ready(page)
            wrong += _faults(page, path, language)
            wrong += [
                f"{path}: {fault}" for fault in watched.faults if not (missing and "responded with a status" in fault)
            ]
            watched.faults.clear()
        if page.locator(".invented").count() != (name == "musterkreis" and path not in WITHOUT_DATA and not missing):
            wrong.append(f"{path}: invented data must be said to be invented, and no other")
    assert wrong == []
    watched.close()


def test_without_javascript_every_page_keeps_its_tables_and_forms(
    browser: Browser, served: Services, changes_of: dict[str, Changes]
) -> None:
    address, paths = served["gross_gerau"].address, pages_of(changes_of["gross_gerau"])
    counted: dict[bool, dict[str, int]] = {}
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script)
        page = context.new_page()
        page.set_default_timeout(_PATIENCE)
        counted[script] = {}
        for path in paths:
            page.goto(address + path)
            if script:
                ready(page)
            # locators work in a world of their own, also where the page may run nothing
            visible = page.locator("main table:visible, main form:visible, main summary:visible").count()
            counted[script][path] = visible
            assert page.locator("h1:visible").count() == 1, path
        context.close()
    poorer = {p: (n, counted[False][p]) for p, n in counted[True].items() if counted[False][p] < n}
    assert poorer == {}
