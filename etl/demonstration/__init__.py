"""The default data set: the real public listing and plan; invented figures, progress, meetings, and cards to try."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd

import geodata
from config.settings import settings
from etl.demonstration import counts, diagnostics, listing, reviews, steering, supply
from etl.demonstration.recorded_facts import write_workbook
from etl.run import Report, run
from geodata.perimetre import perimetre

LISTING = Path(geodata.__file__).parent / "reference" / "associations_publiques.csv"
LISTING_VINTAGE = "pages publiques relevées jusqu’en 2026"
VINTAGE = "chiffres inventés, 2014-2016"
RECEIVED_BY = "jeu de démonstration"
_INVENTED: dict[str, Callable[[], pd.DataFrame]] = {
    "listing_reviews": reviews.rows,
    "diagnostics_360": diagnostics.rows,
    "case_counts": counts.rows,
    "general_supply": supply.supply_rows,
    "relocation_requests": supply.request_rows,
}
"""For each job, the rows of its template."""


def load_demonstration(progress: Callable[[str], None] | None = None) -> list[Report]:
    """Load the default data set through the real jobs, into a database that is ready.

    The listing of associations is real. The other figures are drawn from a fixed seed, so that the same figures
    are written again under the data folder and loading them twice changes nothing. `progress` is told each job as it
    begins.
    """
    told = progress or (lambda step: None)
    operator = perimetre("exploitation")
    told("associations")
    reports = [run("associations", LISTING, operator, vintage=LISTING_VINTAGE, received_by=RECEIVED_BY)]
    folder = settings().data_dir / "demonstration"
    files = {job: write(folder / f"demonstration_{job}.csv", rows()) for job, rows in _INVENTED.items()}
    files["etat_4001"] = write_workbook(folder / "demonstration_etat_4001.xlsx")
    for job, file in files.items():
        told(job)
        reports.append(run(job, file, operator, vintage=VINTAGE, received_by=RECEIVED_BY, demonstration=True))
    return reports


def load_steering(progress: Callable[[str], None] | None = None) -> dict[str, bool]:
    """Load the invented progress, meetings, decisions, and cards of organisations that do not exist; for each part,
    whether it was still to be loaded.

    Statements are added and never changed: what is already there is left as it is. `progress` is told each part.
    """
    told = progress or (lambda step: None)
    loaded = {}
    parts = {
        "progression": steering.load_progress,
        "réunions": steering.load_meetings,
        "fiches d’exemple": listing.load_listing,
    }
    for part, load in parts.items():
        told(part)
        loaded[part] = load()
    return loaded


def write(file: Path, rows: pd.DataFrame) -> Path:
    """Write invented rows as the CSV that a producer would send."""
    file.parent.mkdir(parents=True, exist_ok=True)
    rows.to_csv(file, sep=";", index=False, encoding="utf-8-sig", lineterminator="\n")
    return file
