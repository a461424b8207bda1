"""Organisations: a code each, made when the listing first names them."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.listing.codes import code_for
from geodata.models import Structure
from geodata.perimetre import Perimetre

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
        raise ValueError(f"an invented organisation says so in its name: « {name} » lacks « {INVENTED} »")
    session.add(
        Structure(code=code, association=name, name=name, description=description, mail=mail, demonstration=True)
    )
    session.flush()
    return code
