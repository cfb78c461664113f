"""A target held against figures: gap, status, cases short, and what a rounded print can prove.

Everything is exact (``Fraction`` and ``Decimal``); percentages run from 0 to 100; a negative gap is short of target.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from slcheck.arithmetic import decimals_of, half_unit, half_up
from slcheck.model import Counts, Direction, Printed, Status

PUBLISHED_PLACES = 1
"""Figures and gaps are shown with one decimal unless that would hide a miss."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """A target level (percent), the good side of it, and the declared tolerance (percentage points), if any."""

    level: Decimal
    direction: Direction
    near: Decimal | None

    def gap(self, value: Fraction) -> Fraction:
        """How far ``value`` is on the good side of the level; negative is short of target."""
        ahead = value - Fraction(self.level)
        return ahead if self.direction is Direction.AT_LEAST else -ahead

    def status(self, value: Fraction) -> Status:
        """Level with the target passes; a miss is near only within a tolerance that somebody declared."""
        gap = self.gap(value)
        if gap >= 0:
            return Status.PASS
        if self.near is not None and -gap <= self.near:
            return Status.NEAR
        return Status.FAIL

    def is_proven_by(self, print_: Printed) -> bool:
        """Whether every figure that rounds half up to ``print_`` has the same status."""
        half = half_unit(print_.places)
        lowest, highest = Fraction(print_.percent) - half, Fraction(print_.percent) + half
        edges = [Fraction(self.level)]
        if self.near is not None:
            edges.append(
                Fraction(self.level) - Fraction(self.near) * (1 if self.direction is Direction.AT_LEAST else -1)
            )
        if self.direction is Direction.AT_LEAST:
            return not any(lowest < edge < highest for edge in edges)
        return not any(lowest <= edge < highest for edge in edges)

    def places_that_show(self, value: Fraction) -> int:
        """The fewest decimals, one at the least, at which the figure as shown has the status of the exact one."""
        places = self.usual_places
        while self.status(Fraction(half_up(value, places))) is not self.status(value):
            places += 1
        return places

    def rounds_to_target(self, value: Fraction) -> bool:
        """Whether a miss looks level with the target at the usual number of decimals."""
        return self.gap(value) < 0 <= self.gap(Fraction(half_up(value, self.usual_places)))

    @property
    def usual_places(self) -> int:
        return max(PUBLISHED_PLACES, decimals_of(self.level))

    def shortfall(self, counts: Counts) -> int:
        """Cases short of the target: how many more would have had to go the right way."""
        if self.direction is Direction.AT_LEAST:
            return max(0, ceil(Fraction(self.level) * counts.denominator / 100) - counts.numerator)
        return max(0, counts.numerator - floor(Fraction(self.level) * counts.denominator / 100))

    def misses_allowed(self, counts: Counts) -> int:
        """How many of this many cases may go the wrong way before the target is missed."""
        if self.direction is Direction.AT_LEAST:
            return counts.denominator - ceil(Fraction(self.level) * counts.denominator / 100)
        return floor(Fraction(self.level) * counts.denominator / 100)
