"""The grandes zones against the régions that exist: none forgotten, none invented."""

from collections.abc import Mapping
from functools import cache

from config.zones import Zone, Zones
from config.zones import zones as configured
from geodata import territories

_YEAR_OF_THE_REGIONS = 2016


def require_whole_country(zones: Zones) -> None:
    """Raise `ValueError` unless the zones hold the 18 régions of 2016, each once."""
    listed = {region for zone in zones.zones.values() for region in zone.regions}
    existing = set(territories.regions(_YEAR_OF_THE_REGIONS).index)
    if missing := sorted(existing - listed):
        raise ValueError(f"zones.toml: no zone holds région {', '.join(missing)}")
    if unknown := sorted(listed - existing):
        raise ValueError(f"zones.toml: there is no région {', '.join(unknown)} in {_YEAR_OF_THE_REGIONS}")


@cache
def zones() -> Mapping[str, Zone]:
    """Every zone by code; raises `ValueError` when they are not the whole country."""
    require_whole_country(configured())
    return configured().zones
