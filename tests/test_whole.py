"""What parts leave possible for their whole, and figures of a release for one whole that contradict each other."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made import EXACTLY, Figure, counts, measure, observe, printed, stored
from slcheck.model import Counts, NoFigure, Reason, Stored
from slcheck.whole import (
    AtLeast,
    Between,
    Sum,
    can_be_of_fewer,
    contradiction,
    disagreement,
    known_from,
    own_dispute,
)

NOTHING = NoFigure(reason=Reason.LOW, sentence="Too low to give.")
ALLOWED = [
    # what, the parts, a figure for the whole, whether it is possible
    ("the sum", [counts(90, 100), counts(98, 100)], counts(188, 200), True),
    ("one case beside the sum", [counts(90, 100), counts(98, 100)], counts(189, 200), False),
    ("the same share of other cases", [counts(90, 100), counts(98, 100)], counts(94, 100), False),
    ("the sum as a print", [counts(90, 100), counts(98, 100)], printed("94"), True),
    ("another print", [counts(90, 100), counts(98, 100)], printed("94.2"), False),
    ("a tie, rounded either way", [counts(1937, 2000)], printed("96.8"), True),
    ("a sum of one case", [counts(1, 1)], printed("100"), True),
    ("no cases at all", [counts(0, 0)], counts(0, 0), True),
    ("a print of no cases", [counts(0, 0)], printed("0.0"), False),
    ("level with the highest part", [stored("90"), stored("92")], counts(92, 100), True),
    ("above the highest part", [stored("90.0", 1), stored("92.0", 1)], counts(9206, 10000), False),
    ("within the rounding of the highest", [printed("90.0"), printed("92.0")], counts(92045, 100000), True),
    ("level with the lowest part", [printed("90.0"), printed("92.0")], printed("90.0"), True),
    ("below the lowest part", [printed("90.0"), printed("92.0")], printed("89.8"), False),
    ("touching by its own rounding", [printed("90.0"), printed("92.0")], printed("92.1"), True),
    ("a part of no cases beside percentages", [counts(0, 0), printed("92.0")], printed("92.0"), True),
    ("exactly the parts that are known", [counts(90, 100), None], counts(90, 100), True),
    ("one case fewer than the parts have", [counts(90, 100), None], counts(89, 100), False),
    ("one miss fewer than the parts have", [counts(90, 100), None], counts(100, 109), False),
    ("more cases", [counts(90, 100), None], counts(990, 1000), True),
    ("any percentage, with a part missing", [printed("90.0"), None], printed("1.0"), True),
    ("no figure", [counts(90, 100)], NOTHING, True),
]  # fmt: skip


@pytest.mark.parametrize(("what", "parts", "whole", "is_possible"), ALLOWED, ids=[row[0] for row in ALLOWED])
def test_what_parts_leave_possible(
    what: str, parts: list[Counts | Stored | None], whole: Figure, is_possible: bool
) -> None:
    assert known_from(parts).allows(whole) is is_possible, what


def test_what_is_known_depends_on_the_least_known_part() -> None:
    assert known_from([counts(1, 2), counts(1, 2)]) == Sum(counts(2, 4))
    assert isinstance(known_from([counts(1, 2), stored("50")]), Between)
    assert known_from([counts(1, 2), stored("50"), None]) == AtLeast(counts(1, 2))
    assert known_from([counts(1, 2), NOTHING]) == AtLeast(counts(1, 2))


shares = st.integers(0, 200).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d)))


@given(st.lists(shares, min_size=1, max_size=6), st.integers(0, 5))
def test_the_true_whole_is_always_possible(parts: list[tuple[int, int]], hidden: int) -> None:
    """However some of the parts are given: as counts, rounded to a decimal, or not at all."""
    whole = counts(sum(n for n, _ in parts), sum(d for _, d in parts))
    exact = [counts(*part) for part in parts]
    assert known_from(exact).allows(whole)
    rounded = [
        stored(str(round(Decimal(100 * n) / d, 1)), 1) if position < hidden and d else counts(n, d)
        for position, (n, d) in enumerate(parts)
    ]
    assert known_from(rounded).allows(whole)
    assert known_from([None if position < hidden else part for position, part in enumerate(exact)]).allows(whole)


@pytest.mark.parametrize(
    ("ours", "theirs", "undecided"),
    [
        (counts(2990, 3000), counts(2990, 3000), None),
        (counts(2990, 3000), counts(2980, 3000), False),  # both pass
        (counts(2990, 3000), counts(2800, 3000), True),
        (printed("97"), counts(965, 1000), True),  # the print is possible, its verdict is not
        (counts(2990, 3000), printed("99.7"), None),
        (counts(2990, 3000), printed("90.0"), True),
        (printed("99.0"), printed("99.1"), None),  # 99.05 rounds to either
        (printed("99.1"), printed("99.0"), None),
        (printed("99.0"), printed("99.3"), False),
        (printed("99.0"), printed("90.0"), True),
        (printed("99.0"), NOTHING, None),
        (counts(0, 0), printed("90.0"), None),
    ],
)
def test_two_figures_of_one_release_for_one_whole(ours: Figure, theirs: Figure, undecided: bool | None) -> None:
    found = disagreement(observe(ours, cell="B9"), observe(theirs, cell="B8"), EXACTLY)
    assert (found.undecided if found else None) is undecided


def test_a_contradiction_is_decided_where_all_that_is_possible_has_one_verdict() -> None:
    parts = known_from([printed("90.0"), printed("91.0")])
    fails, passes = (contradiction(observe(printed(figure)), parts, EXACTLY) for figure in ("95.0", "99.0"))
    assert fails is not None
    assert passes is not None
    assert (fails.undecided, passes.undecided) == (False, True)


def test_a_whole_without_cases_cannot_have_the_verdict_of_parts_with_some() -> None:
    found = contradiction(observe(counts(0, 0)), known_from([counts(1, 2)]), EXACTLY)
    assert found is not None
    assert found.undecided


def test_without_a_target_no_verdict_depends_on_a_contradiction() -> None:
    later = observe(printed("99.0"), of=measure(start="2019-20 Q1"))
    found = contradiction(later, known_from([counts(1, 2)]), EXACTLY)
    assert found is not None
    assert not found.undecided


@pytest.mark.parametrize(
    ("total", "whole", "parts", "can_be"),
    [
        (counts(187, 200), counts(1177, 1200), [], True),
        (counts(1177, 1200), counts(1177, 1200), [], False),  # as many cases
        (counts(280, 299), counts(294, 300), [], False),  # more misses than the whole
        (counts(295, 299), counts(294, 300), [], False),  # more cases met than the whole
        (printed("93.5"), counts(1177, 1200), [counts(97, 100), counts(90, 100)], True),
        (printed("93.5"), counts(294, 300), [counts(98, 100), counts(98, 100)], False),  # below all of the parts
        (printed("99.5"), counts(294, 300), [counts(98, 100), counts(98, 100)], False),  # above all of them
        (printed("93.5"), printed("97.0"), [counts(98, 100), None], True),  # a part is not known
        (NOTHING, counts(1, 2), [], True),
    ],
)
def test_a_total_that_can_be_of_some_providers_only(
    total: Figure, whole: Figure, parts: list[Figure | None], can_be: bool
) -> None:
    assert can_be_of_fewer(total, whole, parts) is can_be


@pytest.mark.parametrize(
    ("parts", "print_", "stands"),
    [
        ([counts(965, 1000)], "97", False),  # 96.5% rounds to 97%, and misses
        ([counts(975, 1000)], "98", True),
        ([printed("96.9"), printed("96.9")], "97", False),
        ([printed("96"), printed("94")], "97", False),  # they only touch at 96.5%
        ([printed("97.2"), printed("96.0")], "97", True),
    ],
)
def test_a_print_that_is_possible_stands_only_if_its_verdict_is(
    parts: list[Counts | Stored], print_: str, stands: bool
) -> None:
    found = contradiction(observe(printed(print_)), known_from(parts), EXACTLY)
    assert (found is None) is stands
    assert found is None or found.undecided


def test_a_part_known_as_a_percentage_hides_no_misses_of_the_others() -> None:
    known = known_from([counts(50, 100), counts(99, 100), printed("99")])
    assert not known.allows(counts(291, 300))
    assert str(known) == "all lie between 50.0% and 99.5% and have 149 of 200 already"


@pytest.mark.parametrize(("beside", "undecided"), [("98.0", None), ("97.5", False), ("90", True)])
def test_a_total_whose_percentage_is_not_that_of_its_counts(beside: str, undecided: bool | None) -> None:
    found = own_dispute(observe(counts(294, 300, printed(beside))), EXACTLY)
    assert (found.undecided if found else None) is undecided
