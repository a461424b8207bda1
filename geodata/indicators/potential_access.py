"""Who can reach help: potential access to associations and to dedicated places (APL in French)."""

from dataclasses import replace

import pandas as pd
from sqlalchemy.orm import Session

from config.access import access_rules
from config.roles import Object
from geodata.facts import access
from geodata.indicators.contract import Aggregation, Choice, Direction, Indicator
from geodata.indicators.places import SILENCE_OF_SUMS, SOURCE
from geodata.perimetre import Level

METHOD = (
    "Accessibilité potentielle localisée (DREES, IRDES) : chaque antenne est partagée entre les habitants qui peuvent "
    "l’atteindre, puis chaque commune additionne les parts qui lui reviennent. Distances à vol d’oiseau, de commune à "
    "antenne ; elles pèsent 1 jusqu’à 15 km, deux tiers jusqu’à 30, un tiers jusqu’à 60. La liste est celle "
    "d’aujourd’hui ; là où la préfecture ne l’a pas vérifiée, c’est un minimum."
)
SILENCE = "Aucune antenne n’est à portée et la préfecture n’a pas vérifié la liste : on ne sait pas."
LISTING = "Recensement public des associations (mesure 20) ; populations communales (Insee)"


def facts(session: Session, choice: Choice) -> pd.DataFrame:
    """See `geodata.facts.access.to_associations`."""
    return access.to_associations(session, choice.year, choice.form, choice.public)


def facts_of_places(session: Session, choice: Choice) -> pd.DataFrame:
    """See `geodata.facts.access.to_places`; only what the formula takes, so that silence about it is unknown."""
    return access.to_places(session, choice.year, choice.public)


def mean_access(facts: pd.DataFrame) -> "pd.Series[float]":
    """Access of a mean inhabitant: branches within reach per 100,000 inhabitants, shared with all who reach them.

    >>> mean_access(pd.DataFrame({"reached": [500.0], "population": [1000.0]}, index=["13"])).to_dict()
    {'13': 0.5}
    """
    return facts["reached"] / facts["population"]


def share_with_little(facts: pd.DataFrame) -> "pd.Series[float]":
    """Inhabitants with little access, per 100 inhabitants.

    >>> share_with_little(pd.DataFrame({"little": [250.0], "population": [1000.0]}, index=["13"])).to_dict()
    {'13': 25.0}
    """
    return 100 * facts["little"] / facts["population"]


def places_within_reach(facts: pd.DataFrame) -> "pd.Series[float]":
    """Dedicated places within reach per 100,000 inhabitants.

    >>> places_within_reach(pd.DataFrame({"access": [1.5], "unknown_near": [0.2]}, index=["13"])).to_dict()
    {'13': 1.5}
    """
    return facts["access"]


def unknown_near(facts: pd.DataFrame) -> "pd.Series[float]":
    """The share, by weight, of the départements around of which no dedicated place is known or denied (0 to 1)."""
    return facts["unknown_near"]


TO_ASSOCIATIONS = Indicator(
    id="access_associations",
    label="Accès potentiel à une association",
    question="Combien d’antennes spécialisées un habitant peut-il atteindre ?",
    unit="antennes pour 100 000 habitants",
    source=LISTING,
    method=METHOD,
    silence=SILENCE,
    direction=Direction.HIGHER,
    level=Level.N0,
    mesures=(20,),
    facts=facts,
    formula=mean_access,
    aggregation=Aggregation.RATIO,
    filters=frozenset({"form", "public"}),
    decimals=2,
    jobs=("associations", "listing_reviews", "population"),
)
LITTLE_ACCESS = replace(
    TO_ASSOCIATIONS,
    id="little_access",
    label="Population ayant peu d’accès",
    question="Quelle part des habitants a peu d’accès à une association spécialisée ?",
    unit="%",
    method=f"{METHOD} Peu d’accès : moins de {access_rules().little_share:.0%} de l’accès moyen d’un habitant.".replace(
        "%", "\u00a0%"
    ),
    direction=Direction.LOWER,
    formula=share_with_little,
    decimals=1,
)
TO_PLACES = Indicator(
    id="access_places",
    label="Accès potentiel aux places dédiées",
    question="Combien de places dédiées sont à portée des habitants, y compris dans les départements voisins ?",
    unit="places pour 100 000 habitants",
    source=SOURCE,
    method=(
        "Accessibilité potentielle localisée, de centre à centre de départements : les places d’un département servent "
        "d’abord ses habitants, pour moitié ceux dont le centre est à moins de 75 km, pour un quart à moins de 150 km "
        "(à vol d’oiseau). Une place n’a pas de point sur la carte, et l’on ne mesure jamais depuis elle."
    ),
    silence=SILENCE_OF_SUMS,
    direction=Direction.HIGHER,
    level=Level.N2,
    mesures=(7,),
    obj=Object.PLACES,
    facts=facts_of_places,
    formula=places_within_reach,
    filters=frozenset({"public"}),
    decimals=2,
    jobs=("diagnostics_360", "population"),
    unknown_share=unknown_near,
)
