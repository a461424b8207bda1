"""A département over the whole plan, and over each priority."""

from datetime import date

from sqlalchemy.orm import Session

from config.plan import Mesure
from geodata.perimetre import Perimetre
from geodata.progress.departement import DepartementRate, departement_rate
from geodata.progress.evidence import Evidence, count
from geodata.progress.states import Applicability
from geodata.publication.progress.contract import DepartementProgress
from geodata.publication.progress.country import Country, country
from geodata.publication.progress.overview import read_by, withholds
from geodata.publication.progress.readers import Reader
from geodata.repositories.progress_rows import known_plan


def departement_progress(
    session: Session, perimetre: Perimetre, plan: str, departement: str, today: date
) -> DepartementProgress:
    """The mean of the strict rates of the territorial mesures that apply, with how many are known out of how many.

    A rate that the visitor may not read counts as unknown.
    """
    known = known_plan(plan)
    reader = Reader(perimetre, known)
    followed = [mesure for mesure in known.mesures if mesure.level != "national"]
    whole = country(session, known, followed, today, weighing_only=True)
    rates = {
        mesure.number: _rate(whole, reader, mesure, departement)
        for mesure in followed
        if _due(whole, mesure, departement)
    }
    priorities: dict[int, DepartementRate] = {}
    for priority in known.priorities:
        numbers = {mesure.number for mesure in followed if mesure.priority == priority.number}
        priorities[priority.number] = departement_rate({n: rate for n, rate in rates.items() if n in numbers})
    return DepartementProgress(
        departement_rate(rates), priorities, count(_claims(whole, reader, followed, departement))
    )


def _due(whole: Country, mesure: Mesure, code: str) -> bool:
    official = whole.official[mesure.number, code]
    return official.applicability == Applicability.APPLICABLE and official.composition.applicable


def _rate(whole: Country, reader: Reader, mesure: Mesure, code: str) -> float | None:
    return None if withholds(reader, mesure, code) else read_by(whole, reader, mesure, code).composition.strict


def _claims(whole: Country, reader: Reader, mesures: list[Mesure], code: str) -> list[Evidence]:
    return [
        each.evidence
        for mesure in mesures
        for each in read_by(whole, reader, mesure, code).indicators
        if each.evidence is not None and reader.reads(mesure, each.indicator, code)
    ]
