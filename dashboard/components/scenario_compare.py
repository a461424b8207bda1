"""Two scenarios side by side: a few figures, then the départements where they differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.components.french import as_markdown
from dashboard.components.html_table import Cell, html_table
from dashboard.components.scenario_table import UNKNOWN, named
from geodata.publication import State
from geodata.publication.french import counted, exact, number

Line = Mapping[str, Any]
"""What a scenario says of a département: `opened`, `need`, `dedicated`, `unmet_after`…, None where unknown."""


@dataclass(frozen=True)
class Side:
    """A scenario in a comparison: its name, and code of each département → its line."""

    name: str
    lines: Mapping[str, Line]

    def total(self, what: str) -> float:
        return sum(line[what] or 0 for line in self.lines.values())

    def chosen(self) -> int:
        return sum(line["opened"] > 0 for line in self.lines.values())


def compare(first: Side, second: Side) -> list[str]:
    """Show both, and give the départements that do not receive the same number of places."""
    html_table(
        "Les deux scénarios",
        ["En places", first.name, second.name, "Différence"],
        [
            ["Besoin connu", *_totals(first, second, "need")],
            ["Places ouvertes", *_totals(first, second, "opened")],
            ["Départements où l’on ouvre", *_numbers(first.chosen(), second.chosen())],
            ["Places manquantes avant", *_totals(first, second, "unmet_before")],
            ["Places manquantes après", *_totals(first, second, "unmet_after")],
        ],
        css="figures-from-2",
    )
    codes = [code for code in first.lines if code in second.lines]
    moved = [code for code in codes if first.lines[code]["opened"] != second.lines[code]["opened"]]
    others = [
        code
        for code in codes
        if code not in moved and first.lines[code]["unmet_after"] != second.lines[code]["unmet_after"]
    ]
    if not moved:
        st.markdown("**Les places vont aux mêmes départements, en même nombre.**")
    if shown := [*moved, *others]:
        html_table(
            f"Ce qui diffère : {counted(len(shown), 'département')}",
            ["Département", f"Ouvertes – {first.name}", f"Ouvertes – {second.name}", "Différence",
             f"Manque après – {first.name}", f"Manque après – {second.name}"],
            [_row(code, first.lines[code], second.lines[code]) for code in shown],
            css="figures-from-2",
        )  # fmt: skip
    else:
        st.caption(f"Rien ne diffère entre « {as_markdown(first.name)} » et « {as_markdown(second.name)} ».")
    return moved


def named_need(times: Mapping[str, float]) -> str:
    """The départements whose need is multiplied, and by how much."""
    return ", ".join(f"{named(code)} × {exact(value)}" for code, value in sorted(times.items()))


def signed(value: float) -> str:
    """A difference with its sign.

    >>> signed(3), signed(-2), signed(0)
    ('+3', '−2', '=')
    """
    return "=" if not value else f"{'+' if value > 0 else '−'}{number(abs(value))}"


def _totals(first: Side, second: Side, what: str) -> list[Cell]:
    return _numbers(first.total(what), second.total(what))


def _numbers(first: float, second: float) -> list[Cell]:
    return [Cell(number(first), "number"), Cell(number(second), "number"), Cell(signed(second - first), "number")]


def _row(code: str, first: Line, second: Line) -> list[Cell]:
    unmet = [
        Cell(UNKNOWN, "silent", State.UNKNOWN.label) if line["unmet_after"] is None
        else Cell(number(line["unmet_after"]), "number")
        for line in (first, second)
    ]  # fmt: skip
    return [Cell(named(code)), *_numbers(first["opened"], second["opened"]), *unmet]
