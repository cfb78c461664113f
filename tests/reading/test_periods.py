"""The quarter of a table whose rows do not say their own."""

from pathlib import Path

import pytest

from slcheck.errors import WrongUse
from slcheck.model import Policy, Report
from slcheck.quarter import Quarter
from slcheck.reading.periods import STATED, Period, Source, period
from support import LONG, TITLE, check, workbook

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
            "1 figure from row 3 on cannot be used: 'Q1 2017' could mean a calendar or a financial quarter; "
            f"write 2017-18 Q1 for the financial one (title in A1); {CURE}",
        ),
        (
            {"sheet": "2017 Q1"},
            "1 figure from row 3 on cannot be used: '2017 Q1' could mean a calendar or a financial quarter; "
            f"write 2017-18 Q1 for the financial one (sheet name); {CURE}",
        ),
        (
            {"title": "April to August 2017"},
            f"1 figure from row 3 on cannot be used: 'April to August 2017' {NOT_A_QUARTER} (title in A1); {CURE}",
        ),
        (
            {"title": "April 2017 to March 2018"},
            f"1 figure from row 3 on cannot be used: 'April 2017 to March 2018' {NOT_A_QUARTER} (title in A1); {CURE}",
        ),
        (
            {"name": "May-Jul 2017"},
            f"1 figure from row 3 on cannot be used: 'May-Jul 2017' {NOT_A_QUARTER} (file name); {CURE}",
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
    assert problem.kind == "quarter_unknown"
    assert problem.message == f"1 figure from row 3 on cannot be used: {both} are both named; {CURE}"


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


def sources(*texts: str) -> list[Source]:
    return [Source(called, text) for called, text in zip("abc", texts, strict=False)]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["nothing", "2017-18 Q1"], Period(Q1, "b")),
        (["2017-18 Q1", "2017-18 Q1"], Period(Q1, "a")),
        (["nothing", "2017-18"], Period(None, "")),
        ([], Period(None, "")),
        (["2017-18 Q1", "2016-17 Q4"], Period(None, "", "2017-18 Q1 (a) and 2016-17 Q4 (b) are both named")),
        (["2017-18 Q1", "year to date"], Period(None, "", "'year to date' (b) is no quarter")),
    ],
)
def test_the_most_trusted_source_is_named(texts: list[str], found: Period) -> None:
    assert period(sources(*texts), None, None) == found


YTD = "'year to date' (a) is no quarter"


@pytest.mark.parametrize(
    ("texts", "inherited", "stated", "found"),
    [
        # what the table before says holds until something else is named
        ([], Period(Q1, "b"), None, Period(Q1, "b")),
        (["nothing"], Period(Q1, "b"), None, Period(Q1, "b")),
        (["2016-17 Q4"], Period(Q1, "b"), None, Period(Q4, "a")),
        (["year to date"], Period(Q1, "b"), None, Period(None, "", YTD)),
        (
            ["It was better in 2016-17 Q4."],
            Period(Q1, "b"),
            None,
            Period(None, "", "'It was better in 2016-17 Q4.' may speak of this table or of another"),
        ),
        # --quarter decides when it is among the named, or nothing is
        ([], None, Q2, Period(Q2, STATED)),
        (["year to date"], None, Q2, Period(None, "", YTD)),  # whatever --quarter says
        (["Quarter ending June"], None, Q2, Period(Q2, STATED)),
        (["2017-18 Q1", "2016-17 Q4"], None, Q4, Period(Q4, STATED)),
        (["2017-18 Q1, year to date"], None, Q1, Period(None, "", YTD)),
        (["2017-18 Q1"], None, Q2, Period(Q1, "a")),
        (
            ["2017-18 Q1", "2016-17 Q4"],
            None,
            Q2,
            Period(None, "", "2017-18 Q1 (a) and 2016-17 Q4 (b) are both named"),
        ),
        (["2017-18 Q1, year to date"], None, Q2, Period(None, "", YTD)),
        (["nothing"], Period(Q1, "b"), Q2, Period(Q1, "b")),
    ],
)
def test_the_table_before_and_the_option_decide_where_nothing_nearer_does(
    texts: list[str], inherited: Period | None, stated: Quarter | None, found: Period
) -> None:
    assert period(sources(*texts), inherited, stated) == found


