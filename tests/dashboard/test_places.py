"""*Places*: it opens for everybody, each reads what is his, and silence is never zero."""

from datetime import date

import pytest

from dashboard.components.needs_table import need_range
from geodata.database import transaction
from geodata.models import GeneralSupply, RelocationRequest
from tests.dashboard.small_france import YEAR
from tests.dashboard.test_pages import opened, text_of

EVERYONE = ("public", "partenaire:48", "prefecture:48", "prefet:48", "region:76", "miprof", "dihal", "cncdh",
            "siao:48", "association:1:48")  # fmt: skip
PARTS = ("pays", "departement", "acces", "mineurs")
NOT_TOLD = '<td class="silent" title="Non communiqué à votre profil">n.c.</td>'


@pytest.fixture
def supplied(filled_database: str) -> str:
    """The small France, its general supply and its requests for relocation."""
    with transaction() as session:
        session.add(
            GeneralSupply(departement="48", observed_on=date(YEAR, 12, 31), category="chrs", value=81, import_id=4)
        )
        session.add(
            RelocationRequest(
                departement="48", year=YEAR, asked=4, met=3, refused_no_place=1, refused_criteria=0, withdrawn=0,
                import_id=4,
            )
        )  # fmt: skip
        session.add(
            RelocationRequest(
                departement="01", year=YEAR, asked=7, met=2, refused_no_place=None, refused_criteria=None,
                withdrawn=None, import_id=4,
            )
        )  # fmt: skip
    return filled_database


@pytest.mark.parametrize("profile", EVERYONE)
def test_each_part_opens_for_each_visitor(supplied: str, profile: str) -> None:
    for part in PARTS:
        app = opened("places", profile, partie=part, departement="48", annee=str(YEAR))

        assert not app.exception, part
        assert not app.error, part
        assert [title.value for title in app.title] == ["Places"]


def test_an_empty_archive_says_that_nothing_was_received(empty_database: str) -> None:
    assert any("Aucune donnée" in each.value for each in opened("places", "public").info)


def test_a_prefet_reads_exact_figures_at_home_and_not_next_door(supplied: str) -> None:
    written = text_of(opened("places", "prefet:48", partie="pays", annee=str(YEAR)))

    lozere, ain = (line(written, f"({code})") for code in ("48", "01"))
    assert '<td class="number">20</td>' in lozere
    assert '<td class="number">8</td>' in lozere
    assert NOT_TOLD in ain
    assert "Secret statistique" in ain
    assert '<td class="number">3</td>' not in ain
    assert '<th scope="row">Lozère (48)</th><td class="number">4</td>' in written
    assert '<th scope="row">Ain (01)</th><td class="number">7</td>' not in written


def test_only_a_count_is_said_to_be_exact() -> None:
    counted = {"need_low": 0.0, "need_high": 0.0, "method": "Dénombrement"}

    assert need_range(counted).text == "exact"
    assert need_range(counted | {"method": "Estimation"}).text == "0 à 0"


def test_a_prefet_finds_his_own_departement_and_others_choose_one(supplied: str) -> None:
    own, dihal = (opened("places", who, partie="departement", annee=str(YEAR)) for who in ("prefet:48", "dihal"))

    assert "Lozère (48)" in [each.value for each in own.header]
    assert not dihal.header
    assert any("Choisissez un département" in each.value for each in dihal.info)


def line(written: str, code: str) -> str:
    """The row of a département in the table of all of them."""
    table = written.partition("<caption>Besoins et places ordinaires des départements")[2].partition("</table>")[0]
    return next(row for row in table.split("<tr>") if code in row.partition("</th>")[0])


@pytest.mark.parametrize("part", ["pays", "departement"])
def test_the_public_reads_nothing_restricted(supplied: str, part: str) -> None:
    written = text_of(opened("places", "public", partie=part, departement="48", annee=str(YEAR)))

    for word in ("Besoin</th>", "Dédiées", "Accessibles", "Occupées", "Non pourvues", "Demandes d’éloignement v",
                 "Demandes d’éloignement, par", "Places par public", "Places dédiées</th>"):  # fmt: skip
        assert word not in written
    assert "Référent" in written


def test_the_public_reads_the_general_supply_and_a_prefet_the_dedicated_places_beside_it(supplied: str) -> None:
    public, prefet = (
        text_of(opened("places", who, partie="departement", departement="48", annee=str(YEAR)))
        for who in ("public", "prefet:48")
    )

    chrs = '<th scope="row">CHRS</th><td class="number">81</td><td class="">31/12/2016</td><td class="">DREES</td>'
    assert chrs in public
    assert '<th scope="row">Places dédiées</th><td class="number">8</td>' in prefet
    assert "Demandes d’éloignement par département d’origine" in prefet


def test_a_missing_diagnostic_is_not_told_and_never_zero(supplied: str) -> None:
    written = text_of(opened("places", "dihal", partie="departement", departement="13", annee=str(YEAR)))
    listed = line(text_of(opened("places", "dihal", partie="pays", annee=str(YEAR))), "(13)")

    assert "Aucun diagnostic transmis" in written
    assert written.count("Non renseigné") >= 5
    assert "on ne sait pas, ce n’est pas zéro" in written
    assert '<td class="number">0</td>' not in listed
    assert listed.count('title="Non renseigné">n.r.</td>') >= 6


def test_the_country_says_in_how_many_departements_the_diagnostic_is_recent_or_absent(supplied: str) -> None:
    written = text_of(opened("places", "public", partie="pays", annee=str(YEAR)))

    assert "<dt>Diagnostic récent, avec volet traite</dt><dd>3<small>" in written
    assert "<dt>Aucun diagnostic</dt><dd>98<small>" in written


def test_numbers_of_persons_never_order_the_departements(supplied: str) -> None:
    app = opened("places", "dihal", partie="pays", annee=str(YEAR))

    orders = next(each for each in app.selectbox if each.label == "Trier par").options
    assert any("Taux de couverture" in each for each in orders)
    assert not any("Besoin" in each or "non pourvues" in each for each in orders)


def test_the_table_is_sorted_as_the_visitor_asks(supplied: str) -> None:
    written = text_of(opened("places", "dihal", partie="pays", annee=str(YEAR), tri="coverage_rate"))
    table = written.partition("<caption>Besoins et places ordinaires des départements")[2].partition("</table>")[0]

    assert table.index("(48)") < table.index("(01)") < table.index("(75)")
    assert table.count("<tr>") == 102


def test_minors_are_offered_nowhere_and_their_centre_is_national(supplied: str) -> None:
    country = opened("places", "dihal", partie="pays", annee=str(YEAR))
    minors = text_of(opened("places", "dihal", partie="mineurs"))

    assert "Mineurs" not in next(each for each in country.selectbox if each.label == "Public").options
    assert "France entière" in minors
    assert "Centre expérimental ouvert" in minors
    assert "non renseigné" in minors


def test_access_says_that_distances_are_straight_lines_and_how_they_weigh(supplied: str) -> None:
    app = opened("places", "public", partie="acces", annee=str(YEAR), acces="little_access")

    written = text_of(app)
    assert "à vol d’oiseau" in written
    assert "jusqu’à 15 km" in written
    assert len(app.dataframe[0].value) == 101
    assert "Accès potentiel aux places dédiées" not in app.selectbox[0].options
    dedicated = opened("places", "dihal", partie="acces", acces="access_places")
    assert "jamais depuis un lieu" in text_of(dedicated)
