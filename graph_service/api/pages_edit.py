"""The pages for editors: form, check, store; two editors on one row; a form sent twice; delete."""

import hashlib
from collections.abc import Callable
from typing import Annotated, Any, NamedTuple
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from graph_service.analyses._compare import Difference, compare
from graph_service.api.access import Editor, Sees, Service
from graph_service.api.form import Form, Sent, token_of
from graph_service.api.pages import show_page
from graph_service.api.pages_history import whole
from graph_service.api.scope import Asked, ScopeQuery, today
from graph_service.api.state import State, Writer
from graph_service.errors import Conflict, Fault, InvalidData, NotFound, ServiceError, StaleRevision
from graph_service.model import NODE_KINDS, TIE_KINDS, AnyNode, AnyTie
from graph_service.report import report
from graph_service.settings import Role
from graph_service.snapshot import Changes, Snapshot, canonical
from graph_service.views.edit_draft import (
    Draft,
    changes_of,
    dropping,
    identity_of,
    merged,
    of_row,
    row_of,
    standing,
)
from graph_service.views.edit_fields import defaults
from graph_service.views.edit_page import OUT, effect_values, form_values, preview_values, way_of, ways
from graph_service.views.pages import Pages
from graph_service.views.what_if_forms import chosen
from graph_service.words import Text, Visibility

router = APIRouter(include_in_schema=False, prefix="/edit")
_MOST_NODES = 3000
_TRIES = 5
_HIDDEN = ("_kind", "_identity", "_base", "_source", "_target", "_side", "_new")


class EditQuery(Asked):
    """What is to be edited: a node, a tie, or something new."""

    node: str = Field("", max_length=120)
    tie: str = Field("", max_length=400)
    kind: str = Field("", max_length=40)
    way: str = Field("", max_length=60)


class Work(NamedTuple):
    """Whoever edits, and what they see."""

    request: Request
    state: State
    role: Role
    visibility: Visibility

    def show(self, template: str, values: Callable[[Pages], dict[str, Any]], status: int = 200) -> Response:
        """Page over everything the editor sees."""
        scope = whole(self.visibility)
        # what a form sent has no address that could be asked for in the other language
        only_sent = {"here_in_other": ""} if self.request.method == "POST" else {}
        return show_page(
            self.request, self.state, scope,
            lambda pages: pages.show(template, **{**only_sent, "token": token_of(self.request), **values(pages)}),
            status=status,
        )  # fmt: skip


def _no_such(identity: str) -> NotFound:
    return NotFound(Text("„{id}“ gibt es nicht.", "There is no “{id}”.").format(id=identity))


@router.get("")
def edit(
    request: Request, state: Service, role: Editor, visibility: Sees, query: Annotated[EditQuery, Query()]
) -> Response:
    """Show the form of a node, a tie or something new."""
    work, now = Work(request, state, role, visibility), state.seen(visibility)
    if query.way and query.node:
        return _new_tie(work, query, now)
    if query.kind:
        if query.kind not in NODE_KINDS:
            raise _no_such(query.kind)
        cls = NODE_KINDS[query.kind]
        return _form(work, Draft(query.kind, "", "", defaults(cls, today(request).isoformat())))
    row = now.tie.get(query.tie) if query.tie else now.node.get(query.node)
    if row is None:
        raise _no_such(query.tie or query.node)
    return _form(work, of_row(row))


@router.get("/tie")
def tie_way(
    request: Request, state: Service, role: Editor, visibility: Sees, query: Annotated[EditQuery, Query()]
) -> Response:
    """Ask what kind of tie a node is to get."""
    node = state.seen(visibility).node.get(query.node)
    if node is None:
        raise _no_such(query.node)
    work = Work(request, state, role, visibility)
    return work.show("edit_way.html", lambda pages: {"node": node, "ways": ways(node.kind, pages.language)})


def _new_tie(work: Work, query: EditQuery, now: Snapshot) -> Response:
    node = now.node.get(query.node)
    way = way_of(query.way, node.kind) if node else None
    if way is None:
        raise _no_such(query.way if node else query.node)
    cls, side, _ = way
    ends = {"source" if side == OUT else "target": query.node}
    kind = query.way.partition(".")[0]
    return _form(work, Draft(kind, "", "", defaults(cls, today(work.request).isoformat()), **ends), side=side)


