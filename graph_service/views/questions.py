"""The questions of a coordinator, in groups, each with the address of its answer and what there is to choose."""

from dataclasses import dataclass

from graph_service.analyses import catalogue
from graph_service.words import Text


@dataclass(frozen=True, slots=True)
class Pick:
    """One choice a question offers: the parameter it fills, and the kinds of things to choose from."""

    parameter: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question, where its answer is, and the form that asks it about something chosen."""

    text: Text
    address: str
    picks: tuple[Pick, ...] = ()
    form: str = ""
    view: str = ""
    from_analysis: str = ""

    @property
    def action(self) -> str:
        """Where the form leads."""
        return self.form or self.address

    @property
    def analysis(self) -> str:
        """Id of the analysis whose answer is shown, on its own page or on one made of it; empty if there is none."""
        own = self.address.removeprefix("/analyses/") if self.address.startswith("/analyses/") else ""
        return self.from_analysis or own

    @property
    def fixed(self) -> tuple[tuple[str, str], ...]:
        """What the form sends besides the choices."""
        return (("view", self.view),) if self.view else ()


Group = tuple[Text, tuple[Question, ...]]
OPEN = "/open"
_FIELD = Pick("fields", ("field",))
_TOWN = Pick("municipalities", ("municipality",))
_TWO_FIELDS = (Pick("node", ("field",)), Pick("other", ("field",)))
_ACTING = ("actor", "body")

GROUPS: tuple[Group, ...] = (
    (
        Text("Wer arbeitet woran?", "Who works on what?"),
        (
            Question(
                Text(
                    "Welche Gremien arbeiten an einem Handlungsfeld, auf welcher Ebene, und wer leitet sie?",
                    "Which bodies work on a field of action, at which level, and who leads them?",
                ),
                "/analyses/structure",
                (Pick("node", ("field",)),),
                OPEN,
            ),
            Question(
                Text(
                    "Was gibt es rund um einen Akteur oder ein Gremium: Sitze, Felder, Partner, Kommunen?",
                    "What is there around an actor or a body: seats, fields, partners, municipalities?",
                ),
                "/actors",
                (Pick("node", _ACTING),),
                OPEN,
            ),
            Question(
                Text(
                    "Welche Unterlagen nennen ein Handlungsfeld, und wer ist heute dort tätig?",
                    "Which documents name a field of action, and who is active there today?",
                ),
                "/fields",
                (Pick("node", ("field",)),),
                OPEN,
            ),
            Question(
                Text("Wer sitzt in keinem Gremium?", "Who sits in no body?"),
                "/analyses/structure",
            ),
            Question(
                Text(
                    "Wer sitzt in wie vielen Gremien, und wo ist die Last hoch?",
                    "Who sits in how many bodies, and where is the load high?",
                ),
                "/analyses/overlap",
            ),
        ),
    ),
    (
        Text("Wo fehlt etwas?", "Where is something missing?"),
        (
            Question(
                Text(
                    "Welche Felder haben kein Gremium oder keine Verbindung zur Steuerung?",
                    "Which fields have no body, or no tie to a steering level?",
                ),
                "/analyses/structure",
            ),
            Question(
                Text(
                    "In welcher Kommune ist in einem Feld niemand erfasst?",
                    "In which municipality is nobody recorded in a field?",
                ),
                "/coverage",
                (_FIELD,),
                from_analysis="coverage",
            ),
            Question(
                Text(
                    "Welche Zielgruppe erreicht niemand, in einem Feld oder in einer Kommune?",
                    "Which target group is reached by nobody, in a field or in a municipality?",
                ),
                "/coverage",
                (_FIELD, _TOWN),
                from_analysis="coverage",
            ),
            Question(
                Text(
                    "In welchen Gremien ist keine Migrantenorganisation, kein Ausländerbeirat, keine Integrationskommission?",
                    "In which bodies is no migrant organisation, foreigners’ council or integration commission?",
                ),
                "/analyses/participation",
            ),
            Question(
                Text(
                    "Welche Bedarfe sind offen, wer hat sie gemeldet, und für welche ist niemand zuständig?",
                    "Which needs are open, who raised them, and which have nobody responsible?",
                ),
                "/analyses/needs",
                (_FIELD, _TOWN),
            ),
            Question(
                Text(
                    "Sind dort viele tätig, wo der Bedarf groß ist?",
                    "Are many active where the need is great?",
                ),
                "/analyses/needs",
            ),
        ),
    ),
    (
        Text("Wer verbindet, und wer arbeitet doppelt?", "Who bridges, and who works twice?"),
        (
            Question(
                Text(
                    "Wer verbindet zwei Handlungsfelder, und welche Querschnittsthemen berühren welche Felder?",
                    "Who bridges two fields of action, and which cross-cutting themes touch which fields?",
                ),
                "/matrix",
                _TWO_FIELDS,
                OPEN,
                from_analysis="field-bridges",
            ),
            Question(
                Text(
                    "Wer trägt den Übergang von einem Feld ins andere, etwa vom Deutschkurs in die Arbeit?",
                    "Who carries the passage from one field to another, say from language course to work?",
                ),
                "/matrix",
                _TWO_FIELDS,
                OPEN,
                from_analysis="field-bridges",
            ),
            Question(
                Text("Zwischen welchen Feldern fehlt eine Brücke?", "Between which fields is a bridge missing?"),
                "/analyses/missing-bridges",
            ),
            Question(
                Text(
                    "Wo machen zwei Gremien mit denselben Leuten dieselbe Arbeit?",
                    "Where do two bodies do the same work with the same people?",
                ),
                "/analyses/overlap",
            ),
            Question(
                Text(
                    "Wie hängen die Strukturen des Kreises und die einer Stadt zusammen?",
                    "How do the structures of the county and those of a town hang together?",
                ),
                "/analyses/communities",
                (_TOWN,),
                "/map",
            ),
        ),
    ),
    (
        Text("Was bricht weg?", "What would break?"),
        (
            Question(
                Text(
                    "Was bricht weg, wenn jemand aufhört, und wann endet welche Förderung?",
                    "What breaks if somebody stops, and when does which funding end?",
                ),
                "/analyses/resilience",
                (Pick("who", _ACTING),),
            ),
            Question(
                Text(
                    "Was wäre, wenn jemand aufhört, ein Gremium gegründet wird oder eine Förderung wegfällt?",
                    "What if somebody stops, a body is founded or funding falls away?",
                ),
                "/what-if",
                (Pick("ends", _ACTING),),
            ),
        ),
    ),
    (
        Text("Was tun wir als Nächstes?", "What do we do next?"),
        (
            Question(
                Text(
                    "Wen müssen wir zu einem Thema einladen, damit niemand vergessen wird?",
                    "Whom must we invite on a topic so that nobody is forgotten?",
                ),
                "/analyses/invite",
                (
                    Pick("topic_field", ("field",)),
                    Pick("topic_group", ("target_group",)),
                    Pick("topic_municipality", ("municipality",)),
                ),
            ),
            Question(
                Text("Wer hört von einem Gremium, und wer nie?", "Who hears from a body, and who never?"),
                "/analyses/reach",
                (Pick("body", ("body",)),),
            ),
            Question(
                Text(
                    "Welchen Weg nimmt ein Ergebnis bis zu Kreisausschuss und Kreistag, und wo endet er?",
                    "Which way does a result take up to county committee and council, and where does it stop?",
                ),
                "/analyses/path-to-politics",
            ),
            Question(
                Text(
                    "Was lege ich dem Ausschuss zu einem Feld vor?",
                    "What do I put before the committee on a field?",
                ),
                "/report",
                (Pick("node", ("field",)),),
                OPEN,
                view="sheet",
            ),
            Question(
                Text(
                    "Welche wenigen neuen Verbindungen würden die meisten Lücken schließen?",
                    "Which few new ties would close the most gaps?",
                ),
                "/analyses/best-next-ties",
            ),
        ),
    ),
    (
        Text("Worauf ist Verlass?", "What can be relied on?"),
        (
            Question(
                Text(
                    "Wie alt ist jeder Eintrag, wer hat ihn bestätigt, und was ist noch nicht erhoben?",
                    "How old is each entry, who confirmed it, and what is not surveyed yet?",
                ),
                "/analyses/freshness",
            ),
            Question(
                Text("Was hat sich seit dem letzten Bericht geändert?", "What has changed since the last report?"),
                "/analyses/changes",
            ),
        ),
    ),
)


def groups() -> tuple[Group, ...]:
    """All questions in their groups; an analysis that answers none of them asks its own in the last one."""
    answered = {question.analysis for _, questions in GROUPS for question in questions}
    rest = [Question(e.question, f"/analyses/{e.id}") for e in catalogue().values() if e.id not in answered]
    return (*GROUPS, (Text("Weitere Fragen", "Further questions"), tuple(rest)))


def about(kind: str) -> tuple[tuple[Question, tuple[tuple[str, str], ...], str], ...]:
    """Questions that can be asked about one thing of a kind, each with what is sent besides and the parameter that names it.

    Left out is what its own page shows already, and what needs a second choice.
    """
    return tuple(
        (question, question.fixed, next(pick.parameter for pick in question.picks if kind in pick.kinds))
        for _, questions in GROUPS
        for question in questions
        if any(kind in pick.kinds for pick in question.picks) and (question.form != OPEN or question.view)
    )
