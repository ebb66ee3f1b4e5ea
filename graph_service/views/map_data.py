"""What a map is: nodes with place and look, ties, words; plain, frozen, the same for screen, paper and file."""

from dataclasses import dataclass

VIEWS = ("fields", "lanes", "actors", "field", "around", "levels", "municipalities")
MOST_NODES = 2000
FACETS = ("kind", "field", "group", "town", "level")
NONE = "-"  # in a facet: nothing recorded; no id can be that


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks of the map, as in the address; ids are known to exist."""

    view: str | None = None
    at: str | None = None
    steps: int = 1
    kind: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    town: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    find: str = ""
    node: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding at a node: kind of overlay, whether it is established or was never asked for, its sentence and key."""

    kind: str
    asked: bool
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class MapNode:
    """One thing on the map.

    ``x`` and ``y`` are units of the map, ``size`` is half the width in pixels when the whole map is in view. ``rank`` orders
    labels: the lower, the earlier one gets its place. The facets hold what filters ask for; ``-`` stands for
    nothing recorded. ``main`` names are shown before all others, in bold; ``also`` is what else it is called.
    """

    id: str
    name: str
    label: str
    kind: str
    kind_text: str
    x: float
    y: float
    shape: str
    size: float
    colour: str
    rank: int
    fields: tuple[str, ...]
    groups: tuple[str, ...]
    towns: tuple[str, ...]
    levels: tuple[str, ...]
    marks: tuple[Mark, ...]
    ties: int
    also: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class MapTie:
    """One line of the map; ``kind`` gap is drawn dashed with its words, ``count`` is how many it stands for.

    ``text`` says what the source is to the target, ``back`` what the target is to the source.
    """

    source: str
    target: str
    kind: str
    text: str
    back: str
    words: str = ""
    width: float = 1.0
    count: int = 1
    arrow: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class MapField:
    """A field of action in the legend: how many it has, and its colour."""

    id: str
    name: str
    count: int
    colour: str


@dataclass(frozen=True, slots=True)
class Caption:
    """Words beside a row of the map, and the height of the line above it, if there is one."""

    text: str
    x: float
    y: float
    line: float | None = None


@dataclass(frozen=True, slots=True)
class MapData:
    """What the map shows and its table twin lists; nodes by id, ties by ends.

    ``whole`` says that everything in the view is here, so that filters can work on it; else the filters have been applied.
    ``reduced`` says that a view was asked for that has too many entries, and fields are shown instead.
    """

    view: str
    at: str | None
    nodes: tuple[MapNode, ...]
    ties: tuple[MapTie, ...]
    fields: tuple[MapField, ...]
    captions: tuple[Caption, ...]
    sentence: str
    whole: bool
    reduced: bool
