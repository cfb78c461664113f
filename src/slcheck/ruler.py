"""A target held against figures: gap, status, cases short, rating, and what a rounded print can prove.

Everything is exact (``Fraction`` and ``Decimal``); percentages run from 0 to 100; a negative gap is short of target.
"""

from collections.abc import Sequence
from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor

from slcheck.arithmetic import decimals_of, half_unit, half_up, units_half_up
from slcheck.model import Band, Counts, Direction, Measure, Policy, Printed, Rating, Rounding, Status, Target
from slcheck.values import dataclass

PUBLISHED_PLACES = 1
"""Figures and gaps are shown with one decimal unless that would hide a miss."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """A target level (percent), the good side of it, and the declared tolerance (percentage points), if any.

    ``rounded_to`` is the number of decimals that a figure is rounded to, half up, before it is judged; None where the
    exact figure is. Figures are compared as whole numbers of the same denominator: exact, and fast.
    """

    level: Decimal
    direction: Direction
    near: Decimal | None = None
    rounded_to: int | None = None
    usual_places: int = field(init=False, repr=False, compare=False)
    """Decimals that a figure is shown with, unless that would hide a miss."""
    ratio: Fraction = field(init=False, repr=False, compare=False)
    """The level, for arithmetic."""
    _edge: "_Edge" = field(init=False, repr=False, compare=False)
    _times: int = field(init=False, repr=False, compare=False)
    _less: int = field(init=False, repr=False, compare=False)
    _under: int = field(init=False, repr=False, compare=False)
    _edge_over: int = field(init=False, repr=False, compare=False)
    _edge_under: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        usual = max(PUBLISHED_PLACES, decimals_of(self.level)) if self.rounded_to is None else self.rounded_to
        object.__setattr__(self, "usual_places", usual)
        object.__setattr__(self, "_edge", self._edge_of(self.level))
        ratio = Fraction(self.level)
        good = 1 if self.direction is Direction.AT_LEAST else -1
        object.__setattr__(self, "ratio", ratio)
        object.__setattr__(self, "_times", good * ratio.denominator)
        object.__setattr__(self, "_less", good * ratio.numerator)
        object.__setattr__(self, "_under", ratio.denominator)
        object.__setattr__(self, "_edge_over", self._edge.at.numerator)
        object.__setattr__(self, "_edge_under", self._edge.at.denominator * 100)

    def as_judged(self, exact: Fraction) -> Fraction:
        """The figure that is held against the level: ``exact``, or what is published of it."""
        return exact if self.rounded_to is None else Fraction(half_up(exact, self.rounded_to))

    def gap(self, value: Fraction) -> Fraction:
        """How far ``value`` is on the good side of the level; negative is short of target."""
        over, under = value.as_integer_ratio()
        return Fraction(self._ahead(over, under), under * self._under)

    def status(self, gap: Fraction) -> Status:
        """Level with the target passes; a miss is near only within a tolerance that somebody declared."""
        return self._status(gap.numerator, gap.denominator)

    def verdict(self, exact: Fraction) -> Status:
        """The status of ``exact`` as it is judged."""
        return self.status(self.gap(self.as_judged(exact)))

    def is_proven_by(self, print_: Printed) -> bool:
        """Whether every figure that rounds half up to ``print_`` has the same status."""
        half = half_unit(print_.places)
        lowest, highest = Fraction(print_.percent) - half, Fraction(print_.percent) + half
        return not any(
            lowest < edge.at < highest or (lowest == edge.at and not edge.is_above)
            for edge in map(self._edge_of, self._bounds())
        )

    def places_that_show(self, value: Fraction, status: Status) -> int:
        """The fewest decimals, one at the least, at which the figure as shown has the ``status`` of the exact one."""
        places = self.usual_places
        if status is Status.PASS:  # the level has no more decimals than are shown, or the figure was rounded to those
            return places
        while self._status_as_shown(value, places) is not status:
            places += 1
        return places

    def rounds_to_target(self, exact: Fraction) -> bool:
        """Whether a miss looks level with the target once it is rounded, as it is judged or as it is shown."""
        misses = self._ahead(*exact.as_integer_ratio()) < 0
        return misses and self._status_as_shown(exact, self.usual_places) is Status.PASS

    def misses_allowed(self, denominator: int) -> int:
        """How many of this many cases may go the wrong way before the target is missed."""
        cases, hundred = self._edge_over * denominator, self._edge_under
        if self.direction is Direction.AT_LEAST:
            return denominator - max(0, -(-cases // hundred))
        return -(-cases // hundred) - 1 if self._edge.is_above else cases // hundred

    def misses(self, counts: Counts) -> int:
        """How many cases went the wrong way."""
        at_least = self.direction is Direction.AT_LEAST
        return counts.denominator - counts.numerator if at_least else counts.numerator

    def _ahead(self, over: int, under: int) -> int:
        """The gap of the figure ``over`` / ``under``, times ``under`` and the denominator of the level."""
        return over * self._times - under * self._less

    def _status(self, ahead: int, under: int) -> Status:
        """The status of a figure whose gap is ``ahead`` / ``under``."""
        if ahead >= 0:
            return Status.PASS
        return Status.FAIL if self.near is None or Fraction(-ahead, under) > self.near else Status.NEAR

    def _status_as_shown(self, value: Fraction, places: int) -> Status:
        shown, unit = units_half_up(value.numerator, value.denominator, places), 10**places
        return self._status(self._ahead(shown, unit), unit * self._under)

    def _bounds(self) -> list[Decimal]:
        """The levels at which the status changes: the target, and where near ends."""
        if self.near is None:
            return [self.level]
        return [self.level, self.level - self.near if self.direction is Direction.AT_LEAST else self.level + self.near]

    def _edge_of(self, bound: Decimal) -> "_Edge":
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
    return _ruler(
        str(target.level),
        measure.direction,
        measure.near if policy.near is None else policy.near,
        measure.decimals if rounding_of(measure, policy) is Rounding.AS_PUBLISHED else None,
    )


@lru_cache(maxsize=1024)
def _ruler(level: str, direction: Direction, near: Decimal | None, rounded_to: int | None) -> Ruler:
    """Told apart by how the level is written, because 97% and 97.00% are shown with other decimals."""
    return Ruler(Decimal(level), direction, near, rounded_to)


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
