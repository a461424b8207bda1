"""Needs and ordinary places come in; nothing that could lead to a shelter ever does."""

import csv
import logging
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from sqlalchemy import select

from config.settings import settings
from etl.diagnostics.rules import AT_MOST
from etl.diagnostics.template import TEMPLATE
from etl.job import Tidied
from etl.jobs import diagnostics_360
from etl.report import rejected_rows
from etl.rows.template import EXAMPLE_MARK
from etl.run import RejectedFile, Report, run
from geodata.database import transaction
from geodata.models import DiagnosticRow, Import, Reject
from geodata.perimetre import Perimetre

JOB = "diagnostics_360"
Send = Callable[..., Report]
SECRET_WORDS = ["Tilleuls", "Marvejols", "04 66 32 00 00", "44.5536", "480001234"]


def row(**cells: str) -> dict[str, str]:
    """A sound row, with other cells where the test says so."""
    sound = {
        "code_departement": "48", "type_diagnostic": "360", "date_observation": "31/12/2015", "pilote": "DDCSPP",
        "volet_traite": "oui", "referent_siao": "non", "public": "femmes", "besoin_places": "6",
        "besoin_methode": "denombrement", "type_place": "chrs", "capacite_totale": "40",
        "capacite_accessible_teh": "10", "capacite_dediee_teh": "0", "occupees_teh": "",
    }  # fmt: skip
    return sound | cells


def tidied(*rows: dict[str, str]) -> Tidied:
    columns = [column.name for column in TEMPLATE.columns]
    raw = pd.DataFrame(rows, index=range(2, len(rows) + 2), dtype="str").reindex(columns=columns, fill_value="")
    raw.attrs = {"set_aside": {}, "locates_a_shelter": False}
    return diagnostics_360.tidy(raw)


def plain(sentence: str) -> str:
    """A French sentence with ordinary spaces, as a test is written."""
    return sentence.replace("\u00a0", " ")


def kept() -> list[DiagnosticRow]:
    with transaction() as session:
        return list(session.scalars(select(DiagnosticRow).order_by(DiagnosticRow.departement, DiagnosticRow.public)))


def test_a_sound_row_is_kept_with_its_unknowns(send: Send) -> None:
    report = send(JOB, [row(code_departement="1")])

    (found,) = kept()
    assert (report.read, report.loaded, report.rejected) == (1, 1, 0)
    assert (found.departement, found.kind, found.observed_on) == ("01", "360", date(2015, 12, 31))
    assert (found.places_needed, found.places_dedicated, found.trafficking_section) == (6, 0, True)
    assert found.places_occupied is None
    assert found.requests is None
    assert found.in_pdalhpd is None
    assert found.forms == []


def test_an_empty_cell_stays_unknown_and_never_becomes_zero_nor_no() -> None:
    result = tidied(row(besoin_places="", referent_siao="", volet_traite=""))

    assert result.rows.iloc[0][["places_needed", "siao_referent", "trafficking_section"]].isna().all()


def test_all_the_forms_may_be_told_in_a_word() -> None:
    result = tidied(row(formes_exploitation="toutes"))

    assert len(result.rows.iloc[0]["forms"]) == 7


def test_the_example_of_the_template_is_accepted_once_its_mark_is_taken_off(send: Send) -> None:
    example = {column.name: column.example for column in TEMPLATE.columns}

    report = send(JOB, [example])

    assert (report.loaded, report.rejected) == (1, 0)


def test_the_example_left_in_the_template_is_ignored(send: Send) -> None:
    example = {column.label: column.example for column in TEMPLATE.columns}
    example["Code département"] = EXAMPLE_MARK + example["Code département"]
    mine = {column.label: row().get(column.name, "") for column in TEMPLATE.columns}

    report = send(JOB, [example, mine])

    assert (report.read, report.loaded) == (1, 1)


def test_every_row_read_is_loaded_unchanged_or_rejected(send: Send) -> None:
    first = send(JOB, [row(), row(code_departement="07"), row(code_departement="20"), row(type_place="place Ac.Sé")])
    second = send(JOB, [row(), row(code_departement="07", besoin_places="9"), row(code_departement="20")])

    assert (first.read, first.loaded, first.unchanged, first.rejected) == (4, 2, 0, 2)
    assert (second.read, second.loaded, second.unchanged, second.rejected) == (3, 1, 1, 1)


def test_the_same_file_twice_changes_nothing(send: Send) -> None:
    rows = [row(), row(code_departement="2a", capacite_dediee_teh="2")]
    send(JOB, rows)

    again = send(JOB, rows)

    assert (again.loaded, again.unchanged) == (0, 2)
    assert again.changes.empty


def test_a_prefecture_does_not_write_next_door(send: Send) -> None:
    report = send(JOB, [row(), row(code_departement="30")], profile="prefecture:48")

    assert (report.loaded, report.rejected) == (1, 1)
    assert "Gard (30)" in plain(report.rejects.loc[3, "reason"])
    assert [found.departement for found in kept()] == ["48"]


