"""What the command line says besides its answers: progress, refusals, and the code with which it ends."""

import sys
from pathlib import Path
from types import TracebackType
from typing import Self

import typer
from tqdm import tqdm

from etl.report import Report
from etl.rows import guarded
from etl.rows.template import Template
from etl.run import JOBS, STEPS
from geodata.perimetre import Perimetre, perimetre
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
        verb = "seraient chargées" if report.run_id is None else "chargées"
        typer.echo(
            f"{report.file} : {report.read} lignes lues, {report.loaded} {verb} ({report.new} nouvelles, "
            f"{report.changed} modifiées), {report.unchanged} inchangées, {report.rejected} rejetées, "
            f"en {report.seconds:.1f} s."
        )
        for note in report.notes:
            typer.echo(note)
        for line, reason in list(zip(report.rejects.index, report.rejects["reason"], strict=True))[:10]:
            typer.echo(f"{report.file}, ligne {line} : {reason}", err=True)
        if report.rejected and report.run_id is not None:
            typer.echo(f"Lignes à corriger : python -m etl rejects {report.run_id} --out FICHIER.csv", err=True)
    return typer.Exit(DONE_WITH_REJECTS if report.rejected else DONE)


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
