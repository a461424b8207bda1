"""Seats and items as they are kept."""

from collections import Counter
from dataclasses import replace

from config.plan import plans
from geodata.meetings import events as e
from geodata.meetings.rule import (
    require_short,
)
from geodata.meetings.texts import Refused, line


def tidied_members(members: tuple[e.Member, ...]) -> tuple[e.Member, ...]:
    require_short(members, "la liste des membres")
    tidied = tuple(
        replace(each, organisation=line(each.organisation, "l’organisme"), function=line(each.function, "la fonction"))
        for each in members
    )
    if twice := [seat for seat, times in Counter(each.seat for each in tidied).items() if times > 1]:
        raise Refused(f"Le même siège figure deux fois : {twice[0][0]}, {twice[0][1]}.")
    return tidied


def tidied_item(item: e.AgendaItem) -> e.AgendaItem:
    require_mesure(item.plan, item.mesure)
    title = line(item.title, "le titre du point")
    return replace(item, title=title, rapporteur=line(item.rapporteur, "le rapporteur", optional=True))


def require_mesure(plan_code: str, number: int | None) -> None:
    """Raise `Refused` for a mesure that its plan does not have."""
    found = next((each for each in plans() if each.code == plan_code), None)
    if number is None and (found or not plan_code):
        return
    if found is None:
        raise Refused(f"Le plan « {plan_code} » est inconnu.")
    numbers = {each.number for each in found.mesures}
    if number not in (numbers or range(1, found.announced + 1)):
        raise Refused(f"Le plan « {plan_code} » n’a pas de mesure {number}.")