@pytest.mark.parametrize(("part", "whole"), AT_MOST)
def test_a_part_larger_than_its_whole_is_sent_back(part: str, whole: str) -> None:
    blank = dict.fromkeys([name for pair in AT_MOST for name in pair], "")

    result = tidied(row(**blank | {part: "8", whole: "7"}), row(**blank | {part: "7", whole: "7", "public": "hommes"}))

    assert list(result.rejects.index) == [2]
    assert f"{part} dépasse {whole} (8 > 7)" in result.rejects.loc[2, "reason"]


counts = st.one_of(st.none(), st.integers(0, 40))


@hypothesis(deadline=None)
@given(total=counts, accessible=counts, dedicated=counts, occupied=counts)
def test_numbers_are_kept_exactly_when_they_are_in_order(
    total: int | None, accessible: int | None, dedicated: int | None, occupied: int | None
) -> None:
    cells = {
        "capacite_totale": total, "capacite_accessible_teh": accessible, "capacite_dediee_teh": dedicated,
        "occupees_teh": occupied,
    }  # fmt: skip
    chain = [number for number in (dedicated, accessible, total) if number is not None]
    in_order = chain == sorted(chain) and (occupied is None or accessible is None or occupied <= accessible)

    result = tidied(row(**{name: "" if number is None else str(number) for name, number in cells.items()}))

    assert len(result.rows) == in_order
    assert len(result.rows) + len(result.rejects) == 1


def test_an_observation_to_come_is_sent_back() -> None:
    tomorrow = date.today() + timedelta(days=1)

    result = tidied(row(date_observation=f"{tomorrow:%d/%m/%Y}"), row(date_observation=f"{date.today():%d/%m/%Y}"))

    assert list(result.rejects.index) == [2]


def test_a_need_without_a_method_is_accepted_and_told() -> None:
    result = tidied(row(besoin_methode=""))

    assert len(result.rows) == 1
    assert [plain(note) for note in result.notes] == [
        "Besoin déclaré sans méthode : 1 ligne (2). Accepté, à compléter."
    ]


def test_rows_of_one_diagnostic_agree_on_what_is_said_of_the_whole() -> None:
    result = tidied(
        row(volet_traite=""), row(public="hommes", volet_traite="oui"), row(public="mineurs", volet_traite="non"),
        row(public="mineurs", volet_traite="non", date_observation="30/06/2016"),
    )  # fmt: skip

    assert list(result.rejects.index) == [4]
    assert "volet_traite contredit la ligne 3" in plain(result.rejects.loc[4, "reason"])


def test_the_same_public_and_type_twice_keeps_the_first_line_only() -> None:
    result = tidied(row(), row(besoin_places="7"))

    assert list(result.rejects.index) == [3]
    assert "ligne 2" in result.rejects.loc[3, "reason"]


def test_a_figure_for_all_publics_is_not_counted_again_for_one_of_them() -> None:
    no_places = dict.fromkeys(("capacite_totale", "capacite_accessible_teh", "capacite_dediee_teh"), "")

    result = tidied(
        row(public="tous", type_place="tous", besoin_places="12", **no_places),
        row(besoin_places=""), row(public="hommes", besoin_places="4"),
    )  # fmt: skip

    assert list(result.rejects.index) == [4]
    assert "besoin_places : la ligne 2 compte déjà ces places" in plain(result.rejects.loc[4, "reason"])


def test_a_column_of_the_template_that_is_absent_refuses_the_file(send: Send) -> None:
    without = {name: cell for name, cell in row().items() if name != "type_place"}

    with pytest.raises(RejectedFile, match=r"recu\.csv\s: .*Type place"):
        send(JOB, [without])


@pytest.mark.parametrize(
    "place_type", ["Place Ac.Sé", "ac-se", "centre sécurisé", "Centre spécialisé mineurs", "hébergement sécurisant"]
)
def test_secure_places_are_never_told_by_departement(send: Send, place_type: str) -> None:
    report = send(JOB, [row(type_place=place_type), row(type_place="hotel")])

    assert "par grande zone, jamais par département" in report.rejects.loc[2, "reason"]
    assert report.rejects.loc[2, "content"] is None
    assert (report.loaded, report.rejected) == (1, 1)


@pytest.mark.parametrize("column", ["mode", "pilote", "besoin_source", "financement", "commentaire"])
def test_the_secure_scheme_is_not_told_in_another_column_either(send: Send, column: str) -> None:
    report = send(JOB, [row() | {column: "Ac.Sé"}])

    assert report.rejects.loc[2, "content"] is None
    assert "par grande zone" in report.rejects.loc[2, "reason"]


