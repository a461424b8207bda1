"""Dedicated places: what is needed, what exists, what is missing (mesure 7)."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
from sqlalchemy.orm import Session

from config.roles import Object
from geodata.facts import diagnostics
from geodata.indicators.contract import Aggregation, Choice, Direction, Indicator
from geodata.perimetre import Level

SOURCE = "Diagnostics territoriaux à 360° (mesure 7)"
SILENCE = "Le département n’a pas de diagnostic à 360° cette année-là, ou son diagnostic ne le dit pas."
SILENCE_OF_SUMS = f"{SILENCE} Là où certaines de ses lignes seulement le disent, la part d’inconnu est indiquée."


def stated(*columns: str) -> Callable[[Session, Choice], pd.DataFrame]:
    """These numbers of the last diagnostic of the year, and how much of each is unknown (`<number>_unknown`)."""
    return lambda session, choice: diagnostics.totals(session, choice.year, choice.public, columns)


def unknown_share(facts: pd.DataFrame) -> "pd.Series[float]":
    """Rows of the diagnostic that leave an input blank, as a share of those that should give it (0 to 1).

    >>> unknown_share(pd.DataFrame({"requests": [6.0], "requests_unknown": [0.25]}, index=["13"])).to_dict()
    {'13': 0.25}
    """
    return facts.filter(regex="_unknown$").max(axis="columns")


def as_stated(column: str) -> Callable[[pd.DataFrame], "pd.Series[float]"]:
    """The formula of a number that the diagnostic states by itself."""

    def formula(facts: pd.DataFrame) -> "pd.Series[float]":
        """The number as the diagnostic states it; NaN where it does not."""
        return facts[column]

    return formula


def coverage_rate(facts: pd.DataFrame) -> "pd.Series[float]":
    """Dedicated places per 100 places needed, by département.

    NaN where a source is silent, and where no need was counted.

    >>> facts = pd.DataFrame({"places_dedicated": [6.0, 4.0], "places_needed": [12.0, 0.0]}, index=["13", "48"])
    >>> coverage_rate(facts).to_dict()
    {'13': 50.0, '48': nan}
    """
    return 100 * facts["places_dedicated"] / facts["places_needed"].where(facts["places_needed"] > 0)


def places_missing(facts: pd.DataFrame) -> "pd.Series[float]":
    """Places needed and not yet dedicated; zero where there are enough.

    >>> facts = pd.DataFrame({"places_dedicated": [6.0, 4.0], "places_needed": [12.0, 0.0]}, index=["13", "48"])
    >>> places_missing(facts).to_dict()
    {'13': 6.0, '48': 0.0}
    """
    return (facts["places_needed"] - facts["places_dedicated"]).clip(lower=0)


NEEDED = Indicator(
    id="places_needed",
    label="Besoin en places",
    question="Combien de places faudrait-il pour les victimes de traite ?",
    unit="places",
    source=SOURCE,
    method="Besoin recensé par le dernier diagnostic de l’année, tous publics additionnés ; une place par personne.",
    silence=SILENCE_OF_SUMS,
    direction=Direction.NEITHER,
    level=Level.N1,
    mesures=(7,),
    obj=Object.PLACES,
    facts=stated("places_needed"),
    formula=as_stated("places_needed"),
    aggregation=Aggregation.SUM,
    states_persons=True,
    persons=("places_needed",),
    filters=frozenset({"public"}),
    jobs=("diagnostics_360",),
    unknown_share=unknown_share,
)
DEDICATED = Indicator(
    id="places_dedicated",
    label="Places dédiées",
    question="Combien de places ordinaires sont dédiées aux victimes de traite ?",
    unit="places",
    source=SOURCE,
    method=(
        "Places dédiées ouvertes au dernier diagnostic de l’année. Les places sécurisantes du dispositif Ac.Sé n’en "
        "font pas partie et ne sont jamais comptées par département."
    ),
    silence=SILENCE_OF_SUMS,
    direction=Direction.HIGHER,
    level=Level.N2,
    mesures=(7,),
    obj=Object.PLACES,
    facts=stated("places_dedicated"),
    formula=as_stated("places_dedicated"),
    aggregation=Aggregation.SUM,
    filters=frozenset({"public"}),
    jobs=("diagnostics_360",),
    unknown_share=unknown_share,
)
ACCESSIBLE = replace(
    DEDICATED,
    id="places_accessible",
    label="Places accessibles",
    question="Combien de places ordinaires peuvent accueillir des victimes de traite ?",
    method=(
        "Places ouvertes aux victimes, dédiées ou non, au dernier diagnostic de l’année. Les places sécurisantes du "
        "dispositif Ac.Sé n’en font pas partie et ne sont jamais comptées par département."
    ),
    facts=stated("places_accessible"),
    formula=as_stated("places_accessible"),
)
OCCUPIED = replace(
    NEEDED,
    id="places_occupied",
    label="Places occupées",
    question="Combien de places ordinaires sont occupées par des victimes de traite ?",
    method="Places occupées par des victimes au dernier diagnostic de l’année ; une place occupée est une personne.",
    level=Level.N2,
    facts=stated("places_occupied"),
    formula=as_stated("places_occupied"),
    persons=("places_occupied",),
)
COVERAGE = Indicator(
    id="coverage_rate",
    label="Taux de couverture du besoin",
    question="Où manque-t-il des places d’hébergement ?",
    unit="%",
    source=SOURCE,
    method="Places dédiées pour 100 places nécessaires, selon le même diagnostic.",
    silence=SILENCE_OF_SUMS,
    direction=Direction.HIGHER,
    level=Level.N2,
    mesures=(7,),
    obj=Object.PLACES,
    facts=stated("places_dedicated", "places_needed"),
    formula=coverage_rate,
    aggregation=Aggregation.RATIO,
    persons=("places_needed",),
    filters=frozenset({"public"}),
    jobs=("diagnostics_360",),
    unknown_share=unknown_share,
)
MISSING = Indicator(
    id="places_missing",
    label="Places manquantes",
    question="Combien de places dédiées manque-t-il ?",
    unit="places",
    source=SOURCE,
    method="Besoin recensé moins places dédiées, selon le même diagnostic ; zéro lorsque les places suffisent.",
    silence=SILENCE_OF_SUMS,
    direction=Direction.LOWER,
    level=Level.N2,
    mesures=(7,),
    obj=Object.PLACES,
    facts=stated("places_needed", "places_dedicated"),
    formula=places_missing,
    aggregation=Aggregation.SUM,
    persons=("places_needed",),
    filters=frozenset({"public"}),
    jobs=("diagnostics_360",),
    unknown_share=unknown_share,
)
REQUESTS_NOT_MET = Indicator(
    id="requests_not_met",
    label="Demandes non pourvues",
    question="Combien de demandes d’hébergement de victimes sont restées sans réponse ?",
    unit="demandes",
    source="SI-SIAO, dans les diagnostics territoriaux à 360° (mesure 7)",
    method="Demandes reçues dans l’année par le 115 et le SIAO et non pourvues. Une demande est une personne.",
    silence=SILENCE_OF_SUMS,
    direction=Direction.LOWER,
    level=Level.N1,
    mesures=(7,),
    obj=Object.PLACES,
    facts=stated("requests_not_met"),
    formula=as_stated("requests_not_met"),
    aggregation=Aggregation.SUM,
    states_persons=True,
    persons=("requests_not_met",),
    filters=frozenset({"public"}),
    jobs=("diagnostics_360",),
    unknown_share=unknown_share,
)
