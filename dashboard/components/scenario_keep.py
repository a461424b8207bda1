"""Keeping a scenario under a name, with the fingerprint of the data behind it."""

from collections.abc import Callable

import streamlit as st

from dashboard import scenarios
from dashboard.components.scenario_compare import named_need
from dashboard.scenarios import Asked
from geodata.perimetre import NotAllowed, Perimetre
from geodata.publication.scenarios import Solved
from geodata.repositories.scenarios import LONGEST_NAME

_SAID = "scenario_dit"


def keep_form(perimetre: Perimetre, asked: Asked, solved: Solved) -> None:
    """A name, a button. Nothing for a view « Voir comme… », which writes nothing."""
    if perimetre.viewer is not None:
        return
    st.subheader("Enregistrer ce scénario", anchor=False)
    if asked.scenario.need_times:
        st.caption(f"Le plan enregistré est celui du besoin changé ({named_need(asked.scenario.need_times)}).")
    with st.form("scenario_garder", enter_to_submit=False, border=False):
        name = st.text_input("Nom du scénario", max_chars=LONGEST_NAME, placeholder="Par exemple : 40 places, 2027")
        st.caption("Un nom déjà pris remplace le scénario qui le porte ; l’ancien reste dans les archives.")
        if st.form_submit_button("Enregistrer", icon=":material/save:"):
            act(
                lambda: scenarios.save(name, asked, solved),
                "Scénario enregistré, avec l’empreinte des données qui l’ont fait : le retrouver dans « Scénarios "
                "enregistrés ».",
            )


def act(do: Callable[[], object], sentence: str) -> None:
    """Do it and draw the page again with `sentence` above it; a refusal is said here, and nothing typed is lost."""
    try:
        do()
    except (NotAllowed, ValueError) as refusal:
        st.error(str(refusal), icon=":material/block:")
        return
    st.session_state[_SAID] = sentence
    st.rerun()


def what_was_done() -> None:
    """At the top of the page, once: the sentence of the last act."""
    if said := st.session_state.pop(_SAID, None):
        st.success(said, icon=":material/check:")
