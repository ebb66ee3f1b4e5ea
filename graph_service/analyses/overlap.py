"""Overlap: which bodies are made up of the same people again, and who sits in too many."""

from collections.abc import Sequence
from typing import Annotated

from graph_service.analyses._alike import Alike, alike_bodies
from graph_service.analyses._common import (
    counted,
    rounded,
)
from graph_service.analyses._doubles import PAIRS, double_structure, many_seats
from graph_service.analyses._ranks import DRAWS, Rank, Ranking, explained
from graph_service.analyses._seats import far_out, seat_ranking
from graph_service.analyses.base import (
    T_,
    Params,
    Record,
    Ref,
    Refs,
    Result,
    analysis,
)
from graph_service.analyses.parameters import Seed, asked
from graph_service.network import Network
from graph_service.words import Text

_BODIES = (Text("Gremium", "body"), Text("Gremien", "bodies"))
_SEATS = Text("Sitze in Gremien", "seats in bodies")
_MOST_FINDINGS, _MOST_ROWS, _MOST_RANKS = 10, 500, 100


class OverlapParams(Params):
    """Parameters of *overlap*."""

    share: Annotated[float, T_("Gemeinsamer Anteil", "shared part"), asked(
        "Ab diesem Anteil gemeinsamer an allen Mitgliedern (Jaccard-Index) gelten zwei Gremien als weitgehend gleich besetzt.",
        "Share of common in all members (Jaccard index) from which two bodies count as much the same.", ge=0.1, le=1,
    )] = 0.5  # fmt: skip
    least: Annotated[int, T_("Gemeinsame Mitglieder", "shared members"), asked(
        "Mindestens so viele gemeinsame Mitglieder haben zwei Gremien, die als weitgehend gleich besetzt gelten.",
        "Fewest shared members of two bodies that count as much the same.", ge=1, le=1000,
    )] = 3  # fmt: skip
    p: Annotated[float, T_("Zufallsgrenze", "limit of chance"), asked(
        "So viele gemeinsame Mitglieder gelten als kein Zufall, wenn sie durch Zufall höchstens so wahrscheinlich wären.",
        "Chance up to which so many shared members count as no coincidence.", gt=0, le=0.5,
    )] = 0.05  # fmt: skip
    draws: Annotated[int, T_("Ziehungen", "draws"), asked(
        "So oft wird geprüft, welche Plätze bleiben, wenn zufällig Verbindungen fehlen; bei 0 ohne Spannen.",
        "How often it is tried which ranks stay when ties are missing at random; 0 gives no bands.", ge=0, le=2000,
    )] = DRAWS  # fmt: skip
    seed: Seed = 0


class BodyPair(Record):
    """Two bodies with much the same members."""

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
    """Bodies that are much the same, and the seats of each actor."""

    pairs: Annotated[
        tuple[BodyPair, ...], T_("Gremien mit weitgehend denselben Mitgliedern", "Bodies with much the same members")
    ] = ()
    seats: Annotated[tuple[Rank, ...], T_("Sitze je Akteur", "Seats of each actor")] = ()


_DOUBLE = Text("Doppelstruktur", "double structure")
_PART = Text("eines ist Teil des anderen", "one is part of the other")
_ALIKE = Text("weitgehend dieselben Mitglieder", "much the same members")


