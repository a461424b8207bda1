"""Which share of the population lives near a specialised association?"""

from functools import partial

import pandas as pd
from sqlalchemy.orm import Session

from geodata import territories
from geodata.facts import branches, populations
from geodata.facts.distances import nearest_km
from geodata.indicators.contract import Aggregation, Choice, Direction, Indicator
from geodata.perimetre import Level


def facts(session: Session, choice: Choice, *, distance_km: float) -> pd.DataFrame:
    """`near` and `population`: inhabitants of communes within `distance_km` of a branch, and of all communes.

    `near` is NaN when it would be zero and nobody has checked the listing of the département.
    """
    listed = branches.branches(session, choice.form, choice.public)
    points = listed.loc[listed["geo_status"].isin(branches.POINT_STATUSES), ["lat", "lon"]].drop_duplicates()
    places = populations.of_communes()
    reached = places["population"].where(nearest_km(places, points) <= distance_km, 0)
    sums = pd.DataFrame({"near": reached, "population": places["population"]}).groupby(places["departement"]).sum()
    sums = sums.reindex(list(territories.CODES)).astype("float64")
    checked = branches.reviewed(session, choice.year, choice.form)
    return sums.assign(near=sums["near"].mask((sums["near"] == 0) & ~checked))


def share_of_population(facts: pd.DataFrame) -> "pd.Series[float]":
    """Inhabitants near an association, per 100 inhabitants.

    >>> facts = pd.DataFrame({"near": [50.0, None], "population": [200.0, 80.0]}, index=["13", "48"])
    >>> share_of_population(facts).to_dict()
    {'13': 25.0, '48': nan}
    """
    return 100 * facts["near"] / facts["population"]


def _within(distance_km: int) -> Indicator:
    return Indicator(
        id=f"population_within_{distance_km}_km",
        label=f"Population à moins de {distance_km} km d’une association",
        question=f"Quelle part des habitants vit à moins de {distance_km} km d’une association spécialisée ?",
        unit="%",
        source="Recensement public des associations (mesure 20) ; populations communales (Insee)",
        method=(
            f"Habitants des communes situées à moins de {distance_km} km, à vol d’oiseau, d’une antenne dont la "
            "commune ou l’adresse est connue, y compris dans un autre département, rapportés à la population. La liste "
            "est celle d’aujourd’hui ; là où la préfecture ne l’a pas vérifiée, la part est un minimum."
        ),
        silence="Aucune association recensée n’est proche et la préfecture n’a pas vérifié la liste : on ne sait pas.",
        direction=Direction.HIGHER,
        level=Level.N0,
        mesures=(20,),
        facts=partial(facts, distance_km=distance_km),
        formula=share_of_population,
        aggregation=Aggregation.RATIO,
        filters=frozenset({"form", "public"}),
        decimals=1,
        jobs=("associations", "listing_reviews", "population"),
    )


WITHIN_30_KM = _within(30)
WITHIN_60_KM = _within(60)
