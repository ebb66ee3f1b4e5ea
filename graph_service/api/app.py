"""Puts the service together: guard, errors, routers."""

import inspect
import logging
from collections.abc import Sequence
from datetime import date
from typing import Any, get_args

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Match, Route
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from graph_service import __version__
from graph_service.api import (
    answers,
    changes,
    docs,
    doubles,
    health,
    imports,
    openapi,
    pages,
    pages_asking,
    pages_edit,
    pages_export,
    pages_history,
    pages_import,
    pages_map,
    pages_steps,
    pages_what_if,
    rows,
    sheet,
)
from graph_service.api.guard import HEADERS, Guard
from graph_service.api.http import problem
from graph_service.api.leaving import Leaving
from graph_service.api.state import State
from graph_service.errors import (
    Fault,
    InvalidParameter,
    NotAllowed,
    NotFound,
    ServiceError,
    TooLarge,
)
from graph_service.exchange.messages import faults_from
from graph_service.settings import Settings
from graph_service.store.port import Store
from graph_service.words import Text

log = logging.getLogger("graph_service")
_ROUTERS = (
    health.router,
    docs.router,
    rows.router,
    answers.router,
    sheet.router,
    changes.router,
    imports.router,
    doubles.router,
    doubles.pages,
    pages_what_if.router,
    pages_asking.router,
    pages_steps.router,
    pages_export.router,
    pages_import.router,
    pages_map.router,
    pages_edit.router,
    pages_history.router,
    pages.router,
)


class WrongMethod(ServiceError):
    """The address is right, the method is not."""

    status = 405
    slug = "wrong-method"
    title = Text("Das geht an dieser Adresse nicht", "This address does not do that")


class Unexpected(ServiceError):
    """A fault of ours; the log has the details, the reader is spared them."""

    slug = "unexpected"
    title = Text("Der Dienst hat einen Fehler gemacht", "The service has made an error")


def create_app(settings: Settings, store: Store) -> FastAPI:
    """Put together a service over *store*; nothing is read or written yet."""
    app = FastAPI(
        title="Graph service",
        version=__version__,
        description="Gaps and bridges in a county's integration network.",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    app.state.service = State(settings, store)
    app.state.today = date.today
    app.state.meters = health.Meters()
    for router in _ROUTERS:
        app.include_router(router)
    pages.mount_static(app)
    openapi.describe(app)
    app.middleware("http")(app.state.meters.measure)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(Guard, settings=settings)
    app.add_middleware(Leaving)
    if settings.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=[str(network) for network in settings.trusted_proxies])
    app.add_exception_handler(ServiceError, _service_error)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _unexpected)
    return app


def _told(
    request: Request, error: ServiceError, headers: dict[str, str] | None = None, status: int | None = None
) -> Response:
    if isinstance(error, NotAllowed) and error.status == 401:  # noqa: PLR2004 - the status says: log in
        headers = {**(headers or {}), "WWW-Authenticate": 'Basic realm="graph-service", charset="UTF-8"'}
    if pages.wants_page(request):
        return pages.error_page(request, error, headers, status)
    return problem(request, error, headers, status)


def _service_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, ServiceError):
        return _unexpected(request, error)
    if error.status >= 500:  # noqa: PLR2004 - from here on it is ours to mend
        log.error("%s: %s", error.slug, error, exc_info=error.__cause__)
    return _told(request, error)


def _invalid_request(request: Request, error: Exception) -> Response:
    entries: Sequence[Any] = error.errors() if isinstance(error, RequestValidationError) else ()
    if any(entry["type"] == "json_invalid" for entry in entries):
        text = Text("ist kein JSON", "is not JSON")
        bad = InvalidParameter(
            Text("Der Inhalt der Anfrage ist kein JSON.", "The body is not JSON."), (Fault("", text),)
        )
        return _told(request, bad)
    faults = faults_from(entries, "", model=_asked_of(request))
    text = Text(
        "Eine Angabe in der Adresse oder im Inhalt passt nicht.", "Something in the address or body does not fit."
    )
    return _told(request, InvalidParameter(text, faults))


def _asked_of(request: Request) -> type[BaseModel] | None:
    """Model of the query parameters that the address takes; it has their names for people."""
    hint = getattr(request.scope.get("endpoint"), "__annotations__", {}).get("query")
    model = get_args(hint)[0] if get_args(hint) else None
    return model if inspect.isclass(model) and issubclass(model, BaseModel) else None


def _http_error(request: Request, error: Exception) -> Response:
    cause: BaseException | None = error
    while cause is not None:  # a body over the limit is refused while it is read, and comes here wrapped
        if isinstance(cause, ServiceError):
            return _told(request, cause)
        cause = cause.__cause__ or cause.__context__
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if status == 404:  # noqa: PLR2004
        gone = NotFound(Text("Diese Adresse gibt es hier nicht.", "There is no such address here."))
        return _told(request, gone, headers)
    if status == 405:  # noqa: PLR2004
        wrong = WrongMethod(Text("Diese Methode geht hier nicht.", "This method does not work here."))
        return _told(request, wrong, {"Allow": ", ".join(_methods(request))})
    if status == 413:  # noqa: PLR2004
        return _told(request, TooLarge(Text("Die Anfrage ist zu groß.", "The request is too large.")), headers)
    other = InvalidParameter(Text("Die Anfrage lässt sich nicht lesen.", "The request cannot be read."))
    return _told(request, other, headers, status)


def _methods(request: Request) -> list[str]:
    """All methods of the address: a route knows only its own, and one address may have several."""
    routes = [route for router in _ROUTERS for route in router.routes if isinstance(route, Route)]
    found = {m for route in routes if route.matches(request.scope)[0] is not Match.NONE for m in route.methods or ()}
    return sorted(found | {"HEAD"} if "GET" in found else found or {"GET", "HEAD"})  # a file can only be read


def _unexpected(request: Request, error: Exception) -> Response:
    log.error("unexpected error at %s", request.url.path, exc_info=error)
    text = Text(
        "Das lag nicht an Ihnen. Der Fehler steht im Protokoll des Dienstes.",
        "It was not your fault. The service's log has the details.",
    )
    response = _told(request, Unexpected(text))
    response.headers.update(HEADERS)  # this answer is made outside the guard
    return response
