"""A small archive written by hand: what each test needs to know stands in the test."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from geodata.database import transaction
from geodata.models import Branch, CaseCount, DiagnosticRow, Import, ListingReview, Zone
from geodata.repositories import structures


class Archive:
    """Facts put straight into the tables of an open session."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def file(self, job: str, *, demonstration: bool = False) -> int:
        received = Import(
            job=job,
            title=f"Titre de {job}",
            producer="Producteur",
            vintage="2015",
            file_name=f"{job}.csv",
            sha256="0" * 64,
            size=1,
            kept=True,
            demonstration=demonstration,
            received_at=datetime(2016, 1, 15, tzinfo=UTC),
            received_by="test",
        )
        self.session.add(received)
        self.session.flush()
        return received.id

    def diagnostic(self, departement: str, *, demonstration: bool = False, **values: Any) -> None:
        row: dict[str, Any] = dict.fromkeys(
            [column.name for column in DiagnosticRow.__table__.columns if column.nullable]
        )
        row |= {"version": "", "pilot": "", "forms": [], "mode": "", "need_source": "", "need_method": ""}
        row |= {"support_needed": [], "funding": [], "kind": "360", "observed_on": date(2015, 6, 30)}
        row |= {"public": "femmes", "place_type": "chrs"} | values
        self.session.add(
            DiagnosticRow(
                departement=departement, import_id=self.file("diagnostics_360", demonstration=demonstration), **row
            )
        )
        self.session.flush()

    def branch(self, association: str, departement: str, *, zones: tuple[str, ...] = (), **values: Any) -> int:
        row: dict[str, Any] = dict.fromkeys(
            ["street", "postcode", "city", "website", "publics_declared", "forms_declared", "services_declared"], ""
        )
        row |= dict.fromkeys(["geo_precision", "geo_label", "geo_citycode", "geo_source", "geo_reason"], "")
        row |= {"name": "Siège", "publics": ["femmes"], "forms": ["proxenetisme"], "functions": ["social"]}
        row |= {"source": "site public", "verified_on": None, "lat": None, "lon": None, "geo_status": "area"}
        row |= {"geo_score": None, "geocoded_at": None} | values
        row |= {"structure": structures.known_as(self.session, [association])[association]}
        branch = Branch(association=association, departement=departement, import_id=self.file("associations"), **row)
        self.session.add(branch)
        self.session.flush()
        self.session.add_all(Zone(branch_id=branch.id, departement=zone) for zone in zones)
        self.session.flush()
        return branch.id

    def zone(self, branch_id: int, departement: str, mode: str = "", validated_on: date | None = None) -> None:
        self.session.add(Zone(branch_id=branch_id, departement=departement, mode=mode, validated_on=validated_on))
        self.session.flush()

    def review(self, departement: str, *forms: str, on: date = date(2015, 10, 1)) -> None:
        import_id = self.file("listing_reviews")
        self.session.add_all(
            ListingReview(departement=departement, form=form, reviewed_on=on, import_id=import_id) for form in forms
        )
        self.session.flush()

    def count(self, departement: str, count: int | None, **values: Any) -> None:
        row: dict[str, Any] = {"source": "etat_4001", "year": 2015, "service": "police", "nomenclature": "A"}
        row |= {"form": "proxenetisme", "sex": "ensemble", "age_class": "ensemble", "status": "declare"} | values
        job = "etat_4001" if row["source"] == "etat_4001" else "case_counts"
        self.session.add(CaseCount(departement=departement, count=count, import_id=self.file(job), **row))
        self.session.flush()


@pytest.fixture
def archive(database: str) -> Iterator[Archive]:
    with transaction(database) as session:
        yield Archive(session)
