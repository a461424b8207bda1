"""Case counts that leave the house, source by source."""

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from config.nomenclatures import COUNT_FORMS, AgeClass, CountSource, CountStatus, Nomenclature, Sex
from config.thresholds import threshold
from geodata import territories
from geodata.facts import revisions
from geodata.models import CaseCount
from geodata.perimetre import Level, Perimetre
from geodata.publication.contract import State
from geodata.publication.hidden import FRANCE, members, region_key
from geodata.publication.hidden_counts import hidden_counts
from geodata.publication.provenance import origins, row_origins
from geodata.publication.tables import Table, withhold
from geodata.rights import Action, Object, require
from geodata.secrecy import floors, rounded, too_small

KEY = ["source", "departement", "year", "service", "nomenclature", "form", "sex", "age_class"]
LABELS = {
    "source": "Source",
    "departement": "Département",
    "year": "Année",
    "service": "Service",
    "nomenclature": "Nomenclature",
    "form": "Forme d’exploitation",
    "sex": "Sexe",
    "age_class": "Âge",
    "count": "Effectif",
    "status": "Statut",
}
PUBLIC_SOURCES = (CountSource.ETAT_4001,)
"""Sources published elsewhere by département, whose own threshold is in `config/thresholds.toml`."""


ROUNDED = (
    "Les effectifs de personnes sont arrondis au multiple de {step:.0f} le plus proche, chacun de son côté : leur "
    "somme peut différer du total."
)


def publish_case_counts(session: Session, perimetre: Perimetre, *, departement: str | None = None) -> Table:
    """Every count kept, its small ones withheld for this reader; `status` becomes `secret` with them.

    Who does not read exact figures reads no part (one sex, one age class) either: a total minus its parts would tell.
    The public (N0) reads counts of persons rounded to a multiple of 5: they do not add up to their rounded totals.
    A count that its producer withheld, could not give or was not asked for stays without a number, and says so.
    """
    require(perimetre, Object.INDICATORS, Action.READ, departement=departement)
    columns = [*KEY, "count", "status", "import_id"]
    query = select(*(getattr(CaseCount, name) for name in columns)).order_by(*KEY)
    if departement is not None:
        query = query.where(CaseCount.departement == departement)
    rows = pd.DataFrame(session.execute(query).all(), columns=columns)
    rows = row_origins(session, rows)
    rows["count"] = rows["count"].astype("float64")
    levels = rows["departement"].map(lambda code: perimetre.level_in(code))
    # Beside its total, a part tells what is left: exact readers alone see both, until complementary suppression does.
    part = (rows["sex"] != Sex.ALL) | (rows["age_class"] != AgeClass.ALL)
    hidden = too_small(rows["count"], levels) | (part & (rows["count"] > 0) & (floors(levels) > 0))
    for source in PUBLIC_SOURCES:
        own = rows["source"] == source
        hidden = hidden.mask(own, (rows["count"] > 0) & (rows["count"] < threshold(f"secrecy.{source}")))
    hidden |= _told_by_others(session, rows, levels)
    rows["count"] = _as_read(rows["count"], levels, rows["source"])
    rows = withhold(rows, "count", hidden)
    rows.loc[rows["status"] == CountStatus.SECRET, "count_state"] = State.SECRET
    rows.loc[rows["count_state"] == State.SECRET, "status"] = CountStatus.SECRET.value
    return Table(
        id="case_counts",
        title="Cas recensés, par source",
        rows=rows,
        labels=LABELS,
        provenance=origins(session, ["etat_4001", "case_counts"]),
        notes=_notes(levels, rows["source"]),
    )


def _as_read(counts: "pd.Series[float]", levels: "pd.Series[int]", sources: "pd.Series[str]") -> "pd.Series[float]":
    """Rounded for the public, each number by itself: the others read what was counted."""
    exact = counts.astype("float64")
    return exact.mask(_is_rounded(levels, sources), rounded(exact))


def _is_rounded(levels: "pd.Series[int]", sources: "pd.Series[str]") -> "pd.Series[bool]":
    return (levels == Level.N0) & ~sources.isin(PUBLIC_SOURCES)


