"""Where everything lies in the other views: a ring of fields, lanes, rows of levels, rings around one."""

import math
from collections.abc import Mapping, Sequence

from graph_service.network import Network
from graph_service.views.layout import STEP, Homes, Place, around, block, by_likeness, middle
from graph_service.views.map_facets import homes

BANDS = ("political", "strategic", "operative", "open", "participation", "")
_FEW = 4
_SHAPE = 1.45  # width to height that a screen has
_DX, _DY = 62.0, 50.0  # seats of a lane
_LANE, _MANY_HEADS = 160.0, 10
_ROW, _COLUMN, _WIDE = 105.0, 205.0, 7  # seats of the levels

Rows = list[tuple[str, float, float]]  # name of a band, its top, its bottom


def ring_of_fields(network: Network) -> dict[str, Place]:
    """Fields with people on an ellipse, those that share people side by side; the empty ones in rows below."""
    order = by_likeness(network)
    full = [f for f in order if network.belonging[f] or network.bodies_in[f]]
    empty = sorted(set(order) - set(full))
    radius = max(300.0 if len(empty) < _FEW else 260.0, len(full) * 24.0)
    wide = radius * (1.4 if len(empty) < _FEW else 2.2)
    found = {}
    for i, f in enumerate(full):
        angle = 2 * math.pi * i / len(full) - math.pi / 2
        found[f] = (wide * math.cos(angle), radius * math.sin(angle))
    block(empty, found, 300.0, 5, 125.0)
    return found


