"""Who has an account in my perimeter, and who is waiting?"""

from collections.abc import Callable
from datetime import UTC, date, datetime

import streamlit as st

from dashboard import visitor
from dashboard.components.profile_choice import profile_choice
from geodata.database import Session, transaction
from geodata.perimetre import NotAllowed
from geodata.repositories import accounts
from geodata.repositories.accounts import AccountError, Standing

SHOWN = {
    "email": "Adresse",
    "function": "Fonction",
    "profile": "Profil",
    "departement": "Département",
    "standing": "État",
    "ends_on": "Date de fin",
    "last_used_at": "Dernière connexion",
}
perimetre = visitor.perimetre()


def done(act: Callable[[Session], object], sentence: str) -> None:
    """Do it in one transaction; say what was done, or why it was refused."""
    try:
        with transaction() as session:
            act(session)
    except (NotAllowed, AccountError, ValueError) as refusal:
        st.error(str(refusal), icon=":material/block:")
        return
    st.session_state["compte_fait"] = sentence
    st.rerun()


def existing() -> None:
    now = datetime.now(UTC)
    with transaction() as session:
        listed = accounts.listed(session, perimetre, now.date())
    if listed.empty:
        st.info("Aucun compte dans votre périmètre.", icon=":material/inbox:")
        return
    table = listed[list(SHOWN)].assign(standing=[Standing(each).label for each in listed["standing"]])
    st.dataframe(table.rename(columns=SHOWN), hide_index=True, width="stretch", alt="Comptes du périmètre")
    chosen = st.selectbox("Compte", list(listed.index), format_func=lambda number: listed.at[number, "email"])
    approve, refuse, suspend = st.columns(3)
    if approve.button("Approuver ou rouvrir", icon=":material/check:"):
        done(lambda session: accounts.approve(session, perimetre, chosen, now=now), "Compte approuvé pour un an.")
    if refuse.button("Refuser la demande", icon=":material/close:"):
        done(lambda session: accounts.refuse(session, perimetre, chosen), "Demande refusée.")
    if suspend.button("Suspendre", icon=":material/block:"):
        done(
            lambda session: accounts.suspend(session, perimetre, chosen, now=now),
            "Compte suspendu : ses sessions ouvertes sont fermées.",
        )


def invitation() -> None:
    st.subheader("Inviter", anchor=False)
    profile = profile_choice("invitation")
    email = st.text_input("Adresse professionnelle", max_chars=200)
    function = st.text_input("Fonction", max_chars=120)
    ends_on: date | None = st.date_input("Dernier jour (facultatif)", value=None, format="DD/MM/YYYY")
    if st.button("Inviter", type="primary"):
        done(
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
if said := st.session_state.pop("compte_fait", None):
    st.success(said)
existing()
invitation()
