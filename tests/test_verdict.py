"""The verdict rules as a table. Each row is one rule's case; remove the rule and its rows fail.

Read a row as: by this rule, this figure, against this target, gives this verdict. A verdict is a status, the figure and
the gap as they are shown, then the cases short or to spare where there are counts, then the remarks.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made import EXACTLY, Q1, Figure, counts, measure, observe, printed, stored, verdict
from slcheck.arithmetic import half_up
from slcheck.displays import gap_display, value_display
from slcheck.model import (
    Direction,
    Finding,
    Flag,
    Judged,
    Level,
    NoFigure,
    Policy,
    Printed,
    Rating,
    Reason,
    Rounding,
    Status,
    Stored,
    Unjudged,
)
from slcheck.quarter import Quarter
from slcheck.render.results import row
from slcheck.render.vocabulary import STATUS
from slcheck.render.words import remarks
from slcheck.verdict import judge


@dataclass(frozen=True)
class Case:
    """One row. ``declared`` is what the measure says besides its target, ``asked`` what the command line says."""

    rule: str
    figure: Figure
    target: str
    verdict: str
    remarks: str = ""
    declared: dict[str, object] = field(default_factory=dict)
    asked: Policy = EXACTLY


BANDS = {"Inadequate": "0", "Requires improvement": "90", "Approaching target": "95", "Good": "97"}
BANDS_AT_MOST = {"Good": "0", "Approaching target": "5", "Inadequate": "10"}
NEAR = {"near": "0.5"}
AS_PUBLISHED = {"rounding": "as-published"}
ASKED = Policy(rounding=Rounding.AS_PUBLISHED)
WHOLE = {"rounding": "as-published", "decimals": 0}

CASES = [
    # rule 1: exact arithmetic, where binary floats say otherwise
    Case("29 of 50 is exactly 58%", counts(29, 50), "at least 58%", "PASS 58.0% 0.0, 0 to spare", "could be chance"),
    Case("57 of 100 is exactly 57%", counts(57, 100), "at least 57%", "PASS 57.0% 0.0, 0 to spare", "could be chance"),
    Case("a thousandth short is short", counts(96999, 100000), "at least 97%", "FAIL 96.999% -0.001, 1 short",
         "rounds to target; could be chance"),
    # rule 2: the most exact figure available
    Case("counts before the print beside them", counts(969, 1000, printed("97")), "at least 96.95%",
         "FAIL 96.90% -0.05, 1 short", "could be chance"),
    Case("a stored number is exact", stored("97.04"), "at least 97%", "PASS 97.0% 0.0"),
    # rule 3: equality passes, on both sides
    Case("level with the target passes", stored("97.0"), "at least 97%", "PASS 97.0% 0.0"),
    Case("below misses", stored("96.95"), "at least 97%", "FAIL 96.95% -0.05", "rounds to target"),
    Case("above passes", stored("97.1"), "at least 97%", "PASS 97.1% +0.1"),
    Case("at most: level passes", stored("5.0"), "at most 5%", "PASS 5.0% 0.0"),
    Case("at most: above misses", stored("5.1"), "at most 5%", "FAIL 5.1% -0.1"),
    Case("at most: below passes", stored("4.0"), "at most 5%", "PASS 4.0% +1.0"),
    # rule 4: near only where declared or asked for, inclusive
    Case("no tolerance is assumed", stored("96.9"), "at least 97%", "FAIL 96.9% -0.1"),
    Case("inside the tolerance", stored("96.6"), "at least 97%", "NEAR 96.6% -0.4", declared=NEAR),
    Case("on the edge of the tolerance", stored("96.5"), "at least 97%", "NEAR 96.5% -0.5", declared=NEAR),
    Case("outside the tolerance", stored("96.4"), "at least 97%", "FAIL 96.4% -0.6", declared=NEAR),
    Case("--near replaces it", stored("96.6"), "at least 97%", "FAIL 96.6% -0.4", declared=NEAR,
         asked=Policy(near=Decimal("0.3"))),
    Case("--near 0 takes it away", stored("96.9"), "at least 97%", "FAIL 96.9% -0.1", declared=NEAR,
         asked=Policy(near=Decimal(0))),
    # rule 5: display
    Case("half up", stored("97.25"), "at least 97%", "PASS 97.3% +0.3"),
    Case("a miss never looks level", stored("89.96"), "at least 90%", "FAIL 89.96% -0.04", "rounds to target"),
    Case("a target of two decimals", stored("97.27"), "at least 97.28%", "FAIL 97.27% -0.01"),
    Case("at most: a miss never looks level", stored("5.04"), "at most 5%", "FAIL 5.04% -0.04", "rounds to target"),
    Case("a fail never looks near", stored("96.46"), "at least 97%", "FAIL 96.46% -0.54", declared=NEAR),
    # rule 6: what a rounded print can prove
    Case("a printed 97% can be 96.5", printed("97"), "at least 97%", "PASS 97.0% 0.0", "unproven: rounded"),
    Case("a printed 97.0% can be 96.95", printed("97.0"), "at least 97%", "PASS 97.0% 0.0", "unproven: rounded"),
    Case("a printed 96% cannot be 97", printed("96"), "at least 97%", "FAIL 96.0% -1.0"),
    Case("a printed 98% cannot be below 97.5", printed("98"), "at least 97.5%", "PASS 98.0% +0.5"),
    Case("a printed 97% may be 97.49", printed("97"), "at least 97.4%", "FAIL 97.0% -0.4", "unproven: rounded"),
    Case("at most: a printed 5% may be 5.4", printed("5"), "at most 5%", "PASS 5.0% 0.0", "unproven: rounded"),
    Case("at most: a printed 5% may be 4.5", printed("5"), "at most 4.5%", "FAIL 5.0% -0.5", "unproven: rounded"),
    Case("a print may be near or not", printed("96.5"), "at least 97%", "NEAR 96.5% -0.5", "unproven: rounded", NEAR),
    Case("at most: a print may be near or not", printed("5.5"), "at most 5%", "NEAR 5.5% -0.5", "unproven: rounded",
         NEAR),
    Case("a print that is near is near", printed("96.7"), "at least 97%", "NEAR 96.7% -0.3", declared=NEAR),
    # rounding: as published, declared or asked for
    Case("as published: 96.95 is 97.0", stored("96.95"), "at least 97%", "PASS 97.0% 0.0", "rounds to target",
         AS_PUBLISHED),
    Case("as published: 96.94 is 96.9", stored("96.94"), "at least 97%", "FAIL 96.9% -0.1", declared=AS_PUBLISHED),
    Case("--rounding as-published", stored("96.95"), "at least 97%", "PASS 97.0% 0.0", "rounds to target",
         asked=ASKED),
    Case("--rounding exact, whatever is declared", stored("96.95"), "at least 97%", "FAIL 96.95% -0.05",
         "rounds to target", AS_PUBLISHED, Policy(rounding=Rounding.EXACT)),
    Case("as published: counts are rounded too", counts(32, 33), "at least 97%", "PASS 97.0% 0.0, 0 to spare",
         "rounds to target; could be chance", AS_PUBLISHED),
    Case("as published in whole numbers", stored("96.5"), "at least 97%", "PASS 97% 0", "rounds to target", WHOLE),
    Case("as published: just below a half", stored("96.49"), "at least 97%", "FAIL 96% -1", declared=WHOLE),
    Case("as published: a print at those decimals proves it", printed("97.0"), "at least 97%", "PASS 97.0% 0.0",
         declared=AS_PUBLISHED),
    Case("as published: a coarser print does not", printed("97"), "at least 97%", "PASS 97.0% 0.0",
         "unproven: rounded", AS_PUBLISHED),
    Case("as published: a finer target is not met by rounding", stored("97.04"), "at least 97.05%",
         "FAIL 97.0% -0.05", declared=AS_PUBLISHED),
    Case("as published, at most: 5.04 is 5.0", stored("5.04"), "at most 5%", "PASS 5.0% 0.0", "rounds to target",
         AS_PUBLISHED),
    Case("as published, at most: 5.05 is 5.1", stored("5.05"), "at most 5%", "FAIL 5.1% -0.1", declared=AS_PUBLISHED),
    Case("as published: near is measured from what is published", stored("96.46"), "at least 97%", "NEAR 96.5% -0.5",
         declared=NEAR | AS_PUBLISHED),
    # rule 8: cases short, and to spare
    Case("776 of 801 is one short of 97%", counts(776, 801), "at least 97%", "FAIL 96.9% -0.1, 1 short",
         "could be chance"),
    Case("32 of 33 prints 97.0% and misses", counts(32, 33), "at least 97%", "FAIL 96.97% -0.03, 1 short",
         "rounds to target; no miss allowed; could be chance"),
    Case("777 of 801 is just enough", counts(777, 801), "at least 97%", "PASS 97.0% 0.0, 0 to spare",
         "could be chance"),
    Case("990 of 1,000: 20 more could be missed", counts(990, 1000), "at least 97%", "PASS 99.0% +2.0, 20 to spare"),
    Case("at most: two cases too many", counts(7, 100), "at most 5%", "FAIL 7.0% -2.0, 2 short", "could be chance"),
    Case("at most: 5 of 101 is under 5%", counts(5, 101), "at most 5%", "PASS 5.0% 0.0, 0 to spare",
         "could be chance"),
    Case("at most: one of ten to spare", counts(40, 1000), "at most 5%", "PASS 4.0% +1.0, 10 to spare",
         "could be chance"),
    Case("as published: 966 of 1,000 is three short of 96.9", counts(966, 1000), "at least 96.9%",
         "FAIL 96.6% -0.3, 3 short", "could be chance", AS_PUBLISHED),
    Case("as published: 13,575 of 14,000 rounds up to 97.0", counts(13573, 14000), "at least 97%",
         "PASS 97.0% 0.0, 0 to spare", "rounds to target; could be chance", AS_PUBLISHED),
    # what chance can explain
    Case("no miss is allowed in 33", counts(33, 33), "at least 97%", "PASS 100.0% +3.0, 0 to spare",
         "no miss allowed; could be chance"),
    Case("one is in 34", counts(34, 34), "at least 97%", "PASS 100.0% +3.0, 1 to spare", "could be chance"),
    Case("at most 0% allows no miss at any size", counts(0, 10), "at most 0%", "PASS 0.0% 0.0, 0 to spare"),
    Case("100% allows no miss at any size", counts(10, 10), "at least 100%", "PASS 100.0% 0.0, 0 to spare"),
    Case("far from the target is no chance", counts(500, 1000), "at least 97%", "FAIL 50.0% -47.0, 470 short"),
    # the second tier
    Case("below the expectation too", stored("89"), "at least 97%", "FAIL 89.0% -8.0", "below expectation",
         {"expectation": "90"}),
    Case("level with the expectation, short of the target", stored("90"), "at least 97%", "FAIL 90.0% -7.0",
         declared={"expectation": "90"}),
    Case("at most: above the expectation too", stored("9"), "at most 5%", "FAIL 9.0% -4.0", "below expectation",
         {"expectation": "8"}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_verdict(case: Case) -> None:
    direction, level = case.target.removesuffix("%").rsplit(" ", 1)
    finding = verdict(case.figure, case.asked, of=measure(level, direction, **case.declared))  # type: ignore[arg-type]
    assert (said(finding), remarks(finding)) == (case.verdict, case.remarks)


def said(finding: Finding) -> str:
    assert isinstance(finding, Judged)
    words = f"{STATUS[finding.status]} {value_display(finding)} {gap_display(finding)}"
    if finding.cases is None:
        return words
    short, spare = finding.cases.shortfall, finding.cases.headroom
    return f"{words}, {short} short" if finding.status is not Status.PASS else f"{words}, {spare} to spare"


@pytest.mark.parametrize(
    ("figure", "direction", "level", "bands", "rating"),
    [
        (stored("97"), "at least", "97", BANDS, "Good"),
        (stored("96.9"), "at least", "97", BANDS, "Approaching target"),
        (stored("95"), "at least", "97", BANDS, "Approaching target"),
        (stored("94.9"), "at least", "97", BANDS, "Requires improvement"),
        (stored("0"), "at least", "97", BANDS, "Inadequate"),
        (stored("5"), "at most", "5", BANDS_AT_MOST, "Good"),  # an edge belongs to the better band
        (stored("5.1"), "at most", "5", BANDS_AT_MOST, "Approaching target"),
        (stored("10.1"), "at most", "5", BANDS_AT_MOST, "Inadequate"),
        (stored("0"), "at most", "5", BANDS_AT_MOST, "Good"),
        (NoFigure(reason=Reason.LOW, sentence="Too low to give."), "at least", "97", BANDS, "Other"),
        (stored("97"), "at least", "97", {}, None),
        (NoFigure(reason=Reason.LOW, sentence="Too low to give."), "at least", "97", {}, None),
    ],
)
def test_ratings_come_from_the_declared_bands_and_nowhere_else(
    figure: Figure, direction: str, level: str, bands: dict[str, str], rating: str | None
) -> None:
    found = verdict(figure, of=measure(level, direction, bands=bands)).rating
    assert found == (Rating(rating) if rating else None)


def test_what_is_published_is_rated_where_it_is_judged() -> None:
    declared = measure("97", bands=BANDS, rounding="as-published")
    assert verdict(stored("96.95"), of=declared).rating is Rating.GOOD
    assert verdict(stored("96.94"), of=declared).rating is Rating.APPROACHING_TARGET


def test_the_figure_before_rounding_is_kept() -> None:
    finding = verdict(counts(32, 33), ASKED)
    assert isinstance(finding, Judged)
    assert (finding.exact, finding.value, finding.rounding) == (Fraction(3200, 33), 97, Rounding.AS_PUBLISHED)


def test_the_expectation_has_a_gap_of_its_own() -> None:
    finding = verdict(stored("91.5"), of=measure("97", expectation="92"))
    assert isinstance(finding, Judged)
    assert (finding.status, finding.gap, finding.expectation_gap) == (Status.FAIL, Fraction(-11, 2), Fraction(-1, 2))


NO_VERDICT: list[tuple[str, dict[str, object], str, str, str | None]] = [
    # what, observation, status, reason, what is said as a problem
    ("no cases", {"figure": counts(0, 0)}, "no_data", "zero_denominator", None),
    ("no cases, yet 100%", {"figure": counts(0, 0, printed("100"))}, "no_data", "zero_denominator",
     "warning: There were no cases: the denominator is 0. Yet it gives 100%."),
    ("more than all", {"figure": counts(34, 33)}, "no_data", "impossible",
     "error: The numerator 34 is above the denominator 33; correct one of them."),
    ("one of none", {"figure": counts(1, 0)}, "no_data", "impossible",
     "error: The numerator 1 is above the denominator 0; correct one of them."),
    ("above 100%", {"figure": printed("956")}, "no_data", "impossible",
     "error: 956% is above 100%, which a share of cases cannot be; correct the figure."),
    ("a little above 100%", {"figure": stored("100.4")}, "no_data", "impossible",
     "error: 100.4% is above 100%, which a share of cases cannot be; correct the figure."),
    ("no figure", {"figure": NoFigure(reason=Reason.CONFIDENTIAL, sentence="It is confidential.")}, "no_data",
     "confidential", None),
    ("before the first target", {"figure": stored("99"), "of": measure(start="2017-18 Q2")}, "no_target",
     "before_first_target", None),
    ("after the last target", {"figure": stored("99"), "of": measure(end="2017-18 Q1"), "quarter": Quarter(2017, 2)},
     "no_target", "target_ended", None),
    ("in its last quarter", {"figure": stored("99"), "of": measure(end="2017-18 Q1")}, "pass", "", None),
    ("not judged by declaration", {"figure": stored("99"), "of": measure(not_judged="The count is disputed.")},
     "no_target", "not_judged", None),
    ("suspended", {"figure": stored("99"), "of": measure(suspended="2017-18 Q1")}, "no_target", "suspended", None),
    ("counts and print differ, and the verdict with them", {"figure": counts(960, 1000, printed("97.5"))}, "no_data",
     "contradictory",
     "error: The counts 960 of 1,000 make 96.0%, but the file gives 97.5%; the verdict depends on which is right; "
     "correct one of them."),
    ("a print above 100% beside good counts", {"figure": counts(980, 1000, printed("980"))}, "no_data",
     "contradictory",
     "error: The counts 980 of 1,000 make 98.0%, but the file gives 980%; the verdict depends on which is right; "
     "correct one of them."),
    ("a print a little above 100%", {"figure": counts(1000, 1000, printed("100.4"))}, "no_data", "contradictory",
     "error: The counts 1,000 of 1,000 make 100.0%, but the file gives 100.4%; the verdict depends on which is right; "
     "correct one of them."),
    ("two targets, two verdicts", {"figure": printed("96.5"), "printed_target": "96"}, "no_data", "contradictory",
     "error: The file prints a target of 96% for SCH9 SL001 in cell C4, but 97% is declared for 2017-18 Q1 in "
     "mine.yaml; no verdict is given until they agree."),
    ("two targets, two verdicts once it is rounded", {"figure": stored("96.85"), "printed_target": "96.9",
     "of": measure(rounding="as-published")}, "no_data", "contradictory",
     "error: The file prints a target of 96.9% for SCH9 SL001 in cell C4, but 97% is declared for 2017-18 Q1 in "
     "mine.yaml; no verdict is given until they agree."),
    ("figure and target exchanged", {"figure": printed("97"), "printed_target": "95.6"}, "no_data", "contradictory",
     "error: The file prints a target of 95.6% for SCH9 SL001 in cell C4, but 97% is declared for 2017-18 Q1 in "
     "mine.yaml; the figure and the target may have been exchanged; no verdict is given until they agree."),
]  # fmt: skip


@pytest.mark.parametrize(("what", "given", "status", "reason", "said"), NO_VERDICT, ids=[row[0] for row in NO_VERDICT])
def test_no_verdict(what: str, given: dict[str, object], status: str, reason: str, said: str | None) -> None:
    finding, problems = judge(observe(**given), EXACTLY)  # type: ignore[arg-type]
    assert finding.status.value == status, what
    assert (finding.reason.value if isinstance(finding, Unjudged) else "") == reason
    assert [f"{problem.level}: {problem.message}" for problem in problems] == ([said] if said else [])


def test_counts_are_judged_where_the_print_differs_but_not_the_verdict() -> None:
    finding, problems = judge(observe(counts(980, 1000, printed("99.0"))), EXACTLY)
    assert (finding.status, value_display(finding), finding.flags) == (
        Status.PASS,
        "98.0%",
        (Flag.PERCENT_DISAGREES, Flag.NOT_DISTINGUISHABLE),
    )
    assert [str(problem) for problem in problems] == [
        "quarter.xlsx, sheet CRC, cell B4: The counts 980 of 1,000 make 98.0%, but the file gives 99.0%; the counts "
        "were judged; correct one of them."
    ]


@pytest.mark.parametrize(
    ("beside", "agrees"),
    [
        (printed("96.9"), True),  # 776 of 801 is 96.8789...
        (printed("97"), True),
        (printed("96.88"), True),
        (printed("96.8"), False),
        (stored("96.8789014", 10), False),
        (stored("96.8789013733", 10), True),
        (printed("96"), False),
        (printed("96.8790"), False),
    ],
)
def test_the_print_is_reconciled_at_its_own_precision(beside: Stored | Printed, agrees: bool) -> None:
    finding = verdict(counts(776, 801, beside), of=measure("95"))
    assert (Flag.PERCENT_DISAGREES in finding.flags) is not agrees


@pytest.mark.parametrize("print_", [printed("96.8"), printed("96.9")])
def test_a_tie_may_have_been_rounded_either_way(print_: Printed) -> None:
    assert Flag.PERCENT_DISAGREES not in verdict(counts(1937, 2000, print_)).flags  # exactly 96.85%


def test_a_printed_target_that_differs_without_changing_the_verdict_is_said() -> None:
    finding, problems = judge(observe(printed("98.5"), printed_target="98"), EXACTLY)
    assert (finding.status, finding.flags) == (Status.PASS, (Flag.TARGET_DISAGREES,))
    assert [(problem.level, problem.message) for problem in problems] == [
        (
            Level.WARNING,
            "The file prints a target of 98% for SCH9 SL001 in cell C4, but 97% is declared for 2017-18 Q1 in "
            "mine.yaml; the declared one was used.",
        )
    ]


def test_a_figure_carried_forward_is_judged_against_its_own_quarter_and_flagged_stale() -> None:
    later_target = measure(start="2017-18 Q1")
    earlier = verdict(stored("99"), of=later_target, quarter=Quarter(2016, 4), released=Q1)
    assert (earlier.status, earlier.flags) == (Status.NO_TARGET, (Flag.STALE,))
    in_force = verdict(stored("99"), quarter=Quarter(2016, 4), released=Q1)
    assert (in_force.status, in_force.flags) == (Status.PASS, (Flag.STALE,))


def test_a_printed_expectation_that_differs_is_said_and_decides_nothing() -> None:
    finding, problems = judge(observe(stored("98"), measure(expectation="90"), printed_expectation="91"), EXACTLY)
    assert (finding.status, finding.flags) == (Status.PASS, (Flag.TARGET_DISAGREES,))
    assert [problem.message for problem in problems] == [
        "The file prints an expectation of 91% for SCH9 SL001 in cell D4, but 90% is declared for 2017-18 Q1 in "
        "mine.yaml; the declared one was used."
    ]


def test_a_measure_that_is_not_judged_shows_its_figure_and_says_why() -> None:
    finding = verdict(stored("99"), of=measure(not_judged="The count is disputed."))
    assert isinstance(finding, Unjudged)
    assert (value_display(finding), finding.sentence) == (
        "99.0%",
        "Not judged for now: The count is disputed. To be reviewed by 2018-03-31.",
    )
    assert finding.target is not None


levels = st.integers(1, 1000).map(lambda tenths: Decimal(tenths).scaleb(-1))
cases = st.integers(1, 2000).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d)))
directions = st.sampled_from([each.value for each in Direction])


@given(cases, levels, directions)
def test_the_sign_of_the_gap_is_the_verdict(case: tuple[int, int], level: Decimal, direction: str) -> None:
    numerator, denominator = case
    finding = verdict(counts(numerator, denominator), of=measure(str(level), direction))
    assert isinstance(finding, Judged)
    good = numerator * 1000 - int(level * 10) * denominator
    reached = good >= 0 if direction == "at least" else good <= 0
    assert (finding.status is Status.PASS) == reached == (finding.gap >= 0) == (finding.cases.shortfall == 0)
    shown = row(finding)
    assert isinstance(shown["gap"], float)
    assert isinstance(shown["value"], float)
    assert (shown["gap"] >= 0) == reached
    assert (shown["value"] >= float(level) if direction == "at least" else shown["value"] <= float(level)) == reached


@given(cases, levels)
def test_one_more_success_never_turns_pass_into_fail(case: tuple[int, int], level: Decimal) -> None:
    numerator, denominator = case
    before = verdict(counts(numerator, denominator), of=measure(str(level)))
    after = verdict(counts(min(numerator + 1, denominator), denominator), of=measure(str(level)))
    assert not (before.status is Status.PASS and after.status is not Status.PASS)


@given(cases, levels)
def test_shortfall_and_misses_allowed_are_the_least_and_the_most(case: tuple[int, int], level: Decimal) -> None:
    numerator, denominator = case
    finding = verdict(counts(numerator, denominator), of=measure(str(level)))
    assert isinstance(finding, Judged)
    assert finding.cases.shortfall is not None
    assert finding.cases.misses_allowed is not None

    def passes(successes: int) -> bool:
        return successes * 1000 >= int(level * 10) * denominator

    if finding.cases.shortfall:
        assert passes(numerator + finding.cases.shortfall)
        assert not passes(numerator + finding.cases.shortfall - 1)
    assert passes(denominator - finding.cases.misses_allowed)
    assert not passes(denominator - finding.cases.misses_allowed - 1)


@given(cases, levels, directions)
def test_what_is_shown_adds_up_and_a_miss_never_looks_level(
    case: tuple[int, int], level: Decimal, direction: str
) -> None:
    finding = verdict(counts(*case), of=measure(str(level), direction))
    assert isinstance(finding, Judged)
    value, gap = Decimal(value_display(finding).removesuffix("%")), Decimal(gap_display(finding))
    assert gap == (value - level if direction == "at least" else level - value)
    assert not gap_display(finding).startswith("-0.0") or gap < 0
    if finding.status is Status.FAIL:
        assert gap < 0


@given(st.integers(0, 1000), levels, st.integers(0, 2), directions)
def test_unproven_means_that_some_exact_figure_behind_the_print_has_the_other_verdict(
    tenths: int, level: Decimal, places: int, direction: str
) -> None:
    percent = half_up(Fraction(tenths, 10), places)
    finding = verdict(Printed(percent=percent, places=places), of=measure(str(level), direction))
    half = Fraction(1, 2 * 10**places)
    ends = [Fraction(percent) - half, Fraction(percent) + half - Fraction(1, 10**9), Fraction(percent)]
    near_level = [Fraction(level), Fraction(level) - Fraction(1, 10**9), Fraction(level) + Fraction(1, 10**9)]
    inside = [each for each in (*ends, *near_level) if ends[0] <= each < Fraction(percent) + half]
    reached = {each >= level if direction == "at least" else each <= level for each in inside}
    assert (Flag.UNPROVEN in finding.flags) == (len(reached) == 2)
