"""Replace the gazetteer's points by the centres that the State publishes, where there is a network.

The one file of this room that calls the outside: a refresh of reference data is not an import of facts.
"""

import tempfile
from pathlib import Path
from typing import Any

import httpx
import pandas as pd

from geodata.communes import communes
from geodata.reference.build_communes import write
from geodata.reference.commune_points import distance_km
from geodata.reference.errors import RefreshUnavailable
from geodata.reference.folding import fold_name

STATE_API = "https://geo.api.gouv.fr"
FIELDS = "nom,code,codesPostaux,centre,population,codeDepartement"
# The list of communes moves by some dozens a year; a larger change is a cut answer.
MAX_CHANGE_OF_COUNT = 0.02
# Centres and town points are about 1 km apart; more means that latitudes and longitudes were swapped.
MAX_MEDIAN_MOVE_KM = 5.0


def refresh_communes(target: Path, base_url: str = STATE_API) -> str:
    """Write at `target` a gazetteer with every commune's official centre, and say in French what was done.

    Raises `RefreshUnavailable`, and leaves `target` as it was, without a network or when the answer is unsound.
    """
    try:
        with httpx.Client(base_url=base_url, timeout=httpx.Timeout(60, connect=5), follow_redirects=True) as client:
            current = _ask(client, "/communes", fields=FIELDS, zone="metro,drom,com")
            districts = _ask(client, "/communes", fields=FIELDS, type="arrondissement-municipal")
            members = _ask(client, "/communes_associees_deleguees", fields="nom,code,chefLieu")
    except (httpx.HTTPError, ValueError) as error:
        raise RefreshUnavailable(
            f"Communes inchangées : l’API Géo ({base_url}) n’a pas répondu ({type(error).__name__}). "
            "Vérifiez l’accès au réseau, puis recommencez."
        ) from error
    shipped = communes()
    table = _gazetteer([*current, *districts], members, shipped)
    _verify(table, shipped)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        written = Path(folder) / target.name
        write(table, f"API Géo (geo.api.gouv.fr), {pd.Timestamp.now():%Y-%m-%d}", written)
        written.replace(target)
    own = int((table["precision"] == "own").sum())
    return f"Points de {len(table)} communes et arrondissements mis à jour, dont {own} à leur centre : API Géo."


def _ask(client: httpx.Client, path: str, **parameters: str) -> list[dict[str, Any]]:
    answer = client.get(path, params=parameters)
    answer.raise_for_status()
    rows = answer.json()
    if not isinstance(rows, list):
        raise ValueError(f"{path} n’a pas rendu une liste")  # noqa: TRY004
    return rows


def _gazetteer(rows: list[dict[str, Any]], members: list[dict[str, Any]], shipped: pd.DataFrame) -> pd.DataFrame:
    """The rows of the API in the layout of the shipped table, which fills what the API leaves out."""
    try:
        fresh = pd.DataFrame([_row(row) for row in rows]).drop_duplicates("code").set_index("code")
        moved = {m["code"]: (m["chefLieu"], fold_name(m["nom"])) for m in members}
    except (KeyError, TypeError, ValueError) as error:
        raise RefreshUnavailable("Communes inchangées : la réponse de l’API Géo n’a pas la forme attendue.") from error
    # A commune that the API no longer lists, and that no other absorbed, stays as it was.
    kept = shipped[~shipped.index.isin(fresh.index) & ~shipped.index.isin(moved)]
    table = pd.concat([fresh, kept[fresh.columns.intersection(kept.columns)]]).sort_index()
    before = shipped.reindex(table.index)
    for column in ("lat", "lon", "precision", "departement", "postcodes", "population"):
        table[column] = table[column].where(table[column].notna(), before[column])
    aliases = {code: dict.fromkeys([fold_name(name)]) for code, name in table["name"].items()}
    for code, known in before["aliases"].dropna().items():
        aliases[code] |= dict.fromkeys(known.split("|"))
    old = {code: set(known.split()) for code, known in before["old_codes"].dropna().items()}
    for former, (seat, name) in moved.items():
        if seat in aliases:
            aliases[seat].setdefault(name)
            if former != seat:
                old.setdefault(seat, set()).add(former)
    table["aliases"] = ["|".join(aliases[code]) for code in table.index]
    table["old_codes"] = [" ".join(sorted(old.get(code, ()))) for code in table.index]
    table["parent"] = before["parent"]
    return table[list(shipped.columns)].astype({"lat": "float32", "lon": "float32", "population": "Int32"})


def _row(row: dict[str, Any]) -> dict[str, Any]:
    lon, lat = row["centre"]["coordinates"] if row.get("centre") else (None, None)
    return {
        "code": row["code"], "name": row["nom"], "departement": row.get("codeDepartement"),
        "postcodes": " ".join(row["codesPostaux"]) if row.get("codesPostaux") else None,
        "population": row.get("population"), "lat": lat, "lon": lon, "precision": "own" if row.get("centre") else None,
    }  # fmt: skip


def _verify(table: pd.DataFrame, shipped: pd.DataFrame) -> None:
    change = abs(len(table) - len(shipped)) / len(shipped)
    same = shipped[shipped["precision"] == "own"].join(table[["lat", "lon"]].add_suffix("_fresh"), how="inner")
    move = distance_km(same["lat"], same["lon"], same["lat_fresh"], same["lon_fresh"]).median()
    districts = table["parent"].notna().sum()
    problems = [
        (change > MAX_CHANGE_OF_COUNT, f"{len(table)} communes au lieu d’environ {len(shipped)}"),
        (districts != 45, f"{districts} arrondissements de Paris, Lyon et Marseille au lieu de 45"),
        (
            bool(table[["lat", "lon", "departement"]].isna().any(axis=None)),
            "des communes sans point ou sans département",
        ),
        (not move <= MAX_MEDIAN_MOVE_KM, f"les points se déplacent de {move:.0f} km en médiane"),
    ]
    found = [sentence for wrong, sentence in problems if wrong]
    if found:
        raise RefreshUnavailable(f"Communes inchangées : la réponse de l’API Géo est refusée ({' ; '.join(found)}).")
