"""What does another profile see?"""

import streamlit as st

from dashboard import pages, seen_by, visitor
from dashboard.components.profile_choice import profile_choice
from geodata.perimetre import NotAllowed

st.title("Voir comme…", anchor=False)
st.markdown(
    "Choisissez un profil : chaque page montrera ce qu’il lit, dans la limite de vos propres droits. Rien ne pourra "
    "être enregistré. Le choix vaut pour cette fenêtre, jusqu’à ce que vous y mettiez fin ou rechargiez la page ; il "
    "est écrit au journal."
)
profile = profile_choice("vue", public=True)
if st.button("Voir comme ce profil", type="primary", icon=":material/visibility:"):
    try:
        seen_by.start(visitor.own(), profile)
    except (NotAllowed, ValueError) as refusal:
        st.error(str(refusal), icon=":material/block:")
    else:
        st.switch_page(pages.COUVERTURE)
