"""The log of writes, a batch of changes in one write, and true deletion."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request, Response
from pydantic import Field, ValidationError

from graph_service.api.access import Admin, Editor, Sees, Service
from graph_service.api.http import answer, chosen_format, expected_revision, url_with
from graph_service.api.scope import Asked
from graph_service.api.state import Writer
from graph_service.errors import Fault, InvalidData
from graph_service.exchange.messages import faults_of
from graph_service.rows import Frozen
from graph_service.snapshot import Changes, Revision
from graph_service.store.port import Change, LogEntry
from graph_service.words import OptionalProse, Slug, Text, Visibility

router = APIRouter(prefix="/api/v1", tags=["changes"])


class LogQuery(Asked):
    """Which part of the log."""

    since: int = Field(0, ge=0, le=2**53, description="Only writes after this revision.")
    limit: int = Field(100, ge=1, le=1000, description="Most writes on a page.")


@router.get("/changes", operation_id="list_changes")
def list_changes(request: Request, state: Service, visibility: Sees, query: Annotated[LogQuery, Query()]) -> Response:
    """Writes since a revision, oldest first: who, when, why, and every row before and after."""
    chosen_format(request, ("json",))

    def make() -> Any:  # noqa: ANN401
        found = state.store.history(query.since, query.limit + 1)
        page = found[: query.limit]
        following = url_with(request, since=page[-1].revision.number) if len(found) > query.limit else None
        shown = state.ledger.visible(state.store, page, visibility)
        whole = visibility is Visibility.RESTRICTED
        # a write to hidden rows alone is hidden with them
        told = [(e, rows) for e, rows in zip(page, shown, strict=True) if rows or not e.changes]
        items = [_entry(entry, rows, whole=whole) for entry, rows in told]
        return {"items": items, "self": str(request.url), "next": following}

    return answer(request, state.store.revision(), make, depends=(visibility,))


def _entry(entry: LogEntry, shown: tuple[Change, ...], *, whole: bool) -> dict[str, Any]:
    return {
        "revision": entry.revision.number,
        "at": entry.at.isoformat(),
        "author": entry.author,
        # a note may name what the reader must not see, also what an erasure left no row of
        "note": entry.note if whole or 0 < len(shown) == len(entry.changes) else "",
        "changes": [
            {
                "action": change.action,
                "kind": change.kind,
                "key": change.key,
                "before": json.loads(change.before) if change.before else None,
                "after": json.loads(change.after) if change.after else None,
            }
            for change in shown
        ],
    }


class Batch(Frozen):
    """Several changes in one write."""

    changes: Changes
    note: OptionalProse = Field(None, description="Why; kept in the log.", examples=["List of 14 March"])


@router.post("/changes", operation_id="apply_changes", status_code=201)
def apply_changes(
    request: Request,
    state: Service,
    role: Editor,
    visibility: Sees,
    query: Annotated[Asked, Query()],  # noqa: ARG001
    body: Annotated[dict[str, Any], Body()],
) -> Response:
    """Write a batch, all or nothing; ``If-Match`` names the revision it was made for."""
    expected = expected_revision(request, state.store.revision())
    try:
        batch = Batch.model_validate(body)
    except ValidationError as error:
        raise InvalidData(
            Text("Die Änderung passt nicht zum Modell; nichts wurde geändert.",
                 "The change does not fit the model; nothing was changed."),
            faults_of(error, ""),
        ) from None  # fmt: skip
    return _done(state.write(batch.changes, expected, Writer(role, visibility, batch.note or "")))


class Erasure(Frozen):
    """What is to be removed for good."""

    ids: tuple[Slug, ...] = Field(min_length=1, max_length=1000, description="Ids of the nodes to remove.")
    note: OptionalProse = Field(None, description="Why; kept in the log.")


@router.post("/erasures", operation_id="erase", status_code=201)
def erase(
    state: Service,
    role: Admin,
    query: Annotated[Asked, Query()],  # noqa: ARG001
    body: Annotated[dict[str, Any], Body()],
) -> Response:
    """Remove nodes and all their ties for good, history included."""
    try:
        wanted = Erasure.model_validate(body)
    except ValidationError as error:
        raise InvalidData(
            Text("So geht es nicht.", "This does not work."), faults_of(error, "", model=Erasure)
        ) from None
    if len(set(wanted.ids)) != len(wanted.ids):
        text = Text("eine Kennung steht doppelt", "an id stands twice")
        raise InvalidData(Text("So geht es nicht.", "This does not work."), (Fault("/ids", text),))
    return _done(state.erase(wanted.ids, Writer(role, Visibility.RESTRICTED, wanted.note or "")))


def _done(revision: Revision) -> Response:
    return Response(
        json.dumps({"revision": revision.number}),
        status_code=201,
        media_type="application/json",
        headers={"X-Revision": str(revision.number), "Cache-Control": "no-store"},
    )
