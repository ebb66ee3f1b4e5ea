"""Overlap: which bodies are made up of the same people again, and who sits in too many."""

from collections.abc import Sequence
from typing import Annotated

import numpy as np

from graph_service.analyses._alike import Alike, alike_bodies
from graph_service.analyses._common import (
    counted,
    decimal,
    leads_of,
    listed,
    rounded,
    standing,
)
from graph_service.analyses._ranks import DRAWS, Rank, Ranking, explained
from graph_service.analyses._seats import far_out, seat_ranking
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
from graph_service.analyses.parameters import Seed, asked
from graph_service.network import Network
from graph_service.words import Text

_BODIES = (Text("Gremium", "body"), Text("Gremien", "bodies"))
_PAIRS = (Text("Paar", "pair"), Text("Paare", "pairs"))
_SEATS = Text("Sitze in Gremien", "seats in bodies")
_MOST_FINDINGS, _MOST_ROWS, _MOST_RANKS = 10, 500, 100


class OverlapParams(Params):
    """Parameters of *overlap*."""

    share: Annotated[float, T_("Gemeinsamer Anteil", "shared part"), asked(
        "Ab diesem Anteil gemeinsamer an allen Mitgliedern (Jaccard-Index) gelten zwei Gremien als fast gleich besetzt.",
        "Share of common in all members (Jaccard index) from which two bodies count as nearly the same.", ge=0.1, le=1,
    )] = 0.5  # fmt: skip
    least: Annotated[int, T_("Gemeinsame Mitglieder", "shared members"), asked(
        "Mindestens so viele gemeinsame Mitglieder haben zwei Gremien, die als fast gleich besetzt gelten.",
        "Fewest shared members of two bodies that count as nearly the same.", ge=1, le=1000,
    )] = 3  # fmt: skip
    p: Annotated[float, T_("Zufallsgrenze", "limit of chance"), asked(
        "So viele gemeinsame Mitglieder fallen auf, wenn sie durch Zufall höchstens so wahrscheinlich wären.",
        "Chance up to which so many shared members speak against chance.", gt=0, le=0.5,
    )] = 0.05  # fmt: skip
    draws: Annotated[int, T_("Ziehungen", "draws"), asked(
        "So oft wird geprüft, welche Plätze bleiben, wenn zufällig Verbindungen fehlen; bei 0 ohne Spannen.",
        "How often it is tried which ranks stay when ties are missing at random; 0 gives no bands.", ge=0, le=2000,
    )] = DRAWS  # fmt: skip
    seed: Seed = 0


class BodyPair(Record):
    """Two bodies with many members in common."""

    first: Annotated[Ref, T_("Gremium", "body")]
    second: Annotated[Ref, T_("Gremium", "body")]
    state: Annotated[Text, T_("Stand", "state")]
    shared: Annotated[int, T_("gemeinsame Mitglieder", "shared members")]
    members_first: Annotated[int, T_("Mitglieder des ersten", "members of the first")]
    members_second: Annotated[int, T_("Mitglieder des zweiten", "members of the second")]
    jaccard: Annotated[float, T_("Anteil an allen Mitgliedern (Jaccard)", "share of all members (Jaccard)")]
    containment: Annotated[float, T_("Anteil am kleineren Gremium", "share of the smaller body")]
    fields: Annotated[Refs, T_("gemeinsame Handlungsfelder", "shared fields of action")]
    same_level: Annotated[bool, T_("gleiche Ebene", "same level")]
    expected: Annotated[float | None, T_("bei Zufall zu erwarten", "expected by chance")]
    p_more: Annotated[float | None, T_("p: so viele", "p: so many")]
    p_more_holm: Annotated[float | None, T_("p nach Holm", "p after Holm")]


class OverlapResult(Result):
    """Bodies that are nearly the same, and the seats of each actor."""

    pairs: Annotated[
        tuple[BodyPair, ...], T_("Gremien mit fast denselben Mitgliedern", "Bodies with nearly the same members")
    ] = ()
    seats: Annotated[tuple[Rank, ...], T_("Sitze je Akteur", "Seats of each actor")] = ()


_DOUBLE = Text("Doppelstruktur", "double structure")
_PART = Text("eines ist Teil des anderen", "one is part of the other")
_ALIKE = Text("fast dieselben Mitglieder", "nearly the same members")


