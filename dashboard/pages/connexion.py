"""By which door do I come in?"""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from config.settings import settings
from dashboard import entrance, pages, visitor
from dashboard.identity.return_address import own_page

st.title("Se connecter", anchor=False)
if visitor.present() is not None:
    st.info("Vous êtes déjà connecté.", icon=":material/check_circle:")
    st.page_link(pages.COMPTE, label="Ouvrir « Mon compte »", icon=":material/account_circle:")
else:
    st.markdown(
        "Les pages publiques se lisent sans compte. Un compte ouvre ce qui est réservé à une fonction et à un "
        "territoire ; il est personnel."
    )
    page = own_page(st.query_params.get("retour") or entrance.last_page())
    for provider in settings().providers:
        address = f"/connexion/{provider.name}?{urlencode({'retour': page})}"
        label = f"Se connecter avec {escape(provider.label)}"
        st.html(f'<p><a class="vigie-action" href="{escape(address)}">{label}</a></p>')
    st.caption("Le fournisseur d’identité vous ramènera ici. Vigie ne voit jamais votre mot de passe.")
    st.markdown(
        "**Pas encore de compte ?** Connectez-vous de la même façon, puis demandez un accès : la préfecture l’examine "
        "pour son département, la Miprof pour la France."
    )
    st.page_link(pages.CHARTE, label="Lire la charte de confidentialité", icon=":material/contract:")
