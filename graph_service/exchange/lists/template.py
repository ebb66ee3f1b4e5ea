"""The empty list to fill in: six kinds of sheets with drop-down lists, notes in the heads and an invented example row."""

import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from graph_service.exchange.formats import in_xml, timeless
from graph_service.exchange.lists.forms import KIND, MAILBOX, forms
from graph_service.exchange.lists.rows import EXAMPLE
from graph_service.exchange.lists.synonyms import CHOICES, GUIDE
from graph_service.exchange.lists.values import choice_of
from graph_service.exchange.tables import columns_of
from graph_service.model import NODE_KINDS, TIE_KINDS
from graph_service.searching import folded
from graph_service.snapshot import Snapshot
from graph_service.words import Language, Text

_ROWS = 500
_MOST_OFFERED = 2_000
_SHEETS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("actor", ("name", "short_name", "actor_type", "level", "seat", "active_in", "works_in", "serves", "member_of", "website",
               "mailbox", "source", "as_of")),
    ("body", ("name", "body_type", "level", "leads.inverse", "works_in", "mandate", "rhythm", "reports_to", "valid_from",
              "valid_to", "source", "as_of")),
    ("ties", ("source_id", "target_id", "kind", "role", "valid_from", "valid_to", "confirmed", "source", "as_of")),
    ("field", ("name", "part_of", "cross_cutting", "same_as", "source", "as_of")),
    ("target_group", ("name", "axis", "source", "as_of")),
    ("municipality", ("name", "region", "population", "population_as_of", "migration_share", "migration_share_as_of", "source")),
    ("need", ("name", "concerns.field", "concerns.target_group", "concerns.municipality", "raised_by", "status", "reported_on",
              "source", "as_of")),
    ("recommendation", ("name", "answers", "decided_in", "addressed_to", "status", "answer", "source", "as_of")),
)  # fmt: skip
_EXAMPLES: dict[str, Text] = {
    "name": Text("Beratungsstelle Muster", "Sample advice centre"),
    "source": EXAMPLE,
    "as_of": Text("14.03.2026", "2026-03-14"),
    "valid_from": Text("2024", "2024"),
    "works_in": Text("Sprache; Arbeit", "Language; Work"),
    "active_in": Text("Musterstadt; Musterdorf", "Sampletown; Sampleville"),
    "seat": Text("Musterstadt", "Sampletown"),
    "mailbox": Text("integration@muster.example", "integration@sample.example"),
    "website": Text("https://muster.example", "https://sample.example"),
    "source_id": Text("Beratungsstelle Muster", "Sample advice centre"),
    "target_id": Text("Arbeitsgruppe Muster", "Sample working group"),
    "kind": Text("Mitglied in", "member of"),
    "rhythm": Text("vierteljährlich", "quarterly"),
}


class _Offer(NamedTuple):
    """Values to choose from, and whether other values are taken as well."""

    values: tuple[str, ...]
    strict: bool


def template(snapshot: Snapshot, language: Language) -> bytes:
    """Make the workbook in one language; what is stored stands in its drop-down lists, the same bytes each time."""
    book = Workbook()
    book.properties.creator = "graph-service"
    first = book.worksheets[0]
    first.title = Text("Anleitung", "Guide")[language]
    for line in _GUIDE:
        first.append([line[language]])
    first.column_dimensions["A"].width = 100
    for row in first["A"]:
        row.alignment = Alignment(wrap_text=True, vertical="top")
    lists = book.create_sheet(CHOICES[language])
    lists.sheet_state = "hidden"
    for form_id, names in _SHEETS:
        _sheet(book.create_sheet(forms()[form_id].label[language][:1].upper() + forms()[form_id].label[language][1:]),
               form_id, names, lists, snapshot, language)  # fmt: skip
    book.move_sheet(lists, offset=len(book.worksheets))
    raw = io.BytesIO()
    book.save(raw)
    return timeless(raw)


def _sheet(
    sheet: Worksheet, form_id: str, names: Sequence[str], lists: Worksheet, snapshot: Snapshot, language: Language
) -> None:
    form = forms()[form_id]
    for place, name in enumerate(names, 1):
        label = form.columns[name].label[language]
        head = f"{label[:1].upper()}{label[1:]}{'*' if name in form.required or name == 'as_of' else ''}"
        cell = sheet.cell(1, place, in_xml(head))
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE7F0")
        offer = _offer(form_id, name, snapshot, language)
        cell.comment = Comment(in_xml(_note(form_id, name, offer)[language]), "graph-service", height=140, width=320)
        example = sheet.cell(
            2, place, in_xml(_EXAMPLES.get(name, Text("", ""))[language] or (offer.values[0] if offer.strict else ""))
        )
        example.font = Font(italic=True, color="666666")
        example.data_type = "s"
        sheet.column_dimensions[get_column_letter(place)].width = max(14, min(40, len(head) + 8))
        if offer.values:
            _drop_down(sheet, place, offer, lists)
    sheet.freeze_panes = "B2"


