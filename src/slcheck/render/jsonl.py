"""JSON Lines: one result a line, each the same object as in ``results`` (or ``rollups``) of the JSON document."""

from collections.abc import Iterator

from slcheck.model import By, Report
from slcheck.render.json_text import encode
from slcheck.render.page import Page
from slcheck.render.row_text import RowTexts
from slcheck.render.rows import rows
from slcheck.summary import Outcome, results

_BREAKS = {ord(each): f"\\u{ord(each):04x}" for each in "\x85\u2028\u2029"}
"""What JSON allows inside text and readers that split at any line break would split at."""


def render(report: Report, outcome: Outcome, page: Page) -> str:
    """The results and nothing else: without results, nothing."""
    return "".join(f"{text.translate(_BREAKS)}\n" for text in _texts(report))


def _texts(report: Report) -> Iterator[str]:
    if report.policy.by is By.PROVIDER:
        yield from map(RowTexts().text, results(report))
    else:
        yield from map(encode, rows(report))
