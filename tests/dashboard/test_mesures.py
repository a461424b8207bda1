"""The mesures of the plan: what each visitor reads of them, and how somebody says where one stands."""

import pytest
from sqlalchemy import select

from dashboard import steering
from geodata.database import transaction
from geodata.models import JournalLine
from geodata.perimetre import perimetre
from geodata.progress.states import Alert, Weather
from geodata.publication.progress import alerts_count
from tests.dashboard.steering_france import END, INDICATOR, MESURE, PLAN, PRIVATE
from tests.dashboard.steering_page import counters, html, query, rows
from tests.dashboard.test_pages import opened, text_of

PROFILES = (
    "public", "prefecture:48", "referent:48", "prefet:48", "miprof", "dihal", "ministere:interieur", "association:1:48",
    "cncdh",
)  # fmt: skip
VIEWS: tuple[dict[str, str], ...] = (
    {},
    {"departement": "48"},
    {"departement": "48", "mesure": str(MESURE)},
    {"departement": "FR", "mesure": str(MESURE)},
    {"departement": "48", "mesure": "14"},
    {"alerte": "not_computable"},
    {"annee": "aujourdhui"},
)
HERE = {"departement": "48", "mesure": str(MESURE)}


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("profile", PROFILES)
def test_each_view_opens_for_each_visitor(told: str, profile: str, view: dict[str, str]) -> None:
    app = opened("mesures", profile, **view)

    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == ["Mesures du plan"]


@pytest.mark.parametrize("profile", PROFILES)
def test_an_empty_archive_says_that_nothing_was_recorded(empty_database: str, profile: str) -> None:
    app = opened("mesures", profile)

    assert not app.error
    assert any("Aucun avancement" in info.value for info in app.info)


def test_a_prefecture_finds_its_own_departement_and_miprof_the_whole_country(told: str) -> None:
    assert opened("mesures", "prefecture:48").query_params["departement"] == "48"
    assert opened("mesures", "miprof").query_params["departement"] == "FR"


def test_the_address_gives_the_same_view_to_another_visitor(told: str) -> None:
    app = opened("mesures", "miprof", plan=PLAN, annee="2015", departement="01", mesure="3")

    assert [app.query_params[name] for name in ("plan", "annee", "departement", "mesure")] == [PLAN, "2015", "01", "3"]
    assert "situation au 31/12/2015" in text_of(app)


@pytest.mark.parametrize("view", [{}, {"departement": "48"}, {"departement": "FR", "mesure": str(MESURE)}], ids=str)
def test_each_counter_leads_to_exactly_the_rows_that_it_counts(told: str, view: dict[str, str]) -> None:
    for href, count in counters(opened("mesures", "miprof", **view)).items():
        listed = opened("mesures", "miprof", **query(href))

        assert count > 0
        assert rows(listed) == count


def test_every_alert_is_counted_as_the_overview_counts_it(told: str) -> None:
    counts = alerts_count(steering.overview(perimetre("miprof"), PLAN, END))

    shown = {query(href)["alerte"]: count for href, count in counters(opened("mesures", "miprof")).items()}

    assert shown.pop(Alert.PROPOSAL.value) == 1
    assert shown == {alert.value: count for alert, count in counts.items() if count}
    assert counts[Alert.GAP] == 1


def test_an_old_proposal_is_counted_today_whatever_the_day_that_is_shown(told: str) -> None:
    shown = counters(opened("mesures", "prefecture:48", annee="2015"))

    asked = [query(href) for href in shown if query(href)["alerte"] == Alert.PROPOSAL.value]
    assert [each["annee"] for each in asked] == ["aujourdhui"]


def test_what_a_visitor_may_not_read_is_not_counted_as_zero(told: str) -> None:
    (nav,) = (each for each in html(opened("mesures", "public")) if each.startswith("<nav"))

    assert "Météo" not in nav
    assert "Sous-action" not in nav


def test_a_mesure_whose_rate_is_withheld_is_not_told_as_zero_known(told: str) -> None:
    tables = "".join(html(opened("mesures", "public")))

    assert "0 sur 101" not in tables.split("8. Développer")[1].split("</tr>")[0]
    assert "n.c." in tables


