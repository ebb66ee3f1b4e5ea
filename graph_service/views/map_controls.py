"""What stands around the map: views, legend, filters and chips, each a button or link of one and the same form."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from graph_service.model import NODE_KINDS, TIE_KINDS, label_of
from graph_service.network import Network
from graph_service.searching import folded
from graph_service.snapshot import Scope
from graph_service.views.encoding import LOOKS, OVERLAYS
from graph_service.views.forms import MOST_CHOICES, by_name
from graph_service.views.map_data import FACETS, NONE, VIEWS, Asked, MapData
from graph_service.views.map_facets import facets, passes
from graph_service.views.map_texts import MAP_TEXTS, SCRIPT_TEXTS, VIEW_TEXTS
from graph_service.words import Basis, BodyLevel, Language, in_words

Pairs = Sequence[tuple[str, str]]
_MOST_TIES = 1000  # a longer table would keep the browser from painting the map
_SHOWN = ("as_of", "lowest_basis", "standing_only", "participation", "at", "steps", "find", "node", "lang", "toggle")
_AFTER_VIEW = ("view", "at", "steps", "node", "find", "toggle", "lang", "hide")


def map_controls(
    network: Network, data: MapData, asked: Asked, kept: Pairs, language: Language
) -> dict[str, Any]:  # fmt: skip
    """Everything the template of the map needs besides the map; *kept* is the address as it is now."""
    names = _names(network, language)
    known = facets(network)
    visible = {n.id for n in data.nodes if not data.whole or passes(network.nodes[n.id], known[n.id], asked)}
    chosen = asked.node if asked.node in network.nodes else None
    shown = {node.id for node in data.nodes}
    return {
        "views": [_view(view, data, asked, kept, language) for view in VIEWS],
        "question": VIEW_TEXTS[data.view][1][language],
        "view_name": VIEW_TEXTS[data.view][0][language],
        "names": names,
        "chips": _chips(network, asked, kept, names, language),
        "held": [(name, value) for name, value in kept if name not in _SHOWN],
        "kinds": _kinds(data, asked, language),
        "overlays": _overlays(data, asked, language),
        "bases": [(basis.value, basis.text[language], basis is network.scope.lowest_basis) for basis in Basis],
        "middles": _middles(network, data, language),
        "data": data,
        "most_ties": _MOST_TIES,
        "captions": [asdict(caption) for caption in data.captions],
        "overlay_texts": {k: {"text": o.text[language], "words": o.words[language]} for k, o in OVERLAYS.items()},
        "listed": sorted(data.nodes, key=lambda node: (folded(node.name), node.id)),
        "visible": visible,
        "as_of_asked": any(k == "as_of" for k, _ in kept),
        "asked": asked,
        "absent": network.name(chosen) if chosen and chosen not in shown else "",
        "absent_href": f"/map?{urlencode([('view', 'around'), ('at', chosen or '')])}",
        "words": {name: text[language] for name, text in SCRIPT_TEXTS.items()},
        "cleared_scope": urlencode([(k, v) for k, v in kept if k in Scope.model_fields]),
        "cleared": urlencode([(k, v) for k, v in kept if k in ("view", "at", "steps", "hide")]),
        "paths": {kind: f"/{NODE_KINDS[kind].spec.path}/" for kind in LOOKS},
    }


def _view(view: str, data: MapData, asked: Asked, kept: Pairs, language: Language) -> dict[str, Any]:
    title, question = VIEW_TEXTS[view]
    same = [(k, v) for k, v in kept if k not in _AFTER_VIEW]
    middle = asked.node or data.at
    if middle and view == "around":
        same.append(("at", middle))
    if view == "field" and (data.at or asked.node) in {f.id for f in data.fields}:
        same.append(("at", asked.node if asked.node in {f.id for f in data.fields} else data.at or ""))
    return {
        "id": view, "title": title[language], "question": question[language], "current": view == data.view,
        "href": f"/map?{urlencode([('view', view), *same])}",
    }  # fmt: skip


def _names(network: Network, language: Language) -> dict[str, list[tuple[str, str]]]:
    """Choices of each filter: value and what it is called, by name, with *nothing recorded* at the end."""
    without = {name: MAP_TEXTS[f"no_{name}"][language] for name in ("field", "group", "town", "level")}
    kinds = {"field": "field", "group": "target_group", "town": "municipality"}
    found = {}
    for name, kind in kinds.items():
        nodes = [n for n in sorted(network.of(kind), key=by_name) if kind != "field" or n.id in network.fields]
        found[name] = [(n.id, n.name) for n in nodes]
    found["level"] = [(level.value, level.text[language]) for level in BodyLevel]
    return {name: [*choices, (NONE, without[name])] for name, choices in found.items()}


def _kinds(data: MapData, asked: Asked, language: Language) -> list[dict[str, Any]]:
    shown = [node.kind for node in data.nodes]
    kinds = ("actor", "body") if data.view == "fields" else [k for k in LOOKS if k in shown or k in asked.kind]
    return [
        {"id": kind, "text": LOOKS[kind].text[language], "shape": LOOKS[kind].shape, "pressed": kind in asked.kind,
         "count": shown.count(kind) if data.view != "fields" else None}
        for kind in kinds
    ]  # fmt: skip


def _overlays(data: MapData, asked: Asked, language: Language) -> list[dict[str, Any]]:
    count = {kind: sum(any(m.kind == kind for m in node.marks) for node in data.nodes) for kind in OVERLAYS}
    count["gap"] = sum(tie.kind == "gap" for tie in data.ties)
    return [
        {
            "id": kind,
            "text": look.text[language],
            "sign": look.sign,
            "count": count[kind],
            "pressed": kind not in asked.hide,
        }
        for kind, look in OVERLAYS.items()
        if count[kind]
    ]


def _middles(network: Network, data: MapData, language: Language) -> list[tuple[str, list[tuple[str, str]]]]:
    """What may stand in the middle of the views *field* and *around*, by kind; empty if too many to choose from."""
    kinds = {"field": ("field",), "around": tuple(LOOKS)}.get(data.view, ())
    groups = [
        (NODE_KINDS[kind].spec.plural[language], [(n.id, n.name) for n in sorted(network.of(kind), key=by_name)])
        for kind in kinds
    ]
    return [] if sum(len(choices) for _, choices in groups) > MOST_CHOICES else [g for g in groups if g[1]]


def _chips(
    network: Network, asked: Asked, kept: Pairs, names: dict[str, list[tuple[str, str]]], language: Language
) -> list[dict[str, Any]]:
    """One chip for each filter that is set: what it says, and what to take out of the address."""
    titles = {"field": "field", "group": "target_group", "town": "municipality", "level": "level", "kind": "kind"}
    called = {(name, value): text for name, choices in names.items() for value, text in choices}
    called |= {("kind", kind): look.text[language] for kind, look in LOOKS.items()}
    chips: list[dict[str, Any]] = []
    for name in FACETS:
        chips += [
            {"name": name, "value": value, "title": titles[name], "text": called.get((name, value), value), "own": True}
            for value in getattr(asked, name)
        ]
    for name, value in _scope_kept(kept):
        chips.append(
            {"name": name, "value": value, "title": "", "text": _said(network, name, value, language), "own": False}
        )
    return chips


def _scope_kept(kept: Pairs) -> Iterable[tuple[str, str]]:
    plain = {"standing_only": "true", "participation": "false", "lowest_basis": Basis.ILLUSTRATIVE.value}
    for name, value in kept:
        if name in Scope.model_fields and value and value != plain.get(name):
            yield name, value


def _said(network: Network, name: str, value: str, language: Language) -> str:
    title = label_of(Scope, name)[language]
    title = title[:1].upper() + title[1:]
    if name == "standing_only":
        return MAP_TEXTS["events_too"][language]
    if name == "participation":
        return title
    if name == "as_of":
        return f"{title}: {(MAP_TEXTS['any_day'] if value == 'any' else in_words(value))[language]}"
    words = {choice.value: choice.text[language] for kind in (Basis, BodyLevel) for choice in kind}
    words |= {kind: tie.spec.text[language] for kind, tie in TIE_KINDS.items()}
    return f"{title}: {words.get(value) or network.name(value)}"
