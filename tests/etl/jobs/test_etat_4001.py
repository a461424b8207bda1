"""The workbook of the ministry gives per département and year what summing its sheets by hand gives."""

from collections import Counter
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from etl.jobs import etat_4001
from etl.run import RejectedFile, run
from geodata.database import transaction
from geodata.models import CaseCount
from geodata.perimetre import Perimetre, perimetre

JOB = "etat_4001"


def add_sheet(workbook: Workbook, service: str, year: int, departements: list[object], facts: list[object]) -> None:
    """A sheet as the ministry writes it: three header rows for the police, two for the gendarmerie."""
    who = {"police": "services de police", "gendarmerie": "compagnies de gendarmerie"}[service]
    sheet = workbook.create_sheet(f"Feuille {len(workbook.sheetnames)}")
    sheet.append([f"Année {year} - {who}", "Départements", *departements])
    if service == "police":
        sheet.append(["", "Périmètres", *["DCSP"] * len(departements)])
    sheet.append(["Code index", "Libellé index", *[f"Service {rank}" for rank in range(len(departements))]])
    sheet.append([44, "Recels", *[1] * len(departements)])
    sheet.append([45, "Proxénétisme", *facts])


def saved(workbook: Workbook, folder: Path) -> Path:
    path = folder / "classeur.xlsx"
    workbook.save(path)
    return path


@pytest.fixture
def workbook() -> Workbook:
    """The ministry's first sheet is a presentation, which holds no cell."""
    empty = Workbook()
    assert empty.active is not None
    empty.active.title = "Présentation"
    return empty


def test_one_departement_spreads_over_many_columns(workbook: Workbook, tmp_path: Path) -> None:
    add_sheet(workbook, "police", 2014, ["01", "2A", "01"], [3, 2, 4])

    rows = etat_4001.tidy(etat_4001.read(saved(workbook, tmp_path))).rows

    assert rows.set_index("departement")["count"].to_dict() == {"01": 7, "2A": 2}
    assert set(rows["service"]) == {"police"}
    assert set(rows["year"]) == {2014}


def test_both_layouts_are_known_by_their_title_and_not_by_their_name(workbook: Workbook, tmp_path: Path) -> None:
    add_sheet(workbook, "police", 2013, ["75"], [5])
    add_sheet(workbook, "gendarmerie", 2013, ["48"], [1])

    rows = etat_4001.tidy(etat_4001.read(saved(workbook, tmp_path))).rows

    assert rows[["departement", "service", "count"]].values.tolist() == [["75", "police", 5], ["48", "gendarmerie", 1]]


def test_a_departement_without_a_column_is_absent_and_not_zero(workbook: Workbook, tmp_path: Path) -> None:
    add_sheet(workbook, "gendarmerie", 2020, ["01"], [0])

    rows = etat_4001.tidy(etat_4001.read(saved(workbook, tmp_path))).rows

    assert rows[["departement", "count"]].values.tolist() == [["01", 0]]


def test_an_overseas_collectivity_is_accepted_as_such(workbook: Workbook, tmp_path: Path) -> None:
    add_sheet(workbook, "police", 2014, ["987", "971"], [2, 1])

    result = etat_4001.tidy(etat_4001.read(saved(workbook, tmp_path)))

    assert result.rows["departement"].tolist() == ["987", "971"]
    assert result.rejects.empty


def test_a_cell_that_is_not_a_number_sends_its_departement_back(workbook: Workbook, tmp_path: Path) -> None:
    add_sheet(workbook, "police", 2014, ["01", "01", "02", "02", "03"], [3, "nd", 1, None, 2])

    result = etat_4001.tidy(etat_4001.read(saved(workbook, tmp_path)))

    assert result.rows["departement"].tolist() == ["03"]
    assert "nd" in result.rejects.loc[1, "reason"]
    assert "(vide)" in result.rejects.loc[2, "reason"]
    assert result.rejects.loc[1, "content"]["cellules"] == "C5 D5"


def test_an_unknown_departement_is_sent_back(workbook: Workbook, tmp_path: Path) -> None:
    add_sheet(workbook, "police", 2014, ["99", "01"], [3, 1])

    result = etat_4001.tidy(etat_4001.read(saved(workbook, tmp_path)))

    assert result.rows["departement"].tolist() == ["01"]
    assert "99" in result.rejects.loc[1, "reason"]


