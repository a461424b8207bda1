"""Sub-actions: the milestones that they pass, and what each is worth (steering formula 1, jalon and binaire)."""

from datetime import date
from types import MappingProxyType

from config.nomenclatures import Labelled

_RATES = MappingProxyType(
    {
        "non_demarree": 0.0,
        "en_preparation": 25.0,
        "engagee": 50.0,
        "partielle": 75.0,
        "realisee": 100.0,
        "abandonnee": 0.0,
    }
)


class ActionState(Labelled):
    """How far a sub-action has gone; ABANDONED is worth nothing, NOT_APPLICABLE leaves the weights."""

    NOT_STARTED = "non_demarree", "Non démarrée"
    PREPARING = "en_preparation", "En préparation"
    UNDER_WAY = "engagee", "Engagée"
    PARTLY_DONE = "partielle", "Partiellement réalisée"
    DONE = "realisee", "Réalisée"
    ABANDONED = "abandonnee", "Abandonnée"
    NOT_APPLICABLE = "sans_objet", "Sans objet"

    @property
    def rate(self) -> float | None:
        """What the milestone is worth, 0 to 100; None when the sub-action does not apply.

        >>> ActionState.PARTLY_DONE.rate, ActionState.ABANDONED.rate, ActionState.NOT_APPLICABLE.rate
        (75.0, 0.0, None)
        """
        return _RATES.get(self.value)


def action_rate(kind: str, state: ActionState | None) -> float | None:
    """The rate of a sub-action: its milestone, or all or nothing when it is `binaire`; None while nobody has said.

    >>> action_rate("jalon", ActionState.UNDER_WAY), action_rate("binaire", ActionState.UNDER_WAY)
    (50.0, 0.0)
    """
    if state is None or state.rate is None:
        return None
    if kind == "binaire":
        return 100.0 if state == ActionState.DONE else 0.0
    return state.rate


def is_late(state: ActionState | None, deadline: date | None, today: date) -> bool:
    """Whether a deadline has passed without the sub-action being done; a deadline that the text does not give never is.

    >>> is_late(ActionState.UNDER_WAY, date(2014, 12, 31), today=date(2015, 1, 1))
    True
    """
    over = {ActionState.DONE, ActionState.ABANDONED, ActionState.NOT_APPLICABLE}
    return deadline is not None and today > deadline and state not in over
