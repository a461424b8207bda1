"""Where the mesures of a plan stand in one département: what is late, what lags, and each of them in a line."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from config.nomenclatures import Labelled
from config.plan import Plan
from config.thresholds import threshold
from geodata.progress.departement import DepartementRate, departement_rate
from geodata.progress.freshness import Freshness
from geodata.progress.states import Alert, Applicability, ValueStatus, Weather
from geodata.progress.trend import Trend
from geodata.publication.french import counted, number
from geodata.publication.session_file.contract import Gap, LateMesure, Listed, MesureLine

SPACE = "\N{NO-BREAK SPACE}"
LATE = (Alert.TRAJECTORY, Alert.ACTION_LATE)
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
NOT_GIVEN = "L’avancement des mesures n’est pas communiqué à ce profil."


def steered(overview: pd.DataFrame) -> pd.DataFrame:
    """The rows for which a préfet answers: not the national ones, nor those that are not due in the département."""
    due = overview["applicability"] == Applicability.APPLICABLE
    return overview[due & (overview["level"] != "national")]


def plan_rate(overview: pd.DataFrame) -> DepartementRate:
    """The rate of the département over the plan (steering formula 3); a mesure where nothing weighs is not due."""
    rows = steered(overview)
    due = rows[_floats(rows["coverage"]).notna() | rows["withheld"].astype(bool)]
    known = {int(row["mesure"]): row["rate"] for row in due.to_dict("records")}
    return departement_rate({mesure: None if _missing(rate) else float(rate) for mesure, rate in known.items()})


def late(overview: pd.DataFrame) -> Listed[LateMesure]:
    """The mesures behind their trajectory or with an action past its deadline, the furthest behind first."""
    rows = steered(overview)
    if rows.empty:
        return Listed(silence=NOT_GIVEN)
    rows = rows[rows[[f"alert_{alert.value}" for alert in LATE]].any(axis="columns")]
    behind = (_floats(rows["rate"]) - _floats(rows["expected"])).fillna(0)
    ordered = rows.assign(behind=behind).sort_values(["behind", "actions_late"], ascending=[True, False])
    found = tuple(_late(row) for row in ordered.to_dict("records"))
    rate = plan_rate(overview)
    known = f"l’avancement est connu pour {counted(rate.known, 'mesure')} sur {rate.due}"
    return Listed(found, silence=f"Aucun retard connu{SPACE}; {known}.")


def gaps(overview: pd.DataFrame) -> Listed[Gap]:
    """Every gap to the median, the furthest behind first."""
    rows = steered(overview)
    rows = rows[_floats(rows["gap"]).notna()].sort_values("gap")
    found = tuple(
        Gap(
            mesure=int(row["mesure"]),
            title=str(row["title"]),
            rate=percent(row["validated_rate"]),
            median=percent(row["median"]),
            points=float(row["gap"]),
            alert=bool(row[f"alert_{Alert.GAP.value}"]),
        )
        for row in rows.to_dict("records")
    )
    fewest = number(float(threshold("progress.fewest_for_a_median")))
    condition = f"il faut un avancement complet et validé ici, et dans au moins {fewest} départements"
    return Listed(found, silence=f"Aucun écart calculable{SPACE}: {condition}.")


def lines(overview: pd.DataFrame, plan: Plan) -> Listed[MesureLine]:
    """Each mesure of the plan, by priority, with the synthesis of those that have one."""
    titles = {each.number: each.title for each in plan.priorities}
    ordered = overview.sort_values(["priority", "mesure"])
    found = tuple(_line(row, _priority(int(row["priority"]), titles)) for row in ordered.to_dict("records"))
    return Listed(found, silence=NOT_GIVEN)


def percent(value: object) -> str:
    """A rate as shown, to the unit; a dash for what is not known.

    >>> percent(41.6), percent(None)
    ('42\\xa0%', '—')
    """
    return "—" if _missing(value) else f"{number(float(str(value)))}{SPACE}%"


def _late(row: Mapping[Any, Any]) -> LateMesure:
    return LateMesure(
        number=int(row["mesure"]),
        title=str(row["title"]),
        reason=" ".join(_reasons(row)),
        responsible=_text(row["responsible"]),
        weather=_label(Weather, row["weather"]),
    )


def _reasons(row: Mapping[Any, Any]) -> list[str]:
    found = []
    if row[f"alert_{Alert.TRAJECTORY.value}"]:
        missing = float(row["expected"]) - float(row["rate"])
        points = f"{number(missing)}{SPACE}{'points' if round(missing) >= 2 else 'point'}"
        found.append(
            f"Avancement {percent(row['rate'])}, attendu {percent(row['expected'])}{SPACE}: {points} de retard."
        )
    if count := int(row["actions_late"] or 0):
        found.append(f"{counted(count, 'sous-action')} dont l’échéance est passée.")
    if row[f"alert_{Alert.STALE.value}"] and not _missing(row["due_on"]):
        found.append(f"Valeurs à actualiser depuis le {row['due_on']:%d/%m/%Y}.")
    return found


def _line(row: Mapping[Any, Any], priority: str) -> MesureLine:
    return MesureLine(
        number=int(row["mesure"]),
        title=str(row["title"]),
        priority=priority,
        rate=_rate(row),
        coverage=percent(None if _missing(row["coverage"]) else 100 * float(row["coverage"])),
        weather=_label(Weather, row["weather"]),
        trend=_label(Trend, row["trend"]).removeprefix("Tendance ").capitalize() or "—",
        freshness=_label(Freshness, row["freshness"]) or "—",
        note=_note(row),
    )


def _note(row: Mapping[Any, Any]) -> str:
    if row["level"] == "national":
        return "Mesure nationale, pour information."
    draft = row["synthesis"] and row["synthesis_status"] != ValueStatus.VALIDATED
    return f"{row['synthesis']} (synthèse à valider)" if draft else str(row["synthesis"])


def _rate(row: Mapping[Any, Any]) -> str:
    if row["applicability"] == Applicability.NOT_APPLICABLE:
        return "sans objet"
    if row["withheld"]:
        return "non communiqué"
    if not _missing(row["rate"]):
        return percent(row["rate"])
    if row["level"] == "national" and _missing(row["provisional_rate"]):
        return "—"
    return "non calculable" if _missing(row["provisional_rate"]) else f"{percent(row['provisional_rate'])} (incomplet)"


def _priority(rank: int, titles: Mapping[int, str]) -> str:
    return f"Priorité{SPACE}{ROMAN[rank] if rank < len(ROMAN) else rank} – {titles.get(rank, '')}".rstrip(" –")


def _label(words: type[Labelled], value: Any) -> str:
    return "" if _missing(value) or value == "" else words(value).label


def _text(value: Any) -> str:
    return "" if _missing(value) else str(value)


def _floats(column: "pd.Series[Any]") -> "pd.Series[float]":
    return column.astype("float64")


def _missing(value: object) -> bool:
    return value is None or value != value  # NaN alone differs from itself
