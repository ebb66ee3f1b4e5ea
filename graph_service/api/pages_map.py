"""The map's addresses: on screen with view and filters, as SVG, as a sheet to print; buttons lead to what they mean."""

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup
from pydantic import Field

from graph_service.api.access import Sees, Service
from graph_service.api.http import answer, language
from graph_service.api.pages import show_page
from graph_service.api.scope import ScopeQuery
from graph_service.views.map_data import Asked
from graph_service.views.map_out import map_sheet
from graph_service.views.map_svg import Paper
from graph_service.views.pages import Pages, static_version
from graph_service.words import Text

router = APIRouter(include_in_schema=False)
_OWN = ("kind", "field", "group", "town", "level", "hide")


class MapQuery(ScopeQuery):
    """Parameters of the map: what is shown, besides the part of the network it is taken from."""

    view: Literal["fields", "lanes", "actors", "field", "around", "levels", "municipalities"] | None = None
    at: str | None = Field(None, max_length=120)
    steps: int = Field(1, ge=1, le=2)
    kind: list[str] = Field([], max_length=10)
    field: list[str] = Field([], max_length=200)
    group: list[str] = Field([], max_length=200)
    town: list[str] = Field([], max_length=200)
    level: list[str] = Field([], max_length=10)
    hide: list[Literal["gap", "broker", "cut", "stops", "cell"]] = Field([], max_length=5)
    find: str = Field("", max_length=200)
    node: str | None = Field(None, max_length=120)
    toggle: str | None = Field(None, max_length=200)

    def asked(self) -> Asked:
        """What the map is asked for, each value once."""
        lists = {name: tuple(dict.fromkeys(getattr(self, name))) for name in _OWN}
        return Asked(view=self.view, at=self.at, steps=self.steps, find=self.find, node=self.node, **lists)


@router.get("/map")
def network_map(request: Request, state: Service, visibility: Sees, query: Annotated[MapQuery, Query()]) -> Response:
    """Show the map, or lead to it with one filter more or less."""
    if query.toggle is not None:
        return RedirectResponse(_toggled(request, query.toggle), status_code=303, headers={"Cache-Control": "no-store"})
    scope = query.scope(request, visibility)
    return show_page(request, state, scope, lambda pages: pages.map(state.report(scope), query.asked()))


@router.get("/map.html")
def map_file(request: Request, state: Service, visibility: Sees, query: Annotated[MapQuery, Query()]) -> Response:
    """Give the map as one file that works without a service."""
    scope, spoken, asked = query.scope(request, visibility), language(request), query.asked()

    def make() -> bytes:
        return Pages(state.network(scope), spoken, "/map", {}).map_file(state.report(scope), asked).encode()

    depends = (scope, asked, static_version())
    name = Text("karte", "map")[spoken]
    return answer(request, state.store.revision(), make, media="html", depends=depends, name=name)


class PaperQuery(MapQuery):
    """Parameters of the map on paper."""

    paper: Paper = "a4"


@router.get("/map.svg")
def map_picture(request: Request, state: Service, visibility: Sees, query: Annotated[PaperQuery, Query()]) -> Response:
    """Give the map as SVG, drawn for a sheet of paper."""
    scope, spoken, asked = query.scope(request, visibility), language(request), query.asked()

    def make() -> bytes:
        return map_sheet(state.network(scope), state.report(scope), asked, query.paper, spoken).encode()

    return answer(request, state.store.revision(), make, media="svg", depends=(scope, asked, query.paper))


@router.get("/map/print")
def map_print(request: Request, state: Service, visibility: Sees, query: Annotated[PaperQuery, Query()]) -> Response:
    """Show the map as a sheet to print."""
    scope = query.scope(request, visibility)

    def make(pages: Pages) -> str:
        network = state.network(scope)
        drawn = map_sheet(network, state.report(scope), query.asked(), query.paper, pages.language)
        rest = urlencode([(k, v) for k, v in request.query_params.multi_items() if k not in ("paper", "lang")])
        return pages.show("map_print.html", drawn=Markup(drawn), paper=query.paper, rest=rest)  # noqa: S704 - made of text only

    return show_page(request, state, scope, make)


def _toggled(request: Request, toggle: str) -> str:
    name, _, value = toggle.partition(":")
    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "toggle" and v]
    rest = [(k, v) for k, v in kept if (k, v) != (name, value)]
    if len(rest) == len(kept) and name in _OWN and value:
        rest.append((name, value))
    return f"/map?{urlencode(list(dict.fromkeys(rest)))}"
