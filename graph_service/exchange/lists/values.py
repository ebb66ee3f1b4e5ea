"""What people write in cells, as the model has it: German dates, yes and no, words for choices, several values."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

from graph_service.exchange.lists.forms import plain_head
from graph_service.exchange.lists.synonyms import CHOICE_WORDS, NODE_WORDS, TIE_WORDS
from graph_service.model import NODE_KINDS, TIE_KINDS
from graph_service.words import Choice

_YES = frozenset({"ja", "j", "yes", "y", "x", "true", "wahr", "1", "✓", "✔", "ok"})
_NO = frozenset({"nein", "n", "no", "false", "falsch", "0", "-", "–"})
_MONTHS = {
    name: number
    for number, names in enumerate(
        (("januar", "jan", "january"), ("februar", "feb", "february"), ("maerz", "mrz", "mar", "march"), ("april", "apr"),
         ("mai", "may"),
         ("juni", "jun", "june"), ("juli", "jul", "july"), ("august", "aug"), ("september", "sep", "sept"),
         ("oktober", "okt", "oct", "october"), ("november", "nov"), ("dezember", "dez", "dec", "december")), 1)
    for name in names
}  # fmt: skip
_BEFORE_DATE = re.compile(r"^(?:seit|ab|bis|ca\.?|stand:?|am|im|zum|since|until|from)\s+", re.IGNORECASE)
_GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s*Uhr)?)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./](\d{4})")
_WORD_YEAR = re.compile(r"(?:(\d{1,2})\.?\s+)?([A-Za-zÄÖÜäöüß]+)\.?\s+(\d{4})")
_ISO_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:.*")
_SPLIT = re.compile(r"\s*(?:;|\n|\s\|\s)\s*")
_BULLET = re.compile(r"^(?:[-–•*·]\s+|\d{1,2}[.)]\s+)")
_NOTHING = frozenset(
    {
        "",
        "-",
        "–",
        "—",
        "/",
        "k. a.",
        "k.a.",
        "k.a",
        "n/a",
        "n. n.",
        "n.n.",
        "unbekannt",
        "?",
        "keine angabe",
        "unknown",
    }
)


def filled(cell: str) -> str:
    """Cell without what only says that it is empty."""
    text = cell.strip()
    return "" if text.casefold() in _NOTHING else text


def several(cell: str) -> tuple[str, ...]:
    """Values of a cell by ``;``, line break or `` | ``, without bullets, each once."""
    parts = (re.sub(r"\\([\\|])", r"\1", _BULLET.sub("", part.strip())).strip() for part in _SPLIT.split(cell))
    return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if filled(part)))


def day(cell: str) -> str:
    """Partial date as the model writes it; the cell itself where it is none, for the model to refuse."""
    text = _BEFORE_DATE.sub("", cell.strip())
    if found := _ISO_TIME.fullmatch(text):
        return found[1]
    if found := _GERMAN.fullmatch(text):
        d, m, y = found[1], found[2], found[3]
        year = y if len(y) == 4 else f"{'20' if int(y) < 70 else '19'}{y}"  # noqa: PLR2004 - as spreadsheets read it
        return f"{year}-{int(m):02}-{int(d):02}"
    if found := _MONTH_YEAR.fullmatch(text):
        return f"{found[2]}-{int(found[1]):02}"
    if (found := _WORD_YEAR.fullmatch(text)) and (month := _MONTHS.get(plain_head(found[2]))):
        return f"{found[3]}-{month:02}" + (f"-{int(found[1]):02}" if found[1] else "")
    return text


def yes_no(cell: str) -> bool | str:
    """Yes or no; the cell itself where it is neither, for the model to refuse."""
    word = cell.strip().casefold()
    return True if word in _YES else False if word in _NO else cell


def number(cell: str, *, share: bool) -> str:
    """Number with a point; thousands are told from decimals, per cent is taken as a share."""
    text = cell.strip().replace("\u202f", "").replace("\xa0", "").replace(" ", "")
    percent = text.endswith("%")
    text = text.rstrip("%")
    if not share:
        return re.sub(r"(?<=\d)[.,'](?=\d{3}(?:\D|$))", "", text)
    text = text.replace(",", ".", 1)
    try:
        value = float(text)
    except ValueError:
        return cell
    return repr(round(value / 100, 6) if percent or value > 1 else value)


@cache
def choice_of(kind: str, name: str) -> type[Choice] | None:
    """Closed list of values that a field takes, if it takes one."""
    annotation: Any = (NODE_KINDS[kind] if kind in NODE_KINDS else TIE_KINDS[kind]).model_fields[name].annotation
    options = get_args(annotation) or (annotation,)
    return next((o for o in options if isinstance(o, type) and issubclass(o, Choice)), None)


@cache
def _words_of(choice: type[Choice]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for member in choice:
        for word in (member.value, member.text.de, member.text.en, *CHOICE_WORDS.get(member.value, ())):
            found.setdefault(plain_head(word), member.value)
    return found


def chosen(choice: type[Choice], cell: str) -> str:
    """Stored value of a choice; the cell itself where it is none, for the model to refuse."""
    return _words_of(choice).get(plain_head(cell), cell)


@cache
def _tie_words() -> Mapping[str, tuple[str, bool]]:
    found: dict[str, tuple[str, bool]] = {}
    for kind, cls in TIE_KINDS.items():
        spec = cls.spec
        for word in (kind, spec.text.de, spec.text.en, spec.label, *TIE_WORDS.get(kind, ())):
            found.setdefault(plain_head(word), (kind, False))
    for kind, cls in TIE_KINDS.items():
        for word in (cls.spec.inverse.de, cls.spec.inverse.en):
            found.setdefault(plain_head(word), (kind, True))
    return found


def tie_kind(cell: str) -> tuple[str, bool] | None:
    """Kind of tie a word means, and whether it is said from the other end; None for a word nobody knows."""
    return _tie_words().get(plain_head(cell))


@cache
def _node_words() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for kind, cls in NODE_KINDS.items():
        spec = cls.spec
        for word in (kind, spec.text.de, spec.text.en, spec.plural.de, spec.plural.en, spec.label, *NODE_WORDS[kind]):
            found.setdefault(plain_head(word), kind)
    return found


def node_kind(cell: str) -> str | None:
    """Kind of node a word means; None for a word nobody knows."""
    return _node_words().get(plain_head(cell))
