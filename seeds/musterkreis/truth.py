"""What the generator plants on purpose, written down from the plan; tests count it again on the rows."""

from types import ModuleType
from typing import Any


def place_id(place: str) -> str:
    """Id of a place; their names are plain letters."""
    return place.lower()


def planted(world: ModuleType, plan: Any, ids: list[str]) -> dict[str, Any]:  # noqa: ANN401 - a file beside
    """List every planted place by the ids of the rows."""
    above = {body: row[5] for body, row in world.BODIES.items() if body not in world.EVENTS}
    political = {body for body, row in world.BODIES.items() if row[2] == "political"}

    def ends_high(body: str) -> bool:
        while above[body]:
            body = above[body]
        return body in political

    bodies = {f: [b for b, row in world.BODIES.items() if f in row[3] and b not in world.EVENTS] for f in world.FIELDS}
    cells = [list(cell) for cell in sorted((field, place_id(place)) for field, place in world.GAPS)]
    hinges = [{"fields": sorted(two), "kind": "actor", "through": ids[i]} for two, i in plan.hinges.items()]
    hinges += [{"fields": sorted(two), "kind": "body", "through": by} for two, by in world.HANG_ON_BODY.items()]
    return {
        "missing_bridges": sorted(sorted(two) for two in world.MISSING),
        "unbridged_not_surveyed": sorted(sorted(two) for two in world.UNKNOWN),
        "fragile_bridges": sorted(hinges, key=lambda hinge: hinge["fields"]),
        "double_structures": sorted(sorted(two) for two in world.DOUBLES),
        "surveyed_fields": sorted(world.ASKED_FIELDS),
        "surveyed_municipalities": sorted(map(place_id, world.ASKED_PLACES)),
        "surveyed_target_groups": sorted(world.ASKED_GROUPS),
        "coverage_gaps": cells,
        "target_group_gaps": sorted([field, group] for field, group in world.GROUP_GAPS),
        "fields_without_body": sorted(f for f in world.FIELDS if not bodies[f]),
        "fields_without_strategic_level": sorted(
            f for f in world.FIELDS if bodies[f] and not any(world.BODIES[b][2] == "strategic" for b in bodies[f])
        ),
        "fields_without_lead": sorted(
            f for f in world.FIELDS if bodies[f] and not any(world.BODIES[b][4] for b in bodies[f])
        ),
        "bodies_reporting_nowhere": sorted(b for b in above if not above[b] and b not in political),
        "reports_that_stop": sorted(b for b in above if above[b] and not ends_high(b)),
    }
