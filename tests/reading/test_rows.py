"""Tables with a row per figure, the long layout and the Inspectorate's print: found, read, and accounted for."""

import csv
import datetime
import io
import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slcheck import catalogue, reading
from slcheck.model import Counts, Level, Observation, Policy, Printed, Reading, Report, SheetUse, Stored, TableUse
from slcheck.quarter import Quarter
from support import LONG, PRINTED, TITLE, Shown, check, long_rows, printed_rows, workbook

Q = "2017-18 Q1"
CATALOGUE = catalogue.load()
PRINT = ["Service level", "Rating", "Target"]
WRITE_IT = "write the code before it, or take the figure out"
NOT_RECOGNISED = (
    "stands beside a figure under headings that were not recognised; head the columns Measure, and Percentage or "
    "Numerator and Denominator"
)


def read(tmp_path: Path, rows: Sequence[Sequence[Any]], sheet: str = "Sheet") -> Report:
    return check(workbook(tmp_path / "rows.xlsx", {sheet: rows}))


def figures(report: Report) -> dict[str, str]:
    """Cell and what was read there: ``776/801``, ``95.6%`` (printed), ``=95.6%`` (stored), or the reason for none."""
    return {each.observation.origin.cell: shown(each.observation) for each in report.findings}


def shown(observation: Observation) -> str:
    match observation.figure:
        case Counts(numerator=numerator, denominator=denominator):
            return f"{numerator}/{denominator}"
        case Printed(percent=percent):
            return f"{percent:f}%"
        case Stored(percent=percent):
            return f"={percent:f}%"
        case none:
            return none.reason.value


def problems(report: Report) -> list[tuple[str, str]]:
    """The cell (or sheet) and the whole sentence of every problem."""
    return [(str(each.place).rpartition(" ")[2], each.message) for each in report.problems]


def use(report: Report) -> SheetUse:
    (only,) = report.inputs[0].sheets
    return only


# The Inspectorate's print


def test_the_print_of_the_inspectorate_is_read_whole() -> None:
    report = check(PRINTED)
    assert (len(report.findings), report.problems) == (42, ())
    assert [(each.name, each.layout, each.rows_used) for each in report.inputs[0].sheets] == [
        ("CRC", "print", 21),
        ("NPS", "print", 21),
    ]


def test_a_print_with_title_blank_rows_and_notes(tmp_path: Path) -> None:
    rows = [
        ["HM Inspectorate of Probation"],
        [TITLE],
        [],
        PRINT,
        ["SCH9 SL001 – Seen in 5 days", "95.6%", "97%"],
        [],
        ["SCH9 SL002 – Seen in 1 day", Shown(0.98, "0%"), Shown(0.97, "0%")],
        [],
        ["Source: annual report 2017, page 12."],
        ["Contains public sector information"],
    ]
    report = read(tmp_path, rows)
    assert figures(report) == {"B5": "95.6%", "B7": "=98%"}
    assert not report.problems
    assert use(report) == SheetUse(
        name="Sheet",
        layout="print",
        tables=(
            TableUse(
                layout="print",
                cells="B5:B7",
                figures=2,
                quarter="2017-18 Q1 (title in A2)",
                provider="National (no provider is named)",
                units="by the format or percent sign of each cell",
            ),
        ),
        headings=("A4 Service level = measure", "B4 Rating = percentage", "C4 Target = target"),
        rows_read=7,
        rows_used=2,
        left_out=(("headings", 1), ("titles and notes", 4)),
    )


@pytest.mark.parametrize(
    "between",
    [
        [],
        [[], []],
        [[], PRINT],
        [["Figure 8 (continued)"], PRINT],
        [["* 16/17 Q4 (Jan–Mar 17)"], [], ["Figure 8 (continued)"], PRINT],
        [["Page 2"], []],
    ],
    ids=["none", "blank rows", "heading again", "title and heading", "legend, title and heading", "page number"],
)
def test_a_table_broken_by_a_page_break_is_one_table(tmp_path: Path, between: list[list[str]]) -> None:
    rows = [[TITLE], PRINT, ["SCH9 SL001 – Seen", 95.6, "97%"], *between, ["SCH9 SL002 – Planned", 98, "97%"]]
    report = read(tmp_path, rows)
    assert list(figures(report).values()) == ["=95.6%", "=98%"]
    assert {str(each.observation.quarter) for each in report.findings} == {Q}
    assert not report.problems


