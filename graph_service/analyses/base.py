"""What an analysis is: declared in one file, checked at import, answered by a frozen result."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from pydantic import Field

from graph_service.errors import ProgrammingError
from graph_service.network import Network
from graph_service.rows import T_, Frozen, Row, Tie
from graph_service.words import Choice, Text

Yields = Literal["marks", "measures", "memberships", "motifs", "findings", "figures"]
Number = int | float | None


class Severity(Choice):
    """How soon somebody should look at a finding, soonest first."""

    HIGH = "high", "vorrangig", "look here first"
    MEDIUM = "medium", "wichtig", "important"
    LOW = "low", "Hinweis", "note"


class Standing(Choice):
    """What a finding rests on: recorded, old, not asked for, or contradictory."""

    RECORDED = "recorded", "erfasst", "recorded"
    OLD = "recorded_but_old", "erfasst, aber alt", "recorded but old"
    NOT_SURVEYED = "not_surveyed", "nicht erhoben", "not surveyed"
    CONTRADICTORY = "contradictory", "widersprüchlich", "contradictory"


class Grade(Choice):
    """Strength of evidence: A two independent signs, B one clear sign, C structure only."""

    A = "A", "A: zwei unabhängige Anzeichen", "A: two independent signs"
    B = "B", "B: ein klares Anzeichen", "B: one clear sign"
    C = "C", "C: nur aus dem Muster des Erfassten", "C: only from the pattern of what is recorded"


@dataclass(frozen=True, slots=True)
class NodeMark:
    """Marks a string, or a tuple of strings, as ids of nodes; surfaces then show names and links."""


Ref = Annotated[str, NodeMark()]
Refs = Annotated[tuple[str, ...], NodeMark()]


class Params(Frozen):
    """Parameters of an analysis; every one has a default and a description."""


class Evidence(Frozen):
    """One row a finding rests on."""

    id: str = Field(description="Id of the node or key of the tie.")
    text: Text
    source: str | None
    as_of: str | None
    basis: str


class Finding(Frozen):
    """One thing that was found: a sentence, the rows it rests on, how sure it is, and what to do next.

    ``key`` stays the same from report to report, so that two reports can be compared.
    """

    key: str
    kind: str
    severity: Severity
    grade: Grade
    basis: Standing
    text: Text
    nodes: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    next_step: Text
    numbers: dict[str, Number] = Field(default_factory=dict)


class Record(Frozen):
    """One line of a table in a result."""


class Result(Frozen):
    """Answer of an analysis: one paragraph, tables (fields of type tuple of `Record`), findings."""

    summary: Text
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: name in data, name for people, whether it holds ids of nodes."""

    id: str
    title: Text
    is_node: bool


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a result; rows hold plain values, texts, choices, or ids where the column says so."""

    id: str
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Analysis:
    """One question with its answer: what every surface needs to offer it."""

    id: str
    title: Text
    question: Text
    reading: Text
    references: tuple[str, ...]
    yields: Yields
    order: int
    version: str
    params: type[Params]
    result: type[Result]
    function: Callable[[Network, Any], Result]

    def __call__(self, network: Network, params: Params | None = None) -> Result:
        """Answer the question for *network*."""
        return self.function(network, params or self.params())


def analysis(  # noqa: PLR0913 - a declaration has that many parts
    *,
    title: Text,
    question: Text,
    reading: Text,
    yields: Yields,
    order: int,
    references: tuple[str, ...] = (),
    version: str = "1",
) -> Callable[[Callable[[Network, Any], Result]], Analysis]:
    """Declare the decorated function as an analysis and check the declaration at once.

    Parameters
    ----------
    title, question
        Name and question for people.
    reading
        How to read the answer, and what it does not say.
    yields
        Kind of answer; decides how a map shows it.
    order
        Place in catalogue and report.
    references
        Sources of the method, with DOI where there is one.
    version
        To be raised when the same input may give another answer.

    Raises
    ------
    ProgrammingError
        The declaration is incomplete; the message says what is missing.
    """

    def declare(function: Callable[[Network, Any], Result]) -> Analysis:
        hints = get_type_hints(function)
        name = function.__name__
        stem = Path(inspect.getfile(function)).stem
        hint, answer = hints.get("params"), hints.get("return")
        texts = (title, question, reading)
        complaints = (
            (stem != name, f"the file must be called {name}.py"),
            (not (inspect.isclass(hint) and issubclass(hint, Params)), "annotate `params` with a Params model"),
            (not (inspect.isclass(answer) and issubclass(answer, Result)), "annotate the return with a Result model"),
            (not (function.__doc__ or "").strip(), "write a docstring whose first line is the answer"),
            (not all(t.de.strip() and t.en.strip() for t in texts), "give title, question and reading in de and en"),
            (not reading.de.rstrip().endswith("."), "end the reading with a full stop"),
        )
        for bad, cure in complaints:
            if bad:
                raise ProgrammingError(f"analysis {name}: {cure}")
        params, result = cast("type[Params]", hint), cast("type[Result]", answer)
        for parameter, info in params.model_fields.items():
            if info.is_required() or not info.description:
                raise ProgrammingError(f"analysis {name}: parameter {parameter} needs a default and a description")
        return Analysis(
            name.replace("_", "-"),
            title,
            question,
            reading,
            references,
            yields,
            order,
            version,
            params,
            result,
            function,
        )

    return declare


def evidence(network: Network, rows: Iterable[Row]) -> tuple[Evidence, ...]:
    """Turn rows into evidence a person can check, each row once, in the order given."""
    lines: dict[str, Evidence] = {}
    for row in rows:
        if isinstance(row, Tie):
            identity = row.key
            text = Text(
                f"{network.name(row.source_id)} – {row.spec.text.de} – {network.name(row.target_id)}",
                f"{network.name(row.source_id)} – {row.spec.text.en} – {network.name(row.target_id)}",
            )
        else:
            identity, name = row.id, row.name  # type: ignore[attr-defined]
            text = Text(name, name)
        lines.setdefault(
            identity, Evidence(id=identity, text=text, source=row.source, as_of=row.as_of, basis=row.basis.value)
        )
    return tuple(lines.values())


def tables(result: Result) -> tuple[Table, ...]:
    """Every table of a result, in the order of declaration."""
    hints = get_type_hints(type(result), include_extras=True)
    found = []
    for field in type(result).model_fields:
        record = _record_of(hints[field])
        if record is not None:
            columns = _columns(record)
            rows = tuple(tuple(getattr(row, c.id) for c in columns) for row in getattr(result, field))
            found.append(Table(field, _label(type(result), field), columns, rows))
    return tuple(found)


def _columns(record: type[Record]) -> tuple[Column, ...]:
    return tuple(
        Column(name, _label(record, name), any(isinstance(m, NodeMark) for m in info.metadata))
        for name, info in record.model_fields.items()
    )


def _label(model: type[Frozen], field: str) -> Text:
    return next((m for m in model.model_fields[field].metadata if isinstance(m, Text)), Text(field, field))


def _record_of(hint: Any) -> type[Record] | None:  # noqa: ANN401 - a type hint may be anything
    if get_origin(hint) in (Annotated, Union, UnionType):
        return next((r for part in get_args(hint) if (r := _record_of(part))), None)
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return inner if inspect.isclass(inner) and issubclass(inner, Record) else None
    return None


__all__ = [
    "T_",
    "Analysis",
    "Column",
    "Evidence",
    "Finding",
    "Grade",
    "NodeMark",
    "Number",
    "Params",
    "Record",
    "Ref",
    "Refs",
    "Result",
    "Severity",
    "Standing",
    "Table",
    "analysis",
    "evidence",
    "tables",
]  # fmt: skip