@analysis(
    title=Text("Überschneidungen", "Overlap"),
    question=Text(
        "Wo treffen sich dieselben Leute zweimal? Wer sitzt in zu vielen Gremien?",
        "Where do the same people meet twice? Who sits in too many bodies?",
    ),
    reading=Text(
        "Zwei ständige Gremien gelten als doppelt, wenn sie im selben Handlungsfeld auf derselben Ebene arbeiten und "
        "mindestens die Hälfte aller ihrer Mitglieder in beiden sitzt. Die Tabelle zeigt auch Paare mit fast denselben "
        "Mitgliedern, die verschiedene Felder oder Ebenen haben: das ist oft gewollt. Bei den Sitzen steht, welche Ränge "
        "sich halten und welche nicht zu unterscheiden sind.",
        "Two standing bodies count as double if they work in the same field of action at the same level and at least half "
        "of all their members sit in both. The table also shows pairs with nearly the same members that have different "
        "fields or levels: that is often intended. For the seats it says which ranks hold and which cannot be told apart.",
    ),
    says_not=Text(
        "Gleiche Mitglieder heißt nicht gleiche Arbeit: ob zwei Gremien dasselbe tun, steht in ihren Aufträgen. Viele Sitze "
        "heißen Last und Abhängigkeit, nicht Verdienst oder Fehler. Erfasst sind Organisationen, nicht die Personen, die "
        "sie entsenden.",
        "The same members do not mean the same work: whether two bodies do the same is written in their mandates. Many seats "
        "mean load and dependence, neither merit nor fault. Recorded are organisations, not the persons they send.",
    ),
    method=Text(
        "Je Paar von Gremien: gemeinsame Mitglieder, geteilt durch alle Mitglieder beider (Jaccard), und geteilt durch die des "
        "kleineren (Enthaltensein). Für Paare mit gleichem Feld und gleicher Ebene: Wahrscheinlichkeit, bei gleich vielen "
        "Sitzen je Akteur und je Gremium mindestens so viele gemeinsam zu haben (SDSM, oberer Rand der Poisson-Binomial-"
        "Verteilung), nach Holm über alle Paare mit gleichem Feld und gleicher Ebene. Sie stuft den Befund ein, entscheidet "
        "aber nicht über ihn. Sitz ist Mitgliedschaft oder Federführung, je Gremium einmal.",
        "For each pair of bodies: shared members divided by all members of both (Jaccard), and by those of the smaller one "
        "(containment). For pairs with the same field and level: probability of at least so many in common with as many "
        "seats for each actor and body (SDSM, upper tail of the Poisson-binomial distribution), after Holm over all pairs of "
        "the same field and level. It grades the finding but does not decide it. A seat is a membership or lead, once for "
        "each body.",
    ),
    limits=Text(
        "Gremien ohne eingetragene Ebene oder ohne Feld können nicht als doppelt gelten, ebenso wenig ein Gremium und sein "
        "Unterausschuss. Den Vergleich mit dem Zufall gibt es ab 30 Akteuren und 5 Mitgliedern je Gremium, eine Rangfolge ab "
        "30 Akteuren. In der Tabelle stehen höchstens 500 Paare, als Befund höchstens 10.",
        "Bodies without a recorded level or field cannot count as double, nor can a body and its subcommittee. The comparison "
        "with chance begins at 30 actors and 5 members of each body, a ranking at 30 actors. The table holds at most 500 "
        "pairs, the findings at most 10.",
    ),
    references=(
        "Neal (2014), Social Networks 39:84–97, doi:10.1016/j.socnet.2014.06.001",
        "Neal, Domagalski & Sagan (2021), Scientific Reports 11:23929, doi:10.1038/s41598-021-03238-3",
    ),
    yields="findings",
    order=80,
)
def overlap(network: Network, params: OverlapParams) -> OverlapResult:
    """Pairs of standing bodies with nearly the same members, which of them are double structures, and seats of actors.

    Double structure: same level, a shared field, neither part of the other, Jaccard index at least *share*, at least
    *least* shared members. Grade A: more in common than by chance after Holm as well; B: counts only; C: not surveyed.
    """
    alike, looked_at = alike_bodies(network, params.share, params.least)
    double = [pair for pair in alike if pair.double]
    ranking = seat_ranking(network, params.draws, params.seed)
    overloaded = far_out(ranking)
    findings = [_finding(network, params, pair, looked_at) for pair in double[:_MOST_FINDINGS]]
    findings += [_overload(network, ranking, who) for who in overloaded]
    return OverlapResult(
        summary=_summary(network, alike, double, looked_at, ranking),
        findings=tuple(findings),
        pairs=tuple(_row(pair) for pair in alike[:_MOST_ROWS]),
        seats=ranking.rows(_SEATS, _MOST_RANKS),
    )


