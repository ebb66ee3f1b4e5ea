"""Signed links to one member's questions: no account, one use, an end, and nothing in them that must stay secret."""

import hmac
from datetime import date

from graph_service.errors import Forbidden
from graph_service.surveys.model import Letter, Round
from graph_service.words import Text, in_words

_LONG = 32


class LinkRefused(Forbidden):
    """The link to a member's questions is forged, over or used."""

    slug = "link-refused"
    title = Text("Dieser Link geht nicht", "This link does not work")


def signature(key: bytes, one: Round, letter: Letter) -> str:
    """Sign one link: round, member, serial number and last day; 128 bits of HMAC-SHA256."""
    whole = "\n".join((one.id, letter.node, str(letter.serial), one.until.isoformat()))
    return hmac.digest(key, whole.encode(), "sha256").hex()[:_LONG]


def path(key: bytes, one: Round, letter: Letter) -> str:
    """Address of the link, without the host."""
    return f"/answer/{one.id}/{letter.node}/{signature(key, one, letter)}"


def check(key: bytes, one: Round | None, letter: Letter | None, given: str, today: date) -> tuple[Round, Letter]:
    """Give round and letter a link belongs to; `LinkRefused` where it is forged, over, replaced or used."""
    if one is None or letter is None:
        hmac.compare_digest(b"0" * _LONG, given.encode())
        raise LinkRefused(_FORGED)
    if not hmac.compare_digest(signature(key, one, letter).encode(), given.encode()):
        raise LinkRefused(_FORGED)
    if today > one.until:
        raise LinkRefused(_OVER.format(day=in_words(one.until.isoformat())))
    if letter.state != "open":
        raise LinkRefused(_USED)
    return one, letter


_ASK = Text(
    "Bitte wenden Sie sich an die Stelle, die Ihnen den Link geschickt hat.",
    "Please turn to the office that sent you the link.",
)
_FORGED = Text("Dieser Link gilt nicht. Ist er vollständig?", "This link is not valid. Is it complete?") + _ASK
_OVER = Text("Dieser Link galt bis {day}.", "This link was valid until {day}.") + _ASK
_USED = (
    Text(
        "Über diesen Link wurde schon geantwortet. Wenn etwas zu ändern ist:",
        "This link has been used. If something is to be changed:",
    )
    + _ASK
)
