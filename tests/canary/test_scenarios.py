"""Nothing that a scenario of places gives out names a secure place, even were one in the database."""

import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import make_url
from typer.testing import CliRunner

import geodata.__main__
import layers.__main__
from config.roles import Action, Level, Object, Right, Scope
from config.settings import settings
from etl.run import run
from geodata.database import Session, transaction
from geodata.models import Base
from geodata.perimetre import Perimetre, perimetre
from geodata.publication import Format, to_bytes
from geodata.publication.scenario_document import scenario_document
from geodata.publication.scenario_saved import content_of, result_of
from geodata.publication.scenarios import Solved, next_budget, next_place, solve_scenario
from geodata.repositories import scenarios
from geodata.repositories.progress_rows import Entry
from geodata.scenarios import Impossible, Limits, Objective, Scenario
from geodata.shelter_guard import LocatesAShelter
from geodata.shelter_guard.writes import WITHOUT_TEXT
from layers.documents import scenario_pdf
from tests.canary import canary
from tests.canary.test_doors import everything
from tests.geodata.conftest import Archive
from tests.geodata.test_secure_places import HEADERS

YEAR, DIHAL = 2015, perimetre("dihal")
NOW = Entry(datetime(2026, 11, 27, 10, tzinfo=UTC))
SECURE_TOTALS = ("7391", "7\u202f391", "7 391", "6284", "6\u202f284", "6 284")
"""Places of a grande zone and requests of a département: figures that no scenario may repeat."""
NOT_REPEATED = ("imports", "accounts", "journal", "alembic_version")
"""What is shown with every figure (where it comes from), who reads it, and what cannot be changed."""
ASKED = Scenario(
    12,
    Objective.UNMET_RATE,
    departements={"75": Limits(0, 3)},
    costs={"chrs": 17_000.0, "diffus": 12_000.0},
    budget=170_000.0,
    need_times={"93": 2.0},
)


@pytest.fixture
def nested(sqlite_database: str, tmp_path: Path) -> Path:
    """A country to plan, secure totals, and the canary written behind the guard in every text that may hold one."""
    with transaction() as session:
        archive = Archive(session)
        archive.diagnostic("93", places_needed=10, places_dedicated=2, need_method="estimation", siao_referent=True)
        archive.diagnostic("75", places_needed=6, places_dedicated=0, need_method="denombrement", siao_referent=False)
        archive.diagnostic("48", places_needed=4, places_dedicated=4, need_method="dire_expert")
        archive.branch("Association Exemple", "93", street="1 rue X", city="Bobigny", postcode="93000")
    for job, lines, who in (
        ("secure_capacity", [HEADERS, f"nord;{YEAR};7391;7391;7391;12"], "acse"),
        (
            "relocation_requests",
            ["departement_origine;annee;demandes;demandes_pourvues", f"93;{YEAR};6284;6284"],
            "exploitation",
        ),
    ):
        file = tmp_path / f"{job}.csv"
        file.write_text("\n".join(lines), encoding="utf-8")
        run(job, file, perimetre(who))
    planted = plant(Path(str(make_url(sqlite_database).database)))
    assert {"diagnostic_rows.pilot", "diagnostic_rows.need_source", "branches.street"} <= planted
    return tmp_path


def plant(file: Path) -> set[str]:
    """The canary in every free text of every row, by a way that the guard does not see."""
    found = set()
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for table in Base.metadata.sorted_tables:
            if table.name in WITHOUT_TEXT or table.name in NOT_REPEATED:
                continue
            for column in table.columns:
                free = str(column.type) in {"VARCHAR", "TEXT"} and not (column.primary_key or column.foreign_keys)
                if not free or column.name in {"need_method", "public", "place_type", "kind", "departement", "mode"}:
                    continue
                try:
                    changed = connection.execute(f"UPDATE {table.name} SET {column.name} = ?", (canary.TEXT,))
                except sqlite3.IntegrityError:
                    continue
                if changed.rowcount > 0:
                    found.add(f"{table.name}.{column.name}")
    return found


def traces(said: object) -> set[str]:
    """What is left of the canary, or of a total of secure places, in something that came out."""
    raw = said if isinstance(said, bytes) else str(said).encode()
    if raw[:4] == b"%PDF":
        reader = PdfReader(BytesIO(raw))
        text = "\n".join([str(reader.metadata), *(page.extract_text() for page in reader.pages)])
        return canary.traces_in(raw) | traces(text)
    if raw[:2] == b"PK":
        return canary.traces_in(raw)
    words = raw.decode("utf-8", errors="ignore")
    return canary.traces_in(raw) | {each for each in SECURE_TOTALS if each in words}


def bytes_of(url: str) -> bytes:
    """The database and what waits to be written in it."""
    file = Path(str(make_url(url).database))
    return b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))


def solved(session: Session) -> Solved:
    return solve_scenario(session, DIHAL, YEAR, ASKED)


def test_the_canary_would_be_found_there(nested: Path, sqlite_database: str) -> None:
    assert canary.traces_in(bytes_of(sqlite_database))
    assert traces("total : 7\u202f391 places")


