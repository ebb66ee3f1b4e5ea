"""A form with a file, as a browser sends it: its controls and the file, in memory only."""

import hmac
import re
from typing import Annotated, NamedTuple

from fastapi import Depends, Request

from graph_service.api.form import TOKEN, token_of
from graph_service.errors import InvalidParameter
from graph_service.words import Text

_BOUNDARY = re.compile(r'multipart/form-data\s*;.*?boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))', re.IGNORECASE)
_NAME = re.compile(rb'(?<!file)name="((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_FILE = re.compile(rb'filename="((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_MOST_PARTS = 50


class Uploaded(NamedTuple):
    """What a form sent: its controls, the file and its name, and whether it carries the mark of its reader."""

    values: dict[str, str]
    name: str
    data: bytes
    genuine: bool


async def uploaded(request: Request) -> Uploaded:
    """Give what a form with a file sent; `InvalidParameter` for anything else."""
    found = _BOUNDARY.match(request.headers.get("content-type", ""))
    if found is None:
        raise InvalidParameter(_UNREADABLE)
    body = b"\r\n" + await request.body()
    parts = body.split(b"\r\n--" + (found[1] or found[2]).encode("latin-1"))[1:]
    values: dict[str, str] = {}
    name, data = "", b""
    if len(parts) < 2 or len(parts) > _MOST_PARTS or not parts[-1].startswith(b"--"):  # noqa: PLR2004 - one and the end
        raise InvalidParameter(_UNREADABLE)
    for part in parts[:-1]:
        head, gap, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        control = _NAME.search(head)
        if not gap or control is None:
            raise InvalidParameter(_UNREADABLE)
        file = _FILE.search(head)
        if file is not None:
            name, data = file[1].decode(errors="replace").replace("\\", "/").rpartition("/")[2], content
        else:
            values[control[1].decode(errors="replace")] = content.decode(errors="replace")
    genuine = hmac.compare_digest(values.get(TOKEN, "").encode(), token_of(request).encode())
    return Uploaded(values, name, data, genuine)


Upload = Annotated[Uploaded, Depends(uploaded)]
_UNREADABLE = Text("Das Formular lässt sich nicht lesen.", "The form cannot be read.")
