"""What a round of asking holds: whom it asks, until when, and what came back."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from graph_service.rows import T_, Frozen
from graph_service.words import Line, Slug, Text

MOST_ASKED = 2000
MOST_ADDED = 200
LONGEST_REMARK = 2000

TieKey = Annotated[str, StringConstraints(max_length=400)]


class Word(StrEnum):
    """What a member says of one tie."""

    TRUE = "true"
    OVER = "over"
    UNKNOWN = "unknown"


WORDS: dict[Word, Text] = {
    Word.TRUE: Text("stimmt", "true"),
    Word.OVER: Text("stimmt nicht mehr", "no longer true"),
    Word.UNKNOWN: Text("weiß nicht", "do not know"),
}


class Added(Frozen):
    """A tie that a member says is missing: its kind, the other end, and which way it goes."""

    kind: Slug
    other: Slug
    outward: bool = True


class Answer(Frozen):
    """What one member sent; the remark is for the editor and never goes into the network."""

    said: dict[TieKey, Word] = Field({}, max_length=5000)
    added: tuple[Added, ...] = Field((), max_length=MOST_ADDED)
    remark: Annotated[str, StringConstraints(max_length=LONGEST_REMARK, strip_whitespace=True)] = ""


class Round(Frozen):
    """One round: name, the day its answers speak of, the last day on which its links work, and whom it asks."""

    id: Slug
    title: Annotated[Line, T_("Name der Befragung", "name of the round")]
    asked_on: Annotated[date, T_("Stichtag", "day it speaks of")]
    until: Annotated[date, T_("Links gelten bis", "links work until")]
    asked: Annotated[tuple[Slug, ...], T_("Wer wird gefragt?", "who is asked")] = Field(
        min_length=1, max_length=MOST_ASKED
    )

    @model_validator(mode="after")
    def _in_order(self) -> "Round":
        if self.until < self.asked_on:
            raise PydanticCustomError("dates_reversed", "until lies before asked_on")
        return self


State = Literal["open", "waiting", "accepted", "refused"]
STATES: dict[State, Text] = {
    "open": Text("noch keine Antwort", "no answer yet"),
    "waiting": Text("beantwortet, wartet auf Übernahme", "answered, waits to be accepted"),
    "accepted": Text("übernommen", "accepted"),
    "refused": Text("nicht übernommen", "not accepted"),
}


class Letter(Frozen):
    """One member's place in a round: the serial number of their link, and what became of it."""

    node: Slug
    serial: int = 1
    state: State = "open"
    sent_at: datetime | None = None
    settled_at: datetime | None = None
    answer: Answer | None = None
