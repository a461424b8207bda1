"""Where things are drawn on a map of the whole country: never for a distance nor a point-in-polygon test.

The five overseas départements move to frames beside the mainland, each at its own scale; Paris and its three
neighbours stay in place and are drawn a second time, enlarged. The results are "display degrees": they look like
longitudes and latitudes, so that Leaflet draws them, but they are not places. True places are in `geodata.territories`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians
from typing import TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geodata import territories

CAPTION_HEIGHT = 0.32  # display degrees kept for the caption at the top of a frame
MARGIN = 0.1
DECIMALS = 4

Degrees = TypeVar("Degrees", float, np.ndarray, pd.Series)


@dataclass(frozen=True)
class Inset:
    """A frame of the map and what it shows: `window` (true degrees) is drawn in `frame` (display degrees).

    Both are (west, south, east, north). The window is fixed, not measured on the outlines, so that a refresh of
    the outlines never moves a point.
    """

    key: str
    caption: str
    departements: tuple[str, ...]
    window: tuple[float, float, float, float]
    frame: tuple[float, float, float, float]

    @property
    def magnification(self) -> float:
        """How many times larger than the mainland; below 1 for the Guyane."""
        return self._scales()[1]

    def place(self, lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
        """Display degrees of true `lon`, `lat` (degrees, EPSG:4326)."""
        scale_lon, scale_lat = self._scales()
        window_lon, window_lat = _centre(self.window)
        frame_lon, frame_lat = _centre(self._drawing())
        return frame_lon + scale_lon * (lon - window_lon), frame_lat + scale_lat * (lat - window_lat)

    def _drawing(self) -> tuple[float, float, float, float]:
        west, south, east, north = self.frame
        return west + MARGIN, south + MARGIN, east - MARGIN, north - CAPTION_HEIGHT

    def _scales(self) -> tuple[float, float]:
        # A degree of longitude is shorter here than there: without this ratio, the Guyane would be drawn too narrow.
        ratio = cos(radians(_centre(self.window)[1])) / cos(radians(_centre(self.frame)[1]))
        (west, south, east, north), (left, bottom, right, top) = self.window, self._drawing()
        scale = min((right - left) / ((east - west) * ratio), (top - bottom) / (north - south))
        return scale * ratio, scale


def _centre(box: tuple[float, float, float, float]) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


_OVERSEAS = {
    "971": Inset("971", "Guadeloupe", ("971",), (-61.83, 15.81, -60.98, 16.54), (-8.7, 49.38, -5.8, 51.1)),
    "972": Inset("972", "Martinique", ("972",), (-61.25, 14.37, -60.79, 14.90), (-8.7, 47.48, -5.8, 49.24)),
    "973": Inset("973", "Guyane", ("973",), (-54.65, 2.08, -51.60, 5.82), (-8.7, 45.5, -5.8, 47.33)),
    "974": Inset("974", "La Réunion", ("974",), (55.20, -21.42, 55.86, -20.84), (-8.7, 43.46, -5.8, 45.36)),
    "976": Inset("976", "Mayotte", ("976",), (45.00, -13.03, 45.32, -12.62), (-8.7, 41.34, -5.8, 43.31)),
}
_PARIS = Inset(
    "paris",
    "Paris et petite couronne",
    departements=("75", "92", "93", "94"),
    window=(2.13, 48.67, 2.63, 49.02),
    frame=(-5.5, 43.46, -2, 46.4),  # the empty part of the bay of Biscay
)
INSETS = (*_OVERSEAS.values(), _PARIS)


def insets() -> gpd.GeoDataFrame:
    """The frames to draw: key, caption (French), magnification (times the mainland's scale), geometry (a box)."""
    return gpd.GeoDataFrame(
        {
            "key": [inset.key for inset in INSETS],
            "caption": [inset.caption for inset in INSETS],
            "magnification": [inset.magnification for inset in INSETS],
        },
        geometry=[shapely.box(*inset.frame) for inset in INSETS],
    )


def display_outlines() -> gpd.GeoDataFrame:
    """The 105 shapes to draw: code, name, inset, geometry in display degrees (no CRS, on purpose).

    `inset` is the key of the frame, empty on the mainland. The codes 75, 92, 93 and 94 appear twice: once in place,
    once in the frame « Paris et petite couronne ».
    """
    outlines = territories.departements()[["name", "geometry"]]
    rows = [
        (code, name, inset.key if inset else "", _move(shape, inset))
        for code, name, shape in outlines.itertuples()
        for inset in _insets_of(code)
    ]
    return gpd.GeoDataFrame(rows, columns=["code", "name", "inset", "geometry"], geometry="geometry")


def _insets_of(code: str) -> Iterator[Inset | None]:
    """Where a département is drawn: in place (None), in its own frame, or in both."""
    yield _OVERSEAS.get(code)
    if code in _PARIS.departements:
        yield _PARIS


def _move(shape: BaseGeometry, inset: Inset | None) -> BaseGeometry:
    if inset is None:
        return shape
    return shapely.transform(shape, lambda true: np.column_stack(inset.place(*true.T)).round(DECIMALS))


def place_for_display(lon: float, lat: float, departement: str) -> tuple[float, float]:
    """Where to draw a point of `departement` on the map of the whole country, in display degrees.

    Only overseas points move. `lon`, `lat`: true degrees; `departement`: the code the point belongs to, known from
    its commune and never guessed from the coordinates.
    """
    inset = _OVERSEAS.get(departement)
    return inset.place(lon, lat) if inset else (lon, lat)


def points_for_display(points: pd.DataFrame) -> pd.DataFrame:
    """The same rows, with `display_lon`, `display_lat` and `inset`; those of Paris and its neighbours come twice.

    `points`: columns lon, lat (true degrees) and departement, any others are kept. The index is kept too, so that
    both drawings of a point bear the same label; rows without coordinates keep none.
    """
    codes = points["departement"]
    parts = [_points_in(points[~codes.isin(list(_OVERSEAS))], None)]
    parts += [_points_in(points[codes.isin(inset.departements)], inset) for inset in INSETS]
    return pd.concat(parts)


def _points_in(points: pd.DataFrame, inset: Inset | None) -> pd.DataFrame:
    lon, lat = points["lon"].astype(float), points["lat"].astype(float)
    display_lon, display_lat = inset.place(lon, lat) if inset else (lon, lat)
    return points.assign(display_lon=display_lon, display_lat=display_lat, inset=inset.key if inset else "")
