"""Bridging actors: who bridges, and how exposed the network is to it; four measures side by side."""

from collections.abc import Sequence
from typing import Annotated

import numpy as np

from graph_service.analyses._bridge_sentences import only_link, what_next
from graph_service.analyses._bridging import carried, kind_of_bridge, prepared
from graph_service.analyses._common import counted, rounded, scope_numbers, standing
from graph_service.analyses._field_pairs import Pair
from graph_service.analyses._losses import losses
from graph_service.analyses._ranks import DRAWS, Rank, Ranking, affordable, explained, rankings, too_few
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
from graph_service.kernels.rank_bands import Bools, Floats
from graph_service.network import Network
from graph_service.words import Text

_ACTORS = Text("Akteure", "actors")
_BODIES = Text("Gremien", "bodies")
_SPREAD = Text("Streuung", "spread")
_ALONE = Text("Alleinstellung", "exclusivity")
_LOSS = Text("Verlust", "loss")
_LOAD = Text("Last", "load")
_SOLE = Text("einzige Verbindung", "only link")
_SOLE_RECORDED = Text("einzige erfasste Verbindung, nicht erhoben", "only recorded link, not surveyed")
_BESIDE = Text("neben anderen", "beside others")
_LEAST_PAIRS, _FEW = 2, 5
_SURE = 0.9


class BridgingActorsParams(Params):
    """Parameters of *bridging-actors*."""

    many_seats: Annotated[int, T_("Viele Sitze ab", "many seats from"), asked(
        "Ab so vielen Sitzen gilt als überlastet, wer für andere die einzige Verbindung ist.",
        "From how many seats on an only link counts as overload.", ge=1, le=1000,
    )] = 3  # fmt: skip
    most: Annotated[int, T_("Befunde höchstens", "findings at most"), asked(
        "Höchstens so viele Befunde; zuerst die, bei denen am meisten auf dem Spiel steht.",
        "Findings at most, those with most at stake first.", ge=0, le=10_000,
    )] = 20  # fmt: skip
    top: Annotated[int, T_("Plätze je Maß", "ranks for each measure"), asked(
        "So viele Plätze werden für jedes Maß gezeigt.", "Ranks shown for each measure.", ge=1, le=1000,
    )] = 10  # fmt: skip
    draws: Annotated[int, T_("Ziehungen", "draws"), asked(
        "So oft wird geprüft, welche Plätze bleiben, wenn zufällig Verbindungen fehlen; über 1.000 Stellen seltener.",
        "How often it is tried which ranks stay when ties are missing at random; fewer above 1,000 of them.",
        ge=0, le=2000,
    )] = DRAWS  # fmt: skip
    seed: Seed = 0


class BridgingActor(Record):
    """One actor or body that bridges, by four measures that are never added up."""

    who: Annotated[Ref, T_("wer", "who")]
    fields: Annotated[Refs, T_("Handlungsfelder", "fields of action")]
    spread: Annotated[float | None, T_("Streuung", "spread")]
    pairs: Annotated[int, T_("getragene Feldpaare", "pairs of fields carried")]
    alone: Annotated[int, T_("davon allein", "of them alone")]
    state: Annotated[Text | None, T_("Stand", "state")]
    kind: Annotated[Text | None, T_("Art der Brücke", "kind of bridge")]
    loss: Annotated[float, T_("Verlust: getrennte Paare", "loss: pairs cut")]
    load: Annotated[int, T_("Sitze oder Mitglieder", "seats or members")]
    leads: Annotated[int, T_("Federführungen", "leads")]


class BridgingActorsResult(Result):
    """Everybody who carries a pair of fields or whose loss cuts others off, actors and bodies apart, with honest ranks."""

    actors: Annotated[tuple[BridgingActor, ...], T_("Akteure", "Actors")] = ()
    bodies: Annotated[tuple[BridgingActor, ...], T_("Gremien", "Bodies")] = ()
    ranks: Annotated[tuple[Rank, ...], T_("Ränge und wie fest sie sind", "Ranks and how firm they are")] = ()


