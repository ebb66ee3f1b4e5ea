"""The addresses of the page “what if”: a list of assumed changes in the address, one step more with every form."""

from typing import Annotated, Any, cast

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from graph_service.analyses import find
from graph_service.analyses.best_next_ties import BestNextTiesResult
from graph_service.api.access import Sees, Service
from graph_service.api.guard import LONGEST_QUERY
from graph_service.api.http import answer
from graph_service.api.pages import show_page
from graph_service.api.scope import ScopeQuery
from graph_service.api.state import State
from graph_service.errors import Fault, InvalidData, InvalidParameter
from graph_service.network import Network, project
from graph_service.snapshot import Scope
from graph_service.views.pages import Pages
from graph_service.views.what_if_forms import assumption_of
from graph_service.views.what_if_list import Played, as_json, sorted_out, written
from graph_service.views.what_if_page import PATH, Asked, Kept, address, page_values
from graph_service.words import Text

router = APIRouter(include_in_schema=False)
_SCOPE = tuple(name for name in ScopeQuery.model_fields if name not in ("lang", "format"))
_LISTS = ("in_field", "member")
_ROOM = 500


class WhatIfQuery(ScopeQuery):
    """The list of changes, and a form that adds one."""

    change: list[str] = Field([], max_length=200)
    ends: str = Field("", max_length=300)
    add: str = Field("", max_length=40)
    id: str = Field("", max_length=300)
    by: str = Field("", max_length=300)
    kind: str = Field("", max_length=40)
    source: str = Field("", max_length=300)
    target: str = Field("", max_length=300)
    key: str = Field("", max_length=400)
    name: str = Field("", max_length=1000)
    body_level: str = Field("", max_length=40)
    in_field: list[str] = Field([], max_length=50)
    member: list[str] = Field([], max_length=500)
    lead: str = Field("", max_length=300)
    reports_to: str = Field("", max_length=300)
    stays: bool = False
    ties_of: str = Field("", max_length=300)
    suggest: bool = False
    about: str = Field("", max_length=600)

    def asked(self) -> Asked:
        """What a form brought along."""
        names = [n for n in WhatIfQuery.model_fields if n not in ScopeQuery.model_fields and n != "change"]
        values = {name: getattr(self, name) for name in names}
        if self.ends:
            values["id"] = self.ends
        return Asked(tuple(self.change), "ends" if self.ends else self.add, values, about=self.about)


@router.get(PATH)
def what_if_page(
    request: Request, state: Service, visibility: Sees, query: Annotated[WhatIfQuery, Query()]
) -> Response:
    """Show what a list of changes does; a form that adds one leads to the address of the longer list."""
    scope = query.scope(request, visibility)
    network = state.network(scope)
    asked, kept = query.asked(), _kept(request)
    if asked.form:
        try:
            longer = _longer(network, asked, kept + ([("lang", query.lang)] if query.lang else []))
            return RedirectResponse(longer, status_code=303, headers={"Cache-Control": "private, no-cache"})
        except InvalidData as error:
            asked = Asked(asked.changes, asked.form, asked.values, error.faults, asked.about)

    def make(pages: Pages) -> str:
        played = sorted_out(network, asked.changes)
        after = state.supposed(scope, played.assumptions, played.after) if played.assumptions else network
        values = page_values(
            before=network, after=after, report=state.report(scope), asked=asked, played=played,
            found=state.what_if(scope, played.assumptions) if played.assumptions else None,
            proposals=_proposals(state, scope, after) if query.suggest else None, kept=kept, language=pages.language,
        )  # fmt: skip
        return pages.show("what_if.html", **values)

    status = 422 if asked.faults else 200
    return show_page(request, state, scope, make, status=status)


_TOO_LONG = Text(
    "So lang kann die Liste nicht werden. Bitte in zwei Schritten durchspielen.",
    "The list cannot become that long. Please play it through in two steps.",
)


def _longer(network: Network, asked: Asked, kept: Kept) -> str:
    """Address of the list with what a form adds to it, tried on top of the list."""
    played = sorted_out(network, asked.changes)
    from_here = _with(network, played)
    added = assumption_of(from_here, asked.form, asked.values)
    *_, last = sorted_out(network, (*asked.changes, written(added))).lines
    if last.fault:
        raise InvalidData(last.fault, (Fault("", last.fault),))
    longer = address(kept, (*asked.changes, written(added)))
    if len(longer) > LONGEST_QUERY - _ROOM:
        raise InvalidData(_TOO_LONG, (Fault("", _TOO_LONG),))
    return longer


def _with(network: Network, played: Played) -> Network:
    return project(played.after, network.scope) if played.assumptions else network


def _proposals(state: State, scope: Scope, after: Network) -> BestNextTiesResult:
    entry = find("best-next-ties")
    if after is state.network(scope):
        return cast("BestNextTiesResult", state.result(entry, entry.params(), scope)[1])
    return cast("BestNextTiesResult", entry(after))


def _kept(request: Request) -> list[tuple[str, str]]:
    return [(k, v) for k, v in request.query_params.multi_items() if k in _SCOPE and v]


@router.get(PATH + "/changes.json")
def changes_json(
    request: Request, state: Service, visibility: Sees, query: Annotated[WhatIfQuery, Query()]
) -> Response:
    """Give the list as the API takes it."""
    played = _list(state.network(query.scope(request, visibility)), query)
    body = as_json(played.assumptions) if played.assumptions else {"changes": []}
    return answer(request, state.store.revision(), lambda: body, depends=(visibility,))


@router.get(PATH + "/answer.json")
def answer_json(request: Request, state: Service, visibility: Sees, query: Annotated[WhatIfQuery, Query()]) -> Response:
    """Give what the page shows as the API answers it."""
    scope = query.scope(request, visibility)
    played = _list(state.network(scope), query)

    def make() -> Any:  # noqa: ANN401
        if played.assumptions is None:
            raise InvalidParameter(Text("Es ist nichts angenommen.", "Nothing is assumed."))
        return state.what_if(scope, played.assumptions).model_dump_json().encode()

    return answer(request, state.store.revision(), make, depends=(scope,))


def _list(network: Network, query: WhatIfQuery) -> Played:
    played = sorted_out(network, query.change)
    for line in played.lines:
        if line.fault:
            raise InvalidParameter(line.fault, (Fault(line.raw[:100], line.fault),))
    return played
