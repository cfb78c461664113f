"""The results as rows of named values, for every format that writes them one after the other."""

from collections.abc import Iterator

from slcheck.model import By, Report
from slcheck.render.results import Row, rollup_row, row
from slcheck.summary import is_listed, results


def rows(report: Report) -> Iterator[Row]:
    """A row for each listed result, or for each listed sum where sums were asked for."""
    if report.policy.by is By.PROVIDER:
        yield from map(row, results(report))
    else:
        yield from (rollup_row(each) for each in report.rollups if is_listed(each.finding, report.policy))
