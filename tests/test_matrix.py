"""The matrix of rights, walked: role × object × action × channel.

Each cell is decided as it is written. Indicators, structures, places, imports, accounts, the journal and secure places
are then asked for by their own doors; needs, relocation, general supply and scenarios in
`tests/test_matrix_planning.py`. The doors of drafts, meetings and private comments, and documents in PDF and DOCX, are
walked where they are tested
(`tests/geodata/progress`, `tests/geodata/meetings`, `tests/geodata/publication`, `tests/layers/documents`).
"""

import re
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

import dashboard
from config.charter import current
from config.roles import Action, Level, Object
from config.settings import settings
from dashboard import visitor
from etl.__main__ import app as etl_app
from etl.run import run
from geodata import publication
from geodata.__main__ import app as geodata_app
from geodata.database import transaction
from geodata.indicators import INDICATORS, Choice
from geodata.perimetre import NotAllowed, perimetre
from geodata.publication import Format, Published, Table, to_bytes
from geodata.publication.secure_places import publish_secure_places
from geodata.publication.secure_plan import publish_secure_outlook
from geodata.repositories.account_rows import WITHOUT_ACCOUNT, keep, new
from geodata.rights import Standing, decide
from tests.geodata.conftest import Archive
from tests.matrix_oracle import ACTIONS, AWAY, FRANCE, HOME, OBJECTS, SAMPLES, SIGNED, Sample, says

YEAR = 2015
MARKS = {HOME: 918273645, AWAY: 192837465}
"""Numbers of places that nothing else in a file or on a page can contain."""
NAMES = {HOME: "Entraide-repère-lozérienne", AWAY: "Entraide-repère-aindinoise"}
REFUSAL = re.compile(r"Le profil «\u00a0.+\u00a0» ne (donne pas accès|permet pas) ")


@pytest.fixture
def country(database: str) -> str:
    """A country where two départements can be recognised in any file."""
    with transaction() as session:
        archive = Archive(session)
        for code in (HOME, AWAY):
            archive.diagnostic(code, places_dedicated=MARKS[code], places_needed=MARKS[code] + 11, siao_referent=True)
            archive.branch(NAMES[code], code)
            archive.count(code, 40)
    st.cache_data.clear()
    return database


def test_the_matrix_is_the_one_that_was_agreed():
    letters = {"read": "L", "write": "E", "validate": "V", "administer": "A"}
    found: dict[str, str] = {}
    for sample in SAMPLES:
        cells = []
        for obj in OBJECTS:
            places: dict[str, set[str]] = {}
            for right in perimetre(sample.profile).rights:
                if right.obj == obj:
                    places.setdefault(letters[right.action], set()).update(right.scope)
            told = " ".join(f"{letter}{''.join(sorted(where))}" for letter, where in sorted(places.items()))
            cells += [f"{obj} {told}"] if told else []
        found[sample.name] = ", ".join(cells)

    assert found == SIGNED


@pytest.mark.parametrize("who", SAMPLES, ids=lambda who: who.name)
def test_each_cell_is_decided_as_written_drafts_meetings_and_private_comments_included(
    who: Sample, walked: Counter[str]
) -> None:
    rights = perimetre(who.profile)
    for obj in OBJECTS:
        for action in ACTIONS:
            for level in range(4):
                for where in questions(who):
                    decision = decide(rights, Object(obj), Action(action), level=Level(level), **where)
                    expected = says(who, obj, action, level, **where)
                    walked["decision"] += 1
                    assert decision.allowed == expected, (who.profile, obj, action, level, where)
                    assert expected or REFUSAL.match(decision.sentence), decision.sentence


def questions(who: Sample) -> list[dict[str, Any]]:
    return [
        {"departement": HOME},
        {"departement": AWAY},
        {"departement": FRANCE},
        {"departement": HOME, "mesure": 7},
        {"departement": AWAY, "mesure": 22},
        {"mesure": 13},
        {"structure": who.structure or "12"},
        {"structure": "99", "departement": HOME},
    ]


PRODUCTS = ("siao_referent", "listing", "case_counts", "places_needed", "places_dedicated")


