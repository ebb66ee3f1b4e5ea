"""Words of the pages on which lists are read in, in German and English side by side."""

from graph_service.words import Text

IMPORT_TEXTS = {
    "import_list": Text("Liste einlesen", "Read a list in"),
    "import_lead": Text(
        "Bringen Sie eine Liste, wie Sie sie haben. Vor dem Speichern sehen Sie, was neu ist und was sich ändert.",
        "Bring a list as you have it. Before anything is stored you see what is new and what changes.",
    ),
    "import_file": Text("Datei", "File"),
    "import_file_help": Text(
        "XLSX, CSV, GraphML, GEXF, JSON oder unser Zip; höchstens {most} MB. Die Datei wird nicht aufbewahrt.",
        "XLSX, CSV, GraphML, GEXF, JSON or our zip; at most {most} MB. The file is not kept.",
    ),
    "import_profile": Text("Zuordnung aus einem Profil", "Mapping from a profile"),
    "import_no_profile": Text("keine, vorschlagen lassen", "none, propose one"),
    "import_look": Text("Vorschau zeigen", "Show the preview"),
    "import_template": Text("Vorlage zum Ausfüllen (XLSX)", "Template to fill in (XLSX)"),
    "import_template_help": Text(
        "Acht Blätter mit Auswahllisten aus Ihren Daten und Hinweisen an den Köpfen.",
        "Eight sheets with choices from your data and notes at the heads.",
    ),
    "import_persons": Text(
        "Spalten mit Namen, Telefonnummern oder Mailadressen von Personen werden nie gespeichert.",
        "Columns with names, phone numbers or mail addresses of persons are never stored.",
    ),
    "import_profiles": Text("Gemerkte Profile", "Profiles kept"),
    "import_drop_profile": Text("Profil löschen", "Delete profile"),
    "import_preview": Text("Vorschau: {name}", "Preview: {name}"),
    "import_nothing_yet": Text(
        "Noch ist nichts gespeichert. Diese Vorschau bleibt höchstens {minutes} Minuten.",
        "Nothing is stored yet. This preview stays for {minutes} minutes at most.",
    ),
    "import_would": Text("Das würde geschehen", "This would happen"),
    "import_state": Text("Was", "What"),
    "import_entries": Text("Einträge", "Entries"),
    "import_ties": Text("Verbindungen", "Ties"),
    "import_nothing": Text(
        "Alles steht schon so da; es gibt nichts zu speichern.",
        "All of it is there already; there is nothing to store.",
    ),
    "import_wrong": Text(
        "Das passt noch nicht; so wird nichts gespeichert", "This does not fit yet; nothing is stored like this"
    ),
    "import_left_out": Text("Weggelassen", "Left out"),
    "import_notes": Text("Hinweise", "Notes"),
    "import_aside": Text("Beiseitegelegt, nicht gespeichert", "Set aside, not stored"),
    "import_place": Text("Wo", "Where"),
    "import_why": Text("Warum", "Why"),
    "import_questions": Text("Dasselbe oder nicht?", "The same or not?"),
    "import_questions_help": Text(
        "Diese Namen ähneln bekannten. Bis Sie entscheiden, bleiben sie mit ihren Verbindungen draußen.",
        "These names are like known ones. Until you decide, they stay out with their ties.",
    ),
    "import_same_as": Text("dasselbe wie", "the same as"),
    "import_someone_new": Text("jemand anderes, neu anlegen", "somebody else, create"),
    "import_later": Text("später entscheiden", "decide later"),
    "import_decided": Text("Als dasselbe entschieden", "Decided to be the same"),
    "import_take_back": Text("zurücknehmen: {name}", "take back: {name}"),
    "import_understood": Text("So wurde die Liste verstanden", "This is how the list was understood"),
    "import_sheet": Text("Blatt „{name}“", "Sheet “{name}”"),
    "import_heads_in": Text("Köpfe in Zeile {row}, {n} Zeilen darunter", "heads in row {row}, {n} rows below"),
    "import_read_as": Text("Gelesen als", "Read as"),
    "import_not_read": Text("beiseitelegen", "set aside"),
    "import_head": Text("Spalte der Liste", "Column of the list"),
    "import_sample": Text("zum Beispiel", "for example"),
    "import_means": Text("Bedeutet", "Means"),
    "import_sure": Text("Wie sicher, und warum", "How sure, and why"),
    "import_never": Text("wird nie gespeichert", "is never stored"),
    "import_whole": Text("Für die ganze Liste", "For the whole list"),
    "import_complete": Text(
        "Die Liste ist vollständig: Was sie nicht nennt, endet.", "The list is complete: what it does not name ends."
    ),
    "import_leave_out": Text(
        "Zellen, die nicht passen, weglassen und aufzählen, statt die Liste abzulehnen.",
        "Leave cells out that do not fit, and list them, instead of refusing the list.",
    ),
    "import_source": Text("Quelle, wo keine angegeben ist", "Source where none is given"),
    "import_as_of": Text("Stand, wo keiner angegeben ist", "Date where none is given"),
    "import_save_profile": Text("Zuordnung merken unter dem Namen", "Keep this mapping under the name"),
    "import_again": Text("Vorschau erneuern", "Renew the preview"),
    "import_take": Text("Übernehmen", "Take it over"),
    "import_drop": Text("Verwerfen", "Discard"),
    "import_detail": Text("Im Einzelnen", "In detail"),
    "import_more": Text("… und {n} weitere", "… and {n} more"),
    "import_from_cell": Text("nur in einer Zelle genannt", "named in a cell only"),
    "doubles": Text("Doppelte Einträge", "Double entries"),
    "doubles_lead": Text(
        "Diese Paare könnten dasselbe sein. Beim Zusammenführen bleiben Namen, Verbindungen und Quellen erhalten; "
        "im Verlauf lässt es sich rückgängig machen.",
        "These pairs may be one. Merging keeps names, ties and sources; the history can take it back.",
    ),
    "doubles_keep": Text(
        "Zusammenführen: „{name}“ bleibt (jetzt {n} Verbindungen)", "Merge: “{name}” stays ({n} ties now)"
    ),
    "doubles_apart": Text("nicht dasselbe", "not the same"),
    "doubles_none": Text("Keine wahrscheinlichen Doppelten gefunden.", "No likely doubles found."),
    "import_before_after": Text("{label}: {before} → {after}", "{label}: {before} → {after}"),
}
