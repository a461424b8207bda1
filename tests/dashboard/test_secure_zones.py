"""Secure places on the screen: by zone for named readers, for the country below, no trace for others, never a file."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from config.roles import Action, Level, Object, Right, Scope
from etl.run import run
from geodata.perimetre import perimetre
from tests.canary.conftest import everybody
from tests.geodata.test_secure_outlook import ASKED, REQUESTS
from tests.geodata.test_secure_places import HEADERS, OVERSEAS, ROWS

ZONES = ("Nord et Île-de-France", "Ouest", "Est et Centre-Est", "Sud")


@pytest.fixture
def country(sqlite_database: str, tmp_path: Path) -> None:
    for job, lines, who in (
        ("secure_capacity", [HEADERS, *ROWS, OVERSEAS], "acse"),
        ("relocation_requests", [REQUESTS, *ASKED], "exploitation"),
    ):
        path = tmp_path / f"{job}.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        run(job, path, perimetre(who))


def drawn(profile: str, *, named: bool = False, year: int = 2016) -> AppTest:
    def page(profile: str, named: bool, year: int) -> None:
        from dashboard.components.secure_zones import secure_zones
        from tests.dashboard.test_secure_zones import reader

        secure_zones(reader(profile, named), year)

    return AppTest.from_function(
        page, kwargs={"profile": profile, "named": named, "year": year}, default_timeout=60
    ).run()


def reader(profile: str, named: bool):
    found = perimetre(profile)
    right = Right(Object.SECURE_PLACES, Action.READ, (Scope.FRANCE,), Level.N3)
    return replace(found, rights=(*found.rights, right)) if named else found


def words(page: AppTest) -> str:
    assert not page.exception
    return " ".join(str(getattr(each, "proto", "")) for each in page.main)


def test_a_named_reader_sees_each_zone_and_what_ten_more_places_would_change(country: None) -> None:
    page = drawn("dihal", named=True)

    told = words(page)
    for zone in ZONES:
        assert zone in told
    assert "À l’écran seulement" in told
    assert "171 demandes" in told
    assert "Places à ouvrir" in told
    assert "Règle d’éloignement" in told
    assert "download" not in told.lower()


def test_another_number_of_places_is_solved_at_once(country: None) -> None:
    page = drawn("miprof", named=True)

    page.number_input(key="places_securisantes").set_value(100).run()

    assert "sans emploi utile" in words(page)


def test_below_n3_the_country_alone_is_drawn(country: None) -> None:
    told = words(drawn("cncdh"))

    assert "France" in told
    assert "132" in told
    assert not any(zone in told for zone in ZONES)


@pytest.mark.parametrize("who", [each.profile for each in everybody() if not each.profile.startswith("cncdh")])
def test_nobody_else_sees_anything_of_it_not_even_that_it_exists(country: None, who: str) -> None:
    assert len(drawn(who).main) == 0


def test_a_year_without_totals_is_not_zero(country: None) -> None:
    assert "ce n’est pas zéro" in words(drawn("dihal", named=True, year=2013))
