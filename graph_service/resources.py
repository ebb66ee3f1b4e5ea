"""Where the shipped data lies: Cypher files and seeds, in a checkout and in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def _folder(name: str) -> Path:
    shipped = _PACKAGE / "_data" / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name


def cypher_dir() -> Path:
    """Folder of the Cypher files."""
    return _folder("cypher")


def seeds_dir() -> Path:
    """Folder of the networks to start with, one folder each."""
    return _folder("seeds")
