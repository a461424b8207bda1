"""The accounts' command line: `python -m geodata accounts …`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import transaction
from geodata.journal import Channel, refusals
from geodata.models import Account
from geodata.perimetre import NotAllowed, Perimetre
from geodata.readiness import DatabaseNotReady, require_ready
from geodata.repositories import accounts
from geodata.rights.standing import Standing, written

app = typer.Typer(help="Les comptes : inviter, approuver, suspendre.", no_args_is_help=True)

REFUSED, USAGE = 1, 2
OBJECT = "accounts"

By = Annotated[str, typer.Option("--by", help="adresse du compte qui administre")]
Email = Annotated[str, typer.Argument(help="adresse professionnelle")]
Function = Annotated[str, typer.Option("--function", help="fonction, sans nom de personne")]
Number = Annotated[int, typer.Argument(help="numéro du compte")]
Day = Annotated[datetime | None, typer.Option("--until", help="dernier jour, AAAA-MM-JJ", formats=["%Y-%m-%d"])]


@app.command("first-administrator")
def first_administrator(email: Email, function: Function, profile: str = "miprof") -> None:
    """Ouvre le premier compte de la Miprof (ou de la DIHAL : --profile dihal) ; refusé s’il en existe déjà un."""
    with _said(), transaction() as session:
        account = accounts.first_administrator(session, profile, email=email, function=function, now=_now())
        typer.echo(f"Compte n° {account.id} : {Standing(account.state).label}.")


@app.command("list")
def list_accounts(by: By) -> None:
    """Les comptes que l’administrateur peut lire."""
    with _said(), _acting(by) as (session, who):
        listed = accounts.listed(session, who, _now().date())
        for number, row in listed.iterrows():
            place = " ".join(filter(None, (row["departement"], row["region"], row["structure"], row["ministry"])))
            label = Standing(row["standing"]).label
            typer.echo(
                f"{number:>5}  {row['email']}  {row['function']}  {row['profile']} {place}".rstrip() + f"  {label}"
            )
        if listed.empty:
            typer.echo("Aucun compte.", err=True)


@app.command()
def invite(
    email: Email, profile: Annotated[str, typer.Option()], function: Function, by: By, until: Day = None
) -> None:
    """Ouvre un compte à quelqu’un, dans le périmètre de l’administrateur."""
    with _said(), _acting(by) as (session, who):
        account = accounts.invite(
            session,
            who,
            profile,
            email=email,
            function=function,
            now=_now(),
            ends_on=None if until is None else until.date(),
            channel=Channel.COMMAND_LINE,
        )
        typer.echo(f"Compte n° {account.id} ({written(account)}) : {Standing(account.state).label}.")


@app.command()
def approve(account_id: Number, by: By) -> None:
    """Approuve une demande, ou rouvre un compte suspendu."""
    with _said(), _acting(by) as (session, who):
        account = accounts.approve(session, who, account_id, now=_now(), channel=Channel.COMMAND_LINE)
        typer.echo(f"Compte n° {account.id} ({written(account)}) : {Standing(account.state).label}.")


@app.command()
def refuse(account_id: Number, by: By) -> None:
    """Refuse une demande qui attend."""
    with _said(), _acting(by) as (session, who):
        accounts.refuse(session, who, account_id, channel=Channel.COMMAND_LINE)
        typer.echo(f"Compte n° {account_id} : {Standing.REFUSED.label}.")


@app.command()
def suspend(account_id: Number, by: By) -> None:
    """Ferme un compte aussitôt, sessions ouvertes comprises."""
    with _said(), _acting(by) as (session, who):
        accounts.suspend(session, who, account_id, now=_now(), channel=Channel.COMMAND_LINE)
        typer.echo(f"Compte n° {account_id} : {Standing.SUSPENDED.label}.")


@contextmanager
def _said() -> Iterator[None]:
    """What is refused is a sentence, and a code that scripts understand."""
    try:
        require_ready()
        yield
    except (NotAllowed, DatabaseNotReady) as refusal:
        raise _stop(str(refusal), REFUSED) from refusal
    except accounts.AccountError as error:
        raise _stop(str(error), USAGE) from error


@contextmanager
def _acting(email: str) -> Iterator[tuple[Session, Perimetre]]:
    """One transaction, with the rights that this account has today; its refusal is told to the journal."""
    with transaction() as session:
        who = _administrator(session, email)
    with refusals(who, obj=OBJECT, channel=Channel.COMMAND_LINE), transaction() as session:
        yield session, who


def _administrator(session: Session, email: str) -> Perimetre:
    number = session.scalar(select(Account.id).where(Account.email == email.strip().lower()))
    if number is None:
        raise NotAllowed("Aucun compte n’a cette adresse : le premier s’ouvre par « accounts first-administrator ».")
    return accounts.perimetre_of(session, number, _now().date())


def _now() -> datetime:
    return datetime.now(UTC)


def _stop(message: str, code: int) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(code)