@analysis(
    title=Text("Wer verbindet", "Who bridges"),
    question=Text(
        "Wer verbindet Handlungsfelder, und wie sehr ist das Netz darauf angewiesen?",
        "Who bridges fields of action, and how exposed is the network to it?",
    ),
    reading=Text(
        "Vier Maße stehen nebeneinander und werden nie zu einer Zahl verrechnet. Streuung: Auf wie viele Felder verteilen sich "
        "die Kontakte (0 = alle in einem Feld). Alleinstellung: Wie viele Feldpaare trägt jemand, und wie viele davon allein. "
        "Verlust: Wie viele Paare aus verschiedenen Feldern haben ohne diese Stelle keinen Weg mehr zueinander. Last: Sitze "
        "eines Akteurs, Mitglieder eines Gremiums. Akteure und Gremien stehen getrennt. Ein Rang gilt nur so weit, wie seine "
        "Spanne reicht.",
        "Four measures stand side by side and are never made into one number. Spread: over how many fields the contacts are "
        "distributed (0 = all in one). Exclusivity: how many pairs of fields somebody carries, and how many of them alone. Loss: "
        "how many pairs from different fields have no route to each other without this party. Load: seats of an actor, "
        "members of a body. Actors and bodies stand apart. A rank is worth only as much as its band.",
    ),
    says_not=Text(
        "Wer viel verbindet, ist weder besser noch mächtiger: Er trägt Last, und andere hängen davon ab. Ob eine Verbindung gut "
        "arbeitet, steht hier nicht. Allein heißt: nach dem, was erfasst ist.",
        "Who bridges much is neither better nor more powerful: it carries load, and others depend on it. Whether a link works "
        "well does not stand here. Alone means: by what is recorded.",
    ),
    method=Text(
        "Zwei-Modus-Netz aus Akteuren und Gremien mit allen Verbindungen unter ihnen. Wer in f Feldern ist, gehört zu jedem mit "
        "1/f. Streuung: 1 − Σ (Anteil des Feldes an den Kontakten)². Ein Feldpaar trägt ein Gremium, das in beiden Feldern "
        "arbeitet, oder ein Akteur, der in beiden ist, ohne nur in einem solchen Gremium zu sitzen (wer ihn ins Feld "
        "bringt, zählt hier nicht als Träger); viele und wenige heißt über "
        "oder unter dem Mittel aller, die ein Paar tragen. Verlust: Paare anderer, die ohne die Stelle getrennt sind, gewichtet "
        "nach dem Anteil verschiedener Felder, genau und für alle in einer Tiefensuche. Ränge: Spannen vom 5. bis 95. "
        "Perzentil, wenn Verbindungen fehlen.",
        "Two-mode network of actors and bodies with all ties among them. Who is in f fields belongs to each with 1/f. Spread: "
        "1 − Σ (share of the field in the contacts)². A pair of fields is carried by a body that works in both, or by an actor "
        "that is in both other than only by sitting in such a body; many and few mean above or below the mean of all that carry "
        "a pair. Loss: pairs of others that are cut without the party, weighted by the share of different fields, exact and for "
        "all in one depth-first search. Ranks: bands from the 5th to the 95th percentile when ties are missing.",
    ),
    limits=Text(
        "Unter 30 Akteuren, oder wenn nicht mindestens zwei Felder je fünf Akteure haben, wird nur gezählt: keine Ränge, keine "
        "Art der Brücke. Die Spannen unterstellen, dass Verbindungen zufällig fehlen; deshalb steht daneben der Rang ohne alle, "
        "die nicht befragt wurden.",
        "Below 30 actors, or unless at least two fields have five actors each, it only counts: no ranks, no kind of bridge. The "
        "bands assume that ties are missing at random; so beside them stands the rank without all who were not asked.",
    ),
    references=(
        "Hamilton, Hileman & Bodin (2020), Social Networks 61:1–10, doi:10.1016/j.socnet.2019.08.002",
        "Guimerà & Amaral (2005), Nature 433:895–900, doi:10.1038/nature03288",
        "Borgatti (2006), Computational and Mathematical Organization Theory 12:21–34, doi:10.1007/s10588-006-7084-x",
        "Borgatti, Carley & Krackhardt (2006), Social Networks 28:124–136, doi:10.1016/j.socnet.2005.05.001",
    ),
    yields="measures",
    order=60,
)
def bridging_actors(network: Network, params: BridgingActorsParams) -> BridgingActorsResult:
    """Spread, exclusivity, loss and load of everybody who bridges, with bands of ranks under missing ties.

    Findings: an actor or body that alone carries two pairs of fields or more in surveyed fields (single pairs are
    findings of *field-bridges*), and an actor with many seats that is also an only link.
    """
    alone = carried(network)
    rows = _rows(network, alone)
    ranked = _ranked(network, params)
    return BridgingActorsResult(
        summary=_summary(network, rows, ranked),
        findings=_findings(network, rows, alone, params, ranked),
        actors=tuple(row for row in rows if network.nodes[row.who].kind == "actor"),
        bodies=tuple(row for row in rows if network.nodes[row.who].kind == "body"),
        ranks=tuple(row for name, found in ranked.items() if not found.refusal for row in found.rows(name, params.top)),
    )


