"""What should have been done by a given day about the yearly meeting, and is not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from config.nomenclatures import Labelled
from config.plan import FRANCE
from geodata import territories
from geodata.meetings.compliance import Cell
from geodata.meetings.french import day


class ReminderKind(Labelled):
    """The fixed dates of a year N, in their order."""

    DATE_TO_SET = "date_to_set", "Date à fixer"
    STILL_NO_DATE = "still_no_date", "Toujours sans date"
    NOTHING_PROGRAMMED = "nothing_programmed", "Rien de programmé"
    TO_BE_HELD = "to_be_held", "Réunion à tenir avant la fin de l’année"
    MINUTES_MISSING = "minutes_missing", "Compte rendu à valider"
    NATIONAL_LIST = "national_list", "Départements sans date"


@dataclass(frozen=True, order=True)
class Reminder:
    """`key`: what it is sent under, once. `departement`: a code, or `FR` for the list of the whole country."""

    due_on: date
    departement: str
    year: int
    kind: ReminderKind
    sentence: str

    @property
    def key(self) -> str:
        return f"{self.year}:{self.departement}:{self.kind.value}"


_WITHOUT_DATE = frozenset({Cell.SILENT, Cell.NOTHING, Cell.AGENDA_ITEM})
_NOT_HELD = _WITHOUT_DATE | {Cell.SCHEDULED}


def due_days(year: int) -> dict[ReminderKind, date]:
    """The days on which each reminder of a year falls."""
    return {
        ReminderKind.DATE_TO_SET: date(year, 2, 1),
        ReminderKind.STILL_NO_DATE: date(year, 6, 30),
        ReminderKind.NOTHING_PROGRAMMED: date(year, 9, 30),
        ReminderKind.TO_BE_HELD: date(year, 12, 1),
        ReminderKind.MINUTES_MISSING: date(year + 1, 1, 31),
    }


_UNMET = {
    ReminderKind.DATE_TO_SET: _WITHOUT_DATE,
    ReminderKind.STILL_NO_DATE: _WITHOUT_DATE,
    ReminderKind.NOTHING_PROGRAMMED: _WITHOUT_DATE,
    ReminderKind.TO_BE_HELD: _NOT_HELD,
    ReminderKind.MINUTES_MISSING: frozenset({Cell.HELD}),
}


def reminders(cells: Mapping[str, Cell], year: int, today: date) -> tuple[Reminder, ...]:
    """The reminders of a year that stand on a day: for each département the latest that fell due and is still unmet.

    `cells`: the state of the yearly meeting, by code of département. Once the year is over, only minutes are asked for:
    a meeting that was not held can no longer be. From 30 September on, one reminder for the whole country lists the
    départements without a date.
    """
    fallen = [kind for kind, due_on in due_days(year).items() if due_on <= today]
    if today.year > year:
        fallen = [kind for kind in fallen if kind == ReminderKind.MINUTES_MISSING]
    found = [reminder for code, cell in cells.items() if (reminder := _latest(code, cell, year, fallen)) is not None]
    return tuple(sorted([*found, *_national(cells, year, today)]))


def _latest(code: str, cell: Cell, year: int, fallen: Iterable[ReminderKind]) -> Reminder | None:
    unmet = [kind for kind in fallen if cell in _UNMET[kind]]
    if not unmet:
        return None
    kind = unmet[-1]
    due_on = due_days(year)[kind]
    return Reminder(
        due_on, code, year, kind, f"{territories.name_of(code)} ({code}) : {_SENTENCES[kind].format(year=year)}"
    )


_SENTENCES = {
    ReminderKind.DATE_TO_SET: "fixer la date de la réunion {year} du CDPD consacrée à la traite.",
    ReminderKind.STILL_NO_DATE: "la réunion {year} du CDPD consacrée à la traite n’a pas encore de date.",
    ReminderKind.NOTHING_PROGRAMMED: "aucune réunion {year} du CDPD consacrée à la traite n’est programmée.",
    ReminderKind.TO_BE_HELD: "la réunion {year} du CDPD consacrée à la traite reste à tenir avant le 31 décembre.",
    ReminderKind.MINUTES_MISSING: "le compte rendu de la réunion {year} du CDPD reste à valider.",
}


def _national(cells: Mapping[str, Cell], year: int, today: date) -> list[Reminder]:
    due_on = due_days(year)[ReminderKind.NOTHING_PROGRAMMED]
    without = [code for code, cell in cells.items() if cell in _WITHOUT_DATE]
    if not without or not due_on <= today <= date(year, 12, 31):
        return []
    sentence = f"{year} : {len(without)} départements sans réunion programmée au {day(today)} ({', '.join(without)})."
    return [Reminder(due_on, FRANCE, year, ReminderKind.NATIONAL_LIST, sentence)]
