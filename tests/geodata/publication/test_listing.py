"""What each reader reads of the listing: consents, housing, and how fresh it is."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import geodata
from etl.run import run
from geodata.database import transaction
from geodata.listing.fields import CONSENTS
from geodata.models import Structure
from geodata.perimetre import Perimetre, perimetre
from geodata.publication import Format, publish_listing, to_bytes
from geodata.repositories.structures import known_as
from tests.geodata.conftest import Archive

REAL_LISTING = Path(geodata.__file__).parent / "reference" / "associations_publiques.csv"
TODAY = date(2026, 11, 26)
CARD: dict[str, Any] = {
    "street": "3 rue des Lilas", "siret": "13002526500013", "phone": "+33466000000", "mail": "accueil@example.org",
    "opening_hours": "Mo-Fr 09:00-17:00", "access": "Bus 4, arrêt Lilas", "languages": ["fr", "ro"],
    "referrers": ["siao"], "referral": "Par téléphone", "city": "Mende", "postcode": "48000", "geo_citycode": "48095",
    "lat": 44.5231, "lon": 3.5012, "geo_status": "precise", "geo_label": "3 Rue des Lilas 48000 Mende",
}  # fmt: skip
MENDE = (44.52, 3.5)


def read(archive: Archive, profile: str | Perimetre, today: date = TODAY) -> dict[str, Any]:
    who = perimetre(profile) if isinstance(profile, str) else profile
    (row,) = publish_listing(archive.session, who, today=today).rows.to_dict("records")
    return {str(name): value for name, value in row.items()}


def test_the_public_reads_only_what_the_association_agrees_to_publish(archive: Archive):
    archive.branch("Accueil", "48", **CARD, consents=["phone", "languages"])

    row = read(archive, "public")

    assert (row["phone"], row["languages"]) == ("+33466000000", ["fr", "ro"])
    told = {name: row[name] for name in ("street", "siret", "mail", "opening_hours", "access", "referral")}
    assert set(told.values()) == {""}
    assert row["referrers"] == []
    assert row["geo_label"] == ""


def test_without_consent_to_its_address_a_branch_is_at_the_centre_of_its_commune(archive: Archive):
    archive.branch("Accueil", "48", **CARD, consents=[])

    row = read(archive, "public")

    assert row["geo_status"] == "commune"
    assert (row["lat"], row["lon"]) != (CARD["lat"], CARD["lon"])
    assert (row["lat"], row["lon"]) == pytest.approx(MENDE, abs=0.05)


def test_a_point_that_no_commune_can_replace_is_not_told(archive: Archive):
    archive.branch("Accueil", "48", **CARD | {"geo_citycode": ""}, consents=[])

    row = read(archive, "public")

    assert row["geo_status"] == "withheld"
    assert row["lat"] != row["lat"]


@pytest.mark.parametrize("profile", ["siao:48", "partenaire:48", "miprof", "dihal"])
def test_partners_of_the_departement_read_the_rest(archive: Archive, profile: str):
    archive.branch("Accueil", "48", **CARD, consents=[])

    row = read(archive, profile)

    assert {name: row[name] for name in ("street", "siret", "phone", "mail", "access", "lat", "geo_status")} == {
        name: CARD[name] for name in ("street", "siret", "phone", "mail", "access", "lat", "geo_status")
    }


@pytest.mark.parametrize("profile", ["siao:12", "prefecture:12"])
def test_a_partner_next_door_reads_what_the_public_reads(archive: Archive, profile: str):
    archive.branch("Accueil", "48", **CARD, consents=["mail"])

    row = read(archive, profile)

    assert (row["mail"], row["phone"], row["street"]) == ("accueil@example.org", "", "")


def test_opening_hours_are_said_in_french_too(archive: Archive):
    archive.branch("Accueil", "48", **CARD, consents=["opening_hours"])

    assert read(archive, "public")["hours"] == "du lundi au vendredi, de 9 h à 17 h".replace(
        " h", "\N{NO-BREAK SPACE}h"
    )


def test_an_association_reads_its_own_card(archive: Archive):
    code = known_as(archive.session, ["Accueil"])["Accueil"]
    archive.branch("Accueil", "48", **CARD, consents=[])

    row = read(archive, f"association:{code}:12")

    assert row["street"] == CARD["street"]


def test_the_mailbox_of_campaigns_never_leaves(archive: Archive):
    archive.branch("Accueil", "48", **CARD, consents=list(CONSENTS))
    archive.session.get_one(Structure, "accueil").mail = "campagne@example.org"
    archive.session.flush()

    for profile in ("public", "miprof", "prefecture:48"):
        for format in (Format.CSV, Format.GEOJSON):
            assert b"campagne@" not in to_bytes(publish_listing(archive.session, perimetre(profile)), format)


@pytest.mark.parametrize("profile", ["public", "siao:48", "partenaire:48", "prefecture:12"])
def test_nothing_leads_below_n2_to_the_door_of_a_branch_that_offers_housing(archive: Archive, profile: str):
    card = CARD | {"referral": "Se présenter 3, rue des Lilas", "source": "affiche, 3 RUE DES LILAS"}
    archive.branch("Toit", "48", **card, consents=list(CONSENTS), functions=["social", "hebergement"])

    listing = publish_listing(archive.session, perimetre(profile))

    row = listing.rows.iloc[0]
    assert row[["street", "siret", "access", "referral", "geo_label"]].tolist() == [""] * 5
    assert row["geo_status"] == "commune"
    for format in Format:
        content = to_bytes(listing, format)
        assert b"lilas" not in content.lower()
        assert b"44.5231" not in content


def test_the_street_of_a_housing_branch_does_not_leave_in_its_name_either(archive: Archive):
    archive.branch("Toit", "48", **CARD, called="Antenne du 3 rue des Lilas", functions=["hebergement"])

    assert read(archive, "public")["branch"] == ""


def test_the_fixed_telephone_of_a_housing_branch_is_for_the_partners_of_its_departement(archive: Archive):
    archive.branch("Toit", "48", **CARD, consents=list(CONSENTS), functions=["hebergement"])

    assert read(archive, "public")["phone"] == ""
    assert read(archive, "siao:48")["phone"] == CARD["phone"]


@pytest.mark.parametrize("phone", ["116 006", "+33612345678", "+33970000000"])
def test_a_number_tied_to_no_place_stays_reachable(archive: Archive, phone: str):
    card = CARD | {"phone": phone}
    archive.branch("Toit", "48", **card, consents=list(CONSENTS), functions=["hebergement"])

    assert read(archive, "public")["phone"] == phone


def test_the_prefecture_that_validates_a_housing_branch_reads_it_whole(archive: Archive):
    archive.branch("Toit", "48", **CARD, consents=[], functions=["hebergement"])

    row = read(archive, "prefecture:48")

    assert (row["street"], row["siret"], row["lat"]) == (CARD["street"], CARD["siret"], CARD["lat"])


@pytest.mark.parametrize(
    ("verified_on", "by", "reserve"),
    [
        (date(2026, 10, 12), "association", "Vérifié le 12/10/2026 par l’association"),
        (date(2025, 10, 27), "prefecture", "Vérifié le 27/10/2025 par la préfecture"),
        (
            date(2025, 10, 26),
            "miprof",
            "À confirmer\N{NO-BREAK SPACE}: dernière vérification le 26/10/2025 par la Miprof",
        ),
        (date(2016, 10, 15), "", "À confirmer\N{NO-BREAK SPACE}: dernière vérification le 15/10/2016"),
        (None, "", "À confirmer\N{NO-BREAK SPACE}: jamais vérifié, source\N{NO-BREAK SPACE}: site public, 2026"),
        (
            TODAY + timedelta(days=1),
            "association",
            "À confirmer\N{NO-BREAK SPACE}: jamais vérifié, source\N{NO-BREAK SPACE}: site public, 2026",
        ),
    ],
)
def test_a_verification_holds_for_thirteen_months_and_a_source_is_none(
    archive: Archive, verified_on: date | None, by: str, reserve: str
):
    archive.branch("Accueil", "48", verified_on=verified_on, verified_by=by, source="site public, 2026")

    row = read(archive, "public")

    assert row["reserve"] == reserve
    assert row["recent"] == reserve.startswith("Vérifié")


def test_a_zone_leaves_with_its_mode(archive: Archive):
    branch = archive.branch("Accueil", "48", zones=("12", "48"))
    archive.session.connection().exec_driver_sql(
        f"UPDATE zones SET mode = 'itinerant' WHERE branch_id = {branch} AND departement = '12'"
    )
    archive.session.expire_all()

    listing = publish_listing(archive.session, perimetre("public"))

    assert listing.rows.loc[0, "zones"] == ("12", "48")
    assert listing.rows.loc[0, "zone_modes"] == ("12:itinerant",)
    feature = json.loads(to_bytes(listing, Format.GEOJSON))["features"][0]["properties"]
    assert (feature["zones"], feature["zone_modes"]) == ("12;48", "12:itinerant")


def test_the_65_real_organisations_are_all_shown_and_none_is_said_to_be_verified(
    database: str, exploitation: Perimetre
):
    run("associations", REAL_LISTING, exploitation)

    with transaction() as session:
        rows = publish_listing(session, perimetre("public"), today=TODAY).rows

    assert len(rows) == 65
    assert not rows["recent"].any()
    assert (
        rows["reserve"]
        .str.startswith("À confirmer\N{NO-BREAK SPACE}: jamais vérifié, source\N{NO-BREAK SPACE}: ")
        .all()
    )
    # « tendanceouest.com 2021 », « actuevreux.fr 15/01/2026 »: a year in a source is when a page was written.
    assert rows["source"].str.contains(r"\b20\d\d\b").sum() > 10
