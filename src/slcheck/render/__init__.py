"""Text out: a report as a table, as JSON, as CSV. A format is one module and one line here."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from slcheck.render.page import Page

if TYPE_CHECKING:
    from slcheck.model import Report
    from slcheck.summary import Outcome

Renderer = Callable[["Report", "Outcome", Page], str]


def _from(module: str) -> Renderer:
    """The ``render`` of a module here, imported once it is asked for: what JSON needs is little beside a table."""

    def render(report: "Report", outcome: "Outcome", page: Page) -> str:
        found: Renderer = import_module(f"slcheck.render.{module}").render
        return found(report, outcome, page)

    return render


FORMATS: dict[str, Renderer] = {
    "table": _from("table"),
    "json": _from("document"),
    "csv": _from("csv_rows"),
    "jsonl": _from("jsonl"),
    "plain": _from("plain"),
    "markdown": _from("markdown"),
    "junit": _from("junit"),
    "github": _from("github"),
    "gitlab": _from("gitlab"),
}
"""By the name that ``-f`` takes."""

EXTENSIONS = {
    ".txt": "table",
    ".json": "json",
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".md": "markdown",
    ".xml": "junit",
}
"""The format of a file that ``-o`` names, by its extension."""


FOR_PEOPLE = ("table", "plain")
"""Formats that are written as the terminal wants it; all others are UTF-8."""

LISTS = ("csv", "jsonl")
"""Formats that are a list of results, and nothing without them."""


def _csv_metadata(report: "Report", name: str) -> str:
    from slcheck.render.csvw import metadata

    return metadata(report, name)


SIDECARS: dict[str, tuple[str, Callable[["Report", str], str]]] = {"csv": ("-metadata.json", _csv_metadata)}
"""What stands beside a file of a format: what its name has behind that file's name, and what it holds.

The function takes the name of that file, without its folder.
"""

__all__ = ["EXTENSIONS", "FORMATS", "FOR_PEOPLE", "LISTS", "SIDECARS", "Page", "Renderer"]