def lanes(network: Network) -> tuple[dict[str, Place], Rows, list[str]]:
    """Fields as columns with their heads in two rows, bodies below by level, then actors; who has no field at the end.

    Gives the places, the bands, and the columns from left to right; ``""`` is the column without a field.
    """
    home = homes(network)
    full = [f for f in by_likeness(network) if network.belonging[f] or network.bodies_in[f]]
    columns = [*full, ""] if any(not mine for mine in home.values()) else full
    cells: dict[tuple[str, str], list[str]] = {}
    for who in sorted(home):
        node = network.nodes[who]
        level = getattr(node, "level", None)
        band = "actor" if node.kind == "actor" else (level.value if level else "")
        cells.setdefault((lane_of(home[who], columns), band), []).append(who)
    bands = [b for b in (*BANDS, "actor") if any((c, b) in cells for c in columns)]
    most = {c: max((len(cells.get((c, b), ())) for b in bands), default=0) for c in columns}
    rows = _rows(most, cells, columns, bands)
    wide = {c: max(1, math.ceil(most[c] / rows)) for c in columns}
    found: dict[str, Place] = {}
    left: dict[str, float] = {}
    x = 0.0
    for c in columns:
        left[c] = x
        x += max(_LANE, wide[c] * _DX + _DX)
    for i, c in enumerate(full):
        # heads stand on an arch in two or three rows: room for their names, and no line between two runs through a third
        arch = 170.0 * math.sin(math.pi * (i + 0.5) / len(full))
        high = 2 if len(full) < _MANY_HEADS else 3
        found[c] = (left[c] + max(_LANE, wide[c] * _DX + _DX) / 2, -130.0 - arch - 115.0 * (i % high))
    told: Rows = []
    y = 20.0
    for b in bands:
        high = max(math.ceil(len(cells.get((c, b), ())) / wide[c]) for c in columns)
        for c in columns:
            room = max(_LANE, wide[c] * _DX + _DX)
            for i, who in enumerate(cells.get((c, b), ())):
                here = min(wide[c], len(cells[c, b]))
                found[who] = (
                    left[c] + room / 2 + (i % wide[c] - (here - 1) / 2) * _DX,
                    y + 35.0 + (i // wide[c]) * _DY,
                )
        told.append((b, y, y + 35.0 + high * _DY))
        y += 35.0 + high * _DY + 15.0
    return found, told, columns


def lane_of(mine: tuple[str, ...], columns: Sequence[str]) -> str:
    """Column of somebody in several fields: the one farthest left, so that ties run one way."""
    return min(mine, key=columns.index) if mine else ""


def _rows(
    most: Mapping[str, int], cells: Mapping[tuple[str, str], list[str]], columns: Sequence[str], bands: Sequence[str]
) -> int:
    """Seats one below the other in a lane at most, so that the whole has about the shape of a screen."""

    def off(rows: int) -> float:
        wide = {c: max(1, math.ceil(most[c] / rows)) for c in columns}
        across = sum(max(_LANE, wide[c] * _DX + _DX) for c in columns)
        down = 200.0 + sum(
            50.0 + _DY * max(math.ceil(len(cells.get((c, b), ())) / wide[c]) for c in columns) for b in bands
        )
        return abs(math.log(across / down / _SHAPE))

    return min(range(1, 61), key=lambda rows: (off(rows), rows)) if columns else 1


def levels(network: Network, bodies: Sequence[str], actors: Sequence[str]) -> tuple[dict[str, Place], Rows]:
    """Bodies in rows by level, the political ones on top, and *actors* that receive reports above all."""
    home = homes(network)
    rank = {f: i for i, f in enumerate(by_likeness(network))}
    rows: dict[str, list[str]] = {"actor": sorted(actors)}
    for body in bodies:
        level = getattr(network.nodes[body], "level", None)
        rows.setdefault(level.value if level else "", []).append(body)
    found: dict[str, Place] = {}
    told: Rows = []
    y = 0.0
    for band in ("actor", *BANDS):
        ids = sorted(rows.get(band, ()), key=lambda i: (min((rank[f] for f in home.get(i, ())), default=len(rank)), i))
        if not ids:
            continue
        parts = [ids[i : i + _WIDE] for i in range(0, len(ids), _WIDE)]
        for part in parts:
            y += _ROW
            for i, who in enumerate(part):
                bent = 26.0 * ((2 * i + 1) / len(part) - 1) ** 2  # no line between two runs through a third
                found[who] = ((i - (len(part) - 1) / 2) * _COLUMN, y + bent)
        told.append((band, y - _ROW * (len(parts) - 0.5), y + _ROW / 2))
        y += 20.0
    return found, told


def one_field(network: Network, field_id: str, others: Sequence[str]) -> dict[str, Place]:
    """One field in the middle, its own people around it, *others* on a ring, and between them who belongs to both."""
    home = homes(network)
    inside = {w: mine for w, mine in home.items() if field_id in mine}
    groups: dict[tuple[str, ...], int] = {}
    for mine in inside.values():
        groups[mine] = groups.get(mine, 0) + 1
    own = groups.pop((field_id,), 0)
    room = STEP * math.sqrt(own + 2) + STEP * (1.5 + math.sqrt(max(groups.values(), default=1)))
    radius = max(STEP * 7, 1.9 * room, len(others) * STEP * 0.75)
    centre: dict[str, Place] = {field_id: (0.0, 0.0)}
    for i, other in enumerate(others):
        angle = 2 * math.pi * i / len(others) - math.pi / 2
        centre[other] = (radius * 1.3 * math.cos(angle), radius * 0.95 * math.sin(angle))
    found = dict(centre)
    count: dict[tuple[str, ...], int] = {}
    for who in sorted(inside, key=lambda i: (network.nodes[i].kind != "body", i)):
        mine = tuple(f for f in inside[who] if f != field_id)
        at = [centre[f] for f in mine]
        found[who] = (
            around(middle([(0.0, 0.0), middle(at)]), count, (*mine, "")) if at else around((0, 0), count, ("",))
        )
    return found


def rings(centre: str, first: Sequence[str], second: Sequence[str], parents: Homes) -> dict[str, Place]:
    """*centre*, those one step away on a ring, those two steps away on rings outside, near whom they come through."""
    found: dict[str, Place] = {centre: (0.0, 0.0)}
    turn: dict[str, float] = {}
    near = max(STEP * 5, len(first) * STEP * 1.5 / (2 * math.pi))
    for i, who in enumerate(first):
        turn[who] = 2 * math.pi * i / len(first) - math.pi / 2
        found[who] = (near * 1.3 * math.cos(turn[who]), near * math.sin(turn[who]))
    order = sorted(second, key=lambda i: (min(turn[p] for p in parents[i]), i))
    far = near + STEP * 4
    layers = max(1, math.ceil(len(order) * STEP / (2 * math.pi * far)))
    for i, who in enumerate(order):
        angle = 2 * math.pi * i / len(order) - math.pi / 2
        out = far + (i % layers) * STEP * 1.4
        found[who] = (out * 1.3 * math.cos(angle), out * math.sin(angle))
    return found
