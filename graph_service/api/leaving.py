"""Clients that leave before they have their answer: noticed while it is worked out, so that nobody works for nobody."""

import asyncio
import contextlib
import threading
from contextvars import ContextVar

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_service.errors import ServiceError
from graph_service.words import Text

_LEFT: ContextVar[threading.Event | None] = ContextVar("left", default=None)
_GONE: Message = {"type": "http.disconnect"}


class Abandoned(ServiceError):
    """Nobody waits for the answer any more; said to nobody, and counted."""

    status = 499  # as other servers write it into their logs; no client ever sees it
    slug = "abandoned"
    title = Text("Niemand wartet mehr", "Nobody waits any more")

    def __init__(self) -> None:
        """Say so."""
        super().__init__(Text("Auf diese Antwort wartet niemand mehr.", "Nobody waits for this answer any more."))


def left() -> threading.Event:
    """Event that is set when the client of the present request leaves; never set outside a request."""
    return _LEFT.get() or threading.Event()


def go_on(_step: str = "") -> None:
    """Stop long work for the present request with `Abandoned` if its client has left."""
    if left().is_set():
        raise Abandoned


class Leaving:
    """ASGI middleware: listens for the end of the connection while a request is answered."""

    def __init__(self, app: ASGIApp) -> None:
        """Listen on behalf of *app*."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; one piece of its body is taken in advance, never more."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        gone = threading.Event()
        waiting: asyncio.Queue[Message] = asyncio.Queue(maxsize=1)

        async def listen() -> None:
            while not gone.is_set():
                message = await receive()
                if message["type"] == "http.disconnect":
                    gone.set()
                await waiting.put(message)

        async def received() -> Message:
            return _GONE if gone.is_set() and waiting.empty() else await waiting.get()

        token = _LEFT.set(gone)
        listening = asyncio.create_task(listen())
        try:
            await self._app(scope, received, send)
        finally:
            _LEFT.reset(token)
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listening
