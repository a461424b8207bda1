"""The planning of places on the command line: `python -m geodata places open …`.

The archive writes tables; the workshop adds the document: `python -m layers places open … --format pdf`.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from config.nomenclatures import Public
from geodata import journal, territories
from geodata.command_line import REFUSED
from geodata.database import Session, transaction
from geodata.perimetre import Level, NotAllowed, perimetre
from geodata.publication import Format, to_bytes, years
from geodata.publication.scenario_document import ScenarioDocument, scenario_document
from geodata.publication.scenario_words import next_budget_said, next_place_said, said
from geodata.publication.scenarios import OBJECT, Solved, next_budget, next_place, solve_scenario
from geodata.readiness import require_ready
from geodata.scenarios import Impossible, Limits, Objective, Scenario
from geodata.scenarios.prices import OneMore
from geodata.scenarios.solve import NotProven
from geodata.shelter_guard import without_content

app = typer.Typer(help="La planification des places dédiées (mesure 7).", no_args_is_help=True)
USAGE = 2
NO_WORKSHOP = "Le PDF se compose à l’atelier : écrire « python -m layers places open … » au lieu de « geodata »."
Typeset = Callable[[ScenarioDocument], bytes]


class PlanFormat(StrEnum):
    """Kinds of files of a plan."""

    CSV = Format.CSV.value
    XLSX = Format.XLSX.value
    PDF = "pdf"


@app.callback()
def planning() -> None:
    """La planification des places dédiées (mesure 7)."""


@app.command("open")
def open_places(
    context: typer.Context,
    places: Annotated[int, typer.Argument(help="combien de places nouvelles, au plus")],
    profile: Annotated[str, typer.Option("--as", help="profil du lecteur")] = "dihal",
    objective: Annotated[Objective, typer.Option(help="ce que les places doivent améliorer")] = Objective.UNMET,
    year: Annotated[int | None, typer.Option(help="par défaut, la dernière année connue")] = None,
    public: Annotated[Public | None, typer.Option(help="public accueilli")] = None,
    need: Annotated[
        list[str] | None, typer.Option(help="multiplie un besoin : 93=2 ; l’option peut se répéter")
    ] = None,
    at_most: Annotated[list[str] | None, typer.Option(help="maximum d’un département : 75=10")] = None,
    at_least: Annotated[list[str] | None, typer.Option(help="minimum d’un département : 48=2")] = None,
    opening: Annotated[int, typer.Option(help="le moins de places que l’on ouvre à la fois")] = 1,
    region_share: Annotated[float | None, typer.Option(help="part la plus grande d’une région, de 0 à 1")] = None,
    cost: Annotated[list[str] | None, typer.Option(help="coût annuel d’une place, par type : chrs=17000")] = None,
    budget: Annotated[float | None, typer.Option(help="budget annuel, en euros")] = None,
    with_referent: Annotated[bool, typer.Option(help="laisse de côté les départements sans référent traite")] = False,
    with_diagnostic: Annotated[bool, typer.Option(help="laisse de côté ceux sans diagnostic de moins d’un an")] = False,
    format: Annotated[PlanFormat, typer.Option("--format", help="csv, xlsx, ou pdf à l’atelier")] = PlanFormat.CSV,
    out: Annotated[Path | None, typer.Option("--out", help="fichier à écrire ; sinon la sortie standard")] = None,
) -> None:
    """Où ouvrir les prochaines places dédiées : le meilleur plan, prouvé, et ce qu’il laisse sans réponse."""
    try:
        typeset = _typeset(context, format)
        reader = perimetre(profile)
        most, least = _pairs(at_most), _pairs(at_least)
        limits = {code: Limits(int(least.get(code, 0)), _whole(most.get(code))) for code in {*most, *least}}
        scenario = Scenario(
            places=places,
            objective=objective,
            departements=limits,
            opening=opening,
            every_region_most=region_share,
            costs=_pairs(cost, of_departements=False),
            budget=budget,
            with_referent=with_referent,
            with_recent_diagnostic=with_diagnostic,
            need_times=_pairs(need),
        )
    except ValueError as error:
        typer.echo(without_content(str(error)), err=True)
        raise typer.Exit(USAGE) from error
    require_ready()
    try:
        with (
            journal.refusals(reader, obj=OBJECT, channel=journal.Channel.COMMAND_LINE),
            transaction() as session,
        ):
            solved = solve_scenario(session, reader, year or _last_year(session), scenario, public)
            more, richer = next_place(session, reader, solved), next_budget(session, reader, solved)
            content = (
                typeset(scenario_document(solved, datetime.now(UTC).date(), more=more, richer=richer))
                if typeset
                else to_bytes(solved.table, Format(format.value))
            )
            journal.exported(
                session, reader, obj=OBJECT, key=str(solved.year), channel=journal.Channel.COMMAND_LINE, level=Level.N2,
                after={"format": format.value, "year": solved.year, "public": public},
            )  # fmt: skip
    except (NotAllowed, Impossible, NotProven, ValueError) as refusal:
        typer.echo(without_content(str(refusal)), err=True)
        raise typer.Exit(REFUSED) from refusal
    for line in told(solved, more, richer):
        typer.echo(line, err=True)
    sys.stdout.buffer.write(content) if out is None else out.write_bytes(content)


def _typeset(context: typer.Context, format: PlanFormat) -> Typeset | None:
    """What sets the document on paper, handed over by the workshop; None for a table."""
    if format != PlanFormat.PDF:
        return None
    if context.obj is None:
        raise ValueError(NO_WORKSHOP)
    found: Typeset = context.obj
    return found


def _last_year(session: Session) -> int:
    if not (known := years(session)):
        raise ValueError("La base ne contient encore aucune année : importez d’abord des diagnostics.")
    return known[0]


def told(solved: Solved, more: OneMore, richer: OneMore | None) -> list[str]:
    """A plan in a few French sentences."""
    prices = [next_place_said(solved.plan, more), next_budget_said(solved.plan, richer)]
    return [*said(solved), *(each for each in prices if each), *solved.table.notes]


def _pairs(written: list[str] | None, *, of_departements: bool = True) -> dict[str, float]:
    found: dict[str, float] = {}
    for each in written or ():
        name, _, value = each.partition("=")
        try:
            found[territories.require_departement(name) if of_departements else name.strip()] = float(value)
        except ValueError as error:
            raise ValueError(f"« {each} » ne se lit pas : écrire un code, le signe =, un nombre. {error}") from error
    return found


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
