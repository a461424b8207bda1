"""A small country for the pages: one département per state of a cell, and a name that tries to run a script."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from config.nomenclatures import Form
from geodata.listing.codes import code_for
from geodata.models import Branch, CaseCount, DiagnosticRow, Import, ListingReview, Reject, Zone
from geodata.repositories import structures

HOSTILE = "<img src=x onerror=alert(1)></script><b>Pirate</b> ![](http://ailleurs.example/x.png)"
YEAR = 2016


def fill(session: Session) -> None:
    """Lozère (48) published, Ain (01) small counts, Creuse (23) sans objet; elsewhere, silence."""
    for number, job in enumerate(("associations", "listing_reviews", "diagnostics_360", "etat_4001"), start=1):
        session.add(_import(number, job, demonstration=job != "associations", rejected=int(job == "diagnostics_360")))
    session.flush()
    session.add(Reject(import_id=3, line=12, content={"departement": "20"}, reason="« 20 » n’est pas un code."))
    structures.known_as(session, ["Amicale d’essai", HOSTILE, "Réseau sans adresse", "Ligne nationale"])
    session.add(_branch("Amicale d’essai", "Mende", "48000", "Mende", "48", 44.52, 3.5, "precise"))
    session.add(_branch(HOSTILE, "", "48000", "Mende", "48", 44.52, 3.5, "precise"))
    session.add(_branch("Amicale d’essai", "Paris", "75010", "Paris", "75", 48.87, 2.36, "street"))
    session.add(_branch("Amicale d’essai", "Cayenne", "97300", "Cayenne", "973", 4.93, -52.33, "commune"))
    session.add(_branch("Réseau sans adresse", "", "", "", "48", None, None, "area"))
    line = _branch("Ligne nationale", "", "75011", "Paris", "75", 48.86, 2.38, "commune")
    session.add(line)
    session.flush()
    session.add(Zone(branch_id=line.id, departement="FR"))
    for form in Form:
        session.add(ListingReview(departement="48", form=form, reviewed_on=date(YEAR, 12, 1), import_id=2))
        session.add(ListingReview(departement="23", form=form, reviewed_on=date(YEAR, 12, 1), import_id=2))
    session.add(_diagnostic("48", needed=20, dedicated=8, refused=12))
    session.add(_diagnostic("01", needed=3, dedicated=2, refused=2))
    session.add(_diagnostic("23", needed=0, dedicated=1, refused=0))
    for departement, count in (("48", 4), ("01", 0)):
        session.add(_count(departement, count))


def _import(number: int, job: str, demonstration: bool, rejected: int) -> Import:
    return Import(
        id=number,
        job=job,
        title=f"Fichier d’essai {number}",
        producer="Producteur d’essai",
        vintage=str(YEAR),
        file_name=f"{job}.csv",
        sha256=str(number) * 64,
        size=1,
        kept=True,
        demonstration=demonstration,
        received_at=datetime(2026, 10, 18, 9, 0, tzinfo=UTC),
        received_by="exploitation",
        rows_read=10,
        rows_loaded=10 - rejected,
        rows_rejected=rejected,
        notes=[],
    )


def _branch(
    association: str,
    name: str,
    postcode: str,
    city: str,
    departement: str,
    lat: float | None,
    lon: float | None,
    status: str,
) -> Branch:
    return Branch(
        structure=code_for(association, ()),
        association=association,
        name=name,
        street="",
        postcode=postcode,
        city=city,
        departement=departement,
        website="https://exemple.fr",
        publics_declared="femmes",
        forms_declared="toutes formes",
        services_declared="accompagnement",
        publics=["femmes"],
        forms=[form.value for form in Form],
        functions=["juridique"],
        source="essai",
        verified_on=date(YEAR, 12, 1),
        lat=lat,
        lon=lon,
        geo_status=status,
        geo_precision="",
        geo_score=None,
        geo_label=city,
        geo_citycode="",
        geo_source="essai",
        geo_reason="",
        geocoded_at=None,
        import_id=1,
    )


def _diagnostic(departement: str, **numbers: int) -> DiagnosticRow:
    filled: dict[str, Any] = {
        "departement": departement,
        "kind": "360",
        "observed_on": date(YEAR, 12, 1),
        "public": "femmes",
        "place_type": "chrs",
        "validated_on": None,
        "version": "1",
        "pilot": "DDCS",
        "trafficking_section": True,
        "siao_referent": departement != "23",
        "siao_referent_since": None,
        "in_pdalhpd": None,
        "forms": [],
        "mode": "",
        "places_needed": numbers["needed"],
        "need_source": "",
        "need_method": "",
        "places_total": 40,
        "places_accessible": 20,
        "places_dedicated": numbers["dedicated"],
        "places_occupied": 15,
        "capacity_updated_on": None,
        "centres": 4,
        "centres_with_trained_referent": 1,
        "requests": numbers["refused"] + 5,
        "requests_not_met": numbers["refused"],
        "mean_stay_days": None,
        "support_needed": [],
        "funding": [],
        "import_id": 3,
    }
    return DiagnosticRow(**filled)


def _count(departement: str, count: int) -> CaseCount:
    return CaseCount(
        source="etat_4001",
        departement=departement,
        year=YEAR,
        service="gendarmerie",
        nomenclature="A",
        form="proxenetisme",
        sex="ensemble",
        age_class="ensemble",
        count=count,
        status="declare",
        import_id=4,
    )
