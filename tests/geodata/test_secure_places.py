"""Secure places: totals per grande zone, for those whom the matrix names, on the screen alone."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from config.roles import Action, Level, Object, Right, Scope
from config.settings import settings
from config.zones import read_zones
from config.zones import zones as configured
from etl.run import RejectedFile, Report, run
from geodata import models
from geodata.database import transaction
from geodata.journal import Event
from geodata.models import Import, JournalLine, Reject, SecureCapacity
from geodata.perimetre import NotAllowed, Perimetre, perimetre, profiles
from geodata.publication import Format, publish_secure_places, to_bytes
from geodata.zones import require_whole_country, zones

HEADERS = "zone;annee;places_financees;places_ouvertes;places_occupees;organismes"
ROWS = ["nord;2016;30;28;25;12", "ouest;2016;21;21;13;8", "est;2016;33;32;30;14", "sud;2016;41;40;39;17"]
OVERSEAS = "outre_mer;2016;12;11;7;3"
Send = Callable[..., Report]


@pytest.fixture
def send(database: str, tmp_path: Path) -> Send:
    def sent(*rows: str, profile: str = "acse") -> Report:
        path = tmp_path / "totaux.csv"
        path.write_text("\n".join([HEADERS, *rows]), encoding="utf-8")
        return run("secure_capacity", path, perimetre(profile))

    return sent


def granted(profile: str) -> Perimetre:
    """The profile with the reading at N3 that a named exception gives."""
    right = Right(Object.SECURE_PLACES, Action.READ, (Scope.FRANCE,), Level.N3)
    found = perimetre(profile)
    return replace(found, rights=(*found.rights, right))


def published(reader: Perimetre, year: int = 2016) -> Any:
    with transaction() as session:
        return publish_secure_places(session, reader, year)


def test_totals_per_zone_are_read_by_named_grant_and_overseas_is_not_shown_alone(send: Send) -> None:
    send(*ROWS, OVERSEAS)

    read = published(granted("dihal"))

    assert read.by_zone
    assert read.rows["places_open"].to_dict() == {
        "Nord et Île-de-France": 28, "Ouest": 21, "Est et Centre-Est": 32, "Sud": 40,
    }  # fmt: skip


def test_the_national_total_alone_is_read_below(send: Send) -> None:
    send(*ROWS, OVERSEAS)

    read = published(perimetre("cncdh"))

    assert not read.by_zone
    assert read.rows.to_dict("index") == {
        "France": {"places_financed": 137, "places_open": 132, "places_occupied": 114}
    }
    assert published(perimetre("cncdh"), 2015).rows.empty


@pytest.mark.parametrize("name", sorted(profiles()))
def test_no_profile_reads_zones_without_a_named_grant(send: Send, name: str) -> None:
    send(*ROWS)
    where = {"departement": ":48", "region": ":11", "structure": ":1", "ministry": ":justice"}
    reader = _any_perimetre(name, where)

    if name == "cncdh":
        assert list(published(reader).rows.index) == ["France"]
        return
    with pytest.raises(NotAllowed) as refusal:
        published(reader)
    assert "28" not in str(refusal.value)


def _any_perimetre(name: str, where: dict[str, str]) -> Perimetre:
    for suffix in ("", *where.values()):
        try:
            return perimetre(name + suffix)
        except ValueError:
            continue
    raise AssertionError(name)


def test_each_reading_is_a_line_of_the_journal_without_any_figure(send: Send) -> None:
    send(*ROWS)

    for _ in range(2):
        published(granted("miprof"))

    with transaction() as session:
        lines = (
            session.execute(select(JournalLine).where(JournalLine.event == Event.CONSULTATION.value)).scalars().all()
        )
    assert [(line.obj, line.key, line.level, line.role) for line in lines] == [
        ("secure_places", "2016", 3, "miprof")
    ] * 2
    assert not any(line.before or line.after for line in lines)


@pytest.mark.parametrize("profile", ["exploitation", "miprof", "dihal", "prefecture:48", "public"])
def test_only_who_may_write_them_sends_them(send: Send, profile: str) -> None:
    with pytest.raises(NotAllowed):
        send(*ROWS, profile=profile)


@pytest.mark.parametrize("row", ["nord;2016;30;28;25;2", "nord;2016;30;10;9;5", "nord;2016;10;28;9;5"])
def test_a_zone_too_small_is_refused_without_its_figures(send: Send, row: str) -> None:
    with pytest.raises(RejectedFile, match="moins de 3 organismes ou de 11 places") as refusal:
        send(*ROWS[1:], row)

    assert "28" not in str(refusal.value)
    with transaction() as session:
        assert session.scalars(select(SecureCapacity.zone)).all() == []


def test_the_database_itself_refuses_a_zone_too_small(send: Send) -> None:
    report = send(*ROWS)
    small = {"zone": "sud", "year": 2015, "places_financed": 5, "places_open": 5, "places_occupied": 1, "operators": 2}

    with pytest.raises(IntegrityError) as refusal, transaction() as session:
        session.execute(insert(SecureCapacity), [small | {"import_id": report.run_id}])

    assert "sud" not in str(refusal.value).partition("[SQL")[2]


@pytest.mark.parametrize(
    "row", ["lozere;2016;30;28;25;12", "nord;2016;trente;28;25;12", "nord;2016;30;28;29;12", ROWS[0]]
)
def test_an_unreadable_row_refuses_the_file_and_nothing_of_it_is_kept(send: Send, row: str) -> None:
    with pytest.raises(RejectedFile, match="une cellule ne peut pas être lue") as refusal:
        send(ROWS[0], row)

    assert not {"lozere", "trente"} & set(str(refusal.value).split())
    with transaction() as session:
        assert session.scalars(select(Reject.id)).all() == []


def test_the_file_is_never_kept(send: Send) -> None:
    report = send(*ROWS)

    assert not (settings().data_dir / "snapshots").exists()
    with transaction() as session:
        assert session.get(Import, report.run_id).kept is False


@pytest.mark.parametrize("format", Format)
def test_there_is_no_file_of_secure_places(send: Send, format: Format) -> None:
    send(*ROWS)

    with pytest.raises(ValueError, match="never leaves in a file"):
        to_bytes(published(granted("dihal")), format)


def test_the_table_leads_to_no_structure_and_no_place() -> None:
    table = models.SecureCapacity.__table__

    assert {column.name for column in table.columns} == {
        "zone", "year", "places_financed", "places_open", "places_occupied", "operators", "import_id",
    }  # fmt: skip
    assert [key.column.table.name for key in table.foreign_keys] == ["imports"]


def test_zones_are_the_whole_country_each_region_once() -> None:
    mainland = [zone for zone in zones().values() if not zone.national_only]

    assert len(mainland) == 4
    assert sum(len(zone.regions) for zone in zones().values()) == 18


ZONE = '[zones.{}]\nlabel="Zone"\nregions=["11"]\n'
MINIMUM = "[minimum.operators]\nvalue = {}\n[minimum.places]\nvalue = {}\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (MINIMUM.format(2, 11), "must be 3 at least"),
        (MINIMUM.format(3, 10), "must be 11 at least"),
        (MINIMUM.format(3, 11) + ZONE.format("a") + ZONE.format("b"), "already"),
        (MINIMUM.format(3, 11) + '[zones.a]\nlabel="A"\nregions=[]', "at least one région"),
        (MINIMUM.format(3, 11) + '[zones.a]\nlabel="A"\nregions=["11"]\nville="x"', "unknown key"),
    ],
)  # fmt: skip
def test_a_configuration_that_would_unveil_a_zone_is_refused(tmp_path: Path, content: str, sentence: str) -> None:
    file = tmp_path / "zones.toml"
    file.write_text(content if "[zones" in content else content + "[zones]", encoding="utf-8")

    with pytest.raises(ValueError, match=sentence):
        read_zones(file)


def test_a_forgotten_region_is_refused() -> None:
    without_corsica = {
        code: replace(zone, regions=tuple(region for region in zone.regions if region != "94"))
        for code, zone in configured().zones.items()
    }

    with pytest.raises(ValueError, match="no zone holds région 94"):
        require_whole_country(replace(configured(), zones=without_corsica))


def test_totals_add_up_to_france(send: Send) -> None:
    send(*ROWS)

    zones_read, france = published(granted("dihal")).rows, published(perimetre("cncdh")).rows

    pd.testing.assert_series_equal(zones_read.sum(), france.loc["France"], check_names=False, check_dtype=False)