def _drop_down(sheet: Worksheet, place: int, offer: _Offer, lists: Worksheet) -> None:
    column = lists.max_column + (1 if lists.cell(1, 1).value is not None else 0)
    for row, value in enumerate(offer.values, 1):
        cell = lists.cell(row, column, in_xml(value))
        cell.data_type = "s"
    letter = get_column_letter(column)
    source = f"{quote_sheetname(lists.title)}!${letter}$1:${letter}${len(offer.values)}"
    # a cell may hold several values, and new names are welcome: only closed lists refuse anything else
    rule = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=offer.strict)
    rule.add(f"{get_column_letter(place)}2:{get_column_letter(place)}{_ROWS}")
    sheet.add_data_validation(rule)


def _offer(form_id: str, name: str, snapshot: Snapshot, language: Language) -> _Offer:
    column = forms()[form_id].columns[name]
    if name == MAILBOX:
        return _Offer((), strict=False)
    if name == KIND:
        return _Offer(
            tuple(cls.spec.text[language] for kind, cls in TIE_KINDS.items() if kind != "covers"), strict=True
        )
    if column.kinds or name in ("source_id", "target_id"):
        kinds = column.kinds or ("actor", "body")
        names = sorted({node.name for node in snapshot.nodes if node.kind in kinds}, key=folded)
        return _Offer(tuple(names[:_MOST_OFFERED]), strict=False)
    owners = (
        [form_id] if form_id in NODE_KINDS else [kind for kind in TIE_KINDS if name in TIE_KINDS[kind].model_fields]
    )
    if name in columns_of(owners[0]).yes_no:
        return _Offer(("ja", "nein") if language == "de" else ("yes", "no"), strict=True)
    choice = choice_of(owners[0], name)
    if choice is None:
        return _Offer((), strict=False)
    event = (Text("Veranstaltung", "event")[language],) if (form_id, name) == ("body", "level") else ()
    return _Offer((*(member.text[language] for member in choice), *event), strict=True)


def _note(form_id: str, name: str, offer: _Offer) -> Text:
    column = forms()[form_id].columns[name]
    parts = list(_parts(form_id, name, offer))
    return sum(parts[1:], parts[0]) if parts else column.label


def _parts(form_id: str, name: str, offer: _Offer) -> Iterator[Text]:
    column = forms()[form_id].columns[name]
    if name in forms()[form_id].required:
        yield Text("Muss ausgefüllt sein.", "Must be filled in.")
    if column.tie:
        yield Text("Mehrere Werte mit Semikolon oder Zeilenumbruch (Alt+Eingabe) trennen.",
                   "Separate several values by semicolons or line breaks (Alt+Enter).")  # fmt: skip
    if column.tie and offer.values:
        yield Text(
            "Bekannte Namen stehen in der Auswahl; neue dürfen dazukommen.",
            "Known names can be chosen; new ones are welcome.",
        )
    if offer.strict:
        yield Text("Bitte aus der Auswahl nehmen.", "Please take one from the list.")
    if name in ("as_of", "valid_from", "valid_to", "reported_on") or name.endswith("_as_of"):
        yield Text(
            "Jahr, Monat oder Tag: 2026, 03/2026 oder 14.03.2026.", "Year, month or day: 2026, 2026-03 or 2026-03-14."
        )
    if name == "mailbox":
        yield Text(
            "Nur ein Postfach der Stelle (info@…), nie das einer Person.",
            "Only a mailbox of the office (info@…), never that of a person.",
        )
    if name == "source":
        yield Text("Woher die Angabe stammt: Webadresse, Dokument, Gespräch mit der Stelle (ohne Namen).",
                   "Where this comes from: web address, document, talk with the office (no names).")  # fmt: skip
    if name == "name" and form_id in ("actor", "body"):
        yield Text(
            "Name der Organisation oder des Gremiums, nie einer Person.",
            "Name of the organisation or body, never of a person.",
        )


_GUIDE = (
    GUIDE,
    Text("Ein Blatt je Sache; nicht gebrauchte Blätter leer lassen. Spalten mit * müssen ausgefüllt sein.",
         "One sheet per kind of thing; leave sheets empty that are not needed. Columns with * must be filled in."),
    Text("Die graue Zeile ist ein erfundenes Beispiel; sie wird beim Einlesen übergangen und darf stehen bleiben.",
         "The grey row is an invented example; it is passed over when the list is read and may stay."),
    Text("Hinweise stehen als Notiz an den Köpfen. Mehrere Werte in einer Zelle mit Semikolon oder Zeilenumbruch trennen.",
         "Notes stand at the heads. Separate several values in a cell by semicolons or line breaks."),
    Text("Bitte keine Namen, Telefonnummern oder Mailadressen von Personen eintragen; sie werden nicht gespeichert.",
         "Please enter no names, phone numbers or mail addresses of persons; they are not stored."),
    Text("Vor dem Übernehmen zeigt der Dienst, was neu ist und was sich ändert.",
         "Before anything is taken over, the service shows what is new and what changes."),
)  # fmt: skip
