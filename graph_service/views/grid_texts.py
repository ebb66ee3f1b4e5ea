"""Words of the pages “field × field” and “coverage”, in German and English side by side."""

from graph_service.words import Text

GRID_TEXTS = {
    "matrix": Text("Feld × Feld", "Field × field"),
    "matrix_question": Text("Welche Handlungsfelder sind miteinander verbunden?", "Which fields of action are joined?"),
    "matrix_reading": Text(
        "Jede Zeile zeigt ein Feld und was es mit den anderen verbindet; jedes Paar steht deshalb zweimal da. Die Zahlen "
        "sagen, wie viele Gremien und Akteure in beiden Feldern arbeiten. Jede Zelle führt zu den Namen.",
        "Each row shows a field and what joins it with the others; so each pair is there twice. The figures say how many "
        "bodies and actors work in both fields. Each cell leads to the names.",
    ),
    "matrix_compact": Text(
        "Bei so vielen Feldern steht in der Zelle nur das Zeichen und „Gremien · Akteure“; das Wort dazu sagt die Legende.",
        "With so many fields a cell shows only the sign and “bodies · actors”; the legend says the word.",
    ),
    "as_table": Text("Als Tabelle", "As a table"),
    "skip_table": Text("Tabelle überspringen", "Skip the table"),
    "signs": Text("Zeichen", "Signs"),
    "pairs": Text("Feldpaare", "pairs of fields"),
    "cells": Text("Zellen", "cells"),
    "same_field": Text("dasselbe Feld", "the same field"),
    "look_first": Text("Zuerst ansehen", "Look here first"),
    "without_anybody": Text("Felder, in denen niemand erfasst ist", "Fields with nobody recorded"),
    "without_anybody_why": Text(
        "Sie stehen nicht in der Tabelle, weil es dort nichts zu verbinden gibt.",
        "They are not in the table, because there is nothing to join.",
    ),
    "no_pairs": Text(
        "Eine Tabelle braucht zwei Handlungsfelder, in denen jemand erfasst ist.",
        "A table needs two fields of action with somebody recorded.",
    ),
    "state": Text("Stand", "State"),
    "asked": Text("Gefragt", "Asked"),
    "never_asked": Text("nicht erhoben", "not surveyed"),
    "shared_bodies": Text("Gemeinsame Gremien", "Shared bodies"),
    "shared_actors": Text("Gemeinsame Akteure", "Shared actors"),
    "none": Text("keine", "none"),
    "expected": Text("Bei Zufall zu erwarten", "Expected by chance"),
    "in_words": Text("Der Vergleich in Worten", "The comparison in words"),
    "contacts": Text("Sonstiger Kontakt", "Other contact"),
    "routes": Text("Unabhängige Wege", "Independent routes"),
    "routes_why": Text(
        "Wege vom einen Feld ins andere, die keinen Akteur und kein Gremium gemeinsam haben.",
        "Ways from one field into the other that share no actor and no body.",
    ),
    "cut": Text("Kleinste Trennstelle", "Smallest cut"),
    "cut_why": Text(
        "Fielen sie alle weg, gäbe es keinen Weg mehr zwischen den Feldern.",
        "Without all of these there would be no route left between the fields.",
    ),
    "only_through": Text("Alles hängt an", "All of it hangs on"),
    "reasons": Text("Anlass zur Abstimmung", "Reasons to meet"),
    "no_reasons": Text("Es ist keiner erfasst.", "None is recorded."),
    "builds_on": Text("baut auf", "builds on"),
    "builds_on_end": Text(" auf", ""),
    "weaker": Text(
        "Es sind weniger gemeinsame Akteure, als zu erwarten wären.",
        "There are fewer shared actors than would be expected.",
    ),
    "shared_groups": Text("gemeinsame Zielgruppen", "shared target groups"),
    "shared_needs": Text("gemeinsame Bedarfe", "shared needs"),
    "to_matrix": Text("Zur Tabelle Feld × Feld", "To the table field × field"),
    "to_coverage": Text("Zur Abdeckung als Tabelle", "To coverage as a table"),
    "show": Text("Alle Namen zeigen", "Show all names"),
    "coverage": Text("Abdeckung", "Coverage"),
    "coverage_reading": Text(
        "Jede Zelle hat einen von drei Ständen, erkennbar an Zeichen und Wort. Vorhandene führen zu den Namen, leere zum "
        "nächsten Schritt und zum Tag, an dem gefragt wurde.",
        "Each cell has one of three states, told by sign and word. Served ones lead to the names, empty ones to the next "
        "step and to the day of asking.",
    ),
    "field_by_town": Text("Handlungsfeld × Kommune", "Field × municipality"),
    "field_by_group": Text("Handlungsfeld × Zielgruppe", "Field × target group"),
    "asked_in": Text("gefragt", "asked"),
    "never_asked_cell": Text("Danach wurde nie gefragt.", "Nobody ever asked."),
    "names": Text("Wer", "Who"),
    "single_name": Text(
        "Es ist ein einziger Name. Fällt er weg, ist hier niemand mehr erfasst.",
        "It is a single name. Without it nobody is recorded here any more.",
    ),
    "no_cells": Text(
        "Dafür ist mindestens ein Handlungsfeld und eine Kommune oder Zielgruppe nötig.",
        "This needs at least one field of action and one municipality or target group.",
    ),
}
