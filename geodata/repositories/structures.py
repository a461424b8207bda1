"""Organisations: a code each, made when the listing first names them."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.listing.codes import code_for
from geodata.models import Structure


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
