"""Counts come in as their producer publishes them; the reason of a silence is kept, and zero is a number."""

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from sqlalchemy import select

from config.nomenclatures import COUNT_FORMS, CountStatus
from config.settings import settings
from etl.job import Tidied
from etl.jobs import case_counts
from etl.jobs.case_counts import TEMPLATE
from etl.run import Report
from geodata.database import transaction
from geodata.models import CaseCount, Reject

JOB = "case_counts"
Send = Callable[..., Report]


def row(**cells: str) -> dict[str, str]:
    """A sound row, with other cells where the test says so."""
    sound = {
        "source": "associations", "departement": "48", "annee": "2016", "nomenclature": "B",
        "forme": "exploitation_sexuelle", "sexe": "ensemble", "age": "ensemble", "effectif": "12", "statut": "declare",
    }  # fmt: skip
    return sound | cells


def tidied(*rows: dict[str, str]) -> Tidied:
    columns = [column.name for column in TEMPLATE.columns]
    raw = pd.DataFrame(rows, index=range(2, len(rows) + 2), dtype="str")
    return case_counts.tidy(raw.reindex(columns=columns, fill_value=""))


def test_a_count_is_kept_in_the_field_of_its_producer(send: Send) -> None:
    report = send(JOB, [row(departement="1", sexe="Femmes", service="")])

    with transaction() as session:
        (found,) = session.scalars(select(CaseCount)).all()
    assert report.loaded == 1
    assert (found.source, found.departement, found.year, found.sex) == ("associations", "01", 2016, "F")
    assert (found.nomenclature, found.form, found.count, found.status) == ("B", "exploitation_sexuelle", 12, "declare")


def test_zero_is_a_number() -> None:
    result = tidied(row(effectif="0"))

    assert result.rows["count"].tolist() == [0]


@pytest.mark.parametrize("status", [CountStatus.SECRET, CountStatus.NOT_AVAILABLE, CountStatus.NOT_ASKED])
def test_a_silence_keeps_its_reason_and_has_no_number(status: CountStatus) -> None:
    result = tidied(row(effectif="", statut=status))

    assert result.rows.iloc[0]["status"] == status
    assert pd.isna(result.rows.iloc[0]["count"])


@hypothesis(deadline=None)
@given(status=st.sampled_from(list(CountStatus)), count=st.one_of(st.none(), st.integers(0, 5000)))
def test_a_number_is_there_exactly_when_the_status_says_so(status: CountStatus, count: int | None) -> None:
    says_so = status in (CountStatus.DECLARED, CountStatus.ESTIMATED)

    result = tidied(row(statut=status, effectif="" if count is None else str(count)))

    assert len(result.rows) == (says_so == (count is not None))
    assert len(result.rows) + len(result.rejects) == 1


@pytest.mark.parametrize("nomenclature", list(COUNT_FORMS))
def test_a_form_belongs_to_its_nomenclature(nomenclature: str) -> None:
    every_form = {form for forms in COUNT_FORMS.values() for form in forms}

    result = tidied(*(row(nomenclature=nomenclature, forme=form) for form in sorted(every_form)))

    assert set(result.rows["form"]) == set(COUNT_FORMS[nomenclature])
    assert len(result.rejects) == len(every_form) - len(COUNT_FORMS[nomenclature])


@pytest.mark.parametrize("nomenclature", list(COUNT_FORMS))
def test_a_form_is_read_by_its_label_in_its_own_nomenclature(nomenclature: str) -> None:
    labels = COUNT_FORMS[nomenclature]

    result = tidied(*(row(nomenclature=nomenclature, forme=label) for label in labels.values()))

    assert result.rows["form"].tolist() == list(labels)


def test_the_etat_4001_is_not_copied_by_hand() -> None:
    result = tidied(row(source="etat_4001", nomenclature="A", forme="proxenetisme"))

    assert "classeur du ministère" in result.rejects.loc[2, "reason"]


def test_an_unreadable_row_gives_all_its_reasons_at_once() -> None:
    result = tidied(row(departement="20", annee="16", effectif="douze"))

    assert all(word in result.rejects.loc[2, "reason"] for word in ("Corse", "Année", "douze"))


def test_a_year_to_come_is_sent_back() -> None:
    result = tidied(row(annee=str(pd.Timestamp.today().year + 1)))

    assert list(result.rejects.index) == [2]


def test_the_same_cell_twice_keeps_the_first_line() -> None:
    result = tidied(row(), row(effectif="13"), row(sexe="F"))

    assert list(result.rejects.index) == [3]
    assert "ligne 2" in result.rejects.loc[3, "reason"]


def test_the_example_of_the_template_is_accepted(send: Send) -> None:
    report = send(JOB, [{column.name: column.example for column in TEMPLATE.columns}])

    assert (report.loaded, report.rejected) == (1, 0)


def test_the_accounts_add_up_and_the_same_file_changes_nothing(send: Send) -> None:
    rows = [row(), row(departement="07", effectif="", statut="secret"), row(departement="20")]

    first, again = send(JOB, rows), send(JOB, rows)

    assert (first.read, first.loaded, first.unchanged, first.rejected) == (3, 2, 0, 1)
    assert (again.read, again.loaded, again.unchanged, again.rejected) == (3, 0, 2, 1)


def test_a_prefecture_does_not_count_next_door(send: Send) -> None:
    report = send(JOB, [row(), row(departement="30")], profile="prefecture:48")

    assert (report.loaded, report.rejected) == (1, 1)
    assert "Gard (30)" in report.rejects.loc[3, "reason"]


@pytest.mark.parametrize(
    "cells",
    [{"effectif": "Canari, 3 rue des Lilas"}, {"service": "Ac.Sé Canari"}, {"forme": "hébergement sécurisé Canari"}],
)
def test_what_tells_of_a_shelter_is_not_kept_anywhere(send: Send, cells: dict[str, str]) -> None:
    report = send(JOB, [row(), row(departement="07") | cells])

    with transaction() as session:
        assert session.scalars(select(Reject.content)).all() == [None]
    stored = [path for path in settings().data_dir.rglob("*") if path.is_file() and path.parent.name != "received"]
    assert stored
    assert not [path for path in stored if b"Canari" in path.read_bytes()]
    assert (report.loaded, report.rejected) == (1, 1)
    assert "Canari" not in report.rejects.loc[3, "reason"]