@pytest.mark.parametrize(
    ("where", "word"),
    [
        ({"title": "2017-18 Q1, year to date"}, "'year to date' (title in A1)"),
        ({"title": "Annual figures 2017-18 Q1"}, "'Annual' (title in A1)"),
        ({"title": "2017-18 Q1 and previous quarter"}, "'previous quarter' (title in A1)"),
        ({"title": "12 months to 2017-18 Q1"}, "'12 months' (title in A1)"),
        ({"title": TITLE, "sheet": "YTD"}, "'YTD' (sheet name)"),
        ({"title": TITLE, "sheet": "Last quarter"}, "'Last quarter' (sheet name)"),
    ],
)
def test_another_period_leaves_the_quarter_undecided_whatever_else_is_named(
    tmp_path: Path, where: dict[str, str], word: str
) -> None:
    for asked in (None, Q1):
        report = read(tmp_path, asked=asked, **where)  # type: ignore[arg-type]
        assert not report.findings
        cure = "take the words out if the figures are of one quarter"
        sentence = f"1 figure from row 3 on cannot be used: {word} is no quarter; {cure}"
        assert [(problem.kind, problem.message) for problem in report.problems] == [("quarter_unknown", sentence)]


def test_a_quarter_named_by_its_end_alone_is_left_to_the_option(tmp_path: Path) -> None:
    where = {"title": "Quarter ending June 2017"}
    sentence = f"1 figure from row 3 on cannot be used: 'Quarter ending' (title in A1) is no quarter; {CURE}"
    assert [problem.message for problem in read(tmp_path, **where).problems] == [sentence]  # type: ignore[arg-type]
    (finding,) = read(tmp_path, asked=Q1, **where).findings  # type: ignore[arg-type]
    assert finding.observation.quarter == Q1


@pytest.mark.parametrize(
    ("title", "target", "why"),
    [
        (TITLE, "Target 2017-18 Q2", "the targets are headed 2017-18 Q2, and the figures 2017-18 Q1"),
        ("Performance", "Target 2017-18 Q2", "the targets are headed 2017-18 Q2, and the figures no quarter"),
        (TITLE, "Target 2017-18 Q1", None),
    ],
)
def test_targets_headed_with_another_quarter_than_the_figures_are_refused(
    tmp_path: Path, title: str, target: str, why: str | None
) -> None:
    rows = [[title], ["Service level", "Rating", target], ["SCH9 SL001 – Seen in time", "98%", "97%"]]
    report = check(workbook(tmp_path / "targets.xlsx", {"Sheet": rows}))
    assert len(report.findings) == (why is None)
    said = [problem.message for problem in report.problems]
    assert said == ([f"1 figure from row 3 on cannot be used: {why}; {CURE}"] if why else [])


@pytest.mark.parametrize("title", ["Annual report 2017: April to June 2017", "April to June 2017 (Q1 2017)"])
def test_words_about_a_year_that_name_no_other_period_do_no_harm(tmp_path: Path, title: str) -> None:
    (finding,) = read(tmp_path, title).findings
    assert finding.observation.quarter == Q1


def test_the_option_chooses_among_the_quarters_that_are_named(tmp_path: Path) -> None:
    report = read(tmp_path, "2017-18 Q1 compared with 2016-17 Q4", asked=Q4)
    assert [each.observation.quarter for each in report.findings] == [Q4]
    assert not report.problems


def test_a_line_that_names_a_quarter_starts_a_new_table_under_the_same_headings(tmp_path: Path) -> None:
    rows = [
        ["Service level", "Rating"],
        ["April to June 2017"],
        ["SCH9 SL001 – Seen", "98%"],
        ["2016-17 Q4"],
        ["SCH9 SL001 – Seen", "97%"],
        ["SCH9 SL002 – Planned", "96%"],
    ]
    report = check(workbook(tmp_path / "lines.xlsx", {"Sheet": rows}))
    assert {each.observation.origin.cell: each.observation.quarter for each in report.findings} == {
        "B3": Q1,
        "B5": Q4,
        "B6": Q4,
    }
    assert not report.problems


def test_a_remark_between_two_tables_costs_the_second_and_is_said(tmp_path: Path) -> None:
    heading = ["Service level", "Rating"]
    rows = [
        [TITLE],
        heading,
        ["SCH9 SL001 – Seen", "98%"],
        ["It was better in 2016-17 Q4."],
        heading,
        ["SCH9 SL002 – Planned", "97%"],
    ]
    report = check(workbook(tmp_path / "remark.xlsx", {"Sheet": rows}))
    assert [each.observation.origin.cell for each in report.findings] == ["B3"]
    assert [problem.message for problem in report.problems] == [
        "1 figure from row 6 on cannot be used: 'It was better in 2016-17 Q4.' may speak of this table or of another; "
        f"{CURE}"
    ]
