"""The fields that a correction opens, each filled with what was proposed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import streamlit as st

from geodata import territories
from geodata.listing.fields import FIELDS, ZONE_MODES, Field, Kind, Shape
from geodata.listing.words import NOT_THERE, UNSAID, label_of
from geodata.repositories.listing_proposals import Proposal

PARAGRAPH = 300
"""Characters: a field that may hold more is typed in several lines."""
_POINT = ("latitude", "longitude")


def opened_fields(proposal: Proposal, key: str) -> None:
    """One widget for each field of the proposal, inside a form; `corrected` reads them."""
    for name, change in proposal.changes.items():
        if proposal.kind == Kind.ZONE:
            _zone(name, change.after, f"{key}:{name}")
        else:
            _field(FIELDS[name], change.after, f"{key}:{name}")


def corrected(proposal: Proposal, key: str) -> dict[str, Any]:
    """What was typed, by field, as the archive checks it."""
    return {name: _typed(proposal.kind, name, f"{key}:{name}") for name in proposal.changes}


def _zone(code: str, mode: str | None, key: str) -> None:
    modes: list[str | None] = [None, *(["", *ZONE_MODES] if mode == "" else ZONE_MODES)]
    st.selectbox(label_of(Kind.ZONE, code), modes, index=modes.index(mode), format_func=_mode, key=key)


def _mode(mode: str | None) -> str:
    return NOT_THERE if mode is None else ZONE_MODES.get(mode, UNSAID)


def _field(field: Field, value: Any, key: str) -> None:
    label, hint = field.label, field.help or None
    match field.shape:
        case Shape.CODES:
            choices = [*field.choices, *(each for each in value or () if each not in field.choices)]
            words = {each: field.choices.get(each, each) for each in choices}
            st.multiselect(
                label, choices, default=value or [], format_func=words.__getitem__, key=key, help=hint,
                placeholder="Choisir…",
            )  # fmt: skip
        case Shape.DEPARTEMENT:
            names = {code: f"{name} ({code})" for code, name in territories.names().items()}
            codes = list(names)
            index = codes.index(value) if value in names else None
            st.selectbox(label, codes, index=index, format_func=names.__getitem__, key=key, placeholder="Choisir…")
        case Shape.DAY:
            st.date_input(label, value=_day(value), format="DD/MM/YYYY", key=key)
        case Shape.POINT:
            for part, degrees in zip(_POINT, value or (None, None), strict=True):
                st.number_input(
                    f"{label}, {part} (degrés)", value=degrees, format="%.5f", step=0.0001, key=f"{key}:{part}",
                    placeholder="inconnue",
                )  # fmt: skip
        case _ if field.longest >= PARAGRAPH:
            st.text_area(label, value=value, max_chars=field.longest, key=key, help=hint)
        case Shape.HOURS:
            hint = "Au format OpenStreetMap, par exemple Mo-Fr 09:00-12:00,14:00-17:30."
            st.text_input(label, value=value, max_chars=field.longest, key=key, help=hint)
        case _:
            st.text_input(label, value=value, max_chars=field.longest, key=key, help=hint)


def _typed(kind: Kind, name: str, key: str) -> Any:
    if kind != Kind.ZONE and FIELDS[name].shape == Shape.POINT:
        lat, lon = (st.session_state.get(f"{key}:{part}") for part in _POINT)
        return None if lat is None and lon is None else [lat, lon]
    return st.session_state.get(key)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


def keys_of(names: Iterable[str], key: str) -> list[str]:
    """The widgets that `opened_fields` makes, to forget what was typed in them."""
    return [f"{key}:{name}{part}" for name in names for part in ("", *(f":{each}" for each in _POINT))]
