"""Branches of associations come in with their declared words; a place of shelter never does."""

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import select

from config.settings import PROJECT, settings
from etl.geocoding import branch_location
from etl.geocoding.gazetteer import CommuneGazetteer
from etl.jobs.associations import TEMPLATE
from etl.run import RejectedFile, Report, run
from geodata.database import transaction
from geodata.models import Branch, Reject, Zone
from geodata.perimetre import Perimetre
from geodata.repositories import branches

JOB = "associations"
LISTING = PROJECT / "geodata" / "reference" / "associations_publiques.csv"
Send = Callable[..., Report]


def row(**cells: str) -> dict[str, str]:
    """A sound row, with other cells where the test says so."""
    sound = {
        "nom": "Les Alouettes", "antenne": "Accueil", "adresse": "12 rue de la Gare", "code_postal": "48000",
        "commune": "Mende", "departement": "48", "site_web": "https://www.example.org", "publics": "femmes;mineurs",
        "formes_exploitation": "exploitation sexuelle", "services": "accueil;juridique", "source": "site public",
        "zone_intervention": "", "date_verification": "",
    }  # fmt: skip
    return sound | cells


def kept() -> list[Branch]:
    with transaction() as session:
        return list(session.scalars(select(Branch).order_by(Branch.association, Branch.name)))


def zones() -> list[str]:
    with transaction() as session:
        return list(session.scalars(select(Zone.departement).order_by(Zone.departement)))


def test_declared_words_are_kept_beside_their_codes(send: Send) -> None:
    send(JOB, [row(services="Maraudes ; PSP (agréée 2017)", publics="femmes avec ou sans enfants")])

    (found,) = kept()
    assert found.services_declared == "Maraudes ; PSP (agréée 2017)"
    assert found.functions == ["aller_vers", "social"]
    assert found.publics == ["femmes", "femmes_enfants"]
    assert found.forms == ["proxenetisme"]


def test_all_forms_are_the_seven_of_the_plan(send: Send) -> None:
    send(JOB, [row(formes_exploitation="toutes formes")])

    assert len(kept()[0].forms) == 7


def test_an_unknown_word_is_kept_and_told_and_never_guessed(send: Send) -> None:
    report = send(JOB, [row(services="accueil;poterie"), row(antenne="Autre", services="poterie")])

    assert [found.functions for found in kept()] == [["social"], []]
    assert [found.services_declared for found in kept()] == ["accueil;poterie", "poterie"]
    assert any("poterie" in note and "lignes 2, 3" in note for note in report.notes)


def test_a_branch_acts_where_it_says_else_where_it_is(send: Send) -> None:
    send(JOB, [row()])
    assert zones() == ["48"]

    send(JOB, [row(zone_intervention="48; 7 ;2A")])
    assert zones() == ["07", "2A", "48"]

    send(JOB, [row(zone_intervention="France")])
    assert zones() == ["FR"]


def test_a_national_reach_is_added_to_the_departement(send: Send) -> None:
    send(JOB, [row(antenne="Siège, portée nationale")])

    assert zones() == ["48", "FR"]


def test_a_zone_that_is_not_a_departement_is_sent_back(send: Send) -> None:
    report = send(JOB, [row(zone_intervention="48;20")])

    assert "2A ou 2B" in report.rejects.loc[2, "reason"]


def test_a_branch_is_placed_at_its_commune_without_a_network(send: Send) -> None:
    send(JOB, [row()])

    (found,) = kept()
    assert (found.geo_status, found.geo_citycode) == ("commune", "48095")
    assert found.lat == pytest.approx(44.52, abs=0.1)
    assert found.street == "12 rue de la Gare"


class Spy:
    """A geocoder that remembers the streets it was asked for."""

    def __init__(self) -> None:
        self.streets: list[str] = []

    def geocode(self, rows: pd.DataFrame) -> pd.DataFrame:
        self.streets.extend(rows["street"])
        return CommuneGazetteer().geocode(rows)


