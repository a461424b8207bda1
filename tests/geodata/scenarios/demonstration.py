"""The country of the demonstration, as its diagnostics say it."""

from etl.demonstration import diagnostics, write
from etl.run import run
from geodata.database import transaction
from geodata.facts.planning import Planning, planning
from geodata.perimetre import perimetre
from tests.bench.workspace import fresh_archive

YEAR = 2016


def demonstration_country() -> Planning:
    """The facts of a scenario, from the demonstration data alone, in an archive that goes away."""
    with fresh_archive() as folder:
        file = write(folder / "diagnostics.csv", diagnostics.rows())
        run("diagnostics_360", file, perimetre("exploitation"), demonstration=True)
        with transaction() as session:
            return planning(session, YEAR)
