"""An address checked while somebody types it: against a real geocoder, offline, and when the network is cut."""

import socket
import time
from collections.abc import Iterator

import pytest

from config.settings import settings
from etl import address_check
from etl.address_check import SILENT, candidates, check
from etl.geocoding.contract import Status
from tests.etl.geocoding.conftest import GeocoderServer, running_server, server

__all__ = ["running_server", "server"]

CLICHY = ("8 rue Dagobert", "92110", "Clichy")


@pytest.fixture
def asked(server: GeocoderServer, sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[GeocoderServer]:
    """The State's geocoder, switched on."""
    _switch_on(monkeypatch, server.url)
    yield server
    settings.cache_clear()


def _switch_on(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("VIGIE_GEOCODER", "ban")
    monkeypatch.setenv("VIGIE_GEOCODER_URL", url)
    settings.cache_clear()


def _hurried(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    usual = address_check.threshold
    monkeypatch.setattr(
        address_check, "threshold", lambda name: seconds if name == "geocoding.page_seconds" else usual(name)
    )


@pytest.mark.addok
def test_an_address_is_found_at_its_number(asked: GeocoderServer) -> None:
    found = check(*CLICHY, sensitive=False)

    assert found.status == Status.PRECISE
    assert found.sentence == "Trouvée au numéro\N{NO-BREAK SPACE}: 8 Rue Dagobert 92110 Clichy."
    assert (found.city, found.postcode, found.citycode, found.departement) == ("Clichy", "92110", "92024", "92")


@pytest.mark.addok
def test_a_number_that_does_not_exist_is_found_at_its_street(asked: GeocoderServer) -> None:
    found = check("999 rue Dagobert", "92110", "Clichy", sensitive=False)

    assert found.status == Status.STREET
    assert found.sentence.startswith("Trouvée à la rue, sans le numéro\N{NO-BREAK SPACE}: Rue Dagobert")


@pytest.mark.addok
def test_a_street_that_does_not_exist_leaves_the_point_of_the_commune(asked: GeocoderServer) -> None:
    found = check("12 rue des Zygomatiques Verts", "92110", "Clichy", sensitive=False)

    assert found.status == Status.COMMUNE
    assert found.sentence.startswith("Placée au centre de la commune de Clichy (92). Aucune adresse assez ressemblante")


@pytest.mark.addok
def test_the_street_of_a_branch_that_offers_housing_never_leaves_the_machine(asked: GeocoderServer) -> None:
    found = check("9 rue Introuvable-Marqueur", "92110", "Clichy", sensitive=True)
    listed = candidates("9 rue Introuvable-Marqueur", "92110", "Clichy", sensitive=True)

    assert asked.bodies() == []
    assert found.status == Status.COMMUNE
    assert address_check.HOUSING in found.sentence
    assert not any("arqueur" in str(each) for each in [found, *listed])


@pytest.mark.addok
@pytest.mark.parametrize("faults", [["503"] * 9, ["break"] * 9, ["429"] * 9], ids=["down", "cut", "busy"])
def test_a_geocoder_that_fails_is_a_sentence_and_the_gazetteers_answer(
    asked: GeocoderServer, faults: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _hurried(monkeypatch, 1)
    asked.prepare(*faults)
    start = time.monotonic()

    found = check(*CLICHY, sensitive=False)

    assert time.monotonic() - start < 4
    assert found.status == Status.COMMUNE
    assert found.sentence == f"Placée au centre de la commune de Clichy (92). {SILENT}"


def test_a_network_that_is_cut_is_a_sentence_too(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        _switch_on(monkeypatch, f"http://127.0.0.1:{free.getsockname()[1]}/geocodage")
    _hurried(monkeypatch, 1)

    found, listed = check(*CLICHY, sensitive=False), candidates(*CLICHY)

    assert SILENT in found.sentence
    assert [each.city for each in listed] == ["Clichy"]
    assert SILENT in listed[0].sentence


def test_a_server_that_never_answers_is_not_waited_for(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _hurried(monkeypatch, 1)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        _switch_on(monkeypatch, f"http://127.0.0.1:{silent.getsockname()[1]}/geocodage")
        start = time.monotonic()

        found, listed = check(*CLICHY, sensitive=False), candidates(*CLICHY)

    assert time.monotonic() - start < 4
    assert SILENT in found.sentence
    assert SILENT in listed[0].sentence


@pytest.mark.addok
def test_a_server_that_drips_is_not_waited_for(asked: GeocoderServer, monkeypatch: pytest.MonkeyPatch) -> None:
    _hurried(monkeypatch, 1)
    asked.prepare("drip")
    start = time.monotonic()

    listed = candidates(*CLICHY)

    assert time.monotonic() - start < 2
    assert SILENT in listed[0].sentence


@pytest.mark.addok
def test_what_was_not_answered_is_asked_again(asked: GeocoderServer, monkeypatch: pytest.MonkeyPatch) -> None:
    _hurried(monkeypatch, 1)
    asked.prepare(*["429"] * 3)
    check(*CLICHY, sensitive=False)
    asked.prepare()

    assert check(*CLICHY, sensitive=False).status == Status.PRECISE


@pytest.mark.addok
def test_candidates_are_addresses_of_the_commune_the_most_likely_first(asked: GeocoderServer) -> None:
    listed = candidates("3 rue de l'Église", "01200", "Valserhône")

    assert len(listed) >= 2
    assert {each.citycode for each in listed[:2]} == {"01033"}
    assert all(each.lat is not None and each.score is not None for each in listed)
    assert all(each.sentence.startswith("Trouvée ") for each in listed[:2])


@pytest.mark.addok
def test_an_address_of_another_commune_is_proposed_and_says_so(asked: GeocoderServer) -> None:
    listed = candidates("8 rue Dagobert", "75010", "Paris")

    clichy = next(each for each in listed if each.city == "Clichy")
    assert address_check.ELSEWHERE in clichy.sentence


@pytest.mark.addok
def test_only_the_street_and_the_commune_are_asked(asked: GeocoderServer) -> None:
    candidates(*CLICHY)

    (body,) = asked.bodies()
    assert body == "GET /geocodage/search?q=8+rue+Dagobert+Clichy&limit=5&autocomplete=0&citycode=92024"


@pytest.mark.addok
def test_a_passing_failure_of_the_search_is_asked_again_once(asked: GeocoderServer) -> None:
    asked.prepare("503")

    assert candidates(*CLICHY)[0].status == Status.PRECISE
    assert len(asked.bodies()) == 2


def test_offline_the_street_is_said_not_to_be_checked() -> None:
    found = check(*CLICHY, sensitive=False)

    assert found.status == Status.COMMUNE
    assert found.sentence == f"Placée au centre de la commune de Clichy (92). {address_check.NOT_ASKED}"


def test_offline_the_candidates_of_a_common_name_are_its_communes() -> None:
    listed = candidates("", "", "Sainte-Colombe", limit=20)

    assert len({each.citycode for each in listed if each.city == "Sainte-Colombe"}) >= 10


def test_a_postal_code_proposes_the_communes_that_it_serves() -> None:
    listed = candidates("", "01400", "Abergement")

    assert listed[0].city == "L'Abergement-Clémenciat"
    assert {each.postcode for each in listed} == {"01400"}


def test_an_address_that_nothing_places_is_not_found() -> None:
    found = check("", "99999", "Nulle-Part-en-Brousse", sensitive=False)

    assert (found.status, found.lat, found.lon) == (Status.FAILED, None, None)
    assert found.sentence.startswith("Introuvable\N{NO-BREAK SPACE}: aucune commune")
