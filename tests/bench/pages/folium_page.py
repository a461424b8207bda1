"""The national map in the ordinary way: one st_folium of a full map, rebuilt at each choice; no Vigie."""

import json
from pathlib import Path
from typing import Any

import branca.colormap
import folium
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

HERE = Path(__file__).parent
LEAFLET = "../../app/static/leaflet"


@st.cache_data
def outlines() -> dict[str, Any]:
    return json.loads((HERE / "data" / "outlines.geojson").read_text("utf-8"))


@st.cache_data
def table(name: str) -> pd.DataFrame:
    return pd.read_csv(HERE / "data" / f"{name}.csv", dtype={"departement": str})


def full_map(indicator: str) -> folium.Map:
    """Départements coloured by the indicator, with a tooltip, and one marker per association."""
    values = table("values")
    values = values[values["indicator"] == indicator].set_index("departement")
    low, high = values["value"].min(), values["value"].max()
    scale = branca.colormap.LinearColormap(["#dfe5f7", "#000068"], vmin=low, vmax=high)
    geojson = outlines()
    for feature in geojson["features"]:
        feature["properties"]["reading"] = str(values["reading"].get(feature["properties"]["code"], ""))
    position = list(values["label"].unique())

    def style(feature: dict[str, Any]) -> dict[str, Any]:
        code = feature["properties"]["code"]
        value = values["value"].get(code)
        colour = "#ffffff" if pd.isna(value) else scale(value)
        # The class lets the bench know which départements are drawn, for which indicator.
        name = f"dep-{code} {indicator}"
        return {"fillColor": colour, "fillOpacity": 1, "color": "#4a4a4a", "weight": 0.7, "className": name}

    drawn = folium.Map(location=(46.4, 0.5), zoom_start=6, tiles=None)
    # No network: Leaflet comes from the application, and what the map does not use is left out.
    drawn.default_js = [("leaflet", f"{LEAFLET}/leaflet.js")]
    drawn.default_css = [("leaflet_css", f"{LEAFLET}/leaflet.css")]
    tooltip = folium.GeoJsonTooltip(["name", "code", "reading"], aliases=["Département", "Code", *position])
    folium.GeoJson(geojson, style_function=style, tooltip=tooltip).add_to(drawn)
    for point in table("points").itertuples():
        folium.CircleMarker((point.lat, point.lon), radius=5, color="#161616", tooltip=point.label).add_to(drawn)
    return drawn


def main() -> None:
    st.set_page_config(layout="wide")
    labels = table("values").drop_duplicates("indicator").set_index("indicator")["label"]
    indicator = st.selectbox("Indicateur", list(labels.index), format_func=labels.get)
    left, right = st.columns([3, 2])
    with left:
        answer = st_folium(full_map(indicator), key="france", height=620, use_container_width=True)
    values = table("values")
    right.dataframe(values.loc[values["indicator"] == indicator, ["departement", "name", "reading"]], hide_index=True)
    clicked = (answer or {}).get("last_active_drawing")
    if clicked:
        code, name = clicked["properties"]["code"], clicked["properties"]["name"]
        st.subheader(f"{name} ({code})")
        st.dataframe(values.loc[values["departement"] == code, ["label", "reading"]], hide_index=True)


if __name__ == "__main__":
    main()
