"""Brokerage: what kind of go-between somebody is, and how much its contacts depend on each other."""

from collections.abc import Sequence
from typing import Annotated

import numpy as np

from graph_service.analyses._brokerage_rows import (
    CHECKED,
    EDGE,
    OWN,
    UNDIRECTED,
    Between,
    Counted,
    Dependence,
    Passing,
    between_row,
    counted_rows,
    dependence_rows,
    passing_row,
)
from graph_service.analyses._common import counted, decimal, listed, scope_numbers, standing
from graph_service.analyses._ranks import affordable, too_few
from graph_service.analyses._strands import by_cooperation, by_information, in_bodies
from graph_service.analyses.base import (
    T_,
    Finding,
    Grade,
    Params,
    Result,
    Severity,
    Standing,
    analysis,
    evidence,
)
from graph_service.analyses.parameters import Seed, asked
from graph_service.network import Network
from graph_service.words import Text

_PAIR, _PAIRS = Text("Paar", "pair"), Text("Paaren", "pairs")


class BrokerageParams(Params):
    """Parameters of *brokerage*."""

    draws: Annotated[int, T_("Ziehungen", "draws"), asked(
        "So oft werden die Handlungsfelder zufällig neu verteilt; über 1.000 Akteuren und Gremien seltener.",
        "How often the fields are dealt out anew; fewer above 1,000 actors and bodies.", ge=0, le=9999,
    )] = 499  # fmt: skip
    seed: Seed = 0
    p: Annotated[float, T_("Zufallsgrenze", "limit of chance"), asked(
        "Eine Rolle gilt als auffällig, wenn sie durch Zufall höchstens so wahrscheinlich wäre (nach Holm).",
        "Chance (after Holm) up to which a role counts as beyond chance.", gt=0, le=0.5,
    )] = 0.05  # fmt: skip


class BrokerageResult(Result):
    """Who stands between whom, by fields, in three ways; and how much contacts depend on each other."""

    by_bodies: Annotated[tuple[Between, ...], T_("Über gemeinsame Gremien", "Through shared bodies")] = ()
    by_cooperation: Annotated[tuple[Between, ...], T_("Über Zusammenarbeit", "Through cooperation")] = ()
    by_information: Annotated[tuple[Passing, ...], T_("Über Information und Bericht", "Through information")] = ()
    dependence: Annotated[tuple[Dependence, ...], T_("Wie gebunden Akteure sind", "How bound actors are")] = ()


