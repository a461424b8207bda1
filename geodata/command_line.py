"""How a command of the house starts: whatever stands in its way is one sentence, never a traceback."""

import sys

import typer

from config.settings import SettingsError
from geodata.readiness import DatabaseNotReady
from geodata.storage import storage_explained

REFUSED = 1


def start(app: typer.Typer, name: str) -> None:
    """Run a command line; a deployment that cannot work ends with a French sentence and code 1."""
    try:
        with storage_explained():
            app(prog_name=name)
    except (DatabaseNotReady, SettingsError) as refusal:
        typer.echo(str(refusal), err=True)
        sys.exit(REFUSED)
