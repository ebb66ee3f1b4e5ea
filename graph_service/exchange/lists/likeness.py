"""Whether two names may mean the same organisation: a normal form, place and legal form apart, reasons in words."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

from graph_service.exchange.lists.synonyms import SHORT_FORMS, SHORT_PLACES
from graph_service.searching import folded
from graph_service.words import Text

LIKELY = 82
"""Least likeness, of 100, from which a person is asked."""
_MOST = 3
_CHUNK = 2_000
_LEGAL = re.compile(
    r"\b(e v|ev|e g|eg|g gmbh|ggmbh|gmbh|mbh|ag|kg|ohg|gbr|ug|kdoer|k d oe r|"
    r"koerperschaft des oeffentlichen rechts|eingetragener verein|gemeinnuetzige|gemeinnuetziger)$"
)
_EMPTY_WORDS = """
der die das des dem den fuer und in im am an zu zur zum von vom mit bei the of for and kreis landkreis stadt gemeinde
kreisstadt region kreises landkreises netzwerk deutscher deutsches deutsche
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_ARTICLES = frozenset({"der", "die", "das", "des", "den"})
_PLACE_END = re.compile(r"\bam (main|rhein)\b")
_RIVER = re.compile(r"/\s*(Main|Rhein)\b|\ba\. ?(M|Rh)\.")
_COUNTY = re.compile(r"^(landkreis|kreis)(?=(?!tag|ausschuss|verband|stadt|verwaltung)[a-z]{6,})")
_ENDING = re.compile(r"(?<=[a-z]{5})(er|es|en|em|e|s|n)$")
_MARKS = re.compile(r"[^a-z0-9]+")
_BRACKETS = re.compile(r"\(([\w-]{2,10})\)")


class Form(NamedTuple):
    """A name taken apart.

    What is left of its words, places and numbers in it, legal form, initials, short form in brackets,
    and its words in their order without gaps.
    """

    core: str
    places: frozenset[str]
    numbers: frozenset[str]
    legal: str
    initials: str
    short: str
    joined: str


class Alike(NamedTuple):
    """A known name that a new one may mean: its key, how alike of 100, and why."""

    key: str
    name: str
    likeness: int
    why: Text


@lru_cache(maxsize=100_000)
def plain_name(name: str) -> str:
    """Name as it is matched without asking: case, umlauts, ß and marks do not count, every word does."""
    return _MARKS.sub(" ", folded(name)).strip()


def spelt_ways(places: Iterable[str]) -> frozenset[str]:
    """Names of places in the forms in which names of organisations hold them."""
    found = {_PLACE_END.sub(" ", plain_name(place)).strip() for place in places}
    return frozenset(" ".join(place.split()) for place in found if place)


@lru_cache(maxsize=100_000)
def normal(name: str, places: frozenset[str] = frozenset()) -> Form:
    """Take a name apart; *places* as `spelt_ways` gives them."""
    inside = _BRACKETS.search(name)
    short = plain_name(inside[1]) if inside else ""
    text = f" {plain_name(_RIVER.sub(' ', _BRACKETS.sub(' ', name) if short and short not in places else name))} "
    legal = ""
    while found := _LEGAL.search(text.strip()):
        legal = found[1]
        text = f" {text.strip()[: found.start()].strip()} "
    text = f" {_PLACE_END.sub(' ', text)} "
    text = " ".join(text.split())
    for short, place in SHORT_PLACES.items():
        text = re.sub(rf"\b{short}\b", place, text)
    here = set()
    for place in sorted(places, key=len, reverse=True):
        if re.search(rf"\b{place}(er|s)?\b", text):
            here.add(place)
            text = re.sub(rf"\b{place}(er|s)?\b", " ", text)
    text = " ".join(text.split())
    for word in sorted(SHORT_FORMS, key=len, reverse=True):
        text = re.sub(rf"\b{word}\b", SHORT_FORMS[word], text)
    found_words = [word for word in text.split() if word not in _EMPTY]
    found_words = found_words or [word for word in text.split() if word not in _ARTICLES] or text.split()
    words = [_ENDING.sub("", _COUNTY.sub("", word)) for word in found_words]
    numbers = frozenset(word for word in words if word.isdigit())
    initials = "".join(word[0] for word in words)
    return Form(
        " ".join(sorted(dict.fromkeys(words))),
        frozenset(here),
        numbers,
        legal,
        initials,
        SHORT_FORMS.get(short, short),
        "".join(found_words),
    )


