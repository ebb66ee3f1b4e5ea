"""Every error the service shows to people, as one tree.

ServiceError                      the request cannot be answered; has a status, a slug and a text in both languages
 ├─ NotFound                      404  no such thing
 ├─ InvalidData                   422  the data breaks a rule; lists every bad place
 ├─ InvalidParameter              422  a parameter has an impossible value
 ├─ Conflict                      409  it would break what is stored
 ├─ StaleRevision                 412  somebody else wrote first
 ├─ PreconditionMissing           428  a conditional write without its condition
 ├─ NotAcceptable                 406  no such format
 ├─ TooLarge                      413  over a stated limit
 ├─ NotAllowed                    401/403  log-in or role missing
 ├─ TooManyRequests               429  over the stated rate
 ├─ StoreUnavailable              503  the store does not answer
 ├─ StoreRefused                  500  the store file or database is not ours, newer or changed
 └─ Misconfigured                 500  a setting is impossible; only at start
ProgrammingError                  a mistake of ours, raised at import or start, never by data
"""

from dataclasses import dataclass
from typing import ClassVar

from graph_service.words import Text


class ProgrammingError(Exception):
    """A declaration in our own code is wrong."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One bad place in data: where it is and what to do.

    ``place`` is a JSON pointer, or file, row and column in words.
    """

    place: str
    text: Text


class ServiceError(Exception):
    """The request cannot be answered; the text says why and what to do."""

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "service-error"
    title: ClassVar[Text] = Text("Der Dienst konnte das nicht tun", "The service could not do this")

    def __init__(self, text: Text, faults: tuple[Fault, ...] = ()) -> None:
        """Keep the explanation in both languages and every bad place."""
        super().__init__(text.en)
        self.text = text
        self.faults = faults


class NotFound(ServiceError):
    """There is no such thing."""

    status = 404
    slug = "not-found"
    title = Text("Nicht gefunden", "Not found")


class InvalidData(ServiceError):
    """The data breaks a rule of the model."""

    status = 422
    slug = "invalid-data"
    title = Text("Die Daten passen nicht", "The data does not fit")


class InvalidParameter(ServiceError):
    """A parameter has an impossible value."""

    status = 422
    slug = "invalid-parameter"
    title = Text("Eine Angabe passt nicht", "A parameter does not fit")


class Conflict(ServiceError):
    """The change would break what is stored."""

    status = 409
    slug = "conflict"
    title = Text("Das widerspricht dem Bestand", "This conflicts with what is stored")


class StaleRevision(ServiceError):
    """Somebody else has written since the revision the change was made for."""

    status = 412
    slug = "stale-revision"
    title = Text("Inzwischen geändert", "Changed in the meantime")


class PreconditionMissing(ServiceError):
    """A write must say which revision it was made for."""

    status = 428
    slug = "precondition-missing"
    title = Text("Bedingung fehlt", "Condition missing")


class NotAcceptable(ServiceError):
    """The format asked for does not exist here."""

    status = 406
    slug = "not-acceptable"
    title = Text("Dieses Format gibt es hier nicht", "This format is not available here")


class TooLarge(ServiceError):
    """The input is over a stated limit."""

    status = 413
    slug = "too-large"
    title = Text("Zu groß", "Too large")


class NotAllowed(ServiceError):
    """A log-in is missing or has not the role needed."""

    status = 401
    slug = "not-allowed"
    title = Text("Anmeldung nötig", "Log-in needed")


class Forbidden(NotAllowed):
    """The role of the reader does not reach this far."""

    status = 403
    slug = "forbidden"
    title = Text("Dafür fehlt die Berechtigung", "Your role does not allow this")


class TooManyRequests(ServiceError):
    """More requests than the stated rate."""

    status = 429
    slug = "too-many-requests"
    title = Text("Zu viele Anfragen", "Too many requests")


class StoreUnavailable(ServiceError):
    """The store does not answer."""

    status = 503
    slug = "store-unavailable"
    title = Text("Der Speicher antwortet nicht", "The store does not answer")


class StoreRefused(ServiceError):
    """The store is there, but must not be used as it is."""

    status = 500
    slug = "store-refused"
    title = Text(
        "Dieser Speicher kann so nicht benutzt werden",
        "This store cannot be used as it is",
    )


class Misconfigured(ServiceError):
    """A setting is impossible."""

    slug = "misconfigured"
    title = Text("Eine Einstellung passt nicht", "A setting does not fit")
