"""How solid what is told is, and how many have answered (steering formula 10)."""

from collections.abc import Iterable
from dataclasses import dataclass

from config.nomenclatures import Labelled


class Evidence(Labelled):
    """Levels of evidence, the weakest first."""

    DECLARED = "declared", "Déclaré"
    SUPPORTED = "supported", "Justifié par une pièce"
    VERIFIED = "verified", "Vérifié par la Miprof"


@dataclass(frozen=True)
class EvidenceCount:
    """How many claims stand at each level."""

    declared: int
    supported: int
    verified: int

    @property
    def verified_share(self) -> float | None:
        """Verified claims over all that were made, 0 to 1; None when nothing was claimed."""
        made = self.declared + self.supported + self.verified
        return self.verified / made if made else None


def count(claims: Iterable[Evidence]) -> EvidenceCount:
    """Claims by level; each counts once, at its own.

    >>> count([Evidence.DECLARED, Evidence.VERIFIED, Evidence.DECLARED, Evidence.DECLARED]).verified_share
    0.25
    """
    levels = list(claims)
    return EvidenceCount(*(levels.count(each) for each in Evidence))


def stronger(one: Evidence, other: Evidence) -> Evidence:
    """The stronger of two levels.

    >>> stronger(Evidence.SUPPORTED, Evidence.DECLARED).value
    'supported'
    """
    order = list(Evidence)
    return max(one, other, key=order.index)


def response_rate(confirmed: int, invited: int) -> float | None:
    """Who confirmed over who was invited, 0 to 1; None when nobody was invited.

    >>> response_rate(45, 82), response_rate(0, 0)
    (0.5487804878048781, None)
    """
    return confirmed / invited if invited else None
