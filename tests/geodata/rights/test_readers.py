from datetime import timedelta

import pytest

from config.roles import Action, Level, Object
from geodata.perimetre import NotAllowed, perimetre
from geodata.repositories import exceptions
from geodata.rights import FRANCE, Reader, as_seen_by, decide, readable, readers_for, readers_of
from tests.geodata.rights.conftest import NOW, TODAY, Office


def labels(readers: list[Reader]) -> dict[str, int]:
    return {reader.label: reader.accounts for reader in readers}


def test_private_notes_are_read_by_the_prefecture_of_the_departement_alone(office: Office):
    office.account("prefecture:48")
    office.account("prefecture:30")
    office.account("prefecture:48", state="suspended")

    readers = labels(readers_of(office.session, Object.PRIVATE_COMMENTS, "48", TODAY))

    assert readers == {
        "Préfecture de département (Lozère)": 1,
        "Référent traite de la préfecture (Lozère)": 0,
        "Préfet, directeur de cabinet (Lozère)": 0,
    }


def test_the_readers_of_places_are_those_of_the_matrix_and_those_of_exceptions(office: Office):
    account = office.account("siao:30")
    ends = TODAY + timedelta(days=10)
    exceptions.grant(
        office.session, office.someone("miprof"), account.id, Object.PLACES, Action.READ,
        departement="48", reason="Appui", ends_on=ends, now=NOW,
    )  # fmt: skip

    readers = {reader.label: reader for reader in readers_of(office.session, Object.PLACES, "48", TODAY)}

    assert readers["SIAO, référent traite (Gard)"] == Reader("SIAO, référent traite (Gard)", 0, (ends,))
    assert readers["Miprof"].accounts == 1
    assert "Préfet de région, SGAR (Occitanie)" in readers
    assert not {"Public", "Association (structure n° 12)"} & set(readers)


def test_nobody_reads_secure_places_until_an_exception_is_confirmed(office: Office):
    account, ends = office.account("dihal"), TODAY + timedelta(days=10)
    exception = exceptions.grant(
        office.session, office.someone("miprof"), account.id, Object.SECURE_PLACES, Action.READ,
        departement=FRANCE, reason="Suivi de l’offre", ends_on=ends, now=NOW,
    )  # fmt: skip
    assert readers_of(office.session, Object.SECURE_PLACES, FRANCE, TODAY) == []

    exceptions.confirm(office.session, office.someone("dihal"), exception.id, now=NOW)

    assert readers_of(office.session, Object.SECURE_PLACES, FRANCE, TODAY) == [Reader("DIHAL", 0, (ends,))]


def test_a_structure_and_a_ministry_appear_with_their_accounts(office: Office):
    office.account("association:12:48")
    office.account("ministere:justice")

    drafts = labels(readers_of(office.session, Object.DRAFTS, "48", TODAY))
    places = labels(readers_of(office.session, Object.PLACES, "48", TODAY))

    assert drafts["Ministère pilote de mesures (ministère de la Justice)"] == 1
    assert places["Association (structure n° 12)"] == 1


def test_the_prefectures_that_read_partners_figures_elsewhere_make_one_line(office: Office):
    for code in ("48", "30", "34"):
        office.account(f"prefecture:{code}")

    readers = labels(readers_of(office.session, Object.INDICATORS, "48", TODAY, level=Level.N1))

    assert readers["Préfecture de département (Lozère)"] == 1
    assert readers["Préfecture de département, d’autres territoires"] == 2
    assert "Préfecture de département (Gard)" not in readers


@pytest.mark.parametrize("profile", ["public", "prefecture:30", "association:12:48"])
def test_who_does_not_read_is_not_told_who_does(office: Office, profile: str):
    with pytest.raises(NotAllowed):
        readers_for(office.session, perimetre(profile), Object.PRIVATE_COMMENTS, "48", TODAY)


def test_who_reads_is_told_who_else_does(office: Office):
    readers = readers_for(office.session, perimetre("prefet:48"), Object.PRIVATE_COMMENTS, "48", TODAY)

    assert readers == readers_of(office.session, Object.PRIVATE_COMMENTS, "48", TODAY)
    assert len(readers) == 3


def test_a_view_says_of_itself_no_more_than_both_read():
    dihal = as_seen_by(perimetre("prefecture:48"), "dihal")
    neighbour = as_seen_by(perimetre("prefecture:48"), "prefecture:30")

    assert (dihal.level, dihal.level_elsewhere) == (Level.N2, Level.N1)
    assert (neighbour.level, neighbour.level_elsewhere) == (Level.N1, Level.N1)


def test_a_view_reads_as_the_profile_and_does_nothing_else():
    view = as_seen_by(perimetre("miprof"), "prefecture:48")

    assert view.readable(Level.N2) == ("48",)
    assert view.writes == frozenset()
    for obj in Object:
        for action in (Action.WRITE, Action.VALIDATE, Action.ADMINISTER):
            assert not decide(view, obj, action, level=Level.N0).allowed
    with pytest.raises(NotAllowed):
        view.require_write("imports", "48")


def test_a_view_never_opens_what_its_viewer_does_not_read():
    view = as_seen_by(perimetre("prefecture:48"), "prefecture:30")

    assert readable(view, Object.PLACES) == ()
    assert view.level_in("30") == Level.N1
    assert not decide(as_seen_by(perimetre("miprof"), "prefecture:48"), Object.PRIVATE_COMMENTS, Action.READ).allowed


@pytest.mark.parametrize("profile", ["public", "siao:69", "prefet:48", "cncdh", "dihal"])
def test_who_does_not_administer_accounts_sees_only_as_himself(profile: str):
    with pytest.raises(NotAllowed, match="voir comme"):
        as_seen_by(perimetre(profile), "public")


def test_a_view_does_not_open_another_view():
    with pytest.raises(NotAllowed):
        as_seen_by(as_seen_by(perimetre("miprof"), "prefecture:48"), "public")


def test_a_view_is_never_mistaken_for_the_profile_that_it_shows():
    assert as_seen_by(perimetre("miprof"), "public") != perimetre("public")
