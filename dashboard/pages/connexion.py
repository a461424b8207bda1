"""By which door do I come in?"""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from config.settings import settings
from dashboard.identity.return_address import own_page

st.title("Se connecter", anchor=False)
st.markdown("Les pages publiques se lisent sans compte. Un compte est personnel et attaché à une fonction.")
page = own_page(st.query_params.get("retour"))
for provider in settings().providers:
    address = f"/connexion/{provider.name}?{urlencode({'retour': page})}"
    st.html(f'<p><a class="vigie-action" href="{escape(address)}">Se connecter avec {escape(provider.label)}</a></p>')
st.caption("Le fournisseur d’identité vous ramènera ici. Vigie ne voit jamais votre mot de passe.")
