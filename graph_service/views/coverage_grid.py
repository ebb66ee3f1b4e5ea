"""Coverage: field × municipality and field × target group as tables, and a page for each cell."""

from typing import Any

from graph_service.analyses import find
from graph_service.analyses._common import listed
from graph_service.analyses.coverage import GAP, SERVED
from graph_service.errors import NotFound
from graph_service.network import Network
from graph_service.views import signs
from graph_service.views.field_matrix import by_name
from graph_service.views.signs import Sign
from graph_service.words import Language, Text, in_words

_YEAR_AND_MONTH = 7
_GRIDS = (("municipality", "municipalities", "field_by_town"), ("target_group", "target_groups", "field_by_group"))
_WHERE = {
    "municipality": Text("{field} in {other}", "{field} in {other}"),
    "target_group": Text("{field} für {other}", "{field} for {other}"),
}


def coverage_values(network: Network, language: Language) -> dict[str, Any]:
    """What the page shows: two tables of cells, fields and columns by name, and how often each sign occurs."""
    result = find("coverage")(network)
    grids = []
    for kind, table, heading in _GRIDS:
        cells = {(cell.field, cell.other): _cell(cell, language) for cell in getattr(result, table)}
        grids.append(
            {
                "id": table.replace("_", "-"),
                "heading": heading,
                "columns": by_name(network, (node.id for node in network.of(kind))),
                "cells": cells,
                "legend": [(s, sum(cell["sign"] is s for cell in cells.values())) for s in signs.CELL_SIGNS],
            }
        )
    return {"summary": result.summary[language], "rows": by_name(network, network.fields), "grids": grids}


def cell_values(network: Network, language: Language, field_id: str, other: str) -> dict[str, Any]:
    """What the page of one cell shows: names, or since when it was asked and what to do next.

    Raises
    ------
    NotFound
        There is no such cell in this scope.
    """
    result = find("coverage")(network)
    field_id = network.field_of.get(field_id, field_id)
    found = [
        cell
        for _, table, _ in _GRIDS
        for cell in getattr(result, table)
        if (cell.field, cell.other) == (field_id, other)
    ]
    if not found:
        text = Text(
            "In diesem Ausschnitt gibt es das Feld „{field}“ oder „{other}“ nicht.",
            "In this scope there is no field “{field}” or no “{other}”.",
        )
        raise NotFound(text.format(field=field_id, other=other))
    cell, sign = found[0], _sign(found[0])
    names = {"field": network.name(field_id), "other": network.name(other)}
    unasked = [i for i in (field_id, other) if i not in network.asked]
    step = Text(
        "Bei der nächsten Erhebung nach {what} fragen; erst dann zeigt sich, ob hier etwas fehlt.",
        "Ask for {what} in the next survey; only then it shows whether anything is missing here.",
    ).format(what=listed(network, unasked))
    return {
        "heading": _WHERE[network.nodes[other].kind].format(**names)[language],
        "other_kind": network.nodes[other].spec.text[language],
        "cell": cell,
        "sign": sign,
        "asked_days": [(i, in_words(network.asked[i])[language] if i in network.asked else None) for i in (field_id, other)],
        "findings": [f for f in result.findings if f.key == f"coverage/empty-cell/{field_id}/{other}"],
        "step": step[language] if sign is signs.OPEN else None,
    }  # fmt: skip


def _sign(cell: Any) -> Sign:  # noqa: ANN401 - a row of coverage
    return signs.SERVED if cell.state == SERVED else signs.GAP if cell.state == GAP else signs.OPEN


def _cell(cell: Any, language: Language) -> dict[str, Any]:  # noqa: ANN401 - a row of coverage
    month = in_words(cell.asked_on[:_YEAR_AND_MONTH])[language] if cell.asked_on else None
    return {"sign": _sign(cell), "count": cell.count, "asked": month, "address": f"{cell.field}/{cell.other}"}
