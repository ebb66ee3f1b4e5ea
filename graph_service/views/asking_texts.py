"""Words of the pages on which members are asked."""

from graph_service.words import Text

ASKING = {
    "asking": Text("Mitglieder befragen", "Ask the members"),
    "asking_lead": Text(
        "Jedes gefragte Mitglied bekommt einen eigenen Link, prüft, was über es erfasst ist, und schickt seine "
        "Antwort. Nichts davon "
        "steht im Netzwerk, bevor Sie es übernehmen. Erst eine übernommene Antwort macht aus „nicht erhoben“ ein "
        "„nicht vorhanden“.",
        "Each member who is asked gets a link of their own, checks what is recorded about them and sends an "
        "answer. Nothing of it is in "
        "the network before you accept it. Only an accepted answer turns “not surveyed” into “not there”.",
    ),
    "asking_rounds": Text("Befragungen", "Rounds"),
    "asking_none": Text("Noch keine Befragung.", "No round yet."),
    "asking_new": Text("Neue Befragung", "New round"),
    "asking_title": Text("Name der Befragung", "Name of the round"),
    "asking_title_help": Text(
        "So heißt sie auch als Quelle in den Einträgen, etwa „Erhebung Herbst 2026“.",
        "Also its name as a source in the entries, say “Survey of autumn 2026”.",
    ),
    "asking_day": Text("Stichtag", "day it speaks of"),
    "asking_day_help": Text("Auf diesen Tag beziehen sich alle Antworten.", "All answers speak of this day."),
    "asking_until": Text("Links gelten bis", "links work until"),
    "asking_until_help": Text("Danach nimmt kein Link mehr eine Antwort an.", "After that no link takes an answer."),
    "asking_whom": Text("Wer wird gefragt?", "Who is asked?"),
    "asking_actors": Text("alle Akteure", "all actors"),
    "asking_bodies": Text("alle ständigen Gremien", "all standing bodies"),
    "asking_field": Text("oder nur, wer in diesem Feld arbeitet", "or only whoever works in this field"),
    "asking_one": Text("und außerdem (Name oder Kennung, je Zeile eins)", "and also (name or id, one a line)"),
    "asking_begin": Text("Links anlegen", "Make the links"),
    "asking_nobody": Text("Niemand ausgewählt.", "Nobody is chosen."),
    "asking_unknown": Text("Nicht gefunden: {what}.", "Not found: {what}."),
    "asking_counts": Text(
        "{asked} gefragt, {open} noch offen, {waiting} warten auf Übernahme, {accepted} übernommen.",
        "{asked} asked, {open} still open, {waiting} wait to be accepted, {accepted} accepted.",
    ),
    "asking_member": Text("Mitglied", "member"),
    "asking_state": Text("Stand", "state"),
    "asking_link": Text("Link", "link"),
    "asking_do": Text("Was tun", "what to do"),
    "asking_see": Text("Antwort ansehen", "See the answer"),
    "asking_again": Text("Neuen Link geben", "Give a new link"),
    "asking_drop": Text("Befragung löschen", "Delete the round"),
    "asking_drop_help": Text(
        "Löscht Links und Antworten, die noch warten. Was übernommen ist, bleibt im Netzwerk.",
        "Deletes links and answers that still wait. What was accepted stays in the network.",
    ),
    "asking_mail": Text("Text zum Verschicken", "Text to send"),
    "asking_remind": Text("Erinnerung", "Reminder"),
    "asking_mail_help": Text(
        "Der Dienst verschickt keine Mails. Bitte den Text kopieren und an das Funktionspostfach schicken.",
        "The service sends no mail. Please copy the text and send it to the function mailbox.",
    ),
    "asking_accept": Text("Übernehmen", "Accept"),
    "asking_refuse": Text("Nicht übernehmen", "Do not accept"),
    "asking_would": Text("Das würde sich ändern", "This would change"),
    "asking_left": Text("Das lässt sich nicht übernehmen", "This cannot be accepted"),
    "asking_remark": Text(
        "Bemerkung des Mitglieds (kommt nicht ins Netzwerk)",
        "Remark of the member (does not go into the network)",
    ),
    "asking_over": Text("Diese Befragung ist vorbei.", "This round is over."),
    "answer_title": Text("Stimmt das noch?", "Is this still right?"),
    "answer_lead": Text(
        "Wir haben über „{name}“ das Folgende erfasst. Bitte prüfen Sie es und ergänzen Sie, was fehlt. Gefragt "
        "ist nach dem Stand "
        "am {day}. Der Link gilt bis {until} und für eine Antwort.",
        "This is what we have recorded about “{name}”. Please check it and add what is missing. The question is "
        "how things stood on "
        "{day}. The link works until {until} and for one answer.",
    ),
    "answer_privacy": Text(
        "Es geht nur um Organisationen und Gremien: Bitte keine Namen von Personen, keine Telefonnummern, keine "
        "persönlichen Adressen.",
        "This is about organisations and bodies only: please no names of persons, no telephone numbers, no personal addresses.",
    ),
    "answer_nothing": Text("bisher nichts erfasst – ergänzen", "nothing recorded so far – add"),
    "answer_missing": Text("Fehlt etwas? Ergänzen", "Anything missing? Add"),
    "answer_rest": Text("Alles, wozu ich nichts angekreuzt habe, stimmt.", "Everything I have not ticked is right."),
    "answer_remark": Text("Was sonst noch fehlt oder falsch ist", "What else is missing or wrong"),
    "answer_remark_help": Text(
        "Liest nur die Stelle, die fragt; höchstens 2000 Zeichen.",
        "Read only by the office that asks; 2000 characters at most.",
    ),
    "answer_send": Text("Antwort abschicken", "Send the answer"),
    "answer_thanks": Text("Danke, Ihre Antwort ist da.", "Thank you, your answer has arrived."),
    "answer_thanks_more": Text(
        "Sie wird geprüft und dann übernommen. Der Link ist damit verbraucht; wenn etwas zu ändern ist, "
        "schreiben Sie bitte der Stelle, "
        "die ihn geschickt hat.",
        "It will be checked and then accepted. The link is used up; if something is to be changed, please write "
        "to the office that sent it.",
    ),
    "answer_said": Text("Das haben Sie gesagt", "This is what you said"),
    "yes": Text("stimmt", "true"),
    "over": Text("stimmt nicht mehr", "no longer true"),
    "unknown": Text("weiß nicht", "do not know"),
}  # fmt: skip