def test_tables_files_and_paper_name_no_secure_place(nested: Path) -> None:
    with transaction() as session:
        found = solved(session)
        more, richer = next_place(session, DIHAL, found), next_budget(session, DIHAL, found)
        document = scenario_document(found, date(2026, 11, 27), "Douze places", more, richer)

    assert traces(repr(found)) | traces(found.table.rows.to_csv()) | traces(repr(document)) == set()
    for made in (to_bytes(found.table, Format.CSV), to_bytes(found.table, Format.XLSX), scenario_pdf(document)):
        assert traces(made) == set()
    assert "Seine-Saint-Denis (93)" in repr(document)


def test_what_is_kept_and_what_is_shown_to_a_prefet_name_none(nested: Path) -> None:
    with transaction() as session:
        found = solved(session)
        number = scenarios.save(
            session, DIHAL, "Douze places", YEAR, content=content_of(ASKED, None), result=result_of(found),
            facts_sha256=found.facts_sha256, entry=NOW,
        )  # fmt: skip
        scenarios.share(session, DIHAL, number, ["93"], entry=NOW)
        kept = scenarios.saved(session, DIHAL)
        lines = scenarios.shared_with(session, perimetre("prefet:93"), "93")

    assert len(lines) == 1
    for said in (json.dumps([each.content | each.result for each in kept]), repr(kept), repr(lines)):
        assert traces(said) == set()


def test_a_plan_that_cannot_be_names_none(nested: Path) -> None:
    with transaction() as session, pytest.raises(Impossible) as refusal:
        solve_scenario(session, DIHAL, YEAR, Scenario(2, departements={"93": Limits(5)}, with_referent=True))

    assert traces(refusal.value) == set()


@pytest.mark.parametrize("format", ["csv", "xlsx", "pdf"])
def test_the_command_line_names_none(nested: Path, format: str) -> None:
    out = nested / f"plan.{format}"
    arguments = ["places", "open", "12", "--year", str(YEAR), "--need", "93=2", "--format", format, "--out", str(out)]

    done = CliRunner().invoke(layers.__main__.app, arguments)

    assert done.exit_code == 0, done.output
    assert traces(done.output) | traces(done.stderr) | traces(out.read_bytes()) == set()


OPTIONS = ("--as", "--need", "--at-most", "--at-least", "--cost")


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("part", [canary.TEXT, *canary.PARTS])
def test_nothing_that_is_typed_at_the_command_line_is_repeated(nested: Path, option: str, part: str) -> None:
    for typed in (part, f"{part}=2"):
        done = CliRunner().invoke(geodata.__main__.app, ["places", "open", "12", option, typed])

        assert done.exit_code != 0
        assert canary.traces_in(done.output) | canary.traces_in(done.stderr) == set()


@pytest.mark.parametrize("part", [canary.TEXT, *canary.PARTS])
def test_a_scenario_is_never_kept_under_the_name_of_a_secure_place(sqlite_database: str, part: str) -> None:
    def keep(session: Session) -> None:
        result = {"departements": {"48": {"opened": 2}}}
        scenarios.save(session, DIHAL, part[:80], YEAR, content={}, result=result, facts_sha256="", entry=NOW)

    def hidden_in(content: dict, result: dict) -> Callable[[Session], None]:
        return lambda session: scenarios.save(
            session, DIHAL, "Douze", YEAR, content=content, result=result, facts_sha256="", entry=NOW
        )  # type: ignore[return-value]

    for door in (keep, hidden_in({"a": part}, {}), hidden_in({}, {"departements": {"48": {"why": part}}})):
        with pytest.raises(LocatesAShelter) as refusal, transaction() as session:
            door(session)
        assert canary.traces_in(str(refusal.value)) == set()
    assert canary.traces_in(bytes_of(sqlite_database)) == set()


@pytest.fixture
def demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    import streamlit as st

    monkeypatch.setenv("VIGIE_ENV", "demo")
    settings.cache_clear()
    st.cache_data.clear()


@pytest.mark.parametrize("profile", ["dihal", "miprof", "prefet:93"])
def test_the_page_names_none(nested: Path, demonstration: None, profile: str) -> None:
    from tests.dashboard.test_pages import opened

    with transaction() as session:
        found = solved(session)
        number = scenarios.save(
            session, DIHAL, "Douze places", YEAR, content=content_of(ASKED, None), result=result_of(found),
            facts_sha256=found.facts_sha256, entry=NOW,
        )  # fmt: skip
        scenarios.share(session, DIHAL, number, ["93"], entry=NOW)

    for part in ("ouvrir", "enregistres", "partages", "securisantes"):
        app = opened("scenarios", profile, annee=str(YEAR), places="12", besoin="93", partie=part)
        assert not app.exception
        assert traces(everything(app)) == set()


def test_totals_of_zones_stay_in_their_own_part_of_the_page(
    nested: Path, demonstration: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from dashboard import visitor
    from tests.dashboard.test_pages import opened

    right = Right(Object.SECURE_PLACES, Action.READ, (Scope.FRANCE,), Level.N3)
    named: Perimetre = replace(DIHAL, rights=(*DIHAL.rights, right))
    monkeypatch.setattr(visitor, "perimetre", lambda: named)
    monkeypatch.setattr(visitor, "own", lambda: named)

    plan = opened("scenarios", "dihal", annee=str(YEAR), places="12", partie="ouvrir")
    secure = opened("scenarios", "dihal", annee=str(YEAR), partie="securisantes")

    assert traces(everything(plan)) == set()
    assert canary.traces_in(everything(secure)) == set()
    assert "391" in everything(secure)
    assert not secure.get("download_button")
