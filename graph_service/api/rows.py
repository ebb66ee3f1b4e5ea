"""Nodes and ties: lists with filters, one, put, delete."""

import json
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request, Response
from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

from graph_service.api.access import Editor, Sees, Service
from graph_service.api.http import answer, chosen_format, expected_revision
from graph_service.api.listing import page
from graph_service.api.scope import Asked, ScopeQuery, kind_of
from graph_service.api.sight import not_above
from graph_service.api.state import State, Writer
from graph_service.errors import Fault, InvalidData, NotFound, StaleRevision
from graph_service.exchange.formats import to_csv, to_xlsx
from graph_service.exchange.messages import faults_of, quoted
from graph_service.exchange.tables import columns_of
from graph_service.model import NODE, NODE_KINDS, TIE, TIE_KINDS, AnyNode, AnyTie, as_record
from graph_service.network import Network
from graph_service.searching import find_nodes
from graph_service.snapshot import Changes, Revision, Scope
from graph_service.words import Text, Visibility

router = APIRouter(prefix="/api/v1")


class ListQuery(ScopeQuery):
    """Filters of a list."""

    limit: int = Field(100, ge=1, le=1000, description="Most rows on a page.")
    cursor: str | None = Field(None, max_length=1000, description="Mark of the page, from `next`; opaque.")
    # a list shows what is stored; the filters of an analysis are opt-in here
    standing_only: bool = Field(False, description="Leave out events and event series.")


class NodesQuery(ListQuery):
    """Filters of the list of nodes."""

    kind: Annotated[str | None, AfterValidator(kind_of(NODE_KINDS))] = Field(
        None, description="Only this kind.", json_schema_extra={"enum": [*NODE_KINDS]}, examples=["actor"]
    )
    q: str = Field(
        "", max_length=200, description="Only what has all these words in its names, id, type or description."
    )


class TiesQuery(ListQuery):
    """Filters of the list of ties."""

    kind: Annotated[str | None, AfterValidator(kind_of(TIE_KINDS))] = Field(
        None, description="Only this kind.", json_schema_extra={"enum": [*TIE_KINDS]}, examples=["member_of"]
    )
    node: str | None = Field(None, max_length=120, description="Only ties of this node, either way round.")


@router.get("/nodes", operation_id="list_nodes", tags=["nodes"])
def list_nodes(request: Request, state: Service, visibility: Sees, query: Annotated[NodesQuery, Query()]) -> Response:
    """Nodes in the scope, sorted by id, a page at a time; JSON; CSV or XLSX of one kind (all pages)."""
    media = chosen_format(request, ("json", "csv", "xlsx") if query.kind else ("json",))
    scope = query.scope(request, visibility)

    def make() -> Any:  # noqa: ANN401
        network = state.network(scope)
        named = {node.id for node in find_nodes(network, query.q)} if query.q.strip() else network.nodes
        kept = [n for n in network.nodes.values() if query.kind in (None, n.kind) and n.id in named]
        if media != "json" and query.kind:
            return _table(query.kind, kept, media)
        found, links = page(request, kept, lambda node: node.id, query.limit, query.cursor)
        return {"items": [as_record(node) for node in found], **links}

    return _list(request, state, make, media, scope, query.kind)


@router.get("/ties", operation_id="list_ties", tags=["ties"])
def list_ties(request: Request, state: Service, visibility: Sees, query: Annotated[TiesQuery, Query()]) -> Response:
    """Ties in the scope, sorted by key, a page at a time; JSON; CSV or XLSX of one kind (all pages)."""
    media = chosen_format(request, ("json", "csv", "xlsx") if query.kind else ("json",))
    scope = query.scope(request, visibility)

    def make() -> Any:  # noqa: ANN401
        network = state.network(scope)
        ties = network.ties_at(query.node) if query.node else network.ties
        kept = sorted((tie for tie in ties if query.kind in (None, tie.kind)), key=lambda tie: tie.key)
        if media != "json" and query.kind:
            return _table(query.kind, kept, media)
        found, links = page(request, kept, lambda tie: tie.key, query.limit, query.cursor)
        return {"items": [{"key": tie.key, **as_record(tie)} for tie in found], **links}

    return _list(request, state, make, media, scope, query.kind)


