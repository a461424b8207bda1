"""The addresses that the test server knows: real street names, approximate positions, for these tests only."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ADDRESSES = Path(__file__).with_name("addresses.csv")
WHOLE_CITIES = {"75": "75056", "69": "69123", "13": "13055"}
DISTRICTS = ("751", "6938", "132")


def documents() -> Iterator[dict[str, Any]]:
    """addok's documents: one per street with its house numbers, one per commune."""
    with ADDRESSES.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    communes: dict[str, dict[str, Any]] = {}
    for order, row in enumerate(rows):
        lat, lon, citycode = float(row["lat"]), float(row["lon"]), row["citycode"]
        # An arrondissement also answers to the code of its city.
        codes = [citycode, WHOLE_CITIES[citycode[:2]]] if citycode.startswith(DISTRICTS) else [citycode]
        place = {"postcode": row["postcode"], "city": row["city"], "citycode": codes, "importance": 0.5}
        numbers = range(int(row["first"]), int(row["last"]) + 1)
        yield place | {
            "_id": f"{citycode}_{order}",
            "type": "street",
            "name": row["name"],
            "lat": lat,
            "lon": lon,
            "housenumbers": {
                str(number): {"lat": lat + (number - numbers[0]) * 1e-5, "lon": lon + (number % 2) * 1e-5}
                for number in numbers
            },
        }
        communes.setdefault(
            codes[-1], place | {"_id": codes[-1], "type": "municipality", "name": row["city"], "lat": lat, "lon": lon}
        )
    yield from communes.values()


def write(target: Path) -> None:
    target.write_text("".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents()), "utf-8")
