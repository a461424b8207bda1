"""How general supply and requests for relocation are kept."""

import pandas as pd
from sqlalchemy.orm import Session

from geodata.models import GeneralSupply, RelocationRequest
from geodata.perimetre import Perimetre
from geodata.repositories import senders
from geodata.repositories.loading import Loaded, upsert


def replace(session: Session, perimetre: Perimetre, rows: pd.DataFrame, import_id: int) -> Loaded:
    """Keep general supply, by département, day and category."""
    perimetre.require_write_rows("imports", rows)
    return upsert(session, GeneralSupply, rows, import_id)


def replace_requests(session: Session, perimetre: Perimetre, rows: pd.DataFrame, import_id: int) -> Loaded:
    """Keep requests for relocation, by département of origin and year."""
    perimetre.require_write_rows(senders.brought_as(perimetre, "relocation_requests"), rows)
    return upsert(session, RelocationRequest, rows, import_id)
