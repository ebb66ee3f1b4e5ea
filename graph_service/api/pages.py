"""The pages' addresses: each reads its scope from the address and shows what the API would answer."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import quote, urlencode

from fastapi import APIRouter, FastAPI, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field, ValidationError
from starlette.staticfiles import StaticFiles
from starlette.types import Scope as Connection

from graph_service.analyses import find
from graph_service.analyses.parameters import parameters
from graph_service.api.access import Sees, Service, may_edit
from graph_service.api.http import holds, keep_language, language, problem, tag
from graph_service.api.scope import ScopeQuery
from graph_service.api.state import State
from graph_service.errors import InvalidParameter, NotFound, ServiceError
from graph_service.exchange.messages import faults_of
from graph_service.model import NODE_KINDS
from graph_service.snapshot import Scope
from graph_service.views.pages import STATIC, Pages, error_html, static_version
from graph_service.words import Text, Visibility

router = APIRouter(include_in_schema=False)
_M = TypeVar("_M", bound=BaseModel)
HTML = "text/html; charset=utf-8"
_NO_PAGE = ("/api/v1", "/healthz", "/readyz", "/metrics", "/static")


class PageQuery(ScopeQuery):
    """Parameters of a page."""

    q: str = Field("", max_length=200)


class OpenQuery(ScopeQuery):
    """What was chosen, one thing or two, and how it is to be shown."""

    node: str = Field(min_length=1, max_length=120)
    other: str | None = Field(None, max_length=120)
    view: Literal["sheet"] | None = None


def wants_page(request: Request) -> bool:
    """Whether an error should be shown as a page."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(_NO_PAGE)


def error_page(
    request: Request, error: ServiceError, headers: dict[str, str] | None = None, status: int | None = None
) -> Response:
    """Show an error as a page; as a problem document where even that fails."""
    reader = language(request)
    faults = [(fault.place, fault.text[reader]) for fault in error.faults]
    try:
        html = error_html(reader, request.url.path, error.title, error.text, faults)
    except OSError:
        return problem(request, error, headers, status)
    kept = {**(headers or {}), "Cache-Control": "no-store", "Content-Language": reader}
    return Response(html, status_code=status or error.status, media_type=HTML, headers=kept)


def show_page(
    request: Request,
    state: State,
    scope: Scope,
    make: Callable[[Pages], str],
    *,
    status: int = 200,
    depends: tuple[object, ...] = (),
) -> Response:
    """Answer with a page over the network in a scope; 304 before anything is made if the reader has it."""
    reader = language(request)
    editable = may_edit(request)
    etag = tag(request, state.store.revision(), "html", scope, static_version(), editable, *depends)
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Vary": "Accept-Language, Authorization, Cookie"}
    headers["Content-Language"] = reader
    if status == 200 and holds(request, etag):  # noqa: PLR2004
        return Response(status_code=304, headers=headers)
    query: dict[str, Any] = {k: request.query_params.getlist(k) for k in sorted(request.query_params)}
    pages = Pages(state.network(scope), reader, request.url.path, query, editable=editable)
    response = Response(make(pages), status_code=status, media_type=HTML, headers=headers)
    keep_language(request, response)
    return response


@router.get("/")
def start(request: Request, state: Service, visibility: Sees, query: Annotated[ScopeQuery, Query()]) -> Response:
    """Show the start page."""
    scope = query.scope(request, visibility)
    stored = _all(query, request, visibility)
    return show_page(request, state, scope, lambda pages: pages.start(state.report(scope), state.network(stored)))


@router.get("/report")
def report(request: Request, state: Service, visibility: Sees, query: Annotated[ScopeQuery, Query()]) -> Response:
    """Show the gap report."""
    scope = query.scope(request, visibility)
    return show_page(request, state, scope, lambda pages: pages.report(state.report(scope)))


@router.get("/analyses")
def analyses(request: Request, state: Service, visibility: Sees, query: Annotated[ScopeQuery, Query()]) -> Response:
    """Show the catalogue of analyses."""
    return show_page(request, state, query.scope(request, visibility), lambda pages: pages.analyses())


@router.get("/analyses/{analysis_id}")
def analysis(request: Request, state: Service, visibility: Sees, analysis_id: str) -> Response:
    """Show one analysis; its own parameters stand in the address beside the scope."""
    entry = find(analysis_id)
    known = {one.id: one for one in parameters(entry.params)}
    own = {k: v for k, v in request.query_params.items() if k in known and (v != "" or known[k].may_be_empty)}
    rest: dict[str, Any] = {k: request.query_params.getlist(k) for k in request.query_params if k not in own}
    lists = {name for name, info in ScopeQuery.model_fields.items() if "list" in str(info.annotation)}
    params = _checked(entry.params, own)
    query = _checked(ScopeQuery, {k: v if k in lists else v[-1] for k, v in rest.items()})
    scope = query.scope(request, visibility)

    def make(pages: Pages) -> str:
        return pages.analysis(entry, params, state.result(entry, params, scope)[1])

    return show_page(request, state, scope, make)


