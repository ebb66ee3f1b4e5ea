"""What is found about hearing: bodies heard only at home, those that hear from nobody, and whom to tell first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph_service.analyses._common import counted, listed, standing
from graph_service.analyses._flow import Flow
from graph_service.analyses._losses_words import numbered
from graph_service.analyses.base import Finding, Grade, Severity, Standing, evidence
from graph_service.kernels.cover import greedy_cover
from graph_service.kernels.distances import Distances, Ints
from graph_service.network import Network
from graph_service.words import Text

_MOST_EVIDENCE = 20


@dataclass(frozen=True)
class Hearing:
    """How far everybody is heard.

    `few` has the numbers for few steps where `distances` come from a sample.
    `fields` and `own` are actors and bodies × fields: reached in time, and belonging; `given` and `entered` say
    whether anybody hears from one at all, and whether one hears from anybody at all.
    """

    at: dict[str, int]
    distances: Distances
    few: Ints | None
    fields: NDArray[np.bool_]
    own: NDArray[np.bool_]
    given: NDArray[np.bool_]
    entered: NDArray[np.bool_]

    def within(self, i: int, steps: int) -> int:
        """How many others hear in at most so many steps, counted."""
        return int(self.counts[i, steps - 1])

    @property
    def counts(self) -> Ints:
        """Others that hear in at most 1, 2, … steps."""
        return self.distances.within if self.few is None else self.few

    def ever(self, i: int) -> int:
        """How many others hear in the end; from a sample projected to all, and never fewer than were counted."""
        scale = self.distances.n / len(self.distances.targets)
        return max(round(int(self.distances.reached[i]) * scale), int(self.counts[i, -1]))


@dataclass(frozen=True)
class First:
    """One to tell first, and how many hear in time because of that, itself included."""

    who: str
    adds: int


def first_told(network: Network, ways: Flow, heard: Hearing, steps: int, most: int) -> tuple[First, ...]:
    """Whom to tell first so that most hear in time, one by one."""
    n = len(network.acting)
    if not n:
        return ()
    chosen = greedy_cover(ways.adjacency, steps, most, np.arange(n), heard.counts[:, steps - 1] + 1)
    # who is told and passes on to nobody new tells nobody: not worth a place
    return tuple(First(network.acting[i], adds) for i, adds in chosen if adds > 1)


def findings_on_hearing(network: Network, heard: Hearing, chosen: Sequence[First], steps: int) -> tuple[Finding, ...]:
    """Bodies heard only in their own fields and those that hear from nobody: what is known, and what was not asked."""
    hub = chosen[0].who if chosen else None
    at_home = [body.id for body in network.of("body") if _only_at_home(network, heard, body.id)]
    deaf = [who for who in network.acting if not heard.entered[heard.at[who]]]
    return (
        *(_at_home_finding(network, heard, ids, hub, steps) for ids in _split(network, at_home, with_fields=True)),
        *(_deaf_finding(network, ids, hub) for ids in _split(network, deaf, with_fields=False)),
    )


def _split(network: Network, ids: Sequence[str], *, with_fields: bool) -> list[list[str]]:
    """Those that were asked, and those that were not; without empty lists."""
    known = {i for i in ids if _asked(network, i, with_fields=with_fields)}
    return [some for some in ([i for i in ids if i in known], [i for i in ids if i not in known]) if some]


def _only_at_home(network: Network, heard: Hearing, body: str) -> bool:
    i = heard.at[body]
    many = len(network.fields) > 1 and heard.own[i].any()
    return bool(getattr(network.nodes[body], "standing", True) and many and not (heard.fields[i] & ~heard.own[i]).any())


def _asked(network: Network, who: str, *, with_fields: bool) -> bool:
    own = [f for f in network.fields if who in network.bodies_in[f]] if with_fields else []
    return standing(network, (who, *own)) is not Standing.NOT_SURVEYED


def _at_home_finding(network: Network, heard: Hearing, ids: list[str], hub: str | None, steps: int) -> Finding:
    known = _asked(network, ids[0], with_fields=True)
    silent = [body for body in ids if not heard.given[heard.at[body]]]
    text = Text(
        "Von {n} hört in höchstens {steps} niemand außerhalb der eigenen Handlungsfelder: {names}.",
        "Nobody outside their own fields of action hears of {n} in at most {steps}: {names}.",
    ).format(
        n=counted(
            len(ids), Text("1 ständigen Gremium", "one standing body"), Text("ständigen Gremien", "standing bodies")
        )
        if len(ids) > 1
        else Text("einem ständigen Gremium", "one standing body"),
        steps=counted(steps, Text("Schritt", "step"), Text("Schritten", "steps")),
        names=listed(network, ids),
    )
    if silent:
        text += Text("Von {n} davon hört überhaupt niemand.", "Nobody at all hears of {n} of them.").format(
            n=len(silent)
        )
    if not known:
        text += Text("Danach gefragt wurde aber nicht.", "But nobody was asked.")
    works = [tie for body in ids for tie in network.ties_at(body) if tie.kind == "works_in"]
    return Finding(
        key="reach/heard-only-at-home" + ("" if known else "/not-surveyed"),
        kind="heard-only-at-home" if known else "not-surveyed",
        severity=Severity.MEDIUM if known else Severity.LOW,
        grade=Grade.B if known else Grade.C,
        basis=_oldest(network, ids) if known else Standing.NOT_SURVEYED,
        text=text,
        nodes=tuple(ids),
        ties=tuple(tie.key for tie in works),
        evidence=evidence(network, works),
        next_step=_tell_the_hub(network, ids, hub) if known else _ask(network, ids),
        numbers={"bodies": len(ids), "heard_by_nobody": len(silent), "steps": steps},
    )


def _deaf_finding(network: Network, ids: list[str], hub: str | None) -> Finding:
    known = _asked(network, ids[0], with_fields=False)
    hear = Text("hört" if len(ids) == 1 else "hören", "hears" if len(ids) == 1 else "hear")
    text = Text(
        "{who} {hear} auf keinem erfassten Weg etwas aus dem Netz: {names}.",
        "{who} {hear} nothing from the network on any recorded way: {names}.",
    ).format(who=numbered(network, tuple(ids)), hear=hear, names=listed(network, ids))
    if not known:
        text += Text("Danach gefragt wurde aber nicht.", "But nobody was asked.")
    covers = [tie for i in ids[:_MOST_EVIDENCE] for tie in network.ties_at(i) if tie.kind == "covers"]
    return Finding(
        key="reach/hears-nothing" + ("" if known else "/not-surveyed"),
        kind="hears-nothing" if known else "hears-nothing-not-surveyed",
        severity=Severity.LOW,
        grade=Grade.B if known else Grade.C,
        basis=_oldest(network, ids) if known else Standing.NOT_SURVEYED,
        text=text,
        nodes=tuple(ids),
        ties=tuple(tie.key for tie in covers[:_MOST_EVIDENCE]),
        evidence=evidence(network, (*(network.nodes[i] for i in ids[:_MOST_EVIDENCE]), *covers[:_MOST_EVIDENCE])),
        next_step=_let_hear(network, ids, hub) if known else _ask(network, ids),
        numbers={"hear_nothing": len(ids), "shown_as_evidence": min(len(ids), _MOST_EVIDENCE)},
    )


def _oldest(network: Network, ids: Sequence[str]) -> Standing:
    return Standing.OLD if all(standing(network, (i,)) is Standing.OLD for i in ids) else Standing.RECORDED


def _tell_the_hub(network: Network, ids: Sequence[str], hub: str | None) -> Text:
    if hub is None or hub in ids:
        return Text(
            "Vereinbaren, wer außerhalb der eigenen Felder das Protokoll von {names} bekommt.",
            "Agree who outside the own fields gets the minutes of {names}.",
        ).format(names=listed(network, ids[:3]))
    return Text(
        "Vereinbaren, dass das Protokoll von {names} an „{hub}“ geht: Von dort hören es die meisten.",
        "Agree that the minutes of {names} go to “{hub}”: from there most hear it.",
    ).format(names=listed(network, ids[:3]), hub=network.name(hub))


def _let_hear(network: Network, ids: Sequence[str], hub: str | None) -> Text:
    if hub is None:
        return Text(
            "Mit {names} klären, von wem sie hören möchten, und das eintragen.",
            "Clarify with {names} from whom they want to hear, and record it.",
        ).format(names=listed(network, ids[:3]))
    return Text(
        "Zuerst {names} fragen, von wem sie hören möchten; als Anfang in den Verteiler von „{hub}“ aufnehmen.",
        "First ask {names} from whom they want to hear; to begin with, put them on the mailing list of “{hub}”.",
    ).format(names=listed(network, ids[:3]), hub=network.name(hub))


def _ask(network: Network, ids: Sequence[str]) -> Text:
    return Text(
        "Zuerst {names} fragen, wer wen informiert, und das eintragen.",
        "First ask {names} who informs whom, and record it.",
    ).format(names=listed(network, ids[:3]))
