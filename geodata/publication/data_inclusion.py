"""The public listing in the schema v1 of data·inclusion: structures (our branches) and services (what they offer).

What that schema lacks stands apart, in `complements`, so that its own validation passes on the two others.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from pydantic import HttpUrl, TypeAdapter, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from config.data_inclusion import ALWAYS, Correspondence, ServiceGroup, correspondence
from config.languages import languages
from config.nomenclatures import Form, Function, Public, Referrer
from geodata.communes import communes
from geodata.facts.branches import WHOLE_COUNTRY
from geodata.instants import today_at, utc
from geodata.models import Branch, Import
from geodata.perimetre import Perimetre
from geodata.publication.contract import Provenance
from geodata.publication.listing import publish_listing
from geodata.publication.telephones import international
from geodata.rights import PUBLIC, Action, Object, perimetre, require

Record = dict[str, Any]
SHORTEST_NAME, LONGEST_NAME = 3, 150
SHORTEST_TEXT, LONGEST_TEXT = 5, 10_000
NO_CITY = "commune inconnue"
NO_DATE = "date inconnue"
NO_NAME = "nom absent ou trop court"
_POSTCODE = re.compile(r"\d{5}")
_SIRET = re.compile(r"\d{14}")
_MAILBOX = re.compile(
    r"[a-z0-9_%+-]+(\.[a-z0-9_%+-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE
)
_RESERVED = re.compile(r"(^|[.@])(example|invalid|local|localhost|onion|test|arpa)$", re.IGNORECASE)
_LONGEST_MAILBOX = 64
_WEB = TypeAdapter(HttpUrl)


@dataclass(frozen=True)
class DataInclusion:
    """Records as the schema v1 has them (`structures`, `services`), and our own, by the id of the structure.

    `left_out`: for each reason, how many branches are not there: nothing is made up to fill a required field.
    """

    structures: tuple[Record, ...]
    services: tuple[Record, ...]
    complements: tuple[Record, ...]
    left_out: Mapping[str, int]
    provenance: tuple[Provenance, ...]


def publish_data_inclusion(session: Session, reader: Perimetre, *, today: date | None = None) -> DataInclusion:
    """The listing that everybody may read (N0), whoever asks: what an association keeps for partners never leaves here.

    `date_maj` is the day of our record: the last verification, or the reception of the file that brought the branch,
    the later of the two. A branch without a commune, a name or such a day is left out, and counted. An address is given
    with its point only where the street is known: the centre of a commune is no door.
    """
    require(reader, Object.STRUCTURES, Action.READ)
    listing = publish_listing(session, perimetre(PUBLIC), today=today)
    writer = _Writer(correspondence(), _received(session))
    for row in listing.rows.to_dict("records"):
        writer.write(row)
    return DataInclusion(
        tuple(writer.structures),
        tuple(writer.services),
        tuple(writer.complements),
        dict(writer.left_out),
        listing.provenance,
    )


def _received(session: Session) -> dict[int, date]:
    query = select(Branch.id, Import.received_at).join(Import, Import.id == Branch.import_id)
    return {branch_id: today_at(utc(received_at)) for branch_id, received_at in session.execute(query)}


class _Writer:
    def __init__(self, words: Correspondence, received: Mapping[int, date]) -> None:
        self.words, self.received = words, received
        self.parents = communes()["parent"].dropna().to_dict()
        self.structures: list[Record] = []
        self.services: list[Record] = []
        self.complements: list[Record] = []
        self.left_out: Counter[str] = Counter()

    def write(self, row: Record) -> None:
        updated, name = self._updated(row), _name(row)
        reason = NO_CITY if not row["city"].strip() else NO_DATE if updated is None else NO_NAME if not name else ""
        if reason:
            self.left_out[reason] += 1
            return
        identifier = f"{self.words.source}--{row['structure']}-{row['branch_id']}"
        common = {"source": self.words.source, "date_maj": updated.isoformat() if updated else "", **self._place(row)}
        self.structures.append(
            {
                "id": identifier,
                "nom": name,
                **common,
                "siret": row["siret"] if _SIRET.fullmatch(row["siret"]) else None,
                "site_web": web_address(row["website"]),
                "description": _described(row),
            }
        )
        for group in self.words.services:
            if set(group.functions) & set(row["functions"]):
                self.services.append(self._service(row, group, identifier, common))
        self.complements.append(_complement(row, identifier))

    def _updated(self, row: Record) -> date | None:
        verified = row["verified_on"] if isinstance(row["verified_on"], date) else None
        return max((day for day in (verified, self.received.get(row["branch_id"])) if day is not None), default=None)

    def _place(self, row: Record) -> Record:
        exact = bool(row["street"]) and row["geo_status"] in {"precise", "street"} and not pd.isna(row["lat"])
        return {
            "commune": row["city"],
            "code_postal": row["postcode"] if _POSTCODE.fullmatch(row["postcode"]) else None,
            # An arrondissement is no commune: theirs is Paris, Lyon or Marseille.
            "code_insee": self.parents.get(row["geo_citycode"], row["geo_citycode"]) or None,
            "adresse": row["street"] or None,
            "longitude": float(row["lon"]) if exact else None,
            "latitude": float(row["lat"]) if exact else None,
            "telephone": international(row["phone"], row["departement"]) or None,
            "courriel": mailbox(row["mail"]),
            "horaires_accueil": row["opening_hours"] or None,
        }

    def _service(self, row: Record, group: ServiceGroup, identifier: str, common: Record) -> Record:
        words = self.words
        publics = {*words.publics[ALWAYS], *group.publics}
        publics |= {code for each in row["publics"] for code in words.publics[each]}
        modes = {words.modes_accueil[told.partition(":")[2]] for told in row["zone_modes"]}
        by = {words.mobilisable_par[each] for each in row["referrers"]}
        how = {"telephoner": common["telephone"], "envoyer-un-courriel": common["courriel"]}
        # One may come without a word only where the association says that people come by themselves.
        how["se-presenter"] = common["adresse"] and Referrer.PERSON in row["referrers"]
        return {
            "id": f"{identifier}-{group.code}",
            "structure_id": identifier,
            "nom": group.name,
            **common,
            "description": _sentences(
                [
                    f"{group.name}, par {_whole_name(row)}",
                    *_about(row),
                    _stop("Orientation", row["referral"]),
                    row["reserve"],
                ]
            ),
            "type": group.type,
            "thematiques": sorted(group.thematiques),
            "publics": sorted(publics),
            "publics_precisions": _sentences([words.publics_precisions, *_about(row)]),
            "modes_accueil": sorted(modes) or None,
            "modes_mobilisation": sorted(mode for mode, known in how.items() if known) or None,
            "mobilisable_par": sorted(by) or None,
            "mobilisation_precisions": row["referral"] or None,
            "zone_eligibilite": ["france"] if WHOLE_COUNTRY in row["zones"] else list(row["zones"]) or None,
        }


def _described(row: Record) -> str | None:
    text = _sentences([row["description"], *_about(row), _stop("Accès", row["access"]), row["reserve"]])
    return text[:LONGEST_TEXT] if len(text) >= SHORTEST_TEXT else None


def _complement(row: Record, identifier: str) -> Record:
    verified = row["verified_on"] if isinstance(row["verified_on"], date) else None
    return {
        "structure_id": identifier,
        "formes_exploitation": list(row["forms"]),
        "publics": list(row["publics"]),
        "fonctions": list(row["functions"]),
        "langues": list(row["languages"]),
        "zones": list(row["zones"]),
        "modes_intervention": list(row["zone_modes"]),
        "orienteurs": list(row["referrers"]),
        "acces": row["access"] or None,
        "verifie_le": verified.isoformat() if verified else None,
        "verifie_par": row["verified_by"] or None,
        "reserve": row["reserve"],
    }


def _whole_name(row: Record) -> str:
    parts = [row["association"], row["branch"] if row["branch"] != row["association"] else ""]
    return " – ".join(part.strip() for part in parts if part.strip())


def _name(row: Record) -> str:
    name = _whole_name(row)
    if len(name) > LONGEST_NAME:
        name = row["association"].strip()
    name = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
    name = name if name.endswith("etc.") else name.rstrip(" .")
    return name if len(name) >= SHORTEST_NAME else ""


def _about(row: Record) -> list[str]:
    named = languages()
    return [
        _listed("Publics reçus", (Public(each).label for each in row["publics"])),
        _listed("Formes d’exploitation", (Form(each).label for each in row["forms"])),
        _listed("Aide proposée", (Function(each).label for each in row["functions"])),
        _listed("Langues", (named[each] for each in row["languages"])),
    ]


def _listed(title: str, labels: Iterable[str]) -> str:
    return _stop(title, ", ".join(labels))


def _stop(title: str, text: str) -> str:
    return f"{title}\N{NO-BREAK SPACE}: {text}" if text else ""


def _sentences(texts: Iterable[str]) -> str:
    return " ".join(f"{text.strip().rstrip('.')}." for text in texts if text.strip())


def web_address(text: str) -> str | None:
    """The address of a site as their schema takes it, or None: a protocol that nobody wrote is not made up."""
    try:
        _WEB.validate_python(text)
    except ValidationError:
        return None
    return text


def mailbox(text: str) -> str | None:
    """A mailbox that can exist, or None: their schema refuses what e-mail cannot reach."""
    local, _, domain = text.partition("@")
    reachable = _MAILBOX.fullmatch(text) and not _RESERVED.search(domain) and len(local) <= _LONGEST_MAILBOX
    return text if reachable else None
