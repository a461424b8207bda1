"""The listing of associations that leaves the house: to each reader, the fields that he may read."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
from sqlalchemy.orm import Session

from config.roles import Level
from geodata.communes import communes
from geodata.facts import branches
from geodata.instants import today_at
from geodata.listing.disclosure import withheld
from geodata.listing.freshness import recent, reserve
from geodata.listing.hours import in_french
from geodata.perimetre import Perimetre
from geodata.publication.provenance import origins
from geodata.publication.tables import Table
from geodata.rights import Action, Object, decide, require

LABELS = {
    "association": "Association",
    "branch": "Antenne",
    "departement": "Département",
    "city": "Commune",
    "postcode": "Code postal",
    "street": "Adresse",
    "zones": "Zone d’intervention",
    "zone_modes": "Modes d’intervention",
    "forms_declared": "Formes d’exploitation",
    "publics_declared": "Publics",
    "services_declared": "Services",
    "languages": "Langues",
    "hours": "Horaires",
    "opening_hours": "Horaires (format OpenStreetMap)",
    "phone": "Téléphone",
    "mail": "Courriel",
    "website": "Site web",
    "access": "Comment s’y rendre",
    "referrers": "Qui peut orienter",
    "referral": "Comment orienter",
    "description": "Description",
    "source": "Source",
    "verified_on": "Vérifié le",
    "verified_by": "Vérifié par",
    "reserve": "Réserve",
    "structure": "Code de l’organisation",
    "siret": "SIRET",
    "lat": "Latitude",
    "lon": "Longitude",
    "geo_status": "Qualité du point",
}
CODED = ("forms", "publics", "functions")
COLUMNS = [*LABELS, "branch_id", *CODED, "recent", "geo_label", "geo_reason", "geo_citycode"]
NOTES = (
    "« À confirmer » : personne n’a vérifié la fiche depuis treize mois ; une source n’est pas une vérification.",
    "Un champ vide n’est pas un « non » : il n’est pas renseigné, ou l’association n’a pas choisi de le publier.",
)


def publish_listing(
    session: Session,
    perimetre: Perimetre,
    *,
    form: str | None = None,
    public: str | None = None,
    departement: str | None = None,
    today: date | None = None,
) -> Table:
    """Branches of associations, one row each; those that act in `departement` when one is given (`FR` acts everywhere).

    Rows: the columns of `LABELS`, in which `zones`, `languages` and `referrers` are codes, and `zone_modes` says
    « 48:itinerant » for each zone whose mode is known; `branch_id`; `forms`, `publics`, `functions` (codes); `recent`,
    whether it was verified less than 13 months before `today` (by default, the present day in Paris).

    The public reads what the association agrees to publish; whoever reads its card at N1 reads all of it. What is kept
    back is empty, as what is not known is: see `geodata.listing.disclosure`, which also keeps back what would lead to
    the door of a branch that offers housing. Latitude and longitude are NaN unless the address is known to its commune
    at least. The mailbox of campaigns never leaves.
    """
    require(perimetre, Object.STRUCTURES, Action.READ, departement=departement)
    day = today or today_at(datetime.now(UTC))
    listed = branches.branches(session, form, public)
    if departement is not None:
        places = {departement, branches.WHOLE_COUNTRY}
        declared = listed["zones"].map(lambda zones: bool(places & set(zones))).astype(bool)
        listed = listed[declared | (listed["departement"] == departement)]
    located = listed["geo_status"].isin(branches.POINT_STATUSES)
    listed = listed.assign(lat=listed["lat"].where(located), lon=listed["lon"].where(located))
    rows = pd.DataFrame(
        [_told(row, day) for row in _disclosed(listed.reset_index(names="branch_id"), perimetre)], columns=COLUMNS
    ).astype({"lat": "float64", "lon": "float64", "recent": bool})
    return Table(
        id="listing",
        title="Associations qui accompagnent les victimes de traite",
        rows=rows,
        labels=LABELS,
        provenance=origins(session, ["associations"]),
        geometry=True,
        notes=NOTES,
    )


def _disclosed(listed: pd.DataFrame, perimetre: Perimetre) -> Iterable[dict[str, Any]]:
    levels = {code: perimetre.level_in(code, Object.STRUCTURES) for code in listed["departement"].unique()}
    points = _points_of_communes(listed["geo_citycode"].unique())
    for row in listed.to_dict("records"):
        level = levels[row["departement"]]
        if perimetre.structure and row["structure"] == perimetre.structure:
            level = max(level, _level_at_home(perimetre, row["departement"]))
        kept_back = withheld(row, level)
        if kept_back.pop("coarse"):
            kept_back |= _to_its_commune(row, points)
        yield {**row, **kept_back}


def _level_at_home(perimetre: Perimetre, departement: str) -> Level:
    """What a reader reads of the card of his own structure."""
    held = (
        level
        for level in reversed(Level)
        if decide(
            perimetre, Object.STRUCTURES, Action.READ,
            departement=departement, structure=perimetre.structure, level=level,
        ).allowed
    )  # fmt: skip
    return next(held, Level.N0)


def _points_of_communes(codes: Iterable[str]) -> dict[str, tuple[float, float]]:
    known = communes().reindex(list(codes))[["lat", "lon"]].dropna()
    return {str(row.Index): (float(row.lat), float(row.lon)) for row in known.itertuples()}


def _to_its_commune(row: dict[str, Any], points: dict[str, tuple[float, float]]) -> dict[str, Any]:
    if row["geo_status"] not in {"precise", "street"}:
        return {}
    if row["geo_citycode"] not in points:
        return {"lat": None, "lon": None, "geo_status": "withheld"}
    lat, lon = points[row["geo_citycode"]]
    return {"lat": lat, "lon": lon, "geo_status": "commune"}


def _told(row: dict[str, Any], day: date) -> dict[str, Any]:
    modes = row["modes"]
    return {
        **row,
        "branch": row["name"],
        "zone_modes": tuple(f"{code}:{modes[code]}" for code in row["zones"] if modes.get(code)),
        "hours": " ; ".join(in_french(row["opening_hours"])),
        "recent": recent(row["verified_on"], day),
        "reserve": reserve(row["verified_on"], row["verified_by"], row["source"], day),
    }
