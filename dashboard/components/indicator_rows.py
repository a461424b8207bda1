"""All the indicators of one département, beside the medians of its région and of France."""

from dataclasses import dataclass

from dashboard import data
from dashboard.components.figures import Figure, figures
from dashboard.components.html_table import Cell, html_table
from geodata.indicators import INDICATORS, Choice, Indicator
from geodata.perimetre import NotAllowed, Perimetre
from geodata.publication import Comparison, State, compare
from layers.choropleth import unknown
from layers.palette import NOT_READABLE

IN_BOXES = ("coverage_gap", "specialised_associations", "coverage_rate", "places_missing", "siao_referent")


@dataclass(frozen=True)
class Row:
    """An indicator in one département; `state` and `comparison` are None when the visitor may not read it there."""

    indicator: Indicator
    state: State | None
    value: float
    comparison: Comparison | None
    unknown_share: float = float("nan")
    """Share (0 to 1) of the unknown behind the value, for the indicators that have one."""

    @property
    def reading(self) -> str:
        return self.comparison.reading if self.comparison else NOT_READABLE.label

    @property
    def unknown(self) -> str:
        return unknown(self.unknown_share)


def rows_of(departement: str, year: int, perimetre: Perimetre) -> list[Row]:
    """Every indicator, in editorial order."""
    found = []
    for indicator in INDICATORS.values():
        try:
            published = data.indicator(indicator.id, Choice(year), perimetre)
        except NotAllowed:
            found.append(Row(indicator, None, float("nan"), None))
            continue
        if departement not in published.cells.index:
            found.append(Row(indicator, None, float("nan"), None))
            continue
        state = State(str(published.cells.at[departement, "state"]))
        value = published.values().get(departement, float("nan"))
        shares = published.unknown_share
        share = float("nan") if shares is None else float(shares[departement])
        found.append(Row(indicator, state, value, compare(published, departement), share))
    return found


def boxes(rows: list[Row]) -> None:
    """The few indicators that a préfet reads first."""
    figures(
        Figure(
            row.indicator.label,
            row.reading,
            " · ".join(filter(None, [row.unknown, _medians(row)])),
            silent=row.state != State.PUBLISHED,
        )
        for row in rows
        if row.indicator.id in IN_BOXES
    )


def table(rows: list[Row], name: str) -> None:
    """All of them; in place of a median, a yes or no says how many say yes."""
    region = next((row.comparison.region_name for row in rows if row.comparison), "de la région")
    html_table(
        "Tous les indicateurs",
        ["Indicateur", name, f"Médiane {region}", "Médiane France"],
        [
            [
                row.indicator.label,
                Cell(_with_unknown(row), "number" if row.state == State.PUBLISHED else "silent", row.indicator.silence),
                Cell(*_median(row, "region")),
                Cell(*_median(row, "france")),
            ]
            for row in rows
        ],
        "figures-from-2",
    )


def _with_unknown(row: Row) -> str:
    return f"{row.reading} ({row.unknown})" if row.unknown else row.reading


def _median(row: Row, where: str) -> tuple[str, str]:
    if row.comparison is None:
        return "—", "silent"
    return getattr(row.comparison, where).median, "number"


def _beside(row: Row) -> str:
    return " · ".join(each for each in (row.unknown, _medians(row)) if each)


def _medians(row: Row) -> str:
    if row.comparison is None or row.indicator.boolean:
        return ""
    return f"médianes : région {row.comparison.region.median}, France {row.comparison.france.median}"
