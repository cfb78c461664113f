"""Workflow commands of GitHub Actions: annotations of a run, worst first, as many as it shows."""

from slcheck.model import LinePlace, Place, Report
from slcheck.render.matters import Matter, Weight, matters
from slcheck.render.page import Page
from slcheck.summary import Outcome
from slcheck.text import clean

MOST_ANNOTATIONS = 10
"""GitHub shows no more of one kind in one step, and drops the rest in silence."""

_COMMAND = {Weight.BREAKS: "error", Weight.FAILS: "error", Weight.WARNS: "warning", Weight.TELLS: "notice"}


def render(report: Report, outcome: Outcome, page: Page) -> str:
    """A command a line; then how many more there would be."""
    found = matters(report, outcome)
    lines = [_command(each) for each in found[:MOST_ANNOTATIONS]]
    if (rest := len(found) - MOST_ANNOTATIONS) > 0:
        lines.append(f"and {rest:,} more")
    return "".join(f"{line}\n" for line in lines)


def _command(matter: Matter) -> str:
    properties = {
        "file": clean(matter.place.file) if matter.place else None,
        **_line_and_column(matter.place),
        "title": matter.title,
    }
    said = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value is not None)
    return f"::{_COMMAND[matter.weight]} {said}::{_data(matter.message)}"


def _line_and_column(place: Place | None) -> dict[str, int]:
    """Where a declaration is wrong. A cell has neither: an annotation there would point at some byte of a workbook."""
    return {"line": place.line, "col": place.column} if isinstance(place, LinePlace) else {}


def _data(text: str) -> str:
    """``text`` as GitHub's own toolkit escapes it; and ``##[``, which the runner obeys anywhere in a line, apart."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace("##[", "## [")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
