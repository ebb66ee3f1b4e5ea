"""Make the invented county: python seeds/musterkreis/generate.py --seed 1 --actors 220 --out DIR."""

import argparse
import importlib.util
import itertools
import json
import random
import re
import unicodedata
from pathlib import Path
from types import ModuleType
from typing import Any

from graph_service.exchange.canonical import write_files
from graph_service.model import NODE, TIE
from graph_service.snapshot import About, Snapshot
from graph_service.words import Text

HERE = Path(__file__).resolve().parent
SOURCE = "erfundenes Beispiel"
ABOUT = About(
    title=Text("Musterkreis (erfunden)", "Musterkreis (invented county)"),
    notice=Text(
        "Alles hier ist frei erfunden, zur Veranschaulichung. Orte, Organisationen, Gremien und Zahlen gibt es nicht.",
        "Everything here is invented, for illustration. The places, organisations, bodies and figures do not exist.",
    ),
)
STATES = {
    2024: ("met", "in_progress", "dropped", "open"),
    2025: ("in_progress", "open", "met"),
    2026: ("open", "open", "in_progress"),
}
Record = dict[str, Any]


def _beside(name: str) -> ModuleType:
    """Load a file that lies beside this one."""
    spec = importlib.util.spec_from_file_location(f"musterkreis_{name}", HERE / f"{name}.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{name}.py fehlt.")
    module = importlib.util.module_from_spec(spec)
    # dataclasses look their module up by name
    __import__("sys").modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


world = _beside("world")
plan_module = _beside("plan")
truth = _beside("truth")


