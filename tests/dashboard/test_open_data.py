"""The files that anybody may take: at their addresses, with their headers, and nothing that the public may not read."""

import json
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pandas as pd
import pytest
from sqlalchemy import func, select
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from dashboard import open_data
from dashboard.middleware import FrenchFirstPage, SecurityHeaders, UnknownAddress
from geodata import journal
from geodata.database import transaction
from geodata.models import Branch, JournalLine
from geodata.perimetre import perimetre
from tests.dashboard.small_france import fill

HERE = f"/{open_data.FOLDER}"


@pytest.fixture
def client(sqlite_database: str) -> Iterator[TestClient]:
    with transaction() as session:
        fill(session)
        _told(session)
    middleware = [Middleware(SecurityHeaders), Middleware(UnknownAddress, known=frozenset({open_data.FOLDER}))]
    application = Starlette(routes=open_data.ROUTES, middleware=[*middleware, Middleware(FrenchFirstPage)])
    with TestClient(application) as client:
        yield client


def _told(session: open_data.Session) -> None:
    """What every writing tells: small_france writes straight into the tables."""
    journal.record(
        session, perimetre("exploitation"), journal.Event.WRITE, obj="imports", channel=journal.Channel.COMMAND_LINE
    )


@pytest.mark.parametrize("name", list(open_data.FILES))
def test_every_open_file_is_there_for_anybody(client: TestClient, name: str) -> None:
    answer = client.get(f"{HERE}/{name}", headers={"Origin": "https://ailleurs.example"})

    assert answer.status_code == 200
    assert answer.content
    assert answer.headers["content-type"] == open_data.FILES[name].media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "set-cookie" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_page_lists_every_file_its_licence_and_every_column(client: TestClient) -> None:
    text = client.get(f"{HERE}/", headers={"Accept": "text/html"}).text

    assert '<html lang="fr">' in text
    assert text.count("<h1>") == 1
    assert "Licence Ouverte" in text
    assert not [name for name in open_data.FILES if f'href="{name}"' not in text]
    header = client.get(f"{HERE}/annuaire.csv").content.decode("utf-8-sig").splitlines()[0]
    assert not [column for column in header.split(";") if f"<code>{column}</code></th><td></td>" in text]
    assert not [column for column in header.split(";") if f"<code>{column}</code>" not in text]
    assert "http" not in text.replace("https://www.etalab.gouv.fr", "")


def test_the_address_without_its_slash_leads_there(client: TestClient) -> None:
    answer = client.get(HERE, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (308, f"{HERE}/")


def test_whoever_has_the_file_is_not_sent_it_again(client: TestClient) -> None:
    address = f"{HERE}/annuaire.csv"
    first = client.get(address)

    by_tag = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    by_day = client.get(address, headers={"If-Modified-Since": first.headers["last-modified"]})
    by_another_tag = client.get(address, headers={"If-None-Match": '"autre"'})

    assert (by_tag.status_code, by_tag.content, by_day.status_code) == (304, b"", 304)
    assert by_tag.headers["etag"] == first.headers["etag"]
    assert (by_another_tag.status_code, by_another_tag.content) == (200, first.content)


def test_what_is_written_is_in_the_next_file(client: TestClient) -> None:
    address = f"{HERE}/annuaire.csv"
    first = client.get(address)
    with transaction() as session:
        session.scalars(select(Branch).limit(1)).one().city = "Ville-Nouvelle"
        _told(session)

    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})

    assert again.status_code == 200
    assert "Ville-Nouvelle" in again.text
    assert "Ville-Nouvelle" not in first.text


def test_the_head_of_a_file_comes_without_it(client: TestClient) -> None:
    answer = client.head(f"{HERE}/annuaire.xlsx")

    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) > 0


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_sent_there(client: TestClient, method: str) -> None:
    answers = [client.request(method, f"{HERE}/{name}") for name in ("", "annuaire.csv", "indicateurs.json")]

    assert [answer.status_code for answer in answers] == [405, 405, 405]


def test_an_unknown_file_is_said_to_be_unknown(client: TestClient) -> None:
    assert client.get(f"{HERE}/comptes.csv").status_code == 404
    assert client.get(f"{HERE}/..%2F..%2Fetc%2Fpasswd").status_code == 404


