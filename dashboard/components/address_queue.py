"""Addresses that the geocoder is not sure of: its candidates on demand, or a point put by hand, then locked."""

from typing import Any

import streamlit as st

from dashboard import listing_addresses, listing_quality
from dashboard.components.choices import choice
from dashboard.components.french import as_markdown
from dashboard.components.point_picker import point_picker
from geodata import territories
from geodata.listing.words import place
from geodata.perimetre import NotAllowed, Perimetre
from geodata.repositories.listing_points import ToPlace
from geodata.shelter_guard.inspection import LocatesAShelter

STATUSES = {"review": "douteuse", "failed": "introuvable", "area": "connue à son département près"}
ALL = "toutes"
PAGE = 10
_OPENED, _FOUND, _POINT, _SAID = "adresse_ouverte", "adresse_candidats", "adresse_point", "adresse_dit"


def address_queue(perimetre: Perimetre) -> None:
    """The queue of the départements that the visitor answers for."""
    if (said := st.session_state.pop(_SAID, None)) is not None:
        (st.error if said[0] else st.success)(as_markdown(said[1]))
    queue = listing_quality.to_place(perimetre)
    options = {ALL: f"Toutes ({len(queue)})"} | {
        status: f"Adresse {words} ({sum(each.status == status for each in queue)})"
        for status, words in STATUSES.items()
    }
    asked = choice("Adresses", "adresse", options, ALL)
    shown = [each for each in queue if asked in {ALL, each.status}]
    if not shown:
        st.info("Aucune adresse n’attend.", icon=":material/task_alt:")
    for each in shown[:PAGE]:
        _branch(each)
    if len(shown) > PAGE:
        st.caption(f"Les {PAGE} premières sur {len(shown)} ; les suivantes viennent après elles.")


def _branch(branch: ToPlace) -> None:
    with st.container(border=True, key=f"adresse:{branch.id}"):
        title = " – ".join(part for part in (branch.structure_name, branch.name) if part)
        st.markdown(f"#### {as_markdown(title)}")
        written = ", ".join(part for part in (branch.street, f"{branch.postcode} {branch.city}".strip()) if part)
        st.markdown(
            f"Adresse déclarée : {as_markdown(written or 'aucune')} · {place(branch.departement)}  \n"
            f"**{STATUSES[branch.status].capitalize()}** : {as_markdown(branch.reason or 'sans raison donnée')}"
        )
        if not listing_quality.places_points(branch.departement):
            return
        with st.container(horizontal=True):
            st.button(
                "Chercher des candidats", icon=":material/search:", key=f"adresse:{branch.id}:chercher",
                on_click=_search, args=(branch,),
            )  # fmt: skip
            st.button(
                "Placer à la main", icon=":material/pin_drop:", key=f"adresse:{branch.id}:main", on_click=_open,
                args=(branch,),
            )  # fmt: skip
        _candidates(branch)
        if st.session_state.get(_OPENED) == branch.id:
            _by_hand(branch)


def _search(branch: ToPlace) -> None:
    found = listing_addresses.candidates(branch.street, branch.postcode, branch.city, sensitive=branch.sensitive)
    st.session_state[_FOUND] = branch.id, found


def _candidates(branch: ToPlace) -> None:
    which, found = st.session_state.get(_FOUND, (None, []))
    if which != branch.id:
        return
    if not found:
        st.info("Aucun candidat : ni l’adresse ni la commune ne sont connues. Placer le point à la main.")
    for rank, each in enumerate(found):
        if each.lat is None or each.lon is None:
            continue
        with st.container(horizontal=True, vertical_alignment="center", key=f"adresse:{branch.id}:candidat:{rank}"):
            st.markdown(f"{as_markdown(each.label or each.city)} – {as_markdown(each.sentence)}")
            st.button(
                "Choisir", key=f"adresse:{branch.id}:choisir:{rank}", help=each.label, icon=":material/check:",
                on_click=_put, args=(branch, each.lat, each.lon, f"Candidat choisi : {each.label or each.city}"),
            )  # fmt: skip


def _open(branch: ToPlace) -> None:
    closing = st.session_state.get(_OPENED) == branch.id
    st.session_state[_OPENED] = None if closing else branch.id
    st.session_state.pop(_POINT, None)


def _by_hand(branch: ToPlace) -> None:
    """The small map, its twin in figures, and the reason: the point is kept here until it is recorded."""
    lat, lon = st.session_state.setdefault(_POINT, _start(branch))
    key = f"adresse:{branch.id}"
    moved = point_picker(lat, lon, branch.structure_name, f"adresse_{branch.id}")
    if moved is not None and moved != (lat, lon):
        st.session_state[_POINT] = moved
        st.session_state[f"{key}:lat"], st.session_state[f"{key}:lon"] = moved
        st.rerun()
    with st.form(f"{key}:point", border=False):
        left, right = st.columns(2)
        st.session_state.setdefault(f"{key}:lat", lat)
        st.session_state.setdefault(f"{key}:lon", lon)
        left.number_input("Latitude (degrés)", format="%.5f", step=0.0001, key=f"{key}:lat")
        right.number_input("Longitude (degrés)", format="%.5f", step=0.0001, key=f"{key}:lon")
        st.text_input("D’où vient ce point", value="Placé à la main d’après l’adresse déclarée.", key=f"{key}:raison")
        st.form_submit_button(
            "Enregistrer ce point et le verrouiller", type="primary", icon=":material/lock:", on_click=_put_by_hand,
            args=(branch,),
        )  # fmt: skip


def _start(branch: ToPlace) -> tuple[float, float]:
    if branch.lat is not None and branch.lon is not None:
        return branch.lat, branch.lon
    inside = territories.departements().geometry[branch.departement].representative_point()
    return round(float(inside.y), 5), round(float(inside.x), 5)


def _put_by_hand(branch: ToPlace) -> None:
    key, state = f"adresse:{branch.id}", st.session_state
    _put(branch, state[f"{key}:lat"], state[f"{key}:lon"], str(state.get(f"{key}:raison") or ""))


def _put(branch: ToPlace, lat: Any, lon: Any, reason: str) -> None:
    try:
        listing_quality.put(branch.id, float(lat), float(lon), reason)
    except (NotAllowed, LocatesAShelter, ValueError) as refusal:
        st.session_state[_SAID] = True, str(refusal)
        return
    for name in (_OPENED, _FOUND, _POINT):
        st.session_state.pop(name, None)
    st.session_state[_SAID] = False, f"Point enregistré et verrouillé : {branch.structure_name}."
