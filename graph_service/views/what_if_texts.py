"""Words of the page “what if”, in German and English side by side."""

from graph_service.words import Text

WHAT_IF_TEXTS = {
    "what_if": Text("Was wäre, wenn", "What if"),
    "what_if_question": Text(
        "Was wäre, wenn jemand aufhört, dazukommt oder etwas Neues entsteht?",
        "What if somebody stops or joins, or something new comes about?",
    ),
    "what_if_lead": Text(
        "Stellen Sie zusammen, was sich ändern könnte. Die Seite zeigt, welche Befunde sich damit erledigen und welche "
        "dazukommen. Gespeichert wird nichts: die Liste steht in der Adresse, die Sie weitergeben können, und „Zurück“ im "
        "Browser nimmt den letzten Schritt zurück.",
        "Put together what might change. The page shows which findings that resolves and which it brings. Nothing is stored: "
        "the list is in the address, which you can pass on, and “back” in the browser takes the last step back.",
    ),
    "assumed": Text("Angenommen wird", "What is assumed"),
    "nothing_assumed": Text("Noch nichts. Beginnen Sie mit einer Annahme:", "Nothing yet. Begin with an assumption:"),
    "take_out": Text("Herausnehmen", "Take out"),
    "take_all_out": Text("Neu beginnen", "Start over"),
    "does_not_apply": Text("Passt nicht und zählt nicht mit", "Does not fit and does not count"),
    "assume_more": Text("Eine Annahme hinzufügen", "Add an assumption"),
    "assume": Text("Annehmen", "Assume"),
    "on_day": Text("Alle Annahmen gelten an diesem Tag", "All assumptions hold on this day"),
    "on_day_help": Text(
        "Förderungen und Einträge, die bis dahin enden, fehlen vorher wie nachher.",
        "Funding and entries that end until then are missing before as well as after.",
    ),
    "form_ends": Text("Jemand hört auf", "Somebody stops"),
    "form_tie_added": Text("Eine Verbindung kommt dazu", "A tie is added"),
    "form_tie_ends": Text("Eine Verbindung endet", "A tie ends"),
    "form_body_founded": Text("Ein Gremium wird gegründet", "A body is founded"),
    "form_funding_stops": Text("Eine Förderung fällt weg", "Funding stops"),
    "who_stops": Text("Akteur oder Gremium", "Actor or body"),
    "tie_from": Text("Von", "From"),
    "tie_kind": Text("Verbindung", "Tie"),
    "tie_to": Text("Zu", "To"),
    "ties_of": Text("Verbindungen von", "Ties of"),
    "list_ties": Text("Verbindungen zeigen", "List ties"),
    "which_tie": Text("Welche endet?", "Which one ends?"),
    "body_name": Text("Name des Gremiums", "Name of the body"),
    "body_level": Text("Ebene", "Level"),
    "works_in_fields": Text("Handlungsfelder", "Fields of action"),
    "lead": Text("Federführung", "Lead"),
    "whose_funding": Text("Wer gefördert wird", "Who is funded"),
    "funded_by": Text("Wer fördert", "Who funds"),
    "they_stay": Text(
        "Wer keine andere Förderung hat, macht trotzdem weiter", "Those without other funding carry on all the same"
    ),
    "optional": Text("freiwillig", "optional"),
    "no_choice": Text("keine Angabe", "not given"),
    "type_a_name": Text("Name oder Kennung", "Name or id"),
    "result": Text("Was sich ändert", "What changes"),
    "before": Text("vorher", "before"),
    "after": Text("nachher", "after"),
    "urgency": Text("Dringlichkeit", "Urgency"),
    "findings_counted": Text("Befunde vorher und nachher", "Findings before and after"),
    "resolved": Text("Erledigt", "Resolved"),
    "new_findings": Text("Neu", "New"),
    "changed_findings": Text("Verändert", "Changed"),
    "unchanged_findings": Text("Unverändert", "Unchanged"),
    "goes_with_it": Text("Das fällt damit weg", "This goes with it"),
    "suggest": Text("Welche Verbindungen würden am meisten helfen?", "Which ties would help most?"),
    "suggest_button": Text("Vorschläge zeigen", "Show proposals"),
    "suggest_help": Text(
        "Sucht Verbindungen zwischen Vorhandenen, für die etwas spricht und die die meisten Lücken schließen. Dauert einige "
        "Sekunden.",
        "Looks for ties between those there are that have something to speak for them and close most gaps. Takes some seconds.",
    ),
    "take_over": Text("Annehmen", "Assume"),
    "take_all_over": Text("Alle annehmen", "Assume all"),
    "closes_so_many": Text(
        "schließt {closed} Lücken, davon {urgent} vorrangige", "closes {closed} gaps, {urgent} of them to look at first"
    ),
    "closes_one": Text(
        "schließt 1 Lücke, davon {urgent} vorrangige", "closes 1 gap, {urgent} of them to look at first"
    ),
    "changes_as_json": Text("Diese Änderungen als JSON", "These changes as JSON"),
    "answer_as_json": Text("Die Antwort als JSON", "The answer as JSON"),
    "play_through": Text("Durchspielen, was wäre, wenn …", "Play through what if …"),
    "played_finding": Text("Zu diesem Befund lässt sich durchspielen", "For this finding you can play through"),
    "finding_gone": Text(
        "Den Befund, von dem Sie kommen, gibt es in diesem Ausschnitt nicht mehr.",
        "The finding you come from is not there in this scope any more.",
    ),
    "what_if_stops": Text("„{name}“ hört auf", "“{name}” stops"),
    "what_if_stopped": Text("Was, wenn das aufhört?", "What if this stops?"),
    "problem_here": Text("Das hat noch nicht gepasst", "This did not fit yet"),
}
