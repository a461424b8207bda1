"""The map of the whole country: frames, and what is drawn in them."""

from math import cos, radians

import pandas as pd
import pytest
import shapely

from geodata import display, territories

OVERSEAS = ["971", "972", "973", "974", "976"]
PETITE_COURONNE = ["75", "92", "93", "94"]


def test_every_departement_is_drawn_and_the_petite_couronne_twice() -> None:
    outlines = display.display_outlines()

    drawn = outlines["code"].value_counts()

    assert set(drawn.index) == set(territories.CODES)
    assert sorted(drawn[drawn > 1].index) == PETITE_COURONNE
    assert sorted(outlines.loc[outlines["inset"] == "paris", "code"]) == PETITE_COURONNE
    assert len(outlines) == 105


def test_the_mainland_is_drawn_where_it_is() -> None:
    outlines = display.display_outlines().query("inset == ''").set_index("code")

    true = territories.departements().geometry.drop(OVERSEAS)

    assert all(outlines.geometry[code].equals(shape) for code, shape in true.items())


def test_frames_overlap_neither_the_mainland_nor_each_other() -> None:
    frames = display.insets()
    mainland = display.display_outlines().query("inset == ''").geometry.union_all()

    for number, frame in enumerate(frames.geometry):
        assert not frame.intersects(mainland)
        assert not frame.intersects(frames.geometry.drop(number).union_all())


def test_what_is_drawn_in_a_frame_stays_in_it_and_below_its_caption() -> None:
    frames = display.insets().set_index("key")
    drawn = display.display_outlines().query("inset != ''")

    for inset, shapes in drawn.groupby("inset"):
        west, south, east, north = frames.geometry[inset].bounds
        assert shapely.box(west, south, east, north - display.CAPTION_HEIGHT).contains(shapes.geometry.union_all())


def test_frames_bear_french_captions() -> None:
    captions = display.insets()["caption"].tolist()

    assert captions == ["Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte", "Paris et petite couronne"]


def test_the_guyane_shrinks_and_the_islands_grow() -> None:
    magnification = display.insets().set_index("key")["magnification"]

    assert magnification["973"] < 1
    assert magnification.drop("973").gt(1).all()


def test_a_frame_keeps_the_proportions_of_what_it_shows() -> None:
    # La Réunion, measured on the ground and on the map (both shortened by the cosine of the latitude).
    true = territories.departements().geometry["974"]
    drawn = display.display_outlines().query("inset == '974'").geometry.iloc[0]

    assert _proportion(drawn) == pytest.approx(_proportion(true), rel=0.02)


def _proportion(shape: shapely.Geometry) -> float:
    west, south, east, north = shape.bounds
    return (east - west) * cos(radians((south + north) / 2)) / (north - south)


@pytest.mark.parametrize(
    ("code", "lon", "lat"),
    [("971", -61.65, 16.1), ("972", -61.05, 14.65), ("973", -52.8, 4.5), ("974", 55.5, -21.1), ("976", 45.15, -12.8)],
)
def test_an_overseas_point_moves_with_its_outline(code: str, lon: float, lat: float) -> None:
    true = territories.departements().geometry[code]
    drawn = display.display_outlines().query("inset == @code").geometry.iloc[0]

    place = display.place_for_display(lon, lat, code)

    assert true.contains(shapely.Point(lon, lat))
    assert drawn.contains(shapely.Point(place))


def test_a_mainland_point_stays_in_place() -> None:
    assert display.place_for_display(4.835, 45.764, "69") == (4.835, 45.764)
    assert display.place_for_display(2.352, 48.857, "75") == (2.352, 48.857)


def test_a_parisian_point_is_drawn_in_place_and_in_the_frame() -> None:
    points = pd.DataFrame(
        {"name": ["a", "b", "c"], "lon": [2.352, 4.835, 55.5], "lat": [48.857, 45.764, -21.1]},
        index=[10, 11, 12],
    ).assign(departement=["75", "69", "974"])

    drawn = display.points_for_display(points)

    assert sorted(drawn.index) == [10, 10, 11, 12]
    assert drawn.loc[10, "inset"].tolist() == ["", "paris"]
    assert drawn.loc[10, "display_lon"].iloc[0] == 2.352
    enlarged = drawn.loc[10].iloc[1]
    paris = display.display_outlines().query("inset == 'paris' and code == '75'").geometry.iloc[0]
    assert paris.contains(shapely.Point(enlarged["display_lon"], enlarged["display_lat"]))
    assert (drawn["lon"] == points["lon"].reindex(drawn.index)).all()


def test_a_point_without_coordinates_stays_without() -> None:
    points = pd.DataFrame({"lon": [None], "lat": [None], "departement": ["974"]})

    drawn = display.points_for_display(points)

    assert len(drawn) == 1
    assert drawn[["display_lon", "display_lat"]].isna().all(axis=None)


def test_no_point_is_needed_to_draw_the_points() -> None:
    drawn = display.points_for_display(pd.DataFrame({"lon": [], "lat": [], "departement": pd.Series([], dtype=str)}))

    assert drawn.empty
    assert {"display_lon", "display_lat", "inset"} <= set(drawn.columns)
