"""Who am I here, what may I read, and until when?"""

from datetime import UTC, datetime
from html import escape

import streamlit as st

from dashboard import visitor
from dashboard.components.french import as_markdown, day
from geodata.database import transaction
from geodata.repositories import accounts

found = visitor.present()
rights = visitor.perimetre()
st.title("Mon compte", anchor=False)
if found is None:
    st.info("Vous n’êtes pas connecté : seules les pages publiques vous sont ouvertes.", icon=":material/lock:")
else:
    st.markdown(f"**Adresse** : {as_markdown(found.identity.email or 'non communiquée par le fournisseur')}")
    if found.account_id is not None and found.standing is not None:
        with transaction() as session:
            account = accounts.found(session, found.account_id)
        st.markdown(f"**État du compte** : {found.standing.label}")
        st.markdown(f"**Fonction** : {as_markdown(account.function)}")
        st.markdown(f"**Date de fin** : {day(account.ends_on) if account.ends_on else 'aucune'}")
        accepted = account.charter_accepted_at
        when = f"version {account.charter_version}, acceptée le {day(accepted)}" if accepted else "pas encore acceptée"
        st.markdown(f"**Charte de confidentialité** : {when}")
    st.subheader("Ce que je peux lire", anchor=False)
    st.markdown(f"**Profil en vigueur** : {as_markdown(rights.label)}")
    st.markdown(f"Dans mon périmètre : niveau {rights.level.name} ; ailleurs : niveau {rights.level_elsewhere.name}.")
    st.caption(
        "N0 : public. N1 : partenaires. N2 : restreint. Ces droits sont relus à chaque action : un changement, ou une "
        f"suspension, vaut tout de suite. Page établie à {datetime.now(UTC):%H:%M} (temps universel)."
    )
    address = f"/deconnexion?jeton={found.leaving_token}"
    st.html(f'<p><a class="vigie-action" href="{escape(address)}">Se déconnecter</a></p>')
