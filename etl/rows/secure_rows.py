"""Which rows say, or could say, where people are sheltered: neither they nor their file are kept."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geodata import shelter_guard as shelters
from geodata.reference.folding import fold_name

SECURE_TYPE = (
    "Cette ligne décrit des places sécurisées. Elles se comptent par grande zone, jamais par département : la retirer "
    "du fichier. Son contenu n’a pas été conservé."
)
LOCATED = (
    "Cette ligne permet de situer un lieu de mise à l’abri (adresse, commune, coordonnées, téléphone ou gestionnaire) "
    ": vider ces cellules ou retirer la ligne. Son contenu n’a pas été conservé."
)
TELLS = (
    "Cette ligne parle d’un lieu de mise à l’abri, ou mène à une porte : n’y écrire que les codes, les nombres et les "
    "dates du modèle. Son contenu n’a pas été conservé."
)
BLOTTED = "[non conservé]"
_CONFIDENTIAL = frozenset({"RESTREINT", "TRES RESTREINT", "SECRET", "CONFIDENTIEL"})
_SHORT_FIGURE = re.compile(r"[\d\s.,/+-]{1,12}")


@dataclass(frozen=True)
class Screened:
    """What may be looked at: `rows`, every line, of the columns of the template alone.

    `set_aside`: the lines that tell of a secure place, blank in `rows`, with the sentence for their sender.
    """

    rows: pd.DataFrame
    set_aside: dict[int, str]
    notes: list[str]
    locates_a_shelter: bool


def screen(raw: pd.DataFrame, parsers: Mapping[str, Callable[[str], Any]]) -> Screened:
    """Blank the rows that tell of a secure place, before anything quotes or keeps them.

    `raw`: texts, every column of the file; `parsers`: those of the template, by column, `type_place` among them. Any
    other column is dropped, and when it holds something the file is not kept. In a row about dedicated places, or about
    a type of place that nobody knows, a cell that its parser refuses is blotted out: it could be a name or a place.
    """
    outside = [column for column in raw if column not in parsers]
    filled = [column for column in outside if (raw[column].str.strip() != "").any()]
    locating = [column for column in filled if shelters.locates(str(column))]
    has_a_place = (raw[locating] != "").any(axis="columns")
    secure_type = shelters.any_cell(raw[["type_place"]], shelters.is_a_secure_type)
    secure_type |= shelters.any_cell(raw, shelters.names_acse)
    speaks = shelters.any_cell(raw, shelters.speaks_of_a_shelter)
    door = shelters.any_cell(raw.drop(columns=locating), shelters.leads_to_a_door)
    refused = {column: _refused(raw[column], parse) for column, parse in parsers.items()}
    delicate = _about_dedicated_places(raw) | refused["type_place"] | _confidential(raw)

    located = (has_a_place & (secure_type | delicate)) | door | (speaks & ~secure_type)
    aside = located | secure_type
    blots = pd.DataFrame(refused) & pd.DataFrame(dict.fromkeys(parsers, delicate))
    rows = raw[list(parsers)].mask(blots, BLOTTED)
    rows[aside] = ""

    locates = bool(filled) or bool(aside.any()) or bool(blots.any(axis=None))
    notes = [f"Colonnes étrangères au modèle, ignorées : {len(filled)}."] if filled else []
    return Screened(
        rows=rows,
        set_aside={line: LOCATED if located[line] else SECURE_TYPE for line in raw.index[aside]},
        notes=notes,
        locates_a_shelter=locates,
    )


def tells_of_a_shelter(raw: pd.DataFrame) -> dict[int, str]:
    """In a table of codes, numbers and dates, the lines with a cell that betrays a shelter, and the sentence for each.

    Set aside before anything quotes them; a table with such a line is not kept.
    """
    return dict.fromkeys(raw.index[shelters.any_cell(raw, shelters.betrays)], TELLS)


def _about_dedicated_places(raw: pd.DataFrame) -> pd.Series:
    return ~raw["capacite_dediee_teh"].str.strip().isin(["", "0", "0,0", "0.0"])


def _confidential(raw: pd.DataFrame) -> pd.Series:
    levels = [raw[column] for column in raw if fold_name(str(column)) == "NIVEAU CONFIDENTIALITE"]
    return pd.Series(False, index=raw.index) if not levels else levels[0].map(fold_name).isin(_CONFIDENTIAL)


def _refused(texts: pd.Series, parse: Callable[[str], Any]) -> pd.Series:
    """Whether a cell is a text that its parser refuses; a short figure locates nothing and may be quoted."""
    written = [text for text in texts.unique() if text.strip() and not _SHORT_FIGURE.fullmatch(text)]
    return texts.isin([text for text in written if not _reads(parse, text)])


def _reads(parse: Callable[[str], Any], text: str) -> bool:
    try:
        parse(text.strip())
    except ValueError:
        return False
    return True
