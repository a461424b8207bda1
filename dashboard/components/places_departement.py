"""*Un département*: its places by public and type, its series, general supply, requests for relocation, access."""

import streamlit as st

from config.diagnostic_lists import PUBLICS
from config.nomenclatures import Public
from config.supply_lists import Supply
from dashboard import data, pages, planning
from dashboard.components.choices import departement_choice, year_choice
from dashboard.components.downloads import downloads
from dashboard.components.figures import Figure, figures
from dashboard.components.footnote import footnote, sources
from dashboard.components.french import day
from dashboard.components.html_table import Cell, html_table
from dashboard.components.links import address
from dashboard.components.needs_table import cell, diagnosis, need_range
from dashboard.components.places_table import places_table
from dashboard.components.readers import who_may_read
from dashboard.components.relocation_table import relocation_departement
from geodata import territories
from geodata.indicators import INDICATORS, Choice
from geodata.perimetre import Perimetre
from geodata.publication import Published, State, Table, compare
from geodata.publication.french import number
from geodata.publication.needs import MINORS, NEED, NUMBERS
from geodata.rights import Object

ACCESS = ("access_associations", "little_access", "access_places")


def places_departement(perimetre: Perimetre) -> None:
    """All that this visitor reads of one département."""
    first, second, _ = st.columns([3, 1, 3])
    with first:
        code = departement_choice(next(iter(perimetre.departements)) if len(perimetre.departements) == 1 else None)
    with second:
        year = year_choice(data.years())
    if code is None:
        st.info("Choisissez un département dans la liste, ou cliquez sur la carte de la partie « Le pays ».")
        return
    name = territories.names()[code]
    st.header(f"{name} ({code})", anchor=False)
    series = planning.series(code, perimetre)
    _figures(series, year)
    if planning.reads_exact(perimetre, code):
        st.subheader("Places par public et par type", anchor=False)
        _by_public(data.places(code, year, perimetre), code, year)
    st.subheader("Diagnostic après diagnostic", anchor=False)
    _series(series, code)
    st.subheader("À côté de l’offre générale", anchor=False)
    _supply(planning.general_supply(code, year, perimetre), code, year)
    if planning.reads_exact(perimetre, code):
        st.subheader("Demandes d’éloignement venues du département", anchor=False)
        relocation_departement(planning.relocation(code, perimetre))
    st.subheader("Accès", anchor=False)
    _access(perimetre, code, year)
    st.html(
        f'<p><a class="vigie-link" href="{address(pages.DEPARTEMENT, departement=code, annee=year)}">'
        f"Tout ce que Vigie sait du département</a></p>"
    )


def _figures(series: Table, year: int) -> None:
    """The cells of the year, each a box; only what is read here."""
    rows = series.rows[series.rows["year"] == year]
    if rows.empty:
        st.caption(f"Aucun diagnostic à 360° n’a été reçu, d’aucun département, pour {year}.")
        return
    row = rows.to_dict("records")[0]
    told = diagnosis(row)
    boxes = [Figure("Diagnostic à 360°", told.text, silent=True)]
    for name in (each for each in NUMBERS if each in series.labels):
        state = row[f"{name}_state"]
        read = state == State.PUBLISHED
        text = cell(name, row[name], state).text if read else State(state).label
        beside = f"{row['method']} : {need_range(row).text}" if name == NEED and row["method"] else ""
        boxes.append(Figure(INDICATORS[name].label, text, beside, silent=not read))
    figures(boxes)


def _by_public(table: Table, code: str, year: int) -> None:
    kept = table.rows[table.rows["public"] != PUBLICS[Public.MINEURS]].reset_index(drop=True)
    shown = Table(table.id, table.title, kept, table.labels, table.provenance, notes=(*table.notes, MINORS))
    places_table(shown)
    sources(shown)
    downloads(shown, f"vigie_places_{code}_{year}")
    who_may_read(Object.PLACES, code, key="places")


def _series(table: Table, code: str) -> None:
    if table.rows.empty:
        st.caption("Aucun diagnostic à 360° n’a été reçu : on ne sait pas, ce n’est pas zéro.")
        return
    names = [each for each in NUMBERS if each in table.labels]
    rows = table.rows.to_dict("records")
    lines: list[list[str | Cell]] = [["État du diagnostic", *(diagnosis(row) for row in rows)]]
    for name in names:
        label = INDICATORS[name].label
        lines.append([label, *(cell(name, row[name], row[f"{name}_state"]) for row in rows)])
        if name == NEED:
            lines.append(["Fourchette du besoin", *(need_range(row) for row in rows)])
            lines.append(["Méthode du besoin", *(Cell(row["method"] or "—") for row in rows)])
    html_table(table.title, ["", *(f"Fin {row['year']}" for row in rows)], lines, "figures-from-2")
    sources(table)
    downloads(table, f"vigie_serie_places_{code}")


def _supply(table: Table, code: str, year: int) -> None:
    if table.rows.empty:
        st.caption("Aucun chiffre de l’offre générale n’a été reçu pour ce département : ce n’est pas une absence.")
        return
    html_table(
        table.title,
        ["Catégorie", "Places", "Situation au", "Source"],
        [
            [
                row["label"],
                Cell(number(row["value"], 1 if row["category"] == Supply.RATE else 0), "number")
                if row["value_state"] == State.PUBLISHED
                else Cell(row["value_state"].code, "silent", row["value_state"].label),
                "—" if row["observed_on"] is None else day(row["observed_on"]),
                row["origin"],
            ]
            for row in table.rows.to_dict("records")
        ],
        "figures-from-2",
    )
    sources(table)
    downloads(table, f"vigie_offre_generale_{code}_{year}")


def _access(perimetre: Perimetre, code: str, year: int) -> None:
    lines: list[list[str | Cell]] = []
    last: Published | None = None
    for name in planning.readable(ACCESS, perimetre):
        published = data.indicator(name, Choice(year), perimetre)
        if code not in published.cells.index:
            continue
        beside = compare(published, code)
        silent = "" if published.cells.at[code, "state"] == State.PUBLISHED else "silent"
        lines.append(
            [
                published.indicator.label,
                Cell(beside.reading, silent or "number"),
                Cell(beside.region.median, "number"),
                Cell(beside.france.median, "number"),
            ]
        )
        last = last or published
    html_table(
        "Accès des habitants, à vol d’oiseau",
        ["Indicateur", "Département", "Médiane de la région", "Médiane France"],
        lines,
        "figures-from-2",
    )
    if last is not None:
        footnote(last)
