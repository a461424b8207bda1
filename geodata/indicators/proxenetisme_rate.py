"""How many facts of proxénétisme do police and gendarmerie record?"""

import pandas as pd
from sqlalchemy.orm import Session

from config.nomenclatures import CountSource
from geodata.facts import case_counts, populations
from geodata.indicators.contract import Aggregation, Choice, Direction, Indicator
from geodata.perimetre import Level


def facts(session: Session, choice: Choice) -> pd.DataFrame:
    """`facts` recorded in the year by police and gendarmerie, and `population`."""
    recorded = case_counts.recorded_facts(session, CountSource.ETAT_4001, "proxenetisme", choice.year)
    return recorded.to_frame("facts").assign(population=populations.of_departements(session))


def rate_per_100_000(facts: pd.DataFrame) -> "pd.Series[float]":
    """Facts recorded per 100,000 inhabitants.

    >>> facts = pd.DataFrame({"facts": [20.0, None], "population": [1_000_000.0, 76_000.0]}, index=["13", "48"])
    >>> rate_per_100_000(facts).to_dict()
    {'13': 2.0, '48': nan}
    """
    return 100_000 * facts["facts"] / facts["population"]


INDICATOR = Indicator(
    id="proxenetisme_rate",
    label="Faits de proxénétisme constatés",
    question="Combien de faits de proxénétisme la police et la gendarmerie constatent-elles ?",
    unit="faits pour 100 000 habitants",
    source="Ministère de l’Intérieur, état 4001, index 45 (données publiques) ; populations (Insee)",
    method=(
        "Faits constatés par la police et la gendarmerie dans l’année, pour 100 000 habitants. Un fait est une "
        "procédure, pas une victime : ce nombre mesure l’activité des services et ne classe pas les départements."
    ),
    silence="L’état 4001 n’a pas de colonne pour ce département cette année-là, ou n’a pas été importé.",
    direction=Direction.NEITHER,
    level=Level.N0,
    mesures=(12, 20),
    facts=facts,
    formula=rate_per_100_000,
    aggregation=Aggregation.RATIO,
    decimals=2,
    jobs=("etat_4001", "population"),
)
