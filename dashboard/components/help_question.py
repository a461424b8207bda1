"""The question of the directory, and how it was understood: parts that can be removed one by one."""

import streamlit as st

from dashboard.components.french import as_markdown
from geodata.listing.understanding import Chip, Question

PARAMETER = "q"
_KEY, _LAST = "annuaire_question", "adresse_q"
KINDS = {
    "place": "Lieu",
    "publics": "Public",
    "forms": "Forme d’exploitation",
    "functions": "Aide",
    "languages": "Langue",
    "name": "Nom",
}


def question_field() -> str:
    """The field, kept in the address so that a link gives the same answers."""
    asked = st.query_params.get(PARAMETER)
    if asked is not None and asked != st.session_state.get(_LAST):
        st.session_state[_KEY] = asked
    text = st.text_input(
        "Votre question",
        key=_KEY,
        max_chars=200,
        placeholder="mendicité mineurs Lyon, bus des femmes, AdN 93…",
        help="Un lieu, un public, une forme d’exploitation, une aide, une langue ou le nom d’une association, dans "
        "n’importe quel ordre. Ne rien écrire sur une personne : la question reste dans l’adresse de la page.",
    ).strip()
    if text:
        st.query_params[PARAMETER] = st.session_state[_LAST] = text
    else:
        st.query_params.pop(PARAMETER, None)
        st.session_state.pop(_LAST, None)
    return text


def chips(question: Question, text: str) -> None:
    """What the words of the question were read as; a button removes each."""
    if not text:
        return
    with st.container(horizontal=True, key="annuaire_compris"):
        for rank, chip in enumerate(question.chips):
            read_as = f" (lu : {chip.read_as})" if chip.read_as else ""
            st.button(
                as_markdown(f"{KINDS[chip.kind]} : {chip.label}{read_as}"),
                key=f"retirer_{rank}",
                icon=":material/close:",
                help="Retirer de la question",
                on_click=_ask,
                args=(chip,),
            )
    if question.unknown:
        words = ", ".join(f"« {word} »" for word in question.unknown)
        st.caption(as_markdown(f"Mots non compris, laissés de côté : {words}."))


def _ask(chip: Chip) -> None:
    st.session_state[_KEY] = chip.without
    st.query_params.pop(PARAMETER, None)
    st.session_state.pop(_LAST, None)
