"""What stands before every request: hosts, origins, sizes, rates; and the headers behind every answer."""

import ipaddress
import re
import time
from collections import OrderedDict
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_service.api.http import problem
from graph_service.errors import Forbidden, ServiceError, TooLarge, TooManyRequests
from graph_service.settings import Settings
from graph_service.words import Text

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # with no-referrer browsers would call the origin of our own forms "null"
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_MOST_ADDRESSES = 10_000
LONGEST_QUERY = 8_000


class Guard:
    """ASGI middleware: refuses what must not come in, and sets the headers of whatever goes out."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Guard *app* by the limits in *settings*."""
        self._app = app
        self._settings = settings
        self._spent: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with a problem."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        # a HEAD is answered like a GET, without the body
        bare = scope["method"] == "HEAD"
        if bare:
            scope = {**scope, "method": "GET"}

        async def send_with_headers(message: Message) -> None:
            if bare and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        request = Request(scope, receive)
        try:
            self._check(request)
        except ServiceError as error:
            extra = {"Retry-After": "10"} if isinstance(error, TooManyRequests) else None
            await problem(request, error, extra)(scope, receive, send_with_headers)
            return
        await self._app(scope, self._limited(receive), send_with_headers)

    def _limited(self, receive: Receive) -> Receive:
        taken = 0

        async def receive_some() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._settings.largest_body:
                raise self._too_large()
            return message

        return receive_some

    def _too_large(self) -> TooLarge:
        text = Text("Eine Anfrage darf höchstens {n} Bytes bringen.", "A request may bring {n} bytes at most.")
        return TooLarge(text.format(n=self._settings.largest_body))

    def _check(self, request: Request) -> None:
        headers = request.headers
        length = headers.get("content-length", "0")
        if not re.fullmatch(r"[0-9]{1,15}", length) or int(length) > self._settings.largest_body:
            raise self._too_large()
        if len(request.url.query) > LONGEST_QUERY:
            raise TooLarge(Text("Die Adresse ist zu lang.", "The address is too long."))
        if not self._known_host(headers):
            raise Forbidden(
                Text(
                    "Unter diesem Rechnernamen antwortet der Dienst nicht; erlaubte Namen stehen in GRAPH_SERVICE_ALLOWED_HOSTS.",
                    "The service does not answer under this host name; GRAPH_SERVICE_ALLOWED_HOSTS lists those allowed.",
                )
            )
        if request.method not in ("GET", "HEAD", "OPTIONS") and not self._own_origin(headers):
            raise Forbidden(
                Text("Schreiben geht nur von den eigenen Seiten aus.", "Writing is possible from our own pages only.")
            )
        if self._over_rate(request.client.host if request.client else ""):
            raise TooManyRequests(
                Text(
                    "Mehr als {n} Anfragen in der Minute; bitte kurz warten.",
                    "More than {n} requests a minute; please wait a moment.",
                ).format(n=self._settings.requests_per_minute)
            )

    def _known_host(self, headers: Headers) -> bool:
        try:
            host = (urlsplit("//" + headers.get("host", "")).hostname or "").lower()
        except ValueError:
            return False
        if host in ("localhost", self._settings.host, *(h.lower() for h in self._settings.allowed_hosts)):
            return True
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return False
        # a page from outside can point a name of its own at us, but not make a browser send a bare address
        return address.is_loopback or not self._settings.on_loopback

    @staticmethod
    def _own_origin(headers: Headers) -> bool:
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = headers.get("origin")
        return origin is None or urlsplit(origin).netloc == headers.get("host")

    def _over_rate(self, address: str) -> bool:
        most, now, household = self._settings.requests_per_minute, time.monotonic(), _household(address)
        left, since = self._spent.pop(household, (float(most), now))
        left = min(float(most), left + (now - since) * most / 60)
        self._spent[household] = (left - 1 if left >= 1 else left, now)
        if len(self._spent) > _MOST_ADDRESSES:
            self._spent.popitem(last=False)
        return left < 1


def _household(address: str) -> str:
    """Who shares one limit: an IPv4 address, or the /64 that every IPv6 host may choose its addresses from."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(parsed.ipv4_mapped or ipaddress.IPv6Network((int(parsed), 64), strict=False))
    return str(parsed)
