"""Which share of the seven forms of exploitation do local associations take in charge?"""

import pandas as pd
from sqlalchemy.orm import Session

from config.nomenclatures import Form
from geodata import territories
from geodata.facts import branches
from geodata.indicators.contract import Choice, Direction, Indicator
from geodata.perimetre import Level


def facts(session: Session, choice: Choice) -> pd.DataFrame:
    """One column per form: 1 when an association of the département covers it, 0 when checked, NaN if unknown."""
    acting = branches.acting(branches.branches(session, public=choice.public)).explode("forms")
    listed = pd.crosstab(acting["departement"], acting["forms"]).clip(upper=1)
    listed = listed.reindex(index=list(territories.CODES), columns=[form.value for form in Form], fill_value=0)
    checked = branches.reviews(session, choice.year)
    return listed.astype("float64").where((listed > 0) | checked)


def share_of_forms(facts: pd.DataFrame) -> "pd.Series[float]":
    """Forms of exploitation with at least one association, per 100 forms of the plan (seven).

    >>> share_of_forms(pd.DataFrame([[1, 0], [1, None]], index=["13", "48"])).to_dict()
    {'13': 50.0, '48': nan}
    """
    return 100 * facts.mean(axis="columns", skipna=False)


INDICATOR = Indicator(
    id="forms_covered",
    label="Formes d’exploitation couvertes",
    question="Quelle part des sept formes d’exploitation est prise en charge dans le département ?",
    unit="%",
    source="Recensement public des associations (mesure 20)",
    method=(
        "Formes d’exploitation du plan (sept) pour lesquelles au moins une association agit dans le département, à "
        "son adresse ou dans la zone qu’elle déclare (validée ou non), rapportées à sept. L’aide à distance et les "
        "lignes nationales ne sont pas comptées."
    ),
    silence="Pour au moins une forme, aucune association n’est recensée et la préfecture n’a pas vérifié la liste.",
    direction=Direction.HIGHER,
    level=Level.N0,
    mesures=(20,),
    facts=facts,
    formula=share_of_forms,
    filters=frozenset({"public"}),
    jobs=("associations", "listing_reviews"),
)
