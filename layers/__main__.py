"""The workshop's command line: `python -m layers places open 40 --format pdf`, a plan set on paper."""

import typer

from geodata.command_line import start
from geodata.scenarios_console import app as places_app
from layers.documents.scenario import scenario_pdf

app = typer.Typer(help="L’atelier de Vigie : ce qui se dessine et s’imprime.", no_args_is_help=True)
app.add_typer(places_app, name="places")


@app.callback()
def workshop(context: typer.Context) -> None:
    """L’atelier de Vigie : ce qui se dessine et s’imprime."""
    # The archive does not know the workshop: it is handed over here.
    context.obj = scenario_pdf


if __name__ == "__main__":
    start(app, "python -m layers")
