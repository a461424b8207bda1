"""The offline geocoder: the commune of a row, from its postal code and its name, mistakes included."""

import numpy as np
import pandas as pd

from etl.geocoding.commune_index import NOWHERE, CommuneIndex, commune_index
from etl.geocoding.contract import NUMBERS, OUTPUTS, TEXTS, Precision, Status, checked, prepared
from etl.geocoding.names import on_uniques, read_city, read_postcode
from etl.geocoding.reading import Finding, find
from geodata import territories
from geodata.communes import communes_version

WITHHELD = "Ligne sensible : seul le département est retenu."
MEAN_POINT = "Commune reconnue ; son point est la moyenne de ses voisines."


class CommuneGazetteer:
    """Places every row at its commune, without a network; 100,000 rows in about a second."""

    name = "gazetier"
    remote = False
    outage = ""

    @property
    def version(self) -> str:
        return communes_version()

    def geocode(self, rows: pd.DataFrame) -> pd.DataFrame:
        """See `Geocoder`. Status is `commune` (its own point), `area`, `review`, `failed` or `withheld`."""
        table, index = prepared(rows), commune_index()
        cities, read_cities = on_uniques(table["city"], read_city)
        postcodes, read_postcodes = on_uniques(table["postcode"], read_postcode)
        codes, read_codes = on_uniques(table["citycode"], lambda text: text.strip().upper())
        departements, read_departements = on_uniques(table["departement"], read_postcode)
        shape = [max(len(distinct), 1) for distinct in (read_cities, read_postcodes, read_codes, read_departements)]
        combined = np.ravel_multi_index((cities, postcodes, codes, departements), shape)
        positions, distinct = pd.factorize(combined)
        findings = find(
            index,
            [
                (read_cities[city], read_postcodes[postcode], read_codes[code], read_departements[departement])
                for city, postcode, code, departement in zip(
                    *(part.tolist() for part in np.unravel_index(distinct, shape)), strict=True
                )
            ],
        )
        answers = _answers(index, findings, f"{self.name} {self.version}").iloc[positions].reset_index(drop=True)
        answers = _withhold(answers, table["sensitive"].to_numpy())
        return checked(table, answers.assign(row_id=table["row_id"]))


def _answers(index: CommuneIndex, findings: list[Finding], source: str) -> pd.DataFrame:
    """One answer per finding, in their order."""
    located = np.array([finding.place != NOWHERE for finding in findings], dtype=bool)
    known = _at_communes(index, [finding for finding in findings if finding.place != NOWHERE])
    rest = pd.DataFrame([_at_area(index, f) for f in findings if f.place == NOWHERE], columns=list(OUTPUTS))
    order = np.argsort(np.argsort(~located, kind="stable"), kind="stable")
    frame = pd.concat([known, rest], ignore_index=True).iloc[order].assign(geo_source=source, geo_score_next=np.nan)
    return frame[list(OUTPUTS)].astype(dict.fromkeys(NUMBERS, "float64") | dict.fromkeys(TEXTS, "str"))


def _at_communes(index: CommuneIndex, findings: list[Finding]) -> pd.DataFrame:
    places = np.array([finding.place for finding in findings], dtype=int)
    communes = index.table.iloc[places]
    own = (communes["precision"] == Precision.OWN).to_numpy()
    review = np.array([finding.review for finding in findings], dtype=bool)
    reasons = np.array([finding.reason for finding in findings], dtype=object)
    return pd.DataFrame(
        {
            "lat": communes["lat"].to_numpy(),
            "lon": communes["lon"].to_numpy(),
            "geo_status": np.select([review, own], [str(Status.REVIEW), str(Status.COMMUNE)], str(Status.AREA)),
            "geo_precision": communes["precision"].to_numpy(),
            "geo_score": [finding.score for finding in findings],
            "geo_label": (communes["name"] + " (" + communes["departement"] + ")").to_numpy(),
            "geo_citycode": communes.index.to_numpy(),
            "code_commune": np.array(index.parents, dtype=object)[places],
            "geo_departement": communes["departement"].to_numpy(),
            "geo_reason": np.where(own | (reasons != ""), reasons, MEAN_POINT),
        }
    )


def _at_area(index: CommuneIndex, finding: Finding) -> dict[str, object]:
    """The answer for a finding without a commune: the area of its postal code, its département, or nothing."""
    answer: dict[str, object] = {**dict.fromkeys(TEXTS, ""), "geo_reason": finding.reason}
    served = index.of_postcode.get(finding.postcode, [])
    if served:
        lat, lon = index.points[served].mean(axis=0)
        label, precision = f"Code postal {finding.postcode} ({finding.departement})", Precision.POSTCODE
    elif finding.departement in index.departement_points:
        lat, lon = index.departement_points[finding.departement]
        label = f"{territories.name_of(finding.departement)} ({finding.departement})"
        precision = Precision.DEPARTEMENT
    else:
        return answer | {"geo_status": str(Status.FAILED)}
    return answer | {
        "lat": lat, "lon": lon, "geo_status": str(Status.AREA), "geo_precision": str(precision),
        "geo_label": label, "geo_departement": finding.departement,
    }  # fmt: skip


def _withhold(answers: pd.DataFrame, sensitive: np.ndarray) -> pd.DataFrame:
    """Sensitive rows lose everything but their département: in a small town, the commune names the only shelter."""
    answers.loc[sensitive, list(NUMBERS)] = np.nan
    answers.loc[sensitive, ["geo_label", "geo_citycode", "code_commune", "geo_precision"]] = ""
    answers.loc[sensitive, "geo_status"] = str(Status.WITHHELD)
    answers.loc[sensitive, "geo_reason"] = WITHHELD
    return answers
