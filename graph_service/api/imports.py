"""Lists over the API: bring one and see what it would do, say what it means, take it over."""

import json
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Body, Depends, Query, Request, Response
from pydantic import BaseModel, Field, ValidationError

from graph_service.api.access import Editor, Sees, Service
from graph_service.api.drafts import KEPT_SECONDS, Draft, Wish
from graph_service.api.http import answer, chosen_format, expected_revision, language
from graph_service.api.scope import Asked
from graph_service.api.state import State, Writer
from graph_service.errors import Conflict, InvalidData, StaleRevision
from graph_service.exchange.lists.mapping import Profile
from graph_service.exchange.lists.preview import Preview
from graph_service.exchange.lists.telling import as_json
from graph_service.exchange.messages import faults_of
from graph_service.rows import Frozen
from graph_service.snapshot import Revision
from graph_service.words import OptionalProse, Text, Visibility

router = APIRouter(prefix="/api/v1", tags=["imports"])
_M = TypeVar("_M", bound=BaseModel)


async def raw(request: Request) -> bytes:
    """Give the body as it came."""
    return await request.body()


class ListQuery(Asked):
    """Name of the file that is brought."""

    name: str = Field(
        min_length=1, max_length=200, description="Name of the file with its ending.", examples=["list.csv"]
    )
    profile: str = Field("", max_length=100, description="Name of a profile whose mapping to use.")


@router.post("/imports", operation_id="read_list", status_code=201)
def read_list_(
    request: Request, state: Service, role: Editor, visibility: Sees, query: Annotated[ListQuery, Query()],  # noqa: ARG001
    data: Annotated[bytes, Depends(raw)],
) -> Response:  # fmt: skip
    """Read a list (the body is the file) and say what importing it would do; nothing is written, the file is not kept."""
    draft = state.drafts.read(query.name, data)
    if query.profile:
        draft = wish(state, draft, Wish(profile=query.profile))
    return _seen(request, state, draft, visibility, 201)


@router.post("/imports/{draft_id}/wishes", operation_id="wish_import", status_code=200)
def wish_import(  # noqa: PLR0913, PLR0917
    request: Request, state: Service, role: Editor, visibility: Sees, draft_id: str,  # noqa: ARG001
    query: Annotated[Asked, Query()],  # noqa: ARG001
    body: Annotated[dict[str, Any], Body()],
) -> Response:  # fmt: skip
    """Say what sheets and columns mean, who is who and how strictly to read; answers with the new preview."""
    draft = wish(state, state.drafts.find(draft_id), _valid(Wish, body))
    return _seen(request, state, draft, visibility, 200)


class Taking(Frozen):
    """Why a list is taken over."""

    note: OptionalProse = Field(None, description="Why; kept in the log.", examples=["List of March"])


@router.post("/imports/{draft_id}/application", operation_id="apply_import", status_code=201)
def apply_import(  # noqa: PLR0913, PLR0917
    request: Request, state: Service, role: Editor, visibility: Sees, draft_id: str,
    query: Annotated[Asked, Query()],  # noqa: ARG001
    body: Annotated[dict[str, Any], Body()],
) -> Response:  # fmt: skip
    """Write what the preview shows, all or nothing; ``If-Match`` names the revision it was made for."""
    expected = expected_revision(request, state.store.revision())
    note = _valid(Taking, body).note or ""
    revision = take_over(state, state.drafts.find(draft_id), expected, Writer(role, visibility, note))
    return Response(
        json.dumps({"revision": revision.number}), status_code=201, media_type="application/json",
        headers={"X-Revision": str(revision.number), "Cache-Control": "no-store"},
    )  # fmt: skip


@router.get("/import-profiles", operation_id="list_import_profiles")
def list_profiles(
    request: Request, state: Service, role: Editor, query: Annotated[Asked, Query()]  # noqa: ARG001
) -> Response:  # fmt: skip
    """Give the mappings that were kept by name."""
    chosen_format(request, ("json",))
    profiles = state.memory.all().profiles
    items = [profile.model_dump(mode="json") for profile in profiles]
    body = {"items": items, "self": str(request.url), "next": None}
    return answer(request, state.store.revision(), lambda: body, depends=(profiles,))


def wish(state: State, draft: Draft, wished: Wish) -> Draft:
    """Follow a wish: keep it with the draft, and the mapping under its name where that was asked."""
    profiles = {profile.name: profile for profile in state.memory.all().profiles}
    if wished.profile and wished.profile not in profiles:
        state.memory.profile(wished.profile)  # says which there are
    draft = draft.wished(wished, profiles)
    state.drafts.keep(draft)
    if wished.save_profile:
        sheets = tuple(mapping.chosen_as for mapping in draft.mappings())
        state.memory.keep(Profile(name=wished.save_profile, sheets=sheets))
    return draft


def take_over(state: State, draft: Draft, expected: int, writer: Writer) -> Revision:
    """Write what a draft does to the network of revision *expected*; the draft is let go."""
    seen = draft.look(state.seen(writer.visibility))
    if seen.revision != expected:
        raise StaleRevision(
            Text(
                "Der Bestand hat sich seit der Vorschau geändert. Bitte die neue Vorschau ansehen und dann übernehmen.",
                "The network has changed since the preview. Please look at the new preview, then take it over.",
            )
        )
    if seen.fault_count:
        text = Text(
            "{n} Stelle(n) passen nicht; nichts wurde geschrieben.", "{n} place(s) do not fit; nothing was written."
        )
        raise InvalidData(text.format(n=seen.fault_count), seen.faults)
    if not seen.ready:
        raise Conflict(
            Text(
                "Alles steht schon so da; es gibt nichts zu schreiben.", "All of it is there already; nothing to write."
            )
        )
    revision = state.write(seen.changes, expected, writer)
    state.drafts.drop(draft.id)
    return revision


def _valid(model: type[_M], body: dict[str, Any]) -> _M:
    try:
        return model.model_validate(body)
    except ValidationError as error:
        text = Text("So geht es nicht.", "This does not work.")
        raise InvalidData(text, faults_of(error, "", model=model)) from None


def _seen(request: Request, state: State, draft: Draft, visibility: Visibility, status: int) -> Response:
    seen: Preview = draft.look(state.seen(visibility))
    head = {"id": draft.id, "name": draft.name, "checksum": f"sha256:{draft.checksum}", "kept_seconds": KEPT_SECONDS}
    body = {**head, **as_json(seen, language(request))}
    return Response(
        json.dumps(body, ensure_ascii=False, default=str), status_code=status, media_type="application/json",
        headers={"X-Revision": str(seen.revision), "Cache-Control": "no-store", "Content-Language": language(request)},
    )  # fmt: skip
