"""Where a branch acts: départements with their mode, each one validated by its own préfecture."""

import streamlit as st

from config.nomenclatures import ZoneMode
from dashboard.components import card_desk
from dashboard.components.card_desk import ZONE, Desk
from dashboard.components.card_words import NO_MODE, authority, place, zone_words
from dashboard.components.french import as_markdown, day
from dashboard.components.html_table import Cell, html_table
from geodata import territories
from geodata.listing.fields import ZONE_MODES
from geodata.rights import FRANCE


def zone_table(desk: Desk, part: str) -> None:
    """The zone in force."""
    branch = desk.branch(part)
    zones = {} if branch is None else branch.zones
    if not zones:
        st.markdown("Aucun département n’est déclaré : seul compte celui de l’adresse.")
        return
    html_table(
        "Zone d’intervention en vigueur",
        ["Département", "Mode", "Validé le"],
        [
            [
                place(code),
                zone_words(zone.mode),
                day(zone.validated_on) if zone.validated_on else Cell("à confirmer", "silent"),
            ]
            for code, zone in zones.items()
        ],
    )


def zone_editor(desk: Desk, part: str) -> None:
    """One line for each département wanted, with its mode and who validates it, then one to add."""
    st.caption(
        "Les départements où l’antenne agit, et comment. Chaque préfecture valide le sien, la Miprof valide « Toute la "
        "France »."
    )
    for code, mode in desk.zones(part).items():
        _line(desk, part, code, mode)
    _adder(desk, part)


def _line(desk: Desk, part: str, code: str, mode: str | None) -> None:
    slot = desk.slot(part, f"{ZONE}{code}")
    with st.container(border=True, key=f"{slot.key}:ligne"):
        if mode is None:
            st.markdown(f"**{as_markdown(place(code))}** – proposé au retrait")
        else:
            modes = list(ZONE_MODES) if mode in ZONE_MODES else ["", *ZONE_MODES]
            st.selectbox(
                place(code), modes, modes.index(mode), format_func=lambda each: ZONE_MODES.get(each, NO_MODE),
                key=card_desk.widget_key(slot),
                on_change=_chosen, args=(desk, part, code),
            )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="center"):
            if desk.change(slot) is not None:
                st.caption(f"Sera validé par {as_markdown(authority(code))}.")
                st.button(f"Annuler – {code}", key=f"{slot.key}:annuler", on_click=card_desk.forget, args=([slot],))
            else:
                st.button(
                    f"Retirer {place(code)}", key=f"{slot.key}:retirer", icon=":material/remove:", on_click=_keep,
                    args=(desk, part, code, None),
                )  # fmt: skip


def _adder(desk: Desk, part: str) -> None:
    key = f"{desk.slot(part, ZONE).key}ajout"
    here = desk.wanted(desk.slot(part, "departement"))
    taken = {code for code, mode in desk.zones(part).items() if mode is not None} | {here}
    codes = [code for code in (*territories.CODES, FRANCE) if code not in taken]
    chosen = st.session_state.get(key)
    if chosen not in codes:
        st.session_state[key] = None
    st.selectbox("Ajouter un département (nom ou numéro)", codes, format_func=place, key=key, placeholder="Choisir…")
    st.radio(
        "Mode", list(ZONE_MODES), format_func=ZONE_MODES.__getitem__, key=f"{key}:mode", horizontal=True,
        index=list(ZONE_MODES).index(ZoneMode.REMOTE.value) if chosen == FRANCE else 0,
    )  # fmt: skip
    if chosen:
        st.caption(f"Sera validé par {as_markdown(authority(chosen))}.")
    st.button(
        "Ajouter à la zone", key=f"{key}:bouton", icon=":material/add:", disabled=not chosen, on_click=_added,
        args=(desk, part, key),
    )  # fmt: skip


def _chosen(desk: Desk, part: str, code: str) -> None:
    _keep(desk, part, code, st.session_state[card_desk.widget_key(desk.slot(part, f"{ZONE}{code}"))])


def _added(desk: Desk, part: str, key: str) -> None:
    _keep(desk, part, st.session_state[key], st.session_state[f"{key}:mode"])
    st.session_state[key] = None


def _keep(desk: Desk, part: str, code: str, mode: str | None) -> None:
    slot = desk.slot(part, f"{ZONE}{code}")
    card_desk.keep(slot, desk.in_force(slot), mode)
