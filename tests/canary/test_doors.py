"""The canary through the doors that are not files: command lines, corrections, addresses of pages, copies."""

import json
import re
import tarfile
import traceback
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import typer
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

import etl.__main__
import geodata.__main__
from config.settings import settings
from etl.jobs import JOBS
from etl.run import run
from geodata import backup as copies
from geodata.database import transaction
from geodata.models import Branch
from geodata.perimetre import perimetre
from geodata.repositories.branches import correct_point
from geodata.shelter_guard import LocatesAShelter
from tests.canary import canary
from tests.canary.conftest import Nest
from tests.canary.deliveries import delivery

Argv = Callable[[Path], list[list[str]]]


def _files(nest: Path) -> list[Path]:
    sent = delivery("associations").with_cell("antenne", canary.TEXT)
    named = nest / f"{canary.TEXT.replace('/', '-')[:180]}.csv"
    return [sent.write_csv(nest / "recu.csv"), delivery("associations").write_csv(named)]


def _each_file(*before: str) -> Argv:
    return lambda nest: [[*before, str(file)] for file in _files(nest)]


VINTAGE = ["--vintage", canary.TEXT]
GEOCODED = ["--street", "adresse", "--postcode", "code_postal", "--city", "commune"]
ETL: dict[str, Argv] = {
    "list": lambda nest: [["list"], ["list", "--json"]],
    "run": lambda nest: [
        *([*arguments, *options] for arguments in _each_file("run", "associations")(nest)
          for options in ([], ["--json"], ["--dry-run"], ["--vintage", canary.TEXT], ["--json", *VINTAGE])),
        ["run", canary.TEXT, str(nest / "recu.csv")],
        ["run", "associations", str(nest / "recu.csv"), "--as", canary.TEXT],
    ],
    "status": lambda nest: [["status"], ["status", "--json"], ["status", "--as", canary.TEXT]],
    "rejects": lambda nest: [["rejects", "1"], ["rejects", "1", "--out", str(nest.parent / "rejets.csv")]],
    "template": lambda nest: [["template", canary.TEXT, "--out", str(nest.parent / "modele.xlsx")]],
    "geocode": lambda nest: [
        *([*arguments, *GEOCODED, *options] for arguments in _each_file("geocode")(nest)
          for options in ([], ["--out", str(nest.parent / "places.csv")])),
        ["geocode", str(nest / "recu.csv"), "--street", canary.TEXT, "--postcode", "x", "--city", "x"],
    ],
    "demo": lambda nest: [],
}  # fmt: skip
"""What is typed at each command; a new command must say here how the canary would enter by it."""
GEODATA: dict[str, Argv] = {
    "migrate": lambda nest: [["migrate"]],
    "refresh": lambda nest: [],
    "backup": lambda nest: [["backup", str(nest.parent / "copie.tar.gz")]],
    "restore": lambda nest: [["restore", str(nest / "recu.csv")]],
    "export": lambda nest: [["export", canary.TEXT], ["export", "listing", "--as", canary.TEXT], ["export", "listing"]],
}  # fmt: skip


def commands(app: typer.Typer) -> set[str]:
    return {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}


def test_every_command_is_walked() -> None:
    assert commands(etl.__main__.app) == set(ETL), "say in ETL how the canary would enter by a new command"
    assert commands(geodata.__main__.app) == set(GEODATA), "say in GEODATA how the canary would enter by a new command"


@pytest.mark.parametrize(
    ("app", "lines"),
    [
        *((etl.__main__.app, lines) for lines in ETL.values()),
        *((geodata.__main__.app, each) for each in GEODATA.values()),
    ],
    ids=[*(f"etl {name}" for name in ETL), *(f"geodata {name}" for name in GEODATA)],
)
def test_by_the_command_line(nest: Nest, app: typer.Typer, lines: Argv) -> None:
    runner = CliRunner()
    runner.invoke(etl.__main__.app, ["run", "associations", str(_files(nest.sent)[0])])
    for arguments in lines(nest.sent):
        done = runner.invoke(app, arguments)
        unexpected = done.exception if not isinstance(done.exception, SystemExit) else None
        trace = "".join(traceback.format_exception(unexpected)) if unexpected else ""
        nest.told(" ".join(arguments[:2])[:40], f"{done.output}\n{done.stderr}\n{trace}")

    assert nest.traces([perimetre("exploitation")]) == {}


def test_by_the_reason_of_a_correction(nest: Nest) -> None:
    run("associations", delivery("associations").write_csv(nest.sent / "bon.csv"), perimetre("exploitation"))
    for text in (canary.TEXT, *canary.PARTS):
        with pytest.raises(LocatesAShelter) as refusal, transaction() as session:
            correct_point(session, perimetre("exploitation"), session.query(Branch.id).scalar(), 44.52, 3.5, text)
        nest.told("correction", "".join(traceback.format_exception(refusal.value)))

    assert nest.traces([perimetre("public")]) == {}


NEVER_EMPTIED = ("journal", "journal_head", "former_counts", "former_needs", "listing_facts")
"""The database refuses it; the last two are empty here, as no figure has been corrected."""