def test_two_tables_with_their_own_titles_are_two_tables(tmp_path: Path) -> None:
    rows = [
        ["Community Rehabilitation Companies, April to June 2017"], PRINT, ["SL001", "98%", "97%"], [],
        ["National Probation Service, January to March 2017"], PRINT, ["SL001", "99%", "95%"],
    ]  # fmt: skip
    found = {
        (each.observation.origin.cell, each.observation.measure.code, str(each.observation.quarter))
        for each in read(tmp_path, rows).findings
    }
    assert found == {("B3", "SCH9 SL001", "2017-18 Q1"), ("B7", "NPS SL001", "2016-17 Q4")}


@pytest.mark.parametrize(
    ("heading", "row", "cell"),
    [
        (["Code", "Description", "Rating"], ["SCH9 SL001", "Seen in time", "98%"], "C3"),
        (["Description", "Service level", "Rating"], ["Seen in time", "SCH9 SL001", "98%"], "C3"),
        (["Ref", "Rating", "Definition"], ["SCH9 SL001", "98%", "Seen in time"], "B3"),
        (["CRC service level", "Current rating"], ["SCH9 SL001 – Seen in time", "98%"], "B3"),
        (["", "Rating", "Target"], ["SCH9 SL001 – Seen in time", "98%", "97%"], "B3"),
        (["Our own words", "Actual", "Target"], ["SCH9 SL001", "98%", "97%"], "B3"),
        ([None, None, "Measure", "%"], [None, None, "SCH9 SL001", "98%"], "D3"),
        (["SERVICE LEVEL:", "Rating (%) *"], ["SCH9 SL001", "98% "], "B3"),
    ],
)
def test_the_codes_are_found_under_many_headings(tmp_path: Path, heading: list[str], row: list[str], cell: str) -> None:
    report = read(tmp_path, [[TITLE], heading, row, ["* provisional"]])
    assert figures(report) == {cell: "98%"}
    assert not report.problems


# The long layout


@pytest.mark.parametrize(
    ("cells", "figure"),
    [
        ([776, 801, Shown(0.969, "0.0%")], {"D2": "776/801"}),
        ([776, 801, None], {"D2": "776/801"}),
        ([None, None, Shown(0.969, "0.0%")], {"F2": "=96.9%"}),
        (["776", "801", "96.9%"], {"D2": "776/801"}),
        (["1,350", "1,500", "90.0%"], {"D2": "1350/1500"}),
        ([33.0, 34.0, None], {"D2": "33/34"}),
        (["[c]", "[c]", "[c]"], {"F2": "confidential"}),
        (["[c]", 34, None], {"D2": "confidential"}),
        (["[x]", "[x]", "98%"], {"F2": "98%"}),
        (["..", "..", None], {"D2": "not_available"}),
        (["N/A", "N/A", "N/A"], {"D2": "not_applicable"}),
        ([0, 0, None], {"D2": "0/0"}),
        ([0, 0, "#DIV/0!"], {"D2": "0/0"}),
        ([0, 0, "N/A"], {"D2": "0/0"}),
    ],
)
def test_the_most_exact_figure_of_a_row_is_taken(tmp_path: Path, cells: list[Any], figure: dict[str, str]) -> None:
    report = read(tmp_path, long_rows(["SCH9 SL001", "Essex", Q, *cells]))
    assert figures(report) == figure
    assert not report.problems


