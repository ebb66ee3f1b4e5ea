"""The sentence above the map: what its view found, with counts and the worst gap; in both languages."""

from collections.abc import Iterable, Mapping, Sequence

from graph_service.analyses._common import counted, listed
from graph_service.analyses.base import Finding
from graph_service.network import Network
from graph_service.views.encoding import OVERLAYS
from graph_service.views.map_data import Mark
from graph_service.words import BodyLevel, Text

BAND_WORDS = {
    "": Text("Ebene nicht erfasst", "level not recorded"),
    "actor": Text("Akteure", "actors"),
    **{level.value: level.text for level in BodyLevel},
}
_ACTORS = Text("Akteur", "actor"), Text("Akteure", "actors")
_BODIES = Text("Gremium", "body"), Text("Gremien", "bodies")
_FIELDS = Text("Handlungsfeld", "field of action"), Text("Handlungsfelder", "fields of action")
_TOWNS = Text("Kommune", "municipality"), Text("Kommunen", "municipalities")
_PAIRS = Text("Feldpaar", "pair of fields"), Text("Feldpaaren", "pairs of fields")
_COUNTED = {"actor": _ACTORS, "body": _BODIES, "field": _FIELDS, "municipality": _TOWNS,
            "target_group": (Text("Zielgruppe", "target group"), Text("Zielgruppen", "target groups")),
            "need": (Text("Bedarf", "need"), Text("Bedarfe", "needs")),
            "recommendation": (Text("Handlungsempfehlung", "recommendation"),
                               Text("Handlungsempfehlungen", "recommendations"))}  # fmt: skip
NOTHING = Text("Hier ist noch nichts erfasst.", "Nothing is recorded here yet.")


def numbers(network: Network, ids: Iterable[str]) -> Text:
    """Count things by kind: ``12 Akteure, 1 Gremium und 3 Handlungsfelder``."""
    kinds = [network.nodes[i].kind for i in ids]
    parts = [counted(kinds.count(kind), *words) for kind, words in _COUNTED.items() if kind in kinds]
    if not parts:
        return Text("niemand", "nobody")
    return Text(_joined([p.de for p in parts], "und"), _joined([p.en for p in parts], "and"))


def _joined(parts: Sequence[str], word: str) -> str:
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}" if len(parts) > 1 else parts[0]


def missing(network: Network, found: Sequence[Finding]) -> Text:
    """Say how many bridges are missing and which comes first; where none is established, whether anybody asked."""
    if found:
        return Text(
            "Bei {n} fehlt eine Brücke, zuerst zwischen „{a}“ und „{b}“.",
            "With {n} a bridge is missing, first between “{a}” and “{b}”.",
        ).format(
            n=counted(len(found), *_PAIRS), a=network.name(found[0].nodes[0]), b=network.name(found[0].nodes[1])
        )  # fmt: skip
    asked = sum(f in network.asked for f in network.fields)
    if asked > 1:
        return Text("Eine fehlende Brücke ist nicht festgestellt.", "No missing bridge has been established.")
    return Text(
        "Nach Verbindungen zwischen Feldern wurde noch nicht gefragt: Wo keine Linie ist, ist das keine Lücke.",
        "Nobody asked about ties between fields yet: where there is no line, that is no gap.",
    )


def about_fields(
    network: Network, joined: Sequence[tuple[str, str, int]], found: Sequence[Finding], empty: int
) -> Text:
    """Sentence of the view *fields*: pairs that share somebody, the strongest, missing bridges."""
    text = Text("{f}; {n} haben Akteure oder Gremien gemeinsam.", "{f}; {n} share actors or bodies.").format(
        f=counted(len(network.fields), *_FIELDS),
        n=counted(len(joined), _PAIRS[0], Text("Feldpaare", "pairs of fields")),
    )
    if len(joined) == 1:
        one = Text(
            "{f}; 1 Feldpaar hat Akteure oder Gremien gemeinsam.", "{f}; 1 pair of fields shares actors or bodies."
        )
        text = one.format(f=counted(len(network.fields), *_FIELDS))
    text += missing(network, found)
    if empty:
        text += _empty(empty)
    return text


