"""Whether what the listing says of a branch has been verified lately, and the words that say it."""

from datetime import date

from dateutil.relativedelta import relativedelta

from config.nomenclatures import Verifier
from config.thresholds import threshold


def recent(verified_on: date | None, today: date) -> bool:
    """Whether somebody has verified it less than 13 months ago. The source of a file is not a verification, whatever
    year it names, and neither is a day that has not come.
    """
    if verified_on is None or verified_on > today:
        return False
    return verified_on > today - relativedelta(months=threshold("coverage.verified_for_months"))


def reserve(verified_on: date | None, verified_by: str, source: str, today: date) -> str:
    """What a reader must know before relying on a branch, in French.

    >>> reserve(date(2026, 10, 12), "association", "site public", date(2026, 11, 26))
    'Vérifié le 12/10/2026 par l’association'
    >>> reserve(None, "", "site public 2018", date(2026, 11, 26))
    'À confirmer\\xa0: jamais vérifié, source\\xa0: site public 2018'
    """
    if verified_on is None or verified_on > today:
        said = f"source\N{NO-BREAK SPACE}: {source.strip()}" if source.strip() else "source non dite"
        return f"À confirmer\N{NO-BREAK SPACE}: jamais vérifié, {said}"
    by = f" par {Verifier(verified_by).label}" if verified_by else ""
    if recent(verified_on, today):
        return f"Vérifié le {verified_on:%d/%m/%Y}{by}"
    return f"À confirmer\N{NO-BREAK SPACE}: dernière vérification le {verified_on:%d/%m/%Y}{by}"
