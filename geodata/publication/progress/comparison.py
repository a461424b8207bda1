"""The 101 départements side by side on a mesure, or on the whole plan, from validated figures."""

from datetime import UTC, datetime

import pandas as pd

from config.plan import Plan
from geodata import territories
from geodata.comparable import stratum, stratum_label
from geodata.progress.departement import departement_rate
from geodata.progress.freshness import Freshness
from geodata.progress.gaps import gap, median_of
from geodata.progress.states import Alert, Applicability, Weather
from geodata.progress.trend import Trend
from geodata.publication.contract import Provenance, State
from geodata.publication.tables import Table

LABELS = {
    "departement": "Code",
    "name": "Département",
    "region": "Région",
    "stratum": "Strate",
    "population": "Habitants",
    "rate": "Taux",
    "coverage": "Couverture (%)",
    "gap": "Écart à la médiane (points)",
    "trend": "Tendance",
    "rising": "Mesures en hausse",
    "falling": "Mesures en baisse",
    "newest": "Valeur la plus récente",
    "late": "Mesures à actualiser",
    "compromised": "Météo « compromis »",
    "weather": "Météo",
    "alerts": "Alertes",
}


def comparison(rows: pd.DataFrame, plan: Plan, mesure: int | None, when: datetime) -> Table:
    """One row per département that an overview (`rows`) tells of; `mesure` None: over the plan.

    `rate`: the validated rate of the mesure, or the mean of those of the mesures that apply, with `rate_state`.
    `coverage`: the share of the weights, or of the mesures, that is known, in per cent. `gap`: to the median of all the
    départements. `trend`: of a mesure alone. `rising`, `falling`, `late`, `compromised`, `alerts`: how many mesures;
    weather is only that of the rows whose drafts the visitor reads (`readable`), and is empty elsewhere.

    Over the plan, only the mesures whose rate the visitor reads in every département count, so that what is compared
    is the same everywhere; the title says how many they are.
    """
    local = rows[rows["level"] != "national"]
    followed = local["mesure"].nunique()
    if mesure is None:
        local = local[~local.groupby("mesure")["withheld"].transform("any").astype(bool)]
    else:
        local = local[local["mesure"] == mesure]
    regions, names = territories.regions(plan.end)["name"], territories.names()
    people = territories.departements()["population"]
    lines = []
    for code, those in local.groupby("departement", sort=False):
        place = str(code)
        lines.append(
            {
                "departement": place,
                "name": names[place],
                "region": regions[territories.region_of(place, plan.end)],
                "stratum": stratum_label(stratum(place)),
                "population": int(people[place]),
                **(_over_plan(those) if mesure is None else _of_mesure(those.iloc[0])),
                **_told(those),
            }
        )
    found = pd.DataFrame(lines, columns=[*LABELS, "rate_state"])
    found = found.sort_values("departement", key=lambda codes: codes.map(territories.CODES.index), ignore_index=True)
    if mesure is None:
        middle = median_of(None if pd.isna(rate) else rate for rate in found["rate"])
        found["gap"] = [gap(None if pd.isna(rate) else rate, middle) for rate in found["rate"]]
    compared = local["mesure"].nunique()
    whole = f"plan {plan.code}" + (f", {compared} mesures sur {followed}" if compared < followed else "")
    title = whole if mesure is None else f"mesure {mesure} du plan {plan.code}"
    origin = Provenance(
        f"Avancement de la {title}" if mesure else f"Avancement du {title}",
        "préfectures, ministères et Miprof, valeurs validées",
        f"situation au {when:%d/%m/%Y}",
        "",
        datetime.now(UTC),
        bool(local["demonstration"].any()),
    )
    return Table("progress_comparison", f"Comparaison : {title}", found, LABELS, (origin,))


def _of_mesure(row: "pd.Series[object]") -> dict[str, object]:
    strict = row["validated_rate"]
    if row["applicability"] != Applicability.APPLICABLE:
        state = State.NOT_APPLICABLE
    elif row["withheld"]:
        state = State.SECRET
    else:
        state = State.UNKNOWN if pd.isna(strict) else State.PUBLISHED
    published = state == State.PUBLISHED
    share = row["coverage"]
    return {
        "rate": strict if published else None,
        "rate_state": state,
        "coverage": None if pd.isna(share) else 100 * float(share),
        "gap": row["gap"] if published and not pd.isna(row["gap"]) else None,
    }


def _over_plan(those: pd.DataFrame) -> dict[str, object]:
    due = those[those["applicability"] == Applicability.APPLICABLE]
    rates = {
        int(number): None if pd.isna(rate) else float(rate)
        for number, rate in zip(due["mesure"], due["validated_rate"], strict=True)
    }
    made = departement_rate(rates)
    return {
        "rate": made.rate,
        "rate_state": State.UNKNOWN if made.rate is None else State.PUBLISHED,
        "coverage": 100 * made.known / made.due if made.due else None,
        "gap": None,
    }


def _trend(those: pd.DataFrame) -> str:
    """The trend of a mesure, in words; over several mesures, only their counts say it."""
    known = those["trend"].dropna()
    return Trend(known.iloc[0]).label if len(those) == 1 and len(known) else ""


def _told(those: pd.DataFrame) -> dict[str, object]:
    dates = those["newest"].dropna()
    readable = those.loc[those["readable"], "weather"].dropna()
    said = [Weather(each) for each in readable]
    return {
        "trend": _trend(those),
        "rising": int((those["trend"] == Trend.RISE).sum()),
        "falling": int((those["trend"] == Trend.FALL).sum()),
        "newest": max(dates) if len(dates) else None,
        "late": int((those["freshness"] == Freshness.LATE).sum()),
        "compromised": said.count(Weather.COMPROMISED) if those["readable"].any() else None,
        "weather": (said[0].label if len(those) == 1 else f"{len(said)} sur {len(those)}") if said else "",
        "alerts": int(those[[f"alert_{alert.value}" for alert in Alert]].any(axis=1).sum()),
    }