@pytest.mark.parametrize(
    ("cells", "figure", "problem"),
    [
        ([5, None, None], {"D2": "incomplete_counts"},
         ("D2", "The denominator beside 5 is blank; a figure is judged from both counts or from neither.")),
        ([None, 10, "98%"], {"E2": "incomplete_counts"},
         ("E2", "The numerator beside 10 is blank; a figure is judged from both counts or from neither.")),
        ([33.5, 34, "98%"], {"D2": "unusable"}, ("D2", "33.5 is not a number of cases; write a whole number")),
        ([33, "34 or so", "98%"], {"E2": "unusable"},
         ("E2", "'34 or so' is not a number of cases; write a whole number, or [x] for none")),
        ([-1, 34, None], {"D2": "unusable"}, ("D2", "-1 is not a number of cases; write a whole number")),
        ([True, 34, None], {"D2": "unusable"},
         ("D2", "TRUE is not a figure; write a number, or [x] where there is none")),
        (["#REF!", 34, None], {"D2": "unusable"},
         ("D2", "the cell shows #REF!; correct the formula and save the file again")),
        ([33, 34, "#DIV/0!"], {"D2": "33/34"},
         ("F2", "the cell shows #DIV/0!; correct the formula and save the file again; the counts were judged")),
        ([33, 34, "TBC"], {"D2": "33/34"},
         ("F2", "'TBC' is not a figure; write a number, or [x] where there is none; the counts were judged")),
        (["=C1", 34, None], {"D2": "unusable"},
         ("D2", "the formula =C1 has no stored value; open the file in Excel, save it, and try again")),
        ([None, None, "95,6%"], {"F2": "unusable"}, ("F2", "'95,6%' has a decimal comma; write 95.6%")),
        ([None, None, datetime.date(2017, 1, 5)], {"F2": "unusable"},
         ("F2", "the cell holds the date 2017-01-05; write the figure and clear its format")),
        ([None, None, "-"], {"F2": "unusable"},
         ("F2", "'-' can mean zero or no figure; write 0, or [x] for not available")),
        ([None, None, None], {"D2": "blank"},
         ("D2", "the figure of SCH9 SL001 is blank; write it, or [x] where there is none")),
        ([35, 34, None], {"D2": "35/34"}, ("D2", "The numerator 35 is above the denominator 34; correct one of them.")),
        ([None, None, "100.1%"], {"F2": "100.1%"},
         ("F2", "100.1% is above 100%, which a share of cases cannot be; correct the figure.")),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_used_is_named_with_its_cell(
    tmp_path: Path, cells: list[Any], figure: dict[str, str], problem: tuple[str, str]
) -> None:
    good = ["SCH9 SL002", "Essex", Q, 98, 100, "98%"]
    report = read(tmp_path, long_rows(["SCH9 SL001", "Essex", Q, *cells], good))
    assert figures(report) == figure | {"D3": "98/100"}
    assert problems(report) == [problem]
    verdict = "pass" if "the counts were judged" in problem[1] else "no_data"
    assert {each.observation.measure.code: each.status.value for each in report.findings} == {
        "SCH9 SL001": verdict,
        "SCH9 SL002": "pass",
    }


@pytest.mark.parametrize(
    ("headings", "cells", "quarter"),
    [
        (["Quarter"], ["2017-18 Q1"], "2017-18 Q1"),
        (["Period"], ["Apr-Jun 17"], "2017-18 Q1"),
        (["Quarter"], ["16/17 Q4 (Jan-Mar 17)"], "2016-17 Q4"),
        (["Quarter ending"], [datetime.date(2017, 6, 30)], "2017-18 Q1"),
        (["Quarter ending"], [datetime.date(2017, 3, 1)], "2016-17 Q4"),
        (["Financial year", "Quarter"], ["2017-18", "Q1"], "2017-18 Q1"),
        (["Year", "Qtr"], ["2017/18", "Quarter 2"], "2017-18 Q2"),
        (["Quarter", "Year"], ["Q1", "17-18"], "2017-18 Q1"),
        (["Quarter", "Period"], ["2017-18 Q1", "Apr-Jun 2017"], "2017-18 Q1"),
        (["Quarter", "Quarter ending"], ["2017-18 Q1", datetime.date(2017, 6, 30)], "2017-18 Q1"),
    ],
)
def test_a_row_names_its_quarter_in_one_column_or_two(
    tmp_path: Path, headings: list[str], cells: list[Any], quarter: str
) -> None:
    rows = [["Measure", "Provider", *headings, "Percentage"], ["SCH9 SL001", "Essex", *cells, "98%"]]
    report = read(tmp_path, rows)
    assert [str(each.observation.quarter) for each in report.findings] == [quarter]
    assert not report.problems


@pytest.mark.parametrize(
    ("headings", "cells", "problem"),
    [
        (
            ["Quarter"],
            ["Q1 2017"],
            (
                "C2",
                "'Q1 2017' could mean a calendar or a financial quarter; write 2017-18 Q1 for the financial one",
            ),
        ),
        (
            ["Quarter"],
            ["April to August 2017"],
            (
                "C2",
                "'April to August 2017' is not a quarter: "
                "a quarter is Apr-Jun, Jul-Sep, Oct-Dec or Jan-Mar of one year",
            ),
        ),
        (
            ["Quarter", "Period"],
            ["2017-18 Q1", "Jul-Sep 2017"],
            ("D2", "the row names two quarters, 2017-18 Q1 and 2017-18 Q2; correct one of them"),
        ),
        (
            ["Quarter", "Quarter ending"],
            ["2017-18 Q1", datetime.date(2017, 9, 30)],
            ("D2", "the row names two quarters, 2017-18 Q1 and 2017-18 Q2; correct one of them"),
        ),
    ],
)
def test_a_row_whose_quarter_cannot_be_told_is_an_error(
    tmp_path: Path, headings: list[str], cells: list[Any], problem: tuple[str, str]
) -> None:
    rows = [["Measure", "Provider", *headings, "Percentage"], ["SCH9 SL001", "Essex", *cells, "98%"]]
    report = read(tmp_path, rows)
    assert not report.findings
    assert problems(report) == [problem]
    assert use(report).left_out == (("headings", 1), ("rows that could not be placed", 1))


def test_a_quarter_missing_in_one_row_is_an_error_and_in_all_of_them_a_matter_of_the_option(tmp_path: Path) -> None:
    headings = ["Measure", "Provider", "Quarter", "Percentage"]
    rows = [headings, ["SCH9 SL001", "Essex", None, "98%"], ["SCH9 SL002", "Essex", None, "98%"]]
    report = check(workbook(tmp_path / "rows.xlsx", {"Sheet": rows}), Policy(quarter=Quarter(2017, 1)))
    assert figures(report) == {"D2": "98%", "D3": "98%"}
    rows[2][2] = Q
    assert problems(read(tmp_path, rows)) == [("A2", "the row of SCH9 SL001 has no quarter; name it")]


def test_a_total_of_others_is_kept_apart_and_said(tmp_path: Path) -> None:
    report = read(
        tmp_path, long_rows(["SCH9 SL001", "Essex", Q, 98, 100, None], ["SCH9 SL001", "Total", Q, 9, 10, None])
    )
    assert figures(report) == {"D2": "98/100"}
    (problem,) = report.problems
    assert (problem.level, problem.kind) == (Level.WARNING, "total")
    assert problem.message == (
        "1 row not judged, about totals or averages (National is the word for the whole country): 'Total' in B3"
    )


def test_a_list_of_targets_is_no_table_and_no_trouble(tmp_path: Path) -> None:
    sheets = {
        "CRC": long_rows(["SCH9 SL001", "Essex", Q, 98, 100, None]),
        "Lookup": [["Code", "Description", "Target"], ["SCH9 SL001", "Seen in time", "97%"]],
    }
    report = check(workbook(tmp_path / "rows.xlsx", sheets))
    assert figures(report) == {"D2": "98/100"}
    assert not report.problems
    assert report.inputs[0].sheets[1].left_out == (("a list of targets", 2),)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["Wording of our own", "Essex", Q, 98, 100, None],
         ("A3", "'Wording of our own' starts with no declared code; declare it, or correct the code")),
        (["SCH9 SL001X – Seen", "Essex", Q, 98, 100, None],
         ("A3", "'SCH9 SL001X – Seen' starts with no declared code; did you mean SCH9 SL001?")),
        ([None, "Essex", Q, 98, 100, None], ("D3", f"the figure 98 stands in a row without a code; {WRITE_IT}")),
        ([None, None, None, None, None, "98%"], ("F3", f"the figure 98% stands in a row without a code; {WRITE_IT}")),
        (["SCH9 SL002", None, Q, 98, 100, None], ("A3", "the row of SCH9 SL002 has no provider; name it")),
        (["SCH9 SL002", "Borsetshire", Q, 98, 100, None],
         ("B3", "'Borsetshire' is no declared provider; correct it, or add the spelling to a providers file of your "
                "own")),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_placed_is_an_error_and_costs_no_other_row(
    tmp_path: Path, row: list[Any], problem: tuple[str, str]
) -> None:
    rows = long_rows(["SCH9 SL001", "Essex", Q, 98, 100, None], row, ["SCH9 SL001", "London", Q, 98, 100, None])
    report = read(tmp_path, rows)
    assert figures(report) == {"D2": "98/100", "D4": "98/100"}
    assert problems(report) == [problem]
    assert {each.level for each in report.problems} == {Level.ERROR}
    assert use(report).rows_used == 2


# A heading that is corrupted never drops a figure in silence


def nearly(cell: str, written: str, known: str) -> tuple[str, str]:
    said = f"'{written}' is no heading that is known, but nearly '{known}'"
    return cell, f"{said}; correct it, or rename it if it is something else"


def both_read_as(cell: str, first: str, second: str, role: str) -> tuple[str, str]:
    return cell, f"'{first}' in D1 and '{second}' both read as the {role}; rename the one that is not meant"


HALF = "heads a {0}, but no heading for the {1} was recognised; name it {2}"


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        (
            ["Measure", "Provider", "Quarter", "Numeratr", "Denominator", "Percentage"],
            [
                ("E1", f"'Denominator' {HALF.format('denominator', 'numerator', 'Numerator')}"),
                nearly("D1", "Numeratr", "numerator"),
            ],
        ),
        (
            ["Measure", "Provider", "Quarter", "Numerator", "Denomnator", "Percentage"],
            [
                ("D1", f"'Numerator' {HALF.format('numerator', 'denominator', 'Denominator')}"),
                nearly("E1", "Denomnator", "denominator"),
            ],
        ),
        (
            ["Measure", "Providr", "Quarter", "Numerator", "Denominator", "Percentage"],
            [
                nearly("B1", "Providr", "provider"),
                ("B1", "column B, headed 'Providr', holds providers; head it Provider"),
            ],
        ),
        (
            ["Measure", None, "Quarter", "Numerator", "Denominator", "Percentage"],
            [("B2", "column B, headed '', holds providers; head it Provider")],
        ),
        (
            ["Measure", "Somewhere", "Quarter", "Numerator", "Denominator", "Percentage"],
            [("B1", "column B, headed 'Somewhere', holds providers; head it Provider")],
        ),
        (
            ["Measure", "Provider", "Quartr", "Numerator", "Denominator", "Percentage"],
            [nearly("C1", "Quartr", "quarter"), ("C1", "column C, headed 'Quartr', holds periods; head it Quarter")],
        ),
        (
            ["Measure", "Provider", None, "Numerator", "Denominator", "Percentage"],
            [("C2", "column C, headed '', holds periods; head it Quarter")],
        ),
        (
            ["Measure", "Provider", "Quarter", "Numerator", "Denominator", "Numerator"],
            [both_read_as("F1", "Numerator", "Numerator", "numerator")],
        ),
        (
            ["Measure", "Provider", "Quarter", "Rating", "Target", "Percentage"],
            [both_read_as("F1", "Rating", "Percentage", "percentage")],
        ),
        (
            ["Measure", "Provider", "Quarter", "Percentage", "Targt", "Comment"],
            [nearly("E1", "Targt", "target")],
        ),
        (
            ["Mesure", "Providr", "Quartr", "Numeratr", "Denomnator", "Percntage"],
            [("A2", f"'SCH9 SL001' {NOT_RECOGNISED}")],
        ),
        ([1, 2, 3, 4, 5, 6], [("A2", f"'SCH9 SL001' {NOT_RECOGNISED}")]),
    ],
)
def test_a_corrupted_heading_of_the_long_layout_is_an_error(
    tmp_path: Path, headings: list[Any], said: list[tuple[str, str]]
) -> None:
    report = read(tmp_path, [headings, ["SCH9 SL001", "Essex", Q, 98, 100, 98]])
    assert not report.findings
    assert problems(report) == said


