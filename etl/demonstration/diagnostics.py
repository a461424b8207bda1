"""Invented 360° diagnostics: plausible places and needs, true zeros, blanks, silent and late départements."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from etl.demonstration.scale import YEARS, generator, ordinary_places, populations, weights
from etl.diagnostics.rules import FIGURES
from etl.diagnostics.template import TEMPLATE

SILENT = 5
"""Départements without any diagnostic."""
DONE = {2014: 0.70, 2015: 0.92, 2016: 0.86}
"""Share of the others that make one in the year; who skips one has an old diagnostic, or none yet."""
WITH_SECTION = {2014: 0.35, 2015: 0.55, 2016: 0.72}
WITH_REFERENT = {2014: 0.20, 2015: 0.42, 2016: 0.65}
TRAINED = {2014: 0.08, 2015: 0.18, 2016: 0.30}
NEED = 1500
"""Places needed in the whole country."""
BIG = 1_200_000
"""Inhabitants of the départements where places are dedicated for sure."""
PLACES = [
    ("femmes", "chrs", "collectif", 0.26, 0.34), ("femmes", "hotel", "diffus", 0.16, 0.22),
    ("femmes_enfants", "mere_enfant", "regroupe", 0.10, 0.16), ("hommes", "chu", "collectif", 0.34, 0.10),
    ("jeunes_majeurs", "fjt", "collectif", 0.10, 0.12), ("trans", "diffus", "diffus", 0.04, 0.06),
]  # fmt: skip
"""Public, type of place, mode, share of the ordinary places and share of the need."""
BLANK = 0.07
"""Share of the figures that a diagnostic leaves unknown, in all its rows."""


@dataclass(frozen=True)
class Departement:
    """What is drawn once for a département, so that its years follow one another."""

    code: str
    places: float
    need: float
    dedicated: float
    in_one_row: bool
    """The diagnostic distinguishes neither publics nor types of places."""


def rows() -> pd.DataFrame:
    """Rows of the template of diagnostics_360, every column of it."""
    draw = generator("diagnostics")
    inhabitants = populations()
    silent = set(draw.choice(inhabitants.index, SILENT, replace=False))
    found: list[dict[str, object]] = []
    needs = NEED * weights(inhabitants, 1.35)
    for code, population, expected_need in zip(inhabitants.index, inhabitants, needs, strict=True):
        departement = _drawn(draw, code, population, expected_need)
        for year in YEARS:
            done = draw.random() < DONE[year]
            told = list(_diagnostic(draw, departement, year))
            if done and code not in silent:
                found += told
    return pd.DataFrame(found).reindex(columns=[column.name for column in TEMPLATE.columns], fill_value="")


def _drawn(draw: np.random.Generator, code: str, population: int, expected_need: float) -> Departement:
    need = expected_need * draw.lognormal(0, 0.35)
    met = draw.choice([0.3, 0.5, 0.7]) if population > BIG else draw.choice([0.0, 0.15, 0.45], p=[0.45, 0.35, 0.20])
    return Departement(
        code=code,
        places=ordinary_places(population) * draw.lognormal(0, 0.1),
        # In some small départements, the diagnostic finds nobody to house: a true zero.
        need=0.0 if population < 300_000 and draw.random() < 0.4 else need,
        dedicated=need * met,
        in_one_row=bool(draw.random() < 0.08),
    )


def _diagnostic(draw: np.random.Generator, departement: Departement, year: int) -> Iterator[dict[str, object]]:
    observed = date(year, 12, 31) if draw.random() < 0.6 else date(year, 6, 30)
    referent, since = _answer(draw, WITH_REFERENT[year]), observed - timedelta(days=int(draw.integers(20, 300)))
    unknown = {column for column in FIGURES if draw.random() < BLANK}
    whole = {
        "code_departement": departement.code,
        "type_diagnostic": "360",
        "date_observation": _day(observed),
        "date_validation": _day(observed + timedelta(days=int(draw.integers(30, 160)))),
        "version": "1",
        "pilote": "DRIHL" if departement.code in {"75", "92", "93", "94"} else str(draw.choice(["DDCS", "DDCSPP"])),
        "volet_traite": _answer(draw, WITH_SECTION[year]),
        "referent_siao": referent,
        "referent_siao_designe_le": _day(since) if referent == "oui" else "",
        "inscrit_pdalhpd": _answer(draw, 0.3),
    }
    shares = [("tous", "tous", "", 1.0, 1.0)] if departement.in_one_row else PLACES
    for public, place_type, mode, of_places, of_need in shares:
        total = int(departement.places * of_places * 1.03 ** (year - YEARS[0]))
        if total >= 4 or departement.in_one_row:
            figures = _figures(draw, departement, year, total, of_need) | dict.fromkeys(unknown, "")
            yield whole | {"public": public, "type_place": place_type, "mode": mode} | figures


def _figures(
    draw: np.random.Generator, departement: Departement, year: int, total: int, of_need: float
) -> dict[str, object]:
    need = int(draw.poisson(departement.need * of_need))
    dedicated = min(total, int(draw.poisson(departement.dedicated * of_need * (0.6 + 0.2 * (year - YEARS[0])))))
    accessible = max(dedicated, int(total * draw.uniform(0.02, 0.10)))
    centres = max(1, round(total / 35))
    requests = int(draw.poisson(1.5 * need))
    return {
        "besoin_places": need,
        "capacite_totale": total,
        "capacite_accessible_teh": accessible,
        "capacite_dediee_teh": dedicated,
        "occupees_teh": min(accessible, int(draw.binomial(dedicated, 0.9) + draw.poisson(0.3))),
        "centres_concernes": centres,
        "centres_referent_forme": int(draw.binomial(centres, TRAINED[year])),
        "demandes_an": requests,
        "demandes_non_pourvues": int(draw.binomial(requests, 0.45)),
        "formes_exploitation": str(draw.choice(["proxenetisme", "toutes", "proxenetisme;travail_force"])),
        "besoin_source": str(draw.choice(["115_siao", "associations", "enquete_flash"])),
        "besoin_methode": str(draw.choice(["denombrement", "estimation", "dire_expert", ""], p=[0.4, 0.35, 0.2, 0.05])),
        "duree_moyenne_sejour_j": int(draw.integers(120, 300)) if dedicated else "",
        "besoin_accompagnement": str(draw.choice(["juridique;langue", "juridique;psy;sanitaire", "langue;sejour"])),
        "financement": str(draw.choice(["177", "177;137", "177;collectivite"])),
    }


def _answer(draw: np.random.Generator, yes: float) -> str:
    return "" if draw.random() < 0.08 else "oui" if draw.random() < yes else "non"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
