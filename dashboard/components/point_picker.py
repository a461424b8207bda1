"""A point that a person puts right: dragged, moved with the arrow keys, or by buttons that say the same."""

import streamlit as st
from streamlit_folium import st_folium

from dashboard import fixed_files
from layers.point_map import distance_m, movable_point, moved, point_map

HEIGHT = 380
STEP_M = 50
_STEPS: dict[str, dict[str, float]] = {
    "le nord": {"north_m": STEP_M},
    "le sud": {"north_m": -STEP_M},
    "l’est": {"east_m": STEP_M},
    "l’ouest": {"east_m": -STEP_M},
}


def point_picker(
    lat: float, lon: float, label: str, key: str, *, found: tuple[float, float] | None = None
) -> tuple[float, float] | None:
    """Show the point (degrees, EPSG:4326) and return where it was just moved, once; None otherwise.

    The caller keeps the point: shown again with the same `lat` and `lon`, it goes back to its place. `found`: (lat,
    lon) that the geocoder had found, shown as a ring, with a button to go back to it. `key`: one for each point shown.
    """
    chosen = _moved_on_the_map(key)
    drawn, buttons = st.container(key=f"point_{key}"), st.container(horizontal=True)
    with buttons:
        for where, step in _STEPS.items():
            if st.button(f"{STEP_M}\N{NO-BREAK SPACE}m vers {where}", key=f"{key}_{where}"):
                chosen = moved(lat, lon, **step)
        if found is not None and st.button("Revenir à l’adresse trouvée", key=f"{key}_retour"):
            chosen = found
    shown = chosen or (lat, lon)
    with drawn:
        st_folium(
            point_map(fixed_files.point_addresses()),
            key=_on_map(key),
            height=HEIGHT,
            use_container_width=True,
            returned_objects=[],
            feature_group_to_add=movable_point(
                *shown, label, found=found, answered=st.session_state.get(_handled(key))
            ),
        )
        st.caption(_place(*shown, found))
    return chosen


def _on_map(key: str) -> str:
    return f"{key}_carte"


def _handled(key: str) -> str:
    return f"{key}_deplacement_lu"


def _moved_on_the_map(key: str) -> tuple[float, float] | None:
    """The move that the browser has just sent, known before the map is drawn again."""
    sent = st.session_state.get(_on_map(key)) or {}
    if "point" not in sent or st.session_state.get(_handled(key)) == sent["at"]:
        return None
    st.session_state[_handled(key)] = sent["at"]
    lat, lon = sent["point"]
    return float(lat), float(lon)


def _place(lat: float, lon: float, found: tuple[float, float] | None) -> str:
    """The point in figures, for whoever does not see the map."""
    space = "\N{NO-BREAK SPACE}"
    north, east = (f"{degrees:.5f}".replace(".", ",") for degrees in (lat, lon))
    place = f"Latitude {north}{space}; longitude {east}"
    if found is None:
        return f"{place}."
    away = round(float(distance_m(*found, lat, lon)))
    if away < 2:
        return f"{place}{space}; là où l’adresse a été trouvée."
    return f"{place}{space}; à {away}{space}m de l’adresse trouvée."
