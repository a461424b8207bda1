"""The form of a scenario: how many places, what for, and if the need changed; constraints are folded.

Solved as soon as a value changes. What makes no sense is said in a sentence, and stays in its box.
"""

import streamlit as st

from dashboard.components import scenario_fields as fields
from dashboard.components.choices import year_choice
from dashboard.components.scenario_asked import read_form
from dashboard.components.scenario_limits import limits_block, whole_number
from dashboard.components.scenario_need import changed_need
from dashboard.scenarios import Asked
from geodata import territories
from geodata.scenarios import Objective


def scenario_form(years: list[int]) -> Asked | None:
    """What is asked; None, with a sentence, while something typed makes no sense."""
    fields.prepare()
    names = {code: f"{name} ({code})" for code, name in territories.names().items()}
    first, second, third, fourth = st.columns([2, 4, 3, 2])
    with first:
        whole_number(
            "Places à ouvrir", fields.PLACES, help="Le nombre de places dédiées nouvelles, dans toute la France."
        )
    with second:
        st.selectbox(
            "Objectif", list(fields.OBJECTIVES), format_func=fields.OBJECTIVES.__getitem__, key=fields.OBJECTIVE.key,
            persist_state="session",
        )  # fmt: skip
    with third:
        st.selectbox(
            "Public", list(fields.PUBLICS), format_func=fields.PUBLICS.__getitem__, key=fields.PUBLIC.key,
            help="Les mineurs n’en sont pas : Vigie ne tient d’eux que l’état national du centre expérimental.",
            persist_state="session",
        )  # fmt: skip
    with fourth:
        year = year_choice(years)
    if fields.OBJECTIVE.value == Objective.REACH:
        whole_number("À portée, en kilomètres à vol d’oiseau", fields.REACH)
    changed_need(names)
    limits_block(names, territories.regions(year)["name"].to_dict())
    fields.keep()
    problem, scenario = read_form(year)
    if scenario is None:
        st.error(f"{problem} Rien de ce que vous avez saisi n’est perdu.", icon=":material/edit:")
        return None
    public = fields.PUBLIC.value
    return Asked(year, None if public == fields.ALL else str(public), scenario)
