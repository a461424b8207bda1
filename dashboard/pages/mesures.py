"""Where does each mesure of the plan stand, and what calls for attention?"""

import streamlit as st

from dashboard import pages, steering, visitor
from dashboard.components import french, mesure_list
from dashboard.components.alert_counters import alert_counters
from dashboard.components.choices import forget
from dashboard.components.mesure_page import mesure_over_france, mesure_page
from dashboard.components.opening import opening
from dashboard.components.steering_choices import alert_asked, day_choice, mesure_choice, plan_choice, territory_choice
from geodata import territories
from geodata.rights import FRANCE

perimetre = visitor.perimetre()
opening("Mesures du plan", "Où en est chaque mesure, et qu’est-ce qui appelle votre attention ?")
forget("indicateur", "forme", "public")
first, second, third, fourth = st.columns([3, 4, 5, 8])
with first:
    plan = plan_choice()
if not plan.mesures:
    st.info(
        f"Vigie ne tient pas encore les mesures de ce plan : son texte en annonce {plan.announced}. "
        "Rien n’est inventé en attendant.",
        icon=":material/menu_book:",
    )
    st.caption(f"Source : {plan.source}")
    st.stop()
with second:
    day = day_choice(plan)
with third:
    code = territory_choice(perimetre)
with fourth:
    number = mesure_choice(plan)

st.caption(f"{plan.title}, adopté le {french.day(plan.adopted_on)}, {plan.status}.")
query = {"plan": plan.code, "annee": st.query_params.get("annee"), "departement": code}
mesure = None if number is None else plan.mesure(number)
if mesure is not None and mesure.level == "national":
    code = FRANCE
if mesure is not None and (code != FRANCE or mesure.level == "national"):
    mesure_page(perimetre, plan, mesure, code, day)
    st.stop()

rows = steering.overview(perimetre, plan.code, day)
if code != FRANCE:
    rows = rows[rows["departement"].isin([code, FRANCE])]
if mesure is not None:
    rows = rows[rows["mesure"] == mesure.number]
    query["mesure"] = str(mesure.number)
alert = alert_asked()
place = "Toute la France" if code == FRANCE else f"{territories.names()[code]} ({code})"
st.header(f"{mesure.number}. {mesure.title}" if mesure else place, anchor=False)
if rows["oldest"].isna().all() and not rows["weather"].notna().any():
    st.info("Aucun avancement n’a encore été enregistré pour ce plan à cette date.", icon=":material/inbox:")
st.markdown("**À regarder** – chaque compteur ouvre exactement sa liste :")
alert_counters(rows, steering.proposals_waiting(perimetre, plan.code, day, rows), pages.MESURES, alert, **query)
if alert is not None:
    mesure_list.with_one_alert(plan, rows, alert, query)
elif mesure is not None:
    mesure_over_france(perimetre, plan, mesure, day)
    mesure_list.by_departement(mesure, rows, query)
elif code == FRANCE:
    mesure_list.over_france(plan, rows, query)
else:
    mesure_list.in_departement(plan, rows, steering.departement_progress(perimetre, plan.code, code, day), query)
st.caption(
    "Taux : moyenne pondérée des indicateurs de la mesure, sans les effectifs de personnes. En italique : provisoire, "
    "parce qu’il manque un indicateur ou qu’une valeur attend sa validation ; il n’est jamais comparé. "
    "« Non évaluable » n’est pas 0 %. La météo se lit dans le périmètre de qui la rédige."
)
