"""Indicators of the five goals: each counted from the answer of another analysis, with what it means and its limits."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar, cast

from graph_service.analyses._common import standing
from graph_service.analyses._need_rows import needs_known
from graph_service.analyses._recommendations import stages
from graph_service.analyses.base import Result, Standing
from graph_service.analyses.bridging_actors import BridgingActorsResult
from graph_service.analyses.coverage import SERVED, Cell, CoverageResult
from graph_service.analyses.field_bridges import FieldBridgesResult, FieldPair
from graph_service.analyses.freshness import FreshnessResult
from graph_service.analyses.overlap import OverlapResult
from graph_service.analyses.overview import OverviewResult
from graph_service.analyses.participation import ParticipationResult
from graph_service.analyses.path_to_politics import PathToPoliticsResult
from graph_service.analyses.reach import ReachResult
from graph_service.analyses.structure import StructureResult
from graph_service.network import Network
from graph_service.words import BodyLevel, Text

_R = TypeVar("_R", bound=Result)
_STEERING = (BodyLevel.STRATEGIC, BodyLevel.POLITICAL)


class Counted(NamedTuple):
    """How many of how many that were asked for, how many others there are, of them there all the same, and who was asked."""

    value: int
    of: int
    unasked: int = 0
    there_unasked: int = 0
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """One indicator: what it counts, from which analysis, what it means, its limit; `said` if it stands in the summary."""

    id: str
    analysis: str
    name: Text
    means: Text
    limits: Text
    count: Callable[[Network], Counted]
    said: Text | None = None


def basis_of(network: Network, counted: Counted) -> Standing:
    """Not surveyed if nothing could be told; old if all that was asked was asked long ago; else recorded."""
    if not counted.of and counted.unasked:
        return Standing.NOT_SURVEYED
    asked = [i for i in counted.asked if i in network.asked]
    old = bool(asked) and all(standing(network, (i,)) is Standing.OLD for i in asked)
    return Standing.OLD if old else Standing.RECORDED


def _answer(network: Network, analysis: str, _: type[_R]) -> _R:
    from graph_service.analyses import find

    return cast("_R", find(analysis)(network))


def _told(rows: Iterable[tuple[bool, bool, tuple[str, ...]]]) -> Counted:
    """Count rows of (holds, was asked for, ids); what was not asked for stands apart, or it would look better than it is."""
    known = list(rows)
    told = [(holds, ids) for holds, asked, ids in known if asked]
    others = [holds for holds, asked, _ in known if not asked]
    asked = tuple(sorted({i for _, ids in told for i in ids}))
    return Counted(sum(holds for holds, _ in told), len(told), len(others), sum(others), asked)


def _all_asked(network: Network, ids: Iterable[str]) -> bool:
    return all(i in network.asked for i in ids)


def _voices(network: Network, levels: Sequence[BodyLevel] | None) -> Counted:
    wanted = None if levels is None else {level.text for level in levels}
    rows = [
        row
        for row in _answer(network, "participation", ParticipationResult).bodies
        if row.level != BodyLevel.PARTICIPATION.text and (wanted is None or row.level in wanted)
    ]
    return _told((bool(row.voices), row.body in network.asked, (row.body,)) for row in rows)


def _cells(cells: Sequence[Cell]) -> Counted:
    return _told((cell.state == SERVED, cell.asked_on is not None, (cell.field, cell.other)) for cell in cells)


def _groups(network: Network) -> Counted:
    return _cells(_answer(network, "coverage", CoverageResult).target_groups)


def _places(network: Network) -> Counted:
    return _cells(_answer(network, "coverage", CoverageResult).municipalities)


def _regular_seats(network: Network) -> Counted:
    seated = {actor for inside in network.members.values() for actor in inside}
    marked = {n.id: getattr(n, "regular_system", None) for n in network.of("actor")}
    seats = _told((i in seated, i in network.asked, (i,)) for i, regular in marked.items() if regular)
    return seats._replace(unasked=seats.unasked + sum(regular is None for regular in marked.values()))


def _regular_fields(network: Network) -> Counted:
    marked = {n.id: getattr(n, "regular_system", None) for n in network.of("actor")}
    rows = []
    for field in network.fields:
        there = [marked[actor] for actor in network.belonging[field]]
        known = any(there) or None not in there
        rows.append((any(there), known and field in network.asked, (field,)))
    return _told(rows)


def _steered(network: Network) -> Counted:
    rows = _answer(network, "structure", StructureResult).fields
    steering = {n.id for n in network.of("body") if getattr(n, "level", None) in _STEERING}
    return _told((not steering.isdisjoint(row.bodies), row.field in network.asked, (row.field,)) for row in rows)


def _pairs(network: Network) -> tuple[FieldPair, ...]:
    return _answer(network, "field-bridges", FieldBridgesResult).pairs


def _joined(network: Network) -> Counted:
    return _told(
        (bool(p.shared_actors + p.shared_bodies), _all_asked(network, (p.first, p.second)), (p.first, p.second))
        for p in _pairs(network)
    )


def _fragile(network: Network) -> Counted:
    return _told(
        (bool(p.only_through), _all_asked(network, (p.first, p.second)), (p.first, p.second))
        for p in _pairs(network)
        if p.shared_actors + p.shared_bodies
    )


def _doubles(network: Network) -> Counted:
    """Bodies that are half of a double structure."""
    found = [f for f in _answer(network, "overlap", OverlapResult).findings if f.kind == "double-structure"]
    doubled = {i for f in found for i in f.nodes}
    return _told((n.id in doubled, n.id in network.asked, (n.id,)) for n in network.of("body"))


def _carriers(network: Network) -> Counted:
    answer = _answer(network, "bridging-actors", BridgingActorsResult)
    return _told(
        (row.alone > 0, _all_asked(network, row.fields), row.fields)
        for row in (*answer.actors, *answer.bodies)
        if row.pairs
    )


def _hearing(network: Network) -> Counted:
    found = [f for f in _answer(network, "reach", ReachResult).findings if f.kind.startswith("hears-nothing")]
    deaf = {i for f in found for i in f.nodes}
    return _told((i not in deaf, i in network.asked, (i,)) for i in network.acting)


def _documented(network: Network) -> Counted:
    kinds = _answer(network, "freshness", FreshnessResult).kinds
    rows = sum(kind.count for kind in kinds)
    return Counted(rows - sum(kind.undated for kind in kinds), rows)


def _recent(network: Network) -> Counted:
    kinds = [kind for kind in _answer(network, "freshness", FreshnessResult).kinds if kind.old is not None]
    dated = sum(kind.count - kind.undated for kind in kinds)
    undated = sum(kind.undated for kind in kinds)
    return Counted(dated - sum(kind.old or 0 for kind in kinds), dated, undated)


def _surveyed(network: Network) -> Counted:
    things = sum(node.kind != "survey" for node in network.nodes.values())
    return Counted(_answer(network, "overview", OverviewResult).surveyed, things)


def _arriving(network: Network) -> Counted:
    ways = _answer(network, "path-to-politics", PathToPoliticsResult).ways
    rows = [row for row in ways if row.steps != 0]
    return _told((row.steps is not None, row.body in network.asked, (row.body,)) for row in rows)


def _handed_over(network: Network) -> Counted:
    stage = stages(network)
    return Counted(stage["sent"] + stage["answered"], stage["all"])


def _answered(network: Network) -> Counted:
    stage = stages(network)
    return Counted(stage["answered"], stage["sent"] + stage["answered"])


def _owned(network: Network) -> Counted:
    rows = [need for need in needs_known(network) if need.unfinished]
    return _told((bool(n.owners), n.basis is not Standing.NOT_SURVEYED, (n.need,)) for n in rows)


@dataclass(frozen=True)
class Goal:
    """One of the five goals with its indicators, the first of which stands for it in a sentence."""

    id: str
    name: Text
    indicators: tuple[Indicator, ...]


_RECORDED_ONLY = Text("Zählt nur, was erfasst ist.", "Counts only what is recorded.")
_SEAT = Text("Ein Sitz ist noch kein Einfluss.", "A seat is not yet influence.")
_OFFER = Text("Ob das Angebot reicht, steht hier nicht.", "Whether the offer suffices does not stand here.")

GOALS: tuple[Goal, ...] = (
    Goal("participation", Text("Teilhabe und Chancengleichheit", "Taking part and equal chances"), (
        Indicator("voices", "participation",
                  Text("Gremien mit migrantischer Stimme", "bodies with a migrant voice"),
                  Text("Wo mitentschieden wird, sitzt jemand für Migrantinnen und Migranten am Tisch.",
                       "Where things are decided somebody sits at the table for migrants."), _SEAT,
                  lambda network: _voices(network, None),
                  said=Text("in {value} von {of} Gremien sitzt eine migrantische Stimme",
                            "a migrant voice sits in {value} of {of} bodies")),
        Indicator("steering-voices", "participation",
                  Text("davon strategische und politische Gremien", "of them strategic and political bodies"),
                  Text("Dort fallen die Richtungsentscheidungen.", "There the course is set."), _SEAT,
                  lambda network: _voices(network, _STEERING)),
        Indicator("groups", "coverage",
                  Text("Felder × Zielgruppen, in denen jemand tätig ist", "fields × target groups with somebody active"),
                  Text("Jede Zielgruppe findet in jedem Feld eine Stelle.", "Every target group finds somebody in every field."),
                  _OFFER, _groups,
                  said=Text("{value} von {of} Zellen Feld × Zielgruppe sind besetzt",
                            "{value} of {of} cells field × target group are served")),
        Indicator("places", "coverage",
                  Text("Felder × Kommunen, in denen jemand tätig ist", "fields × municipalities with somebody active"),
                  Text("Der Wohnort entscheidet nicht über das Angebot.", "Where one lives does not decide on the offer."),
                  _OFFER, _places),
    )),
    Goal("cross-cutting", Text("Integration als Querschnittsaufgabe der Regelsysteme",
                               "Integration as a cross-cutting task of the regular systems"), (
        Indicator("regular-fields", "coverage",
                  Text("Felder mit einer Stelle des Regelsystems", "fields with an office of the regular system"),
                  Text("Das Feld liegt nicht nur bei Sonderdiensten.", "The field does not lie with special services only."),
                  Text("Nur wer als Regelsystem eingetragen ist, zählt.", "Only who is recorded as regular system counts."),
                  _regular_fields,
                  said=Text("in {value} von {of} Feldern arbeitet eine Stelle des Regelsystems",
                            "an office of the regular system works in {value} of {of} fields")),
        Indicator("regular-seats", "structure",
                  Text("Stellen des Regelsystems mit Sitz in einem Gremium", "offices of the regular system with a seat"),
                  Text("Das Regelsystem sitzt mit am Tisch.", "The regular system sits at the table."), _SEAT, _regular_seats),
        Indicator("steered", "structure",
                  Text("Felder mit strategischem oder politischem Gremium", "fields with a strategic or political body"),
                  Text("Das Feld ist auf der Ebene vertreten, die Mittel und Regeln setzt.",
                       "The field is represented where means and rules are set."),
                  Text("Nicht jedes Feld braucht ein eigenes Gremium.", "Not every field needs a body of its own."), _steered,
                  said=Text("{value} von {of} Feldern haben ein strategisches oder politisches Gremium",
                            "{value} of {of} fields have a strategic or political body")),
    )),
    Goal("synergies", Text("Synergien durch Vernetzung", "Synergies by networking"), (
        Indicator("joined", "field-bridges",
                  Text("Feldpaare mit gemeinsamem Akteur oder Gremium", "pairs of fields with a shared actor or body"),
                  Text("Man begegnet sich über das eigene Feld hinaus.", "People meet beyond their own field."),
                  Text("Nicht jedes Paar braucht eine Verbindung.", "Not every pair needs a tie."), _joined,
                  said=Text("{value} von {of} Feldpaaren haben jemanden gemeinsam",
                            "{value} of {of} pairs of fields have somebody in common")),
        Indicator("fragile", "field-bridges",
                  Text("davon an einer einzigen Stelle", "of them hanging on a single place"),
                  Text("Fällt sie weg, ist die bekannte Verbindung verloren.", "If it goes, the known tie is lost."),
                  _RECORDED_ONLY, _fragile,
                  said=Text("{value} von {of} davon hängen an einer einzigen Stelle",
                            "{value} of {of} of them hang on a single place")),
        Indicator("carriers", "bridging-actors",
                  Text("Akteure und Gremien, die ein Feldpaar allein tragen", "actors and bodies that carry a pair alone"),
                  Text("Von ihnen hängt viel ab: das ist Last, kein Verdienst.", "Much hangs on them: a load, not a merit."),
                  _RECORDED_ONLY, _carriers),
        Indicator("doubles", "overlap",
                  Text("Gremien in einer Doppelstruktur", "bodies in a double structure"),
                  Text("Dieselben Leute treffen sich zweimal zur selben Sache.", "The same people meet twice on the same thing."),
                  Text("Ein Verdacht aus den Mitgliederlisten; der Auftrag kann verschieden sein.",
                       "A suspicion from lists of members; the mandates may differ."), _doubles),
    )),
    Goal("information", Text("Informationstransfer und Transparenz", "Information transfer and transparency"), (
        Indicator("hearing", "reach",
                  Text("Akteure und Gremien, die auf einem erfassten Weg etwas hören",
                       "actors and bodies that hear something on a recorded way"),
                  Text("Nachrichten kommen an.", "News arrive."),
                  Text("Ein Weg sagt nicht, dass er genutzt wird.", "A way does not say that it is used."), _hearing,
                  said=Text("{value} von {of} Akteuren und Gremien hören auf einem erfassten Weg etwas",
                            "{value} of {of} actors and bodies hear something on a recorded way")),
        Indicator("dated", "freshness", Text("Einträge mit Stand", "entries with a date"),
                  Text("Man sieht, von wann eine Angabe ist.", "One sees from when a statement is."),
                  Text("Ein Stand sagt nicht, dass es noch stimmt.", "A date does not say that it still holds."), _documented),
        Indicator("recent", "freshness", Text("davon nicht älter als zwei Jahre", "of them not older than two years"),
                  Text("Die Übersicht ist gepflegt.", "The overview is kept up."),
                  Text("Neu heißt nicht bestätigt; ohne Stichtag nicht zu sagen.",
                       "New does not mean confirmed; not to be told without a day of reference."), _recent,
                  said=Text("{value} von {of} datierten Einträgen sind nicht älter als zwei Jahre",
                            "{value} of {of} dated entries are not older than two years")),
        Indicator("surveyed", "overview", Text("Einträge, nach denen gefragt wurde", "entries that were asked for"),
                  Text("Nur hier heißt „nicht erfasst“ auch „nicht da“.", "Only here “not recorded” means “not there”."),
                  Text("Auch wer gefragt wurde, kann etwas vergessen haben.", "Who was asked may have forgotten something."),
                  _surveyed),
    )),
    Goal("politics", Text("Konzepte und Empfehlungen an die Politik", "Concepts and recommendations to politics"), (
        Indicator("arriving", "path-to-politics",
                  Text("Gremien mit festem Weg in die Politik", "bodies with a firm way to politics"),
                  Text("Ergebnisse können ankommen.", "Results can arrive."),
                  Text("Ein Weg sagt nicht, dass berichtet wurde.", "A way does not say that anything was reported."), _arriving,
                  said=Text("{value} von {of} Gremien haben einen festen Weg in die Politik",
                            "{value} of {of} bodies have a firm way to politics")),
        Indicator("handed-over", "path-to-politics", Text("Empfehlungen übergeben", "recommendations handed over"),
                  Text("Aus Beratung wurde ein Vorschlag an die Politik.", "Talk became a proposal to politics."),
                  _RECORDED_ONLY, _handed_over,
                  said=Text("{value} von {of} Empfehlungen sind übergeben",
                            "{value} of {of} recommendations are handed over")),
        Indicator("answered", "path-to-politics", Text("davon beantwortet", "of them answered"),
                  Text("Die Politik hat sich geäußert.", "Politics has replied."),
                  Text("Ob zugestimmt wurde, steht in der Antwort.", "Whether it agreed stands in the answer."), _answered),
        Indicator("owned", "needs", Text("unerledigte Bedarfe mit Zuständigen", "unfinished needs with an owner"),
                  Text("Jemand kümmert sich.", "Somebody takes care."),
                  Text("Zuständig heißt nicht, dass schon etwas geschieht.", "To own it does not mean that it is being done."),
                  _owned),
    )),
)  # fmt: skip
