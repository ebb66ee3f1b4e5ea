"""The same questions answered in Cypher by a real Neo4j, compared with what the analyses say.

One load a network; every check runs on it. The random networks hold what the seeds do not: ties and nodes that ended or
have not begun, event series, guests, equal fields, hidden rows, dates of every precision.
"""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from neo4j import GraphDatabase

from graph_service.analyses import find
from graph_service.model import (
    Actor,
    AnyNode,
    AnyTie,
    Body,
    FieldOfAction,
    Municipality,
    Survey,
    TargetGroup,
)
from graph_service.network import Network, project
from graph_service.snapshot import Changes, Scope, Snapshot
from graph_service.store.cypher import query
from graph_service.store.neo4j_rows import KIND_OF_LABEL
from graph_service.ties import ActiveIn, Covers, Informs, Leads, MemberOf, PartOf, ReportsTo, SameAs, Serves, WorksIn
from graph_service.words import Axis, BodyLevel, MemberRole, Visibility
from tests.conftest import DAY
from tests.neo4j_fixture import emptied

pytestmark = pytest.mark.neo4j
NETWORKS = ("gross_gerau", "musterkreis", "random 1", "random 2")
Rows = list[dict[str, Any]]


def _spell(draw: random.Random) -> dict[str, Any]:
    """Dates and visibility of a row: mostly open and visible, sometimes past, to come, or hidden."""
    begin = draw.choice((None, None, None, "2020", "2026-11-24", "2026-12", "2027"))
    end = draw.choice((None, None, None, "2028", "2026", "2027-01")) if begin != "2027" else None
    if begin is None:
        end = draw.choice((end, end, "2026-11", "2026-11-23", "2025"))
    if begin == "2026-12" and end is not None:
        end = "2028"
    as_of = draw.choice((None, "2023", "2024-11", "2024-11-24", "2024-11-25", "2026-02-28"))
    hidden = Visibility.RESTRICTED if draw.random() < 0.04 else Visibility.INTERNAL
    source = draw.choice((None, "paper"))
    return {"valid_from": begin, "valid_to": end, "as_of": as_of, "visibility": hidden, "source": source}


def _random(seed: int) -> Changes:
    draw = random.Random(seed)
    actors, bodies = [f"a{i:02}" for i in range(30)], [f"b{i:02}" for i in range(10)]
    fields, towns, groups = [f"f{i}" for i in range(5)], ["t0", "t1", "t2"], ["g0", "g1"]
    types = ("Verein", "Migrantenorganisation", "Migrantenorganisationen", "Migrantenorganisation (e. V.)", None)
    nodes: list[AnyNode] = [
        *(Actor(id=i, name=i, actor_type=draw.choice(types), **_spell(draw)) for i in actors),
        *(
            Body(id=i, name=i, level=draw.choice((*BodyLevel, None)), standing=draw.random() < 0.8, **_spell(draw))
            for i in bodies
        ),
        *(FieldOfAction(id=i, name=i) for i in fields),
        *(Municipality(id=i, name=i) for i in towns),
        *(TargetGroup(id=i, name=i, axis=next(iter(Axis))) for i in groups),
        Survey(id="s0", name="s0", asked_on="2026-05"),
        Survey(id="s1", name="s1", valid_from="2027", asked_on="2027"),
    ]
    ties: dict[str, AnyTie] = {}

    def add(kind: Any, count: int, froms: list[str], tos: list[str], **more: Any) -> None:
        for _ in range(count):
            one, other = draw.choice(froms), draw.choice(tos)
            extra = {name: draw.choice(values) for name, values in more.items()}
            if one != other:
                tie = kind(source_id=one, target_id=other, **extra, **_spell(draw))
                ties.setdefault(tie.key, tie)

    add(WorksIn, 40, actors, fields)
    add(WorksIn, 12, bodies, fields)
    add(MemberOf, 70, actors, bodies, role=list(MemberRole))
    add(MemberOf, 14, bodies, bodies, role=list(MemberRole))
    add(Leads, 8, actors, bodies)
    add(ReportsTo, 16, bodies, bodies)
    add(Informs, 40, [*actors, *bodies], [*actors, *bodies])
    add(PartOf, 4, actors, actors)
    add(PartOf, 6, bodies, bodies)
    add(ActiveIn, 30, [*actors, *bodies], towns)
    add(Serves, 20, [*actors, *bodies], groups)
    add(SameAs, 1, fields[:2], fields[2:4])
    add(Covers, 12, ["s0", "s1"], [*fields, *towns, *groups, *bodies, *actors])
    # four bodies of the same four actors: w1 has the field of w0 by half of them only, w3 is part of w2
    people, twins = [f"m{i}" for i in range(4)], [f"w{i}" for i in range(4)]
    nodes += [*(Actor(id=i, name=i) for i in people), *(Body(id=i, name=i, level=BodyLevel.OPEN) for i in twins)]
    more: list[AnyTie] = [MemberOf(source_id=who, target_id=twin) for who in people for twin in twins]
    more += [WorksIn(source_id=who, target_id="f0") for who in ("m0", "m1", "w0")]
    more += [WorksIn(source_id=twin, target_id="f1") for twin in ("w2", "w3")]
    more += [PartOf(source_id="w3", target_id="w2"), Informs(source_id="w0", target_id="w1")]
    return Changes(nodes=tuple(nodes), ties=(*ties.values(), *more))


