"""Every spelling of a quarter that is understood, every one that is refused, and in which words."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from slcheck.quarter import Quarter, mentioned

QUARTERS = st.builds(Quarter, st.integers(2000, 2098), st.integers(1, 4))
SHORT = {1: ("Apr", "Jun"), 2: ("Jul", "Sep"), 3: ("Oct", "Dec"), 4: ("Jan", "Mar")}
LONG = {1: ("April", "June"), 2: ("July", "September"), 3: ("October", "December"), 4: ("January", "March")}

UNDERSTOOD = [
    # as it is written back
    ("2017-18 Q1", "2017-18 Q1"),
    ("2017-18 Q2", "2017-18 Q2"),
    ("2017-18 Q3", "2017-18 Q3"),
    ("2017-18 Q4", "2017-18 Q4"),
    # the financial year, then the quarter
    ("2017/18 Q1", "2017-18 Q1"),
    ("17/18 Q1", "2017-18 Q1"),
    ("17-18 Q1", "2017-18 Q1"),
    ("2017-2018 Q1", "2017-18 Q1"),
    ("2017/2018 Q1", "2017-18 Q1"),
    ("2017 - 18 Q1", "2017-18 Q1"),
    ("2017 / 18 Q1", "2017-18 Q1"),
    ("2017–18 Q1", "2017-18 Q1"),
    ("2017—18 Q1", "2017-18 Q1"),
    ("2017‑18 Q1", "2017-18 Q1"),
    ("2017−18 Q1", "2017-18 Q1"),
    ("FY 2017-18 Q1", "2017-18 Q1"),
    ("FY17/18 Q1", "2017-18 Q1"),
    ("fy2017-18, Q1", "2017-18 Q1"),
    ("2017-18Q1", "2017-18 Q1"),
    ("2017-18 q1", "2017-18 Q1"),
    ("2017-18 Quarter 1", "2017-18 Q1"),
    ("2017-18, quarter 1", "2017-18 Q1"),
    ("2017/18 QTR 1", "2017-18 Q1"),
    ("2017-18 (Q1)", "2017-18 Q1"),
    ("2017-18: Q1", "2017-18 Q1"),
    ("2017-18 - Q1", "2017-18 Q1"),
    ("2017-18-Q1", "2017-18 Q1"),
    # the quarter, then the financial year
    ("Q1 2017-18", "2017-18 Q1"),
    ("Q1 2017/18", "2017-18 Q1"),
    ("Q1 17/18", "2017-18 Q1"),
    ("Q1 17-18", "2017-18 Q1"),
    ("Q1, 2017-18", "2017-18 Q1"),
    ("Q1 (2017-18)", "2017-18 Q1"),
    ("Q1-2017-18", "2017-18 Q1"),
    ("Quarter 1 2017-18", "2017-18 Q1"),
    ("quarter 1: 2017-18", "2017-18 Q1"),
    ("Qtr 1 2017/18", "2017-18 Q1"),
    ("Qtr. 1, 2017/18", "2017-18 Q1"),
    # the months and a calendar year
    ("Apr-Jun 17", "2017-18 Q1"),
    ("Apr-Jun 2017", "2017-18 Q1"),
    ("Apr - Jun 2017", "2017-18 Q1"),
    ("Apr to Jun 2017", "2017-18 Q1"),
    ("Apr until Jun 2017", "2017-18 Q1"),
    ("Apr/Jun 2017", "2017-18 Q1"),
    ("Apr.-Jun. 2017", "2017-18 Q1"),
    ("Apr–Jun-17", "2017-18 Q1"),
    ("Apr-Jun '17", "2017-18 Q1"),
    ("APR-JUN 2017", "2017-18 Q1"),
    ("April to June 2017", "2017-18 Q1"),
    ("April – June 2017", "2017-18 Q1"),
    ("april to june 2017", "2017-18 Q1"),
    ("(Apr-Jun 2017)", "2017-18 Q1"),
    ("April 2017 to June 2017", "2017-18 Q1"),
    ("Apr 17 - Jun 17", "2017-18 Q1"),
    ("Jul-Sep 2017", "2017-18 Q2"),
    ("Jul-Sept 17", "2017-18 Q2"),
    ("July to September 2017", "2017-18 Q2"),
    ("Oct-Dec 2017", "2017-18 Q3"),
    ("October – December 2017", "2017-18 Q3"),
    # January to March belong to the financial year that started in the year before
    ("Jan-Mar 2018", "2017-18 Q4"),
    ("Jan to Mar 18", "2017-18 Q4"),
    ("January to March 2018", "2017-18 Q4"),
    ("Jan 2018 - Mar 2018", "2017-18 Q4"),
    ("Jan-Mar 20", "2019-20 Q4"),
    # the months and a financial year
    ("Apr-Jun 2017-18", "2017-18 Q1"),
    ("Apr-Jun (2017-18)", "2017-18 Q1"),
    ("Apr-Jun 17/18", "2017-18 Q1"),
    ("2017-18 Apr-Jun", "2017-18 Q1"),
    ("Jan-Mar 2017/18", "2017-18 Q4"),
    # the same thing said twice
    ("16/17 Q4 (Jan-Mar 17)", "2016-17 Q4"),
    ("Q1 (Apr-Jun 2017)", "2017-18 Q1"),
    ("Apr-Jun 2017 (Q1)", "2017-18 Q1"),
    ("2017-18 Q1 (April to June 2017)", "2017-18 Q1"),
    ("Apr-Jun 2017, Q1 2017-18", "2017-18 Q1"),
    ("Q4 Jan-Mar 2018", "2017-18 Q4"),
    # white space and what cannot be seen
    ("  2017-18   Q1 ", "2017-18 Q1"),
    ("2017-18\u00a0Q1", "2017-18 Q1"),
    ("2017-18\nQ1", "2017-18 Q1"),
    ("2017-18 \u202eQ1", "2017-18 Q1"),
    # the first and the last quarter that exist
    ("2000-01 Q1", "2000-01 Q1"),
    ("2098-99 Q4", "2098-99 Q4"),
    ("Jan-Mar 2099", "2098-99 Q4"),
]


BARE_Q1 = "could mean a calendar or a financial quarter; write 2017-18 Q1 for the financial one"


def unclear(text: str) -> tuple[str, str]:
    return text, f"'{text}' is not a quarter; write it like 2017-18 Q1 or Apr-Jun 2017"


def bare(text: str) -> tuple[str, str]:
    return text, f"'{text}' {BARE_Q1}"


def other_months(text: str) -> tuple[str, str]:
    return text, f"'{text}' is not a quarter: a quarter is Apr-Jun, Jul-Sep, Oct-Dec or Jan-Mar of one year"


def two(text: str) -> tuple[str, str]:
    return text, f"'{text}' names two different periods"


def no_year(text: str) -> tuple[str, str]:
    return text, f"'{text}' does not name a financial year such as 2017-18"


REFUSED = [
    unclear(""),
    unclear("no period at all"),
    unclear("Q1"),
    unclear("Apr-Jun"),
    unclear("2017"),
    unclear("2017-18"),
    unclear("2017-18 Q0"),
    unclear("2017-18 Q5"),
    unclear("2017-18 Q12"),
    unclear("Q5 2017-18"),
    unclear("2017-8 Q1"),
    unclear("2017-18 Q1 and more"),
    unclear("2017-18 Q1 p"),
    unclear("2017-18 Q1*"),
    ("2017-18 Q1-3", "'2017-18 Q1-3' names more than one quarter"),
    unclear("[red]2017-18 Q1"),
    unclear("First quarter 2017-18"),
    unclear("YTD 2017-18"),
    unclear("June 2017"),
    unclear("2017-06-30"),
    unclear("30/06/2017"),
    unclear("Apr-Jun 17%"),
    unclear("Apr-Jun 1999"),
    bare("Q1 2017"),
    bare("2017 Q1"),
    bare("Q1-2017"),
    bare("Q1, 2017"),
    bare("2017Q1"),
    bare("q1 2017"),
    bare("Quarter 1 2017"),
    bare("Qtr. 1, 2017"),
    other_months("Jan-Jun 2017"),
    other_months("Apr-Sep 17"),
    other_months("May-Jul 2017"),
    other_months("Jun-Apr 2017"),
    other_months("Dec-Feb 2017"),
    other_months("May-May 2017"),
    other_months("Apr 2017 - Mar 2018"),
    other_months("Apr 2017 - Jun 2018"),
    two("2017-18 Q1 Q2"),
    ("2017-18 Q1-Q2", "'2017-18 Q1-Q2' names more than one quarter"),
    ("Jul-\u017fep 2017", "'Jul-\u017fep 2017' is not a quarter; write it like 2017-18 Q1 or Apr-Jun 2017"),
    (
        "\u0661\u0667/\u0661\u0668 Q1",
        "'\u0661\u0667/\u0661\u0668 Q1' is not a quarter; write it like 2017-18 Q1 or Apr-Jun 2017",
    ),
    ("Jan-Mar 2000", "'Jan-Mar 2000' is not in the years 2000 to 2098; correct the year"),
    two("2017-18 Q1 2018-19"),
    two("2017-18 Q1, 2017-18 Q2"),
    two("Apr-Jun 2017 Q2"),
    two("Q1 2017-18 (Jul-Sep 2017)"),
    two("2017-18 (Jan-Mar 17)"),
    no_year("2017-19 Q1"),
    no_year("2017-17 Q1"),
    no_year("2018-17 Q1"),
    no_year("17-2018 Q1"),
    ("Apr-Jun 2099", "'Apr-Jun 2099' is not in the years 2000 to 2098; correct the year"),
]


@pytest.mark.parametrize(("text", "quarter"), UNDERSTOOD, ids=[repr(text) for text, _ in UNDERSTOOD])
def test_this_spelling_means_this_quarter(text: str, quarter: str) -> None:
    assert str(Quarter.parse(text)) == quarter


@pytest.mark.parametrize(("text", "sentence"), REFUSED, ids=[repr(text) for text, _ in REFUSED])
def test_this_spelling_is_refused_in_these_words(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r"quarter|period|financial year|years") as refused:
        Quarter.parse(text)
    assert str(refused.value) == sentence


def test_a_refusal_shows_the_text_without_what_a_terminal_would_act_on() -> None:
    with pytest.raises(ValueError, match="is not a quarter") as refused:
        Quarter.parse("\x1b[31m soon \u202e")
    assert str(refused.value) == "'[31m soon' is not a quarter; write it like 2017-18 Q1 or Apr-Jun 2017"


@given(QUARTERS)
def test_what_is_written_is_read_back(quarter: Quarter) -> None:
    assert Quarter.parse(str(quarter)) == quarter
    assert Quarter.parse(quarter.months) == quarter


@st.composite
def spelled(draw: st.DrawFn) -> tuple[str, Quarter]:
    """A quarter, written in one of the ways that people write it."""
    quarter = draw(QUARTERS)
    start, end = quarter.year, quarter.year + 1
    dash = draw(st.sampled_from(["-", "/", "–", " - ", " – "]))
    years = [f"{start}{dash}{end % 100:02d}", f"{start % 100:02d}{dash}{end % 100:02d}"]
    year = draw(st.sampled_from([*years, f"{start}{dash}{end}"]))
    number = draw(st.sampled_from(["Q", "q", "Quarter ", "QTR ", "Qtr. "])) + str(quarter.number)
    calendar_year = start + (quarter.number == 4)
    first, last = draw(st.sampled_from([SHORT, LONG]))[quarter.number]
    shown_year = draw(st.sampled_from([f"{calendar_year}", f"{calendar_year % 100:02d}"]))
    months = f"{first}{draw(st.sampled_from(['-', ' – ', ' to ', '–']))}{last} {shown_year}"
    months = draw(st.sampled_from([months, months.upper(), months.lower()]))
    forms = [f"{year} {number}", f"{number} {year}", f"{number} ({year})", f"{number}, {year}", months]
    forms += [f"{number} ({months})", f"{months} ({number})", f"{year} {number} ({months})"]
    return draw(st.sampled_from(forms)), quarter


@given(spelled())
def test_a_quarter_is_understood_however_it_is_spelled(written: tuple[str, Quarter]) -> None:
    text, quarter = written
    assert Quarter.parse(text) == quarter


@given(spelled())
def test_a_title_that_holds_a_spelling_names_that_quarter_and_keeps_its_other_words(
    written: tuple[str, Quarter],
) -> None:
    text, quarter = written
    said = mentioned(f"Figures of {text} for Wales")
    assert (said.quarters, said.complaints, said.rest) == ((quarter,), (), "Figures of for Wales")


@given(QUARTERS, QUARTERS)
def test_two_quarters_in_one_cell_are_never_taken_for_one(one: Quarter, other: Quarter) -> None:
    assume(one != other)
    with pytest.raises(ValueError, match="names two different periods") as refused:
        Quarter.parse(f"{one} ({other.months})")
    assert str(refused.value) == f"'{one} ({other.months})' names two different periods"


@given(st.text())
def test_any_text_is_a_quarter_or_refused_and_a_title_is_never_a_fault(text: str) -> None:
    found = mentioned(text)
    try:
        quarter = Quarter.parse(text)
    except ValueError as refused:
        assert str(refused)  # noqa: PT017  (that it is refused is not what is tested)
    else:
        assert found.quarters == (quarter,)


@pytest.mark.parametrize(
    ("year", "number", "sentence"),
    [
        (2017, 0, "there is no quarter 0 of a financial year starting in 2017"),
        (2017, 5, "there is no quarter 5 of a financial year starting in 2017"),
        (2017, -1, "there is no quarter -1 of a financial year starting in 2017"),
        (1999, 4, "there is no quarter 4 of a financial year starting in 1999"),
        (2099, 1, "there is no quarter 1 of a financial year starting in 2099"),
    ],
)
def test_a_quarter_that_does_not_exist_cannot_be_made(year: int, number: int, sentence: str) -> None:
    with pytest.raises(ValueError, match="there is no quarter") as refused:
        Quarter(year, number)
    assert str(refused.value) == sentence


def test_quarters_stand_in_order_of_time() -> None:
    in_order = ["2016-17 Q3", "2016-17 Q4", "2017-18 Q1", "2017-18 Q2", "2017-18 Q3", "2017-18 Q4", "2018-19 Q1"]
    shuffled = [in_order[position] for position in (3, 0, 6, 2, 5, 1, 4)]
    assert [str(quarter) for quarter in sorted(Quarter.parse(text) for text in shuffled)] == in_order


def test_january_to_march_comes_after_october_to_december_although_its_number_in_the_calendar_is_lower() -> None:
    quarters = [Quarter.parse(text) for text in ("Apr-Jun 17", "Jul-Sep 17", "Oct-Dec 17", "Jan-Mar 18", "Apr-Jun 18")]
    assert all(earlier < later for earlier, later in pairwise(quarters))


@given(QUARTERS, QUARTERS)
def test_the_order_is_that_of_the_last_days(one: Quarter, other: Quarter) -> None:
    assert (one < other) == (last_day(one) < last_day(other))
    assert (one == other) == (last_day(one) == last_day(other))
    assert (one < other) == (one.position < other.position)


@given(QUARTERS.filter(lambda quarter: quarter != Quarter(2098, 4)))
def test_the_position_of_a_quarter_is_one_more_than_that_of_the_quarter_before(quarter: Quarter) -> None:
    assert quarter.following.position == quarter.position + 1


@pytest.mark.parametrize(
    ("quarter", "months"),
    [
        ("2017-18 Q1", "April to June 2017"),
        ("2017-18 Q2", "July to September 2017"),
        ("2017-18 Q3", "October to December 2017"),
        ("2017-18 Q4", "January to March 2018"),
    ],
)
def test_the_months_of_a_quarter(quarter: str, months: str) -> None:
    assert Quarter.parse(quarter).months == months


def last_day(quarter: Quarter) -> datetime.date:
    month, day = {1: (6, 30), 2: (9, 30), 3: (12, 31), 4: (3, 31)}[quarter.number]
    return datetime.date(quarter.year + (quarter.number == 4), month, day)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (datetime.date(2017, 6, 1), "2017-18 Q1"),
        (datetime.date(2017, 6, 30), "2017-18 Q1"),
        (datetime.date(2017, 9, 30), "2017-18 Q2"),
        (datetime.date(2017, 12, 31), "2017-18 Q3"),
        (datetime.date(2018, 3, 1), "2017-18 Q4"),
        (datetime.date(2018, 3, 31), "2017-18 Q4"),
    ],
)
def test_a_day_in_the_last_month_stands_for_its_quarter(day: datetime.date, quarter: str) -> None:
    assert str(Quarter.of_last_month(day)) == quarter


@given(QUARTERS)
def test_the_last_day_stands_for_its_quarter(quarter: Quarter) -> None:
    assert Quarter.of_last_month(last_day(quarter)) == quarter


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (datetime.date(2017, 4, 1), "01 April 2017 is not in the last month of a quarter"),
        (datetime.date(2017, 5, 31), "31 May 2017 is not in the last month of a quarter"),
        (datetime.date(2017, 7, 1), "01 July 2017 is not in the last month of a quarter"),
        (datetime.date(2018, 1, 1), "01 January 2018 is not in the last month of a quarter"),
        (datetime.date(2018, 2, 28), "28 February 2018 is not in the last month of a quarter"),
    ],
)
def test_a_day_in_another_month_stands_for_no_quarter(day: datetime.date, sentence: str) -> None:
    with pytest.raises(ValueError, match="is not in the last month") as refused:
        Quarter.of_last_month(day)
    assert str(refused.value) == sentence


MENTIONED = [
    # titles and sheet names
    ("Performance, April to June 2017", ["2017-18 Q1"], [], "Performance,"),
    ("Performance (2017-18 Q1)", ["2017-18 Q1"], [], "Performance"),
    ("CRC service levels 2017-18 Q1", ["2017-18 Q1"], [], "CRC service levels"),
    ("2017-18 Q1 (revised)", ["2017-18 Q1"], [], "(revised)"),
    ("Target 97%, 2017-18 Q1", ["2017-18 Q1"], [], "Target 97%,"),
    ("SL001 17/18 Q1", ["2017-18 Q1"], [], "SL001"),
    ("Apr-Jun 2017 (Q1), Wales", ["2017-18 Q1"], [], ", Wales"),
    # file names
    ("invented-providers-2017-18-q1.xlsx", ["2017-18 Q1"], [], "invented-providers-.xlsx"),
    ("crc_17-18_q1.csv", ["2017-18 Q1"], [], "crc-.csv"),
    ("crc_apr-jun_2017_final.xlsx", ["2017-18 Q1"], [], "crc--final.xlsx"),
    # more than one quarter, none left out and none twice
    ("Q1 2017-18 compared with Q4 2016-17", ["2017-18 Q1", "2016-17 Q4"], [], "compared with"),
    ("April to June 17 v Jan to Mar 17", ["2017-18 Q1", "2016-17 Q4"], [], "v"),
    ("2017-18 Q1 and Apr-Jun 2017", ["2017-18 Q1"], [], "and"),
    ("2016-17 Q4 and Q4", [], ["'2016-17 Q4 and Q4' names more than one quarter"], "2016-17 Q4 and Q4"),
    # a second quarter whose year is not said
    ("Q1 and Q2 2017-18", [], ["'Q1 and Q2 2017-18' names more than one quarter"], "Q1 and Q2 2017-18"),
    ("2017-18 Q1 to Q3", [], ["'2017-18 Q1 to Q3' names more than one quarter"], "2017-18 Q1 to Q3"),
    ("2017-18 Q1-3", [], ["'2017-18 Q1-3' names more than one quarter"], "2017-18 Q1-3"),
    # what looks like a period but is not one quarter
    ("Table 1: Q1 2017", [], [f"'Q1 2017' {BARE_Q1}"], "Table 1: Q1 2017"),
    ("report_2017_Q1_final.xlsx", [], [f"'2017-Q1' {BARE_Q1}"], "report-2017-Q1-final.xlsx"),
    (
        "Jan-Jun 2017 report",
        [],
        ["'Jan-Jun 2017' is not a quarter: a quarter is Apr-Jun, Jul-Sep, Oct-Dec or Jan-Mar of one year"],
        "Jan-Jun 2017 report",
    ),
    ("CRC 2017-19 Q1", [], ["'2017-19 Q1' does not name a financial year such as 2017-18"], "CRC 2017-19 Q1"),
    ("2017-18 Q1-Q3", [], ["'2017-18 Q1-Q3' names more than one quarter"], "2017-18 Q1-Q3"),
    ("Apr-Jun 2099", [], ["'Apr-Jun 2099' is not in the years 2000 to 2098; correct the year"], "Apr-Jun 2099"),
    ("CRC 2017-2018 Q1", ["2017-18 Q1"], [], "CRC"),
    ("Apr-Jun 2017, Q1", ["2017-18 Q1"], [], ""),
    ("crc-q1-2017-18.xlsx", ["2017-18 Q1"], [], "crc-.xlsx"),
    ("hmip Apr-Jun 17.csv", ["2017-18 Q1"], [], "hmip .csv"),
    ("Figures for April to June 2017.", ["2017-18 Q1"], [], "Figures for ."),
    # no quarter at all
    ("", [], [], ""),
    ("no period", [], [], "no period"),
    ("Annual 2017-18", [], [], "Annual 2017-18"),
    ("Performance in Q1", [], [], "Performance in Q1"),
    ("hmip-2017-figures-8-9.xlsx", [], [], "hmip-2017-figures-8-9.xlsx"),
    ("Year ending 2017-03-31", [], [], "Year ending 2017-03-31"),
]


@pytest.mark.parametrize(
    ("text", "quarters", "complaints", "rest"), MENTIONED, ids=[repr(text) for text, *_ in MENTIONED]
)
def test_a_title_or_file_name_mentions(text: str, quarters: list[str], complaints: list[str], rest: str) -> None:
    said = mentioned(text)
    assert said.quarters == tuple(Quarter.parse(each) for each in quarters)
    assert said.complaints == tuple(complaints)
    assert said.rest == rest


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (datetime.date(2017, 7, 1), "2017-18 Q1"),
        (datetime.date(2017, 9, 30), "2017-18 Q1"),
        (datetime.date(2018, 1, 1), "2017-18 Q3"),
        (datetime.date(2018, 3, 31), "2017-18 Q3"),
        (datetime.date(2018, 4, 1), "2017-18 Q4"),
        (datetime.date(2018, 12, 31), "2018-19 Q2"),
    ],
)
def test_the_last_quarter_that_is_over(day: datetime.date, quarter: str) -> None:
    assert str(Quarter.before(day)) == quarter


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Annual 2017-18", ("2017-18",)),
        ("CRC performance, 2017/18", ("2017/18",)),
        ("2016-17 and 2017-18", ("2016-17", "2017-18")),
        ("2017-18 Q1", ()),  # the year belongs to its quarter
        ("Q1", ()),
        ("no period", ()),
    ],
)
def test_a_title_mentions_years_without_a_quarter(text: str, years: tuple[str, ...]) -> None:
    assert mentioned(text).years == years
