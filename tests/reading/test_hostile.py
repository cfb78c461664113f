"""What people and attackers do to spreadsheets. None of it may end in a PASS that the file does not bear out.

Every row is a sheet; beside it stands what has to come of it: the verdicts with their measure, provider and quarter,
and the kinds of problem.
"""

from pathlib import Path
from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from support import Shown, check, slcheck, workbook

T = ["Service levels 2017-18 Q1"]
H = ["Measure", "Performance"]
SL001 = "SCH9 SL001"
OK = "pass SCH9 SL001 National 2017-18 Q1"
STALE = "pass SCH9 SL001 National 2016-17 Q4"
LEGEND = ["* 2016-17 Q4"]
RAISED = InlineFont(vertAlign="superscript")


def raised(text: str, mark: str) -> CellRichText:
    return CellRichText(text, TextBlock(RAISED, mark))


Case = tuple[str, list[list[Any]], list[str], list[str]]

CASES: list[Case] = [
    # the code decides the measure, and nothing behind it is passed over
    ("code in another column", [T, ["Replaces", *H], [SL001, "SCH9 SL001R", 97.5]],
     ["no_target SCH9 SL001R National 2017-18 Q1"], []),
    ("a suffix", [T, H, ["SCH9 SL001-R", "97.5%"]], [], ["unknown_measure"]),
    ("a part", [T, H, ["SCH9 SL001.1", "97.5%"]], [], ["unknown_measure"]),
    ("two codes", [T, H, ["SCH9 SL001, SL002", "97.5%"]], [], ["unknown_measure"]),
    ("a range", [T, H, ["SCH9 SL001-SL005 average", "97.5%"]], [], ["unknown_measure"]),
    ("a revision", [T, H, ["SCH9 SL001 (revised)", "97.5%"]], [], ["unknown_measure"]),
    ("another quarter behind the code", [T, H, ["SCH9 SL001 - 2016-17 Q4", "97.5%"]], [], ["unknown_measure"]),
    ("a provider behind the code", [T, H, ["SCH9 SL001 - Northumbria", "97.5%"]], [], ["unknown_measure"]),
    ("year to date behind the code", [T, H, ["SCH9 SL001 - year to date", "97.5%"]], [], ["unknown_measure"]),
    ("words that start like a code", [["CRC 2017-18 Q1"], H, [SL001, "97.5%"], ["Ad hoc reviews", "50%"]], [OK],
     ["unknown_measure"]),
    ("a description of plain words", [T, H, ["SCH9 SL001 People seen within 5 days", "97.5%"]], [OK], []),
    ("a raised digit", [T, H, [SL001, raised("9", "8")]], ["no_data SCH9 SL001 National 2017-18 Q1"],
     ["ambiguous_symbol"]),
    ("a raised letter r", [T, H, [SL001, raised("97.5%", "r")]], [OK], []),
    # who
    ("provider and period", [["Northumbria CRC - 2017-18 Q1"], H, [SL001, "97.5%"]],
     ["pass SCH9 SL001 Northumbria 2017-18 Q1"], []),
    ("provider among other words", [["Northumbria and others - 2017-18 Q1"], H, [SL001, "97.5%"]], [],
     ["unknown_provider"]),
    ("provider alone", [T, ["Northumbria"], H, [SL001, "97.5%"]],
     ["pass SCH9 SL001 Northumbria 2017-18 Q1"], []),
    ("undeclared provider, labelled", [T, ["Provider: Borsetshire"], H, [SL001, "97.5%"]], [], ["unknown_provider"]),
    ("two providers", [T, ["Northumbria", "Essex"], H, [SL001, "97.5%"]], [], ["headings"]),
    ("sections", [T, H, ["Northumbria"], [SL001, "97.5%"], ["Essex"], ["SCH9 SL002", "97.5%"]],
     ["pass SCH9 SL001 Northumbria 2017-18 Q1", "pass SCH9 SL002 Essex 2017-18 Q1"], []),
    ("a second table of another", [T, ["Northumbria"], H, [SL001, "97.5%"], [], ["Essex"], H, ["SCH9 SL002", "97.5%"]],
     ["pass SCH9 SL001 Northumbria 2017-18 Q1", "pass SCH9 SL002 Essex 2017-18 Q1"], []),
    ("two columns of providers", [T, ["Measure", "CRC", "Delivery unit", "Performance"],
                                  [SL001, "Northumbria", "Sunderland", "97.5%"]], [], ["two_columns"]),
    ("England and Wales is not Wales", [["Probation in England and Wales, 2017-18 Q1"], H, [SL001, "97.5%"]], [OK], []),
    ("all of the other framework", [T, ["Measure", "Provider", "Performance"], ["NPS SL001", "All CRCs", "96%"]], [],
     ["unknown_measure"]),
    ("a framework that is ruled out", [["Figures 2017-18 Q1 excluding NPS"], H, ["SL001", "96%"]], [],
     ["unknown_measure"]),
    # when
    ("a year and no quarter", [T, ["Measure", "Financial year", "Performance"], [SL001, "2018-19", "97.5%"]], [],
     ["other_period"]),
    ("a date under another heading", [T, ["Measure", "As at", "Performance"], [SL001, "Q4", "97.5%"]], [],
     ["unknown_heading"]),
    ("a longer period", [["April to December 2017"], T, H, [SL001, "97.5%"]], [], ["quarter_unknown"]),
    ("year to date", [["Year to date, 2017-18 Q1"], H, [SL001, "97.5%"]], [], ["quarter_unknown"]),
    ("year to date beside the quarter", [T, ["Measure", "Performance", "Performance YTD"], [SL001, "97.5%", "12%"]],
     [OK], ["other_period"]),
    ("another quarter as a section", [T, H, [SL001, "97.5%"], ["2016-17 Q4"], ["SCH9 SL002", "97.5%"]],
     [OK, "pass SCH9 SL002 National 2016-17 Q4"], []),
    ("a remark on another quarter", [T, H, [SL001, "97.5%"], ["Figures for January to March 2017 were revised."], H,
                                     ["SCH9 SL002", "97.5%"]], [OK], ["quarter_unknown"]),
    ("headings of two quarters", [T, ["Measure", "Numerator 2016-17 Q4", "Denominator 2016-17 Q3"], [SL001, 975, 1000]],
     [], ["half_counts"]),
    ("a target of another quarter", [T, ["Measure", "Performance", "Target 2016-17 Q4"], [SL001, "97.5%", "97%"]], [],
     ["quarter_unknown"]),
    # footnotes
    *[(f"a star at {where}", rows, [STALE], []) for where, rows in (
        ("the figure", [T, H, [SL001, "97.5% *"], LEGEND]),
        ("the figure, by its format", [T, H, [SL001, Shown(0.975, '0.0%"*"')], LEGEND]),
        ("the code", [T, H, ["SCH9 SL001* - Seen", "97.5%"], LEGEND]),
        ("the code, apart", [T, H, ["SCH9 SL001 ** – Seen", "97.5%"], ["** 2016-17 Q4"]]),
        ("the description", [T, H, ["SCH9 SL001 - Seen* in time", "97.5%"], LEGEND]),
        ("the heading", [T, ["Measure", "Performance*"], [SL001, "97.5%"], LEGEND]),
        ("the other heading", [T, ["Measure*", "Performance"], [SL001, "97.5%"], LEGEND]),
        ("the target", [T, [*H, "Target"], [SL001, "97.5%", "97%*"], LEGEND]),
        ("the title", [["Performance*, 2017-18 Q1"], H, [SL001, "97.5%"], LEGEND]),
        ("a column of its own", [T, [*H, None, "Target"], [SL001, "97.5%", "*", "97%"], LEGEND]),
    )],
    ("stars of two quarters", [T, H, [SL001, "97.5% * †"], LEGEND, ["† 2016-17 Q3"]],
     ["no_data SCH9 SL001 National 2017-18 Q1"], ["ambiguous_symbol"]),
    ("a star of a later quarter", [T, H, [SL001, "97.5% *"], ["* 2017-18 Q2"]],
     ["no_data SCH9 SL001 National 2017-18 Q1"], ["ambiguous_symbol"]),
    ("a legend the other way round", [T, H, [SL001, "97.5% *"], ["All but those marked * relate to 2016-17 Q4"]],
     ["no_data SCH9 SL001 National 2017-18 Q1"], ["ambiguous_symbol"]),
    ("a star of the Symbol font", [T, H, [SL001, "97.5%\uf02a"]], ["no_data SCH9 SL001 National 2017-18 Q1"],
     ["not_a_number"]),
    # what the cell shows
    *[(f"shown as {number_format}", [T, H, [SL001, Shown(value, number_format)]],
       ["no_data SCH9 SL001 National 2017-18 Q1"], ["number_format"]) for value, number_format in (
        (0.975, '"<"0.0%'), (97.5, '0.0" days"'), (97.5, '"£"0.00'), (97.5, "[$£-809]#,##0"), (97.5, '0.0"‰"'),
        (0.975, ";;;"), (0.975, '"under review"'), (1, '[<1]0.0%;0.0"%"'), (97.5, "0.0,"),
    )],
    ("traffic lights", [T, H, [SL001, Shown(0.975, "[Color10][>=0.97]0.0%;[Red]0.0%")]], [OK], []),
    ("padding as wide as a percent sign", [T, H, [SL001, Shown(97.5, "0.0_%")]], [OK], []),
    ("a count shown as a percentage", [T, ["Measure", "Numerator", "Denominator"], [SL001, Shown(98, '0"%"'), 100]],
     ["no_data SCH9 SL001 National 2017-18 Q1"], ["number_format"]),
    # tables that are not what they seem
    ("side by side", [T, [*H, None, "Measure", "Latest figure"], [SL001, "97.5%", None, "SCH9 SL003", "12%"]], [],
     ["two_columns"]),
    ("providers across", [T, ["Measure", "Northumbria", "Essex", "Performance"], [SL001, "12%", "13%", "97.5%"]], [],
     ["unknown_provider"]),
    ("a second table under its own words", [T, ["Measure", "Rating"], [SL001, "97.5%"], [], [None, "Target", "Latest"],
                                            ["SCH9 SL002", "97%", "12%"]], [OK], ["no_table"]),
    ("counts under misspelt headings", [T, ["Measure", "Numeratr", "Denominatr", "Percentage"], [SL001, 32, 33, "97%"]],
     [], ["unknown_heading", "unknown_heading"]),
    ("a verdict column", [T, ["Measure", "Performance", "Achieved"], [SL001, "97.5%", "Yes"]], [OK], []),
    ("a broken row does not hide the next", [T, H, [SL001, "97.5%"], [None, Shown("#REF!", "General")],
                                             ["SCH9 SL002", "97.5%"]], [OK, OK.replace("SL001", "SL002")],
     ["unknown_measure"]),
    ("a blank figure", [T, H, [SL001], ["SCH9 SL002", "97.5%"]],
     ["no_data SCH9 SL001 National 2017-18 Q1", OK.replace("SL001", "SL002")], ["blank"]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "rows", "verdicts", "problems"), CASES, ids=[case[0] for case in CASES])
