"""CSV: one row for each result, the values and names of the JSON, cells that cannot act in a spreadsheet."""

import csv
import io

from slcheck.model import By, Report
from slcheck.render.page import Page
from slcheck.render.results import Part, Value
from slcheck.render.rows import rows
from slcheck.render.schema import RESULT_KEYS, ROLLUP_KEYS
from slcheck.summary import Outcome

_ACTIVE = ("=", "+", "-", "@", "\t")
_NUMBERS_AS_TEXT = ("gap_display",)
BETWEEN = "; "
"""What stands between the items of a list in one cell."""


def render(report: Report, outcome: Outcome, page: Page) -> str:
    """A heading line and one line for each result, or for each sum where sums were asked for.

    Nothing is ``null``: an absent value is an empty cell.
    """
    output = io.StringIO(newline="")
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(RESULT_KEYS if report.policy.by is By.PROVIDER else ROLLUP_KEYS)
    for values in rows(report):
        writer.writerow([_cell(key, value) for key, value in values.items()])
    return output.getvalue()


def _cell(key: str, value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, list):
        value = BETWEEN.join(each if isinstance(each, str) else _part(each) for each in value)
    if isinstance(value, str) and value.startswith(_ACTIVE) and key not in _NUMBERS_AS_TEXT:
        return f"'{value}"
    return value


def _part(part: Part) -> str:
    counts = f"{part['numerator']}/{part['denominator']}" if part["denominator"] is not None else "no counts"
    return f"{part['provider']} {part['status']} {counts} {_place(part)}"


def _place(part: Part) -> str:
    return " ".join(str(part[key]) for key in ("source_file", "source_sheet", "source_cell") if part[key])
