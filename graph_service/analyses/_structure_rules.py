"""What may be lacking in the structure of a network: names of the rules, their sentences, what to do."""

from typing import NamedTuple

from graph_service.analyses.base import Severity
from graph_service.words import Text


class Rule(NamedTuple):
    """One thing that may be lacking: what it is called, said of one and of many, and what to do."""

    kind: str
    severity: Severity
    each: bool
    one: Text
    many: Text
    unasked: Text
    next_step: Text


ASK = Text(
    "Mit {first} anfangen: nachfragen und die Antwort eintragen; erst dann zeigt sich, ob etwas fehlt.",
    "Begin with {first}: ask and record the answer; only then does it show whether something is missing.",
)
_FIELDS = (Text("Feld", "field"), Text("Feldern", "fields"))
_BODIES = (Text("ständigen Gremium", "standing body"), Text("ständigen Gremien", "standing bodies"))
_ACTORS = (Text("Akteur", "actor"), Text("Akteuren", "actors"))
_TOWNS = (Text("Kommune", "municipality"), Text("Kommunen", "municipalities"))
NOUNS = {"field": _FIELDS, "body": _BODIES, "actor": _ACTORS, "municipality": _TOWNS}
RULES = {
    "field-without-body": Rule(
        "field-without-body", Severity.HIGH, each=True,
        one=Text("Im Feld „{name}“ arbeitet kein ständiges Gremium.", "No standing body works in the field “{name}”."),
        many=Text("{n} Felder haben kein ständiges Gremium: {names}.", "{n} fields have no standing body: {names}."),
        unasked=Text("Bei {who} ist kein ständiges Gremium erfasst; danach gefragt wurde nicht. Es geht um {names}.",
                     "For {who} no standing body is recorded; nobody asked. This is about {names}."),
        next_step=Text("Klären, welches bestehende Gremium das Feld mit übernimmt; ein neues nur, wenn keines passt.",
                       "Clarify which existing body can take the field on; found a new one only if none fits."),
    ),
    "field-without-strategic-level": Rule(
        "field-without-strategic-level", Severity.MEDIUM, each=True,
        one=Text("Im Feld „{name}“ gibt es Gremien, aber keines auf strategischer oder politischer Ebene.",
                 "The field “{name}” has bodies, but none at the strategic or political level."),
        many=Text("{n} Felder haben kein strategisches oder politisches Gremium: {names}.",
                  "{n} fields have no strategic or political body: {names}."),
        unasked=Text("Bei {who} ist kein strategisches oder politisches Gremium erfasst; danach gefragt wurde nicht. Es geht um {names}.",
                     "For {who} no strategic or political body is recorded; nobody asked. This is about {names}."),
        next_step=Text("Klären, welches strategische Gremium das Feld mit vertritt, und festhalten, wer dorthin berichtet.",
                       "Clarify which strategic body stands for the field too, and record who reports there."),
    ),
    "field-without-lead": Rule(
        "field-without-lead", Severity.MEDIUM, each=True,
        one=Text("Kein Gremium im Feld „{name}“ hat eine Federführung.", "No body in the field “{name}” has a lead."),
        many=Text("{n} Felder haben keine Federführung: {names}.", "{n} fields have no lead: {names}."),
        unasked=Text("Bei {who} ist keine Federführung erfasst; danach gefragt wurde nicht. Es geht um {names}.",
                     "For {who} no lead is recorded; nobody asked. This is about {names}."),
        next_step=Text("Klären, wer einlädt und Ergebnisse festhält, und das eintragen.",
                       "Clarify who invites and keeps results, and record it."),
    ),
    "body-reports-nowhere": Rule(
        "body-reports-nowhere", Severity.MEDIUM, each=False,
        one=Text("Das Gremium „{name}“ berichtet an niemanden.", "The body “{name}” reports to nobody."),
        many=Text("{n} ständige Gremien berichten an niemanden: {names}.", "{n} standing bodies report to nobody: {names}."),
        unasked=Text("Bei {who} ist kein Berichtsweg erfasst; danach gefragt wurde nicht. Es geht um {names}.",
                     "For {who} no way of reporting is recorded; nobody asked. This is about {names}."),
        next_step=Text("Je Gremium festhalten, an wen Ergebnisse gehen; wo es niemanden gibt, einen Berichtsweg vereinbaren.",
                       "Record for each body where results go; where there is nobody, agree on a way to report."),
    ),
    "body-without-lead": Rule(
        "body-without-lead", Severity.MEDIUM, each=False,
        one=Text("Das Gremium „{name}“ hat keine Federführung.", "The body “{name}” has no lead."),
        many=Text("{n} ständige Gremien haben keine Federführung: {names}.", "{n} standing bodies have no lead: {names}."),
        unasked=Text("Bei {who} ist keine Federführung erfasst; danach gefragt wurde nicht. Es geht um {names}.",
                     "For {who} no lead is recorded; nobody asked. This is about {names}."),
        next_step=Text("Klären, wer federführend ist, und das eintragen.", "Clarify who leads, and record it."),
    ),
    "actor-in-no-body": Rule(
        "actor-in-no-body", Severity.LOW, each=False,
        one=Text("„{name}“ sitzt in keinem Gremium.", "“{name}” sits in no body."),
        many=Text("{n} Akteure sitzen in keinem Gremium: {names}.", "{n} actors sit in no body: {names}."),
        unasked=Text("Bei {who} ist kein Sitz in einem Gremium erfasst; danach gefragt wurde nicht. Es geht um {names}.",
                     "For {who} no seat in a body is recorded; nobody asked. This is about {names}."),
        next_step=Text("Beim nächsten Kontakt fragen, in welchen Gremien diese Akteure mitarbeiten oder mitarbeiten möchten.",
                       "At the next contact ask in which bodies these actors take part, or would like to."),
    ),
    "body-without-outside-tie": Rule(
        "body-without-outside-tie", Severity.MEDIUM, each=False,
        one=Text("Das Gremium „{name}“ steht für sich: weder es selbst noch eines seiner Mitglieder ist mit jemandem außerhalb verbunden.",
                 "The body “{name}” stands by itself: neither it nor any of its members is tied to anybody outside."),
        many=Text("{n} Gremien stehen für sich, ihre Mitglieder eingeschlossen: {names}.",
                  "{n} bodies stand by themselves, their members included: {names}."),
        unasked=Text("Bei {who} und den Mitgliedern ist keine Verbindung nach außen erfasst; danach gefragt wurde nicht. Es geht um {names}.",
                     "For {who} and the members no tie to the outside is recorded; nobody asked. This is about {names}."),
        next_step=Text("Ein Gremium desselben Feldes oder derselben Kommune nennen, mit dem Ergebnisse ausgetauscht werden, und wechselseitig einladen.",
                       "Name a body of the same field or municipality with which to exchange results, and invite each other."),
    ),
    "municipality-without-outside-tie": Rule(
        "municipality-without-outside-tie", Severity.MEDIUM, each=False,
        one=Text("Wer in „{name}“ tätig ist, ist nur dort tätig und mit niemandem außerhalb verbunden.",
                 "Those active in “{name}” are active only there and tied to nobody outside."),
        many=Text("In {n} Kommunen sind die Tätigen nur dort tätig und mit niemandem außerhalb verbunden: {names}.",
                  "In {n} municipalities those active are active only there and tied to nobody outside: {names}."),
        unasked=Text("Bei {who} ist keine Verbindung über die Kommune hinaus erfasst; danach gefragt wurde nicht. Es geht um {names}.",
                     "For {who} no tie beyond the municipality is recorded; nobody asked. This is about {names}."),
        next_step=Text("Aus der Kommune jemanden in ein kreisweites Gremium einladen.",
                       "Invite somebody from the municipality into a county-wide body."),
    ),
}  # fmt: skip
