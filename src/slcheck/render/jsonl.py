"""JSON Lines: one result a line, each the same object as in ``results`` (or ``rollups``) of the JSON document."""

import json

from slcheck.model import Report
from slcheck.render.page import Page
from slcheck.render.results import Row
from slcheck.render.rows import rows
from slcheck.summary import Outcome

_BREAKS = {ord(each): f"\\u{ord(each):04x}" for each in "\x85\u2028\u2029"}
"""What JSON allows inside text and readers that split at any line break would split at."""


def render(report: Report, outcome: Outcome, page: Page) -> str:
    """The results and nothing else: without results, nothing."""
    return "".join(f"{_line(each)}\n" for each in rows(report))


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, allow_nan=False).translate(_BREAKS)
