"""*Qui appeler*: whom to call in a département, on one page to print. Public fields of the listing alone."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy.orm import Session

from config.nomenclatures import Form, Function, Public, ZoneMode
from geodata import territories
from geodata.listing.codes import ACSE
from geodata.perimetre import Perimetre
from geodata.publication.directory import for_professionals
from geodata.publication.listing import publish_listing

EMERGENCY = "Danger immédiat\N{NO-BREAK SPACE}: 17 ou 112. Par SMS, sans parler\N{NO-BREAK SPACE}: 114."
"""Numbers of the State, the same everywhere; any other number comes from the listing."""


@dataclass(frozen=True)
class CallLine:
    """A service: its name, where, how to reach it, for whom and what, and what to know before relying on it."""

    name: str
    where: str
    reach: tuple[str, ...]
    aid: str
    reserves: tuple[str, ...]


@dataclass(frozen=True)
class CallCard:
    """`lines`: local services, those verified lately first. `national`: the line of Ac.Sé, None when not listed."""

    departement: str
    name: str
    drawn_on: date
    lines: tuple[CallLine, ...]
    national: CallLine | None
    origins: tuple[str, ...]


def assemble(session: Session, public: Perimetre, departement: str, today: date) -> CallCard:
    """The card of a département; services of the whole country are left to the directory, save Ac.Sé.

    Raises `KeyError` for an unknown département.
    """
    name = territories.names()[departement]
    everywhere = publish_listing(session, public, today=today)
    rows = everywhere.rows
    scheme = rows["structure"] == ACSE
    here = (rows["departement"] == departement) | rows["zones"].map(lambda zones: departement in zones).astype(bool)
    local = rows[here & ~scheme].copy()
    local["away"] = local["departement"] != departement
    # Who helps comes before who trains and speaks for others.
    local["helps"] = [bool({*functions} - {Function.FORMATION}) for functions in local["functions"]]
    order = ["away", "recent", "helps", "association", "branch"]
    local = local.sort_values(order, ascending=[True, False, False, True, True])
    national = [_line(row, departement) for row in _records(rows[scheme])]
    return CallCard(
        departement,
        name,
        today,
        tuple(_line(row, departement) for row in _records(local)),
        national[0] if national else None,
        tuple(dict.fromkeys(origin.sentence for origin in everywhere.provenance)),
    )


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in rows.to_dict("records")]


def _line(row: dict[str, Any], departement: str) -> CallLine:
    modes = dict(each.split(":") for each in row["zone_modes"])
    reserves = [str(row["reserve"])]
    if for_professionals(row):
        reserves.append("sur orientation d’un professionnel")
    if row["departement"] != departement and row["structure"] != ACSE:
        said = f", {ZoneMode(modes[departement]).label.lower()}" if departement in modes else ""
        reserves.append(f"vient d’un autre département ({row['departement']}){said}")
    where = ", ".join(part for part in (row["street"], f"{row['postcode']} {row['city']}".strip()) if part)
    if row["structure"] == ACSE:
        where = ""
    elif not row["street"]:
        where = f"{where} (adresse à confirmer)" if where else "adresse à confirmer"
    site = str(row["website"]) if str(row["website"]).startswith(("http://", "https://")) else ""
    return CallLine(
        name=" – ".join(part for part in (row["association"], row["branch"]) if part),
        where=where,
        reach=tuple(part for part in (row["phone"], row["mail"], site, row["hours"]) if part),
        aid=_aid(row),
        reserves=tuple(reserves),
    )


def _aid(row: dict[str, Any]) -> str:
    """What is declared; what is not is said to be unknown, never « no »."""
    lists: tuple[tuple[str, Any, list[str]], ...] = (
        ("Publics", Public, row["publics"]), ("Formes", Form, row["forms"]), ("Aide", Function, row["functions"]),
    )  # fmt: skip
    parts = []
    for title, members, codes in lists:
        said = "non dit" if not codes else ", ".join(each.label.lower() for each in members if each in codes)
        said = "tous" if title == "Publics" and len(codes) == len(Public) else said
        said = "toutes" if title == "Formes" and len(codes) == len(Form) else said
        parts.append(f"{title}\N{NO-BREAK SPACE}: {said}")
    return ". ".join(parts) + "."
