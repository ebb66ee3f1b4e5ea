"""The conventions of every answer: problems, languages, formats, tags that spare work."""

import hmac
import json
import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import Request, Response
from fastapi.encoders import jsonable_encoder
from starlette.datastructures import URL

from graph_service import __version__
from graph_service.errors import Fault, NotAcceptable, PreconditionMissing, ServiceError, StaleRevision
from graph_service.exchange.messages import quoted
from graph_service.snapshot import Revision
from graph_service.words import Language, Text

PROBLEM = "application/problem+json"
TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "zip": "application/zip",
    "svg": "image/svg+xml; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "kumu": "application/vnd.kumu+json",
    "cypher": "application/x-cypher-query; charset=utf-8",
}
SUFFIXES = {"kumu": "kumu.json"}
"""End of a file's name where it is not the name of the format."""
_VARY = "Accept, Accept-Language, Authorization, Cookie"
_WEIGHT = re.compile(r"[01](?:\.[0-9]{0,3})?")
_REVISION = re.compile(r"[0-9]{1,15}")
# a tag also depends on what its reader may not see; without the key no guess can be checked against it
_KEY = secrets.token_bytes(32)


def language(request: Request) -> Language:
    """Language of the reader: ``?lang=``, then the switch kept in a cookie, then the browser's wish; else German."""
    asked = request.query_params.get("lang") or request.cookies.get("lang")
    if asked in ("de", "en"):
        return "en" if asked == "en" else "de"
    wishes = [kind.partition("-")[0] for kind, weight in _weighed(request, "accept-language") if weight]
    return "en" if next((wish for wish in wishes if wish in ("de", "en")), "de") == "en" else "de"


def keep_language(request: Request, response: Response) -> None:
    """Keep the language somebody switched to for their next page; without a switch nothing is kept."""
    asked = request.query_params.get("lang")
    if asked in ("de", "en"):
        response.set_cookie("lang", asked, max_age=31_536_000, samesite="lax", httponly=True)


def _weighed(request: Request, header: str) -> list[tuple[str, float]]:
    """Entries of a header with their weights, heaviest first; those of one weight stay in order."""
    entries = []
    for part in request.headers.get(header, "").lower().split(","):
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        said = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        if kind and _WEIGHT.fullmatch(said):
            entries.append((kind, float(said)))
    return sorted(entries, key=lambda entry: -entry[1])


def problem(
    request: Request, error: ServiceError, headers: Mapping[str, str] | None = None, status: int | None = None
) -> Response:
    """Make an RFC 9457 problem document of an error, in the reader's language."""
    reader = language(request)
    body: dict[str, Any] = {
        "type": f"/problems/{error.slug}",
        "title": error.title[reader],
        "status": status or error.status,
        "detail": error.text[reader],
        "instance": request.url.path,
    }
    if error.faults:
        body["errors"] = [{"pointer": fault.place, "detail": fault.text[reader]} for fault in error.faults]
    return Response(
        json.dumps(body, ensure_ascii=False),
        status_code=status or error.status,
        media_type=PROBLEM,
        headers={**(headers or {}), "Content-Language": reader, "Cache-Control": "no-store", "Vary": _VARY},
    )


def chosen_format(request: Request, offered: tuple[str, ...]) -> str:
    """Format asked for by ``?format=`` or ``Accept``, the first offered if anything will do; else `NotAcceptable`."""
    asked = request.query_params.get("format")
    if asked is not None:
        if asked in offered:
            return asked
        raise _no_format(offered)
    if not request.headers.get("accept", "").strip():
        return offered[0]
    wishes = _weighed(request, "accept")
    refused = {kind for kind, weight in wishes if not weight}
    for kind, weight in wishes:
        for name in offered:
            mime = TYPES[name].split(";")[0]
            family = mime.partition("/")[0] + "/*"
            # what is refused by name is not meant by a wider wish
            barred = mime in refused or (family in refused and kind == "*/*")
            if weight and kind in (mime, family, "*/*") and not (barred and kind != mime):
                return name
    raise _no_format(offered)


def _no_format(offered: tuple[str, ...]) -> NotAcceptable:
    return NotAcceptable(
        Text("Es gibt hier: {known}.", "Available here: {known}.").format(known=", ".join(offered)),
    )


def tag(request: Request, revision: Revision, *parts: object) -> str:
    """Strong entity tag over all the body depends on: revision, address, parameters, reader, version of the service."""
    whole = (
        __version__,
        revision,
        request.url.path,
        sorted(request.query_params.multi_items()),
        language(request),
        parts,
    )
    return '"' + hmac.digest(_KEY, repr(whole).encode(), "sha256").hex()[:32] + '"'


def holds(request: Request, etag: str) -> bool:
    """Whether the reader says they have what carries this tag."""
    held = request.headers.get("if-none-match", "").split(",")
    return etag in [part.strip().removeprefix("W/") for part in held]


def answer(
    request: Request,
    revision: Revision,
    make: Callable[[], bytes | Any],
    *,
    media: str = "json",
    depends: tuple[object, ...] = (),
    name: str = "",
) -> Response:
    """Answer with what *make* gives, or with 304 before it is called if the reader has it already."""
    etag = tag(request, revision, media, *depends)
    headers = {
        "ETag": etag, "Cache-Control": "private, no-cache", "Vary": _VARY, "Content-Language": language(request),
        "X-Revision": str(revision.number),
    }  # fmt: skip
    if holds(request, etag):
        return Response(status_code=304, headers=headers)
    if name:
        headers["Content-Disposition"] = (
            f'attachment; filename="{name}-r{revision.number}.{SUFFIXES.get(media, media)}"'
        )
    body = make()
    if not isinstance(body, bytes):
        body = json.dumps(jsonable_encoder(body), ensure_ascii=False, allow_nan=False).encode()
    return Response(body, media_type=TYPES[media], headers=headers)


def expected_revision(request: Request, present: Revision) -> int:
    """Revision a write was made for, from ``If-Match``; `PreconditionMissing` without one."""
    value = request.headers.get("if-match", "").strip().strip('"')
    if not value:
        raise PreconditionMissing(
            Text(
                'Bitte mit If-Match die Fassung nennen, für die die Änderung gedacht ist, z. B. If-Match: "{n}".',
                'Please name the revision the change is made for in If-Match, e.g. If-Match: "{n}".',
            ).format(n=present.number)
        )
    if not _REVISION.fullmatch(value):
        raise StaleRevision(
            Text("„{value}“ ist keine Fassung.", "“{value}” is not a revision.").format(value=quoted(value)),
            (Fault("If-Match", Text("muss eine Zahl sein", "must be a number")),),
        )
    return int(value)


def url_with(request: Request, **changed: object) -> str:
    """Address of this request with some parameters changed."""
    url: URL = request.url.include_query_params(**changed)
    return str(url)
