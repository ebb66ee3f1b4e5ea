"""The invented county: the same bytes every time, and the planted truth counted again on the rows."""

import itertools
import json
from collections import defaultdict
from typing import Any

import pytest

from graph_service.exchange.tables import read_files, read_folder
from graph_service.model import AnyTie
from graph_service.snapshot import Changes
from graph_service.words import Basis, Visibility
from tests.planted import FOLDER, generator, made

Pair = tuple[str, str]


class County:
    """Plain counting on the rows, with nothing of the service's own analyses in it."""

    def __init__(self, changes: Changes) -> None:
        self.kind = {node.id: node.kind for node in changes.nodes}
        self.nodes = {node.id: node for node in changes.nodes}
        self.ties = changes.ties
        self.fields = sorted(i for i, kind in self.kind.items() if kind == "field")
        self.works: dict[str, set[str]] = defaultdict(set)
        self.members: dict[str, set[str]] = defaultdict(set)
        for tie in changes.ties:
            if tie.kind == "works_in" and self.standing(tie.source_id):
                self.works[tie.source_id].add(tie.target_id)
            if tie.kind in {"member_of", "leads"} and self.standing(tie.target_id):
                self.members[tie.target_id].add(tie.source_id)
        self.asked = {t.target_id for t in changes.ties if t.kind == "covers"}

    def of(self, kind: str) -> list[AnyTie]:
        return [tie for tie in self.ties if tie.kind == kind]

    def standing(self, node_id: str) -> bool:
        return self.kind[node_id] != "body" or bool(getattr(self.nodes[node_id], "standing", True))

    def bodies(self) -> list[str]:
        return sorted(i for i, kind in self.kind.items() if kind == "body" and self.standing(i))

    def bodies_of(self, field: str) -> list[str]:
        return [body for body in self.bodies() if field in self.works[body]]

    def reach(self, actor: str, without: str = "") -> set[str]:
        """Fields of an actor: its own, and those of the bodies it sits in."""
        seats = (self.works[b] for b, members in self.members.items() if actor in members and b != without)
        return self.works[actor].union(*seats)

    def joined(self, a: str, b: str, without: str = "") -> set[str]:
        """Actors and bodies that join two fields when one thing is gone."""
        everybody = [i for i, kind in self.kind.items() if kind == "actor" and i != without]
        return {i for i in everybody if {a, b} <= self.reach(i, without)} | {
            body for body in self.bodies() if body != without and {a, b} <= self.works[body]
        }

    def gathered(self, a: str, b: str, without: str = "") -> bool:
        """Whether some body has members of both fields at its table."""
        for body in self.bodies():
            fields = self.works[body].union(*(self.works[m] for m in self.members[body] if m != without))
            if body != without and {a, b} <= fields:
                return True
        return False

    def needed(self, a: str, b: str) -> bool:
        """Whether two fields ought to meet: one builds on the other, or they share a target group or a need."""
        if any({t.source_id, t.target_id} == {a, b} for t in self.of("depends_on")):
            return True
        concerned: dict[str, set[str]] = defaultdict(set)
        for tie in self.of("concerns"):
            concerned[tie.source_id].add(tie.target_id)
        served: dict[str, set[str]] = defaultdict(set)
        for tie in self.of("serves"):
            for field in self.works[tie.source_id]:
                served[field].add(tie.target_id)
        return any({a, b} <= things for things in concerned.values()) or bool(served[a] & served[b])

    def cell(self, field: str, other: str, kind: str = "active_in") -> set[str]:
        """Who works in a field and is active in a place, or serves a group."""
        return {t.source_id for t in self.of(kind) if t.target_id == other and field in self.reach(t.source_id)}


@pytest.fixture(params=[(1, 220), (2, 200), (7, 500), (4, 800)], ids=str)
def county(request: pytest.FixtureRequest) -> tuple[County, dict[str, Any]]:
    files = made(*request.param)
    tables = {name: data for name, data in files.items() if name != "planted.json"}
    return County(read_files(tables)), json.loads(files["planted.json"])


def pairs(county: County) -> list[Pair]:
    return list(itertools.combinations(county.fields, 2))


def test_regenerating_gives_the_checked_in_bytes() -> None:
    on_disk = {f.name: f.read_bytes() for f in FOLDER.iterdir() if f.suffix in {".csv", ".json"}}
    assert generator().make() == on_disk


def test_another_seed_gives_another_county_of_the_same_shape() -> None:
    assert made(1, 220)["actors.csv"] != made(2, 220)["actors.csv"]
    assert made(1, 220).keys() == made(2, 220).keys()


def test_too_small_a_county_is_refused() -> None:
    with pytest.raises(SystemExit):
        generator().make(actors=20)


def test_everything_is_invented_and_says_so() -> None:
    changes = read_folder(FOLDER)
    rows = (*changes.nodes, *changes.ties)
    assert {row.basis for row in rows} == {Basis.ILLUSTRATIVE}
    assert changes.about is not None
    assert changes.about.notice is not None
    assert "erfunden" in changes.about.notice.de
    assert "invented" in changes.about.notice.en
    inner = [row for row in rows if row.visibility is not Visibility.PUBLIC]
    assert 0 < len(inner) < len(rows) / 20