def test_a_sheet(tmp_path: Path, what: str, rows: list[list[Any]], verdicts: list[str], problems: list[str]) -> None:
    report = check(workbook(tmp_path / "data.xlsx", {"Data": rows}))
    found = [
        f"{each.status} {each.observation.measure.code} {each.observation.provider} {each.observation.quarter}"
        for each in report.findings
    ]
    assert sorted(found) == sorted(verdicts), what
    told = [problem.kind for problem in report.problems if problem.kind != "ambiguous_unit"]
    assert sorted(told) == sorted(problems), what


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Measure,Provider,Quarter,Percentage\nSCH9 SL001,Essex,2017-18 Q1,97,4%\n", "too_many_fields"),
        ("Measure,Provider,Quarter,Percentage,Comment\nSCH9 SL001,Essex,2017-18 Q1,97,4%\n", "too_many_fields"),
        (
            "Measure,Provider,Quarter,Numerator,Denominator\nSCH9 SL001,Essex,2017-18 Q1,1,234,1,300\n",
            "too_many_fields",
        ),
        ("Measure;Provider;Quarter;Numerator;Denominator\nSCH9 SL001;Essex;2017-18 Q1;1;1.000\n", "not_a_count"),
        ("Measure;Provider;Quarter;Percentage\nSCH9 SL001;Essex;2017-18 Q1;97,5%\n", "not_a_number"),
    ],
)
def test_a_stray_delimiter_or_comma_makes_no_other_number(tmp_path: Path, text: str, kind: str) -> None:
    (tmp_path / "data.csv").write_text(text)
    report = check(tmp_path / "data.csv")
    assert [problem.kind for problem in report.problems] == [kind]
    assert not [each for each in report.findings if each.status == "pass"]


