"""Published figures as files: CSV, XLSX, GeoJSON, GeoPackage. Nothing is added to what the counter let through."""

import tempfile
from collections.abc import Callable, Mapping
from enum import StrEnum
from io import BytesIO
from pathlib import Path

import geopandas as gpd
import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from geodata import territories
from geodata.indicators.contract import Aggregation
from geodata.publication.contract import Published, State
from geodata.publication.tables import Table
from geodata.reference.credits import of_points
from geodata.rights import FRANCE


class Format(StrEnum):
    """Kinds of files that the counter writes."""

    CSV = "csv"
    XLSX = "xlsx"
    GEOJSON = "geojson"
    GPKG = "gpkg"


NOT_READABLE = "not_readable"
"""In place of a state, where the rights of the reader leave a département out."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_bytes(published: Published | Table, format: Format) -> bytes:
    """A file ready to be sent. Every file says its source, its date and whether its figures are invented.

    The totals of régions and of France stand after the départements in a CSV (`scale` tells which is which), on a sheet
    of their own in a workbook, and in no map file.

    CSV is UTF-8 with BOM and `;`, as spreadsheets open it in France. A withheld number is written `S`, never left
    empty; a text that a spreadsheet would take for a formula is preceded by an apostrophe. Raises `ValueError` for a
    format that the table does not have (a table without points has no map file), and for whatever is not one of these
    two: secure places are for the screen alone.
    """
    if not isinstance(published, Published | Table):
        raise ValueError("this has no file format: it never leaves in a file")  # noqa: TRY004 - as for a missing format
    if format in {Format.GEOJSON, Format.GPKG}:
        return _map_file(published, format)
    frame = flat(published)
    summed = flat_totals(published) if isinstance(published, Published) else pd.DataFrame()
    if format == Format.CSV:
        if len(summed):
            frame = pd.concat([frame.assign(scale="departement").astype(object), summed.astype(object)])
        return frame.apply(_each, of=_inert).to_csv(index=False, sep=";").encode("utf-8-sig")
    sheets = {"Données": frame, "Régions et France": summed} if len(summed) else {"Données": frame}
    return _workbook(sheets, [*_origins(published), *(published.notes if isinstance(published, Table) else ())])


def flat(published: Published | Table) -> pd.DataFrame:
    """The rows as a plain table with stable English column names."""
    if isinstance(published, Published):
        return _flat_cells(published)
    frame = published.rows.copy()
    for column in [name for name in frame if f"{name}_state" in frame]:
        shown = frame[column].astype(object).where(frame[f"{column}_state"] != State.SECRET, "S")
        frame[column] = _each(shown, of=_whole)
        # A cell of a département that this reader may not read: neither unknown nor secret.
        frame[f"{column}_state"] = [State(state).value if state else NOT_READABLE for state in frame[f"{column}_state"]]
    companions = {name for name in frame if str(name).endswith("_state") and str(name).removesuffix("_state") in frame}
    order = [each for name in frame if name not in companions for each in (name, f"{name}_state")]
    frame = frame[[name for name in order if name in frame]]
    for column in [name for name in frame if frame[name].map(lambda value: isinstance(value, (list, tuple))).any()]:
        frame[column] = _each(frame[column], of=_joined)
    return _with_honesty(frame, published)


def flat_totals(published: Published) -> pd.DataFrame:
    """The totals of an indicator as a plain table, with the columns of its départements, then `scale` (`region` or
    `france`), `answered` and `expected`; empty when there are none.
    """
    totals = published.totals
    if totals.empty:
        return pd.DataFrame()
    names = territories.regions(published.choice.year)["name"]
    frame = pd.DataFrame(
        {
            "departement": "",
            "name": ["France" if code == FRANCE else names[code] for code in totals.index],
            "region": ["" if code == FRANCE else code for code in totals.index],
            **_told_of(published, totals),
        }
    )
    if published.indicator.aggregation == Aggregation.SHARE:
        frame["unit"] = "%"
    frame = _with_honesty(frame, published)
    frame["scale"] = ["france" if code == FRANCE else "region" for code in totals.index]
    return frame.assign(answered=totals["answered"].to_numpy(), expected=totals["expected"].to_numpy())


def _told_of(published: Published, cells: pd.DataFrame) -> dict[str, object]:
    shown = cells["value"].astype(object).where(cells["state"] != State.SECRET, "S")
    return {
        "indicator": published.indicator.id,
        "year": published.choice.year,
        "form": published.choice.form or "",
        "public": published.choice.public or "",
        "value": _each(shown, of=_whole).to_numpy(),
        "state": [State(state).value for state in cells["state"]],
        "unit": published.indicator.unit,
    }


def _flat_cells(published: Published) -> pd.DataFrame:
    cells, names = published.cells, territories.names()
    frame = pd.DataFrame(
        {
            "departement": cells.index,
            "name": [names[code] for code in cells.index],
            "region": [territories.region_of(code, published.choice.year) for code in cells.index],
            **_told_of(published, cells),
        }
    )
    if published.unknown_share is not None:
        frame["unknown_share"] = published.unknown_share.to_numpy()
    return _with_honesty(frame, published)


def _with_honesty(frame: pd.DataFrame, published: Published | Table) -> pd.DataFrame:
    """How to read the rows, where they come from and whether they are invented, unless each row already says it."""
    if isinstance(published, Table) and published.notes:
        frame = frame.assign(note=" ".join(published.notes))
    if "sources" in frame:
        return frame
    return frame.assign(demonstration=published.demonstration, sources=" | ".join(_origins(published)))


def _origins(published: Published | Table) -> list[str]:
    located = isinstance(published, Table) and published.geometry
    # A hundred préfectures may have sent the same template on the same day.
    files = dict.fromkeys(origin.sentence for origin in published.provenance)
    return [*files, *([of_points()] if located else [])]


def _each(values: pd.Series, of: Callable[[object], object]) -> pd.Series:
    # Kept as objects: beside an empty cell, pandas would write 3 places as 3.0.
    return pd.Series([of(value) for value in values], values.index, dtype=object)


def _joined(value: object) -> object:
    return ";".join(value) if isinstance(value, (list, tuple)) else value


def _whole(value: object) -> object:
    if isinstance(value, float):
        return None if pd.isna(value) else int(value) if value.is_integer() else value
    return value


def _inert(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def _workbook(tables: Mapping[str, pd.DataFrame], origins: list[str]) -> bytes:
    book = Workbook(write_only=False)
    book.remove(book.active)
    for title, frame in tables.items():
        fill_sheet(book.create_sheet(title), frame)
    notice = book.create_sheet("Sources")
    for line in [*origins, "S = secret statistique ; vide = non renseigné ou sans objet, voir la colonne « state »."]:
        notice.append([line])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def fill_sheet(sheet: Worksheet, frame: pd.DataFrame) -> None:
    """Write the titles and the rows; a text stays a text, even when it begins like a formula."""
    sheet.append(list(frame.columns))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for row in frame.astype(object).where(frame.notna(), None).itertuples(index=False):
        sheet.append(list(row))
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text stays a text, even when it begins like a formula


def _map_file(published: Published | Table, format: Format) -> bytes:
    frame = flat(published)
    if isinstance(published, Published):
        # A map needs numbers to colour: the withheld ones say `S` in a column of their own.
        codes = [State(state).code for state in published.cells["state"]]
        codes = ["S" if state == State.SECRET else code for state, code in zip(frame["state"], codes, strict=True)]
        frame = frame.assign(value=published.cells["value"].to_numpy(), code=codes)
        outlines = territories.departements()["geometry"]
        places = gpd.GeoDataFrame(frame, geometry=outlines.loc[frame["departement"]].to_numpy(), crs=outlines.crs)
    elif published.geometry:
        points = gpd.points_from_xy(frame["lon"], frame["lat"])
        points[frame["lat"].isna().to_numpy()] = None
        places = gpd.GeoDataFrame(frame, geometry=points, crs=4326)
    else:
        raise ValueError(f"{published.id} has no place to draw; choose csv or xlsx")
    if format == Format.GEOJSON:
        return places.to_json(drop_id=True, ensure_ascii=False, default=str).encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vigie.gpkg"
        texts = places.select_dtypes(["object", "str"]).columns
        as_text = {name: places[name].map(lambda value: value if value is None else str(value)) for name in texts}
        places.assign(**as_text).to_file(path, layer="vigie")
        return path.read_bytes()
