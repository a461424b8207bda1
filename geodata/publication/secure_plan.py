"""What more secure places would change, as one visitor may read it: on the screen alone, never in a file.

Requests are added up by zone of origin inside this computation and leave it as one number for the country: no origin is
ever set beside a zone where places are.
"""

from dataclasses import dataclass

import pandas as pd
from sqlalchemy.orm import Session

from config.thresholds import threshold
from geodata.facts.relocations import Relocations, of_zones
from geodata.journal import Channel
from geodata.perimetre import Level, Perimetre
from geodata.publication.contract import Provenance
from geodata.publication.french import with_unit
from geodata.publication.provenance import origins
from geodata.repositories import secure_places
from geodata.rights import FRANCE, Action, Object, decide
from geodata.scenarios.secure import SecureNeeds, plan_secure
from geodata.secrecy import persons_threshold
from geodata.zones import zones

LABELS = {
    "places_financed": "Places financées",
    "places_open": "Places ouvertes",
    "places_occupied": "Places occupées",
    "opened": "Places à ouvrir",
}
MONTHS = 12


@dataclass(frozen=True)
class Requests:
    """Requests of the country in a year; None: not known, or withheld when `withheld`. `silent`: départements."""

    asked: int | None
    met: int | None
    silent: int
    withheld: bool


@dataclass(frozen=True)
class Outlook:
    """What one more place or more would change for the country: requests unmet before and after, places opened."""

    unmet_before: int
    unmet_after: int
    opened: int
    stays: float


@dataclass(frozen=True)
class SecureOutlook:
    """It has no file format. `rows`: index, the label of a zone that may be shown, or « France »; columns of `LABELS`.

    `by_zone`: False when the visitor reads the country alone; `opened` is then of the country. `requests`: None when
    the visitor may not read them. `outlook`: None when places or requests are not known, or not to be read.
    `provenance`: that the file of places came, and when, is for readers of zones.
    """

    year: int
    places: int
    rows: pd.DataFrame
    by_zone: bool
    requests: Requests | None
    outlook: Outlook | None
    notes: tuple[str, ...]
    provenance: tuple[Provenance, ...]
    demonstration: bool


def publish_secure_outlook(
    session: Session, perimetre: Perimetre, year: int, places: int, channel: Channel = Channel.PAGE
) -> SecureOutlook:
    """Secure places of a year and where `places` more would leave the fewest requests unmet, under the rule of removal.

    Per grande zone at N3, for the country alone below. Raises `NotAllowed` for everybody else, `ValueError` for a
    number of places out of bounds. Each call is a line of the journal.
    """
    most = int(threshold("secure.most_places"))
    kept = secure_places.for_plan(session, perimetre, year, channel)
    if not 0 <= places <= most:
        raise ValueError(f"On demande de 0 à {most} places sécurisantes de plus.")
    told = of_zones(session, year)
    requests = _requests(perimetre, told)
    by_zone, opened, outlook = secure_places.reads_zones(perimetre), {}, None
    stays = MONTHS / float(threshold("secure.mean_stay_months"))
    if len(kept) and requests and requests.asked is not None:
        # A zone that is never shown by itself receives no new place: what is left of the sum would tell them.
        shown = [code for code in kept.index if not zones()[code].national_only]
        there = {str(code): int(count) for code, count in kept["places_open"].items()}
        plan = plan_secure(SecureNeeds(told.by_origin, there, shown), places, stays)
        opened = plan.opened
        outlook = Outlook(plan.unmet_before, plan.unmet, sum(opened.values()), stays)
    of_places = origins(session, ["secure_capacity"])
    of_requests = origins(session, ["relocation_requests"]) if requests else ()
    return SecureOutlook(
        year=year,
        places=places,
        rows=_rows(kept, opened if outlook else None, by_zone),
        by_zone=by_zone,
        requests=requests,
        outlook=outlook,
        notes=_notes(stays, year),
        provenance=(*(of_places if by_zone else ()), *of_requests),
        demonstration=any(origin.demonstration for origin in (*of_places, *of_requests)),
    )


def _requests(perimetre: Perimetre, told: Relocations) -> Requests | None:
    """The national totals, as the visitor reads the places of the country: exact, without small numbers, or not."""
    read = {
        level: decide(perimetre, Object.PLACES, Action.READ, departement=FRANCE, level=level).allowed
        for level in (Level.N1, Level.N2)
    }
    if not read[Level.N1]:
        return None
    least = persons_threshold(Level.N2 if read[Level.N2] else Level.N1)
    unmet = told.asked - told.met if told.asked is not None and told.met is not None else None
    small = any(value is not None and 0 < value < least for value in (told.asked, told.met, unmet))
    return Requests(None, None, told.silent, True) if small else Requests(told.asked, told.met, told.silent, False)


def _rows(kept: pd.DataFrame, opened: dict[str, int] | None, by_zone: bool) -> pd.DataFrame:
    rows = kept.astype("int64").assign(opened=[pd.NA if opened is None else opened[str(code)] for code in kept.index])
    rows["opened"] = rows["opened"].astype("Int64")
    if by_zone:
        rows = rows.loc[[code for code in rows.index if not zones()[code].national_only]]
        rows = rows.rename(index={code: zone.label for code, zone in zones().items()})
    elif len(rows):
        rows = rows.sum(min_count=1).to_frame("France").T
    return rows.rename_axis("zone")[list(LABELS)]


def _notes(stays: float, year: int) -> tuple[str, ...]:
    mean = float(threshold("secure.mean_stay_months"))
    received = with_unit(stays, "personnes", 0 if stays.is_integer() else 1)
    stay = with_unit(mean, "mois", 0 if mean.is_integer() else 1)
    return (
        f"Places : totaux de {year} que la coordination du dispositif d’accueil sécurisant transmet par grande zone.",
        "Règle d’éloignement : une personne est accueillie hors de la zone d’où vient sa demande.",
        f"Une place reçoit {received} par an : séjour moyen de {stay}, convention faute de durée publiée.",
        "Une demande est une personne, comptée à son origine, qui n’est jamais rapprochée d’une zone d’accueil.",
        "Optimum prouvé par le solveur HiGHS ; une zone comptée au seul total national ne reçoit rien de nouveau.",
        "Quand plusieurs zones conviennent aussi bien, le plan en retient une : autant de demandes sont pourvues.",
    )
