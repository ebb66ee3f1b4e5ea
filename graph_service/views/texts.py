"""Words of the pages, in German and English side by side."""

from graph_service.views.edit_texts import EDIT_TEXTS
from graph_service.views.grid_texts import GRID_TEXTS
from graph_service.views.import_texts import IMPORT_TEXTS
from graph_service.views.map_texts import MAP_TEXTS
from graph_service.views.what_if_texts import WHAT_IF_TEXTS
from graph_service.words import LANGUAGES, Language, Text

_TEXTS = {
    **GRID_TEXTS,
    **MAP_TEXTS,
    **EDIT_TEXTS,
    **IMPORT_TEXTS,
    **WHAT_IF_TEXTS,
    "skip": Text("Zum Inhalt springen", "Skip to content"),
    "start": Text("Start", "Start"),
    "report": Text("Lückenbericht", "Gap report"),
    "map": Text("Karte", "Map"),
    "analyses": Text("Auswertungen", "Analyses"),
    "directory": Text("Verzeichnis", "Directory"),
    "api": Text("Schnittstelle", "API"),
    "about_pages": Text("Über diese Seiten", "About these pages"),
    "accessibility": Text("Barrierefreiheit", "Accessibility"),
    "data_protection": Text("Datenschutz", "Data protection"),
    "to_fill_in": Text("Von der Stelle auszufüllen", "To be filled in by the operator"),
    "setting": Text("Einstellung", "setting"),
    "main_nav": Text("Hauptmenü", "Main menu"),
    "other_language": Text("English", "Deutsch"),
    "invented": Text(
        "Erfundene Daten zur Veranschaulichung. Sie sagen nichts über wirkliche Stellen.",
        "Invented data for illustration. It says nothing about real organisations.",
    ),
    "notice_label": Text("Wichtiger Hinweis", "Important notice"),
    "revision": Text("Fassung", "Revision"),
    "search": Text("Suchen", "Search"),
    "search_label": Text("Name, Kurzname oder Stichwort", "Name, short name or keyword"),
    "found": Text("Gefunden", "Found"),
    "nothing_found": Text(
        "Nichts gefunden. Vielleicht hilft ein kürzeres Wort.", "Nothing found. A shorter word may help."
    ),
    "empty": Text(
        "Es sind noch keine Daten da. Zum Ansehen: „graph-service init gross_gerau“; eigene: „graph-service import ORDNER“.",
        "There is no data yet. To look around: “graph-service init gross_gerau”; your own: “graph-service import FOLDER”.",
    ),
    "questions": Text("Fragen", "Questions"),
    "most_urgent": Text("Wo zuerst hinsehen", "Where to look first"),
    "whole_report": Text("Zum ganzen Lückenbericht", "To the whole gap report"),
    "known": Text("Was erfasst ist und wie alt es ist", "What is recorded and how old it is"),
    "findings": Text("Befunde", "Findings"),
    "not_surveyed": Text("Nicht erhoben", "Not surveyed"),
    "not_surveyed_why": Text(
        "Hier fehlt etwas in den Daten, aber danach wurde nicht gefragt. Es kann also trotzdem da sein.",
        "Something is missing in the data here, but nobody asked. So it may exist all the same.",
    ),
    "no_findings": Text("Keine.", "None."),
    "next_step": Text("Nächster Schritt", "Next step"),
    "evidence": Text("Worauf das beruht", "What this rests on"),
    "source": Text("Quelle", "source"),
    "no_source": Text("ohne Quelle", "no source"),
    "as_of": Text("Stand", "as of"),
    "numbers": Text("Zahlen dazu", "Figures"),
    "reading": Text("So liest man das", "How to read this"),
    "footing": Text("Wie sicher das ist", "How firm this is"),
    "says_not": Text("Was das nicht sagt", "What it does not say"),
    "method": Text("Methode und Grenzen", "Method and limits"),
    "references": Text("Quellen der Methode", "Sources of the method"),
    "sections": Text("Was die Auswertungen sagen", "What the analyses say"),
    "as_data": Text("Als Daten", "As data"),
    "ask_members": Text("Mitglieder befragen", "Ask the members"),
    "report_need": Text("Bedarf melden", "Report a need"),
    "report_need_lead": Text(
        "Was fehlt, wem und wo? Der Bedarf gilt ab heute als offen; auf seiner Seite geht es Schritt für Schritt weiter.",
        "What is lacking, for whom and where? From today on the need is open; its page leads on step by step.",
    ),
    "need_name": Text("Was fehlt, in einem Satz (nötig)", "What is lacking, in one sentence (needed)"),
    "need_description": Text("Mehr dazu", "More about it"),
    "no_persons": Text("Keine Angaben zu Personen.", "Nothing about persons."),
    "raised_by": Text("Gemeldet von (Akteur oder Gremium)", "Raised by (actor or body)"),
    "target_group": Text("Zielgruppe", "Target group"),
    "go_on": Text("Nächster Schritt", "Next step"),
    "go_on_none": Text("Von hier aus gibt es keinen weiteren Schritt.", "There is no further step from here."),
    "go_on_lead": Text(
        "Jeder Schritt wird mit dem heutigen Tag gespeichert und lässt sich im Verlauf zurücknehmen.",
        "Each step is stored with today’s date and can be taken back in the history.",
    ),
    "export": Text("Daten mitnehmen", "Take the data along"),
    "export_holds": Text(
        "In diesem Ausschnitt: {nodes} Einträge und {ties} Verbindungen.",
        "In this scope: {nodes} entries and {ties} ties.",
    ),
    "export_note": Text(
        "Jede Form enthält nur, was Sie sehen dürfen. Die Arbeitsmappe und die Tabellen nennen alle Quellen in einer eigenen "
        "Liste. Zellen, die eine Tabellenkalkulation als Formel ausführen würde, beginnen mit einem Hochkomma.",
        "Each form holds only what you may see. The workbook and the tables name all sources in a list of their own. "
        "Cells that a spreadsheet would run as a formula begin with an apostrophe.",
    ),
    "scope": Text("Ausschnitt", "Scope"),
    "apply": Text("Anwenden", "Apply"),
    "reset": Text("Alles zeigen", "Show all"),
    "all": Text("alle", "all"),
    "day": Text("Stichtag", "Day of reference"),
    "participation": Text("Teilnahme zählt mit", "Count taking part"),
    "events": Text("Auch Veranstaltungsreihen", "Event series too"),
    "field": Text("Handlungsfeld", "Field of action"),
    "municipality": Text("Kommune", "Municipality"),
    "defaults": Text("Vorgaben", "Defaults"),
    "settings": Text("Einstellungen", "Settings"),
    "name": Text("Name", "Name"),
    "kind": Text("Art", "Kind"),
    "ties": Text("Verbindungen", "Ties"),
    "no_ties": Text("Keine erfasst.", "None recorded."),
    "from": Text("von", "from"),
    "to": Text("zu", "to"),
    "facts": Text("Angaben", "Details"),
    "what_now": Text("Was nun?", "What now?"),
    "error_help": Text(
        "Prüfen Sie die Adresse, gehen Sie zurück oder beginnen Sie auf der Startseite. Gespeichert oder verändert wurde nichts.",
        "Check the address, go back, or begin at the start page. Nothing was stored or changed.",
    ),
    "parameters": Text("Angaben", "Parameters"),
    "no_parameters": Text("keine", "none"),
    "sheet": Text("Ausschussblatt (eine Seite)", "Committee sheet (one page)"),
    "sheet_prints": Text("Zum Drucken auf einer Seite A4.", "To print on one page of A4."),
    "print": Text("Diese Seite lässt sich drucken.", "This page prints well."),
    "problem_help": Text(
        "So meldet der Dienst diesen Fall. Die Meldung selbst sagt, was genau nicht ging und was zu tun ist.",
        "This is how the service reports this case. The message itself says what exactly failed and what to do.",
    ),
    "entries": Text("Einträge", "entries"),
    "answer": Text("Antwort", "Answer"),
    "please_choose": Text("bitte wählen", "please choose"),
    "show_answer": Text("Antwort zeigen", "Show answer"),
    "bodies_in_field": Text("Gremien in diesem Feld", "Bodies in this field"),
    "body": Text("Gremium", "Body"),
    "level": Text("Ebene", "Level"),
    "led_by": Text("Federführung", "Led by"),
    "members": Text("Mitglieder", "Members"),
    "reports_to": Text("berichtet an", "Reports to"),
    "no_standing_body": Text("Veranstaltung oder Reihe", "event or series"),
    "not_recorded": Text("nicht erfasst", "not recorded"),
    "questions_about": Text("Fragen hierzu", "Questions about this"),
    "how_firm": Text("Worauf das beruht und wie sicher es ist", "What this rests on and how firm it is"),
    "one_more_alike": Text("1 weiterer Befund dieser Art im Bericht.", "1 more finding of this kind in the report."),
    "more_alike": Text("{n} weitere Befunde dieser Art im Bericht.", "{n} more findings of this kind in the report."),
    "youngest": Text("Der jüngste Eintrag hat den Stand", "The youngest entry is as of"),
    "one_event": Text(
        "1 der Gremien ist eine Veranstaltung oder Reihe; in den Auswertungen zählt sie nur auf Wunsch mit.",
        "1 of the bodies is an event or series; analyses count it on request only.",
    ),
    "so_many_events": Text(
        "{n} der Gremien sind Veranstaltungen oder Reihen; in den Auswertungen zählen sie nur auf Wunsch mit.",
        "{n} of the bodies are events or series; analyses count them on request only.",
    ),
    "what": Text("Was es ist", "What it is"),
    "also_called": Text("auch genannt", "also called"),
    "one_found": Text("1 Eintrag gefunden", "1 entry found"),
    "so_many_found": Text("{n} Einträge gefunden", "{n} entries found"),
    "none_of_kind": Text("Davon ist nichts erfasst.", "None of these is recorded."),
    "all_rows": Text("Alle Zeilen", "All rows"),
    "first_rows": Text(
        "Gezeigt sind die ersten {shown} von {all} Zeilen.", "Shown are the first {shown} of {all} rows."
    ),
    "all_of_them": Text("Alle zeigen", "Show all of them"),
}


class Words:
    """Texts of the pages in one language, as attributes."""

    def __init__(self, language: Language) -> None:
        """Speak *language*."""
        self._language = language

    def __getattr__(self, name: str) -> str:
        """Return one text; a name that is not declared is an error at once."""
        if name.startswith("_") or name not in _TEXTS:
            raise AttributeError(name)
        return _TEXTS[name][self._language]


WORDS = {language: Words(language) for language in LANGUAGES}
