"""Draws the map as SVG for paper: the same places, looks and findings as on the screen, every word as text."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element, SubElement, tostring

from graph_service.views.encoding import GAP_COLOUR, LOOKS, OTHER_COLOUR, OVERLAYS, TIE_COLOUR
from graph_service.views.layout import STEP
from graph_service.views.map_data import MapData, MapNode, MapTie
from graph_service.views.paper_labels import LINE, Box, Name, Placed, Room, wrapped
from graph_service.views.paper_shapes import SHAPES, Point, Scaled, along, besides, centred, path, short, shortened
from graph_service.words import Language, Text

Paper = Literal["a4", "a3"]
# pixels of a sheet on its side; letters come out equally large on both, A3 has more room
SIZES: dict[Paper, tuple[int, int]] = {"a4": (1200, 848), "a3": (1700, 1202)}
_MARGIN, _SIDE, _INK, _QUIET = 22.0, 262.0, "#1b2127", "#55606b"
_FONT = "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif"
_MANY = 600
_RINGS: Mapping[str, tuple[float, ...]] = {"broker": (2.5,), "cut": (2.5, 6.0), "cell": (3.5,)}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LEGEND, _FINDINGS = Text("Legende", "Legend"), Text("Befunde auf dieser Karte", "Findings on this map")
_FIELDS = Text("Farbe: Handlungsfeld", "Colour: field of action")
_OTHERS = Text("übrige Felder", "other fields")
_UNASKED = Text("gestrichelt: erfasst, aber nicht erhoben", "dashed: recorded, but not surveyed")
_MORE = Text("… und {n} weitere im Lückenbericht.", "… and {n} more in the gap report.")
_NO_FINDINGS = Text("Keine.", "None.")
_NO_ROOM = Text("{n} Namen haben hier keinen Platz; sie stehen in der Liste zur Karte.",
                "{n} names have no room here; they are in the list beside the map.")  # fmt: skip
_ONE_NO_ROOM = Text("1 Name hat hier keinen Platz; er steht in der Liste zur Karte.",
                    "1 name has no room here; it is in the list beside the map.")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands around the map: paper, heading, name of the view, a warning if data is invented, and the small print."""

    paper: Paper
    title: str
    view: str
    warning: str
    small_print: tuple[str, ...]


def map_svg(data: MapData, sheet: Sheet, language: Language) -> str:
    """One sheet with heading, sentence, map, legend, findings in words and small print; no script, nothing from outside."""
    return tostring(_Drawing(data, sheet, language).root, encoding="unicode")


