"""Resilience: what breaks if an actor or a body ends, which losses together hurt most, and what ends soon."""

from typing import Annotated

from graph_service.analyses._common import counted, known, listed, rounded
from graph_service.analyses._endings import Ending, ending_finding, endings
from graph_service.analyses._losses import Loss, Losses, losses
from graph_service.analyses._losses_together import Together, loss_ranks, together, together_finding
from graph_service.analyses._losses_words import consequences, cut_findings, in_words_of, numbered
from graph_service.analyses._ranks import DRAWS, Rank, Ranking, explained
from graph_service.analyses.base import T_, Finding, Params, Record, Ref, Refs, Result, analysis
from graph_service.analyses.parameters import Seed, asked
from graph_service.network import Network
from graph_service.words import Text

_MOST_RANKS = 20
_NO_TEXT = Text("", "")


class ResilienceParams(Params):
    """Parameters of *resilience*."""

    who: Annotated[str | None, T_("Wer wegfällt", "who ends"), asked(
        "Nur für diesen Akteur oder dieses Gremium: was durch den Wegfall abreißt.",
        "Id of one actor or body: what breaks if it ends.", names=("actor", "body"), max_length=120,
    )] = None  # fmt: skip
    least: Annotated[int, T_("Abgetrennte ab", "cut off from"), asked(
        "Ab so vielen, die zusammen abgetrennt würden, zählt ein Wegfall.",
        "From how many on a group that is cut off together counts.", ge=2, le=1_000,
    )] = 3  # fmt: skip
    within_days: Annotated[int, T_("Endet binnen (Tage)", "ends within (days)"), asked(
        "Was binnen so vieler Tage endet, wird betrachtet.",
        "What ends within so many days is looked at.", ge=1, le=3_650,
    )] = 365  # fmt: skip
    candidates: Annotated[int, T_("Stellen zur Auswahl", "candidates"), asked(
        "Unter so vielen Stellen wird jede Auswahl von bis zu drei durchgespielt, die zusammen wegfallen.",
        "Among how many every set of up to three losses is tried.", ge=3, le=100,
    )] = 30  # fmt: skip
    most: Annotated[int, T_("Wegfälle höchstens", "cuts at most"), asked(
        "Höchstens so viele Wegfälle werden einzeln genannt.", "Most cuts that are told one by one.", ge=1, le=100,
    )] = 5  # fmt: skip
    draws: Annotated[int, T_("Ziehungen", "draws"), asked(
        "So oft wird geprüft, welche Plätze bleiben, wenn zufällig Verbindungen fehlen.",
        "How often it is tried which ranks stay when ties are missing at random.", ge=0, le=1_000,
    )] = DRAWS // 5  # fmt: skip
    seed: Seed = 0


class LossRow(Record):
    """What goes with one actor or body."""

    who: Annotated[Ref, T_("wer", "who")]
    kind: Annotated[Text, T_("Art", "kind")]
    cut_off: Annotated[int, T_("abgetrennt", "cut off")]
    largest_group: Annotated[int, T_("größte Gruppe darunter", "largest group among them")]
    cut_off_who: Annotated[Refs, T_("wer abgetrennt wäre", "who would be cut off")]
    pairs_broken: Annotated[int, T_("getrennte Paare", "pairs separated")]
    crossing_pairs: Annotated[float | None, T_("davon zwischen Feldern", "of them between fields")]
    fragmentation: Annotated[float | None, T_("Zersplitterung danach (F)", "fragmentation after (F)")]
    fields_apart: Annotated[int, T_("Feldpaare ohne Weg", "field pairs without a route")]
    fields_unjoined: Annotated[int, T_("Feldpaare ohne Brücke", "field pairs without a bridge")]
    fields_emptied: Annotated[Refs, T_("Felder ohne jemanden", "fields without anybody")]
    without_lead: Annotated[Refs, T_("Gremien ohne Federführung", "bodies without a lead")]


