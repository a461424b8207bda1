"""How do comparable départements stand beside each other?"""

from datetime import datetime, time

import streamlit as st

from dashboard import steering, visitor
from dashboard.components.choices import choice, forget
from dashboard.components.compare_table import ORDERS, caution, compare_table, in_order
from dashboard.components.downloads import downloads
from dashboard.components.figures import Figure, figures
from dashboard.components.footnote import sources
from dashboard.components.opening import opening
from dashboard.components.rate import percent
from dashboard.components.steering_choices import day_choice, mesure_choice, plan_choice
from geodata import territories
from geodata.comparable import Group, comparable, stratum, stratum_label
from geodata.progress.gaps import median_of
from geodata.publication.progress import comparison

CHOSEN = "choisis"
GROUPS = {
    Group.STRATUM.value: "Même strate de population",
    Group.REGION.value: "Même région",
    Group.OVERSEAS.value: "Outre-mer",
    Group.EVERYONE.value: "Les 101 départements",
    CHOSEN: "Départements choisis",
}


def chosen_departements() -> list[str]:
    """Départements picked one by one, kept in the address as « choix=01,2A »."""
    names = territories.names()
    asked = [code for code in st.query_params.get("choix", "").split(",") if code in names]
    picked: list[str] = st.multiselect(
        "Départements", list(names), default=asked, format_func=lambda code: f"{names[code]} ({code})",
        placeholder="Choisir…",
    )  # fmt: skip
    st.query_params["choix"] = ",".join(picked)
    return picked


perimetre = visitor.perimetre()
opening("Comparer", "Comment des départements comparables avancent-ils, côte à côte ?")
forget("indicateur", "forme", "public")
first, second, third = st.columns([3, 4, 8])
with first:
    plan = plan_choice()
if not plan.mesures:
    st.info("Vigie ne tient pas encore les mesures de ce plan : il n’y a rien à comparer.", icon=":material/menu_book:")
    st.stop()
with second:
    day = day_choice(plan)
with third:
    mesure = mesure_choice(plan)
if mesure is not None and plan.mesure(mesure).level == "national":
    st.info("Cette mesure est conduite au niveau national : aucun département ne s’y compare.", icon=":material/flag:")
    st.stop()
left, middle, right = st.columns([4, 5, 6])
names = territories.names()
own = next(iter(perimetre.departements)) if len(perimetre.departements) == 1 else None
with left:
    group = choice("Comparer avec", "groupe", GROUPS, Group.STRATUM.value if own else Group.EVERYONE.value)
with middle:
    if group in {Group.STRATUM, Group.REGION}:
        labels = {code: f"{name} ({code})" for code, name in names.items()}
        reference = choice("Département de référence", "departement", labels, own or "01")
        codes = list(comparable(reference or "01", Group(group), plan.end))
    elif group == CHOSEN:
        codes = chosen_departements()
    else:
        codes = list(comparable("01", Group(group or Group.EVERYONE), plan.end))
with right:
    order = choice("Trier par", "tri", ORDERS, "ecart") or "ecart"
if group != CHOSEN:
    forget("choix")

table = comparison(steering.overview(perimetre, plan.code, day), plan, mesure, datetime.combine(day, time()))
rows = in_order(table.rows[table.rows["departement"].isin(codes)], order)
st.header(f"{mesure}. {plan.mesure(mesure).title}" if mesure else f"Plan {plan.code}", anchor=False)
if group == Group.STRATUM and codes:
    st.markdown(f"Strate : **{stratum_label(stratum(codes[0]))}**, {len(codes)} départements.")
if rows.empty:
    st.info("Choisissez au moins un département à comparer.", icon=":material/compare:")
    st.stop()
everyone = median_of(None if value != value else value for value in table.rows["rate"])
known = rows["rate"].dropna()
inside = median_of(known)
figures(
    [
        Figure("Médiane des 101 départements", "—" if everyone is None else percent(everyone), silent=everyone is None),
        Figure(
            "Médiane du groupe",
            "non montrée" if inside is None else percent(inside),
            "il faut dix taux connus" if inside is None else "",
            silent=inside is None,
        ),
        Figure("Taux connus", f"{len(known)} sur {len(rows)}", "départements du groupe"),
    ]
)
compare_table(table, rows, mesure, {"plan": plan.code, "annee": st.query_params.get("annee")})
if mesure is None:
    st.caption(
        "Sur le plan, seules comptent les mesures dont votre profil lit le taux partout : ce qui est "
        "comparé est alors le même partout. Il faut 60 % d’entre elles connues pour un taux."
    )
caution()
sources(table)
downloads(
    type(table)(table.id, table.title, rows.reset_index(drop=True), table.labels, table.provenance),
    f"vigie_comparaison_{plan.code}_{'plan' if mesure is None else f'mesure_{mesure}'}_{day.year}",
)