def test_by_a_copy_made_elsewhere(nest: Nest) -> None:
    """A copy holds what the archive holds; one made by hand is written through the same guard."""
    run("associations", delivery("associations").write_csv(nest.sent / "bon.csv"), perimetre("exploitation"))
    good, bad = nest.sent / "copie.tar.gz", nest.sent / "autre.tar.gz"
    copies.backup(good)
    assert canary.traces_in(good.read_bytes()) == set()
    _rewritten(good, bad)
    assert canary.traces_in(bad.read_bytes())
    with transaction() as session:
        for table in reversed(Branch.metadata.sorted_tables):
            if table.name not in NEVER_EMPTIED:
                session.execute(table.delete())
    try:
        copies.restore(bad)
    except Exception as failure:  # noqa: BLE001 - whatever is raised, its trace is searched
        nest.told("restore", "".join(traceback.format_exception(failure)))
    else:
        pytest.fail("a copy that holds a shelter was restored")

    assert nest.traces([perimetre("public")]) == {}


def _rewritten(good: Path, bad: Path) -> None:
    with tarfile.open(good) as source, tarfile.open(bad, "w:gz") as target:
        for member in source.getmembers():
            content = source.extractfile(member)
            data = content.read() if content else b""
            if member.name == "tables/branches.jsonl":
                data = data.replace(json.dumps("Association Exemple").encode(), json.dumps(canary.TEXT).encode())
            member.size = len(data)
            target.addfile(member, BytesIO(data) if content else None)


@pytest.fixture
def demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    import streamlit as st

    monkeypatch.setenv("VIGIE_ENV", "demo")
    settings.cache_clear()
    st.cache_data.clear()


def everything(app: AppTest) -> str:
    """All that a page sends to the browser."""
    sent = [str(element.proto) if hasattr(element, "proto") else str(element) for element in app.main]
    frames = [str(frame.value.to_csv()) for frame in app.dataframe]
    return "\n".join([*sent, *frames, str(app.main), str(app.sidebar)])


PARAMETERS = (
    "indicateur", "annee", "forme", "public", "departement", "vue", "plan", "mesure", "alerte", "reunion", "exercice",
    "partie", "choix", "inconnu", "nombre", "public_accueilli", "tri", "annee_demandes", "acces", "places", "objectif",
    "accueil", "besoin", "fois", "encadres", "types", "budget",
)  # fmt: skip


@pytest.mark.parametrize("profile", ["public", "prefecture", "miprof"])
def test_by_the_addresses_of_pages(nest: Nest, demonstration: None, profile: str) -> None:
    from tests.dashboard.test_pages import PAGES, opened

    run("associations", delivery("associations").write_csv(nest.sent / "bon.csv"), perimetre("exploitation"))
    for page in (*PAGES, "mesures", "comparer", "reunions", "scenarios", "places"):
        app = opened(page, profile, **dict.fromkeys(PARAMETERS, canary.TEXT))
        nest.told(f"page {page}", everything(app))
        assert not app.exception

    assert nest.traces([]) == {}


def test_by_the_page_that_receives_files(nest: Nest, demonstration: None) -> None:
    from tests.dashboard.test_pages import opened

    files = _files(nest.sent)
    for job in ("associations",):
        for file in files:
            for vintage in ("2016", canary.TEXT):
                app = opened("donnees", "miprof")
                next(each for each in app.selectbox if each.label == "Source").set_value(JOBS[job].label)
                app.text_input[0].set_value(vintage)
                app.get("file_uploader")[0].upload(file.name, file.read_bytes(), "text/csv")
                app.run()
                app.text_input[0].set_value("")
                _press(app, "Vérifier")
                nest.told(f"{job}, trial", _but_what_was_typed(app))
                _press(app, "Enregistrer")
                nest.told(f"{job}, recorded", _but_what_was_typed(app))

    assert nest.traces([perimetre("miprof")]) == {}


def _press(app: AppTest, label: str) -> None:
    for button in app.button:
        if button.label.startswith(label):
            button.click().run()
            return


def _but_what_was_typed(app: AppTest) -> str:
    """What the page answers; the boxes still show to their visitor what this visitor has just written in them."""
    kinds = ("markdown", "caption", "info", "warning", "error", "success", "html", "status", "expander", "exception")
    said = [str(element) + str(getattr(element, "proto", "")) for kind in kinds for element in app.get(kind)]
    return "\n".join([*said, *(frame.value.to_csv() for frame in app.dataframe)])


def _paths(route: Any) -> list[str]:
    """The addresses that a route answers to a reader: those of what is mounted under it too."""
    under = [route.path + path for each in getattr(route, "routes", None) or () for path in _paths(each)]
    return under or ([route.path] if "GET" in (getattr(route, "methods", None) or ()) else [])


def test_by_the_addresses_of_the_server(nest: Nest) -> None:
    from dashboard.open_data import FILES, FOLDER
    from dashboard.server import application

    # The routes of the house; the pages themselves are walked above, as a browser would fill them.
    routes = application._user_routes
    paths = [path for route in routes for path in _paths(route)] + [f"/{FOLDER}/{name}" for name in FILES]
    assert len(paths) >= 3 + len(FILES)
    client = TestClient(Starlette(routes=routes), raise_server_exceptions=False)
    for path in paths:
        address = re.sub(r"\{[^}]*\}", canary.TEXT.replace("/", "-"), path)
        for asked in (address, f"{address}?q={canary.TEXT}", f"{address}/{canary.TEXT}"):
            nest.told(f"server {path}", client.get(asked, follow_redirects=False).content)

    assert nest.traces([]) == {}
