"""The named exceptions, as those who give them read them: without anybody's name or address."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, and_, false, not_, or_, select, true
from sqlalchemy.orm import Session

from config.nomenclatures import Labelled
from config.roles import Action, Level, Object, roles
from geodata import territories
from geodata.models import Account, RightException
from geodata.perimetre import NotAllowed, Perimetre
from geodata.publication.tables import Table
from geodata.repositories.accounts import readable_accounts
from geodata.rights import FRANCE, decide, readable
from geodata.rights.standing import Standing, called, in_force, secret, standing

LABELS = {
    "number": "N°",
    "state_label": "État",
    "holder": "À qui",
    "holder_account": "Compte n°",
    "object": "Objet",
    "action": "Action",
    "level": "Niveau",
    "place": "Territoire",
    "reason": "Motif",
    "author": "Accordée par",
    "second": "Confirmée par",
    "created_on": "Accordée le",
    "ends_on": "Dernier jour",
    "revoked_on": "Retirée le",
}
ACTIONS = {Action.READ: "lire", Action.WRITE: "enregistrer", Action.VALIDATE: "valider"}


class ExceptionState(Labelled):
    """What an exception is worth on a day."""

    WAITING = "waiting", "Attend une seconde personne"
    OPEN = "open", "En vigueur"
    WITHOUT_EFFECT = "without_effect", "Sans effet : le compte n’est pas actif"
    ENDED = "ended", "Terminée"
    REVOKED = "revoked", "Retirée"


def publish_exceptions(session: Session, perimetre: Perimetre, today: date) -> Table:
    """The exceptions over the territories, or of the accounts, that the visitor administers; the latest first.

    Column `state` holds an `ExceptionState`. What is secret (N3) is listed to those who may grant it, and to them only.
    Raises `NotAllowed` for a visitor who reads no account and grants no secret.
    """
    accounts_read = decide(perimetre, Object.ACCOUNTS, Action.READ)
    if not accounts_read.allowed and not _grants_secrets(perimetre):
        raise NotAllowed(accounts_read.sentence)
    found = session.execute(
        select(RightException, Account)
        .join(Account, Account.id == RightException.account_id)
        .where(_readable(perimetre))
        .order_by(RightException.id.desc())
    ).all()
    numbers = {number for each, _ in found for number in (each.author_id, each.second_id) if number is not None}
    givers = {account.id: account for account in session.scalars(select(Account).where(Account.id.in_(numbers)))}
    rows = [_row(each, holder, givers, today) for each, holder in found]
    return Table(
        id="exceptions",
        title="Exceptions nommées",
        rows=pd.DataFrame(rows, columns=[*LABELS, "state"]),
        labels=LABELS,
        provenance=(),
    )


def state_of(exception: RightException, holder: Account, today: date) -> ExceptionState:
    """Whether it opens something on that day, and if not, why."""
    if exception.revoked_at is not None:
        return ExceptionState.REVOKED
    if today > exception.ends_on:
        return ExceptionState.ENDED
    if not in_force(exception, today):
        return ExceptionState.WAITING
    return ExceptionState.OPEN if standing(holder, today) == Standing.ACTIVE else ExceptionState.WITHOUT_EFFECT


def _row(each: RightException, holder: Account, givers: Mapping[int, Account], today: date) -> dict[str, Any]:
    state = state_of(each, holder, today)
    return {
        "number": each.id,
        "state": state.value,
        "state_label": state.label,
        "holder": called(holder),
        "holder_account": each.account_id,
        "object": roles().objects[Object(each.object)].label,
        "action": ACTIONS.get(Action(each.action), each.action),
        "level": Level(each.level).name,
        "place": "Toute la France" if each.departement == FRANCE else _named(each.departement),
        "reason": each.reason,
        "author": _giver(each.author_id, givers),
        "second": _giver(each.second_id, givers),
        "created_on": each.created_at.date(),
        "ends_on": each.ends_on,
        "revoked_on": None if each.revoked_at is None else each.revoked_at.date(),
    }


def _readable(perimetre: Perimetre) -> ColumnElement[bool]:
    secrets = or_(
        RightException.level >= int(Level.N3),
        RightException.object.in_([obj.value for obj in Object if secret(obj, Level.N0)]),
    )
    everywhere = decide(perimetre, Object.ACCOUNTS, Action.READ, departement=FRANCE, level=Level.N2).allowed
    here = RightException.departement.in_(readable(perimetre, Object.ACCOUNTS, Level.N2))
    ordinary = and_(not_(secrets), true() if everywhere else or_(here, readable_accounts(perimetre)))
    return or_(ordinary, secrets if _grants_secrets(perimetre) else false())


def _grants_secrets(perimetre: Perimetre) -> bool:
    return decide(perimetre, Object.SECURE_PLACES, Action.ADMINISTER, departement=FRANCE).allowed


def _giver(number: int | None, givers: Mapping[int, Account]) -> str:
    return f"{called(givers[number])}, compte n° {number}" if number in givers and number is not None else ""


def _named(departement: str) -> str:
    return f"{territories.names().get(departement, departement)} ({departement})"