UNSAFE = "a table that cannot be read safely"
SIDE_BY_SIDE = "both hold codes; put tables below each other, not side by side"
WHICH = "'Rating' does not say which {} its figures are about, as other headings do"
NAME_PROVIDER = f"{WHICH.format('provider')}; write National if they cover the whole country"
NAME_QUARTER = f"{WHICH.format('quarter')}; name it there"


@pytest.mark.parametrize(
    ("headings", "row", "said"),
    [
        (["Measure", "Rating", "Essex", "London"], ["SCH9 SL001", "98%", "97%", 0.96],
         [("B2", NAME_PROVIDER)]),
        (["Measure", "Rating", "2016-17 Q4"], ["SCH9 SL001", "98%", "97%"], [("B2", NAME_QUARTER)]),
        (["Measure", "Rating", "Jan-Mar 17"], ["SCH9 SL001", "98%", "97%"], [("B2", NAME_QUARTER)]),
        (["Measure", "Rating", "Q4"], ["SCH9 SL001", "98%", "97%"], [("B2", NAME_QUARTER)]),
        (["Measure", "Rating", "Service level"], ["SCH9 SL001", "98%", "SCH9 SL002"],
         [("C2", f"columns A and C {SIDE_BY_SIDE}")]),
        (["Measure", "Rating", "Where"], ["SCH9 SL001", "98%", "Essex"],
         [("C2", "column C, headed 'Where', holds providers; head it Provider")]),
        (["Measure", "Rating", "When"], ["SCH9 SL001", "98%", "2016-17 Q4"],
         [("C2", "column C, headed 'When', holds periods; head it Quarter")]),
        (["Measure", "Rating", "When"], ["SCH9 SL001", "98%", datetime.date(2017, 3, 31)],
         [("C2", "column C, headed 'When', holds periods; head it Quarter")]),
        (["Measure", "Rating", "Basis"], ["SCH9 SL001", "98%", "Annual"],
         [("C3", "column C, headed 'Basis', holds 'Annual', which is no quarter; leave those rows out")]),
        (["Measure", "Rating", "Provider", "Area"], ["SCH9 SL001", "98%", "Essex", "Chelmsford"],
         [("D2", "'Provider' and 'Area' both name providers; rename the one that is not meant")]),
    ],
)  # fmt: skip
def test_a_table_with_a_column_that_changes_what_its_figures_mean_is_not_read(
    tmp_path: Path, headings: list[str], row: list[Any], said: list[tuple[str, str]]
) -> None:
    report = read(tmp_path, [[TITLE], headings, row])
    assert not report.findings
    assert problems(report) == said
    assert {each.level for each in report.problems} == {Level.ERROR}
    assert use(report).left_out == ((UNSAFE, 2), ("titles and notes", 1))


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Comment", "Essex was late"),
        ("Comment", "better than 2016-17 Q4"),
        ("RAG", "Green"),
        ("Change", 0.5),
        ("Rank", 3),
        ("Source", "annual report 2017, page 12"),
        ("2016-17 Q4", None),
        ("Rating", "Yes"),  # words that only repeat the verdict
        ("Service level", "SCH9 SL001"),
    ],
)
def test_a_column_that_changes_nothing_is_passed_over(tmp_path: Path, heading: str, cell: Any) -> None:
    report = read(tmp_path, [[TITLE], ["Measure", "Percentage", heading], ["SCH9 SL001", "98%", cell]])
    assert figures(report) == {"B3": "98%"}
    assert not report.problems


