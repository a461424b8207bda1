"""On each page of « Voir comme… »: as whom one looks, that nothing can be written, and the way back."""

import streamlit as st

from dashboard import seen_by, visitor
from dashboard.components.french import as_markdown

BACK = "Revenir à mes droits"


def view_banner() -> None:
    """Nothing for a visitor who looks with his own rights."""
    view = visitor.perimetre()
    if view.viewer is None:
        return
    with st.container(key="vue", border=True):
        st.warning(
            f"**Vous voyez Vigie comme : {as_markdown(view.seen_as)}.** Rien ne peut être enregistré. Ce que vos "
            "propres droits ne vous ouvrent pas reste fermé, même si ce profil le lit.",
            icon=":material/visibility:",
        )
        st.button(BACK, key="vue_fin", icon=":material/undo:", on_click=seen_by.stop)
