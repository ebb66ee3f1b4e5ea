"""Makes the page of the map with pyvis: it holds nodes, ties and options and renders our own template."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import Any

from jinja2 import Environment, Template

from graph_service.views.encoding import GAP_COLOUR, TIE_COLOUR
from graph_service.views.map_data import MapData


@cache
def _map_class() -> type[Any]:
    from pyvis.network import Network as PyvisNetwork  # imports IPython: half a second that only the map pays

    class Ids(list[str]):
        """List of ids that knows at once whether it holds one; pyvis asks twice for each tie."""

        def __init__(self) -> None:
            super().__init__()
            self._known: set[str] = set()

        def append(self, node_id: str) -> None:
            super().append(node_id)
            self._known.add(node_id)

        def __contains__(self, node_id: object) -> bool:
            return node_id in self._known

    class PyvisMap(PyvisNetwork):  # type: ignore[misc]  # pyvis has no types
        """pyvis's model and render call with our own template."""

        def __init__(self, heading: str) -> None:
            # directed keeps parallel ties apart and spares a scan over all of them for each one added
            super().__init__(directed=True, heading=heading, cdn_resources="local")
            self.node_ids = Ids()
            # set as a whole: set_options() would delete every space in it
            self.options = {
                "physics": {"enabled": False},
                "layout": {"improvedLayout": False},
                "nodes": {"borderWidth": 1},
                "edges": {"smooth": False, "hoverWidth": 0, "selectionWidth": 1},
                "interaction": {"hover": False, "tooltipDelay": 100000, "keyboard": False, "dragNodes": False,
                                "selectConnectedEdges": False},
            }  # fmt: skip

    return PyvisMap


def map_page(data: MapData, heading: str, environment: Environment, context: Mapping[str, Any]) -> str:
    """Make the page of the map with pyvis, from our template *map.html* and *context*."""
    net = _map_class()(heading)
    for node in sorted(data.nodes, key=lambda n: (n.kind == "field", n.id)):
        values = asdict(node)
        net.add_node(values.pop("id"), color=values.pop("colour"), **values)
    for tie in data.ties:
        gap = tie.kind == "gap"
        net.add_edge(
            tie.source, tie.target, arrows="to" if tie.arrow else "", kind=tie.kind, text=tie.text, back=tie.back,
            words=tie.words,
            color=GAP_COLOUR if gap else TIE_COLOUR, width=tie.width, dashes=gap, key=tie.key, count=tie.count,
        )  # fmt: skip

    class Templates:
        """What pyvis asks for its template: ours, with all that our pages need."""

        @staticmethod
        def get_template(name: str) -> Template:
            return environment.get_template(name, globals=dict(context))

    net.path, net.templateEnv = "map.html", Templates
    html: str = net.generate_html()
    return html
