"""The pages on which editors read lists in: bring, look, map, decide, take over; none of them needs a script."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from graph_service.api.access import Editor, Sees, Service
from graph_service.api.drafts import KEPT_SECONDS, Draft, Wish
from graph_service.api.form import Form, Sent, token_of
from graph_service.api.http import answer, language
from graph_service.api.imports import take_over, wish
from graph_service.api.pages import show_page
from graph_service.api.pages_history import whole
from graph_service.api.scope import Asked
from graph_service.api.state import State, Writer
from graph_service.api.upload import Upload
from graph_service.errors import InvalidData, NotFound, ServiceError, StaleRevision
from graph_service.exchange.lists.forms import forms
from graph_service.exchange.lists.mapping import ASIDE, Chosen, propose
from graph_service.exchange.lists.naming import SAME
from graph_service.exchange.lists.template import template
from graph_service.exchange.messages import faults_of
from graph_service.settings import Role
from graph_service.views.import_page import preview_values
from graph_service.words import Text, Visibility

router = APIRouter(include_in_schema=False, prefix="/import")
_MB = 1_000_000


@router.get("")
def bring(
    request: Request, state: Service, role: Editor, visibility: Sees, query: Annotated[Asked, Query()]  # noqa: ARG001
) -> Response:  # fmt: skip
    """Show the form that takes a list."""
    return _bring(request, state, visibility)


def _bring(
    request: Request, state: State, visibility: Visibility, error: ServiceError | None = None, *, stale: bool = False
) -> Response:
    profiles = [profile.name for profile in state.memory.all().profiles]
    values = {"profiles": profiles, "error": error, "stale": stale, "most": state.settings.largest_body // _MB}
    return _show(request, state, visibility, "import.html", values, 200 if error is None and not stale else 422)


def _show(
    request: Request, state: State, visibility: Visibility, name: str, values: dict[str, Any], status: int = 200
) -> Response:
    only_sent = {"here_in_other": ""} if request.method == "POST" else {}
    response = show_page(
        request, state, whole(visibility),
        lambda pages: pages.show(name, **{**only_sent, "token": token_of(request), **values}),
        status=status, depends=(repr(values),),
    )  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    return response


@router.get("/template.xlsx")
def blank(request: Request, state: Service, visibility: Sees, query: Annotated[Asked, Query()]) -> Response:  # noqa: ARG001
    """Give the list to fill in."""
    reader = language(request)
    name = "vorlage" if reader == "de" else "template"
    revision = state.store.revision()
    return answer(
        request,
        revision,
        lambda: template(state.seen(visibility), reader),
        media="xlsx",
        depends=(visibility, reader),
        name=name,
    )


@router.post("")
def brought(request: Request, state: Service, role: Editor, visibility: Sees, sent: Upload) -> Response:  # noqa: ARG001
    """Read a list and lead to its preview."""
    if not sent.genuine:
        return _bring(request, state, visibility, stale=True)
    try:
        if not sent.data:
            raise InvalidData(_NO_FILE)
        draft = state.drafts.read(sent.name or "liste.csv", sent.data)
        if sent.values.get("profile"):
            wish(state, draft, Wish(profile=sent.values["profile"]))
    except ServiceError as error:
        return _bring(request, state, visibility, error)
    return _to(f"/import/{draft.id}")


@router.post("/profiles")
def drop_profile(request: Request, state: Service, role: Editor, visibility: Sees, sent: Form) -> Response:  # noqa: ARG001
    """Forget a profile."""
    if not sent.genuine:
        return _bring(request, state, visibility, stale=True)
    state.memory.drop(sent["profile"])
    return _to("/import")


@router.get("/{draft_id}")
def look(
    request: Request, state: Service, role: Editor, visibility: Sees, draft_id: str,  # noqa: ARG001
    query: Annotated[Asked, Query()],  # noqa: ARG001
) -> Response:  # fmt: skip
    """Show what a list would do."""
    return _look(request, state, visibility, state.drafts.find(draft_id))


def _look(
    request: Request,
    state: State,
    visibility: Visibility,
    draft: Draft,
    error: ServiceError | None = None,
    *,
    stale: bool = False,
) -> Response:
    seen = draft.look(state.seen(visibility))
    same = sorted(key for key, value in draft.wish.decisions.items() if value.startswith(SAME))
    values = {
        **preview_values(seen, language(request)),
        "draft": draft, "same": same, "error": error, "stale": stale, "minutes": KEPT_SECONDS // 60,
    }  # fmt: skip
    return _show(request, state, visibility, "import_preview.html", values, 200 if error is None and not stale else 422)


@router.post("/{draft_id}")
def act(request: Request, state: Service, role: Editor, visibility: Sees, draft_id: str, sent: Form) -> Response:
    """Renew the preview by what was chosen, take it over, or discard it."""
    draft = state.drafts.find(draft_id)
    if not sent.genuine:
        return _look(request, state, visibility, draft, stale=True)
    if sent["do"] == "drop":
        state.drafts.drop(draft.id)
        return _to("/import")
    try:
        if sent["do"] == "take":
            return _take(state, role, visibility, draft, sent)
        wish(state, draft, _wish(draft, sent))
    except NotFound:
        raise
    except ServiceError as error:
        return _look(request, state, visibility, draft, error)
    return _to(f"/import/{draft.id}")


def _take(state: State, role: Role, visibility: Visibility, draft: Draft, sent: Sent) -> Response:
    if not sent["revision"].isdigit():
        raise StaleRevision(Text("Die Vorschau gilt nicht mehr.", "The preview is not valid any more."))
    revision = take_over(
        state, draft, int(sent["revision"]), Writer(role, visibility, sent["note"].strip() or draft.name)
    )
    return _to(f"/history/{revision.number}")


def _wish(draft: Draft, sent: Sent) -> Wish:
    """What a form says: only what differs from the proposal is a choice."""
    chosen = [_chosen(draft, number, sent) for number in range(len(draft.read.grids))]
    decisions = {key: value for key, value in draft.wish.decisions.items() if sent[f"undo.{key}"] != "true"}
    for name, value in sent.values.items():
        if name.startswith("decide.") and value:
            decisions[name.removeprefix("decide.")] = value
    try:
        return Wish(
            sheets=tuple(one for one in chosen if one is not None), decisions=decisions,
            complete=sent["complete"] == "true", leave_out=sent["leave_out"] == "true", source=sent["source"],
            as_of=sent["as_of"], profile=draft.wish.profile, save_profile=sent["save_profile"].strip(),
        )  # fmt: skip
    except ValidationError as error:
        raise InvalidData(_NOT_SO, faults_of(error, "", model=Wish)) from None


def _chosen(draft: Draft, number: int, sent: Sent) -> Chosen | None:
    grid = draft.read.grids[number]
    now, proposed = propose(grid, draft.profile), propose(grid)
    form = sent[f"form.{number}"] if f"form.{number}" in sent.values else (now.form.id if now.form else ASIDE)
    if form not in forms():
        return Chosen(sheet=grid.title, form=ASIDE) if proposed.form is not None else None
    if now.form is None or form != now.form.id:
        return Chosen(sheet=grid.title, form=form)  # its columns are proposed anew
    base = {one.place: one.column.id if one.column else ASIDE for one in proposed.columns}
    given = {one.place: sent.values.get(f"col.{number}.{one.place}") for one in now.columns}
    # beside a profile every choice is said, or it would win again
    same_form = not draft.wish.profile and proposed.form is not None and proposed.form.id == form
    columns = {
        one.head: value
        for one in now.columns
        if (value := given[one.place]) is not None and not (same_form and value == base.get(one.place))
    }
    return Chosen(sheet=grid.title, form=form, columns=columns) if columns or not same_form else None


def _to(address: str) -> Response:
    return RedirectResponse(quote(address, safe="/-_"), status_code=303, headers={"Cache-Control": "no-store"})


_NO_FILE = Text("Bitte eine Datei auswählen.", "Please choose a file.")
_NOT_SO = Text("Eine Angabe passt nicht.", "Something does not fit.")
