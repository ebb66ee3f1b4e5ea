"""The pages on which members are asked: rounds for editors, and one signed link for each member, without an account."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from graph_service.api.access import Editor, Sees, Service, editor
from graph_service.api.form import Form, Sent, token_of
from graph_service.api.http import keep_language, language
from graph_service.api.pages import HTML
from graph_service.api.scope import Asked, today
from graph_service.api.state import State, Writer
from graph_service.errors import Conflict, Forbidden, NotFound, ServiceError
from graph_service.exchange.messages import faults_of
from graph_service.network import Network
from graph_service.searching import slug
from graph_service.settings import Role
from graph_service.snapshot import Scope
from graph_service.surveys.accepting import accept
from graph_service.surveys.links import check, path
from graph_service.surveys.model import Letter, Round
from graph_service.views.asking_page import (
    answer_of,
    answer_values,
    chosen,
    counts,
    round_rows,
    said_lines,
    texts,
)
from graph_service.views.asking_texts import ASKING
from graph_service.views.pages import Pages
from graph_service.words import Text, Visibility, in_words


def _known(query: Annotated[Asked, Query()]) -> None:
    """Refuse parameters that no page here has."""


router = APIRouter(include_in_schema=False, dependencies=[Depends(_known)])
_office = APIRouter(dependencies=[Depends(editor)])
_WEEKS = timedelta(weeks=4)


def _show(
    request: Request, state: State, visibility: Visibility, template: str, *, status: int = 200,
    values: Callable[[Network], dict[str, Any]],
) -> Response:  # fmt: skip
    """Page that depends on more than the network, so that nobody keeps it."""
    spoken = language(request)
    network = _whole(state, visibility)
    pages = Pages(network, spoken, request.url.path, {})
    html = pages.show(template, token=token_of(request), a=texts(spoken), **values(network))
    headers = {"Cache-Control": "no-store", "Content-Language": spoken}
    response = Response(html, status_code=status, media_type=HTML, headers=headers)
    keep_language(request, response)
    return response


def _whole(state: State, visibility: Visibility) -> Network:
    return state.network(Scope(standing_only=False, visibility=visibility))


def _genuine(given: Sent) -> None:
    if not given.genuine:
        raise Forbidden(
            Text("Das Formular ist zu alt oder kommt nicht von hier. Bitte die Seite neu laden und noch einmal absenden.",
                 "The form is too old or does not come from here. Please reload the page and send it again.")
        )  # fmt: skip


@_office.get("/asking")
def rounds(request: Request, state: Service, visibility: Sees) -> Response:
    """Show every round, and a form for a new one."""
    day = today(request)
    return _rounds(request, state, visibility, {"asked_on": day.isoformat(), "until": (day + _WEEKS).isoformat()})


def _rounds(
    request: Request, state: State, visibility: Visibility, given: dict[str, str], faults: tuple[Text, ...] = ()
) -> Response:
    spoken = language(request)
    found = [(one, counts(state.desk.letters(one.id), spoken)) for one in state.desk.rounds()]
    kept = {name: given.get(name, "") for name in ("title", "asked_on", "until", "actors", "bodies", "field", "more")}

    def values(_: Network) -> dict[str, Any]:
        return {"rounds": found, "given": kept, "faults": [fault[spoken] for fault in faults]}

    return _show(request, state, visibility, "asking.html", values=values, status=422 if faults else 200)


@_office.post("/asking")
def begin(request: Request, state: Service, visibility: Sees, given: Form) -> Response:
    """Begin a round."""
    _genuine(given)
    network = _whole(state, visibility)
    ids, lost = chosen(network, given.values)
    faults = [ASKING["asking_unknown"].format(what=", ".join(lost))] if lost else []
    if not ids and not lost:
        faults.append(ASKING["asking_nobody"])
    try:
        if not faults:
            taken = {*network.nodes, *(known.id for known in state.desk.rounds())}
            days = {"asked_on": given["asked_on"], "until": given["until"]}
            title = given["title"]
            one = Round.model_validate({"id": slug(title, taken, "erhebung"), "title": title, "asked": ids, **days})
            state.desk.begin(one)
            return RedirectResponse(f"/asking/{one.id}", status_code=303)
    except ValidationError as error:
        faults += [fault.text for fault in faults_of(error, "", model=Round)]
    return _rounds(request, state, visibility, given.values, tuple(faults))


@_office.get("/asking/{round_id}")
def one_round(request: Request, state: Service, visibility: Sees, round_id: str) -> Response:
    """Show one round: who has answered, and the links."""
    one = state.desk.round(round_id)
    spoken, key, over = language(request), state.desk.key(), today(request) > one.until
    host = str(request.base_url).rstrip("/")
    letters = state.desk.letters(round_id)
    links = [(letter, "" if letter.state != "open" else host + path(key, one, letter)) for letter in letters]

    def values(network: Network) -> dict[str, Any]:
        rows = round_rows(network, one, links, spoken)
        days = {"day": in_words(one.asked_on.isoformat())[spoken], "until": in_words(one.until.isoformat())[spoken]}
        return {"one": one, "over": over, "rows": rows, "counts": counts(letters, spoken), **days}

    return _show(request, state, visibility, "asking_round.html", values=values)


@_office.post("/asking/{round_id}")
def drop_round(state: Service, round_id: str, given: Form) -> Response:
    """Delete a round."""
    _genuine(given)
    state.desk.round(round_id)
    state.desk.drop(round_id)
    return RedirectResponse("/asking", status_code=303)


@_office.get("/asking/{round_id}/{node_id}")
def one_answer(
    request: Request, state: Service, visibility: Sees, round_id: str, node_id: str
) -> Response:  # fmt: skip
    """Show an answer and what it would change."""
    one, letter = state.desk.round(round_id), _waiting(state, round_id, node_id)
    return _answer(request, state, visibility, one, letter)


def _answer(
    request: Request,
    state: State,
    visibility: Visibility,
    one: Round,
    letter: Letter,
    fault: ServiceError | None = None,
) -> Response:
    spoken = language(request)

    def values(network: Network) -> dict[str, Any]:
        done = accept(network.snapshot, one, letter.node, letter.answer) if letter.answer else None
        return {
            "one": one, "node": letter.node, "member": network.name(letter.node), "serial": letter.serial,
            "remark": letter.answer.remark if letter.answer else "", "faults": [fault.text[spoken]] if fault else [],
            "lines": [text[spoken] for text in done.lines] if done else [],
            "left": [text[spoken] for text in done.left] if done else [],
        }  # fmt: skip

    status = fault.status if fault else 200
    return _show(request, state, visibility, "asking_answer.html", values=values, status=status)


def _waiting(state: State, round_id: str, node_id: str) -> Letter:
    letter = state.desk.letter(round_id, node_id)
    if letter is None or letter.state != "waiting":
        raise NotFound(Text("Hier wartet keine Antwort.", "No answer waits here."))
    return letter


@_office.post("/asking/{round_id}/{node_id}")
def settle(  # noqa: PLR0913, PLR0917 - one parameter for each thing a write depends on
    request: Request, state: Service, role: Editor, visibility: Sees, round_id: str, node_id: str, given: Form
) -> Response:
    """Accept or refuse an answer, or let a member answer anew."""
    _genuine(given)
    one = state.desk.round(round_id)
    if given["do"] == "reopen":
        letter = state.desk.letter(round_id, node_id)
        if letter is None or letter.state in ("open", "waiting"):
            raise Conflict(Text("Der Link ist noch offen.", "The link is still open."))
        state.desk.reopen(round_id, letter)
    else:
        letter = _waiting(state, round_id, node_id)
        if given["do"] == "accept":
            try:
                _take_over(state, role, visibility, one, letter)
            except ServiceError as error:
                return _answer(request, state, visibility, one, letter, error)
        state.desk.settle(round_id, letter, "accepted" if given["do"] == "accept" else "refused")
    return RedirectResponse(f"/asking/{round_id}", status_code=303)


def _take_over(state: State, role: Role, visibility: Visibility, one: Round, letter: Letter) -> None:
    snapshot = state.seen(visibility)
    if letter.answer is None or letter.node not in snapshot.node:
        raise NotFound(Text("Das Mitglied gibt es nicht mehr.", "The member is no longer there."))
    changes = accept(snapshot, one, letter.node, letter.answer).changes
    state.write(changes, snapshot.revision.number, Writer(role, visibility, f"{one.title}: {letter.node}"))


@router.get("/answer/{round_id}/{node_id}/{sign}")
def questions(request: Request, state: Service, round_id: str, node_id: str, sign: str) -> Response:
    """Ask one member; whoever has the link needs no account."""
    one, _ = _by_link(request, state, round_id, node_id, sign)
    spoken = language(request)

    def values(network: Network) -> dict[str, Any]:
        return {"said": None, **answer_values(network, one, node_id, spoken)}

    return _show(request, state, Visibility.INTERNAL, "answer.html", values=values)


@router.post("/answer/{round_id}/{node_id}/{sign}")
def receive(request: Request, state: Service, round_id: str, node_id: str, sign: str, given: Form) -> Response:
    """Keep what one member sent until an editor settles it."""
    one, letter = _by_link(request, state, round_id, node_id, sign)
    spoken = language(request)
    answer = answer_of(_whole(state, Visibility.INTERNAL), node_id, given.values)
    state.desk.receive(one.id, letter, answer)

    def values(network: Network) -> dict[str, Any]:
        return {"said": said_lines(network, node_id, answer, spoken)}

    return _show(request, state, Visibility.INTERNAL, "answer.html", values=values)


def _by_link(request: Request, state: State, round_id: str, node_id: str, sign: str) -> tuple[Round, Letter]:
    day: date = today(request)
    one = next((found for found in state.desk.rounds() if found.id == round_id), None)
    letter = state.desk.letter(round_id, node_id) if one else None
    return check(state.desk.key(), one, letter, sign, day)


router.include_router(_office)
