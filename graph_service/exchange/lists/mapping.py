"""Which column of a sheet means what: proposed with a reason and how sure it is, changeable, kept as a profile."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pydantic import Field
from rapidfuzz import fuzz, process

from graph_service.exchange.lists.forms import KIND, Column, Form, forms, plain_head
from graph_service.exchange.lists.grid import Grid
from graph_service.exchange.lists.heads import Head, heads_of
from graph_service.exchange.lists.personal import PERHAPS_TEXT, YES_TEXT, Personal, judge
from graph_service.exchange.messages import quoted
from graph_service.rows import Frozen
from graph_service.words import Text

ASIDE = ""
"""Stands for the column that a head means when it is set aside."""
_ALIKE = 86
_SURE, _LIKELY, _GUESSED = 100, 95, 60
_MOST_HEADS = 256
_LONG_ENOUGH = 4


class Chosen(Frozen):
    """What one sheet means, as a person or profile says: its form, and the column each head means (empty: set aside)."""

    sheet: str = Field("", max_length=200)
    form: str = Field(max_length=40)
    columns: dict[str, str] = Field({}, max_length=_MOST_HEADS)


class Profile(Frozen):
    """A mapping with a name, to be used again for lists of the same make."""

    name: str = Field("", max_length=100)
    sheets: tuple[Chosen, ...] = Field((), max_length=60)


class Mapped(NamedTuple):
    """One column of a sheet and what it means: no ``column`` when it is set aside; how sure of 100 and why."""

    place: int
    head: str
    column: Column | None
    sure: int
    why: Text
    personal: Personal


class SheetMapping(NamedTuple):
    """What one sheet means; ``row`` is the row of its heads, ``form`` is None when nothing fits."""

    grid: Grid
    form: Form | None
    row: int
    first: int
    columns: tuple[Mapped, ...]
    chosen: bool

    @property
    def chosen_as(self) -> Chosen:
        """The same as a person would say it."""
        columns = {one.head: one.column.id if one.column else ASIDE for one in self.columns}
        return Chosen(sheet=self.grid.title, form=self.form.id if self.form else ASIDE, columns=columns)


def propose(grid: Grid, profile: Profile | None = None) -> SheetMapping:
    """Say what a sheet and its columns mean.

    Parameters
    ----------
    grid
        The sheet.
    profile
        What was chosen before; counts for a sheet of the same name, or for any if it has one sheet only.
    """
    heads = heads_of(grid)
    said = _chosen(grid, profile)
    if said is not None and said.form == ASIDE:
        return _mapping(grid, heads, None, {}, said)
    if said is not None and said.form in forms():
        form = forms()[said.form]
        return _mapping(grid, heads, form, _match(heads, form), said)
    if judge(grid.sheet or re.sub(r"\.\w+$", "", grid.file)) is Personal.YES:
        return _mapping(grid, heads, None, {}, None)
    best: tuple[float, Form | None, Mapping[int, tuple[Column, int, Text]]] = (0.0, None, {})
    title = plain_head(re.sub(r"\.\w+$", "", grid.title))
    for form in forms().values():
        named = title in form.names
        if form.is_ties and form.id not in ("ties", "member_of") and not named:
            continue
        matched = _match(heads, form)
        score = _score(form, matched, heads, named=named, title=title)
        if score > best[0]:
            best = (score, form, matched)
    return _mapping(grid, heads, best[1], best[2], None)


def _chosen(grid: Grid, profile: Profile | None) -> Chosen | None:
    if profile is None:
        return None
    title = plain_head(grid.title)
    for one in profile.sheets:
        if plain_head(one.sheet) == title:
            return one
    return profile.sheets[0] if len(profile.sheets) == 1 and not profile.sheets[0].sheet else None


def _score(
    form: Form, matched: Mapping[int, tuple[Column, int, Text]], heads: Sequence[Head], *, named: bool, title: str
) -> float:
    """How well a form fits: its columns that are there, its own words, the name of the sheet; 0 without what it needs."""
    there = {column.id for column, _, _ in matched.values()}
    if not there.issuperset(form.required):
        return 4.0 if named and there else 0.0
    own = any(plain_head(heads[i].text) in form.names for i in matched if matched[i][0].id == "name")
    hinted = any(len(word) > 4 and word in title for word in form.names)  # noqa: PLR2004 - short words stand in many
    total = sum(sure for _, sure, _ in matched.values()) / 100
    return total + 6 * named + 1.5 * own + 1.5 * hinted + 0.5 * len(form.required)


def _match(heads: Sequence[Head], form: Form) -> dict[int, tuple[Column, int, Text]]:
    """Best column of a form for each head, surest first; a field is meant once, ties may stand in several columns."""
    offers = []
    for head in heads:
        if judge(head.text, head.group) is not Personal.NO:
            continue
        offers += [(sure, -head.place, column, why) for column, sure, why in _candidates(head.text, form.id)]
    found: dict[int, tuple[Column, int, Text]] = {}
    used: set[str] = set()
    for sure, place, identity, why in sorted(offers, key=lambda offer: (-offer[0], -offer[1], offer[2])):
        column = form.columns[identity]
        if -place in found or (identity in used and not column.tie):
            continue
        found[-place] = (column, sure, why)
        used.add(identity)
    _source_is_an_end(heads, form, found)
    return {place: found[place] for place in sorted(found)}


@lru_cache(maxsize=20_000)
def _candidates(head: str, form_id: str) -> tuple[tuple[str, int, Text], ...]:
    """Columns of a form that a head may mean: (column, how sure, why)."""
    form, said = forms()[form_id], plain_head(head)
    if not said:
        return ()
    vocabulary = _vocabulary(form_id)
    bare = re.sub(r" \d+$", "", said)
    found = []
    for column in form.columns.values():
        if said in column.heads:
            own = said in (plain_head(column.label.de), plain_head(column.label.en), plain_head(column.id))
            found.append((column.id, _SURE if own else _LIKELY, _SAME if own else _USUAL.format(label=column.label)))
        elif bare in column.heads:
            found.append((column.id, _LIKELY - 1, _USUAL.format(label=column.label)))
    if len(said) < _LONG_ENOUGH:
        return tuple(found)
    alike = process.extractOne(said, list(vocabulary), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    if alike is not None:
        word, ratio, _ = alike
        found.append((vocabulary[word], int(ratio * 0.9), _SPELT.format(word=word)))
        return tuple(found)
    # „Name der Organisation und Kurzbeschreibung“ begins with a head that is known
    begun = max((w for w in vocabulary if len(w) >= _LONG_ENOUGH and said.startswith(w + " ")), key=len, default=None)
    if begun is not None:
        found.append((vocabulary[begun], _GUESSED + 10, _BEGINS.format(word=begun)))
    return tuple(found)


@cache
def _vocabulary(form_id: str) -> Mapping[str, str]:
    """Column of a form by each word it is headed with."""
    found: dict[str, str] = {}
    for column in forms()[form_id].columns.values():
        for word in sorted(column.heads):
            found.setdefault(word, column.id)
    return found


def _source_is_an_end(heads: Sequence[Head], form: Form, found: dict[int, tuple[Column, int, Text]]) -> None:
    """In edge lists of graph programs „Source“ and „Target“ are the ends; elsewhere a source is a document."""
    if "source_id" not in form.columns or any(column.id == "source_id" for column, _, _ in found.values()):
        return
    ends = [
        place
        for place, (column, _, _) in found.items()
        if column.id == "source" and plain_head(heads_at(heads, place)) == "source"
    ]
    if ends and any(column.id == "target_id" for column, _, _ in found.values()):
        found[ends[0]] = (form.columns["source_id"], _LIKELY, _USUAL.format(label=form.columns["source_id"].label))


def heads_at(heads: Sequence[Head], place: int) -> str:
    """Text of the head over a column."""
    return next((head.text for head in heads if head.place == place), "")


def _mapping(
    grid: Grid,
    heads: Sequence[Head],
    form: Form | None,
    matched: Mapping[int, tuple[Column, int, Text]],
    said: Chosen | None,
) -> SheetMapping:
    wished = {plain_head(head): column for head, column in said.columns.items()} if said else {}
    columns = []
    for head in heads:
        personal = judge(head.text, head.group)
        column, sure, why = matched.get(head.place, (None, 0, _UNKNOWN))
        wish = wished.get(plain_head(head.whole))
        if personal is Personal.YES:
            column, sure, why = None, _SURE, YES_TEXT.format(head=quoted(head.whole))
        elif wish is not None and form is not None and (wish == ASIDE or wish in form.columns):
            column, sure, why = form.columns.get(wish), _SURE, _WISHED if wish else _PUT_ASIDE
        elif personal is Personal.PERHAPS:
            column, sure, why = None, _GUESSED, PERHAPS_TEXT.format(head=quoted(head.whole))
        columns.append(Mapped(head.place, head.whole, column, sure, why, personal))
    row = heads[0].row if heads else 0
    first = next((line.number for line in grid.lines if line.number > row), row + 1)
    return SheetMapping(grid, form, row, first, tuple(columns), said is not None)


def missing(mapping: SheetMapping) -> tuple[str, ...]:
    """Columns a sheet needs and does not have."""
    if mapping.form is None:
        return ()
    there = {one.column.id for one in mapping.columns if one.column is not None}
    return tuple(
        name for name in mapping.form.required if name not in there and (name != KIND or mapping.form.id == "ties")
    )


_SAME = Text("heißt genauso", "has the same name")
_USUAL = Text("so heißt „{label}“ in vielen Listen", "what “{label}” is called in many lists")
_SPELT = Text("ähnlich geschrieben wie „{word}“", "spelt like “{word}”")
_BEGINS = Text("beginnt mit „{word}“", "begins with “{word}”")
_UNKNOWN = Text(
    "unbekannte Spalte; beiseitegelegt. Bitte zuordnen, wenn sie gebraucht wird.",
    "unknown column; set aside. Please map it if it is needed.",
)
_WISHED = Text("von Hand oder im Profil so zugeordnet", "mapped so by hand or by the profile")
_PUT_ASIDE = Text("von Hand oder im Profil beiseitegelegt", "set aside by hand or by the profile")
