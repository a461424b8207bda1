"""What calls for attention in a mesure; a préfet is never late on what he does not steer."""

from config.plan import Level
from geodata.progress.freshness import Freshness
from geodata.progress.gaps import lags
from geodata.progress.mesure import Composition
from geodata.progress.states import Alert
from geodata.progress.trajectory import Position
from geodata.progress.trend import Trend


def alerts(
    level: Level,
    composition: Composition,
    *,
    gap: float | None,
    position: Position | None,
    trend: Trend,
    freshness: Freshness | None,
    weather_missing: bool,
    actions_late: int,
    proposals_overdue: int,
) -> frozenset[Alert]:
    """The alerts of a mesure in a place; only an unanswered proposal is one for a mesure steered elsewhere.

    >>> unknown = Composition(True, None, None, 0.0)
    >>> told = {"gap": None, "position": None, "trend": Trend.UNKNOWN, "freshness": None, "weather_missing": True}
    >>> found = alerts("departement", unknown, **told, actions_late=0, proposals_overdue=0)
    >>> sorted(each.value for each in found)
    ['not_computable', 'weather_missing']
    >>> alerts("national", unknown, **told, actions_late=0, proposals_overdue=0)
    frozenset()
    """
    found = {Alert.PROPOSAL: proposals_overdue > 0}
    if level == "departement" and composition.applicable:
        found |= {
            Alert.GAP: lags(gap),
            Alert.TRAJECTORY: position in {Position.LATE, Position.VERY_LATE},
            Alert.FALLING: trend == Trend.FALL,
            Alert.STALE: freshness == Freshness.LATE,
            Alert.NOT_COMPUTABLE: composition.strict is None,
            Alert.WEATHER_MISSING: weather_missing,
            Alert.ACTION_LATE: actions_late > 0,
        }
    return frozenset(alert for alert, raised in found.items() if raised)
