"""Commands that bring data in and out: init, import, export, erase, history."""

import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import click

from graph_service.cli import language, not_written, settings, store, tell, write
from graph_service.cli_faults import WrongCall
from graph_service.cli_lists import Wish, import_list
from graph_service.errors import Conflict, InvalidData, NotFound
from graph_service.exchange.exports import FORMS, tables_of
from graph_service.exchange.formats import to_csv
from graph_service.exchange.lists.compare import NEVER_MIXED
from graph_service.exchange.lists.memory import Memory
from graph_service.exchange.messages import quoted
from graph_service.exchange.tables import ABOUT, KIND_OF_FILE, SOURCES, read_files, read_folder
from graph_service.network import project
from graph_service.resources import seeds_dir
from graph_service.snapshot import EMPTY, Changes, Scope, Snapshot
from graph_service.store.desk import Desk
from graph_service.store.rules import check
from graph_service.views.drawing import drawing
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
@click.option("--dry-run", "--preview", "dry_run", is_flag=True, help="Check and show only, write nothing.")
@click.option("--apply", "apply", is_flag=True, help="Lists: write what the preview shows.")
@click.option("--note", default="import", show_default=True, help="Why; kept in the log.")
@click.option("--author", default="import", show_default=True, help="Who, as a role or office; kept in the log.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Lists: form of the preview."
)
@click.option("--complete", is_flag=True, help="Lists: what the list does not name has ended.")
@click.option("--leave-out", is_flag=True, help="Lists: leave cells out that do not fit, instead of refusing the list.")
@click.option("--source", default="", help="Lists: source of rows that name none.")
@click.option("--as-of", default="", help="Lists: date of rows that name none.")
@click.option("--profile", default="", help="Lists: mapping to use, by name or as a .json file.")
@click.option("--save-profile", default="", help="Lists: name under which to keep the mapping.")
@click.option("--decide", multiple=True, metavar="KEY=…", help="Lists: new, later or an id, for a name asked about.")
@click.pass_context
def import_(
    ctx: click.Context,
    /,
    paths: tuple[Path, ...],
    note: str,
    author: str,
    *,
    dry_run: bool,
    **wish: Any,  # noqa: ANN401
) -> None:
    """Import a list (XLSX, CSV, GraphML, GEXF, JSON), shown first; or tables in our own format. All or nothing.

    \b
    Example:
      graph-service import list.xlsx
      graph-service import list.xlsx --apply --note "list of March"
      graph-service import my-folder/ --dry-run
    """  # noqa: D301
    if len(paths) == 1 and paths[0].is_file() and paths[0].name.lower() not in {*KIND_OF_FILE, ABOUT, SOURCES}:
        import_list(ctx, paths[0], Wish(note=note, author=author, **{**wish, "apply": wish["apply"] and not dry_run}))
        return
    opened = store(ctx)
    present = opened.snapshot()
    read = _read(paths, {node.id: node.kind for node in present.nodes})
    _never_mixed(present, read)
    changes = _new(present, read)
    if dry_run:
        kinds = {node.id: node.kind for node in present.nodes}
        check(changes, kinds, [tie.key for tie in present.ties], ())
        tell(_counted(Text("Geprüft, nichts geschrieben", "Checked, nothing written"), changes), ctx)
    elif changes.nodes or changes.ties or changes.about:
        opened.apply(changes, expected=present.revision.number, author=author, note=note)
        tell(_counted(Text("Importiert", "Imported"), changes), ctx)
    else:
        tell(Text("Alles stand schon so da; nichts geschrieben.", "All of it was there already; nothing written."), ctx)


