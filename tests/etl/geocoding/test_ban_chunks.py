"""What is sent to the State's geocoder, and when an answer is whole."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.thresholds import threshold
from etl.geocoding.ban_chunks import IncompleteAnswer, Query, chunks, read_answer, to_csv

QUERIES = [Query(3, "1 rue A", "Y", "80829"), Query(7, "2 rue B", "Y", "")]
HEADER = "row,latitude,longitude,result_score,result_status\r\n"
WHOLE = HEADER + "3,49.8,2.9,0.9,ok\r\n7,,,,not-found\r\n"


@settings(deadline=None)
@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\r\n\0", codec="utf-8"), max_size=200), max_size=30))
def test_a_csv_gives_back_every_cell_whatever_it_holds(streets: list[str]) -> None:
    queries = [Query(row, street, "Y", "80829") for row, street in enumerate(streets)]

    lines = list(csv.reader(io.StringIO(to_csv(queries).decode())))

    assert lines[1:] == [[str(row), street, "Y", "80829"] for row, street in enumerate(streets)]


def test_no_row_is_lost_between_chunks_and_none_is_too_large() -> None:
    queries = [Query(row, "é" * 150, "Y", "") for row in range(4500)]

    parts = list(chunks(queries))

    assert [query for part in parts for query in part] == queries
    assert max(len(part) for part in parts) <= threshold("geocoding.chunk_rows")
    assert max(len(to_csv(part)) for part in parts) < 900_100


def test_a_whole_answer_is_read_in_order() -> None:
    answers = read_answer(WHOLE.encode(), "2", QUERIES)

    assert [answer["result_status"] for answer in answers] == ["ok", "not-found"]


def test_a_byte_order_mark_does_not_hide_the_first_column() -> None:
    assert len(read_answer(WHOLE.encode("utf-8-sig"), None, QUERIES)) == 2


@pytest.mark.parametrize("length", range(len(WHOLE) - 2))
def test_an_answer_cut_anywhere_is_noticed(length: int) -> None:
    with pytest.raises(IncompleteAnswer):
        read_answer(WHOLE[:length].encode(), None, QUERIES)


@pytest.mark.parametrize(
    "body",
    [
        HEADER + "7,,,,not-found\r\n3,49.8,2.9,0.9,ok\r\n",
        HEADER + "3,49.8,2.9,0.9,ok\r\n3,49.8,2.9,0.9,ok\r\n",
        WHOLE + "8,,,,not-found\r\n",
        HEADER + "3,49.8,2.9,0.9,ok\r\n7,,,,perhaps\r\n",
        "<html>502 Bad Gateway</html>",
    ],
)
def test_an_answer_that_is_not_one_line_for_one_is_refused(body: str) -> None:
    with pytest.raises(IncompleteAnswer):
        read_answer(body.encode(), None, QUERIES)


def test_a_count_that_contradicts_the_rows_is_refused() -> None:
    with pytest.raises(IncompleteAnswer):
        read_answer(WHOLE.encode(), "3", QUERIES)
