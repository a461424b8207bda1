"""What an account is worth on a given day: its rights, computed from all that is kept of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from config.charter import current
from config.nomenclatures import Labelled
from config.roles import Action, Level, Object, Right, Scope, roles
from geodata.instants import utc
from geodata.models import Account, RightException
from geodata.rights.perimetre import Exceptional, Perimetre
from geodata.rights.profiles import PUBLIC, perimetre


class Standing(Labelled):
    """Where an account stands; the label says it to its holder."""

    REQUESTED = "requested", "Demandé : un administrateur doit l’approuver"
    INVITED = "invited", "Invité : il s’ouvrira à la première connexion"
    ACTIVE = "active", "Actif"
    SUSPENDED = "suspended", "Suspendu"
    REFUSED = "refused", "Refusé"
    ENDED = "ended", "Arrivé à sa date de fin"
    DORMANT = "dormant", "Suspendu : il n’a pas servi depuis douze mois"
    CHARTER = "charter", "En attente de l’acceptation de la charte"


CLOSED = frozenset({Standing.SUSPENDED, Standing.REFUSED, Standing.ENDED})
"""An account that stands so opens no session, and loses those that it has."""


def standing(account: Account, today: date) -> Standing:
    """Only `ACTIVE` opens more than what is public."""
    kept = Standing(account.state)
    if kept != Standing.ACTIVE:
        return kept
    if account.ends_on is not None and today > account.ends_on:
        return Standing.ENDED
    last = max(account.confirmed_at, account.last_used_at or account.confirmed_at, key=utc)
    if today >= utc(last).date() + relativedelta(months=roles().rules.dormant_after_months):
        return Standing.DORMANT
    return Standing.ACTIVE if account.charter_version == current().version else Standing.CHARTER


def written(account: Account) -> str:
    """The profile of an account as `perimetre` reads it: `prefecture:48`."""
    where = account.region or account.structure or account.ministry or account.departement
    second = account.departement if account.structure else ",".join(map(str, account.mesures))
    return ":".join(part for part in (account.profile, where, second) if part)


def called(account: Account) -> str:
    """The profile and the place of an account, in French."""
    try:
        return perimetre(written(account)).label
    except ValueError:
        return account.profile  # a profile that the matrix no longer has


def rights_of(account: Account, exceptions: Iterable[RightException], today: date) -> Perimetre:
    """The rights of an account on a day: those of the public unless it stands as `ACTIVE`."""
    if standing(account, today) != Standing.ACTIVE or account.profile not in roles().profiles:
        return replace(perimetre(PUBLIC), account=account.id)
    opened = tuple(sorted((_opened(each) for each in exceptions if in_force(each, today)), key=repr))
    return replace(perimetre(written(account)), account=account.id, exceptions=opened)


def in_force(exception: RightException, today: date) -> bool:
    """Whether an exception opens anything: not revoked, not over, and confirmed by a second person at N3."""
    confirmed = exception.second_id is not None or not secret(Object(exception.object), Level(exception.level))
    return exception.revoked_at is None and today <= exception.ends_on and confirmed


def secret(obj: Object, level: Level) -> bool:
    """Whether a right touches what is secret (N3), and so needs two persons to be given."""
    return level >= Level.N3 or roles().objects[obj].level >= Level.N3


def _opened(exception: RightException) -> Exceptional:
    right = Right(Object(exception.object), Action(exception.action), (Scope.FRANCE,), Level(exception.level))
    return Exceptional(right, exception.departement, exception.ends_on)
