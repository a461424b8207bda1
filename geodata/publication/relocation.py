"""Requests to be housed far from danger, by département of origin and year: exact figures, or nothing (N2).

Where anybody was housed is kept nowhere, so that no destination can be joined to an origin.
"""

import pandas as pd
from sqlalchemy.orm import Session

from geodata import territories
from geodata.facts import supply
from geodata.perimetre import Level, NotAllowed, Perimetre
from geodata.publication.contract import State
from geodata.publication.provenance import origins
from geodata.publication.tables import Table, withhold
from geodata.rights import FRANCE, Action, Object, decide, readable

LABELS = {
    "name": "Département d’origine",
    "year": "Année",
    "asked": "Demandes",
    "met": "Pourvues",
    "rate_met": "Taux pourvu (%)",
    "refused_no_place": "Refus, absence de place",
    "refused_criteria": "Refus, hors critères",
    "withdrawn": "Retirées",
}
NOTE = (
    "Demandes d’éloignement selon le département d’où elles viennent ; une demande est une personne. Où chacun a été "
    "accueilli n’est gardé nulle part. Un département absent du tableau n’a rien transmis : ce n’est pas zéro."
)


def publish_relocation(session: Session, perimetre: Perimetre, *, departement: str | None = None) -> Table:
    """One row per département of origin and year; `FR` too (`answered` départements) for who reads all the country.

    Each number has its state; `rate_met` (percent) is *sans objet* where nobody asked, unknown where a number lacks.
    Raises `NotAllowed` for who reads no exact figure, there or anywhere.
    """
    allowed = readable(perimetre, Object.PLACES, Level.N2)
    if departement is not None:
        allowed = tuple(code for code in allowed if code == departement)
    if not allowed:
        raise NotAllowed(f"Le profil « {perimetre.label} » ne donne pas accès aux demandes d’éloignement.")
    rows = supply.requests(session)
    rows = rows[rows["departement"].isin(allowed)].assign(answered=1)
    national = decide(perimetre, Object.PLACES, Action.READ, departement=FRANCE, level=Level.N2).allowed
    if national and departement is None and len(rows):
        rows = pd.concat([rows, _france(rows)], ignore_index=True)
    rows = rows.reset_index(drop=True)
    for column in supply.REQUESTS:
        rows = withhold(rows, column, pd.Series(False, rows.index))
    rows = rows.assign(rate_met=100 * rows["met"] / rows["asked"].where(rows["asked"] > 0))
    rows = withhold(rows, "rate_met", pd.Series(False, rows.index))
    rows.loc[(rows["asked"] == 0) & rows["met"].notna(), "rate_met_state"] = State.NOT_APPLICABLE
    names = territories.names()
    rows.insert(1, "name", ["France" if code == FRANCE else names[code] for code in rows["departement"]])
    return Table(
        id="relocation",
        title="Demandes d’éloignement par département d’origine",
        rows=rows,
        labels=LABELS,
        provenance=origins(session, ["relocation_requests"]),
        notes=(NOTE,),
    )


def _france(rows: pd.DataFrame) -> pd.DataFrame:
    """Sums of what is told; a number that one of the départements leaves blank is unknown for the country."""
    by_year = rows.groupby("year")
    sums = by_year[list(supply.REQUESTS)].agg(lambda told: told.sum(skipna=False))
    return sums.assign(departement=FRANCE, answered=by_year.size()).reset_index()