def test_it_has_the_size_promised() -> None:
    county = County(read_folder(FOLDER))
    count = {kind: sum(k == kind for k in county.kind.values()) for kind in set(county.kind.values())}
    assert (count["actor"], count["body"], count["field"], count["municipality"]) == (220, 40, 9, 12)
    assert {getattr(county.nodes[b], "level", None) for b in county.bodies()} == {
        "political", "strategic", "operative", "open", "participation"}  # fmt: skip
    years = {str(getattr(n, "reported_on", ""))[:4] for n in county.nodes.values() if n.kind == "need"}
    assert years == {"2024", "2025", "2026"}
    assert len({t.kind for t in county.ties}) >= 18


def test_missing_bridges(county: tuple[County, dict[str, Any]]) -> None:
    rows, planted = county
    apart = [p for p in pairs(rows) if not rows.joined(*p)]
    asked = [list(p) for p in apart if set(p) <= rows.asked and rows.needed(*p)]
    assert asked == planted["missing_bridges"]
    assert [list(p) for p in apart if not set(p) <= rows.asked] == planted["unbridged_not_surveyed"]
    assert not any(rows.gathered(*p) for p in apart)


def test_fragile_bridges(county: tuple[County, dict[str, Any]]) -> None:
    rows, planted = county
    found: list[dict[str, object]] = []
    for a, b in pairs(rows):
        joined = rows.joined(a, b)
        cuts = [one for one in sorted(joined) if joined and not rows.joined(a, b, without=one)]
        found += [{"fields": [a, b], "kind": rows.kind[one], "through": one} for one in cuts]
        assert not any(rows.gathered(a, b, without=one) for one in cuts)
    assert found == planted["fragile_bridges"]


def test_no_cooperation_crosses_a_planted_gap(county: tuple[County, dict[str, Any]]) -> None:
    rows, planted = county
    thin = [set(p) for p in planted["missing_bridges"]]
    for tie in rows.of("cooperates_with"):
        together = rows.reach(tie.source_id) | rows.reach(tie.target_id)
        assert not any(two <= together for two in thin)


def test_double_structures(county: tuple[County, dict[str, Any]]) -> None:
    rows, planted = county
    found = []
    for a, b in itertools.combinations(rows.bodies(), 2):
        same = rows.works[a] & rows.works[b] and getattr(rows.nodes[a], "level", 0) == getattr(
            rows.nodes[b], "level", 1
        )
        likeness = len(rows.members[a] & rows.members[b]) / max(1, len(rows.members[a] | rows.members[b]))
        if same and likeness >= 0.6:
            found.append([a, b])
        elif same:
            assert likeness < 0.5, (a, b)
    assert sorted(sorted(two) for two in found) == planted["double_structures"]


def test_coverage(county: tuple[County, dict[str, Any]]) -> None:
    rows, planted = county
    places = sorted(i for i, kind in rows.kind.items() if kind == "municipality")
    assert [f for f in rows.fields if f in rows.asked] == planted["surveyed_fields"]
    assert [p for p in places if p in rows.asked] == planted["surveyed_municipalities"]
    empty = [[f, p] for f in rows.fields for p in places if not rows.cell(f, p)]
    assert [cell for cell in empty if set(cell) <= rows.asked] == planted["coverage_gaps"]
    assert len(empty) > len(planted["coverage_gaps"])  # some empty cells were never asked about
    groups = sorted(i for i, kind in rows.kind.items() if kind == "target_group")
    assert [g for g in groups if g in rows.asked] == planted["surveyed_target_groups"]
    unserved = [[f, g] for f in rows.fields for g in groups if not rows.cell(f, g, "serves")]
    assert [cell for cell in unserved if set(cell) <= rows.asked] == planted["target_group_gaps"]
    assert len(unserved) > len(planted["target_group_gaps"])


def test_structure(county: tuple[County, dict[str, Any]]) -> None:
    rows, planted = county
    led = {t.target_id for t in rows.of("leads")}
    level = {b: getattr(rows.nodes[b], "level", None) for b in rows.bodies()}
    above = {t.source_id: t.target_id for t in rows.of("reports_to")}
    assert [f for f in rows.fields if not rows.bodies_of(f)] == planted["fields_without_body"]
    with_body = [f for f in rows.fields if rows.bodies_of(f)]
    assert [f for f in with_body if "strategic" not in {level[b] for b in rows.bodies_of(f)}] == (
        planted["fields_without_strategic_level"]
    )
    assert [f for f in with_body if not led & set(rows.bodies_of(f))] == planted["fields_without_lead"]
    assert [b for b in rows.bodies() if b not in above and level[b] != "political"] == planted[
        "bodies_reporting_nowhere"
    ]
    stops = []
    for body in above:
        end = body
        while end in above:
            end = above[end]
        if level[end] != "political":
            stops.append(body)
    assert sorted(stops) == planted["reports_that_stop"]
    assert all(len(rows.members[b]) >= 4 for b in rows.bodies())
