"""The walk of a file, from the delivery dock to the archive: the only door by which pages import."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pandas as pd

from etl import snapshots
from etl.files.whole_text import WholeText
from etl.job import Job, Tidied
from etl.jobs import JOBS
from etl.report import InternalError, Report, rejected_csv, rejected_rows
from etl.rows import guarded
from etl.rows.checks import RejectedFile
from etl.rows.template_workbook import write_template
from geodata import journal
from geodata.database import transaction
from geodata.journal import Channel
from geodata.perimetre import NotAllowed, Perimetre
from geodata.readiness import DatabaseNotReady, require_ready
from geodata.repositories import imports, senders
from geodata.shelter_guard import LocatesAShelter, betrays
from geodata.storage import storage_explained

__all__ = [
    "JOBS",
    "STEPS",
    "DatabaseNotReady",
    "NotAllowed",
    "RejectedFile",
    "Report",
    "may_send",
    "rejected_csv",
    "rejected_rows",
    "run",
    "write_template",
]

STEPS = ("Lecture", "Vérification", "Localisation", "Enregistrement")

Progress = Callable[[str], None]


class _DryRun(Exception):
    """Undoes the transaction of a run that only shows what would change."""


@storage_explained()
def run(
    job_id: str,
    path: Path,
    perimetre: Perimetre,
    *,
    file_name: str | None = None,
    received_by: str = "",
    vintage: str = "",
    demonstration: bool = False,
    dry_run: bool = False,
    progress: Progress = lambda step: None,
    channel: Channel = Channel.COMMAND_LINE,
) -> Report:
    """Read a file, check it, and load its rows in one transaction: all of it or none of it.

    `file_name`: the name under which its sender knows the file, when `path` is a temporary copy. `received_by`: who
    brought it, beside the profile. `vintage`: the edition, in the producer's words. `dry_run`: nothing is kept, not
    even the file; the report says what would change. `progress` is told each of `STEPS` as it begins.
    `channel`: by which door, for the journal.

    Raises `RejectedFile` (a sentence for the sender, naming the file), `NotAllowed`, `DatabaseNotReady` (a full disk, a
    server that does not answer), and `KeyError` for an unknown job; the database is then as it was before.
    """
    job, name, began = JOBS[job_id], imports.legible(file_name or path.name), time.monotonic()
    whole = WholeText()
    require_ready()
    with journal.refusals(perimetre, obj=senders.objects_of(job_id)[0], key=job_id, channel=channel):
        what = senders.brought_as(perimetre, job_id)
    try:
        received = snapshots.fingerprint(path)
        progress(STEPS[0])
        whole = guarded.looked_at(job, path, name, [vintage, received_by])
        read, tidied = _checked(job, path, perimetre, what, progress, whole)
        name = guarded.UNTOLD if tidied.locates_a_shelter else name
        kept = job.keeps_file and not (tidied.locates_a_shelter or whole.unreadable)
        # The fingerprint of a file of a few cells, or of a known address, could be checked against guesses.
        remembered = received if kept else snapshots.Fingerprint("", 0)
        description = {
            "job": job_id, "title": job.source.title, "producer": job.source.producer,
            "vintage": "" if betrays(vintage) or not job.keeps_file else vintage,
            "file_name": guarded.UNTOLD if betrays(Path(name).stem) or not job.keeps_file else name,
            "sha256": remembered.sha256, "size": remembered.size, "kept": kept, "demonstration": demonstration,
        }  # fmt: skip
        progress(STEPS[3])
        with suppress(_DryRun), transaction() as session:
            before = imports.earlier(session, job_id, remembered.sha256)
            run_id = imports.start(session, perimetre, received_by, what, **description)
            loaded = job.load(session, perimetre, tidied.rows, run_id)
            _require_own_facts(perimetre, what, loaded.changes)
            report = Report(
                job=job_id, run_id=None if dry_run else run_id, file=name, sha256=remembered.sha256, read=read,
                new=loaded.new, changed=loaded.changed, unchanged=loaded.unchanged, rejected=len(tidied.rejects),
                seconds=time.monotonic() - began, changes=loaded.changes, rejects=tidied.rejects,
                notes=tidied.notes if loaded.loaded else [*tidied.notes, _nothing_new(before, loaded.unchanged)],
            )  # fmt: skip
            imports.finish(
                session, perimetre, run_id, tidied.rejects, what=what, channel=channel, rows_read=read,
                rows_loaded=report.loaded, rows_unchanged=report.unchanged, rows_rejected=report.rejected,
                seconds=report.seconds, notes=report.notes,
            )  # fmt: skip
            # Before the commit: a file without an import is harmless, an import without its file is not.
            _keep_or_undo(dry_run, path, received, kept, name)
    except (RejectedFile, LocatesAShelter) as refusal:
        if not dry_run:
            journal.refused(perimetre, obj=what, key=job_id, channel=channel)
        # Without its cause, whose words could be those of the file.
        raise guarded.refusal(refusal, name, whole) from None
    return report


def may_send(job_id: str, perimetre: Perimetre) -> bool:
    """Whether this visitor may send files of a job, in one département at least."""
    try:
        senders.brought_as(perimetre, job_id)
    except NotAllowed:
        return False
    return True


def _checked(
    job: Job, path: Path, perimetre: Perimetre, what: str, progress: Progress, whole: WholeText
) -> tuple[int, Tidied]:
    """The number of rows read, and what they became; every line is in `rows` or in `rejects`, once."""
    raw = job.read(path)
    progress(STEPS[1])
    tidied = _within(perimetre, what, raw, guarded.tidy(job, raw, whole))
    lines = tidied.rows.index.append(tidied.rejects.index)
    if sorted(lines) != sorted(raw.index):
        raise InternalError(f"{job.id}: {len(raw)} lines read, {len(lines)} in rows or in rejects")
    progress(STEPS[2])
    rows = job.locate(tidied.rows) if job.locate else tidied.rows
    notes = [*raw.attrs.get("notes", ()), *tidied.notes]
    return len(raw), guarded.with_whole(replace(tidied, rows=rows, notes=notes), whole)


def _within(perimetre: Perimetre, what: str, raw: pd.DataFrame, tidied: Tidied) -> Tidied:
    """Send back the rows of départements for which this visitor may not write."""
    rows = tidied.rows
    if "departement" not in rows or perimetre.writes_everywhere(what):
        return tidied
    reasons = {}
    for code in rows["departement"].unique():
        try:
            perimetre.require_write(what, code)
        except NotAllowed as refusal:
            reasons[code] = str(refusal)
    outside = rows.index[rows["departement"].isin(list(reasons))]
    if outside.empty:
        return tidied
    sent_back = pd.DataFrame(
        {
            "content": pd.Series(raw.loc[outside].to_dict("records"), index=outside, dtype="object"),
            "reason": rows.loc[outside, "departement"].map(reasons),
        }
    )
    rejects = pd.concat([tidied.rejects, sent_back]).sort_index()
    return replace(tidied, rows=rows.drop(index=outside), rejects=rejects)


def _require_own_facts(perimetre: Perimetre, what: str, changes: pd.DataFrame) -> None:
    """Refuse a file that would take a fact away from a département for which this visitor may not write."""
    moved = changes[(changes["column"] == "departement") & ~changes["before"].isin(perimetre.departements)]
    if perimetre.writes_everywhere(what) or moved.empty:
        return
    first = moved.iloc[0]
    raise RejectedFile(
        f"« {first['key']} » relève aujourd’hui du département {first['before']}, hors de votre périmètre : "
        "retirer cette ligne, ou demander à ce département de la corriger.",
        int(first["line"]),
    )


def _keep_or_undo(dry_run: bool, path: Path, received: snapshots.Fingerprint, kept: bool, name: str) -> None:
    if dry_run:
        raise _DryRun
    if kept:
        snapshots.keep(path, received, name)


def _nothing_new(before: imports.Earlier | None, unchanged: int) -> str:
    if before is not None:
        return f"Rien n’a changé : ce fichier a déjà été reçu le {before.received_at:%d/%m/%Y} (import n° {before.id})."
    if unchanged == 0:
        return "Rien n’a changé : aucune ligne n’a été acceptée."
    return "Rien n’a changé : ces faits étaient déjà connus."
