"""Words of the pages for editing and of the history, in German and English side by side."""

from graph_service.words import Text

EDIT_TEXTS = {
    "edit": Text("Bearbeiten", "Edit"),
    "add_tie": Text("Verbindung hinzufügen", "Add a tie"),
    "delete": Text("Löschen", "Delete"),
    "create": Text("Neu anlegen", "Create new"),
    "for_editors": Text("Für die Redaktion", "For editors"),
    "history": Text("Verlauf", "History"),
    "history_of": Text("Verlauf von „{name}“", "History of “{name}”"),
    "history_lead": Text(
        "Jede Änderung steht hier mit Zeit, Rolle und Grund; die neueste zuerst. Nichts davon wird überschrieben.",
        "Every change stands here with time, role and reason; newest first. None of it is overwritten.",
    ),
    "no_history": Text("Noch keine Änderungen.", "No changes yet."),
    "older": Text("Ältere Änderungen", "Older changes"),
    "newest": Text("Zu den neuesten", "To the newest"),
    "hidden_write": Text(
        "Diese Änderung betraf Einträge, die Ihre Rolle nicht zeigt.",
        "This change touched entries that your role does not show.",
    ),
    "revision_of": Text("Fassung {n}", "Revision {n}"),
    "when": Text("Wann", "When"),
    "who_wrote": Text("Wer", "Who"),
    "why": Text("Grund", "Reason"),
    "what_changed": Text("Was sich geändert hat", "What has changed"),
    "in_detail": Text("Einzelheiten und Rückgängig", "Details and undo"),
    "no_reason": Text("ohne Angabe", "not given"),
    "role_admin": Text("Administration", "administrator"),
    "role_editor": Text("Redaktion", "editor"),
    "more_rows": Text("und {n} weitere Zeilen", "and {n} more rows"),
    "network_on_day": Text("Lückenbericht an diesem Tag", "Gap report on that day"),
    "added": Text("neu", "new"),
    "changed": Text("geändert", "changed"),
    "ended": Text("gelöscht", "deleted"),
    "one_row": Text("1 Zeile", "1 row"),
    "so_many_rows": Text("{n} Zeilen", "{n} rows"),
    "field_name": Text("Angabe", "Field"),
    "entered_by_you": Text("Ihre Eingabe", "Your entry"),
    "stored_now": Text("jetzt gespeichert", "stored now"),
    "was_before": Text("bisher", "so far"),
    "becomes": Text("künftig", "from now on"),
    "empty_value": Text("leer", "empty"),
    "new_of_kind": Text("{kind} neu anlegen", "Create: {kind}"),
    "edit_of": Text("„{name}“ bearbeiten", "Edit “{name}”"),
    "edit_tie_of": Text("Verbindung bearbeiten", "Edit a tie"),
    "new_tie_of": Text("Verbindung von „{name}“ hinzufügen", "Add a tie to “{name}”"),
    "which_way": Text("Was für eine Verbindung?", "What kind of tie?"),
    "further": Text("Weiter", "Continue"),
    "with_whom": Text("Mit wem oder womit?", "With whom or what?"),
    "main_details": Text("Angaben", "Details"),
    "where_from": Text("Herkunft und Gültigkeit", "Origin and validity"),
    "required": Text("nötig", "required"),
    "required_help": Text(
        "Mit „nötig“ Bezeichnetes muss ausgefüllt sein.", "What is marked “required” must be filled in."
    ),
    "check": Text("Weiter zur Prüfung", "Continue to check"),
    "cancel": Text("Abbrechen", "Cancel"),
    "nothing_stored_yet": Text(
        "Gespeichert wird erst nach der Prüfung auf der nächsten Seite.",
        "It is stored only after the check on the next page.",
    ),
    "please_mend": Text("Bitte noch ansehen", "Please look at this"),
    "preview": Text("Prüfen und speichern", "Check and store"),
    "preview_delete": Text("Prüfen und löschen", "Check and delete"),
    "preview_lead": Text(
        "Noch ist nichts gespeichert. Das würde geschehen:", "Nothing is stored yet. This would happen:"
    ),
    "nothing_changes": Text(
        "Sie haben nichts geändert; es gibt nichts zu speichern.",
        "You have changed nothing; there is nothing to store.",
    ),
    "effect": Text("Wirkung auf die Befunde", "Effect on the findings"),
    "no_effect": Text("Kein Befund erledigt sich und keiner kommt dazu.", "No finding is resolved and none is added."),
    "effect_too_large": Text(
        "Bei so vielen Einträgen wird die Wirkung nicht vorab gerechnet.",
        "With so many entries the effect is not worked out beforehand.",
    ),
    "would_resolve": Text("Es erledigt sich", "Would be resolved"),
    "would_come": Text("Es kommt dazu", "Would be added"),
    "warnings": Text("Hinweise", "Please note"),
    "revision_note": Text("Grund der Änderung", "Reason for the change"),
    "revision_note_help": Text(
        "Steht im Verlauf, z. B. „Liste vom 14. März“. Keine Namen von Personen.",
        "Stands in the history, e.g. “list of 14 March”. No names of persons.",
    ),
    "store_it": Text("Speichern", "Store"),
    "delete_it": Text("Endgültig prüfen und löschen", "Delete"),
    "back_to_form": Text("Zurück zum Formular", "Back to the form"),
    "goes_too": Text(
        "Mit dem Eintrag gehen seine Verbindungen. Im Verlauf bleibt alles erhalten und lässt sich zurückholen.",
        "Its ties go with the entry. The history keeps everything, and it can be brought back.",
    ),
    "two_editors": Text(
        "Jemand anderes hat diesen Eintrag geändert, während Sie ihn bearbeitet haben.",
        "Somebody else has changed this entry while you were editing it.",
    ),
    "two_editors_help": Text(
        "Ihre Eingabe ist noch da, gespeichert ist sie nicht. Im Formular darunter steht, was Sie geändert haben, und sonst der "
        "jetzige Stand. Vergleichen Sie, was Sie und die andere Person geändert haben, und gehen Sie dann weiter zur Prüfung.",
        "Your entry is still here, it is not stored. The form below holds what you changed, and what is stored now for the rest. "
        "Compare what you and the other person changed, then continue to the check.",
    ),
    "gone_meanwhile": Text(
        "Jemand anderes hat diesen Eintrag inzwischen gelöscht. Wenn Sie weitergehen, wird er neu angelegt.",
        "Somebody else has deleted this entry meanwhile. If you continue, it is created anew.",
    ),
    "delete_changed": Text(
        "Inzwischen hat sich etwas geändert. Bitte noch einmal ansehen, was jetzt gelöscht würde.",
        "Something has changed meanwhile. Please look again at what would be deleted now.",
    ),
    "stale_form": Text(
        "Das Formular gilt nicht mehr, vielleicht wurde der Dienst neu gestartet. Ihre Eingabe ist noch da; bitte noch einmal "
        "abschicken.",
        "The form is not valid any more; perhaps the service was started anew. Your entry is still here; please send it again.",
    ),
    "said_saved": Text("Gespeichert als Fassung {n}.", "Stored as revision {n}."),
    "said_already": Text(
        "Das steht schon so da, vielleicht wurde das Formular zweimal abgeschickt. Es wurde nicht noch einmal gespeichert.",
        "This is stored already; perhaps the form was sent twice. It was not stored again.",
    ),
    "said_undone": Text("Zurückgenommen; das ist Fassung {n}.", "Undone; this is revision {n}."),
    "undo": Text("Rückgängig machen", "Undo"),
    "undo_help": Text(
        "Stellt die Zeilen so wieder her, wie sie vor dieser Fassung waren, als neue Fassung. Auch das lässt sich rückgängig "
        "machen.",
        "Restores the rows as they were before this revision, as a new revision. That can be undone too.",
    ),
    "undo_done": Text("Diese Fassung ist schon zurückgenommen.", "This revision has been undone already."),
    "undo_blocked": Text("Rückgängig machen geht hier nicht mehr", "This cannot be undone any more"),
    "undo_changed": Text("Später noch einmal geändert:", "Changed again later:"),
    "undo_hanging": Text("Inzwischen hängen daran:", "Since then these hang on it:"),
    "undo_endless": Text("Dafür fehlt inzwischen ein Ende:", "An end is missing by now for:"),
    "undo_hint": Text(
        "Nehmen Sie zuerst die spätere Änderung zurück, oder bearbeiten Sie den Eintrag von Hand.",
        "Undo the later change first, or edit the entry by hand.",
    ),
    "yes": Text("ja", "yes"),
    "no": Text("nein", "no"),
    "unknown_value": Text("keine Angabe", "not given"),
    "is_there_already": Text("diese Verbindung gibt es schon", "this tie is there already"),
    "map_around": Text("Karte rundherum", "Map around it"),
}
