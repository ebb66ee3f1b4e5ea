"""Words and small value types that every declaration uses: texts in two languages, partial dates, choices."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from functools import lru_cache
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

_DIGITS = re.compile(r"(-?)(\d+)(?:\.(\d+))?((?:e[+-]\d+)?%?)")
Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One text for people, in German and English."""

    de: str
    en: str

    def __getitem__(self, language: str) -> str:
        """Return the text in *language*; German for any language we do not speak."""
        return self.en if language == "en" else self.de

    def format(self, **values: object) -> "Text":
        """Fill the placeholders of both languages; texts and numbers appear as their own language writes them.

        What only looks like a number (a port, a seed, a revision, a line of a file) is handed over as a string.
        """

        def fill(template: str, language: Language) -> str:
            return template.format(**{k: _as_written(v, language) for k, v in values.items()})

        return Text(fill(self.de, "de"), fill(self.en, "en"))

    def __add__(self, other: "Text") -> "Text":
        """Join two texts with a space."""
        return Text(f"{self.de} {other.de}".strip(), f"{self.en} {other.en}".strip())


def number(value: float, spec: str = "", *, grouped: bool = True) -> Text:
    """Write a number as each language does: ``12.500`` and ``0,5`` in German, ``12,500`` and ``0.5`` in English.

    *spec* is Python's format of numbers; without *grouped* only the decimals differ, as in cells of tables.
    """
    plain = format(value, spec)
    plain = plain if spec else plain.removesuffix(".0")
    found = _DIGITS.fullmatch(plain)
    if found is None:
        return Text(plain, plain)
    sign, whole, decimals, rest = found.groups()
    de, en = (f"{int(whole):,}".replace(",", "."), f"{int(whole):,}") if grouped else (whole, whole)
    return Text(
        f"{sign}{de}{f',{decimals}' if decimals else ''}{rest}", f"{sign}{en}{f'.{decimals}' if decimals else ''}{rest}"
    )


@dataclass(frozen=True, slots=True)
class _Number:
    """A number on its way into a sentence in one language."""

    value: float
    language: Language

    def __format__(self, spec: str) -> str:
        return number(self.value, spec)[self.language]


def _as_written(value: object, language: Language) -> object:
    if isinstance(value, Text):
        return value[language]
    return _Number(value, language) if isinstance(value, int | float) and not isinstance(value, bool) else value