class TogetherRow(Record):
    """The set of so many losses that separates most."""

    losses: Annotated[int, T_("Ausfälle", "losses")]
    who: Annotated[Refs, T_("wer zusammen", "who together")]
    pairs_broken: Annotated[int, T_("getrennte Paare", "pairs separated")]
    cut_off: Annotated[int, T_("abgetrennt", "cut off")]
    fragmentation: Annotated[float | None, T_("Zersplitterung danach (F)", "fragmentation after (F)")]
    equally_good: Annotated[int, T_("gleich schwere Mengen", "sets as grave")]


class EndingRow(Record):
    """Something that ends soon, and what would break with it."""

    until: Annotated[str, T_("endet", "ends")]
    what: Annotated[Text, T_("was endet", "what ends")]
    who: Annotated[Ref, T_("betrifft", "concerns")]
    other_funds: Annotated[Refs, T_("weiter gefördert von", "still funded by")]
    breaks: Annotated[Text, T_("was daran hängt", "what hangs on it")]


class ResilienceResult(Result):
    """Every actor and body whose loss cuts or empties something, the gravest sets, and what ends soon."""

    losses: Annotated[tuple[LossRow, ...], T_("Was wegfiele", "What would go")] = ()
    together: Annotated[tuple[TogetherRow, ...], T_("Ausfälle zusammen", "Losses together")] = ()
    endings: Annotated[tuple[EndingRow, ...], T_("Was bald endet", "What ends soon")] = ()
    ranks: Annotated[tuple[Rank, ...], T_("Rang der Ausfälle", "Ranks of the losses")] = ()


