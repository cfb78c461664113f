"""The second level that the first release of 2015 printed beside its targets: read, and taken for nothing else."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from slcheck import catalogue, reading
from slcheck.model import Counts, Level, Observation, Reading, Role
from slcheck.reading import Hints
from slcheck.reading.cells import Cell, CellKind
from slcheck.reading.roles import Vocabulary
from support import Shown, workbook

CATALOGUE = catalogue.load()
Q = "2017-18 Q1"
A, B = "SCH9 SL001", "SCH9 SL003"
T = ["CRC service levels 2017-18 Q1"]


def p(percent: float) -> Shown:
    """A percentage as Excel holds it."""
    return Shown(round(percent / 100, 10), "0.0%")


def read(tmp_path: Path, rows: Sequence[Sequence[Any]], sheet: str = "CRC") -> Reading:
    return reading.read(str(workbook(tmp_path / "rows.xlsx", {sheet: rows})), CATALOGUE, Hints())


def levels(found: Reading) -> list[str]:
    """Figure, target and expectation of every observation, each with its cell."""
    return [
        f"{figure(each)} | {level(each, Role.TARGET)} | {level(each, Role.EXPECTATION)}" for each in found.observations
    ]


def figure(seen: Observation) -> str:
    if isinstance(seen.figure, Counts):
        return f"{seen.figure.numerator}/{seen.figure.denominator} {seen.origin.cell}"
    return f"{float(getattr(seen.figure, 'percent', -1)):g}% {seen.origin.cell}"


def level(seen: Observation, role: Role) -> str:
    printed = seen.printed_target if role is Role.TARGET else seen.printed_expectation
    return f"{float(printed.level):g}% {printed.origin.cell}" if printed else "none"


def problems(found: Reading) -> list[tuple[str, str]]:
    return [(str(each.place).rpartition(" ")[2], each.message) for each in found.problems]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Expectation", Role.EXPECTATION),
        ("Expectation (%)", Role.EXPECTATION),
        ("Expected level of performance", Role.EXPECTATION),
        ("Expected performance", Role.EXPECTATION),
        ("Interim expectation*", Role.EXPECTATION),
        ("2017-18 Q1 expectation", Role.EXPECTATION),
        ("Contract target", Role.TARGET),
        ("Expected", None),
        ("Expected cases", None),
    ],
)
def test_which_headings_are_expectations(heading: str, role: Role | None) -> None:
    found = Vocabulary(CATALOGUE.headings).heading(Cell(1, 1, CellKind.TEXT, heading))
    assert (found.role if found else None) == role


def test_both_levels_of_the_print(tmp_path: Path) -> None:
    rows = [T, ["Service level", "Rating", "Contract target", "Expectation"], [f"{A} - Seen", "95.6%", "97%", "90%"]]
    found = read(tmp_path, rows)
    assert levels(found) == ["95.6% B3 | 97% C3 | 90% D3"]
    assert not found.problems


def test_both_levels_of_the_long_layout(tmp_path: Path) -> None:
    rows = [
        ["Measure", "Provider", "Quarter", "Numerator", "Denominator", "Expectation", "Target"],
        [A, "Essex", Q, 98, 100, 90, 97],
        [B, "Essex", Q, 98, 100, None, 97],
    ]
    found = read(tmp_path, rows)
    assert levels(found) == ["98/100 D2 | 97% G2 | 90% F2", "98/100 D3 | 97% G3 | none"]
    assert not found.problems


def test_an_expectation_without_a_target_is_no_target(tmp_path: Path) -> None:
    found = read(tmp_path, [T, ["Measure", "Rating", "Expected level"], [A, "95.6%", "90%"]])
    assert levels(found) == ["95.6% B3 | none | 90% C3"]


@pytest.mark.parametrize("heading", ["Target", "Expectation"])
def test_two_columns_of_one_level_are_refused(tmp_path: Path, heading: str) -> None:
    found = read(tmp_path, [T, ["Measure", "Rating", heading, heading], [A, "95.6%", "97%", "90%"]])
    word = heading.casefold()
    said = f"'{heading}' in C2 and '{heading}' both read as the {word}; rename the one that is not meant"
    assert (found.observations, problems(found)) == ((), [("D2", said)])
    found = read(tmp_path, [T, ["Measure", "Northumbria", heading, heading], [A, p(95.6), p(97), p(90)]])
    said = f"'{heading}' in D2 does not say which figures it is the {word} of; name the quarter or provider in it too"
    assert (found.observations, problems(found)) == ((), [("D2", said)])


def test_levels_of_all_providers_in_a_cross_tab(tmp_path: Path) -> None:
    rows = [T, ["Measure", "Northumbria", "Essex", "Target", "Expectation"], [A, p(97), p(96), p(97), p(90)]]
    found = read(tmp_path, rows)
    assert levels(found) == ["97% B3 | 97% D3 | 90% E3", "96% C3 | 97% D3 | 90% E3"]
    assert not found.problems


def test_levels_of_each_measure_in_a_cross_tab(tmp_path: Path) -> None:
    rows = [
        T,
        ["CRC name", A, None, None, B, None, None],
        [None, *["%", "Target", "Expectation"] * 2],
        ["Essex", p(98), p(97), p(90), p(88), p(95), p(85)],
    ]
    found = read(tmp_path, rows)
    assert levels(found) == ["98% B4 | 97% C4 | 90% D4", "88% E4 | 95% F4 | 85% G4"]
    assert not found.problems


def test_an_expectation_of_a_quarter_without_a_figure_is_told_of(tmp_path: Path) -> None:
    rows = [
        ["SCH9 SL003 - Plan completed"],
        ["CRC name", Q, "2017-18 Q2 expectation"],
        ["Essex", p(98), p(97)],
    ]
    found = read(tmp_path, rows)
    assert levels(found) == ["98% B3 | none | none"]
    said = "'2017-18 Q2 expectation' is an expectation without a figure beside it; nothing was judged by it"
    assert problems(found) == [("C2", said)]


@pytest.mark.parametrize(
    "rows",
    [
        [T, ["Measure", "Expectation"], [A, p(90)], [B, p(85)]],
        [T, ["Measure", "Target", "Expectation"], [A, p(97), p(90)], [B, p(97), p(85)]],
        [T, ["CRC name", A, B], ["Essex", p(97), p(90)], ["Expectation", p(97), p(90)]],
        [T, ["CRC name", f"{A} expectation"], ["Essex", p(97)]],
        [T, ["Measure", "Northumbria expectation", "Essex expectation"], [A, p(97), p(90)]],
        [T, ["Measure", "Numerator", "Expectation"], [A, 97, 100]],
    ],
    ids=["alone", "with targets", "in a row", "of a measure", "of providers", "for a denominator"],
)
def test_an_expectation_is_never_a_figure(tmp_path: Path, rows: list[list[Any]]) -> None:
    found = read(tmp_path, rows)
    assert found.observations == ()
    assert Level.ERROR in {each.level for each in found.problems}


def test_a_row_of_an_expectation_is_no_row_of_a_measure(tmp_path: Path) -> None:
    found = read(tmp_path, [T, ["Measure", "Rating"], [A, p(97)], [f"{B} expectation", p(90)]])
    assert levels(found) == ["97% B3 | none | none"]
    said = "names something else than performance behind its code; give that a column or a row of its own"
    assert problems(found) == [("A4", f"'{B} expectation' {said}")]


def test_a_list_of_expectations_is_no_table_and_no_trouble(tmp_path: Path) -> None:
    sheets = {
        "CRC": [T, ["Measure", "Rating"], [A, p(97)]],
        "Lookup": [["Code", "Description", "Target", "Expectation"], [A, "Seen in time", "97%", "90%"]],
    }
    found = reading.read(str(workbook(tmp_path / "rows.xlsx", sheets)), CATALOGUE, Hints())
    assert (levels(found), found.problems) == (["97% B3 | none | none"], ())


def test_a_sheet_of_expectations_holds_no_performance(tmp_path: Path) -> None:
    found = read(tmp_path, [["Expectations 2017-18 Q1"], ["Measure", "Northumbria"], [A, p(97)]])
    assert found.observations == ()
    said = "'Expectations' (A1) says that they are no figures of performance; rename it if they are"
    assert [each.message for each in found.problems] == [f"1 figure from row 3 on cannot be used: {said}"]


def test_an_expectation_that_cannot_be_read_costs_no_verdict(tmp_path: Path) -> None:
    found = read(tmp_path, [T, ["Measure", "Rating", "Target", "Expectation"], [A, "95.6%", "97%", "to follow"]])
    assert levels(found) == ["95.6% B3 | 97% C3 | none"]
    said = "the expectation 'to follow' cannot be read; no verdict rests on it"
    assert [(each.level, each.message) for each in found.problems] == [(Level.WARNING, said)]