class Loaded:
    """One network in a real Neo4j, and the same in memory."""

    def __init__(self, changes: Changes, uri: str) -> None:
        self.network: Network = project(Snapshot.of(changes.nodes, changes.ties), Scope(as_of=DAY))
        self._driver = GraphDatabase.driver(uri)

    def check(self, name: str, **values: object) -> Rows:
        """Answer of ``cypher/check/<name>.cypher``."""
        found = query(f"check/{name}")
        given = {"day": DAY.isoformat(), "seen": ["public", "internal"], **values}
        return [row.data() for row in self._driver.execute_query(found.text, given).records]  # type: ignore[arg-type]

    def close(self) -> None:
        self._driver.close()


@pytest.fixture(scope="module", params=NETWORKS)
def loaded(request: pytest.FixtureRequest, neo4j_uri: str, seeds: dict[str, Changes]) -> Iterator[Loaded]:
    name = request.param
    changes = seeds[name] if name in seeds else _random(int(name.split()[1]))
    with emptied(neo4j_uri) as store:
        store.apply(changes, expected=0, author="t", note="")
        one = Loaded(changes, neo4j_uri)
        yield one
        one.close()


def answer(loaded: Loaded, analysis: str) -> Any:
    return find(analysis)(loaded.network)


def test_coverage(loaded: Loaded) -> None:
    result = answer(loaded, "coverage")
    expected = {
        (cell.field, cell.other): (cell.who, cell.state.en) for cell in (*result.municipalities, *result.target_groups)
    }
    found = {
        (row["field"], row["other"]): (
            tuple(sorted(row["who"])), "served" if row["who"] else "gap" if row["asked"] else "not surveyed",
        )
        for row in loaded.check("coverage")
    }  # fmt: skip
    assert found == expected


def test_field_bridges(loaded: Loaded) -> None:
    expected = {
        (pair.first, pair.second): set(pair.only_through)
        for pair in answer(loaded, "field-bridges").pairs
        if pair.only_through
    }
    assert {(r["first"], r["second"]): set(r["through"]) for r in loaded.check("field-bridges")} == expected


def test_structure(loaded: Loaded) -> None:
    kinds = (
        "field-without-body", "field-without-strategic-level", "field-without-lead", "body-reports-nowhere",
        "body-without-lead", "actor-in-no-body",
    )  # fmt: skip
    expected = {(f.kind, i) for f in answer(loaded, "structure").findings if f.kind in kinds for i in f.nodes}
    assert {(row["kind"], row["id"]) for row in loaded.check("structure")} == expected


