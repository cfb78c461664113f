"""Text out: a report as a table, as JSON, as CSV. A format is one module and one line here."""

from collections.abc import Callable

from slcheck.model import Report
from slcheck.render import csv_rows, document, table
from slcheck.render.declared import listing
from slcheck.render.explained import explanation
from slcheck.render.inspected import inspection
from slcheck.render.page import Page
from slcheck.render.schema import results_schema
from slcheck.render.words import read_line
from slcheck.summary import Outcome

Renderer = Callable[[Report, Outcome, Page], str]

FORMATS: dict[str, Renderer] = {
    "table": table.render,
    "json": document.render,
    "csv": csv_rows.render,
}
"""By the name that ``-f`` takes."""

EXTENSIONS = {".txt": "table", ".json": "json", ".csv": "csv"}
"""The format of a file that ``-o`` names, by its extension."""

__all__ = [
    "EXTENSIONS",
    "FORMATS",
    "Page",
    "Renderer",
    "explanation",
    "inspection",
    "listing",
    "read_line",
    "results_schema",
]
