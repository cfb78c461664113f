"""What small numbers can show: flags that stand beside a verdict."""

from decimal import Decimal
from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made import counts, measure, verdict
from slcheck.arithmetic import half_up, scaled
from slcheck.limits import target_inside_wilson, wilson
from slcheck.model import Flag, Judged

PUBLISHED = [
    # the examples of this project's design
    (9, 10, "59.6", "98.2"),
    (96, 100, "90.2", "98.4"),
    (960, 1000, "94.6", "97.05"),
    # Newcombe 1998, table I, method 3
    (81, 263, "25.53", "36.62"),
    (15, 148, "6.24", "16.05"),
    (0, 20, "0", "16.11"),
    (1, 29, "0.61", "17.18"),
]


@pytest.mark.parametrize(("numerator", "denominator", "low", "high"), PUBLISHED)
def test_the_interval_is_wilsons(numerator: int, denominator: int, low: str, high: str) -> None:
    for position, end in enumerate((low, high)):
        places = len(end.partition(".")[2])
        assert scaled(wilson(numerator, denominator, places)[position], places) == Decimal(end)


def test_the_interval_reaches_the_end_of_the_scale_where_all_or_none_went_right() -> None:
    assert wilson(0, 7, 1).low == 0
    assert wilson(7, 7, 1).high == 1000


@given(st.integers(1, 10**6).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))))
def test_the_ends_of_the_interval_are_where_the_score_test_turns(share: tuple[int, int]) -> None:
    """Each end t solves (p - t)^2 n = z^2 t (1 - t): held against the definition, in exact arithmetic."""
    low, high = (Fraction(end, 10**20) for end in wilson(*share, 20))
    step = Fraction(1, 10**15)
    if share[0]:
        assert target_inside_wilson(counts(*share), low + step)
        assert not target_inside_wilson(counts(*share), low - step)
    if share[0] < share[1]:
        assert target_inside_wilson(counts(*share), high - step)
        assert not target_inside_wilson(counts(*share), high + step)


@given(st.integers(1, 10**6).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))), st.integers(0, 6))
def test_an_interval_is_rounded_half_up(share: tuple[int, int], places: int) -> None:
    for shown, end in zip(wilson(*share, places), wilson(*share, 20), strict=True):
        assert scaled(shown, places) == half_up(Fraction(end, 10**20), places)


def test_the_exact_question_agrees_with_the_usual_formula() -> None:
    z = 1.959963984540054
    for denominator in (1, 2, 7, 33, 100, 801):
        for numerator in range(0, denominator + 1, max(1, denominator // 20)):
            p, n = numerator / denominator, denominator
            middle = (p + z * z / (2 * n)) / (1 + z * z / n)
            half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
            for level in range(1, 1000, 7):
                inside = middle - half < level / 1000 < middle + half
                assert target_inside_wilson(counts(numerator, denominator), Decimal(level).scaleb(-1)) == inside


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
    assert set(finding.flags) & {Flag.SMALL_DENOMINATOR, Flag.NOT_DISTINGUISHABLE} == flags
