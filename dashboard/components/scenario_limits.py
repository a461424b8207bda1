"""The constraints of a scenario, folded: none is set unless somebody sets it."""

from collections.abc import Mapping

import streamlit as st

from dashboard.components import scenario_fields as fields
from geodata import territories
from geodata.publication.french import counted, exact

NO_LIMIT = "pas de limite"


def limits_block(names: Mapping[str, str], regions: Mapping[str, str]) -> None:
    """`names`: code of each département → its name; `regions`: of each région of the year."""
    count = fields.constraints_set()
    with st.expander("Contraintes", key="scenario_contraintes", icon=":material/tune:"):
        _over_the_country()
        _of_departements(names)
        _of_regions(regions)
        _money()
        if count:
            st.button("Enlever toutes les contraintes", on_click=fields.clear_constraints, icon=":material/backspace:")
    # Outside of the fold, whose words would close it by changing.
    if count:
        st.caption(f"{counted(count, 'contrainte posée')} : elles comptent même quand le bloc est replié.")


def _over_the_country() -> None:
    first, second, third = st.columns(3)
    with first:
        whole_number("Maximum par département", fields.EACH_MOST, NO_LIMIT)
    with second:
        _share("Part maximum d’une région, en %", fields.REGION, NO_LIMIT)
    with third:
        whole_number(
            "Ouvrir au moins, là où l’on ouvre", fields.OPENING, "", "Évite de disperser les places une à une."
        )
    st.checkbox(
        "Laisser de côté les départements sans référent traite, ou dont on ne le sait pas", key=fields.REFERENT.key,
        persist_state="session",
    )  # fmt: skip
    st.checkbox(
        "Laisser de côté les départements sans diagnostic de moins de 12 mois", key=fields.DIAGNOSTIC.key,
        persist_state="session",
    )  # fmt: skip


def _of_departements(names: Mapping[str, str]) -> None:
    st.multiselect(
        "Minimum et maximum de certains départements", list(names), format_func=names.__getitem__,
        key=fields.FRAMED.key, placeholder="Choisir des départements", select_all=False, persist_state="session",
    )  # fmt: skip
    for code in fields.FRAMED.value:
        left, right = st.columns(2)
        with left:
            whole_number(f"{names[code]} : au moins", fields.least_of(code), "aucun minimum")
        with right:
            whole_number(f"{names[code]} : au plus", fields.most_of(code), _as_elsewhere(fields.EACH_MOST.value))


def _of_regions(regions: Mapping[str, str]) -> None:
    every = territories.every_region()
    # One that was chosen for another year stays in the list: the sentence under the form says that it must leave.
    options = dict.fromkeys([*regions, *fields.REGIONS.value])
    st.multiselect(
        "Part minimum et maximum de certaines régions", list(options), format_func=every.__getitem__,
        key=fields.REGIONS.key, placeholder="Choisir des régions", select_all=False, persist_state="session",
    )  # fmt: skip
    for code in fields.REGIONS.value:
        left, right = st.columns(2)
        with left:
            _share(f"{every[code]} : au moins, en % des places", fields.share_least_of(code), "aucun minimum")
        with right:
            elsewhere = _as_elsewhere(fields.REGION.value, " %")
            _share(f"{every[code]} : au plus, en % des places", fields.share_most_of(code), elsewhere)


def _as_elsewhere(value: float | None, unit: str = "") -> str:
    return NO_LIMIT if value is None else f"{exact(value)}{unit}, comme partout"


def _share(label: str, field: fields.Field, placeholder: str) -> None:
    st.number_input(
        label, value=None, step=5.0, format="%g", key=field.key, placeholder=placeholder, persist_state="session"
    )


def _money() -> None:
    st.multiselect(
        "Coût : types de places", list(fields.KINDS), format_func=fields.KINDS.__getitem__, key=fields.PAID.key,
        placeholder="Sans type, le coût ne compte pas", select_all=False, persist_state="session",
        help="Vigie ne connaît aucun prix : vous écrivez le vôtre. À service égal, le type le moins cher est retenu.",
    )  # fmt: skip
    for kind in fields.PAID.value:
        whole_number(f"{fields.KINDS[kind]} : coût d’une place, en euros par an", fields.cost_of(kind), "à écrire")
    whole_number("Budget, en euros par an", fields.BUDGET, NO_LIMIT)


def whole_number(label: str, field: fields.Field, placeholder: str = "", help: str | None = None) -> None:
    """A box for a whole number; it takes any, for what makes no sense is said in French under the form."""
    st.number_input(
        label, value=None, step=1, key=field.key, placeholder=placeholder or None, help=help, persist_state="session"
    )  # fmt: skip
