"""Sums over providers that a file prints: kept apart from the figures that are judged, and read like them.

And the cells that every figure was read from.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slcheck import catalogue, reading
from slcheck.model import NATIONAL, Counts, Level, NoFigure, Observation, Reading, Role
from slcheck.reading import Hints
from support import LONG, Shown, long_rows, workbook

CATALOGUE = catalogue.load()
Q = "2017-18 Q1"
A, B = "SCH9 SL001", "SCH9 SL003"
T = ["CRC service levels 2017-18 Q1"]
TITLE_B = ["SCH9 SL003 - Plan completed, community sentence"]
FIELDS = ["Numerator", "Denominator", "%"]
SAID = "not judged, about totals or averages (National is the word for the whole country)"


def p(percent: float) -> Shown:
    """A percentage as Excel holds it."""
    return Shown(round(percent / 100, 10), "0.0%")


def read(tmp_path: Path, rows: Sequence[Sequence[Any]], sheet: str = "CRC") -> Reading:
    return reading.read(str(workbook(tmp_path / "rows.xlsx", {sheet: rows})), CATALOGUE, Hints())


def said(observation: Observation) -> str:
    seen = observation
    return f"{seen.measure.code} | {seen.provider} | {seen.quarter} | {figure(seen)} | {seen.origin.cell}"


def figure(observation: Observation) -> str:
    match observation.figure:
        case Counts(numerator=numerator, denominator=denominator, percentage=beside):
            return f"{numerator}/{denominator}" + (f" {float(beside.percent):g}%" if beside else "")
        case NoFigure(reason=reason):
            return reason.value
        case alone:
            return f"{float(alone.percent):g}%"


def totals(found: Reading) -> list[str]:
    return [said(each) for each in found.totals]


def problems(found: Reading) -> list[tuple[str, str]]:
    return [(str(each.place).rpartition(" ")[2], each.message) for each in found.problems]


# Rows


@pytest.mark.parametrize(
    "word", ["Total", "TOTALS", "All", "Overall", "Grand total", "CRC total", "Total CRC", "Total [note 1]"]
)
def test_a_row_of_a_sum_is_a_total_of_the_whole_country(tmp_path: Path, word: str) -> None:
    rows = long_rows([A, "Essex", Q, 98, 100, p(98)], [A, word, Q, 198, 200, p(99)])
    found = read(tmp_path, rows)
    assert [said(each) for each in found.observations] == [f"{A} | Essex | {Q} | 98/100 98% | D2"]
    assert totals(found) == [f"{A} | {NATIONAL} | {Q} | 198/200 99% | D3"]
    assert problems(found) == [("B3", f"1 row {SAID}: '{word}' in B3")]


@pytest.mark.parametrize("word", ["Average", "CRC average", "Mean", "Median", "Sub-total", "Subtotal"])
def test_an_average_or_a_part_is_no_total(tmp_path: Path, word: str) -> None:
    found = read(tmp_path, long_rows([A, "Essex", Q, 98, 100, p(98)], [A, word, Q, 198, 200, p(99)]))
    assert totals(found) == []
    assert problems(found) == [("B3", f"1 row {SAID}: '{word}' in B3")]


def test_a_national_row_beside_a_total_stays_a_figure(tmp_path: Path) -> None:
    found = read(tmp_path, [TITLE_B, ["CRC name", Q], ["Essex", p(97)], ["National", p(96)], ["Total", p(95)]])
    assert [said(each) for each in found.observations] == [
        f"{B} | Essex | {Q} | 97% | B3",
        f"{B} | {NATIONAL} | {Q} | 96% | B4",
    ]
    assert totals(found) == [f"{B} | {NATIONAL} | {Q} | 95% | B5"]


def test_a_total_is_read_with_its_markers_and_its_cells(tmp_path: Path) -> None:
    rows = [TITLE_B, ["CRC name", Q], ["Essex", p(97)], ["Total", "95.6% [r]"]]
    (total,) = read(tmp_path, rows).totals
    assert total.flags == ("revised",)
    assert total.markers == ("[r]",)
    assert total.text == "95.6% [r]"
    assert [tuple(each) for each in total.cells] == [(Role.PERCENTAGE, "B4", "95.6% [r]", None)]


@pytest.mark.parametrize(
    "row",
    [
        [A, "Total", Q, "TBC", 200, None],
        [A, "Total", Q, 198, None, None],
        [A, "Total", Q, 198, 200, "TBC"],
        [A, "Total", Q, 198, 200, "99% *"],
        [A, "Total", "2017", 198, 200, None],
        [A, "Total", None, 198, 200, None],
        [A, "NPS total", Q, 198, 200, None],
        [A, "Total", "2017-18", 198, 200, None],
    ],
    ids=["no number", "half counts", "no percentage", "no legend", "no quarter", "blank", "NPS", "a year"],
)
def test_what_cannot_be_read_of_a_total_is_no_second_complaint(tmp_path: Path, row: list[Any]) -> None:
    found = read(tmp_path, long_rows([A, "Essex", Q, 98, 100, p(98)], row))
    assert problems(found) == [("B3", f"1 row {SAID}: '{row[1]}' in B3")]
    assert len(found.observations) == 1
    assert all(isinstance(each.figure, NoFigure) or row[5] == "TBC" for each in found.totals)


def test_a_total_in_a_table_of_one_provider_is_not_that_of_the_country(tmp_path: Path) -> None:
    rows = [["Essex CRC"], *long_rows([A, "Essex", Q, 98, 100, None], [A, "Total", Q, 98, 100, None])]
    found = read(tmp_path, rows)
    assert (len(found.observations), totals(found)) == (1, [])


@pytest.mark.parametrize("word", ["Total", "CRC average"])
def test_a_row_of_totals_under_measures_is_a_row_and_is_counted_as_one(tmp_path: Path, word: str) -> None:
    found = read(tmp_path, [T, ["Provider", A, B], ["Essex", p(98), p(97)], [word, p(10), p(90)]])
    assert [said(each) for each in found.observations] == [
        f"{A} | Essex | {Q} | 98% | B3",
        f"{B} | Essex | {Q} | 97% | C3",
    ]
    assert problems(found) == [("A4", f"1 row {SAID}: '{word}' in A4")]
    assert found.input.sheets[0].left_out == (("headings", 1), ("titles and notes", 1), ("totals", 1))


def test_a_total_in_a_row_that_could_not_be_placed_does_not_hide_it(tmp_path: Path) -> None:
    rows = long_rows(
        [A, "Essex", Q, 98, 100, p(98)], [A, "Total", Q, 98, 100, p(98)], [A, "Borsetshire", Q, 1, 2, None]
    )
    left_out = read(tmp_path, rows).input.sheets[0].left_out
    assert left_out == (("headings", 1), ("rows that could not be placed", 1), ("totals", 1))


# Units


def test_a_total_has_no_part_in_deciding_the_units_of_others(tmp_path: Path) -> None:
    """0.5 alone in a column of percentages would make it one of two scales."""
    headings = ["Measure", "Provider", "Quarter", "Performance"]
    rows = [[A, "Essex", Q, 97.5], [B, "Essex", Q, 12]]
    alone = read(tmp_path, [headings, *rows])
    beside = read(tmp_path, [headings, *rows, [A, "Total", Q, 0.5]])
    assert beside.observations == alone.observations
    assert [each.kind for each in beside.problems] == ["total"]
    assert [each.figure.__class__ for each in beside.totals] == [NoFigure]


@pytest.mark.parametrize(
    ("beside", "total", "expected"),
    [
        (97.5, 96.5, "96.5%"),
        (97.5, 0.965, "ambiguous"),
        (97.5, "96.5%", "96.5%"),
        (97.5, p(96.5), "96.5%"),
        (p(97.5), 96.5, "ambiguous"),
        (p(97.5), 1602, "ambiguous"),
        (0.975, 0.965, "ambiguous"),
        (0.975, 1.94, "ambiguous"),
        (p(97.5), p(196.5), "ambiguous"),
    ],
)
def test_a_plain_total_is_a_percentage_only_beyond_doubt(
    tmp_path: Path, beside: Any, total: Any, expected: str
) -> None:
    rows = [["Measure", "Provider", "Quarter", "Performance"], [A, "Essex", Q, beside], [A, "Total", Q, total]]
    assert [figure(each) for each in read(tmp_path, rows).totals] == [expected]


def test_a_doubtful_percentage_beside_the_counts_of_a_total_is_dropped(tmp_path: Path) -> None:
    rows = long_rows([A, "Essex", Q, 98, 100, p(98)], [A, "Total", Q, 198, 200, 99])
    assert totals(read(tmp_path, rows)) == [f"{A} | {NATIONAL} | {Q} | 198/200 | D3"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from([97.5, 0.975, 0, 1, 12, "97%", "TBC", "[x]", None]), min_size=1, max_size=4),
    st.sampled_from([97.5, 0.975, 0, 1, 12, 1602, "97%", "TBC", "97% *", "[x]", None]),
)
def test_a_total_changes_nothing_about_the_rows_beside_it(tmp_path: Path, cells: list[Any], total: Any) -> None:
    headings = ["Measure", "Provider", "Quarter", "Performance"]
    providers = ["Essex", "London", "Northumbria", "Merseyside"]
    rows = [[A, provider, Q, cell] for provider, cell in zip(providers, cells, strict=False)]
    alone = read(tmp_path, [headings, *rows])
    beside = read(tmp_path, [headings, *rows, [A, "Total", Q, total]])
    assert beside.observations == alone.observations
    assert [each for each in beside.problems if each.kind != "total"] == list(alone.problems)
    assert [each.level for each in beside.problems if each.kind == "total"] == [Level.WARNING]


# Columns


@pytest.mark.parametrize("word", ["Total", "All", "Overall", "CRC total"])
def test_a_column_of_totals_beside_those_of_providers(tmp_path: Path, word: str) -> None:
    rows = [T, ["Measure", "Northumbria", "Essex", word], [A, p(97.5), p(12), p(55)], [B, p(98), p(99), p(98.5)]]
    found = read(tmp_path, rows)
    assert [figure(each) for each in found.observations] == ["97.5%", "12%", "98%", "99%"]
    assert totals(found) == [f"{A} | {NATIONAL} | {Q} | 55% | D3", f"{B} | {NATIONAL} | {Q} | 98.5% | D4"]
    assert problems(found) == [("D2", f"1 column {SAID}: '{word}' in D2")]
    (sheet,) = found.input.sheets
    assert f"D2 {word} = total" in sheet.headings


def test_a_column_of_averages_is_kept_apart_and_no_total(tmp_path: Path) -> None:
    rows = [T, ["Measure", "Northumbria", "Essex", "CRC average"], [A, p(97.5), p(12), p(55)]]
    found = read(tmp_path, rows)
    assert (len(found.observations), totals(found)) == (2, [])
    assert problems(found) == [("D2", f"1 column {SAID}: 'CRC average' in D2")]


def test_counts_under_each_provider_and_under_the_total(tmp_path: Path) -> None:
    rows = [
        T,
        ["Measure", "Northumbria", None, None, "Essex", None, None, "Total", None, None],
        [None, *FIELDS, *FIELDS, *FIELDS],
        [A, 97, 100, p(97), 95, 100, p(95), 192, 200, p(96)],
    ]
    found = read(tmp_path, rows)
    assert [figure(each) for each in found.observations] == ["97/100 97%", "95/100 95%"]
    assert totals(found) == [f"{A} | {NATIONAL} | {Q} | 192/200 96% | H4"]
    assert problems(found) == [("H2", f"1 column {SAID}: 'Total' in H2")]


def test_totals_for_each_quarter(tmp_path: Path) -> None:
    rows = [
        ["CRC"],
        ["Measure", "Northumbria", None, "Essex", None, "Total", None],
        [None, *["2016-17 Q4", Q] * 3],
        [A, p(97), p(96), p(95), p(94), p(96), p(95)],
    ]
    assert totals(read(tmp_path, rows)) == [
        f"{A} | {NATIONAL} | 2016-17 Q4 | 96% | F4",
        f"{A} | {NATIONAL} | {Q} | 95% | G4",
    ]


NO_PROVIDER = (
    "'Total' does not say which provider its figures are about, as other headings do; write National if they cover "
    "the whole country"
)


@pytest.mark.parametrize(
    ("name", "rows", "problem"),
    [
        ("a denominator", [["Measure", "Northumbria", "Total"], [A, 97, 100]], ("C2", NO_PROVIDER)),
        ("numbers of cases", [["Measure", "Northumbria", "Essex", "Total"], [A, 40, 50, 90]], ("D2", NO_PROVIDER)),
        (
            "numbers of cases, some held back",
            [["Measure", "Northumbria", "Essex", "Total"], [A, 40, "[c]", 90]],
            ("D2", NO_PROVIDER),
        ),
        ("shares", [["Measure", "Northumbria", "Essex", "Total"], [A, p(40), p(60), p(100)]], ("D2", NO_PROVIDER)),
        (
            "cases beside their rate",
            [["Measure", "Northumbria", "Essex", "Total"], [A, 40, 50, p(45)]],
            ("D2", NO_PROVIDER),
        ),
        (
            "another kind of figure",
            [
                ["Measure", "Northumbria", None, "Essex", None, "Total"],
                [None, *FIELDS[:2] * 2, "%"],
                [A, 97, 100, 95, 100, p(96)],
            ],
            ("F3", NO_PROVIDER.replace("Total", "%")),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_total_that_may_be_something_else_is_refused_as_before(
    tmp_path: Path, name: str, rows: list[list[Any]], problem: tuple[str, str]
) -> None:
    found = read(tmp_path, [["CRC % met, 2017-18 Q1"], *rows])
    assert (found.observations, found.totals) == ((), ()), name
    assert problems(found) == [problem]


def test_pass_and_total_stay_refused(tmp_path: Path) -> None:
    found = read(tmp_path, [T, ["Measure", "Pass", "Total"], [A, 97, 100]])
    assert (found.observations, found.totals) == ((), ())
    assert {each.level for each in found.problems} == {Level.ERROR}


def test_a_total_beside_quarters_is_a_year(tmp_path: Path) -> None:
    rows = [TITLE_B, ["CRC name", "2016-17 Q4", Q, "Total"], ["Essex", p(97), p(96), 193], ["London", p(9), p(8), 17]]
    found = read(tmp_path, rows)
    assert (found.totals, [each.level for each in found.problems]) == ((), [Level.ERROR])
    years = [
        ["CRC"],
        ["Measure", "Northumbria", None, "Essex", None, "Total"],
        [None, *["2016-17 Q4", Q] * 2, None],
        [A, p(97), p(96), p(95), p(94), p(96)],
    ]
    found = read(tmp_path, years)
    said = "'Total' is no provider; write National if the figure covers the whole country"
    assert (found.observations, found.totals, problems(found)) == ((), (), [("F2", said)])


# The cells of a figure


def test_every_figure_says_what_its_cells_show_and_hold(tmp_path: Path) -> None:
    rows = [[*LONG, "Target", "Expectation"], [A, "Essex", Q, 956, Shown(1000, "#,##0"), p(95.6), "97%", 0.9]]
    (seen,) = read(tmp_path, rows).observations
    assert [tuple(each) for each in seen.cells] == [
        (Role.NUMERATOR, "D2", "956", "956"),
        (Role.DENOMINATOR, "E2", "1,000", "1000"),
        (Role.PERCENTAGE, "F2", "95.6%", "0.956"),
        (Role.TARGET, "G2", "97%", None),
        (Role.EXPECTATION, "H2", "0.9", "0.9"),
    ]


def test_a_rounded_figure_holds_more_than_it_shows(tmp_path: Path) -> None:
    (seen,) = read(tmp_path, [TITLE_B, ["CRC name", Q], ["Essex", Shown(0.96512345678901, "0%")]]).observations
    assert [tuple(each) for each in seen.cells] == [(Role.PERCENTAGE, "B3", "97%", "0.96512345678901")]


def test_a_blank_figure_has_no_cells(tmp_path: Path) -> None:
    found = read(tmp_path, [T, ["Measure", "Northumbria", "Essex"], [A, p(97), None]])
    assert [len(each.cells) for each in found.observations] == [1, 0]
