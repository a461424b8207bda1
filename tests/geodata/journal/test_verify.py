"""Whoever writes in the database behind the application's back is found, at the first line that is wrong."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from geodata.database import transaction
from geodata.journal import Head
from geodata.journal.chain import COVERED, GENESIS, hash_of
from tests.geodata.journal.conftest import HEAD, Tamper, anchor, hand, verdict, write


def test_an_empty_journal_is_whole(database: str) -> None:
    found = verdict()

    assert found.sound
    assert str(anchor()) == f"0:{GENESIS}"


def test_a_journal_that_nobody_touched_is_whole(ten_lines: str) -> None:
    found = verdict(anchor())

    assert found.sound
    assert found.lines == 10


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET actor = 'miprof' WHERE number = 4",
        "DELETE FROM journal WHERE number = 4",
        "DELETE FROM journal",
        "UPDATE journal_head SET count = 3",
        "UPDATE journal_head SET hash = 'x'",
        "DELETE FROM journal_head",
    ],
)
def test_the_database_itself_refuses_to_change_a_line(ten_lines: str, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), transaction() as session:
        session.execute(text(statement))

    assert verdict().sound


def test_a_line_is_not_replaced_by_an_insertion(ten_lines: str) -> None:
    replace = "INSERT OR REPLACE" if ten_lines.startswith("sqlite") else "INSERT"
    columns = "number, at, actor, role, event, obj, key, departement, channel, before, after, previous, hash"

    with pytest.raises(DBAPIError), transaction() as session:
        session.execute(text(f"{replace} INTO journal ({columns}) VALUES (4{', :x' * 12})"), {"x": "miprof"})

    assert verdict().sound


@pytest.mark.postgresql
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_postgresql_refuses_to_empty_the_journal(ten_lines: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), transaction() as session:
        session.execute(text("TRUNCATE journal"))

    assert verdict().lines == 10


@pytest.mark.parametrize("column", [*COVERED[1:], "previous", "hash"])
def test_an_edited_line_is_named_whatever_the_column(ten_lines: str, column: str) -> None:
    with hand(ten_lines) as tamper:
        tamper(
            f"UPDATE journal SET {column} = {'2' if column == 'level' else chr(39) + 'x' + chr(39)} WHERE number = 4"
        )

    found = verdict()

    assert not found.sound
    assert found.line == 4
    assert "n° 4" in found.sentence


@pytest.mark.parametrize("column", ["actor", "level", "after", "hash", "previous"])
@pytest.mark.parametrize("value", ["x'ff00'", "CAST(x'ff00' AS TEXT)", "1.5"])
def test_a_line_that_the_file_no_longer_holds_as_a_text_is_named(sqlite_database: str, column: str, value: str) -> None:
    write(10)
    with hand(sqlite_database) as tamper:
        tamper(f"UPDATE journal SET {column} = {value} WHERE number = 4")

    found = verdict()

    assert not found.sound
    assert found.line == 4


@pytest.mark.parametrize("value", ["'x'", "x'ff'", "-1", "1e30"])
def test_a_head_that_is_no_longer_a_number_is_found(sqlite_database: str, value: str) -> None:
    write(3)
    with hand(sqlite_database) as tamper:
        tamper(f"{HEAD}count = {value}")

    assert not verdict().sound


@pytest.mark.parametrize("number", [1, 4, 10])
def test_a_missing_line_is_named(ten_lines: str, number: int) -> None:
    with hand(ten_lines) as tamper:
        tamper("DELETE FROM journal WHERE number = :number", number=number)

    assert (verdict().line, verdict().sound) == (number, False)


def test_a_missing_line_whose_followers_were_renumbered_is_found(ten_lines: str) -> None:
    with hand(ten_lines) as tamper:
        tamper("DELETE FROM journal WHERE number = 4")
        for number in range(5, 11):
            tamper("UPDATE journal SET number = :down WHERE number = :number", number=number, down=number - 1)

    assert (verdict().line, verdict().sound) == (4, False)


def test_two_lines_exchanged_are_found(ten_lines: str) -> None:
    with hand(ten_lines) as tamper:
        for old, new in ((4, 99), (7, 4), (99, 7)):
            tamper("UPDATE journal SET number = :new WHERE number = :old", old=old, new=new)

    assert (verdict().line, verdict().sound) == (4, False)


def test_a_line_added_by_hand_is_found(ten_lines: str) -> None:
    columns = ", ".join(name for name in (*COVERED, "previous", "hash") if name != "number")
    with hand(ten_lines) as tamper:
        tamper(f"INSERT INTO journal (number, {columns}) SELECT 11, {columns} FROM journal WHERE number = 10")

    assert (verdict().line, verdict().sound) == (10, False)


@pytest.mark.parametrize("number", [0, -3])
def test_a_line_put_before_the_first_is_found(ten_lines: str, number: int) -> None:
    columns = ", ".join(name for name in (*COVERED, "previous", "hash") if name != "number")
    with hand(ten_lines) as tamper:
        tamper(f"INSERT INTO journal (number, {columns}) SELECT {number}, {columns} FROM journal WHERE number = 10")

    assert (verdict().line, verdict().sound) == (number, False)


def test_a_tail_cut_off_is_found_by_the_head(ten_lines: str) -> None:
    with hand(ten_lines) as tamper:
        tamper("DELETE FROM journal WHERE number > 7")

    found = verdict()

    assert (found.line, found.sound) == (8, False)
    assert "coupée" in found.sentence


@pytest.mark.parametrize(
    "statement", [f"{HEAD}count = 9", f"{HEAD}count = 11", f"{HEAD}hash = 'x'", "DELETE FROM journal_head"]
)
def test_a_head_changed_or_removed_is_found(ten_lines: str, statement: str) -> None:
    with hand(ten_lines) as tamper:
        tamper(statement)

    assert not verdict().sound


def _cut(tamper: Tamper, end: Head) -> None:
    tamper("DELETE FROM journal WHERE number > :count", count=end.count)
    tamper(f"{HEAD}count = :count, hash = :hash", count=end.count, hash=end.hash)


def test_a_tail_cut_off_with_its_head_is_found_by_the_anchor_alone(database: str) -> None:
    write(7)
    seven = anchor()
    write(3)
    ten = anchor()
    with hand(database) as tamper:
        _cut(tamper, seven)

    assert verdict().sound
    assert (verdict(ten).line, verdict(ten).sound) == (8, False)
    assert verdict(seven).sound


def test_a_journal_wholly_rewritten_is_found_by_the_anchor_alone(ten_lines: str) -> None:
    kept = anchor()
    with transaction() as session:
        lines = [dict(row) for row in session.execute(text("SELECT * FROM journal ORDER BY number")).mappings()]
    with hand(ten_lines) as tamper:
        previous = GENESIS
        for line in lines:
            line["actor"] = "miprof"
            line |= {"previous": previous, "hash": hash_of(previous, line)}
            previous = line["hash"]
            tamper(
                "UPDATE journal SET actor = :actor, previous = :previous, hash = :hash WHERE number = :number",
                **{name: line[name] for name in ("actor", "previous", "hash", "number")},
            )
        tamper(f"{HEAD}hash = :hash", hash=previous)

    assert verdict().sound
    assert (verdict(kept).line, verdict(kept).sound) == (10, False)
    assert "réécrit" in verdict(kept).sentence


def test_the_journal_goes_on_after_a_verification(ten_lines: str) -> None:
    early = anchor()

    write(5)

    assert verdict(early).sound
    assert verdict().lines == 15


@pytest.mark.parametrize("text", ["", "10", "10:abc", "dix:" + "0" * 64, f"10:{'0' * 64}; DROP TABLE journal"])
def test_an_anchor_written_otherwise_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="NOMBRE:EMPREINTE"):
        Head.read(text)
