"""Signs of the cells of both grids: shape, word, and what it means; none is told apart by colour alone."""

from dataclasses import dataclass

from graph_service.words import Text


@dataclass(frozen=True, slots=True)
class Sign:
    """What a cell shows: a name in the stylesheet, a shape, a word, and its meaning for the legend."""

    id: str
    shape: str
    word: Text
    meaning: Text


JOINED = Sign(
    "joined", "●", Text("verbunden", "joined"),
    Text("Mehrere Gremien oder Akteure arbeiten in beiden Feldern.", "Several bodies or actors work in both fields."),
)  # fmt: skip
ON_ONE = Sign(
    "on-one", "◐", Text("hängt an einer Stelle", "hangs on one"),
    Text(
        "Nach beiden Feldern wurde gefragt, und alles hängt an einem einzigen Akteur oder Gremium.",
        "Both fields were asked for, and all of it hangs on a single actor or body.",
    ),
)  # fmt: skip
ONE_RECORDED = Sign(
    "one-recorded", "◐?", Text("eine Stelle erfasst", "one recorded"),
    Text(
        "Eine einzige Verbindung ist erfasst. Ob es weitere gibt, ist nicht erhoben.",
        "A single link is recorded. Whether there are others was not surveyed.",
    ),
)  # fmt: skip
MISSING = Sign(
    "missing", "○", Text("Brücke fehlt", "bridge missing"),
    Text(
        "Es gibt einen Grund zur Abstimmung, nach beiden Feldern wurde gefragt, und niemand arbeitet in beiden.",
        "There is a reason to coordinate, both fields were asked for, and nobody works in both.",
    ),
)  # fmt: skip
UNASKED = Sign(
    "unasked", "?", Text("nicht erhoben", "not surveyed"),
    Text(
        "Nichts ist erfasst, aber nach mindestens einem der Felder wurde nicht gefragt. Das ist keine Lücke.",
        "Nothing is recorded, but at least one of the fields was not asked for. That is no gap.",
    ),
)  # fmt: skip
NO_REASON = Sign(
    "no-reason", "–", Text("kein Anlass", "no reason"),
    Text(
        "Niemand arbeitet in beiden Feldern, und es ist auch kein Grund zur Abstimmung erfasst.",
        "Nobody works in both fields, and no reason to coordinate is recorded either.",
    ),
)  # fmt: skip
NOBODY = Sign(
    "nobody", "∅", Text("niemand im Feld", "nobody in the field"),
    Text(
        "Nach beiden Feldern wurde gefragt, und in mindestens einem davon arbeitet niemand.",
        "Both fields were asked for, and in at least one of them nobody works.",
    ),
)  # fmt: skip
PAIR_SIGNS = (JOINED, ON_ONE, ONE_RECORDED, MISSING, UNASKED, NO_REASON)

SERVED = Sign(
    "joined", "●", Text("vorhanden", "served"),
    Text(
        "So viele Akteure und Gremien arbeiten in dem Feld und sind dort tätig.",
        "So many actors and bodies work in the field and are active there.",
    ),
)  # fmt: skip
GAP = Sign(
    "missing", "○", Text("Lücke", "gap"),
    Text(
        "Danach wurde gefragt (der Monat steht dabei), und niemand wurde genannt.",
        "This was asked for (the month stands beside it), and nobody was named.",
    ),
)  # fmt: skip
OPEN = Sign(
    "unasked", "?", Text("nicht erhoben", "not surveyed"),
    Text(
        "Nichts ist erfasst, aber danach wurde auch nicht gefragt. Das ist keine Lücke.",
        "Nothing is recorded, but nobody asked either. That is no gap.",
    ),
)  # fmt: skip
CELL_SIGNS = (SERVED, GAP, OPEN)
