"""How do I ask for an account?"""

from datetime import UTC, datetime

import streamlit as st

from dashboard import pages, visitor
from dashboard.components.profile_choice import profile_choice
from geodata.database import transaction
from geodata.repositories import accounts
from geodata.repositories.accounts import AccountError, Standing

found = visitor.present()
st.title("Demander un accès", anchor=False)
if found is None:
    st.info(
        "Connectez-vous d’abord : la demande porte l’identité que votre fournisseur a vérifiée.", icon=":material/lock:"
    )
    st.page_link(pages.CONNEXION, label="Se connecter", icon=":material/login:")
elif found.standing == Standing.REQUESTED:
    st.success(
        "Votre demande est enregistrée. Un administrateur de votre périmètre doit l’approuver ; jusque-là, seules les "
        "pages publiques vous sont ouvertes.",
        icon=":material/check_circle:",
    )
elif found.account_id is not None:
    st.info("Vous avez déjà un compte.", icon=":material/check_circle:")
    st.page_link(pages.COMPTE, label="Ouvrir « Mon compte »", icon=":material/account_circle:")
elif not found.identity.email:
    st.error("Votre fournisseur d’identité ne communique pas d’adresse vérifiée : la demande est impossible ici.")
else:
    st.markdown(
        "Un administrateur (la préfecture pour son département, la Miprof pour la France) examine la demande. "
        "Jusque-là, seules les pages publiques vous sont ouvertes."
    )
    st.text_input("Adresse professionnelle", found.identity.email, disabled=True)
    profile = profile_choice("demande")
    function = st.text_input("Fonction", max_chars=120, placeholder="Chargée de mission, direction départementale…")
    if st.button("Envoyer la demande", type="primary"):
        try:
            with transaction() as session:
                accounts.request(
                    session,
                    profile,
                    email=found.identity.email,
                    function=function,
                    now=datetime.now(UTC),
                    issuer=found.identity.issuer,
                    subject=found.identity.subject,
                    siret=found.identity.siret,
                )
        except (AccountError, ValueError) as refusal:
            st.error(str(refusal), icon=":material/block:")
        else:
            st.rerun()
