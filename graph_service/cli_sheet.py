"""The command that writes the committee sheet of one field."""

from pathlib import Path
from typing import Any

import click

from graph_service.cli import language, write
from graph_service.cli_asking import progress
from graph_service.cli_options import network_of, output_option, scope_options
from graph_service.report import report_on
from graph_service.sheet import committee_sheet
from graph_service.sheet_text import sheet_docx, sheet_markdown


@click.command("sheet")
@click.argument("field")
@click.option("--format", "form", type=click.Choice(["md", "docx", "json"]), default="md", show_default=True,
              help="Form of the sheet.")  # fmt: skip
@output_option
@scope_options
@click.pass_context
def sheet(ctx: click.Context, /, field: str, form: str, output: Path | None, **given: Any) -> None:  # noqa: ANN401
    """Write one field of action (id) on one page for a committee.

    \b
    Example:
      graph-service sheet deutsch-als-fremdsprache --format docx --lang de -o sheet.docx
    """  # noqa: D301
    spoken = language(ctx)
    network = network_of(ctx, given)
    made = committee_sheet(network, report_on(network, progress(ctx)), field)
    if form == "json":
        write(made.model_dump_json(), output)
    elif form == "docx":
        write(sheet_docx(made, spoken), output)
    else:
        write(sheet_markdown(made, spoken), output)


COMMANDS = {"sheet": sheet}
