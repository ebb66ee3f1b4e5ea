"""Findings on overlap: bodies that are much the same round, and actors with very many seats."""

import numpy as np

from graph_service.analyses._alike import Alike
from graph_service.analyses._common import counted, decimal, leads_of, listed, rounded, standing
from graph_service.analyses._ranks import Ranking
from graph_service.analyses.base import Finding, Grade, Severity, Standing, evidence
from graph_service.network import Network
from graph_service.words import Text

PAIRS = (Text("Paar", "pair"), Text("Paare", "pairs"))


def double_structure(network: Network, pair: Alike, looked_at: int, share: float, p: float) -> Finding:
    """Say of two bodies that they are much the same round, how firmly that stands, and what to do."""
    basis = standing(network, (pair.first, pair.second))
    unasked = basis is Standing.NOT_SURVEYED
    beyond = pair.p_holm is not None and pair.p_holm <= p
    close = pair.jaccard >= share - 1e-12
    text = Text(
        "„{a}“ und „{b}“ sind weitgehend mit denselben Mitgliedern besetzt: {n} sitzen in beiden ({first} und {second} "
        "Mitglieder).",
        "“{a}” and “{b}” have much the same members: {n} sit in both ({first} and {second} members).",
    ).format(
        a=network.name(pair.first),
        b=network.name(pair.second),
        n=len(pair.both),
        first=pair.members_first,
        second=pair.members_second,
    )
    where = {"fields": listed(network, pair.fields, 3), "who": listed(network, pair.guessed)}
    if pair.guessed:
        text += Text(
            "Beide arbeiten auf derselben Ebene. Für {who} ist kein Handlungsfeld eingetragen; mindestens die Hälfte der "
            "Mitglieder arbeitet in {fields}.",
            "Both work at the same level. For {who} no field of action is recorded; at least half of the members work in "
            "{fields}.",
        ).format(**where)
    elif unasked:
        text += Text(
            "Soweit erfasst, arbeiten beide im selben Handlungsfeld ({fields}) und auf derselben Ebene.",
            "As far as recorded both work in the same field ({fields}) and at the same level.",
        ).format(**where)
    else:
        text += Text(
            "Beide arbeiten im selben Handlungsfeld ({fields}) und auf derselben Ebene.",
            "Both work in the same field ({fields}) and at the same level.",
        ).format(**where)
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
            ).format(n=counted(looked_at, *PAIRS))
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
    rows += [
        tie
        for body in pair.guessed
        for who in network.members[body]
        for tie in network.ties_at(who)
        if tie.kind == "works_in" and tie.source_id == who and network.field_of[tie.target_id] in pair.fields
    ]
    return Finding(
        key=f"overlap/double-structure/{pair.first}/{pair.second}",
        kind="double-structure",
        severity=Severity.LOW if unasked else Severity.MEDIUM,
        grade=Grade.C if unasked or pair.guessed else Grade.A if beyond and close else Grade.B,
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
    if pair.guessed:
        return Text(
            "Zuerst klären und eintragen, in welchem Handlungsfeld {who} arbeitet. Ist es dasselbe: die Aufträge von „{a}“ und "
            "„{b}“ nebeneinanderlegen und entscheiden, ob beide gebraucht werden.",
            "First clarify and record in which field of action {who} works. If it is the same: lay the mandates of “{a}” and "
            "“{b}” side by side and decide whether both are needed.",
        ).format(**names, who=listed(network, pair.guessed))
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


def many_seats(network: Network, ranking: Ranking, who: str) -> Finding:
    """Say of an actor that its seats lie far out of line with all others."""
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