def test_another_site_may_read_but_not_write(client: TestClient) -> None:
    asks = {"Origin": "https://ailleurs.example", "Access-Control-Request-Method": "GET"}

    reading = client.options(f"{HERE}/annuaire.csv", headers=asks)
    writing = client.options(f"{HERE}/annuaire.csv", headers=asks | {"Access-Control-Request-Method": "DELETE"})

    assert (reading.status_code, writing.status_code) == (200, 400)
    assert "access-control-allow-credentials" not in reading.headers


def test_what_an_association_does_not_agree_to_publish_is_in_no_file(client: TestClient) -> None:
    with transaction() as session:
        branch = session.scalars(select(Branch).limit(1)).one()
        branch.phone, branch.street, branch.consents = "0612345678", "3 rue Canari", []
        branch.lat, branch.lon, branch.geo_status = 43.123456, 5.123456, "precise"
        branch.city = "Marseille"
        _told(session)

    for name in open_data.FILES:
        content = client.get(f"{HERE}/{name}").content
        parts = [content]
        if name.endswith((".xlsx", ".zip")):
            archive = ZipFile(BytesIO(content))
            parts = [archive.read(each) for each in archive.namelist()]
        for word in (b"612345678", b"Canari", b"43.123456", b"5.123456"):
            assert not [part for part in parts if word in part], (name, word)


def test_the_three_lists_hold_together(client: TestClient) -> None:
    structures, services, complements = (
        client.get(f"{HERE}/data-inclusion-{name}.json").json() for name in ("structures", "services", "complements")
    )

    known = {each["id"] for each in structures}
    assert known
    assert {each["structure_id"] for each in services} <= known
    assert {each["structure_id"] for each in complements} == known


def test_the_journal_tells_a_download_once_in_ten_minutes(client: TestClient) -> None:
    for _ in range(3):
        client.get(f"{HERE}/annuaire.csv")
    client.get(f"{HERE}/annuaire.geojson")

    with transaction() as session:
        told = dict(
            session.execute(
                select(JournalLine.channel, func.count())
                .where(JournalLine.event == "export")
                .group_by(JournalLine.channel)
            ).all()
        )
    assert told == {"csv": 1, "geojson": 1}


def test_an_indicator_is_read_as_the_public_reads_it(client: TestClient) -> None:
    listed = client.get(f"{HERE}/indicateurs.json").json()

    answer = client.get(f"{HERE}/indicateurs/specialised_associations.json", params={"annee": listed["annees"][0]})

    told = answer.json()
    assert answer.headers["etag"]
    assert len(told["departements"]) == 101
    states = {each["etat"] for each in told["departements"]}
    assert "published" in states
    assert all((each["valeur"] is None) == (each["etat"] != "published") for each in told["departements"])
    assert {each["id"] for each in listed["indicateurs"]} == set(open_data.PUBLIC_INDICATORS)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("indicateurs/inconnu.json", 404),
        ("indicateurs/coverage_gap.json?annee=1789", 400),
        ("indicateurs/coverage_gap.json?annee=deux", 400),
        ("indicateurs/coverage_gap.json?forme=inconnue", 400),
        ("indicateurs/coverage_gap.json?public=<script>", 400),
    ],
)
def test_a_wrong_question_gets_a_sentence(client: TestClient, address: str, status: int) -> None:
    answer = client.get(f"{HERE}/{address}")

    assert answer.status_code == status
    assert json.loads(answer.text)["erreur"].endswith(".")


def test_a_restricted_indicator_has_no_address(client: TestClient) -> None:
    restricted = [name for name in open_data.INDICATORS if name not in open_data.PUBLIC_INDICATORS]

    assert [client.get(f"{HERE}/indicateurs/{name}.json").status_code for name in restricted] == [404] * len(restricted)


def test_a_spreadsheet_reads_the_listing(client: TestClient) -> None:
    content = client.get(f"{HERE}/annuaire.xlsx").content

    frame = pd.read_excel(BytesIO(content), dtype=str, engine="openpyxl")

    assert {"structure", "branch_id", "reserve", "geo_citycode"} <= set(frame.columns)
