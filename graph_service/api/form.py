"""Forms that write: what was sent, and the mark that shows it comes from a page of ours."""

import hmac
import secrets
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from graph_service.errors import InvalidParameter
from graph_service.words import Text

TOKEN = "_token"  # noqa: S105 - the name of a control
_KEY = secrets.token_bytes(32)
_MOST_CONTROLS = 3_000
_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sent, and whether it carries the mark of its reader."""

    values: dict[str, str]
    genuine: bool

    def __getitem__(self, name: str) -> str:
        """What one control held; empty if it was not sent."""
        return self.values.get(name, "")


def token_of(request: Request) -> str:
    """Mark in every form that writes: bound to how its reader is logged in, valid until the service is started anew.

    A page from elsewhere can neither read nor guess it. `Guard` refuses what another origin sends besides.
    """
    return hmac.digest(_KEY, request.headers.get("authorization", "").encode(), "sha256").hex()


async def sent(request: Request) -> Sent:
    """Give what a form sent; `InvalidParameter` for anything but a form."""
    try:
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _TYPE:
            raise ValueError  # noqa: TRY301 - told like everything that is no form
        pairs = parse_qsl(
            (await request.body()).decode(), keep_blank_values=True, max_num_fields=_MOST_CONTROLS, errors="strict"
        )
    except ValueError:
        raise InvalidParameter(Text("Das Formular lässt sich nicht lesen.", "The form cannot be read.")) from None
    values = dict(reversed(pairs))
    return Sent(values, hmac.compare_digest(values.get(TOKEN, "").encode(), token_of(request).encode()))


Form = Annotated[Sent, Depends(sent)]
