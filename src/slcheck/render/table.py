"""The table for people: worst first, words before colour, one line for each result, then what it amounts to."""

import textwrap
from collections.abc import Iterable

from slcheck.model import Report
from slcheck.render import words
from slcheck.render.columns import columns
from slcheck.render.grid import draw
from slcheck.render.page import Page
from slcheck.render.sentences import closing
from slcheck.summary import Outcome


def render(report: Report, outcome: Outcome, page: Page) -> str:
    """Whose figures, the table, the counts, the three worst, and what was not judged."""
    wanted = words.listed_lines(report)
    drawn = [draw(columns(report), wanted, page)] if wanted else []
    about = [f"{words.about(report)}\n"] if wanted else []
    below = words.lines_below(report) if page.told_beside else closing(report, outcome)
    return "\n".join([*about, *drawn, "".join(f"{line}\n" for line in _wrapped(below, page))])


def _wrapped(lines: Iterable[str], page: Page) -> list[str]:
    width = max(page.width, 40)
    return [
        part
        for line in lines
        for part in textwrap.wrap(line, width, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
    ]
