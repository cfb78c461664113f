"""The verdict rules as a table. Each row is one rule's case; remove the rule and its rows fail.

Read a row as: this figure, against this target, gives this verdict, this gap and these flags.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made import Q1, Figure, counts, measure, observe, printed, stored, verdict
from slcheck.arithmetic import half_up
from slcheck.check import check, judge
from slcheck.model import Direction, Flag, Judged, Level, NoFigure, Printed, Reason, Status, Stored, Unjudged
from slcheck.quarter import Quarter
from slcheck.render.results import gap_display, row, value_display


@dataclass(frozen=True)
class Case:
    """One row: a figure against a target, and everything that is said of it."""

    rule: str
    figure: Figure
    level: str
    status: str
    shown: str
    gap: str
    short: int | None = None
    flags: set[str] = field(default_factory=set)
    direction: str = "at least"
    near: str | None = None


CASES = [
    # rule 1: exact arithmetic, where binary floats say otherwise
    Case("29 of 50 is exactly 58%", counts(29, 50), "58", "pass", "58.0%", "0.0", 0),
    Case("57 of 100 is exactly 57%", counts(57, 100), "57", "pass", "57.0%", "0.0", 0),
    Case("a thousandth short is short", counts(96999, 100000), "97", "fail", "96.999%", "-0.001", 1,
         {"rounds_to_target"}),
    # rule 2: the most exact figure available
    Case("counts before the print beside them", counts(969, 1000, printed("97")), "96.8", "pass", "96.9%", "+0.1", 0),
    Case("a stored number is exact", stored("97.04"), "97", "pass", "97.0%", "0.0"),
    # rule 3: equality passes, on both sides
    Case("level with the target passes", stored("97.0"), "97", "pass", "97.0%", "0.0"),
    Case("below misses", stored("96.95"), "97", "fail", "96.95%", "-0.05", flags={"rounds_to_target"}),
    Case("above passes", stored("97.1"), "97", "pass", "97.1%", "+0.1"),
    Case("at most: level passes", stored("5.0"), "5", "pass", "5.0%", "0.0", direction="at most"),
    Case("at most: above misses", stored("5.1"), "5", "fail", "5.1%", "-0.1", direction="at most"),
    Case("at most: below passes", stored("4.0"), "5", "pass", "4.0%", "+1.0", direction="at most"),
    # rule 4: near only where declared, inclusive
    Case("no tolerance is assumed", stored("96.9"), "97", "fail", "96.9%", "-0.1"),
    Case("inside the tolerance", stored("96.6"), "97", "near", "96.6%", "-0.4", near="0.5"),
    Case("on the edge of the tolerance", stored("96.5"), "97", "near", "96.5%", "-0.5", near="0.5"),
    Case("outside the tolerance", stored("96.4"), "97", "fail", "96.4%", "-0.6", near="0.5"),
    # rule 5: display
    Case("half up", stored("97.25"), "97", "pass", "97.3%", "+0.3"),
    Case("a miss never looks level", stored("89.96"), "90", "fail", "89.96%", "-0.04", flags={"rounds_to_target"}),
    Case("a target of two decimals", stored("97.27"), "97.28", "fail", "97.27%", "-0.01"),
    Case("at most: a miss never looks level", stored("5.04"), "5", "fail", "5.04%", "-0.04",
         flags={"rounds_to_target"}, direction="at most"),
    # rule 6: what a rounded print can prove
    Case("a printed 97% can be 96.5", printed("97"), "97", "pass", "97.0%", "0.0", flags={"unproven"}),
    Case("a printed 97.0% can be 96.95", printed("97.0"), "97", "pass", "97.0%", "0.0", flags={"unproven"}),
    Case("a printed 96% cannot be 97", printed("96"), "97", "fail", "96.0%", "-1.0"),
    Case("a printed 98% cannot be below 97.5", printed("98"), "97.5", "pass", "98.0%", "+0.5"),
    Case("a printed 97% may be 97.49", printed("97"), "97.4", "fail", "97.0%", "-0.4", flags={"unproven"}),
    Case("at most: a printed 5% may be 5.4", printed("5"), "5", "pass", "5.0%", "0.0", flags={"unproven"},
         direction="at most"),
    Case("at most: a printed 5% may be 4.5", printed("5"), "4.5", "fail", "5.0%", "-0.5", flags={"unproven"},
         direction="at most"),
    # rule 8: cases short
    Case("776 of 801 is one short of 97%", counts(776, 801), "97", "fail", "96.9%", "-0.1", 1),
    Case("32 of 33 prints 97.0% and misses", counts(32, 33), "97", "fail", "96.97%", "-0.03", 1, {"rounds_to_target"}),
    Case("777 of 801 is enough", counts(777, 801), "97", "pass", "97.0%", "0.0", 0),
    Case("at most: two cases too many", counts(7, 100), "5", "fail", "7.0%", "-2.0", 2, direction="at most"),
    Case("at most: 5 of 101 is under 5%", counts(5, 101), "5", "pass", "5.0%", "0.0", 0, direction="at most"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_verdict(case: Case) -> None:
    finding = verdict(case.figure, of=measure(case.level, case.direction, near=case.near))
    assert isinstance(finding, Judged)
    said = (finding.status.value, value_display(finding), gap_display(finding), finding.shortfall)
    assert said == (case.status, case.shown, case.gap, case.short)
    assert {flag.value for flag in finding.flags} == case.flags


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
    ("no figure", {"figure": NoFigure(reason=Reason.CONFIDENTIAL, sentence="It is confidential.")}, "no_data",
     "confidential", None),
    ("before the first target", {"figure": stored("99"), "of": measure(start="2017-18 Q2")}, "no_target",
     "before_first_target", None),
    ("after the last target", {"figure": stored("99"), "of": measure(end="2017-18 Q1"), "quarter": Quarter(2017, 2)},
     "no_target", "target_ended", None),
    ("in its last quarter", {"figure": stored("99"), "of": measure(end="2017-18 Q1")}, "pass", "", None),
    ("suspended", {"figure": stored("99"), "of": measure(suspended="2017-18 Q1")}, "no_target", "suspended", None),
    ("counts and print differ, and the verdict with them", {"figure": counts(960, 1000, printed("97.5"))}, "no_data",
     "contradictory",
     "error: The counts 960 of 1,000 make 96.0%, but the file gives 97.5%; the verdict depends on which is right; "
     "correct one of them."),
    ("a print above 100% beside good counts", {"figure": counts(980, 1000, printed("980"))}, "no_data",
     "contradictory",
     "error: The counts 980 of 1,000 make 98.0%, but the file gives 980%; the verdict depends on which is right; "
     "correct one of them."),
    ("two targets, two verdicts", {"figure": printed("96.5"), "printed_target": "96"}, "no_data", "contradictory",
     "error: The file prints a target of 96% for SCH9 SL001 in cell C4, but 97% is declared for 2017-18 Q1 in "
     "mine.yaml; no verdict is given until they agree."),
    ("figure and target exchanged", {"figure": printed("97"), "printed_target": "95.6"}, "no_data", "contradictory",
     "error: The file prints a target of 95.6% for SCH9 SL001 in cell C4, but 97% is declared for 2017-18 Q1 in "
     "mine.yaml; the figure and the target may have been exchanged; no verdict is given until they agree."),
]  # fmt: skip


@pytest.mark.parametrize(("what", "given", "status", "reason", "said"), NO_VERDICT, ids=[row[0] for row in NO_VERDICT])
def test_no_verdict(what: str, given: dict[str, object], status: str, reason: str, said: str | None) -> None:
    finding, problems = judge(observe(**given))  # type: ignore[arg-type]
    assert finding.status.value == status, what
    assert (finding.reason.value if isinstance(finding, Unjudged) else "") == reason
    assert [f"{problem.level}: {problem.message}" for problem in problems] == ([said] if said else [])


def test_counts_are_judged_where_the_print_differs_but_not_the_verdict() -> None:
    finding, problems = judge(observe(counts(980, 1000, printed("99.0"))))
    assert (finding.status, value_display(finding), finding.flags) == (
        Status.PASS,
        "98.0%",
        (Flag.PERCENT_DISAGREES,),
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
    ],
)
def test_the_print_is_reconciled_at_its_own_precision(beside: Stored | Printed, agrees: bool) -> None:
    finding = verdict(counts(776, 801, beside), of=measure("95"))
    assert (Flag.PERCENT_DISAGREES in finding.flags) is not agrees


def test_a_printed_target_that_differs_without_changing_the_verdict_is_said() -> None:
    finding, problems = judge(observe(printed("98.5"), printed_target="98"))
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


def test_the_option_near_replaces_the_declared_tolerance() -> None:
    declared = measure(near="2")
    assert judge(observe(stored("96"), of=declared))[0].status is Status.NEAR
    assert judge(observe(stored("96"), of=declared), near=Decimal("0.5"))[0].status is Status.FAIL
    assert judge(observe(stored("96"), of=declared), near=Decimal(0))[0].status is Status.FAIL


def test_figures_given_twice_that_agree_are_judged_once_from_the_most_exact() -> None:
    pair = [observe(printed("97"), cell="B4"), observe(counts(969, 1000), cell="B9")]
    findings, problems = check(pair)
    assert [(finding.status, value_display(finding)) for finding in findings] == [(Status.FAIL, "96.9%")]
    assert findings[0].flags == (Flag.REPEATED,)
    assert [problem.message for problem in problems] == [
        "SCH9 SL001 for London in 2017-18 Q1 is given 2 times, each time the same (quarter.xlsx, sheet CRC, cell "
        "B4 and quarter.xlsx, sheet CRC, cell B9); it was judged once."
    ]


@pytest.mark.parametrize(
    "other",
    [printed("99"), counts(0, 0), counts(98, 101), NoFigure(reason=Reason.BLANK, sentence="The cell is blank.")],
)
def test_figures_given_twice_that_differ_are_not_judged_at_all(other: Figure) -> None:
    findings, problems = check([observe(counts(98, 100), cell="B4"), observe(other, cell="B9")])
    assert [finding.status for finding in findings] == [Status.NO_DATA, Status.NO_DATA]
    assert [(problem.level, problem.message) for problem in problems] == [
        (
            Level.ERROR,
            "SCH9 SL001 for London in 2017-18 Q1 is given 2 times, and not the same: 'the cell' in quarter.xlsx, sheet "
            "CRC, cell B4 and 'the cell' in quarter.xlsx, sheet CRC, cell B9. None was judged.",
        )
    ]


def test_the_same_measure_in_another_quarter_is_no_repetition() -> None:
    findings, problems = check([observe(stored("98")), observe(stored("90"), quarter=Quarter(2017, 2))])
    assert [finding.status for finding in findings] == [Status.PASS, Status.FAIL]
    assert not problems


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
    assert (finding.status is Status.PASS) == reached == (finding.gap >= 0) == (finding.shortfall == 0)
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
    assert finding.shortfall is not None
    assert finding.misses_allowed is not None

    def passes(successes: int) -> bool:
        return successes * 1000 >= int(level * 10) * denominator

    if finding.shortfall:
        assert passes(numerator + finding.shortfall)
        assert not passes(numerator + finding.shortfall - 1)
    assert passes(denominator - finding.misses_allowed)
    assert not passes(denominator - finding.misses_allowed - 1)


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


def test_what_is_shown_does_not_make_a_fail_look_near() -> None:
    fail = verdict(counts(9646, 10000), of=measure(near="0.5"))
    near = verdict(counts(9651, 10000), of=measure(near="0.5"))
    assert (fail.status, value_display(fail), fail.flags) == (Status.FAIL, "96.46%", ())
    assert (near.status, value_display(near)) == (Status.NEAR, "96.5%")


def test_a_print_that_may_be_near_or_not_is_unproven() -> None:
    assert Flag.UNPROVEN in verdict(printed("96.5"), of=measure(near="0.5")).flags
    assert Flag.UNPROVEN not in verdict(printed("96.7"), of=measure(near="0.5")).flags
