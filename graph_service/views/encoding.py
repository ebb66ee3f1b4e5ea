"""How kinds and fields look on the map: shape tells the kind, colour the field, and never colour alone."""

from dataclasses import dataclass

from graph_service.words import Text


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind is drawn: shape, size and label on screen when the whole map is in view, and name in the legend."""

    shape: str
    size: float
    font: float
    text: Text


LOOKS = {
    "actor": Look("dot", 5, 4.5, Text("Akteur", "Actor")),
    "body": Look("square", 7, 6, Text("Gremium", "Body")),
    "field": Look("diamond", 13, 15, Text("Handlungsfeld", "Field of action")),
}
# Okabe–Ito hues, the light ones darkened so that each has 3:1 on white and on the dark ground
FIELD_COLOURS = ("#0072b2", "#b87a00", "#008a64", "#c2589a", "#d55e00", "#3a87c2", "#8a7d00", "#7b6bb0")
OTHER_COLOUR = "#767676"
TIE_COLOUR = "#8b96a1"
GAP_COLOUR = "#d03030"
OUTLINE = "#d03030"


def colours(fields: tuple[str, ...], weight: dict[str, int]) -> dict[str, str]:
    """Colour of each field: the eight with most people get one of their own, the rest share grey."""
    largest = sorted(fields, key=lambda f: (-weight.get(f, 0), f))[: len(FIELD_COLOURS)]
    own = dict(zip(sorted(largest), FIELD_COLOURS, strict=False))
    return {field_id: own.get(field_id, OTHER_COLOUR) for field_id in fields}