def _empty(n: int) -> Text:
    return Text("In {n} ist niemand erfasst.", "In {n} nobody is recorded.").format(
        n=counted(n, Text("Feld", "field"), Text("Feldern", "fields"))
    )


def about_all(network: Network, found: Sequence[Finding], marks: Mapping[str, tuple[Mark, ...]]) -> Text:
    """Sentence of the views of actors and bodies: how many, missing bridges, how many bridges hang on one."""
    text = Text("{who} in {f}.", "{who} in {f}.").format(
        who=numbers(network, network.acting),
        f=counted(len(network.fields), _FIELDS[0], Text("Handlungsfeldern", "fields of action")),
    )
    text += missing(network, found)
    single = sum(any(m.kind == "broker" and m.asked for m in told) for told in marks.values())
    if single == 1:
        text += Text(
            "Ein Akteur oder Gremium ist die einzige Verbindung zwischen zwei Feldern.",
            "One actor or body is the only link between two fields.",
        )
    elif single:
        text += Text(
            "{n} Akteure oder Gremien sind je die einzige Verbindung zwischen zwei Feldern.",
            "{n} actors or bodies are each the only link between two fields.",
        ).format(n=single)
    return text


def about_lanes(network: Network, found: Sequence[Finding], marks: Mapping[str, tuple[Mark, ...]]) -> Text:
    """Sentence of the view *lanes*: as of actors and bodies, with the fields that have no lane."""
    empty = sum(not (network.belonging[f] or network.bodies_in[f]) for f in network.fields)
    text = about_all(network, found, marks)
    return (
        text + Text("{who} Sie haben keine Spalte.", "{who} They have no column.").format(who=_empty(empty))
        if empty
        else text
    )


def about_field(network: Network, at: str, found: Sequence[Finding]) -> Text:
    """Sentence of one field: who is in it, how many of them elsewhere too, with which field most, which bridge is missing."""
    inside = {*network.belonging[at], *network.bodies_in[at]}
    shared = {f: len(inside & {*network.belonging[f], *network.bodies_in[f]}) for f in network.fields if f != at}
    text = Text("Im Feld „{f}“: {who}.", "In the field “{f}”: {who}.").format(
        f=network.name(at), who=numbers(network, inside)
    )
    if most := max(shared.values(), default=0):
        other = min(f for f, n in shared.items() if n == most)
        text += Text("Am meisten gemeinsam mit „{f}“: {n}.", "Most in common with “{f}”: {n}.").format(
            f=network.name(other),
            n=numbers(network, inside & {*network.belonging[other], *network.bodies_in[other]}),
        )
    elif inside:
        text += Text(
            "Mit anderen Feldern ist niemand gemeinsam erfasst.", "Nobody is recorded in common with other fields."
        )
    lacking = sorted({i for f in found if at in f.nodes[:2] for i in f.nodes[:2] if i != at})
    if lacking:
        return text + Text("Es fehlt die Brücke zu {f}.", "The bridge to {f} is missing.").format(
            f=listed(network, lacking, 3)
        )
    if at not in network.asked:
        text += Text(
            "Nach Verbindungen dieses Feldes wurde nicht gefragt: Was nicht da steht, ist keine Lücke.",
            "Nobody asked about the ties of this field: what is not there is no gap.",
        )
    return text


