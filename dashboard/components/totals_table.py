"""Régions and France under the map: the totals that the counter lets through, with what is missing behind each."""

from dashboard.components.html_table import Cell, html_table
from geodata import territories
from geodata.publication import Published, State
from geodata.reference.folding import fold_name
from geodata.rights import FRANCE

HEADERS = ("Territoire", "Valeur", "Départements renseignés")
HIDDEN = "Secret statistique : ce total, ou ce qui permettrait de le recalculer, porte sur un petit effectif"


def totals_table(published: Published) -> None:
    """Show the totals, France first; nothing for an indicator that does not add up, or when none may be read."""
    totals = published.totals
    if totals.empty:
        return
    names = territories.regions(published.choice.year)["name"].to_dict() | {FRANCE: "France"}
    order = sorted(totals.index, key=lambda code: (code != FRANCE, fold_name(names[code])))
    rows = [
        (
            names[code],
            _value(State(totals.at[code, "state"]), str(totals.at[code, "reading"])),
            Cell(f"{totals.at[code, 'answered']} sur {totals.at[code, 'expected']}", "number"),
        )
        for code in order
    ]
    caption = f"{published.indicator.label}, {published.choice.year} : France et régions"
    html_table(caption, HEADERS, rows, css="figures-from-2")


def _value(state: State, reading: str) -> Cell:
    if state == State.PUBLISHED:
        # How many départements stand behind the value has a column of its own.
        return Cell(reading.partition(" (partiel")[0], "number")
    return Cell(state.code, "silent", HIDDEN if state == State.SECRET else state.label)
