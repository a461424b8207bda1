"""Who reads which lines: the matrix of rights, as a WHERE clause."""

from dataclasses import replace

import pytest

from geodata import journal
from geodata.database import transaction
from geodata.journal import Channel, Event
from geodata.journal.reading import publish_journal
from geodata.perimetre import Level, NotAllowed, Perimetre, perimetre

LINES = (
    ("prefecture:48", Event.WRITE, "branches", None),
    ("prefecture:2A", Event.WRITE, "branches", None),
    ("miprof", Event.EXPORT, "places_dedicated", Level.N2),
    ("dihal", Event.CONSULTATION, "secure_places", Level.N3),
    ("exploitation", Event.WRITE, "imports", None),
    ("public", Event.REFUSAL, "places", None),
)


@pytest.fixture
def told(database: str) -> None:
    with transaction() as session:
        for profile, event, obj, level in LINES:
            journal.record(session, perimetre(profile), event, obj=obj, channel=Channel.PAGE, level=level)
        colleague = replace(perimetre("siao:69"), account=12)
        journal.record(session, colleague, Event.LOGIN, obj="sessions", channel=Channel.LOGIN)


def read(who: Perimetre) -> list[int]:
    with transaction() as session:
        return sorted(publish_journal(session, who).rows["number"])


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("profile", "numbers"),
    [
        ("miprof", [1, 2, 3, 5, 6, 7]),
        ("dihal", [4]),
        ("prefecture:48", [1]),
        ("prefet:2A", [2]),
        ("prefecture:75", []),
        ("cncdh", [3]),
        ("technique", [5, 7]),
        ("exploitation", [5, 7]),
    ],
)
def test_each_profile_reads_the_lines_that_the_matrix_gives(profile: str, numbers: list[int]) -> None:
    assert read(perimetre(profile)) == numbers


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("profile", ["public", "siao:69", "region:11"])
def test_a_profile_without_a_right_nor_a_person_reads_nothing_and_is_told_so(profile: str) -> None:
    with pytest.raises(NotAllowed, match="journal"):
        read(perimetre(profile))


@pytest.mark.usefixtures("told")
def test_a_person_reads_what_this_person_did_and_no_one_else() -> None:
    siao = perimetre("siao:69")

    assert read(replace(siao, account=12)) == [7]
    assert read(replace(siao, account=13)) == []


@pytest.mark.usefixtures("told")
def test_whoever_has_an_account_reads_his_own_acts_even_without_a_right_over_the_journal() -> None:
    region, miprof = replace(perimetre("region:11"), account=21), replace(perimetre("miprof"), account=22)
    with transaction() as session:
        journal.record(session, region, Event.LOGIN, obj="accounts", channel=Channel.LOGIN)
        own = {who.account: list(publish_journal(session, who, own=True).rows["number"]) for who in (region, miprof)}

    assert own == {21: [8], 22: []}


@pytest.mark.usefixtures("told")
def test_a_profile_without_a_person_has_no_acts_of_its_own_to_read() -> None:
    with transaction() as session, pytest.raises(NotAllowed, match="journal"):
        publish_journal(session, perimetre("public"), own=True)


@pytest.mark.usefixtures("told")
def test_a_view_shows_what_both_may_read_and_its_acts_are_those_of_the_viewer() -> None:
    viewer = replace(perimetre("miprof"), account=3)
    view = replace(perimetre("dihal"), viewer=viewer)

    with transaction() as session:
        journal.consulted(session, view, obj="places", level=Level.N2)
        line = publish_journal(session, viewer).rows.iloc[0]

    assert read(view) == []
    assert (line["actor"], line["role"]) == ("3", "miprof/dihal")
