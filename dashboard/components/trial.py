"""What a file would change: in numbers, then row by row."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard.components.french import as_markdown
from geodata.publication.french import number

SHOWN = 200
HEADERS = {"line": "Ligne", "key": "Fait", "column": "Colonne", "before": "Avant", "after": "Après"}


def trial(
    counts: Mapping[str, int],
    notes: Sequence[str],
    changes: pd.DataFrame,
    rejects: pd.DataFrame,
    labels: Mapping[str, str],
) -> None:
    """Show a dry run.

    `counts`: words → number of rows. `changes`: columns of `HEADERS`, an empty `column` for a new row; `labels`: what
    people call the columns. `rejects`: the rows sent back, as a table.
    """
    st.markdown("Lignes " + " · ".join(f"{name} : **{number(count)}**" for name, count in counts.items()))
    for note in notes:
        st.caption(as_markdown(note))
    if len(changes):
        with st.expander(f"Ce qui changerait ({number(len(changes))})", expanded=True):
            shown = changes.head(SHOWN)
            shown = shown.assign(column=shown["column"].replace(dict(labels)).replace("", "Nouvelle ligne"))
            st.dataframe(shown.rename(columns=HEADERS), hide_index=True, width="stretch", alt="Ce qui changerait")
            if len(changes) > SHOWN:
                st.caption(f"Les {SHOWN} premiers changements sont montrés.")
    if len(rejects):
        with st.expander(f"Lignes rejetées ({number(len(rejects))})", expanded=True):
            st.dataframe(rejects, hide_index=True, width="stretch", alt="Lignes qui seraient rejetées")
