"""The life of a need and of a recommendation, step by step: what may come next, and the change each step makes."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from pydantic import ValidationError

from graph_service.errors import Conflict, Fault, InvalidData
from graph_service.exchange.messages import faults_of
from graph_service.model import TIE, AnyNode, AnyTie, Need, Recommendation, ends_fit
from graph_service.searching import slug
from graph_service.snapshot import Changes, Snapshot
from graph_service.words import NeedStatus, RecommendationStatus, Text

Wants = Literal["", "who", "body", "text"]


class Step(NamedTuple):
    """One step: its name, what it is called, what must be told, and from which status it goes to which."""

    id: str
    text: Text
    wants: Wants
    asked: Text
    before: tuple[str, ...]
    after: str


_NOTHING = Text("", "")
_WHO = Text("Akteur oder Gremium", "actor or body")
_BODY = Text("Gremium", "body")
_OPEN, _BUSY = NeedStatus.OPEN.value, NeedStatus.IN_PROGRESS.value
_MET, _DROPPED = NeedStatus.MET.value, NeedStatus.DROPPED.value
_DRAFT, _DECIDED = RecommendationStatus.DRAFT.value, RecommendationStatus.DECIDED.value
_SENT, _ANSWERED = RecommendationStatus.SENT.value, RecommendationStatus.ANSWERED.value

STEPS: dict[str, tuple[Step, ...]] = {
    "need": (
        Step("take", Text("Übernehmen: Wer kümmert sich darum?", "Take over: who takes care of it?"), "who", _WHO,
             (_OPEN, _BUSY), _BUSY),
        Step("meet", Text("Erledigt", "Met"), "", _NOTHING, (_OPEN, _BUSY), _MET),
        Step("drop", Text("Verwerfen", "Drop"), "", _NOTHING, (_OPEN, _BUSY), _DROPPED),
        Step("reopen", Text("Wieder öffnen", "Open again"), "", _NOTHING, (_MET, _DROPPED), _OPEN),
        Step("carry", Text("In eine Handlungsempfehlung überführen", "Carry into a recommendation"), "text",
             Text("Wortlaut der Empfehlung, kurz", "wording of the recommendation, short"), (_OPEN, _BUSY), ""),
    ),
    "recommendation": (
        Step("decide", Text("Beschlossen in", "Decided in"), "body", _BODY, (_DRAFT,), _DECIDED),
        Step("send", Text("Gerichtet an und übergeben", "Addressed to and sent"), "who", _WHO, (_DRAFT, _DECIDED, _SENT), _SENT),
        Step("answer", Text("Antwort eintragen", "Record the answer"), "text", Text("Antwort", "answer"),
             (_SENT, _ANSWERED), _ANSWERED),
    ),
}  # fmt: skip
_LINKS = {"take": "handled_by", "decide": "decided_in", "send": "addressed_to"}


def possible(node: AnyNode) -> tuple[Step, ...]:
    """Steps that may come next for this need or recommendation; none for anything else."""
    status = str(getattr(node, "status", ""))
    return tuple(step for step in STEPS.get(node.kind, ()) if status in step.before)


def take(snapshot: Snapshot, node_id: str, step_id: str, told: str, day: str) -> Changes:
    """Give the change that one step makes; each leaves its day in the row it writes.

    Parameters
    ----------
    snapshot
        The network as it is now.
    node_id, step_id
        The need or recommendation, and the step.
    told
        Id of who or which body, or the text; empty for steps that want nothing.
    day
        Day of the step, ISO.

    Raises
    ------
    Conflict
        The step does not follow from the present status.
    InvalidData
        What was told does not fit.
    """
    node = snapshot.node[node_id]
    step = next((one for one in possible(node) if one.id == step_id), None)
    if step is None:
        raise Conflict(
            Text("Dieser Schritt geht vom jetzigen Status aus nicht. Bitte die Seite neu laden.",
                 "This step does not follow from the present status. Please reload the page.")
        )  # fmt: skip
    if step.wants and not told.strip():
        raise _unfit(Text("Bitte angeben: {what}.", "Please tell: {what}.").format(what=step.asked))
    if step.id == "carry":
        return _carried(snapshot, node, told, day)
    ties: tuple[AnyTie, ...] = ()
    if step.id in _LINKS:
        ties = (
            _tied(snapshot, {"kind": _LINKS[step.id], "source_id": node_id, "target_id": told, "valid_from": day}, day),
        )
    more = {"answer": told} if step.id == "answer" else {}
    return Changes(nodes=(_checked(node, {"status": step.after, "as_of": day, **more}),), ties=ties)


class Reported(NamedTuple):
    """A need as it is reported: in words, and what it is about."""

    name: str
    description: str = ""
    about: tuple[str, ...] = ()
    raised_by: str = ""
    source: str = ""


def report_need(snapshot: Snapshot, told: Reported, day: str) -> tuple[str, Changes]:
    """Give id and change of a new need, open since *day*, tied to what it concerns and who raised it."""
    node_id = slug(told.name, snapshot.node, "bedarf")
    need = _made(
        Need, {"id": node_id, "name": told.name, "description": told.description, "source": told.source, "as_of": day,
               "reported_on": day},
    )  # fmt: skip
    grown = Snapshot.of([*snapshot.nodes, need], snapshot.ties)
    rows = [
        {"kind": "concerns", "source_id": node_id, "target_id": other}
        for other in dict.fromkeys(filter(None, told.about))
    ]
    if told.raised_by:
        rows.append({"kind": "raised_by", "source_id": node_id, "target_id": told.raised_by})
    ties = tuple(_tied(grown, {**row, "source": told.source}, day) for row in rows)
    return node_id, Changes(nodes=(need,), ties=ties)


def _carried(snapshot: Snapshot, need: AnyNode, wording: str, day: str) -> Changes:
    """Make a draft that answers the need and concerns what it concerns."""
    node_id = slug(wording, snapshot.node, "empfehlung")
    made = _made(Recommendation, {"id": node_id, "name": wording, "as_of": day, "source": need.source})
    grown = Snapshot.of([*snapshot.nodes, made], snapshot.ties)
    about = sorted(tie.target_id for tie in snapshot.ties if tie.kind == "concerns" and tie.source_id == need.id)
    rows = [{"kind": "answers", "source_id": node_id, "target_id": need.id}]
    rows += [{"kind": "concerns", "source_id": node_id, "target_id": other} for other in dict.fromkeys(about)]
    return Changes(nodes=(made,), ties=tuple(_tied(grown, row, day) for row in rows))


def _tied(snapshot: Snapshot, row: dict[str, Any], day: str) -> AnyTie:
    tie: AnyTie = _valid(TIE.validate_python, {**row, "as_of": day, "confirmed": True})
    ends = [snapshot.node.get(end) for end in (tie.source_id, tie.target_id)]
    if ends[0] is None or ends[1] is None or not ends_fit(tie, ends[0].kind, ends[1].kind):
        raise _unfit(
            Text("„{tie}“ passt nicht zu „{id}“.", "“{tie}” does not fit “{id}”.").format(
                tie=tie.spec.text, id=tie.target_id
            )
        )
    return tie


def _checked(node: AnyNode, changed: dict[str, Any]) -> AnyNode:
    found: AnyNode = _made(type(node), {**node.model_dump(), **changed})
    return found


def _made(cls: type[Any], values: dict[str, Any]) -> Any:  # noqa: ANN401 - a node of *cls*
    return _valid(cls.model_validate, values)


def _valid(check: Callable[[dict[str, Any]], Any], values: dict[str, Any]) -> Any:  # noqa: ANN401
    try:
        return check(values)
    except ValidationError as error:
        faults = faults_of(error, "")
        raise InvalidData(faults[0].text, faults) from None


def _unfit(text: Text) -> InvalidData:
    return InvalidData(text, (Fault("", text),))
