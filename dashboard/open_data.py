"""The files that anybody may take, at addresses that do not change: the listing, data·inclusion, public indicators.

They leave by the same counter as the pages, with the rights of the public, whoever asks. Made once after each writing.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from functools import lru_cache, partial
from typing import Any

import pandas as pd
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import NotModifiedResponse, StaticFiles

from config.nomenclatures import Form, Public
from config.roles import Level
from config.settings import settings
from dashboard import open_data_page
from geodata import journal, territories
from geodata.database import Session, transaction
from geodata.indicators import INDICATORS, Choice
from geodata.instants import PARIS, today_at
from geodata.journal import Channel
from geodata.publication import (
    DataInclusion,
    Format,
    State,
    Table,
    publish,
    publish_data_inclusion,
    publish_listing,
    to_archive,
    to_bytes,
    to_json,
    to_workbook,
    years,
)
from geodata.rights import PUBLIC, perimetre

FOLDER = "donnees-ouvertes"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JSON = "application/json"
_CONDITIONS = StaticFiles()
"""Starlette's own answer to If-None-Match and If-Modified-Since; it serves no folder here."""


@dataclass(frozen=True)
class OpenFile:
    """A file as it leaves; `title`: what it is, in French, for the page that lists it."""

    title: str
    media_type: str
    channel: Channel
    make: Callable[[Table, DataInclusion], bytes]


@dataclass(frozen=True)
class Version:
    """When what is served may change: at each writing, and each day, for « à confirmer » depends on the day."""

    database: str
    writing: int
    day: date
    at: datetime


def _listing(format: Format, listing: Table, _: DataInclusion) -> bytes:
    return to_bytes(listing, format)


def _records(name: str, _: Table, written: DataInclusion) -> bytes:
    return to_json(getattr(written, name))


FILES: dict[str, OpenFile] = {
    "annuaire.csv": OpenFile(
        "Annuaire, CSV (UTF-8, point-virgule)", "text/csv; charset=utf-8", Channel.CSV, partial(_listing, Format.CSV)
    ),
    "annuaire.xlsx": OpenFile("Annuaire, classeur Excel (XLSX)", XLSX, Channel.XLSX, partial(_listing, Format.XLSX)),
    "annuaire.geojson": OpenFile(
        "Annuaire, GeoJSON (carte)", "application/geo+json", Channel.GEOJSON, partial(_listing, Format.GEOJSON)
    ),
    "annuaire.gpkg": OpenFile(
        "Annuaire, GeoPackage (carte)", "application/geopackage+sqlite3", Channel.GPKG, partial(_listing, Format.GPKG)
    ),
    "data-inclusion-structures.json": OpenFile(
        "data·inclusion v1, structures (JSON)", JSON, Channel.JSON, partial(_records, "structures")
    ),
    "data-inclusion-services.json": OpenFile(
        "data·inclusion v1, services (JSON)", JSON, Channel.JSON, partial(_records, "services")
    ),
    "data-inclusion-complements.json": OpenFile(
        "Ce que data·inclusion ne dit pas : formes d’exploitation, langues, zones (JSON)",
        JSON, Channel.JSON, partial(_records, "complements"),
    ),
    "data-inclusion.xlsx": OpenFile(
        "data·inclusion v1, classeur à deux feuilles pour son valideur (XLSX)", XLSX, Channel.XLSX,
        lambda _, written: to_workbook(written),
    ),
    "data-inclusion.zip": OpenFile(
        "data·inclusion v1, les trois listes JSON (ZIP)", "application/zip", Channel.JSON,
        lambda _, written: to_archive(written),
    ),
}  # fmt: skip
"""Every open file by its name; an answer about an indicator is made by `indicator`."""


def present(session: Session) -> Version:
    """The version of this moment."""
    day = today_at(datetime.now(UTC))
    midnight = datetime.combine(day, time(), PARIS)
    written = journal.last_written_at(session)
    at = midnight if written is None else max(midnight, written)
    return Version(settings().database_url, journal.last_write(session), day, at.astimezone(UTC))


@lru_cache(maxsize=2)
def _published(version: Version) -> tuple[Table, DataInclusion]:
    with transaction() as session:
        reader = perimetre(PUBLIC)
        return publish_listing(session, reader), publish_data_inclusion(session, reader)


@lru_cache(maxsize=64)
def _made(name: str, version: Version) -> bytes:
    return FILES[name].make(*_published(version))


def file(request: Request) -> Response:
    """One of the open files, or 304 for whoever has it already; told in the journal."""
    name = request.path_params["name"]
    found = FILES.get(name)
    if found is None:
        return PlainTextResponse(f"Fichier inconnu. La liste est à l’adresse /{FOLDER}/.", status_code=404)
    with transaction() as session:
        version = present(session)
    answer = _conditional(request, _made(name, version), found.media_type, version)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if answer.status_code != NOT_MODIFIED and request.method != "HEAD":
        _told(f"open_{name.partition('.')[0].replace('-', '_')}", found.channel)
    return answer


NOT_MODIFIED = 304


