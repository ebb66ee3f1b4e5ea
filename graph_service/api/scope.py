"""Query parameters that every answer over the network understands, and the scope they make."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from fastapi import Request
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError, PydanticKnownError

from graph_service.model import TIE_KINDS
from graph_service.snapshot import Scope
from graph_service.words import Basis, BodyLevel, Slug, Visibility

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> object:
    # only the one form: a bare number would be read as seconds since 1970
    if isinstance(value, str) and value != "any":
        try:
            if _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise PydanticCustomError("date_parsing", "must be a day such as 2026-03-14")
    return value


def kind_of(kinds: Mapping[str, Any]) -> Callable[[str | None], str | None]:
    """Check of a parameter that names one of *kinds*."""

    def known(value: str | None) -> str | None:
        if value is not None and value not in kinds:
            expected = ", ".join(f"'{kind}'" for kind in kinds)
            raise PydanticKnownError("literal_error", {"expected": expected})
        return value

    return known


class Asked(BaseModel):
    """Parameters that every answer understands."""

    model_config = ConfigDict(extra="forbid")

    lang: Literal["de", "en"] | None = Field(
        None, description="Language of the answer; German if nothing says otherwise."
    )
    format: str | None = Field(None, max_length=20, description="Format of the answer; wins over the Accept header.")


class ScopeQuery(Asked):
    """Which part of the network is looked at; a parameter left empty counts as absent unless it `may_be_empty`."""

    may_be_empty: ClassVar[frozenset[str]] = frozenset()

    as_of: Annotated[date | Literal["any"] | None, BeforeValidator(_day)] = Field(
        None,
        description="Day of reference, e.g. 2026-03-14; `any` leaves dates aside. Default: today.",
        examples=["2026-03-14"],
    )
    fields: list[Slug] = Field([], max_length=200, description="Only these fields of action (may be repeated).")
    municipalities: list[Slug] = Field([], max_length=200, description="Only these municipalities (may be repeated).")
    levels: list[BodyLevel] = Field([], max_length=20, description="Only bodies of these levels (may be repeated).")
    tie_kinds: list[Annotated[str, AfterValidator(kind_of(TIE_KINDS))]] = Field(
        [],
        max_length=40,
        description="Only these kinds of ties (may be repeated).",
        json_schema_extra={"items": {"enum": [*TIE_KINDS], "type": "string"}},
    )
    standing_only: bool = Field(True, description="Leave out events and event series.")
    participation: bool = Field(False, description="Count having taken part as belonging.")
    lowest_basis: Basis = Field(Basis.ILLUSTRATIVE, description="Leave out rows that rest on less than this.")

    @model_validator(mode="before")
    @classmethod
    def _empty_means_absent(cls, values: object) -> object:
        # a form sends every field, also those left empty
        if isinstance(values, dict):
            kept = {k: [x for x in v if x != ""] if isinstance(v, list) else v for k, v in values.items()}
            return {k: v for k, v in kept.items() if v != "" or k in cls.may_be_empty}
        return values

    def scope(self, request: Request, visibility: Visibility) -> Scope:
        """Scope for a reader with this *visibility*; the day is today where none is given."""
        return Scope(
            as_of=None if self.as_of == "any" else self.as_of or today(request),
            fields=tuple(sorted(set(self.fields))),
            municipalities=tuple(sorted(set(self.municipalities))),
            levels=tuple(sorted({level.value for level in self.levels})),
            tie_kinds=tuple(sorted(set(self.tie_kinds))),
            standing_only=self.standing_only,
            participation=self.participation,
            lowest_basis=self.lowest_basis,
            visibility=visibility,
        )


def today(request: Request) -> date:
    """Today, from the one clock of the service; tests put their own."""
    day: date = request.app.state.today()
    return day
