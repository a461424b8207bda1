"""How fresh the listing is, by département, beside how many organisations answered the last campaign."""

from datetime import date

import pandas as pd
from sqlalchemy.orm import Session

from geodata import territories
from geodata.facts.branches import branches
from geodata.listing.freshness import recent
from geodata.perimetre import Perimetre
from geodata.publication.campaign_response import publish_response
from geodata.publication.provenance import origins
from geodata.publication.tables import Table
from geodata.repositories.campaigns import latest
from geodata.rights import FRANCE, Action, Object, require

LABELS = {
    "departement": "Code",
    "name": "Département",
    "branches": "Antennes",
    "recent": "Vérifiées depuis moins de 13 mois",
    "to_confirm": "À confirmer",
    "never": "Dont jamais vérifiées",
    "share": "Part vérifiée (%)",
    "invited": "Associations sollicitées",
    "confirmed": "Ont répondu",
    "rate": "Taux de réponse (%)",
}
NOTE = (
    "Une antenne compte dans le département de son adresse. « À confirmer » : personne ne l’a vérifiée depuis moins de "
    "treize mois, ou jamais. Une source publique, même récente, n’est pas une vérification."
)


def publish_freshness(session: Session, perimetre: Perimetre, *, today: date) -> Table:
    """Listed branches by state of verification: 101 rows by code, then France (`FR`). Public (N0).

    `share`: NaN where there is no branch; `invited`, `confirmed`, `rate` (percent): of the last campaign, NaN without
    one or where it asked nobody. Raises `NotAllowed`.
    """
    require(perimetre, Object.STRUCTURES, Action.READ)
    listed = branches(session)[["departement", "verified_on"]]
    fresh = listed["verified_on"].map(lambda day: recent(day, today)).astype(bool)
    never = listed["verified_on"].map(lambda day: day is None or pd.isna(day)).astype(bool)
    said = pd.DataFrame(
        {"branches": 1, "recent": fresh, "to_confirm": ~fresh, "never": never}, index=listed.index
    ).astype(int)
    rows = said.groupby(listed["departement"]).sum().reindex(list(territories.CODES), fill_value=0)
    rows.loc[FRANCE] = said.sum()
    rows["share"] = 100 * rows["recent"] / rows["branches"].where(rows["branches"] > 0)
    rows = rows.rename_axis("departement").reset_index()
    rows.insert(1, "name", [*(territories.names()[code] for code in territories.CODES), "France"])
    response = _response(session, perimetre, today)
    notes: tuple[str, ...] = (NOTE,)
    rows[["invited", "confirmed", "rate"]] = float("nan")
    provenance = origins(session, ["associations"])
    if response is not None:
        asked = response.rows.set_index("departement").reindex(rows["departement"])
        for column in ("invited", "confirmed", "rate"):
            rows[column] = asked[column].where(asked["invited"] > 0).to_numpy(float)
        notes, provenance = (NOTE, *response.notes), (*provenance, *response.provenance)
    return Table("listing_freshness", "Fraîcheur de l’annuaire", rows, LABELS, provenance, notes=notes)


def _response(session: Session, perimetre: Perimetre, today: date) -> Table | None:
    asked = latest(session, today)
    return None if asked is None else publish_response(session, perimetre, asked.id, today)
