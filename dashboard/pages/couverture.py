"""Where are victims supported, and where is something missing?"""

import streamlit as st

from dashboard import campaigns, data, fixed_files, pages, visitor
from dashboard.components import states
from dashboard.components.choices import forget, form_choice, indicator_choice, public_choice, year_choice
from dashboard.components.downloads import downloads
from dashboard.components.figures import distribution
from dashboard.components.footnote import footnote
from dashboard.components.map_view import map_of
from dashboard.components.opening import opening
from dashboard.components.silences import silences
from dashboard.components.table_twin import table_twin
from dashboard.components.to_do import to_do
from dashboard.components.totals_table import totals_table
from geodata.indicators import Choice
from layers import LAYERS, associations, legend

perimetre = visitor.perimetre()
opening("Couverture du territoire", "Où les victimes sont-elles accompagnées, et où manque-t-il une réponse ?")
to_do(perimetre)
if data.empty():
    states.nothing_received()
    st.stop()

forget("departement")
first, second, *others = st.columns([3, 1, 2, 2])
with first:
    indicator = indicator_choice()
with second:
    year = year_choice(data.years())
filters = {"form": ("forme", form_choice), "public": ("public", public_choice)}
chosen: dict[str, str | None] = {}
for name, (parameter, ask) in filters.items():
    if name not in indicator.filters:
        forget(parameter)
        continue
    with others[len(chosen)]:
        chosen[name] = ask()
choice = Choice(year, **chosen)

published = data.indicator(indicator.id, choice, perimetre)
st.header(indicator.question, anchor=False)

left, right = st.columns([4, 3], gap="medium")
with left:
    groups, kinds = [LAYERS[indicator.id].draw(published)], []
    if st.toggle("Afficher les associations", value=True, key="associations"):
        drawn = associations.drawable(data.listing(perimetre, choice.form, choice.public).rows)
        groups.append(associations.draw(fixed_files.keep_public_points(data.public_points()), drawn["branch_id"]))
        kinds = [associations.KINDS[status] for status in drawn["geo_status"]]
    clicked = map_of(groups, key="france")
    st.html(legend.html(published, kinds))
    totals_table(published)
with right:
    distribution(published)
    table_twin(published, height=420)
    silences(published)

st.header("Source et méthode", anchor=False)
footnote(published, campaigns.sentence(perimetre) if "associations" in indicator.jobs else None)
downloads(published, f"vigie_{indicator.id}_{year}")

if clicked:
    st.switch_page(pages.DEPARTEMENT, query_params={"departement": clicked, "annee": str(year)})
