"""What small numbers can show: flags that stand beside a verdict."""

from decimal import Decimal
from fractions import Fraction
from math import sqrt

import pytest

from made import counts, measure, printed, verdict
from slcheck.limits import advice, target_inside_wilson
from slcheck.model import Counts, Flag, Judged


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [(9, 10, "59.6", "98.2"), (96, 100, "90.2", "98.4"), (960, 1000, "94.6", "97.05")],
)
def test_the_interval_is_wilsons(numerator: int, denominator: int, low: str, high: str) -> None:
    """Published 95% intervals: a level just inside is inside, one just outside is not."""
    share = Counts(numerator=numerator, denominator=denominator)
    step = Decimal("0.1")
    assert target_inside_wilson(share, Fraction(Decimal(low) + step))
    assert not target_inside_wilson(share, Fraction(Decimal(low) - step))
    assert target_inside_wilson(share, Fraction(Decimal(high) - step))
    assert not target_inside_wilson(share, Fraction(Decimal(high) + step))


def test_the_exact_question_agrees_with_the_usual_formula() -> None:
    z = 1.959963984540054
    for denominator in (1, 2, 7, 33, 100, 801):
        for numerator in range(0, denominator + 1, max(1, denominator // 20)):
            p, n = numerator / denominator, denominator
            middle = (p + z * z / (2 * n)) / (1 + z * z / n)
            half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
            for level in range(1, 1000, 7):
                inside = middle - half < level / 1000 < middle + half
                assert target_inside_wilson(counts(numerator, denominator), Fraction(level, 10)) == inside


@pytest.mark.parametrize(
    ("numerator", "denominator", "level", "direction", "flags"),
    [
        (33, 33, "97", "at least", {Flag.SMALL_DENOMINATOR, Flag.NOT_DISTINGUISHABLE}),  # one miss in 33 is too many
        (34, 34, "97", "at least", {Flag.NOT_DISTINGUISHABLE}),  # one in 34 is not
        (500, 1000, "97", "at least", set()),
        (960, 1000, "97", "at least", {Flag.NOT_DISTINGUISHABLE}),
        (990, 1000, "97", "at least", set()),
        (3, 3, "100", "at least", set()),  # 100% allows no miss at any size, and all is all
        (0, 19, "5", "at most", {Flag.SMALL_DENOMINATOR, Flag.NOT_DISTINGUISHABLE}),
        (0, 20, "5", "at most", {Flag.NOT_DISTINGUISHABLE}),
    ],
)
def test_flags(numerator: int, denominator: int, level: str, direction: str, flags: set[Flag]) -> None:
    finding = verdict(counts(numerator, denominator), of=measure(level, direction))
    assert isinstance(finding, Judged)
    if level == "97" and numerator == 960:
        assert target_inside_wilson(counts(960, 1000), Fraction(97))
    assert set(advice(finding)) == flags


def test_without_counts_there_is_nothing_to_say() -> None:
    finding = verdict(printed("97.0"))
    assert isinstance(finding, Judged)
    assert advice(finding) == ()
