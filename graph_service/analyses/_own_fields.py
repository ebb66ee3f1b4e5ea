"""Where actors and bodies say themselves that they work: fields without the detour over seats in bodies."""

import numpy as np
from numpy.typing import NDArray

from graph_service.network import Network


def own_fields(network: Network) -> NDArray[np.float64]:
    """Actors and bodies × fields, 1 where a tie *works in* says so; rows as in `acting`, columns as in `fields`.

    A seat in a body of a field does not count here: else every membership would lie inside a field by its own making,
    and questions about ties inside and between fields would answer themselves.
    """
    return network.remembered("own fields", lambda: _own_fields(network))


def _own_fields(network: Network) -> NDArray[np.float64]:
    row = {who: i for i, who in enumerate(network.acting)}
    column = {field_id: j for j, field_id in enumerate(network.fields)}
    table = np.zeros((len(row), len(column)))
    for tie in network.ties_of("works_in"):
        table[row[tie.source_id], column[network.field_of[tie.target_id]]] = 1
    return table
