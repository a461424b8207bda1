"""What waits for the visitor, on the home page: each line is a link that opens the right form."""

import pandas as pd
import streamlit as st

from config.roles import Action, Object
from dashboard import listing_review, meetings, pages, visitor
from dashboard.components.french import as_markdown
from geodata import territories
from geodata.meetings import State
from geodata.perimetre import NotAllowed, Perimetre
from geodata.rights import FRANCE

TAKES_DECISIONS = {State.HELD, State.MINUTES_WRITTEN}


def to_do(perimetre: Perimetre) -> None:
    """Nothing for whoever writes, validates and contacts nowhere."""
    own = sorted(perimetre.departements)
    code = own[0] if len(own) == 1 else None
    if code and (meetings.keeps(code) or meetings.validates(code)):
        _departement(code, perimetre)
    elif meetings.validates(meetings.FRANCE):
        _france(perimetre)


def _departement(code: str, perimetre: Perimetre) -> None:
    year = meetings.today().year
    listed = meetings.listed(perimetre, code)
    with st.container(border=True, key="a_faire"):
        st.markdown(f"**À faire – {territories.names()[code]} ({code})**")
        for reminder in meetings.due(perimetre):
            if reminder.departement == code:
                st.markdown(f":material/notifications: Rappel : {as_markdown(reminder.sentence)}")
        with st.container(horizontal=True):
            if meetings.keeps(code):
                cell = meetings.compliance(perimetre).at[code, year]
                coming = str(year + 1 if cell is not None and cell.held else year)
                _link(f"Préparer la réunion {coming}", "event", code, exercice=coming)
                _link("Enregistrer les décisions", "gavel", code, **{"partie": "decisions"} | _to_decide(listed, year))
            for number, row in listed[listed["state"] == State.MINUTES_WRITTEN].iterrows():
                if meetings.validates(code):
                    label = f"Valider le compte rendu de {row['year']}"
                    _link(label, "verified", code, exercice=str(row["year"]), reunion=str(number))
            if visitor.may(Object.DRAFTS, Action.WRITE, departement=code, mesure=None) and hasattr(pages, "MESURES"):
                st.page_link(
                    pages.MESURES,
                    label="Dire où en est une mesure",
                    icon=":material/checklist:",
                    query_params={"departement": code},
                )
            _proposals(perimetre, code)


def _proposals(perimetre: Perimetre, authority: str | None) -> None:
    """What associations propose and wait for; each counter opens exactly its list. `None`: of every administration."""
    if not listing_review.validates(authority or FRANCE):
        return
    waiting = listing_review.waiting(perimetre, authority)
    counts = {}
    if authority is not None:
        counts["attente"] = (len(waiting), f"Fiches{' nationales' if authority == FRANCE else ''} à valider")
    if authority != FRANCE:
        late = listing_review.late(waiting)
        counts["retard"] = (len(late), f"Fiches en attente depuis plus de {listing_review.LATE_DAYS} jours")
    for state, (count, label) in counts.items():
        if count:
            st.page_link(
                pages.FICHES, label=f"{label} : {count}", icon=":material/fact_check:",
                query_params={"autorite": authority or "toutes", "etat": state},
            )  # fmt: skip


def _link(label: str, icon: str, code: str, **query: str) -> None:
    st.page_link(pages.REUNIONS, label=label, icon=f":material/{icon}:", query_params={"departement": code, **query})


def _to_decide(listed: pd.DataFrame, year: int) -> dict[str, str]:
    """Where decisions are recorded: the last meeting held and not validated, or the one whose day has come."""
    waiting = listed[listed["state"].isin(TAKES_DECISIONS)]
    if waiting.empty:
        came = [day is not None and not pd.isna(day) and day <= meetings.today() for day in listed["planned_on"]]
        waiting = listed[(listed["state"] == State.CONVENED) & pd.Series(came, index=listed.index, dtype=bool)]
        if len(waiting):
            return {"exercice": str(waiting.iloc[0]["year"]), "reunion": str(waiting.index[0]), "partie": "etapes"}
        return {"exercice": str(year)}
    return {"exercice": str(waiting.iloc[0]["year"]), "reunion": str(waiting.index[0])}


def _france(perimetre: Perimetre) -> None:
    year = meetings.reference_year(perimetre)
    try:
        waiting = len(meetings.to_contact(perimetre, year))
    except NotAllowed:
        return
    with st.container(border=True, key="a_faire"):
        st.markdown("**À faire – France**")
        with st.container(horizontal=True):
            _link(
                f"Départements sans réunion en {year} : {waiting}",
                "call",
                meetings.FRANCE,
                exercice=str(year),
                partie="relances",
            )
            _link(f"Grille des réunions {year}", "grid_on", meetings.FRANCE, exercice=str(year), partie="grille")
            _proposals(perimetre, FRANCE)
            _proposals(perimetre, None)
