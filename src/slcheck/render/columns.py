"""The columns in which results are laid out for people: in the table and in Markdown the same."""

from slcheck.displays import expectation_display, gap_display, target_display, value_display
from slcheck.model import Judged, Report, Status
from slcheck.render import words
from slcheck.render.grid import Column
from slcheck.render.vocabulary import STATUS, WHOSE
from slcheck.render.words import Line

_STYLE = {
    Status.FAIL: "bold red",
    Status.NEAR: "bold yellow",
    Status.NO_DATA: "magenta",
    Status.NO_TARGET: "cyan",
    Status.PASS: "green",
}


def columns(report: Report) -> list[Column[Line]]:
    """Only columns that tell findings apart or say something."""
    lines = words.lines(report)
    findings = [line.finding for line in lines]
    quarters = {finding.observation.released for finding in findings}
    all_columns: list[tuple[Column[Line], bool]] = [
        (Column("Status", lambda line: STATUS[line.finding.status], style=_style), True),
        (Column("Of", lambda line: line.finding.observation.measure.framework), words.shares_codes(findings)),
        (Column("Measure", lambda line: line.finding.observation.measure.code), True),
        (Column(WHOSE[report.policy.by], _provider, share=3, least=14), len(words.providers(findings)) > 1),
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
    return [column for column, is_wanted in all_columns if is_wanted]


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
