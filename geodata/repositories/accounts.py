"""Accounts, from the side of those who hold them, and of those who ask what one may do today."""

from datetime import date, datetime

import pandas as pd
from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import Session

from config.charter import current
from config.roles import Action, Level, Object, roles
from geodata.journal import Channel
from geodata.models import Account, CharterAcceptance
from geodata.perimetre import Perimetre, perimetre
from geodata.repositories.account_decisions import approve, end_on, first_administrator, invite, refuse, suspend
from geodata.repositories.account_rows import AccountError, exceptions_of, found, keep, new, ordinary_level, tell
from geodata.rights import FRANCE, NotAllowed, decide, readable
from geodata.rights.standing import Standing, called, rights_of, standing

__all__ = [
    "AccountError",
    "Standing",
    "accept_charter",
    "approve",
    "end_on",
    "first_administrator",
    "found",
    "invite",
    "listed",
    "of_identity",
    "perimetre_of",
    "readable_accounts",
    "refuse",
    "request",
    "standing_of",
    "suspend",
    "used",
]

COLUMNS = (
    "email", "function", "profile", "departement", "region", "structure", "ministry", "state", "created_at",
    "confirmed_at", "invited_by", "approved_by", "ends_on", "last_used_at", "charter_version",
)  # fmt: skip


def perimetre_of(session: Session, account_id: int, today: date) -> Perimetre:
    """What this account may do on that day, read again from the database: to be asked at each action.

    The rights of the public for an account that is unknown, suspended, over, dormant, or without the charter.
    """
    account = session.get(Account, account_id, populate_existing=True)
    if account is None:
        return perimetre("public")
    return rights_of(account, exceptions_of(session, [account_id]), today)


def standing_of(session: Session, account_id: int, today: date) -> Standing:
    """Where the account stands, to tell it to its holder; raises `AccountError` when there is none."""
    return standing(found(session, account_id), today)


def of_identity(session: Session, issuer: str, subject: str, email: str) -> Account | None:
    """The account of whoever a provider has recognised, None when there is none.

    At the first login of an invited person, `email` (which the provider must have verified; empty otherwise) finds the
    invitation, and the account becomes that of this issuer and subject for good: the address alone opens nothing more.
    """
    account = session.scalar(select(Account).where(Account.issuer == issuer, Account.subject == subject))
    if account is not None or not email.strip():
        return account
    invited = select(Account).where(Account.email == email.strip().lower(), Account.subject.is_(None))
    account = session.scalar(invited.where(Account.state == Standing.INVITED.value).with_for_update())
    if account is not None:
        account.issuer, account.subject, account.state = issuer, subject, Standing.ACTIVE.value
        session.flush()
    return account


def request(
    session: Session,
    profile: str,
    *,
    email: str,
    function: str,
    now: datetime,
    issuer: str | None = None,
    subject: str | None = None,
    siret: str = "",
    channel: Channel = Channel.PAGE,
) -> Account:
    """Ask for an account, which opens nothing until it is approved. Raises `AccountError` for what makes no sense."""
    account = new(
        session,
        profile,
        email=email,
        function=function,
        state=Standing.REQUESTED,
        now=now,
        issuer=issuer,
        subject=subject,
        siret=siret,
    )
    account = keep(session, account)
    tell(session, perimetre("public"), account, None, channel)
    return account


def used(session: Session, account_id: int, now: datetime) -> None:
    """The account has served; nothing for one that is not active, for it would wake up a dormant one."""
    account = found(session, account_id)
    if standing(account, now.date()) in {Standing.ACTIVE, Standing.CHARTER}:
        account.last_used_at = now


def accept_charter(
    session: Session, account_id: int, version: str, now: datetime, *, channel: Channel = Channel.PAGE
) -> None:
    """Keep that the holder accepts the charter. Raises `NotAllowed` for an account that is not open, `AccountError` for
    a version that is not the present one."""
    account = found(session, account_id)
    if version != current().version:
        raise AccountError("La charte a changé : relire la version en vigueur avant de l’accepter.")
    where = standing(account, now.date())
    if where == Standing.ACTIVE:
        return
    if where != Standing.CHARTER:
        raise NotAllowed(f"Ce compte n’est pas ouvert ({where.label}).")
    session.add(CharterAcceptance(account_id=account_id, version=version, accepted_at=now))
    account.charter_version, account.charter_accepted_at = version, now
    session.flush()
    tell(session, perimetre_of(session, account_id, now.date()), account, None, channel)


def listed(session: Session, perimetre: Perimetre, today: date) -> pd.DataFrame:
    """The accounts that the visitor may read, indexed by number: `COLUMNS`, `called` (profile and place in French), and
    `standing` on that day."""
    accounts = session.scalars(select(Account).where(readable_accounts(perimetre)).order_by(Account.id)).all()
    rows = [
        {"id": each.id}
        | {name: getattr(each, name) for name in COLUMNS}
        | {"called": called(each), "standing": standing(each, today).value}
        for each in accounts
    ]
    return pd.DataFrame(rows, columns=["id", *COLUMNS, "called", "standing"]).set_index("id")


def readable_accounts(perimetre: Perimetre) -> ColumnElement[bool]:
    """The WHERE clause of the accounts that the visitor may read, level by level."""
    clauses: list[ColumnElement[bool]] = []
    for level in (Level.N0, Level.N1, Level.N2):
        reached = [name for name, card in roles().profiles.items() if ordinary_level(card) == level]
        clauses.append(and_(Account.profile.in_(reached), _where(perimetre, level)))
    return or_(*clauses)


def _where(perimetre: Perimetre, level: Level) -> ColumnElement[bool]:
    if decide(perimetre, Object.ACCOUNTS, Action.READ, departement=FRANCE, level=level).allowed:
        return true()
    own = decide(perimetre, Object.ACCOUNTS, Action.READ, structure=perimetre.structure or None, level=level)
    structure = Account.structure == perimetre.structure if perimetre.structure and own.allowed else false()
    return or_(Account.departement.in_(readable(perimetre, Object.ACCOUNTS, level)), structure)
