"""What is on the page, as files, through the counter and nothing else."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard import data, visitor
from geodata.perimetre import NotAllowed
from geodata.publication import Format, Published, Table

NAMES: dict[Format, tuple[str, str]] = {
    Format.CSV: ("CSV", "text/csv"),
    Format.XLSX: ("Excel (XLSX)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Format.GEOJSON: ("GeoJSON", "application/geo+json"),
    Format.GPKG: ("GeoPackage", "application/geopackage+sqlite3"),
}


def downloads(published: Published | Table, file_name: str) -> None:
    """One button per format that `published` has; the file is made when its button is used, if it still may be.

    `file_name`: without suffix, and without any restricted value.
    """
    mapped = isinstance(published, Published) or published.geometry
    perimetre, still = visitor.perimetre(), visitor.check_at_the_click()
    formats = list(Format) if mapped else [Format.CSV, Format.XLSX]
    with st.container(horizontal=True, key=f"telecharger_{file_name}"):
        for format in formats:
            label, media_type = NAMES[format]
            download(
                label,
                partial(data.file, published, format, perimetre, still),
                still,
                file_name=f"{file_name}.{format}",
                mime=media_type,
                key=f"{file_name}_{format}",
            )


def download(label: str, make: Callable[[], bytes], still: data.Check, *, file_name: str, mime: str, key: str) -> None:
    """A button whose file is made by `make` when it is used.

    `still`, which `make` has asked too, raises `NotAllowed` when the visitor's rights have changed since the page was
    drawn: nothing is sent, and the page, drawn again as they are now, says why.
    """
    st.download_button(
        label,
        data=make,
        file_name=file_name,
        mime=mime,
        key=key,
        icon=":material/download:",
        on_click=explain,
        args=(still,),
    )


def explain(still: data.Check) -> None:
    """Above the page, the sentence of a download that is refused."""
    try:
        still()
    except NotAllowed as refusal:
        st.error(str(refusal), icon=":material/lock:")
