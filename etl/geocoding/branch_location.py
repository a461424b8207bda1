"""Where a branch is, from its declared address; a branch that offers housing is placed at its commune, no closer."""

from datetime import UTC, datetime

import pandas as pd

from config.nomenclatures import Function
from config.settings import settings
from etl.geocoding.ban import BanGeocoder
from etl.geocoding.cache import Cached, CacheEntry
from etl.geocoding.cascade import Cascade
from etl.geocoding.contract import Geocoder
from etl.geocoding.gazetteer import CommuneGazetteer
from geodata.repositories.geocodes import GeocodeStore

KEPT = [
    "lat", "lon", "geo_status", "geo_precision", "geo_score", "geo_label", "geo_citycode", "geo_source", "geo_reason",
]  # fmt: skip


def locate(rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` of branches with their point (degrees, EPSG:4326), its status and `geocoded_at`; one for one, in order.

    The street of a branch that offers housing is not sent to the geocoder, which may be the State's: its address could
    be that of the place where people live.
    """
    houses = rows["functions"].map(lambda functions: Function.HEBERGEMENT in functions).astype(bool)
    addresses = pd.DataFrame(
        {
            "row_id": range(len(rows)),
            "street": rows["street"].mask(houses, "").to_numpy(),
            "postcode": rows["postcode"].to_numpy(),
            "city": rows["city"].to_numpy(),
            "departement": rows["departement"].to_numpy(),
            "sensitive": False,
        }
    )
    answers = geocoder().geocode(addresses)[KEPT].set_axis(rows.index)
    return rows.join(answers).assign(geocoded_at=datetime.now(UTC))


def geocoder(seconds: float | None = None) -> Geocoder:
    """The gazetteer; with the State's geocoder after it, asked once for each address, where the deployment wants it.

    `seconds`: how long somebody waits for an answer (none: a batch).
    """
    if settings().geocoder == "gazetteer":
        return CommuneGazetteer()
    distant = BanGeocoder(settings().geocoder_url, seconds=seconds)
    return Cascade(CommuneGazetteer(), Cached(distant, GeocodeStore(CacheEntry)))
