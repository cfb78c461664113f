"""The table for people: worst first, words before colour, one line for each result, then what it amounts to."""

import textwrap
from collections.abc import Sequence

from slcheck.displays import expectation_display, gap_display, target_display, value_display
from slcheck.model import Judged, Report, Status
from slcheck.render import words
from slcheck.render.grid import Column, draw
from slcheck.render.page import Page
from slcheck.render.vocabulary import STATUS, WHOSE
from slcheck.render.words import Line
from slcheck.summary import Outcome, is_listed

_STYLE = {
    Status.FAIL: "bold red",
    Status.NEAR: "bold yellow",
    Status.NO_DATA: "magenta",
    Status.NO_TARGET: "cyan",
    Status.PASS: "green",
}


def render(report: Report, outcome: Outcome, page: Page) -> str:
    """Whose figures, the table, the counts, the three worst, and what was not judged."""
    lines = words.lines(report)
    wanted = [line for line in lines if is_listed(line.finding, report.policy)]
    drawn = [draw(_columns(lines, WHOSE[report.policy.by]), wanted, page)] if wanted else []
    about = [f"{words.about(report)}\n"] if wanted else []
    return "\n".join([*about, *drawn, "".join(f"{line}\n" for line in _wrapped(report, page))])


def _columns(lines: Sequence[Line], whose: str) -> list[Column[Line]]:
    """Only columns that tell findings apart or say something."""
    findings = [line.finding for line in lines]
    quarters = {finding.observation.released for finding in findings}
    columns: list[tuple[Column[Line], bool]] = [
        (Column("Status", lambda line: STATUS[line.finding.status], style=_style), True),
        (Column("Of", lambda line: line.finding.observation.measure.framework), words.shares_codes(findings)),
        (Column("Measure", lambda line: line.finding.observation.measure.code), True),
        (Column(whose, _provider, share=3, least=14), len(words.providers(findings)) > 1),
        (Column("Title", _title, share=2, least=12, optional=True), True),
        (Column("Quarter", lambda line: str(line.finding.observation.released)), len(quarters) > 1),
        (Column("Figure", lambda line: value_display(line.finding), right=True), True),
        (Column("Target", lambda line: target_display(line.finding), right=True), True),
        (Column("Gap", lambda line: gap_display(line.finding), right=True, style=_style), True),
        (Column("Expected", _expected, right=True), any(map(_expected, lines))),
        (Column("Short", _shortfall, right=True), any(map(_shortfall, lines))),
        (Column("Rating", _rating, share=1, least=8), any(map(_rating, lines))),
        (Column("Remarks", lambda line: line.remarks, share=4, least=9), any(line.remarks for line in lines)),
    ]
    return [column for column, is_wanted in columns if is_wanted]


def _wrapped(report: Report, page: Page) -> list[str]:
    width = max(page.width, 40)
    return [
        part
        for line in _lines_below(report)
        for part in textwrap.wrap(line, width, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
    ]


def _lines_below(report: Report) -> list[str]:
    if not report.findings and not report.withheld:
        return ["Nothing was judged."]
    worst = words.worst_line(report)
    return [
        *words.count_lines(report),
        *([worst] if worst else []),
        *words.remark_lines(report),
        *words.rule_lines(report),
        *words.unjudged_lines(report),
        *words.hole_lines(report),
    ]


def _style(line: Line) -> str:
    return _STYLE[line.finding.status]


def _provider(line: Line) -> str:
    return line.finding.observation.provider


def _title(line: Line) -> str:
    return line.finding.observation.measure.title


def _rating(line: Line) -> str:
    return line.finding.rating.value if line.finding.rating else ""


def _expected(line: Line) -> str:
    return expectation_display(line.finding)


def _shortfall(line: Line) -> str:
    cases = line.finding.cases if isinstance(line.finding, Judged) else None
    return f"{cases.shortfall:,}" if cases and cases.shortfall else ""
