"""The outlines shipped with the project, and their replacement by finer ones."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import geopandas as gpd
import pytest
import shapely

from config.settings import settings
from geodata import territories
from geodata.reference import build_outlines
from geodata.reference.errors import RefreshUnavailable
from geodata.reference.refresh_outlines import refresh_outlines


@pytest.fixture
def shipped() -> gpd.GeoDataFrame:
    return gpd.read_file(build_outlines.OUTLINES)


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("VIGIE_DATA_DIR", str(tmp_path))
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


@pytest.fixture
def cartiflette(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Puts a package in the place of cartiflette, whose download is the given function."""

    def install(download: Callable[..., gpd.GeoDataFrame]) -> None:
        package, engine = ModuleType("cartiflette"), ModuleType("duckdb")
        package.carti_download, engine.Error = download, RuntimeError  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "cartiflette", package)
        monkeypatch.setitem(sys.modules, "duckdb", engine)

    return install


def test_the_outlines_hold_a_code_and_a_shape_and_stay_light(shipped: gpd.GeoDataFrame) -> None:
    assert sorted(shipped["code"]) == sorted(territories.CODES)
    assert list(shipped.columns) == ["code", "geometry"]
    assert shipped.crs.to_epsg() == 4326
    assert build_outlines.OUTLINES.stat().st_size < 400_000


def test_neighbours_share_their_borders(shipped: gpd.GeoDataFrame) -> None:
    shapes = shipped.geometry.to_numpy()

    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)


def test_nothing_is_left_between_neighbours_except_the_spanish_enclave_of_llivia(shipped: gpd.GeoDataFrame) -> None:
    mainland = shapely.union_all(shipped.geometry.to_numpy())

    holes = [shapely.Polygon(ring) for part in mainland.geoms for ring in part.interiors]

    assert len(holes) == 1
    assert holes[0].contains(shapely.Point(1.98, 42.465))


def test_simplifying_keeps_a_shared_border_shared() -> None:
    wavy = [(1, y / 10 + 0.0) if y % 2 else (1.001, y / 10) for y in range(11)]
    left = shapely.Polygon([(0, 0), *wavy, (0, 1)])
    right = shapely.Polygon([(2, 0), *wavy, (2, 1)])
    outlines = gpd.GeoDataFrame({"code": ["01", "02"]}, geometry=[left, right], crs=4326)

    simple = build_outlines.simplify(outlines, tolerance=0.05)

    assert shapely.coverage_is_valid(simple.geometry.to_numpy())
    assert shapely.get_num_coordinates(simple.geometry.to_numpy()).sum() < 20


def test_outlines_in_metres_are_refused_with_the_way_out(shipped: gpd.GeoDataFrame) -> None:
    with pytest.raises(ValueError, match="to_crs"):
        build_outlines.simplify(shipped.to_crs(2154))


@pytest.mark.shared_data
def test_the_outlines_are_those_of_the_national_mapping_agency_within_a_small_scale(shared_data: Path) -> None:
    ours = territories.departements().geometry.to_crs(3035)
    truth = gpd.read_file(shared_data / "contours" / "departements-1000m.geojson").set_index("code")
    truth = truth.geometry.to_crs(3035).make_valid().reindex(ours.index)

    overlap = ours.intersection(truth).area / ours.union(truth).area
    area_ratio = ours.area / truth.area

    assert overlap.min() > 0.75
    assert overlap.median() > 0.95
    assert area_ratio.drop("75").between(0.95, 1.11).all()
    assert area_ratio["75"] == pytest.approx(1.2, abs=0.05)  # Natural Earth draws Paris too large
    assert ours.contains(truth.representative_point()).all()


