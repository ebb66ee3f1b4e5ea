"""The command that moves a whole network from one store to another."""

import sys
from pathlib import Path

import click

from graph_service.cli import settings, store, tell
from graph_service.cli_faults import WrongCall
from graph_service.store.copying import copy
from graph_service.store.opening import open_store
from graph_service.words import Text


@click.command("copy")
@click.argument("target")
@click.pass_context
def copy_(ctx: click.Context, target: str) -> None:
    """Copy the whole network with its history to TARGET, a file or a Neo4j address.

    \b
    Example:
      graph-service copy neo4j://localhost:7687
      graph-service --store neo4j://localhost:7687 copy network.sqlite
    """  # noqa: D301
    there = settings(ctx, store=target)
    here = settings(ctx)
    if there.store == here.store or (not here.is_neo4j and Path(there.store).resolve() == Path(here.store).resolve()):
        raise WrongCall(Text("Quelle und Ziel sind derselbe Speicher.", "Source and target are the same store."))
    source = store(ctx)
    opened = open_store(there)
    ctx.call_on_close(opened.close)

    def step(done: int, every: int) -> None:
        if sys.stderr.isatty():
            tell(Text(f"… Fassung {done} von {every}", f"… revision {done} of {every}"), ctx)

    done = copy(source, opened, step)
    counted = Text("1 Fassung", "1 revision") if done.revisions == 1 else Text("{n} Fassungen", "{n} revisions")
    tell(
        Text(
            "Kopiert: {revisions}, heute {nodes} Einträge und {ties} Verbindungen.\n"
            "Beide Speicher neu gelesen, Prüfsumme über Geschichte und Bestand gleich: {checksum}",
            "Copied: {revisions}, today {nodes} entries and {ties} ties.\n"
            "Both stores read anew, checksum over history and present rows the same: {checksum}",
        ).format(revisions=counted.format(n=done.revisions), nodes=done.nodes, ties=done.ties, checksum=done.checksum),
        ctx,
    )


COMMANDS = {"copy": copy_}