class _Drawing:
    def __init__(self, data: MapData, sheet: Sheet, language: Language) -> None:
        self.data, self.language = data, language
        wide, high = SIZES[sheet.paper]
        self.root = Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {wide} {high}", "width": str(wide),
                "height": str(high), "role": "img", "aria-labelledby": "map-svg-title map-svg-desc",
                "font-family": _FONT, "fill": _INK, "lang": language,
            },
        )  # fmt: skip
        self.put(self.root, "title", _clean(f"{sheet.title}: {sheet.view}"), id="map-svg-title")
        told = _told(data)
        self.put(self.root, "desc", _clean(" ".join([data.sentence, *told])), id="map-svg-desc")
        self.put(self.root, "rect", width=wide, height=high, fill="#ffffff")
        top = self.heading(sheet, wide)
        small = [line for text in sheet.small_print for line in wrapped(_clean(text), wide - 2 * _MARGIN, 10)]
        low = high - _MARGIN - (len(small) + 1) * 10 * LINE
        area = Box(_MARGIN, top, wide - 2 * _MARGIN - _SIDE - 14, low - top - 8)
        self.legend(Box(wide - _MARGIN - _SIDE, top, _SIDE, low - top - 8), told)
        without = self.map(area)
        if without:
            note = _ONE_NO_ROOM if without == 1 else _NO_ROOM.format(n=without)
            small.append(note[language])
        for i, line in enumerate(small):
            self.text(line, _MARGIN, low + i * 10 * LINE, 10, fill=_QUIET)

    def put(self, parent: Element, tag: str, text: str = "", /, **attributes: object) -> Element:
        made = SubElement(parent, tag, {name.replace("_", "-"): _said(value) for name, value in attributes.items()})
        made.text = text or None
        return made

    def text(self, text: str, x: float, top: float, size: float, /, **attributes: object) -> None:
        self.put(self.root, "text", _clean(text), x=x, y=top + size * 0.93, font_size=size, **attributes)

    def heading(self, sheet: Sheet, wide: float) -> float:
        """Heading, warning and sentence; the answer is where the map may begin."""
        y = _MARGIN
        for line in wrapped(_clean(f"{sheet.title}: {sheet.view}"), wide - 2 * _MARGIN, 19, bold=True)[:2]:
            self.text(line, _MARGIN, y, 19, font_weight=600)
            y += 19 * LINE
        if sheet.warning:
            self.text(sheet.warning, _MARGIN, y, 12, font_weight=600, fill=GAP_COLOUR)
            y += 12 * LINE + 2
        for line in wrapped(_clean(self.data.sentence), wide - 2 * _MARGIN, 12.5)[:4]:
            self.text(line, _MARGIN, y, 12.5)
            y += 12.5 * LINE
        return y + 8

    def legend(self, box: Box, told: Sequence[str]) -> None:
        y = self.rubric(_LEGEND, box, box.y)
        for kind, look in LOOKS.items():
            count = sum(node.kind == kind for node in self.data.nodes)
            if count:
                self.shape(look.shape, box.x + 7, y + 7, 5.5, _QUIET)
                y = self.entry(f"{look.text[self.language]} ({count})", box, y)
        counts = _overlays(self.data)
        for kind, count in counts.items():
            overlay = OVERLAYS[kind]
            if kind == "gap":
                self.line((box.x, y + 7), (box.x + 16, y + 7), GAP_COLOUR, 2.5, "5 4")
            else:
                small = 1.2 if kind == "cut" else 2.6
                self.shape("dot", box.x + 7, y + (9 if kind == "stops" else 7), small, _QUIET)
                self.signs([kind], {kind: True}, box.x + 7, y + (9 if kind == "stops" else 7), small)
            y = self.entry(f"{overlay.text[self.language]} ({count})", box, y)
        if any(not mark.asked for node in self.data.nodes for mark in node.marks):
            y = self.entry(_UNASKED[self.language], box, y)
        y = self.fields(box, y + 4)
        self.findings(box, y + 4, told)

    def fields(self, box: Box, y: float) -> float:
        seen = {node.colour for node in self.data.nodes if node.kind in ("actor", "body", "field")}
        own = [f for f in self.data.fields if f.colour in seen and f.colour != OTHER_COLOUR]
        if not own:
            return y
        y = self.rubric(_FIELDS, box, y)
        for f in own:
            self.shape("diamond", box.x + 7, y + 7, 5.5, f.colour)
            y = self.entry(f"{f.name} ({f.count})", box, y)
        if OTHER_COLOUR in seen:
            self.shape("diamond", box.x + 7, y + 7, 5.5, OTHER_COLOUR)
            y = self.entry(_OTHERS[self.language], box, y)
        return y

    def findings(self, box: Box, y: float, told: Sequence[str]) -> None:
        y = self.rubric(_FINDINGS, box, y)
        if not told:
            self.entry(_NO_FINDINGS[self.language], box, y, 0)
        for i, text in enumerate(told):
            lines = wrapped(_clean(text), box.w - 10, 10)
            rest = len(told) - i
            if y + (len(lines) + (rest > 1)) * 10 * LINE + 3 > box.y + box.h:
                self.text(_MORE.format(n=rest)[self.language], box.x, y, 10, fill=_QUIET)
                return
            self.text("•", box.x, y, 10)
            for line in lines:
                self.text(line, box.x + 10, y, 10)
                y += 10 * LINE
            y += 3

    def rubric(self, words: Text, box: Box, y: float) -> float:
        self.text(words[self.language], box.x, y, 12, font_weight=600)
        return y + 12 * LINE + 4

    def entry(self, text: str, box: Box, y: float, indent: float = 22) -> float:
        for line in wrapped(_clean(text), box.w - indent, 11)[:3]:
            self.text(line, box.x + indent, y, 11)
            y += 11 * LINE
        return y + 3

    def map(self, area: Box) -> int:
        """Everything of the map inside *area*; the answer is how many names found no place."""
        nodes = {node.id: node for node in self.data.nodes}
        if not nodes:
            return 0
        at, scale = _fitted(self.data, area)
        radius = {n.id: _radius(n, scale) for n in self.data.nodes}
        for caption in self.data.captions:
            if caption.line is not None:
                y = at((caption.x, caption.line))[1]
                self.line((area.x, y), (area.x + area.w, y), TIE_COLOUR, 0.7, opacity=0.6)
        lines = [(tie, at((nodes[tie.source].x, nodes[tie.source].y)), at((nodes[tie.target].x, nodes[tie.target].y)))
                 for tie in self.data.ties]  # fmt: skip
        plain = [(a, b) for tie, a, b in lines if not _special(tie)]
        if plain:
            drawn = "".join(f"M{short(a[0])} {short(a[1])}L{short(b[0])} {short(b[1])}" for a, b in plain)
            dense = len(plain) > _MANY
            self.put(self.root, "path", d=drawn, stroke=TIE_COLOUR, stroke_width=0.6 if dense else 0.9, fill="none",
                     stroke_opacity=0.55 if dense else 0.85)  # fmt: skip
        for tie, a, b in lines:
            if _special(tie):
                self.tie(tie, a, b, radius[tie.target])
        room = Room(area)
        for node in sorted(self.data.nodes, key=lambda n: (n.main, n.id)):
            x, y = at((node.x, node.y))
            r = radius[node.id]
            self.shape(node.shape, x, y, r, node.colour)
            asked: dict[str, bool] = {}
            for mark in node.marks:
                asked[mark.kind] = asked.get(mark.kind, False) or mark.asked
            self.signs(asked, asked, x, y, r)
            room.take(Box(x - r, y - r, 2 * r, 2 * r))
        placed = room.place(self.names(lines, at, radius))
        for one in placed:
            self.label(one)
        named = {one.name.key for one in placed}
        return sum(node.id not in named for node in self.data.nodes)

    def names(
        self, lines: Iterable[tuple[MapTie, Point, Point]], at: Scaled, radius: Mapping[str, float]
    ) -> list[Name]:
        captions = [Name("", (_clean(c.text),), centred(at((c.x, c.y))), 11) for c in self.data.captions]
        solid: list[Name] = []
        rest: list[Name] = []
        for node in sorted(self.data.nodes, key=lambda n: n.rank):
            words = tuple(_clean(line) for line in node.label.split("\n")) or ("",)
            head = node.main or node.kind == "field"
            cut = shortened(words) if head else ()
            spots = besides(at((node.x, node.y)), radius[node.id], above=self.data.view == "lanes" and head)
            (solid if head else rest).append(
                Name(node.id, words, spots, 11.5 if head else 10, bold=node.main, shorter=cut)
            )
        told = [
            Name("", (_clean(tie.words),), along(a, b), 10.5, bold=tie.kind == "gap",
                 colour=GAP_COLOUR if tie.kind == "gap" else "")
            for tie, a, b in lines if tie.words
        ]  # fmt: skip
        return [*captions, *solid, *told, *rest]

    def label(self, placed: Placed) -> None:
        name, box = placed.name, placed.box
        for i, line in enumerate(placed.lines):
            self.text(
                line, box.x + box.w / 2, box.y + i * name.size * LINE, name.size, text_anchor="middle",
                font_weight=600 if name.bold else 400, fill=name.colour or _INK, stroke="#ffffff", stroke_width=3,
                stroke_linejoin="round", paint_order="stroke",
            )  # fmt: skip

    def line(self, a: Point, b: Point, colour: str, width: float, dashes: str = "", opacity: float = 1) -> None:
        more = {"stroke_dasharray": dashes} if dashes else {}
        self.put(self.root, "line", x1=a[0], y1=a[1], x2=b[0], y2=b[1], stroke=colour, stroke_width=width,
                 stroke_opacity=opacity, **more)  # fmt: skip

    def tie(self, tie: MapTie, a: Point, b: Point, radius: float) -> None:
        gap = tie.kind == "gap"
        self.line(a, b, GAP_COLOUR if gap else TIE_COLOUR, tie.width, "9 7" if gap else "")
        if tie.arrow:
            turn = math.atan2(b[1] - a[1], b[0] - a[0])
            tip = (b[0] - (radius + 1) * math.cos(turn), b[1] - (radius + 1) * math.sin(turn))
            wings = [(tip[0] - 8 * math.cos(turn + s), tip[1] - 8 * math.sin(turn + s)) for s in (0.42, -0.42)]
            self.put(self.root, "path", d=path([tip, *wings]), fill=_QUIET)

    def shape(self, shape: str, x: float, y: float, r: float, colour: str) -> None:
        if shape == "dot":
            self.put(self.root, "circle", cx=x, cy=y, r=r, fill=colour)
        else:
            self.put(self.root, "path", d=path([(x + r * dx, y + r * dy) for dx, dy in SHAPES[shape]]), fill=colour)

    def signs(self, kinds: Iterable[str], asked: Mapping[str, bool], x: float, y: float, r: float) -> None:
        """Findings at a node, drawn as on the screen: outlined, doubled, barred, dotted."""
        for kind in kinds:
            dashes = "1.5 3" if kind == "cell" else "" if asked[kind] else "4 3"
            for more in _RINGS.get(kind, ()):
                style: dict[str, object] = {"stroke_dasharray": dashes} if dashes else {}
                self.put(
                    self.root,
                    "circle",
                    cx=x,
                    cy=y,
                    r=r + more,
                    fill="none",
                    stroke=GAP_COLOUR,
                    stroke_width=1.8,
                    **style,
                )
            if kind == "stops":
                self.line((x - r - 4, y - r - 5), (x + r + 4, y - r - 5), GAP_COLOUR, 3)


