"""Named exceptions to the matrix: given by someone who may, for a reason, until a day."""

from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from config.roles import Action, Level, Object, roles
from geodata import journal, territories
from geodata.journal import Channel, Event
from geodata.models import RightException
from geodata.perimetre import NotAllowed, Perimetre
from geodata.repositories.account_rows import AccountError, found
from geodata.rights import FRANCE, require, require_two_persons
from geodata.rights.standing import secret

OBJECT = "right_exceptions"
_LONGEST_REASON = 500


def grant(
    session: Session,
    author: Perimetre,
    account_id: int,
    obj: Object,
    action: Action,
    *,
    departement: str,
    reason: str,
    ends_on: date,
    now: datetime,
    level: Level | None = None,
    channel: Channel = Channel.PAGE,
) -> RightException:
    """Open one object in one département (or `FRANCE`) to one account, until `ends_on` included.

    `level`: by default, that of the object. Who administers accounts there may give it, never to himself; what is
    secret (N3) opens nothing until `confirm`, and only a profile for which the matrix says so may receive it. The right
    to administer is never given so. Raises `NotAllowed`, `AccountError`.
    """
    account, asked = found(session, account_id), roles().objects[obj].level if level is None else level
    if author.account is None:
        raise NotAllowed("Une exception porte le nom de son auteur : il faut un compte.")
    if author.account == account_id:
        raise NotAllowed("Nul ne s’accorde une exception à soi-même.")
    if action == Action.ADMINISTER:
        raise NotAllowed("Le droit d’administrer ne s’accorde pas par exception.")
    if departement != FRANCE and not territories.is_departement(departement):
        raise AccountError(f"« {departement} » n’est ni un département, ni {FRANCE}.")
    if secret(obj, asked):
        require(author, Object.SECURE_PLACES, Action.ADMINISTER, departement=departement)
        _require_foreseen(account.profile, obj, action, asked)
    else:
        require(author, Object.ACCOUNTS, Action.ADMINISTER, departement=departement, level=asked)
    exception = RightException(
        account_id=account_id,
        object=obj.value,
        action=action.value,
        level=int(asked),
        departement=departement,
        reason=_reason(reason),
        author_id=author.account,
        created_at=now,
        ends_on=_last_day(ends_on, now.date()),
    )
    session.add(exception)
    session.flush()
    _tell(session, author, exception, channel)
    return exception


def confirm(
    session: Session, second: Perimetre, exception_id: int, *, now: datetime, channel: Channel = Channel.PAGE
) -> None:
    """The second person of a grant at N3: another one than its author and its holder, of the other administration.

    Raises `NotAllowed`, `AccountError`.
    """
    exception = _found(session, exception_id)
    if exception.revoked_at is not None or exception.second_id is not None or now.date() > exception.ends_on:
        raise AccountError("Cette exception n’attend pas de confirmation.")
    require(second, Object.SECURE_PLACES, Action.ADMINISTER, departement=exception.departement)
    require_two_persons(Object.SECURE_PLACES, Action.ADMINISTER, exception.author_id, second.account)
    if second.account == exception.account_id:
        raise NotAllowed("Nul ne confirme sa propre exception.")
    if found(session, exception.author_id).profile == second.profile:
        raise NotAllowed("La seconde personne doit appartenir à l’autre administration : Miprof et DIHAL.")
    exception.second_id = second.account
    session.flush()
    _tell(session, second, exception, channel)


def revoke(
    session: Session, perimetre: Perimetre, exception_id: int, *, now: datetime, channel: Channel = Channel.PAGE
) -> None:
    """Take an exception back, by anyone who could have given it: one person is enough to close."""
    exception = _found(session, exception_id)
    obj, level = Object(exception.object), Level(exception.level)
    kind = Object.SECURE_PLACES if secret(obj, level) else Object.ACCOUNTS
    require(perimetre, kind, Action.ADMINISTER, departement=exception.departement, level=level)
    exception.revoked_at = exception.revoked_at or now
    session.flush()
    _tell(session, perimetre, exception, channel)


def _found(session: Session, exception_id: int) -> RightException:
    exception = session.get(RightException, exception_id, populate_existing=True)
    if exception is None:
        raise AccountError(f"Aucune exception ne porte le numéro {exception_id}.")
    return exception


def _require_foreseen(profile: str, obj: Object, action: Action, level: Level) -> None:
    foreseen = roles().profiles[profile].by_exception
    if not any(each.obj == obj and each.action == action and each.level >= level for each in foreseen):
        label = roles().profiles[profile].label
        raise NotAllowed(f"La matrice ne prévoit pas d’exception de niveau N3 pour le profil « {label} ».")


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if not reason or len(reason) > _LONGEST_REASON:
        raise AccountError(f"Donner le motif de l’exception, en {_LONGEST_REASON} caractères au plus.")
    return reason


def _last_day(ends_on: date, today: date) -> date:
    months = roles().rules.exception_at_most_months
    if not today <= ends_on <= today + relativedelta(months=months):
        raise AccountError(f"Une exception se termine dans les {months} mois.")
    return ends_on


def _tell(session: Session, who: Perimetre, exception: RightException, channel: Channel) -> None:
    after: dict[str, Any] = {
        "account": exception.account_id,
        "object": exception.object,
        "action": exception.action,
        "departement": exception.departement,
        "ends_on": exception.ends_on,
        "granted_by": str(exception.author_id),
        "approved_by": "" if exception.second_id is None else str(exception.second_id),
        "state": "open" if exception.revoked_at is None else "revoked",
    }
    journal.record(session, who, Event.RIGHTS_CHANGE, obj=OBJECT, key=str(exception.id), channel=channel, after=after)
