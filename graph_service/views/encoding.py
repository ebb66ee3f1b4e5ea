"""How kinds, fields and findings look on the map: shape tells the kind, colour the field, and never colour alone."""

from dataclasses import dataclass

from graph_service.words import Text


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind is drawn: shape, half its width in pixels of the screen, and its name in the legend."""

    shape: str
    size: float
    text: Text


LOOKS = {
    "actor": Look("dot", 5, Text("Akteur", "Actor")),
    "body": Look("square", 6.5, Text("Gremium", "Body")),
    "field": Look("diamond", 12, Text("Handlungsfeld", "Field of action")),
    "municipality": Look("hexagon", 11, Text("Kommune", "Municipality")),
    "target_group": Look("triangle", 8, Text("Zielgruppe", "Target group")),
    "need": Look("triangleDown", 8, Text("Bedarf", "Need")),
    "recommendation": Look("star", 9, Text("Handlungsempfehlung", "Recommendation")),
}


@dataclass(frozen=True, slots=True)
class Overlay:
    """A kind of finding laid over the map: the sign in the legend, what it is called, and how few words stand on the map."""

    sign: str
    text: Text
    words: Text


OVERLAYS = {
    "gap": Overlay("dashed", Text("Fehlende Brücke", "Missing bridge"), Text("Brücke fehlt", "bridge missing")),
    "broker": Overlay(
        "outlined", Text("Einzige erfasste Verbindung", "Only recorded link"), Text("einzige Verbindung", "only link")
    ),
    "cut": Overlay("doubled", Text("Ohne diese Stelle reißt etwas ab", "Something is cut off without it"),
                   Text("hier risse es", "would be cut here")),
    "stops": Overlay("barred", Text("Hier endet der Berichtsweg", "Reporting stops here"), Text("endet hier", "stops here")),
    "cell": Overlay("dotted", Text("In einem Feld niemand tätig, obwohl gefragt", "Nobody active in a field although asked"),
                    Text("niemand im Feld", "nobody in a field")),
}  # fmt: skip

# Okabe–Ito hues, the light ones darkened so that each has 3:1 on white and on the dark ground
FIELD_COLOURS = ("#0072b2", "#b87a00", "#008a64", "#c2589a", "#d55e00", "#3a87c2", "#8a7d00", "#7b6bb0")
OTHER_COLOUR = "#767676"
TIE_COLOUR = "#8b96a1"
GAP_COLOUR = "#d03030"


def colours(fields: tuple[str, ...], weight: dict[str, int]) -> dict[str, str]:
    """Colour of each field: the eight with most people get one of their own, the rest share grey."""
    largest = sorted(fields, key=lambda f: (-weight.get(f, 0), f))[: len(FIELD_COLOURS)]
    own = dict(zip(sorted(largest), FIELD_COLOURS, strict=False))
    return {field_id: own.get(field_id, OTHER_COLOUR) for field_id in fields}
