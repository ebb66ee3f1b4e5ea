"""Reads Cypher files: one query a file, its header first, its text never put together."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph_service.errors import ProgrammingError
from graph_service.resources import cypher_dir

_LINE = re.compile(r"//\s*(purpose|access|param|returns):\s*(.*\S)\s*")
_PARAMETER = re.compile(r"\$([A-Za-z_]\w*)")
_WRITING = re.compile(r"\b(CREATE|MERGE|SET|DELETE|DETACH|REMOVE|DROP|FOREACH|LOAD)\b", re.IGNORECASE)
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|//[^\n]*")
_MIGRATION = re.compile(r"V(\d+)__(\w+)")
ACCESSES = ("read", "write", "schema")


@dataclass(frozen=True, slots=True)
class Query:
    """One query with what its header says of it."""

    name: str
    purpose: str
    access: str
    parameters: tuple[str, ...]
    returns: str
    text: str
    checksum: str


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the database's layout."""

    version: str
    name: str
    query: Query


def parse(name: str, source: str) -> Query:
    """Take a file apart and check it.

    Raises
    ------
    ProgrammingError
        The header is incomplete, names other parameters than the text, or the text writes although the file says
        that it reads.
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    header: dict[str, list[str]] = {}
    lines = source.split("\n")
    start = 0
    for start, line in enumerate(lines):  # noqa: B007 - read behind the loop
        match = _LINE.fullmatch(line.strip())
        if match is None:
            break
        header.setdefault(match[1], []).append(match[2])
    text = "\n".join(lines[start:]).strip()
    bare = _QUOTED.sub(" ", text)
    for part in ("purpose", "access", "returns"):
        if len(header.get(part, [])) != 1:
            raise ProgrammingError(f"{name}: the header must say `// {part}:` once")
    access = header["access"][0]
    if access not in ACCESSES:
        raise ProgrammingError(f"{name}: access must be one of {', '.join(ACCESSES)}")
    declared = tuple(line.split()[0] for line in header.get("param", []))
    used = set(_PARAMETER.findall(bare))
    if set(declared) != used or len(declared) != len(set(declared)):
        raise ProgrammingError(f"{name}: the header declares {sorted(declared)}, the text uses {sorted(used)}")
    if not text or ";" in bare:
        raise ProgrammingError(f"{name}: exactly one statement, without a semicolon")
    if access == "read" and (verb := _WRITING.search(bare)):
        raise ProgrammingError(f"{name}: says that it reads, but has {verb[0].upper()}")
    checksum = hashlib.sha256(text.encode()).hexdigest()
    return Query(name, header["purpose"][0], access, declared, header["returns"][0], text, checksum)


def load(folder: Path, name: str) -> Query:
    """Read one file, e.g. ``read/fetch_nodes``."""
    file = folder / f"{name}.cypher"
    if not file.is_file():
        raise ProgrammingError(f"there is no {name}.cypher")
    return parse(name, file.read_text("utf-8"))


@cache
def query(name: str) -> Query:
    """Return one of our own queries by folder and stem."""
    return load(cypher_dir(), name)


def migrations(folder: Path | None = None) -> tuple[Migration, ...]:
    """Every migration in order; versions must not repeat."""
    found = []
    home = folder or cypher_dir()
    for file in sorted((home / "migrations").glob("*.cypher")):
        match = _MIGRATION.fullmatch(file.stem)
        if match is None:
            raise ProgrammingError(f"{file.name}: a migration is called V001__what_it_does.cypher")
        found.append(Migration(match[1], match[2], load(home, f"migrations/{file.stem}")))
    versions = [migration.version for migration in found]
    if len(versions) != len(set(versions)):
        raise ProgrammingError("two migrations have the same version")
    return tuple(found)