def test_codes_that_differ_in_punctuation_are_two_measures(tmp_path: Path) -> None:
    entry = (
        "  - code: KPI {}\n    title: t\n    definition: d\n    kind: service level\n    numerator: n\n"
        "    denominator: d\n    direction: at least\n    targets:\n"
        "      - {{from: 2016-17 Q4, level: {}%, source: s}}\n"
    )
    head = "framework: CRC\ntitle: t\nmeasures:\n"
    (tmp_path / "mine.yaml").write_text(head + entry.format("1.1", 95) + entry.format("11", 50))
    (tmp_path / "data.csv").write_text("Measure,Provider,Quarter,Rating\nKPI 1.1,Essex,2017-18 Q1,60%\n")
    report = check(tmp_path / "data.csv", targets=tmp_path / "mine.yaml")
    assert [(each.observation.measure.code, each.status.value) for each in report.findings] == [("KPI 1.1", "fail")]


def test_many_differing_duplicates_cost_no_more_than_they_are_worth(tmp_path: Path) -> None:
    rows = "".join(f"SCH9 SL001,Essex,2017-18 Q1,{number},10000\n" for number in range(3000))
    (tmp_path / "data.csv").write_text(f"Measure,Provider,Quarter,Numerator,Denominator\n{rows}")
    done = slcheck("check", tmp_path / "data.csv", "-f", "json")
    assert done.returncode == 3
    assert len(done.stdout) < 10_000_000


