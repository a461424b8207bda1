"""What a département can count on, form by form and function by function."""

import pandas as pd
from sqlalchemy.orm import Session

from config.nomenclatures import Form, Function
from geodata.facts.coverage import Cover, cells
from geodata.perimetre import Perimetre
from geodata.publication.contract import State
from geodata.publication.provenance import origins
from geodata.publication.tables import Table
from geodata.rights import Action, Object, require

LABELS = {"form": "Forme d’exploitation", "function": "Fonction", "reading": "Couverture"}


def publish_gap_cells(session: Session, perimetre: Perimetre, *, departement: str, year: int) -> Table:
    """One row per form × function: `cover` (a `Cover`, NaN when unknown), `cover_state`, `reading`. Public (N0)."""
    require(perimetre, Object.INDICATORS, Action.READ, departement=departement)
    rows = cells(session, year)
    rows = rows[rows["departement"] == departement].drop(columns="departement").reset_index(drop=True)
    unknown = rows["cover"].isna()
    states = pd.Series(State.PUBLISHED, index=rows.index, dtype=object)
    rows["cover_state"] = states.mask(unknown, State.UNKNOWN)
    rows["reading"] = [
        "Non vérifié" if missing else Cover(int(c)).label for c, missing in zip(rows["cover"], unknown, strict=True)
    ]
    rows["form_code"], rows["function_code"] = rows["form"], rows["function"]
    rows["form"] = [Form(value).label for value in rows["form"]]
    rows["function"] = [Function(value).label for value in rows["function"]]
    return Table(
        id="gap_cells",
        title="Lacunes par forme d’exploitation et par fonction",
        rows=rows,
        labels=LABELS,
        provenance=origins(session, ["associations", "listing_reviews"]),
    )
