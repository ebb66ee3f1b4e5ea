"""What ends soon among what is recorded, and what hangs on it."""

from dataclasses import dataclass

from graph_service.analyses._common import listed
from graph_service.analyses._losses import Loss, Losses
from graph_service.analyses._losses_words import (
    consequences,
    holding_ties,
    in_words_of,
    second_way,
    settled,
    undone_by_one,
)
from graph_service.analyses.base import Finding, Grade, Severity, Standing, evidence
from graph_service.model import AnyTie
from graph_service.network import Network
from graph_service.rows import Row, Tie
from graph_service.words import Text, in_words, last_day


@dataclass(frozen=True)
class Ending:
    """One row that ends within the time looked at: until when, what it is, whose loss that may mean, and what else funds it."""

    row: Row
    until: str
    what: Text
    loss: Loss
    other_funds: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Id of the node or key of the tie that ends."""
        return self.row.key if isinstance(self.row, Tie) else self.loss.who


def endings(found: Losses, within_days: int, who: str | None = None) -> list[Ending]:
    """What ends within so many days from the scope's day, soonest first; nothing without a day.

    The end of a funding may mean the loss of what is funded, the end of any other tie the loss of that tie.
    """
    network = found.network
    if network.scope.as_of is None:
        return []
    ending = []
    for node in (*network.of("actor"), *network.of("body")):
        if _soon(network, node, within_days):
            what = Text("„{who}“ selbst", "“{who}” itself").format(who=node.name)
            ending.append(Ending(node, node.valid_to or "", what, found.of(node.id)))
    ending += [
        _of_tie(found, tie, within_days)
        for tie in network.ties
        if tie.source_id in found.at and tie.target_id in found.at and _soon(network, tie, within_days)
    ]
    chosen = [one for one in ending if who in (None, one.loss.who)]
    return sorted(chosen, key=lambda one: (last_day(one.until), one.key))


def _soon(network: Network, row: Row, within_days: int) -> bool:
    day = network.scope.as_of
    return bool(day and row.valid_to and (last_day(row.valid_to) - day).days <= within_days)


def _of_tie(found: Losses, tie: AnyTie, within_days: int) -> Ending:
    network = found.network
    until = tie.valid_to or ""
    if tie.kind != "funds":
        what = Text("„{a}“ – {de} – „{b}“", "“{a}” – {en} – “{b}”").format(
            a=network.name(tie.source_id), b=network.name(tie.target_id), de=tie.spec.text.de, en=tie.spec.text.en
        )
        return Ending(tie, until, what, found.of_tie(tie))
    funds = [t for t in network.ties_at(tie.target_id) if t.kind == "funds" and t.target_id == tie.target_id]
    others = tuple(sorted({t.source_id for t in funds if not _soon(network, t, within_days)} - {tie.source_id}))
    what = Text("Die Förderung von „{b}“ durch „{a}“", "funding of “{b}” by “{a}”").format(
        a=network.name(tie.source_id), b=network.name(tie.target_id)
    )
    return Ending(tie, until, what, found.of(tie.target_id), others)


def ending_finding(network: Network, one: Ending) -> Finding | None:
    """Say what breaks with what ends; None where nothing hangs on it (that it ends is said by *freshness*)."""
    said = consequences(network, one.loss)
    if not said:
        return None
    basis = settled(said)
    funding = isinstance(one.row, Tie) and one.row.kind == "funds"
    text = Text("{what} endet ({day}), und daran hängt mehr.", "{what} ends ({day}), and more hangs on it.").format(
        what=Text(one.what.de, one.what.en[0].upper() + one.what.en[1:]), day=in_words(one.until)
    )
    if funding and one.other_funds:
        text += Text("Weiter gefördert wird von {others}.", "{others} goes on funding.").format(
            others=listed(network, one.other_funds, 2)
        )
    if funding:
        text += Text("Fällt „{who}“ damit weg:", "If “{who}” is lost with it:").format(who=network.name(one.loss.who))
    else:
        text += Text("Was daran hängt:", "What hangs on it:")
    ties = holding_ties(network, one.loss)
    rows: list[Row] = [one.row, *ties]
    urgent = basis is not Standing.NOT_SURVEYED and not one.other_funds
    hangs = one.loss.on_fields or len(one.loss.cut_off) > 1
    return Finding(
        key=f"resilience/ends-and-breaks/{one.key}",
        kind="ends-and-breaks" if basis is not Standing.NOT_SURVEYED else "ends-and-breaks-not-surveyed",
        severity=Severity.HIGH if urgent and hangs else Severity.MEDIUM if urgent or hangs else Severity.LOW,
        grade=Grade.C if basis is Standing.NOT_SURVEYED else Grade.A if len(said) > 1 else Grade.B,
        basis=basis,
        text=text + in_words_of(said),
        footing=undone_by_one(network, one.loss.cut_off) if one.loss.groups else None,
        nodes=tuple(dict.fromkeys((one.loss.who, *one.loss.cut_off))),
        ties=tuple(row.key for row in rows if isinstance(row, Tie)),
        evidence=evidence(network, rows),
        next_step=_next_step(network, one, settled_step=basis is not Standing.NOT_SURVEYED),
        numbers={
            "cut_off": len(one.loss.cut_off),
            "field_pairs_without_route": len(one.loss.fields_apart),
            "field_pairs_without_bridge": len(one.loss.fields_unjoined),
            "bodies_without_lead": len(one.loss.without_lead),
            "other_funds": len(one.other_funds),
        },
    )


def _next_step(network: Network, one: Ending, *, settled_step: bool) -> Text:
    first = Text(
        "Bis dahin klären, ob es weitergeht, und wer sonst übernimmt, was daran hängt.",
        "Clarify until then whether it goes on, and who else takes over what hangs on it.",
    )
    if one.loss.groups and settled_step:
        return first + second_way(network, one.loss)
    if one.loss.groups:
        return first + Text(
            "Dazu {who} fragen, mit wem außerdem zusammengearbeitet wird.",
            "For this ask {who} with whom else they work.",
        ).format(who=listed(network, one.loss.cut_off, 4))
    return first
