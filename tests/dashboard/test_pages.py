"""Every page opens for every kind of visitor, on an empty archive and on a filled one, and says what it must."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import dashboard
from config.settings import settings
from geodata import publication
from tests.dashboard.small_france import HOSTILE

SCRIPT = Path(dashboard.__file__).with_name("app.py")
PAGES = {
    "couverture": "Couverture du territoire",
    "annuaire": "Annuaire",
    "departement": "Département",
    "donnees": "Données",
}
PROFILES = ("public", "partenaire", "prefecture", "miprof", "dihal")


def opened(page: str, profile: str = "miprof", **query: str) -> AppTest:
    """The page as a visitor of the demonstration sees it."""
    # A copy of the door elsewhere: beside a folder pages/, AppTest opens a page without passing by app.py.
    door = settings().data_dir / "door.py"
    door.write_text(f"import runpy\nrunpy.run_path({str(SCRIPT)!r})", encoding="utf-8")
    app = AppTest.from_file(str(door), default_timeout=60)
    app.session_state["voir_comme"] = profile
    app.run()
    app.query_params.clear()
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page(str(SCRIPT.parent / "pages" / f"{page}.py")).run()


def text_of(app: AppTest) -> str:
    """Everything that the page writes, for what must be there and what must not."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "html")
    written = [
        str(element.value if hasattr(element, "value") else element.proto)
        for kind in kinds
        for element in app.get(kind)
    ]
    return "\n".join(written + [str(frame.value) for frame in app.dataframe])


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_for_each_visitor_on_an_empty_archive(empty_database: str, page: str, profile: str) -> None:
    app = opened(page, profile)

    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [PAGES[page]]
    assert any(caption.value.startswith("Démonstration.") for caption in app.sidebar.caption)
    assert "Aucun" in text_of(app)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_for_each_visitor_on_a_filled_archive(filled_database: str, page: str, profile: str) -> None:
    app = opened(page, profile, departement="48", annee="2016")

    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [PAGES[page]]


@pytest.mark.parametrize("page", PAGES)
def test_demonstration_figures_are_named_as_such_on_each_page(filled_database: str, page: str) -> None:
    app = opened(page)

    assert any("Données de démonstration" in warning.value for warning in app.warning)


