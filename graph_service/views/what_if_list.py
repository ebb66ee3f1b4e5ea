"""The list of assumed changes as it stands in the address: read, written, and sorted into what applies and what does not."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from graph_service.errors import InvalidData
from graph_service.exchange.messages import faults_of, quoted
from graph_service.network import Network
from graph_service.snapshot import Snapshot
from graph_service.what_if import MOST_CHANGES, AnyAssumption, Assumptions, apply
from graph_service.words import Text

_ANY: TypeAdapter[AnyAssumption] = TypeAdapter(AnyAssumption)
_SHORT = {"ends": ("id",), "funding_stops": ("id", "by"), "tie_added": ("kind", "source_id", "target_id")}
_UNREADABLE = Text(
    "„{value}“ lässt sich nicht lesen; vielleicht ist die Adresse nicht vollständig.",
    "“{value}” cannot be read; perhaps the address is not complete.",
)
_TOO_MANY = Text(
    "Mehr als {n} Annahmen auf einmal gehen nicht.", "More than {n} assumptions at once are not possible."
).format(n=MOST_CHANGES)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the list: as it stands in the address, and what it says or why it does not count."""

    raw: str
    said: Text | None
    fault: Text | None


@dataclass(frozen=True, slots=True)
class Played:
    """The whole list: its lines, what of it applies, and the snapshot afterwards."""

    lines: tuple[Line, ...]
    assumptions: Assumptions | None
    after: Snapshot


def written(assumption: AnyAssumption) -> str:
    """One change as it stands in the address: ``ends:ag-migration``; as JSON where it holds more than that."""
    values = _values(assumption)
    if assumption.change == "tie_ends":
        return f"tie_ends:{values['key']}"
    flat = values.get("tie", values) if assumption.change in _SHORT else {}
    names = _SHORT.get(assumption.change, ())
    if names and set(flat) <= set(names) and all(isinstance(v, str) and ":" not in v for v in flat.values()):
        return ":".join((assumption.change, *(flat.get(name, "") for name in names))).rstrip(":")
    return json.dumps({"change": assumption.change, **values}, ensure_ascii=False, separators=(",", ":"))


def _values(assumption: AnyAssumption) -> dict[str, Any]:
    return {k: v for k, v in assumption.model_dump(mode="json", exclude_defaults=True).items() if k != "change"}


def as_json(assumptions: Assumptions) -> dict[str, Any]:
    """The list as the API takes it."""
    return {"changes": [{"change": one.change, **_values(one)} for one in assumptions.changes]}


def read(raw: str) -> AnyAssumption:
    """One change from the address; `InvalidData` where it cannot be read."""
    unreadable = InvalidData(_UNREADABLE.format(value=quoted(raw)))
    if raw.startswith("{"):
        try:
            value = json.loads(raw)
        except (ValueError, RecursionError):
            raise unreadable from None
    else:
        change, _, rest = raw.partition(":")
        if change == "tie_ends":
            value = {"change": change, "key": rest}
        elif change in _SHORT:
            flat = {k: v for k, v in zip(_SHORT[change], rest.split(":"), strict=False) if v}
            value = {"change": change, "tie": flat} if change == "tie_added" else {"change": change, **flat}
        else:
            raise unreadable
    try:
        return _ANY.validate_python(value)
    except ValidationError as error:
        (fault, *_) = faults_of(error, "", model=Assumptions)
        raise InvalidData(_UNREADABLE.format(value=quoted(raw)) + fault.text) from None


def sorted_out(network: Network, raws: Sequence[str]) -> Played:
    """Put in what applies, one after the other, and say of the rest why it does not."""
    faults: dict[int, Text] = dict.fromkeys(range(MOST_CHANGES, len(raws)), _TOO_MANY)
    found: dict[int, AnyAssumption] = {}
    for place, raw in enumerate(raws[:MOST_CHANGES]):
        try:
            found[place] = read(raw)
        except InvalidData as error:
            faults[place] = error.text
    whole, said = network.snapshot, {}
    while found:
        places = list(found)
        try:
            whole, told = apply(network.snapshot, Assumptions(changes=tuple(found.values())), network.scope.as_of)
        except InvalidData as error:
            (fault, *_) = error.faults
            place = places[int(fault.place.split("/")[2])]
            faults[place] = fault.text
            del found[place]
            continue
        said = dict(zip(places, told, strict=True))
        break
    lines = tuple(Line(raw, said.get(place), faults.get(place)) for place, raw in enumerate(raws))
    return Played(lines, Assumptions(changes=tuple(found.values())) if found else None, whole)
