"""What the command line says besides its answers: progress, refusals, and the code with which it ends."""

import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import typer
from tqdm import tqdm

from etl.report import Report
from etl.rows import guarded
from etl.rows.template import Template
from etl.run import JOBS, STEPS
from geodata.perimetre import Perimetre, perimetre
from geodata.publication.french import counted, number
from geodata.shelter_guard import without_content

DONE, REFUSED, USAGE, DONE_WITH_REJECTS = 0, 1, 2, 3


class Steps:
    """A progress bar over the steps of a run, on a terminal only: a pipe or a log receives nothing."""

    def __enter__(self) -> Self:
        self._bar = tqdm(
            total=len(STEPS), disable=not sys.stderr.isatty(), bar_format="{desc} {bar} {n}/{total} {elapsed}"
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._bar.update(self._bar.total - self._bar.n)
        self._bar.close()

    def __call__(self, step: str) -> None:
        self._bar.set_description_str(f"{step:<14}")
        self._bar.update(STEPS.index(step) - self._bar.n)


def refused(refusal: Exception) -> typer.Exit:
    """Nothing has changed: say why."""
    typer.echo(without_content(str(refusal)), err=True)
    return typer.Exit(REFUSED)


def told_name(refusal: Exception, file: Path) -> str:
    """The name of a refused file, unless the refusal itself does not tell it."""
    return guarded.UNTOLD if str(refusal).startswith(guarded.UNTOLD) else file.name


def usage(sentence: str) -> typer.Exit:
    """The command was not understood: say what it accepts."""
    typer.echo(without_content(sentence), err=True)
    return typer.Exit(USAGE)


def done(report: Report, quiet: bool) -> typer.Exit:
    """The file has gone through: say what became of its rows, unless an object has already said it."""
    if not quiet:
        typer.echo(
            f"{report.file} : {counted(report.read, 'ligne lue')}, {_loaded(report)}, "
            f"{counted(report.unchanged, 'inchangée')}, {counted(report.rejected, 'rejetée')}, "
            f"en {number(report.seconds, 1)} s."
        )
        for note in report.notes:
            typer.echo(note)
        for line, reason in list(zip(report.rejects.index, report.rejects["reason"], strict=True))[:10]:
            typer.echo(f"{report.file}, ligne {line} : {reason}", err=True)
        if report.rejected and report.run_id is not None:
            typer.echo(f"Lignes à corriger : python -m etl rejects {report.run_id} --out FICHIER.csv", err=True)
    return typer.Exit(DONE_WITH_REJECTS if report.rejected else DONE)


def _loaded(report: Report) -> str:
    loaded = counted(report.loaded, "chargée" if report.run_id is not None else "à charger")
    return f"{loaded} ({counted(report.new, 'nouvelle')}, {counted(report.changed, 'modifiée')})"


def status_line(received: Any) -> str:
    """One import, as a row of `imports` gives it."""
    rows = {"lue": "rows_read", "chargée": "rows_loaded", "inchangée": "rows_unchanged", "rejetée": "rows_rejected"}
    told = ", ".join(counted(getattr(received, column), word) for word, column in rows.items())
    return f"{received.id:>5}  {received.received_at:%d/%m/%Y %H:%M}  {received.job:<16} {received.file_name} : {told}"


def received_file(path: Path) -> Path:
    """A file written on the command line, or a refusal that says what stands there."""
    if path.is_dir():
        raise usage(f"« {path} » est un dossier : donner un fichier.")
    if not path.exists():
        raise usage(f"« {path} » n’existe pas.")
    return path


def as_profile(profile: str) -> Perimetre:
    """The rights of a profile written on the command line."""
    try:
        return perimetre(profile)
    except ValueError as unknown:
        raise usage(str(unknown)) from unknown


def template_of(job: str) -> Template:
    """The template of a source written on the command line."""
    found = JOBS[job].template if job in JOBS else None
    if found is None:
        having = ", ".join(known.id for known in JOBS.values() if known.template is not None)
        raise usage(f"« {job} » n’a pas de modèle. Sources qui en ont un : {having}.")
    return found