def test_the_street_of_a_branch_that_offers_housing_is_not_sent_to_a_geocoder(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    spy = Spy()
    monkeypatch.setattr(branch_location, "geocoder", lambda: spy)

    send(JOB, [row(antenne="Aide au logement", services="hébergement"), row(antenne="Siège")])

    assert spy.streets == ["", "12 rue de la Gare"]
    assert [found.geo_status for found in kept()] == ["commune", "commune"]


@pytest.mark.parametrize(
    "shelter",
    [
        row(services="mise à l’abri"),
        row(antenne="Appartement sécurisé", adresse="3 impasse des Tilleuls"),
        row(adresse="3 impasse des Tilleuls (adresse confidentielle)"),
        row(source="adresse à garder secrète"),
        row(services="places Ac.Sé"),
        row(antenne="CHRS des Tilleuls"),
        row(nom="Centre d’hébergement des Tilleuls"),
        row(nom="Refuge des Tilleuls"),
        row(antenne="Antenne Ac.Sé", adresse="3 impasse des Tilleuls"),
        row(source="Les Tilleuls, ne pas divulguer l’adresse"),
    ],
)
def test_a_place_of_shelter_is_refused_and_forgotten(send: Send, shelter: dict[str, str]) -> None:
    report = send(JOB, [row(antenne="Sûre"), shelter])

    assert (report.loaded, report.rejected) == (1, 1)
    assert report.rejects.loc[3, "content"] is None
    assert "adresses publiques" in report.rejects.loc[3, "reason"]
    with transaction() as session:
        assert session.scalars(select(Reject.content)).all() == [None]
    stored = [path for path in settings().data_dir.rglob("*") if path.is_file() and path.parent.name != "received"]
    assert stored
    assert not [path for path in stored if b"Tilleuls" in path.read_bytes()]


def test_helping_to_find_a_housing_place_is_not_being_one(send: Send) -> None:
    rows = [row(antenne="Pôle hébergement insertion"), row(antenne="Le Refuge"), row(services="orientation Ac.Sé")]

    report = send(JOB, rows)

    assert (report.loaded, report.rejected) == (3, 0)


def test_the_same_branch_twice_keeps_the_first_line(send: Send) -> None:
    report = send(JOB, [row(), row(commune="Langogne")])

    assert list(report.rejects.index) == [3]
    assert kept()[0].city == "Mende"


def test_an_unknown_column_refuses_the_file(send: Send) -> None:
    with pytest.raises(RejectedFile, match="responsable"):
        send(JOB, [row() | {"responsable": "quelqu’un"}])


def test_the_accounts_add_up_and_the_same_file_changes_nothing(send: Send) -> None:
    rows = [row(), row(antenne="Autre", zone_intervention="48;30"), row(antenne="CHRS"), row(departement="")]

    first, again = send(JOB, rows), send(JOB, rows)

    assert (first.read, first.loaded, first.unchanged, first.rejected) == (4, 2, 0, 2)
    assert (again.read, again.loaded, again.unchanged, again.rejected) == (4, 0, 2, 2)
    assert again.changes.empty


def test_a_zone_that_changes_is_a_change_that_the_report_shows(send: Send) -> None:
    send(JOB, [row(), row(antenne="Autre")])

    report = send(JOB, [row(zone_intervention="48;30"), row(antenne="Autre")])

    assert (report.loaded, report.unchanged) == (1, 1)
    assert report.changes[["line", "column", "before", "after"]].values.tolist() == [[2, "zones", "48", "30, 48"]]


def test_a_prefecture_does_not_list_next_door(send: Send) -> None:
    report = send(JOB, [row(), row(antenne="Alès", departement="30")], profile="prefecture:48")

    assert (report.loaded, report.rejected) == (1, 1)
    assert "Gard (30)" in report.rejects.loc[3, "reason"]


def test_a_point_corrected_by_hand_survives_a_new_import(send: Send, exploitation: Perimetre) -> None:
    send(JOB, [row()])
    with transaction() as session:
        (branch_id,) = session.scalars(select(Branch.id))
        branches.correct_point(session, exploitation, branch_id, 44.5192, 3.5003, "vu sur place")

    report = send(JOB, [row(services="accueil")])

    (found,) = kept()
    assert (found.lat, found.lon, found.geo_locked, found.geo_reason) == (44.5192, 3.5003, True, "vu sur place")
    assert set(report.changes["column"]) == {"services_declared", "functions"}


def test_the_example_of_the_template_is_accepted(send: Send) -> None:
    report = send(JOB, [{column.name: column.example for column in TEMPLATE.columns}])

    assert (report.loaded, report.rejected) == (1, 0)
    assert not [note for note in report.notes if "vocabulaire" in note]


def test_the_public_listing_is_placed_whole(sqlite_database: str, exploitation: Perimetre) -> None:
    report = run(JOB, LISTING, exploitation)

    placed = kept()
    assert (report.read, report.loaded, report.rejected) == (65, 65, 0)
    assert not [found.name for found in placed if found.lat is None or found.lon is None]
    assert {found.geo_status for found in placed} == {"commune", "area"}
    assert not [note for note in report.notes if "vocabulaire" in note]


def test_every_row_of_the_public_listing_says_where_it_comes_from() -> None:
    with LISTING.open(encoding="utf-8", newline="") as file:
        assert all(line["source"] for line in csv.DictReader(file))


@pytest.mark.shared_data
def test_the_listing_shipped_is_the_public_one(shared_data: Path) -> None:
    assert LISTING.read_bytes() == (shared_data / "associations_publiques.csv").read_bytes()


CONTACT = {
    "siret": "732 829 320 00074", "telephone": "0466010203", "courriel": "Accueil@example.org",
    "horaires": "mo-fr 9:00-12:00", "langues": "roumain ; Anglais",
}  # fmt: skip


def test_how_to_reach_a_branch_comes_in_as_forms_write_it(send: Send) -> None:
    send(JOB, [row(**CONTACT)])

    (found,) = kept()
    assert (found.siret, found.phone, found.mail) == ("73282932000074", "04 66 01 02 03", "accueil@example.org")
    assert found.opening_hours == "Mo-Fr 09:00-12:00"
    assert set(found.languages) == {"ro", "en"}


def test_a_file_without_these_columns_erases_none_of_it(send: Send) -> None:
    send(JOB, [row(**CONTACT)])

    report = send(JOB, [row(publics="hommes")])

    (found,) = kept()
    assert (report.changed, found.publics) == (1, ["hommes"])
    assert (found.phone, found.siret) == ("04 66 01 02 03", "73282932000074")
    assert set(found.languages) == {"ro", "en"}


def test_neither_does_an_empty_cell(send: Send) -> None:
    send(JOB, [row(**CONTACT), row(antenne="Autre", adresse="", **CONTACT)])

    send(JOB, [row(**CONTACT | {"telephone": ""}), row(antenne="Autre", adresse="", **CONTACT | {"langues": ""})])

    assert [each.phone for each in kept()] == ["04 66 01 02 03"] * 2
    assert all(set(each.languages) == {"ro", "en"} for each in kept())


def test_a_telephone_that_is_not_one_is_sent_back(send: Send) -> None:
    report = send(JOB, [row(telephone="12"), row(antenne="Autre", adresse="")])

    assert (report.new, report.rejected) == (1, 1)
    (reason,) = report.rejects["reason"]
    assert "Téléphone" in reason
    assert "n’est pas un numéro de téléphone" in reason
