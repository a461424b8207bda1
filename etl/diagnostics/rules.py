"""What the numbers of a diagnostic owe to one another, within a row and between rows."""

from collections.abc import Iterator

import pandas as pd

from config.diagnostic_lists import ALL
from etl.rows.sieve import Sieve

KEY = ["code_departement", "type_diagnostic", "date_observation", "public", "type_place"]
DIAGNOSTIC = KEY[:3]
AT_MOST = [
    ("capacite_dediee_teh", "capacite_accessible_teh"),
    ("capacite_accessible_teh", "capacite_totale"),
    # Without an accessible capacity between them, dedicated places are still places.
    ("capacite_dediee_teh", "capacite_totale"),
    ("occupees_teh", "capacite_accessible_teh"),
    ("centres_referent_forme", "centres_concernes"),
    ("demandes_non_pourvues", "demandes_an"),
]
"""Pairs of columns, the first at most equal to the second when both are known."""
OF_THE_WHOLE = [
    "date_validation", "version", "pilote", "volet_traite", "referent_siao", "referent_siao_designe_le",
    "inscrit_pdalhpd",
]  # fmt: skip
"""Columns that describe the diagnostic, and not one of its rows."""
FIGURES = [
    "besoin_places", "capacite_totale", "capacite_accessible_teh", "capacite_dediee_teh", "occupees_teh",
    "centres_concernes", "centres_referent_forme", "demandes_an", "demandes_non_pourvues",
]  # fmt: skip


def keep_numbers_in_order(sieve: Sieve) -> None:
    """Refuse rows where a part is larger than its whole, and a validation that comes before the observation."""
    values = sieve.values
    for part, whole in AT_MOST:
        both = values[part].astype("string") + " > " + values[whole].astype("string")
        sieve.refuse(
            values[part] > values[whole],
            f"{part} dépasse {whole} (" + both.fillna("").astype(str) + ") : corriger l’un des deux.",
        )
    known = values["date_validation"].notna() & values["date_observation"].notna()
    early = known & (pd.to_datetime(values["date_validation"]) < pd.to_datetime(values["date_observation"]))
    sieve.refuse(early, "date_validation précède date_observation : corriger l’une des deux.")


def agree_on_the_diagnostic(sieve: Sieve) -> None:
    """Refuse rows that contradict the first row of their diagnostic that speaks; a blank contradicts nothing."""
    passing = sieve.values[sieve.passing]
    for column in OF_THE_WHOLE:
        said = passing[passing[column].notna() & (passing[column].astype("object") != "")]
        if said.empty:
            continue
        lines = said.index.to_series()
        first = lines.groupby([said[name] for name in DIAGNOSTIC]).transform("first")
        differs = said[column].astype("object").to_numpy() != said.loc[first, column].astype("object").to_numpy()
        sentence = (
            f"{column} contredit la ligne " + first.astype(str) + ", du même diagnostic : écrire la même réponse."
        )
        where = pd.Series(differs, index=said.index).reindex(sieve.raw.index, fill_value=False)
        sieve.refuse(where, sentence.reindex(sieve.raw.index, fill_value=""))


def count_once(sieve: Sieve) -> None:
    """Refuse a row whose figures an earlier row of the same diagnostic already counts under « tous »."""
    passing = sieve.values[sieve.passing]
    reasons = pd.Series("", index=sieve.raw.index, dtype="str")
    of_all = (passing[["public", "type_place"]] == ALL).any(axis="columns")
    concerned = passing[of_all.groupby([passing[name] for name in DIAGNOSTIC]).transform("any")]
    for _, rows in concerned.groupby(DIAGNOSTIC):
        for line, first, column in _counted_twice(rows):
            reasons[line] = (
                f"{column} : la ligne {first} compte déjà ces places (« {ALL} » recouvre les autres lignes). "
                "Ne remplir cette colonne que dans l’une des deux."
            )
    sieve.refuse(reasons != "", reasons)


def _counted_twice(rows: pd.DataFrame) -> Iterator[tuple[int, int, str]]:
    accepted: dict[int, pd.Series] = {}
    for line, (_, row) in zip(rows.index, rows.iterrows(), strict=True):
        clashes = ((first, _same_figure(row, earlier)) for first, earlier in accepted.items())
        clash = next(((first, column) for first, column in clashes if column is not None), None)
        if clash is None:
            accepted[line] = row
        else:
            yield line, *clash


def _same_figure(row: pd.Series, other: pd.Series) -> str | None:
    """A column that both fill, when they are about places that overlap."""
    if any(row[axis] != other[axis] and ALL not in (row[axis], other[axis]) for axis in ("public", "type_place")):
        return None
    return next((column for column in FIGURES if pd.notna(row[column]) and pd.notna(other[column])), None)


def warnings(sieve: Sieve) -> list[str]:
    """What is accepted and should be known: needs whose method is not said, days that replace one another."""
    return [*_needs_without_method(sieve), *_replaced_days(sieve)]


def _replaced_days(sieve: Sieve) -> list[str]:
    passing = sieve.values[sieve.passing]
    years = passing["date_observation"].map(lambda day: day.year)
    days = passing.groupby(["code_departement", "type_diagnostic", years])["date_observation"].nunique()
    several = days[days > 1].index.get_level_values(0).unique()
    if several.empty:
        return []
    return [
        f"Plusieurs dates d’observation la même année ({', '.join(several)}) : ce sont autant de diagnostics, et le "
        "dernier de l’année est seul montré. Pour les additionner, écrire la même date."
    ]


def _needs_without_method(sieve: Sieve) -> list[str]:
    passing = sieve.values[sieve.passing]
    silent = passing.index[
        (passing["besoin_places"] > 0).fillna(False).astype(bool) & (passing["besoin_methode"] == "")
    ]
    if silent.empty:
        return []
    told = ", ".join(map(str, silent[:10])) + (", …" if len(silent) > 10 else "")
    plural = "s" if len(silent) > 1 else ""
    return [f"Besoin déclaré sans méthode : {len(silent)} ligne{plural} ({told}). Accepté, à compléter."]
