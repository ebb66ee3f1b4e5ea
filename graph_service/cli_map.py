"""The command that writes the map into a file."""

from pathlib import Path
from typing import Any

import click

from graph_service.cli import language, write
from graph_service.cli_asking import progress
from graph_service.cli_options import network_of, output_option, scope_options
from graph_service.report import report_on
from graph_service.views.map_data import VIEWS, Asked
from graph_service.views.map_out import map_sheet
from graph_service.views.pages import Pages


@click.command("map")
@click.option(
    "--format", "form", type=click.Choice(["svg", "html"]), default="svg", show_default=True, help="Form of the map."
)
@click.option("--view", type=click.Choice(VIEWS), help="View; that of actors and bodies if not given.")
@click.option("--at", help="What stands in the middle of the views field and around (id).")
@click.option(
    "--paper", type=click.Choice(["a4", "a3"]), default="a4", show_default=True, help="Sheet it is drawn for."
)
@output_option
@scope_options
@click.pass_context
def network_map(ctx: click.Context, /, output: Path | None, **given: Any) -> None:  # noqa: ANN401
    """Write the map: as a drawing for paper, or as one HTML file that works offline.

    \b
    Example:
      graph-service map --view fields --paper a3 --lang de -o karte.svg
    """  # noqa: D301
    spoken = language(ctx)
    asked, paper = Asked(view=given.pop("view"), at=given.pop("at")), given.pop("paper")
    form = given.pop("form")
    network = network_of(ctx, given)
    found = report_on(network, progress(ctx))
    if form == "html":
        write(Pages(network, spoken, "/map", {}).map_file(found, asked), output)
    else:
        write(map_sheet(network, found, asked, paper, spoken), output)


COMMANDS = {"map": network_map}