@analysis(
    title=Text("Vermittlung", "Brokerage"),
    question=Text(
        "Welche Art von Vermittlung leistet ein Akteur, und wie gebunden sind seine Kontakte?",
        "What kind of go-between is an actor, and how bound are its contacts?",
    ),
    reading=Text(
        "Gezählt werden Paare, die miteinander nichts Erfasstes verbindet und die beide mit demselben Dritten zu tun haben. Nach "
        "den Feldern der drei: Koordination (alle im selben Feld), Beratung von außen (die beiden in einem, der Dritte in "
        "einem anderen), Vertretung und Türöffner (der Dritte teilt das Feld nur mit einem), Mittler (drei Felder). Bindung: "
        "nahe 0 heißt, die Kontakte hängen nicht voneinander ab; 1 heißt, es gibt nur einen. Verschiedene Kreise: Kontakte "
        "ohne die, die sich ohnehin kennen. Die Tabellen sind nach Kennung geordnet; eine Rangfolge ist das nicht.",
        "Counted are pairs that nothing recorded joins and that both deal with the same third party. By the fields of the "
        "three: coordinator (all in one), consultant (the two in one field, the third in another), representative and "
        "gatekeeper (the third shares a field with one of them), liaison (three fields). Constraint: near 0 means contacts do "
        "not depend on each other; 1 means there is only one. Effective size: contacts less those who know each other anyway. "
        "The tables are in order of ids; they are no ranking.",
    ),
    says_not=Text(
        "Dass jemand dazwischen steht, heißt nicht, dass er vermittelt: Es ist eine Gelegenheit und eine Last. Wer viele "
        "Kontakte hat, steht von selbst zwischen vielen. Wer zusammen in einem Gremium sitzt, gilt hier nicht als verbunden, "
        "nur als dort beisammen.",
        "Standing between others does not mean passing anything on: it is an opportunity and a load. Whoever has many "
        "contacts stands between many by that alone. Those who sit in one body are not taken to be tied, only to meet there.",
    ),
    method=Text(
        "Rollen nach Gould und Fernandez; ungerichtet zählt jedes Paar einmal, gerichtet nur bei „informiert“ und „berichtet "
        "an“. Über Gremien (Jasny und Lubell): a sitzt mit v in einem Gremium, v mit c in einem anderen, a und c in keinem "
        "gemeinsamen. Feld ist, wo jemand selbst arbeitet; wer in f Feldern arbeitet, zählt mit 1/f, ein Dreier mit dem Produkt. "
        "p: Für die zehn mit den meisten Paaren werden die Felder neu auf alle verteilt; genannt wird die Rolle, die sich am "
        "weitesten abhebt, p gilt für das Abheben irgendeiner Rolle, nach Holm für alle geprüften. Bindung nach Burt, nur "
        "direkte "
        "Kontakte, Richtung weggelassen; über Gremien nach Hollway, Morin und Pauwelyn sowie Burchard und Cornwell.",
        "Roles after Gould and Fernandez; without direction each pair counts once, with direction only for “informs” and "
        "“reports "
        "to”. Through bodies (Jasny and Lubell): a sits with v in one body, v with c in another, a and c share none. The "
        "field is "
        "where somebody works itself; who works in f fields counts 1/f, a triple with the product. p: for the ten with most "
        "pairs the fields are dealt out anew to everybody; named is the role that stands out furthest, p is for any role "
        "standing out, after Holm over all that were checked. Constraint after Burt, direct contacts only, direction dropped; "
        "over bodies after Hollway, Morin and Pauwelyn, and Burchard and Cornwell.",
    ),
    limits=Text(
        "Unter 30 Akteuren, oder wenn nicht mindestens zwei Felder je fünf Akteure haben, wird nur gezählt, ohne p. Wer in "
        "keinem Feld selbst arbeitet, fehlt in den Rollen. Ein klassischer z-Wert wird nicht genannt: Seine Annahme passt zu "
        "keinem Netz mit Knotenpunkten. Die Bindung sinkt mit der Zahl der Kontakte; vergleichbar sind nur Akteure mit "
        "ähnlich vielen. Ohne Kontakt gibt es keinen Wert.",
        "Below 30 actors, or unless at least two fields have five actors each, it only counts, without p. Who works in no field "
        "itself is missing among the roles. No classical z is given: its assumption fits no network with hubs. Constraint falls "
        "with the number of contacts; only actors with about as many compare. Without a contact there is no value.",
    ),
    references=(
        "Gould & Fernandez (1989), Sociological Methodology 19:89–126, doi:10.2307/270949",
        "Jasny & Lubell (2015), Social Networks 41:36–47, doi:10.1016/j.socnet.2014.11.005",
        "Burt (2004), American Journal of Sociology 110:349–399, doi:10.1086/421787",
        "Hollway, Morin & Pauwelyn (2020), doi:10.1007/s10784-019-09464-5",
        "Burchard & Cornwell (2018), Social Networks 55:11–20, doi:10.1016/j.socnet.2018.04.001",
    ),
    yields="measures",
    order=65,
)
def brokerage(network: Network, params: BrokerageParams) -> BrokerageResult:
    """Gould–Fernandez roles in bodies, by cooperation and by information, with shared fields; Burt's measures.

    Findings: somebody who stands between fields in bodies far more often than fields dealt out at random would give.
    """
    bodies, cooperation, information = in_bodies(network), by_cooperation(network), by_information(network)
    draws = 0 if too_few(network, over_fields=True) else affordable(params.draws, network)
    tables = [counted_rows(strand, draws, params.seed) for strand in (bodies, cooperation, information)]
    between = tuple(between_row(*row) for row in tables[0])
    return BrokerageResult(
        summary=_summary(network, between, tables[1], tables[2], draws, params),
        findings=_findings(network, between, params, draws),
        by_bodies=between,
        by_cooperation=tuple(between_row(*row) for row in tables[1]),
        by_information=tuple(passing_row(*row) for row in tables[2]),
        dependence=dependence_rows(network),
    )


def _findings(network: Network, between: Sequence[Between], params: BrokerageParams, draws: int) -> tuple[Finding, ...]:
    return tuple(
        _finding(network, row, draws, params.seed)
        for row in between
        if row.p_holm is not None and row.p_holm <= params.p and row.stands_out != OWN
    )


