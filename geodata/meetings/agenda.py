"""The agenda that a département could set: the standard one, cut to what is late or missing here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from config.agenda import StandardItem, standard_agenda
from config.plan import plans
from geodata.meetings.events import AgendaItem


@dataclass(frozen=True)
class Concern:
    """Why a mesure should be spoken of. `why`: a few words, without a figure about persons (« sans météo »)."""

    plan: str
    mesure: int
    why: str


@dataclass(frozen=True)
class Proposed:
    """An item to accept or leave; `because` says in French why it is there."""

    item: AgendaItem
    because: str


def proposed(
    concerns: Collection[Concern],
    *,
    plan: str,
    overdue: int = 0,
    carried: int = 0,
    deferred: Sequence[AgendaItem] = (),
) -> tuple[Proposed, ...]:
    """The agenda proposed for a plan, in the order of the standard one.

    `concerns`: mesures late or missing in the département. `overdue`, `carried`: decisions late, and still open from an
    earlier year. `deferred`: items that the last meeting left for this one; they come right after its follow-up.
    Mesures that no standard item speaks of are gathered before the last item.
    """
    here = [each for each in concerns if each.plan == plan]
    made: list[Proposed] = []
    for standard in standard_agenda():
        numbers = standard.mesures.get(plan, ())
        about = [each for each in here if each.mesure in numbers]
        if standard.role == "closing":
            made += _others(here, plan)
        if standard.always or about:
            made.append(Proposed(_item(standard, about, plan), _because(standard, about, overdue, carried)))
        if standard.role == "follow_up":
            made += [Proposed(each, "Point laissé par la réunion précédente.") for each in deferred]
    return tuple(made)


def _item(standard: StandardItem, about: Sequence[Concern], plan: str) -> AgendaItem:
    numbers = sorted({each.mesure for each in about})
    # One mesure is linked; several are named in the reason, as an item has one link.
    return AgendaItem(standard.title, standard.rapporteur, plan, numbers[0] if len(numbers) == 1 else None)


def _because(standard: StandardItem, about: Sequence[Concern], overdue: int, carried: int) -> str:
    reasons = [f"Mesure {each.mesure} : {each.why}." for each in about]
    if standard.role == "follow_up" and (overdue or carried):
        reasons = [f"Décisions encore ouvertes : {carried}, dont en retard : {overdue}.", *reasons]
    return " ".join(reasons) or "À l’ordre du jour de chaque réunion."


def _others(here: Sequence[Concern], plan: str) -> list[Proposed]:
    spoken_of = {number for standard in standard_agenda() for number in standard.mesures.get(plan, ())}
    titles = {each.number: each.title for found in plans() if found.code == plan for each in found.mesures}
    left = sorted({each.mesure for each in here} - spoken_of)
    return [
        Proposed(
            AgendaItem(titles.get(number, f"Mesure {number}"), "", plan, number),
            " ".join(f"Mesure {number} : {each.why}." for each in here if each.mesure == number),
        )
        for number in left
    ]
