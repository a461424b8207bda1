"""The State's geocoder, over real HTTP, against a real addok that speaks its contract and has its faults."""

from collections.abc import Callable

import pandas as pd
import pytest

from etl.geocoding.ban import BanGeocoder
from tests.etl.geocoding.conftest import GeocoderServer
from tests.loopback import free_port

Rows = Callable[..., pd.DataFrame]

KNOWN = [
    ("8 rue Dagobert", "92110", "Clichy"),
    ("106 rue du Bac", "75007", "Paris"),
    ("24 avenue Joannès Masset", "69009", "Lyon"),
    ("1 quai Saint-Jean", "67000", "Strasbourg"),
    ("50 rue de Paris", "97400", "Saint-Denis"),
]
CODES = ["92024", "75107", "69389", "67482", "97411"]


@pytest.fixture
def naps() -> list[float]:
    return []


@pytest.fixture
def ban(server: GeocoderServer, naps: list[float]) -> BanGeocoder:
    """Its waits are written down instead of being slept."""
    return BanGeocoder(server.url, sleep=naps.append)


@pytest.mark.addok
def test_an_address_is_found_at_its_number(ban: BanGeocoder, rows: Rows) -> None:
    answers = ban.geocode(rows(*KNOWN, citycode=CODES))

    assert list(answers["geo_status"]) == ["precise"] * 5
    assert list(answers["geo_citycode"]) == CODES
    assert list(answers["code_commune"]) == ["92024", "75056", "69123", "67482", "97411"]
    assert list(answers["geo_departement"]) == ["92", "75", "69", "67", "974"]
    assert answers["geo_score"].min() >= 0.75


@pytest.mark.addok
def test_latitude_and_longitude_are_read_by_name(ban: BanGeocoder, rows: Rows) -> None:
    answers = ban.geocode(rows(KNOWN[4], citycode=["97411"]))

    assert answers["lat"].iloc[0] == pytest.approx(-20.88, abs=0.01)
    assert answers["lon"].iloc[0] == pytest.approx(55.45, abs=0.01)


@pytest.mark.addok
def test_a_number_that_does_not_exist_gives_the_street(ban: BanGeocoder, rows: Rows) -> None:
    answers = ban.geocode(rows(("999 rue Dagobert", "92110", "Clichy"), citycode=["92024"]))

    assert answers["geo_status"].iloc[0] == "street"


@pytest.mark.addok
def test_a_street_that_does_not_exist_is_refused(ban: BanGeocoder, rows: Rows) -> None:
    answers = ban.geocode(rows(("12 rue des Zygomatiques Verts", "92110", "Clichy"), citycode=["92024"]))

    assert answers["geo_status"].iloc[0] == "failed"
    assert pd.isna(answers["lat"].iloc[0])


@pytest.mark.addok
def test_two_streets_of_the_same_name_are_left_to_a_person(ban: BanGeocoder, rows: Rows) -> None:
    answers = ban.geocode(rows(("3 rue de l'Église", "01200", "Valserhône"), citycode=["01033"]))

    assert answers["geo_status"].iloc[0] == "review"
    assert "Deux adresses" in answers["geo_reason"].iloc[0]


@pytest.mark.addok
def test_only_street_city_and_code_leave_the_machine(ban: BanGeocoder, rows: Rows, server: GeocoderServer) -> None:
    ban.geocode(rows(("8 rue Dagobert", "92110", "Clichy"), citycode=["92024"], siret=["12345678901234"]))

    (body,) = server.bodies()
    assert '"0","8 rue Dagobert","CLICHY","92024"' in body
    assert "12345678901234" not in body
    assert "92110" not in body


@pytest.mark.addok
def test_a_sensitive_row_never_leaves_the_machine(ban: BanGeocoder, rows: Rows, server: GeocoderServer) -> None:
    secret = ("9 rue Introuvable-Marqueur", "92110", "Marqueurville")

    answers = ban.geocode(rows(KNOWN[0], secret, KNOWN[1], sensitive=[False, True, None]))

    assert list(answers["geo_status"]) == ["precise", "withheld", "withheld"]
    assert pd.isna(answers["lat"].iloc[1])
    assert len(server.bodies()) == 1
    assert not any("arqueur" in body or "rue du Bac" in body for body in server.bodies())


@pytest.mark.addok
def test_a_whole_file_of_sensitive_rows_makes_no_request(ban: BanGeocoder, rows: Rows, server: GeocoderServer) -> None:
    ban.geocode(rows(*KNOWN, sensitive=[True] * 5))

    assert server.bodies() == []


