"""Commands that bring data in and out: init, import, export, erase, history."""

from datetime import date
from pathlib import Path

import click

from graph_service.cli import language, store, tell, write
from graph_service.errors import Conflict, InvalidData, NotFound
from graph_service.exchange.canonical import write_files
from graph_service.exchange.formats import to_csv
from graph_service.exchange.graphs import to_gexf, to_graphml
from graph_service.exchange.tables import read_files, read_folder
from graph_service.exchange.zips import to_zip
from graph_service.model import as_record
from graph_service.network import project
from graph_service.resources import seeds_dir
from graph_service.snapshot import EMPTY, Changes, Scope, Snapshot
from graph_service.words import Basis, Text, Visibility


@click.command("init")
@click.argument("name")
@click.option("--if-empty", is_flag=True, help="Do nothing if the store holds something already.")
@click.pass_context
def init(ctx: click.Context, name: str, *, if_empty: bool) -> None:
    """Load the network NAME that comes with the service into an empty store.

    \b
    Example:
      graph-service init gross_gerau
    """  # noqa: D301
    folder = seeds_dir() / name
    known = sorted(p.name for p in seeds_dir().iterdir() if (p / "about.json").is_file())
    if name not in known:
        raise NotFound(
            Text("Ein Netzwerk „{name}“ liegt nicht bei. Es gibt: {known}.",
                 "No network “{name}” comes with the service. There are: {known}.").format(name=name, known=", ".join(known))
        )  # fmt: skip
    opened = store(ctx)
    if opened.revision() != EMPTY:
        if if_empty:
            tell(
                Text(
                    "Der Speicher enthält schon Daten; nichts geladen.", "The store holds data already; nothing loaded."
                ),
                ctx,
            )
            return
        raise Conflict(
            Text("Der Speicher enthält schon Daten. Bitte mit --store einen leeren angeben.",
                 "The store holds data already. Please name an empty one with --store.")
        )  # fmt: skip
    changes = read_folder(folder)
    opened.apply(changes, expected=0, author="init", note=f"init {name}")
    tell(_counted(Text("Geladen", "Loaded"), changes), ctx)


def _counted(done: Text, changes: Changes) -> Text:
    return Text("{done}: {nodes} Einträge und {ties} Verbindungen.", "{done}: {nodes} entries and {ties} ties.").format(
        done=done, nodes=len(changes.nodes), ties=len(changes.ties)
    )


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check only, write nothing.")
@click.option("--note", default="import", show_default=True, help="Why; kept in the log.")
@click.option("--author", default="import", show_default=True, help="Who, as a role or office; kept in the log.")
@click.pass_context
def import_(ctx: click.Context, paths: tuple[Path, ...], note: str, author: str, *, dry_run: bool) -> None:
    """Import tables in our own format: one folder, or CSV files. All or nothing.

    \b
    Example:
      graph-service import my-folder/ --dry-run
      graph-service import actors.csv member_of.csv --note "list of March"
    """  # noqa: D301
    opened = store(ctx)
    present = opened.snapshot()
    known = {node.id: node.kind for node in present.nodes}
    if len(paths) == 1 and paths[0].is_dir():
        changes = read_folder(paths[0], known=known)
    else:
        missing = [str(path) for path in paths if not path.is_file()]
        if missing:
            raise NotFound(
                Text("Diese Datei gibt es nicht: {what}.", "There is no such file: {what}.").format(
                    what=", ".join(missing)
                )
            )
        changes = read_files({path.name: path.read_bytes() for path in paths}, known=known)
    _never_mixed(present, changes)
    if dry_run:
        tell(_counted(Text("Geprüft, nichts geschrieben", "Checked, nothing written"), changes), ctx)
        return
    opened.apply(changes, expected=present.revision.number, author=author, note=note)
    tell(_counted(Text("Importiert", "Imported"), changes), ctx)


def _never_mixed(present: Snapshot, changes: Changes) -> None:
    invented = any(row.basis is Basis.ILLUSTRATIVE for row in (*changes.nodes, *changes.ties))
    if present.nodes and invented != present.invented:
        raise InvalidData(
            Text("Erfundene und wirkliche Daten kommen nie in denselben Speicher.",
                 "Invented and real data never go into the same store.")
        )  # fmt: skip


@click.command("export")
@click.option(
    "--format", "form", type=click.Choice(["zip", "json", "graphml", "gexf"]), default="zip", show_default=True
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write; else standard output."
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Only what holds on this day; else everything.")
@click.option("--visibility", type=click.Choice([v.value for v in Visibility]), default="internal", show_default=True)
@click.pass_context
def export(ctx: click.Context, form: str, output: Path | None, as_of: date | None, visibility: str) -> None:
    """Write the network: our own tables (zip of CSV), JSON, GraphML or GEXF.

    \b
    Example:
      graph-service export --format gexf -o network.gexf
    """  # noqa: D301
    whole = store(ctx).snapshot()
    day = date.fromisoformat(as_of.strftime("%Y-%m-%d")) if as_of else None
    scope = Scope(standing_only=False, as_of=day, visibility=next(v for v in Visibility if v.value == visibility))
    network = project(whole, scope)
    cut = Snapshot.of(network.nodes.values(), network.ties, revision=whole.revision, about=whole.about)
    if form == "zip":
        write(to_zip(write_files(cut)), output)
    elif form == "json":
        import json

        body = {"about": cut.about.model_dump(mode="json"), "nodes": [as_record(n) for n in cut.nodes],
                "ties": [as_record(t) for t in cut.ties]}  # fmt: skip
        write(json.dumps(body, ensure_ascii=False, indent=1), output)
    else:
        write(to_graphml(cut) if form == "graphml" else to_gexf(cut), output)


@click.command("erase")
@click.argument("ids", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do it without asking.")
@click.option("--note", default="erase", show_default=True, help="Why; kept in the log.")
@click.pass_context
def erase(ctx: click.Context, ids: tuple[str, ...], note: str, *, yes: bool) -> None:
    """Remove nodes and all their ties for good, history included.

    \b
    Example:
      graph-service erase old-initiative --yes
    """  # noqa: D301
    if not yes:
        question = Text("{ids} endgültig löschen, auch aus der Geschichte?", "Remove {ids} for good, from history too?")
        click.confirm(question.format(ids=", ".join(ids))[language(ctx)], abort=True, err=True)
    store(ctx).erase(tuple(dict.fromkeys(ids)), author="erase", note=note)
    tell(Text("Gelöscht.", "Removed."), ctx)


@click.command("history")
@click.option("--since", default=0, show_default=True, help="Only writes after this revision.")
@click.option("--limit", default=20, show_default=True, help="Most writes to show.")
@click.pass_context
def history(ctx: click.Context, since: int, limit: int) -> None:
    """Show who wrote what and when, oldest first, as CSV.

    \b
    Example:
      graph-service history --since 3
    """  # noqa: D301
    rows = [
        [
            e.revision.number,
            e.at.isoformat(),
            e.author,
            e.note,
            *(sum(c.action == a for c in e.changes) for a in _ACTIONS),
        ]
        for e in store(ctx).history(since, limit)
    ]
    write(to_csv(("revision", "at", "author", "note", *_ACTIONS), rows).decode("utf-8-sig"), None)


_ACTIONS = ("added", "changed", "ended")
COMMANDS = {"init": init, "import": import_, "export": export, "erase": erase, "history": history}
