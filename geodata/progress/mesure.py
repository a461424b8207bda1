"""The rate of a mesure in a département, from its weighted components (steering formula 2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Component:
    """A weighted indicator or sub-action. `rate` None: not known. `value_on`: the date of the value behind it."""

    code: str
    weight: float
    rate: float | None
    applicable: bool = True
    value_on: date | None = None


@dataclass(frozen=True)
class Contribution:
    """What a component brings: its `weight` among those that apply (they sum to 1), and its rate."""

    code: str
    weight: float
    rate: float | None

    @property
    def points(self) -> float | None:
        """The points of the strict rate that it brings."""
        return None if self.rate is None else self.weight * self.rate


@dataclass(frozen=True)
class Composition:
    """The rate of a mesure and how it is made.

    `applicable`: False when nothing that weighs applies. `strict`: only when every component is known. `provisional`:
    over the known ones alone, to be shown with `coverage` (their share of the weights, 0 to 1) and never compared.
    `oldest`, `newest`: dates of the values used.
    """

    applicable: bool
    strict: float | None
    provisional: float | None
    coverage: float
    contributions: tuple[Contribution, ...] = ()
    oldest: date | None = None
    newest: date | None = None


def compose(components: Iterable[Component]) -> Composition:
    """The composition of a mesure; a component of weight 0 is context and never counts.

    >>> parts = [Component("a", 50, 40.0), Component("b", 30, None), Component("c", 20, 90.0, applicable=False)]
    >>> made = compose(parts)
    >>> [each.weight for each in made.contributions], made.strict, made.coverage, made.provisional
    ([0.625, 0.375], None, 0.625, 40.0)
    """
    weighing = [each for each in components if each.applicable and each.weight > 0]
    total = sum(each.weight for each in weighing)
    if not weighing:
        return Composition(False, None, None, 0.0)
    contributions = tuple(Contribution(each.code, each.weight / total, each.rate) for each in weighing)
    known = [each for each in weighing if each.rate is not None]
    provisional = _mean([(each.weight, each.rate) for each in known if each.rate is not None])
    complete = len(known) == len(weighing)
    dates = [each.value_on for each in known if each.value_on is not None]
    return Composition(
        applicable=True,
        strict=provisional if complete else None,
        provisional=provisional,
        coverage=1.0 if complete else sum(each.weight for each in known) / total,
        contributions=contributions,
        oldest=min(dates, default=None),
        newest=max(dates, default=None),
    )


def _mean(weighted: list[tuple[float, float]]) -> float | None:
    if not weighted:
        return None
    total = sum(weight for weight, _ in weighted)
    mean = sum(weight / total * rate for weight, rate in weighted)
    # Rounding of the last bit never takes a mean out of the values that it is made of.
    return min(max(mean, min(rate for _, rate in weighted)), max(rate for _, rate in weighted))