def _list(
    request: Request, state: State, make: Callable[[], Any], media: str, scope: Scope, kind: str | None
) -> Response:
    name = "" if media == "json" else kind or ""
    return answer(request, state.store.revision(), make, media=media, depends=(scope,), name=name)


def _table(kind: str, rows: list[Any], media: str) -> bytes:
    names = columns_of(kind).names
    cells = [[getattr(row, name) for name in names] for row in rows]
    return to_csv(names, cells) if media == "csv" else to_xlsx({kind: (names, cells)})


def _whole(state: State, visibility: Visibility) -> Network:
    """All a reader may see, with no other filter."""
    return state.network(Scope(standing_only=False, visibility=visibility))


def _missing(identity: str) -> NotFound:
    return NotFound(Text("„{id}“ gibt es nicht.", "There is no “{id}”.").format(id=quoted(identity)))


@router.get("/nodes/{node_id}", operation_id="get_node", tags=["nodes"])
def get_node(
    request: Request,
    state: Service,
    visibility: Sees,
    node_id: str,
    query: Annotated[Asked, Query()],  # noqa: ARG001
) -> Response:
    """One node with its ties."""
    chosen_format(request, ("json",))

    def make() -> Any:  # noqa: ANN401
        network = _whole(state, visibility)
        node = network.nodes.get(node_id)
        if node is None:
            raise _missing(node_id)
        return {**as_record(node), "ties": [{"key": t.key, **as_record(t)} for t in network.ties_at(node_id)]}

    return answer(request, state.store.revision(), make, depends=(visibility,))


@router.get("/ties/{key}", operation_id="get_tie", tags=["ties"])
def get_tie(
    request: Request,
    state: Service,
    visibility: Sees,
    key: str,
    query: Annotated[Asked, Query()],  # noqa: ARG001
) -> Response:
    """One tie."""
    chosen_format(request, ("json",))

    def make() -> Any:  # noqa: ANN401
        tie = _tie(state, visibility, key)
        if tie is None:
            raise _missing(key)
        return {"key": tie.key, **as_record(tie)}

    return answer(request, state.store.revision(), make, depends=(visibility,))


def _tie(state: State, visibility: Visibility, key: str) -> AnyTie | None:
    ends = key.split(":")[1:2]
    return next((t for end in ends for t in _whole(state, visibility).ties_at(end) if t.key == key), None)


def _validated(adapter: TypeAdapter[Any], value: dict[str, Any], kinds: dict[str, Any]) -> Any:  # noqa: ANN401
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        raise InvalidData(
            Text(
                "Die Zeile passt nicht zum Modell; nichts wurde geändert.", "The row does not fit; nothing was changed."
            ),
            faults_of(error, "", model=kinds.get(str(value.get("kind")))),
        ) from None


def _same(path: str, given: object, place: str) -> None:
    if given is not None and given != path:
        raise InvalidData(
            Text("Die Kennung in der Adresse und im Inhalt sind verschieden.", "The ids in address and body differ."),
            (Fault(place, Text("muss „{id}“ heißen", "must be “{id}”").format(id=quoted(path))),),
        )