def test_a_refreshed_copy_comes_before_the_shipped_one(data_dir: Path, shipped: gpd.GeoDataFrame) -> None:
    before = territories.departements().geometry["75"]
    target = territories.refreshed_outlines()
    target.parent.mkdir()

    target.write_text(build_outlines.as_geojson(shipped.set_geometry(shipped.translate(0.5))), encoding="utf-8")

    assert target.is_relative_to(data_dir)
    assert territories.departements().geometry["75"].centroid.x == pytest.approx(before.centroid.x + 0.5)


def test_an_incomplete_refreshed_copy_is_named(data_dir: Path, shipped: gpd.GeoDataFrame) -> None:
    target = territories.refreshed_outlines()
    target.parent.mkdir()
    target.write_text(build_outlines.as_geojson(shipped[1:]), encoding="utf-8")

    with pytest.raises(ValueError, match=r"departements\.geojson must hold the 101"):
        territories.departements()


def test_a_refresh_writes_the_101_outlines(
    tmp_path: Path, shipped: gpd.GeoDataFrame, cartiflette: Callable[..., None]
) -> None:
    answer = shipped.rename(columns={"code": "INSEE_DEP"}).explode()  # islands as rows of their own
    cartiflette(lambda *_, **__: answer)
    target = tmp_path / "reference" / "departements.geojson"

    sentence = refresh_outlines(target)

    assert sentence.startswith("Contours des 101 départements mis à jour")
    assert sorted(gpd.read_file(target)["code"]) == sorted(territories.CODES)
    assert [path.name for path in target.parent.iterdir()] == ["departements.geojson"]


def test_without_the_package_a_refresh_changes_nothing_and_says_how_to_add_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cartiflette", None)
    target = tmp_path / "departements.geojson"
    target.write_text("kept", encoding="utf-8")

    with pytest.raises(RefreshUnavailable, match="pip install"):
        refresh_outlines(target)

    assert target.read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize("failure", [OSError("no route"), ValueError("no such level"), RuntimeError("engine")])
def test_without_a_network_a_refresh_changes_nothing(
    tmp_path: Path, cartiflette: Callable[..., None], failure: Exception
) -> None:
    def download(*_: object, **__: object) -> gpd.GeoDataFrame:
        raise failure

    cartiflette(download)
    target = tmp_path / "departements.geojson"
    target.write_text("kept", encoding="utf-8")

    with pytest.raises(RefreshUnavailable, match="réseau"):
        refresh_outlines(target)

    assert target.read_text(encoding="utf-8") == "kept"


def test_the_previous_vintage_serves_until_the_new_one_is_published(
    tmp_path: Path, shipped: gpd.GeoDataFrame, cartiflette: Callable[..., None]
) -> None:
    asked: list[int] = []

    def download(*_: object, year: int, **__: object) -> gpd.GeoDataFrame:
        asked.append(year)
        if len(asked) == 1:
            raise OSError("not published yet")
        return shipped.rename(columns={"code": "INSEE_DEP"})

    cartiflette(download)

    sentence = refresh_outlines(tmp_path / "departements.geojson")

    assert asked[1] == asked[0] - 1
    assert str(asked[1]) in sentence


def test_an_answer_without_mayotte_is_refused(
    tmp_path: Path, shipped: gpd.GeoDataFrame, cartiflette: Callable[..., None]
) -> None:
    cartiflette(lambda *_, **__: shipped.rename(columns={"code": "INSEE_DEP"}).query("INSEE_DEP != '976'"))

    with pytest.raises(RefreshUnavailable, match="976"):
        refresh_outlines(tmp_path / "departements.geojson")

    assert list(tmp_path.iterdir()) == []


def test_an_answer_in_metres_is_refused(
    tmp_path: Path, shipped: gpd.GeoDataFrame, cartiflette: Callable[..., None]
) -> None:
    cartiflette(lambda *_, **__: shipped.rename(columns={"code": "INSEE_DEP"}).to_crs(2154))

    with pytest.raises(RefreshUnavailable, match="EPSG:4326"):
        refresh_outlines(tmp_path / "departements.geojson")
