"""The ruler against integer arithmetic, wherever a verdict turns."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made import counts
from slcheck.model import Direction, Printed, Status
from slcheck.ruler import Ruler

MOST_CASES = 1000


@pytest.mark.parametrize("first", range(500, 1000, 100))
@pytest.mark.parametrize("direction", Direction)
def test_every_share_of_up_to_a_thousand_cases_against_every_target_of_one_decimal(
    first: int, direction: Direction
) -> None:
    """50.0% to 99.9%. A verdict turns once as cases grow, so the two shares on either side of the turn say it all."""
    for tenths in range(first, first + 100):
        ruler = Ruler(Decimal(tenths).scaleb(-1), direction)
        for denominator in range(1, MOST_CASES + 1):
            if direction is Direction.AT_LEAST:
                last_good = -(-tenths * denominator // 1000)
                beyond = last_good - 1
                allowed = denominator - last_good
            else:
                last_good = allowed = tenths * denominator // 1000
                beyond = last_good + 1
            assert ruler.verdict(Fraction(100 * last_good, denominator)) is Status.PASS
            assert ruler.misses_allowed(denominator) == allowed
            if 0 <= beyond <= denominator:
                assert ruler.verdict(Fraction(100 * beyond, denominator)) is Status.FAIL


rulers = st.builds(
    Ruler,
    level=st.integers(0, 10_000).map(lambda units: Decimal(units).scaleb(-2)),
    direction=st.sampled_from(Direction),
    near=st.none(),
    rounded_to=st.none() | st.integers(0, 3),
)
shares = st.integers(1, 3000).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d)))


@given(rulers, shares)
def test_a_verdict_turns_where_misses_allowed_says(ruler: Ruler, share: tuple[int, int]) -> None:
    numerator, denominator = share
    misses = ruler.misses(counts(numerator, denominator))
    passes = ruler.verdict(Fraction(100 * numerator, denominator)) is Status.PASS
    assert passes == (misses <= ruler.misses_allowed(denominator))


@given(rulers, shares)
def test_rounding_never_turns_a_figure_that_passes_into_a_miss_of_a_target_of_as_many_decimals(
    ruler: Ruler, share: tuple[int, int]
) -> None:
    exact = Fraction(100 * share[0], share[1])
    plain = Ruler(ruler.level, ruler.direction)
    if ruler.rounded_to is not None and ruler.rounded_to >= 2 and plain.verdict(exact) is Status.PASS:
        assert ruler.verdict(exact) is Status.PASS


@given(rulers, st.integers(0, 1000), st.integers(0, 2))
def test_a_print_is_proven_when_both_ends_of_what_it_may_be_have_one_verdict(
    ruler: Ruler, tenths: int, places: int
) -> None:
    print_ = Printed(percent=Decimal(tenths).scaleb(-places), places=places)
    half = Fraction(1, 2 * 10**places)
    lowest = Fraction(print_.percent) - half
    almost_highest = Fraction(print_.percent) + half - Fraction(1, 10**9)
    assert ruler.is_proven_by(print_) == (ruler.verdict(lowest) is ruler.verdict(almost_highest))
