import pytest

from geodata.perimetre import Level, NotAllowed, perimetre, profiles


def test_a_prefecture_reads_restricted_figures_at_home_only():
    lozere = perimetre("prefecture:48")

    assert lozere.level_in("48") == Level.N2
    assert lozere.level_in("12") == Level.N1
    assert lozere.readable(Level.N2) == ("48",)
    assert len(lozere.readable(Level.N1)) == 101


def test_the_public_reads_only_what_is_public():
    assert perimetre("public").readable(Level.N1) == ()


def test_a_prefecture_cannot_write_next_door():
    lozere = perimetre("prefecture:48")

    lozere.require_write("imports", "48")

    with pytest.raises(NotAllowed, match=r"Lozère.*Aveyron \(12\)"):
        lozere.require_write("imports", "12")


def test_the_public_writes_nothing():
    with pytest.raises(NotAllowed, match="Public"):
        perimetre("public").require_write("imports")


@pytest.mark.parametrize("profile", ["prefet", "prefecture", "miprof:48", "prefecture:20", ""])
def test_a_profile_that_does_not_exist_is_refused(profile: str):
    with pytest.raises(ValueError, match=r"profil|code de département"):
        perimetre(profile)


def test_every_profile_has_a_french_label():
    assert profiles()["public"] == "Public"
    assert all(profiles().values())


def test_a_prefecture_is_the_same_reader_however_its_code_is_written():
    assert perimetre("prefecture:1") == perimetre("prefecture:01")


def test_who_may_not_import_is_told_so_in_french():
    with pytest.raises(NotAllowed, match="d’enregistrer\N{NO-BREAK SPACE}: imports de fichiers"):
        perimetre("public").require_write("imports")