def test_a_division_beside_its_provider_is_not_the_provider(tmp_path: Path) -> None:
    headings = ["Measure", "NPS division", "Provider", "Quarter", "Percentage"]
    report = read(tmp_path, [headings, ["SCH9 SL001", "North East", "Northumbria", Q, "98%"]])
    assert [(each.observation.measure.code, each.observation.provider) for each in report.findings] == [
        ("SCH9 SL001", "Northumbria")
    ]
    assert not report.problems


def test_a_table_that_is_not_read_costs_no_other_table(tmp_path: Path) -> None:
    rows = [
        [TITLE],
        ["Measure", "Rating", "Essex"],
        ["SCH9 SL001", "98%", "97%"],
        [],
        ["Measure", "Rating"],
        ["SCH9 SL002", "99%"],
    ]
    report = read(tmp_path, rows)
    assert figures(report) == {"B6": "99%"}
    assert problems(report) == [("B2", NAME_PROVIDER)]


@pytest.mark.parametrize(
    ("line", "first", "second"),
    [
        ("Merseyside", ("SCH9 SL001", "National", Q), ("SCH9 SL001", "Merseyside", Q)),
        ("2016-17 Q4", ("SCH9 SL001", "National", Q), ("SCH9 SL001", "National", "2016-17 Q4")),
        ("January to March 2017", ("SCH9 SL001", "National", Q), ("SCH9 SL001", "National", "2016-17 Q4")),
        ("Community sentences", ("SCH9 SL001", "National", Q), ("SCH9 SL001", "National", Q)),
    ],
)
def test_a_line_inside_a_table_that_names_only_whose_or_when_starts_a_new_table(
    tmp_path: Path, line: str, first: tuple[str, str, str], second: tuple[str, str, str]
) -> None:
    rows = [[TITLE], ["Measure", "Rating"], ["SCH9 SL001", "98%"], [line], ["SCH9 SL001", "97%"]]
    report = read(tmp_path, rows)
    found = {
        each.observation.origin.cell: (
            each.observation.measure.code,
            each.observation.provider,
            str(each.observation.quarter),
        )
        for each in report.findings
    }
    assert found == {"B3": first, "B5": second}


