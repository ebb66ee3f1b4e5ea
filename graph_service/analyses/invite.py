"""Invite: whom to ask on a topic so that nobody is forgotten, and who brings whom."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from graph_service.analyses._common import counted, known, leads_of, listed
from graph_service.analyses._field_pairs import meeting_place
from graph_service.analyses._topic import VOICE, Round, Topic, full_round, seats, small_round, topic_of
from graph_service.analyses._topic_findings import findings_on_topic
from graph_service.analyses._voices import TYPES, Types, voices
from graph_service.analyses.base import (
    T_,
    Params,
    Record,
    Ref,
    Refs,
    Result,
    analysis,
)
from graph_service.analyses.parameters import asked
from graph_service.network import Network, project
from graph_service.words import Text, first_day

_INVITATION = Text("Einladung", "invitation"), Text("Einladungen", "invitations")
_ACTOR = Text("Akteur", "actor"), Text("Akteure", "actors")
_BODY = Text("Gremium", "body"), Text("Gremien", "bodies")
_BEFORE = Text("geht voraus", "comes before")
_AFTER = Text("baut darauf auf", "builds on it")


class InviteParams(Params):
    """Parameters of *invite*."""

    topic_field: Annotated[str | None, T_("Handlungsfeld des Themas", "field of the topic"), asked(
        "Nur für dieses Handlungsfeld einladen.",
        "Field of action of the topic (id).", names=("field",), max_length=120,
    )] = None  # fmt: skip
    topic_group: Annotated[str | None, T_("Zielgruppe des Themas", "target group of the topic"), asked(
        "Nur für diese Zielgruppe einladen.",
        "Target group of the topic (id).", names=("target_group",), max_length=120,
    )] = None  # fmt: skip
    topic_municipality: Annotated[str | None, T_("Kommune des Themas", "municipality of the topic"), asked(
        "Nur für diese Kommune einladen.", "Municipality of the topic (id).", names=("municipality",), max_length=120,
    )] = None  # fmt: skip
    most: Annotated[int, T_("Einladungen je Feld", "invitations for each field"), asked(
        "Ohne Thema: höchstens so viele Einladungen für jedes Handlungsfeld.",
        "Most invitations per field, if no topic is named.", ge=1, le=1_000,
    )] = 5  # fmt: skip
    types: Types = TYPES


class Invitee(Record):
    """One actor to invite, in order, and what it adds."""

    topic: Annotated[Text, T_("Thema", "topic")]
    order: Annotated[int, T_("Nr.", "no.")]
    who: Annotated[Ref, T_("wer", "who")]
    bodies: Annotated[Refs, T_("bringt ein: Gremien", "adds: bodies")]
    municipalities: Annotated[Refs, T_("bringt ein: Kommunen", "adds: municipalities")]
    target_groups: Annotated[Refs, T_("bringt ein: Zielgruppen", "adds: target groups")]
    fields: Annotated[Refs, T_("bringt ein: Felder", "adds: fields")]
    voice: Annotated[bool, T_("migrantische Stimme", "migrant voice")]
    seats: Annotated[int, T_("Sitze in Gremien", "seats in bodies")]
    covered: Annotated[int, T_("vertreten bis hierher", "represented so far")]
    of: Annotated[int, T_("von", "of")]


class Bringer(Record):
    """One body that brings its members, in order."""

    topic: Annotated[Text, T_("Thema", "topic")]
    order: Annotated[int | None, T_("Nr.", "no.")]
    body: Annotated[Ref, T_("Gremium", "body")]
    leads: Annotated[Refs, T_("einladen über", "invite through")]
    brings: Annotated[Refs, T_("bringt mit", "brings")]
    reached: Annotated[int, T_("erreicht bis hierher", "reached so far")]
    of: Annotated[int, T_("von", "of")]


class Reminder(Record):
    """Somebody who is easily forgotten: in no body of the topic, or only known from past events."""

    who: Annotated[Ref, T_("wer", "who")]
    reason: Annotated[Text, T_("warum daran denken", "why to think of them")]
    voice: Annotated[bool, T_("migrantische Stimme", "migrant voice")]


class Related(Record):
    """A field that people come from or go on to."""

    field: Annotated[Ref, T_("Handlungsfeld", "field of action")]
    how: Annotated[Text, T_("Verhältnis zum Thema", "relation to the topic")]
    through: Annotated[Refs, T_("einladen über", "invite through")]


class InviteResult(Result):
    """Whom to invite on a topic, in order; which bodies bring whom; who is easily forgotten; neighbouring fields."""

    invitees: Annotated[tuple[Invitee, ...], T_("Kleine Runde: wer einzuladen ist", "Small round: whom to invite")] = ()
    bringers: Annotated[tuple[Bringer, ...], T_("Große Runde: wer wen mitbringt", "Full round: who brings whom")] = ()
    reminders: Annotated[tuple[Reminder, ...], T_("Nicht vergessen", "Not to forget")] = ()
    related: Annotated[tuple[Related, ...], T_("Angrenzende Felder", "Neighbouring fields")] = ()


@analysis(
    title=Text("Einladen", "Invite"),
    question=Text(
        "Wen müssen wir zu einem Thema einladen, damit niemand vergessen wird?",
        "Whom must we invite on a topic so that nobody is forgotten?",
    ),
    reading=Text(
        "Die kleine Runde ist die kürzeste Liste, mit der jedes Gremium, jede Kommune, jede Zielgruppe und jedes Teilfeld des "
        "Themas und eine migrantische Stimme am Tisch sitzen, soweit jemand dafür erfasst ist. Die große Runde sagt, welche "
        "Gremien zusammen alle Akteure des Themas mitbringen. Ohne Angabe eines Themas steht für jedes Feld der Anfang der "
        "Liste da.",
        "The small round is the shortest list with which every body, municipality, target group and part of the topic and a "
        "migrant voice sit at the table, as far as anybody is recorded for them. The full round says which bodies together "
        "bring all actors of the topic. Without a topic the beginning of the list stands for each field.",
    ),
    says_not=Text(
        "Wer nicht in der kleinen Runde steht, ist nicht weniger wichtig: oft könnte auch ein anderer dasselbe vertreten. "
        "Wer nicht erfasst ist, fehlt auch hier.",
        "Who is not in the small round is not less important: often another could represent the same. Who is not recorded "
        "is missing here too.",
    ),
    method=Text(
        "Zum Thema gehört, wer zum Feld (oder einem Teil davon) gehört, sich an die Zielgruppe richtet und in der Kommune tätig "
        "ist. Kleinste Überdeckung: gierig, der größte Zugewinn zuerst, dann wer weniger Sitze hat; bei kleinen Themen genau "
        "durch Verzweigen und Begrenzen. Steht in der Antwort eine Spanne, so ist das Kleinstmögliche nicht bewiesen; die "
        "gierige Wahl ist höchstens H(m) = 1 + 1/2 + … + 1/m mal so lang, m = das meiste, was einer vertritt.",
        "Part of the topic is who belongs to the field (or a part of it), serves the target group and is active in the "
        "municipality. Smallest cover: greedy, the largest gain first, then who has fewer seats; exact by branch and bound for "
        "small topics. Where the answer gives a range, the smallest is not proven; the greedy choice is at most "
        "H(m) = 1 + 1/2 + … + 1/m times as long, m = the most that one represents.",
    ),
    limits=Text(
        "Bei großen Themen ist die Liste eine gute, nicht sicher die kürzeste. Erinnerungen aus Veranstaltungen gibt es nur, wo "
        "Teilnahmen erfasst sind.",
        "For large topics the list is a good one, not surely the shortest. Reminders from events exist only where taking part "
        "is recorded.",
    ),
    yields="marks",
    order=140,
    references=("Chvátal (1979), Mathematics of Operations Research 4: doi:10.1287/moor.4.3.233",),
)
def invite(network: Network, params: InviteParams) -> InviteResult:
    """Fewest actors that represent all of a topic, in order, and fewest bodies that bring all of its actors.

    Without a topic: the first `most` of both for every field. Exact or with a lower bound, which the summary says.

    Raises
    ------
    InvalidParameter
        A field, target group or municipality is not in the network.
    """
    if params.topic_field is None and params.topic_group is None and params.topic_municipality is None:
        return _every_field(network, params)
    field, group, place = (
        known(network, params, name) for name in ("topic_field", "topic_group", "topic_municipality")
    )
    topic = topic_of(network, field, group, place, params.types)
    small, full = small_round(network, topic), full_round(network, topic)
    speaking = voices(network, params.types).everybody
    alone = [actor for actor in topic.actors if not any(actor in network.members[b] for b in topic.bodies)]
    reminders = (*_alone(alone, speaking), *_from_events(network, topic, speaking))
    return InviteResult(
        summary=_summary(network, topic, small, full, alone),
        findings=tuple(findings_on_topic(network, topic, params.types))[:2],
        invitees=tuple(_invitees(network, topic, small)),
        bringers=tuple(_bringers(network, topic, full)),
        reminders=reminders,
        related=_related(network, topic),
    )


def _every_field(network: Network, params: InviteParams) -> InviteResult:
    invitees: list[Invitee] = []
    bringers: list[Bringer] = []
    sizes = []
    for field in network.fields:
        topic = topic_of(network, field, None, None, params.types)
        if not topic.actors:
            continue
        small = small_round(network, topic)
        sizes.append(len(small.members))
        invitees += list(_invitees(network, topic, small))[: params.most]
        bringers += [row for row in _bringers(network, topic, full_round(network, topic)) if row.order][: params.most]
    if not sizes:
        text = Text("In keinem Feld ist jemand erfasst.", "Nobody is recorded in any field.")
    else:
        text = Text(
            "In {n} mit erfassten Akteuren vertritt eine kleine Runde von {low} bis {high} Eingeladenen alle erfassten Gremien, "
            "Kommunen, Zielgruppen und Teilfelder.",
            "In {n} with recorded actors a small round of {low} to {high} invited represents all recorded bodies, "
            "municipalities, target groups and parts.",
        ).format(
            n=counted(len(sizes), Text("Feld", "field"), Text("Feldern", "fields")), low=min(sizes), high=max(sizes)
        )
    text += Text(
        "Für eine vollständige Liste ein Feld, eine Zielgruppe oder eine Kommune angeben.",
        "For a complete list name a field, a target group or a municipality.",
    )
    return InviteResult(summary=text, invitees=tuple(invitees), bringers=tuple(bringers))


def _invitees(network: Network, topic: Topic, small: Round) -> Iterator[Invitee]:
    load, total, so_far = seats(network), len({t for held in topic.holds.values() for t in held}), 0
    for order, (who, new) in enumerate(small.members, 1):
        so_far += len(new)
        kinds: dict[str, list[str]] = {}
        for thing in new:
            kinds.setdefault(network.nodes[thing].kind if thing in network.nodes else "", []).append(thing)
        yield Invitee(
            topic=topic.name,
            order=order,
            who=who,
            bodies=tuple(kinds.get("body", ())),
            municipalities=tuple(kinds.get("municipality", ())),
            target_groups=tuple(kinds.get("target_group", ())),
            fields=tuple(kinds.get("field", ())),
            voice=VOICE in topic.holds[who],
            seats=load.get(who, 0),
            covered=so_far,
            of=total,
        )


def _bringers(network: Network, topic: Topic, full: Round) -> Iterator[Bringer]:
    so_far, chosen = 0, [body for body, _ in full.members]
    rows = [*full.members, *((body, ()) for body in topic.bodies if body not in chosen)]
    for order, (body, new) in enumerate(rows, 1):
        so_far += len(new)
        yield Bringer(
            topic=topic.name,
            order=order if new else None,
            body=body,
            leads=leads_of(network, body),
            brings=new,
            reached=so_far,
            of=len(topic.actors),
        )


def _alone(alone: Sequence[str], speaking: frozenset[str]) -> list[Reminder]:
    reason = Text("sitzt in keinem Gremium des Themas", "sits in no body of the topic")
    return [Reminder(who=actor, reason=reason, voice=actor in speaking) for actor in alone]


def _from_events(network: Network, topic: Topic, speaking: frozenset[str]) -> list[Reminder]:
    """Who took part in past events on the topic and does not belong to it; for a municipality not who works elsewhere.

    Events lie outside the usual scope.
    """
    wide = network.scope.model_copy(update={"standing_only": False, "as_of": None, "fields": (), "municipalities": ()})
    whole = network.remembered("with events", lambda: project(network.snapshot, wide))
    day, about = network.scope.as_of, {*topic.fields, topic.group, topic.place}
    events = {
        tie.source_id
        for tie in whole.ties_of("works_in", "serves", "active_in")
        if network.field_of.get(tie.target_id, tie.target_id) in about
        and not getattr(whole.nodes[tie.source_id], "standing", True)
    }
    came: dict[str, set[str]] = {}
    for tie in whole.ties_of("took_part_in"):
        future = day and tie.valid_from and first_day(tie.valid_from) > day
        if tie.target_id in events and tie.source_id in network.nodes and not future:
            came.setdefault(tie.source_id, set()).add(whole.name(tie.target_id))
    known = {*topic.actors, *topic.bodies}
    places = {who: [t.target_id for t in network.ties_at(who) if t.kind == "active_in"] for who in came}
    return [
        Reminder(
            who=who,
            reason=Text("nahm teil: {names}", "took part: {names}").format(names=", ".join(sorted(names))),
            voice=who in speaking,
        )
        for who, names in sorted(came.items())
        if who not in known and (topic.place is None or not places[who] or topic.place in places[who])
    ]


def _related(network: Network, topic: Topic) -> tuple[Related, ...]:
    inside, rows = set(topic.fields), {}
    for tie in network.ties_of("depends_on"):
        after, before = network.field_of[tie.source_id], network.field_of[tie.target_id]
        if after in inside and before not in inside:
            rows[before, False] = _BEFORE
        if before in inside and after not in inside:
            rows[after, True] = _AFTER
    return tuple(
        Related(field=field, how=how, through=(place,) if (place := meeting_place(network, field)) else ())
        for (field, _), how in sorted(rows.items())
    )


def _summary(network: Network, topic: Topic, small: Round, full: Round, alone: Sequence[str]) -> Text:
    if not topic.actors:
        return Text("Zum Thema {topic} ist niemand erfasst.", "On the topic {topic} nobody is recorded.").format(
            topic=topic.name
        )
    fewest = (
        Text("kürzer geht es nicht", "no shorter list exists")
        if small.cover.exact
        else Text("mindestens {n} sind nötig", "at least {n} are needed").format(n=small.cover.lower)
    )
    text = Text(
        "Zum Thema {topic} gehören {actors} und {bodies}. {n} genügen für die kleine Runde ({fewest}): zuerst {first}.",
        "To the topic {topic} belong {actors} and {bodies}. {n} suffice for the small round ({fewest}): first {first}.",
    ).format(
        topic=topic.name, actors=counted(len(topic.actors), *_ACTOR), bodies=counted(len(topic.bodies), *_BODY),
        n=counted(len(small.members), *_INVITATION), fewest=fewest,
        first=listed(network, [who for who, _ in small.members[:3]]),
    )  # fmt: skip
    if full.members:
        text += Text(
            "Für die große Runde bringen {bodies} ihre Mitglieder mit; {alone} in keinem dieser Gremien und brauchen eine eigene "
            "Einladung.",
            "For the full round {bodies} bring their members; {alone} in none of these bodies and need an invitation of their "
            "own.",
        ).format(
            bodies=listed(network, [body for body, _ in full.members], 4),
            alone=counted(len(alone), Text("Akteur sitzt", "actor sits"), Text("Akteure sitzen", "actors sit")),
        )
    return text
