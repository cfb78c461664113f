"""Whether a plain number is a percentage or a fraction: decided for a column, never in silence."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slcheck.model import Level, NoFigure, Policy, Printed, Reason, Report, Stored, Unit
from slcheck.reading.figures import Percent, Plain
from slcheck.reading.units import Candidate, as_percent, decide
from support import TITLE, Shown, check, workbook

CODES = ("SCH9 SL001", "SCH9 SL002", "SCH9 SL003", "SCH9 SL004")
CURE = "format the cells as percentages, or give --unit percent or --unit fraction"
AS_FRACTIONS = "numbers between 0 and 1 were taken as fractions (0.95 is 95%); give --unit if they are percentages"
MIXED = f"numbers above 1 stand beside numbers up to 1, so the column mixes two scales; {CURE}"
NOT_PERCENT = f"the heading says percent, which a number up to 1 does not look like; {CURE}"
NOT_FRACTION = f"the heading says fraction, which a number above 1 does not look like; {CURE}"
ONLY_ENDS = f"0 and 1 can be fractions or percentages; {CURE}"
OTHERS = f"other cells of the column carry a percent sign and these do not; {CURE}"
STATED = f"--unit says fraction, which a number above 1 does not look like; {CURE}"


def column(tmp_path: Path, heading: str, cells: list[Any], unit: Unit | None = None) -> Report:
    """The report on one column of figures under ``heading``, without counts."""
    rows = [[code, cell] for code, cell in zip(CODES, cells, strict=False)]
    path = workbook(tmp_path / "column.xlsx", {"Sheet": [[TITLE], ["Measure", heading], *rows]})
    return check(path, Policy(unit=unit))


def percents(report: Report) -> list[str | None]:
    """What each figure was read as, percent 0 to 100, in the order of the sheet; None where it cannot be told."""
    read: list[str | None] = []
    for finding in sorted(report.findings, key=lambda each: each.observation.measure.code):
        match finding.observation.figure:
            case Stored(percent=percent):
                read.append(format(percent, "f"))
            case NoFigure(reason=reason):
                assert reason is Reason.AMBIGUOUS
                read.append(None)
            case other:
                raise AssertionError(other)
    return read


def said(report: Report) -> list[tuple[Level, str]]:
    return [(problem.level, problem.message) for problem in report.problems]


@pytest.mark.parametrize(
    ("heading", "cells", "unit", "read", "level", "sentence"),
    [
        # The format of the cell decides, whatever the heading says.
        ("Rating", [Shown(0.956, "0.0%"), Shown(95.6, '0.0"%"')], None, ["95.6", "95.6"], None, ""),
        ("Proportion", [Shown(0.956, "0.0%")], None, ["95.6"], None, ""),
        # The heading decides where the format does not.
        ("Percentage", [95.6, 97], None, ["95.6", "97"], None, ""),
        ("%", [95.6], None, ["95.6"], None, ""),
        ("Rating (%)", [95.6, 0], None, ["95.6", "0"], None, ""),
        ("Proportion", [0.956, 1, 0], None, ["95.6", "100", "0"], None, ""),
        ("Rating (fraction)", [0.956], None, ["95.6"], None, ""),
        # A number that the heading does not fit is an error, never a guess.
        ("Percentage", [0.956], None, [None], Level.ERROR, f"in B3: {NOT_PERCENT}"),
        ("%", [95.6, 0.97], None, ["95.6", None], Level.ERROR, f"in B4: {NOT_PERCENT}"),
        ("Percentage", [1], None, [None], Level.ERROR, f"in B3: {NOT_PERCENT}"),
        ("Proportion", [95.6], None, [None], Level.ERROR, f"in B3: {NOT_FRACTION}"),
        ("Proportion", [0.956, 97], None, ["95.6", None], Level.ERROR, f"in B4: {NOT_FRACTION}"),
        # --unit settles what the heading does not, and what the heading cannot mean.
        ("Rating", [0.956], Unit.FRACTION, ["95.6"], None, ""),
        ("Rating", [0.956], Unit.PERCENT, ["0.956"], None, ""),
        ("Rating", [0, 1], Unit.FRACTION, ["0", "100"], None, ""),
        ("Rating", [0, 1], Unit.PERCENT, ["0", "1"], None, ""),
        ("Rating", [95.6], Unit.FRACTION, [None], Level.ERROR, f"in B3: {STATED}"),
        ("Percentage", [0.956], Unit.FRACTION, ["95.6"], None, ""),
        ("Percentage", [0.956], Unit.PERCENT, ["0.956"], None, ""),
        ("Proportion", [95.6], Unit.PERCENT, ["95.6"], None, ""),
        ("Percentage", [95.6], Unit.FRACTION, ["95.6"], None, ""),
        # Nothing says it: above 1 it cannot be a fraction; wholly between 0 and 1 it is taken as one, and said.
        ("Rating", [95.6, 97], None, ["95.6", "97"], None, ""),
        ("Rating", [0, 95.6], None, ["0", "95.6"], None, ""),
        ("Rating", [100], None, ["100"], None, ""),
        ("Rating", [0.956, 0.97], None, ["95.6", "97"], Level.WARNING, f"in B3 and B4: {AS_FRACTIONS}"),
        ("Rating", [0.956, 1, 0], None, ["95.6", "100", "0"], Level.WARNING, f"in B3, B4 and B5: {AS_FRACTIONS}"),
        # What could be either is an error that names every cell.
        ("Rating", [95.6, 0.97], None, [None, None], Level.ERROR, f"in B3 and B4: {MIXED}"),
        ("Rating", [100, 1], None, [None, None], Level.ERROR, f"in B3 and B4: {MIXED}"),
        ("Rating", [0, 1], None, [None, None], Level.ERROR, f"in B3 and B4: {ONLY_ENDS}"),
        ("Rating", [0, 0], None, [None, None], Level.ERROR, f"in B3 and B4: {ONLY_ENDS}"),
        ("Rating", [1], None, [None], Level.ERROR, f"in B3: {ONLY_ENDS}"),
        ("Rating", [0.5, Shown(0.97, "0%")], None, [None, "97"], Level.ERROR, f"in B3: {OTHERS}"),
        ("Rating", [95.6, Shown(0.97, "0%")], None, ["95.6", "97"], None, ""),
    ],
)  # fmt: skip
def test_the_unit_of_a_column_without_counts(
    tmp_path: Path,
    heading: str,
    cells: list[Any],
    unit: Unit | None,
    read: list[str | None],
    level: Level | None,
    sentence: str,
) -> None:
    report = column(tmp_path, heading, cells, unit)
    assert percents(report) == read
    assert said(report) == ([(level, sentence)] if level else [])


@pytest.mark.parametrize(
    ("heading", "written", "percent", "places"),
    [("Proportion", "0.9", "90", -1), ("Proportion", "0.96", "96", 0), ("Proportion", "0.969", "96.9", 1)],
)
def test_a_fraction_printed_with_one_decimal_is_known_to_the_nearest_ten(
    tmp_path: Path, heading: str, written: str, percent: str, places: int
) -> None:
    (finding,) = column(tmp_path, heading, [written]).findings
    assert finding.observation.figure == Printed(percent=Decimal(percent), places=places)


def test_a_number_of_untold_unit_gives_no_verdict_and_is_reported_once_for_its_column(tmp_path: Path) -> None:
    report = column(tmp_path, "Rating", [95.6, 0.97, 0.99])
    assert {finding.status.value for finding in report.findings} == {"no_data"}
    (problem,) = report.problems
    assert problem.kind == "ambiguous_unit"
    assert str(problem.place).endswith("column.xlsx, sheet Sheet, cell B3")


COUNTED = ["Measure", "Provider", "Quarter", "Numerator", "Denominator", "Rating"]


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        ([(776, 801, 96.9)], ["96.9"]),
        ([(776, 801, 0.969)], ["96.9"]),
        ([(1, 2, 0.5)], ["50"]),
        ([(1, 200, 0.5)], ["0.5"]),
        ([(1, 1, 1)], ["100"]),
        ([(776, 801, 0.969), (1, 1, 1), (0, 4, 0)], ["96.9", "100", "0"]),
        ([(776, 801, 96.9), (2, 200, 1)], ["96.9", "1"]),
    ],
)
def test_counts_that_agree_with_a_number_say_its_unit(
    tmp_path: Path, rows: list[tuple[int, int, float]], read: list[str]
) -> None:
    table = [[code, "Northumbria", "2017-18 Q1", *row] for code, row in zip(CODES, rows, strict=False)]
    report = check(workbook(tmp_path / "counted.xlsx", {"Sheet": [COUNTED, *table]}))
    figures = [each.observation.figure for each in sorted(report.findings, key=lambda f: f.observation.measure.code)]
    assert [format(figure.percentage.percent, "f") for figure in figures] == read
    assert not [problem for problem in report.problems if problem.kind == "ambiguous_unit"]


@pytest.mark.parametrize(
    ("heading", "number", "level", "sentence"),
    [
        ("Percentage", 0.96, Level.ERROR, f"in F2: {NOT_PERCENT}"),  # neither 0.96% nor 96% agrees with the counts
        ("Proportion", 96.9, Level.ERROR, f"in F2: {NOT_FRACTION}"),
        (
            "Percentage",
            0.969,
            Level.WARNING,
            "in F2: the heading says percent, and the counts beside show that the numbers are fractions (0.95 is 95%); "
            "they were taken as such",
        ),
    ],
)
def test_a_heading_is_believed_before_the_counts_and_held_to_the_number(
    tmp_path: Path, heading: str, number: float, level: Level, sentence: str
) -> None:
    rows = [[*COUNTED[:5], heading], [CODES[0], "Northumbria", "2017-18 Q1", 776, 801, number]]
    report = check(workbook(tmp_path / "heading.xlsx", {"Sheet": rows}))
    assert said(report) == [(level, sentence)]
    assert [finding.value for finding in report.findings] == [Fraction(77600, 801)]  # the counts need no unit


def test_two_scales_that_each_agree_with_their_counts_are_still_two_scales(tmp_path: Path) -> None:
    rows = [[CODES[0], "Northumbria", "2017-18 Q1", 97, 100, 0.97], [CODES[1], "Essex", "2017-18 Q1", 96, 100, 96]]
    report = check(workbook(tmp_path / "two.xlsx", {"Sheet": [COUNTED, *rows]}))
    assert said(report) == [(Level.ERROR, f"in F2 and F3: {MIXED}")]
    assert [finding.value for finding in report.findings] == [96, 97]  # the counts need no unit


@pytest.mark.parametrize(("target", "shown"), [(0.97, "97"), (97, "97"), ("97%", "97"), (Shown(0.97, "0%"), "97")])
def test_a_printed_target_has_its_unit_decided_in_its_own_column(tmp_path: Path, target: Any, shown: str) -> None:
    rows = [[TITLE], ["Measure", "Rating", "Target"], [CODES[0], "98%", target]]
    (finding,) = check(workbook(tmp_path / "target.xlsx", {"Sheet": rows})).findings
    assert finding.observation.printed_target is not None
    assert format(finding.observation.printed_target.level, "f") == shown


def plain(number: str) -> Plain:
    decimal = Decimal(number)
    return Plain(decimal, max(0, -int(decimal.as_tuple().exponent)), printed=False)


@pytest.mark.parametrize(
    ("number", "unit", "percent", "places"),
    [
        ("95.6", Unit.PERCENT, "95.6", 1),
        ("0.956", Unit.FRACTION, "95.6", 1),
        ("0.95", Unit.FRACTION, "95", 0),
        ("1", Unit.FRACTION, "100", -2),
        ("0", Unit.FRACTION, "0", -2),
        ("0.9", Unit.FRACTION, "90", -1),  # one decimal of a fraction is tens of percent
    ],
)
def test_a_fraction_becomes_a_percentage_exactly(number: str, unit: Unit, percent: str, places: int) -> None:
    assert as_percent(plain(number), unit) == Percent(Decimal(percent), places, False)


@given(
    cases=st.lists(
        st.integers(1, 5000).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))), min_size=1, max_size=6
    ),
    unit=st.sampled_from(Unit),
)
def test_percentages_rounded_to_one_decimal_beside_their_counts_are_never_read_in_the_other_unit(
    cases: list[tuple[int, int]], unit: Unit
) -> None:
    """Whatever the counts are, the unit they were written in is found, or none is."""
    candidates = []
    for numerator, denominator in cases:
        percent = round(Decimal(100 * numerator) / denominator, 1)
        number = percent if unit is Unit.PERCENT else percent.scaleb(-2)
        places = 1 if unit is Unit.PERCENT else 3
        candidates.append(Candidate(Plain(number, places, False), Fraction(100 * numerator, denominator)))
    decision = decide(candidates, None, None, others_say_themselves=False)
    if any(candidate.plain.number for candidate in candidates):
        nonzero = [u for u, c in zip(decision.units, candidates, strict=True) if c.plain.number]
        assert set(nonzero) <= {unit, None}
        assert None not in nonzero or decision.doubt
