"""Associations as points: one mark per place, said for what it is (an address, a street, or the centre of a commune).

What the browser fetches once is the public listing; an order then says which of its branches to show. A branch whose
place is doubtful, as wide as a département, withheld or not found is never drawn: it stays in the list.
"""

import json
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import folium
import pandas as pd
from branca.element import MacroElement
from folium.template import Template

from geodata import display
from layers.choropleth import as_script

KINDS = {"precise": "exact", "street": "street", "commune": "commune"}
WORDINGS = {
    "exact": "Position à l’adresse",
    "street": "Position au milieu de la rue",
    "commune": "Position au centre de la commune",
}


def drawable(listing: pd.DataFrame) -> pd.DataFrame:
    """The rows that may be a point: a known place, no wider than a commune."""
    return listing[listing["geo_status"].isin(list(KINDS)) & listing["lat"].notna() & listing["lon"].notna()]


def places(listing: pd.DataFrame) -> bytes:
    """The points of a *public* listing, as JSON: one object per place, with `at` (display degrees), `kind`, `wording`,
    `branches` ([id, title, detail]).

    `listing`: columns branch_id, association, branch, street, postcode, city, departement, lat, lon, geo_status.
    """
    # The département of the address decides the inset; a national network without one is not a place.
    drawn = display.points_for_display(drawable(listing))
    drawn["kind"] = drawn["geo_status"].map(KINDS)
    drawn["at"] = list(zip(drawn["display_lon"].round(4), drawn["display_lat"].round(4), strict=True))
    content = [
        {
            "at": at,
            "kind": kind,
            "wording": WORDINGS[str(kind)],
            "branches": [[row["branch_id"], _title(row), _detail(row)] for row in rows.to_dict("records")],
        }
        for (at, kind), rows in drawn.groupby(["at", "kind"], sort=False)
    ]
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def draw(address: str, branches: Iterable[int]) -> folium.FeatureGroup:
    """The points of `branches` among the public ones served at `address`."""
    group = folium.FeatureGroup(name="Associations")
    group.add_child(_Points(address, sorted(set(branches))))
    return group


class _Points(MacroElement):
    _template = Template(
        "{% macro script(this, kwargs) %}\n"
        "vigie.points({{ this._parent.get_name() }}, {{ this.address }}, {{ this.branches }});\n"
        "{% endmacro %}"
    )

    def __init__(self, address: str, branches: list[int]) -> None:
        super().__init__()
        self._name = "Points"
        self.address = as_script(address)
        self.branches = as_script(branches)


def _title(row: Mapping[Hashable, Any]) -> str:
    return f"{row['association']} — {row['branch']}" if row["branch"] else str(row["association"])


def _detail(row: Mapping[Hashable, Any]) -> str:
    return ", ".join(part for part in (row["street"], f"{row['postcode']} {row['city']}".strip()) if part)
