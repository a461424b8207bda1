"""How each département is organised: trained centres, SIAO référent, recent diagnostic (mesure 7)."""

import pandas as pd

from geodata.facts import diagnostics
from geodata.indicators.contract import Aggregation, Direction, Indicator
from geodata.indicators.places import SILENCE, SILENCE_OF_SUMS, SOURCE, as_stated, stated, unknown_share
from geodata.perimetre import Level


def share_of_centres(facts: pd.DataFrame) -> "pd.Series[float]":
    """Centres with a trained *référent traite*, per 100 centres concerned; NaN where no centre is concerned.

    >>> facts = pd.DataFrame({"centres_with_trained_referent": [1.0, 0.0], "centres": [4.0, 0.0]}, index=["13", "48"])
    >>> share_of_centres(facts).to_dict()
    {'13': 25.0, '48': nan}
    """
    return 100 * facts["centres_with_trained_referent"] / facts["centres"].where(facts["centres"] > 0)


def is_recent(facts: pd.DataFrame) -> "pd.Series[float]":
    """1 when the last diagnostic is younger than 12 months and has a section on trafficking, else 0.

    >>> facts = pd.DataFrame({"age_days": [30.0, 400, None], "has_section": [1.0, 1, None]}, index=["13", "48", "2A"])
    >>> is_recent(facts).to_dict()
    {'13': 1.0, '48': 0.0, '2A': nan}
    """
    recent = diagnostics.is_recent(facts["age_days"]).eq(True) & facts["has_section"].eq(1)
    return recent.astype("float64").mask(facts.isna().any(axis="columns"))


TRAINED_CENTRES = Indicator(
    id="centres_with_trained_referent",
    label="Centres ayant un référent traite formé",
    question="Quelle part des centres a un référent traite formé ?",
    unit="%",
    source=SOURCE,
    method="Centres ayant un référent traite désigné et formé, pour 100 centres qui peuvent accueillir des victimes.",
    silence=SILENCE_OF_SUMS,
    direction=Direction.HIGHER,
    level=Level.N0,
    mesures=(7,),
    facts=stated("centres_with_trained_referent", "centres"),
    formula=share_of_centres,
    aggregation=Aggregation.RATIO,
    jobs=("diagnostics_360",),
    unknown_share=unknown_share,
)
SIAO_REFERENT = Indicator(
    id="siao_referent",
    label="Référent traite du SIAO",
    question="Le SIAO a-t-il un référent traite ?",
    unit="",
    source=SOURCE,
    method="Désignation d’un référent traite par le SIAO, selon le dernier diagnostic de l’année.",
    silence=SILENCE,
    direction=Direction.HIGHER,
    level=Level.N0,
    mesures=(7,),
    facts=lambda session, choice: diagnostics.siao_referent(session, choice.year),
    formula=as_stated("designated"),
    aggregation=Aggregation.SHARE,
    boolean=True,
    jobs=("diagnostics_360",),
)
RECENT_DIAGNOSTIC = Indicator(
    id="recent_diagnostic",
    label="Diagnostic à 360° récent, avec volet traite",
    question="Le département a-t-il un diagnostic de moins de 12 mois qui parle de la traite ?",
    unit="",
    source=SOURCE,
    method=(
        "Oui lorsque le dernier diagnostic à 360° a moins de 12 mois au 31 décembre (ou aujourd’hui, pour l’année en "
        "cours) et comporte un volet sur la traite."
    ),
    silence="Aucun diagnostic à 360° n’a été transmis pour ce département, ou il ne dit pas s’il a un volet traite.",
    direction=Direction.HIGHER,
    level=Level.N0,
    mesures=(7,),
    facts=lambda session, choice: diagnostics.latest(session, choice.year),
    formula=is_recent,
    aggregation=Aggregation.SHARE,
    boolean=True,
    jobs=("diagnostics_360",),
)