class Choice(StrEnum):
    """A closed list of values, each with its text for people."""

    text: Text

    def __new__(cls, value: str, de: str, en: str) -> Self:
        """Make a member from its stored value and its two texts."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.text = Text(de, en)
        return member


class ActorLevel(Choice):
    """Administrative level an actor belongs to."""

    MUNICIPAL = "municipal", "Kommune", "municipal"
    COUNTY = "county", "Kreis", "county"
    STATE = "state", "Land", "state"
    FEDERAL = "federal", "Bund", "federal"


class BodyLevel(Choice):
    """Level a body works on."""

    POLITICAL = "political", "politisch", "political"
    STRATEGIC = "strategic", "strategisch", "strategic"
    OPERATIVE = "operative", "operativ", "operative"
    OPEN = "open", "offen", "open"
    PARTICIPATION = "participation", "Beteiligung", "participation"


class Axis(Choice):
    """What a target group is told apart by."""

    LEGAL_STATUS = "legal_status", "Aufenthaltsstatus", "legal status"
    LIFE_PHASE = "life_phase", "Lebensphase", "life phase"
    SITUATION = "situation", "Lebenslage", "situation"


class NeedStatus(Choice):
    """How far a need has come."""

    OPEN = "open", "offen", "open"
    IN_PROGRESS = "in_progress", "in Arbeit", "in progress"
    MET = "met", "erledigt", "met"
    DROPPED = "dropped", "verworfen", "dropped"


class RecommendationStatus(Choice):
    """How far a recommendation has come."""

    DRAFT = "draft", "Entwurf", "draft"
    DECIDED = "decided", "beschlossen", "decided"
    SENT = "sent", "übergeben", "sent"
    ANSWERED = "answered", "beantwortet", "answered"


class Basis(Choice):
    """What a row rests on, best first."""

    STATED = "stated", "veröffentlicht oder bestätigt", "stated in a source"
    INFERRED = "inferred", "erschlossen", "inferred"
    ILLUSTRATIVE = (
        "illustrative",
        "erfunden, zur Veranschaulichung",
        "invented, for illustration",
    )


class Visibility(Choice):
    """Who may see a row, widest first."""

    PUBLIC = "public", "öffentlich", "public"
    INTERNAL = "internal", "intern", "internal"
    RESTRICTED = "restricted", "eingeschränkt", "restricted"


class MemberRole(Choice):
    """What an actor is in a body."""

    LEAD = "lead", "Federführung", "lead"
    DEPUTY_LEAD = "deputy_lead", "stellvertretende Federführung", "deputy lead"
    MEMBER = "member", "Mitglied", "member"
    GUEST = "guest", "Gast", "guest"


class EventRole(Choice):
    """What an actor did at an event."""

    ORGANISER = "organiser", "richtete aus", "organiser"
    SPEAKER = "speaker", "trug bei", "speaker"
    PARTICIPANT = "participant", "nahm teil", "participant"


class Entry(Enum):
    """How a value is entered by hand where its type alone does not say it."""

    LINE = "line"
    PROSE = "prose"
    DATE = "date"
    WEB = "web"


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_LINE_BREAK = re.compile(r"[\t\n\r]")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def _clean(value: str) -> str:
    value = unicodedata.normalize("NFC", value).replace("\r\n", "\n")
    if _CONTROL.search(value) or any("\ud800" <= c <= "\udfff" for c in value):
        raise PydanticCustomError("control_characters", "contains control characters")
    return value


def _one_line(value: str) -> str:
    if _LINE_BREAK.search(value):
        raise PydanticCustomError("line_break", "must be one line")
    return _clean(value)


def _partial_date(value: str) -> str:
    match = _PARTIAL.fullmatch(value)
    if match is None:
        raise PydanticCustomError("partial_date", "must be a date such as 2026, 2026-03 or 2026-03-14")
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        raise PydanticCustomError("partial_date", "is not a date in the calendar") from None
    return value


def _web_address(value: str) -> str:
    if not _WEB.fullmatch(value):
        raise PydanticCustomError("web_address", "must be a web address that starts with http:// or https://")
    return value


def _empty_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=120)]
Line = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_one_line), Entry.LINE]
OptionalLine = Annotated[
    Annotated[str, Field(max_length=2000), AfterValidator(_one_line)] | None,
    BeforeValidator(_empty_is_none),
    Entry.LINE,
]
OptionalProse = Annotated[
    Annotated[str, Field(max_length=20_000), AfterValidator(_clean)] | None,
    BeforeValidator(_empty_is_none),
    Entry.PROSE,
]
PartialDate = Annotated[
    Annotated[str, AfterValidator(_partial_date)] | None,
    BeforeValidator(_empty_is_none),
    Entry.DATE,
]
WebAddress = Annotated[
    Annotated[
        str,
        Field(max_length=2000),
        AfterValidator(_one_line),
        AfterValidator(_web_address),
    ]
    | None,
    BeforeValidator(_empty_is_none),
    Entry.WEB,
]


@lru_cache(maxsize=4096)  # the same few days stand in every row of a network
def first_day(partial: str) -> date:
    """First day a partial date can mean: ``2021`` is 2021-01-01."""
    year, month, day = (int(part) for part in (partial + "-01-01").split("-")[:3])
    return date(year, month, day)


@lru_cache(maxsize=4096)
def last_day(partial: str) -> date:
    """Last day a partial date can mean: ``2021`` is 2021-12-31, ``2021-06`` is 2021-06-30."""
    parts = [int(part) for part in partial.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])  # noqa: PLR2004


_MONTHS = (
    Text("Januar", "January"), Text("Februar", "February"), Text("März", "March"), Text("April", "April"),
    Text("Mai", "May"), Text("Juni", "June"), Text("Juli", "July"), Text("August", "August"),
    Text("September", "September"), Text("Oktober", "October"), Text("November", "November"),
    Text("Dezember", "December"),
)  # fmt: skip


def in_words(partial: str) -> Text:
    """Partial date as people write it: ``2021-06-14`` is 14. Juni 2021 and 14 June 2021."""
    year, *rest = partial.split("-")
    if not rest:
        return Text(year, year)
    month = _MONTHS[int(rest[0]) - 1]
    if len(rest) == 1:
        return Text(f"{month.de} {year}", f"{month.en} {year}")
    return Text(f"{int(rest[1])}. {month.de} {year}", f"{int(rest[1])} {month.en} {year}")
