"""Plain text for screen readers and mail: a sentence a line, no columns, no colour, nothing to look at side by side."""

from slcheck.model import Report
from slcheck.render import words
from slcheck.render.page import Page
from slcheck.render.sentences import closing, short_by, spoken
from slcheck.summary import Outcome
from slcheck.text import clean


def render(report: Report, outcome: Outcome, page: Page) -> str:
    """Whose figures, a line for each result, and what they amount to. Lines are as long as they are."""
    lines = words.lines(report)
    shared = words.shares_codes(line.finding for line in lines)
    listed = [spoken(line, with_framework=shared) for line in words.listed_lines(report)]
    about = [words.about(report)] if lines else []
    blocks = [about, listed, closing(report, outcome, lambda miss: f"is {short_by(miss)}")]
    return "\n".join("".join(f"{clean(line)}\n" for line in block) for block in blocks if block)
