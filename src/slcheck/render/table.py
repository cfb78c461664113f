"""The table for people: worst first, words before colour, one line for each result, then what it amounts to."""

import textwrap
from collections.abc import Sequence

from slcheck.model import Finding, Judged, Report, Status
from slcheck.render import words
from slcheck.render.grid import Column, draw
from slcheck.render.page import Page
from slcheck.render.results import gap_display, target_display, value_display
from slcheck.summary import Outcome, listed_findings

_STYLE = {
    Status.FAIL: "bold red",
    Status.NEAR: "bold yellow",
    Status.NO_DATA: "magenta",
    Status.NO_TARGET: "cyan",
    Status.PASS: "green",
}


def render(report: Report, outcome: Outcome, page: Page) -> str:
    """Whose figures, the table, the counts, the three worst, and what was not judged."""
    findings = listed_findings(report)
    drawn = [draw(_columns(report.findings), findings, page)] if findings else []
    about = [f"{words.about(report)}\n"] if findings else []
    return "\n".join([*about, *drawn, "".join(f"{line}\n" for line in _wrapped(report, page))])


def _columns(findings: Sequence[Finding]) -> list[Column[Finding]]:
    """Only columns that tell findings apart or say something."""
    providers = words.providers(findings)
    quarters = {finding.observation.released for finding in findings}
    columns: list[tuple[Column[Finding], bool]] = [
        (Column("Status", lambda finding: words.STATUS[finding.status], style=_style), True),
        (Column("Measure", lambda finding: finding.observation.measure.code), True),
        (Column("Provider", lambda finding: finding.observation.provider, share=3, least=14), len(providers) > 1),
        (Column("Title", lambda finding: finding.observation.measure.title, share=2, least=12, optional=True), True),
        (Column("Quarter", lambda finding: str(finding.observation.released)), len(quarters) > 1),
        (Column("Figure", value_display, right=True), True),
        (Column("Target", target_display, right=True), True),
        (Column("Gap", gap_display, right=True, style=_style), True),
        (Column("Short", _shortfall, right=True), any(map(_shortfall, findings))),
        (Column("Remarks", words.remarks, share=2, least=9), any(map(words.remarks, findings))),
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
    if not report.findings:
        return ["Nothing was judged."]
    worst = words.worst_line(report)
    return [
        *words.count_lines(report),
        *([worst] if worst else []),
        *words.rule_lines(report),
        *words.unjudged_lines(report),
    ]


def _style(finding: Finding) -> str:
    return _STYLE[finding.status]


def _shortfall(finding: Finding) -> str:
    return f"{finding.shortfall:,}" if isinstance(finding, Judged) and finding.shortfall else ""
