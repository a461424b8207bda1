"""The journal's command line: `python -m geodata journal …`."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from geodata.database import transaction
from geodata.journal.events import consulted, exported, refusals
from geodata.journal.reading import publish_journal
from geodata.journal.record import Channel, Event
from geodata.journal.verify import Head
from geodata.journal.verify import head as read_head
from geodata.journal.verify import verify as read_whole
from geodata.perimetre import NotAllowed, Perimetre, perimetre, profiles
from geodata.publication import Format, to_bytes
from geodata.readiness import DatabaseNotReady, require_ready

app = typer.Typer(help="Le journal : qui a écrit, lu ou emporté quoi.", no_args_is_help=True)

BROKEN = REFUSED = 1
USAGE = 2
OBJECT = "journal"

Profile = Annotated[str, typer.Option("--as", help="profil du lecteur, par exemple prefecture:48")]
Since = Annotated[datetime | None, typer.Option(help="à partir de ce jour, AAAA-MM-JJ", formats=["%Y-%m-%d"])]
Kind = Annotated[Event | None, typer.Option(help="une seule sorte d’événements")]


@app.command()
def verify(
    anchor: Annotated[str, typer.Option(help="ce que « journal head » avait écrit, gardé ailleurs")] = "",
) -> None:
    """Relit tout le journal : dit s’il est entier, ou sa première ligne modifiée, absente ou déplacée (code 1)."""
    try:
        kept = Head.read(anchor) if anchor else None
        require_ready()
    except ValueError as error:
        raise _stop(str(error), USAGE) from error
    except DatabaseNotReady as refusal:
        raise _stop(str(refusal), REFUSED) from refusal
    with transaction() as session:
        verdict = read_whole(session, kept)
    if not verdict.sound:
        raise _stop(verdict.sentence, BROKEN)
    typer.echo(verdict.sentence)


@app.command()
def head() -> None:
    """Écrit l’ancre du journal, NOMBRE:EMPREINTE, à garder hors du serveur."""
    _ready()
    with transaction() as session:
        typer.echo(str(read_head(session)))


@app.command("list")
def list_lines(
    profile: Profile = "exploitation",
    since: Since = None,
    event: Kind = None,
    latest: Annotated[int, typer.Option(min=1, help="nombre de lignes")] = 50,
) -> None:
    """Les dernières lignes que le profil choisi peut lire."""
    reader = _reader(profile)
    _ready()
    try:
        with refusals(reader, obj=OBJECT, channel=Channel.COMMAND_LINE), transaction() as session:
            table = publish_journal(session, reader, since=since, event=event, latest=latest)
            consulted(session, reader, obj=OBJECT, level=2, channel=Channel.COMMAND_LINE)
    except NotAllowed as refusal:
        raise _stop(str(refusal), REFUSED) from refusal
    for row in table.rows.to_dict("records"):
        said = " · ".join(str(row[name]) for name in ("event", "object", "key", "departement", "level") if row[name])
        change = " → ".join(row[name] for name in ("before", "after") if row[name])
        who = row["actor"] if row["actor"] == row["role"] else f"{row['actor']} ({row['role']})"
        typer.echo(f"{row['number']:>6}  {row['at'][:19]}  {who}  [{row['channel']}]  {said}  {change}".rstrip())
    if table.rows.empty:
        typer.echo("Aucune ligne.", err=True)


@app.command()
def export(
    profile: Profile = "exploitation",
    format: Annotated[Format, typer.Option("--format")] = Format.CSV,
    since: Since = None,
    event: Kind = None,
    out: Annotated[Path | None, typer.Option("--out", help="fichier à écrire ; sinon la sortie standard")] = None,
) -> None:
    """Écrit les lignes que le profil choisi peut lire ; l’export est lui-même noté."""
    reader = _reader(profile)
    _ready()
    try:
        with refusals(reader, obj=OBJECT, channel=Channel.COMMAND_LINE), transaction() as session:
            table = publish_journal(session, reader, since=since, event=event, latest=None)
            content = to_bytes(table, format)
            told = {"format": format.value, "rows": len(table.rows)}
            exported(session, reader, obj=OBJECT, channel=Channel.COMMAND_LINE, after=told, level=2)
    except NotAllowed as refusal:
        raise _stop(str(refusal), REFUSED) from refusal
    except ValueError as error:
        raise _stop("Le journal s’exporte en csv ou en xlsx.", USAGE) from error
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        out.write_bytes(content)


def _reader(profile: str) -> Perimetre:
    try:
        return perimetre(profile)
    except ValueError as error:
        raise _stop(f"{error}\nProfils : {', '.join(profiles())}", USAGE) from error


def _ready() -> None:
    try:
        require_ready()
    except DatabaseNotReady as refusal:
        raise _stop(str(refusal), REFUSED) from refusal


def _stop(message: str, code: int) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(code)
