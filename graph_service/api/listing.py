"""Lists with filters, cut into pages by cursors."""

import base64
import binascii
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from fastapi import Request

from graph_service.api.http import url_with
from graph_service.errors import InvalidParameter
from graph_service.words import Text

_T = TypeVar("_T")


def page(
    request: Request, items: Iterable[_T], identity: Callable[[_T], str], limit: int, cursor: str | None
) -> tuple[Sequence[_T], dict[str, Any]]:
    """Cut one page out of sorted *items*: (items, addresses of this page and the next, None at the end)."""
    after = _decoded(cursor)
    rest = (item for item in items if after is None or identity(item) > after)
    found = [item for _, item in zip(range(limit + 1), rest, strict=False)]
    following = None
    if len(found) > limit:
        mark = base64.urlsafe_b64encode(identity(found[limit - 1]).encode()).decode().rstrip("=")
        following = url_with(request, cursor=mark)
    return found[:limit], {"self": str(request.url), "next": following}


def _decoded(cursor: str | None) -> str | None:
    if cursor is None:
        return None
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise InvalidParameter(
            Text("cursor: diese Marke kennt der Dienst nicht.", "cursor: the service does not know this mark.")
        ) from None
