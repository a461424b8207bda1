"""What is known of one département, beside its région and France?"""

import streamlit as st

from dashboard import campaigns, data, visitor
from dashboard.components import indicator_rows, states
from dashboard.components.association_lists import association_lists
from dashboard.components.case_series import case_series
from dashboard.components.choices import departement_choice, forget, year_choice
from dashboard.components.downloads import downloads
from dashboard.components.footnote import sources
from dashboard.components.gaps import lacking, matrix
from dashboard.components.meeting_summary import meeting_summary
from dashboard.components.mesure_part import mesure_part
from dashboard.components.opening import opening
from dashboard.components.places_table import places_table
from dashboard.components.readers import who_may_read
from dashboard.components.shortfalls import shortfalls
from geodata import territories
from geodata.publication.counts import PUBLIC_SOURCES
from geodata.publication.french import number
from geodata.rights import Object

perimetre = visitor.perimetre()
opening("Département", "Sur quoi un département peut-il compter, et que lui manque-t-il ?")
if data.empty():
    states.nothing_received()
    st.stop()

forget("indicateur", "forme", "public")
first, second, _ = st.columns([3, 1, 3])
with first:
    code = departement_choice()
with second:
    year = year_choice(data.years())
if code is None:
    st.info("Choisissez un département dans la liste, ou cliquez sur la carte de la page « Couverture ».")
    st.stop()

place = territories.departements().loc[code]
region = str(territories.regions(year).at[territories.region_of(code, year), "name"])
st.set_page_config(page_title=f"{place['name']} ({code}) – Vigie")
st.header(f"{place['name']} ({code})", anchor=False)
st.markdown(
    f"Préfecture : {place['prefecture']} · Région : {region} · "
    f"{number(place['population'])} habitants en {place['population_year']}"
)

rows = indicator_rows.rows_of(code, year, perimetre)
indicator_rows.boxes(rows)

st.subheader("Ce qui manque", anchor=False)
shortfalls(rows)

st.subheader("Mesures du plan", anchor=False)
mesure_part(perimetre, code, year)

st.subheader("Chiffres clés et médianes", anchor=False)
indicator_rows.table(rows, place["name"])
who_may_read(Object.INDICATORS, code, level=perimetre.level_in(code), key="indicateurs")

st.subheader("Lacunes par forme d’exploitation et par fonction", anchor=False)
cells = data.gap_cells(code, year, perimetre)
matrix(cells)
gaps = lacking(cells)
with st.expander(f"Lacunes vérifiées ({len(gaps)} forme{'s' if len(gaps) > 1 else ''} d’exploitation)"):
    st.markdown("\n".join(f"- {line}" for line in gaps) or "Aucune lacune vérifiée.")

st.subheader("Réunion du CDPD", anchor=False)
meeting_summary(code, perimetre)

st.subheader("Associations", anchor=False)
listing = data.listing(perimetre, departement=code)
st.html(
    f'<p><a class="vigie-action" href="/qui-appeler/{code}.pdf" target="_blank">'
    "Qui appeler : une page à imprimer (PDF)</a></p>"
)
association_lists(listing, code, place["name"])
sources(listing, campaigns.sentence(perimetre, code))
downloads(listing, f"vigie_associations_{code}")

st.subheader("Besoins et places d’hébergement", anchor=False)
with states.explained():
    places = data.places(code, year, perimetre)
    places_table(places)
    sources(places)
    downloads(places, f"vigie_places_{code}_{year}")
    who_may_read(Object.PLACES, code, key="places")

st.subheader("Cas recensés", anchor=False)
counts = data.case_counts(code, perimetre)
case_series(counts)
if len(counts.rows):
    sources(counts)
    downloads(counts, f"vigie_cas_{code}")
    if not set(counts.rows["source"]) <= set(PUBLIC_SOURCES):
        who_may_read(Object.INDICATORS, code, level=perimetre.level_in(code), key="cas")