def alike(
    new: Sequence[tuple[str, str]], known: Sequence[tuple[str, str]], places: frozenset[str], *, among: bool = True
) -> dict[str, tuple[Alike, ...]]:
    """For each new name the known ones it may mean, best first, at most three.

    Parameters
    ----------
    new, known
        (key, name) pairs of one kind; one key may have several names.
    places
        Places that tell organisations of one name apart, as `spelt_ways` gives them.
    among
        Whether new names are compared with the new ones before them as well.
    """
    everything = [*known, *new] if among else list(known)
    forms = [normal(name, places) for _, name in everything]
    found: dict[str, dict[str, Alike]] = {}
    if not everything:
        return {}
    choices = [form.core for form in forms]
    for start in range(0, len(new), _CHUNK):
        part = new[start : start + _CHUNK]
        mine = [normal(name, places) for _, name in part]
        scores = process.cdist(
            [form.core for form in mine], choices, scorer=fuzz.ratio, score_cutoff=_LEAST_CORE, dtype=np.uint8
        )
        rows, columns = np.nonzero(scores)
        pairs = list(zip(rows.tolist(), columns.tolist(), strict=True))
        pairs += _by_initials(mine, forms) + _by_words(mine, forms) + _by_letters(mine, forms)
        for row, column in pairs:
            key = part[row][0]
            other, theirs = everything[column]
            if other == key or (among and column >= len(known) and column - len(known) >= start + row):
                continue
            likeness, why = compare(mine[row], forms[column])
            if likeness >= LIKELY and likeness > found.get(key, {}).get(other, _NOBODY).likeness:
                found.setdefault(key, {})[other] = Alike(other, theirs, likeness, why)
    return {
        key: tuple(sorted(those.values(), key=lambda a: (-a.likeness, a.name, a.key))[:_MOST])
        for key, those in found.items()
    }


_LEAST_CORE = 84
_SLIP = 88
_NOBODY = Alike("", "", 0, Text("", ""))


def _by_initials(mine: Sequence[Form], forms: Sequence[Form]) -> list[tuple[int, int]]:
    """Pairs where one name is the short form of the other: EZIB."""

    def shorts(form: Form) -> set[str]:
        return {form.short, form.initials if " " in form.core and len(form.initials) > 2 else ""} - {""}  # noqa: PLR2004

    by_core: dict[str, list[int]] = {}
    by_short: dict[str, list[int]] = {}
    for i, form in enumerate(forms):
        by_core.setdefault(form.core, []).append(i)
        for short in shorts(form):
            by_short.setdefault(short, []).append(i)
    pairs = []
    for row, form in enumerate(mine):
        pairs += [(row, i) for short in shorts(form) for i in by_core.get(short, ())]
        pairs += [(row, i) for i in by_short.get(form.core, ())]
    return pairs


def _by_letters(mine: Sequence[Form], forms: Sequence[Form]) -> list[tuple[int, int]]:
    """Pairs with the same letters, written together or apart."""
    index: dict[str, list[int]] = {}
    for i, form in enumerate(forms):
        index.setdefault(form.joined, []).append(i)
    return [(row, i) for row, form in enumerate(mine) for i in index.get(form.joined, ())]


def _by_words(mine: Sequence[Form], forms: Sequence[Form]) -> list[tuple[int, int]]:
    """Pairs where all words of one name stand in the other, through its rarest word."""
    index: dict[str, list[int]] = {}
    for i, form in enumerate(forms):
        for word in form.core.split():
            index.setdefault(word, []).append(i)
    pairs = []
    for row, form in enumerate(mine):
        words = set(form.core.split())
        rare = sorted(words, key=lambda word: len(index.get(word, ())))[:2]
        for word in rare:
            those = index.get(word, ())
            if len(those) <= _COMMON:
                pairs += [(row, i) for i in those if words <= (theirs := set(forms[i].core.split())) or theirs <= words]
    return pairs


