"""What the pages on which members are asked show: rounds, letters, questions, answers in words."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from graph_service.network import Network
from graph_service.searching import find_nodes
from graph_service.surveys.asking import groups
from graph_service.surveys.model import STATES, WORDS, Added, Answer, Letter, Round, Word
from graph_service.views.asking_texts import ASKING, MAIL, REMINDER
from graph_service.words import Language, Text, in_words


def texts(language: Language) -> dict[str, str]:
    """Give the words of these pages in one language."""
    return {name: text[language] for name, text in ASKING.items()}


def counts(letters: Iterable[Letter], language: Language) -> str:
    """Sentence on how many were asked and how many have answered."""
    by_state = Counter(letter.state for letter in letters)
    values = {state: by_state[state] for state in STATES}
    return ASKING["asking_counts"].format(asked=by_state.total(), **values)[language]


def round_rows(
    network: Network, one: Round, letters: Iterable[tuple[Letter, str]], language: Language
) -> list[dict[str, Any]]:
    """Rows of a round's table; each letter comes with the address of its link, empty where it takes no answer."""
    rows = []
    for letter, link in letters:
        name = network.name(letter.node)
        values = {
            "name": name,
            "day": in_words(one.asked_on.isoformat()),
            "until": in_words(one.until.isoformat()),
            "link": link,
        }
        when = letter.settled_at or letter.sent_at
        rows.append(
            {
                "node": letter.node, "name": name, "state": STATES[letter.state][language], "link": link,
                "day": in_words(when.date().isoformat())[language] if when else "", "waiting": letter.state == "waiting",
                "mail": MAIL.format(**values)[language], "reminder": REMINDER.format(**values)[language],
                "href": f"/{network.nodes[letter.node].spec.path}/{letter.node}" if letter.node in network.nodes else "",
            }
        )  # fmt: skip
    return sorted(rows, key=lambda row: (row["name"].casefold(), row["node"]))


def answer_values(network: Network, one: Round, node_id: str, language: Language) -> dict[str, Any]:
    """Questions to one member."""
    values = {
        "name": network.name(node_id),
        "day": in_words(one.asked_on.isoformat()),
        "until": in_words(one.until.isoformat()),
    }
    return {
        "groups": groups(network, node_id),
        "words": [(word.value, text) for word, text in WORDS.items()],
        "lead": ASKING["answer_lead"].format(**values)[language],
    }


def answer_of(network: Network, node_id: str, given: dict[str, str]) -> Answer:
    """Read what a member's form sent; only what was asked counts, whatever else the form may hold."""
    said: dict[str, Word] = {}
    added: list[Added] = []
    for group in groups(network, node_id):
        for tie, _ in group.ties:
            word = given.get(f"said-{tie.key}", "")
            if word in set(Word):
                said[tie.key] = Word(word)
            elif given.get("rest"):
                said[tie.key] = Word.TRUE
        possible = {node.id for node in group.choices}
        chosen = dict.fromkeys(given.get(f"add-{group.id}-{n}", "") for n in (1, 2, 3))
        added += [Added(kind=group.kind, other=other, outward=group.outward) for other in chosen if other in possible]
    return Answer(said=said, added=tuple(added), remark=given.get("remark", "")[:2000])


def said_lines(network: Network, node_id: str, answer: Answer, language: Language) -> list[str]:
    """What a member said, for them to read once more."""
    lines = []
    for group in groups(network, node_id):
        head = group.text[language]
        lines += [
            f"{head} „{other.name}“: {WORDS[answer.said[tie.key]][language]}"
            if language == "de"
            else f"{head} “{other.name}”: {WORDS[answer.said[tie.key]][language]}"
            for tie, other in group.ties
            if tie.key in answer.said
        ]
        new = Text("neu", "new")[language]
        lines += [
            f"{head}: {network.name(one.other)} ({new})"
            for one in answer.added
            if (one.kind, one.outward) == (group.kind, group.outward)
        ]
    return [*lines, *([answer.remark] if answer.remark else [])]


def chosen(network: Network, given: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of everybody a new round is to ask, and the lines that name nobody."""
    ids: set[str] = set()
    if given.get("actors"):
        ids |= {node.id for node in network.of("actor")}
    if given.get("bodies"):
        ids |= {node.id for node in network.of("body") if getattr(node, "standing", True)}
    if field := given.get("field"):
        inside = {*network.belonging.get(field, ()), *network.bodies_in.get(field, ())}
        ids = ids & inside if ids else set(inside)
    lost = []
    for line in filter(None, map(str.strip, given.get("more", "").splitlines())):
        found = [line] if line in network.nodes else [n.id for n in find_nodes(network, line) if n.name == line]
        known = [i for i in found if network.nodes[i].kind in ("actor", "body")]
        ids |= set(known)
        lost += [] if known else [line]
    return tuple(sorted(ids)), tuple(lost)