def _notes(levels: "pd.Series[int]", sources: "pd.Series[str]") -> tuple[str, ...]:
    return (ROUNDED.format(step=threshold("secrecy.rounding")),) if _is_rounded(levels, sources).any() else ()


def _told_by_others(session: Session, rows: pd.DataFrame, levels: "pd.Series[int]") -> "pd.Series[bool]":
    """Secrecy looks at every number of the country, whatever is asked for, and at those that were published before."""
    keys = [tuple(row) for row in rows[KEY].itertuples(index=False)]
    published = list(revisions.counts(session, PUBLIC_SOURCES).values())
    hidden = {
        level: frozenset().union(*(hidden_counts(versions, Level(level)) for versions in published))
        for level in sorted(set(levels))
    }
    return pd.Series([key in hidden[level] for key, level in zip(keys, levels, strict=True)], rows.index, dtype=bool)


def publish_case_totals(session: Session, perimetre: Perimetre) -> Table:
    """Counts of persons summed over régions and France, series by series: `territory` is a région code or "FR".

    Sexes and ages are told by département only. A sum is read at the lowest level that the visitor has among its
    départements; `answered` says how many of them gave a number: a sum of some of them is not the whole.
    """
    require(perimetre, Object.INDICATORS, Action.READ)
    columns = [getattr(CaseCount, name) for name in [*KEY, "count"]]
    query = select(*columns).where(CaseCount.source.not_in(PUBLIC_SOURCES), CaseCount.count.is_not(None))
    numbers = pd.DataFrame(session.execute(query).all(), columns=[*KEY, "count"]).astype({"count": "float64"})
    whole = (numbers["sex"] == Sex.ALL) & (numbers["age_class"] == AgeClass.ALL)
    numbers = numbers[whole & numbers["departement"].isin(territories.CODES)]
    parts = [
        numbers[(numbers["year"] == year) & numbers["departement"].isin(codes)].assign(
            territory=code, expected=len(codes)
        )
        for year in sorted(set(numbers["year"]))
        for code, codes in members(year).items()
    ]
    series = ["territory", "expected", *(name for name in KEY if name != "departement")]
    every = pd.concat(parts) if parts else numbers.assign(territory="", expected=0)
    rows = every.groupby(series, as_index=False)["count"].agg(count="sum", answered="size")
    lowest = {(code, year): _lowest(perimetre, code, year) for year in set(rows["year"]) for code in members(year)}
    places = zip(rows["territory"], rows["year"], strict=True)
    levels = pd.Series([lowest[place] for place in places], rows.index, dtype=object)
    read = _as_read(rows["count"], levels, rows["source"])
    cells = rows.assign(departement=[code if code == FRANCE else region_key(code) for code in rows["territory"]])
    hidden = too_small(rows["count"], levels) | _told_by_others(session, cells, levels)
    rows = withhold(rows.assign(count=read), "count", hidden)
    return Table(
        id="case_totals",
        title="Cas recensés, par source, par région et pour la France",
        rows=rows,
        labels={"territory": "Territoire", **{name: label for name, label in LABELS.items() if name in rows}},
        provenance=origins(session, ["case_counts"]),
        notes=_notes(levels, rows["source"]),
    )


def _lowest(perimetre: Perimetre, territory: str, year: int) -> Level:
    return min(perimetre.level_in(code) for code in members(year)[territory])


def with_labels(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows with the labels that people read in place of the codes."""
    forms = [COUNT_FORMS[Nomenclature(n)][f] for n, f in zip(rows["nomenclature"], rows["form"], strict=True)]
    return rows.assign(
        source=[CountSource(value).label for value in rows["source"]],
        nomenclature=[Nomenclature(value).label for value in rows["nomenclature"]],
        form=forms,
        sex=[Sex(value).label for value in rows["sex"]],
        age_class=[AgeClass(value).label for value in rows["age_class"]],
        status=[CountStatus(value).label for value in rows["status"]],
    )
