"""Recommendations on their way to politics: decided, handed over, answered, and from which need."""

from collections.abc import Sequence
from typing import Annotated

from graph_service.analyses._common import OLD_AFTER_DAYS, counted, listed, standing
from graph_service.analyses.base import (
    T_,
    Finding,
    Grade,
    Record,
    Refs,
    Severity,
    Standing,
    evidence,
)
from graph_service.network import Network
from graph_service.words import RecommendationStatus, Text, in_words, last_day

_ONE, _MANY = Text("Empfehlung", "recommendation"), Text("Empfehlungen", "recommendations")


class Chain(Record):
    """One need and what became of it: recommendation, decision, recipient, answer."""

    need: Annotated[Refs, T_("Bedarf", "need")]
    recommendation: Annotated[Refs, T_("Empfehlung", "recommendation")]
    status: Annotated[Text, T_("Stand", "status")]
    decided_in: Annotated[Refs, T_("beschlossen in", "decided in")]
    addressed_to: Annotated[Refs, T_("gerichtet an", "addressed to")]
    since: Annotated[str | None, T_("mindestens seit", "at least since")]
    answer: Annotated[str | None, T_("Antwort", "answer")]


_NOTHING = Text("keine Empfehlung erfasst", "no recommendation recorded")


def chains(network: Network) -> tuple[Chain, ...]:
    """Every need with each of its recommendations, then recommendations without a need, by ids."""
    to: dict[str, dict[str, list[str]]] = {}
    for tie in network.ties_of("answers", "decided_in", "addressed_to"):
        to.setdefault(tie.source_id, {}).setdefault(tie.kind, []).append(tie.target_id)
    answered: dict[str, list[str]] = {}
    for recommendation, ends in to.items():
        for need in ends.get("answers", ()):
            answered.setdefault(need, []).append(recommendation)
    rows = [
        _chain(network, to, (need.id,), r) for need in network.of("need") for r in sorted(answered.get(need.id, ()))
    ]
    rows += [
        Chain(
            need=(need.id,), recommendation=(), status=_NOTHING, decided_in=(), addressed_to=(), since=None, answer=None
        )
        for need in network.of("need")
        if need.id not in answered
    ]
    rows += [
        _chain(network, to, (), node.id)
        for node in network.of("recommendation")
        if not to.get(node.id, {}).get("answers")
    ]
    return tuple(sorted(rows, key=lambda row: (not row.need, row.need, row.recommendation)))


def _chain(network: Network, to: dict[str, dict[str, list[str]]], need: tuple[str, ...], recommendation: str) -> Chain:
    node, ends = network.nodes[recommendation], to.get(recommendation, {})
    status: RecommendationStatus = getattr(node, "status", RecommendationStatus.DRAFT)
    sent = [t for t in network.ties_at(recommendation) if t.kind == "addressed_to" and t.valid_from]
    return Chain(
        need=need,
        recommendation=(recommendation,),
        status=status.text,
        decided_in=tuple(sorted(ends.get("decided_in", ()))),
        addressed_to=tuple(sorted(ends.get("addressed_to", ()))),
        since=min((t.valid_from or "" for t in sent), default=node.as_of),
        answer=getattr(node, "answer", None),
    )


def stages(network: Network) -> dict[str, int]:
    """How many recommendations stand at each status, and how many needs have one."""
    statuses = [getattr(node, "status", None) for node in network.of("recommendation")]
    rows = chains(network)
    return {
        "all": len(statuses),
        **{status.value: statuses.count(status) for status in RecommendationStatus},
        "needs": len(network.of("need")),
        "needs_recommended": len({row.need for row in rows if row.need and row.recommendation}),
    }