def about_one(network: Network, at: str, first: Sequence[str], others: int, told: Sequence[Mark]) -> Text:
    """Sentence around one: who is one step away, how many two, and what was found about it."""
    text = Text("Um „{name}“, einen Schritt entfernt: {who}.", "Around “{name}”, one step away: {who}.").format(
        name=network.name(at), who=numbers(network, first)
    )
    if others:
        text += Text("Zwei Schritte entfernt: {n}.", "Two steps away: {n}.").format(
            n=counted(others, Text("weiterer Eintrag", "more entry"), Text("weitere Einträge", "more entries"))
        )
    for kind in dict.fromkeys(mark.kind for mark in told if mark.asked):
        text += Text("Befund: {what}.", "Finding: {what}.").format(what=OVERLAYS[kind].text)
    return text


def about_levels(network: Network, marks: Mapping[str, tuple[Mark, ...]]) -> Text:
    """Sentence of the levels: bodies by level, ties of reporting, where it stops."""
    of_level: dict[str, int] = {}
    for body in network.of("body"):
        level = getattr(body, "level", None)
        of_level[level.value if level else ""] = of_level.get(level.value if level else "", 0) + 1
    parts = [(n, BAND_WORDS[key]) for key in (*(level.value for level in BodyLevel), "") if (n := of_level.get(key))]
    reports = len(network.ties_of("reports_to"))
    text = Text("{n}: {parts}. {r}", "{n}: {parts}. {r}").format(
        n=counted(len(network.of("body")), *_BODIES),
        parts=Text(", ".join(f"{n} {word.de}" for n, word in parts), ", ".join(f"{n} {word.en}" for n, word in parts)),
        r=Text("Ein Berichtsweg ist nicht erfasst.", "No reporting tie is recorded.")
        if not reports
        else counted(reports, Text("Berichtsweg ist erfasst.", "reporting tie is recorded."),
                     Text("Berichtswege sind erfasst.", "reporting ties are recorded.")),
    )  # fmt: skip
    stops = sum(any(m.kind == "stops" for m in told) for told in marks.values())
    if stops:
        return text + Text("An {n} endet der Weg nach oben.", "At {n} the way up ends.").format(
            n=counted(stops, _BODIES[0], _BODIES[1])
        )
    if not any(body.id in network.asked for body in network.of("body")):
        text += Text(
            "Nach Berichtswegen wurde noch nicht gefragt: Ein Gremium ohne Linie ist keine Lücke.",
            "Nobody asked about reporting yet: a body without a line is no gap.",
        )
    return text


def about_towns(network: Network, marks: Mapping[str, tuple[Mark, ...]], without: int) -> Text:
    """Sentence of the municipalities: where most and fewest are active, where a field has nobody, who is not shown."""
    home = {town.id: 0 for town in network.of("municipality")}
    for _, town_id in {(tie.source_id, tie.target_id) for tie in network.ties_of("active_in")}:
        home[town_id] += 1
    most, least = max(home.values()), min(home.values())
    text = Text("{n}. Die meisten sind in „{a}“ tätig ({most}), die wenigsten in „{b}“ ({least}).",
                "{n}. Most are active in “{a}” ({most}), fewest in “{b}” ({least}).").format(
        n=counted(len(home), *_TOWNS), most=most, least=least,
        a=network.name(min(t for t, n in home.items() if n == most)),
        b=network.name(min(t for t, n in home.items() if n == least)),
    )  # fmt: skip
    cells = sum(any(m.kind == "cell" for m in marks.get(town, ())) for town in home)
    if cells:
        text += Text(
            "In {n} ist in mindestens einem Feld niemand tätig, obwohl danach gefragt wurde.",
            "In {n} nobody is active in at least one field although it was asked for.",
        ).format(n=counted(cells, _TOWNS[0], _TOWNS[1]))
    elif not any(town in network.asked for town in home):
        text += Text(
            "Gefragt wurde danach noch nicht: Wenige Einträge sind keine Lücke.",
            "Nobody asked about that yet: few entries are no gap.",
        )
    if without:
        text += Text(
            "Nicht gezeigt, weil keine Kommune erfasst ist: {n}.", "Not shown because no municipality is recorded: {n}."
        ).format(n=counted(without, Text("Eintrag", "entry"), Text("Einträge", "entries")))
    return text
