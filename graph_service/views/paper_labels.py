"""Where names stand on paper: in their order, each where nothing stands yet; what finds no room is left to the list."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

LINE = 1.2
_GAP = 2.0
_CELL = 80.0
_NARROW, _WIDE = set("ijltfrI.,:;'|!()[]{}/\\ \u2019\u201e\u201c"), set("mwMWQ@%\u2026\u2013\u2014")
Spots = Callable[[float, float], Sequence[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the paper."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Name:
    """Words that want a place: the lines, shorter ways to say them, and where they may stand (left and top for width, height)."""

    key: str
    lines: tuple[str, ...]
    spots: Spots
    size: float
    bold: bool = False
    shorter: tuple[tuple[str, ...], ...] = ()
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A name that found a place."""

    name: Name
    lines: tuple[str, ...]
    box: Box


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of *text* in a usual sans-serif font, on the large side, so that nothing runs into its neighbour."""
    units = 0.0
    for sign in text:
        if sign in _NARROW:
            units += 0.37
        elif sign in _WIDE or ord(sign) > 0x2E80:  # noqa: PLR2004 - from here on signs are as wide as high
            units += 1.0
        else:
            units += 0.74 if sign.isupper() else 0.63
    return units * size * (1.08 if bold else 1.0)


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Lines of *text* that are at most *width* wide; a word that is wider alone is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if text_width(longer, size, bold=bold) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while text_width(word, size, bold=bold) > width:
            cut = next(n for n in range(len(word), 0, -1) if n == 1 or text_width(word[:n], size, bold=bold) <= width)
            lines.append(word[:cut])
            word = word[cut:]  # noqa: PLW2901 - what is left of it
        line = word
    return [*lines, line] if line else lines


class Room:
    """The paper and what stands on it already."""

    def __init__(self, edge: Box) -> None:
        """Nothing stands here yet; nothing may stand outside *edge*."""
        self._edge = edge
        self._taken: dict[tuple[int, int], list[Box]] = {}

    def free(self, box: Box) -> bool:
        """Whether nothing stands where *box* would."""
        e = self._edge
        if box.x < e.x or box.y < e.y or box.x + box.w > e.x + e.w or box.y + box.h > e.y + e.h:
            return False
        return not any(_meet(box, other) for cell in _cells(box) for other in self._taken.get(cell, ()))

    def take(self, box: Box) -> None:
        """Let *box* be taken."""
        for cell in _cells(box):
            self._taken.setdefault(cell, []).append(box)

    def place(self, names: Iterable[Name]) -> list[Placed]:
        """Names that found a place, each at the first of its spots that is free."""
        found = []
        for name in names:
            for lines in (name.lines, *name.shorter):
                wide = max(text_width(line, name.size, bold=name.bold) for line in lines)
                high = len(lines) * name.size * LINE
                boxes = (Box(x, y, wide, high) for x, y in name.spots(wide, high))
                box = next((box for box in boxes if self.free(box)), None)
                if box:
                    self.take(box)
                    found.append(Placed(name, lines, box))
                    break
        return found


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for i in range(int((box.x - _GAP) // _CELL), int((box.x + box.w + _GAP) // _CELL) + 1):
        for j in range(int((box.y - _GAP) // _CELL), int((box.y + box.h + _GAP) // _CELL) + 1):
            yield i, j


def _meet(a: Box, b: Box) -> bool:
    return (
        a.x < b.x + b.w + _GAP and b.x < a.x + a.w + _GAP and a.y < b.y + b.h + _GAP and b.y < a.y + a.h + _GAP
    )  # fmt: skip
