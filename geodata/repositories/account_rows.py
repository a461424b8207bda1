"""How an account is written down: its profile and place as they were said, a professional address, a function."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.roles import Level, Profile, roles
from geodata import journal
from geodata.journal import Channel, Event
from geodata.models import Account, RightException
from geodata.perimetre import Perimetre, perimetre
from geodata.rights.standing import Standing

OBJECT = "accounts"
_EMAIL = re.compile(r"[^@\s\"<>,;]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
_LONGEST = 120
WITHOUT_ACCOUNT = "lien"
"""The profile of whoever holds a personal link."""


class AccountError(ValueError):
    """What is asked of an account makes no sense; the message is a French sentence."""


def new(
    session: Session,
    profile: str,
    *,
    email: str,
    function: str,
    state: Standing,
    now: datetime,
    invited_by: str = "",
    issuer: str | None = None,
    subject: str | None = None,
    siret: str = "",
    ends_on: date | None = None,
) -> Account:
    """An account to be checked, then kept: nothing is in the session yet.

    A request that was refused gives its number to the next one from the same address: the journal keeps the first.
    Raises `AccountError` for an unknown profile, a personal or known address, no function, a last day already passed.
    """
    try:
        rights = perimetre(profile)
    except ValueError as unknown:
        raise AccountError(str(unknown)) from unknown
    name, _, where = profile.partition(":")
    card = roles().profiles[name]
    if name == WITHOUT_ACCOUNT:
        raise AccountError(f"Le profil « {card.label} » n’a pas de compte : un lien suffit.")
    address = professional(email)
    known = session.scalar(select(Account).where(Account.email == address))
    if known is not None and known.state != Standing.REFUSED.value:
        raise AccountError("Un compte existe déjà pour cette adresse.")
    if ends_on is not None and ends_on < now.date():
        raise AccountError("La date de fin d’un compte ne peut pas être passée.")
    return Account(
        id=None if known is None else known.id,
        email=address,
        function=_function(function),
        issuer=issuer,
        subject=subject,
        siret=siret,
        profile=name,
        **_place(card, where.partition(":")[0], rights),
        mesures=sorted(rights.mesures) if card.attached_to == "departement" else [],
        state=state.value,
        created_at=now,
        confirmed_at=now,
        invited_by=invited_by,
        ends_on=ends_on,
    )


def keep(session: Session, account: Account) -> Account:
    """The new account as it is kept, with its number."""
    kept = account if account.id is None else session.merge(account)
    session.add(kept)
    session.flush()
    return kept


def found(session: Session, account_id: int) -> Account:
    """The account of that number; raises `AccountError` when there is none."""
    account = session.get(Account, account_id, populate_existing=True)
    if account is None:
        raise AccountError(f"Aucun compte ne porte le numéro {account_id}.")
    return account


def exceptions_of(session: Session, account_ids: Iterable[int]) -> list[RightException]:
    """The exceptions of some accounts, in force or not."""
    return list(session.scalars(select(RightException).where(RightException.account_id.in_(list(account_ids)))))


def tell(
    session: Session, who: Perimetre, account: Account, before: dict[str, Any] | None, channel: Channel, **more: Any
) -> None:
    """A line of the journal: what changed in the rights of an account, without its address."""
    after = {**facts(account), **more}
    journal.record(
        session, who, Event.RIGHTS_CHANGE, obj=OBJECT, key=str(account.id), channel=channel, before=before, after=after
    )


def facts(account: Account) -> dict[str, Any]:
    """What the journal repeats of an account."""
    names = ("state", "profile", "departement", "region", "structure", "ends_on", "charter_version")
    return {name: getattr(account, name) or "" for name in names}


def ordinary_level(profile: Profile) -> Level:
    """The highest level that an account of this profile reaches, secret (N3) apart."""
    return min(max(right.level for right in profile.rights), Level.N2)


def touches_secrets(profile: Profile) -> bool:
    """Whether its accounts hold a right at N3, were it only that of granting one."""
    return any(right.level >= Level.N3 for right in profile.rights)


def _place(card: Profile, where: str, rights: Perimetre) -> dict[str, str]:
    own = next(iter(rights.departements)) if len(rights.departements) == 1 else ""
    return {
        "departement": own if card.attached_to in {"departement", "structure"} else "",
        "region": where if card.attached_to == "region" else "",
        "structure": where if card.attached_to == "structure" else "",
        "ministry": where if card.attached_to == "ministry" else "",
    }


def professional(email: str) -> str:
    """A complete address, in small letters, that is not of a personal domain. Raises `AccountError`."""
    address = email.strip().lower()
    if not _EMAIL.fullmatch(address) or len(address) > _LONGEST:
        raise AccountError("L’adresse électronique n’est pas complète.")
    if address.partition("@")[2] in roles().rules.personal_mail:
        raise AccountError("Indiquer une adresse professionnelle : celle-ci est celle d’une messagerie personnelle.")
    return address


def _function(text: str) -> str:
    function = " ".join(text.split())
    if not function or len(function) > _LONGEST:
        raise AccountError(f"Indiquer la fonction, en {_LONGEST} caractères au plus.")
    return function
