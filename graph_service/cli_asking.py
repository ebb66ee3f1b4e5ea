"""Commands that answer: report, analyse."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import click
from pydantic import ValidationError

from graph_service.analyses import catalogue
from graph_service.analyses.base import Analysis, Params, Result
from graph_service.analyses.parameters import Parameter, parameters
from graph_service.analyses.tables import table_ids, tables
from graph_service.cli import Spoken, language, tell, with_common, write
from graph_service.cli_options import network_of, output_option, scope_options
from graph_service.errors import InvalidData, InvalidParameter
from graph_service.exchange.formats import to_csv
from graph_service.exchange.messages import faults_of
from graph_service.network import Network
from graph_service.report import report_on, scope_in_words
from graph_service.report_text import (
    FINDINGS,
    INVENTED,
    cell_text,
    escaped,
    markdown,
    named,
    only_in_csv,
    report_table,
    result_sheet,
    what_if_lines,
    what_if_table,
)
from graph_service.what_if import Assumptions
from graph_service.what_if import what_if as compared
from graph_service.words import Language, Text, number

_WIDEST = 48
_DEFAULT = Text("Vorgabe", "Default")
_NONE = Text("keine", "none")


_format = click.option(
    "--format", "form", cls=Spoken, type=click.Choice(["json", "csv", "md", "table"]),
    said=Text("Form der Antwort; im Terminal table, sonst json.", "Form of the answer; table for a terminal, else json."),
)  # fmt: skip
_ONE_TABLE = Text(
    "Nur mit --format csv: welche Tabelle, findings für die Befunde; sonst die erste.",
    "With --format csv only: which table, findings for the findings; else the first.",
)


def _form(form: str | None, output: Path | None) -> str:
    return form or ("table" if output is None and sys.stdout.isatty() else "json")


@click.command("report")
@_format
@output_option
@scope_options
@click.pass_context
def report(ctx: click.Context, /, form: str | None, output: Path | None, **given: Any) -> None:  # noqa: ANN401
    """Write the gap report: findings with evidence, strength and next step.

    \b
    Example:
      graph-service report --format md --lang de -o report.md
    """  # noqa: D301
    spoken = language(ctx)
    found = report_on(network_of(ctx, given), progress(ctx))
    form = _form(form, output)
    if form == "json":
        write(found.model_dump_json(), output)
    elif form == "csv":
        write(to_csv(*report_table(found, spoken)), output)
    elif form == "md":
        write(markdown(found, spoken), output)
    else:
        lines = [[f.severity.text[spoken], f.grade.value, f.basis.text[spoken], f.text[spoken]] for f in found.findings]
        head = [INVENTED[spoken]] if found.invented else []
        write("\n".join([*head, found.summary[spoken], "", *_aligned(lines, wide_last=True)]), output)


def progress(ctx: click.Context) -> Callable[[str], None]:
    """Tell a person at a terminal what is being worked out."""

    def said(name: str) -> None:
        if sys.stderr.isatty():
            tell(Text(f"… {name}", f"… {name}"), ctx)

    return said


def _aligned(rows: list[list[str]], *, wide_last: bool = False) -> list[str]:
    if not rows:
        return []
    cut = [[c if wide_last and i == len(r) - 1 else _cut(c) for i, c in enumerate(r)] for r in rows]
    widths = [max(len(row[i]) for row in cut) for i in range(len(cut[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cut]


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


class Analyses(click.Group):
    """One command for every analysis of the catalogue, its options made from its parameters."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name every analysis."""
        return list(catalogue())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the command of one analysis; what its own options do is told in the reader's language."""
        entry = catalogue().get(cmd_name)
        return with_common(_command(entry, language(ctx))) if entry else None


def _command(entry: Analysis, spoken: Language) -> click.Command:
    def run(form: str | None, output: Path | None, table: str | None, **given: Any) -> None:  # noqa: ANN401
        ctx = click.get_current_context()
        own = {name: given.pop(name) for name in entry.params.model_fields}
        chosen = {name: value for name, value in own.items() if value is not None}
        try:
            params = entry.params.model_validate(chosen)
        except ValidationError as error:
            text = Text("Eine Angabe passt nicht.", "A parameter does not fit.")
            raise InvalidParameter(text, faults_of(error, "", model=entry.params)) from None
        form = _form(form, output)
        if table and form != "csv":
            raise only_in_csv()
        network = network_of(ctx, given)
        _write_answer(entry, params, network, entry(network, params), spoken, form, output, table)

    params: list[click.Parameter] = [
        click.Option(
            [f"--{one.id.replace('_', '-')}"],
            help=_help(one, spoken),
            metavar="ID" if one.names else one.type.__name__.upper(),
        )
        for one in parameters(entry.params)
    ]
    example = f"\b\nExample:\n  graph-service analyse {entry.id} --format table"
    command = click.Command(entry.id, callback=run, params=params, help=f"{entry.question[spoken]}\n\n{example}")
    command.params[:0] = _common_params()
    names = [*table_ids(entry.result), FINDINGS]
    command.params.append(Spoken(["--table"], type=click.Choice(names), said=_ONE_TABLE))
    return command


