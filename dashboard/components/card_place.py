"""The address of a branch: checked as it is typed, its point shown and moved by hand, never for a shelter."""

from typing import Any

import streamlit as st

from config.nomenclatures import Function
from dashboard.components import card_desk
from dashboard.components.card_desk import Desk
from dashboard.components.card_fields import field_input
from dashboard.components.card_words import place
from dashboard.components.french import as_markdown
from dashboard.components.point_picker import point_picker
from dashboard.listing_addresses import Checked, check
from geodata import territories
from geodata.listing.fields import Block

ADDRESS = ("street", "postcode", "city")
EXACT = "precise"


def place_editor(desk: Desk, part: str) -> None:
    """The fields of the place, what the geocoder says of them, and the map."""
    for field in card_desk.shown_fields(Block.PLACE):
        field_input(desk, desk.slot(part, field.name))
    if houses(desk, part):
        st.info(
            "Cette antenne propose une aide à l’hébergement : son adresse n’est envoyée à aucun service de géocodage, "
            "et son point sur la carte reste celui de sa commune.",
            icon=":material/shield:",
        )
        _found(desk, part)
        return
    found = _found(desk, part)
    point = _point(desk, part, found)
    if point is None:
        st.caption("Sans adresse trouvée, il n’y a pas de point à placer.")
        return
    _map(desk, part, point, found)


def houses(desk: Desk, part: str) -> bool:
    """Whether the branch helps with housing, today or as it was just filled."""
    slot = desk.slot(part, "functions")
    return Function.HEBERGEMENT.value in {*desk.in_force(slot), *desk.wanted(slot)}


def _found(desk: Desk, part: str) -> Checked | None:
    street, postcode, city = (str(desk.wanted(desk.slot(part, name)) or "") for name in ADDRESS)
    if not (postcode or city):
        return None
    found = _checked(street, postcode, city, sensitive=houses(desk, part))
    st.markdown(f":material/location_searching: {as_markdown(found.sentence)}")
    told = desk.wanted(desk.slot(part, "departement"))
    if found.departement and found.departement != told and territories.is_departement(found.departement):
        st.button(
            f"Mettre la fiche dans ce département : {place(found.departement)}",
            key=f"{desk.slot(part, 'departement').key}:suggere",
            on_click=_take_departement,
            args=(desk, part, found.departement),
        )
    return found


def _checked(street: str, postcode: str, city: str, *, sensitive: bool) -> Checked:
    """Asked once for each address typed in this window; an address is never shared between visitors."""
    kept: dict[Any, Checked] = st.session_state.setdefault("fiche_adresses", {})
    asked = (street, postcode, city, sensitive)
    if asked not in kept:
        kept[asked] = check(street, postcode, city, sensitive=sensitive)
    return kept[asked]


def _point(desk: Desk, part: str, found: Checked | None) -> tuple[float, float] | None:
    """The point wanted, or the one that was found for an address just typed, or the one in force."""
    slot = desk.slot(part, "point")
    if desk.change(slot) is not None or not any(desk.change(desk.slot(part, each)) for each in ADDRESS):
        wanted = desk.wanted(slot)
        if wanted is not None:
            return float(wanted[0]), float(wanted[1])
    if found is None or found.lat is None or found.lon is None:
        return None
    return found.lat, found.lon


def _map(desk: Desk, part: str, point: tuple[float, float], found: Checked | None) -> None:
    slot = desk.slot(part, "point")
    origin = None if found is None or found.lat is None or found.lon is None else (found.lat, found.lon)
    proposed = desk.change(slot) is not None
    st.markdown("**Point proposé**" if proposed else "**Point sur la carte**")
    chosen = point_picker(*point, desk.name(part), slot.key, found=origin)
    if proposed:
        st.button("Reprendre le point en vigueur", key=f"{slot.key}:reprendre", on_click=_restored, args=(desk, part))
    elif origin == point and found is not None and found.status != EXACT:
        st.button(
            "Ce point est juste",
            key=f"{slot.key}:juste",
            icon=":material/check:",
            on_click=_right,
            args=(desk, part, point),
        )
    if chosen is not None:
        card_desk.keep(slot, desk.in_force(slot), list(chosen))
        st.rerun()


def _right(desk: Desk, part: str, point: tuple[float, float]) -> None:
    slot = desk.slot(part, "point")
    card_desk.keep(slot, desk.in_force(slot), list(point))


def _restored(desk: Desk, part: str) -> None:
    card_desk.forget([desk.slot(part, "point")])


def _take_departement(desk: Desk, part: str, code: str) -> None:
    slot = desk.slot(part, "departement")
    card_desk.keep(slot, desk.in_force(slot), code)
    card_desk.renewed(slot)