def findings(network: Network, analysis: str) -> list[Finding]:
    """Recommendations that were decided and have no recipient, and those handed over that nobody has answered."""
    found: list[Finding] = []
    open_ended: dict[Standing, list[str]] = {}
    waiting: dict[Standing, list[str]] = {}
    for node in network.of("recommendation"):
        status = getattr(node, "status", None)
        sent_to = [t for t in network.ties_at(node.id) if t.kind == "addressed_to"]
        if status in (RecommendationStatus.DECIDED, RecommendationStatus.SENT) and not sent_to:
            open_ended.setdefault(standing(network, (node.id,)), []).append(node.id)
        if status is RecommendationStatus.SENT and not getattr(node, "answer", None):
            waiting.setdefault(_age(network, node.as_of), []).append(node.id)
    for basis in Standing:
        if basis in open_ended:
            found.append(_without_recipient(network, analysis, basis, open_ended[basis]))
        if basis in waiting:
            found.append(_unanswered(network, analysis, basis, waiting[basis]))
    return found


def _age(network: Network, as_of: str | None) -> Standing:
    day = network.scope.as_of
    old = day is not None and as_of is not None and (day - last_day(as_of)).days > OLD_AFTER_DAYS
    return Standing.OLD if old else Standing.RECORDED


def _without_recipient(network: Network, analysis: str, basis: Standing, ids: Sequence[str]) -> Finding:
    unasked = basis is Standing.NOT_SURVEYED
    text = Text(
        "{n} beschlossen, aber ohne erfassten Empfänger: {names}.",
        "{n} decided, but without a recorded recipient: {names}.",
    ).format(n=counted(len(ids), _ONE, _MANY), names=listed(network, ids))
    if unasked:
        text += Text("Danach gefragt wurde nicht.", "Nobody asked for it.")
    decided = sorted({t.target_id for i in ids for t in network.ties_at(i) if t.kind == "decided_in"})
    whom = (
        listed(network, decided, 3) if decided else Text("dem Gremium, das beschlossen hat,", "the body that decided")
    )
    return Finding(
        key=f"{analysis}/recommendation-without-recipient/{basis.value}",
        kind="recommendation-without-recipient",
        severity=Severity.LOW if unasked else Severity.HIGH,
        grade=Grade.C if unasked else Grade.B,
        basis=basis,
        text=text,
        nodes=tuple(ids),
        evidence=evidence(network, [network.nodes[i] for i in ids]),
        next_step=Text(
            "Bei {whom} erfragen, an wen die Empfehlung ging oder gehen soll, und den Empfänger eintragen.",
            "Ask {whom} to whom the recommendation went or shall go, and record the recipient.",
        ).format(whom=whom),
        numbers={"recommendations": len(ids)},
    )


def _unanswered(network: Network, analysis: str, basis: Standing, ids: Sequence[str]) -> Finding:
    ties = [t for i in ids for t in network.ties_at(i) if t.kind == "addressed_to"]
    rows = {row.recommendation: row.since for row in chains(network)}
    oldest = min((since for i in ids if (since := rows[(i,)])), default=None)
    text = Text(
        "{n} übergeben und ohne erfasste Antwort: {names}.", "{n} handed over and without a recorded answer: {names}."
    ).format(n=counted(len(ids), _ONE, _MANY), names=listed(network, ids))
    if oldest:
        text += Text("Der älteste Stand: {day}.", "The oldest dates from: {day}.").format(day=in_words(oldest))
    to = sorted({tie.target_id for tie in ties})
    whom = listed(network, to, 3) if to else Text("den Empfängern", "the recipients")
    return Finding(
        key=f"{analysis}/recommendation-unanswered/{basis.value}",
        kind="recommendation-unanswered",
        severity=Severity.MEDIUM,
        grade=Grade.B,
        basis=basis,
        text=text,
        nodes=tuple(ids),
        ties=tuple(tie.key for tie in ties),
        evidence=evidence(network, [*(network.nodes[i] for i in ids), *ties]),
        next_step=Text(
            "Bei {whom} nach dem Stand fragen und die Antwort eintragen.",
            "Ask {whom} how things stand, and record the answer.",
        ).format(whom=whom),
        numbers={"recommendations": len(ids)},
    )
