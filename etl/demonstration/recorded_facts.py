"""An invented workbook in the two layouts of the état 4001: facts of proxénétisme by police district and company."""

from pathlib import Path

import numpy as np
from openpyxl import Workbook

from etl.demonstration.scale import YEARS, generator, populations, weights

NATIONAL = {"police": 290, "gendarmerie": 95}
"""Facts recorded in a year in the whole country (order of magnitude of 2014-2016)."""
WITHOUT_GENDARMERIE = ("75", "92", "93", "94")
LABEL = "Proxénétisme"
_COLUMNS_AT_MOST = 4


def write_workbook(file: Path) -> Path:
    """One sheet per service and year; a département spreads over several columns, some have none."""
    book = Workbook()
    book.remove(book.active)
    draw = generator("recorded facts")
    for year in YEARS:
        for service in NATIONAL:
            columns = list(_columns(draw, service))
            sheet = book.create_sheet(f"Services {'PN' if service == 'police' else 'GN'} {year}")
            kind = "services de police" if service == "police" else "compagnies de gendarmerie"
            sheet.append([f"Année {year} - {kind}", "Départements", *(code for code, _ in columns)])
            if service == "police":
                sheet.append(["", "Périmètres", *("FICTIF" for _ in columns)])
            sheet.append(["Code index", "Libellé index", *(f"FICTIF {n}" for n in range(1, len(columns) + 1))])
            sheet.append([45, LABEL, *(facts for _, facts in columns)])
    file.parent.mkdir(parents=True, exist_ok=True)
    book.save(file)
    return file


def _columns(draw: np.random.Generator, service: str) -> list[tuple[str, int]]:
    columns: list[tuple[str, int]] = []
    for departement, weight in weights(populations(), concentration=1.4).items():
        if service == "gendarmerie" and departement in WITHOUT_GENDARMERIE:
            continue
        count = int(draw.integers(1, _COLUMNS_AT_MOST + 1))
        facts = draw.multinomial(draw.poisson(NATIONAL[service] * weight), [1 / count] * count)
        columns += [(str(departement), int(each)) for each in facts]
    return columns
