"""Figures that repeat others: given twice, or the same as in the quarter before."""

from dataclasses import replace

import pytest

from made import EXACTLY, Q1, Figure, counts, observe, printed, stored
from slcheck.displays import value_display
from slcheck.model import Flag, Level, NoFigure, Observation, Reason, Status, Unjudged
from slcheck.quarter import Quarter
from slcheck.repeated import judge_all, unchanged_marked

BEFORE = Quarter(2016, 4)


def test_figures_given_twice_that_agree_are_judged_once_from_the_most_exact() -> None:
    pair = [observe(printed("97"), cell="B4"), observe(counts(969, 1000), cell="B9")]
    findings, problems = judge_all(pair, EXACTLY)
    assert [(finding.status, value_display(finding)) for finding in findings] == [(Status.FAIL, "96.9%")]
    assert findings[0].flags == (Flag.REPEATED, Flag.NOT_DISTINGUISHABLE)
    assert [problem.message for problem in problems] == [
        "SCH9 SL001 for London in 2017-18 Q1 is given 2 times, each time the same (quarter.xlsx, sheet CRC, cell "
        "B4 and quarter.xlsx, sheet CRC, cell B9); it was judged once."
    ]


@pytest.mark.parametrize(
    ("best", "other"),
    [
        (counts(969, 1000), stored("96.9000", 4)),
        (stored("96.9"), printed("96.90")),
        (stored("96.9012"), stored("96.9")),
        (printed("96.90"), printed("97")),
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_the_most_exact_of_figures_that_agree_is_judged(best: Figure, other: Figure, is_first: bool) -> None:
    pair = [observe(best, cell="B4"), observe(other, cell="B9")]
    (finding,), _ = judge_all(pair if is_first else pair[::-1], EXACTLY)
    assert finding.observation.figure == best


def test_figures_given_twice_are_judged_alike_in_any_order() -> None:
    """What stands beside either of them can dispute the verdict; neither hides the other."""
    pair = [
        observe(counts(970, 1000, printed("97.0")), cell="D2"),
        observe(counts(970, 1000, printed("60.0")), cell="D3"),
    ]
    for figures in (pair, pair[::-1]):
        (finding,), problems = judge_all(figures, EXACTLY)
        assert isinstance(finding, Unjudged)
        assert finding.reason is Reason.CONTRADICTORY
        assert [problem.level for problem in problems] == [Level.ERROR, Level.WARNING]


def test_a_mild_difference_beside_one_of_two_is_said() -> None:
    pair = [
        observe(counts(980, 1000, printed("98.0")), cell="D2"),
        observe(counts(980, 1000, printed("98.5")), cell="D3"),
    ]
    for figures in (pair, pair[::-1]):
        (finding,), _ = judge_all(figures, EXACTLY)
        assert (finding.status, Flag.PERCENT_DISAGREES in finding.flags) == (Status.PASS, True)


def test_markers_of_both_are_kept() -> None:
    pair = [observe(stored("98"), cell="D2"), replace(observe(stored("98"), cell="D3"), markers=("[p]",))]
    (finding,), _ = judge_all(pair, EXACTLY)
    assert finding.observation.markers == ("[p]",)


def test_a_figure_of_another_release_is_no_less_a_contradiction() -> None:
    """Asked for one release, its carried-forward figure is still held against the one in its own release."""
    own, carried = (
        observe(stored("60"), quarter=BEFORE),
        observe(stored("97.6"), quarter=BEFORE, released=Q1, cell="B9"),
    )
    findings, problems = judge_all([own, carried], EXACTLY, Q1)
    assert [each.status for each in findings] == [Status.NO_DATA, Status.NO_DATA]
    assert len(problems) == 1
    assert judge_all([observe(stored("60"), quarter=BEFORE)], EXACTLY, Q1) == ([], [])


def test_a_figure_in_its_own_release_is_not_stale_for_being_carried_forward_in_the_next() -> None:
    own, carried = observe(stored("98"), quarter=BEFORE), observe(stored("98"), quarter=BEFORE, released=Q1, cell="B9")
    for given in ([own, carried], [carried, own]):
        (finding,), _ = judge_all(given, EXACTLY)
        assert (finding.observation.released, Flag.STALE in finding.flags) == (BEFORE, False)
        (finding,), _ = judge_all(given, EXACTLY, Q1)
        assert (finding.observation.released, Flag.STALE in finding.flags) == (Q1, True)


def test_two_blank_cells_for_one_figure_agree() -> None:
    blank = NoFigure(reason=Reason.BLANK, sentence="The cell is blank.")
    (finding,), problems = judge_all([observe(blank, cell="B4"), observe(blank, cell="B9")], EXACTLY)
    assert (finding.status, finding.flags, len(problems)) == (Status.NO_DATA, (Flag.REPEATED,), 1)


@pytest.mark.parametrize("targets", [("96", "97"), ("97", "96")])
def test_a_printed_target_that_differs_is_not_hidden_by_one_that_agrees(targets: tuple[str, str]) -> None:
    pair = [observe(stored("98"), printed_target=level, cell=f"B{n}") for n, level in enumerate(targets)]
    (finding,), _ = judge_all(pair, EXACTLY)
    assert Flag.TARGET_DISAGREES in finding.flags


@pytest.mark.parametrize(
    "other",
    [printed("99"), counts(0, 0), counts(98, 101), NoFigure(reason=Reason.BLANK, sentence="The cell is blank.")],
)
def test_figures_given_twice_that_differ_are_not_judged_at_all(other: Figure) -> None:
    findings, problems = judge_all([observe(counts(98, 100), cell="B4"), observe(other, cell="B9")], EXACTLY)
    assert [finding.status for finding in findings] == [Status.NO_DATA, Status.NO_DATA]
    assert [(problem.level, problem.message) for problem in problems] == [
        (
            Level.ERROR,
            "SCH9 SL001 for London in 2017-18 Q1 is given 2 times, and not the same: 'the cell' in quarter.xlsx, sheet "
            "CRC, cell B4 and 'the cell' in quarter.xlsx, sheet CRC, cell B9. None was judged.",
        )
    ]


def test_the_same_measure_in_another_quarter_is_no_repetition() -> None:
    findings, problems = judge_all([observe(stored("98")), observe(stored("90"), quarter=Quarter(2017, 2))], EXACTLY)
    assert [finding.status for finding in findings] == [Status.PASS, Status.FAIL]
    assert not problems


@pytest.mark.parametrize(
    ("what", "now", "before", "is_unchanged"),
    [
        ("the same counts", observe(counts(96, 100)), observe(counts(96, 100), quarter=BEFORE), True),
        ("one case more", observe(counts(97, 100)), observe(counts(96, 100), quarter=BEFORE), False),
        ("the same share of other counts", observe(counts(48, 50)), observe(counts(96, 100), quarter=BEFORE), False),
        ("the same percentage, no counts", observe(stored("96")), observe(stored("96"), quarter=BEFORE), False),
        ("no cases, twice", observe(counts(0, 0)), observe(counts(0, 0), quarter=BEFORE), False),
        ("two quarters before", observe(counts(96, 100)), observe(counts(96, 100), quarter=Quarter(2016, 3)), False),
        (
            "another provider",
            observe(counts(96, 100)),
            observe(counts(96, 100), quarter=BEFORE, provider="Wales"),
            False,
        ),
        (
            "carried forward, and marked so",
            observe(counts(96, 100), quarter=BEFORE, released=Q1),
            observe(counts(96, 100), quarter=Quarter(2016, 3)),
            False,
        ),
    ],
)
def test_a_figure_that_has_not_moved_is_pointed_out(
    what: str, now: Observation, before: Observation, is_unchanged: bool
) -> None:
    marked, _ = unchanged_marked([now, before])
    assert (Flag.UNCHANGED in marked.flags) is is_unchanged, what


def test_the_quarter_before_need_not_be_one_that_is_asked_for() -> None:
    now, before = observe(counts(96, 100)), observe(counts(96, 100), quarter=BEFORE)
    findings, _ = judge_all(unchanged_marked([before, now]), EXACTLY, Q1)
    assert [(each.status, Flag.UNCHANGED in each.flags) for each in findings] == [(Status.FAIL, True)]


@pytest.mark.parametrize("edge", [Quarter(2000, 1), Quarter(2098, 4)])
def test_the_first_and_the_last_quarter_that_there_are_have_nothing_to_repeat(edge: Quarter) -> None:
    alone = observe(counts(97, 100), quarter=edge)
    assert unchanged_marked([alone]) == [alone]
