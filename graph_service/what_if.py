"""What if: assumed changes put into a snapshot, and the gap report before and after held against each other."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from graph_service.analyses._common import counted
from graph_service.analyses._compare import Difference, compare
from graph_service.errors import Fault, InvalidData
from graph_service.exchange.messages import faults_of, quoted
from graph_service.model import NODE, NODE_KINDS, TIE, AnyNode, AnyTie, Body, ends_fit
from graph_service.network import Network
from graph_service.report import report, report_on
from graph_service.rows import Frozen
from graph_service.snapshot import Snapshot
from graph_service.ties import Leads, MemberOf, ReportsTo, WorksIn
from graph_service.words import Slug, Text, Visibility, last_day

MOST_CHANGES = 50
_ASSUMED = {"source": "Annahme / assumption", "visibility": Visibility.PUBLIC}


class Ends(Frozen):
    """An actor or body ends: it goes with all its ties."""

    change: Literal["ends"] = "ends"
    id: Slug = Field(description="Actor or body that ends.")


class FundingStops(Frozen):
    """Funding stops: the ties *funds* go; who had funding and has none left ends, unless told otherwise."""

    change: Literal["funding_stops"] = "funding_stops"
    id: Slug | None = Field(None, description="Whose funding stops; None: everybody whom *by* funds.")
    by: Slug | None = Field(None, description="Whose funding stops to flow; None: everybody's.")
    they_end: bool = Field(True, description="Whether those left without any funding end with it.")


class TieAdded(Frozen):
    """A tie is added, as it would be written to the network."""

    change: Literal["tie_added"] = "tie_added"
    tie: dict[str, Any] = Field(description="A tie: kind, source_id, target_id and its own fields.")


class TieEnds(Frozen):
    """A tie ends."""

    change: Literal["tie_ends"] = "tie_ends"
    key: str = Field(max_length=400, description="Key of the tie, kind:source_id:target_id:valid_from.")


class BodyFounded(Frozen):
    """A body is founded, with its fields, members, lead and way of reporting."""

    change: Literal["body_founded"] = "body_founded"
    body: dict[str, Any] = Field(description="The body: id, name, level and its other fields.")
    fields: tuple[Slug, ...] = Field((), max_length=50, description="Fields it works in.")
    members: tuple[Slug, ...] = Field((), max_length=500, description="Actors or bodies that sit in it.")
    lead: Slug | None = Field(None, description="Actor that leads it.")
    reports_to: Slug | None = Field(None, description="Body or actor it reports to.")


AnyAssumption = Annotated[
    Ends | FundingStops | TieAdded | TieEnds | BodyFounded, Field(discriminator="change")
]  # fmt: skip


class Assumptions(Frozen):
    """Changes that are assumed, put in one after the other."""

    changes: tuple[AnyAssumption, ...] = Field(min_length=1, max_length=MOST_CHANGES, description="What is assumed.")


class WhatIf(Frozen):
    """The gap report before and after assumed changes: what would be resolved, new, changed, unchanged."""

    summary: Text
    reading: Text
    invented: bool
    assumed: tuple[Text, ...]
    ended: tuple[str, ...]
    before: Text
    after: Text
    findings: Difference


_UNFIT = Text("Eine Annahme passt nicht.", "An assumption does not fit.")
_READING = Text(
    "Gerechnet wird, was aus dem Erfassten folgt, wenn sonst alles gleich bleibt. Ob sich Beteiligte anders verhalten, ob "
    "jemand einspringt oder ein Gremium angenommen wird, sagt das nicht. Als erledigt gilt ein Befund auch dann, wenn wegfällt, "
    "wovon er handelt. Gespeichert wird nichts.",
    "Worked out is what follows from what is recorded if all else stays the same. Whether people act differently, somebody "
    "steps in or a body is accepted, it does not say. A finding counts as resolved also where what it is about is gone. "
    "Nothing is stored.",
)


def what_if(network: Network, assumptions: Assumptions, progress: Callable[[str], None] = lambda _: None) -> WhatIf:
    """Compare the gap report of a network before and after assumed changes.

    Raises
    ------
    InvalidData
        A change does not apply; names it by its place in the list.
    InvalidParameter
        The scope names something that is gone after the changes.
    """
    snapshot, scope = network.snapshot, network.scope
    changed, assumed = apply(snapshot, assumptions, scope.as_of)
    before = report_on(network, progress)
    after = report(changed, scope, progress)
    found = compare(before.findings, after.findings)
    gone = tuple(sorted(snapshot.node.keys() - changed.node.keys()))
    return WhatIf(
        summary=counted(len(assumed), Text("Annahme.", "assumption."), Text("Annahmen.", "assumptions."))
        + found.counts(),
        reading=_READING,
        invented=snapshot.invented,
        assumed=assumed,
        ended=gone,
        before=before.summary,
        after=after.summary,
        findings=found,
    )


def apply(snapshot: Snapshot, assumptions: Assumptions, day: date | None = None) -> tuple[Snapshot, tuple[Text, ...]]:
    """Put assumed changes into a snapshot, one after the other: (the snapshot after, each change as a sentence).

    Rows that are assumed carry *day* as their date and say in their source that they are assumed.

    Raises
    ------
    InvalidData
        A change does not apply to what the ones before it left.
    """
    draft = _Draft(snapshot, day)
    said = []
    for place, assumption in enumerate(assumptions.changes):
        draft.place = f"/changes/{place}"
        said.append(_PUT[type(assumption)](draft, assumption))
    after = Snapshot.of(
        draft.nodes.values(), draft.ties.values(), revision=snapshot.revision, about=snapshot.about
    )  # fmt: skip
    return after, tuple(said)


class _Draft:
    """A snapshot under change."""

    def __init__(self, snapshot: Snapshot, day: date | None) -> None:
        self.day = day
        self.assumed = {**_ASSUMED, "as_of": day.isoformat() if day else None}
        self.nodes: dict[str, AnyNode] = dict(snapshot.node)
        self.ties: dict[str, AnyTie] = {tie.key: tie for tie in snapshot.ties}
        self.place = ""

    def refuse(self, field: str, text: Text) -> InvalidData:
        return InvalidData(_UNFIT, (Fault(f"{self.place}/{field}", text),))

    def there(self, field: str, node_id: str, kinds: Sequence[str]) -> str:
        node = self.nodes.get(node_id)
        if node is None or node.kind not in kinds:
            names = Text(
                " oder ".join(NODE_KINDS[kind].spec.text.de for kind in kinds),
                " or ".join(NODE_KINDS[kind].spec.text.en for kind in kinds),
            )
            text = Text("„{id}“ gibt es hier nicht als {names}", "there is no {names} “{id}” here")
            raise self.refuse(field, text.format(id=quoted(node_id), names=names))
        return node.name

    def is_funding(self, tie: AnyTie) -> bool:
        over = bool(self.day and tie.valid_to and last_day(tie.valid_to) < self.day)
        return tie.kind == "funds" and not over

    def remove(self, node_id: str) -> None:
        del self.nodes[node_id]
        self.ties = {k: t for k, t in self.ties.items() if node_id not in (t.source_id, t.target_id)}

    def add(self, field: str, tie: AnyTie) -> None:
        for end in (tie.source_id, tie.target_id):
            self.there(field, end, tuple(NODE_KINDS))
        kinds = self.nodes[tie.source_id].kind, self.nodes[tie.target_id].kind
        if not ends_fit(tie, *kinds):
            source, target = (NODE_KINDS[kind].spec.text for kind in kinds)
            text = Text(
                "„{tie}“ kann {source} und {target} nicht verbinden", "“{tie}” cannot join {source} and {target}"
            )
            raise self.refuse(field, text.format(tie=tie.spec.text, source=source, target=target))
        same = (tie.kind, tie.source_id, tie.target_id)
        if any((t.kind, t.source_id, t.target_id) == same for t in self.ties.values()):
            raise self.refuse(field, Text("diese Verbindung gibt es schon", "this tie is there already"))
        self.ties[tie.key] = tie

    def named(self, tie: AnyTie) -> Text:
        source, target = self.nodes[tie.source_id].name, self.nodes[tie.target_id].name
        return Text(
            f"„{source}“ – {tie.spec.text.de} – „{target}“", f"“{source}” – {tie.spec.text.en} – “{target}”"
        )  # fmt: skip


def _ends(draft: _Draft, assumed: Ends) -> Text:
    name = draft.there("id", assumed.id, ("actor", "body"))
    draft.remove(assumed.id)
    return Text("„{name}“ hört auf.", "“{name}” ends.").format(name=name)


def _funding_stops(draft: _Draft, assumed: FundingStops) -> Text:
    if assumed.id is None and assumed.by is None:
        raise draft.refuse("id", Text("nennt weder „id“ noch „by“", "names neither “id” nor “by”"))
    whose = None if assumed.id is None else draft.there("id", assumed.id, ("actor", "body"))
    by = None if assumed.by is None else draft.there("by", assumed.by, ("actor",))
    stopped = {
        key: tie
        for key, tie in draft.ties.items()
        if draft.is_funding(tie) and assumed.id in (None, tie.target_id) and assumed.by in (None, tie.source_id)
    }
    if not stopped:
        text = Text("eine solche Förderung ist nicht erfasst", "no such funding is recorded")
        raise draft.refuse("id" if assumed.id else "by", text)
    draft.ties = {key: tie for key, tie in draft.ties.items() if key not in stopped}
    left = {tie.target_id for tie in draft.ties.values() if draft.is_funding(tie)}
    over = sorted({tie.target_id for tie in stopped.values()} - left) if assumed.they_end else []
    names = [draft.nodes[node_id].name for node_id in over]
    for node_id in over:
        draft.remove(node_id)
    said = Text(
        "Die Förderung{by_de}{whose_de} fällt weg.", "The funding{by_en}{whose_en} stops."
    ).format(
        by_de=f" durch „{by}“" if by else "", whose_de=f" von „{whose}“" if whose else "",
        by_en=f" by “{by}”" if by else "", whose_en=f" of “{whose}”" if whose else "",
    )  # fmt: skip
    if names:
        listed_de, listed_en = ", ".join(f"„{n}“" for n in names), ", ".join(f"“{n}”" for n in names)
        said += Text(f"Ohne weitere Förderung hört auf: {listed_de}.", f"Without other funding ends: {listed_en}.")
    return said


def _tie_added(draft: _Draft, assumed: TieAdded) -> Text:
    try:
        tie: AnyTie = TIE.validate_python({**draft.assumed, **assumed.tie})
    except ValidationError as error:
        raise InvalidData(_UNFIT, faults_of(error, f"{draft.place}/tie")) from None
    draft.add("tie", tie)
    named = draft.named(tie)
    return Text(f"Neu: {named.de}.", f"New: {named.en}.")


def _tie_ends(draft: _Draft, assumed: TieEnds) -> Text:
    tie = draft.ties.pop(assumed.key, None)
    if tie is None:
        raise draft.refuse("key", Text("diese Verbindung gibt es nicht", "there is no such tie"))
    named = draft.named(tie)
    return Text(f"Endet: {named.de}.", f"Ends: {named.en}.")


def _body_founded(draft: _Draft, assumed: BodyFounded) -> Text:
    try:
        body = NODE.validate_python({**draft.assumed, **assumed.body, "kind": "body"})
    except ValidationError as error:
        raise InvalidData(_UNFIT, faults_of(error, f"{draft.place}/body")) from None
    if not isinstance(body, Body) or body.id in draft.nodes:
        raise draft.refuse("body/id", Text("ist schon vergeben", "is already taken"))
    draft.nodes[body.id] = body
    for place, field_id in enumerate(assumed.fields):
        draft.add(f"fields/{place}", WorksIn(source_id=body.id, target_id=field_id, **draft.assumed))
    for place, member in enumerate(assumed.members):
        draft.add(f"members/{place}", MemberOf(source_id=member, target_id=body.id, **draft.assumed))
    if assumed.lead:
        draft.add("lead", Leads(source_id=assumed.lead, target_id=body.id, **draft.assumed))
    if assumed.reports_to:
        draft.add("reports_to", ReportsTo(source_id=body.id, target_id=assumed.reports_to, **draft.assumed))
    return Text("Das Gremium „{name}“ wird gegründet.", "The body “{name}” is founded.").format(name=body.name)


_PUT: dict[type[Frozen], Callable[[_Draft, Any], Text]] = {
    Ends: _ends, FundingStops: _funding_stops, TieAdded: _tie_added, TieEnds: _tie_ends, BodyFounded: _body_founded,
}  # fmt: skip
