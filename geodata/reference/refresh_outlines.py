"""Replaces the shipped outlines by those of IGN ADMIN EXPRESS, where there is a network.

The package `cartiflette` (0.4 or later) is not among the dependencies: it brings a database engine of its own.
"""

from contextlib import suppress
from datetime import date
from pathlib import Path

import geopandas as gpd

from geodata import territories
from geodata.reference.build_outlines import as_geojson, simplify
from geodata.reference.errors import RefreshUnavailable


def refresh_outlines(target: Path) -> str:
    """Download the outlines of the 101 départements, write them to `target`, and say so in a French sentence.

    `target` is written whole or not at all. Raises `RefreshUnavailable`, with a sentence in French, when the package
    or the network is missing and when the answer is not the 101 départements in EPSG:4326; nothing has changed then.
    """
    year, answer = _download(date.today().year)
    outlines = _checked(answer)
    _write(target, as_geojson(outlines))
    return f"Contours des {len(outlines)} départements mis à jour : IGN, ADMIN EXPRESS {year}."


def _download(this_year: int) -> tuple[int, gpd.GeoDataFrame]:
    """The newest vintage and its year; each one is published some months after the year has begun."""
    try:
        import duckdb
        from cartiflette import carti_download
    except ImportError as missing:
        raise RefreshUnavailable(
            "Contours inchangés : le paquet « cartiflette » n’est pas installé. "
            'Pour l’ajouter : pip install "cartiflette>=0.4".'
        ) from missing
    try:
        for year in (this_year, this_year - 1):
            with suppress(OSError):
                return year, carti_download("France", "DEPARTEMENT", filter_by="FRANCE_ENTIERE", year=year)
    except (ValueError, duckdb.Error) as failure:
        raise _no_answer(type(failure).__name__) from failure
    raise _no_answer(f"millésimes {this_year} et {this_year - 1}")


def _no_answer(detail: str) -> RefreshUnavailable:
    return RefreshUnavailable(
        f"Contours inchangés : le service interrogé par cartiflette n’a pas répondu ({detail}). "
        "Vérifiez l’accès au réseau, puis recommencez."
    )


def _checked(answer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    if "INSEE_DEP" not in answer or answer.crs is None or answer.crs.to_epsg() != 4326:
        raise RefreshUnavailable("Contours inchangés : la réponse n’a pas la forme attendue (INSEE_DEP, EPSG:4326).")
    known = answer[answer["INSEE_DEP"].isin(territories.CODES)]
    if absent := sorted(set(territories.CODES) - set(known["INSEE_DEP"])):
        raise RefreshUnavailable(
            f"Contours inchangés : des départements manquent dans la réponse ({', '.join(absent)})."
        )
    # Islands and enclaves may come as rows of their own.
    whole = known[["INSEE_DEP", "geometry"]].dissolve(by="INSEE_DEP")
    outlines = gpd.GeoDataFrame({"code": whole.index}, geometry=whole.geometry.to_numpy(), crs=known.crs)
    try:
        return simplify(outlines)
    except ValueError as unsound:
        raise RefreshUnavailable(
            "Contours inchangés : des contours voisins se chevauchent dans la réponse."
        ) from unsound


def _write(target: Path, text: str) -> None:
    """Beside the target first, then in one move: a reader never sees half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(target)
