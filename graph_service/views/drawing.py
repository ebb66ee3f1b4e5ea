"""How our map draws the network, for formats that can carry places and colours."""

from graph_service.exchange.graphs import Drawn
from graph_service.network import Network
from graph_service.views.encoding import LOOKS, OTHER_COLOUR, colours
from graph_service.views.layout import places


def drawing(network: Network) -> dict[str, Drawn]:
    """Place, colour and size of every actor, body and field; colour is that of the first field somebody works in."""
    weight = {f: len(network.belonging[f]) + len(network.bodies_in[f]) for f in network.fields}
    colour = colours(network.fields, weight)
    home: dict[str, str] = {field: field for field in network.fields}
    for field in network.fields:
        for who in (*network.belonging[field], *network.bodies_in[field]):
            home.setdefault(who, field)
    return {
        node_id: Drawn(x, y, colour.get(home.get(node_id, ""), OTHER_COLOUR), LOOKS[network.nodes[node_id].kind].size)
        for node_id, (x, y) in places(network).items()
    }
