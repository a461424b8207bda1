"""Two people, two transactions, one record: nothing is lost, and both are told."""

from datetime import date
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from config.plan import Plan
from geodata.conflict import Conflict
from geodata.database import transaction
from geodata.models import Synthesis
from geodata.progress.states import ValueKind, Weather
from geodata.repositories import progress_syntheses, progress_values
from geodata.repositories.progress_rows import ProgressError
from geodata.repositories.progress_syntheses import NewSynthesis
from geodata.repositories.progress_values import NewValue
from tests.geodata.progress.conftest import ENTRY, PREFECTURE, TODAY, someone


def test_of_two_who_write_at_the_same_moment_one_is_kept_and_the_other_is_told(database: str, plan: Plan) -> None:
    start, told = Barrier(2), []

    def write(account: int) -> None:
        row = NewSynthesis("essai", 7, "48", Weather.REACHABLE, f"Texte {account}.", TODAY, 0)
        start.wait()
        try:
            with transaction(database) as session:
                progress_syntheses.record(session, someone("prefecture:48", account), [row], entry=ENTRY)
        except Conflict as conflict:
            told.append((conflict.mine, conflict.theirs))

    writers = [Thread(target=write, args=[account]) for account in (1, 2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    with transaction(database) as session:
        kept = session.scalars(select(Synthesis.text)).all()
    assert len(kept) == len(told) == 1
    assert {kept[0], told[0][0].removeprefix("Objectifs atteignables : ")} == {"Texte 1.", "Texte 2."}
    assert told[0][1].endswith(kept[0])


def test_the_loser_of_a_race_keeps_nothing_of_its_transaction(database: str, plan: Plan) -> None:
    first = NewValue("essai", "M07-1", "48", date(2015, 1, 31), ValueKind.CURRENT, 5)
    with transaction(database) as session:
        (number,) = progress_values.record(session, PREFECTURE, [first], entry=ENTRY)
    correction = NewValue("essai", "M07-1", "48", date(2015, 1, 31), ValueKind.CURRENT, 6, replaces_id=number)
    with transaction(database) as session:
        progress_values.record(session, PREFECTURE, [correction], entry=ENTRY)

    other = NewValue("essai", "M07-2", "48", date(2015, 1, 31), ValueKind.CURRENT, 1)
    with pytest.raises(Conflict), transaction(database) as session:
        progress_values.record(session, PREFECTURE, [other, correction], entry=ENTRY)

    with transaction(database) as session:
        assert progress_values.found(session, [1, 2])
        with pytest.raises(ProgressError):
            progress_values.found(session, [3])
