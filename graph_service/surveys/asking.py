"""What one member is asked: every tie known of them, and what could be added from lists."""

from typing import NamedTuple

from graph_service.errors import NotFound
from graph_service.model import TIE_KINDS, AnyNode, AnyTie
from graph_service.network import Network
from graph_service.words import Text

ASKED_KINDS = (
    "member_of", "leads", "works_in", "serves", "active_in", "cooperates_with", "informs", "reports_to", "funds", "part_of",
)  # fmt: skip


class Group(NamedTuple):
    """Ties of one kind, read from the member's end, and whom they could be tied to as well."""

    kind: str
    outward: bool
    text: Text
    ties: tuple[tuple[AnyTie, AnyNode], ...]
    choices: tuple[AnyNode, ...]

    @property
    def id(self) -> str:
        """Name of the group in forms."""
        return f"{self.kind}-{'out' if self.outward else 'in'}"


def groups(network: Network, node_id: str) -> tuple[Group, ...]:
    """Give the questions to one actor or body; `NotFound` if the network has no such member.

    Every kind of tie that the member may have, outward ones first, in the order of the model; symmetric kinds
    once. What can be added is every node at which such a tie may end and that has none yet; both by name.
    """
    member = network.nodes.get(node_id)
    if member is None or member.kind not in ("actor", "body"):
        raise NotFound(Text("„{id}“ wird hier nicht gefragt.", "“{id}” is not asked here.").format(id=node_id))
    found = []
    for outward in (True, False):
        for kind in ASKED_KINDS:
            spec = TIE_KINDS[kind].spec
            ours, theirs = (spec.sources, spec.targets) if outward else (spec.targets, spec.sources)
            if member.kind not in ours or (spec.symmetric and not outward):
                continue
            if spec.same_kind:
                theirs = (member.kind,)
            ties = sorted(
                ((tie, network.nodes[_other(tie, node_id)]) for tie in network.ties_at(node_id)
                 if tie.kind == kind and (spec.symmetric or (tie.source_id == node_id) == outward)),
                key=lambda pair: (pair[1].name.casefold(), pair[0].key),
            )  # fmt: skip
            taken = {node_id, *(other.id for _, other in ties)}
            choices = sorted((n for k in theirs for n in network.of(k) if n.id not in taken), key=_by_name)
            found.append(Group(kind, outward, spec.text if outward else spec.inverse, tuple(ties), tuple(choices)))
    return tuple(found)


def _other(tie: AnyTie, node_id: str) -> str:
    return tie.target_id if tie.source_id == node_id else tie.source_id


def _by_name(node: AnyNode) -> tuple[str, str]:
    return node.name.casefold(), node.id
