"""The delivery dock's command line: `python -m etl …`."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from etl.console import Steps, as_profile, done, received_file, refused, status_line, template_of, told_name, usage
from etl.files.whole_text import WholeText
from etl.geocoding.address_file import AddressFile
from etl.geocoding.table import geocode_table
from etl.rows import guarded
from etl.run import JOBS, DatabaseNotReady, NotAllowed, RejectedFile, rejected_csv, run, write_template
from geodata import journal
from geodata.command_line import start
from geodata.database import transaction
from geodata.journal import Channel
from geodata.readiness import require_ready
from geodata.repositories import imports

app = typer.Typer(
    help="Les fichiers reçus : les vérifier, les charger, rendre ce qui est à corriger.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

File = Annotated[Path, typer.Argument(callback=received_file)]
Out = Annotated[Path | None, typer.Option("--out", help="fichier à écrire ; sinon la sortie standard")]
AsJson = Annotated[bool, typer.Option("--json", help="un objet JSON sur la sortie standard")]
Profile = Annotated[str, typer.Option("--as", help="profil, par exemple prefecture:48")]


@app.command("list")
def list_jobs(as_json: AsJson = False) -> None:
    """Les sources que Vigie sait lire."""
    known: list[dict[str, Any]] = [
        {
            "job": job.id,
            "label": job.label,
            "producer": job.source.producer,
            "cadence": job.source.cadence,
            "template": job.template is not None,
        }
        for job in JOBS.values()
    ]
    if as_json:
        typer.echo(json.dumps(known, ensure_ascii=False))
        return
    for job in known:
        typer.echo(f"{job['job']:<18} {job['label']} ({job['producer']}, {job['cadence']})")


@app.command("run")
def run_job(
    job: str,
    file: File,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="montre ce qui changerait, ne garde rien")] = False,
    as_json: AsJson = False,
    vintage: Annotated[str, typer.Option(help="millésime, dans les mots du producteur")] = "",
    profile: Profile = "exploitation",
) -> None:
    """Vérifie un fichier et charge ses lignes : toutes ensemble, ou aucune."""
    if job not in JOBS:
        raise usage(f"« {job} » n’est pas une source connue. Sources : {', '.join(JOBS)}.")
    who = as_profile(profile)
    try:
        with Steps() as progress:
            report = run(job, file, who, vintage=vintage, dry_run=dry_run, progress=progress)
    except (RejectedFile, NotAllowed, DatabaseNotReady) as refusal:
        if as_json:
            name = told_name(refusal, file)
            typer.echo(json.dumps({"job": job, "file": name, "refused": str(refusal)}, ensure_ascii=False))
        raise refused(refusal) from refusal
    if as_json:
        typer.echo(json.dumps(report.as_json(), ensure_ascii=False))
    raise done(report, quiet=as_json)


@app.command()
def status(as_json: AsJson = False, profile: Profile = "exploitation") -> None:
    """Tous les fichiers reçus, le dernier d’abord."""
    who = as_profile(profile)
    try:
        require_ready()
        with transaction() as session:
            listed = imports.imports(session, who).reset_index()
    except DatabaseNotReady as refusal:
        raise refused(refusal) from refusal
    if as_json:
        typer.echo(listed.to_json(orient="records", date_format="iso", force_ascii=False))
        return
    for one in listed.itertuples():
        typer.echo(status_line(one))
    if listed.empty:
        typer.echo("Aucun fichier n’a encore été reçu.", err=True)


@app.command()
def rejects(
    run_id: Annotated[int, typer.Argument(metavar="RUN")], out: Out = None, profile: Profile = "exploitation"
) -> None:
    """Les lignes rejetées d’un import, à corriger et à renvoyer ; la dernière colonne dit pourquoi."""
    who = as_profile(profile)
    try:
        require_ready()
        with (
            journal.refusals(who, obj="rejects", key=str(run_id), channel=Channel.COMMAND_LINE),
            transaction() as session,
        ):
            found = imports.rejects(session, who, run_id)
            job = str(imports.imports(session, who).at[run_id, "job"])
            journal.exported(session, who, obj="rejects", key=str(run_id), channel=Channel.COMMAND_LINE)
    except KeyError as unknown:
        raise usage(f"L’import n° {run_id} n’existe pas. « python -m etl status » donne les numéros.") from unknown
    except (NotAllowed, DatabaseNotReady) as refusal:
        raise refused(refusal) from refusal
    _write(rejected_csv(JOBS[job].template if job in JOBS else None, found), out)


@app.command()
def template(job: str, out: Annotated[Path, typer.Option("--out", help="classeur XLSX à écrire")]) -> None:
    """Écrit le modèle à remplir d’une source : listes, notes, exemple, notice."""
    write_template(template_of(job), out)
    typer.echo(f"Modèle écrit : {out}", err=True)


@app.command()
def geocode(
    file: File,
    street: Annotated[str, typer.Option(help="colonne du numéro et de la voie")],
    postcode: Annotated[str, typer.Option(help="colonne du code postal")],
    city: Annotated[str, typer.Option(help="colonne de la commune")],
    citycode: Annotated[str | None, typer.Option(help="colonne du code INSEE de la commune")] = None,
    out: Out = None,
) -> None:
    """Place les adresses d’un tableau : mêmes lignes, même ordre, colonnes ajoutées à droite."""
    whole = WholeText()
    try:
        whole = guarded.looked_at_addresses(file)
        guarded.require_unlocated(whole)
        addresses = AddressFile.read(file)
        named = [name and addresses.column(name) for name in (street, postcode, city, citycode)]
        placed = geocode_table(addresses.cells, *named)
    except RejectedFile as refusal:
        raise refused(guarded.refusal(refusal, file.name, whole)) from None
    except ValueError as wrong_column:
        raise usage(str(wrong_column)) from wrong_column
    _write(addresses.with_columns(placed), out)


@app.command()
def demo() -> None:
    """Charge le jeu de démonstration : territoires et associations réels, chiffres inventés et nommés comme tels."""
    # Imported here: the other commands do not wait for what draws the figures.
    from etl.demonstration import load_demonstration, load_steering

    try:
        require_ready()
        for report in load_demonstration():
            done(report, quiet=False)
        for part, loaded in load_steering().items():
            typer.echo(f"{part}\u00a0: {'données inventées, chargées.' if loaded else 'déjà chargées.'}")
    except (RejectedFile, DatabaseNotReady) as refusal:
        raise refused(refusal) from refusal


def _write(content: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        out.write_bytes(content)


if __name__ == "__main__":
    start(app, "python -m etl")
