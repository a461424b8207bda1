"""The fields of a block, each with the widget of its kind; what is typed is kept at once."""

from typing import Any

import streamlit as st

from dashboard.components import card_desk
from dashboard.components.card_desk import Desk, Slot
from dashboard.components.card_hours import hours_editor
from dashboard.components.card_words import place, words
from dashboard.components.french import as_markdown, minute
from geodata import territories
from geodata.listing.fields import CONSENTS, Block, Field, Shape, fields_of

_LONG = 400
"""Characters from which a text has several lines."""
_MEANING = {
    "address": "Sans accord, seule la commune est publiée, et le point est celui de la commune.",
    "siret": "Sans accord, il sert à reconnaître les doublons, et ne paraît nulle part.",
    "phone": "Sans accord, seuls vos partenaires du département le lisent.",
    "mail": "Sans accord, seuls vos partenaires du département le lisent.",
    "opening_hours": "Sans accord, l’annuaire dit « horaires non publiés ».",
    "access": "Sans accord, seuls vos partenaires du département le lisent.",
    "languages": "Sans accord, une recherche par langue ne vous trouve pas.",
    "referral": "Sans accord, seuls vos partenaires du département le lisent.",
}


def block_fields(desk: Desk, part: str, block: Block) -> None:
    """All the fields of a block, but those that have an editor of their own (point, zone, closing)."""
    for field in card_desk.shown_fields(block):
        field_input(desk, desk.slot(part, field.name))


def field_input(desk: Desk, slot: Slot) -> None:
    """One field: its widget, what it says wrong, and what another window typed in it."""
    field, change = slot.field, desk.change(slot)
    if field is None:
        raise ValueError(f"a zone has an editor of its own: {slot.name}")
    refused = card_desk.refused_value(slot)
    if card_desk.from_another_window(slot, change) and change is not None and refused is None:
        card_desk.renewed(slot)
        st.caption(f"Repris d’une autre fenêtre, {as_markdown(minute(change.kept_at))}.")
    value = refused[1] if refused else desk.wanted(slot)
    _widget(desk, slot, field, value)
    if field.help:
        st.caption(field.help)
    if refused:
        st.error(f"{refused[0]} Ce champ n’est pas gardé ; les autres le sont.", icon=":material/block:")
    elif change is not None and change.error:
        st.error(change.error, icon=":material/error:")
    elif change is not None and change.moved and slot.part != card_desk.ORGANISATION:
        st.warning(
            f"La valeur en vigueur a changé depuis ce brouillon : {as_markdown(words(field, change.in_force))}.",
            icon=":material/call_split:",
        )


def _widget(desk: Desk, slot: Slot, field: Field, value: Any) -> None:
    label = f"{field.label} (nécessaire)" if field.required else field.label
    typed, args = _typed, (slot, desk.in_force(slot))
    if field.block == Block.CONSENT:
        _consents(slot, desk.in_force(slot), value)
        return
    if field.shape == Shape.HOURS:
        hours_editor(slot, desk.in_force(slot), value)
        return
    # The value is given to the widget, not to the session: a widget that was just made may answer before it reads it
    # there, and an empty answer would be kept as a draft.
    key = card_desk.widget_key(slot)
    match field.shape:
        case Shape.CODES:
            st.multiselect(
                label, list(field.choices), [each for each in value if each in field.choices],
                format_func=field.choices.__getitem__, key=key, placeholder="Choisir…", on_change=typed, args=args,
            )  # fmt: skip
        case Shape.DEPARTEMENT:
            codes = list(territories.CODES)
            st.selectbox(
                label, codes, index=codes.index(value) if value in codes else None, format_func=place, key=key,
                placeholder="Choisir…", on_change=typed, args=args,
            )  # fmt: skip
        case _ if field.longest >= _LONG:
            st.text_area(label, str(value), key=key, max_chars=field.longest, height=110, on_change=typed, args=args)
        case _:
            st.text_input(label, str(value), key=key, max_chars=field.longest, on_change=typed, args=args)


def _consents(slot: Slot, in_force: list[str], value: list[str]) -> None:
    st.markdown(
        "Chaque case cochée rend l’information publique : annuaire, carte, données ouvertes. Les autres ne sont lues "
        "que par la préfecture, la Miprof et les partenaires de votre département. Le nom, la commune, les publics, "
        "les formes d’exploitation et ce que vous proposez sont toujours publics."
    )
    for consent, label in CONSENTS.items():
        key = f"{card_desk.widget_key(slot)}:{consent}"
        st.checkbox(label, consent in value, key=key, on_change=_consented, args=(slot, in_force))
        st.caption(_MEANING[consent])


def _typed(slot: Slot, in_force: Any) -> None:
    value = st.session_state.get(card_desk.widget_key(slot))
    card_desk.keep(slot, in_force, "" if value is None else value)


def _consented(slot: Slot, in_force: list[str]) -> None:
    key = card_desk.widget_key(slot)
    card_desk.keep(slot, in_force, [each for each in CONSENTS if st.session_state.get(f"{key}:{each}")])


def names_of(block: Block) -> tuple[str, ...]:
    """The names of the fields of a block."""
    return tuple(each.name for each in fields_of(block))
