"""Needs and recommendations as living lists: report a need, and take the next step on its page."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from graph_service.api.access import Editor, Sees, Service, editor
from graph_service.api.form import Form, Sent, token_of
from graph_service.api.pages import show_page
from graph_service.api.scope import Asked, today
from graph_service.api.state import State, Writer
from graph_service.errors import Forbidden, NotFound, ServiceError
from graph_service.network import Network
from graph_service.settings import Role
from graph_service.snapshot import Changes, Scope
from graph_service.steps import STEPS, Reported, possible, report_need, take
from graph_service.views.forms import by_name
from graph_service.views.pages import Pages
from graph_service.views.what_if_forms import chosen
from graph_service.words import Text, Visibility


def _known(query: Annotated[Asked, Query()]) -> None:
    """Refuse parameters that no page here has."""


router = APIRouter(include_in_schema=False, dependencies=[Depends(editor), Depends(_known)])
_ACTING = ("actor", "body")
_LISTED = ("who", "body")
_CONTROLS = ("name", "description", "field", "target_group", "municipality", "raised_by", "source")


def _genuine(given: Sent) -> None:
    if not given.genuine:
        raise Forbidden(
            Text("Das Formular ist zu alt oder kommt nicht von hier. Bitte die Seite neu laden und noch einmal absenden.",
                 "The form is too old or does not come from here. Please reload the page and send it again.")
        )  # fmt: skip


def _whole(state: State, visibility: Visibility) -> Network:
    return state.network(Scope(standing_only=False, visibility=visibility))


@router.get("/report-need")
def need_form(request: Request, state: Service, visibility: Sees) -> Response:
    """Show the form by which a need is reported."""
    return _form(request, state, visibility, dict.fromkeys(_CONTROLS, ""))


def _form(
    request: Request, state: State, visibility: Visibility, given: dict[str, str], fault: ServiceError | None = None
) -> Response:
    network = _whole(state, visibility)

    def make(pages: Pages) -> str:
        said = (
            [] if fault is None else [one.text[pages.language] for one in fault.faults] or [fault.text[pages.language]]
        )
        lists = {kind: sorted(network.of(kind), key=by_name) for kind in ("field", "target_group", "municipality")}
        values: dict[str, Any] = {"given": given, "faults": said, "lists": lists, "acting": _names(network, _ACTING)}
        return pages.show("report_need.html", token=token_of(request), **values)

    return show_page(request, state, network.scope, make, status=fault.status if fault else 200)


def _names(network: Network, kinds: tuple[str, ...]) -> list[str]:
    return [node.name for kind in kinds for node in sorted(network.of(kind), key=by_name)]


@router.post("/report-need")
def need_reported(request: Request, state: Service, role: Editor, visibility: Sees, given: Form) -> Response:
    """Store a need."""
    _genuine(given)
    told = {name: given[name].strip() for name in _CONTROLS}
    network = _whole(state, visibility)
    try:
        raised = chosen(network, told["raised_by"], _ACTING, "raised_by") if told["raised_by"] else ""
        about = (told["field"], told["target_group"], told["municipality"])
        reported = Reported(told["name"], told["description"], about, raised, told["source"])
        node_id, changes = report_need(network.snapshot, reported, today(request).isoformat())
        _write(state, role, visibility, changes, network, f"report-need: {node_id}")
    except ServiceError as error:
        return _form(request, state, visibility, told, error)
    return RedirectResponse(f"/needs/{node_id}", status_code=303)


@router.get("/steps/{node_id}")
def steps(request: Request, state: Service, visibility: Sees, node_id: str) -> Response:
    """Show what may come next for a need or recommendation."""
    return _steps(request, state, visibility, node_id)


def _steps(
    request: Request,
    state: State,
    visibility: Visibility,
    node_id: str,
    told: str = "",
    fault: ServiceError | None = None,
) -> Response:
    network = _whole(state, visibility)
    node = network.nodes.get(node_id)
    if node is None or node.kind not in STEPS:
        raise NotFound(Text("„{id}“ gibt es nicht.", "There is no “{id}”.").format(id=node_id))

    def make(pages: Pages) -> str:
        said = (
            [] if fault is None else [one.text[pages.language] for one in fault.faults] or [fault.text[pages.language]]
        )
        lists = {"who": _names(network, _ACTING), "body": _names(network, ("body",))}
        values: dict[str, Any] = {"node": node, "steps": possible(node), "lists": lists, "told": told, "faults": said}
        return pages.show("steps.html", token=token_of(request), **values)

    return show_page(request, state, network.scope, make, status=fault.status if fault else 200)


@router.post("/steps/{node_id}")
def step(request: Request, state: Service, role: Editor, visibility: Sees, node_id: str, given: Form) -> Response:
    """Take one step with a need or recommendation; what the step has made can be seen and undone on its page."""
    _genuine(given)
    network = _whole(state, visibility)
    node = network.nodes.get(node_id)
    if node is None:
        raise NotFound(Text("„{id}“ gibt es nicht.", "There is no “{id}”.").format(id=node_id))
    wants = next((one.wants for one in STEPS.get(node.kind, ()) if one.id == given["do"]), "")
    told = given["told"].strip()
    try:
        picked = (
            chosen(network, told, _ACTING if wants == "who" else ("body",), "told")
            if wants in _LISTED and told
            else told
        )
        changes = take(network.snapshot, node_id, given["do"], picked, today(request).isoformat())
        made = _write(state, role, visibility, changes, network, f"{given['do']}: {node_id}")
    except ServiceError as error:
        return _steps(request, state, visibility, node_id, told, error)
    return RedirectResponse(f"/history/{made}?said=saved", status_code=303)


def _write(state: State, role: Role, visibility: Visibility, changes: Changes, network: Network, note: str) -> int:
    return state.write(changes, network.snapshot.revision.number, Writer(role, visibility, note)).number
