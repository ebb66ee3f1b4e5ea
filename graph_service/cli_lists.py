"""How `import` takes the lists people have: shown first, written only when asked."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from pydantic import ValidationError

from graph_service.cli import language, settings, store, tell, write
from graph_service.cli_faults import WrongCall
from graph_service.errors import Fault, InvalidData
from graph_service.exchange.lists.mapping import Profile, propose
from graph_service.exchange.lists.memory import Memory
from graph_service.exchange.lists.naming import LATER, NEW, SAME
from graph_service.exchange.lists.plan import Options, preview
from graph_service.exchange.lists.preview import Preview
from graph_service.exchange.lists.reading import read_list
from graph_service.exchange.lists.telling import as_json, so_many, told
from graph_service.exchange.messages import faults_of, quoted
from graph_service.words import Text


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for about one list."""

    apply: bool
    form: str
    note: str
    author: str
    complete: bool
    leave_out: bool
    source: str
    as_of: str
    profile: str
    save_profile: str
    decide: Sequence[str]


def import_list(ctx: click.Context, path: Path, wish: Wish) -> None:
    """Show what importing a list would do; write it when asked and nothing is wrong."""
    memory = Memory(settings(ctx).memory_file)
    profile = _profile(wish.profile, memory) if wish.profile else None
    read = read_list(path.name, _bytes(path))
    mappings = [propose(grid, profile) for grid in read.grids]
    opened = store(ctx)
    options = Options(wish.complete, wish.leave_out, wish.source, wish.as_of, _decisions(wish.decide))
    seen = preview(read, mappings, opened.snapshot(), options)
    if not any(mapping.form for mapping in mappings):
        raise InvalidData(_NOTHING, tuple(Fault(one.place, one.why) for one in seen.aside))
    spoken = language(ctx)
    write(
        json.dumps(as_json(seen, spoken), ensure_ascii=False, indent=1) if wish.form == "json" else told(seen, spoken),
        None,
    )
    if wish.save_profile:
        memory.keep(Profile(name=wish.save_profile, sheets=tuple(mapping.chosen_as for mapping in mappings)))
    if seen.fault_count:
        raise InvalidData(_WRONG.format(n=seen.fault_count))
    if not wish.apply:
        tell(_NOT_YET, ctx)
        return
    _write(ctx, seen, wish)


def _write(ctx: click.Context, seen: Preview, wish: Wish) -> None:
    changes = seen.changes
    if not seen.ready:
        tell(Text("Alles stand schon so da; nichts geschrieben.", "All of it was there already; nothing written."), ctx)
        return
    store(ctx).apply(changes, expected=seen.revision, author=wish.author, note=wish.note)
    done = _DONE.format(
        what=so_many(len(changes.nodes), len(changes.ties)), gone=len(changes.drop_nodes) + len(changes.drop_ties)
    )
    tell(done, ctx)
    held = seen.count("held", ties=False)
    if held:
        tell(_HELD.format(n=held), ctx)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        said = Text("Die Datei „{file}“ lässt sich nicht lesen.", "The file “{file}” cannot be read.")
        raise InvalidData(said.format(file=quoted(path.name))) from error


def _profile(name: str, memory: Memory) -> Profile:
    """Profile of a name, or from a file ending in ``.json``."""
    if not name.endswith(".json"):
        return memory.profile(name)
    try:
        return Profile.model_validate_json(_bytes(Path(name)))
    except ValidationError as error:
        text = Text("Das Profil „{name}“ passt nicht.", "The profile “{name}” does not fit.")
        raise InvalidData(text.format(name=quoted(name)), faults_of(error, "", model=Profile)) from None


def _decisions(given: Sequence[str]) -> Mapping[str, str]:
    found = {}
    for each in given:
        key, mark, value = each.rpartition("=")
        if not mark or not key or not value:
            raise WrongCall(_DECIDE.format(given=quoted(each)))
        found[key.strip().rstrip("=")] = value if value in (NEW, LATER) else f"{SAME}{value}"
    return found


_NOTHING = Text("Kein Blatt dieser Liste wurde gelesen.", "No sheet of this list was read.")
_WRONG = Text("{n} Stelle(n) passen nicht; nichts wurde geschrieben.", "{n} place(s) do not fit; nothing was written.")
_NOT_YET = Text(
    "Das war die Vorschau; nichts wurde geschrieben. Übernehmen: derselbe Aufruf mit --apply.",
    "This was the preview; nothing was written. To take it over: the same call with --apply.",
)
_DONE = Text(
    "Importiert: {what}; {gone} beendet.",
    "Imported: {what}; {gone} ended.",
)
_HELD = Text("Auf eine Entscheidung (--decide) warten noch: {n}.", "Still waiting for a decision (--decide): {n}.")
_DECIDE = Text(
    "--decide braucht die Form SCHLÜSSEL=new, SCHLÜSSEL=later oder SCHLÜSSEL=KENNUNG, nicht „{given}“.",
    "--decide needs the form KEY=new, KEY=later or KEY=ID, not “{given}”.",
)
