"""The same national map with plotly: an SVG choropleth, or the one made for tiles with `?kind=tiles`. No Vigie."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import streamlit as st

HERE = Path(__file__).parent


@st.cache_data
def outlines() -> dict[str, Any]:
    return json.loads((HERE / "data" / "outlines.geojson").read_text("utf-8"))


@st.cache_data
def table(name: str) -> pd.DataFrame:
    return pd.read_csv(HERE / "data" / f"{name}.csv", dtype={"departement": str})


def figure(indicator: str, kind: str) -> go.Figure:
    """Départements coloured by the indicator, and one marker per association."""
    values, points = table("values"), table("points")
    # Plotly does not draw a shape without a value: the usual script then shows what is unknown as zero.
    values = values[values["indicator"] == indicator].fillna({"value": 0})
    given = {
        "data_frame": values, "geojson": outlines(), "locations": "departement", "color": "value",
        "featureidkey": "properties.code", "hover_name": "reading", "color_continuous_scale": "Blues",
    }  # fmt: skip
    marks = {"lat": points["lat"], "lon": points["lon"], "text": points["label"], "mode": "markers"}
    if kind == "tiles":
        # This style asks for no tile, hence for no other host.
        drawn = px.choropleth_map(**given, map_style="white-bg", center={"lat": 46.4, "lon": 0.5}, zoom=4)
        drawn.add_trace(go.Scattermap(**marks))
    else:
        drawn = px.choropleth(**given).update_geos(fitbounds="locations", visible=False)
        drawn.add_trace(go.Scattergeo(**marks))
    title = values["label"].iloc[0]
    return drawn.update_layout(title=title, height=620, margin={"l": 0, "r": 0, "b": 0}, showlegend=False)


def main() -> None:
    st.set_page_config(layout="wide")
    labels = table("values").drop_duplicates("indicator").set_index("indicator")["label"]
    indicator = st.selectbox("Indicateur", list(labels.index), format_func=labels.get)
    drawn = figure(indicator, st.query_params.get("kind", "svg"))
    left, right = st.columns([3, 2])
    # Plotly wants a map of the world from its own host, even when it is not shown.
    config = {"topojsonURL": "app/static/"}
    answer = left.plotly_chart(drawn, key="france", on_select="rerun", selection_mode="points", config=config)
    values = table("values")
    right.dataframe(values.loc[values["indicator"] == indicator, ["departement", "name", "reading"]], hide_index=True)
    clicked = [point for point in answer["selection"]["points"] if "location" in point]
    if clicked:
        of_it = values[values["departement"] == clicked[0]["location"]]
        st.subheader(f"{of_it['name'].iloc[0]} ({clicked[0]['location']})")
        st.dataframe(of_it[["label", "reading"]], hide_index=True)


if __name__ == "__main__":
    main()
