"""For each job, a file that it accepts, into which the canary is then slipped."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from etl.jobs import JOBS

Row = dict[str, str]

PROFILES = {"secure_capacity": "acse"}
"""Who sends the files of a job, when it is not whoever operates the server."""
ROWS: dict[str, Row] = {
    "population": {"COM": "48095", "CODCOM": "095", "DEP": "48", "PMUN": "11641", "annee": "2016"},
    "general_supply": {
        "departement": "Lozère",
        "date_situation": "31 décembre 2016",
        "categorie": "Centres provisoires d'hébergement",
        "departement_aff": "30",
    },
    "etat_4001": {"Année 2016 - services de police": "Index", "Départements": "libellé", "48": "3"},
}
"""A good row of the jobs that have no template. A job with neither makes these tests fail: write its row here."""


@dataclass
class Delivery:
    """A good row by header; `rows` are added below. `write_csv` and `write_xlsx` make the file."""

    job: str
    good: Row
    rows: list[Row] = field(default_factory=list)

    @property
    def headers(self) -> list[str]:
        return list(dict.fromkeys(name for row in (self.good, *self.rows) for name in row))

    def with_cell(self, header: str, *texts: str) -> "Delivery":
        """A row for each text, which stands under `header`."""
        return Delivery(self.job, self.good, [*self.rows, *({**self.good, header: text} for text in texts)])

    def table(self) -> list[list[str]]:
        cells = [[row.get(name, "") for name in self.headers] for row in (self.good, *self.rows)]
        if self.job == "etat_4001":
            # Three lines of titles, then the row of its index.
            titles = [["", "Périmètres", *("FICTIF" for _ in self.headers[2:])], ["Index", "libellé", *cells[0][2:]]]
            cells = [*titles, ["45", "Proxénétisme", *cells[0][2:]], *cells[1:]]
        return [self.headers, *cells]

    def write_csv(self, path: Path, encoding: str = "utf-8", before: str = "") -> Path:
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=";").writerows(self.table())
        path.write_bytes((before + buffer.getvalue()).encode(encoding, errors="replace"))
        return path

    def write_xlsx(self, path: Path, change: Callable[[openpyxl.Workbook], None] = lambda book: None) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "Services PN 2016" if self.job == "etat_4001" else "Données"
        for row in self.table():
            sheet.append(row)
        change(book)
        book.save(path)
        return path


def delivery(job: str) -> Delivery:
    """A delivery of one good row."""
    template = JOBS[job].template
    if template is None:
        return Delivery(job, dict(ROWS[job]))
    return Delivery(job, {column.name: column.example for column in template.columns})


def hiding_places(text: str) -> dict[str, Callable[[openpyxl.Workbook], None]]:
    """Where a workbook may hold a text that no job reads."""

    def comment(book: openpyxl.Workbook) -> None:
        book.active["A1"].comment = Comment(text, "auteur")

    def author(book: openpyxl.Workbook) -> None:
        book.active["A1"].comment = Comment("à revoir", text)

    def properties(book: openpyxl.Workbook) -> None:
        book.properties.description = text

    def keywords(book: openpyxl.Workbook) -> None:
        book.properties.title, book.properties.keywords = text.partition(",")[0], text

    def header(book: openpyxl.Workbook) -> None:
        book.active.oddHeader.center.text = text

    def defined_name(book: openpyxl.Workbook) -> None:
        book.defined_names["lieu"] = DefinedName("lieu", attr_text=f'"{text}"')

    def prompt(book: openpyxl.Workbook) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        validation = DataValidation(type="list", formula1='"a,b"')
        validation.promptTitle, validation.prompt = "Aide", text[:250]
        validation.add("A2")
        book.active.add_data_validation(validation)

    def hidden(state: str) -> Callable[[openpyxl.Workbook], None]:
        def add(book: openpyxl.Workbook) -> None:
            sheet = book.create_sheet("Notes")
            sheet.sheet_state = state
            sheet.append(["remarque"])
            sheet.append([text])

        return add

    def sheet_name(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet(text.partition(",")[0][:31])
        sheet.append(["adresse"])
        sheet.append([text.partition(",")[2]])

    def link(book: openpyxl.Workbook) -> None:
        book.active["A1"].hyperlink = "https://www.openstreetmap.org/#map=18/44.98765/3.87654"
        book.active["A1"].hyperlink.tooltip = text[:250]

    return {
        "comment": comment, "author of a comment": author, "description": properties, "title and keywords": keywords,
        "page header": header, "defined name": defined_name, "prompt": prompt, "visible sheet": hidden("visible"),
        "hidden sheet": hidden("hidden"), "very hidden sheet": hidden("veryHidden"), "sheet name": sheet_name,
        "link": link,
    }  # fmt: skip
