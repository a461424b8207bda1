"""The State's geocoder (Base Adresse Nationale, on the Géoplateforme): batches of addresses, nothing ever lost.

Off unless the deployment asks for it. A row marked sensitive never leaves this machine, and of the others only the
street, the commune and its code do.
"""

import ipaddress
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import pandas as pd

from etl.geocoding.ban_answers import UNFIT, WITHHELD, judged
from etl.geocoding.ban_chunks import Query
from etl.geocoding.ban_client import BanClient
from etl.geocoding.cleaning import clean_streets, query_fits
from etl.geocoding.contract import Status, blank, checked, prepared
from etl.geocoding.names import on_uniques, read_city

GEOPLATEFORME = "https://data.geopf.fr/geocodage"
ALLOWED_HOSTS = frozenset({"data.geopf.fr"})


class BanGeocoder:
    """Geocodes against the State's server, or one of our own that speaks the same."""

    name = "ban"
    remote = True
    version = "géoplateforme-csv-1"

    def __init__(
        self,
        base_url: str = GEOPLATEFORME,
        *,
        allowed_hosts: frozenset[str] = ALLOWED_HOSTS,
        sleep: Callable[[float], None] = time.sleep,
        progress: Callable[[int], None] | None = None,
        seconds: float | None = None,
    ) -> None:
        """`seconds`: how long somebody waits for an answer (none: a batch).

        Raises `ValueError`, in French, for an address that is neither an allowed host in https nor loopback.
        """
        self.base_url = accepted(base_url, allowed_hosts)
        self._client = BanClient(self.base_url, sleep, progress or (lambda rows: None), seconds)

    @property
    def outage(self) -> str:
        """Empty, or a French sentence saying why rows of the last call were left unasked."""
        return self._client.outage

    def geocode(self, rows: pd.DataFrame) -> pd.DataFrame:
        """See `Geocoder`; with a `citycode`, the search is held to that commune and an answer elsewhere is doubted."""
        table = prepared(rows)
        source = f"BAN ({urlsplit(self.base_url).hostname}), {self.version}"
        positions, cities = on_uniques(table["city"], lambda text: read_city(text).name)
        table = table.assign(street=clean_streets(table["street"]), city=[cities[position] for position in positions])
        answers = blank(table["row_id"], Status.FAILED, source, UNFIT)
        answers.loc[table["sensitive"], ["geo_status", "geo_reason"]] = [str(Status.WITHHELD), WITHHELD]
        queries = [
            Query(row, street, city, citycode.strip())
            for row, street, city, citycode, sensitive in zip(
                table.index, table["street"], table["city"], table["citycode"], table["sensitive"], strict=True
            )
            if not sensitive and query_fits(street, city)
        ]
        found = self._client.ask(queries)
        if queries:
            verdicts = pd.DataFrame([judged(query, found.get(query.row)) for query in queries])
            for column in verdicts.columns:
                answers.loc[[query.row for query in queries], column] = verdicts[column].to_numpy()
        return checked(table, answers)


def accepted(base_url: str, allowed_hosts: frozenset[str] = ALLOWED_HOSTS) -> str:
    """The address of a geocoder that may be asked, without its last slash; raises `ValueError`, in French."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if not (_is_loopback(host) or (parts.scheme == "https" and host in allowed_hosts)) or parts.username:
        raise ValueError(
            f"« {base_url} » n’est pas un géocodeur autorisé : en https, {', '.join(sorted(allowed_hosts))} ; "
            "sans https, seulement cette machine (127.0.0.1)."
        )
    return base_url.rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