def test_what_the_titles_of_a_table_do_not_say_those_of_the_table_before_do(tmp_path: Path) -> None:
    rows = [
        [TITLE], ["Essex"], ["Measure", "Rating"], ["SCH9 SL001", "98%"], [],
        ["January to March 2017"], ["Measure", "Rating"], ["SCH9 SL001", "97%"], [],
        ["Merseyside"], ["Measure", "Rating"], ["SCH9 SL001", "96%"],
    ]  # fmt: skip
    report = read(tmp_path, rows)
    found = {
        each.observation.origin.cell: (each.observation.provider, str(each.observation.quarter))
        for each in report.findings
    }
    assert found == {"B4": ("Essex", Q), "B8": ("Essex", "2016-17 Q4"), "B12": ("Merseyside", "2016-17 Q4")}
    assert not report.problems


@pytest.mark.parametrize(
    "headings",
    [
        ["Service level", "Ratng"],
        ["Service level", "Ratng", "Target"],
        ["Servce level", "Ratng", "Taget"],
        ["Service level", "Rating Q1 2017", "Target"],
        ["Service level", "Rating April to August 2017", "Target"],
        ["Service level", "Rating 2017-18 Q1 / 2017-18 Q2", "Target"],
    ],
)
def test_a_corrupted_heading_of_the_print_is_an_error_for_every_figure(tmp_path: Path, headings: list[str]) -> None:
    rows = [[TITLE], headings, ["SCH9 SL001 – Seen", "95.6%", "97%"], ["Words"], ["SCH9 SL002 – Planned", 0.98, 0.97]]
    report = read(tmp_path, rows)
    assert not report.findings
    assert problems(report) == [
        ("A3", f"'SCH9 SL001 – Seen' {NOT_RECOGNISED}"),
        ("A5", f"'SCH9 SL002 – Planned' {NOT_RECOGNISED}"),
    ]


