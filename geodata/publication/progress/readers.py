"""Which figures of the plan a visitor may read, place by place."""

from collections.abc import Mapping

from config.plan import Mesure, Plan, PlanIndicator
from config.roles import Action, Level, Object
from geodata.indicators import INDICATORS
from geodata.perimetre import Perimetre
from geodata.repositories.meeting_rows import Sight, sight
from geodata.repositories.progress_scope import places_of
from geodata.rights import FRANCE

CDPD, DECISIONS = "cdpd", "decisions"
FROM_MEETINGS = frozenset({CDPD, DECISIONS})


class Reader:
    """The rights of a visitor over the mesures of a plan, worked out once."""

    def __init__(self, perimetre: Perimetre, plan: Plan) -> None:
        self.perimetre = perimetre
        self._numbers = tuple(mesure.number for mesure in plan.mesures)
        self.drafts = self._places(Object.DRAFTS)
        self._sights: dict[str, Sight] = {}

    def reads(self, mesure: Mesure, indicator: PlanIndicator, code: str) -> bool:
        """Whether he reads this figure there once it is validated.

        What counts persons goes to exact readers: N2 over figures, or who records it. A computed figure obeys the right
        of what it is drawn from.
        """
        if indicator.computed in FROM_MEETINGS:
            # As for the meetings themselves: the rapporteur, who reads validated minutes, reads no step before them.
            # All decisions are counted together, those that members do not read too.
            needed = Sight.FULL if indicator.computed == DECISIONS else Sight.SHARED
            return code != FRANCE and self._meetings(code) >= needed
        if indicator.computed:
            origin = INDICATORS[indicator.computed]
            level = Level.N2 if indicator.persons or origin.persons else origin.level
            return code in self._places(origin.obj, level)[mesure.number]
        if indicator.persons:
            exact = self._places(Object.INDICATORS, Level.N2)[mesure.number]
            return code in exact or code in self._places(Object.DRAFTS, action=Action.WRITE)[mesure.number]
        level = Level[indicator.level]
        return code in self._places(Object.INDICATORS, level)[mesure.number] or code in self.drafts[mesure.number]

    def readable(self, mesure: Mesure, code: str) -> bool:
        """Whether he reads anything at all of the mesure there."""
        return code in self._places(Object.INDICATORS, Level.N0)[mesure.number] or code in self.drafts[mesure.number]

    def _meetings(self, code: str) -> Sight:
        if code not in self._sights:
            self._sights[code] = sight(self.perimetre, code)
        return self._sights[code]

    def _places(
        self, obj: Object, level: Level | None = None, action: Action = Action.READ
    ) -> Mapping[int, frozenset[str]]:
        return places_of(self.perimetre, obj, self._numbers, level, action)
