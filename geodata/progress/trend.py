"""Which way a rate goes between two dates (steering formula 5)."""

from config.nomenclatures import Labelled
from config.thresholds import threshold


class Trend(Labelled):
    """RUPTURE: the method has changed, the two rates do not measure the same thing. UNKNOWN is not STABLE."""

    RISE = "hausse", "En hausse"
    FALL = "baisse", "En baisse"
    STABLE = "stable", "Stable"
    UNKNOWN = "inconnue", "Tendance inconnue"
    RUPTURE = "rupture", "Rupture de méthode"


def trend(earlier: float | None, now: float | None, *, method_changed: bool = False) -> Trend:
    """The trend between two strict rates, in points, inclusive at one point.

    >>> [trend(50, now).value for now in (51, 50.5, 49, None)]
    ['hausse', 'stable', 'baisse', 'inconnue']
    """
    if method_changed:
        return Trend.RUPTURE
    if earlier is None or now is None:
        return Trend.UNKNOWN
    step = threshold("progress.trend_step")
    if now - earlier >= step:
        return Trend.RISE
    return Trend.FALL if now - earlier <= -step else Trend.STABLE
