"""The history as pages: every write, one write with its undo, and all that touched one node."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from graph_service.api.access import Editor, Sees, Service, may_edit
from graph_service.api.form import Form, token_of
from graph_service.api.pages import show_page
from graph_service.api.scope import Asked
from graph_service.api.state import State, Writer
from graph_service.errors import Conflict, Forbidden, NotFound, StaleRevision
from graph_service.model import NODE, TIE, TIE_KINDS
from graph_service.snapshot import Scope, Snapshot
from graph_service.store.port import Change, LogEntry
from graph_service.store.undoing import Undoing, touches, undoing
from graph_service.views.change_words import RowChange, title
from graph_service.views.history_page import FEW_ROWS, MOST_ROWS, Written, write_values
from graph_service.views.pages import Pages
from graph_service.words import Text, Visibility

router = APIRouter(include_in_schema=False)
_ON_A_PAGE = 20
_LOOKED_THROUGH = 500
_WINDOW = 50


class HistoryQuery(Asked):
    """Which part of the history."""

    before: int | None = Field(None, ge=0, le=2**53)
    node: str = Field("", max_length=120)
    said: Literal["already", ""] = ""


class RevisionQuery(Asked):
    """What has just been done."""

    said: Literal["saved", "already", "undone", ""] = ""


@router.get("/history")
def history(request: Request, state: Service, visibility: Sees, query: Annotated[HistoryQuery, Query()]) -> Response:
    """Show writes, the newest first; of one node only, if asked for."""
    scope = whole(visibility)
    network = state.network(scope)
    if query.node and query.node not in network.nodes and not _ever(state, visibility, query.node):
        raise NotFound(Text("„{id}“ gibt es nicht.", "There is no “{id}”.").format(id=query.node))

    def make(pages: Pages) -> str:
        top = state.store.revision().number if query.before is None else query.before - 1
        found, older = _back(state, visibility, top, query.node)
        writes = [write_values(one, network.name, pages.language, FEW_ROWS) for one in found]
        return pages.show(
            "history.html", writes=writes, older=older, node=query.node, newest=query.before is None,
            said=query.said, node_name=network.name(query.node),
        )  # fmt: skip

    return show_page(request, state, scope, make)


def whole(visibility: Visibility) -> Scope:
    """Everything a reader may see, ended or not."""
    return Scope(standing_only=False, visibility=visibility)


Seen = tuple[LogEntry, tuple[Change, ...]]


def _visible(state: State, entries: Iterable[LogEntry], visibility: Visibility) -> Iterator[Seen]:
    held = list(entries)
    yield from zip(held, state.ledger.visible(state.store, held, visibility), strict=True)


def _back(state: State, visibility: Visibility, top: int, node: str) -> tuple[list[Written], int | None]:
    """Writes from number *top* downwards that the reader may see, and the number before which to go on."""
    found: list[Written] = []
    looked = 0
    while top > 0 and looked < _LOOKED_THROUGH:
        since = max(0, top - _WINDOW)
        page = [pair for pair in _visible(state, state.store.history(since, top - since), visibility)]  # noqa: C416 - read once
        for entry, shown in reversed(page):
            rows = tuple(c for c in shown if not node or touches(c, node))
            if rows or (not node and not entry.changes):
                found.append(written(entry, shown, visibility, rows))
            if len(found) == _ON_A_PAGE:
                return found, entry.revision.number if entry.revision.number > 1 else None
        looked += top - since
        top = since
    return found, top + 1 if top > 0 else None


def _ever(state: State, visibility: Visibility, node: str) -> bool:
    return bool(_back(state, visibility, state.store.revision().number, node)[0])


def written(
    entry: LogEntry, shown: tuple[Change, ...], visibility: Visibility, told: tuple[Change, ...] | None = None
) -> Written:
    """One write of the log, as far as it is shown; *told* are those of its rows to tell, by default all."""
    complete = len(shown) == len(entry.changes)
    # a note may name what the reader must not see, also what an erasure left no row of
    note = entry.note if visibility is Visibility.RESTRICTED or (shown and complete) else ""
    kept = sorted(shown if told is None else told, key=lambda change: change.kind in TIE_KINDS)  # nodes first
    rows = [_row(change) for change in kept[:MOST_ROWS]]
    return Written(entry.revision.number, entry.at, entry.author, note, rows, len(kept), complete)


def _row(change: Change) -> RowChange:
    adapter = TIE if change.kind in TIE_KINDS else NODE
    before, after = (adapter.validate_json(body) if body else None for body in (change.before, change.after))
    return RowChange(before, after)


def one_write(state: State, visibility: Visibility, number: int) -> Seen:
    """Write of this number, as far as the reader may see it; `NotFound` if there is none for them."""
    entries = state.store.history(number - 1, 1) if number > 0 else ()
    found = [pair for pair in _visible(state, entries, visibility) if pair[0].revision.number == number]
    if not found or (found[0][0].changes and not found[0][1]):
        raise NotFound(Text("Eine Fassung {n} gibt es nicht.", "There is no revision {n}.").format(n=number))
    return found[0]


@router.get("/history/{number}")
def revision(
    request: Request, state: Service, visibility: Sees, number: int, query: Annotated[RevisionQuery, Query()]
) -> Response:
    """Show one write: every row in words, and its undo."""
    pair = one_write(state, visibility, number)
    return _revision_page(request, state, visibility, pair, said=query.said)


def _revision_page(
    request: Request, state: State, visibility: Visibility, pair: Seen, *, said: str = "", status: int = 200
) -> Response:
    scope = whole(visibility)
    network = state.network(scope)
    entry, shown = pair
    write = written(entry, shown, visibility)
    now = state.seen(visibility)
    back = undoing(entry, now) if may_edit(request) and write.whole and entry.changes else None

    def make(pages: Pages) -> str:
        def named(keys: Iterable[str]) -> list[str]:
            rows = {**now.node, **now.tie, **(now.after(back.changes).tie if back else {})}
            return [title(rows[k], network.name, pages.language) if k in rows else k for k in list(keys)[:FEW_ROWS]]

        told = write_values(write, network.name, pages.language, MOST_ROWS)
        blocked = _blocked(back, pages.language)
        return pages.show(
            "revision.html", write=told, back=back, said=said, token=token_of(request), here=set(network.nodes),
            blocked=[(text, named(keys)) for text, keys in blocked],
            **({"here_in_other": f"/history/{entry.revision.number}"} if request.method == "POST" else {}),
        )  # fmt: skip

    return show_page(request, state, scope, make, status=status)


_STANDS_IN_THE_WAY = (
    ("changed_since", Text("Später noch einmal geändert", "Changed again later")),
    ("hanging", Text("Inzwischen hängt daran", "Since then this hangs on it")),
    ("endless", Text("Dafür fehlt inzwischen ein Ende", "An end is missing by now for")),
)


def _blocked(back: Undoing | None, language: str) -> list[tuple[str, tuple[str, ...]]]:
    if back is None:
        return []
    return [(text[language], getattr(back, name)) for name, text in _STANDS_IN_THE_WAY if getattr(back, name)]


@router.post("/history/{number}/undo")
def undo(request: Request, state: Service, role: Editor, visibility: Sees, number: int, form: Form) -> Response:
    """Take one write back by a write of its own."""
    pair = one_write(state, visibility, number)
    entry, shown = pair
    if len(shown) != len(entry.changes):
        raise Forbidden(
            Text(
                "Diese Fassung betraf auch Einträge, die Ihre Rolle nicht zeigt; bitte an die Administration wenden.",
                "This revision also touched entries that your role does not show; please ask an administrator.",
            )
        )
    if not form.genuine:
        return _revision_page(request, state, visibility, pair, status=403)
    note = f"Rücknahme von Fassung {number} / undoes revision {number}"
    for _ in range(_TRIES):
        now: Snapshot = state.seen(visibility)
        back = undoing(entry, now)
        if back.done:
            return RedirectResponse(f"/history/{number}?said=already", status_code=303)
        if not back.possible:
            break
        try:
            made = state.write(back.changes, now.revision.number, Writer(role, visibility, note))
        except StaleRevision:
            continue
        except Conflict:
            break
        return RedirectResponse(f"/history/{made.number}?said=undone", status_code=303)
    return _revision_page(request, state, visibility, pair, status=409)


_TRIES = 5