_COMMON = 200


def compare(one: Form, other: Form) -> tuple[int, Text]:
    """How alike two names are, of 100, and why; 0 where nobody need be asked."""
    if (one.numbers and other.numbers and one.numbers != other.numbers) or (
        one.places and other.places and not one.places & other.places
    ):
        return 0, _NOT
    score, why = _words_alike(one, other)
    return score, why + _place(one, other) if score else why


def _words_alike(one: Form, other: Form) -> tuple[int, Text]:
    mine, theirs = set(one.core.split()), set(other.core.split())
    if one.core == other.core:
        score = 100 if one.places == other.places else 92 if one.places and other.places else 88
        return score, _EQUAL + (_LEGAL_TEXT if one.legal != other.legal else Text("", ""))
    if other.joined in (one.initials, one.short) or one.joined in (other.initials, other.short):
        return 86, _INITIALS
    if (mine <= theirs or theirs <= mine) and _telling(min(mine, theirs, key=len), one, other):
        return 84, _PART
    if _cut_short(mine, theirs):
        return 86, _CUT
    ratio = 95.0 if one.joined == other.joined else fuzz.ratio(one.core, other.core)
    # below, more differs than a slip of the pen
    if one.joined == other.joined or (ratio >= _SLIP and _typing(mine, theirs)):
        return round(ratio) - (0 if one.places == other.places else 4), _SPELLING
    return 0, _NOT


def _telling(smaller: set[str], one: Form, other: Form) -> bool:
    """Whether the words both share say enough: two of them, or one long one in the same place."""
    same = one.places == other.places and bool(one.places)
    longest = max((len(word) for word in smaller), default=0)
    return (len(smaller) > 1 and longest > 5) or (same and longest > 5)  # noqa: PLR2004


def _cut_short(mine: set[str], theirs: set[str]) -> bool:
    """Whether every word that differs is the beginning of one on the other side: staatl., Integr."""
    left, right = sorted(mine - theirs), sorted(theirs - mine)
    return len(left) == len(right) > 0 and all(
        min(len(a), len(b)) > 5 and (a.startswith(b) or b.startswith(a))  # noqa: PLR2004 - shorter begins too much
        for a, b in zip(left, right, strict=True)
    )


def _typing(mine: set[str], theirs: set[str]) -> bool:
    """Whether every word that differs has a near twin on the other side."""
    left, right = mine - theirs, theirs - mine
    if len(left) != len(right):
        joined = fuzz.ratio("".join(sorted(left)), "".join(sorted(right)))
        return bool(left or right) and joined > 90  # noqa: PLR2004
    return all(any(fuzz.ratio(a, b) >= 80 for b in right) for a in left)  # noqa: PLR2004


def _place(one: Form, other: Form) -> Text:
    if one.places == other.places:
        return Text("", "")
    if one.places & other.places:
        return _SHARED
    return _ONE_PLACE


_NOT = Text("", "")
_EQUAL = Text(
    "gleiche Wörter ohne Ort, Rechtsform und Abkürzungen", "same words apart from place, legal form and short forms"
)
_LEGAL_TEXT = Text("(andere Rechtsform)", "(another legal form)")
_INITIALS = Text("die eine Bezeichnung ist die Abkürzung der anderen", "one name is made of the initials of the other")
_CUT = Text("gleiche Wörter, eines abgekürzt", "same words, one of them cut short")
_PART = Text("alle Wörter der einen Bezeichnung stehen in der anderen", "all words of one name stand in the other")
_SPELLING = Text("fast gleiche Schreibweise", "nearly the same spelling")
_SHARED = Text("(ein gemeinsamer Ort)", "(one shared place)")
_ONE_PLACE = Text("(nur eine nennt einen Ort)", "(only one names a place)")
