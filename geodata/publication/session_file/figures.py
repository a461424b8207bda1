"""The key figures of a département, beside the medians of its région and of France."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from config.thresholds import threshold
from geodata.indicators import Choice, Indicator
from geodata.perimetre import NotAllowed, Perimetre
from geodata.publication.compare import Summary, compare
from geodata.publication.contract import Provenance, Published, State
from geodata.publication.french import number
from geodata.publication.publish import publish
from geodata.publication.session_file.contract import KeyFigure, Listed
from geodata.publication.years import years

SHEET = (
    "specialised_associations",
    "coverage_gap",
    "population_within_30_km",
    "places_needed",
    "places_dedicated",
    "coverage_rate",
    "requests_not_met",
    "centres_with_trained_referent",
    "siao_referent",
    "recent_diagnostic",
    "proxenetisme_rate",
)
"""What a préfet reads first, in the order of `INDICATORS`; the forms covered are on the map."""
FEWEST_IN_REGION = 3
NONE = "—"
NO_YEAR = "Aucun fichier reçu ne porte sur cette année ni sur une année antérieure."


def year_of_figures(session: Session, year: int) -> int | None:
    """The last year told of, up to `year`; None when there is none."""
    return max((told for told in years(session) if told <= year), default=None)


def key_figures(
    session: Session, reader: Perimetre, departement: str, year: int | None
) -> tuple[Listed[KeyFigure], tuple[Provenance, ...]]:
    """The indicators of the sheet that `reader` may read there, and the files behind them."""
    if year is None:
        return Listed(silence=NO_YEAR), ()
    known = list(_published(session, reader, departement, year))
    rows = tuple(_row(each, departement) for each in known)
    origins = dict.fromkeys(origin for each in known for origin in each.provenance)
    return Listed(rows, silence="Aucun indicateur n’est communiqué à ce profil."), tuple(origins)


def _published(session: Session, reader: Perimetre, departement: str, year: int) -> Iterator[Published]:
    for indicator in SHEET:
        try:
            published = publish(session, indicator, Choice(year), reader)
        except NotAllowed:
            continue
        if departement in published.cells.index:
            yield published


def _row(published: Published, departement: str) -> KeyFigure:
    indicator, beside = published.indicator, compare(published, departement)
    state = State(str(published.cells.at[departement, "state"]))
    told = state == State.PUBLISHED
    return KeyFigure(
        label=_label(indicator),
        reading=_bare(indicator, beside.reading) if told else beside.reading,
        region=_median(indicator, beside.region, FEWEST_IN_REGION),
        france=_median(indicator, beside.france, int(threshold("progress.fewest_for_a_median"))),
        told=told,
        status="publié" if told else state.label.lower(),
        as_of=str(published.choice.year),
        source=_source(indicator),
        note=_unknown(published, departement),
    )


def _label(indicator: Indicator) -> str:
    """The unit stands in the label when it would not hold in a column."""
    return f"{indicator.label} ({indicator.unit})" if " " in indicator.unit else indicator.label


def _bare(indicator: Indicator, reading: str) -> str:
    """A reading without its unit, save for a percentage: the label says it once for the three columns."""
    return reading if indicator.boolean or indicator.unit == "%" else reading.partition("\N{NO-BREAK SPACE}")[0]


def _median(indicator: Indicator, summary: Summary, fewest: int) -> str:
    """A dash below `fewest` values: the median of one's own figure would pass for that of the others."""
    return NONE if summary.count < fewest else _bare(indicator, summary.median)


def _source(indicator: Indicator) -> str:
    return indicator.source.partition(" (mesure")[0]


def _unknown(published: Published, departement: str) -> str:
    share = float("nan") if published.unknown_share is None else float(published.unknown_share[departement])
    space = "\N{NO-BREAK SPACE}"
    return f"part d’inconnu{space}: {number(100 * share)}{space}%" if 0 < share < 1 else ""
