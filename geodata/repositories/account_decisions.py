"""What an administrator does with accounts, inside his own perimeter."""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from config.roles import Action, Level, Object, roles
from geodata.journal import Channel
from geodata.models import Account
from geodata.perimetre import NotAllowed, Perimetre, perimetre
from geodata.repositories import sessions
from geodata.repositories.account_rows import (
    AccountError,
    facts,
    found,
    keep,
    new,
    ordinary_level,
    tell,
    touches_secrets,
)
from geodata.rights import FRANCE, Decision, decide, require_two_persons
from geodata.rights.standing import Standing


def invite(
    session: Session,
    perimetre: Perimetre,
    profile: str,
    *,
    email: str,
    function: str,
    now: datetime,
    ends_on: date | None = None,
    channel: Channel = Channel.PAGE,
) -> Account:
    """Open an account to someone, who will enter it at a first login.

    Only an administrator of the whole perimeter of that profile may: a préfecture for its département, Miprof for
    France, an association for a few colleagues. A profile that holds a right at N3 then waits for a second person (see
    `approve`). Raises `NotAllowed`, `AccountError`.
    """
    account = new(
        session, profile, email=email, function=function, state=Standing.INVITED, now=now, ends_on=ends_on,
        invited_by=_who(perimetre),
    )  # fmt: skip
    _require(perimetre, account, Action.ADMINISTER)
    _require_few_colleagues(session, perimetre, account)
    if touches_secrets(roles().profiles[account.profile]):
        if perimetre.account is None:
            raise NotAllowed("Un accès de niveau N3 s’accorde à deux personnes, chacune avec son propre compte.")
        account.state = Standing.REQUESTED.value
    account = keep(session, account)
    tell(session, perimetre, account, None, channel)
    return account


def approve(
    session: Session, perimetre: Perimetre, account_id: int, *, now: datetime, channel: Channel = Channel.PAGE
) -> Account:
    """Accept a request, or open again an account that was suspended or has slept; it is confirmed for a year.

    For a profile that holds a right at N3, two persons are needed: an administrator first, then whoever may grant
    secrets for another body. Raises `NotAllowed`, `AccountError`.
    """
    account = found(session, account_id)
    if perimetre.account == account.id:
        raise NotAllowed("Nul n’approuve son propre compte.")
    if account.state == Standing.REFUSED.value:
        raise AccountError("Cette demande a été refusée ; il faut en faire une nouvelle.")
    before = facts(account)
    if touches_secrets(roles().profiles[account.profile]):
        if not _second_person(session, perimetre, account):
            tell(session, perimetre, account, before, channel)
            return account
    else:
        _require(perimetre, account, Action.VALIDATE, Action.ADMINISTER)
    account.state = Standing.ACTIVE.value if account.subject else Standing.INVITED.value
    account.approved_by, account.confirmed_at = _who(perimetre), now
    session.flush()
    tell(session, perimetre, account, before, channel, approved_by=account.approved_by)
    return account


def refuse(session: Session, perimetre: Perimetre, account_id: int, *, channel: Channel = Channel.PAGE) -> None:
    """Decline a request that waits. Raises `NotAllowed`, `AccountError`."""
    account = found(session, account_id)
    _require(perimetre, account, Action.VALIDATE, Action.ADMINISTER)
    if account.state != Standing.REQUESTED.value:
        raise AccountError("Ce compte n’est pas en attente : pour le fermer, le suspendre.")
    before, account.state = facts(account), Standing.REFUSED.value
    session.flush()
    tell(session, perimetre, account, before, channel)


def suspend(
    session: Session, perimetre: Perimetre, account_id: int, *, now: datetime, channel: Channel = Channel.PAGE
) -> None:
    """Close an account at once, with its open sessions. Raises `NotAllowed`, `AccountError`."""
    account = found(session, account_id)
    _require(perimetre, account, Action.ADMINISTER)
    before, account.state = facts(account), Standing.SUSPENDED.value
    # An access to secrets is given back by two persons as well: the first one must ask for it again.
    account.invited_by = "" if touches_secrets(roles().profiles[account.profile]) else account.invited_by
    session.flush()
    sessions.end_all(session, account.id, now)
    tell(session, perimetre, account, before, channel)


