"""What a département can count on, form by form and function by function."""

import pandas as pd
from sqlalchemy.orm import Session

from config.nomenclatures import Form, Function
from geodata.facts.coverage import UNVERIFIED, Cover, cells
from geodata.perimetre import Perimetre
from geodata.publication.contract import State
from geodata.publication.provenance import origins
from geodata.publication.tables import Table
from geodata.rights import FRANCE, Action, Object, require

COVERS = tuple(sorted(Cover, reverse=True))
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
        UNVERIFIED if missing else Cover(int(c)).label for c, missing in zip(rows["cover"], unknown, strict=True)
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


def publish_gap_states(session: Session, perimetre: Perimetre, *, year: int) -> Table:
    """For each form × function, in how many of the 101 départements each state holds. Public (N0).

    One column per `Cover`, by its name in lower case, the best first, then `unverified`: a row adds up to 101.
    """
    require(perimetre, Object.INDICATORS, Action.READ, departement=FRANCE)
    every = cells(session, year)
    pairs = pd.MultiIndex.from_product([list(Form), list(Function)], names=["form", "function"])
    kept = every.assign(cover=every["cover"].fillna(-1).astype(int))
    counted = kept.groupby(["form", "function"])["cover"].value_counts().unstack(fill_value=0)
    counted = counted.reindex(index=pairs, columns=[*COVERS, -1], fill_value=0).astype(int)
    names: dict[int, str] = {-1: "unverified"} | {int(cover): cover.name.lower() for cover in COVERS}
    rows = counted.set_axis([names[each] for each in counted.columns], axis="columns").reset_index()
    rows["form_code"], rows["function_code"] = rows["form"].map(str), rows["function"].map(str)
    rows["form"] = [Form(value).label for value in rows["form"]]
    rows["function"] = [Function(value).label for value in rows["function"]]
    titles = {names[cover]: cover.label for cover in COVERS} | {"unverified": UNVERIFIED}
    return Table(
        id="gap_states",
        title="Nombre de départements dans chaque situation, par forme d’exploitation et par fonction",
        rows=rows,
        labels={"form": LABELS["form"], "function": LABELS["function"], **titles},
        provenance=origins(session, ["associations", "listing_reviews"]),
    )
