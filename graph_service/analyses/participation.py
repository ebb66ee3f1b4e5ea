"""Participation: in which bodies nobody speaks for migrants, and whom to invite there."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from graph_service.analyses._common import counted, listed, standing
from graph_service.analyses._voices import TYPES, Proposals, Types, Voices, seated, voices
from graph_service.analyses.base import (
    T_,
    Finding,
    Grade,
    Params,
    Record,
    Ref,
    Refs,
    Result,
    Severity,
    Standing,
    analysis,
    evidence,
)
from graph_service.network import Network
from graph_service.words import BodyLevel, Text

_VOICE = Text("vertreten", "represented")
_OWN = Text("ist selbst Beteiligungsgremium", "is a participation body itself")
_NONE = Text("nicht vertreten", "not represented")
_UNASKED = Text("nicht erhoben", "not surveyed")
_NO_LEVEL = Text("ohne Ebene", "no level")
_BODY = Text("Gremium", "body")
_BODIES = Text("Gremien", "bodies")
_MOST_NAMED = 3


class ParticipationParams(Params):
    """Parameters of *participation*."""

    types: Types = TYPES


class BodyVoice(Record):
    """Who speaks for migrants in one body, and whom to invite if nobody does."""

    body: Annotated[Ref, T_("Gremium", "body")]
    level: Annotated[Text, T_("Ebene", "level")]
    kind: Annotated[str | None, T_("Art", "type")]
    state: Annotated[Text, T_("Stand", "state")]
    voices: Annotated[Refs, T_("vertreten durch", "represented by")]
    guests: Annotated[Refs, T_("nur als Gast", "only as a guest")]
    seats: Annotated[int, T_("Sitze", "seats")]
    invite: Annotated[Refs, T_("einladen", "to invite")]
    asked_on: Annotated[str | None, T_("gefragt am", "asked on")]


class GroupVoice(Record):
    """How many bodies of one level or one type have a migrant voice."""

    group: Annotated[Text, T_("Ebene oder Art", "level or type")]
    bodies: Annotated[int, T_("Gremien", "bodies")]
    with_voice: Annotated[int, T_("vertreten", "represented")]
    without: Annotated[int, T_("nicht vertreten", "not represented")]
    unasked: Annotated[int, T_("nicht erhoben", "not surveyed")]
    voice_seats: Annotated[int, T_("Sitze migrantischer Stimmen", "seats of migrant voices")]
    seats: Annotated[int, T_("Sitze insgesamt", "seats in all")]


class ParticipationResult(Result):
    """Every standing body with its migrant voices, counted by level and by type."""

    levels: Annotated[tuple[GroupVoice, ...], T_("Nach Ebene", "By level")] = ()
    kinds: Annotated[tuple[GroupVoice, ...], T_("Nach Art des Gremiums", "By type of body")] = ()
    bodies: Annotated[tuple[BodyVoice, ...], T_("Gremien", "Bodies")] = ()
    organisations: Annotated[Refs, T_("als Migrantenorganisation gezählt", "counted as migrant organisations")] = ()


class Level(NamedTuple):
    """One level: its bodies in a sentence (dative), how soon to look, what to do."""

    one: Text
    many: Text
    severity: Severity
    next_step: Text


_INVITE = Text("Über eine Einladung sprechen: {whom}.", "Talk about an invitation: {whom}.")
_HEAR = Text(
    "In gewählte Gremien lässt sich niemand einladen; ein Recht auf Anhörung oder Rede klären: {whom}.",
    "Nobody can be invited into elected bodies; clarify a right to be heard or to speak: {whom}.",
)
_LEVELS: dict[BodyLevel | None, Level] = {
    BodyLevel.STRATEGIC: Level(
        Text("strategischen Gremium", "strategic body"), Text("strategischen Gremien", "strategic bodies"),
        Severity.HIGH, _INVITE,
    ),
    BodyLevel.POLITICAL: Level(
        Text("politischen Gremium", "political body"), Text("politischen Gremien", "political bodies"),
        Severity.MEDIUM, _HEAR,
    ),
    BodyLevel.OPERATIVE: Level(
        Text("operativen Gremium", "operative body"), Text("operativen Gremien", "operative bodies"),
        Severity.MEDIUM, _INVITE,
    ),
    BodyLevel.OPEN: Level(
        Text("offenen Gremium", "open body"), Text("offenen Gremien", "open bodies"), Severity.LOW, _INVITE
    ),
    None: Level(
        Text("Gremium ohne eingetragene Ebene", "body without a recorded level"),
        Text("Gremien ohne eingetragene Ebene", "bodies without a recorded level"),
        Severity.LOW, _INVITE,
    ),
}  # fmt: skip
_ORDER = {**{level.text: rank for rank, level in enumerate(_LEVELS) if level}, _NO_LEVEL: len(_LEVELS)}


@analysis(
    title=Text("Beteiligung", "Participation"),
    question=Text(
        "In welchen Gremien ist keine Migrantenorganisation, kein Ausländerbeirat, keine Integrationskommission vertreten?",
        "In which bodies is no migrant organisation, foreigners’ council or integration commission represented?",
    ),
    reading=Text(
        "Vertreten heißt: eine Migrantenorganisation, ein Beteiligungsgremium oder wer ein solches leitet hat einen Sitz. Ein "
        "Gast hat keinen. Wurde nach den Mitgliedern nicht gefragt, ist eine fehlende Stimme „nicht erhoben“. Wer als "
        "Migrantenorganisation gezählt wurde, steht in der Antwort.",
        "Represented means: a migrant organisation, a participation body or whoever leads one has a seat. A guest has none. "
        "If nobody asked for the members, a missing voice is “not surveyed”. Who was counted as a migrant organisation "
        "stands in the answer.",
    ),
    says_not=Text(
        "Ein Sitz sagt nichts über Gehör und Einfluss, und keine Organisation spricht für alle. Es ist auch keine Aussage "
        "über eine Pflicht: § 6 des Hessischen Integrations- und Teilhabegesetzes bindet nur Gremien, deren Mitglieder das "
        "Land beruft; für andere ist er ein Vorbild.",
        "A seat says nothing about being heard, and no organisation speaks for all. Nor is it a statement about a duty: § 6 of "
        "the Hessian integration and participation act binds only bodies whose members the Land appoints; for others it is "
        "a model.",
    ),
    method=Text(
        "Gezählt werden ständige Gremien. Eine Stimme ist, wessen Art eines der eingestellten Wörter als ganzes Wort enthält "
        "(oder wer Teil davon ist), jedes Gremium der Ebene Beteiligung und wer eines leitet. Sitz: Mitglied, Federführung "
        "oder Teil des Gremiums. Vorgeschlagen wird, wer in denselben Feldern, dann in denselben Kommunen arbeitet, bei "
        "Gleichstand wer weniger Sitze hat; ohne Treffer das Beteiligungsgremium, an das die meisten berichten.",
        "Standing bodies are counted. A voice is whoever’s type holds one of the chosen words as a whole word (or is part of "
        "such), every body of the level participation, and whoever leads one. Seat: member, lead, or part of the body. Proposed "
        "is who works in the same fields, then in the same municipalities, at a tie who has fewer seats; without a match the "
        "participation body to which most report.",
    ),
    limits=Text(
        "Die Art der Akteure muss eingetragen sein; eine Organisation ohne Art wird nicht erkannt. Es wird gezählt, nicht "
        "hochgerechnet.",
        "The type of actors must be recorded; an organisation without one is not recognised. This counts, it does not project.",
    ),
    yields="findings",
    order=110,
    references=(
        "Hessisches Integrations- und Teilhabegesetz (IntTG), § 6: https://lexaris.de/book/version/documentflat/head/1325331",
    ),
)
def participation(network: Network, params: ParticipationParams) -> ParticipationResult:
    """Standing bodies by whether a migrant voice has a seat: represented, not represented though asked, not surveyed.

    The words that make an actor a voice are the parameter ``types``; guests are named but have no seat.
    """
    known = voices(network, params.types)
    proposals = Proposals(network, known)
    rows = tuple(_row(network, known, proposals, node.id) for node in network.of("body") if _standing(network, node.id))
    kinds = sorted({row.kind or "" for row in rows})
    return ParticipationResult(
        summary=_summary(network, rows, known),
        findings=tuple(_findings(network, rows)),
        levels=tuple(
            _group(name, inside)
            for name in (*(level.text for level in BodyLevel), _NO_LEVEL)
            if (inside := [row for row in rows if row.level == name])
        ),
        kinds=tuple(
            _group(Text(kind, kind) if kind else Text("ohne Art", "no type"), inside)
            for kind in kinds
            if (inside := [row for row in rows if (row.kind or "") == kind])
        ),
        bodies=rows,
        organisations=tuple(sorted(known.organisations)),
    )


def _standing(network: Network, body: str) -> bool:
    return bool(getattr(network.nodes[body], "standing", True))


def _row(network: Network, known: Voices, proposals: Proposals, body: str) -> BodyVoice:
    node = network.nodes[body]
    level: BodyLevel | None = getattr(node, "level", None)
    inside = seated(network, body)
    speaking = tuple(who for who in inside if who in known.everybody)
    unasked = standing(network, (body,)) is Standing.NOT_SURVEYED
    state = _OWN if body in known.bodies else _VOICE if speaking else _UNASKED if unasked else _NONE
    return BodyVoice(
        body=body,
        level=level.text if level else _NO_LEVEL,
        kind=getattr(node, "body_type", None),
        state=state,
        voices=speaking,
        guests=tuple(who for who in seated(network, body, guests=True) if who in known.everybody),
        seats=len(inside),
        invite=proposals.for_body(body, level) if state == _NONE else (),
        asked_on=network.asked.get(body),
    )


def _group(name: Text, rows: Sequence[BodyVoice]) -> GroupVoice:
    return GroupVoice(
        group=name,
        bodies=len(rows),
        with_voice=sum(row.state in (_VOICE, _OWN) for row in rows),
        without=sum(row.state == _NONE for row in rows),
        unasked=sum(row.state == _UNASKED for row in rows),
        voice_seats=sum(len(row.voices) for row in rows),
        seats=sum(row.seats for row in rows),
    )


def _findings(network: Network, rows: Sequence[BodyVoice]) -> list[Finding]:
    found = []
    for level, said in _LEVELS.items():
        inside = [row for row in rows if row.level == (level.text if level else _NO_LEVEL)]
        lacking = [row for row in inside if row.state == _NONE]
        if lacking:
            asked = sum(row.state in (_NONE, _VOICE) for row in inside)
            found.append(_finding(network, level, said, lacking, asked))
    unasked = sorted((row for row in rows if row.state == _UNASKED), key=lambda row: (_ORDER[row.level], row.body))
    if unasked:
        found.append(_not_surveyed(network, unasked))
    return found


def _finding(
    network: Network, level: BodyLevel | None, said: Level, lacking: Sequence[BodyVoice], asked: int
) -> Finding:
    ids = [row.body for row in lacking]
    sentence = (
        Text(
            "In {n} von {asked} {kind}, nach deren Mitgliedern gefragt wurde, ist keine migrantische Stimme vertreten. Es geht "
            "um {names}.",
            "{n} of {asked} {kind} whose members were asked for have no migrant voice. This is about {names}.",
        )
        if asked > 1
        else Text(
            "Im einzigen {kind}, nach dessen Mitgliedern gefragt wurde, ist keine migrantische Stimme vertreten: {names}.",
            "The only {kind} whose members were asked for has no migrant voice: {names}.",
        )
    )
    text = sentence.format(
        n=len(ids), asked=asked, kind=said.many if asked > 1 else said.one, names=listed(network, ids)
    )
    guests = [row.body for row in lacking if row.guests]
    if guests:
        text += Text("Nur als Gast in {names}.", "Only as a guest in {names}.").format(names=listed(network, guests))
    surveys = [tie for body in ids for tie in network.ties_at(body) if tie.kind == "covers" and tie.target_id == body]
    old = all(standing(network, (body,)) is Standing.OLD for body in ids)
    return Finding(
        key=f"participation/no-voice/{level.value if level else 'no-level'}",
        kind="no-voice",
        severity=said.severity,
        grade=Grade.B,
        basis=Standing.OLD if old else Standing.RECORDED,
        text=text,
        nodes=tuple(ids),
        ties=tuple(tie.key for tie in surveys),
        evidence=evidence(network, (*(network.nodes[body] for body in ids), *surveys)),
        next_step=said.next_step.format(whom=_whom(network, lacking)),
        numbers={"bodies": asked, "without_voice": len(ids)},
    )


def _whom(network: Network, rows: Sequence[BodyVoice]) -> Text:
    """Say for the first bodies whom to invite; bodies with the same proposal together."""
    together: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        if row.invite:
            together.setdefault(row.invite, []).append(row.body)
    if not together:
        return Text(
            "welche Migrantenorganisation passt, ist aus dem Erfassten nicht zu sagen; zuerst eintragen, welche es gibt",
            "which migrant organisation fits cannot be told from what is recorded; first enter which there are",
        )
    parts = [
        Text("{whom} für {bodies}", "{whom} for {bodies}").format(
            whom=listed(network, invite, 3), bodies=listed(network, bodies, 3)
        )
        for invite, bodies in list(together.items())[:_MOST_NAMED]
    ]
    if len(together) > len(parts):
        parts.append(Text("weitere stehen in der Tabelle", "more stand in the table"))
    return Text("; ".join(part.de for part in parts), "; ".join(part.en for part in parts))


def _not_surveyed(network: Network, rows: Sequence[BodyVoice]) -> Finding:
    ids = [row.body for row in rows]
    return Finding(
        key="participation/not-surveyed",
        kind="not-surveyed",
        severity=Severity.LOW,
        grade=Grade.C,
        basis=Standing.NOT_SURVEYED,
        text=Text(
            "Nach den Mitgliedern von {bodies} ohne erfasste migrantische Stimme wurde nicht gefragt: {names}.",
            "Nobody asked for the members of {bodies} without a recorded migrant voice: {names}.",
        ).format(bodies=counted(len(ids), _BODY, _BODIES), names=listed(network, ids)),
        nodes=tuple(ids),
        evidence=evidence(network, [network.nodes[body] for body in ids]),
        next_step=Text(
            "Zuerst bei {names} nach der Liste der Mitglieder fragen und sie eintragen.",
            "First ask {names} for the list of members and record it.",
        ).format(names=listed(network, ids[:_MOST_NAMED])),
        numbers={"bodies": len(ids)},
    )


def _summary(network: Network, rows: Sequence[BodyVoice], known: Voices) -> Text:
    others = [row for row in rows if row.state != _OWN]
    return Text(
        "Als Stimme zählen {organisations} und {bodies}. Die übrigen {others}: {voice} mit einer solchen "
        "Stimme, {none} ohne, {unasked} nicht erhoben.",
        "Counted as voices are {organisations} and {bodies}. The other {others}: {voice} with such a voice, {none} without, "
        "{unasked} not surveyed.",
    ).format(
        organisations=counted(len(known.organisations), Text("Migrantenorganisation", "migrant organisation"),
                              Text("Migrantenorganisationen", "migrant organisations")),
        bodies=counted(sum(_standing(network, body) for body in known.bodies),
                       Text("Beteiligungsgremium", "participation body"),
                       Text("Beteiligungsgremien", "participation bodies")),
        others=counted(len(others), Text("ständige Gremium", "standing body"), Text("ständigen Gremien", "standing bodies")),
        voice=sum(row.state == _VOICE for row in others),
        none=sum(row.state == _NONE for row in others),
        unasked=sum(row.state == _UNASKED for row in others),
    )  # fmt: skip