MAIL = Text(
    "Guten Tag,\n\nwir halten fest, wer in der Integrationsarbeit im Kreis mit wem zusammenarbeitet. Bitte "
    "prüfen Sie bis {until}, was wir "
    "über „{name}“ erfasst haben (Stand {day}); das dauert etwa fünf Minuten und braucht kein Konto:\n\n{link}\n\n"
    "Bitte geben Sie den Link nicht weiter: Er gilt nur für Sie und nur für eine Antwort.\n\nVielen Dank",
    "Good day,\n\nwe keep a record of who works with whom on integration in the county. Please check by {until} "
    "what we have recorded "
    "about “{name}” (as of {day}); it takes about five minutes and needs no account:\n\n{link}\n\n"
    "Please do not pass the link on: it is for you only and for one answer.\n\nThank you",
)
REMINDER = Text(
    "Guten Tag,\n\nvor einiger Zeit haben wir Sie gebeten zu prüfen, was wir über „{name}“ erfasst haben. Ihre "
    "Antwort fehlt uns noch; ohne "
    "sie bleibt „{name}“ im Bericht als „nicht erhoben“ stehen. Der Link gilt bis {until}:\n\n{link}\n\nVielen Dank",
    "Good day,\n\nsome time ago we asked you to check what we have recorded about “{name}”. Your answer is still "
    "missing; without it "
    "“{name}” stays “not surveyed” in the report. The link works until {until}:\n\n{link}\n\nThank you",
)
