"""How the columns of a template are read: by what they declare, or by a parser of the job's own."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from etl.rows.cells import Day, Decimal, Integer, OneOf, SeveralOf, Text, YesNo
from etl.rows.checks import Check
from etl.rows.template import Column, Template


def checks_of(template: Template, parsers: Mapping[str, Callable[[str], Any]] | None = None) -> list[Check]:
    """One check per column of `template`; `parsers` gives the job's own, by name of column.

    A day is never later than today: nothing that a file declares has yet to happen.
    """
    own = parsers or {}
    return [
        Check(column.name, own.get(column.name) or _parser(column), column.required, column.label)
        for column in template.columns
    ]


def _parser(column: Column) -> Callable[[str], Any]:
    if column.kind == "several":
        return SeveralOf(column.choices)
    if column.choices:
        return OneOf(column.choices)
    match column.kind:
        case "integer":
            return Integer()
        case "decimal":
            return Decimal()
        case "date":
            return Day(latest=date.today())
        case "yes_no":
            return YesNo()
        case _:
            return Text()
