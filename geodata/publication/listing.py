"""The listing of associations that leaves the house: public organisations, public addresses."""

from sqlalchemy.orm import Session

from config.nomenclatures import Function
from geodata.facts import branches
from geodata.perimetre import Perimetre
from geodata.publication.provenance import origins
from geodata.publication.tables import Table
from geodata.rights import Action, Object, require

LABELS = {
    "association": "Association",
    "branch": "Antenne",
    "departement": "Département",
    "city": "Commune",
    "postcode": "Code postal",
    "street": "Adresse",
    "zones": "Zone d’intervention",
    "forms_declared": "Formes d’exploitation",
    "publics_declared": "Publics",
    "services_declared": "Services",
    "website": "Site web",
    "source": "Source",
    "verified_on": "Vérifié le",
    "lat": "Latitude",
    "lon": "Longitude",
    "geo_status": "Qualité du point",
}
COLUMNS = [*LABELS, "branch_id", "forms", "publics", "functions", "geo_label", "geo_reason"]


def publish_listing(
    session: Session,
    perimetre: Perimetre,
    *,
    form: str | None = None,
    public: str | None = None,
    departement: str | None = None,
) -> Table:
    """Branches of associations, one row each; those that act in `departement` when one is given (`FR` acts everywhere).

    Latitude and longitude are NaN unless the address is known to its commune at least. The street of a branch that
    offers housing does not leave, nor its point closer than its commune: people may live there. The listing is public
    (N0), so that `perimetre` removes nothing yet; it is asked for so that nothing leaves without a reader's name.
    """
    require(perimetre, Object.STRUCTURES, Action.READ, departement=departement)
    listed = branches.branches(session, form, public)
    if departement is not None:
        places = {departement, branches.WHOLE_COUNTRY}
        declared = listed["zones"].map(lambda zones: bool(places & set(zones))).astype(bool)
        listed = listed[declared | (listed["departement"] == departement)]
    located = listed["geo_status"].isin(branches.POINT_STATUSES)
    houses = listed["functions"].map(lambda functions: Function.HEBERGEMENT in functions).astype(bool)
    street = listed["street"].mask(houses, "")
    rows = (
        listed.assign(lat=listed["lat"].where(located), lon=listed["lon"].where(located), street=street)
        .rename(columns={"name": "branch"})
        .reset_index(names="branch_id")
    )
    return Table(
        id="listing",
        title="Associations qui accompagnent les victimes de traite",
        rows=rows[COLUMNS],
        labels=LABELS,
        provenance=origins(session, ["associations"]),
        geometry=True,
    )