def _help(one: Parameter, spoken: Language) -> str:
    default = one.default
    if default is None or isinstance(default, float):
        default = _NONE[spoken] if default is None else number(default)[spoken]
    limits = ", ".join(part for part in (f"{_DEFAULT[spoken]}: {default}", one.range[spoken]) if part)
    return f"{one.label[spoken]}. {one.text[spoken]} {limits}."


def _common_params() -> list[click.Parameter]:
    def nothing(**_: Any) -> None:  # noqa: ANN401
        """Only carries the options."""

    made: click.Command = click.command()(_format(output_option(scope_options(nothing))))
    return list(made.params)


def _write_answer(  # noqa: PLR0913, PLR0917 - all that an answer is made of
    entry: Analysis, params: Params, network: Network, result: Result, spoken: Language, form: str, output: Path | None,
    table: str | None,
) -> None:  # fmt: skip
    if form == "json":
        from graph_service.api.answers import envelope

        body = envelope(entry, params, network, result)
        write(json.dumps(body, ensure_ascii=False, allow_nan=False), output)
        return
    if form == "csv":
        write(to_csv(*result_sheet(network, result, spoken, table)), output)
        return
    write("\n".join(_in_words(entry, network, result, spoken, form)), output)


def _in_words(entry: Analysis, network: Network, result: Result, spoken: Language, form: str) -> Iterator[str]:
    """Give the answer line by line; in Markdown nothing in a name may act as markup."""
    mark, safe = ("#", escaped) if form == "md" else ("", str)
    yield from (f"{mark} {entry.question[spoken]}".strip(), "")
    if network.snapshot.invented:
        yield from (INVENTED[spoken], "")
    yield from (safe(result.summary[spoken]), "", safe(scope_in_words(network)[spoken]), "")
    for finding in result.findings:
        yield f"- {safe(finding.text[spoken])} → {safe(finding.next_step[spoken])}"
    for table in tables(result):
        header = [column.title[spoken] for column in table.columns]
        rows = [[cell_text(value, spoken) for value in row] for row in named(network, table)]
        yield from ("", f"{mark * 2} {table.title[spoken]}".strip(), "")
        if form == "md":
            yield from ("| " + " | ".join(header) + " |", "|" + " --- |" * len(header))
            yield from ("| " + " | ".join(map(safe, row)) + " |" for row in rows)
        else:
            yield from _aligned([header, *rows])


@click.command("analyse", cls=Analyses)
def analyse() -> None:
    """Answer one question of the catalogue.

    \b
    Example:
      graph-service analyse missing-bridges --format table
    """  # noqa: D301


@click.command("what-if")
@click.argument("file", required=False, type=click.File("rb"))
@click.option("--ends", metavar="ID", multiple=True, help="An actor or body that ends (may be repeated).")
@click.option("--funding-stops", metavar="ID", multiple=True, help="Whose funding stops (may be repeated).")
@_format
@output_option
@scope_options
@click.pass_context
def what_if(
    ctx: click.Context,
    /,
    file: IO[bytes] | None,
    ends: tuple[str, ...],
    funding_stops: tuple[str, ...],
    form: str | None,
    output: Path | None,
    **given: Any,  # noqa: ANN401
) -> None:
    """Compare the gap report before and after assumed changes; nothing is stored.

    FILE holds the changes as JSON, as for the API: {"changes": [{"change": "ends", "id": "..."}]}; - reads standard input.

    \b
    Example:
      graph-service what-if --ends ag-migration --format table
    """  # noqa: D301
    spoken = language(ctx)
    told = [{"change": "ends", "id": i} for i in ends] + [{"change": "funding_stops", "id": i} for i in funding_stops]
    found = compared(network_of(ctx, given), _assumptions(file, told), progress(ctx))
    form = _form(form, output)
    if form == "json":
        write(found.model_dump_json(), output)
    elif form == "csv":
        write(to_csv(*what_if_table(found, spoken)), output)
    else:
        write("\n".join(what_if_lines(found, spoken, markdown=form == "md")), output)


def _assumptions(file: IO[bytes] | None, told: list[dict[str, str]]) -> Assumptions:
    name = "" if file is None else Path(file.name).name
    try:
        read = {} if file is None else json.loads(file.read().decode("utf-8-sig"))
        listed = read.get("changes", []) if isinstance(read, dict) else read
        return Assumptions.model_validate({**(read if isinstance(read, dict) else {}), "changes": [*listed, *told]})
    except (UnicodeDecodeError, json.JSONDecodeError, TypeError):
        text = Text(
            "{name}: das ist keine Liste von Annahmen in JSON.", "{name}: this is no list of assumptions in JSON."
        )
        raise InvalidData(text.format(name=name)) from None
    except ValidationError as error:
        text = Text("Die Annahmen passen nicht.", "The assumptions do not fit.")
        raise InvalidData(text, faults_of(error, "", model=Assumptions)) from None


COMMANDS = {"report": report, "analyse": analyse, "what-if": what_if}