def test_in_production_everybody_is_the_public_and_no_profile_is_offered(
    filled_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIGIE_ENV", "production")
    settings.cache_clear()

    app = opened("couverture", "miprof", indicateur="places_dedicated")

    assert not app.sidebar.selectbox
    assert any("ne donne pas accès" in info.value for info in app.info)


def test_the_table_has_the_same_one_hundred_and_one_departements_as_the_map(filled_database: str) -> None:
    app = opened("couverture", indicateur="places_dedicated", annee="2016")

    rows = app.dataframe[0].value.set_index("Code")
    assert len(rows) == 101
    assert rows.at["48", "Valeur"] == 8
    assert rows.at["13", "État"] == "n.r."


def test_the_totals_of_regions_and_france_stand_under_the_map(filled_database: str) -> None:
    written = text_of(opened("couverture", indicateur="requests_not_met", annee="2016"))

    assert "2016 : France et régions" in written
    assert (
        '<th scope="row">France</th><td class="number">14\u00a0demandes</td><td class="number">3 sur 101</td>'
        in written
    )
    assert '<th scope="row">Bretagne</th><td class="silent" title="Non renseigné">n.r.</td>' in written


def test_a_hidden_total_is_marked_under_the_map(filled_database: str) -> None:
    written = text_of(opened("couverture", "cncdh", indicateur="requests_not_met", annee="2016"))

    assert '<th scope="row">France</th><td class="silent" title="Secret statistique' in written
    assert "14\u00a0demandes" not in written


def test_whoever_reads_one_departement_sees_no_total(filled_database: str) -> None:
    written = text_of(opened("couverture", "partenaire", indicateur="requests_not_met", annee="2016"))

    assert "France et régions" not in written


def test_a_small_count_of_persons_is_secret_for_a_partner_elsewhere(filled_database: str) -> None:
    app = opened("departement", "prefecture", departement="01", annee="2016")

    assert "Secret statistique" in text_of(app)


def test_a_visitor_without_the_right_reads_a_sentence_and_the_rest_of_the_page(filled_database: str) -> None:
    app = opened("departement", "public", departement="48", annee="2016")

    assert any("ne donne pas accès aux places" in info.value for info in app.info)
    assert "Associations" in [subheader.value for subheader in app.subheader]
    assert "Non communiqué à votre profil" in text_of(app)


def test_the_address_carries_the_view(filled_database: str) -> None:
    app = opened("couverture", indicateur="siao_referent", annee="2016")

    chosen = {each.label: each.value for each in app.selectbox}
    assert chosen["Indicateur"] == "siao_referent"
    assert app.query_params["indicateur"] == "siao_referent"
    assert app.query_params["annee"] == "2016"
    assert "forme" not in app.query_params


def test_a_choice_of_the_visitor_enters_the_address(filled_database: str) -> None:
    app = opened("couverture", indicateur="specialised_associations")

    app.selectbox(key="choix_forme").set_value("mendicite_forcee").run()

    assert app.query_params["forme"] == "mendicite_forcee"
    assert not app.exception


def test_an_address_that_asks_for_an_unknown_indicator_shows_the_usual_view_and_says_so(filled_database: str) -> None:
    app = opened("couverture", indicateur="bonheur")

    assert any("valeur inconnue" in info.value for info in app.info)
    assert app.query_params["indicateur"] == "specialised_associations"


def test_the_page_of_a_departement_names_its_three_kinds_of_associations(filled_database: str) -> None:
    app = opened("departement", departement="48", annee="2016")

    written = text_of(app)
    assert "**Dans le département** (3)" in written
    assert "**Depuis un autre département** (0)" in written
    assert "**De portée nationale** (1)" in written


def test_series_of_cases_keep_their_source_and_say_that_they_are_not_added(filled_database: str) -> None:
    written = text_of(opened("departement", departement="48", annee="2016"))

    assert "état 4001" in written
    assert "ne s’additionnent pas" in written


def test_a_departement_that_nobody_has_told_about_is_not_said_to_have_nothing(filled_database: str) -> None:
    written = text_of(opened("departement", departement="13", annee="2016"))

    assert "on ne sait pas, ce n’est pas zéro" in written
    assert "Non renseigné" in written


def test_a_yes_or_no_is_compared_by_how_many_say_yes(filled_database: str) -> None:
    written = text_of(opened("departement", departement="48", annee="2016"))

    assert " oui sur " in written


def test_a_failure_is_a_sentence_and_never_a_traceback(filled_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("clé secrète et chemin du serveur")

    monkeypatch.setattr(publication, "publish", broken)

    app = opened("couverture")

    assert [error.value.split(".")[0] for error in app.error] == ["Cette page n’a pas pu être affichée"]
    assert not app.exception
    assert "clé secrète" not in text_of(app)


def test_a_name_from_a_file_is_never_written_as_html_or_markdown(filled_database: str) -> None:
    app = opened("departement", departement="48", annee="2016")

    rich = "\n".join(str(element.proto) for kind in ("html", "markdown", "caption") for element in app.get(kind))
    assert HOSTILE not in rich
    assert "ailleurs.example" not in rich
    assert HOSTILE.split("</script>")[0] in text_of(app)


def test_only_a_profile_that_may_import_is_offered_an_upload(filled_database: str) -> None:
    allowed, refused = opened("donnees", "miprof"), opened("donnees", "public")

    assert allowed.get("file_uploader")
    assert not refused.get("file_uploader")
    assert any("ne permet pas d’enregistrer" in info.value for info in refused.info)


def test_the_rejected_rows_of_an_import_are_shown_with_their_reason(filled_database: str) -> None:
    assert "« 20 » n’est pas un code." in text_of(opened("donnees"))
