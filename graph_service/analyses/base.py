"""What an analysis is: declared in one file, checked at import, answered by a frozen result."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, cast, get_type_hints

from pydantic import Field

from graph_service.analyses.parameters import parameters
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
    """Parameters of an analysis; every one has a default, and a name and a sentence in both languages."""


class Evidence(Frozen):
    """One row a finding rests on."""

    id: str = Field(description="Id of the node or key of the tie.")
    text: Text
    source: str | None
    as_of: str | None
    basis: str


class Finding(Frozen):
    """One thing that was found: a sentence, the rows it rests on, how sure it is, and what to do next.

    ``key`` stays the same from report to report, so that two reports can be compared. ``footing`` says how firmly
    it stands: what chance would give, what was asked, what remains without a tenth of the ties.
    """

    key: str
    kind: str
    severity: Severity
    grade: Grade
    basis: Standing
    text: Text
    footing: Text | None = None
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


@dataclass(frozen=True)
class Analysis:
    """One question with its answer: what every surface needs to offer it."""

    id: str
    title: Text
    question: Text
    reading: Text
    says_not: Text
    method: Text
    limits: Text
    references: tuple[str, ...]
    yields: Yields
    order: int
    version: str
    params: type[Params]
    result: type[Result]
    function: Callable[[Network, Any], Result]
    in_report: bool = True

    def __call__(self, network: Network, params: Params | None = None) -> Result:
        """Answer the question for *network*; the same network is asked only once."""
        chosen = params or self.params()
        return network.remembered((self.id, chosen), lambda: self.function(network, chosen))


def analysis(  # noqa: PLR0913 - a declaration has that many parts
    *,
    title: Text,
    question: Text,
    reading: Text,
    says_not: Text,
    method: Text,
    limits: Text,
    yields: Yields,
    order: int,
    references: tuple[str, ...] = (),
    version: str = "1",
    in_report: bool = True,
) -> Callable[[Callable[[Network, Any], Result]], Analysis]:
    """Declare the decorated function as an analysis and check the declaration at once.

    Parameters
    ----------
    title, question
        Name and question for people.
    reading
        How to read the answer.
    says_not
        What the answer does not say, however much it may look so.
    method
        How it is worked out, with the convention of each formula.
    limits
        When it refuses, counts only, or is to be read with care.
    yields
        Kind of answer; decides how a map shows it.
    order
        Place in catalogue and report.
    references
        Sources of the method, with DOI where there is one.
    version
        To be raised when the same input may give another answer.
    in_report
        Whether the gap report asks this question too; no for one that is only answered when asked.

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
        prose = {"reading": reading, "says_not": says_not, "method": method, "limits": limits}
        unended = [part for part, text in prose.items() if not text.de.rstrip().endswith(".")]
        complaints = (
            (stem != name, f"the file must be called {name}.py"),
            (not (inspect.isclass(hint) and issubclass(hint, Params)), "annotate `params` with a Params model"),
            (not (inspect.isclass(answer) and issubclass(answer, Result)), "annotate the return with a Result model"),
            (not (function.__doc__ or "").strip(), "write a docstring whose first line is the answer"),
            (
                not all(t.de.strip() and t.en.strip() for t in (title, question, *prose.values())),
                "give every text in de and en",
            ),
            (bool(unended), f"end {', '.join(unended)} with a full stop"),
        )
        for bad, cure in complaints:
            if bad:
                raise ProgrammingError(f"analysis {name}: {cure}")
        params, result = cast("type[Params]", hint), cast("type[Result]", answer)
        for parameter in parameters(params):
            if fault := parameter.fault:
                raise ProgrammingError(f"analysis {name}: parameter {parameter.id} {fault}")
        return Analysis(
            name.replace("_", "-"), title, question, reading, says_not, method, limits, references, yields, order, version,
            params, result, function, in_report,
        )  # fmt: skip

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


__all__ = [
    "T_",
    "Analysis",
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
    "analysis",
    "evidence",
]  # fmt: skip
