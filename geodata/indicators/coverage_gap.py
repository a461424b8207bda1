"""Where does support for victims lack, form by form and function by function?"""

import pandas as pd
from sqlalchemy.orm import Session

from config.thresholds import threshold
from geodata import territories
from geodata.facts.coverage import Cover, cells
from geodata.indicators.contract import Aggregation, Choice, Direction, Indicator
from geodata.perimetre import Level


def facts(session: Session, choice: Choice) -> pd.DataFrame:
    """Cells (form × function) of each département, counted: `missing` (national line or nothing), `known`, `total`.

    `missing` is NaN above the share of unknown that forbids an index.
    """
    cover = cells(session, choice.year, form=choice.form)
    by_departement = cover.groupby("departement")["cover"]
    counted = pd.DataFrame(
        {
            "missing": by_departement.agg(lambda covers: (covers <= Cover.NATIONAL).sum()),
            "known": by_departement.count(),
            "total": by_departement.size(),
        }
    )
    counted = counted.reindex(list(territories.CODES)).astype("float64")
    too_unknown = unknown_share(counted) > threshold("coverage.unknown_share_without_index")
    counted.loc[too_unknown, "missing"] = float("nan")
    return counted


def unknown_share(facts: pd.DataFrame) -> "pd.Series[float]":
    """Cells of which nothing is known, as a share of all cells (0 to 1)."""
    return 1 - facts["known"] / facts["total"]


def gap_index(facts: pd.DataFrame) -> "pd.Series[float]":
    """Cells without a local or neighbouring service, per 100 known cells; each cell weighs the same.

    >>> gap_index(pd.DataFrame({"missing": [9.0], "known": [36.0], "total": [63.0]}, index=["13"])).to_dict()
    {'13': 25.0}
    """
    return 100 * facts["missing"] / facts["known"]


INDICATOR = Indicator(
    id="coverage_gap",
    label="Indice de lacune",
    question="Où manque-t-il un accompagnement, forme par forme et fonction par fonction ?",
    unit="%",
    source="Recensement public des associations et vérifications des préfectures (mesure 20)",
    method=(
        "Pour chaque forme d’exploitation et chaque fonction d’aide, le département a un service local vérifié "
        "depuis moins de 13 mois, un service voisin ou itinérant dont la préfecture a accepté la zone, une aide à "
        "distance ou une ligne nationale seulement, ou rien. « Rien » et « à distance seulement » ne se disent que là "
        "où la préfecture a vérifié sa liste depuis moins de 13 mois. L’indice est la part des couples connus qui "
        "n’ont qu’une aide à distance, la ligne nationale ou rien. Les places d’hébergement n’y entrent pas."
    ),
    silence="Plus de 30 % des couples forme × fonction n’ont pas été vérifiés : l’indice ne serait pas sûr.",
    direction=Direction.LOWER,
    level=Level.N0,
    mesures=(20,),
    facts=facts,
    formula=gap_index,
    aggregation=Aggregation.RATIO,
    filters=frozenset({"form"}),
    jobs=("associations", "listing_reviews"),
    unknown_share=unknown_share,
)
