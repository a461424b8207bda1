"""Rows on their way to the State's geocoder: small CSV files, and the proof that an answer is whole."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from config.thresholds import threshold

COLUMNS = ("row", "street", "city", "citycode")
# The status comes last: a line cut anywhere before its end then shows.
RESULT_COLUMNS = (
    "longitude", "latitude", "result_score", "result_score_next", "result_label", "result_type",
    "result_city", "result_citycode", "result_status",
)  # fmt: skip
STATUSES = {"ok", "not-found", "skipped", "error"}


class Query(NamedTuple):
    """What leaves the machine for a row, and nothing else: its ordinal, street, city and INSEE code."""

    row: int
    street: str
    city: str
    citycode: str


class IncompleteAnswer(Exception):
    """The server said 200 and sent something else than one line per line."""


def chunks(queries: list[Query]) -> Iterator[list[Query]]:
    """Consecutive queries, under the thresholds of rows and bytes."""
    rows, limit = int(threshold("geocoding.chunk_rows")), threshold("geocoding.chunk_bytes")
    chunk: list[Query] = []
    size = 0
    for query in queries:
        length = len(_lines([query]))
        if chunk and (len(chunk) == rows or size + length > limit):
            yield chunk
            chunk, size = [], 0
        chunk.append(query)
        size += length
    if chunk:
        yield chunk


def to_csv(queries: list[Query]) -> bytes:
    """RFC 4180, UTF-8, every cell quoted."""
    return _lines([COLUMNS]) + _lines(queries)


def _lines(rows: Sequence[tuple[object, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def read_answer(body: bytes, announced: str | None, queries: list[Query]) -> list[dict[str, str]]:
    """The answer to each query, in order; `announced` is the header x-rows-count.

    Raises `IncompleteAnswer` unless there is exactly one whole line per query, with its ordinal, in order.
    """
    try:
        # addok's own plugin sends a byte order mark, the State's server does not.
        lines = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise IncompleteAnswer("the answer is not a whole UTF-8 CSV file") from error
    header, *rows = lines or [[]]
    if not {"row", "latitude", "longitude", "result_score"} <= set(header):
        raise IncompleteAnswer("the answer lacks its columns")
    if len(rows) != len(queries) or (announced is not None and announced != str(len(queries))):
        raise IncompleteAnswer(f"{len(rows)} rows for {len(queries)}")
    answers = [dict(zip(header, row, strict=False)) for row in rows]
    for query, row, answer in zip(queries, rows, answers, strict=True):
        # addok's own plugin has no status: a row without a point was not found.
        answer.setdefault("result_status", "ok" if answer.get("latitude") else "not-found")
        if len(row) != len(header) or answer["row"] != str(query.row) or answer["result_status"] not in STATUSES:
            raise IncompleteAnswer(f"row {query.row} came back cut, moved or without a status")
    return answers