def _fitted(data: MapData, area: Box) -> tuple[Scaled, float]:
    xs = [node.x for node in data.nodes] + [caption.x for caption in data.captions]
    ys = [node.y for node in data.nodes]
    left, right, top, low = min(xs), max(xs), min(ys), max(ys)
    side, edge = 62.0, 32.0
    scale = min((area.w - 2 * side) / max(1.0, right - left), (area.h - 2 * edge) / max(1.0, low - top), 1.6)
    move = (area.x + area.w / 2 - (left + right) / 2 * scale, area.y + area.h / 2 - (top + low) / 2 * scale)
    return Scaled(scale, move), scale


def _radius(node: MapNode, scale: float) -> float:
    roof = STEP * (0.4 if node.kind in ("actor", "body") else 1.4)
    return min(node.size * 0.85, roof * scale)


def _special(tie: MapTie) -> bool:
    return tie.kind == "gap" or tie.arrow or tie.width > 1 or bool(tie.words)


def _overlays(data: MapData) -> dict[str, int]:
    count = {kind: sum(any(m.kind == kind for m in node.marks) for node in data.nodes) for kind in OVERLAYS}
    count["gap"] = sum(tie.kind == "gap" for tie in data.ties)
    return {kind: n for kind, n in count.items() if n}


def _told(data: MapData) -> list[str]:
    """Sentences of the findings that this map shows, each once: missing bridges, then what was asked, then the rest."""
    gaps = [(0, tie.key, tie.text) for tie in data.ties if tie.kind == "gap"]
    marks = [(1 if mark.asked else 2, mark.key, mark.text) for node in data.nodes for mark in node.marks]
    return list({key: text for _, key, text in sorted([*gaps, *marks])}.values())


def _said(value: object) -> str:
    return short(value) if isinstance(value, float) else str(value)


def _clean(text: str) -> str:
    """Text without what XML cannot hold."""
    return _NOT_XML.sub("", text)
