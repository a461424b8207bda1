"""The rate of one indicator, 0 to 100 (steering formula 1)."""

from config.plan import Direction

MEASURED_FROM_A_START = frozenset({"hausse", "baisse"})


def rate(direction: Direction, initial: float | None, current: float | None, target: float | None) -> float | None:
    """How much of the way from `initial` to `target` has been done; None when an input is missing.

    `hausse`, `baisse`: the share of the way, within 0 and 100; a target already met at the start is worth 100 as long
    as it is met, else 0. `maintien`: 100 from the threshold `target` up, else the share of it. `binaire`: all or
    nothing, without a start nor a target. `aucun`: a context figure has no rate.

    >>> [rate("hausse", 0, current, 50) for current in (18, 60, -5)]
    [36.0, 100.0, 0.0]
    >>> rate("baisse", 40, 25, 10), rate("hausse", 10, 9, 10), rate("maintien", None, 45, 50)
    (50.0, 0.0, 90.0)
    """
    if why_no_rate(direction, initial, current, target) or current is None:
        return None
    if direction == "binaire":
        return 100.0 if current else 0.0
    assert target is not None
    if direction == "maintien":
        return _kept(current, target)
    assert initial is not None
    sign = 1.0 if direction == "hausse" else -1.0
    return _moved(sign * initial, sign * current, sign * target)


def why_no_rate(direction: Direction, initial: float | None, current: float | None, target: float | None) -> str:
    """Why there is no rate, in French; empty when there is one.

    >>> why_no_rate("hausse", 0, 18, None)
    'La valeur cible n’est pas fixée.'
    """
    if direction == "aucun":
        return "Indicateur de contexte : il n’a pas de taux d’avancement."
    if current is None:
        return "La valeur actuelle n’est pas renseignée."
    if direction == "binaire":
        return ""
    if target is None:
        return "La valeur cible n’est pas fixée."
    if direction in MEASURED_FROM_A_START and initial is None:
        return "La valeur initiale n’est pas renseignée."
    return ""


def _moved(initial: float, current: float, target: float) -> float:
    """Upwards only: a fall is a rise of opposites."""
    if initial >= target:
        return 100.0 if current >= target else 0.0
    # Both ends are compared rather than clipped: near a tiny interval the division overflows or loses them.
    if current >= target:
        return 100.0
    if current <= initial:
        return 0.0
    return min(100.0, 100.0 * ((current - initial) / (target - initial)))


def _kept(current: float, threshold: float) -> float:
    if current >= threshold:
        return 100.0
    return max(0.0, 100.0 * (current / threshold)) if threshold > 0 else 0.0
