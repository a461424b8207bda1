"""One département beside the others: median of France and of its région, smallest and largest value."""

from dataclasses import dataclass

from geodata import territories
from geodata.publication.contract import Published
from geodata.publication.french import with_unit


@dataclass(frozen=True)
class Summary:
    """Distribution of the published values of a territory; every reading is « — » when nothing is published.

    Where some of the territory is not read at all, nothing is told of it: a median of one's own value is no median.
    For a yes or no, `median` says how many are yes, and there is neither a smallest nor a largest.
    """

    count: int
    minimum: str
    median: str
    maximum: str


@dataclass(frozen=True)
class Comparison:
    """The reading of a département beside the medians of its région (in force that year) and of France."""

    reading: str
    region_name: str
    region: Summary
    france: Summary


NOT_SHOWN = Summary(0, "non montrée", "non montrée", "non montrée")


def summary(published: Published, codes: tuple[str, ...] = territories.CODES) -> Summary:
    """Count, smallest, median and largest published value among `codes`, unrounded before display."""
    values = published.values()
    values = values[values.index.isin(codes)]
    if values.empty:
        return Summary(0, "—", "—", "—")

    if published.indicator.boolean:
        return Summary(len(values), "—", f"{int(values.sum())} oui sur {len(values)}", "—")

    def read(value: float) -> str:
        decimals = published.indicator.decimals or (0 if float(value).is_integer() else 1)
        return with_unit(value, published.indicator.unit, decimals)

    return Summary(len(values), read(values.min()), read(values.median()), read(values.max()))


def compare(published: Published, departement: str) -> Comparison:
    """Raises `KeyError` for a département that the visitor may not read in `published`."""
    year = published.choice.year
    region = territories.regions(year).loc[territories.region_of(departement, year)]
    return Comparison(
        reading=str(published.cells.at[departement, "reading"]),
        region_name=str(region["name"]),
        region=_whole(published, region["departements"]),
        france=_whole(published, territories.CODES),
    )


def _whole(published: Published, codes: tuple[str, ...]) -> Summary:
    return NOT_SHOWN if set(codes) & set(published.not_readable) else summary(published, codes)
