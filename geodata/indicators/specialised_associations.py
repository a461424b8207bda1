"""How many specialised associations act in each département?"""

import pandas as pd
from sqlalchemy.orm import Session

from geodata import territories
from geodata.facts import branches
from geodata.indicators.contract import Choice, Direction, Indicator
from geodata.perimetre import Level


def facts(session: Session, choice: Choice) -> pd.DataFrame:
    """`associations`: listed and acting in the département; NaN when none is listed and nobody has checked."""
    acting = branches.acting(branches.branches(session, choice.form, choice.public))
    listed = acting.groupby("departement")["association"].nunique().reindex(list(territories.CODES))
    checked = branches.reviewed(session, choice.year, choice.form)
    return listed.astype("float64").mask(listed.isna() & checked, 0.0).to_frame("associations")


def listed_associations(facts: pd.DataFrame) -> "pd.Series[float]":
    """Associations with a branch, or a declared zone of intervention, in the département. National lines do not count.

    >>> listed_associations(pd.DataFrame({"associations": [3.0, 0.0]}, index=["13", "48"])).to_dict()
    {'13': 3.0, '48': 0.0}
    """
    return facts["associations"]


INDICATOR = Indicator(
    id="specialised_associations",
    label="Associations spécialisées",
    question="Combien d’associations spécialisées agissent dans chaque département ?",
    unit="associations",
    source="Recensement public des associations (mesure 20)",
    method=(
        "Nombre d’associations distinctes ayant une antenne dans le département ou le déclarant dans leur zone "
        "d’intervention (validée ou non). L’aide à distance et les lignes nationales ne sont pas comptées. La liste "
        "est celle d’aujourd’hui ; là où la préfecture ne l’a pas vérifiée, c’est un minimum."
    ),
    silence="Aucune association n’est recensée et la préfecture n’a pas vérifié la liste : on ne sait pas.",
    direction=Direction.HIGHER,
    level=Level.N0,
    mesures=(20,),
    facts=facts,
    formula=listed_associations,
    filters=frozenset({"form", "public"}),
    jobs=("associations", "listing_reviews"),
)