def test_overlap(loaded: Loaded) -> None:
    params = find("overlap").params(share=0.2, least=2)  # type: ignore[call-arg]
    result: Any = find("overlap")(loaded.network, params)
    # pairs below the share are there because chance would not give them, which Cypher cannot tell
    expected = {
        (p.first, p.second): (p.shared, p.members_first, p.members_second, p.state.en == "double structure")
        for p in result.pairs
        if p.jaccard >= params.share  # type: ignore[attr-defined]
    }
    found = {
        (r["first"], r["second"]): (r["shared"], r["members_first"], r["members_second"], r["double"])
        for r in loaded.check("overlap", share=0.2, least=2)
    }
    assert found == expected


def _pattern(types: str) -> str:
    """Hand a list of words over as the regular expression of a whole word; Java quotes them itself."""
    words = "|".join(rf"\Q{word.strip()}\E" for word in types.split(",") if word.strip())
    return rf"(?isuU).*(?<!\w)(?:{words})(?!\w).*" if words else "(?!)"


def test_participation(loaded: Loaded) -> None:
    types = find("participation").params().types  # type: ignore[attr-defined]
    expected = {row.body: (set(row.voices), row.seats, row.level.en) for row in answer(loaded, "participation").bodies}
    levels = {level.value: level.text.en for level in BodyLevel}
    found = {
        row["body"]: (set(row["voices"]), row["seats"], levels.get(row["level"], "no level"))
        for row in loaded.check("participation", voice=_pattern(types))
    }
    assert {body: row[:2] for body, row in found.items()} == {body: row[:2] for body, row in expected.items()}


def test_path_to_politics(loaded: Loaded) -> None:
    types = find("path-to-politics").params().types  # type: ignore[attr-defined]
    expected = {row.body: row.steps for row in answer(loaded, "path-to-politics").ways if row.steps}
    found = {row["body"]: row["steps"] for row in loaded.check("path-to-politics", council=_pattern(types))}
    political = {row.body for row in answer(loaded, "path-to-politics").ways if row.steps == 0}
    assert {body: steps for body, steps in found.items() if body not in political} == expected


def test_freshness(loaded: Loaded) -> None:
    params: Any = find("freshness").params()
    limit = (DAY - timedelta(days=params.older_than_days)).isoformat()
    expected = {
        row.kind.en: (row.count, row.undated, row.unsourced, row.old, row.unconfirmed)
        for row in answer(loaded, "freshness").kinds
    }
    nodes = {kind: cls.spec for kind, cls in _kinds().items()}
    found = {}
    for row in loaded.check("freshness", limit=limit):
        spec = nodes[KIND_OF_LABEL[row["kind"]]]
        name = getattr(spec, "plural", spec.text)
        unconfirmed = None if hasattr(spec, "plural") else row["unconfirmed"]
        found[name.en] = (row["count"], row["undated"], row["unsourced"], row["old"], unconfirmed)
    assert found == expected


def _kinds() -> dict[str, Any]:
    from graph_service.model import NODE_KINDS, TIE_KINDS

    return {**NODE_KINDS, **TIE_KINDS}


def test_reach(loaded: Loaded) -> None:
    expected = {row.body: (row.in_1, row.in_2) for row in answer(loaded, "reach").bodies}
    assert {row["body"]: (row["in_1"], row["in_2"]) for row in loaded.check("reach")} == expected


def test_the_random_networks_in_neo4j_hold_more_than_their_scope() -> None:
    for seed in (1, 2):
        changes = _random(seed)
        network = project(Snapshot.of(changes.nodes, changes.ties), Scope(as_of=DAY))
        assert 0 < len(network.ties) < len(changes.ties)
        assert 0 < len(network.acting) < 48
