"""Who can help, where, for whom?"""

import streamlit as st

from dashboard import campaigns, data, directory, fixed_files, pages, visitor
from dashboard.components import states
from dashboard.components.choices import choice
from dashboard.components.directory_list import directory_list
from dashboard.components.downloads import downloads
from dashboard.components.footnote import sources
from dashboard.components.french import as_markdown
from dashboard.components.help_question import chips, question_field
from dashboard.components.map_view import map_of
from dashboard.components.opening import opening
from geodata import territories
from geodata.listing.concepts import CHOICES, Kind
from geodata.listing.places import places
from geodata.listing.search import Asked
from geodata.publication.call_card import EMERGENCY
from geodata.publication.directory import found, left_aside
from geodata.publication.french import counted
from layers import associations, legend

SELECTORS = (
    ("publics", "Pour qui ?", "pour", Kind.PUBLIC),
    ("forms", "Forme d’exploitation", "exploitation", Kind.FORM),
    ("functions", "Quelle aide ?", "aide", Kind.FUNCTION),
    ("languages", "Quelle langue ?", "langue", Kind.LANGUAGE),
)

perimetre = visitor.perimetre()
opening("Annuaire", "Qui peut aider, où, pour qui ?")
st.html(
    f'<p class="vigie-emergency"><strong>{EMERGENCY}</strong> <a href="/quitter-vite">Quitter vite cette page</a></p>'
)
if data.empty():
    states.nothing_received()
    st.stop()

text = question_field()
understood = st.container()
with st.container(key="annuaire_choix"):
    first, *others = st.columns(5)
chosen: dict[str, str] = {}
with first:
    known = directory.place_choices()
    named = st.query_params.get("lieu", "")
    if named and named not in known and (place := places().of_key(named)):
        known = known | {named: place.label}
    chosen["place"] = choice("Où ?", "lieu", known) or ""
for column, (name, label, parameter, kind) in zip(others, SELECTORS, strict=True):
    with column:
        chosen[name] = choice(label, parameter, CHOICES[kind]) or ""

asked = Asked(text, **chosen)
answered = directory.answer(perimetre, asked)
with understood:
    chips(answered.question, text)
if said := left_aside(answered):
    st.warning(as_markdown(said), icon=":material/info:")
results = found(directory.index(perimetre), answered)

left, right = st.columns([3, 2], gap="medium")
with left:
    directory_list(results, key=repr(asked))
    where = answered.question.place
with right:
    st.header("Carte", anchor=False)
    rows = directory.table_of(perimetre, answered)
    drawn = associations.drawable(rows.rows)
    clicked = map_of(
        [associations.draw(fixed_files.keep_public_points(data.public_points()), drawn["branch_id"])], key="annuaire"
    )
    st.html(legend.points_html([associations.KINDS[status] for status in drawn["geo_status"]]))
    if pointless := len(rows.rows) - len(drawn):
        st.caption(f"{counted(pointless, 'réponse')} sans point sur la carte, à lire dans la liste.")
    if where:
        name = territories.name_of(where.departement)
        st.html(
            f'<p><a class="vigie-action" href="/qui-appeler/{where.departement}.pdf" target="_blank">'
            f"Qui appeler : {name}, une page à imprimer (PDF)</a></p>"
        )

st.header("Fichiers et sources", anchor=False)
downloads(rows, "vigie_annuaire")
sources(rows, campaigns.sentence(perimetre, where.departement if where else None))
if clicked:
    st.switch_page(pages.ANNUAIRE, query_params=st.query_params.to_dict() | {"lieu": clicked})
