"""What small numbers can and cannot show. Advice beside a verdict; it never changes one."""

from fractions import Fraction

from slcheck.model import Counts, Direction, Flag, Judged

Z_95 = Fraction("1.959963984540054")
"""Two-sided 95% point of the normal distribution."""


def advice(finding: Judged) -> tuple[Flag, ...]:
    """Flags that only the number of cases can justify; none for a figure without counts."""
    counts = finding.observation.figure
    if not isinstance(counts, Counts):
        return ()
    flags = []
    if finding.misses_allowed == 0 and finding.target.level != _out_of_reach(finding.observation.measure.direction):
        flags.append(Flag.SMALL_DENOMINATOR)
    if target_inside_wilson(counts, Fraction(finding.target.level)):
        flags.append(Flag.NOT_DISTINGUISHABLE)
    return tuple(flags)


def target_inside_wilson(counts: Counts, level: Fraction) -> bool:
    """Whether ``level`` (percent) lies inside the 95% Wilson score interval of ``counts``.

    The interval is the set of proportions t that a score test does not reject: (p - t)^2 n < z^2 t (1 - t)
    (Wilson 1927). Asked that way round no root has to be taken, so the answer is exact.
    """
    level = level / 100
    distance = Fraction(counts.numerator, counts.denominator) - level
    return distance**2 * counts.denominator < Z_95**2 * level * (1 - level)


def _out_of_reach(direction: Direction) -> int:
    """The level (percent) that allows no miss at any size, so that none being allowed says nothing about size."""
    return 100 if direction is Direction.AT_LEAST else 0
