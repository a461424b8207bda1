"""How the campaign is answered: a few figures, the rate by département, and who has not answered yet."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components.figures import Figure, figures
from dashboard.components.french import day
from geodata.listing.campaign import State
from geodata.publication import Table
from geodata.publication.french import number, with_unit
from geodata.rights import FRANCE

LABELS = {
    "name": "Organisation",
    "places": "Départements",
    "state": "Réponse",
    "progress": "Parties répondues",
    "contact": "Dernier contact",
    "reminders": "Rappels",
    "mailbox": "Boîte aux lettres",
}


def totals(response: Table, rows: pd.DataFrame | None) -> None:
    """Asked and answered for France; for whoever follows organisations, where those stand."""
    france = response.rows.set_index("departement").loc[FRANCE]
    rate = "—" if pd.isna(france["rate"]) else with_unit(france["rate"], "%")
    boxes = [
        Figure("Sollicitées", number(france["invited"]), "organisations en France"),
        Figure("Ont répondu", number(france["confirmed"]), "toute leur fiche"),
        Figure("Taux de réponse", rate, "en France"),
    ]
    if rows is not None:
        counts = rows["state"].value_counts()
        boxes += [
            Figure(state.label, number(int(counts.get(state, 0))), "organisations que vous suivez")
            for state in (State.STARTED, State.SENT, State.SILENT, State.NOT_SENT)
            if counts.get(state, 0)
        ]
    figures(boxes)


def by_departement(response: Table) -> None:
    """The départements where somebody was asked; a click on a header sorts."""
    rows = response.rows[(response.rows["departement"] != FRANCE) & (response.rows["invited"] > 0)]
    if rows.empty:
        st.info("Aucune organisation n’est encore sollicitée dans un département.", icon=":material/inbox:")
        return
    styled = rows.rename(columns=response.labels).style.format(
        {response.labels["rate"]: lambda rate: number(rate)}, na_rep=""
    )
    st.dataframe(styled, hide_index=True, width="stretch", alt="Taux de réponse par département")
    st.caption(" ".join(response.notes))


def unanswered(rows: pd.DataFrame) -> pd.DataFrame:
    """Those who have not answered everything, those who have said nothing first."""
    order = [State.SILENT, State.NOT_SENT, State.SENT, State.STARTED]
    waiting = rows[rows["state"].isin(order).astype(bool)]
    return waiting.sort_values("state", key=lambda states: states.map(order.index), kind="stable")


def list_of(rows: pd.DataFrame) -> None:
    """Who has not answered everything, with the last contact."""
    waiting = unanswered(rows)
    if waiting.empty:
        st.success("Toutes les organisations sollicitées ont répondu.", icon=":material/check:")
        return
    table = pd.DataFrame([_line(row) for row in waiting.to_dict("records")], columns=list(LABELS))
    st.dataframe(
        table.rename(columns=LABELS), hide_index=True, width="stretch", alt="Organisations dont la réponse manque"
    )


def _line(row: dict[Any, Any]) -> dict[str, Any]:
    contact = "jamais"
    if row["last_contact"] is not None:
        contact = f"{day(row['last_contact'])}, {row['last_happened'].label.lower()}"
    mailbox = row["mail"] or "aucune"
    return {
        "name": row["name"],
        "places": ", ".join(row["departements"]) or "—",
        "state": row["state"].label + (" (lien retiré)" if row["revoked"] else ""),
        "progress": f"{row['answered']} sur {row['asked']}",
        "contact": contact,
        "reminders": row["reminders"],
        "mailbox": f"{mailbox} (refusée par le serveur)" if row["refused"] else mailbox,
    }
