"""What every kind of node and tie has in common: where a row comes from, how sure it is, when it holds."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from graph_service.words import (
    Basis,
    Line,
    OptionalLine,
    OptionalProse,
    PartialDate,
    Slug,
    Text,
    Visibility,
    WebAddress,
    first_day,
    last_day,
)


class Frozen(BaseModel):
    """Base of every value object: closed, frozen, stripped."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


@dataclass(frozen=True, slots=True)
class NodeSpec:
    """What a kind of node is called: singular, plural, its graph label and its address in the API."""

    text: Text
    plural: Text
    label: str
    path: str


@dataclass(frozen=True, slots=True)
class TieSpec:
    """What a kind of tie is called, read from both ends, and which kinds it may join."""

    text: Text
    inverse: Text
    label: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    symmetric: bool = False
    same_kind: bool = False


def T_(de: str, en: str) -> Text:  # noqa: N802 - reads as a mark on a field
    """Mark a field with its name for people."""
    return Text(de, en)


@dataclass(frozen=True, slots=True)
class Help:
    """What to enter in a field, for whoever fills in a form."""

    text: Text


def H_(de: str, en: str) -> Help:  # noqa: N802 - reads as a mark on a field
    """Mark a field with what to enter in it."""
    return Help(Text(de, en))


def _order_of_dates(row: "Row") -> None:
    if row.valid_from and row.valid_to and last_day(row.valid_to) < first_day(row.valid_from):
        raise PydanticCustomError("dates_reversed", "valid_to lies before valid_from")


class Row(Frozen):
    """What every node and every tie carries: where it comes from, how sure it is, when it holds, who may see it."""

    source: Annotated[
        OptionalLine,
        T_("Quelle", "source"),
        H_(
            "Wo das steht: eine Webadresse, ein Protokoll, ein Gespräch mit der Stelle. Keine Namen von Personen.",
            "Where this stands: a web address, minutes, a talk with the office. No names of persons.",
        ),
    ] = None
    as_of: Annotated[
        PartialDate,
        T_("Stand", "as of"),
        H_(
            "Wann das so war: Jahr, Monat oder Tag, z. B. 2026, 2026-03 oder 14.03.2026.",
            "When this was so: year, month or day, e.g. 2026, 2026-03 or 2026-03-14.",
        ),
    ] = None
    basis: Annotated[
        Basis,
        T_("Grundlage", "basis"),
        H_(
            "„Erschlossen“, wenn es nirgends steht, aber naheliegt.",
            "“Inferred” if it stands nowhere but suggests itself.",
        ),
    ] = Basis.STATED
    valid_from: Annotated[
        PartialDate,
        T_("seit", "since"),
        H_("Seit wann es besteht, soweit bekannt.", "Since when it has existed, as far as known."),
    ] = None
    valid_to: Annotated[
        PartialDate,
        T_("bis", "until"),
        H_(
            "Wann es endet, z. B. mit der Förderung. Leer: ohne bekanntes Ende.",
            "When it ends, e.g. with the funding. Empty: no known end.",
        ),
    ] = None
    visibility: Annotated[
        Visibility,
        T_("Sichtbarkeit", "visibility"),
        H_(
            "Öffentlich sehen alle, intern die Stellen mit Zugang, eingeschränkt nur die Administration.",
            "Public is seen by all, internal by those with access, restricted by administrators only.",
        ),
    ] = Visibility.INTERNAL
    note: Annotated[
        OptionalProse,
        T_("Anmerkung", "note"),
        H_(
            "Was man zu diesem Eintrag wissen sollte. Keine Angaben zu Personen.",
            "What one should know about this entry. Nothing about persons.",
        ),
    ] = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        _order_of_dates(self)
        return self


class Node(Row):
    """What every node carries besides."""

    spec: ClassVar[NodeSpec]

    kind: str
    id: Annotated[Slug, T_("Kennung", "id")]
    name: Annotated[Line, T_("Name", "name"), H_("So, wie die Stelle sich selbst nennt.", "As it calls itself.")]
    short_name: Annotated[
        OptionalLine,
        T_("Kurzname", "short name"),
        H_("Für Karte und Tabellen, z. B. eine Abkürzung.", "For map and tables, e.g. an abbreviation."),
    ] = None
    aliases: Annotated[
        tuple[Line, ...],
        T_("auch genannt", "also called"),
        H_(
            "Andere Schreibweisen und frühere Namen, je Zeile einer; die Suche findet sie.",
            "Other spellings and former names, one on each line; search finds them.",
        ),
    ] = ()
    description: Annotated[
        OptionalProse,
        T_("Beschreibung", "description"),
        H_("Worum es geht, in ein paar Sätzen.", "What it is about, in a few sentences."),
    ] = None
    website: Annotated[
        WebAddress,
        T_("Website", "website"),
        H_("Beginnt mit https:// oder http://.", "Begins with https:// or http://."),
    ] = None


class Tie(Row):
    """What every tie carries besides; identity is (kind, source node, target node, valid_from)."""

    spec: ClassVar[TieSpec]

    kind: str
    source_id: Annotated[Slug, T_("von", "from")]
    target_id: Annotated[Slug, T_("zu", "to")]
    confirmed: Annotated[
        bool,
        T_("bestätigt", "confirmed"),
        H_("Die Beteiligten haben es bestätigt.", "Those involved have confirmed it."),
    ] = False

    @model_validator(mode="before")
    @classmethod
    def _smaller_id_first(cls, values: Any) -> Any:  # noqa: ANN401 - anything may come in from outside
        if isinstance(values, dict) and cls.spec.symmetric:
            source, target = values.get("source_id"), values.get("target_id")
            if isinstance(source, str) and isinstance(target, str) and target < source:
                return {**values, "source_id": target, "target_id": source}
        return values

    @model_validator(mode="after")
    def _no_tie_to_itself(self) -> Self:
        if self.source_id == self.target_id:
            raise PydanticCustomError("tie_to_itself", "joins a thing with itself")
        return self

    @property
    def key(self) -> str:
        """Identity of the tie, unique in a network and the same in every store."""
        return f"{self.kind}:{self.source_id}:{self.target_id}:{self.valid_from or ''}"
