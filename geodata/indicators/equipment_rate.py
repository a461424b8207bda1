"""How much general accommodation there is for the adults of a département, as the DREES publishes it."""

import pandas as pd
from sqlalchemy.orm import Session

from config.supply_lists import Supply
from geodata.facts import supply
from geodata.indicators.contract import Choice, Direction, Indicator
from geodata.indicators.places import as_stated
from geodata.perimetre import Level


def facts(session: Session, choice: Choice) -> pd.DataFrame:
    """The rate of the last panorama known at the end of the year; NaN where it does not give one."""
    known = supply.latest(session, choice.year)["value"]
    rates = known[known.index.get_level_values("category") == Supply.RATE.value].droplevel("category")
    return supply.of_every_departement(rates).rename("rate").to_frame()


INDICATOR = Indicator(
    id="equipment_rate",
    label="Taux d’équipement en hébergement",
    question="Combien de places d’hébergement général un département offre-t-il à ses adultes ?",
    unit="places pour 1 000 adultes",
    source="Panorama « Logement – hébergement » (DREES)",
    method=(
        "Places d’hébergement (CHRS et centres non conventionnés au titre de l’aide sociale) pour 1 000 adultes de 20 "
        "à 59 ans, publié par la DREES à la dernière date connue en fin d’année. Ces places sont pour tous : elles ne "
        "sont ni dédiées ni réservées aux victimes de traite."
    ),
    silence="La DREES ne publie pas ce taux pour le département, ou son fichier n’a pas été reçu.",
    direction=Direction.HIGHER,
    level=Level.N0,
    mesures=(7,),
    facts=facts,
    formula=as_stated("rate"),
    decimals=1,
    jobs=("general_supply",),
)