def _conditional(request: Request, content: bytes, media_type: str, version: Version) -> Response:
    headers = {
        "ETag": f'"{hashlib.sha256(content).hexdigest()[:32]}"',
        "Last-Modified": format_datetime(version.at.replace(microsecond=0), usegmt=True),
        # Kept, but asked for again each time: a card may have been corrected.
        "Cache-Control": "public, no-cache",
    }
    answer = Response(content, media_type=media_type, headers=headers)
    if _CONDITIONS.is_not_modified(answer.headers, request.headers):
        return NotModifiedResponse(Headers(headers))
    return answer


def _told(obj: str, channel: Channel, key: str = "") -> None:
    with transaction() as session:
        journal.fetched(session, perimetre(PUBLIC), obj=obj, key=key, channel=channel)


PUBLIC_INDICATORS = {name: each for name, each in INDICATORS.items() if each.level == Level.N0}


def indicators(request: Request) -> Response:
    """Which public indicators can be asked for, and how each one is made."""
    with transaction() as session:
        version, known = present(session), years(session)
    listed = [
        {
            "id": name, "libelle": each.label, "unite": each.unit, "source": each.source, "methode": each.method,
            "filtres": sorted(each.filters), "adresse": f"/{FOLDER}/indicateurs/{name}.json",
        }
        for name, each in PUBLIC_INDICATORS.items()
    ]  # fmt: skip
    return _conditional(request, _text({"annees": known, "indicateurs": listed}), JSON, version)


def indicator(request: Request) -> Response:
    """The values of a public indicator, département by département, as the pages show them to the public.

    `?annee=`, `?forme=`, `?public=`: as the pages have them. 404 for an unknown indicator, 400 for an unknown value.
    """
    name = request.path_params["id"]
    if name not in PUBLIC_INDICATORS:
        return _refusal(f"Indicateur inconnu. La liste est à l’adresse /{FOLDER}/indicateurs.json.", 404)
    with transaction() as session:
        version, known = present(session), years(session)
    try:
        choice = _choice(request, known)
    except ValueError as refused:
        return _refusal(str(refused), 400)
    answer = _conditional(request, _indicator(name, choice, version), JSON, version)
    if answer.status_code != NOT_MODIFIED and request.method != "HEAD":
        _told(name, Channel.JSON, str(choice.year))
    return answer


def _choice(request: Request, known: list[int]) -> Choice:
    asked = request.query_params
    year = asked.get("annee") or str(known[0] if known else today_at(datetime.now(UTC)).year)
    if not year.isdecimal() or int(year) not in (known or [int(year)]):
        raise ValueError(f"Année inconnue. Années connues : {', '.join(map(str, known))}.")
    for name, members in (("forme", Form), ("public", Public)):
        if (value := asked.get(name)) and value not in {each.value for each in members}:
            raise ValueError(f"Valeur inconnue pour « {name} ». Valeurs : {', '.join(each.value for each in members)}.")
    return Choice(int(year), asked.get("forme") or None, asked.get("public") or None)


@lru_cache(maxsize=256)
def _indicator(name: str, choice: Choice, version: Version) -> bytes:
    with transaction() as session:
        published = publish(session, name, choice, perimetre(PUBLIC))
    names = territories.names()
    cells = [
        {"departement": code, "nom": names[code], **_cell(cell)}
        for code, cell in published.cells.to_dict("index").items()
    ]
    totals = [
        {"territoire": code, **_cell(cell), "repondants": cell["answered"], "attendus": cell["expected"]}
        for code, cell in published.totals.to_dict("index").items()
    ]
    return _text(
        {
            "id": name, "libelle": published.indicator.label, "unite": published.indicator.unit,
            "annee": published.choice.year, "forme": published.choice.form, "public": published.choice.public,
            "source": published.indicator.source, "methode": published.indicator.method,
            "demonstration": published.demonstration, "fichiers": [each.sentence for each in published.provenance],
            "departements": cells, "totaux": totals,
        }
    )  # fmt: skip


def _cell(cell: dict[Any, Any]) -> dict[str, Any]:
    published = cell["state"] == State.PUBLISHED and not pd.isna(cell["value"])
    return {"valeur": float(cell["value"]) if published else None, "etat": State(cell["state"]).value}


def _text(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, default=int).encode()


def _refusal(sentence: str, status: int) -> Response:
    return JSONResponse({"erreur": sentence}, status_code=status)


def page(_request: Request) -> Response:
    """What can be taken, under which licence, from which sources, and what each column means."""
    with transaction() as session:
        version = present(session)
    return HTMLResponse(_page(version), headers={"Cache-Control": "no-cache"})


@lru_cache(maxsize=4)
def _page(version: Version) -> str:
    listing, written = _published(version)
    files = [(name, each.title, len(_made(name, version))) for name, each in FILES.items()]
    named = [(name, each.label) for name, each in PUBLIC_INDICATORS.items()]
    return open_data_page.page(listing, written, files, named, version.at)


def _with_a_slash(_request: Request) -> Response:
    return RedirectResponse(f"/{FOLDER}/", status_code=308)


ROUTES = [
    Route(f"/{FOLDER}", _with_a_slash),
    Mount(
        f"/{FOLDER}",
        routes=[
            Route("/", page),
            Route("/indicateurs.json", indicators),
            Route("/indicateurs/{id}.json", indicator),
            Route("/{name}", file),
        ],
        # Anybody's page may read them: they hold nothing that depends on who asks, and no cookie is looked at.
        middleware=[Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD"])],
    ),
]
