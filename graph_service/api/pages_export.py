"""The page from which the network is taken along, in the scope that is on screen."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from graph_service.api.access import Sees, Service
from graph_service.api.answers import NetworkQuery
from graph_service.api.pages import show_page

router = APIRouter(include_in_schema=False)


@router.get("/export")
def export(request: Request, state: Service, visibility: Sees, query: Annotated[NetworkQuery, Query()]) -> Response:
    """Show every form in which the network goes out."""
    return show_page(request, state, query.scope(request, visibility), lambda pages: pages.export())
