"""Organisations: a code each, made when the listing first names them."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.listing.codes import code_for
from geodata.models import Structure
from geodata.perimetre import Perimetre
from geodata.rights import FRANCE, Action, Object, require

INVENTED = "(invention)"
"""What the name of every organisation of the demonstration ends with."""


def known_as(session: Session, associations: Iterable[str]) -> dict[str, str]:
    """The code of each association, by the name under which files know it; a structure is made for a new name."""
    codes = {each: code for code, each in session.execute(select(Structure.code, Structure.association))}
    for name in associations:
        if name not in codes:
            code = code_for(name, set(codes.values()))
            session.add(Structure(code=code, association=name, name=name, description="", mail=""))
            codes[name] = code
    session.flush()
    return codes


def invent(session: Session, perimetre: Perimetre, code: str, name: str, description: str, mail: str) -> str:
    """An organisation of the demonstration, that says so; its code. Raises `ValueError` for a name that could be real.

    It exists for those who try to write, answer and count cards; no public page shows it (`facts.branches`).
    """
    perimetre.require_write("imports")
    if INVENTED not in name:
        raise ValueError(f"an invented organisation says so in its name: « {name} » lacks « {INVENTED} »")
    session.add(
        Structure(code=code, association=name, name=name, description=description, mail=mail, demonstration=True)
    )
    session.flush()
    return code


def with_mailbox(session: Session, perimetre: Perimetre) -> list[str]:
    """The codes of the organisations that a campaign can write to, by name. Raises `NotAllowed`."""
    require(perimetre, Object.STRUCTURES, Action.VALIDATE, departement=FRANCE)
    return list(session.scalars(select(Structure.code).where(Structure.mail != "").order_by(Structure.name)))


def mailboxes(session: Session, perimetre: Perimetre) -> dict[str, tuple[str, str]]:
    """Name and mailbox of every organisation, by code, in the order of names. Raises `NotAllowed`."""
    require(perimetre, Object.STRUCTURES, Action.VALIDATE, departement=FRANCE)
    rows = session.execute(select(Structure.code, Structure.name, Structure.mail).order_by(Structure.name)).all()
    return {code: (name, mail) for code, name, mail in rows}
