"""Needs and ordinary places of the 101 départements, side by side: what the counter publishes number by number, joined.

Nothing is weighed here: each number is the cell of its indicator, with its state. What a visitor reads nowhere is
absent.
"""

import pandas as pd
from sqlalchemy.orm import Session

from config.diagnostic_lists import Diagnosis
from config.nomenclatures import Public
from config.thresholds import threshold
from geodata import territories
from geodata.facts import needs
from geodata.indicators import INDICATORS, Choice
from geodata.perimetre import Level, NotAllowed, Perimetre
from geodata.publication.contract import Provenance, Published
from geodata.publication.french import with_unit
from geodata.publication.hidden import hidden_persons
from geodata.publication.provenance import origins
from geodata.publication.publish import publish
from geodata.publication.tables import Table
from geodata.rights import Action, Object, require

NEED = "places_needed"
NUMBERS = {
    NEED: "Besoin",
    "places_dedicated": "Places dédiées",
    "places_accessible": "Places accessibles",
    "places_occupied": "Places occupées",
    "coverage_rate": "Taux de couverture (%)",
    "requests_not_met": "Demandes non pourvues",
    "siao_referent": "Référent traite du SIAO",
    "equipment_rate": "Taux d’équipement général (pour 1 000 adultes)",
}
"""Indicator → header, in the order of the table."""
MINORS = (
    "Les places pour mineurs ne se disent pas ici par département : un centre expérimental unique se reconnaîtrait "
    "(mesure 11)."
)
ORDINARY = (
    "Places ordinaires (mesure 7) seulement : les places sécurisantes (mesure 8) ne sont jamais dites par département."
)
RANGE = (
    "Fourchette du besoin : rien autour d’un dénombrement, {estimation} autour d’une estimation, {expert} autour d’un "
    "dire d’expert, {unknown} quand la méthode n’est pas dite. Pour qui ne lit pas les chiffres exacts, c’est la marge "
    "la plus large des lignes du diagnostic, appliquée au besoin entier."
)
SILENCE = (
    "Un nombre non renseigné n’est pas zéro : aucun diagnostic n’a été observé cette année-là, ou il ne le dit pas. "
    "« Non communiqué » : votre profil ne lit pas ce nombre dans ce département."
)


def publish_needs(session: Session, perimetre: Perimetre, *, year: int, public: str | None = None) -> Table:
    """101 rows, by official order: `departement`, `name`, `region`, each number of `NUMBERS` that this visitor reads
    somewhere with its state, `need_low` and `need_high` (NaN where the need is not told), `method`, `diagnosis` (French
    words, `diagnosis_code`) and `observed_on` (None without a diagnostic).

    A state is None in a département where the number is not this visitor's. Raises `ValueError` for minors, who are not
    told by département, and `NotAllowed`.
    """
    if public == Public.MINEURS:
        raise ValueError(MINORS)
    require(perimetre, Object.INDICATORS, Action.READ)
    told = _told(session, perimetre, Choice(year, public=public))
    names, regions = territories.names(), territories.regions(year)["name"]
    codes = list(territories.CODES)
    rows = pd.DataFrame(
        {
            "departement": codes,
            "name": [names[code] for code in codes],
            "region": [str(regions[territories.region_of(code, year)]) for code in codes],
        },
        index=codes,
    )
    for name, published in told.items():
        rows = rows.join(_cells(published, name))
    notes = [SILENCE]
    if NEED in told:
        rows = rows.join(_how(session, perimetre, told[NEED]))
        notes = [_range_note(), SILENCE, ORDINARY, MINORS]
    states = needs.states(session, year)
    rows["diagnosis"] = [Diagnosis(each).label for each in states["diagnosis"]]
    rows["diagnosis_code"] = [Diagnosis(each).value for each in states["diagnosis"]]
    rows["observed_on"] = states["observed_on"]
    return Table(
        id="needs",
        title="Besoins et places ordinaires des départements",
        rows=rows.reset_index(drop=True),
        labels=_labels(told),
        provenance=_provenance(session, told),
        notes=tuple(notes),
    )


def _told(session: Session, perimetre: Perimetre, choice: Choice) -> dict[str, Published]:
    found = {}
    for name in NUMBERS:
        indicator = INDICATORS[name]
        if perimetre.readable(indicator.level, indicator.obj):
            found[name] = publish(session, name, choice, perimetre, summed=False)
    if not found:
        raise NotAllowed(f"Le profil « {perimetre.label} » ne donne accès à aucun de ces nombres.")
    return found


def _cells(published: Published, name: str) -> pd.DataFrame:
    cells = published.cells.reindex(list(territories.CODES))
    states = cells["state"].astype(object).where(cells["state"].notna(), None)
    return pd.DataFrame({name: cells["value"], f"{name}_state": states})


def _how(session: Session, perimetre: Perimetre, need: Published) -> pd.DataFrame:
    """The method of each need, and its range; row by row for exact readers from whom nothing of it is hidden."""
    found = needs.methods(session, need.choice.year, need.choice.public)
    value = need.values().reindex(found.index)
    exact = pd.Series(
        [perimetre.level_in(code, Object.PLACES) >= Level.N2 for code in found.index], found.index, dtype=bool
    )
    guarded = {code for _, code in hidden_persons(session, NEED, need.choice.year, Level.N2)}
    exact &= ~found.index.isin(guarded)
    low = found["low"].where(exact, value * (1 - found["widest"]))
    high = found["high"].where(exact, value * (1 + found["widest"]))
    method = found["method"].where(value.notna(), "")
    return pd.DataFrame(
        {"need_low": low.where(value.notna()), "need_high": high.where(value.notna()), "method": method}
    )


def _range_note() -> str:
    margins = {
        name: with_unit(100 * threshold(f"needs.margin_{name}"), "%") for name in ("estimation", "expert", "unknown")
    }
    return RANGE.format(**margins)


def _labels(told: dict[str, Published]) -> dict[str, str]:
    labels = {"name": "Département", "region": "Région"}
    for name in told:
        labels[name] = NUMBERS[name]
        if name == NEED:
            labels |= {"need_low": "Besoin, bas", "need_high": "Besoin, haut", "method": "Méthode"}
    return labels | {"diagnosis": "Diagnostic à 360°", "observed_on": "Observé le"}


def _provenance(session: Session, told: dict[str, Published]) -> tuple[Provenance, ...]:
    jobs = dict.fromkeys(["diagnostics_360", *(job for name in told for job in INDICATORS[name].jobs)])
    return origins(session, jobs)


def state_counts(rows: pd.DataFrame) -> dict[Diagnosis, int]:
    """In how many of the 101 départements each word about the last diagnostic holds: they add up to 101."""
    counted = rows["diagnosis_code"].value_counts()
    return {each: int(counted.get(each.value, 0)) for each in Diagnosis}