def _read(paths: tuple[Path, ...], known: dict[str, str]) -> Changes:
    if len(paths) == 1 and paths[0].is_dir():
        return read_folder(paths[0], known=known)
    if any(path.is_dir() for path in paths):
        raise InvalidData(
            Text("Bitte entweder einen Ordner angeben oder Dateien.", "Please give either one folder or files.")
        )
    names = [path.name for path in paths]
    if len(set(names)) < len(names):
        raise InvalidData(Text("Zwei Dateien heißen gleich.", "Two files have the same name."))
    missing = [quoted(path) for path in paths if not path.is_file()]
    if missing:
        said = Text("Diese Datei gibt es nicht: {what}.", "There is no such file: {what}.")
        raise NotFound(said.format(what=", ".join(missing)))
    try:
        return read_files({path.name: path.read_bytes() for path in paths}, known=known)
    except OSError as error:
        said = Text("Die Datei „{file}“ lässt sich nicht lesen.", "The file “{file}” cannot be read.")
        raise InvalidData(said.format(file=quoted(error.filename))) from error


def _new(present: Snapshot, read: Changes) -> Changes:
    """Leave out what is stored just so already, so that the log shows what an import really changed."""
    ties = {tie.key: tie for tie in present.ties}
    return read.model_copy(
        update={
            "nodes": tuple(node for node in read.nodes if present.node.get(node.id) != node),
            "ties": tuple(tie for tie in read.ties if ties.get(tie.key) != tie),
            "about": None if read.about == present.about else read.about,
        }
    )


def _never_mixed(present: Snapshot, changes: Changes) -> None:
    rows = (*changes.nodes, *changes.ties)
    invented = any(row.basis is Basis.ILLUSTRATIVE for row in rows)
    if rows and present.nodes and invented != present.invented:
        raise InvalidData(NEVER_MIXED)


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", *FORMS]),
    default="zip",
    show_default=True,
    help="csv: a new folder of tables, named by -o; zip: the same tables in one file.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; else standard output.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Only what holds on this day; else everything.")
@click.option("--visibility", type=click.Choice([v.value for v in Visibility]), default="internal", show_default=True)
@click.pass_context
def export(ctx: click.Context, form: str, output: Path | None, as_of: date | None, visibility: str) -> None:
    """Write the network: our own tables (CSV in a folder or zip), XLSX, JSON, GraphML, GEXF, Kumu or Cypher.

    \b
    Example:
      graph-service export --format gexf -o network.gexf
      graph-service export --format csv -o tables/
    """  # noqa: D301
    day = date.fromisoformat(as_of.strftime("%Y-%m-%d")) if as_of else None
    scope = Scope(standing_only=False, as_of=day, visibility=next(v for v in Visibility if v.value == visibility))
    network = project(store(ctx).snapshot(), scope)
    if form == "csv":
        _write_folder(tables_of(network.cut()), output)
    else:
        write(FORMS[form].make(network.cut(), drawing(network)), output)


def _write_folder(files: dict[str, bytes], target: Path | None) -> None:
    """Write a folder that was not there before, or was empty: all files or none."""
    if target is None:
        raise WrongCall(
            Text(
                "--format csv braucht mit -o den Namen eines Ordners.", "--format csv needs the name of a folder by -o."
            )
        )
    if target.is_file() or (target.is_dir() and any(target.iterdir())):
        raise Conflict(
            Text("„{name}“ ist schon da und nicht leer.", "“{name}” is there already and not empty.").format(
                name=quoted(target.name)
            )
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".part-", ignore_cleanup_errors=True) as place:
            beside = Path(place) / "tables"
            beside.mkdir()
            for name, data in files.items():
                write(data, beside / name)
            if target.is_dir():
                target.rmdir()
            beside.rename(target)
    except OSError as error:
        raise not_written(Text(f"„{quoted(target.name)}“", f"“{quoted(target.name)}”"), error) from error


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
    if not yes and not sys.stdin.isatty():
        raise WrongCall(
            Text("Hier kann niemand gefragt werden; mit --yes wird endgültig gelöscht.",
                 "Nobody can be asked here; --yes removes for good.")
        )  # fmt: skip
    if not yes:
        question = Text("{ids} endgültig löschen, auch aus der Geschichte?", "Remove {ids} for good, from history too?")
        click.confirm(question.format(ids=", ".join(ids))[language(ctx)], abort=True, err=True)
    named = tuple(dict.fromkeys(ids))
    store(ctx).erase(named, author="erase", note=note)
    Desk(settings(ctx).desk_file).forget(named)
    Memory(settings(ctx).memory_file).forget(named)
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