def _form(work: Work, draft: Draft, *, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
    network = work.state.network(whole(work.visibility))
    return work.show("edit_form.html", lambda pages: form_values(draft, network, pages.language, **more), status)


def _draft(form: Sent) -> Draft:
    values = {name: value for name, value in form.values.items() if not name.startswith("_")}
    kind, identity, base, source, target, _, new_id = (form[name] for name in _HIDDEN)
    draft = Draft(kind, identity, base, values, source, target, new_id)
    if kind not in NODE_KINDS and kind not in TIE_KINDS:
        raise InvalidData(
            Text("Das Formular ist nicht vollständig.", "The form is not complete."),
            (Fault("_kind", Text("fehlt", "is missing")),),
        )
    return draft


def _checked(work: Work, form: Sent) -> tuple[Draft, AnyNode | AnyTie]:
    """Draft and the row it means; what was typed for the other end of a new tie is looked up."""
    draft, side = _draft(form), form["_side"]
    network = work.state.network(whole(work.visibility))
    if draft.is_tie and not draft.identity:
        cls, free = TIE_KINDS[draft.kind], "_target" if side == OUT else "_source"
        kinds = cls.spec.targets if side == OUT else cls.spec.sources
        found = chosen(network, form[free], kinds, free)
        ends = {"source": found if side != OUT else draft.source, "target": found if side == OUT else draft.target}
        draft = Draft(draft.kind, "", draft.base, draft.values, **ends, new_id=draft.new_id)
    taken = work.state.seen(Visibility.RESTRICTED).node
    row = row_of(draft, taken)
    if not draft.is_tie:
        draft = Draft(draft.kind, draft.identity, draft.base, draft.values, new_id=identity_of(row))
    return draft, row


@router.post("/form")
def form_again(request: Request, state: Service, role: Editor, visibility: Sees, form: Form) -> Response:
    """Show the form again as it was filled in."""
    return _form(Work(request, state, role, visibility), _draft(form), side=form["_side"], note=form["_note"])


@router.post("/preview")
def preview(request: Request, state: Service, role: Editor, visibility: Sees, form: Form) -> Response:
    """Show what storing the form would do; nothing is stored."""
    work, now = Work(request, state, role, visibility), state.seen(visibility)
    return _tried(work, form, now, lambda draft, row: _preview(work, form, draft, row, now))


def _tried(work: Work, form: Sent, now: Snapshot, go_on: Callable[[Draft, AnyNode | AnyTie], Response]) -> Response:
    """Go on with a form that fits; else show it again with what does not, as it was filled in."""
    if not form.genuine:
        return _form(work, _draft(form), status=403, side=form["_side"], note=form["_note"], stale=True)
    try:
        draft, row = _checked(work, form)
        state = standing(draft, row, now)
        if state.already:
            return _already(work, identity_of(row), row)
        if state.overtaken:
            newer, both = merged(draft, state.present)
            return _form(
                work, newer, status=409, side=form["_side"], note=form["_note"], both=both, gone=state.present is None
            )
        return go_on(draft, row)
    except (InvalidData, Conflict) as error:
        faults = error.faults or (Fault("", error.text),)
        return _form(work, _draft(form), status=error.status, side=form["_side"], note=form["_note"], faults=faults)


def _preview(work: Work, form: Sent, draft: Draft, row: AnyNode | AnyTie, now: Snapshot) -> Response:
    changes = changes_of(draft, row, now)
    work.state.check(changes, work.visibility)
    network = work.state.network(whole(work.visibility))
    effect = _effect(work, changes, now)
    hidden = {
        **draft.values, "_kind": draft.kind, "_identity": draft.identity, "_base": draft.base, "_source": draft.source,
        "_target": draft.target, "_side": form["_side"], "_new": draft.new_id,
    }  # fmt: skip
    return work.show(
        "edit_preview.html",
        lambda pages: {
            **preview_values(row, changes, now, network.name, pages.language), **effect_values(effect), "hidden": hidden,
            "here": set(network.nodes), "name": _names(now.after(changes)), "note": form["_note"], "dropping": False,
            "changed": False, "action": "/edit/save",
        },
    )  # fmt: skip


def _names(after: Snapshot) -> Callable[[str], str]:
    return lambda node_id: after.node[node_id].name if node_id in after.node else node_id


def _effect(work: Work, changes: Changes, now: Snapshot) -> Difference | None:
    """Findings before and after; None where the network is too large to work that out while somebody waits."""
    if len(now.nodes) > _MOST_NODES:
        return None
    scope = ScopeQuery().scope(work.request, work.visibility)
    before = work.state.report(scope)
    return compare(before.findings, report(now.after(changes), scope).findings)


@router.post("/save")
def save(request: Request, state: Service, role: Editor, visibility: Sees, form: Form) -> Response:
    """Store the form, unless it is stored already or somebody else was faster."""
    work = Work(request, state, role, visibility)

    def store(draft: Draft, row: AnyNode | AnyTie, now: Snapshot) -> Response:
        return _write(work, changes_of(draft, row, now), now, form["_note"])

    return _until_free(
        state, visibility, lambda now: _tried(work, form, now, lambda draft, row: store(draft, row, now))
    )


def _until_free(state: State, visibility: Visibility, attempt: Callable[[Snapshot], Response]) -> Response:
    """Try again on the newer revision when somebody wrote to another row meanwhile."""
    for left in reversed(range(_TRIES)):
        try:
            return attempt(state.seen(visibility))
        except StaleRevision:
            if not left:
                raise
    raise AssertionError


def _write(work: Work, changes: Changes, now: Snapshot, note: str) -> Response:
    if len(note) > _LONGEST_NOTE:
        raise InvalidData(_NOTE_TOO_LONG, (Fault("", _NOTE_TOO_LONG),))
    writer = Writer(work.role, work.visibility, note.replace("\r\n", "\n").strip())
    made = work.state.write(changes, now.revision.number, writer)
    return RedirectResponse(f"/history/{made.number}?said=saved", status_code=303)


_LONGEST_NOTE = 2000
_NOTE_TOO_LONG = Text(
    "Der Grund der Änderung ist zu lang; höchstens 2.000 Zeichen.", "The reason is too long; 2,000 characters at most."
)


def _already(work: Work, identity: str, row: AnyNode | AnyTie | None) -> Response:
    """Lead to the write that stored the row, if it is one of the last; else to the history."""
    wanted = canonical(row) if row is not None else None
    top = work.state.store.revision().number
    for entry in reversed(work.state.store.history(max(0, top - 20), 20)):
        if any(change.key == identity and change.after == wanted for change in entry.changes):
            return RedirectResponse(f"/history/{entry.revision.number}?said=already", status_code=303)
    return RedirectResponse(
        f"/history?said=already&node={quote(identity)}" if ":" not in identity else "/history?said=already",
        status_code=303,
    )


@router.get("/delete")
def ask_delete(
    request: Request, state: Service, role: Editor, visibility: Sees, query: Annotated[EditQuery, Query()]
) -> Response:
    """Show what would go with a node or tie."""
    work, now = Work(request, state, role, visibility), state.seen(visibility)
    kind, identity = _kind_of(now, query.node, query.tie)
    if not kind:
        raise _no_such(identity)
    return _delete_page(work, kind, identity, now)


def _kind_of(now: Snapshot, node: str, tie: str) -> tuple[str, str]:
    identity = tie or node
    row = now.tie.get(tie) if tie else now.node.get(node)
    return (row.kind if row else tie.partition(":")[0] if tie else ""), identity


def _fingerprint(rows: list[AnyNode | AnyTie]) -> str:
    return hashlib.sha256("\n".join(sorted(canonical(row) for row in rows)).encode()).hexdigest()


def _delete_page(  # noqa: PLR0913 - one parameter for each thing the page rests on
    work: Work, kind: str, identity: str, now: Snapshot, note: str = "", *, changed: bool = False,
    error: ServiceError | None = None, status: int = 200,
) -> Response:  # fmt: skip
    changes, rows = dropping(now, kind, identity)
    if not rows:
        raise _no_such(identity)
    network = work.state.network(whole(work.visibility))
    effect = _effect(work, changes, now)
    hidden = {"_kind": kind, "_identity": identity, "_base": _fingerprint(rows)}
    return work.show(
        "edit_preview.html",
        lambda pages: {
            **preview_values(None, changes, now, network.name, pages.language), **effect_values(effect), "hidden": hidden,
            "here": set(network.nodes), "name": network.name, "note": note, "dropping": True, "changed": changed,
            "action": "/edit/delete", "warnings": [f.text[pages.language] for f in error.faults] if error else [],
        },
        status,
    )  # fmt: skip


@router.post("/delete")
def delete(request: Request, state: Service, role: Editor, visibility: Sees, form: Form) -> Response:
    """Delete a node with its ties, or a tie, unless it is gone already or has changed meanwhile."""
    work = Work(request, state, role, visibility)
    kind, identity = form["_kind"], form["_identity"]

    def attempt(now: Snapshot) -> Response:
        changes, rows = dropping(now, kind, identity)
        if not rows:
            return _already(work, identity, None)
        if not form.genuine or _fingerprint(rows) != form["_base"]:
            status = 409 if form.genuine else 403
            return _delete_page(work, kind, identity, now, form["_note"], changed=True, status=status)
        try:
            return _write(work, changes, now, form["_note"])
        except (Conflict, InvalidData) as error:
            return _delete_page(work, kind, identity, now, form["_note"], error=error, status=error.status)

    return _until_free(state, visibility, attempt)