def _row(pair: Alike) -> BodyPair:
    return BodyPair(
        first=pair.first, second=pair.second, state=_DOUBLE if pair.double else _PART if pair.part else _ALIKE,
        shared=len(pair.both), members_first=pair.members_first, members_second=pair.members_second,
        jaccard=rounded(pair.jaccard) or 0.0, containment=rounded(pair.containment) or 0.0, fields=pair.fields,
        same_level=pair.same_level, expected=rounded(pair.expected), p_more=rounded(pair.p),
        p_more_holm=rounded(pair.p_holm),
    )  # fmt: skip


def _finding(network: Network, params: OverlapParams, pair: Alike, looked_at: int) -> Finding:
    basis = standing(network, (pair.first, pair.second))
    unasked = basis is Standing.NOT_SURVEYED
    beyond = pair.p_holm is not None and pair.p_holm <= params.p
    text = Text(
        "„{a}“ und „{b}“ arbeiten {recorded}im selben Handlungsfeld ({fields}), auf derselben Ebene und mit fast denselben "
        "Mitgliedern: {n} sitzen in beiden ({first} und {second} Mitglieder).",
        "“{a}” and “{b}” work {recorded}in the same field ({fields}), at the same level and with nearly the same members: {n} "
        "sit in both ({first} and {second} members).",
    ).format(
        a=network.name(pair.first), b=network.name(pair.second), fields=listed(network, pair.fields, 3), n=len(pair.both),
        first=pair.members_first, second=pair.members_second,
        recorded=Text("nach dem, was erfasst ist, ", "as far as recorded ") if unasked else Text("", ""),
    )  # fmt: skip
    footing = None
    if pair.expected is not None:
        footing = Text(
            "Nach der Größe der Gremien und der Zahl der Sitze je Akteur wären etwa {m} zu erwarten{verdict}.",
            "The sizes of the bodies and the seats of the actors would lead one to expect about {m}{verdict}.",
        ).format(
            m=decimal(pair.expected),
            verdict=Text(
                "; so viele sind kein Zufall, auch wenn man {n} vergleicht",
                "; so many are not chance, even when {n} are compared",
            ).format(n=counted(looked_at, *_PAIRS))
            if beyond
            else Text("", ""),
        )
    rows = [
        tie
        for body in (pair.first, pair.second)
        for tie in network.ties_at(body)
        if (tie.source_id in pair.both and tie.kind in network.membership_kinds)
        or (tie.kind == "works_in" and network.field_of[tie.target_id] in pair.fields)
        or tie.kind == "covers"
    ]
    return Finding(
        key=f"overlap/double-structure/{pair.first}/{pair.second}",
        kind="double-structure",
        severity=Severity.LOW if unasked else Severity.MEDIUM,
        grade=Grade.C if unasked else Grade.A if beyond else Grade.B,
        basis=basis,
        text=text,
        footing=footing,
        nodes=(pair.first, pair.second),
        ties=tuple(dict.fromkeys(tie.key for tie in rows)),
        evidence=evidence(network, rows),
        next_step=_what_to_do(network, pair, unasked=unasked),
        numbers={
            "shared": len(pair.both), "members_first": pair.members_first, "members_second": pair.members_second,
            "jaccard": rounded(pair.jaccard), "containment": rounded(pair.containment), "expected": rounded(pair.expected),
            "p_more": rounded(pair.p), "p_more_holm": rounded(pair.p_holm), "pairs_compared": looked_at,
        },
    )  # fmt: skip


def _what_to_do(network: Network, pair: Alike, *, unasked: bool) -> Text:
    leads = tuple(sorted({*leads_of(network, pair.first), *leads_of(network, pair.second)}))
    names = {"a": network.name(pair.first), "b": network.name(pair.second)}
    if unasked:
        return Text(
            "Bei „{a}“ und „{b}“ nachfragen, wer wirklich mitarbeitet; erst dann zeigt sich, ob beide dasselbe tun.",
            "Ask “{a}” and “{b}” who really takes part; only then does it show whether both do the same.",
        ).format(**names)
    if not leads:
        return Text(
            "Zuerst klären, wer „{a}“ und „{b}“ leitet. Dann gemeinsam entscheiden: zusammenlegen, nacheinander am selben "
            "Tag tagen oder die Aufträge voneinander abgrenzen.",
            "First clarify who leads “{a}” and “{b}”. Then decide together: merge, meet one after the other on the same day, "
            "or mark the mandates off from each other.",
        ).format(**names)
    return Text(
        "Mit {leads} die Aufträge von „{a}“ und „{b}“ nebeneinanderlegen und entscheiden: zusammenlegen, nacheinander am "
        "selben Tag tagen oder die Aufträge voneinander abgrenzen.",
        "Lay the mandates of “{a}” and “{b}” side by side with {leads} and decide: merge, meet one after the other on the same "
        "day, or mark the mandates off from each other.",
    ).format(**names, leads=listed(network, leads))


