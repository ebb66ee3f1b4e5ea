"""What a sheet can be about, and the columns it can have: made from the model, with the heads people write."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from graph_service.exchange.lists import synonyms
from graph_service.exchange.tables import columns_of, file_of
from graph_service.model import NODE_KINDS, TIE_KINDS, label_of
from graph_service.searching import folded
from graph_service.words import Text

MAILBOX = "mailbox"
KIND = "kind"
SEAT = "seat"
ELEMENTS, TIES = "elements", "ties"


@dataclass(frozen=True, slots=True)
class Column:
    """One column a form knows: a field of the row itself, or ties from the row to what stands in the cell.

    ``tie`` names the kind of those ties; ``inverse`` says that they lead from the cell to the row; ``kinds`` are
    the kinds of nodes a cell may name, the first being what an unknown name becomes.
    """

    id: str
    label: Text
    heads: frozenset[str]
    tie: str = ""
    inverse: bool = False
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """What a sheet is about: nodes of one kind, ties of one kind, or any nodes or ties with their kind in a column."""

    id: str
    label: Text
    names: frozenset[str]
    columns: Mapping[str, Column]
    required: tuple[str, ...]

    @property
    def is_ties(self) -> bool:
        """Whether a row is a tie."""
        return "source_id" in self.columns


@lru_cache(maxsize=20_000)
def plain_head(head: str) -> str:
    """Head of a column as it is compared: no stars, no brackets, no marks, umlauts written out."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", head)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", folded(bare if re.search(r"\w", bare) else head)).split())


def _heads(kind: str, column: str, *labels: str) -> frozenset[str]:
    more = (*synonyms.COLUMNS.get("*", {}).get(column, ()), *synonyms.COLUMNS.get(kind, {}).get(column, ()))
    return frozenset(plain_head(text) for text in (column, *labels, *more))


def _own(kind: str) -> Iterator[Column]:
    cls = NODE_KINDS[kind] if kind in NODE_KINDS else TIE_KINDS[kind]
    for name in columns_of(kind).names:
        label = label_of(cls, name)
        heads = _heads(kind, name, label.de, label.en)
        yield Column(name, label, heads | _heads(TIES, name) if kind in TIE_KINDS else heads)


def _tied(kind: str) -> Iterator[Column]:
    """Columns whose cells name the other end of ties."""
    for tie, cls in TIE_KINDS.items():
        spec = cls.spec
        if tie == "covers":
            continue
        targets = (kind,) if spec.same_kind else spec.targets
        sources = (kind,) if spec.same_kind else spec.sources
        if kind in spec.sources:
            yield from _split(kind, tie, spec.text, targets, inverse=False)
        if kind in spec.targets and not spec.symmetric:
            yield from _split(kind, tie, spec.inverse, sources, inverse=True)


def _split(kind: str, tie: str, said: Text, ends: tuple[str, ...], *, inverse: bool) -> Iterator[Column]:
    """One column for all kinds of ends when they are actors and bodies, else one for each kind."""
    name = f"{tie}.inverse" if inverse else tie
    groups = (ends,) if set(ends) <= {"actor", "body"} else tuple((end,) for end in ends)
    for group in groups:
        one = name if len(groups) == 1 else f"{name}.{group[0]}"
        label = synonyms.LABELS.get((kind, one)) or (
            said if len(groups) == 1 else NODE_KINDS[group[0]].spec.text
        )  # fmt: skip
        texts = (said.de, said.en) if len(groups) == 1 else ()
        yield Column(one, label, _heads(kind, one, label.de, label.en, *texts), tie, inverse, group)


def _node_form(kind: str) -> Form:
    spec = NODE_KINDS[kind].spec
    columns = {column.id: column for column in (*_own(kind), *_tied(kind))}
    if kind in ("actor", "body"):
        columns[MAILBOX] = Column(
            MAILBOX, synonyms.MAILBOX, _heads("*", MAILBOX, synonyms.MAILBOX.de, synonyms.MAILBOX.en)
        )
        columns[SEAT] = Column(
            SEAT,
            synonyms.SEAT,
            _heads(kind, SEAT, synonyms.SEAT.de, synonyms.SEAT.en),
            "active_in",
            kinds=("municipality",),
        )
    names = {
        spec.text.de,
        spec.text.en,
        spec.plural.de,
        spec.plural.en,
        kind,
        file_of(kind)[:-4],
        *synonyms.SHEETS.get(kind, ()),
    }
    return Form(kind, spec.plural, frozenset(map(plain_head, names)), MappingProxyType(columns), ("name",))


def _tie_form(kind: str) -> Form:
    spec = TIE_KINDS[kind].spec
    names = {spec.text.de, spec.text.en, kind, *synonyms.SHEETS.get(kind, ())}
    columns = {column.id: column for column in _own(kind)}
    return Form(
        kind, spec.text, frozenset(map(plain_head, names)), MappingProxyType(columns), ("source_id", "target_id")
    )


def _elements() -> Form:
    columns = {column.id: column for kind in ("body", "actor") for column in _own(kind) if column.id != "level"}
    kind = Column(KIND, synonyms.KIND, _heads(ELEMENTS, KIND, synonyms.KIND.de, synonyms.KIND.en))
    for own in ("actor_type", "body_type"):
        columns[own] = Column(own, columns[own].label, frozenset({plain_head(own)}))
    columns = {KIND: kind, **columns}
    names = frozenset(map(plain_head, synonyms.SHEETS[ELEMENTS]))
    return Form(ELEMENTS, synonyms.ELEMENTS, names, MappingProxyType(columns), ("name", KIND))


def _ties() -> Form:
    columns = {column.id: column for kind in TIE_KINDS for column in _own(kind)}
    columns = {
        KIND: Column(KIND, synonyms.TIE_KIND, _heads(TIES, KIND, synonyms.TIE_KIND.de, synonyms.TIE_KIND.en)),
        **columns,
    }
    names = frozenset(map(plain_head, synonyms.SHEETS[TIES]))
    return Form(TIES, synonyms.TIES, names, MappingProxyType(columns), ("source_id", "target_id", KIND))


@cache
def forms() -> Mapping[str, Form]:
    """Every form by its id, those of nodes first."""
    made = [*map(_node_form, NODE_KINDS), _ties(), *map(_tie_form, TIE_KINDS), _elements()]
    return MappingProxyType({form.id: form for form in made})
