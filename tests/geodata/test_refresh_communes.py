"""The refresh of the gazetteer, over real HTTP, from a small server that plays the API Géo."""

import json
import threading
from collections.abc import Callable, Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyarrow.parquet as pq
import pytest

from geodata.communes import communes
from geodata.reference.errors import RefreshUnavailable
from geodata.reference.refresh_communes import refresh_communes

Answers = dict[str, Any]


MOVE = 0.005


def _answers() -> Answers:
    """What the API Géo would say of today's communes, each centre a little away from where we have it."""
    fresh: Answers = json.loads(_written_answers())
    return fresh


@cache
def _written_answers() -> str:
    known = communes()
    rows = [
        {
            "nom": row.name,
            "code": code,
            "codesPostaux": row.postcodes.split(),
            "codeDepartement": row.departement,
            "population": None if population is None else int(population),
            "centre": {"type": "Point", "coordinates": [float(row.lon) + MOVE, float(row.lat) + MOVE]},
        }
        for code, row, population in zip(
            known.index,
            known.drop(columns="population").itertuples(index=False),
            known["population"].astype(object).where(known["population"].notna(), None),
            strict=True,
        )
    ]
    districts = set(known.index[known["parent"].notna()])
    answers = {
        "/communes": [row for row in rows if row["code"] not in districts],
        "districts": [row for row in rows if row["code"] in districts],
        "/communes_associees_deleguees": [{"nom": "Vieux-Bourg", "code": "01999", "chefLieu": "01053"}],
    }
    return json.dumps(answers)


@pytest.fixture
def api() -> Iterator[Callable[[Answers], str]]:
    """`api(answers)` starts a server that gives them and returns its address."""
    servers: list[ThreadingHTTPServer] = []

    def start(answers: Answers) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                district = parse_qs(parts.query).get("type") == ["arrondissement-municipal"]
                body = json.dumps(answers["districts" if district else parts.path]).encode()
                self.send_response(200)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                return

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_every_commune_takes_its_official_centre(api: Callable[[Answers], str], tmp_path: Path) -> None:
    target = tmp_path / "reference" / "communes.parquet"

    sentence = refresh_communes(target, api(_answers()))

    table = pq.read_table(target)
    fresh = table.to_pandas().set_index("code")
    assert "mis à jour" in sentence
    assert b"API G" in table.schema.metadata[b"version"]
    assert (fresh["precision"] == "own").all()
    assert list(fresh.columns) == list(communes().columns)
    assert fresh.loc["01053", "lat"] == pytest.approx(communes().loc["01053", "lat"] + MOVE, abs=1e-4)
    assert "VIEUX BOURG" in fresh.loc["01053", "aliases"].split("|")
    assert fresh.loc["01053", "old_codes"].split() == ["01999"]
    assert fresh.loc["75110", "parent"] == "75056"
    assert [file.name for file in target.parent.iterdir()] == ["communes.parquet"]


def test_a_commune_without_a_centre_keeps_the_point_it_had(api: Callable[[Answers], str], tmp_path: Path) -> None:
    answers = _answers()
    del answers["/communes"][0]["centre"]

    refresh_communes(tmp_path / "communes.parquet", api(answers))

    fresh = pq.read_table(tmp_path / "communes.parquet").to_pandas().set_index("code")
    code = answers["/communes"][0]["code"]
    assert fresh.loc[code, "lat"] == communes().loc[code, "lat"]
    assert fresh.loc[code, "precision"] == communes().loc[code, "precision"]


def _swapped(answers: Answers) -> None:
    for row in answers["/communes"]:
        row["centre"]["coordinates"].reverse()


def _cut(answers: Answers) -> None:
    answers["/communes"] = answers["/communes"][:20_000]
    answers["/communes_associees_deleguees"] = [
        {"nom": row.name, "code": code, "chefLieu": "01053"} for code, row in communes().iloc[20_000:].iterrows()
    ]


def _renamed(answers: Answers) -> None:
    answers["/communes"][0] = {"name": "?", "insee": "01001"}


def _refused(answers: Answers) -> None:
    answers["/communes"] = {"code": 400, "message": "Bad request"}


@pytest.mark.parametrize("spoil", [_swapped, _cut, _renamed, _refused])
def test_an_unsound_answer_changes_nothing(
    api: Callable[[Answers], str], tmp_path: Path, spoil: Callable[[Answers], None]
) -> None:
    answers = _answers()
    spoil(answers)
    target = tmp_path / "communes.parquet"
    target.write_bytes(b"before")

    with pytest.raises(RefreshUnavailable, match="Communes inchangées"):
        refresh_communes(target, api(answers))

    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_without_a_network_nothing_changes_and_a_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(RefreshUnavailable, match="Communes inchangées"):
        refresh_communes(tmp_path / "communes.parquet", "http://127.0.0.1:1")

    assert list(tmp_path.iterdir()) == []
