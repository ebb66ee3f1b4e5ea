"""The committee sheet in words: its parts with their sentences, the same for page, Markdown and Word."""

from dataclasses import dataclass
from itertools import groupby
from string import ascii_uppercase

from graph_service.analyses._common import counted, quoted_list
from graph_service.analyses.base import Standing
from graph_service.sheet_model import CommitteeSheet, Gap, OpenNeed, Reach, Seat, SourceLine
from graph_service.words import NeedStatus, Text, in_words

_FEW = 4
_NONE = Text("", "")
_NUMBER = Text("{n}", "{n}")
_QUESTION = Text("Frage {n}", "Question {n}")
_ENTRY = (Text("Eintrag", "entry"), Text("Einträge", "entries"))
_OPEN_STRUCTURE = {
    "field-without-body": Text("ob ein ständiges Gremium darin arbeitet", "whether a standing body works in it"),
    "field-without-lead": Text("wer die Federführung hat", "who has the lead"),
    "field-without-strategic-level": Text("ob eine strategische Ebene besteht", "whether there is a strategic level"),
}
SAYS_NOT = Text(
    "Das Blatt sagt, was erfasst ist, nicht, was wirkt. „Nicht erhoben“ ist keine Lücke.",
    "The sheet says what is recorded, not what works. “Not surveyed” is no gap.",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a part: a label it may have, a sentence, a source's address."""

    text: Text
    label: Text = _NONE
    address: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the sheet."""

    id: str
    title: Text
    items: tuple[Item, ...]


def heading(sheet: CommitteeSheet) -> Text:
    """Title of the sheet."""
    return Text("Ausschussblatt: {name}", "Committee sheet: {name}").format(name=sheet.name)


def below_heading(sheet: CommitteeSheet) -> Text:
    """What network and which day the sheet is about."""
    parts = sheet.title
    if sheet.together_with:
        known = Text("Mit erfasst als gleiches Feld: {names}.", "Recorded as the same field: {names}.")
        parts = known.format(names=quoted_list(sheet.together_with, _FEW)) + parts
    if sheet.scope.as_of is None:
        return parts
    day = in_words(sheet.scope.as_of.isoformat())
    return Text(f"{parts.de}, Stichtag {day.de}", f"{parts.en}, as of {day.en}")


def small_print(sheet: CommitteeSheet) -> Text:
    """What the sheet does not say, its scope and its revision."""
    number = sheet.revision.number
    return SAYS_NOT + sheet.scope_words + Text(f"Fassung {number}.", f"Revision {number}.")


def parts(sheet: CommitteeSheet) -> tuple[Part, ...]:
    """Situation, evidence, gaps, proposal, open points, sources: none is ever empty."""
    return (
        Part("situation", Text("Lage", "Situation"), _situation(sheet)),
        Part("evidence", Text("Belege", "Evidence"), _evidence(sheet)),
        Part("gaps", Text("Lücken und schwache Stellen", "Gaps and weak spots"), _gaps(sheet)),
        Part("proposal", Text("Vorschlag: nächste Schritte", "Proposal: next steps"), _proposal(sheet)),
        Part("open", Text("Offene Punkte", "Open points"), _open(sheet)),
        Part("sources", Text("Quellen", "Sources"), _sources(sheet)),
    )


def _situation(sheet: CommitteeSheet) -> tuple[Item, ...]:
    items = [_level(list(seats)) for _, seats in groupby(sheet.bodies, key=lambda seat: seat.level)]
    if rest := sheet.bodies_in_all - len(sheet.bodies):
        more = counted(rest, Text("weiteres Gremium", "more body"), Text("weitere Gremien", "more bodies"))
        items.append(Item(_sentence(more), Text("Dazu", "Besides")))
    label = Text("Gremien", "Bodies")
    if not sheet.bodies and sheet.asked_on:
        none = Text("Genannt wurde keines; zuletzt gefragt: {day}.", "None was named; last asked: {day}.")
        items.append(Item(none.format(day=in_words(sheet.asked_on)), label))
    elif not sheet.bodies:
        none = Text("Erfasst ist keines; danach gefragt wurde nicht.", "None is recorded; nobody asked.")
        items.append(Item(none, label))
    elif sheet.reports_to:
        items.append(Item(_sentence(quoted_list(sheet.reports_to, _FEW)), Text("Berichtet wird an", "Reports go to")))
    actors = counted(sheet.actors, Text("Akteur ist", "actor is"), Text("Akteure sind", "actors are"))
    items.append(Item(actors + Text("im Feld erfasst.", "recorded in the field."), Text("Akteure", "Actors")))
    town = Text("Kommune", "municipality"), Text("Kommunen", "municipalities")
    group = Text("Zielgruppe", "target group"), Text("Zielgruppen", "target groups")
    items += [Item(_reached(sheet.municipalities, town), Text("Kommunen", "Municipalities"))]
    items += [Item(_reached(sheet.target_groups, group), Text("Zielgruppen", "Target groups"))]
    return tuple(items)


def _sentence(text: Text) -> Text:
    return Text(f"{text.de}.", f"{text.en}.")


def _level(seats: list[Seat]) -> Item:
    level = seats[0].level
    label = level.text if level else Text("ohne Angabe der Ebene", "level not stated")
    told = [_seat(seat) for seat in seats]
    text = Text("; ".join(t.de for t in told) + ".", "; ".join(t.en for t in told) + ".")
    return Item(text, Text(f"Gremien, {label.de}", f"Bodies, {label.en}"))


def _seat(seat: Seat) -> Text:
    if seat.leads:
        lead = Text("Federführung: {who}", "lead: {who}").format(who=quoted_list(seat.leads, 2))
    elif seat.asked_on:
        lead = Text("keine Federführung genannt", "no lead named")
    else:
        lead = Text("Federführung nicht erhoben", "lead not surveyed")
    return Text("{name} ({lead})", "{name} ({lead})").format(name=quoted_list([seat.name]), lead=lead)


def _reached(reach: Reach, nouns: tuple[Text, Text]) -> Text:
    all_of = counted(reach.total, *nouns)
    if not reach.total:
        return Text("Keine erfasst.", "None recorded.")
    if not reach.asked:
        known = Text("Jemand erfasst ist bei {n} von {all}; danach gefragt wurde nicht.",
                     "Somebody is recorded for {n} of {all}; nobody asked.")  # fmt: skip
        return known.format(n=reach.served_unasked, all=all_of)
    text = Text("Gefragt wurde nach {asked} von {all}; bei {n} ist jemand tätig.",
                "{asked} of {all} were asked for; somebody is active for {n}.").format(
                    asked=reach.asked, all=all_of, n=reach.served)  # fmt: skip
    if reach.missing:
        text += Text("Niemand: {names}.", "Nobody: {names}.").format(names=quoted_list(reach.missing, _FEW))
    if reach.served_unasked:
        text += Text("Ohne Erhebung erfasst: {n}.", "Recorded without a survey: {n}.").format(n=reach.served_unasked)
    return text


def _evidence(sheet: CommitteeSheet) -> tuple[Item, ...]:
    asked = _sentence(in_words(sheet.asked_on)) if sheet.asked_on else Text(
        "Keine. Was hier fehlt, kann es trotzdem geben.", "None. What is missing here may exist all the same."
    )  # fmt: skip
    items = [Item(asked, Text("Letzte Erhebung", "Last survey")), Item(_rests_on(sheet), Text("Grundlage", "Basis"))]
    if sheet.other_fields:
        joined = Text("Mit {n} von {all} gibt es gemeinsame Akteure oder Gremien.",
                      "Actors or bodies are shared with {n} of {all}.")  # fmt: skip
        others = counted(sheet.other_fields, Text("anderen Handlungsfeld", "other field"),
                         Text("anderen Handlungsfeldern", "other fields"))  # fmt: skip
        label = Text("Verbindung zu anderen Feldern", "Ties to other fields")
        items.append(Item(joined.format(n=sheet.joined_fields, all=others), label))
    counts = [(status.text, n) for status in NeedStatus if (n := sheet.needs_by_status[status.value])]
    if counts:
        told = Text(", ".join(f"{n} {s.de}" for s, n in counts), ", ".join(f"{n} {s.en}" for s, n in counts))
        items.append(Item(_sentence(told), Text("Gemeldete Bedarfe", "Needs reported")))
    return tuple(items)


def _rests_on(sheet: CommitteeSheet) -> Text:
    basis = sheet.basis
    text = Text("{n}, davon {k} mit Quelle", "{n}, {k} of them with a source").format(
        n=counted(basis.entries, *_ENTRY), k=basis.with_source
    )
    dated = _dated(basis.oldest, basis.newest)
    text = Text(
        text.de + "".join(f"; {d}" for d in [dated.de] if d), text.en + "".join(f"; {d}" for d in [dated.en] if d)
    )
    if basis.undated:
        text = Text(f"{text.de}; {basis.undated} ohne Stand", f"{text.en}; {basis.undated} without a date")
    if basis.old:
        text = Text(f"{text.de}; {basis.old} älter als zwei Jahre", f"{text.en}; {basis.old} older than two years")
    return _sentence(text)


def _dated(oldest: str | None, newest: str | None) -> Text:
    if oldest is None or newest is None:
        return _NONE
    first, last = in_words(oldest), in_words(newest)
    if first == last:
        return Text(f"Stand {first.de}", f"as of {first.en}")
    return Text(f"Stand {first.de} bis {last.de}", f"as of {first.en} to {last.en}")


def _gaps(sheet: CommitteeSheet) -> tuple[Item, ...]:
    if not sheet.gaps and sheet.asked_on:
        return (
            Item(Text("Aus dem, was gefragt wurde, ergibt sich hier keine.", "What was asked for shows none here.")),
        )
    if not sheet.gaps:
        return (Item(Text("Dazu lässt sich nichts sagen: nach diesem Feld wurde in keiner Erhebung gefragt.",
                          "Nothing can be said: no survey asked for this field.")),)  # fmt: skip
    items = [Item(_gap(gap), _NUMBER.format(n=n)) for n, gap in enumerate(sheet.gaps, 1)]
    if rest := sheet.gaps_in_all - len(sheet.gaps):
        more = counted(
            rest, Text("weiterer Befund steht", "more finding is"), Text("weitere Befunde stehen", "more findings are")
        )
        items.append(Item(more + Text("im Lückenbericht.", "in the gap report.")))
    return tuple(items)


def _gap(gap: Gap) -> Text:
    marks = [gap.severity.text, *([gap.basis.text] if gap.basis is not Standing.RECORDED else []), gap.grade.text]
    return gap.text + Text(f"({'; '.join(m.de for m in marks)})", f"({'; '.join(m.en for m in marks)})")


def _proposal(sheet: CommitteeSheet) -> tuple[Item, ...]:
    marks = {gap.key: _NUMBER.format(n=n) for n, gap in enumerate(sheet.gaps, 1)}
    marks |= {
        q.key: _QUESTION.format(n=letter) for letter, q in zip(ascii_uppercase, sheet.open_questions, strict=False)
    }
    steps = [Item(step.text, _on([marks[key] for key in step.on])) for step in sheet.next_steps]
    if not sheet.asked_on:
        ask = Text("Nach „{field}“ in der nächsten Erhebung fragen: wer dort mitarbeitet, in welchen Gremien und Kommunen, "
                   "und für wen.",
                   "Ask for “{field}” in the next survey: who works there, in which bodies and municipalities, "
                   "and for whom.")  # fmt: skip
        steps.insert(0, Item(ask.format(field=sheet.name)))
    if not steps:
        steps.append(
            Item(Text("Aus dem, was erfasst ist, folgt kein eigener Schritt.", "What is recorded calls for no step."))
        )
    for advice in sheet.recommendations:
        text = Text("{name} ({state}).", "{name} ({state}).").format(
            name=quoted_list([advice.name]), state=advice.status.text
        )
        steps.append(Item(text, Text("Schon erfasste Empfehlung", "Recommendation on record")))
    if rest := sheet.recommendations_in_all - len(sheet.recommendations):
        more = counted(
            rest,
            Text("weitere Empfehlung", "more recommendation"),
            Text("weitere Empfehlungen", "more recommendations"),
        )
        steps.append(Item(_sentence(more), Text("Dazu", "Besides")))
    return tuple(steps)


def _on(marks: list[Text]) -> Text:
    return Text("Zu " + ", ".join(mark.de for mark in marks), "On " + ", ".join(mark.en for mark in marks))


def _open(sheet: CommitteeSheet) -> tuple[Item, ...]:
    unasked = [_OPEN_STRUCTURE[kind] for kind in sheet.not_surveyed if kind in _OPEN_STRUCTURE]
    label = Text("Nicht erhoben", "Not surveyed")
    items = []
    if unasked:
        items.append(Item(_sentence(Text("; ".join(t.de for t in unasked), "; ".join(t.en for t in unasked))), label))
    for reach, what in (
        (sheet.municipalities, Text("Kommunen", "municipalities")),
        (sheet.target_groups, Text("Zielgruppen", "target groups")),
    ):
        if reach.unasked:
            text = Text("ob jemand tätig ist ({kinds}: {names}).", "whether anybody is active ({kinds}: {names}).")
            items.append(Item(text.format(kinds=what, names=quoted_list(reach.unasked, _FEW)), label))
    for letter, question in zip(ascii_uppercase, sheet.open_questions, strict=False):
        items.append(Item(question.text, _QUESTION.format(n=letter)))
    items += [Item(_need(need), Text("Bedarf", "Need")) for need in sheet.needs]
    if rest := sheet.needs_in_all - len(sheet.needs):
        more = counted(rest, Text("weiterer unerledigter Bedarf", "more unfinished need"),
                       Text("weitere unerledigte Bedarfe", "more unfinished needs"))  # fmt: skip
        items.append(Item(_sentence(more), Text("Dazu", "Besides")))
    return tuple(items) or (Item(Text("Keine erfasst.", "None recorded.")),)


def _need(need: OpenNeed) -> Text:
    state = need.status.text
    if need.reported_on:
        day = in_words(need.reported_on)
        state = Text(f"{state.de}, gemeldet: {day.de}", f"{state.en}, reported: {day.en}")
    owners = Text("zuständig: {who}", "owner: {who}").format(who=quoted_list(need.owners, 2)) if need.owners else Text(
        "Zuständige nicht eingetragen", "no owner recorded")  # fmt: skip
    return Text("{name} ({state}; {owners}).", "{name} ({state}; {owners}).").format(
        name=quoted_list([need.name]), state=state, owners=owners
    )


def _sources(sheet: CommitteeSheet) -> tuple[Item, ...]:
    items = [_source(line) for line in sheet.sources]
    if rest := sheet.sources_in_all - len(sheet.sources):
        more = counted(rest, Text("weitere Quelle", "more source"), Text("weitere Quellen", "more sources"))
        items.append(Item(_sentence(more), Text("Dazu", "Besides")))
    return tuple(items) or (Item(Text("Zu keinem Eintrag ist eine Quelle erfasst.", "No entry has a source.")),)


def _source(line: SourceLine) -> Item:
    entries, dated = counted(line.entries, *_ENTRY), _dated(line.oldest, line.newest)
    label = Text(*(f"{e}, {d}" if d else e for e, d in ((entries.de, dated.de), (entries.en, dated.en))))
    return Item(Text(line.source, line.source), label, line.source)
