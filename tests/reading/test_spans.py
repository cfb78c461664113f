"""What period one cell names, in every spelling that is read, and what is no quarter although it looks like one."""

import datetime

import pytest

from slcheck.quarter import Quarter
from slcheck.reading.cells import Cell, CellKind
from slcheck.reading.spans import Span, date_in, is_monthly, quarter_of, span

Q1 = Quarter(2017, 1)


def said(text: str) -> Cell:
    return Cell(1, 1, CellKind.TEXT, text)


def day(*of: int) -> Cell:
    return Cell(1, 1, CellKind.DATE, datetime.date(*of))


@pytest.mark.parametrize(
    "text",
    [
        "2017-18 Q1", "2017/18 Q1", "17/18 Q1", "Q1 2017-18", "Apr-Jun 17", "April – June 2017", "Apr to Jun 2017",
        "17/18 Q1 (Apr-Jun 17)", "2017-06-30", "2017-06-30 00:00:00", "30/06/2017", "30 June 2017", "30-Jun-17",
        "1st June 2017", "30.06.17", "2017-18 Q1 [p]", "Q1 2017-18 [note 4]",
    ],
)  # fmt: skip
def test_a_quarter_in_its_spellings(text: str) -> None:
    assert span(said(text)) is Span.QUARTER
    assert quarter_of([said(text)]) == Q1


@pytest.mark.parametrize(
    ("cells", "year", "quarter"),
    [
        ([day(2017, 6, 30)], None, Q1),
        ([day(2020, 3, 1)], None, Quarter(2019, 4)),
        ([said("2017-18"), said("Q1")], None, Q1),
        ([said("Apr-Jun"), said("2017/18")], None, Q1),
        ([said("Q1")], "2017-18", Q1),
        ([said("Jan-Mar")], "2017-18", Quarter(2017, 4)),
        ([said("2017-18 Q1")], "2016-17", Q1),  # the cell is believed before what stands around it
        ([said("2017-18 Q1"), said("Apr-Jun 17")], None, Q1),
    ],
)
def test_the_cells_of_a_row_name_one_quarter(cells: list[Cell], year: str | None, quarter: Quarter) -> None:
    assert quarter_of(cells, year) == quarter


@pytest.mark.parametrize(
    ("cells", "year", "sentence"),
    [
        ([said("Q1")], None, "'Q1' is not a quarter; write it like 2017-18 Q1 or Apr-Jun 2017"),
        ([said("Q1 2017")], "2017-18", "'Q1 2017' could mean a calendar or a financial quarter; write 2017-18 Q1"),
        ([said("2017-18 Q1"), said("2017-18 Q2")], None, "the row names two quarters, 2017-18 Q1 and 2017-18 Q2"),
        ([day(2017, 5, 31)], None, "31 May 2017 is not in the last month of a quarter"),
    ],
)
def test_cells_that_name_none_or_two_are_refused(cells: list[Cell], year: str | None, sentence: str) -> None:
    with pytest.raises(ValueError, match="quarter") as refused:
        quarter_of(cells, year)
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Q1", Span.QUARTER_OF_A_YEAR),
        ("Quarter 3", Span.QUARTER_OF_A_YEAR),
        ("Apr-Jun", Span.QUARTER_OF_A_YEAR),
        ("Q1 (Apr to Jun)", Span.QUARTER_OF_A_YEAR),
        ("2017-18", Span.FINANCIAL_YEAR),
        ("2017/18", Span.FINANCIAL_YEAR),
        ("FY 2017-18", Span.FINANCIAL_YEAR),
        ("2017-19", None),
        ("Year to date", Span.OTHER),
        ("2017-18 YTD", Span.OTHER),
        ("Annual", Span.OTHER),
        ("April 2017", Span.OTHER),
        ("Apr-17", Span.OTHER),
        ("2017", Span.OTHER),
        ("February to June 2015", Span.OTHER),
        ("Feb-Jun 15", Span.OTHER),
        ("April to September 2017", Span.OTHER),
        ("H1 2017-18", Span.OTHER),
        ("31/05/2017", Span.OTHER),
        ("03/06/2017", None),  # the third of June, or the sixth of March
        ("31/06/2017", None),
        ("Q1 2017", None),
        ("Quarter ending June 2017", None),
        ("London", None),
        ("95.6%", None),
        ("x" * 70, None),
    ],
)
def test_other_periods(text: str, what: Span | None) -> None:
    assert span(said(text)) is what


@pytest.mark.parametrize(
    ("value", "number_format", "what"),
    [(2017, "General", Span.OTHER), (2017, "0.0", None), (1999, "General", None), (95.6, "General", None)],
)
def test_a_number_may_be_a_calendar_year(value: float, number_format: str, what: Span | None) -> None:
    assert span(Cell(1, 1, CellKind.NUMBER, value, number_format)) is what


def test_dates_of_which_some_are_in_other_months_are_months() -> None:
    assert not is_monthly([day(2017, 6, 30), day(2017, 9, 30)])
    assert is_monthly([day(2017, 5, 31), day(2017, 6, 30)])


def test_a_day_in_text_is_read_as_the_british_write_it() -> None:
    assert date_in(said("01/06/2017")) == datetime.date(2017, 6, 1)
    assert date_in(said("03/06/2017")) is None
    assert date_in(said("30/06/17 [r]")) == datetime.date(2017, 6, 30)