@pytest.mark.addok
def test_a_busy_server_is_left_in_peace_as_long_as_it_asks(
    ban: BanGeocoder, rows: Rows, server: GeocoderServer, naps: list[float]
) -> None:
    server.prepare("429")

    answers = ban.geocode(rows(*KNOWN, citycode=CODES))

    assert list(answers["geo_status"]) == ["precise"] * 5
    assert max(naps) >= 2
    assert ban.outage == ""


@pytest.mark.addok
@pytest.mark.parametrize("fault", ["500", "502", "503", "504", "truncate", "break"])
def test_a_passing_fault_loses_nothing(ban: BanGeocoder, rows: Rows, server: GeocoderServer, fault: str) -> None:
    server.prepare(fault)

    answers = ban.geocode(rows(*KNOWN, citycode=CODES))

    assert list(answers["geo_status"]) == ["precise"] * 5
    assert len(server.bodies()) == 2


@pytest.mark.addok
def test_rows_on_which_the_engine_failed_are_asked_again(ban: BanGeocoder, rows: Rows, server: GeocoderServer) -> None:
    server.prepare("error")

    answers = ban.geocode(rows(*KNOWN, citycode=CODES))

    assert list(answers["geo_status"]) == ["precise"] * 5


@pytest.mark.addok
def test_a_server_that_refuses_large_files_receives_halves(
    ban: BanGeocoder, rows: Rows, server: GeocoderServer
) -> None:
    server.prepare(max_rows=20)
    many = rows(*(KNOWN * 20), citycode=CODES * 20)

    answers = ban.geocode(many)

    assert list(answers["row_id"]) == list(many["row_id"])
    assert list(answers["geo_citycode"]) == CODES * 20
    assert len(server.bodies()) == 1 + 2 + 4 + 8


@pytest.mark.addok
def test_rows_refused_even_alone_come_back_failed(ban: BanGeocoder, rows: Rows, server: GeocoderServer) -> None:
    server.prepare(max_rows=0)

    answers = ban.geocode(rows(*KNOWN[:3], citycode=CODES[:3]))

    assert list(answers["geo_status"]) == ["failed"] * 3


@pytest.mark.addok
def test_a_server_that_keeps_failing_is_no_longer_asked(
    ban: BanGeocoder, rows: Rows, server: GeocoderServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.prepare(*["503"] * 50)
    _one_row_per_chunk(monkeypatch)

    answers = ban.geocode(rows(*KNOWN, citycode=CODES))

    assert list(answers["geo_status"]) == ["failed"] * 5
    assert "503" in ban.outage
    assert len(server.bodies()) == 2 * 5


@pytest.mark.addok
def test_many_faults_in_many_chunks_keep_one_answer_per_row(
    ban: BanGeocoder, rows: Rows, server: GeocoderServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.prepare("", "429", "", "truncate", "503", "", "break")
    _one_row_per_chunk(monkeypatch)
    many = rows(*(KNOWN * 3), citycode=CODES * 3)

    answers = ban.geocode(many)

    assert list(answers["row_id"]) == list(many["row_id"])
    assert list(answers["geo_citycode"]) == CODES * 3


def test_a_dead_server_costs_no_row(rows: Rows, naps: list[float]) -> None:
    ban = BanGeocoder(f"http://127.0.0.1:{free_port()}/geocodage", sleep=naps.append)

    answers = ban.geocode(rows(*KNOWN))

    assert list(answers["geo_status"]) == ["failed"] * 5
    assert "n’a pas répondu" in answers["geo_reason"].iloc[0]
    assert "ConnectError" in ban.outage


@pytest.mark.parametrize(
    "address",
    [
        "http://data.geopf.fr/geocodage",
        "https://example.org/geocodage",
        "https://data.geopf.fr.example.org/geocodage",
        "https://someone:word@data.geopf.fr/geocodage",
        "ftp://data.geopf.fr",
        "",
    ],
)
def test_an_address_that_is_not_on_the_list_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="n’est pas un géocodeur autorisé"):
        BanGeocoder(address)


def test_the_state_s_server_is_on_the_list() -> None:
    assert BanGeocoder().base_url == "https://data.geopf.fr/geocodage"


def _one_row_per_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    from etl.geocoding import ban_chunks

    usual = ban_chunks.threshold
    monkeypatch.setattr(ban_chunks, "threshold", lambda name: 1 if name == "geocoding.chunk_rows" else usual(name))
