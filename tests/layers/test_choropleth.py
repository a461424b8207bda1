"""What travels to the browser: codes, styles and readings of published cells, and nothing else."""

import json
import re
from dataclasses import replace

import folium
import pytest

from geodata.publication import State
from layers import LAYERS, Drawing
from layers.choropleth import as_script, draw
from layers.palette import NOT_READABLE, PATTERNS
from tests.layers.made_up import indicator, published


def _order(group: Drawing) -> dict:
    (paint,) = group._children.values()
    return json.loads(paint.order)


def test_a_published_cell_travels_with_its_reading() -> None:
    order = _order(draw(published({"01": 3.0})))

    style, reading = order["cells"]["01"]
    assert reading == "3 places"
    assert order["fills"][style].startswith("#")


def test_each_silent_state_has_its_own_pattern_and_words() -> None:
    states = {"48": State.SECRET, "23": State.NOT_APPLICABLE, "2A": State.UNKNOWN}

    order = _order(draw(published({"01": 3.0}, states)))

    for code, state in states.items():
        style, reading = order["cells"][code]
        assert (order["fills"][style], reading) == (f"url(#{PATTERNS[state].id})", state.label)


def test_a_departement_that_may_not_be_read_does_not_travel_at_all() -> None:
    order = _order(draw(published({"01": 3.0}, not_readable=("48",))))

    assert "48" not in order["cells"]
    assert order["others"] == [f"url(#{NOT_READABLE.id})", "Non communiqué à votre profil"]


def test_the_value_behind_a_secret_reaches_no_byte_of_the_drawing() -> None:
    hidden = published({"01": 3.0}, {"48": State.SECRET})
    hidden.cells.loc["48", "value"] = 7654321.0

    rendered = folium.Map(tiles=None).add_child(draw(hidden)).get_root().render()

    assert "7654321" not in rendered
    assert "Secret statistique" in rendered


def test_a_name_from_a_file_cannot_close_the_script() -> None:
    hostile = "</script><img src=x onerror=alert(1)>\u2028"

    rendered = as_script({"name": hostile})

    assert not re.search(r"[<>&\u2028]", rendered)
    assert json.loads(rendered)["name"] == hostile


def test_a_change_of_indicator_weighs_a_few_kilobytes() -> None:
    values = {code: float(place) for place, code in enumerate(published({}).cells.index)}

    (paint,) = draw(published(values))._children.values()

    assert len(paint.order.encode()) < 8_000


def test_every_layer_draws_a_france_where_nothing_is_known() -> None:
    for layer in LAYERS.values():
        order = _order(layer.draw(published({}, shown=indicator(id=layer.indicator))))

        assert len(order["cells"]) == 101
        assert {reading for _, reading in order["cells"].values()} == {"Non renseigné"}


@pytest.mark.parametrize("layer", ["coverage_gap", "places_needed"])
def test_the_share_of_unknown_stands_beside_the_value(layer: str) -> None:
    known = published({"01": 30.0}, shown=indicator(unit="%"))
    shares = known.cells["value"].map(lambda value: 0.25 if value == 30 else 0.6)

    order = _order(LAYERS[layer].draw(replace(known, unknown_share=shares)))

    assert order["cells"]["01"][1:] == ["30 places", "part d’inconnu\N{NO-BREAK SPACE}: 25\N{NO-BREAK SPACE}%"]
