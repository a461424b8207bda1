"""« Qui peut lire ceci ? », answered from the live rights."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from config.roles import Action, Level, Object, Scope, roles
from geodata import territories
from geodata.models import Account, RightException
from geodata.rights.decision import FRANCE, decide, require
from geodata.rights.perimetre import Perimetre
from geodata.rights.profiles import perimetre
from geodata.rights.standing import Standing, rights_of, standing

ELSEWHERE = "d’autres territoires"
_NEAR = {Scope.DEPARTEMENT, Scope.REGION}


@dataclass(frozen=True)
class Reader:
    """A profile that reads: how many accounts by the matrix, and the last days of the exceptions of the others."""

    label: str
    accounts: int
    exceptions: tuple[date, ...] = ()


def readers_for(
    session: Session, perimetre: Perimetre, obj: Object, departement: str, today: date, *, level: Level | None = None
) -> list[Reader]:
    """The same as `readers_of`, told to whoever reads `obj` there: to others, not even how many accounts there are.

    Raises `NotAllowed`.
    """
    require(perimetre, obj, Action.READ, departement=departement, structure=perimetre.structure or None, level=level)
    return readers_of(session, obj, departement, today, level=level)


def readers_of(
    session: Session, obj: Object, departement: str, today: date, *, level: Level | None = None
) -> list[Reader]:
    """Who may read `obj` in a département (or `FRANCE`) on a day, at `level` (by default, that of the object).

    Profiles of the matrix, even without an account yet, and accounts that an exception lets in; ministries and
    structures appear with their accounts, and those attached to other territories as one line for each profile. An
    account that is closed, over, dormant or without the charter is nobody.
    """
    accounts = Counter(
        {rights.label: 0 for rights in _profiles(departement, today) if _reads(rights, obj, departement, level)}
    )
    named: dict[str, list[date]] = defaultdict(list)
    for rights in _present(session, today, departement, _far(obj, level)):
        if _reads(replace(rights, exceptions=()), obj, departement, level):
            accounts[_name(rights, departement)] += 1
        elif _reads(rights, obj, departement, level):
            named[rights.label] += [each.ends_on for each in rights.exceptions if each.right.obj == obj]
    labels = dict.fromkeys([*accounts, *named])
    return [Reader(label, accounts[label], tuple(sorted(named[label]))) for label in labels]


def _name(rights: Perimetre, departement: str) -> str:
    # A hundred préfectures read partners' figures everywhere: one line, not a hundred.
    elsewhere = departement != FRANCE and rights.departements and departement not in rights.departements
    return f"{roles().profiles[rights.profile.partition(':')[0]].label}, {ELSEWHERE}" if elsewhere else rights.label


def _reads(rights: Perimetre, obj: Object, departement: str, level: Level | None) -> bool:
    # A structure is asked about its own sheet, a ministry about its own mesures: do they read something of it?
    mesures: list[int | None] = [*rights.mesures, *(number for right in rights.rights for number in right.mesures)]
    return any(
        decide(
            rights,
            obj,
            Action.READ,
            departement=departement,
            structure=rights.structure or None,
            mesure=mesure,
            level=level,
        ).allowed
        for mesure in {None, *mesures}
    )


def _profiles(departement: str, today: date) -> Iterable[Perimetre]:
    """Each profile of the matrix, attached to the place where the question is asked."""
    for name, card in roles().profiles.items():
        if card.attached_to == "france":
            yield perimetre(name)
        elif departement != FRANCE and card.attached_to == "departement":
            yield perimetre(f"{name}:{departement}")
        elif departement != FRANCE and card.attached_to == "region":
            yield perimetre(f"{name}:{territories.region_of(departement, today.year)}")


def _far(obj: Object, level: Level | None) -> list[str]:
    """The profiles that read `obj` outside their own territories: nobody else there has to be looked at."""
    asked = roles().objects[obj].level if level is None else level
    return [
        name
        for name, card in roles().profiles.items()
        for right in card.rights
        if (right.obj, right.action) == (obj, Action.READ) and right.level >= asked and not _NEAR & set(right.scope)
    ]


def _present(session: Session, today: date, departement: str, far: Iterable[str]) -> Iterable[Perimetre]:
    """The rights of each account that is open on that day, and may read something there."""
    exceptions: dict[int, list[RightException]] = defaultdict(list)
    for each in session.scalars(select(RightException)):
        exceptions[each.account_id].append(each)
    near = or_(
        Account.departement.in_(["", departement]), Account.profile.in_(list(far)), Account.id.in_(list(exceptions))
    )
    open_ones = select(Account).where(Account.state == Standing.ACTIVE.value, near).order_by(Account.id)
    for account in session.scalars(open_ones):
        if standing(account, today) == Standing.ACTIVE:
            yield rights_of(account, exceptions[account.id], today)