def _rows(network: Network, alone: dict[str, tuple[Pair, ...]]) -> list[BridgingActor]:
    """One row for each who carries a pair or cuts others off, most exclusive first."""
    seen, is_body = prepared(network).observed, prepared(network).bridging.is_body
    carries = seen.activity[0] > 0
    means = {
        body: (float(seen.activity[0][at].mean()), float(seen.exclusivity[0][at].mean())) if at.any() else (0.0, 0.0)
        for body in (False, True)
        for at in (carries & (is_body == body),)
    }
    counted_only = too_few(network, over_fields=True) is not None
    rows = []
    for i in np.flatnonzero(carries | (seen.loss[0] > 0)):
        who = network.acting[i]
        activity, exclusivity = float(seen.activity[0][i]), float(seen.exclusivity[0][i])
        rows.append(
            BridgingActor(
                who=who,
                fields=tuple(network.fields[j] for j in np.flatnonzero(seen.shares[0][i])),
                spread=None if np.isnan(seen.spread[0][i]) else rounded(float(seen.spread[0][i])),
                pairs=int(activity),
                alone=int(exclusivity),
                state=_state(network, alone.get(who, ())) if activity else None,
                kind=None if counted_only else kind_of_bridge(activity, exclusivity, means[bool(is_body[i])]),
                loss=float(f"{seen.loss[0][i]:.6g}"),
                load=int(seen.load[0][i]),
                leads=sum(tie.source_id == who for tie in network.ties_at(who) if tie.kind == "leads"),
            )
        )
    return sorted(rows, key=lambda row: (-row.alone, -row.pairs, -row.loss, row.who))


def _state(network: Network, alone: Sequence[Pair]) -> Text:
    if not alone:
        return _BESIDE
    return _SOLE if all(_asked(network, pair) for pair in alone) else _SOLE_RECORDED


def _asked(network: Network, pair: Pair) -> bool:
    return standing(network, (pair.first, pair.second)) is not Standing.NOT_SURVEYED


def _ranked(network: Network, params: BridgingActorsParams) -> dict[Text, Ranking]:
    """Rankings by their name in tables: four measures of the actors, then of the bodies."""
    ready = prepared(network)
    groups = [(_ACTORS, ~ready.bridging.is_body), (_BODIES, ready.bridging.is_body)]
    names = [_named(measure, group) for group, _ in groups for measure in (_SPREAD, _ALONE, _LOSS, _LOAD)]

    def measures(keep: Bools) -> list[Floats]:
        # nobody lost anything: that has been worked out already
        found = ready.observed if keep.all() and len(keep) == 1 else ready.bridging.measured(keep)
        values = (found.spread, found.exclusivity, found.loss, found.load)
        return [value[:, at] for _, at in groups for value in values]

    ids = np.array(network.acting, dtype=object)
    items = [ids[at].tolist() for _, at in groups for _ in range(4)]
    ranked = rankings(
        items, measures, ready.ties, network,
        draws=affordable(params.draws, network), seed=params.seed, refusal=too_few(network, over_fields=True),
    )  # fmt: skip
    return dict(zip(names, ranked, strict=True))


def _findings(
    network: Network,
    rows: Sequence[BridgingActor],
    alone: dict[str, tuple[Pair, ...]],
    params: BridgingActorsParams,
    ranked: dict[Text, Ranking],
) -> tuple[Finding, ...]:
    """Only links of several surveyed pairs, and only links with many seats; most pairs, loss and seats first."""
    found: list[Finding] = []
    for row in sorted(rows, key=lambda row: (-row.alone, -row.loss, -row.load, row.who)):
        is_actor = network.nodes[row.who].kind == "actor"
        overload = is_actor and row.load >= params.many_seats and bool(row.alone or row.loss)
        several = sum(_asked(network, pair) for pair in alone.get(row.who, ())) >= _LEAST_PAIRS
        if len(found) < params.most and (overload or several):
            found.append(_finding(network, row, alone.get(row.who, ()), params, ranked, overload=overload))
    return tuple(found)


