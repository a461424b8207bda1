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
UNITS = {"seconds": "s", "kb": "kB", "data_kb": "kB of data", "cpu_seconds": "s of server"}
TITLES = {
    "seconds": "Time until the map, or the page of the département, is there",
    "kb": "Received by the browser, scripts and styles included",
    "data_kb": "Received by the browser, data alone (on a cold page: the payload of the map and of what is around it)",
    "cpu_seconds": "Processor of the server",
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
    return [*(_table(measured, costs) for measured in UNITS), payload.table(payloads)]


def _scenario(
    pages: Path, browser: Browser, contenders: tuple[Contender, ...], runs: int
) -> tuple[Costs, list[dict[str, Cell]]]:
    points = map_data.prepare(pages)
    name, places = f"{points} associations", _quiet_places(pages)[:runs]
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


def _table(measured: str, costs: Costs) -> Table:
    columns = {"map": "map", "way": "way"} | {
        action: f"{label} ({UNITS[measured]})" for action, label in ACTIONS.items()
    }
    rows = list(_rows(measured, costs))
    return Table(f"browser_{measured}", TITLES[measured], columns, rows, NOTES if measured == "seconds" else [])


def _rows(measured: str, costs: Costs) -> Iterator[dict[str, Cell]]:
    medians = {
        key: {action: statistics.median(getattr(cost, measured) for cost in found[action]) for action in ACTIONS}
        for key, found in costs.items()
    }
    for (name, way), values in medians.items():
        yield {"map": name, "way": way, **values}
        ours = medians[name, VIGIE.name]
        if way != VIGIE.name:
            times = {action: f"× {values[action] / ours[action]:.2g}" if ours[action] else None for action in ACTIONS}
            yield {"map": name, "way": f"{way} / Vigie", **times}
