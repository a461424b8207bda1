"""Opening hours: a week filled day by day, or the text of OpenStreetMap, with the sentence that people will read."""

from collections.abc import Sequence

import streamlit as st

from dashboard.components import card_desk
from dashboard.components.card_desk import Slot
from dashboard.components.french import as_markdown
from geodata.listing.hours import InvalidHours, in_french, written_hours
from geodata.listing.weekly_hours import WEEKDAYS, Day, HoursError, Week, day_in_words, day_of, to_osm, week_of

BY_DAY, AS_TEXT = "Jour par jour", "Au format OpenStreetMap"
_WIDTH = 250
_HOW = "9h-12h, 14h-17h30 · « sur rendez-vous » · vide : fermé"


def hours_editor(slot: Slot, in_force: str, value: str) -> None:
    """Keeps a draft at each change that can be understood; what cannot is explained beside its day."""
    week = week_of(value)
    mode = st.radio(
        "Horaires d’ouverture", [BY_DAY, AS_TEXT], int(week is None), key=f"{slot.key}:forme", horizontal=True
    )
    if mode == AS_TEXT:
        _text(slot, in_force, value)
    elif week is None:
        st.info(
            "Ces horaires disent plus qu’une semaine ordinaire : les corriger au format OpenStreetMap, ou repartir "
            "d’une semaine vide.",
            icon=":material/schedule:",
        )
        st.button("Repartir d’une semaine vide", key=f"{slot.key}:vide", on_click=_emptied, args=(slot, in_force))
    else:
        _week(slot, in_force, week)


def _week(slot: Slot, in_force: str, week: Week) -> None:
    st.caption(_HOW)
    with st.container(horizontal=True, key=f"{slot.key}:semaine"):
        for place, (name, day) in enumerate(zip(WEEKDAYS, week.days, strict=True)):
            st.text_input(
                name, day_in_words(day), key=_key(slot, place), max_chars=80, placeholder="fermé", width=_WIDTH,
                on_change=_filled, args=(slot, in_force),
            )  # fmt: skip
    for place, name in enumerate(WEEKDAYS):
        if sentence := _error(slot, place):
            st.error(f"{name} : {as_markdown(sentence)}", icon=":material/error:")
    st.checkbox(
        "Fermé les jours fériés", week.holidays_off, key=_holidays(slot), on_change=_filled, args=(slot, in_force)
    )
    st.button(
        "Recopier le lundi jusqu’au vendredi", key=f"{slot.key}:recopier", icon=":material/content_copy:",
        on_click=_copied, args=(slot, in_force),
    )  # fmt: skip
    try:
        _said(to_osm(_filled_week(slot)))
    except HoursError:
        st.caption("Les horaires seront gardés dès que chaque jour sera compris.")


def _text(slot: Slot, in_force: str, value: str) -> None:
    typed = st.text_input(
        "Horaires au format OpenStreetMap",
        value,
        key=_as_text(slot),
        max_chars=255,
        placeholder="Mo-Fr 09:00-12:00,14:00-17:30; PH off",
        on_change=_written,
        args=(slot, in_force),
    )
    st.caption("Mo, Tu, We, Th, Fr, Sa, Su : lundi à dimanche. PH off : fermé les jours fériés.")
    try:
        _said(written_hours(typed) if typed.strip() else "")
    except InvalidHours:
        st.caption("Ce texte n’est pas encore lisible ; la forme « Jour par jour » évite de l’écrire.")


def _said(opening_hours: str) -> None:
    lines = in_french(opening_hours) or ("rien n’est dit des horaires",)
    st.markdown("**On lira :** " + " ; ".join(as_markdown(line) for line in lines))


def _key(slot: Slot, place: int) -> str:
    return f"{card_desk.widget_key(slot)}:jour{place}"


def _holidays(slot: Slot) -> str:
    return f"{card_desk.widget_key(slot)}:feries"


def _as_text(slot: Slot) -> str:
    return f"{card_desk.widget_key(slot)}:texte"


def _days(slot: Slot) -> Sequence[str]:
    return [str(st.session_state.get(_key(slot, place), "")) for place in range(len(WEEKDAYS))]


def _error(slot: Slot, place: int) -> str:
    try:
        day_of(str(st.session_state.get(_key(slot, place), "")))
    except HoursError as error:
        return str(error)
    return ""


def _filled_week(slot: Slot) -> Week:
    days: tuple[Day, ...] = tuple(day_of(each) for each in _days(slot))
    return Week(days, bool(st.session_state.get(_holidays(slot))))


def _filled(slot: Slot, in_force: str) -> None:
    try:
        written = to_osm(_filled_week(slot))
    except HoursError as error:
        card_desk.refuse(slot, f"Horaires d’ouverture – {error}")
        return
    card_desk.keep(slot, in_force, written)


def _copied(slot: Slot, in_force: str) -> None:
    """Monday stands for the five days; a weekend that cannot be understood is left to be typed again."""
    try:
        monday, *weekend = (day_of(_days(slot)[place]) for place in (0, 5, 6))
    except HoursError:
        return
    week = Week((*(monday,) * 5, *weekend), bool(st.session_state.get(_holidays(slot))))
    card_desk.keep(slot, in_force, to_osm(week))
    card_desk.renewed(slot)


def _written(slot: Slot, in_force: str) -> None:
    card_desk.keep(slot, in_force, str(st.session_state[_as_text(slot)]))


def _emptied(slot: Slot, in_force: str) -> None:
    card_desk.keep(slot, in_force, "")
    card_desk.renewed(slot)
