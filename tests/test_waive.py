"""Waived misses: still misses, flagged, and not counted by the gate. Reviews that are due."""

import datetime

import pytest

from made import EXACTLY, Q1, Figure, counts, measure, observe, printed, stored, verdict
from slcheck.model import Flag, Framework, Judged, NoFigure, Policy, Reason, Report, Waiver
from slcheck.quarter import Quarter
from slcheck.summary import Outcome, outcome
from slcheck.verdict import judge
from slcheck.waive import overdue_reviews, waived

LAST_DAY = datetime.date(2018, 3, 31)
NEXT_DAY = datetime.date(2018, 4, 1)


def waiver(provider: str = "London", quarter: Quarter = Q1, measure: str = "SCH9 SL001") -> Waiver:
    return Waiver(
        framework=Framework.CRC,
        measure=measure,
        provider=provider,
        quarter=quarter,
        reason="The court was closed.",
        approved_by="A. Manager",
        expires=LAST_DAY,
        file="waivers.yaml",
        line=2,
        column=5,
    )


NO_FIGURE = NoFigure(reason=Reason.LOW, sentence="Too low to give.")
SUBJECT = "The waiver for SCH9 SL001, London, 2017-18 Q1"


@pytest.mark.parametrize(
    ("what", "figure", "day", "is_waived", "said"),
    [
        ("a miss on the last day", stored("90"), LAST_DAY, True, []),
        ("a miss the day after", stored("90"), NEXT_DAY, False, [f"{SUBJECT} expired on 2018-03-31; the miss counts."]),
        ("no miss", stored("98"), LAST_DAY, False, [f"{SUBJECT} is not used: the figure is no miss."]),
        ("no miss, the day after", stored("98"), NEXT_DAY, False, [f"{SUBJECT} expired on 2018-03-31."]),
        ("no verdict", NO_FIGURE, LAST_DAY, False, [f"{SUBJECT} is not used: the figure has no verdict."]),
    ],
)
def test_a_waiver_holds_until_its_last_day(
    what: str, figure: Figure, day: datetime.date, is_waived: bool, said: list[str]
) -> None:
    before = verdict(figure)
    (after,), problems = waived([before], [waiver()], day)
    assert [problem.message for problem in problems] == said, what
    assert (Flag.WAIVED in after.flags) is is_waived
    assert after.status is before.status


@pytest.mark.parametrize(
    "other", [waiver(provider="Wales"), waiver(quarter=Quarter(2017, 2)), waiver(measure="SCH9 SL002")]
)
def test_a_waiver_is_for_one_figure_and_no_other(other: Waiver) -> None:
    (finding,), problems = waived([verdict(stored("90"))], [other], LAST_DAY)
    assert Flag.WAIVED not in finding.flags
    assert [str(each) for each in problems] == [
        f"waivers.yaml:2:5: The waiver for {other.measure}, {other.provider}, {other.quarter} is not used: no such "
        "figure was checked."
    ]


def report(*figures: Figure, fail_on: tuple[str, ...] = ("fail", "near")) -> Report:
    findings = [judge(observe(each, provider=f"P{number}"), EXACTLY)[0] for number, each in enumerate(figures)]
    findings, _ = waived(findings, [waiver("P0")], LAST_DAY)
    return Report(policy=Policy(fail_on=fail_on), findings=tuple(findings))


def test_a_waived_miss_does_not_fail_the_gate_and_another_does() -> None:
    assert outcome(report(stored("90"))) == Outcome(0, "1 figure judged, nothing in --fail-on")
    assert outcome(report(stored("90"), stored("91"))) == Outcome(1, "1 fail (of 2 figures judged)")


def test_a_waiver_excuses_the_miss_and_no_other_flag() -> None:
    assert outcome(report(printed("96.9"), fail_on=("fail", "waived"))).why == "1 waived (of 1 figure judged)"
    unproven = report(printed("96"), fail_on=("fail", "unproven"))
    assert outcome(unproven).exit_code == 0
    assert outcome(report(counts(32, 33), fail_on=("fail", "rounds_to_target"))).exit_code == 1


def test_the_finding_keeps_who_waived_it() -> None:
    (finding,), _ = waived([verdict(stored("90"))], [waiver()], LAST_DAY)
    assert isinstance(finding, Judged)
    assert finding.waiver == waiver()


def test_a_review_is_due_the_day_after() -> None:
    finding = verdict(stored("90"), of=measure(not_judged="The count is disputed."))
    assert list(overdue_reviews([finding, finding], LAST_DAY)) == []
    assert [str(each) for each in overdue_reviews([finding, finding], NEXT_DAY)] == [
        "mine.yaml:3:1: SCH9 SL001 is not judged, and was to be reviewed by 2018-03-31; judge it again, or set a later "
        "date"
    ]
