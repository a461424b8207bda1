"""Straight-line distances on the true coordinates of communes and of public addresses."""

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""


def nearest_km(places: pd.DataFrame, points: pd.DataFrame) -> "pd.Series[float]":
    """Great-circle distance from each place to the nearest point, in km; infinite when there is no point.

    Both have `lat` and `lon` in degrees (WGS 84), at their true place: the displaced geometry of maps never comes here.

    >>> paris, lyon = {"lat": [48.8566], "lon": [2.3522]}, {"lat": [45.7640], "lon": [4.8357]}
    >>> nearest_km(pd.DataFrame(paris), pd.DataFrame(lyon)).round().tolist()
    [391.0]
    """
    if points.empty:
        return pd.Series(np.inf, index=places.index)
    chords, _ = cKDTree(on_the_sphere(points)).query(on_the_sphere(places))
    return pd.Series(km_of_chord(chords), index=places.index)


def km_of_chord(chords: np.ndarray) -> np.ndarray:
    """The great-circle distances, in km, of straight lines through a sphere of radius 1."""
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chords / 2, 1.0))


def on_the_sphere(places: pd.DataFrame) -> np.ndarray:
    """The places (`lat`, `lon` in degrees) on a sphere of radius 1: one row of three coordinates each."""
    lat, lon = np.radians(places["lat"].to_numpy(float)), np.radians(places["lon"].to_numpy(float))
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