@router.put("/nodes/{node_id}", operation_id="put_node", tags=["nodes"])
def put_node(  # noqa: PLR0913, PLR0917 - one parameter for each thing a write depends on
    request: Request,
    state: Service,
    role: Editor,
    visibility: Sees,
    node_id: str,
    query: Annotated[Asked, Query()],  # noqa: ARG001
    body: Annotated[dict[str, Any], Body()],
) -> Response:
    """Write one node; ``If-Match`` names the revision, ``If-None-Match: *`` says it must be new."""
    _same(node_id, body.get("id"), "/id")
    node: AnyNode = _validated(NODE, {**body, "id": node_id}, dict(NODE_KINDS))
    not_above([("", node)], visibility)
    present = state.store.revision()  # asked before looking, so that whoever writes in between is noticed
    exists = node_id in state.seen(visibility).node
    expected = _condition(request, present, exists=exists)
    writer = Writer(role, visibility, f"PUT {node_id}")
    revision = state.write(Changes(nodes=(node,)), expected, writer)
    return _written(as_record(node), revision.number, created=not exists)


@router.put("/ties/{key}", operation_id="put_tie", tags=["ties"])
def put_tie(  # noqa: PLR0913, PLR0917 - one parameter for each thing a write depends on
    request: Request,
    state: Service,
    role: Editor,
    visibility: Sees,
    key: str,
    query: Annotated[Asked, Query()],  # noqa: ARG001
    body: Annotated[dict[str, Any], Body()],
) -> Response:
    """Write one tie; its key is kind:source_id:target_id:valid_from."""
    tie: AnyTie = _validated(TIE, {k: v for k, v in body.items() if k != "key"}, dict(TIE_KINDS))
    _same(key, tie.key, "/key")
    not_above([("", tie)], visibility)
    present = state.store.revision()
    exists = _tie(state, visibility, key) is not None
    expected = _condition(request, present, exists=exists)
    revision = state.write(Changes(ties=(tie,)), expected, Writer(role, visibility, f"PUT {key}"))
    return _written({"key": tie.key, **as_record(tie)}, revision.number, created=not exists)


def _condition(request: Request, present: Revision, *, exists: bool) -> int:
    if request.headers.get("if-none-match", "").strip() == "*":
        if exists:
            raise StaleRevision(Text("Das gibt es schon.", "This is there already."))
        return present.number
    return expected_revision(request, present)


def _written(record: dict[str, Any], revision: int, *, created: bool) -> Response:
    return Response(
        json.dumps({**record, "revision": revision}, ensure_ascii=False),
        status_code=201 if created else 200,
        media_type="application/json",
        headers={"X-Revision": str(revision), "Cache-Control": "no-store"},
    )


class DropQuery(Asked):
    """Parameters of a delete."""

    with_ties: bool = Field(False, description="Drop the ties of the node as well; else a node with ties is refused.")


@router.delete("/nodes/{node_id}", operation_id="delete_node", tags=["nodes"])
def delete_node(
    request: Request, state: Service, role: Editor, visibility: Sees, node_id: str, query: Annotated[DropQuery, Query()]
) -> Response:
    """End a node; the log keeps it (`POST /erasures` removes it for good)."""
    expected = expected_revision(request, state.store.revision())
    network = _whole(state, visibility)
    if node_id not in network.nodes:
        raise _missing(node_id)
    ties = [t.key for t in network.ties_at(node_id)] if query.with_ties else []
    changes = Changes(drop_nodes=(node_id,), drop_ties=tuple(ties))
    revision = state.write(changes, expected, Writer(role, visibility, f"DELETE {node_id}"))
    return Response(status_code=204, headers={"X-Revision": str(revision.number)})


@router.delete("/ties/{key}", operation_id="delete_tie", tags=["ties"])
def delete_tie(
    request: Request,
    state: Service,
    role: Editor,
    visibility: Sees,
    key: str,
    query: Annotated[Asked, Query()],  # noqa: ARG001
) -> Response:
    """End a tie; the log keeps it."""
    expected = expected_revision(request, state.store.revision())
    if _tie(state, visibility, key) is None:
        raise _missing(key)
    revision = state.write(Changes(drop_ties=(key,)), expected, Writer(role, visibility, f"DELETE {key}"))
    return Response(status_code=204, headers={"X-Revision": str(revision.number)})
