"""Invented decisions on what applies: nearly everything, and who answers for it, by function."""

from collections.abc import Iterator
from datetime import date

from config.plan import Mesure, plan
from etl.demonstration.scale import generator
from etl.demonstration.steering.commitment import Commitment
from geodata.progress.states import Applicability
from geodata.repositories.progress_settings import NewSetting

DECIDED_ON = date(2014, 9, 30)
COORDINATOR = "référent traite de la préfecture"
SMALL = 250_000
_ASIDE = {
    1: "Aucune association du département ne va vers ces publics ; le département voisin couvre le besoin.",
    9: "Aucune situation connue dans le département au moment de l’état des lieux de 2014.",
    10: "La cellule départementale n’a reçu aucune information de cette nature depuis trois ans.",
    13: "Les contrôles sont portés par l’unité de contrôle régionale.",
}
"""Why some small départements leave a mesure aside."""


def followed() -> tuple[Mesure, ...]:
    """The mesures that a département follows."""
    return tuple(mesure for mesure in plan().mesures if mesure.level != "national")


def settings(commitment: Commitment) -> Iterator[NewSetting]:
    """One per mesure followed; nothing from a département that never speaks."""
    draw = generator(f"settings {commitment.code}")
    for mesure in followed():
        aside = mesure.number in _ASIDE and commitment.population < SMALL and draw.random() < 0.18
        if commitment.silent:
            continue
        yield NewSetting(
            plan=plan().code,
            mesure=mesure.number,
            departement=commitment.code,
            applicability=Applicability.NOT_APPLICABLE if aside else Applicability.APPLICABLE,
            decided_on=DECIDED_ON,
            reason=_ASIDE[mesure.number] if aside else "",
            responsible=next(action.responsible for action in mesure.actions if action.territorial),
            coordinator=COORDINATOR,
        )
