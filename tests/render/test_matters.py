"""What a pipeline is told agrees with the exit code, whatever is listed, added up, waived or known."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gallery import CONFIDENTIAL, added, gallery, known, mixed, reported, waived
from made import counts, verdict
from slcheck.model import MISSES, By, Finding, Framework, Policy, Provider, Report, Show
from slcheck.render.matters import Weight, matters, weighed, why_uncounted
from slcheck.rollup import roll_up
from slcheck.summary import outcome

REPORTS = gallery()
NAMES = ("North", "South", "West", "East")
PROVIDERS = [
    Provider(framework=Framework.CRC, name=name, owner="Alpha" if name < "S" else "Beta") for name in NAMES[:3]
]


def agrees(report: Report) -> None:
    end = outcome(report)
    weights = {matter.weight for matter in matters(report, end)}
    assert (Weight.BREAKS in weights) == (end.exit_code > 1)
    if end.exit_code < 2:
        assert (Weight.FAILS in weights) == (end.exit_code == 1)


@pytest.mark.parametrize("name", REPORTS)
def test_something_breaks_or_fails_the_run_exactly_when_the_exit_code_says_so(name: str) -> None:
    agrees(REPORTS[name])


def left(finding: Finding) -> Finding:
    return finding


@given(
    figures=st.lists(
        st.tuples(
            st.sampled_from(NAMES), st.sampled_from([None, 80, 95, 97, 100]), st.sampled_from([left, waived, known])
        ),
        max_size=4,
        unique_by=lambda each: each[0],
    ),
    fail_on=st.sets(st.sampled_from(["fail", "near", "no_data", "waived", "known", "not_distinguishable"])),
    by=st.sampled_from([By.PROVIDER, By.OWNER, By.NATIONAL]),
    show=st.sampled_from(Show),
)
def test_of_any_figures(
    figures: list[tuple[str, int | None, Callable[[Finding], Finding]]], fail_on: set[str], by: By, show: Show
) -> None:
    policy = Policy(fail_on=tuple(sorted(fail_on)), by=by, show=show)
    findings = []
    for row, (name, numerator, mark) in enumerate(figures, 4):
        figure = CONFIDENTIAL if numerator is None else counts(numerator, 100)
        finding = verdict(figure, provider=name, cell=f"B{row}")
        findings.append(mark(finding) if finding.status in MISSES else finding)
    rollups = roll_up(findings, [], PROVIDERS, policy)[0] if by is not By.PROVIDER else []
    agrees(reported(findings, policy).model_copy(update={"rollups": tuple(rollups)}))


def said(report: Report) -> list[str]:
    return [f"{matter.weight.name} {matter.kind}: {matter.message}" for matter in matters(report, outcome(report))]


def test_what_fails_stands_before_what_is_only_told() -> None:
    assert said(mixed()) == [
        "FAILS fail: FAIL: SCH9 SL001 Seen in time, London, 2017-18 Q1: 90.0% against 97%, 7.0 points short (7 cases). "
        "quarter.xlsx, sheet CRC, cell B7.",
        "TELLS fail: FAIL: SCH9 SL001 Seen in time, Essex, 2017-18 Q1: 91.0% against 97%, 6.0 points short (6 cases). "
        "Waived. Until 2018-03-31, approved by A. Manager: The court was closed. quarter.xlsx, sheet CRC, cell B8.",
        "TELLS fail: FAIL: SCH9 SL001 Seen in time, Thames Valley, 2017-18 Q1: 92.0% against 97%, 5.0 points short "
        "(5 cases). Known before. It does not fail the run. quarter.xlsx, sheet CRC, cell B9.",
    ]


def test_a_warning_stands_behind_what_fails_the_run() -> None:
    (warning,) = REPORTS["doubted"].problems
    weights = [line.partition(" ")[0] for line in said(reported(mixed().findings, problems=[warning]))]
    assert weights == ["FAILS", "WARNS", "TELLS", "TELLS"]


def test_a_pass_that_fails_the_run_says_for_what() -> None:
    assert said(reported([verdict(counts(99, 100))], Policy(fail_on=("not_distinguishable",)))) == [
        "FAILS not_distinguishable: PASS: SCH9 SL001 Seen in time, London, 2017-18 Q1: 99.0% against 97%, 2.0 points "
        "above. Could be chance. In --fail-on: not_distinguishable. quarter.xlsx, sheet CRC, cell B4."
    ]


def test_what_fails_the_run_is_there_though_it_is_not_listed() -> None:
    shown = weighed(mixed(Policy(fail_on=("no_data",), show=Show.MISSED)))
    assert [(each.line.finding.status.value, each.fails_on) for each in shown] == [
        ("fail", ()),
        ("fail", ()),
        ("fail", ()),
        ("no_data", ("no_data",)),
    ]


@pytest.mark.parametrize(
    ("north", "south", "expected"),
    [
        ((80, 100), (99, 100), [("Alpha", ("fail",))]),  # North is one of the parts of what fails already
        ((90, 100), (990, 1000), [("Alpha", ()), ("North", ("fail",))]),
        ((98, 100), (99, 100), [("Alpha", ())]),
    ],
)
def test_a_figure_that_fails_behind_a_sum_that_does_not_is_named(
    north: tuple[int, int], south: tuple[int, int], expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert [
        (each.line.finding.observation.provider, each.fails_on) for each in weighed(added(north, south))
    ] == expected


def test_a_flag_of_a_sum_hides_no_figure_that_misses() -> None:
    policy = Policy(by=By.OWNER, fail_on=("fail", "not_distinguishable"))
    results = weighed(added((90, 100), (300, 300), policy))
    assert [(each.line.finding.observation.provider, each.fails_on) for each in results] == [
        ("Alpha", ("not_distinguishable",)),
        ("North", ("fail",)),
    ]


def test_a_sum_of_waived_misses_does_not_fail_the_run() -> None:
    policy = Policy(by=By.OWNER)
    parts = [waived(verdict(counts(80, 100), provider="North")), verdict(counts(98, 100), provider="South", cell="B5")]
    owners = [Provider(framework=Framework.CRC, name=name, owner="Alpha") for name in ("North", "South")]
    rollups, _ = roll_up(parts, [], owners, policy)
    report = reported(parts, policy).model_copy(update={"rollups": tuple(rollups)})
    (each,) = weighed(report)
    assert (each.fails_on, each.line.finding.status.value, outcome(report).exit_code) == ((), "fail", 0)
    assert why_uncounted(each, policy) == "No figure that was added up fails the run."


def test_figures_that_are_missing_are_told_together_or_break_the_run_one_by_one() -> None:
    assert said(REPORTS["doubted"]) == [
        "WARNS unit: q.xlsx, sheet CRC: Taken as fractions.",
        "TELLS missing_figure: Not in the files: 1 provider of the CRC in 2017-18 Q1: Essex",
    ]
    assert said(REPORTS["complete"]) == [
        "BREAKS missing_figure: Not in the files: SCH9 SL001 Seen in time, Essex, 2017-18 Q1",
        "WARNS unit: q.xlsx, sheet CRC: Taken as fractions.",
    ]
    assert said(REPORTS["strict"])[0] == "BREAKS unit: q.xlsx, sheet CRC: Taken as fractions."
    assert said(REPORTS["empty"]) == ["BREAKS run: nothing was judged"]
