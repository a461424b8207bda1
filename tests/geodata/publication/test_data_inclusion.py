"""The listing passes the validation of data·inclusion, by its own package, and says what the public may read."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pandas as pd
from data_inclusion.schema import v1
from hypothesis import given, settings
from hypothesis import strategies as st

from config.data_inclusion import correspondence
from config.languages import CODES as LANGUAGES
from config.nomenclatures import Form, Function, Public, Referrer, ZoneMode
from etl.demonstration import LISTING
from etl.run import run
from geodata import territories
from geodata.database import transaction
from geodata.perimetre import perimetre
from geodata.publication import data_inclusion as di
from geodata.publication import publish_data_inclusion, to_json, to_workbook
from tests.geodata.conftest import Archive

STRICT = {"ignore_warnings": False}
EVERYTHING = ["address", "siret", "phone", "mail", "opening_hours", "access", "languages", "referral"]
CARD = {
    "name": "Accueil de Marseille", "street": "3 rue d’Aubagne", "postcode": "13001", "city": "Marseille",
    "geo_citycode": "13201", "lat": 43.2965, "lon": 5.3811, "geo_status": "precise", "siret": "13003013300016",
    "phone": "0612345678", "mail": "accueil@association.org", "website": "https://association.org",
    "opening_hours": "Mo-Fr 09:00-17:00", "languages": ["ro", "en"], "referrers": ["personne", "siao"],
    "referral": "Écrire la veille", "access": "Métro Noailles", "verified_on": date(2026, 10, 1),
}  # fmt: skip


def written(archive: Archive, **changed: Any) -> di.DataInclusion:
    return publish_data_inclusion(archive.session, perimetre("public"), **changed)


def validated(structures: Any, services: Any) -> tuple[list[v1.Structure], list[v1.Service]]:
    return (
        [v1.Structure.model_validate(each, context=STRICT) for each in structures],
        [v1.Service.model_validate(each, context=STRICT) for each in services],
    )


def test_a_full_card_becomes_a_structure_and_a_service_for_each_group_of_functions(archive: Archive) -> None:
    branch = archive.branch(
        "Entraide", "13", consents=EVERYTHING, forms=["mendicite_forcee"], publics=["mineurs", "hommes"],
        functions=["reperage", "aller_vers", "juridique", "formation"], **CARD,
    )  # fmt: skip
    archive.zone(branch, "13", "local")
    archive.zone(branch, "84", "distance")

    found = written(archive)

    (structure,), services = validated(found.structures, found.services)
    assert structure.id == f"vigie--entraide-{branch}"
    assert structure.nom == "Entraide – Accueil de Marseille"
    assert (structure.commune, structure.code_insee, structure.adresse) == ("Marseille", "13055", "3 rue d’Aubagne")
    assert (structure.latitude, structure.telephone) == (43.2965, "+33612345678")
    assert structure.horaires_accueil == "Mo-Fr 09:00-17:00"
    assert [each.nom for each in services] == ["Repérage et premier contact", "Accompagnement juridique"]
    service = services[1]
    assert service.structure_id == structure.id
    assert {each.value for each in service.publics} == {"personnes-en-situation-durgence", "jeunes"}
    assert "traite" in service.publics_precisions
    assert "Hommes" in service.publics_precisions
    assert "Mendicité forcée" in service.publics_precisions
    assert {each.value for each in service.modes_accueil} == {"en-presentiel", "a-distance"}
    assert {each.value for each in service.mobilisable_par} == {"usagers", "professionnels"}
    assert len(service.modes_mobilisation) == 3
    assert service.zone_eligibilite == ["13", "84"]
    assert service.frais is None
    assert found.complements[0]["formes_exploitation"] == ["mendicite_forcee"]


def test_what_is_not_consented_is_in_no_record(archive: Archive) -> None:
    archive.branch("Discrète", "13", consents=[], **CARD)

    found = written(archive)

    texts = (to_json(found.structures) + to_json(found.services) + to_json(found.complements)).decode()
    kept_back = [
        "Aubagne",
        "43.2965",
        "13003013300016",
        "612345678",
        "accueil@",
        "Mo-Fr",
        "la veille",
        "Noailles",
        "siao",
    ]
    assert not [text for text in kept_back if text in texts]
    assert found.structures[0]["commune"] == "Marseille"


def test_a_branch_that_offers_housing_has_neither_street_nor_point_whatever_it_consents(archive: Archive) -> None:
    archive.branch("Abri", "13", consents=EVERYTHING, functions=["hebergement", "social"], **CARD)

    found = written(archive)

    for record in (*found.structures, *found.services):
        assert (record["adresse"], record["latitude"], record["longitude"]) == (None, None, None)
    assert "Aubagne" not in to_json(found.structures).decode()


def test_what_partners_read_never_leaves_here_whoever_asks(archive: Archive) -> None:
    archive.branch("Discrète", "13", consents=[], **CARD)

    assert publish_data_inclusion(archive.session, perimetre("miprof")).structures == written(archive).structures


def test_a_branch_without_a_commune_is_left_out_and_counted(archive: Archive) -> None:
    archive.branch("Sans adresse", "13", city="")
    archive.branch("Située", "13", city="Aix-en-Provence")

    found = written(archive)

    assert [each["commune"] for each in found.structures] == ["Aix-en-Provence"]
    assert found.left_out == {di.NO_CITY: 1}


def test_the_day_is_that_of_our_record_and_the_reserve_says_that_nobody_has_verified(archive: Archive) -> None:
    archive.branch("Jamais vérifiée", "13", city="Aubagne")

    record = written(archive).structures[0]

    assert record["date_maj"] == "2016-01-15"
    assert "À confirmer" in record["description"]


def test_the_centre_of_a_commune_is_no_door(archive: Archive) -> None:
    archive.branch("Entraide", "13", city="Aubagne", lat=43.29, lon=5.57, geo_status="commune", geo_citycode="13005")

    record = written(archive).structures[0]

    assert (record["latitude"], record["longitude"], record["code_insee"]) == (None, None, "13005")


def test_the_validator_of_data_inclusion_reads_the_workbook(archive: Archive) -> None:
    archive.branch("Entraide", "13", consents=EVERYTHING, zones=("13", "FR"), **CARD)
    archive.branch("=Piège", "13", city="Aubagne")

    content = to_workbook(written(archive))

    sheets = pd.read_excel(BytesIO(content), sheet_name=["Structures", "Services"], dtype=str, engine="openpyxl")
    lists = ["thematiques", "publics", "modes_accueil", "modes_mobilisation", "mobilisable_par", "zone_eligibilite"]
    rows = {title: sheet.astype(object).where(sheet.notna(), None) for title, sheet in sheets.items()}
    assert rows["Structures"]["__ignore__"].isna().all()
    read = {title: frame.drop(columns="__ignore__").to_dict("records") for title, frame in rows.items()}
    for service in read["Services"]:
        service |= {name: service[name].split(",") if service[name] else None for name in lists}
    structures, services = validated(read["Structures"], read["Services"])
    assert (len(structures), len(services)) == (2, 2)
    assert services[0].zone_eligibilite in (["france"], ["13"], None)


MAILBOXES = ["", "a@b", "accueil@exemple.org", "a..b@exemple.org", "x@exemple.test", "@", "é@e.fr"]
WEBSITES = ["", "www.exemple.org", "https://exemple.org", "http://[", "javascript:alert(1)"]
TEXTS = st.text(max_size=40)
PLACES = st.sampled_from([*territories.CODES[:5], "2A", "971"])


@st.composite
def cards(draw: st.DrawFn) -> dict[str, Any]:
    zones = draw(st.lists(st.sampled_from(["13", "2A", "971", "FR"]), unique=True))
    modes = [f"{zone}:{draw(st.sampled_from([each.value for each in ZoneMode]))}" for zone in zones]
    located = draw(st.booleans())
    return {
        "structure": "exemple", "branch_id": draw(st.integers(1, 10**6)), "association": draw(st.text(max_size=200)),
        "branch": draw(TEXTS), "description": draw(TEXTS), "departement": draw(PLACES),
        "city": draw(TEXTS), "postcode": draw(st.sampled_from(["", "13001", "1300", "CEDEX"])),
        "street": draw(TEXTS), "geo_citycode": draw(st.sampled_from(["", "13055", "13201", "2A004", "97105"])),
        "geo_status": draw(st.sampled_from(["precise", "street", "commune", "area"])),
        "lat": draw(st.floats(-90, 90)) if located else None, "lon": draw(st.floats(-180, 180)) if located else None,
        "siret": draw(st.sampled_from(["", "13003013300016", "123"])),
        "phone": draw(st.sampled_from(["", "0123456789", "3919", "pas de numéro", "0590821020", "+33 1 23 45 67 89"])),
        "mail": draw(st.sampled_from(MAILBOXES) | st.emails()), "website": draw(st.sampled_from(WEBSITES)),
        "opening_hours": draw(st.sampled_from(["", "Mo-Fr 09:00-17:00; PH off"])), "access": draw(TEXTS),
        "referral": draw(TEXTS), "reserve": draw(TEXTS), "zones": tuple(zones), "zone_modes": tuple(modes),
        "languages": draw(st.lists(st.sampled_from(LANGUAGES), unique=True)),
        "referrers": draw(st.lists(st.sampled_from([each.value for each in Referrer]), unique=True)),
        "forms": draw(st.lists(st.sampled_from([each.value for each in Form]), unique=True)),
        "publics": draw(st.lists(st.sampled_from([each.value for each in Public]), unique=True)),
        "functions": draw(st.lists(st.sampled_from([each.value for each in Function]), unique=True)),
        "verified_on": draw(st.none() | st.dates(date(2001, 1, 1), date.today() - timedelta(days=1))),
        "verified_by": "",
    }  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(row=cards(), received=st.none() | st.dates(date(2014, 1, 1), date(2026, 1, 1)))
def test_whatever_a_card_holds_it_passes_or_is_counted(row: dict[str, Any], received: date | None) -> None:
    writer = di._Writer(correspondence(), {} if received is None else {row["branch_id"]: received})

    writer.write(row)

    structures, services = validated(writer.structures, writer.services)
    assert len(structures) + sum(writer.left_out.values()) == 1
    assert {each.structure_id for each in services} <= {each.id for each in structures}
    offered = set(row["functions"]) - {"formation"}
    assert bool(services) == bool(structures and offered)


def test_every_code_of_the_correspondence_is_one_of_theirs() -> None:
    words = correspondence()

    assert {code for codes in words.publics.values() for code in codes} <= {each.value for each in v1.Public}
    assert set(words.modes_accueil.values()) <= {each.value for each in v1.ModeAccueil}
    assert {group.type for group in words.services} <= {each.value for each in v1.TypeService}
    assert {code for group in words.services for code in group.thematiques} <= {each.value for each in v1.Thematique}


def test_the_default_listing_passes_the_validation_of_data_inclusion(sqlite_database: str) -> None:
    run("associations", LISTING, perimetre("exploitation"), vintage="essai", received_by="essai")
    with transaction() as session:
        found = publish_data_inclusion(session, perimetre("public"))

    structures, services = validated(found.structures, found.services)
    assert len(structures) + sum(found.left_out.values()) == 65
    assert found.left_out == {di.NO_CITY: 7}
    assert len(services) > len(structures)
    assert len({each.id for each in structures}) == len(structures)
