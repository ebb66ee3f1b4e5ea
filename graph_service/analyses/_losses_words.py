"""What a loss means, in sentences: consequences of one loss, and findings on cuts that matter."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph_service.analyses._common import counted, listed, on_scope, standing
from graph_service.analyses._field_pairs import meeting_place
from graph_service.analyses._losses import Loss
from graph_service.analyses.base import Finding, Grade, Severity, Standing, evidence
from graph_service.model import AnyTie
from graph_service.network import Network
from graph_service.words import Text


@dataclass(frozen=True)
class Consequence:
    """One thing that would be lost, as a sentence, and how well it is known that nothing else holds it."""

    text: Text
    basis: Standing


_THINGS = {
    "actor": (Text("Akteur", "actor"), Text("Akteure", "actors")),
    "body": (Text("Gremium", "body"), Text("Gremien", "bodies")),
}


def consequences(network: Network, loss: Loss) -> tuple[Consequence, ...]:
    """Say what would be lost, one sentence each, gravest first."""
    said: list[tuple[Text, tuple[str, ...]]] = []
    for first, second in loss.fields_apart[:1]:
        text = Text(
            "Zwischen „{a}“ und „{b}“{more} führt kein Weg mehr.",
            "No route is left between “{a}” and “{b}”{more}.",
        ).format(a=network.name(first), b=network.name(second), more=_more_pairs(len(loss.fields_apart) - 1))
        said.append((text, tuple(sorted({f for pair in loss.fields_apart for f in pair}))))
    if loss.fields_emptied:
        text = Text("In {fields} arbeitet niemand mehr.", "Nobody works in {fields} any more.")
        said.append((text.format(fields=listed(network, loss.fields_emptied, 3)), loss.fields_emptied))
    unjoined = tuple(pair for pair in loss.fields_unjoined if pair not in loss.fields_apart)
    for first, second in unjoined[:1]:
        text = Text(
            "„{a}“ und „{b}“{more} verbindet niemand mehr unmittelbar.",
            "Nobody joins “{a}” and “{b}”{more} directly any more.",
        ).format(a=network.name(first), b=network.name(second), more=_more_pairs(len(unjoined) - 1))
        said.append((text, tuple(sorted({f for pair in unjoined for f in pair}))))
    if loss.groups:
        said.append((_cut_off(network, loss), loss.cut_off))
    if loss.without_lead:
        text = Text("{bodies} hat keine Federführung mehr.", "{bodies} has no lead any more.")
        if len(loss.without_lead) > 1:
            text = Text("{bodies} haben keine Federführung mehr.", "{bodies} have no lead any more.")
        said.append((text.format(bodies=listed(network, loss.without_lead, 3)), loss.without_lead))
    return tuple(Consequence(text, standing(network, ids)) for text, ids in said)


def _more_pairs(n: int) -> Text:
    if not n:
        return Text("", "")
    return Text(" (und {n})", " (and {n})").format(
        n=counted(
            n, Text("weiteren Feldpaar", "more pair of fields"), Text("weiteren Feldpaaren", "more pairs of fields")
        )
    )


def numbered(network: Network, ids: tuple[str, ...]) -> Text:
    """Say how many actors and bodies these are: ``3 Akteure und 1 Gremium``."""
    parts = []
    for kind, (one, many) in _THINGS.items():
        n = sum(network.nodes[i].kind == kind for i in ids)
        if n:
            parts.append(counted(n, one, many))
    return Text(" und ".join(p.de for p in parts), " and ".join(p.en for p in parts))


def _cut_off(network: Network, loss: Loss) -> Text:
    ids = loss.cut_off
    together = loss.groups[0]
    values = {"who": numbered(network, ids), "names": listed(network, ids)}
    if len(loss.groups) == 1 and len(together) > 1:
        return Text(
            "{who} hängen nur noch untereinander zusammen, ohne Verbindung zum übrigen Netz. Es sind {names}.",
            "{who} hang together only among themselves, without a connection to the rest. They are {names}.",
        ).format(**values)
    if len(ids) == 1:
        return Text(
            "{names} hat keine Verbindung zum übrigen Netz mehr.", "{names} is no longer connected with the rest."
        ).format(**values)
    text = Text(
        "{who} haben keine Verbindung zum übrigen Netz mehr. Es sind {names}.",
        "{who} are no longer connected with the rest. They are {names}.",
    ).format(**values)
    if len(together) > 1:
        text += Text("Die größte Gruppe darunter: {names}.", "The largest group among them: {names}.").format(
            names=listed(network, together, 3)
        )
    return text


def settled(said: Sequence[Consequence]) -> Standing:
    """What all of it rests on together: not surveyed unless something is established; else the oldest of that."""
    bases = {one.basis for one in said} - {Standing.NOT_SURVEYED}
    if not bases:
        return Standing.NOT_SURVEYED
    return Standing.RECORDED if Standing.RECORDED in bases else Standing.OLD


def in_words_of(said: Sequence[Consequence]) -> Text:
    """Say all consequences, what is established first, and say of the others that nobody was asked."""
    known = [one.text for one in said if one.basis is not Standing.NOT_SURVEYED]
    unasked = [one.text for one in said if one.basis is Standing.NOT_SURVEYED]
    text = Text("", "")
    for one in known:
        text += one
    if known and unasked:
        text += Text("Außerdem, nach dem, was erfasst ist:", "Besides, by what is recorded:")
    for one in unasked:
        text += one
    if unasked:
        text += (
            Text("Nach diesem Letzten wurde nicht gefragt.", "About this last nobody was asked.")
            if known
            else Text(
                "Das gilt nach dem, was erfasst ist; gefragt wurde nicht.",
                "That is by what is recorded; nobody was asked.",
            )
        )
    return text


def holding_ties(network: Network, loss: Loss) -> tuple[AnyTie, ...]:
    """Ties by which those that would be cut off hang on the one, else its ties to fields."""
    cut_off = set(loss.cut_off)
    hanging = [t for t in network.ties_at(loss.who) if cut_off & {t.source_id, t.target_id}]
    led = [
        t for t in network.ties_at(loss.who) if t.kind in ("leads", "member_of") and t.target_id in loss.without_lead
    ]
    fields = [t for t in network.ties_at(loss.who) if t.kind == "works_in"] if loss.on_fields else []
    return tuple({t.key: t for t in (*hanging, *fields, *led)}.values())


def second_way(network: Network, loss: Loss) -> Text:
    """Say whom to join with what so that those cut off hang on more than one place."""
    group = loss.groups[0]
    outpost = min(group, key=lambda who: (-len(network.ties_at(who)), who))
    lost = {loss.who, *loss.cut_off}
    fields = [f for f in network.fields if outpost in network.belonging[f] or outpost in network.bodies_in[f]]
    places = [place for f in fields if (place := meeting_place(network, f)) and place not in lost]
    if not places:
        bodies = [b for b in network.members if b not in lost]
        places = bodies
    if not places:
        return Text(
            "Mit „{outpost}“ klären, mit wem außer „{who}“ zusammengearbeitet wird, und das eintragen.",
            "Clarify with “{outpost}” with whom it works besides “{who}”, and record it.",
        ).format(outpost=network.name(outpost), who=network.name(loss.who))
    place = min(places, key=lambda p: (-len(network.members.get(p, ())), p))
    return Text(
        "Einen zweiten Anschluss schaffen: „{outpost}“ mit „{place}“ in Verbindung bringen, unabhängig von „{who}“.",
        "Make a second connection: bring “{outpost}” together with “{place}”, independent of “{who}”.",
    ).format(outpost=network.name(outpost), place=network.name(place), who=network.name(loss.who))


def cut_findings(network: Network, grave: Sequence[Loss], most: int) -> list[Finding]:
    """One finding for each established cut, at most *most*; one for all that rest on what nobody was asked about."""
    known = [loss for loss in grave if _cut_basis(network, loss) is not Standing.NOT_SURVEYED]
    asked = {loss.who for loss in known}
    unasked = [loss for loss in grave if loss.who not in asked]
    found = [_cut_finding(network, loss) for loss in known[:most]]
    return [*found, _unasked_finding(network, unasked)] if unasked else found


def _cut_basis(network: Network, loss: Loss) -> Standing:
    # a tie that is missing has one end among those cut off: it is enough to have asked them
    return standing(network, loss.cut_off)


def _cut_finding(network: Network, loss: Loss) -> Finding:
    said = consequences(network, Loss(loss.who, loss.groups, loss.fields_apart, loss.fields_unjoined))
    body = network.nodes[loss.who].kind == "body"
    start = (
        Text("Endet das Gremium „{who}“:", "If the body “{who}” ends:")
        if body
        else Text("Fällt der Akteur „{who}“ weg:", "If the actor “{who}” is lost:")
    ).format(who=network.name(loss.who))
    ties = holding_ties(network, loss)
    return Finding(
        key=f"resilience/cut-{'body' if body else 'actor'}/{loss.who}",
        kind=f"cut-{'body' if body else 'actor'}",
        severity=Severity.HIGH if loss.fields_apart else Severity.MEDIUM,
        grade=Grade.A if loss.on_fields else Grade.B,
        basis=_cut_basis(network, loss),
        text=start + in_words_of(said),
        footing=undone_by_one(network, loss.cut_off),
        nodes=(loss.who, *loss.cut_off),
        ties=tuple(tie.key for tie in ties),
        evidence=evidence(network, ties),
        next_step=second_way(network, loss),
        numbers={
            "cut_off": len(loss.cut_off),
            "largest_group": loss.largest_group,
            "field_pairs_without_route": len(loss.fields_apart),
            "field_pairs_without_bridge": len(loss.fields_unjoined),
        },
    )


def undone_by_one(network: Network, cut_off: Sequence[str]) -> Text:
    """Say how firm a cut is: scope, how many of those cut off were asked, and what would undo it."""
    return Text(
        "{scope}; gefragt wurden {asked} von {n} Abgetrennten. Fehlen Verbindungen in den Daten, sieht man eher zu viele "
        "Trennungen: Eine einzige weitere zwischen den Teilen höbe diese auf.",
        "{scope}; {asked} of {n} who would be cut off were asked. Where ties are missing in the data one sees too many cuts "
        "rather than too few: a single further one between the parts would undo this one.",
    ).format(scope=on_scope(network), asked=sum(i in network.asked for i in cut_off), n=len(cut_off))


def _unasked_finding(network: Network, unasked: Sequence[Loss]) -> Finding:
    ids = [loss.who for loss in unasked]
    ties = {tie.key: tie for loss in unasked for tie in holding_ties(network, loss)}
    worst = max(unasked, key=lambda loss: (loss.largest_group, loss.who))
    text = Text(
        "Nach dem, was erfasst ist, hängt an {who} eine Gruppe oder der letzte Weg zwischen zwei Feldern.",
        "By what is recorded, a group or the last route between two fields hangs on {who}.",
    ).format(who=listed(network, ids))
    about = Text("Es geht um diese Gruppe", "This is about this group")
    if len(ids) > 1:
        text = Text(
            "Nach dem, was erfasst ist, hängt an {n} Stellen eine Gruppe oder der letzte Weg zwischen zwei Feldern. Es sind "
            "{who}.",
            "By what is recorded, a group or the last route between two fields hangs on each of {n} places. They are {who}.",
        ).format(n=len(ids), who=listed(network, ids))
        about = Text("Die größte Gruppe hängt an „{worst}“", "The largest group hangs on “{worst}”").format(
            worst=network.name(worst.who)
        )
    return Finding(
        key="resilience/cut-not-surveyed",
        kind="cut-not-surveyed",
        severity=Severity.LOW,
        grade=Grade.C,
        basis=Standing.NOT_SURVEYED,
        text=text
        + Text(
            "Wer abgetrennt wäre, wurde nicht gefragt; weitere Verbindungen können bestehen. {about}: {group}.",
            "Those who would be cut off were not asked; there may be further ties. {about}: {group}.",
        ).format(about=about, group=listed(network, worst.groups[0])),
        nodes=tuple(ids),
        ties=tuple(ties),
        evidence=evidence(network, ties.values()),
        next_step=Text(
            "Zuerst {group} fragen, mit wem außerdem zusammengearbeitet wird, und das eintragen.",
            "First ask {group} with whom else they work, and record it.",
        ).format(group=listed(network, worst.groups[0], 3)),
        numbers={"places": len(ids), "largest_group": max(loss.largest_group for loss in unasked)},
    )
