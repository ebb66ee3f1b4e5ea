"""Search over everything in a network: umlauts and ß either way, short names and aliases, words in any order."""

import re
import unicodedata
from collections.abc import Container

from graph_service.model import AnyNode
from graph_service.network import Network

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_GENDER = re.compile(r"(?<=[^\W\d_])[*:_/](?=innen\b|in\b)")
_MARKS = re.compile(r"[^\w\s]+|_+")
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 100
_SHORT = 2
_ALSO = ("actor_type", "body_type", "mandate", "answer", "description")


def folded(text: str) -> str:
    """Text as it is compared and sorted: lower case, ae for ä, ss for ß, no other accents."""
    return _bare(unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS))


def slug(name: str, taken: Container[str], otherwise: str) -> str:
    """Id made of a name: short, readable, not yet *taken*; *otherwise* where the name has no letter of ours."""
    plain = _NO_SLUG.sub("-", _GENDER.sub("", folded(name))).strip("-")[:_LONGEST_SLUG].strip("-") or otherwise
    found, number = plain, 2
    while found in taken:
        found, number = f"{plain}-{number}", number + 1
    return found


def matches(query: str, *texts: str | None) -> bool:
    """Whether every word of *query* occurs in one of *texts*; an empty query matches all, one of mere marks nothing."""
    return _within(_words(query), _haystack(*texts)) if query.strip() else True


def find_nodes(network: Network, query: str) -> tuple[AnyNode, ...]:
    """Nodes with every word of *query*: first those that are called so, then those that say so; each part by name.

    Looks at name, short name, aliases, id, type, mandate, answer and description. An empty query finds nothing.
    """
    words = _words(query)
    texts = network.remembered("searching", lambda: {node.id: _texts(node) for node in network.nodes.values()})
    found = [node for node in network.nodes.values() if words and _within(words, " ".join(texts[node.id]))]
    return tuple(sorted(found, key=lambda n: (not _within(words, texts[n.id][0]), folded(n.name), n.id)))


def _texts(node: AnyNode) -> tuple[str, str]:
    more = (getattr(node, name, None) for name in _ALSO)
    return _haystack(node.name, node.short_name, *node.aliases), _haystack(node.id, *more)


def _words(query: str) -> list[str]:
    return _MARKS.sub(" ", _GENDER.sub("", folded(query))).split()


def _within(words: list[str], haystack: str) -> bool:
    # one or two letters only begin a word: AG is no Tagung
    return bool(words) and all((word if len(word) > _SHORT else f" {word}") in haystack for word in words)


def _haystack(*texts: str | None) -> str:
    # each way of writing once: ü as ue and as u; marks inside a word as a gap and as nothing
    whole = _GENDER.sub("", unicodedata.normalize("NFC", "\n".join(text for text in texts if text)).casefold())
    ways = [whole] if whole.isascii() else [_bare(whole.translate(_UMLAUTS)), _bare(whole)]
    spaced, joined = ([_MARKS.sub(mark, way) for way in ways] for mark in (" ", ""))
    return " " + " ".join(" ".join(dict.fromkeys((*spaced, *joined))).split())


def _bare(text: str) -> str:
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
