"""The search itself: a canary that is there is found, or the other tests would prove nothing."""

import base64
import gzip
import io
import json
import tarfile
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest

from geodata.shelter_guard import inspect
from tests.canary import canary
from tests.geodata.shelter_guard.disguises import DISGUISES


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "latin-1"])
@pytest.mark.parametrize("part", [canary.NAME, canary.STREET, canary.POINT, canary.PLUS_CODE, canary.TELEPHONE])
def test_each_part_is_found_in_each_encoding(part: str, encoding: str) -> None:
    around = b"\x00SQLite page\xff" if encoding != "utf-16" else b""

    assert canary.traces_in(around + part.encode(encoding) + around)


@pytest.mark.parametrize("disguise", DISGUISES)
def test_each_disguise_is_found(disguise: str) -> None:
    assert canary.traces_in(DISGUISES[disguise](canary.TEXT))


def test_it_is_found_in_addresses_json_workbooks_and_archives(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = canary.TEXT
    book.save(tmp_path / "classeur.xlsx")
    with tarfile.open(tmp_path / "copie.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "classeur.xlsx")
    (tmp_path / "copie.gz").write_bytes(gzip.compress(json.dumps({"a": canary.TEXT}).encode()))
    (tmp_path / f"{canary.NAME}.txt").touch()

    assert len(canary.traces_below(tmp_path)) == 4
    assert canary.traces_in(f"https://exemple.fr/?q={quote(canary.TEXT)}")


def test_nothing_is_found_in_what_has_nothing_of_it() -> None:
    assert not canary.traces_in("Refuge pour animaux, canari jaune, 48000 Mende, 44.5180, 3.5010")
    assert not canary.traces_in(io.BytesIO(bytes(range(256)) * 50).getvalue())


def test_base64_is_a_known_limit_of_the_guard() -> None:
    """Nobody reads it by eye and no page decodes it: written here so that the limit is known, and seen if it moves."""
    assert inspect(base64.b64encode(canary.TEXT.encode()).decode()) is None
