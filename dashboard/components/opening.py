"""How every page begins: its title, its question, and what must be known before reading a figure."""

import streamlit as st

from dashboard import data, visitor

BANNER = (
    "**Données de démonstration** : les diagnostics, l’offre générale d’hébergement, les demandes d’éloignement, les "
    "comptages, les référents, les vérifications, l’avancement des mesures et les réunions sont inventés. Les "
    "territoires, le texte du plan et la liste des associations sont réels."
)


def opening(title: str, question: str) -> None:
    """Title, question, and the banner of the demonstration when an invented figure may be on the page."""
    st.title(title, anchor=False)
    st.markdown(question)
    if data.demonstration(visitor.perimetre()):
        st.warning(BANNER, icon=":material/science:")
