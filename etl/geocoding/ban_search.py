"""One address asked of the State's geocoder while somebody waits: several answers, for a person to choose among."""

import time
from typing import Any

import httpx

from config.thresholds import threshold
from etl.geocoding.ban import accepted
from etl.geocoding.ban_client import Overloaded, received

Feature = dict[str, Any]


class NoAnswer(Exception):
    """The server did not answer in time, or not what was asked; the message says which, for a French sentence."""


def search(
    base_url: str,
    query: str,
    *,
    limit: int,
    seconds: float,
    citycode: str = "",
    near: tuple[float, float] | None = None,
) -> list[Feature]:
    """The properties of the features of `GET {base_url}/search`, the most likely first, each with `at` (lon, lat).

    Held to a commune by its INSEE code, or leaning towards a place (lat, lon). `query`: 3 to 200 characters, the first
    a letter or a digit. Asked once again after a passing failure if there is time; raises `NoAnswer` otherwise.
    """
    params: dict[str, str | int | float] = {"q": query, "limit": limit, "autocomplete": 0}
    if citycode:
        params["citycode"] = citycode
    if near is not None:
        params["lat"], params["lon"] = (round(degrees, 4) for degrees in near)
    address, end = accepted(base_url), time.monotonic() + seconds
    with httpx.Client(timeout=seconds, trust_env=address.startswith("https")) as client:
        try:
            answer = _asked(client, f"{address}/search", params, end)
        except Overloaded as error:
            raise NoAnswer(str(error)) from error
    if answer.status_code != 200:
        raise NoAnswer(f"réponse {answer.status_code}")
    return _features(answer)


def _asked(client: httpx.Client, address: str, params: dict[str, str | int | float], end: float) -> httpx.Response:
    answer = received(client, client.build_request("GET", address, params=params), end)
    again = time.monotonic() + threshold("geocoding.pause_seconds")
    # A busy server says to come back in five seconds: nobody waits that long in front of a page.
    if answer.status_code < 500 or again > end:
        return answer
    time.sleep(threshold("geocoding.pause_seconds"))
    return received(client, client.build_request("GET", address, params=params), end)


def _features(answer: httpx.Response) -> list[Feature]:
    try:
        content = answer.json()
        features = [{**each["properties"], "at": each["geometry"]["coordinates"]} for each in content["features"]]
        for each in features:
            each["at"] = tuple(float(degrees) for degrees in each["at"])
            each["score"] = float(each["score"])
    except (ValueError, KeyError, TypeError) as error:
        raise NoAnswer("réponse incomplète") from error
    return features