@pytest.mark.parametrize(
    "shelter",
    [
        row(type_place="place Ac.Sé") | {"adresse": "3 rue des Tilleuls"},
        row(type_place="centre sécurisé") | {"commune": "Marvejols"},
        row(capacite_dediee_teh="2") | {"gestionnaire": "Les Tilleuls"},
        row(capacite_dediee_teh="2") | {"Téléphone": "04 66 32 00 00"},
        row(capacite_dediee_teh="2") | {"finess_et": "480001234"},
        row(capacite_dediee_teh="2") | {"latitude": "44.5536", "longitude": "3.2891"},
        row(type_place="lieu des Tilleuls") | {"commune": "Marvejols"},
        row() | {"commentaire": "places de mise à l’abri aux Tilleuls"},
        row() | {"commentaire": "voir 3 rue des Tilleuls"},
        row() | {"commentaire": "appeler le 04 66 32 00 00"},
        row(pilote="3 rue des Tilleuls, Marvejols"),
        row(code_departement="48100 Marvejols"),
        row(version="44.5536, 3.2891"),
        row() | {"niveau_confidentialite": "secret", "commune": "Marvejols"},
    ],
)
def test_a_row_that_locates_a_shelter_is_refused_and_forgotten(
    send: Send,
    sqlite_database: str,
    shelter: dict[str, str],
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    sound = row(code_departement="07") | dict.fromkeys(shelter.keys() - row().keys(), "")

    report = send(JOB, [sound, shelter])

    assert report.rejects.loc[3, "content"] is None
    assert "Son contenu n’a pas été conservé" in plain(report.rejects.loc[3, "reason"])
    with transaction() as session:
        assert session.scalars(select(Reject.content)).all() == [None]
        assert session.scalars(select(Import.kept)).all() == [False]
    told = [
        str(report.as_json()), report.changes.to_csv(), report.rejects.to_csv(),
        rejected_rows(TEMPLATE, report.rejects).to_csv(), caplog.text, *capsys.readouterr(),
    ]  # fmt: skip
    for word in SECRET_WORDS:
        assert not [text for text in told if word in text]
        assert not [file for file in _everything_kept() if word.encode() in file.read_bytes()]


def _everything_kept() -> list[Path]:
    """The database with its log, and the snapshots; not the file in the hands of its sender."""
    files = [path for path in settings().data_dir.rglob("*") if path.is_file()]
    return [path for path in files if path.parent.name != "received"]


def test_the_search_for_secret_words_would_find_them(send: Send) -> None:
    send(JOB, [row(code_departement="07", version="2015-7")])

    assert [file.suffix for file in _everything_kept() if b"2015-7" in file.read_bytes()]


def test_the_operator_of_an_ordinary_place_is_ignored_and_its_file_not_kept(send: Send) -> None:
    report = send(JOB, [row() | {"gestionnaire": "Les Tilleuls", "commune": "Marvejols"}])

    assert (report.loaded, report.rejected) == (1, 0)
    assert "Colonnes étrangères au modèle, ignorées : 2." in map(plain, report.notes)
    assert not [file for file in _everything_kept() if b"Tilleuls" in file.read_bytes()]


def test_a_row_sent_back_to_a_prefecture_says_nothing_of_an_operator(send: Send) -> None:
    report = send(JOB, [row(code_departement="30") | {"gestionnaire": "Les Tilleuls"}], profile="prefecture:48")

    assert report.rejected == 1
    assert not [file for file in _everything_kept() if b"Tilleuls" in file.read_bytes()]


def test_a_name_in_place_of_a_list_is_blotted_out_where_places_are_dedicated(send: Send) -> None:
    report = send(JOB, [row(capacite_dediee_teh="2", pilote="Les Tilleuls")])

    assert report.rejects.loc[2, "content"]["pilote"] == "[non conservé]"
    assert not [file for file in _everything_kept() if b"Tilleuls" in file.read_bytes()]


def test_an_ordinary_row_sent_back_keeps_its_content_to_be_corrected(send: Send) -> None:
    report = send(JOB, [row(code_departement="20", pilote="DDX")])

    assert report.rejects.loc[2, "content"]["pilote"] == "DDX"
    assert "Pour la Corse : 2A ou 2B" in plain(report.rejects.loc[2, "reason"])
    assert "« DDX » n’est pas dans la liste" in plain(report.rejects.loc[2, "reason"])


def test_a_file_without_titles_is_refused_without_repeating_its_cells(
    exploitation: Perimetre, sqlite_database: str, tmp_path: Path
) -> None:
    path = tmp_path / "sans_titres.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([["48", "place Ac.Sé", "3 rue des Tilleuls"], ["48", "chrs", ""]])

    with pytest.raises(RejectedFile) as refusal:
        run(JOB, path, exploitation)

    assert "permet de situer un lieu de mise à l’abri" in str(refusal.value)
    assert "Tilleuls" not in str(refusal.value)


def test_two_days_of_the_same_year_are_told_for_the_last_one_alone_is_shown() -> None:
    apart = tidied(row(), row(type_place="hotel", date_observation="30/06/2015"), row(code_departement="12"))
    together = tidied(row(), row(type_place="hotel"), row(date_observation="31/12/2014"))

    (note,) = apart.notes
    assert plain(note).startswith("Plusieurs dates d’observation la même année (48) :")
    assert together.notes == []


def test_values_separated_by_commas_are_read_too() -> None:
    result = tidied(row(financement="177, 137", public="Femmes seules"))

    assert result.rows.loc[2, "funding"] == ["177", "137"]
    assert result.rows.loc[2, "public"] == "femmes"
