"""What would be lost with one actor, body or tie: who is cut off, which fields lose each other, what has no lead left."""

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from graph_service.analyses._common import leads_of
from graph_service.analyses._field_pairs import pairs
from graph_service.kernels.removal import Floats, Ints, Search, search
from graph_service.model import AnyTie
from graph_service.network import Network

_MEMBERSHIP = ("member_of", "leads")
FieldPairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Loss:
    """What goes with one actor or body (or one tie), by what is recorded.

    Attributes
    ----------
    who
        Whose loss it is.
    groups
        Those that would lose every route to the largest part of those they are now connected with, group by group,
        largest first; who stays connected with others of the group is in one.
    fields_apart
        Pairs of fields between which no route would be left at all.
    fields_unjoined
        Pairs of fields that would have nobody in common any more, whatever detours there are.
    fields_emptied
        Fields in which nobody else is recorded.
    without_lead
        Bodies that would have no lead.
    """

    who: str
    groups: tuple[tuple[str, ...], ...] = ()
    fields_apart: FieldPairs = ()
    fields_unjoined: FieldPairs = ()
    fields_emptied: tuple[str, ...] = ()
    without_lead: tuple[str, ...] = ()

    @property
    def cut_off(self) -> tuple[str, ...]:
        """Everybody who would lose the largest part, sorted."""
        return tuple(sorted(who for group in self.groups for who in group))

    @property
    def largest_group(self) -> int:
        """Size of the largest group that is cut off together."""
        return max(map(len, self.groups), default=0)

    @property
    def nothing(self) -> bool:
        """Whether nothing at all would be lost by what is recorded."""
        return not (self.groups or self.on_fields or self.without_lead)

    @property
    def on_fields(self) -> bool:
        """Whether fields would lose somebody or each other."""
        return bool(self.fields_apart or self.fields_unjoined or self.fields_emptied)


class Losses:
    """The losses of a network, one search for all of them."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.at = {who: i for i, who in enumerate(network.acting)}
        self._there = network.placed.toarray() > 0

    @cached_property
    def search(self) -> Search:
        """The one depth-first search."""
        return search(self.network.adjacency)

    @cached_property
    def crossing(self) -> Floats:
        """For each of `acting`: pairs of different fields that lose each other, shares of fields per actor."""
        shares = self._there / np.maximum(self._there.sum(axis=1, keepdims=True), 1)
        return self.search.crossing_pairs_broken(shares)

    def of(self, who: str) -> Loss:
        """What goes with this actor or body."""
        node = self.at[who]
        groups = self.search.cut_off_by(node) if self.search.pairs_broken[node] else ()
        return Loss(
            who=who,
            groups=tuple(tuple(self.network.acting[i] for i in group) for group in groups),
            fields_apart=self._apart(node, groups) if groups else (),
            fields_unjoined=self._unjoined.get(who, ()),
            fields_emptied=self._emptied.get(who, ()),
            without_lead=self._led_alone.get(who, ()),
        )

    def of_tie(self, tie: AnyTie) -> Loss:
        """What goes with one tie among actors and bodies while both its ends stay."""
        who, other = tie.source_id, tie.target_id
        again = [t for t in self.network.ties_at(who) if {t.source_id, t.target_id} == {who, other} and t is not tie]
        member = tie.kind in _MEMBERSHIP and not any(t.kind in _MEMBERSHIP for t in again)
        leading = leads_of(self.network, other) == (who,) and tie.kind in _MEMBERSHIP
        still = any(t.kind == "leads" or getattr(t, "role", None) == "lead" for t in again)
        side = () if again else self.search.cut_off_by_tie(self.at[who], self.at[other])
        group = tuple(self.network.acting[i] for i in side)
        return Loss(
            who=who,
            groups=(group,) if group else (),
            fields_unjoined=self._unjoined_by_seat(who, other) if member else (),
            without_lead=(other,) if leading and not still else (),
        )

    @cached_property
    def _together(self) -> tuple[Ints, Ints, Ints]:
        """Component of each node, fields by component (counts), and in how many components two fields both are."""
        sizes = self.search.size[self.search.parent < 0]
        component = np.repeat(np.arange(len(sizes)), sizes)[self.search.place]
        counts = np.zeros((len(sizes), self._there.shape[1]), dtype=np.int64)
        np.add.at(counts, component, self._there)
        there = counts > 0
        return component, counts, there.T.astype(np.int64) @ there.astype(np.int64)

    def _apart(self, node: int, groups: tuple[Ints, ...]) -> FieldPairs:
        component, counts, together = self._together
        mine = counts[component[node]]
        rest = mine - self._there[node]
        parts = [self._there[group].sum(axis=0) for group in groups]
        main = rest - sum(parts)
        if not ((rest > 0) & (main == 0)).any():
            return ()
        elsewhere = together - np.outer(mine > 0, mine > 0) > 0
        after = elsewhere.copy()
        for part in (main, *parts):
            after |= np.outer(part > 0, part > 0)
        lost = (elsewhere | np.outer(rest > 0, rest > 0)) & ~after
        fields = self.network.fields
        return tuple((fields[i], fields[j]) for i, j in combinations(range(len(fields)), 2) if lost[i, j])

    @cached_property
    def _unjoined(self) -> dict[str, FieldPairs]:
        found: dict[str, list[tuple[str, str]]] = {}
        for pair in pairs(self.network):
            direct = pair.carriers
            if len(direct) == 1:
                found.setdefault(direct[0], []).append((pair.first, pair.second))
        return {who: tuple(joined) for who, joined in found.items()}

    def _unjoined_by_seat(self, who: str, body: str) -> FieldPairs:
        def only_there(field_id: str) -> bool:
            ties = self.network.belonging[field_id].get(who, ())
            return bool(ties) and all(body in (tie.source_id, tie.target_id) for tie in ties)

        return tuple(pair for pair in self._unjoined.get(who, ()) if any(map(only_there, pair)))

    @cached_property
    def _emptied(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for field_id in self.network.fields:
            direct = {
                tie.source_id
                for ties in self.network.belonging[field_id].values()
                for tie in ties
                if tie.kind == "works_in"
            } | set(self.network.bodies_in[field_id])
            if len(direct) == 1:
                found.setdefault(direct.pop(), []).append(field_id)
        return {who: tuple(fields) for who, fields in found.items()}

    @cached_property
    def _led_alone(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for body in self.network.of("body"):
            leading = leads_of(self.network, body.id)
            if len(leading) == 1:
                found.setdefault(leading[0], []).append(body.id)
        return {who: tuple(bodies) for who, bodies in found.items()}

    @property
    def felt(self) -> tuple[str, ...]:
        """Everybody whose loss cuts somebody off or touches fields, sorted."""
        acting = self.network.acting
        return tuple(sorted({*(acting[i] for i in self.search.cut_nodes), *self._unjoined, *self._emptied}))


def losses(network: Network) -> Losses:
    """The losses of a network, worked out once."""
    return network.remembered("losses", lambda: Losses(network))
