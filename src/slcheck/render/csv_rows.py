"""CSV: one row for each result, the values and names of the JSON, cells that cannot act in a spreadsheet."""

import csv
import io

from slcheck.model import Report
from slcheck.render.page import Page
from slcheck.render.results import Value, row
from slcheck.render.schema import RESULT_KEYS
from slcheck.summary import Outcome, listed_findings

_ACTIVE = ("=", "+", "-", "@", "\t")


def render(report: Report, outcome: Outcome, page: Page) -> str:
    """A heading line and one line for each result; nothing is ``null``, an absent value is an empty cell."""
    output = io.StringIO(newline="")
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(RESULT_KEYS)
    for finding in listed_findings(report):
        writer.writerow([_cell(key, value) for key, value in row(finding).items()])
    return output.getvalue()


def _cell(key: str, value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, list):
        value = " ".join(value)
    if isinstance(value, str) and value.startswith(_ACTIVE) and key != "gap_display":
        return f"'{value}"
    return value
