"""The quarter of a table whose rows do not say their own."""

from pathlib import Path

import pytest

from slcheck.errors import WrongUse
from slcheck.model import Policy, Report
from slcheck.quarter import Quarter
from slcheck.reading.periods import Period, Source, period
from support import LONG, check, workbook

Q1, Q2, Q4 = Quarter(2017, 1), Quarter(2017, 2), Quarter(2016, 4)
NONE = "1 figure from row 3 on cannot be used: no quarter is named for them"
CURE = "name one in a title row, like 2017-18 Q1, or with --quarter"
NOT_A_QUARTER = "is not a quarter: a quarter is Apr-Jun, Jul-Sep, Oct-Dec or Jan-Mar of one year"


def read(
    tmp_path: Path,
    title: str = "Performance",
    heading: str = "Rating",
    sheet: str = "Sheet",
    name: str = "return",
    asked: Quarter | None = None,
) -> Report:
    rows = [[title], ["Service level", heading], ["SCH9 SL001 – Seen in time", "98%"]]
    return check(workbook(tmp_path / f"{name}.xlsx", {sheet: rows}), Policy(quarter=asked))


@pytest.mark.parametrize(
    ("where", "quarter"),
    [
        ({"title": "Performance, April – June 2017"}, Q1),
        ({"title": "Performance in 2017-18 Q1"}, Q1),
        ({"title": "17/18 Q1 performance"}, Q1),
        ({"title": "Q1 2017-18"}, Q1),
        ({"title": "Apr to Jun 2017"}, Q1),
        ({"title": "16/17 Q4 (Jan-Mar 17)"}, Q4),
        ({"heading": "Rating 2017-18 Q1"}, Q1),
        ({"heading": "Rating (Apr-Jun 17)"}, Q1),
        ({"sheet": "2017-18 Q1"}, Q1),
        ({"sheet": "Apr-Jun 17"}, Q1),
        ({"name": "crc 2017-18 Q1"}, Q1),
        ({"name": "performance_Jan-Mar_2017"}, Q4),
        ({"asked": Q1}, Q1),
        ({"title": "2017-18 Q1", "heading": "Rating Apr-Jun 17", "sheet": "17-18 Q1", "name": "Q1 2017-18"}, Q1),
        ({"title": "2017-18 Q1", "asked": Q1}, Q1),
    ],
)
def test_heading_sheet_title_file_and_option_name_the_quarter(
    tmp_path: Path, where: dict[str, str | Quarter], quarter: Quarter
) -> None:
    report = read(tmp_path, **where)  # type: ignore[arg-type]
    (finding,) = report.findings
    assert (finding.observation.quarter, finding.observation.released) == (quarter, quarter)
    assert not report.problems


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ({}, f"{NONE}; {CURE}"),
        ({"title": "Performance in 2017-18"}, f"{NONE}; {CURE}"),
        (
            {"title": "Q1 2017"},
            "1 figure from row 3 on cannot be used: title in A1: 'Q1 2017' could mean a calendar or a financial "
            f"quarter; write 2017-18 Q1 for the financial one; {CURE}",
        ),
        (
            {"sheet": "2017 Q1"},
            "1 figure from row 3 on cannot be used: sheet name: '2017 Q1' could mean a calendar or a financial "
            f"quarter; write 2017-18 Q1 for the financial one; {CURE}",
        ),
        (
            {"title": "April to August 2017"},
            f"1 figure from row 3 on cannot be used: title in A1: 'April to August 2017' {NOT_A_QUARTER}; {CURE}",
        ),
        (
            {"title": "April 2017 to March 2018"},
            f"1 figure from row 3 on cannot be used: title in A1: 'April 2017 to March 2018' {NOT_A_QUARTER}; {CURE}",
        ),
        (
            {"name": "May-Jul 2017"},
            f"1 figure from row 3 on cannot be used: file name: 'May-Jul 2017' {NOT_A_QUARTER}; {CURE}",
        ),
    ],
)
def test_without_a_quarter_nothing_is_judged_and_the_cure_is_named(
    tmp_path: Path, where: dict[str, str], sentence: str
) -> None:
    report = read(tmp_path, **where)  # type: ignore[arg-type]
    assert not report.findings
    assert [(problem.kind, problem.message) for problem in report.problems] == [("quarter_unknown", sentence)]


@pytest.mark.parametrize(
    ("where", "both"),
    [
        (
            {"sheet": "2017-18 Q2", "title": "April to June 2017"},
            "2017-18 Q2 (sheet name) and 2017-18 Q1 (title in A1)",
        ),
        ({"title": "2017-18 Q1", "name": "2016-17 Q4"}, "2017-18 Q1 (title in A1) and 2016-17 Q4 (file name)"),
        ({"heading": "Rating 2017-18 Q1", "sheet": "2017-18 Q2"}, "2017-18 Q1 (heading) and 2017-18 Q2 (sheet name)"),
        (
            {"title": "2017-18 Q1 compared with 2016-17 Q4"},
            "2017-18 Q1 (title in A1) and 2016-17 Q4 (title in A1)",
        ),
    ],
)
def test_sources_that_disagree_leave_the_quarter_undecided(tmp_path: Path, where: dict[str, str], both: str) -> None:
    report = read(tmp_path, **where)  # type: ignore[arg-type]
    assert not report.findings
    (problem,) = report.problems
    assert f"the quarter cannot be told: {both} are both named" in problem.message


def test_a_quarter_that_no_figure_belongs_to_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse) as caught:
        read(tmp_path, title="2017-18 Q1", asked=Q2)
    assert str(caught.value) == "no figure belongs to 2017-18 Q2; the files have 2017-18 Q1"


def test_rows_that_name_their_quarter_are_believed_before_a_title_and_it_is_said(tmp_path: Path) -> None:
    rows = [
        ["Performance, April to June 2017"],
        LONG,
        ["SCH9 SL001", "Essex", "2017-18 Q1", 98, 100, None],
        ["SCH9 SL001", "London", "2017-18 Q2", 98, 100, None],
        ["SCH9 SL001", "Merseyside", "Jul-Sep 2017", 98, 100, None],
    ]
    report = check(workbook(tmp_path / "rows.xlsx", {"Sheet": rows}))
    quarters = {each.observation.provider: each.observation.quarter for each in report.findings}
    assert quarters == {"Essex": Q1, "London": Q2, "Merseyside": Q2}
    assert [(problem.level.value, problem.message) for problem in report.problems] == [
        (
            "warning",
            "2 rows (C4 and C5) name another quarter, such as 2017-18 Q2, than the title in A1, which names "
            "2017-18 Q1; the rows were believed",
        )
    ]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["nothing", "2017-18 Q1"], Period(Q1, "b")),
        (["2017-18 Q1", "2017-18 Q1"], Period(Q1, "a")),
        (["nothing", "2017-18"], Period(None, "")),
        ([], Period(None, "")),
    ],
)
def test_the_most_trusted_source_is_named(texts: list[str], found: Period) -> None:
    assert period([Source(called, text) for called, text in zip("abc", texts, strict=False)]) == found
