"""The map in Chromium: times, bytes and processor, beside the same map made in the ordinary ways."""

import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from playwright.sync_api import Browser

from etl.run import run
from geodata import display, territories
from geodata.perimetre import perimetre
from tests.bench import map_data, payload, received
from tests.bench.contenders import CONTENDERS, FOLIUM, VIGIE, Contender, Place
from tests.bench.journey import ACTIONS, Journey
from tests.bench.server import serving
from tests.bench.table import Cell, Table
from tests.bench.window import CHROMIUM, Cost, chromium
from tests.bench.workspace import fresh_archive

MANY = 2_000
Costs = dict[tuple[str, str], dict[str, list[Cost]]]
"""By map and way, then by action."""
Measures = dict[str, tuple[str, str, str]]
"""By column: the action, the attribute of its cost, the header."""
SECONDS: Measures = {action: (action, "seconds", f"{label} s") for action, label in ACTIONS.items()}
RECEIVED: Measures = {
    "cold": ("cold", "kb", "cold page kB"), "cold_data": ("cold", "data_kb", "of which data kB"),
    "warm": ("warm", "kb", "warm page kB"), "change": ("change", "kb", "change kB"),
    "click": ("click", "kb", "click kB"),
}  # fmt: skip
CPU: Measures = {action: (action, "cpu_seconds", f"{label} s") for action, label in ACTIONS.items()}
TABLES = {
    "browser_seconds": ("Chromium: time until the map, or the page of the département, is there", SECONDS),
    "browser_kb": ("Chromium: received, scripts and styles included", RECEIVED),
    "browser_cpu": ("Chromium: processor of the server", CPU),
}
NOTES = [
    "Cold: nothing in the browser's cache, server warm; warm: a new page of the same visitor.",
    "Each page holds a choice of indicator, the map and the table of its rows. Vigie's also has filters, a legend, "
    "downloads, sources; its click opens the page of the département, where the others add a heading and a table.",
    "Changes are first times: Vigie computes each indicator, the others read it from a file. Leaflet is served locally "
    "to st_folium too; its full way, with jQuery, Bootstrap and fonts from public hosts, would be heavier.",
]


def measure(quick: bool) -> list[Table]:
    if not CHROMIUM.exists():
        return [Table("browser", "In Chromium: not measured, it is not installed", {"way": "way"}, [])]
    runs = 1 if quick else 3
    with fresh_archive() as folder, chromium() as browser:
        subprocess.run([sys.executable, "-m", "etl", "demo"], check=True, cwd=folder, capture_output=True)
        costs, payloads = _scenario(folder / "few", browser, (VIGIE, FOLIUM) if quick else CONTENDERS, runs)
        if not quick:
            file = received.write("associations", MANY, folder / "associations.csv")
            run("associations", file, perimetre("exploitation"), demonstration=True)
            more, heavier = _scenario(folder / "many", browser, (VIGIE, FOLIUM), runs - 1)
            costs, payloads = costs | more, payloads + heavier
    return [*(_table(name, costs) for name in TABLES), payload.table(payloads)]


def _scenario(
    pages: Path, browser: Browser, contenders: tuple[Contender, ...], runs: int
) -> tuple[Costs, list[dict[str, Cell]]]:
    points = map_data.prepare(pages)
    name, places = f"{points} points", _quiet_places(pages)[:runs]
    costs = {}
    for contender in contenders:
        with serving(contender.command, pages) as server:
            costs[name, contender.name] = Journey(browser, server, contender, points).costs(places)
    return costs, payload.rows(name, pages)


def _quiet_places(pages: Path) -> list[Place]:
    """Départements whose middle is far from any point and from their border, the quietest first."""
    points = pd.read_csv(pages / "data" / "points.csv")
    outlines, names = display.display_outlines(), territories.names()
    found = []
    for each in outlines[outlines["inset"] == ""].itertuples():
        centre, bounds = each.geometry.envelope.centroid, each.geometry.bounds
        if bounds[0] < 0 or bounds[2] > 5 or not each.geometry.contains(centre.buffer(0.15)):
            continue  # the middle of France, away from the insets
        distance = ((points["lon"] - centre.x) ** 2 + (points["lat"] - centre.y) ** 2).min()
        found.append((-distance, Place(each.code, f"{names[each.code]} ({each.code})", centre.x, centre.y)))
    return [place for _, place in sorted(found, key=lambda pair: pair[0])]


def _table(name: str, costs: Costs) -> Table:
    title, measures = TABLES[name]
    columns = {"map": "map", "way": "way"} | {key: header for key, (_, _, header) in measures.items()}
    return Table(name, title, columns, list(_rows(measures, costs)), NOTES if name == "browser_seconds" else [])


def _rows(measures: Measures, costs: Costs) -> Iterator[dict[str, Cell]]:
    """The medians of each way, and how many times those of Vigie they are."""
    medians = {
        map_and_way: {key: _median(found[action], attribute) for key, (action, attribute, _) in measures.items()}
        for map_and_way, found in costs.items()
    }
    for (name, way), values in medians.items():
        yield {"map": name, "way": way, **values}
        if way != VIGIE.name:
            ours = medians[name, VIGIE.name]
            times = {key: round(values[key] / ours[key], 3) if ours[key] else None for key in measures}
            yield {"map": "", "way": "  times Vigie's", **times}


def _median(costs: list[Cost], attribute: str) -> float:
    return statistics.median(getattr(cost, attribute) for cost in costs)
