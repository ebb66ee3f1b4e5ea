"""What an editor should notice before storing: likely doubles, missing origin, traces of persons, wide visibility."""

import re
from collections.abc import Iterator

from graph_service.model import AnyNode, AnyTie, as_record
from graph_service.rows import Tie
from graph_service.searching import folded
from graph_service.snapshot import Snapshot
from graph_service.words import Text, Visibility

_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
_PHONE = re.compile(r"(?:\+49|\b0)[\d /()-]{7,}\d")
_FEW = 3


def warnings(row: AnyNode | AnyTie, now: Snapshot) -> list[Text]:
    """Give a sentence for everything that may be wrong though it can be stored."""
    return list(_warnings(row, now))


def _warnings(row: AnyNode | AnyTie, now: Snapshot) -> Iterator[Text]:
    if not row.source:
        yield Text(
            "Es steht nicht dabei, woher das bekannt ist (Quelle).",
            "It does not say where this is known from (source).",
        )
    if not row.as_of:
        yield Text("Es steht nicht dabei, wann das so war (Stand).", "It does not say when this was so (as of).")
    written = "\n".join(str(v) for k, v in as_record(row).items() if k not in ("website", "source", "id"))
    if _MAIL.search(written) or _PHONE.search(written):
        yield Text(
            "Hier steht eine Mailadresse oder Telefonnummer. Angaben zu Personen gehören nicht in dieses Verzeichnis.",
            "There is a mail address or phone number here. Details of persons do not belong in this directory.",
        )
    if row.visibility is Visibility.PUBLIC:
        yield Text("Dieser Eintrag ist öffentlich.", "This entry is public.")
    if not isinstance(row, Tie):
        alike = [n for n in now.nodes if n.kind == row.kind and n.id != row.id and _names(n) & _names(row)]
        if alike:
            names = ", ".join(f"„{n.name}“" for n in alike[:_FEW])
            yield Text("Vielleicht gibt es das schon: {names}.", "Perhaps this is there already: {names}.").format(
                names=names
            )


def _names(node: AnyNode) -> set[str]:
    return {folded(name) for name in (node.name, node.short_name, *node.aliases) if name}