def _checked(model: type[_M], values: dict[str, Any]) -> _M:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        text = Text("Eine Angabe in der Adresse passt nicht.", "Something in the address does not fit.")
        raise InvalidParameter(text, faults_of(error, "", model=model)) from None


@router.get("/matrix")
def matrix(request: Request, state: Service, visibility: Sees, query: Annotated[ScopeQuery, Query()]) -> Response:
    """Show field × field."""
    return show_page(request, state, query.scope(request, visibility), lambda pages: pages.matrix())


@router.get("/matrix/{first}/{second}")
def pair(
    request: Request, state: Service, visibility: Sees, first: str, second: str, query: Annotated[ScopeQuery, Query()]
) -> Response:
    """Show what joins two fields."""
    return show_page(request, state, query.scope(request, visibility), lambda pages: pages.pair(first, second))


@router.get("/coverage")
def coverage(request: Request, state: Service, visibility: Sees, query: Annotated[ScopeQuery, Query()]) -> Response:
    """Show field × municipality and field × target group."""
    return show_page(request, state, query.scope(request, visibility), lambda pages: pages.coverage())


@router.get("/coverage/{field_id}/{other}")
def coverage_cell(
    request: Request, state: Service, visibility: Sees, field_id: str, other: str, query: Annotated[ScopeQuery, Query()]
) -> Response:
    """Show who is in one cell of it."""
    return show_page(
        request, state, query.scope(request, visibility), lambda pages: pages.coverage_cell(field_id, other)
    )


def _all(query: ScopeQuery, request: Request, visibility: Visibility) -> Scope:
    """Scope of the directory: events are shown there too, they are just no standing bodies."""
    return query.scope(request, visibility).model_copy(update={"standing_only": False})


@router.get("/search")
def search(request: Request, state: Service, visibility: Sees, query: Annotated[PageQuery, Query()]) -> Response:
    """Show what a search found."""
    return show_page(request, state, _all(query, request, visibility), lambda pages: pages.search(query.q))


@router.get("/open")
def open_node(request: Request, state: Service, visibility: Sees, query: Annotated[OpenQuery, Query()]) -> Response:
    """Lead to the page of what was chosen: of one thing, its committee sheet, or two fields side by side."""
    network = state.network(_all(query, request, visibility))
    for chosen in (query.node, query.other):
        if chosen and chosen not in network.nodes:
            raise _no_such(chosen)
    node = network.nodes[query.node]
    address = f"/{node.spec.path}/{quote(node.id, safe='')}"
    first, second = (network.field_of.get(i or "") for i in (query.node, query.other))
    if query.view and first:
        address += "/sheet"
    elif first and second and first != second:
        address = f"/matrix/{quote(first, safe='')}/{quote(second, safe='')}"
    kept = [(k, v) for k, v in request.query_params.multi_items() if k in ScopeQuery.model_fields and v]
    headers = {"Cache-Control": "private, no-cache"}
    return RedirectResponse(f"{address}?{urlencode(kept)}" if kept else address, status_code=303, headers=headers)


def _no_such(node_id: str) -> NotFound:
    return NotFound(Text("„{id}“ gibt es nicht.", "There is no “{id}”.").format(id=node_id))


@router.get("/fields/{field_id}/sheet")
def sheet(
    request: Request, state: Service, visibility: Sees, field_id: str, query: Annotated[ScopeQuery, Query()]
) -> Response:
    """Show the committee sheet of a field."""
    scope = query.scope(request, visibility)
    return show_page(request, state, scope, lambda pages: pages.sheet(state.sheet(field_id, scope)))


def _directory_routes(kind: str) -> None:
    path = NODE_KINDS[kind].spec.path

    def directory(request: Request, state: Service, visibility: Sees, query: Annotated[PageQuery, Query()]) -> Response:
        return show_page(request, state, _all(query, request, visibility), lambda pages: pages.directory(kind, query.q))

    def one(
        request: Request, state: Service, visibility: Sees, node_id: str, query: Annotated[ScopeQuery, Query()]
    ) -> Response:
        scope = _all(query, request, visibility).model_copy(update={"as_of": None})
        node = state.network(scope).nodes.get(node_id)
        if node is None or node.kind != kind:
            raise _no_such(node_id)
        found = state.report(query.scope(request, visibility))
        return show_page(request, state, scope, lambda pages: pages.node(node_id, found))

    router.add_api_route(f"/{path}", directory, methods=["GET"])
    router.add_api_route(f"/{path}/{{node_id}}", one, methods=["GET"])


for _kind in NODE_KINDS:
    _directory_routes(_kind)


class _Kept(StaticFiles):
    """Static files whose address changes with their content, so that browsers may keep them."""

    async def get_response(self, path: str, scope: Connection) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def mount_static(app: FastAPI) -> None:
    """Serve our static files, and vis-network as pyvis ships it."""
    spec = find_spec("pyvis")
    folder = Path(spec.origin or "").parent / "templates" / "lib" / "vis-9.1.2" if spec else STATIC
    app.mount("/static/vis-9.1.2", _Kept(directory=folder))
    app.mount(f"/static/{static_version()}", _Kept(directory=STATIC))
