"""« Qui peut lire ceci ? », answered from the live rights."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.roles import Action, Level, Object, roles
from geodata import territories
from geodata.models import Account, RightException
from geodata.rights.decision import FRANCE, decide
from geodata.rights.perimetre import Perimetre
from geodata.rights.profiles import perimetre
from geodata.rights.standing import Standing, rights_of, standing


@dataclass(frozen=True)
class Reader:
    """A profile that reads: how many accounts by the matrix, and the last days of the exceptions of the others."""

    label: str
    accounts: int
    exceptions: tuple[date, ...] = ()


def readers_of(
    session: Session, obj: Object, departement: str, today: date, *, level: Level | None = None
) -> list[Reader]:
    """Who may read `obj` in a département (or `FRANCE`) on a day, at `level` (by default, that of the object).

    Profiles of the matrix, even without an account yet, and accounts that an exception lets in; ministries and
    structures appear with their accounts. An account that is closed, over, dormant or without the charter is nobody.
    """
    accounts = Counter(
        {rights.label: 0 for rights in _profiles(departement, today) if _reads(rights, obj, departement, level)}
    )
    named: dict[str, list[date]] = defaultdict(list)
    for rights in _present(session, today):
        if _reads(replace(rights, exceptions=()), obj, departement, level):
            accounts[rights.label] += 1
        elif _reads(rights, obj, departement, level):
            named[rights.label] += [each.ends_on for each in rights.exceptions if each.right.obj == obj]
    labels = dict.fromkeys([*accounts, *named])
    return [Reader(label, accounts[label], tuple(sorted(named[label]))) for label in labels]


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


def _present(session: Session, today: date) -> Iterable[Perimetre]:
    """The rights of each account that is open on that day."""
    exceptions: dict[int, list[RightException]] = defaultdict(list)
    for each in session.scalars(select(RightException)):
        exceptions[each.account_id].append(each)
    open_ones = select(Account).where(Account.state == Standing.ACTIVE.value).order_by(Account.id)
    for account in session.scalars(open_ones):
        if standing(account, today) == Standing.ACTIVE:
            yield rights_of(account, exceptions[account.id], today)
