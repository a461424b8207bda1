"""What the matrix says, read a second time and apart from the product: the file as plain text, a handful of lines."""

import tomllib
from dataclasses import dataclass, field
from typing import Any

from config.roles import FILE

MATRIX: dict[str, Any] = tomllib.loads(FILE.read_text("utf-8"))
OBJECTS: dict[str, Any] = MATRIX["objects"]
ACTIONS = ("read", "write", "validate", "administer")
HOME, AWAY, FRANCE = "48", "01", "FR"
OCCITANIE = {"09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82"}


@dataclass(frozen=True)
class Sample:
    """One visitor per profile, and what is his own."""

    profile: str
    departements: frozenset[str] = frozenset()
    structure: str = ""
    mesures: frozenset[int] = field(default=frozenset())

    @property
    def name(self) -> str:
        return self.profile.partition(":")[0]


LOZERE = frozenset({HOME})
SAMPLES = (
    Sample("public"),
    Sample("partenaire:48", LOZERE),
    Sample("association:12:48", LOZERE, structure="12"),
    Sample("lien:12", structure="12"),
    Sample("siao:48", LOZERE),
    Sample("service:48:7,13", LOZERE, mesures=frozenset({7, 13})),
    Sample("prefecture:48", LOZERE),
    Sample("referent:48", LOZERE),
    Sample("prefet:48", LOZERE),
    Sample("region:76", frozenset(OCCITANIE)),
    Sample("ministere:logement", mesures=frozenset({7})),
    Sample("miprof"),
    Sample("dihal"),
    Sample("acse", structure="acse"),
    Sample("cncdh"),
    Sample("technique"),
    Sample("exploitation"),
)

SIGNED = {
    "public": "indicators LF, cdpd LF, structures LF",
    "partenaire": "indicators LDF, cdpd LDF, structures LDF, places LD, journal LO",
    "association": "indicators LF, drafts ES, cdpd LDF, structures ES LDFS, places ES LS, accounts AS LS, journal LO",
    "lien": "indicators LF, cdpd LF, structures ES LFS",
    "siao": "indicators LDF, drafts ED LD, cdpd LDF, structures LDF, places ED LD, journal LO",
    "service": "indicators LDF, drafts EDP LDP, cdpd EDP LDF, structures LDF, places LDP, journal LO",
    "prefecture": "indicators LDF, drafts ED LD, cdpd ED LDF, structures LDF VD, places LDF, private_comments ED LD, "
    "accounts AD LD VD, journal LD, imports ED LD",
    "referent": "indicators LDF, drafts ED LD, cdpd ED LDF, structures LDF VD, places LDF, private_comments ED LD, "
    "accounts AD LD, journal LD, imports ED LD",
    "prefet": "indicators LDF, drafts LD VD, cdpd LDF VD, structures LDF VD, places LDF, private_comments LD, "
    "accounts LD VD, journal LD",
    "region": "indicators LFR, drafts LR, cdpd LFR, structures LFR, places LR",
    "ministere": "indicators LF, drafts EP LP, cdpd LFP, structures LF",
    "miprof": "indicators LF, drafts LF VF, cdpd LF VF, structures LF VF, places LF, secure_places AF, "
    "accounts AF LF VF, journal LF, imports EF LF",
    "dihal": "indicators LF, drafts EF LF, cdpd LF, structures LF, places LF VF, secure_places AF, journal LF, "
    "imports EF LF",
    "acse": "indicators LF, cdpd LF, structures ES LFS, secure_places EF, journal LO",
    "cncdh": "indicators LF, drafts LF, cdpd LF, structures LF, places LF, secure_places LF, journal LF",
    "technique": "indicators LF, cdpd LF, structures LF, accounts AF LF, journal LF",
    "exploitation": "indicators LF, cdpd LF, structures LF, places LF, journal LF, imports EF LF",
}
"""The matrix as it was agreed, in letters (L reads, E writes, V validates, A administers, then where): a change of the
file is a change here too."""


def says(
    who: Sample, obj: str, action: str, level: int, *, departement: str = "", structure: str = "", mesure: int = 0
) -> bool:
    """Whether a cell of the matrix opens this, there."""
    text = MATRIX["profiles"][who.name]["rights"].get(obj, {}).get(action, "")
    asked = {mesure} if mesure else set(OBJECTS[obj].get("mesures", []))
    holds = {
        "F": True,
        "D": departement in who.departements,
        "R": departement in who.departements,
        "S": bool(structure) and structure == who.structure,
        "P": bool(asked & who.mesures),
        "O": False,
    }
    for grant in filter(None, text.split(", ")):
        scope, reached, *only = grant.split(" ")
        on_mesure = not only or bool(asked & {int(number[1:]) for number in only})
        if int(reached[1:]) >= level and on_mesure and all(holds[letter] for letter in scope.split("+")):
            return True
    return False


def usual_level(obj: str) -> int:
    return int(OBJECTS[obj]["level"][1:])
