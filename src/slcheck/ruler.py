"""A target held against figures: gap, status, cases short, rating, and what a rounded print can prove.

Everything is exact (``Fraction`` and ``Decimal``); percentages run from 0 to 100; a negative gap is short of target.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from slcheck.arithmetic import decimals_of, half_unit, half_up
from slcheck.model import Band, Counts, Direction, Measure, Policy, Printed, Rating, Rounding, Status, Target

PUBLISHED_PLACES = 1
"""Figures and gaps are shown with one decimal unless that would hide a miss."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """A target level (percent), the good side of it, and the declared tolerance (percentage points), if any.

    ``rounded_to`` is the number of decimals that a figure is rounded to, half up, before it is judged; None where the
    exact figure is.
    """

    level: Decimal
    direction: Direction
    near: Decimal | None = None
    rounded_to: int | None = None

    def as_judged(self, exact: Fraction) -> Fraction:
        """The figure that is held against the level: ``exact``, or what is published of it."""
        return exact if self.rounded_to is None else Fraction(half_up(exact, self.rounded_to))

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

    def verdict(self, exact: Fraction) -> Status:
        """The status of ``exact`` as it is judged."""
        return self.status(self.as_judged(exact))

    def is_proven_by(self, print_: Printed) -> bool:
        """Whether every figure that rounds half up to ``print_`` has the same status."""
        half = half_unit(print_.places)
        lowest, highest = Fraction(print_.percent) - half, Fraction(print_.percent) + half
        return not any(
            lowest < edge.at < highest or (lowest == edge.at and not edge.is_above)
            for edge in map(self._edge, self._bounds())
        )

    def places_that_show(self, value: Fraction) -> int:
        """The fewest decimals, one at the least, at which the figure as shown has the status of the exact one."""
        places = self.usual_places
        while self.status(Fraction(half_up(value, places))) is not self.status(value):
            places += 1
        return places

    def rounds_to_target(self, exact: Fraction) -> bool:
        """Whether a miss looks level with the target once it is rounded, as it is judged or as it is shown."""
        as_shown = Fraction(half_up(exact, self.usual_places))
        return self.gap(exact) < 0 <= max(self.gap(self.as_judged(exact)), self.gap(as_shown))

    @property
    def usual_places(self) -> int:
        return max(PUBLISHED_PLACES, decimals_of(self.level))

    def misses_allowed(self, denominator: int) -> int:
        """How many of this many cases may go the wrong way before the target is missed."""
        edge = self._edge(self.level)
        cases = edge.at * denominator / 100
        if self.direction is Direction.AT_LEAST:
            return denominator - max(0, ceil(cases))
        return ceil(cases) - 1 if edge.is_above else floor(cases)

    def misses(self, counts: Counts) -> int:
        """How many cases went the wrong way."""
        at_least = self.direction is Direction.AT_LEAST
        return counts.denominator - counts.numerator if at_least else counts.numerator

    def _bounds(self) -> list[Decimal]:
        """The levels at which the status changes: the target, and where near ends."""
        if self.near is None:
            return [self.level]
        return [self.level, self.level - self.near if self.direction is Direction.AT_LEAST else self.level + self.near]

    def _edge(self, bound: Decimal) -> "_Edge":
        """The exact figure at which what is judged passes from one side of ``bound`` to the other."""
        at_least = self.direction is Direction.AT_LEAST
        if self.rounded_to is None:
            return _Edge(Fraction(bound), is_above=at_least)
        unit = 2 * half_unit(self.rounded_to)
        steps = Fraction(bound) / unit
        nearest = unit * (ceil(steps) if at_least else floor(steps) + 1)
        return _Edge(nearest - unit / 2, is_above=True)


@dataclass(frozen=True, slots=True)
class _Edge:
    """An exact figure (percent) at which the verdict changes; ``is_above`` where it belongs to what is above it."""

    at: Fraction
    is_above: bool


def ruler_of(measure: Measure, target: Target, policy: Policy) -> Ruler:
    """The ruler for figures of ``measure`` under ``target``: as declared, but for what ``policy`` decides instead."""
    rounding = rounding_of(measure, policy)
    return Ruler(
        level=target.level,
        direction=measure.direction,
        near=measure.near if policy.near is None else policy.near,
        rounded_to=measure.decimals if rounding is Rounding.AS_PUBLISHED else None,
    )


def rounding_of(measure: Measure, policy: Policy) -> Rounding:
    """Whether exact or published figures of ``measure`` are judged."""
    return policy.rounding or measure.rounding


def rating_of(value: Fraction, bands: Sequence[Band], direction: Direction) -> Rating | None:
    """The rating of the band that ``value`` (percent) lies in; an edge belongs to the better of two bands.

    None where no bands are declared.
    """
    if not bands:
        return None
    reached = [
        band for band in bands if (band.lower <= value if direction is Direction.AT_LEAST else band.lower < value)
    ]
    return (reached or bands[:1])[-1].rating
