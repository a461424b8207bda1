"""« Qui peut lire ceci ? » stands under each restricted block, for those who read it, and tells the live rights."""

from datetime import timedelta

import pytest
import streamlit as st
from sqlalchemy import update
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from config.nomenclatures import CountSource
from config.roles import Action, Object
from dashboard.components.readers import QUESTION
from geodata.database import transaction
from geodata.models import Account, CaseCount
from geodata.repositories import accounts, exceptions
from tests.dashboard.logged_in import NOW, open_account
from tests.dashboard.test_pages import opened, text_of

MENDE = {"departement": "48", "annee": "2016"}


def asked(app: AppTest) -> list[str]:
    return [each.label for each in app.expander if each.label == QUESTION]


def unfolded(app: AppTest, *blocks: str) -> str:
    for block in blocks:
        app.session_state[f"lecteurs_{block}"] = True
    return text_of(app.run())


def test_each_restricted_block_of_a_departement_answers(filled_database: str) -> None:
    public_counts = opened("departement", "prefecture", **MENDE)
    with transaction() as session:
        session.execute(update(CaseCount).values(source=CountSource.ASSOCIATIONS.value))
    st.cache_data.clear()
    counts_of_persons = opened("departement", "prefecture", **MENDE)

    assert len(asked(public_counts)) == 2
    assert len(asked(counts_of_persons)) == 3
    assert not counts_of_persons.exception


def test_a_visitor_who_reads_nothing_restricted_is_not_told_who_does(filled_database: str) -> None:
    app = opened("departement", "public", **MENDE)

    assert asked(app) == []
    assert "Calculé à l’instant" not in unfolded(app, "indicateurs", "places", "cas")


def test_the_answer_is_counted_when_it_is_asked_and_never_before(filled_database: str) -> None:
    app = opened("departement", "prefecture", **MENDE)
    with transaction() as session:
        account = open_account(session, "prefecture:48", "lozere")

    first = unfolded(app, "places")
    with transaction() as session:
        account = session.get_one(Account, account.id)
        accounts.suspend(session, accounts.perimetre_of(session, _miprof(session), NOW.date()), account.id, now=NOW)
    second = text_of(app.run())

    assert "**Préfecture de département \\(Lozère\\)** : 1 compte" in first
    assert "**Préfecture de département \\(Lozère\\)** : aucun compte" in second


def _miprof(session: Session) -> int:
    return open_account(session, "miprof", "miprof").id


def test_a_named_exception_is_told_with_its_last_day_and_without_its_person(filled_database: str) -> None:
    ends = NOW.date() + timedelta(days=10)
    with transaction() as session:
        holder = open_account(session, "siao:30", "gard")
        miprof = accounts.perimetre_of(session, _miprof(session), NOW.date())
        exceptions.grant(
            session, miprof, holder.id, Object.PLACES, Action.READ, departement="48", reason="Appui au département",
            ends_on=ends, now=NOW,
        )  # fmt: skip

    written = unfolded(opened("departement", "prefecture", **MENDE), "places")

    assert f"**SIAO, référent traite \\(Gard\\)** : exception nommée jusqu’au {ends:%d/%m/%Y}" in written
    assert "gard@essai.example" not in written
    assert "Chargé de mission" not in written
    assert "Appui au département" not in written


def test_the_rejected_rows_of_a_file_say_who_reads_them(filled_database: str) -> None:
    written = unfolded(opened("donnees", "miprof"), "rejets")

    assert "**Miprof** : aucun compte" in written
    assert "**Le profil qui a envoyé le fichier**" in written
    assert asked(opened("donnees", "prefecture")) == []


@pytest.mark.parametrize("profile", ["partenaire", "prefecture"])
def test_the_level_that_is_told_is_the_one_that_is_shown(filled_database: str, profile: str) -> None:
    written = unfolded(opened("departement", profile, **MENDE), "indicateurs")

    assert ("niveau N1" in written) == (profile == "partenaire")
    assert ("niveau N2" in written) == (profile == "prefecture")
