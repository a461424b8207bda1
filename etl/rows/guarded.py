"""The guard over the walk of a file: rows that locate a shelter are set aside before anything quotes them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from etl.files.whole_text import WholeText, look_through
from etl.job import Job, Tidied
from etl.rows.checks import RejectedFile
from geodata.shelter_guard import LocatesAShelter, inspect, inspect_record, located_rows

UNTOLD = "(nom non conservé)"
"""The name of a file that locates a shelter may tell the place as well as its rows do."""
LOCATED_FILE = (
    "ce fichier permet de situer un lieu de mise à l’abri : un tel lieu ne doit jamais pouvoir l’être. Retirer ce qui "
    "le situe (adresse, coordonnées, code de position, téléphone, courriel, lien vers une carte), dans toutes les "
    "feuilles, les commentaires et les propriétés. Rien n’a été conservé."
)
LOCATED_LINE = (
    "Cette ligne permet de situer un lieu de mise à l’abri : retirer ce qui le situe, dans toutes ses colonnes. Son "
    "contenu n’a pas été conservé."
)
NOT_KEPT = (
    "Le fichier permet de situer un lieu de mise à l’abri : il n’est pas conservé, son empreinte non plus. Le "
    "retirer aussi des messageries et des dossiers partagés."
)
UNREADABLE = (
    "Le fichier contient une image, un objet ou une feuille démesurée, que Vigie ne peut pas relire : il n’est pas "
    "conservé, son empreinte non plus."
)


def looked_at(job: Job, path: Path, name: str, around: Sequence[str]) -> WholeText:
    """What the whole file says, read by its job or not; a file that cannot be opened is left to its job to refuse.

    Raises `LocatesAShelter` when the texts that come with the file (`around`: its edition, who brought it) are refused.
    """
    if (found := inspect_record(around)) and found.refused:
        raise LocatesAShelter(found.sentence)
    public_address = job.locate is not None
    if (found := inspect_record([name], public_address)) and found.refused:
        return WholeText(locates=True)
    if (found := inspect_record([name, *around], public_address)) and found.refused:
        raise LocatesAShelter(found.sentence)
    try:
        return look_through(path, [name, *around], public_address)
    except RejectedFile:
        return WholeText()


def tidy(job: Job, raw: pd.DataFrame, whole: WholeText) -> Tidied:
    """What a job makes of rows, once those that locate a shelter have been set aside without their content.

    A line may do so by a column that the job does not read: `whole` knows it.
    """
    located = located_rows(raw, job.locate is not None)
    if raw.index.name == "line":
        unread = [line for line in raw.index.difference(located.index) if line in whole.lines]
        located = pd.concat([located, pd.Series(LOCATED_LINE, index=unread, dtype="str")])
    if located.empty:
        return job.tidy(raw)
    others = raw.drop(index=located.index)
    others.attrs = dict(raw.attrs)
    tidied = job.tidy(others)
    reasons = located.map(lambda sentence: job.shelter or sentence)
    set_aside = pd.DataFrame({"content": None, "reason": reasons}, index=located.index, dtype="object")
    rejects = pd.concat([set_aside, tidied.rejects]).sort_index()
    return replace(tidied, rejects=rejects, locates_a_shelter=True)


def with_whole(tidied: Tidied, whole: WholeText) -> Tidied:
    """The same once the rest of the file is taken into account, with notes that quote nothing dangerous, each once."""
    located = tidied.locates_a_shelter or whole.locates
    notes = [note for note in tidied.notes if not _refused(note)]
    if located:
        notes.append(NOT_KEPT)
    elif whole.unreadable:
        notes.append(UNREADABLE)
    return replace(tidied, notes=list(dict.fromkeys(notes)), locates_a_shelter=located)


def refusal(cause: Exception, name: str, whole: WholeText) -> RejectedFile:
    """The refusal of a file, in words that are never those of a file which locates a shelter, nor its name."""
    if isinstance(cause, LocatesAShelter):
        return RejectedFile(str(cause)).naming(UNTOLD)
    if whole.locates or _refused(name) or _refused(str(cause)):
        return RejectedFile(LOCATED_FILE).naming(UNTOLD)
    return (cause if isinstance(cause, RejectedFile) else RejectedFile(str(cause))).naming(name)


def looked_at_addresses(path: Path) -> WholeText:
    """What a table of addresses says before it is placed on a map; raises `RejectedFile` when it cannot be opened."""
    return look_through(path, [path.name], public_address=True)


def require_unlocated(whole: WholeText) -> None:
    """Raise `RejectedFile` for a file that locates a shelter."""
    if whole.locates:
        raise RejectedFile(LOCATED_FILE)


def _refused(text: str) -> bool:
    found = inspect(text)
    return found is not None and found.refused