@analysis(
    title=Text("Überschneidungen", "Overlap"),
    question=Text(
        "Wo treffen sich dieselben Leute zweimal? Wer sitzt in zu vielen Gremien?",
        "Where do the same people meet twice? Who sits in too many bodies?",
    ),
    reading=Text(
        "Zwei ständige Gremien gelten als doppelt, wenn sie im selben Handlungsfeld auf derselben Ebene arbeiten und "
        "mindestens die Hälfte aller ihrer Mitglieder in beiden sitzt; oder wenn die Hälfte des kleineren auch im größeren "
        "sitzt und so viele gemeinsame Mitglieder kein Zufall sind. Die Tabelle zeigt auch Paare mit weitgehend denselben "
        "Mitgliedern, die verschiedene Felder oder Ebenen haben: das ist oft gewollt. Bei den Sitzen steht, welche Ränge "
        "sich halten und welche nicht zu unterscheiden sind.",
        "Two standing bodies count as double if they work in the same field of action at the same level and at least half "
        "of all their members sit in both; or if half of the smaller one also sits in the larger and so many shared members "
        "are no coincidence. The table also shows pairs with much the same members that have different fields or levels: "
        "that is often intended. For the seats it says which ranks hold and which cannot be told apart.",
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
        "Verteilung), nach Holm über alle Paare mit gleichem Feld und gleicher Ebene. Doppelt ist ein Paar ab dem "
        "eingestellten Jaccard-Index oder ab einem Enthaltensein von 0,5, wenn die Wahrscheinlichkeit unter der Grenze liegt. "
        "Ein Gremium ohne eingetragenes Feld zählt zu denen, in denen mindestens die Hälfte seiner Mitglieder arbeitet; der "
        "Befund sagt es. Sitz ist Mitgliedschaft oder Federführung, je Gremium einmal.",
        "For each pair of bodies: shared members divided by all members of both (Jaccard), and by those of the smaller one "
        "(containment). For pairs with the same field and level: probability of at least so many in common with as many "
        "seats for each actor and body (SDSM, upper tail of the Poisson-binomial distribution), after Holm over all pairs of "
        "the same field and level. A pair is double from the given Jaccard index on, or from a containment of 0.5 if the "
        "probability is below the limit. A body without a recorded field counts to those in which at least half of its "
        "members work; the finding says so. A seat is a membership or lead, once for each body.",
    ),
    limits=Text(
        "Gremien ohne eingetragene Ebene können nicht als doppelt gelten, ebenso wenig ein Gremium und sein "
        "Unterausschuss. Den Vergleich mit dem Zufall gibt es ab 30 Akteuren und 5 Mitgliedern je Gremium, eine Rangfolge ab "
        "30 Akteuren. In der Tabelle stehen höchstens 500 Paare, als Befund höchstens 10.",
        "Bodies without a recorded level cannot count as double, nor can a body and its subcommittee. The comparison "
        "with chance begins at 30 actors and 5 members of each body, a ranking at 30 actors. The table holds at most 500 "
        "pairs, the findings at most 10.",
    ),
    references=(
        "Neal (2014), Social Networks 39:84–97, doi:10.1016/j.socnet.2014.06.001",
        "Neal, Domagalski & Sagan (2021), Scientific Reports 11:23929, doi:10.1038/s41598-021-03238-3",
    ),
    yields="findings",
    order=80,
    version="2",
)
def overlap(network: Network, params: OverlapParams) -> OverlapResult:
    """Pairs of standing bodies with much the same members, which of them are double structures, and seats of actors.

    Double structure: same level, a shared field, neither part of the other, at least *least* shared members, and a Jaccard
    index of at least *share* or half of the smaller one in the larger and more in common than by chance (Holm). Grade A:
    both; B: one of the two; C: not surveyed, or the field of one taken from its members.
    """
    alike, looked_at = alike_bodies(network, params.share, params.least, params.p)
    double = [pair for pair in alike if pair.double]
    ranking = seat_ranking(network, params.draws, params.seed)
    overloaded = far_out(ranking)
    findings = [double_structure(network, pair, looked_at, params.share, params.p) for pair in double[:_MOST_FINDINGS]]
    findings += [many_seats(network, ranking, who) for who in overloaded]
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
        "{compared} von Gremien mit gleichem Handlungsfeld und gleicher Ebene verglichen; weitgehend dieselben Mitglieder: "
        "{double}. Weitgehend dieselben Mitglieder bei verschiedenen Feldern oder Ebenen: {other}.",
        "{compared} of bodies with the same field of action and level compared; much the same members: {double}. Much the "
        "same members with different fields or levels: {other}.",
    ).format(
        compared=counted(looked_at, *PAIRS),
        double=counted(len(double), *PAIRS),
        other=counted(len(alike) - len(double), *PAIRS),
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
