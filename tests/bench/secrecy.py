"""How long the country takes to be protected: 101 départements, 18 régions, 7 forms, 3 years."""

from time import perf_counter

import numpy as np

from config.nomenclatures import Form
from geodata import territories
from geodata.publication.hidden import add_territories, readers, weight
from geodata.secrecy import TableBuilder, suppress

YEAR = 2016


def country(floor: float, seed: int = 1, years: int = 3) -> TableBuilder:
    """Counts drawn around the population, one tree of territories a form and year."""
    draw, builder = np.random.default_rng(seed), TableBuilder()
    population = territories.departements()["population"].astype(float)
    for year in range(years):
        for form in Form:
            expected = (
                8 * draw.lognormal(0, 1) * population / population.mean() * draw.lognormal(0, 0.5, len(population))
            )
            cells = {code: (year, form.value, code) for code in territories.CODES}
            for code, value in zip(territories.CODES, draw.poisson(expected), strict=True):
                seen_by = readers(code, YEAR)
                builder.cell(cells[code], float(value), floor=floor, weight=weight(1, value), readers=seen_by)
            add_territories(builder, cells, lambda code, y=year, f=form: (y, f.value, code), YEAR, floor)  # type: ignore[misc]
    return builder


def measure() -> list[dict[str, float]]:
    """Seconds and cells for the public (k = 11), partners (k = 5), and partners with one préfet who subtracts."""
    rows = []
    for floor, coalition in ((11, 0), (5, 0), (5, 1)):
        table = country(floor).build()
        start = perf_counter()
        hidden = suppress(table, coalition=coalition)
        rows.append({
            "floor": floor, "insiders": coalition, "cells": len(table.keys), "primary": int(table.primary.sum()),
            "hidden": len(hidden), "seconds": round(perf_counter() - start, 2),
        })  # fmt: skip
    return rows