def _overload(network: Network, ranking: Ranking, who: str) -> Finding:
    bodies = tuple(body for body, inside in network.members.items() if who in inside)
    rows = [tie for body in bodies for tie in network.members[body][who]]
    usual = float(np.median(ranking.values))
    basis = standing(network, (who,))
    unasked = basis is Standing.NOT_SURVEYED
    return Finding(
        key=f"overlap/many-seats/{who}",
        kind="many-seats",
        severity=Severity.LOW,
        grade=Grade.C if unasked else Grade.B,
        basis=basis,
        text=Text(
            "„{who}“ sitzt in {n} ständigen Gremien; die Hälfte aller Akteure mit Sitz hat höchstens {usual}. Fällt dieser "
            "Akteur aus, spüren es viele Gremien.",
            "“{who}” sits in {n} standing bodies; half of all actors with a seat have {usual} at most. If this actor drops "
            "out, many bodies will feel it.",
        ).format(who=network.name(who), n=len(bodies), usual=f"{usual:.0f}"),
        footing=Text(
            "{rank}; wenn ein Zehntel der Verbindungen fehlt, bleibt der Akteur in {share} % von {draws} Ziehungen unter den "
            "ersten {top}.",
            "{rank}; with a tenth of the ties missing the actor stays among the first {top} in {share}% of {draws} draws.",
        ).format(
            rank=_capital(ranking.standing(who)),
            share=round(100 * (ranking.holds(who) or 0)),
            draws=ranking.draws,
            top=ranking.top,
        ),
        nodes=(who, *bodies),
        ties=tuple(tie.key for tie in rows),
        evidence=evidence(network, rows),
        next_step=Text(
            "Mit „{who}“ besprechen, welche Sitze wirklich gebraucht werden und wo jemand anderes aus demselben Feld "
            "übernehmen oder vertreten kann.",
            "Talk with “{who}” about which seats are really needed and where somebody else of the same field can take over or "
            "stand in.",
        ).format(who=network.name(who)),
        numbers={"seats": len(bodies), "median": rounded(usual), "holds_in": ranking.holds(who)},
    )


def _capital(text: Text) -> Text:
    return Text(text.de[:1].upper() + text.de[1:], text.en[:1].upper() + text.en[1:])


def _summary(
    network: Network, alike: Sequence[Alike], double: Sequence[Alike], looked_at: int, ranking: Ranking
) -> Text:
    bodies = len(network.of("body"))
    if not ranking.items:
        return Text(
            "Erfasst sind {bodies}, aber niemand mit einem Sitz darin; Überschneidungen lassen sich nicht zählen.",
            "Recorded are {bodies} but nobody with a seat in them; overlap cannot be counted.",
        ).format(bodies=counted(bodies, *_BODIES))
    text = Text(
        "{compared} von Gremien mit gleichem Handlungsfeld und gleicher Ebene verglichen; fast dieselben Mitglieder: {double}. "
        "Fast dieselben Mitglieder bei verschiedenen Feldern oder Ebenen: {other}.",
        "{compared} of bodies with the same field of action and level compared; nearly the same members: {double}. Nearly the "
        "same members with different fields or levels: {other}.",
    ).format(
        compared=counted(looked_at, *_PAIRS),
        double=counted(len(double), *_PAIRS),
        other=counted(len(alike) - len(double), *_PAIRS),
    )
    if len(double) > _MOST_FINDINGS:
        text += Text(
            "Als Befund stehen die {n} ähnlichsten, alle in der Tabelle.",
            "The {n} most alike are findings, all are in the table.",
        ).format(n=_MOST_FINDINGS)
    seats = ranking.values
    text += Text(
        "{n} mit zusammen {seats}, höchstens {most} je Akteur.", "{n} with {seats} in all, {most} each at most."
    ).format(
        n=counted(len(ranking.items), Text("Akteur", "actor"), Text("Akteure", "actors")),
        seats=counted(int(seats.sum()), Text("Sitz", "seat"), Text("Sitzen", "seats")),
        most=int(seats.max()),
    )
    return text + ranking.sentence(network, Text("Akteure mit Sitz", "actors with a seat")) + explained((ranking,))