def test_the_same_year_and_service_on_two_sheets_keeps_the_first(workbook: Workbook, tmp_path: Path) -> None:
    add_sheet(workbook, "police", 2014, ["01"], [3])
    add_sheet(workbook, "police", 2014, ["01"], [4])

    result = etat_4001.tidy(etat_4001.read(saved(workbook, tmp_path)))

    assert result.rows["count"].tolist() == [3]
    assert list(result.rejects.index) == [2]


def test_another_workbook_is_refused_in_a_sentence(workbook: Workbook, tmp_path: Path) -> None:
    sheet = workbook.create_sheet("Services PN 2012")
    sheet.append(["departement", "faits"])
    sheet.append(["01", 3])

    with pytest.raises(RejectedFile, match="ce n’est pas l’état 4001"):
        etat_4001.read(saved(workbook, tmp_path))


def test_a_csv_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "etat.csv"
    path.write_text("departement;faits\n01;3\n", encoding="utf-8")

    with pytest.raises(RejectedFile, match="ce n’est pas l’état 4001"):
        etat_4001.read(path)


def test_a_sheet_without_the_index_refuses_the_workbook(workbook: Workbook, tmp_path: Path) -> None:
    add_sheet(workbook, "police", 2014, ["01"], [3])
    workbook.worksheets[-1].cell(5, 2).value = "Autre chose"

    with pytest.raises(RejectedFile, match="Proxénétisme"):
        etat_4001.read(saved(workbook, tmp_path))


def test_the_accounts_add_up_and_the_same_workbook_changes_nothing(
    workbook: Workbook, tmp_path: Path, sqlite_database: str, exploitation: Perimetre
) -> None:
    add_sheet(workbook, "police", 2014, ["01", "987", "99"], [3, 2, 1])
    path = saved(workbook, tmp_path)

    first, again = run(JOB, path, exploitation), run(JOB, path, exploitation)

    assert (first.read, first.loaded, first.unchanged, first.rejected) == (3, 2, 0, 1)
    assert (again.read, again.loaded, again.unchanged, again.rejected) == (3, 0, 2, 1)


def test_a_prefecture_keeps_its_own_departement_alone(workbook: Workbook, tmp_path: Path, sqlite_database: str) -> None:
    add_sheet(workbook, "police", 2014, ["48", "30", "987"], [3, 2, 1])

    report = run(JOB, saved(workbook, tmp_path), perimetre("prefecture:48"))

    assert (report.loaded, report.rejected) == (1, 2)


@pytest.fixture
def real_workbook(shared_data: Path) -> Path:
    return next((shared_data / "etat_4001").glob("*.xlsx"))


def summed_by_hand(path: Path) -> Counter[tuple[str, int, str]]:
    """Facts of index 45 per département, year and service, by another library and another walk."""
    sums: Counter[tuple[str, int, str]] = Counter()
    workbook = load_workbook(path, read_only=True, data_only=True)
    for sheet in workbook.worksheets:
        if not sheet.title.startswith("Services"):
            continue
        _, unit, year = sheet.title.split()
        service = {"PN": "police", "GN": "gendarmerie"}[unit]
        rows = sheet.iter_rows(values_only=True)
        departements = next(rows)
        facts = next(row for row in rows if row[0] in (45, "45"))
        for departement, number in zip(departements[2:], facts[2:], strict=True):
            if departement is not None:
                sums[str(departement), int(year), service] += int(number)
    return sums


@pytest.mark.shared_data
def test_the_real_workbook_gives_what_summing_the_sheets_by_hand_gives(
    real_workbook: Path, sqlite_database: str, exploitation: Perimetre
) -> None:
    report = run(JOB, real_workbook, exploitation)

    query = select(CaseCount.departement, CaseCount.year, CaseCount.service, CaseCount.count)
    with transaction() as session:
        kept = {(departement, year, service): count for departement, year, service, count in session.execute(query)}
    assert kept == summed_by_hand(real_workbook)
    assert (report.read, report.loaded, report.rejected) == (1814, 1814, 0)
    assert kept["10", 2020, "gendarmerie"] + kept["10", 2020, "police"] == 143
    assert ("75", 2020, "gendarmerie") not in kept


@pytest.mark.shared_data
def test_the_real_workbook_again_changes_nothing(
    real_workbook: Path, sqlite_database: str, exploitation: Perimetre
) -> None:
    run(JOB, real_workbook, exploitation)

    again = run(JOB, real_workbook, exploitation)

    assert (again.loaded, again.unchanged) == (0, 1814)
    with transaction() as session:
        assert session.scalar(select(func.count()).select_from(CaseCount)) == 1814
