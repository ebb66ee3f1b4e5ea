"""Likely doubles among what is stored: over the API and on a page; merge them, or say that they are not the same."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field, ValidationError

from graph_service.api.access import Editor, Sees, Service
from graph_service.api.form import Form, token_of
from graph_service.api.http import answer, chosen_format, expected_revision, language
from graph_service.api.pages import show_page
from graph_service.api.pages_history import whole
from graph_service.api.scope import Asked
from graph_service.api.state import State, Writer
from graph_service.errors import InvalidData, ServiceError
from graph_service.exchange.lists.doubles import Double, doubles, merging
from graph_service.exchange.messages import faults_of
from graph_service.rows import Frozen
from graph_service.snapshot import Revision
from graph_service.words import OptionalProse, Slug, Text, Visibility

router = APIRouter(prefix="/api/v1", tags=["imports"])
pages = APIRouter(include_in_schema=False, prefix="/doubles")


class Merge(Frozen):
    """Which of two stays."""

    keep: Slug = Field(description="Id of the one that stays.")
    drop: Slug = Field(description="Id of the one whose names, ties and sources go over.")
    note: OptionalProse = Field(None, description="Why; kept in the log.")


class Distinction(Frozen):
    """Two that are not the same."""

    one: Slug
    other: Slug


@router.get("/doubles", operation_id="list_doubles")
def list_doubles(
    request: Request, state: Service, role: Editor, visibility: Sees, query: Annotated[Asked, Query()]  # noqa: ARG001
) -> Response:  # fmt: skip
    """Pairs of entries that may be one, surest first, with the reason; pairs told apart are left out."""
    chosen_format(request, ("json",))
    apart = state.memory.all().apart

    def make() -> Any:  # noqa: ANN401
        spoken = language(request)
        items = [
            {"one": d.one, "other": d.other, "likeness": d.likeness, "why": d.why[spoken]}
            for d in _found(state, visibility)
        ]
        return {"items": items, "self": str(request.url), "next": None}

    return answer(request, state.store.revision(), make, depends=(visibility, apart))


@router.post("/merges", operation_id="merge", status_code=201)
def merge(
    request: Request, state: Service, role: Editor, visibility: Sees, query: Annotated[Asked, Query()],  # noqa: ARG001
    body: Annotated[dict[str, Any], Body()],
) -> Response:  # fmt: skip
    """Make one of two entries of one kind: names, ties and sources are kept; the history can take it back."""
    expected = expected_revision(request, state.store.revision())
    wanted = _valid(Merge, body)
    revision = _merged(state, wanted.keep, wanted.drop, expected, Writer(role, visibility, wanted.note or ""))
    return _done(revision.number)


@router.post("/distinctions", operation_id="tell_apart", status_code=201)
def tell_apart(
    state: Service, role: Editor, query: Annotated[Asked, Query()], body: Annotated[dict[str, Any], Body()]  # noqa: ARG001
) -> Response:  # fmt: skip
    """Say that two entries are not the same; they are not asked about again."""
    pair = _valid(Distinction, body)
    state.memory.set_apart(pair.one, pair.other)
    return _done(state.store.revision().number)


@pages.get("")
def page(
    request: Request, state: Service, role: Editor, visibility: Sees, query: Annotated[Asked, Query()]  # noqa: ARG001
) -> Response:  # fmt: skip
    """Show the pairs, each with its three answers."""
    return _page(request, state, visibility)


@pages.post("")
def decide(request: Request, state: Service, role: Editor, visibility: Sees, sent: Form) -> Response:
    """Merge a pair or tell it apart."""
    if not sent.genuine:
        return _page(request, state, visibility, stale=True)
    one, other = sent["one"], sent["other"]
    try:
        if sent["do"] == "apart":
            state.memory.set_apart(one, other)
            return _to("/doubles")
        keep, drop = (one, other) if sent["do"] == "one" else (other, one)
        expected = int(sent["revision"]) if sent["revision"].isdigit() else -1
        revision = _merged(state, keep, drop, expected, Writer(role, visibility, f"{drop} → {keep}"))
    except ServiceError as error:
        return _page(request, state, visibility, error)
    return _to(f"/history/{revision.number}")


def _found(state: State, visibility: Visibility) -> tuple[Double, ...]:
    return doubles(state.seen(visibility), state.memory.all().apart)


def _merged(state: State, keep: str, drop: str, expected: int, writer: Writer) -> Revision:
    return state.write(merging(state.seen(writer.visibility), keep, drop), expected, writer)


def _page(
    request: Request, state: State, visibility: Visibility, error: ServiceError | None = None, *, stale: bool = False
) -> Response:
    network = state.network(whole(visibility))
    pairs = [
        {"one": d.one, "other": d.other, "likeness": d.likeness, "why": d.why, "kind": network.nodes[d.one].spec.text,
         "ties": (len(network.ties_at(d.one)), len(network.ties_at(d.other)))}
        for d in _found(state, visibility)
    ]  # fmt: skip
    values = {"pairs": pairs, "error": error, "stale": stale, "revision": state.store.revision().number}
    only_sent = {"here_in_other": "/doubles"} if request.method == "POST" else {}
    return show_page(
        request, state, whole(visibility),
        lambda made: made.show("doubles.html", **{**only_sent, "token": token_of(request), **values}),
        status=200 if error is None and not stale else 422, depends=(repr(values),),
    )  # fmt: skip


def _valid(model: type[Any], body: dict[str, Any]) -> Any:  # noqa: ANN401 - one of *model*
    try:
        return model.model_validate(body)
    except ValidationError as error:
        text = Text("So geht es nicht.", "This does not work.")
        raise InvalidData(text, faults_of(error, "", model=model)) from None


def _done(revision: int) -> Response:
    return Response(
        json.dumps({"revision": revision}), status_code=201, media_type="application/json",
        headers={"X-Revision": str(revision), "Cache-Control": "no-store"},
    )  # fmt: skip


def _to(address: str) -> Response:
    return RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})
