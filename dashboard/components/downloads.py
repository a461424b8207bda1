"""What is on the page, as files, through the counter and nothing else."""

from functools import partial

import streamlit as st

from dashboard import data, visitor
from geodata.publication import Format, Published, Table

NAMES: dict[Format, tuple[str, str]] = {
    Format.CSV: ("CSV", "text/csv"),
    Format.XLSX: ("Excel (XLSX)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Format.GEOJSON: ("GeoJSON", "application/geo+json"),
    Format.GPKG: ("GeoPackage", "application/geopackage+sqlite3"),
}


def downloads(published: Published | Table, file_name: str) -> None:
    """One button per format that `published` has; the file is made when its button is used.

    `file_name`: without suffix, and without any restricted value.
    """
    mapped = isinstance(published, Published) or published.geometry
    perimetre = visitor.perimetre()
    formats = list(Format) if mapped else [Format.CSV, Format.XLSX]
    with st.container(horizontal=True, key=f"telecharger_{file_name}"):
        for format in formats:
            label, media_type = NAMES[format]
            st.download_button(
                label,
                data=partial(data.file, published, format, perimetre),
                file_name=f"{file_name}.{format}",
                mime=media_type,
                key=f"{file_name}_{format}",
                icon=":material/download:",
                on_click="ignore",
            )