def _finding(
    network: Network,
    row: BridgingActor,
    alone: tuple[Pair, ...],
    params: BridgingActorsParams,
    ranked: dict[Text, Ranking],
    *,
    overload: bool,
) -> Finding:
    lost = losses(network).of(row.who).cut_off
    fields = tuple(sorted({f for pair in alone for f in (pair.first, pair.second)}))
    basis = standing(network, fields if alone else (row.who, *lost))
    settled = basis is not Standing.NOT_SURVEYED
    kind = ("overload" if overload else "carries-alone") + ("" if settled else "-not-surveyed")
    firm = _firm(network, row, ranked)
    ties = [tie for tie in network.ties_at(row.who) if tie.kind in (*network.membership_kinds, "works_in")]
    at_stake = fields or sorted({f for f in network.fields for i in lost if i in network.belonging[f]})
    return Finding(
        key=f"bridging-actors/{kind}/{row.who}",
        kind=kind,
        severity=_severity(row, settled=settled, overload=overload),
        grade=_grade(row, settled=settled, firm=firm),
        basis=basis,
        text=only_link(network, row.who, row.load if overload else 0, alone, lost, settled=settled),
        nodes=(row.who, *fields),
        ties=tuple(tie.key for tie in ties),
        evidence=evidence(network, ties),
        next_step=what_next(network, row.who, at_stake or row.fields, lost),
        numbers={
            "pairs": row.pairs,
            "alone": row.alone,
            "cut_off": len(lost),
            "loss": row.loss,
            "load": row.load,
            "stays_among_the_first": firm,
            "draws": affordable(params.draws, network),
            **scope_numbers(network),
        },
    )


def _severity(row: BridgingActor, *, settled: bool, overload: bool) -> Severity:
    if not settled:
        return Severity.LOW
    return Severity.HIGH if overload and row.alone >= _LEAST_PAIRS else Severity.MEDIUM


def _grade(row: BridgingActor, *, settled: bool, firm: float | None) -> Grade:
    """A: only link of pairs and a loss for others, and it stays so when ties are missing; B: asked; C: not asked."""
    if not settled:
        return Grade.C
    return Grade.A if row.alone and row.loss and firm is not None and firm >= _SURE else Grade.B


def _firm(network: Network, row: BridgingActor, ranked: dict[Text, Ranking]) -> float | None:
    """Share of draws in which it stays among the first in exclusivity or, if it carries nothing alone, in loss."""
    group = _ACTORS if network.nodes[row.who].kind == "actor" else _BODIES
    return ranked[_named(_ALONE if row.alone else _LOSS, group)].holds(row.who)


def _named(measure: Text, group: Text) -> Text:
    return Text("{measure}, {group}", "{measure}, {group}").format(measure=measure, group=group)


def _summary(network: Network, rows: Sequence[BridgingActor], ranked: dict[Text, Ranking]) -> Text:
    if not rows:
        return Text(
            "Nach dem, was erfasst ist, verbindet niemand zwei Handlungsfelder, und niemandes Wegfall trennt andere.",
            "By what is recorded nobody bridges two fields of action, and nobody’s loss cuts others off.",
        )
    kinds = [network.nodes[row.who].kind for row in rows if row.pairs]
    text = Text(
        "{actors} und {bodies} verbinden mindestens ein Feldpaar; {alone} davon tun es bei einem Paar als Einzige. Der Wegfall "
        "von {cut} würde andere ganz voneinander trennen.",
        "{actors} and {bodies} join at least one pair of fields; {alone} of them do so for a pair as the only one. The loss of "
        "{cut} would cut others off from each other.",
    ).format(
        actors=counted(kinds.count("actor"), Text("Akteur", "actor"), Text("Akteure", "actors")),
        bodies=counted(kinds.count("body"), Text("Gremium", "body"), Text("Gremien", "bodies")),
        alone=sum(row.alone > 0 for row in rows),
        cut=sum(row.loss > 0 for row in rows),
    )
    refusal = next((ranking.refusal for ranking in ranked.values()), None)
    if refusal:
        return text + refusal
    soft = []
    for name, ranking in ranked.items():
        if 0 < len(ranking.leading) <= _FEW:
            group = _ACTORS if name.de.endswith(_ACTORS.de) else _BODIES
            text += Text("{name}: {what}", "{name}: {what}").format(name=name, what=ranking.sentence(network, group))
        else:
            soft.append(name)
    if soft:
        text += Text("Keine Rangfolge hält bei: {names}.", "No ranking holds for: {names}.").format(
            names=Text("; ".join(name.de for name in soft), "; ".join(name.en for name in soft))
        )
    return text + explained(ranked.values())
