"""Who is asking, and what they may see and do."""

import base64
import binascii
import hmac
from typing import Annotated

from fastapi import Depends, Request

from graph_service.api.state import State
from graph_service.errors import Forbidden, NotAllowed
from graph_service.settings import ROLES, Role
from graph_service.words import Text, Visibility

_SEES: dict[Role, Visibility] = {
    "public": Visibility.PUBLIC,
    "internal": Visibility.INTERNAL,
    "editor": Visibility.INTERNAL,
    "admin": Visibility.RESTRICTED,
}


def service(request: Request) -> State:
    """State of the running service."""
    state: State = request.app.state.service
    return state


def role(request: Request) -> Role:
    """Role of whoever asks; `NotAllowed` without a token where one is needed.

    Without any token configured (then the service listens on loopback only) everybody is administrator.
    """
    settings = service(request).settings
    secrets = settings.secrets
    if not secrets:
        return "admin"
    given = _token(request.headers.get("authorization", ""))
    if given is None:
        if settings.public:
            return "public"
        raise NotAllowed(Text("Bitte mit einem Zugangstoken anmelden.", "Please log in with an access token."))
    # every secret is compared, whichever fits, so that the time taken tells nothing
    fits = [name for name, secret in secrets.items() if hmac.compare_digest(secret.encode(), given.encode())]
    if not fits:
        raise NotAllowed(Text("Dieses Zugangstoken gilt hier nicht.", "This access token is not valid here."))
    return max(fits, key=ROLES.index)


def _token(header: str) -> str | None:
    scheme, _, value = header.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return None


def sees(request: Request) -> Visibility:
    """Most private visibility the reader may see."""
    return _SEES[role(request)]


def _at_least(least: Role, request: Request) -> Role:
    have = role(request)
    if ROLES.index(have) < ROLES.index(least):
        raise Forbidden(
            Text("Dafür braucht es die Rolle „{role}“.", "This needs the role “{role}”.").format(role=least)
        )
    return have


def editor(request: Request) -> Role:
    """Role of whoever asks; `Forbidden` below editor."""
    return _at_least("editor", request)


def may_edit(request: Request) -> bool:
    """Whether whoever asks may write; pages show what leads to writing to nobody else."""
    return ROLES.index(role(request)) >= ROLES.index("editor")


def admin(request: Request) -> Role:
    """Role of whoever asks; `Forbidden` below administrator."""
    return _at_least("admin", request)


Service = Annotated[State, Depends(service)]
Sees = Annotated[Visibility, Depends(sees)]
Editor = Annotated[Role, Depends(editor)]
Admin = Annotated[Role, Depends(admin)]
