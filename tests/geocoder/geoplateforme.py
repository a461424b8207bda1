"""Two routes of the State's geocoder over addok, with the faults that they have been seen to have: the batch one
(`POST /geocodage/search/csv`) and that of one address (`GET /geocodage/search`).

`POST /control` with {"faults": ["429", "503", "truncate", "break", "error", "drip"], "max_rows": 100} sets what
the next requests meet (one fault each, in order) and forgets the bodies; `GET /bodies` gives back those received since.
"""

import csv
import io
import json
import time
from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, ClassVar

import falcon
from addok.config import config
from addok.core import search

config.load()

RESULTS = (
    "longitude", "latitude", "result_score", "result_score_next", "result_label", "result_type", "result_id",
    "result_housenumber", "result_name", "result_street", "result_postcode", "result_city", "result_context",
    "result_citycode", "result_oldcitycode", "result_oldcity", "result_district", "result_status",
)  # fmt: skip
FILTERS = ("citycode", "postcode", "type")


class State:
    """One worker, one state: what the tests asked for, and what was received."""

    faults: ClassVar[list[str]] = []
    max_rows: ClassVar[int] = 200_000
    bodies: ClassVar[list[str]] = []


class Control:
    def on_post(self, request: falcon.Request, response: falcon.Response) -> None:
        asked = request.get_media()
        State.faults = list(asked.get("faults", []))
        State.max_rows = asked.get("max_rows", 200_000)
        State.bodies = []
        response.media = {"ready": True}


class Bodies:
    def on_get(self, request: falcon.Request, response: falcon.Response) -> None:
        response.media = State.bodies


class SearchCsv:
    def on_post(self, request: falcon.Request, response: falcon.Response) -> None:
        body = request.bounded_stream.read()
        State.bodies.append(body.decode("utf-8"))
        fault = State.faults.pop(0) if State.faults else ""
        if fault == "429":
            response.set_header("retry-after", "2")
        if fault.isdigit():
            response.status = int(fault)
            return None
        fields = _fields(request.content_type, body)
        if "data" not in fields:
            return _refuse(response, "A CSV file must be provided in data field")
        rows = list(csv.DictReader(io.StringIO(fields["data"][0])))
        if len(rows) > State.max_rows:
            return _refuse(response, "Too many rows in CSV file")
        columns = fields.get("columns") or list(rows[0])
        filters = {name: fields[name][0] for name in FILTERS if name in fields}
        if rows and not {*columns, *filters.values()} <= set(rows[0]):
            return _refuse(response, "At least one given column name is unknown")
        wanted = [name for name in RESULTS if name in fields.get("result_columns", RESULTS)]
        answers = [row | _answer(row, columns, filters, fault) for row in rows]
        content = _csv(answers, [*rows[0], *wanted] if rows else wanted)
        response.content_type = "text/csv; charset=utf-8"
        if fault == "truncate":
            # The status line leaves before the work is done: the file stops in the middle, politely.
            response.data = content[: len(content) * 2 // 3]
        elif fault == "break":
            response.data = content[: len(content) // 2]
            response.set_header("content-length", str(len(content)))
        else:
            response.set_header("x-rows-count", str(len(rows)))
            response.data = content
        return None


class Search:
    def on_get(self, request: falcon.Request, response: falcon.Response) -> None:
        State.bodies.append(f"GET {request.relative_uri}")
        fault = State.faults.pop(0) if State.faults else ""
        if fault.isdigit():
            response.status = int(fault)
            return None
        query, limit = request.get_param("q") or "", request.get_param_as_int("limit", default=10)
        if not 3 <= len(query) <= 200 or not query[0].isalnum() or not 1 <= limit <= 50:
            return _refuse(response, "Failed parsing query")
        held = {name: request.get_param(name) for name in FILTERS if request.get_param(name)}
        near = {name: request.get_param_as_float(name) for name in ("lat", "lon") if request.get_param(name)}
        whole = request.get_param("autocomplete") == "0"
        results = search(query, limit=limit, autocomplete=not whole, **near, **held)
        content = json.dumps({"type": "FeatureCollection", "features": [_feature(each) for each in results]}).encode()
        response.content_type = "application/json"
        if fault == "break":
            content = content[: len(content) // 2]
        if fault == "drip":
            response.stream = _drops(content)
        else:
            response.data = content
        return None


def _feature(result: Any) -> dict[str, Any]:
    """The State's server has one code for each place; addok's documents may have several."""
    feature: dict[str, Any] = result.format()
    code = feature["properties"].get("citycode")
    feature["properties"]["citycode"] = code[0] if isinstance(code, list) else code
    return feature


def _drops(content: bytes) -> Iterator[bytes]:
    for place in range(30):
        time.sleep(0.1)
        yield content[place : place + 1]


def _refuse(response: falcon.Response, message: str) -> None:
    response.status = 400
    response.media = {"code": 400, "message": message}


def _fields(content_type: str, body: bytes) -> dict[str, list[str]]:
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    fields: dict[str, list[str]] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        fields.setdefault(str(name), []).append(part.get_payload(decode=True).decode("utf-8"))
    return fields


def _answer(row: dict[str, str], columns: list[str], filters: dict[str, str], fault: str) -> dict[str, Any]:
    if fault == "error":
        return {"result_status": "error"}
    query = " ".join(row[column].strip() for column in columns if row[column].strip())
    if not 3 <= len(query) <= 200 or not query[0].isalnum():
        return {"result_status": "skipped"}
    held = {name: row[column] for name, column in filters.items() if row[column]}
    results = search(query, limit=2, autocomplete=False, **held)
    if not results:
        return {"result_status": "not-found"}
    found = results[0].format()["properties"]
    longitude, latitude = results[0].format()["geometry"]["coordinates"]
    return {
        "longitude": longitude,
        "latitude": latitude,
        "result_score": round(results[0].score, 4),
        "result_score_next": round(results[1].score, 4) if len(results) > 1 else "",
        "result_label": found["label"],
        "result_type": found["type"],
        "result_postcode": found.get("postcode", ""),
        "result_city": found.get("city", ""),
        "result_citycode": found.get("citycode", ""),
        "result_status": "ok",
    }


def _csv(answers: list[dict[str, Any]], columns: list[str]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(answers)
    return text.getvalue().encode()


application = falcon.App()
application.add_route("/geocodage/search/csv", SearchCsv())
application.add_route("/geocodage/search", Search())
application.add_route("/control", Control())
application.add_route("/bodies", Bodies())
