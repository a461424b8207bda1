"""How legal populations are kept."""

import pandas as pd
from sqlalchemy.orm import Session

from geodata.models import Population
from geodata.perimetre import Perimetre
from geodata.repositories.loading import Loaded, upsert


def replace(session: Session, perimetre: Perimetre, rows: pd.DataFrame, import_id: int) -> Loaded:
    """Keep the population of communes, by commune and census year."""
    perimetre.require_write_rows("imports", rows)
    return upsert(session, Population, rows, import_id)
