"""« Que changerait une place de plus ? »: solved again, hence asked by a button so that the page stays quick."""

import streamlit as st

from dashboard import scenarios
from dashboard.scenarios import Asked
from geodata.perimetre import NotAllowed, Perimetre
from geodata.publication.scenario_words import next_budget_said, next_place_said
from geodata.publication.scenarios import Solved
from geodata.scenarios.solve import NotProven

_FOR = "scenario_place_de_plus"


def one_more(perimetre: Perimetre, asked: Asked, solved: Solved) -> None:
    """The button, then the best use of one more place, and of the price of one when there is a budget."""
    with_budget = asked.scenario.budget is not None
    label = (
        "Que changerait une place de plus, ou un peu plus d’argent ?"
        if with_budget
        else "Que changerait une place de plus ?"
    )
    if st.button(label, icon=":material/exposure_plus_1:"):
        st.session_state[_FOR] = asked
    if st.session_state.get(_FOR) != asked:
        return
    try:
        sentences = [
            next_place_said(solved.plan, scenarios.next_place(perimetre, solved)),
            next_budget_said(solved.plan, scenarios.next_budget(perimetre, solved)),
        ]
    except (NotAllowed, NotProven, ValueError) as refusal:
        st.error(str(refusal), icon=":material/block:")
        return
    for sentence in filter(None, sentences):
        st.info(sentence, icon=":material/lightbulb:")
