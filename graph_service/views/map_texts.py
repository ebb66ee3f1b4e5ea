"""Words around the map, in German and English side by side; those its scripts say are listed once."""

from graph_service.words import Text

VIEW_TEXTS = {
    "fields": (Text("Felder", "Fields"), Text("Welche Handlungsfelder hängen zusammen, und wo fehlt eine Brücke?",
               "Which fields of action hang together, and where is a bridge missing?")),
    "lanes": (Text("Spalten", "Columns"), Text("Wer arbeitet in welchem Feld, auf welcher Ebene?",
              "Who works in which field, on which level?")),
    "actors": (Text("Akteure und Gremien", "Actors and bodies"), Text("Wer gehört wohin, und wer steht dazwischen?",
               "Who belongs where, and who stands in between?")),
    "field": (Text("Ein Feld und seine Brücken", "One field and its bridges"),
              Text("Wer verbindet dieses Feld mit den anderen?", "Who joins this field with the others?")),
    "around": (Text("Umkreis", "Around one"), Text("Womit ist dieser Eintrag verbunden?", "What is this entry tied to?")),
    "levels": (Text("Ebenen", "Levels"), Text("Welchen Weg nimmt ein Ergebnis nach oben, und wo endet er?",
               "What way does a result take upwards, and where does it end?")),
    "municipalities": (Text("Kommunen", "Municipalities"), Text("Wer ist wo tätig? (schematisch, keine Landkarte)",
                       "Who is active where? (schematic, no geography)")),
}  # fmt: skip
MAP_TEXTS = {
    "map_views": Text("Ansichten der Karte", "Views of the map"),
    "legend": Text("Legende", "Legend"),
    "legend_kinds": Text("Art: nur diese zeigen", "Kind: show only these"),
    "legend_fields": Text("Feld: nur diese zeigen", "Field: show only these"),
    "legend_findings": Text("Befunde auf der Karte", "Findings on the map"),
    "legend_unasked": Text(
        "Gestrichelter Rand: nach dem, was erfasst ist; gefragt wurde nicht.",
        "Dashed outline: by what is recorded; nobody was asked.",
    ),
    "legend_field_count": Text("In Klammern: Akteure und Gremien.", "In brackets: actors and bodies."),
    "legend_more": Text("Felder ohne jemanden", "Fields without anybody"),
    "filters": Text("Filter", "Filters"),
    "filters_more": Text(
        "Filter: Feld, Zielgruppe, Kommune, Ebene, Stichtag", "Filters: field, target group, municipality, level, day"
    ),
    "filters_set": Text("Gesetzte Filter", "Filters set"),
    "remove_filter": Text("Filter entfernen", "Remove filter"),
    "filters_none": Text("Kein Filter gesetzt: Alles ist zu sehen.", "No filter set: everything is shown."),
    "filters_clear": Text("Alle Filter entfernen", "Remove all filters"),
    "add": Text("hinzufügen …", "add …"),
    "find_map": Text("Name suchen", "Find a name"),
    "target_group": Text("Zielgruppe", "Target group"),
    "level": Text("Ebene", "Level"),
    "basis": Text("Grundlage mindestens", "At least based on"),
    "overlay_off": Text("ausgeblendet", "hidden"),
    "any_day": Text("alle Tage", "any day"),
    "events_too": Text("mit Veranstaltungsreihen", "with event series"),
    "around_what": Text("Umkreis von", "Around"),
    "steps": Text("Schritte", "Steps"),
    "one_step": Text("1 Schritt", "1 step"),
    "two_steps": Text("2 Schritte", "2 steps"),
    "map_list": Text("Was die Karte zeigt, als Liste", "What the map shows, as a list"),
    "map_ties": Text("Verbindungen als Tabelle", "Ties as a table"),
    "map_help": Text(
        "Tastatur auf der Karte: Pfeiltasten gehen zum Nachbarn in dieser Richtung, N zum nächsten Nachbarn, Eingabe öffnet "
        "Einzelheiten, Plus und Minus ändern die Größe, 0 zeigt alles, U den Umkreis, Escape hebt die Auswahl auf. In der Liste: "
        "Pfeiltasten, N, Eingabe und Escape ebenso.",
        "Keys on the map: arrow keys go to the neighbour in that direction, N to the next neighbour, Enter opens details, plus "
        "and minus zoom, 0 shows everything, U the surroundings, Escape clears the selection. In the list: arrow keys, N, Enter "
        "and Escape do the same.",
    ),
    "map_role": Text("Netzwerkkarte", "network map"),
    "zoom_in": Text("Größer", "Zoom in"),
    "zoom_out": Text("Kleiner", "Zoom out"),
    "fit": Text("Ganze Karte", "Whole map"),
    "present": Text("Vortrag (Vollbild)", "Present (full screen)"),
    "present_leave": Text("Vortrag beenden (Esc)", "Leave (Esc)"),
    "details": Text("Einzelheiten", "Details"),
    "choose": Text("Wählen Sie etwas auf der Karte oder in der Liste.", "Choose something on the map or in the list."),
    "no_field": Text("ohne Handlungsfeld", "no field of action"),
    "no_group": Text("ohne Zielgruppe", "no target group"),
    "no_town": Text("ohne Kommune", "no municipality"),
    "no_level": Text("ohne Ebene", "no level"),
    "finding_column": Text("Befund", "Finding"),
    "no_script": Text(
        "Das Bild der Karte braucht JavaScript. Filter und Ansichten gehen auch ohne; alles, was die Karte zeigt, steht in den "
        "Tabellen darunter.",
        "The picture of the map needs JavaScript. Filters and views work without; all it shows is in the tables below.",
    ),
    "too_large": Text(
        "Mehr als 2.000 Einträge passen auf keine lesbare Karte: Gezeigt werden die Handlungsfelder zusammengefasst. Mit "
        "Filtern lässt sich der Ausschnitt verkleinern, dann öffnet sich die gewünschte Ansicht.",
        "More than 2,000 entries fit on no readable map: shown are the fields of action, aggregated. Filters make the scope "
        "smaller; then the view asked for opens.",
    ),
    "not_in_view": Text("„{name}“ ist in dieser Ansicht nicht zu sehen.", "“{name}” is not part of this view."),
    "show_around": Text("Umkreis zeigen", "Show surroundings"),
    "show_field": Text("Feld mit seinen Brücken zeigen", "Show the field with its bridges"),
    "open_page": Text("Zur Seite", "Open page"),
    "to_finding": Text("Zum Befund im Bericht", "To the finding in the report"),
    "unasked_mark": Text("erfasst, aber nicht erhoben", "recorded, but not surveyed"),
    "take_along": Text("Karte mitnehmen", "Take the map along"),
    "print_sheet": Text("Druckblatt", "Print sheet"),
    "print_sheet_why": Text(
        "Das Blatt passt im Querformat auf eine Seite.",
        "The sheet fits on one page in landscape.",
    ),
    "as_file": Text("eine Datei zum Mitnehmen (HTML, ohne Netz)", "one file to take along (HTML, offline)"),
    "to_map": Text("Zur Karte mit Liste und Tabellen", "To the map with list and tables"),
    "png_failed": Text(
        "Das Bild ließ sich nicht machen. Die SVG-Datei geht immer.",
        "The picture could not be made. The SVG file always works.",
    ),
    "map_nothing": Text("Mit diesen Filtern ist nichts zu sehen.", "Nothing is left with these filters."),
}
SCRIPT_TEXTS = {
    "visible": Text("{n} von {all} zu sehen", "{n} of {all} shown"),
    "ties": Text("{n} Verbindungen", "{n} ties"),
    "tie": Text("1 Verbindung", "1 tie"),
    "hits": Text("{n} Treffer: {names}", "{n} found: {names}"),
    "no_hit": Text("Kein Treffer.", "Nothing found."),
    "no_neighbour": Text("Kein Nachbar ist zu sehen.", "No neighbour is shown."),
    "no_direction": Text("In dieser Richtung ist nichts.", "There is nothing in that direction."),
    "cleared": Text("Auswahl aufgehoben.", "Selection cleared."),
    "presenting": Text("Vortragsmodus. Escape beendet ihn.", "Presenting. Escape leaves."),
    "unasked": MAP_TEXTS["unasked_mark"],
    **{name: MAP_TEXTS[name] for name in ("open_page", "show_around", "show_field", "to_finding")},
}