def end_on(
    session: Session, perimetre: Perimetre, account_id: int, ends_on: date | None, *, channel: Channel = Channel.PAGE
) -> None:
    """Set the last day of an account, or none. Raises `NotAllowed`, `AccountError`."""
    account = found(session, account_id)
    _require(perimetre, account, Action.ADMINISTER)
    if perimetre.account == account.id:
        raise NotAllowed("Nul ne fixe la date de fin de son propre compte.")
    before, account.ends_on = facts(account), ends_on
    session.flush()
    tell(session, perimetre, account, before, channel)


def first_administrator(session: Session, profile: str, *, email: str, function: str, now: datetime) -> Account:
    """The first account of a body that administers for France, from the server: nobody else could invite it.

    Raises `NotAllowed` when that body already has an account, or administers nothing for France.
    """
    card = roles().profiles.get(profile)
    administers = card is not None and any(right.action == Action.ADMINISTER for right in card.rights)
    if card is None or not administers or ordinary_level(card) < Level.N2 or card.attached_to != "france":
        raise NotAllowed(f"Le profil « {profile} » n’administre pas la France : ses comptes s’ouvrent par invitation.")
    # Whatever its state: otherwise the server alone could replace whoever grants secrets.
    if session.scalar(select(func.count()).where(Account.profile == profile)):
        raise NotAllowed(f"Un compte « {card.label} » existe déjà : les suivants s’ouvrent par invitation.")
    operator = perimetre("exploitation")
    account = new(
        session, profile, email=email, function=function, state=Standing.INVITED, now=now, invited_by=operator.profile
    )
    account = keep(session, account)
    tell(session, operator, account, None, Channel.COMMAND_LINE)
    return account


def _second_person(session: Session, who: Perimetre, account: Account) -> bool:
    """False when `who` has only been the first of the two persons; raises `NotAllowed` for who may be neither."""
    if who.account is None:
        raise NotAllowed("Un accès de niveau N3 s’accorde à deux personnes, chacune avec son propre compte.")
    if not account.invited_by.isdigit():
        _require(who, account, Action.VALIDATE, Action.ADMINISTER)
        account.invited_by, account.state = str(who.account), Standing.REQUESTED.value
        session.flush()
        return False
    require_two_persons(Object.SECURE_PLACES, Action.ADMINISTER, int(account.invited_by), who.account)
    decision = decide(who, Object.SECURE_PLACES, Action.ADMINISTER, departement=FRANCE)
    if not decision.allowed:
        raise NotAllowed(decision.sentence)
    if found(session, int(account.invited_by)).profile == who.profile:
        raise NotAllowed("La seconde personne doit appartenir à l’autre administration : Miprof et DIHAL.")
    return True


def _require(who: Perimetre, account: Account, *actions: Action) -> None:
    """Raise `NotAllowed` unless one of `actions` reaches the whole perimeter and the level of this account."""
    decisions = [_decide(who, account, action) for action in actions]
    if not any(decision.allowed for decision in decisions):
        raise NotAllowed(decisions[0].sentence)


def _decide(who: Perimetre, account: Account, action: Action) -> Decision:
    level = ordinary_level(roles().profiles[account.profile])
    where = account.departement or FRANCE
    if who.structure and account.structure == who.structure and account.departement:
        # A colleague acts where the association acts, not elsewhere.
        where = account.departement if account.departement in who.departements else FRANCE
        own = account.structure if where != FRANCE else None
        return decide(who, Object.ACCOUNTS, action, departement=where, structure=own, level=level)
    structure = account.structure or None
    return decide(who, Object.ACCOUNTS, action, departement=where, structure=structure, level=level)


def _require_few_colleagues(session: Session, who: Perimetre, account: Account) -> None:
    if not who.structure or who.structure != account.structure:
        return
    gone = [Standing.REFUSED.value, Standing.SUSPENDED.value]
    count = select(func.count()).where(Account.structure == who.structure, Account.state.not_in(gone))
    # The one who invites is counted too.
    if (session.scalar(count) or 0) >= roles().rules.colleagues_at_most + 1:
        raise NotAllowed(f"Une structure invite au plus {roles().rules.colleagues_at_most} collègues.")


def _who(perimetre: Perimetre) -> str:
    return str(perimetre.account) if perimetre.account is not None else perimetre.profile
