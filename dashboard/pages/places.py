"""What do victims need as places, what exists, what is missing, and who can reach help?"""

import streamlit as st

from dashboard import data, visitor
from dashboard.components import states
from dashboard.components.choices import forget
from dashboard.components.opening import opening
from dashboard.components.parts import part
from dashboard.components.places_access import places_access
from dashboard.components.places_country import places_country
from dashboard.components.places_departement import places_departement
from dashboard.components.places_minors import places_minors

PARTS = {"pays": "Le pays", "departement": "Un département", "acces": "Accès", "mineurs": "Mineurs"}
# The choices of each part, which its neighbours may not have.
CHOICES = {
    "pays": ("nombre", "annee", "public_accueilli", "tri", "annee_demandes"),
    "departement": ("departement", "annee"),
    "acces": ("acces", "annee", "forme", "public", "public_accueilli"),
    "mineurs": (),
}

perimetre = visitor.perimetre()
opening(
    "Places",
    "De combien de places les victimes ont-elles besoin, combien y en a-t-il, et qui peut atteindre une aide ?",
)
if data.empty():
    states.nothing_received()
    st.stop()

shown = part(PARTS)
forget(*({name for names in CHOICES.values() for name in names} - set(CHOICES[shown])), "indicateur")
with states.explained():
    if shown == "pays":
        places_country(perimetre)
    elif shown == "departement":
        places_departement(perimetre)
    elif shown == "acces":
        places_access(perimetre)
    else:
        places_minors()
