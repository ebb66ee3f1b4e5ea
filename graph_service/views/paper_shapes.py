"""Points, outlines and places for names on paper; numbers only."""

import math
from collections.abc import Iterable, Sequence

from graph_service.views.paper_labels import Spots

Point = tuple[float, float]


class Scaled:
    """From places of the map to places on the paper."""

    def __init__(self, scale: float, move: Point) -> None:
        """Stretch by *scale*, then shift by *move*."""
        self._scale, self._move = scale, move

    def __call__(self, place: Point) -> Point:
        """Point on the paper."""
        return self._move[0] + place[0] * self._scale, self._move[1] + place[1] * self._scale


def besides(at: Point, r: float, *, above: bool) -> Spots:
    """Below, above, right and left of a node; the head of a column first above."""
    x, y = at

    def spots(w: float, h: float) -> list[Point]:
        low, high = (x - w / 2, y + r + 3), (x - w / 2, y - r - 3 - h)
        return [*((high, low) if above else (low, high)), (x + r + 4, y - h / 2), (x - r - 4 - w, y - h / 2)]

    return spots


def along(a: Point, b: Point) -> Spots:
    """On a line, first in its middle."""

    def spots(w: float, h: float) -> list[Point]:
        places = (0.5, 0.42, 0.58, 0.33, 0.67, 0.25, 0.75)
        return [(a[0] + (b[0] - a[0]) * t - w / 2, a[1] + (b[1] - a[1]) * t - h / 2) for t in places]

    return spots


def centred(at: Point) -> Spots:
    """Around one point and nowhere else."""
    return lambda w, h: [(at[0] - w / 2, at[1] - h / 2)]


def shortened(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The same name in one line, cut ever shorter."""
    whole = " ".join(lines)
    return tuple((f"{whole[:n].rstrip()}…",) for n in (22, 14) if len(whole) > n)


def _ring(n: int, turn: float = -90.0, inner: float = 0.0) -> list[Point]:
    found = []
    for i in range(n):
        angle = math.radians(turn + 360 * i / n)
        reach = inner if inner and i % 2 else 1.0
        found.append((reach * math.cos(angle), reach * math.sin(angle)))
    return found


SHAPES: dict[str, list[Point]] = {
    "square": [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    "diamond": [(0, -1), (1, 0), (0, 1), (-1, 0)],
    "hexagon": _ring(6, 0),
    "triangle": _ring(3),
    "triangleDown": _ring(3, 90),
    "star": _ring(10, inner=0.45),
}


def path(points: Iterable[Point]) -> str:
    """Closed outline through *points*, as SVG writes it."""
    return "M" + "L".join(f"{short(x)} {short(y)}" for x, y in points) + "Z"


def short(value: float) -> str:
    """Number with one digit behind the point at most."""
    return f"{round(value, 1):g}"