def opened(who: Sample, product: str) -> set[str]:
    """The two recognisable départements of a product that the matrix opens."""
    if product == "listing":
        return {code for code in MARKS if says(who, "structures", "read", 0, departement=code)}
    if product == "case_counts":
        return {code for code in MARKS if says(who, "indicators", "read", 0, departement=code)}
    indicator = INDICATORS[product]
    return {code for code in MARKS if says(who, indicator.obj, "read", indicator.level, departement=code)}


def published(product: str, who: Sample) -> Published | Table:
    rights = perimetre(who.profile)
    with transaction() as session:
        if product == "listing":
            return publication.publish_listing(session, rights)
        if product == "case_counts":
            return publication.publish_case_counts(session, rights)
        return publication.publish(session, product, Choice(YEAR), rights)


def told_by(content: bytes, format: Format) -> str:
    """Everything that a file says, hidden corners included."""
    if format == Format.XLSX:
        with zipfile.ZipFile(BytesIO(content)) as book:
            # Letters may be written as references (`&#232;`), or not, as the writer likes.
            return unescape("\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist()))
    if format == Format.GPKG:
        with sqlite3.connect(":memory:") as copy:
            copy.deserialize(content)
            tables = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            cells = [str(copy.execute(f'SELECT * FROM "{name}"').fetchall()) for name in tables if "rtree" not in name]
        return "\n".join([*cells, content.decode("latin-1")])
    return content.decode("utf-8-sig")


def mark(product: str, code: str) -> str:
    """What must be in a file that opens this département, and nowhere else."""
    if product == "listing":
        return NAMES[code]
    if product == "places_dedicated":
        return str(MARKS[code])
    return ""


def check(content: str, who: Sample, product: str, channel: str) -> None:
    for code in MARKS:
        sought = mark(product, code)
        if code in opened(who, product):
            assert sought in content, (who.profile, product, channel, code)
        else:
            assert str(MARKS[code]) not in content, (who.profile, product, channel, code)
            assert not sought or sought not in content, (who.profile, product, channel, code)


@pytest.mark.parametrize("format", list(Format))
def test_each_file_holds_what_the_matrix_opens_and_no_trace_of_the_rest(
    country: str, format: Format, walked: Counter[str]
) -> None:
    for who in SAMPLES:
        for product in PRODUCTS:
            if product == "case_counts" and format in {Format.GEOJSON, Format.GPKG}:
                continue
            walked[format.value] += 1
            if not opened(who, product):
                with pytest.raises(NotAllowed, match=REFUSAL):
                    published(product, who)
                continue
            leaving = published(product, who)
            rows = leaving.cells.index if isinstance(leaving, Published) else leaving.rows["departement"]
            assert opened(who, product) == set(rows) & set(MARKS), (who.profile, product)
            check(told_by(to_bytes(leaving, format), format), who, product, format.value)


@pytest.mark.parametrize("format", [Format.CSV, Format.XLSX])
def test_the_places_of_a_departement_leave_for_whom_the_matrix_says_only(
    country: str, format: Format, walked: Counter[str]
) -> None:
    for who in SAMPLES:
        for code in MARKS:
            walked[format.value] += 1
            with transaction() as session:
                if not says(who, "places", "read", 2, departement=code):
                    with pytest.raises(NotAllowed, match=REFUSAL):
                        publication.publish_places(session, perimetre(who.profile), departement=code, year=YEAR)
                    continue
                table = publication.publish_places(session, perimetre(who.profile), departement=code, year=YEAR)
            content = told_by(to_bytes(table, format), format)
            assert str(MARKS[code]) in content
            assert not any(str(MARKS[other]) in content for other in MARKS if other != code)


def test_the_command_line_exports_what_the_matrix_opens(country: str, tmp_path: Path, walked: Counter[str]) -> None:
    for who in SAMPLES:
        for product in PRODUCTS:
            walked["command line"] += 1
            out = tmp_path / f"{who.name}_{product}.csv"
            asked = ("export", product, "--as", who.profile, "--year", str(YEAR), "--out", str(out))
            answer = command(geodata_app, *asked)
            if opened(who, product):
                assert answer.exit_code == 0, answer.output
                check(out.read_text("utf-8-sig"), who, product, "command line")
            else:
                assert answer.exit_code == 1
                assert REFUSAL.search(answer.output)
                assert not out.exists()
                assert not any(str(number) in answer.output for number in MARKS.values())


def test_imports_are_taken_row_by_row_from_whom_the_matrix_says(
    country: str, tmp_path: Path, walked: Counter[str]
) -> None:
    file = tmp_path / "verifications.csv"
    lines = [f"{code};proxenetisme;15/10/2015" for code in MARKS]
    file.write_text("\n".join(["departement;forme;date_verification", *lines]), encoding="utf-8")
    for who in SAMPLES:
        walked["import"] += 1
        mine = {code for code in MARKS if says(who, "imports", "write", 2, departement=code)}
        answer = command(etl_app, "run", "listing_reviews", str(file), "--dry-run", "--as", who.profile)
        if not mine:
            assert answer.exit_code == 1, (who.profile, answer.output)
            assert REFUSAL.search(answer.output)
            continue
        report = run("listing_reviews", file, perimetre(who.profile), dry_run=True)
        sent_back = {content["departement"] for content in report.rejects["content"]}
        assert sent_back == set(MARKS) - mine
        assert all(REFUSAL.match(reason) for reason in report.rejects["reason"])
        assert report.loaded == len(mine)


def test_rejected_rows_are_read_by_whom_the_matrix_says(country: str, tmp_path: Path, walked: Counter[str]) -> None:
    file = tmp_path / "verifications.csv"
    file.write_text("departement;forme;date_verification\n48;repère-de-rejet;15/10/2015", encoding="utf-8")
    number = run("listing_reviews", file, perimetre("miprof")).run_id
    for who in SAMPLES:
        walked["command line"] += 1
        answer = command(etl_app, "rejects", str(number), "--out", str(tmp_path / "r.csv"), "--as", who.profile)
        if says(who, "imports", "write", 2, departement=FRANCE):
            assert answer.exit_code == 0, answer.output
            assert "repère-de-rejet" in (tmp_path / "r.csv").read_text("utf-8-sig")
            (tmp_path / "r.csv").unlink()
        else:
            assert answer.exit_code == 1
            assert REFUSAL.search(answer.output)
            assert not (tmp_path / "r.csv").exists()


def test_accounts_are_opened_and_listed_by_whom_the_matrix_says(country: str, walked: Counter[str]) -> None:
    with_account = [who for who in SAMPLES if who.name != WITHOUT_ACCOUNT]
    with transaction() as session:
        for who in with_account:
            an_account(session, who.profile, f"{who.name}@exemple.gouv.fr")
        for code in MARKS:
            an_account(session, f"siao:{code}", f"repere{code}@exemple.gouv.fr")
    for who in with_account:
        by = ("--by", f"{who.name}@exemple.gouv.fr")
        listed = command(geodata_app, "accounts", "list", *by)
        for code in MARKS:
            walked["command line"] += 2
            readable = says(who, "accounts", "read", 2, departement=code)
            assert (f"repere{code}@" in listed.output) == readable, (who.profile, code)
            email = f"nouveau{who.name}{code}@exemple.gouv.fr"
            invited = command(
                geodata_app, "accounts", "invite", email, "--profile", f"siao:{code}", "--function", "Chargé", *by
            )
            allowed = says(who, "accounts", "administer", 2, departement=code)
            assert invited.exit_code == (0 if allowed else 1), (who.profile, code, invited.output)
            assert allowed or REFUSAL.search(invited.output)


def an_account(session: Any, profile: str, email: str) -> None:
    now = datetime.now(UTC)
    account = new(session, profile, email=email, function="Chargé", state=Standing.ACTIVE, now=now)
    account.charter_version = current().version
    keep(session, account)


def test_the_journal_is_opened_to_whom_the_matrix_says(country: str, tmp_path: Path, walked: Counter[str]) -> None:
    for who in SAMPLES:
        for format in (Format.CSV, Format.XLSX):
            walked["command line"] += 1
            out = tmp_path / f"{who.name}.{format}"
            answer = command(
                geodata_app, "journal", "export", "--as", who.profile, "--format", format.value, "--out", str(out)
            )
            # A profile without a person has no acts of its own.
            held = [right.scope for right in perimetre(who.profile).rights if right.obj == "journal"]
            rights = [scope for scope in held if "O" not in scope]
            assert (answer.exit_code == 0) == bool(rights), (who.profile, answer.output)
            assert rights or (REFUSAL.search(answer.output) and not out.exists())


def test_secure_places_are_refused_to_every_profile_but_their_national_total(
    country: str, walked: Counter[str]
) -> None:
    for who in SAMPLES:
        walked["secure places"] += 1
        with transaction() as session:
            if says(who, "secure_places", "read", 2, departement=FRANCE):
                assert not publish_secure_places(session, perimetre(who.profile), YEAR).by_zone
                assert not publish_secure_outlook(session, perimetre(who.profile), YEAR, 10).by_zone
                continue
            with pytest.raises(NotAllowed, match=REFUSAL):
                publish_secure_places(session, perimetre(who.profile), YEAR)
            with pytest.raises(NotAllowed, match=REFUSAL):
                publish_secure_outlook(session, perimetre(who.profile), YEAR, 10)
        assert command(geodata_app, "export", "secure_places", "--as", who.profile).exit_code == 2


def command(app: Any, *arguments: str) -> Any:
    return CliRunner().invoke(app, list(arguments))


@pytest.mark.parametrize("who", SAMPLES, ids=lambda who: who.name)
def test_each_page_shows_what_the_matrix_opens_and_sends_no_trace_of_the_rest(
    sqlite_country: str, who: Sample, monkeypatch: pytest.MonkeyPatch, walked: Counter[str]
) -> None:
    monkeypatch.setattr(visitor, "perimetre", lambda: perimetre(who.profile))
    for code in MARKS:
        walked["page"] += 1
        page = sent_by("departement", departement=code, annee=str(YEAR))
        assert not [number for other, number in MARKS.items() if other != code and str(number) in page]
        places = says(who, "places", "read", 2, departement=code)
        assert (str(MARKS[code]) in page) == places, (who.profile, code)
        assert places or REFUSAL.search(page)
        assert NAMES[code] in page
    walked["page"] += 4
    on_places = sent_by("places", partie="pays", nombre="places_dedicated", annee=str(YEAR))
    check(on_places, who, "places_dedicated", "page")
    if not says(who, "places", "read", 2, departement=FRANCE):
        planned = sent_by("scenarios", annee=str(YEAR))
        assert not any(str(number) in planned for number in MARKS.values()), who.profile
    check(sent_by("couverture", indicateur="places_dedicated", annee=str(YEAR)), who, "places_dedicated", "page")
    imports = sent_by("donnees")
    brought = (("imports", 2), ("places", 2), ("secure_places", 3))
    sends = any(says(who, obj, "write", level, departement=code) for obj, level in brought for code in (HOME, FRANCE))
    assert ("Fichier CSV, XLSX ou ODS" in imports) == sends
    assert sends or REFUSAL.search(imports)


@pytest.fixture
def sqlite_country(sqlite_database: str) -> str:
    with transaction() as session:
        archive = Archive(session)
        for code in (HOME, AWAY):
            archive.diagnostic(code, places_dedicated=MARKS[code], places_needed=MARKS[code] + 11)
            archive.branch(NAMES[code], code)
            archive.count(code, 40)
    st.cache_data.clear()
    return sqlite_database


def sent_by(page: str, **query: str) -> str:
    """All that a page sends: every element of its tree, maps and tables included, without the spaces of numbers."""
    script = Path(dashboard.__file__).with_name("app.py")
    # A copy of the door elsewhere: beside a folder pages/, AppTest opens a page without passing by app.py.
    door = settings().data_dir / "door.py"
    door.write_text(f"import runpy\nrunpy.run_path({str(script)!r})", encoding="utf-8")
    app = AppTest.from_file(str(door), default_timeout=60)
    app.run()
    app.query_params.clear()
    for name, value in query.items():
        app.query_params[name] = value
    app = app.switch_page(str(script.parent / "pages" / f"{page}.py")).run()
    assert not app.exception
    assert not app.error, [each.value for each in app.error]
    texts = [str(element.proto) for element in walk(app.main)] + [frame.value.to_string() for frame in app.dataframe]
    shown = "\n".join(text.encode().decode("unicode_escape", "replace") if "\\" in text else text for text in texts)
    return re.sub(r"(?<=\d)[\u202f\u00a0 ](?=\d{3})", "", "\n".join([*texts, shown]))


def walk(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from walk(child)
        elif getattr(child, "proto", None) is not None:
            yield child
