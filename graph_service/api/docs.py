"""Pages without data, open to all: the API explained, a page for every problem, accessibility, data protection."""

from typing import Any

from fastapi import APIRouter, Request, Response

from graph_service.api.access import Service
from graph_service.api.http import keep_language, language
from graph_service.errors import NotFound, ServiceError
from graph_service.views.data_protection import data_protection
from graph_service.views.legal import accessibility
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
    return _page(request, "api_docs.html", operations=operations)


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
    return _page(request, "problem.html", heading=kind.title, status=kind.status)


@router.get("/accessibility")
def accessibility_page(request: Request, state: Service) -> Response:
    """Show the statement on accessibility, to everybody."""
    return _page(request, "legal.html", legal=accessibility(state.settings))


@router.get("/data-protection")
def data_protection_page(request: Request, state: Service) -> Response:
    """Show how data is processed, to everybody."""
    return _page(request, "legal.html", legal=data_protection(state.settings))


def _page(request: Request, template: str, **values: Any) -> Response:  # noqa: ANN401 - what the template shows
    reader = language(request)
    headers = {"Content-Language": reader, "Cache-Control": "private, no-cache", "Vary": "Accept-Language, Cookie"}
    html = render(template, reader, request.url.path, **values)
    response = Response(html, media_type="text/html; charset=utf-8", headers=headers)
    keep_language(request, response)
    return response
