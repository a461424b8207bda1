"""How counts of cases are kept."""

import pandas as pd
from sqlalchemy.orm import Session

from geodata.models import CaseCount, FormerCount
from geodata.perimetre import Perimetre
from geodata.repositories.loading import Loaded, upsert


def replace(session: Session, perimetre: Perimetre, rows: pd.DataFrame, import_id: int) -> Loaded:
    """Keep counts, by source, département, year, service, nomenclature, form, sex and age class.

    A count that the file no longer gives stays: absent is not zero, and not « withdrawn » either.
    """
    perimetre.require_write_rows("imports", rows)
    return upsert(session, CaseCount, rows, import_id, former=FormerCount)
