"""Invented facts of a whole country put straight into the tables, with as many associations as wanted."""

from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import insert
from sqlalchemy.orm import Session

from config.nomenclatures import Form, Function, Public
from config.supply_lists import Supply
from geodata import territories
from geodata.communes import communes
from geodata.models import Base, Branch, CaseCount, DiagnosticRow, GeneralSupply, Import, ListingReview, Zone
from geodata.repositories import structures
from tests.bench.addresses import SEED

YEAR = 2016
SILENT, UNCHECKED = 11, 31
"""Départements without a diagnostic, and without a check of their listing: the last ones of the list."""


def fill(session: Session, associations: int) -> None:
    """Associations drawn by population; diagnostics, checks and counts for most départements, in `YEAR`."""
    draw = np.random.default_rng(SEED)
    jobs = ("associations", "listing_reviews", "diagnostics_360", "etat_4001", "general_supply")
    files = {job: _file(session, job) for job in jobs}
    _branches(session, draw, associations, files["associations"])
    reviewed_on = {"reviewed_on": date(YEAR, 10, 1), "import_id": files["listing_reviews"]}
    checked = product(territories.CODES[:-UNCHECKED], Form)
    session.execute(
        insert(ListingReview), [{"departement": code, "form": form, **reviewed_on} for code, form in checked]
    )
    diagnosed = product(territories.CODES[:-SILENT], Public)
    rows = [_diagnostic(draw, code, public, files["diagnostics_360"]) for code, public in diagnosed]
    session.execute(insert(DiagnosticRow), rows)
    counted = {"observed_on": date(YEAR, 1, 1), "category": Supply.RATE.value, "import_id": files["general_supply"]}
    rates = [{"departement": code, "value": float(draw.uniform(0.5, 8)), **counted} for code in territories.CODES]
    session.execute(insert(GeneralSupply), rates)
    session.execute(
        insert(CaseCount),
        [
            {
                "source": "etat_4001", "departement": code, "year": YEAR, "service": service, "nomenclature": "A",
                "form": "proxenetisme", "sex": "ensemble", "age_class": "ensemble", "status": "declare",
                "count": int(draw.integers(0, 40)), "import_id": files["etat_4001"],
            }
            for code in territories.CODES
            for service in ("police", "gendarmerie")
        ],
    )  # fmt: skip


def _file(session: Session, job: str) -> int:
    received = Import(
        job=job, title=job, producer="Producteur", vintage=str(YEAR), file_name=f"{job}.csv", sha256="0" * 64, size=1,
        kept=True, demonstration=True, received_at=datetime(YEAR, 12, 1, tzinfo=UTC), received_by="bench",
    )  # fmt: skip
    session.add(received)
    session.flush()
    return received.id


def _branches(session: Session, draw: np.random.Generator, count: int, import_id: int) -> None:
    places = communes()
    places = places[places["population"].notna() & places["departement"].isin(territories.CODES)]
    weights = places["population"].to_numpy(float)
    taken = places.iloc[draw.choice(len(places), count, p=weights / weights.sum())]
    located = pd.DataFrame({"departement": taken["departement"], "lat": taken["lat"], "lon": taken["lon"]})
    fixed = _blank(Branch) | {"geo_status": "commune", "verified_on": date(YEAR, 9, 1), "import_id": import_id}
    named = [f"Association {number}" for number in range(count)]
    codes = structures.known_as(session, named)
    rows = [
        fixed | place
        | {"association": name, "structure": codes[name], "name": "Siège", "geo_locked": False, "listed": True}
        | {"forms": _some(draw, Form), "functions": _some(draw, Function), "publics": _some(draw, Public)}
        for name, place in zip(named, located.to_dict("records"), strict=True)
    ]  # fmt: skip
    ids = session.scalars(insert(Branch).returning(Branch.id, sort_by_parameter_order=True), rows).all()
    zones = [{*draw.choice(territories.CODES, draw.integers(0, 4)).tolist(), row["departement"]} for row in rows]
    pairs = [
        {"branch_id": each, "departement": code, "mode": ""} for each, of in zip(ids, zones, strict=True) for code in of
    ]
    session.execute(insert(Zone), pairs)


def _some(draw: np.random.Generator, values: type[Form] | type[Function] | type[Public]) -> list[str]:
    return draw.choice([each.value for each in values], draw.integers(1, 4), replace=False).tolist()


def _diagnostic(draw: np.random.Generator, departement: str, public: str, import_id: int) -> dict[str, Any]:
    needed, dedicated, centres, trained, requests, others, occupied = (int(each) for each in draw.integers(0, 20, 7))
    return _blank(DiagnosticRow) | {
        "departement": departement, "kind": "360", "observed_on": date(YEAR, 6, 30), "public": public,
        "place_type": "chrs", "trafficking_section": bool(draw.integers(0, 2)), "siao_referent": departement < "50",
        "places_needed": needed, "places_dedicated": dedicated, "places_accessible": dedicated + others,
        "places_occupied": occupied, "centres": centres + trained,
        "centres_with_trained_referent": trained, "requests": 2 * requests, "requests_not_met": requests,
        "import_id": import_id,
    }  # fmt: skip


def _blank(model: type[Base]) -> dict[str, Any]:
    """An empty text for each column that must have one, [] for lists, None for what may be unknown."""
    columns = [column for column in model.__table__.columns if column.name != "id"]
    return {c.name: None if c.nullable else [] if str(c.type) == "JSON" else "" for c in columns}
