"""Files that browsers may keep for ever: their name holds a fingerprint of their content, so they never change.

Nothing here depends on who asks: a file that not everybody may read has no place in this module.
"""

import hashlib
import mimetypes
from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from layers import base_map, point_map

FOLDER = "fichiers"
STATIC = Path(__file__).with_name("static")
LEAFLET = STATIC / "leaflet-1.9.4"
OF_EVERY_PAGE = ("address.js", "keyboard.js")
SEEN_FROM_THE_MAP = f"../../{FOLDER}/"
"""The map lives in the document of its component, at /component/<name>/index.html."""
KEPT_LISTINGS = 16


@dataclass(frozen=True)
class FixedFile:
    name: str
    content: bytes
    media_type: str


def _named(stem: str, suffix: str, content: bytes) -> FixedFile:
    fingerprint = hashlib.sha256(content).hexdigest()[:16]
    media_type = "application/json" if suffix == ".json" else mimetypes.types_map[suffix]
    return FixedFile(f"{stem}-{fingerprint}{suffix}", content, media_type)


@cache
def _of_the_house() -> dict[str, FixedFile]:
    leaflet = (LEAFLET / "leaflet.js", LEAFLET / "leaflet.css")
    paths = (*base_map.ASSETS, *point_map.ASSETS, *leaflet, *(STATIC / name for name in OF_EVERY_PAGE))
    found = {path.name: _named(path.stem, path.suffix, path.read_bytes()) for path in paths}
    found["outlines"] = _named("departements", ".json", base_map.outlines())
    found["true_outlines"] = _named("contours", ".json", point_map.true_outlines())
    return found


_listings: OrderedDict[str, FixedFile] = OrderedDict()


def keep_public_points(content: bytes) -> str:
    """Serve the points of a *public* listing, and return their address as seen from the map."""
    file = _named("associations", ".json", content)
    _listings[file.name] = file
    while len(_listings) > KEPT_LISTINGS:
        _listings.popitem(last=False)
    return SEEN_FROM_THE_MAP + file.name


def find(name: str) -> FixedFile | None:
    """The file served under `name`, or None."""
    return _listings.get(name) or next((file for file in _of_the_house().values() if file.name == name), None)


def of_every_page() -> tuple[str, ...]:
    """The addresses of the scripts that every page begins with."""
    return tuple(f"/{FOLDER}/{_of_the_house()[name].name}" for name in OF_EVERY_PAGE)


def addresses() -> base_map.Addresses:
    """Where the map finds its files."""
    names = _seen_from_the_map()
    return base_map.Addresses(
        leaflet_script=names["leaflet.js"],
        leaflet_style=names["leaflet.css"],
        script=names["base_map.js"],
        style=names["base_map.css"],
        outlines=names["outlines"],
    )


def point_addresses() -> point_map.Addresses:
    """Where the map of one point finds its files."""
    names = _seen_from_the_map()
    return point_map.Addresses(
        leaflet_script=names["leaflet.js"],
        leaflet_style=names["leaflet.css"],
        script=names["point_map.js"],
        style=names["point_map.css"],
        outlines=names["true_outlines"],
    )


def _seen_from_the_map() -> dict[str, str]:
    return {key: SEEN_FROM_THE_MAP + file.name for key, file in _of_the_house().items()}