@analysis(
    title=Text("Was wegbricht", "What breaks"),
    question=Text(
        "Was bricht weg, wenn jemand aufhört, und wo läuft bald etwas aus?",
        "What breaks if somebody stops, and what ends soon?",
    ),
    reading=Text(
        "Abgetrennt ist, wer ohne diese Stelle keinen erfassten Weg mehr zum größten Teil des Netzes hätte. Fällt ein Akteur "
        "weg, fehlen seine Verbindungen; endet ein Gremium, fehlt der Ort, an dem man sich trifft: das sind verschiedene "
        "Risiken und stehen getrennt. Einzelne, die nur an einer Stelle hängen, stehen in der Tabelle; ein Befund ist es erst, "
        "wenn eine Gruppe abgetrennt würde, zwei Felder keinen Weg mehr hätten oder etwas bald endet, woran andere hängen.",
        "Cut off is who would have no recorded route to the largest part of the network any more. If an actor stops, its "
        "ties are missing; if a body ends, the place to meet is missing: these are different risks and stand apart. Single "
        "ones that hang on one place only are in the table; it becomes a finding when a group would be cut off, two fields "
        "would have no route left, or something ends soon on which others hang.",
    ),
    says_not=Text(
        "Ob eine Stelle wirklich aufhört, steht hier nicht, und auch nicht, wie gut jemand arbeitet: Wer unentbehrlich "
        "aussieht, trägt Last. Jede nicht erfasste Verbindung kann eine Trennung aufheben; je weniger erfasst ist, desto mehr "
        "Trennungen sieht man. Deshalb zählt ein Schnitt nur als belegt, wenn alle Abgetrennten befragt sind.",
        "Whether somebody really stops does not stand here, nor how well anybody works: who looks indispensable carries load. "
        "Every tie that is not recorded may undo a cut; the less is recorded, the more cuts one sees. So a cut counts as "
        "established only if all who are cut off were surveyed.",
    ),
    method=Text(
        "Gelenkpunkte und Brücken-Verbindungen einer Tiefensuche (Low-Link) über alle Verbindungen zwischen Akteuren und Gremien "
        "ohne Richtung; wer in einem Feld war, zählt weiter dazu. Getrennte Paare: Paare der übrigen, die jeden Weg verlieren. "
        "Zersplitterung F = Anteil der Paare ohne Weg unter den n − k Verbleibenden (Borgatti 2006). Zusammen: jede Menge von "
        "bis zu drei aus den Kandidaten (größter Einzelausfall, dann meiste Verbindungen); es gewinnt, was die wenigsten "
        "verbundenen Paare übrig lässt. Paare zwischen Feldern zählen bei mehreren Feldern anteilig.",
        "Articulation points and bridge ties of one depth-first search (low-link) over all ties among actors and bodies, "
        "without direction; who was in a field still counts there. Pairs separated: pairs of the others that lose every "
        "route. Fragmentation F = share of pairs without a route among the n − k that remain (Borgatti 2006). Together: every "
        "set of up to three of the candidates (largest single loss, then most ties); the one that leaves the fewest connected "
        "pairs wins. Pairs between fields count in shares where there are several fields.",
    ),
    limits=Text(
        "Unter 30 Akteuren gibt es keine Rangfolge und keinen Befund über Ausfälle zusammen. Die schwerste Menge ist die "
        "schwerste unter den Kandidaten, nicht unter allen. Ohne Stichtag gibt es keine Fristen.",
        "Below 30 actors there is no ranking and no finding on losses together. The gravest set is the gravest among the "
        "candidates, not among all. Without a day of reference there are no endings.",
    ),
    references=(
        "Borgatti (2006), Computational & Mathematical Organization Theory 12:21–34, doi:10.1007/s10588-006-7084-x",
        "Tarjan (1972), SIAM Journal on Computing 1:146–160, doi:10.1137/0201010",
    ),
    yields="findings",
    order=70,
)
def resilience(network: Network, params: ResilienceParams) -> ResilienceResult:
    """What each loss cuts off, leaves without a route, a bridge or a lead; the gravest sets of up to three; what ends soon.

    Cuts are told of actors and of bodies apart, and only those that separate a group of at least *least* or leave two
    fields without a route. Established only where everybody cut off was surveyed.
    """
    found = losses(network)
    asked_for = known(network, params, "who")
    felt = [found.of(who) for who in ((asked_for,) if asked_for else found.felt)]
    grave = sorted(
        (loss for loss in felt if loss.largest_group >= params.least or loss.fields_apart),
        key=lambda loss: (-len(loss.fields_apart), -loss.largest_group, -len(loss.cut_off), loss.who),
    )
    sets = () if asked_for else together(found, params.candidates)
    ending = endings(found, params.within_days, asked_for)
    ranking = None if asked_for else loss_ranks(found, params.draws, params.seed)
    worst = together_finding(network, sets)
    findings: list[Finding] = [
        *(f for e in ending if (f := ending_finding(network, e))),
        *cut_findings(network, grave, params.most),
        *([worst] if worst else []),
    ]
    if asked_for:
        summary = _summary_of_one(network, felt[0], ending)
    else:
        summary = _summary(found, felt, grave, sets) + (_about_ranks(network, ranking) if ranking else _NO_TEXT)
        summary += _about_endings(network, ending)
    return ResilienceResult(
        summary=summary,
        findings=tuple(findings),
        losses=tuple(_row(found, loss) for loss in sorted(felt, key=lambda loss: (-_broken(found, loss), loss.who))),
        together=tuple(_together_row(one) for one in sets),
        endings=tuple(_ending_row(network, one) for one in ending),
        ranks=ranking.rows(Text("getrennte Paare", "pairs separated"), _MOST_RANKS) if ranking else (),
    )


def _broken(found: Losses, loss: Loss) -> int:
    return int(found.search.pairs_broken[found.at[loss.who]])


def _row(found: Losses, loss: Loss) -> LossRow:
    node = found.at[loss.who]
    after = float(found.search.fragmentation_after()[node])
    return LossRow(
        who=loss.who,
        kind=found.network.nodes[loss.who].spec.text,
        cut_off=len(loss.cut_off),
        largest_group=loss.largest_group,
        cut_off_who=loss.cut_off,
        pairs_broken=_broken(found, loss),
        crossing_pairs=rounded(float(found.crossing[node])) if found.network.fields else None,
        fragmentation=rounded(after) if after == after else None,  # noqa: PLR0124 - NaN where fewer than two are left
        fields_apart=len(loss.fields_apart),
        fields_unjoined=len(loss.fields_unjoined),
        fields_emptied=loss.fields_emptied,
        without_lead=loss.without_lead,
    )


