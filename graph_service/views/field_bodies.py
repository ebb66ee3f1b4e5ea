"""The bodies of one field as a table: level, who leads them, who sits in them, to whom they report."""

from collections.abc import Iterable
from typing import Any

from graph_service.analyses import find
from graph_service.analyses._common import leads_of
from graph_service.network import Network
from graph_service.words import BodyLevel, Language

_LEVELS = list(BodyLevel)


def bodies_of(network: Network, field_id: str, language: Language) -> list[dict[str, Any]]:
    """One row for each body of a field, by level from political down, then by name; empty for anything but a field."""
    head = network.field_of.get(field_id)
    if head is None:
        return []
    receivers = {row.body: row.reports_to for row in getattr(find("structure")(network), "bodies", ())}
    rows = []
    for body in network.bodies_in[head]:
        node = network.nodes[body]
        level: BodyLevel | None = getattr(node, "level", None)
        rows.append(
            {
                "id": body,
                "rank": _LEVELS.index(level) if level else len(_LEVELS),
                "level": level.text[language] if level else "",
                "type": getattr(node, "body_type", None) or "",
                "standing": getattr(node, "standing", True),
                "leads": leads_of(network, body),
                "members": _by_name(network, network.members[body]),
                "reports_to": receivers.get(body, ()),
            }
        )
    return sorted(rows, key=lambda row: (row["rank"], network.name(row["id"]).casefold(), row["id"]))


def _by_name(network: Network, ids: Iterable[str]) -> list[str]:
    return sorted(ids, key=lambda i: (network.name(i).casefold(), i))
