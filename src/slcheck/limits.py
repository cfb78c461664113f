"""What small numbers can and cannot show. Advice beside a verdict; it never changes one."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import isqrt
from typing import NamedTuple

from slcheck.arithmetic import units_half_up
from slcheck.model import Cases, Counts, Direction, Flag
from slcheck.ruler import Ruler

Z_95 = Decimal("1.959963984540054")
"""Two-sided 95% point of the normal distribution."""

_Z_SQUARED = Fraction(Z_95) ** 2
_Z_SQUARED_OVER, _Z_SQUARED_UNDER = _Z_SQUARED.as_integer_ratio()
_PLACES = 30
"""Decimals of what an interval is worked out with, in whole numbers: many times faster than as decimal ones."""
_UNIT = 10**_PLACES
_Z_SQUARED_UNITS = int(_Z_SQUARED * _UNIT)
_Z_FOURTH = int(_Z_SQUARED**2 * _UNIT**2)
_FOUR_Z_SQUARED = int(4 * _Z_SQUARED * _UNIT**2)


class Interval(NamedTuple):
    """From ``low`` to ``high``, each so many units of the last decimal of a percentage, 0 to 100."""

    low: int
    high: int


@lru_cache(maxsize=16384)  # the same few cases come again and again
def wilson(numerator: int, denominator: int, places: int) -> Interval:
    """The 95% Wilson score interval of ``numerator`` out of ``denominator`` cases, above 0, to ``places`` decimals.

    It holds the proportions t that a score test does not reject: (p - t)^2 n < z^2 t (1 - t) (Wilson 1927). Worked out
    to more than twenty digits, each end is then rounded half up.
    """
    spread = isqrt(_Z_FOURTH + _FOUR_Z_SQUARED * numerator * (denominator - numerator) // denominator)
    middle = 2 * numerator * _UNIT + _Z_SQUARED_UNITS
    whole = 2 * (denominator * _UNIT + _Z_SQUARED_UNITS)
    low = units_half_up(100 * (middle - spread), whole, places) if numerator else 0
    high = units_half_up(100 * (middle + spread), whole, places) if numerator < denominator else 100 * 10**places
    return Interval(low, high)


def advice(counts: Counts, cases: Cases, ruler: Ruler) -> list[Flag]:
    """Flags that only the number of cases can justify."""
    flags = []
    if cases.misses_allowed == 0 and ruler.level != _out_of_reach(ruler.direction):
        flags.append(Flag.SMALL_DENOMINATOR)
    if target_inside_wilson(counts, ruler.ratio):
        flags.append(Flag.NOT_DISTINGUISHABLE)
    return flags


def target_inside_wilson(counts: Counts, level: Decimal | Fraction) -> bool:
    """Whether ``level`` (percent) lies inside the 95% Wilson score interval of ``counts``.

    Asked by the definition of the interval no root has to be taken, so the answer is exact. With t = a/b and p = n/d it
    reads (nb - ad)^2 < z^2 a (b - a) d: whole numbers but for z^2.
    """
    a, b = level.as_integer_ratio()
    b *= 100
    distance = counts.numerator * b - a * counts.denominator
    return distance * distance * _Z_SQUARED_UNDER < _Z_SQUARED_OVER * a * (b - a) * counts.denominator


def _out_of_reach(direction: Direction) -> int:
    """The level (percent) that allows no miss at any size, so that none being allowed says nothing about size."""
    return 100 if direction is Direction.AT_LEAST else 0
