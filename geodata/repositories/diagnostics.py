"""How diagnostics are kept."""

import pandas as pd
from sqlalchemy.orm import Session

from geodata.models import DiagnosticRow, FormerNeed
from geodata.perimetre import Perimetre
from geodata.repositories import senders
from geodata.repositories.loading import Loaded, upsert


def replace(session: Session, perimetre: Perimetre, rows: pd.DataFrame, import_id: int) -> Loaded:
    """Keep rows of diagnostics, by département, kind, day of observation, public and type of place."""
    perimetre.require_write_rows(senders.brought_as(perimetre, "diagnostics_360"), rows)
    return upsert(session, DiagnosticRow, rows, import_id, former=FormerNeed)
