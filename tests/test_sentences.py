"""Findings as one short claim and the evidence behind it."""

import pytest

from graph_service.report import report
from graph_service.sentences import parted
from graph_service.snapshot import Scope, Snapshot
from graph_service.words import Text
from tests.conftest import DAY

NAMES = ", ".join(f"„Ein recht langer Name Nummer {i}“" for i in range(5))


@pytest.mark.parametrize(
    ("text", "claim", "rest"),
    [
        ("Ein Satz.", "Ein Satz.", ""),
        ("Ein Satz. Noch einer. Und mehr.", "Ein Satz.", "Noch einer. Und mehr."),
        ("Bis 12. Juni 2026 gilt das. Danach nicht.", "Bis 12. Juni 2026 gilt das.", "Danach nicht."),
        ("Das endet: 2026. Daran hängt mehr.", "Das endet: 2026.", "Daran hängt mehr."),
        ("„Hilfe e. V. Mitte“ sitzt hier. Mehr nicht.", "„Hilfe e. V. Mitte“ sitzt hier.", "Mehr nicht."),
        ("Drei (z. B. hier) fehlen. Gefragt wurde.", "Drei (z. B. hier) fehlen.", "Gefragt wurde."),
        (f"Alle fehlen: {NAMES} und „A“.", "Alle fehlen.", f"Es geht um {NAMES} und „A“."),
        ("Einer fehlt: „A“.", "Einer fehlt: „A“.", ""),
        (f"Viele fehlen: {NAMES} und 4 weitere. Mehr.", "Viele fehlen.", f"Es geht um {NAMES} und 4 weitere. Mehr."),
        (f"Endet es: {NAMES} fehlen dann.", f"Endet es: {NAMES} fehlen dann.", ""),
        ("", "", ""),
    ],
)
def test_the_claim_is_the_first_sentence(text: str, claim: str, rest: str) -> None:
    first, more = parted(Text(text, ""))
    assert (first.de, more.de) == (claim, rest)


def test_both_languages_are_parted_by_their_own_quotes() -> None:
    first, more = parted(Text("„A. B“ fehlt. Ja.", "“A. B” is missing. Yes."))
    assert (first, more) == (Text("„A. B“ fehlt.", "“A. B” is missing."), Text("Ja.", "Yes."))


def test_no_claim_of_a_report_is_a_wall_of_text(musterkreis: Snapshot, gross_gerau: Snapshot) -> None:
    for snapshot in (musterkreis, gross_gerau):
        for finding in report(snapshot, Scope(as_of=DAY)).findings:
            claim, rest = parted(finding.text)
            for language in ("de", "en"):
                assert len(claim[language]) <= 260, finding.key
                assert claim[language].endswith("."), finding.key
                assert "  " not in claim[language] + rest[language], finding.key
