"""As whom do I look at the demonstration?"""

import streamlit as st

from dashboard import demonstration_door, pages

st.title("Entrer dans la démonstration", anchor=False)
st.markdown("Chaque profil ne voit que ce que ses droits permettent. Ici, sans compte, tous peuvent être essayés.")
for profile, label in demonstration_door.CHOICES.items():
    if st.button(label, key=f"entrer_{profile}", icon=":material/login:"):
        demonstration_door.enter_as(profile)
        st.switch_page(pages.COUVERTURE)
st.caption(
    "Diagnostics, comptages, référents, avancement et réunions sont inventés ; les territoires, le texte du plan "
    "et les associations sont réels."
)
