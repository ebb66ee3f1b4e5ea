"""The committee sheet: counted by hand on a toy network, the same words in every form, names only ever text."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET  # our own output is read

import pytest

from graph_service.errors import NotFound
from graph_service.model import (
    ActiveIn,
    Actor,
    AnyNode,
    AnyTie,
    Concerns,
    FieldOfAction,
    Municipality,
    Need,
    Recommendation,
    ReportsTo,
    SameAs,
    Serves,
    TargetGroup,
)
from graph_service.network import Network, project
from graph_service.report import Report, report_on
from graph_service.sheet import MOST_GAPS, committee_sheet
from graph_service.sheet_model import CommitteeSheet
from graph_service.sheet_text import sheet_docx, sheet_markdown
from graph_service.snapshot import Scope, Snapshot
from graph_service.words import BodyLevel, NeedStatus, RecommendationStatus
from tests.conftest import DAY
from tests.networks import actors, body, fields, sits, surveyed, works

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = (
    "</script><script>x</script>",
    "**fett** [x](javascript:1) | `#`",
    "مركز المشورة للاجئين",
    "lang " * 59 + "Ende",
)


def network_of(snapshot: Snapshot) -> Network:
    return project(snapshot, Scope(as_of=DAY))


def sheet_of(snapshot: Snapshot, field: str) -> CommitteeSheet:
    network = network_of(snapshot)
    return committee_sheet(network, report_on(network), field)


def toy() -> Snapshot:
    """Field f: strategic body s (led by a) and operative body o (nobody named as lead); a and b sit in s, c works in f.

    Asked for were f, s, o, town t, town v and group k. Active are a in t and c in u (u was not asked for); b serves k.
    Nobody is active in v. Two needs are open (p without an owner), one is met; one recommendation is decided.
    """
    survey, covers = surveyed("f", "s", "o", "t", "v", "k")
    nodes: list[AnyNode] = [
        *actors("a", "b", "c"), *fields("f", "g"), survey, body("s", level=BodyLevel.STRATEGIC), body("o"),
        *(Municipality(id=i, name=f"Kommune {i}", source="statistics", as_of="2025") for i in ("t", "u", "v")),
        TargetGroup(id="k", name="Kinder", source="paper", as_of="2026-01"),
        Need(id="n", name="Bedarf n", reported_on="2026-03", source="paper", as_of="2026-03"),
        Need(id="p", name="Bedarf p", reported_on="2025-12", status=NeedStatus.IN_PROGRESS),
        Need(id="q", name="Bedarf q", status=NeedStatus.MET),
        Recommendation(id="r", name="Empfehlung r", status=RecommendationStatus.DECIDED),
    ]  # fmt: skip
    lead = sits(("a", "s"))[0].model_copy(update={"role": "lead"})
    ties: list[AnyTie] = [
        *works(("s", "f"), ("o", "f"), ("c", "f")), lead, *sits(("b", "s")), *covers,
        ReportsTo(source_id="o", target_id="s"), ActiveIn(source_id="a", target_id="t"),
        ActiveIn(source_id="c", target_id="u"), Serves(source_id="b", target_id="k"),
        *(Concerns(source_id=i, target_id="f") for i in ("n", "p", "q", "r")),
    ]  # fmt: skip
    return Snapshot.of(nodes, ties)


@pytest.fixture(scope="module")
def sheet() -> CommitteeSheet:
    return sheet_of(toy(), "f")


def test_the_situation_is_counted_as_on_paper(sheet: CommitteeSheet) -> None:
    assert [(s.id, s.level, s.leads) for s in sheet.bodies] == [
        ("s", BodyLevel.STRATEGIC, ("Akteur a",)), ("o", BodyLevel.OPERATIVE, ()),
    ]  # fmt: skip
    assert (sheet.actors, sheet.asked_on, sheet.reports_to) == (3, "2026-02-01", ("Gremium s",))
    towns, groups = sheet.municipalities, sheet.target_groups
    assert (towns.total, towns.asked, towns.served, towns.served_unasked) == (3, 2, 1, 1)
    assert (towns.missing, towns.unasked) == (("Kommune v",), ())
    assert (groups.total, groups.asked, groups.served) == (1, 1, 1)
    assert (sheet.joined_fields, sheet.other_fields) == (0, 1)


def test_the_evidence_is_every_entry_the_sheet_speaks_of(sheet: CommitteeSheet) -> None:
    # nodes f, a, b, c, s, o, n, p, q, r; ties: 3 works_in, 2 member_of, 2 active_in, 1 serves, 4 concerns, 1 covers
    assert (sheet.basis.entries, sheet.basis.with_source) == (23, 13)
    assert (sheet.basis.undated, sheet.basis.old) == (10, 0)
    assert (sheet.basis.oldest, sheet.basis.newest) == ("2026-01", "2026-03")
    assert [(line.source, line.entries) for line in sheet.sources] == [("paper", 13)]


def test_gaps_needs_and_steps_are_those_of_the_field(sheet: CommitteeSheet) -> None:
    assert "coverage/empty-cell/f/v" in {gap.key for gap in sheet.gaps}
    assert all("not_surveyed" not in gap.basis.value for gap in sheet.gaps)
    assert [(need.id, need.owners) for need in sheet.needs] == [("p", ()), ("n", ())]
    assert sheet.needs_by_status == {"open": 1, "in_progress": 1, "met": 1, "dropped": 0}
    assert [(advice.id, advice.status.value) for advice in sheet.recommendations] == [("r", "decided")]
    assert {key for step in sheet.next_steps for key in step.on} <= {gap.key for gap in sheet.gaps}


def test_the_words_say_what_was_counted(sheet: CommitteeSheet) -> None:
    text = sheet_markdown(sheet, "de")
    for sentence in (
        "**Gremien, strategisch:** „Gremium s“ (Federführung: „Akteur a“).",
        "**Gremien, operativ:** „Gremium o“ (keine Federführung genannt).",
        "Gefragt wurde nach 2 von 3 Kommunen; bei 1 ist jemand tätig. Niemand: „Kommune v“. Ohne Erhebung erfasst: 1.",
        "Mit 0 von 1 anderen Handlungsfeld", "**Letzte Erhebung:** 1. Februar 2026.",
        "„Bedarf p“ (in Arbeit, gemeldet: Dezember 2025; Zuständige nicht eingetragen).",
        "23 Einträge, davon 13 mit Quelle; Stand Januar 2026 bis März 2026; 10 ohne Stand.",
    ):  # fmt: skip
        assert sentence in text
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Lage", "## Belege", "## Lücken und schwache Stellen", "## Vorschlag: nächste Schritte", "## Offene Punkte",
        "## Quellen",
    ]  # fmt: skip
    assert "2 of 3 municipalities were asked for" in sheet_markdown(sheet, "en")


def test_where_nobody_asked_there_is_no_gap_and_the_step_is_to_ask(gross_gerau: Snapshot) -> None:
    network = network_of(gross_gerau)
    found = report_on(network)
    for field in network.fields:
        sheet = committee_sheet(network, found, field)
        text = sheet_markdown(sheet, "de")
        assert sheet.asked_on is None
        assert sheet.gaps == ()
        assert "Dazu lässt sich nichts sagen" in text
        assert "in der nächsten Erhebung fragen" in text


@pytest.fixture(scope="module")
def county(musterkreis: Snapshot) -> tuple[Network, Report]:
    network = network_of(musterkreis)
    return network, report_on(network)


def test_at_most_the_most_urgent_gaps_are_told_and_the_rest_counted(county: tuple[Network, Report]) -> None:
    found = county[1]
    sheet = committee_sheet(*county, "gesundheit")
    assert len(sheet.gaps) == MOST_GAPS < sheet.gaps_in_all
    order = [f.key for f in found.findings]
    assert [g.key for g in sheet.gaps] == sorted((g.key for g in sheet.gaps), key=order.index)
    assert f"{sheet.gaps_in_all - MOST_GAPS} weitere Befunde" in sheet_markdown(sheet, "de")
    for form in (sheet_markdown(sheet, "de"), document(sheet_docx(sheet, "de"))):
        assert "Erfundene Daten" in form


def test_the_order_of_rows_changes_nothing(musterkreis: Snapshot, county: tuple[Network, Report]) -> None:
    shuffled = network_of(Snapshot.of(reversed(musterkreis.nodes), reversed(musterkreis.ties), about=musterkreis.about))
    # the report's own independence of order is a law of its own; here the sheet's
    for field in county[0].fields:
        one, other = committee_sheet(*county, field), committee_sheet(shuffled, county[1], field)
        assert one.model_dump_json() == other.model_dump_json()
        assert sheet_docx(one, "de") == sheet_docx(other, "de")


def test_fields_that_are_the_same_share_a_sheet() -> None:
    whole = toy()
    snapshot = Snapshot.of(whole.nodes, [*whole.ties, SameAs(source_id="f", target_id="g")])
    one, other = sheet_of(snapshot, "f"), sheet_of(snapshot, "g")
    assert one == other
    assert one.together_with == ("Feld g",)
    assert "gleiches Feld: „Feld g“" in sheet_markdown(one, "de")


def test_what_is_no_field_has_no_sheet() -> None:
    for what in ("nix", "a", "s"):
        with pytest.raises(NotFound, match=what):
            sheet_of(toy(), what)


def test_a_field_with_nothing_in_it_has_a_sheet() -> None:
    sheet = sheet_of(Snapshot.of([FieldOfAction(id="f", name="Feld f")], []), "f")
    text = sheet_markdown(sheet, "de")
    assert (sheet.actors, sheet.bodies, sheet.sources) == (0, (), ())
    assert "Zu keinem Eintrag ist eine Quelle erfasst." in text
    assert "Erfasst ist keines; danach gefragt wurde nicht." in text


def document(raw: bytes) -> str:
    root = ET.fromstring(zipfile.ZipFile(io.BytesIO(raw)).read("word/document.xml"))  # noqa: S314 - our own output
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))


def test_the_document_is_whole_and_speaks_its_language(sheet: CommitteeSheet) -> None:
    for language, region in (("de", "de-DE"), ("en", "en-GB")):
        archive = zipfile.ZipFile(io.BytesIO(sheet_docx(sheet, "de" if language == "de" else "en")))
        names = set(archive.namelist())
        for name in names:
            ET.fromstring(archive.read(name))  # noqa: S314 - our own output
        listed = re.findall(r'PartName="/([^"]+)"', archive.read("[Content_Types].xml").decode())
        assert set(listed) | {"[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"} == names
        styles = archive.read("word/styles.xml").decode()
        assert f'w:lang w:val="{region}"' in styles
        used = set(re.findall(r'w:pStyle w:val="(\w+)"', archive.read("word/document.xml").decode()))
        assert {"Title", "Heading1", "ListBullet"} <= used <= set(re.findall(r'w:styleId="(\w+)"', styles))


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_only_text_in_every_form(name: str) -> None:
    nodes: list[AnyNode] = [FieldOfAction(id="f", name=name, source=name), Actor(id="a", name=name)]
    nodes += [body("o").model_copy(update={"name": name})]
    snapshot = Snapshot.of(nodes, [*works(("a", "f"), ("o", "f")), *sits(("a", "o"))])
    sheet = sheet_of(snapshot, "f")
    assert sheet.name == name.strip()
    assert name.strip() in document(sheet_docx(sheet, "de"))
    text = sheet_markdown(sheet, "de")
    assert text.splitlines()[0].replace("\\", "").endswith(name.strip())
    for markup in ("<script", "**fett**", "[x](", "`#`"):
        assert not re.search(rf"(?<!\\){re.escape(markup)}", text)
