"""A network at one revision, what a reader may ask of it, and a change to it."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Annotated, NamedTuple

from pydantic import Field

from graph_service.model import AnyNode, AnyTie, as_record
from graph_service.rows import T_, Frozen, Row
from graph_service.words import Basis, Slug, Text, Visibility


class Revision(NamedTuple):
    """State of a store: a number that rises by one with each write, and a digest of all writes so far.

    The digest depends on the rows written and their order only, so two stores that were fed
    the same changes carry the same digest, whichever engine they run on.
    """

    number: int
    digest: str


EMPTY = Revision(0, "")


class About(Frozen):
    """What the whole network is called, and what every page must say about it."""

    title: Text = Text("Integrationsnetzwerk", "Integration network")
    notice: Text | None = None


def canonical(row: Row) -> str:
    """One row as JSON text that is the same in every store and process."""
    return json.dumps(as_record(row), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Changes(Frozen):
    """What one write does; puts replace a row with the same identity, drops remove it from now on."""

    nodes: tuple[AnyNode, ...] = ()
    ties: tuple[AnyTie, ...] = ()
    drop_nodes: tuple[str, ...] = ()
    drop_ties: tuple[str, ...] = ()
    about: About | None = None

    def digest(self, before: str) -> str:
        """Digest of the state after this change, given the digest before it."""
        fold = hashlib.sha256(before.encode())
        for rows in (self.nodes, self.ties):
            for row in rows:
                fold.update(b"+" + canonical(row).encode())
        for identity in (*self.drop_nodes, *self.drop_ties):
            fold.update(b"-" + identity.encode())
        if self.about is not None:
            fold.update(b"=" + self.about.model_dump_json().encode())
        return fold.hexdigest()

    def snapshot(self) -> "Snapshot":
        """Give the network that this change would make of nothing; for whoever works from Python without a store.

        `read_folder(folder).snapshot()` is how a folder of tables becomes something to ask. Rows are taken as checked;
        what would be dropped was never there.
        """
        return Snapshot.of(self.nodes, self.ties, about=self.about)


class Snapshot(Frozen):
    """Everything stored at one revision, sorted by identity."""

    revision: Revision = EMPTY
    about: About = About()
    nodes: tuple[AnyNode, ...] = ()
    ties: tuple[AnyTie, ...] = ()

    @classmethod
    def of(
        cls,
        nodes: Iterable[AnyNode],
        ties: Iterable[AnyTie],
        *,
        revision: Revision = EMPTY,
        about: About | None = None,
    ) -> "Snapshot":
        """Put rows that are known to be valid in canonical order."""
        return cls.model_construct(
            revision=revision,
            about=about or About(),
            nodes=tuple(sorted(nodes, key=lambda node: node.id)),
            ties=tuple(sorted(ties, key=lambda tie: tie.key)),
        )

    def after(self, changes: Changes) -> "Snapshot":
        """Give what this would be once *changes* are written; whether they may be is for the store to say."""
        nodes = {**self.node, **{node.id: node for node in changes.nodes}}
        ties = {**self.tie, **{tie.key: tie for tie in changes.ties}}
        for gone in changes.drop_nodes:
            nodes.pop(gone, None)
        for gone in changes.drop_ties:
            ties.pop(gone, None)
        about = changes.about or self.about
        return Snapshot.of(nodes.values(), ties.values(), revision=self.revision, about=about)

    @cached_property
    def tie(self) -> dict[str, AnyTie]:
        """Ties by key."""
        return {tie.key: tie for tie in self.ties}

    @cached_property
    def node(self) -> dict[str, AnyNode]:
        """Nodes by id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def invented(self) -> bool:
        """Whether any row is invented; every surface then says so."""
        return any(row.basis is Basis.ILLUSTRATIVE for row in (*self.nodes, *self.ties))


class Scope(Frozen):
    """Which part of the network is looked at; what the reader may not see is gone before anything is counted."""

    as_of: Annotated[date | None, T_("Stichtag", "as of")] = Field(
        None,
        description="Only what holds on this day. Empty: whatever is stored, ended or not.",
    )
    fields: Annotated[tuple[Slug, ...], T_("Handlungsfelder", "fields of action")] = Field(
        (), max_length=200, description="Only these fields of action. Empty: all."
    )
    municipalities: Annotated[tuple[Slug, ...], T_("Kommunen", "municipalities")] = Field(
        (),
        max_length=200,
        description="Only actors and bodies active in these municipalities. Empty: all.",
    )
    levels: Annotated[tuple[str, ...], T_("Ebenen", "levels")] = Field(
        (), max_length=20, description="Only bodies of these levels. Empty: all."
    )
    tie_kinds: Annotated[tuple[str, ...], T_("Arten von Verbindungen", "kinds of ties")] = Field(
        (), max_length=40, description="Only these kinds of ties. Empty: all."
    )
    standing_only: Annotated[bool, T_("nur ständige Gremien", "standing bodies only")] = Field(
        True, description="Leave out events and event series."
    )
    participation: Annotated[
        bool,
        T_("Teilnahme zählt wie Mitgliedschaft", "taking part counts as membership"),
    ] = Field(
        False,
        description="Count having taken part as belonging. Off by default: taking part is not membership.",
    )
    lowest_basis: Annotated[Basis, T_("Grundlage mindestens", "lowest basis")] = Field(
        Basis.ILLUSTRATIVE, description="Leave out rows that rest on less than this."
    )
    visibility: Annotated[Visibility, T_("Sichtbarkeit", "visibility")] = Field(
        Visibility.INTERNAL,
        description="What the reader may see; set by the service from the reader's role.",
    )
