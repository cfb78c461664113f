"""Figures, targets and gaps as they are shown to people, in every format alike."""

from decimal import Decimal

from slcheck.arithmetic import half_up, plain
from slcheck.model import Direction, Finding, Judged

MOST_PLACES = 6
"""Decimals of a number in JSON and CSV, which may be off by one unit of them, to stay on its side of the target.

What is shown and the counts carry whatever is needed beyond.
"""


def value_display(finding: Finding) -> str:
    """The figure as it is shown, with its sign, or nothing."""
    return displays(finding)[0]


def target_display(finding: Finding) -> str:
    """The target as it was declared, with its sign, or nothing."""
    return percent(finding.target.level) if finding.target else ""


def gap_display(finding: Finding) -> str:
    """The gap in percentage points with its sign; ``0.0`` when level; nothing without a verdict."""
    return displays(finding)[1]


def displays(finding: Finding) -> tuple[str, str]:
    """The figure and the gap as they are shown: ``value_display`` and ``gap_display``."""
    if finding.value is None:
        return "", ""
    value = half_up(finding.value, finding.places)
    if not isinstance(finding, Judged):
        return percent(value), ""
    gap = _ahead(finding, value)
    return percent(value), f"{'+' if gap > 0 else ''}{plain(gap)}"


def expectation_display(finding: Finding) -> str:
    """The second tier that was published beside the target, with its sign, or nothing."""
    expected = finding.target.expectation if finding.target else None
    return "" if expected is None else percent(expected)


def percent(level: Decimal) -> str:
    """A level in percent with its sign, as it was written."""
    return f"{plain(level)}%"


def _ahead(finding: Judged, value: Decimal) -> Decimal:
    ahead = value - finding.target.level
    return ahead if finding.observation.measure.direction is Direction.AT_LEAST else -ahead
