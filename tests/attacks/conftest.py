"""An archive that takes its files by the real door, and the texts that an attacker would put in them."""

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st

from config.settings import PROJECT, settings
from etl.run import Report, run
from geodata.perimetre import perimetre

MARK = "Pirate"
SCRIPTS = (
    f"<script>window.pirate=1</script>{MARK} 1",
    f"<img src=x onerror=window.pirate=1>{MARK} 2",
    f"</script><svg onload=window.pirate=1>{MARK} 3",
    f"\"'><iframe srcdoc='<script>parent.pirate=1</script>'>{MARK} 4",
    f"[{MARK} 5](javascript:window.pirate=1) ![](https://ailleurs.example/x.png)",
    f"{{{{ 7*7 }}}} {{% import os %}} ${{7*7}} {MARK} 6",
)
FORMULAS = (
    f'=HYPERLINK("https://ailleurs.example";"{MARK}")',
    f"+1+cmd|' /C {MARK}'!A0",
    f"-1+{MARK}",
    f"@SUM(1;{MARK})",
)
HEADER = (
    "nom", "antenne", "adresse", "code_postal", "commune", "departement", "site_web", "publics",
    "formes_exploitation", "services", "source",
)  # fmt: skip

Receive = Callable[..., Report]


def written(path: Path, *rows: dict[str, str]) -> Path:
    """A file of associations: Lozère and usual words, but for what each row changes."""
    usual = dict.fromkeys(HEADER, "")
    usual |= {"code_postal": "48000", "commune": "Mende", "departement": "48", "source": "essai", "publics": "femmes"}
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, HEADER, delimiter=";")
        table.writeheader()
        table.writerows(usual | row for row in rows)
    return path


@pytest.fixture
def receive(sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Receive:
    """Imports rows of associations; the pages of this archive let the visitor choose a profile."""
    monkeypatch.setenv("VIGIE_ENV", "demo")
    settings.cache_clear()
    st.cache_data.clear()

    def received(*rows: dict[str, str], profile: str = "exploitation", name: str = "associations.csv") -> Report:
        return run("associations", written(tmp_path / "recu.csv", *rows), perimetre(profile), file_name=name)

    return received


def program(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """`python -m …`, as an operator types it."""
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=PROJECT, env=os.environ, capture_output=True, check=False
    )
