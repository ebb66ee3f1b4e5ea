"""The log of writes, a batch of changes in one write, and true deletion."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request, Response
from pydantic import Field, ValidationError

from graph_service.api.access import Admin, Editor, Sees, Service
from graph_service.api.http import answer, chosen_format, expected_revision, url_with
from graph_service.api.scope import Asked
from graph_service.errors import Fault, InvalidData
from graph_service.exchange.messages import faults_of
from graph_service.rows import Frozen
from graph_service.snapshot import Changes, Revision
from graph_service.store.port import Change, LogEntry
from graph_service.words import Slug, Text, Visibility

router = APIRouter(prefix="/api/v1", tags=["changes"])
_ORDER = list(Visibility)


class LogQuery(Asked):
    """Which part of the log."""

    since: int = Field(0, ge=0, description="Only writes after this revision.")
    limit: int = Field(100, ge=1, le=1000, description="Most writes on a page.")


@router.get("/changes", operation_id="list_changes")
def list_changes(request: Request, state: Service, visibility: Sees, query: Annotated[LogQuery, Query()]) -> Response:
    """Writes since a revision, oldest first: who, when, why, and every row before and after."""
    chosen_format(request, ("json",))

    def make() -> Any:  # noqa: ANN401
        found = state.store.history(query.since, query.limit + 1)
        page = found[: query.limit]
        following = url_with(request, since=page[-1].revision.number) if len(found) > query.limit else None
        return {"items": [_entry(e, visibility) for e in page], "self": str(request.url), "next": following}

    return answer(request, state.store.revision(), make, depends=(visibility,))


def _entry(entry: LogEntry, visibility: Visibility) -> dict[str, Any]:
    return {
        "revision": entry.revision.number,
        "at": entry.at.isoformat(),
        "author": entry.author,
        # a note may name what the reader must not see
        "note": entry.note if all(_visible(c, visibility) for c in entry.changes) else "",
        "changes": [
            {
                "action": change.action,
                "kind": change.kind,
                "key": change.key,
                "before": json.loads(change.before) if change.before else None,
                "after": json.loads(change.after) if change.after else None,
            }
            for change in entry.changes
            if _visible(change, visibility)
        ],
    }


def _visible(change: Change, visibility: Visibility) -> bool:
    rows = [json.loads(body) for body in (change.before, change.after) if body]
    return all(_ORDER.index(row["visibility"]) <= _ORDER.index(visibility) for row in rows)


class Batch(Frozen):
    """Several changes in one write."""

    changes: Changes
    note: str = Field("", max_length=1000, description="Why; kept in the log.")


@router.post("/changes", operation_id="apply_changes", status_code=201)
def apply_changes(request: Request, state: Service, role: Editor, body: Annotated[dict[str, Any], Body()]) -> Response:
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
    return _done(state.store.apply(batch.changes, expected=expected, author=role, note=batch.note), 201)


class Erasure(Frozen):
    """What is to be removed for good."""

    ids: tuple[Slug, ...] = Field(min_length=1, max_length=1000, description="Ids of the nodes to remove.")
    note: str = Field("", max_length=1000, description="Why; kept in the log.")


@router.post("/erasures", operation_id="erase", status_code=201)
def erase(request: Request, state: Service, role: Admin, body: Annotated[dict[str, Any], Body()]) -> Response:  # noqa: ARG001
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
    return _done(state.store.erase(wanted.ids, author=role, note=wanted.note), 201)


def _done(revision: Revision, status: int) -> Response:
    return Response(
        json.dumps({"revision": revision.number, "digest": revision.digest}),
        status_code=status,
        media_type="application/json",
        headers={"X-Revision": str(revision.number), "Cache-Control": "no-store"},
    )