def slug(text: str) -> str:
    """Readable id of a name."""
    for old, new in (("ß", "ss"), ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue")):
        text = text.replace(old, new)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


class Maker:
    """Turns the plan into rows; every row is invented and says so."""

    def __init__(self, seed: int, actors: int) -> None:
        """Lay out the plan and name everybody."""
        self.rng = random.Random(seed)
        self.plan = plan_module.make_plan(world, random.Random(seed), actors)
        self.bodies = {body: frozenset(row[3]) for body, row in world.BODIES.items()}
        self.nodes: list[Record] = []
        self.ties: dict[tuple[str, str, str, str], Record] = {}
        self.ids: list[str] = []
        self.reach = [self.plan.reach(i, self.bodies) for i in range(actors)]
        self.thin = [plan_module.pair(*two) for two in (
            *world.MISSING, *world.UNKNOWN, *world.HANG_ON_ACTOR, *world.HANG_ON_BODY)]  # fmt: skip

    def day(self, first: int = 2024, last: int = 2026) -> str:
        """Some day."""
        return f"{self.rng.randint(first, last)}-{self.rng.randint(1, 9):02d}-{self.rng.randint(1, 28):02d}"

    def node(self, kind: str, node_id: str, name: str, **more: object) -> str:
        """Add one node."""
        common = {"source": SOURCE, "as_of": self.day(), "basis": "illustrative", "visibility": "public"}
        self.nodes.append({"kind": kind, "id": node_id, "name": name, **common, **more})
        return node_id

    def tie(self, kind: str, source: str, target: str, **more: object) -> None:
        """Add one tie unless it is there."""
        common = {"source": SOURCE, "as_of": self.day(), "basis": "illustrative", "visibility": "public"}
        if kind == "cooperates_with":
            source, target = sorted((source, target))
        row = {"kind": kind, "source_id": source, "target_id": target, **common, **more}
        self.ties.setdefault((kind, source, target, str(more.get("valid_from", ""))), row)

    def frame(self) -> None:
        """Places, fields, groups."""
        for i, place in enumerate(world.PLACES):
            self.node(
                "municipality", slug(place), place, region=world.REGIONS[i % 3],
                population=self.rng.randrange(4_000, 60_000, 100), population_as_of="2025-12-31",
                migration_share=round(self.rng.uniform(0.2, 0.55), 3), migration_share_as_of="2025",
            )  # fmt: skip
        for key, (name, cross, text) in world.FIELDS.items():
            self.node("field", key, name, cross_cutting=cross, description=text)
        self.tie("part_of", "fruehe-bildung", "bildung")
        for field, on, reason in world.DEPENDS:
            self.tie("depends_on", field, on, reason=reason)
        for key, (name, axis) in world.GROUPS.items():
            self.node("target_group", key, name, axis=axis)

    def actors(self) -> None:
        """Organisations with what they do, for whom and where."""
        words = {
            key: list(itertools.product(world.OFFICE_WORDS if key == "oeffnung" else world.WORDS, world.PLACES))
            for key in world.TYPES
        }
        taken: set[str] = set()
        for i, works in enumerate(self.plan.works):
            places, regular = self.plan.places[i], None
            if i < len(world.OFFICES):
                name, actor_type, level = world.OFFICES[i]
            else:
                key = sorted(works)[i % len(works)] if works else ""
                pattern, actor_type, level, regular = world.TYPES[key][i % 2]
                near = [pick for pick in words[key] if pick[1] in places] or words[key]
                names = [pattern.format(word=word, place=place) for word, place in self.rng.sample(near, k=len(near))]
                name = next((new for new in names if new not in taken), names[0])
            unique = name
            for n in itertools.count(2):
                if unique not in taken:
                    break
                unique = f"{name} {n}"
            taken.add(unique)
            seen = "internal" if i % 41 == 40 else "public"  # noqa: PLR2004 - a few
            self.ids.append(
                self.node(
                    "actor",
                    slug(unique),
                    unique,
                    actor_type=actor_type,
                    level=level,
                    regular_system=regular,
                    visibility=seen,
                )
            )
            for field in sorted(works):
                self.tie("works_in", self.ids[i], field)
            for place in places:
                self.tie("active_in", self.ids[i], slug(place))
            for group in self.plan.groups[i]:
                self.tie("serves", self.ids[i], group)

    def groups(self) -> None:
        """Bodies with their members, leads, reports and events."""
        for body, (name, body_type, level, fields, led, above) in world.BODIES.items():
            event = body in world.EVENTS
            self.node(
                "body", body, name, body_type=body_type, level=level, standing=not event,
                rhythm=None if event else self.rng.choice(("monatlich", "vierteljährlich", "halbjährlich")),
            )  # fmt: skip
            for field in fields:
                self.tie("works_in", body, field)
            if body in world.LOCAL:
                self.tie("active_in", body, slug(world.LOCAL[body]))
            if above:
                self.tie("reports_to", body, above)
                self.tie("informs", above, body, channel="Protokoll", rhythm="nach jeder Sitzung")
            for n, member in enumerate(self.plan.seats[body]):
                since = str(self.rng.randint(2020, 2025))
                if led and n == 0:
                    self.tie("leads", self.ids[member], body, valid_from=since)
                else:
                    role = "guest" if n > 8 else "member"  # noqa: PLR2004 - the last of a large body
                    hidden = "internal" if self.rng.random() < 0.03 else "public"  # noqa: PLR2004
                    self.tie("member_of", self.ids[member], body, role=role, valid_from=since, visibility=hidden)
            for day in world.EVENTS.get(body, ()):
                for n, guest in enumerate(self.rng.sample(range(len(self.ids)), k=30)):
                    role = "organiser" if n == 0 else "speaker" if n < 5 else "participant"  # noqa: PLR2004
                    self.tie("took_part_in", self.ids[guest], body, role=role, valid_from=day, valid_to=day)

    def contacts(self) -> None:
        """Who works together, informs and pays."""
        everybody = range(len(world.OFFICES), len(self.ids))
        for _ in range(2 * len(self.ids)):
            a, b = self.rng.sample(everybody, k=2)
            together = self.reach[a] | self.reach[b]
            near = self.reach[a] & self.reach[b] or set(self.plan.places[a]) & set(self.plan.places[b])
            if near and not any(two <= together for two in self.thin):
                self.tie("cooperates_with", self.ids[a], self.ids[b])
        for body in sorted(self.bodies):
            for other in self.rng.sample(sorted(self.bodies), k=1):
                if other != body and body not in world.EVENTS:
                    self.tie("informs", body, other, channel="Rundmail", rhythm="vierteljährlich")
        payers = [0, 8, 9, 10]
        for i in self.rng.sample(everybody, k=len(self.ids) // 6):
            end = self.rng.choice(("2026-12-31", "2027-06-30", "2027-12-31", "2028-12-31", None))
            self.tie("funds", self.ids[self.rng.choice(payers)], self.ids[i], valid_from="2024", valid_to=end)

    def findings(self) -> None:
        """Needs and recommendations over three years."""
        by_field = {
            f: [b for b, fields in self.bodies.items() if f in fields and b not in world.EVENTS] for f in world.FIELDS
        }
        needs: list[str] = []
        for year, (field, titles) in itertools.product((2024, 2025, 2026), world.NEEDS.items()):
            count = 2 if (year, field) in {(2025, "wohnen"), (2026, "wohnen"), (2026, "gesundheit")} else 1
            for n in range(count):
                place = self.rng.choice(world.PLACES)
                name = f"{titles[(year + n) % 2]} ({place}, {year})"
                need = self.node(
                    "need", slug(name), name, status=self.rng.choice(STATES[year]), reported_on=self.day(year, year)
                )
                needs.append(need)
                self.tie("concerns", need, field)
                self.tie("concerns", need, slug(place))
                self.tie("concerns", need, self.rng.choice(sorted(world.GROUPS)))
                by = self.rng.choice(
                    [*by_field[field], *(self.ids[i] for i, w in enumerate(self.plan.works) if field in w)]
                )
                self.tie("raised_by", need, by)
                if self.rng.random() < 0.5:  # noqa: PLR2004 - half have somebody
                    self.tie("handled_by", need, self.rng.choice(by_field[field] or [self.ids[1]]))
        for first, second in world.MISSING:
            name = f"{world.FIELDS[first][0]} und {world.FIELDS[second][0]} besser verbinden"
            need = self.node("need", slug(name), name, status="open", reported_on=self.day(2026, 2026))
            self.tie("concerns", need, first)
            self.tie("concerns", need, second)
            self.tie("raised_by", need, "steuerungsgruppe")
        for n, name in enumerate(world.RECOMMENDATIONS):
            status = ("draft", "decided", "sent", "answered")[n % 4]
            answer = "Der Kreisausschuss prüft den Vorschlag im Haushalt 2027." if status == "answered" else None
            item = self.node("recommendation", slug(name), name, status=status, answer=answer)
            self.tie("answers", item, needs[n * 2])
            self.tie("concerns", item, list(world.FIELDS)[n % len(world.FIELDS)])
            if status != "draft":
                self.tie("decided_in", item, "steuerungsgruppe")
            if status in {"sent", "answered"}:
                self.tie("addressed_to", item, ("kreisausschuss", "ausschuss-soziales", "kreistag")[n % 3])

    def surveys(self) -> None:
        """What was asked for, and when."""
        bodies = [body for body in self.bodies if body not in world.EVENTS]
        asked = [self.ids[i] for i, at in enumerate(self.plan.places) if set(at) & set(world.ASKED_PLACES)]
        first = (*world.ASKED_FIELDS[:4], *map(slug, world.PLACES[:5]))
        second = (*world.ASKED_FIELDS, *map(slug, world.ASKED_PLACES), *bodies[:-8], *asked, *world.ASKED_GROUPS)
        third = ("teilhabe", *map(slug, world.PLACES[:6]), "ag-ehrenamt", "ag-lotsen")
        for key, name, day, things in (
            ("erhebung-2024", "Erste Erhebung 2024", "2024-05-15", first),
            ("erhebung-2025", "Große Erhebung 2025", "2025-06-12", second),
            ("nacherhebung-2026", "Nacherhebung Ehrenamt 2026", "2026-03-10", third),
        ):
            self.node("survey", key, name, asked_on=day)
            for thing in things:
                self.tie("covers", key, thing)


def make(seed: int = 1, actors: int = 220) -> dict[str, bytes]:
    """All files of the invented county by name; the same for the same seed and size."""
    maker = Maker(seed, actors)
    for step in (maker.frame, maker.actors, maker.groups, maker.contacts, maker.findings, maker.surveys):
        step()
    nodes = [NODE.validate_python({k: v for k, v in row.items() if v is not None}) for row in maker.nodes]
    ties = [TIE.validate_python({k: v for k, v in row.items() if v is not None}) for row in maker.ties.values()]
    files = write_files(Snapshot.of(nodes, ties, about=ABOUT))
    planted = json.dumps(truth.planted(world, maker.plan, maker.ids), ensure_ascii=False, indent=2) + "\n"
    return {**files, "planted.json": planted.encode()}


def main() -> None:
    """Write the files into a folder."""
    parser = argparse.ArgumentParser(description="Make the invented county.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--actors", type=int, default=220)
    parser.add_argument("--out", type=Path, default=HERE)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name, data in make(options.seed, options.actors).items():
        (options.out / name).write_bytes(data)
        print(f"{options.out / name}: {len(data)} Bytes")


if __name__ == "__main__":
    main()
