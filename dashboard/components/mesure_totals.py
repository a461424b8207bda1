"""A mesure for the whole country: sums and intervals, and how the départements spread, which is no national rate."""

import streamlit as st

from dashboard.components import rate
from dashboard.components.figures import Figure, figures
from dashboard.components.html_table import Cell, html_table
from geodata.publication.french import with_unit
from geodata.publication.progress import FranceIndicator, FranceProgress


def totals(made: FranceProgress) -> None:
    """The table of national figures, then the spread of the départements' rates."""
    if made.indicators:
        html_table(
            "La mesure pour toute la France",
            ["Indicateur", "Valeur", "Départements connus", "Cible du texte", "Taux"],
            [_line(each) for each in made.indicators],
            "figures-from-2",
        )
        st.caption(
            "Les valeurs sont additionnées avant tout taux. Quand des départements sont muets, une part devient un "
            "intervalle, et une somme un minimum dont aucun taux n’est tiré."
        )
    spread = made.rates
    if spread.count and spread.median is not None:
        values = [("Le plus bas", spread.minimum), ("Premier quart", spread.first_quartile),
                  ("Médiane", spread.median), ("Dernier quart", spread.third_quartile),
                  ("Le plus haut", spread.maximum)]  # fmt: skip
        figures(Figure(title, rate.percent(value)) for title, value in values if value is not None)
        st.caption(f"Répartition des taux validés de {spread.count} départements : ce n’est pas un taux national.")


def _line(each: FranceIndicator) -> list[Cell]:
    unit = each.indicator.unit
    if each.interval is not None:
        low, high = rate.percent(100 * each.interval.low), rate.percent(100 * each.interval.high)
        share = low if low == high else f"entre {low} et {high}"
        value = Cell(f"{share} des départements", "number")
        known = Cell(f"{each.interval.due - each.interval.silent} sur {each.interval.due}", "number")
    elif each.total is not None and each.total.value is not None:
        least = "au moins " if each.total.known < each.total.due and each.indicator.aggregation == "somme" else ""
        decimals = 0 if float(each.total.value).is_integer() else 1
        value = Cell(least + with_unit(each.total.value, unit, decimals), "number")
        known = Cell(f"{each.total.known} sur {each.total.due}", "number")
    else:
        value, known = Cell("non renseigné", "silent"), Cell("—", "silent")
    target = Cell("à fixer", "silent") if each.target is None else Cell(with_unit(each.target, unit), "number")
    made = Cell("—", "silent") if each.rate is None else Cell(rate.percent(each.rate), "number")
    return [Cell(each.indicator.label), value, known, target, made]
