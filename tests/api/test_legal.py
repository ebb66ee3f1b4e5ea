"""Accessibility and data protection: open to all, on every page's foot, saying what is still to be filled in."""

import re
from pathlib import Path

import pytest

import graph_service
from graph_service.model import NODE_KINDS
from graph_service.settings import Settings
from tests.api.asking import TOKENS, Make

PAGE = {"Accept": "text/html"}
LEGAL = ("/accessibility", "/data-protection")
FILLED = {
    "operator": "Kreis Beispiel\nMarktplatz 1\n12345 Beispielstadt",
    "operator_contact": "netzwerk@kreis.example\nhttps://kreis.example/rueckmeldung",
    "accessibility_rule": "Landesverordnung",
    "accessibility_checked": "2026-11-25",
    "accessibility_body": "Überwachungsstelle des Landes",
    "data_protection_officer": "datenschutz@kreis.example",
    "data_protection_authority": "Landesbeauftragte Stelle",
    "legal_basis": "Gesetz, § 3",
    "recipients": "Kreisausschuss <zweimal im Jahr>",
    "retention": "fünf Jahre",
}


@pytest.mark.parametrize("address", LEGAL)
def test_open_to_all_in_both_languages(make: Make, address: str) -> None:
    service = make(token=TOKENS["admin"])
    assert service.get("/", headers=PAGE).status_code == 401
    for language, title in (("de", ("Barrierefreiheit", "Datenschutz")), ("en", ("Accessibility", "Data protection"))):
        page = service.get(f"{address}?lang={language}", headers=PAGE)
        assert page.status_code == 200
        assert f"<h1>{title[LEGAL.index(address)]}</h1>" in page.text
        assert page.headers["content-language"] == language
        assert page.cookies["lang"] == language, "the switch is kept"
    for path in ("/", "/nix", "/problems/not-found", "/api/docs", *LEGAL):
        foot = service.get(path, headers=PAGE).text.partition("<footer>")[2]
        assert all(f'href="{link}"' in foot for link in LEGAL), path


def test_each_setting_is_asked_for_until_it_is_set(make: Make) -> None:
    service = make()
    bare = "".join(service.get(address, headers=PAGE).text for address in LEGAL)
    asked = set(re.findall(r"<code>(GRAPH_SERVICE_\w+)</code>", bare))
    assert asked == {f"GRAPH_SERVICE_{name.upper()}" for name in FILLED}
    assert bare.count("Von der Stelle auszufüllen:") == len(FILLED) + 2, "operator and contact stand on both"
    english = "".join(service.get(f"{address}?lang=en", headers=PAGE).text for address in LEGAL)
    assert english.count("To be filled in by the operator:") == len(FILLED) + 2


def test_what_is_set_is_shown_as_text_and_links(make: Make) -> None:
    service = make(**FILLED)
    accessibility, protection = (service.get(address, headers=PAGE).text for address in LEGAL)
    assert "auszufüllen" not in accessibility + protection
    assert '<a href="mailto:netzwerk@kreis.example">' in accessibility
    assert '<a href="https://kreis.example/rueckmeldung" rel="noreferrer noopener">' in accessibility
    assert "Kreis Beispiel<br>Marktplatz 1<br>12345 Beispielstadt" in protection
    assert "25. November 2026" in accessibility
    assert "Kreisausschuss &lt;zweimal im Jahr&gt;" in protection


def test_an_empty_setting_counts_as_not_set() -> None:
    settings = Settings(operator=" ", accessibility_checked="")
    assert settings.operator is None
    assert settings.accessibility_checked is None


def test_data_protection_says_what_is_true_of_this_service(make: Make) -> None:
    page = make().get("/data-protection", headers=PAGE).text
    for cls in NODE_KINDS.values():
        assert cls.spec.plural["de"] in page
    assert "verlangt keine Anmeldung" in page
    assert "Hier ist eine Datei der Speicher" in page
    source = "".join(file.read_text("utf-8") for file in Path(graph_service.__path__[0]).rglob("*.py"))
    assert set(re.findall(r'set_cookie\(\s*"(\w+)"', source)) == {"lang"}, "the page names every cookie"
    scripts = "".join(file.read_text("utf-8") for file in Path(graph_service.__path__[0]).rglob("*.js"))
    assert not re.search(r"localStorage|sessionStorage|document\.cookie|indexedDB", scripts)


def test_data_protection_says_who_reads_and_what_erasing_reaches(make: Make) -> None:
    named = make(token=TOKENS["admin"], public=True).get("/data-protection", headers=PAGE).text
    assert "ohne Anmeldung: öffentliche Zeilen" in named
    from graph_service.views.data_protection import data_protection

    page = data_protection(Settings(store="bolt://127.0.0.1:7687"))
    deletion = next(section for section in page.sections if section.id == "deletion")
    assert any(passage.text and "Neo4j" in passage.text["de"] for passage in deletion.passages)
