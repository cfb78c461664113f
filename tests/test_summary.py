"""Order, counts and exit codes of a run."""

import pytest

from made import EXACTLY, counts, measure, observe, printed, stored, verdict
from slcheck.model import FilePlace, Level, NoFigure, Observation, Policy, Problem, Reason, Report, Status
from slcheck.repeated import judge_all
from slcheck.summary import Outcome, by_status, outcome, worst, worst_first

PASSES, MISSES, NEARLY = observe(stored("99")), observe(stored("90")), observe(stored("96.8"), of=measure(near="0.5"))
NO_TARGET = observe(stored("99"), of=measure(start="2019-20 Q1"))
NO_DATA = observe(NoFigure(reason=Reason.NOT_AVAILABLE, sentence="It is not available."))
UNPROVEN = observe(printed("97"))


def report(*observations: Observation, problems: tuple[str, ...] = (), **policy: object) -> Report:
    findings = [judge_all([each], EXACTLY)[0][0] for each in observations]
    said = [Problem(level=Level(level), kind="k", message="m", place=FilePlace(file="f")) for level in problems]
    return Report(policy=Policy(**policy), findings=worst_first(findings), problems=tuple(said))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("run", "exit_code", "why"),
    [
        (report(PASSES), 0, "1 figure judged, nothing in --fail-on"),
        (report(PASSES, MISSES), 1, "1 fail (of 2 figures judged)"),
        (report(PASSES, NEARLY), 1, "1 near (of 2 figures judged)"),
        (report(PASSES, NEARLY, fail_on=("fail",)), 0, "2 figures judged, nothing in --fail-on"),
        (report(PASSES, NO_DATA), 0, "1 figure judged, nothing in --fail-on"),
        (report(PASSES, NO_DATA, fail_on=("no_data",)), 1, "1 no_data (of 1 figure judged)"),
        (report(UNPROVEN), 0, "1 figure judged, nothing in --fail-on"),
        (report(UNPROVEN, MISSES, fail_on=("fail", "unproven")), 1, "1 fail, 1 unproven (of 2 figures judged)"),
        # a run that judged nothing is never a success
        (report(), 3, "nothing was judged"),
        (report(NO_TARGET, NO_DATA), 3, "nothing was judged"),
        (report(NO_TARGET, fail_on=()), 3, "nothing was judged"),
        # data that could not be used outranks a miss
        (report(MISSES, problems=("error",)), 3, "the data could not be fully judged: 1 problem"),
        (report(PASSES, problems=("warning",)), 0, "1 figure judged, nothing in --fail-on"),
        (report(MISSES, problems=("warning",)), 1, "1 fail (of 1 figure judged)"),
        (report(PASSES, problems=("warning",), strict=True), 3, "1 warning, and --strict was given"),
    ],
)
def test_exit_code(run: Report, exit_code: int, why: str) -> None:
    assert outcome(run) == Outcome(exit_code, why)


def test_misses_come_first_by_gap_then_what_was_not_judged_then_passes() -> None:
    findings = worst_first(
        judge_all([each], EXACTLY)[0][0] for each in (PASSES, NO_TARGET, NEARLY, NO_DATA, MISSES, UNPROVEN)
    )
    order = [(finding.status.value, str(finding.value)) for finding in findings]
    assert order == [
        ("fail", "90"),
        ("near", "484/5"),
        ("no_data", "None"),
        ("no_target", "99"),
        ("pass", "97"),
        ("pass", "99"),
    ]


def test_misses_that_no_float_tells_apart_are_told_apart() -> None:
    cases = 10**19
    near, far = 96 * cases // 100, 96 * cases // 100 - 1
    findings = [verdict(counts(near, cases), provider="Essex"), verdict(counts(far, cases), provider="London")]
    assert [each.observation.provider for each in worst_first(findings)] == ["London", "Essex"]


def test_every_status_is_counted_even_if_there_is_none() -> None:
    assert by_status(report(PASSES, MISSES).findings) == {
        Status.FAIL: 1,
        Status.NEAR: 0,
        Status.NO_DATA: 0,
        Status.NO_TARGET: 0,
        Status.PASS: 1,
    }


def test_the_worst_are_misses_only() -> None:
    assert [str(finding.gap) for finding in worst(report(PASSES, NEARLY, MISSES).findings)] == ["-7", "-1/5"]