def _finding(network: Network, row: Between, draws: int, seed: int) -> Finding:
    counts = dict(zip(UNDIRECTED, (row.own, row.foreign, row.edge, row.liaison), strict=True))
    count = counts[row.stands_out or EDGE]
    seats = [t for t in network.ties_at(row.who) if t.source_id == row.who and t.kind in network.membership_kinds]
    bodies = sorted({tie.target_id for tie in seats})
    basis = standing(network, (row.who, *bodies))
    settled = basis is not Standing.NOT_SURVEYED
    text = Text(
        "„{who}“ steht in Gremien zwischen {pairs}, die sonst kein Gremium teilen, davon rund {n} {role}.",
        "In bodies “{who}” stands between {pairs} that share no other body, about {n} of them {role}.",
    ).format(
        who=network.name(row.who), pairs=counted(row.pairs, _PAIR, _PAIRS), n=round(count), role=row.stands_out
    )  # fmt: skip
    footing = Text(
        "Wären die Felder zufällig verteilt, wären es rund {expected} statt {n} (p nach Holm {p}, {draws} Ziehungen, Startwert "
        "{seed}).",
        "With fields dealt out at random it would be about {expected} instead of {n} (p after Holm {p}, {draws} draws, seed "
        "{seed}).",
    ).format(
        expected=round(row.expected or 0), n=round(count), p=decimal(row.p_holm or 0, 3), draws=draws, seed=str(seed)
    )  # fmt: skip
    if not settled:
        text += Text(
            "Ob diese Paare sonst in Kontakt sind, ist nicht erhoben.",
            "Whether these pairs are in touch otherwise was not surveyed.",
        )
    return Finding(
        key=f"brokerage/between-fields/{row.who}",
        kind="between-fields" if settled else "between-fields-not-surveyed",
        severity=Severity.LOW,
        grade=Grade.B if settled else Grade.C,
        basis=basis,
        text=text,
        footing=footing,
        nodes=(row.who, *bodies),
        ties=tuple(tie.key for tie in seats),
        evidence=evidence(network, seats),
        next_step=Text(
            "Mit „{who}“ klären, ob diese Rolle gewollt ist und wer sie mitträgt; in {bodies} fragen, was ohne diese "
            "Stelle nicht "
            "weitergegeben würde.",
            "Clarify with “{who}” whether this role is wanted and who shares it; ask in {bodies} what would not be passed on "
            "without it.",
        ).format(who=network.name(row.who), bodies=listed(network, bodies, 3)),
        numbers={
            "pairs": row.pairs, "in_role": count, "expected": row.expected, "p": row.p, "p_holm": row.p_holm,
            "draws": draws, **scope_numbers(network),
        },
    )  # fmt: skip


def _summary(
    network: Network,
    between: Sequence[Between],
    cooperation: Sequence[Counted],
    information: Sequence[Counted],
    draws: int,
    params: BrokerageParams,
) -> Text:
    if not (between or cooperation or information):
        return Text(
            "Nach dem, was erfasst ist, steht niemand, der in einem Feld arbeitet, zwischen zwei anderen.",
            "By what is recorded nobody who works in a field stands between two others.",
        )
    text = Text(
        "Zwischen anderen stehen in Gremien {a}, durch Zusammenarbeit {b}, durch Information und Bericht {c}.",
        "Between others stand {a} in bodies, {b} by cooperation, {c} by information and reports.",
    ).format(
        a=counted(len(between), Text("Akteur", "actor"), Text("Akteure", "actors")),
        b=counted(len(cooperation), Text("Akteur", "actor"), Text("Akteure", "actors")),
        c=counted(
            len(information),
            Text("Akteur oder Gremium", "actor or body"),
            Text("Akteure und Gremien", "actors and bodies"),
        ),
    )
    shares = np.array([[row.own, row.foreign, row.edge, row.liaison] for row in between]).reshape(-1, 4).sum(axis=0)
    if shares.sum():
        own, foreign, edge, liaison = (round(100 * x / shares.sum()) for x in shares)
        text += Text(
            "Von allem, was in Gremien vermittelt werden kann, liegen {own} % im eigenen Feld, {edge} % zwischen eigenem und "
            "fremdem, {foreign} % in einem fremden und {liaison} % zwischen zwei fremden Feldern.",
            "Of all that can be passed on in bodies {own}% lies inside the own field, {edge}% between own and another, "
            "{foreign}% "
            "inside another and {liaison}% between two other fields.",
        ).format(own=own, foreign=foreign, edge=edge, liaison=liaison)
    refusal = too_few(network, over_fields=True)
    if refusal:
        return text + refusal
    if not draws:
        return text + Text("Gegen den Zufall wurde nicht geprüft.", "It was not checked against chance.")
    return text + Text(
        "Gegen zufällig verteilte Felder wurden je Weg die {k} mit den meisten Paaren geprüft ({draws} Ziehungen, "
        "Startwert {seed}).",
        "For each way the {k} with most pairs were checked against fields dealt out at random ({draws} draws, seed {seed}).",
    ).format(k=CHECKED, draws=draws, seed=str(params.seed))