def _together_row(one: Together) -> TogetherRow:
    return TogetherRow(
        losses=len(one.who), who=one.who, pairs_broken=one.pairs_broken, cut_off=len(one.cut_off),
        fragmentation=rounded(one.fragmentation), equally_good=one.equally_good,
    )  # fmt: skip


def _ending_row(network: Network, one: Ending) -> EndingRow:
    return EndingRow(
        until=one.until, what=one.what, who=one.loss.who, other_funds=one.other_funds,
        breaks=in_words_of(consequences(network, one.loss)),
    )  # fmt: skip


def _about_ranks(network: Network, ranking: Ranking) -> Text:
    noun = Text("Ausfälle", "losses")
    if ranking.refusal:
        return ranking.refusal
    lead = Text(
        "Gereiht nach der Zahl der Paare, die einander verlören.",
        "Ranked by the number of pairs that would lose each other.",
    )
    return lead + ranking.sentence(network, noun) + explained([ranking])


def _summary(found: Losses, felt: list[Loss], grave: list[Loss], sets: tuple[Together, ...]) -> Text:
    network = found.network
    cutting = tuple(loss.who for loss in felt if loss.groups)
    if not network.acting:
        return Text("Es ist niemand erfasst, der wegfallen könnte.", "Nobody is recorded who could be lost.")
    if cutting:
        text = Text(
            "Erfasst sind {n} Akteure und Gremien. Wessen Wegfall andere abtrennen würde: {who}; bei {k} davon ginge eine ganze "
            "Gruppe oder der letzte Weg zwischen zwei Feldern verloren.",
            "{n} actors and bodies are recorded. Whose loss would cut others off: {who}; with {k} of them a whole group or the "
            "last route between two fields would be lost.",
        ).format(n=len(network.acting), who=numbered(network, cutting), k=len(grave))
    else:
        text = Text(
            "Der Wegfall keines einzelnen der {n} erfassten Akteure und Gremien würde andere abtrennen.",
            "The loss of no single one of the {n} recorded actors and bodies would cut others off.",
        ).format(n=len(network.acting))
    worst = max(sets, key=lambda one: (one.pairs_broken, -len(one.who)), default=None)
    if worst and worst.pairs_broken:
        text += Text(
            "Am meisten trennt zusammen der Wegfall von {who}.", "Together the loss of {who} separates most."
        ).format(who=listed(network, worst.who))
    return text


def _about_endings(network: Network, ending: list[Ending]) -> Text:
    if not network.scope.as_of:
        return Text(
            "Ohne Stichtag lässt sich nichts über Fristen sagen.",
            "Without a day of reference nothing can be said about endings.",
        )
    if not ending:
        return Text(
            "In der eingestellten Frist endet nichts Erfasstes.", "Nothing recorded ends within the chosen time."
        )
    felt = sum(not one.loss.nothing for one in ending)
    return Text(
        "Was in der eingestellten Frist endet: {n}, davon {m} mit Folgen nach dem, was erfasst ist.",
        "What ends within the chosen time: {n}, {m} of them with consequences by what is recorded.",
    ).format(n=counted(len(ending), Text("Eintrag", "entry"), Text("Einträge", "entries")), m=felt)


def _summary_of_one(network: Network, loss: Loss, ending: list[Ending]) -> Text:
    ties = [t for t in network.ties_at(loss.who) if t.kind != "covers"]
    text = Text("„{who}“ hat {ties}.", "“{who}” has {ties}.").format(
        who=network.name(loss.who),
        ties=counted(
            len(ties), Text("erfasste Verbindung", "recorded tie"), Text("erfasste Verbindungen", "recorded ties")
        ),
    )
    said = consequences(network, loss)
    if said:
        text += Text("Fiele diese Stelle weg:", "If this one were lost:") + in_words_of(said)
    else:
        text += Text(
            "Nach dem, was erfasst ist, verlöre durch den Wegfall niemand den Anschluss, kein Feld seine Brücke und kein Gremium "
            "seine Federführung.",
            "By what is recorded, with its loss nobody would lose connection, no field its bridge and no body its lead.",
        )
    return text + _about_endings(network, ending)
