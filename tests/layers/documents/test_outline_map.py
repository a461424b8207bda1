"""The map on paper: hatching that a photocopier keeps, silence left white, and each kind of département."""

from itertools import pairwise
from xml.etree import ElementTree as Xml

import pytest
import shapely

from geodata.publication.session_file import MapCell
from layers.documents import ink, outline_map
from layers.documents.hatching import STEPS, hatches
from tests.layers.documents.made_up_session import sheet_map

SVG = "{http://www.w3.org/2000/svg}"


def _drawing(**changes: object) -> Xml.Element:
    return Xml.fromstring(outline_map.draw(sheet_map(**changes)))


def _words(drawing: Xml.Element) -> set[str | None]:
    return {text.text for text in drawing.iter(f"{SVG}text")}


def test_each_class_has_more_ink_than_the_one_before() -> None:
    square = shapely.box(0, 0, 20, 20)

    ink = [hatches(square, step).length for step in range(len(STEPS))]

    assert all(more > 1.3 * less for less, more in pairwise(ink))


def test_hatching_stays_inside_its_shape() -> None:
    ring = shapely.Point(10, 10).buffer(8).difference(shapely.Point(10, 10).buffer(3))

    assert hatches(ring, 2).difference(ring.buffer(0.001)).is_empty


def test_a_departement_without_a_value_has_no_hatching() -> None:
    silent = outline_map.draw(sheet_map(around=()))
    whole = sheet_map(around=())
    told = outline_map.draw(
        type(whole)(**{**vars(whole), "cells": (MapCell("26", "Drôme", "Non renseigné", None, "unknown"),)})
    )

    assert len(told) < len(silent)


@pytest.mark.parametrize(
    ("centre", "around"),
    [("26", ("07", "38")), ("75", ("92", "93", "94")), ("973", ()), ("2A", ("2B",)), ("59", ("62",)), ("974", ())],
)
def test_any_departement_is_named_with_its_reading(centre: str, around: tuple[str, ...]) -> None:
    drawn = sheet_map(centre, around)

    words = _words(_drawing(centre=centre, around=around))

    assert {drawn.cells[0].name, drawn.cells[0].reading} <= words


def test_the_name_of_a_neighbour_does_not_run_over_that_of_the_departement() -> None:
    at = {
        text.text: (float(text.get("x", 0)), float(text.get("y", 0)))
        for text in _drawing(centre="13", around=("83", "84", "30", "04")).iter(f"{SVG}text")
    }

    main = at["Bouches-du-Rhône"]

    assert all(
        abs(x - main[0]) > 16 or abs(y - main[1]) > 4 for code, (x, y) in at.items() if code in {"83", "84", "30"}
    )


def test_the_legend_has_a_box_for_each_class_and_an_empty_one_for_silence() -> None:
    boxes = [ink.sample(step) for step in (*range(len(STEPS)), None)]

    assert len({len(box) for box in boxes}) == len(STEPS) + 1
    assert len(boxes[-1]) == min(len(box) for box in boxes)


def test_only_the_points_of_the_sheet_are_drawn() -> None:
    assert len(list(_drawing().iter(f"{SVG}circle"))) == 2
    assert not list(_drawing(centre="973", around=()).iter(f"{SVG}circle"))