@pytest.mark.parametrize("measure", ["Servce level", "", "anything"])
def test_the_heading_over_the_codes_may_be_anything(tmp_path: Path, measure: str) -> None:
    report = read(tmp_path, [[TITLE], [measure, "Rating", "Target"], ["SCH9 SL001 – Seen", "98%", "97%"]])
    assert figures(report) == {"B3": "98%"}


def test_a_corrupted_heading_after_a_page_break_is_an_error_for_every_figure_below(tmp_path: Path) -> None:
    rows = [
        [TITLE],
        PRINT,
        ["SCH9 SL001", "98%", "97%"],
        ["Service level", "Ratng", "Target"],
        ["SCH9 SL002", "9%", "97%"],
    ]
    report = read(tmp_path, rows)
    assert figures(report) == {"B3": "98%"}
    assert problems(report) == [("A5", f"'SCH9 SL002' {NOT_RECOGNISED}")]
    assert use(report).left_out == (
        ("below a heading that was not recognised", 1),
        ("headings", 1),
        ("titles and notes", 2),
    )


# Several sheets, and the account of what was used


def test_every_sheet_is_accounted_for(tmp_path: Path) -> None:
    sheets = {
        "Cover": [["Hello"], ["There"]],
        "CRC": printed_rows(["SL001 – Seen", "98%", "97%"], ["SL002 – Planned", "TBC", "97%"], ["Note: x"]),
        "Counts": long_rows(["NPS SL001", "London", Q, 98, 100, None], ["NPS SL002", "Nowhere", Q, 98, 100, None]),
        "Empty": [],
    }
    report = check(workbook(tmp_path / "sheets.xlsx", sheets))
    assert [
        (each.name, each.layout, each.rows_read, each.rows_used, each.left_out) for each in report.inputs[0].sheets
    ] == [
        ("Cover", None, 2, 0, (("no table of service levels", 2),)),
        ("CRC", "print", 5, 2, (("headings", 1), ("titles and notes", 2))),
        ("Counts", "long", 3, 1, (("headings", 1), ("rows that could not be placed", 1))),
        ("Empty", None, 0, 0, ()),
    ]
    assert report.inputs[0].rows_used == 3
    assert [(str(each.place).partition("sheets.xlsx, ")[2], each.kind) for each in report.problems] == [
        ("sheet CRC, cell B5", "not_a_number"),
        ("sheet Counts, cell B3", "unknown_provider"),
    ]


def test_columns_that_are_not_used_are_said(tmp_path: Path) -> None:
    rows = [["Measure", "Provider", "Quarter", "Percentage", "Comment"], ["SCH9 SL001", "Essex", Q, "98%", "fine"]]
    assert use(read(tmp_path, rows)).headings == (
        "A1 Measure = measure",
        "B1 Provider = provider",
        "C1 Quarter = quarter",
        "D1 Percentage = percentage",
        "E1 Comment = not used",
    )


def test_a_blank_figure_beside_a_target_is_said(tmp_path: Path) -> None:
    report = read(tmp_path, printed_rows(["SCH9 SL001 – Seen", None, "97%"], ["SCH9 SL002 – Planned", "98%", "97%"]))
    assert figures(report) == {"B4": "blank", "B5": "98%"}
    assert problems(report) == [
        ("B4", "the figure of SCH9 SL001 – Seen is blank; write it, or [x] where there is none")
    ]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("97%", []),
        (Shown(0.97, "0%"), []),
        (None, []),
        ("N/A", []),
        ("ask", [("C4", "the target 'ask' cannot be read; the declared one was used")]),
        ("970%", [("C4", "the target '970%' cannot be read; the declared one was used")]),
    ],
)
def test_a_printed_target_is_held_against_the_declared_one(
    tmp_path: Path, target: Any, said: list[tuple[str, str]]
) -> None:
    report = read(tmp_path, printed_rows(["SCH9 SL001 – Seen", "98%", target]))
    assert [each.status.value for each in report.findings] == ["pass"]
    assert problems(report) == said


# Whatever is written is read back


MEASURES = st.sampled_from(CATALOGUE.measures)
QUARTERS = st.builds(Quarter, st.integers(2014, 2020), st.integers(1, 4))
COUNTS = st.integers(0, 9999).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d)))