def test_a_rate_that_nobody_can_compute_is_not_zero_percent(told: str) -> None:
    written = text_of(opened("mesures", "miprof", departement="75"))

    assert "non évaluable" in written
    assert "0\xa0%" not in written


def test_a_rate_whose_values_wait_for_validation_says_so_and_the_public_does_not_read_it(told: str) -> None:
    administration = text_of(opened("mesures", "miprof", departement="01", mesure=str(MESURE)))
    public = text_of(opened("mesures", "public", departement="01", mesure=str(MESURE)))

    assert "50\xa0%" in administration
    assert "provisoire, valeurs à valider" in administration
    assert "50\xa0%" not in public
    assert "50 professionnels" not in public.replace("\xa0", " ")


def test_the_weather_stays_with_those_who_read_drafts(told: str) -> None:
    for profile in ("prefecture:48", "prefet:48", "miprof"):
        assert "☁\xa0Appuis nécessaires" in text_of(opened("mesures", profile, **HERE))
    for profile in ("public", "association:1:48", "prefecture:01"):
        written = text_of(opened("mesures", profile, **HERE))
        assert "Appuis nécessaires" not in written
        assert "Les formations ont repris" not in written


def test_a_private_note_is_for_the_prefecture_alone(told: str) -> None:
    assert PRIVATE in text_of(opened("mesures", "prefecture:48", **HERE))
    assert PRIVATE not in text_of(opened("mesures", "miprof", **HERE))
    assert "Un kit commun aiderait." in text_of(opened("mesures", "miprof", **HERE))


def test_a_text_of_somebody_is_never_written_as_html(told: str) -> None:
    app = opened("mesures", "miprof", **HERE)

    rich = "\n".join(str(element.proto) for kind in ("html", "markdown", "caption") for element in app.get(kind))
    assert "<b>partout" not in rich
    assert "partout" in rich


def test_each_figure_leads_to_its_row_and_its_author(told: str) -> None:
    app = opened("mesures", "miprof", **HERE)
    state = steering.mesure_state(perimetre("miprof"), PLAN, MESURE, "48", END)
    current = next(each.current for each in state.indicators if each.indicator.code == INDICATOR)

    assert any(expander.label.startswith("D’où vient ce chiffre") for expander in app.expander)
    assert current is not None
    assert f"n° {current.row_id}" in text_of(app)
    assert "Préfecture de département (Lozère)" in text_of(app)


def test_a_plan_whose_text_is_not_held_invents_no_mesure(told: str) -> None:
    app = opened("mesures", "miprof", plan="2024-2027")

    assert any("ne tient pas encore les mesures" in info.value for info in app.info)


def test_a_figure_of_persons_is_not_read_outside(told: str) -> None:
    written = text_of(opened("mesures", "public", departement="48", mesure="5"))

    assert "s." in written
    assert "à fixer" not in written


def test_two_visitors_never_share_what_is_kept_in_memory(told: str) -> None:
    mine = steering.overview(perimetre("prefecture:48"), PLAN, END)
    other = steering.overview(perimetre("prefecture:01"), PLAN, END)

    assert _weather(mine, "48") == Weather.SUPPORT_NEEDED
    assert _weather(other, "48") is None


def test_reading_drafts_is_told_to_the_journal_and_does_not_renew_the_memory(told: str) -> None:
    version = steering.version()

    opened("mesures", "miprof", **HERE)

    assert steering.version() == version
    with transaction() as session:
        told = select(JournalLine).where(JournalLine.event == "consultation", JournalLine.obj == steering.OBJECT)
        assert session.scalars(told).first() is not None


def test_the_page_of_a_departement_counts_its_mesures(told: str) -> None:
    app = opened("departement", "miprof", departement="48", annee="2016")

    assert "Mesures du plan" in [subheader.value for subheader in app.subheader]
    assert "1 mesure sur" in text_of(app)
    assert counters(app)


def _weather(rows: object, code: str) -> str | None:
    found = rows[(rows["mesure"] == MESURE) & (rows["departement"] == code)].iloc[0]["weather"]  # type: ignore[index]
    return found if isinstance(found, str) else None
