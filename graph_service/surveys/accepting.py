"""What an answer does to the network once an editor accepts it: a pure function, no store."""

from datetime import date
from typing import NamedTuple

from graph_service.model import TIE, TIE_KINDS, AnyTie, Survey, ends_fit
from graph_service.snapshot import Changes, Snapshot
from graph_service.surveys.model import Added, Answer, Round, Word
from graph_service.ties import Covers
from graph_service.words import Text, first_day, last_day


class Accepted(NamedTuple):
    """The changes, each in words, and what could not be taken over."""

    changes: Changes
    lines: tuple[Text, ...]
    left: tuple[Text, ...]


def accept(snapshot: Snapshot, one: Round, node_id: str, answer: Answer) -> Accepted:
    """Turn an answer into a change: confirmed ties, ended ties, added ties, and the survey that covers the member.

    All of it carries the day the round speaks of. A tie of which the member does not know stays as it is. What is no
    longer in the network, or was never asked, is left out and said so. The survey makes the member's missing ties
    *not there* instead of *not surveyed*.

    Parameters
    ----------
    snapshot
        The network as it is now, all of it.
    one
        The round.
    node_id
        The member.
    answer
        What they said.
    """
    day = one.asked_on.isoformat()
    ties = {tie.key: tie for tie in snapshot.ties}
    puts: dict[str, AnyTie] = {}
    lines: list[Text] = []
    left: list[Text] = []
    drops: list[str] = []
    for key, word in sorted(answer.said.items()):
        tie = ties.get(key)
        if tie is None or node_id not in (tie.source_id, tie.target_id):
            left.append(_GONE.format(tie=key))
        elif word is Word.TRUE:
            puts[key] = tie.model_copy(update={"confirmed": True, "as_of": day})
            lines.append(_CONFIRMED.format(tie=_said(snapshot, tie)))
        elif word is Word.OVER:
            if tie.valid_from and first_day(tie.valid_from) > one.asked_on:
                drops.append(key)  # it would end before it began
            else:
                puts[key] = tie.model_copy(update={"valid_to": _end(tie, one.asked_on), "as_of": day})
            lines.append(_ENDED.format(tie=_said(snapshot, tie)))
    for added in answer.added:
        made = _made(snapshot, one, node_id, added)
        if made is None or made.key in puts:
            left.append(_NO_TIE.format(other=added.other))
            continue
        puts[made.key] = made
        lines.append(_ADDED.format(tie=_said(snapshot, made)))
    member = snapshot.node[node_id].model_copy(update={"as_of": day})
    survey = snapshot.node.get(one.id) or Survey(id=one.id, name=one.title, asked_on=day, as_of=day, source=one.title)
    cover = Covers(source_id=one.id, target_id=node_id, as_of=day, source=one.title, confirmed=True)
    lines.append(_COVERED.format(name=member.name, title=one.title))
    changes = Changes(
        nodes=(member, *((survey,) if one.id not in snapshot.node else ())),
        ties=(*(puts[key] for key in sorted(puts)), cover), drop_ties=tuple(drops),
    )  # fmt: skip
    return Accepted(changes, tuple(lines), tuple(left))


def _end(tie: AnyTie, day: date) -> str:
    """Day on which a tie ends; one that had ended before keeps its own."""
    return tie.valid_to if tie.valid_to and last_day(tie.valid_to) < day else day.isoformat()


def _made(snapshot: Snapshot, one: Round, node_id: str, added: Added) -> AnyTie | None:
    ends = (node_id, added.other) if added.outward else (added.other, node_id)
    cls = TIE_KINDS.get(added.kind)
    if cls is None or any(end not in snapshot.node for end in ends) or ends[0] == ends[1]:
        return None
    day = one.asked_on.isoformat()
    row = {
        "kind": added.kind,
        "source_id": ends[0],
        "target_id": ends[1],
        "source": one.title,
        "as_of": day,
        "confirmed": True,
    }
    tie: AnyTie = TIE.validate_python(row)
    if not ends_fit(tie, snapshot.node[tie.source_id].kind, snapshot.node[tie.target_id].kind):
        return None
    if any(known.key == tie.key for known in snapshot.ties):  # ended earlier: it begins anew
        tie = TIE.validate_python({**row, "valid_from": day})
    return tie


def _said(snapshot: Snapshot, tie: AnyTie) -> Text:
    names = [snapshot.node[end].name for end in (tie.source_id, tie.target_id)]
    return Text(f"„{names[0]}“ {tie.spec.text.de} „{names[1]}“", f"“{names[0]}” {tie.spec.text.en} “{names[1]}”")


_CONFIRMED = Text("Bestätigt: {tie}", "Confirmed: {tie}")
_ENDED = Text("Beendet: {tie}", "Ended: {tie}")
_ADDED = Text("Neu: {tie}", "New: {tie}")
_COVERED = Text("„{name}“ gilt als befragt („{title}“)", "“{name}” counts as surveyed (“{title}”)")
_GONE = Text("Nicht mehr im Bestand: {tie}", "No longer stored: {tie}")
_NO_TIE = Text("Passt nicht oder steht schon da: {other}", "Does not fit or is there already: {other}")