@st.composite
def written_rows(draw: st.DrawFn) -> tuple[str, str, Quarter, int, int]:
    """Measure, provider, quarter, numerator and denominator of one declared measure and a provider held to it."""
    measure = draw(MEASURES)
    whose = draw(st.sampled_from([each.name for each in CATALOGUE.providers if each.framework is measure.framework]))
    return (measure.code, whose, draw(QUARTERS), *draw(COUNTS))


ROWS = st.lists(written_rows(), min_size=1, max_size=8, unique_by=lambda row: row[:3])
ROUND_TRIP = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read_file(path: Path) -> Reading:
    return reading.read(str(path), CATALOGUE, reading.Hints())


def read_back(result: Reading) -> list[tuple[str, str, Quarter, int, int]]:
    return [
        (each.measure.code, each.provider, each.quarter, each.figure.numerator, each.figure.denominator)
        for each in result.observations
        if isinstance(each.figure, Counts)
    ]


@ROUND_TRIP
@given(rows=ROWS)
def test_counts_written_to_xlsx_are_read_back_exactly(rows: list[tuple[str, str, Quarter, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        table = long_rows(*([code, whose, str(quarter), *counts, None] for code, whose, quarter, *counts in rows))
        result = read_file(workbook(Path(folder) / "a.xlsx", {"Sheet": table}))
    assert read_back(result) == rows
    assert [each.origin.cell for each in result.observations] == [f"D{row}" for row in range(2, len(rows) + 2)]
    assert not result.problems


@ROUND_TRIP
@given(
    rows=ROWS, delimiter=st.sampled_from(",;\t"), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])
)
def test_counts_written_to_text_are_read_back_exactly(
    rows: list[tuple[str, str, Quarter, int, int]], delimiter: str, encoding: str
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(LONG)
    for code, whose, quarter, numerator, denominator in rows:
        writer.writerow([code, whose, quarter, f"{numerator:,}", denominator, ""])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(text.getvalue().encode(encoding))
        result = read_file(path)
    assert read_back(result) == rows
    assert not result.problems


@ROUND_TRIP
@given(
    figures=st.dictionaries(
        st.sampled_from([each.code for each in CATALOGUE.measures]),
        st.decimals(0, 100, places=1, allow_nan=False),
        min_size=1,
        max_size=12,
    ),
    quarter=QUARTERS,
    as_text=st.booleans(),
    broken_after=st.integers(0, 12),
)
def test_percentages_in_the_print_are_read_back_exactly(
    figures: dict[str, Decimal], quarter: Quarter, as_text: bool, broken_after: int
) -> None:
    body: list[list[Any]] = [
        [f"{code} – Words about it", f"{percent}%" if as_text else Shown(float(percent.scaleb(-2)), "0.0%")]
        for code, percent in figures.items()
    ]
    heading = ["Service level", "Rating"]
    table = [[f"Performance, {quarter.months}"], [], heading, *body[:broken_after], [], heading, *body[broken_after:]]
    with tempfile.TemporaryDirectory() as folder:
        result = read_file(workbook(Path(folder) / "a.xlsx", {"Sheet": table}))
    assert not result.problems
    kind = Printed if as_text else Stored
    assert {each.measure.code: each.figure.percent for each in result.observations} == figures
    assert {(type(each.figure), each.provider, each.quarter) for each in result.observations} == {
        (kind, "National", quarter)
    }


LINES_OF_SOMETHING_ELSE = ["Forecast", "Year to date", "Targets", "Figures below are targets", "Contract targets"]


@pytest.mark.parametrize("blank", [[], [[]]], ids=["at once", "after a blank row"])
@pytest.mark.parametrize("line", LINES_OF_SOMETHING_ELSE)
def test_rows_below_a_line_that_calls_them_no_performance_are_not_judged(
    tmp_path: Path, line: str, blank: list[list[str]]
) -> None:
    head = ["Measure", "Provider", "Quarter", "Numerator", "Denominator"]
    above, below = ["SCH9 SL001", "London", Q, 97, 100], ["SCH9 SL002", "London", Q, 98, 100]
    report = read(tmp_path, [head, above, *blank, [line], below])
    assert "98/100" not in figures(report).values()
    assert [each for each in report.problems if each.level is Level.ERROR]


@pytest.mark.parametrize("line", ["Northern region", "Checked by A. Analyst", "Returned in July"])
def test_rows_below_a_plain_line_are_read_where_they_say_all_themselves(tmp_path: Path, line: str) -> None:
    head = ["Measure", "Provider", "Quarter", "Numerator", "Denominator"]
    above, below = ["SCH9 SL001", "London", Q, 97, 100], ["SCH9 SL002", "London", Q, 98, 100]
    assert list(figures(read(tmp_path, [head, above, [line], below])).values()) == ["97/100", "98/100"]
