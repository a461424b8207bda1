"""Every file received, the latest first, and what became of its rows."""

import pandas as pd
import streamlit as st

from dashboard.components.french import minute


def import_list(listed: pd.DataFrame, numbered: bool = True) -> None:
    """Show the imports (`listed`: columns of the table of imports, indexed by number), with their numbers or not."""
    rows = pd.DataFrame(
        {
            "N°": listed.index,
            "Reçu le": [minute(moment) for moment in listed["received_at"]],
            "Fichier": listed["file_name"],
            "Lignes lues": listed["rows_read"],
            "Chargées": listed["rows_loaded"],
            "Inchangées": listed["rows_unchanged"],
            "Rejetées": listed["rows_rejected"],
            "Démonstration": ["oui" if invented else "non" for invented in listed["demonstration"]],
            "Source": listed["title"],
            "Producteur": listed["producer"],
            "Millésime": listed["vintage"],
            "Par": listed["received_by"],
        }
    )
    if not numbered:
        rows = rows.drop(columns="N°")
    counts = ["Lignes lues", "Chargées", "Inchangées", "Rejetées"]
    st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        alt="Fichiers reçus, le plus récent d’abord",
        column_config=dict.fromkeys(counts, st.column_config.NumberColumn(format="localized")),
    )
    st.caption("Chaque ligne lue est chargée, inchangée ou rejetée : la somme est toujours exacte.")
