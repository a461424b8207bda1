"""What is said of a mesure in a département: results, brakes, solutions, good practice, private notes."""

import streamlit as st

from dashboard.components.authors import author
from dashboard.components.french import minute
from dashboard.components.html_table import html_table
from geodata.publication.progress import MesureState


def comments(state: MesureState) -> None:
    """The comments that this visitor may read."""
    if not state.comments:
        return
    st.subheader("Commentaires", anchor=False)
    html_table(
        "Commentaires, le plus récent d’abord",
        ["Nature", "Texte", "Partage", "Par", "Le"],
        [
            [
                each.kind.label,
                each.text,
                each.scope.label,
                author(each.profile, each.account_id),
                minute(each.recorded_at),
            ]
            for each in state.comments
        ],
    )
