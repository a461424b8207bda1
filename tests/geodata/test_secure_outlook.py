"""Where more secure places would help: by zone for named readers, the country below; never a pair origin, zone."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from config.roles import Level
from etl.run import run
from geodata.database import transaction
from geodata.journal import Event
from geodata.models import JournalLine
from geodata.perimetre import NotAllowed, Perimetre, perimetre, profiles
from geodata.publication import Format, to_bytes
from geodata.publication.secure_plan import SecureOutlook, publish_secure_outlook
from tests.canary.conftest import everybody
from tests.geodata.test_secure_places import HEADERS, OVERSEAS, ROWS, granted

REQUESTS = "departement_origine;annee;demandes;demandes_pourvues"
ASKED = ("93;2016;90;40", "59;2016;31;20", "13;2016;37;17", "971;2016;13;5", "75;2015;8;2")
Send = Callable[..., None]


@pytest.fixture
def country(database: str, tmp_path: Path) -> Send:
    def sent(*requests: str, places: tuple[str, ...] = (*ROWS, OVERSEAS)) -> None:
        for job, header, rows, who in (
            ("secure_capacity", HEADERS, places, "acse"),
            ("relocation_requests", REQUESTS, requests, "exploitation"),
        ):
            if rows:
                path = tmp_path / f"{job}.csv"
                path.write_text("\n".join([header, *rows]), encoding="utf-8")
                run(job, path, perimetre(who))

    return sent


def outlook(reader: Perimetre, places: int = 10, year: int = 2016) -> SecureOutlook:
    with transaction() as session:
        return publish_secure_outlook(session, reader, year, places)


def test_a_named_reader_sees_places_opened_by_zone_outside_of_where_requests_come_from(country: Send) -> None:
    country("93;2016;150;90")

    told = outlook(granted("dihal"))

    assert told.by_zone
    assert list(told.rows.index) == ["Nord et Île-de-France", "Ouest", "Est et Centre-Est", "Sud"]
    # 21 + 32 + 40 + 11 places are outside of the north, one person a year each.
    assert (told.outlook.unmet_before, told.outlook.unmet_after) == (46, 36)
    assert told.rows.at["Nord et Île-de-France", "opened"] == 0
    assert told.rows["opened"].sum() == told.outlook.opened == 10
    assert (told.requests.asked, told.requests.met, told.requests.silent) == (150, 90, 100)


def test_the_zone_that_is_never_shown_counts_for_the_country_and_receives_nothing_new(country: Send) -> None:
    country("93;2016;150;90", "13;2016;300;0", "44;2016;300;0", "69;2016;300;0")

    told = outlook(granted("miprof"), 200)

    assert told.rows["opened"].sum() == 200
    assert "Outre-mer" not in told.rows.index


def test_below_n3_the_country_alone_is_read(country: Send) -> None:
    country(*ASKED)

    told = outlook(perimetre("cncdh"))

    assert not told.by_zone
    assert list(told.rows.index) == ["France"]
    assert told.rows.at["France", "places_open"] == 132
    assert (told.requests.asked, told.requests.met) == (171, 82)
    assert not any("sécurisées" in origin.title for origin in told.provenance)


def test_a_small_number_of_persons_is_withheld_from_who_reads_aggregates(country: Send) -> None:
    country("93;2016;4;4")

    assert outlook(perimetre("cncdh")).requests.withheld
    assert outlook(perimetre("cncdh")).outlook is None
    assert outlook(granted("dihal")).requests.asked == 4


def test_what_nobody_told_is_not_zero(country: Send) -> None:
    country()

    told = outlook(granted("dihal"))

    assert told.requests.asked is None
    assert told.outlook is None
    assert told.rows["opened"].isna().all()
    assert outlook(granted("dihal"), year=2014).rows.empty


@pytest.mark.parametrize("reader", everybody(), ids=lambda reader: reader.profile)
def test_every_other_profile_is_refused_and_the_refusal_tells_no_figure(country: Send, reader: Perimetre) -> None:
    country(*ASKED)

    if reader.profile.startswith("cncdh"):
        assert not outlook(reader).by_zone
        return
    with pytest.raises(NotAllowed) as refusal:
        outlook(reader)
    assert not any(figure in str(refusal.value) for figure in ("132", "171", "28"))


def test_every_profile_is_asked(country: Send) -> None:
    assert {reader.profile.partition(":")[0] for reader in everybody()} == set(profiles())


def test_no_origin_is_ever_set_beside_a_zone(country: Send) -> None:
    country(*ASKED)

    told = outlook(granted("dihal"))

    assert {each.name for each in fields(told.requests)} == {"asked", "met", "silent", "withheld"}
    assert {each.name for each in fields(told.outlook)} == {"unmet_before", "unmet_after", "opened", "stays"}
    assert set(told.rows) == {"places_financed", "places_open", "places_occupied", "opened"}
    # The sum of a zone of origin (93 and 59: 121) stays in the computation.
    assert "121" not in repr(told)
    assert not any(name in repr(told) for name in ("Seine", "Guadeloupe", "Bouches"))


@pytest.mark.parametrize("format", list(Format))
def test_it_has_no_file_format(country: Send, format: Format) -> None:
    country(*ASKED)
    told: Any = outlook(granted("dihal"))

    with pytest.raises(ValueError, match="never leaves in a file"):
        to_bytes(told, format)


def test_each_reading_is_a_line_of_the_journal_without_any_figure(country: Send) -> None:
    country(*ASKED)

    for places in (5, 6):
        outlook(granted("miprof"), places)

    with transaction() as session:
        query = select(JournalLine).where(JournalLine.event == Event.CONSULTATION.value)
        lines = session.scalars(query).all()
        assert [(line.obj, line.key, line.level) for line in lines] == [("secure_places", "2016", Level.N3)] * 2
        assert not any(line.before or line.after for line in lines)


@pytest.mark.parametrize("places", [-1, 201])
def test_a_number_out_of_bounds_is_refused_in_french(country: Send, places: int) -> None:
    country(*ASKED)

    with pytest.raises(ValueError, match="de 0 à 200 places sécurisantes"):
        outlook(granted("dihal"), places)