def test_a_long_cell_of_markers_is_read_in_no_time(tmp_path: Path) -> None:
    path = workbook(tmp_path / "data.xlsx", {"Data": [T, H, [SL001, "97.5%" + "*" * 30_000 + "x"]]})
    assert [problem.kind for problem in check(path).problems] == ["not_a_number"]


@pytest.mark.parametrize(
    "spelling",
    [
        "Kent Surrey and Sussex CRC",
        "Northumbria (CRC)",
        "Northumbria Community Rehabilitation Company",
        "Sussex, Kent & Surrey",
    ],
)
def test_a_provider_is_known_by_its_words(tmp_path: Path, spelling: str) -> None:
    rows = [T, ["Measure", "Provider", "Performance"], [SL001, spelling, "98%"]]
    report = check(workbook(tmp_path / "data.xlsx", {"Data": rows}))
    assert [each.status.value for each in report.findings] == ["pass"]
    assert not report.problems


def test_a_star_in_place_of_counts_is_confidential_where_the_legend_says_so(tmp_path: Path) -> None:
    rows = [T, ["Measure", "Numerator", "Denominator"], [SL001, "*", "*"], ["* suppressed: fewer than 5 cases"]]
    report = check(workbook(tmp_path / "data.xlsx", {"Data": rows}))
    assert [str(each.reason) for each in report.findings if each.status == "no_data"] == ["confidential"]
    assert not report.problems
    unexplained = check(workbook(tmp_path / "data.xlsx", {"Data": rows[:3]}))
    assert [problem.kind for problem in unexplained.problems] == ["ambiguous_symbol"]


@pytest.mark.parametrize("name", ["Performance Q1 2017", "annual-2017", "crc_2017-18_q1"])
def test_other_words_about_time_in_the_name_of_a_file_cast_no_doubt_on_its_title(tmp_path: Path, name: str) -> None:
    report = check(workbook(tmp_path / f"{name}.xlsx", {"Data": [T, H, [SL001, "98%"]]}))
    assert [(str(each.observation.quarter), each.status.value) for each in report.findings] == [("2017-18 Q1", "pass")]
    assert not report.problems


def test_the_name_of_a_file_that_names_another_quarter_is_a_contradiction(tmp_path: Path) -> None:
    report = check(workbook(tmp_path / "2016-17 Q4.xlsx", {"Data": [T, H, [SL001, "98%"]]}))
    assert [problem.kind for problem in report.problems] == ["quarter_unknown"]
