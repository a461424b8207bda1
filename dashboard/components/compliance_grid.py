"""The yearly duty of the 101 départements: counters that open their list, the national rate, and the grid."""

from collections import Counter

import pandas as pd
import streamlit as st

from dashboard import meetings, pages
from dashboard.components.choices import choice
from dashboard.components.figures import Figure, figures
from dashboard.components.html_table import Cell as Shown
from dashboard.components.html_table import html_table
from dashboard.components.links import address
from geodata import territories
from geodata.meetings.compliance import Cell, national_rate
from geodata.perimetre import Perimetre
from geodata.publication import Table
from geodata.publication.french import number

CODES = {
    Cell.HELD_DOCUMENTED: "T + CR",
    Cell.HELD: "T",
    Cell.SCHEDULED: "P",
    Cell.AGENDA_ITEM: "Point",
    Cell.NOTHING: "Non",
    Cell.NOT_HELD: "Non",
    Cell.SILENT: "?",
}
CSS = {
    Cell.HELD_DOCUMENTED: "cell-documented",
    Cell.HELD: "cell-held",
    Cell.SCHEDULED: "cell-scheduled",
    Cell.AGENDA_ITEM: "cell-item",
    Cell.NOTHING: "cell-nothing",
    Cell.NOT_HELD: "cell-nothing",
    Cell.SILENT: "cover-unknown",
}
NOT_YET = "—"
ALL = "tous"
YEARS_FROM = 24
"""Months: from then on, an age is told in years."""
NBSP = "\N{NO-BREAK SPACE}"


def shown_years(grid: pd.DataFrame, year: int) -> list[int]:
    """The years of which something is known, and the one asked for."""
    told = [int(each) for each in grid.columns if any(cell not in {None, Cell.SILENT} for cell in grid[each])]
    return sorted({*told, *([year] if year in grid.columns else [])})


def rate(cells: "pd.Series[object]", year: int) -> None:
    """The national rate, as an interval when départements are silent."""
    known = [cell for cell in cells if isinstance(cell, Cell)]
    if len(known) < len(cells):
        st.info(f"L’état de {year} est communiqué une fois l’année close.", icon=":material/lock_clock:")
        return
    found = national_rate(known)
    low, high = number(found.low), number(found.high)
    interval = f"{low}{NBSP}%" if low == high else f"{low} à {high}{NBSP}%"
    told = [
        Figure("Réunions tenues", interval, f"{found.held} départements sur {found.total}, {found.silent} silencieux")
    ]
    if Cell.NOT_HELD not in known:
        told.append(
            Figure("Avec compte rendu validé", f"{number(found.documented)}{NBSP}%", "la part documentée du taux")
        )
    figures([*told, Figure("Silencieux", str(found.silent), "ni tenue, ni « non » : on ne sait pas")])


def counters(cells: "pd.Series[object]", year: int) -> None:
    """Each number opens exactly its list: the same rows are counted and shown."""
    counted = Counter(cell for cell in cells if isinstance(cell, Cell))
    with st.container(horizontal=True, key="compteurs"):
        for cell in Cell:
            if counted[cell]:
                st.page_link(
                    pages.REUNIONS,
                    label=f"{cell.label} : {counted[cell]}",
                    icon=":material/filter_alt:",
                    query_params={
                        "departement": meetings.FRANCE,
                        "exercice": str(year),
                        "partie": "grille",
                        "etat": cell.value,
                    },
                )


def state_choice(cells: "pd.Series[object]") -> Cell | None:
    counted = Counter(cell for cell in cells if isinstance(cell, Cell))
    options = {ALL: f"Tous les états ({len(cells)})"} | {
        cell.value: f"{cell.label} ({counted[cell]})" for cell in Cell if counted[cell]
    }
    chosen = choice("État", "etat", options, ALL)
    return None if chosen in {ALL, None} else Cell(chosen)


def grid_table(grid: pd.DataFrame, years: list[int], year: int, only: Cell | None, perimetre: Perimetre) -> Table:
    """Show the grid, cut to the départements in the state `only` in `year`; gives the same rows for a file."""
    kept = grid if only is None else grid[[cell == only for cell in grid[year]]]
    names, last = territories.names(), meetings.last_held(perimetre)
    months = last["months"].reindex(kept.index) if len(last) else None
    headers = ["Département", *(str(each) for each in years)]
    if months is not None:
        headers.append("Dernière réunion")
    rows = []
    for code in kept.index:
        link = address(pages.REUNIONS, departement=code, exercice=year)
        line: list[str | Shown] = [Shown(f"{names[code]} ({code})", href=link)]
        line += [_shown(kept.at[code, each]) for each in years]
        if months is not None:
            line.append(age(months[code]))
        rows.append(line)
    html_table(f"{len(kept)} département{'s' if len(kept) > 1 else ''}", headers, rows, "matrix grid")
    st.caption(
        "T + CR : tenue, compte rendu validé · T : tenue · P : programmée · Point : simple point à l’ordre du jour · "
        f"Non : pas de réunion · ? : non renseigné (on ne sait pas) · {NOT_YET} : communiqué une fois l’année close."
    )
    return _table(kept, years, names, months)


def _shown(cell: Cell | None) -> Shown:
    if cell is None:
        return Shown(NOT_YET, "silent", "Communiqué une fois l’année close")
    return Shown(CODES[cell], CSS[cell], cell.label)


def age(months: object) -> str:
    """The age of a meeting, in words."""
    if months is None or pd.isna(months):
        return "aucune connue"
    count = int(str(int(float(str(months)))))
    if count >= YEARS_FROM:
        return f"il y a {count // 12} ans"
    return "moins d’un mois" if count == 0 else f"il y a {count} mois"


def _table(kept: pd.DataFrame, years: list[int], names: dict[str, str], months: "pd.Series[object] | None") -> Table:
    rows = pd.DataFrame({"departement": kept.index, "name": [names[code] for code in kept.index]})
    for year in years:
        rows[f"year_{year}"] = ["" if cell is None else cell.label for cell in kept[year]]
    labels = {"departement": "Code", "name": "Département"} | {f"year_{year}": str(year) for year in years}
    if months is not None:
        rows["months"] = [None if pd.isna(each) else int(each) for each in months]
        labels["months"] = "Mois depuis la dernière réunion"
    return Table("cdpd_compliance", "Réunion annuelle du CDPD consacrée à la traite", rows, labels, ())
