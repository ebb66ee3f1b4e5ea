"""The API explained: OpenAPI document, a page that loads nothing from outside, and a page for every problem."""

from typing import Any

from fastapi import APIRouter, Request, Response

from graph_service.api.http import language
from graph_service.errors import NotFound, ServiceError
from graph_service.views.pages import render
from graph_service.words import Text

router = APIRouter(include_in_schema=False)


@router.get("/api/v1/openapi.json")
def openapi(request: Request) -> dict[str, Any]:
    """Give the OpenAPI document."""
    document: dict[str, Any] = request.app.openapi()
    return document


@router.get("/api/docs")
def docs_page(request: Request) -> Response:
    """Show every route with its parameters."""
    document = request.app.openapi()
    operations = [
        {"path": path, "method": method.upper(), **operation}
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method != "head"
    ]
    html = render("api_docs.html", language(request), request.url.path, operations=operations)
    return Response(html, media_type="text/html; charset=utf-8")


def problem_types() -> dict[str, type[ServiceError]]:
    """Every kind of problem by slug."""
    known: dict[str, type[ServiceError]] = {}
    waiting: list[type[ServiceError]] = [ServiceError]
    while waiting:
        kind = waiting.pop()
        known[kind.slug] = kind
        waiting += kind.__subclasses__()
    return dict(sorted(known.items()))


@router.get("/problems/{slug}")
def problem_page(request: Request, slug: str) -> Response:
    """Explain one kind of problem."""
    kind = problem_types().get(slug)
    if kind is None:
        raise NotFound(Text("Ein solches Problem gibt es hier nicht.", "There is no such problem here."))
    html = render("problem.html", language(request), request.url.path, heading=kind.title, status=kind.status)
    return Response(html, media_type="text/html; charset=utf-8")
