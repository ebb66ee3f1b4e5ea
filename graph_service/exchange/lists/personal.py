"""What belongs to persons and is never stored: columns by their heads, mail addresses and phone numbers in cells."""

import re
from collections.abc import Sequence
from enum import Enum

from graph_service.exchange.lists.forms import plain_head
from graph_service.words import Text

_ALWAYS = re.compile(
    r"\b(personen|persons|people|vorname|nachname|familienname|zuname|ansprechpartner\w*|ansprechperson\w*|kontaktperson\w*|kontaktdaten|kontaktname|"
    r"name (des|der|eines) (kontakts?|ansprech\w+|vertret\w+|mitarbeit\w+|person)|"
    r"mitarbeite(r|rin|nde|rinnen)|telefon\w*|tel|tel nr|"
    r"telefonnummer|handy\w*|mobil|mobilnummer|mobiltelefon|fax|faxnummer|rufnummer|durchwahl|"
    r"geburtsdatum|geburtstag|geschlecht|privat\w*|anrede|unterschrift|personalnummer|iban|phone|mobile|telephone|"
    r"contact person|contact name|first name|last name|surname|date of birth|"
    r"name (kontakt|ansprech\w+|contact))\b"
)
_MAIL_HEAD = re.compile(r"\b(e mail\w*|email\w*|mail|mailadresse|mail adresse)\b")
_FUNCTION = re.compile(
    r"\b(funktion\w*|sammel\w*|zentral\w*|postfach|info|allgemein\w*|organisation\w*|function|office)\b"
)
_PERHAPS = re.compile(
    r"\b(kontakt|kontakte|contact|leitung name|vertret\w+|vorsitzende\w*|leiter(in)?|sprecher(in)?|"
    r"zustaendige person|person|"
    r"adresse|anschrift|strasse|hausnummer|plz|postleitzahl|bearbeiter(in)?|delegierte\w*|address|street|representative)\b"
)
_MAIL = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}")
_PHONE = re.compile(
    r"(?:(?:tel(?:efon)?|fon|handy|mobil|fax|phone)[.:\s]*)?(?:\+49|0049|\(?0[1-9]\d{1,4}\)?)[\s/\-]*\d[\d\s/\-]{4,}\d"
)
_OFFICE_WORDS = """
info kontakt contact office mail post poststelle buero integration beratung verwaltung rathaus gemeinde stadt kreis
sekretariat geschaeftsstelle service anfrage zentrale koordination migration vielfalt ehrenamt bildung vhs kvhs team vorstand
verein presse hallo fachstelle netzwerk asyl sozial jugend schule kita willkommen hilfe empfang support projekt wir lotsen
fachdienst amt auslaenderbeirat jmd mbe sprache arbeit frauen teilhabe antidiskriminierung
"""
_OFFICE = frozenset(_OFFICE_WORDS.split())
CUT = "[…]"


class Personal(Enum):
    """Whether a column holds data of persons."""

    NO = 0
    PERHAPS = 1
    YES = 2


def judge(head: str, group: str = "") -> Personal:
    """Say by its head, and by the head joined over it, whether a column holds data of persons.

    ``YES`` is never stored whatever anybody chooses; ``PERHAPS`` is set aside unless a person says that organisations
    stand there.
    """
    # what stands in brackets counts here: „E-Mail (privat)“
    own, over = (plain_head(re.sub(r"[()\[\]]", " ", text)) for text in (head, group))
    if _MAIL_HEAD.search(own) and _FUNCTION.search(own):
        return Personal.NO
    if _ALWAYS.search(own) or _ALWAYS.search(over):
        return Personal.YES
    if re.search(r"\b(kontakt|contact)\b", over) or _PERHAPS.search(own) or _MAIL_HEAD.search(own):
        return Personal.PERHAPS
    return Personal.NO


def looks_personal(mail: str) -> bool:
    """Whether an address looks like that of a person: first.last@, f.last@, or no word of an office in it."""
    local = mail.partition("@")[0].lower()
    local = local.replace("ü", "ue").replace("ö", "oe").replace("ä", "ae")
    parts = [part for part in re.split(r"[._\-+0-9]+", local) if part]
    if any(part in _OFFICE or any(len(word) > 4 and word in part for word in _OFFICE) for part in parts):  # noqa: PLR2004
        return False
    return len(parts) > 1 or "." in local or not parts


def mails(cell: str) -> Sequence[str]:
    """Every mail address in a cell."""
    return _MAIL.findall(cell)


def without_contacts(text: str) -> tuple[str, bool]:
    """Text without personal-looking mail addresses and phone numbers, and whether any stood in it."""
    cut = _MAIL.sub(lambda found: CUT if looks_personal(found[0]) else found[0], text)
    cut = _PHONE.sub(CUT, cut)
    return cut, cut != text


YES_TEXT = Text(
    "Spalte „{head}“ enthält Daten von Personen. Sie wird nie gespeichert und wurde beiseitegelegt.",
    "Column “{head}” holds data of persons. It is never stored and was set aside.",
)
PERHAPS_TEXT = Text(
    "Spalte „{head}“ könnte Daten von Personen enthalten und wurde beiseitegelegt. Stehen dort nur Organisationen, "
    "bitte die Spalte von Hand zuordnen.",
    "Column “{head}” may hold data of persons and was set aside. If only organisations stand there, please map it by hand.",
)
MAIL_TEXT = Text(
    "„{head}“: Die Adresse sieht nach einer Person aus und wurde weggelassen. Erlaubt ist ein Funktionspostfach wie "
    "integration@… oder info@….",
    "“{head}”: the address looks like that of a person and was left out. A function mailbox such as info@… is allowed.",
)
CUT_TEXT = Text(
    "„{head}“: Eine Mailadresse oder Telefonnummer im Text wurde durch […] ersetzt; Daten von Personen werden nicht gespeichert.",
    "“{head}”: a mail address or phone number in the text was replaced by […]; data of persons are not stored.",
)
