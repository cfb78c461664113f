"""Figures, targets and gaps as they are shown to people, in every format alike."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from slcheck.arithmetic import decimals_of, in_digits, plain, units_half_up
from slcheck.model import Direction, Finding, Judged, Target
from slcheck.values import dataclass

MOST_PLACES = 6
"""Decimals of a number in JSON and CSV, which may be off by one unit of them, to stay on its side of the target.

What is shown and the counts carry whatever is needed beyond.
"""


MILLION = 1_000_000
"""A number at six places is worked out as so many millionths; divided by this it is the float nearest to it."""


@dataclass(frozen=True, slots=True)
class Level:
    """The level (percent) of a target in whole numbers: ``units`` of the last of the ``decimals`` it is written with.

    ``over`` / ``under`` is the same in millionths, as a ratio.
    """

    units: int
    decimals: int
    over: int
    under: int

    def plus(self, millionths: int) -> float:
        """The number that is so many millionths above the level."""
        return (self.over + millionths * self.under) / (self.under * MILLION)


def level_of(target: Target | None) -> Level | None:
    """The level of ``target``, if there is one: worked out once where many figures are shown beside it."""
    if target is None:
        return None
    decimals, level = decimals_of(target.level), Fraction(target.level)
    return Level(int(level * 10**decimals), decimals, *(level * MILLION).as_integer_ratio())


def value_display(finding: Finding) -> str:
    """The figure as it is shown, with its sign, or nothing."""
    return displays(finding, level_of(finding.target))[0]


def target_display(finding: Finding) -> str:
    """The target as it was declared, with its sign, or nothing."""
    return percent(finding.target.level) if finding.target else ""


def gap_display(finding: Finding) -> str:
    """The gap in percentage points with its sign; ``0.0`` when level; nothing without a verdict."""
    return displays(finding, level_of(finding.target))[1]


def displays(finding: Finding, level: Level | None) -> tuple[str, str]:
    """The figure and the gap as they are shown: ``value_display`` and ``gap_display``; ``level`` is its target's."""
    if finding.value is None:
        return "", ""
    places = finding.places
    value = units_half_up(*finding.value.as_integer_ratio(), places)
    if level is None or not isinstance(finding, Judged):
        return f"{in_digits(value, places)}%", ""
    is_at_least = finding.observation.measure.direction is Direction.AT_LEAST
    return _beside(value, places, level.units, level.decimals, is_at_least)


@lru_cache(maxsize=8192)  # of the thousand figures from 0.0% to 100.0% each is there many times
def _beside(value: int, places: int, level: int, decimals: int, is_at_least: bool) -> tuple[str, str]:
    common = max(places, decimals)
    ahead = value * 10 ** (common - places) - level * 10 ** (common - decimals)
    gap = ahead if is_at_least else -ahead
    return f"{in_digits(value, places)}%", f"{'+' if gap > 0 else ''}{in_digits(gap, common)}"


def expectation_display(finding: Finding) -> str:
    """The second tier that was published beside the target, with its sign, or nothing."""
    expected = finding.target.expectation if finding.target else None
    return "" if expected is None else percent(expected)


def percent(level: Decimal) -> str:
    """A level in percent with its sign, as it was written."""
    return f"{plain(level)}%"
