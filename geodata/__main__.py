"""The archive's command line: `python -m geodata …`."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from config.nomenclatures import Form, Public
from config.settings import settings
from geodata import backup as copies
from geodata import journal, schema, territories
from geodata.campaign_console import app as campaign_app
from geodata.command_line import REFUSED, start
from geodata.database import Session, transaction
from geodata.indicators import INDICATORS, Choice
from geodata.journal.console import app as journal_app
from geodata.meetings_console import app as reminders_app
from geodata.perimetre import NotAllowed, Perimetre, perimetre, profiles
from geodata.publication import (
    Format,
    Published,
    Table,
    publish,
    publish_case_counts,
    publish_data_inclusion,
    publish_listing,
    to_archive,
    to_bytes,
    to_workbook,
    years,
)
from geodata.readiness import DatabaseNotReady, require_ready
from geodata.reference.errors import RefreshUnavailable
from geodata.reference.refresh_communes import refresh_communes
from geodata.reference.refresh_outlines import refresh_outlines
from geodata.rights.console import app as accounts_app
from geodata.scenarios_console import app as places_app
from geodata.shelter_guard import without_content

app = typer.Typer(
    help="L’archive de Vigie : base, référentiels, sauvegardes, exports.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(journal_app, name="journal")
app.add_typer(accounts_app, name="accounts")
app.add_typer(reminders_app, name="reminders")
app.add_typer(places_app, name="places")
app.add_typer(campaign_app, name="campaign")

USAGE = 2


class ExportFormat(StrEnum):
    """Kinds of files of the command line: those of the counter, and the listing as data·inclusion takes it."""

    CSV = Format.CSV.value
    XLSX = Format.XLSX.value
    GEOJSON = Format.GEOJSON.value
    GPKG = Format.GPKG.value
    DATA_INCLUSION = "data-inclusion"
    DATA_INCLUSION_XLSX = "data-inclusion-xlsx"


_OF_THE_LISTING = {ExportFormat.DATA_INCLUSION: to_archive, ExportFormat.DATA_INCLUSION_XLSX: to_workbook}


def _stop(message: str, code: int) -> typer.Exit:
    typer.echo(without_content(message), err=True)
    return typer.Exit(code)


@app.command()
def migrate() -> None:
    """Prépare la base de données, ou la met à jour."""
    schema.migrate()
    typer.echo("La base est à jour.", err=True)


@app.command()
def refresh() -> None:
    """Remplace contours et communes par ceux de l’IGN et de l’État, s’il y a un réseau."""
    folder = settings().data_dir / "reference"
    failed = False
    for update, target in (
        (refresh_outlines, territories.refreshed_outlines()),
        (refresh_communes, folder / "communes.parquet"),
    ):
        try:
            typer.echo(update(target))
        except RefreshUnavailable as unavailable:
            typer.echo(str(unavailable), err=True)
            failed = True
    if failed:
        raise typer.Exit(REFUSED)


@app.command()
def backup(file: Path) -> None:
    """Sauvegarde la base et les fichiers reçus dans FILE."""
    try:
        written = copies.backup(file)
        _tell(journal.Event.EXPORT, written)
    except copies.BackupError as error:
        raise _stop(str(error), REFUSED) from error
    typer.echo(f"{sum(written.values())} lignes sauvegardées dans {file}.", err=True)


@app.command()
def restore(file: Path) -> None:
    """Restaure la sauvegarde FILE dans une base vide."""
    try:
        restored = copies.restore(file)
        _tell(journal.Event.WRITE, restored)
    except copies.BackupError as error:
        raise _stop(str(error), REFUSED) from error
    typer.echo(f"{sum(restored.values())} lignes restaurées.", err=True)


def _tell(event: journal.Event, rows: dict[str, int]) -> None:
    """A copy of everything that left, or came back."""
    operator = perimetre("exploitation")
    with transaction() as session:
        journal.record(
            session, operator, event, obj="backup", channel=journal.Channel.COMMAND_LINE,
            after={"rows": sum(rows.values())},
        )  # fmt: skip


def _content(
    session: Session,
    reader: Perimetre,
    name: str,
    format: ExportFormat,
    year: int | None,
    form: Form | None,
    public: Public | None,
) -> bytes:
    if format in _OF_THE_LISTING:
        if name != "listing" or form or public:
            raise _stop(f"Le format {format} est celui de tout l’annuaire : export listing, sans filtre.", USAGE)
        written = publish_data_inclusion(session, reader)
        for reason, count in written.left_out.items():
            typer.echo(f"Antennes laissées de côté, {reason} : {count}.", err=True)
        return _OF_THE_LISTING[format](written)
    return to_bytes(_published(session, reader, name, year, form, public), Format(format.value))


def _published(
    session: Session, reader: Perimetre, name: str, year: int | None, form: Form | None, public: Public | None
) -> Published | Table:
    if name == "listing":
        return publish_listing(session, reader, form=form, public=public)
    if name == "case_counts":
        return publish_case_counts(session, reader)
    if name not in INDICATORS:
        choices = ", ".join(["listing", "case_counts", *INDICATORS])
        raise _stop(f"« {name} » n’existe pas. Exports possibles : {choices}", USAGE)
    known = years(session)
    if year is None and not known:
        raise _stop("La base ne contient encore aucune année : importez d’abord des fichiers.", REFUSED)
    return publish(session, name, Choice(year or known[0], form, public), reader)


@app.command()
def export(
    name: Annotated[str, typer.Argument(help="un indicateur, « listing » ou « case_counts »")],
    profile: Annotated[str, typer.Option("--as", help="profil du lecteur, par exemple prefecture:48")] = "public",
    format: Annotated[
        ExportFormat,
        typer.Option("--format", help="data-inclusion… : pour « listing » seulement (archive ZIP ou XLSX)"),
    ] = ExportFormat.CSV,
    year: Annotated[int | None, typer.Option(help="par défaut, la dernière année connue")] = None,
    form: Annotated[Form | None, typer.Option(help="forme d’exploitation")] = None,
    public: Annotated[Public | None, typer.Option(help="public accueilli")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="fichier à écrire ; sinon la sortie standard")] = None,
) -> None:
    """Écrit ce que le profil choisi peut lire, et rien d’autre."""
    try:
        reader = perimetre(profile)
    except ValueError as error:
        raise _stop(f"{error}\nProfils : {', '.join(profiles())}", USAGE) from error
    try:
        require_ready()
        with (
            journal.refusals(reader, obj=name, channel=journal.Channel.COMMAND_LINE),
            transaction() as session,
        ):
            content = _content(session, reader, name, format, year, form, public)
            told = {"format": format.value, "year": year, "form": form, "public": public}
            journal.exported(session, reader, obj=name, channel=journal.Channel.COMMAND_LINE, after=told)
    except (NotAllowed, DatabaseNotReady) as refusal:
        raise _stop(str(refusal), REFUSED) from refusal
    except ValueError as error:
        raise _stop(f"« {name} » n’a pas de format {format} : choisissez csv ou xlsx.", USAGE) from error
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        out.write_bytes(content)


if __name__ == "__main__":
    start(app, "python -m geodata")
