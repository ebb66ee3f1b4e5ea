"""Where the heads of a sheet stand: below notes and joined cells, in one row or two."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from graph_service.exchange.lists.forms import forms, plain_head
from graph_service.exchange.lists.grid import Grid, Line
from graph_service.exchange.lists.personal import Personal, judge

_LOOKED_AT = 25
_LONGEST_HEAD = 80


class Head(NamedTuple):
    """Head of one column: its own text, and the text joined over it and its neighbours."""

    place: int
    row: int
    text: str
    group: str

    @property
    def whole(self) -> str:
        """Both as a reader sees them."""
        return " › ".join(part for part in (self.group, self.text) if part)


@cache
def _known() -> frozenset[str]:
    return frozenset(word for form in forms().values() for column in form.columns.values() for word in column.heads)


def heads_of(grid: Grid) -> tuple[Head, ...]:
    """Heads of a sheet by column; none for a sheet without rows."""
    if not grid.lines:
        return ()
    looked = grid.lines[:_LOOKED_AT]
    at = max(range(len(looked)), key=lambda i: (_likeness(looked[i]), -i))
    line = looked[at]
    above = looked[at - 1] if at and looked[at - 1].number == line.number - 1 else None
    groups = _groups(grid, above, line) if above is not None else {}
    heads = []
    width = max(len(each.cells) for each in grid.lines)
    for place in range(width):
        text = _one_line(line.cells[place]) if place < len(line.cells) else ""
        group = groups.get(place, "")
        if not text and group:
            text, group = group, ""
        if text or any(
            place < len(each.cells) and each.cells[place] for each in grid.lines if each.number > line.number
        ):
            heads.append(Head(place, line.number, text, "" if group == text else group))
    return tuple(heads)


def _likeness(line: Line) -> float:
    """How much a row looks like heads: words known as heads, several of them, short, no two alike."""
    texts = [cell for cell in line.cells if cell]
    known = sum(plain_head(text) in _known() or judge(text) is not Personal.NO for text in texts)
    if len(texts) < 2 and known == 0:  # noqa: PLR2004 - a single text is a title
        return 0
    odd = sum(len(text) > _LONGEST_HEAD or text[:1].isdigit() for text in texts)
    return known + 0.1 * min(len(set(texts)), 8) - odd


def _groups(grid: Grid, above: Line, line: Line) -> Mapping[int, str]:
    """Texts of the row above by column, spread over what they are joined over; a lone note is none."""
    groups: dict[int, str] = {}
    for first, last, left, right in grid.merged:
        if first <= above.number <= last and left < len(above.cells) and above.cells[left]:
            wide = range(left, right + 1)
            if first == last and right - left + 1 >= _width(line):
                continue  # a title over the whole table
            groups.update(dict.fromkeys(wide, _one_line(above.cells[left])))
    texts = [place for place, cell in enumerate(above.cells) if cell]
    if len(texts) > 1 or groups:
        _spread(grid, above, line, texts, groups)
    return groups


def _spread(grid: Grid, above: Line, line: Line, texts: Sequence[int], groups: dict[int, str]) -> None:
    """Without joined cells, a text above reaches as far as nothing else stands above; with them, over its own column."""
    ends = [*texts[1:], max(len(line.cells), len(above.cells))]
    for place, end in zip(texts, ends, strict=True):
        reach = range(place, place + 1) if grid.merged else range(place, end)
        for each in reach:
            groups.setdefault(each, _one_line(above.cells[place]))


def _width(line: Line) -> int:
    return max((place + 1 for place, cell in enumerate(line.cells) if cell), default=0)


def _one_line(text: str) -> str:
    return " ".join(text.replace("-\n", "").split())
