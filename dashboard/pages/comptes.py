"""Who has an account in my perimeter, and who is waiting?"""

from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st
from dateutil.relativedelta import relativedelta

from config.roles import roles
from dashboard import visitor
from dashboard.components.acts import done, what_was_done
from dashboard.components.french import day
from dashboard.components.profile_choice import profile_choice
from geodata.database import transaction
from geodata.repositories import accounts
from geodata.repositories.accounts import Standing

SHOWN = {
    "email": "Adresse",
    "function": "Fonction",
    "called": "Profil",
    "state": "État",
    "ends_on": "Date de fin",
    "confirmed_at": "Confirmé le",
    "last_used_at": "Dernière connexion",
}
DATES = ("ends_on", "confirmed_at", "last_used_at")
A_YEAR = relativedelta(months=roles().rules.dormant_after_months)
OBJECT = "accounts"
perimetre = visitor.perimetre()


def existing() -> None:
    now = datetime.now(UTC)
    with transaction() as session:
        listed = accounts.listed(session, perimetre, now.date())
    if listed.empty:
        st.info("Aucun compte dans votre périmètre.", icon=":material/inbox:")
        return
    table = listed.assign(
        state=[Standing(each).label for each in listed["standing"]],
        **{name: ["" if pd.isna(each) else day(each) for each in listed[name]] for name in DATES},
    )
    st.dataframe(
        table[list(SHOWN)].rename(columns=SHOWN),
        hide_index=True,
        width="stretch",
        alt="Comptes du périmètre",
    )
    waiting = int((listed["standing"] == Standing.REQUESTED).sum())
    old = sum(
        each["standing"] == Standing.ACTIVE and each["confirmed_at"].date() + A_YEAR <= now.date()
        for each in listed.to_dict("records")
    )
    st.caption(
        f"Demandes qui attendent : {waiting}. Comptes actifs à confirmer, la dernière confirmation datant d’un an ou "
        f"plus : {old}."
    )
    chosen = st.selectbox(
        "Compte",
        list(listed.index),
        format_func=lambda number: f"{listed.at[number, 'email']} – {table.at[number, 'state']}",
        key="compte_choisi",
    )
    decisions(int(chosen), now)
    last_day(int(chosen), listed.at[chosen, "ends_on"])


def decisions(chosen: int, now: datetime) -> None:
    with st.container(horizontal=True):
        if st.button("Approuver, confirmer ou rouvrir", icon=":material/check:"):
            done(
                perimetre,
                OBJECT,
                lambda session: accounts.approve(session, perimetre, chosen, now=now),
                "Décision enregistrée : un compte approuvé est confirmé pour un an ; un accès de niveau N3 attend "
                "aussi une seconde personne, de l’autre administration.",
                str(chosen),
            )
        if st.button("Refuser la demande", icon=":material/close:"):
            done(
                perimetre,
                OBJECT,
                lambda session: accounts.refuse(session, perimetre, chosen),
                "Demande refusée.",
                str(chosen),
            )
        if st.button("Suspendre", icon=":material/block:"):
            done(
                perimetre,
                OBJECT,
                lambda session: accounts.suspend(session, perimetre, chosen, now=now),
                "Compte suspendu : ses sessions ouvertes sont fermées.",
                str(chosen),
            )


def last_day(chosen: int, present: date | None) -> None:
    known = None if pd.isna(present) else present
    ends_on = st.date_input("Dernier jour du compte", value=known, format="DD/MM/YYYY", key=f"fin_{chosen}")
    if st.button("Fixer le dernier jour", icon=":material/event:"):
        done(
            perimetre,
            OBJECT,
            lambda session: accounts.end_on(session, perimetre, chosen, ends_on),
            f"Dernier jour du compte : {ends_on:%d/%m/%Y}." if ends_on else "Ce compte n’a plus de date de fin.",
            str(chosen),
        )


def invitation() -> None:
    st.subheader("Inviter", anchor=False)
    profile = profile_choice("invitation")
    email = st.text_input("Adresse professionnelle", max_chars=200, key="invitation_adresse")
    function = st.text_input("Fonction, sans nom de personne", max_chars=120, key="invitation_fonction")
    ends_on: date | None = st.date_input(
        "Dernier jour (facultatif)", value=None, format="DD/MM/YYYY", key="invitation_fin"
    )
    if st.button("Inviter", type="primary"):
        done(
            perimetre,
            OBJECT,
            lambda session: accounts.invite(
                session,
                perimetre,
                profile,
                email=email,
                function=function,
                now=datetime.now(UTC),
                ends_on=ends_on,
            ),
            "Invitation enregistrée : le compte s’ouvrira à la première connexion avec cette adresse.",
        )


st.title("Comptes", anchor=False)
st.markdown("Qui a un compte dans votre périmètre, et qui attend une réponse ?")
what_was_done()
existing()
invitation()
