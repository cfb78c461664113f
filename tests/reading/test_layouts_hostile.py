"""What people put into cross-tabs that would make a wrong figure, or drop one in silence.

Every row is a small workbook and the figures that it truly holds. Whatever is judged is one of them, for its own
measure, provider and quarter; what is not judged is refused at a cell or a sheet.
"""

import csv
import datetime
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from slcheck.model import CellPlace, Counts, FilePlace, Finding, Level, Policy, Printed, Problem, Report, Status, Stored
from support import Shown, check

T = ["CRC service levels 2017-18 Q1"]
A, B = "SCH9 SL001", "SCH9 SL003"
N, E = "Northumbria", "Essex"
Q4, Q1, Q2 = "2016-17 Q4", "2017-18 Q1", "2017-18 Q2"
TITLE_B = ["SCH9 SL003 - Plan completed, community sentence"]
FIELDS = ["Numerator", "Denominator", "%"]


class Expect(StrEnum):
    """READ: all of it and no error. EITHER: all of it, or an error at its place. REFUSED: an error in any case.

    APART: no figure of a quarter at all, which any problem may say.
    """

    READ = "read"
    EITHER = "read or refused"
    REFUSED = "refused"
    APART = "kept apart"


READ, EITHER, REFUSED, APART = Expect


@dataclass(frozen=True)
class Case:
    """``rows`` of one sheet, or ``sheets`` by name; ``truth`` are the figures that may be judged."""

    name: str
    expect: Expect
    truth: tuple[str, ...]
    rows: Sequence[Sequence[Any]] = ()
    sheets: dict[str, Sequence[Sequence[Any]]] = field(default_factory=dict)
    merged: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    is_csv: bool = False
    sheet: str = "CRC"


def p(percent: float) -> Shown:
    """A percentage as Excel holds it."""
    return Shown(round(percent / 100, 10), "0.0%")


def across(measure: str, quarter: str, **values: str) -> tuple[str, ...]:
    """The figures of providers side by side, as ``judged`` tells them."""
    names = {"n": N, "e": E, "nat": "National"}
    return tuple(f"{measure} | {names[name]} | {quarter} | {value}" for name, value in values.items())


def through(measure: str, provider: str, *values: str, quarters: Sequence[str] = (Q4, Q1, Q2)) -> tuple[str, ...]:
    return tuple(
        f"{measure} | {provider} | {quarter} | {value}" for quarter, value in zip(quarters, values, strict=False)
    )


def write(case: Case, folder: Path) -> Path:
    if case.is_csv:
        out = io.StringIO(newline="")
        csv.writer(out).writerows([["" if cell is None else cell for cell in row] for row in case.rows])
        (folder / "data.csv").write_text(out.getvalue(), encoding="utf-8")
        return folder / "data.csv"
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (case.sheets or {case.sheet: case.rows}).items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(number, column, value.value if isinstance(value, Shown) else value)
                if isinstance(value, Shown):
                    cell.number_format = value.number_format
        for area in case.merged:
            sheet.merge_cells(area)
        for what in case.hidden:
            (sheet.row_dimensions[int(what)] if what.isdigit() else sheet.column_dimensions[what]).hidden = True
    book.save(folder / "data.xlsx")
    return folder / "data.xlsx"


def judged(report: Report) -> Iterator[str]:
    """Every figure that has a verdict, or would have one if a target were declared."""
    for finding in report.findings:
        if finding.status is not Status.NO_DATA and (value := _value(finding)):
            seen = finding.observation
            yield f"{seen.measure.code} | {seen.provider} | {seen.quarter} | {value}"


def _value(finding: Finding) -> str | None:
    match finding.observation.figure:
        case Counts(numerator=numerator, denominator=denominator):
            return f"{numerator}/{denominator}"
        case Stored(percent=percent) | Printed(percent=percent):
            return f"{float(percent):g}%"
    return None


def names_a_place(problem: Problem, *, is_csv: bool) -> bool:
    place = problem.place
    return isinstance(place, CellPlace) or (isinstance(place, FilePlace) and (is_csv or place.sheet is not None))


Z, Y, X = p(97.5), p(12.0), p(55.5)
NE = across(A, Q1, n="97.5%", e="12%")
QQ = through(A, "National", "97.5%", "12%")
PQ = (*through(B, N, "97.5%", "12%"), *through(B, E, "55.5%", "97.5%"))
QUARTERS = ["CRC name", Q4, Q1]
BY_QUARTER = [[N, Z, Y], [E, X, Z]]
COUNTED = (*through(B, N, "97/100", "95/100"), *through(B, E, "88/100", "12/100"))
THREE = [[N, 97, 100, p(97), 95, 100, p(95)], [E, 88, 100, p(88), 12, 100, p(12)]]
DAYS = [datetime.date(2017, month, day) for month, day in ((4, 30), (5, 31), (6, 30))]

UNUSABLE = (
    ("#REF!", "#REF!"), ("a formula without a value", "=B3-0.1"), ("TRUE", True), ("TBC", "TBC"),
    ("a decimal comma", "95,6"), ("a time", datetime.time(12)), ("a date", DAYS[0]), ("above 100", p(197.5)),
    ("below 0", p(-1)), ("<5%", "<5%"), ("a range", "90-95%"), ("approximately", "c. 95%"), ("nan", "nan"),
    ("1e999", "1e999"), ("two figures", "97.5% (95.0%)"), ("met", "Met"), ("two lines", "97.5%\n12%"),
)  # fmt: skip
"""Values of cells that are no percentage, and what to call them."""

CASES = [
    # what section 8 promises
    Case("a Target column", READ, NE, [T, ["Measure", "Target", N, E], [A, p(97), Z, Y]]),
    Case("a National row", READ, (*PQ, f"{B} | National | {Q4} | 50%", f"{B} | National | {Q1} | 51%"),
         [TITLE_B, QUARTERS, *BY_QUARTER, ["England and Wales", p(50), p(51)]]),
    Case("an All CRCs column", READ, (*NE, *across(A, Q1, nat="50%")),
         [T, ["Measure", N, E, "All CRCs"], [A, Z, Y, p(50)]]),
    Case("the headings again after a page break", READ, (*PQ, f"{B} | London | {Q4} | 1%", f"{B} | London | {Q1} | 2%"),
         [TITLE_B, QUARTERS, *BY_QUARTER, [], TITLE_B, QUARTERS, ["London", p(1), p(2)]]),
    Case("the headings again in the other order", READ,
         (*PQ, f"{B} | London | {Q1} | 1%", f"{B} | London | {Q4} | 2%"),
         [TITLE_B, QUARTERS, *BY_QUARTER, [], ["CRC name", Q1, Q4], ["London", p(1), p(2)]]),
    Case("quarters as the last days of their last months", READ, PQ,
         [TITLE_B, ["CRC name", datetime.date(2017, 3, 31), datetime.date(2017, 6, 30)], *BY_QUARTER]),
    Case("calendar months that cross the year", READ, PQ,
         [TITLE_B, ["CRC name", "Jan-Mar 17", "Apr-Jun 17"], *BY_QUARTER]),
    Case("newest quarter first", READ, PQ, [TITLE_B, ["CRC name", Q1, Q4], [N, Y, Z], [E, Z, X]]),
    Case("NPS and CRC tables on one sheet", READ,
         (*across(A, Q1, nat="1%"), f"{A} | Wales | {Q1} | 97.5%", f"{A} | London | {Q1} | 12%",
          f"NPS SL001 | Wales | {Q1} | 55.5%", f"NPS SL001 | London | {Q1} | 2%"),
         [["CRCs, 2017-18 Q1"], ["Measure", "Wales", "London", "National"], [A, Z, Y, p(1)], [],
          ["NPS divisions, 2017-18 Q1"], ["Measure", "Wales", "London"], ["NPS SL001", X, p(2)]], sheet="All"),
    Case("the same by the titles alone", EITHER,
         (f"{A} | Wales | {Q1} | 97.5%", f"NPS SL001 | Wales | {Q1} | 55.5%"),
         [["CRC, 2017-18 Q1"], ["Measure", "Wales"], ["SL001", Z], [], ["NPS, 2017-18 Q1"], ["Measure", "Wales"],
          ["SL001", X]], sheet="All"),
    Case("a quarter merged over its fields", READ, COUNTED,
         [TITLE_B, ["CRC name", Q4, None, None, Q1], [None, *FIELDS, *FIELDS], *THREE],
         merged=("A2:A3", "B2:D2", "E2:G2")),
    Case("a year merged over its quarters", READ, (*through(B, N, "97.5%", "12%", quarters=(Q1, Q2)),
                                                    *through(B, E, "55.5%", "97.5%", quarters=(Q1, Q2))),
         [TITLE_B, ["CRC name", "2017-18"], [None, "Q1", "Q2"], *BY_QUARTER], merged=("A2:A3", "B2:C2")),
    Case("a provider column on the right", READ, (*across(A, Q1, n="97.5%"), *across(B, Q1, e="12%")),
         [["CRC"], ["Measure", "Quarter", "%", "Provider"], [A, Q1, Z, N], [B, Q1, Y, E]]),
    # columns that are no figures of a quarter
    *[Case(f"a column headed {heading}", EITHER, PQ,
           [TITLE_B, ["CRC name", Q4, heading, Q1], [N, Z, between, Y], [E, X, between, Z]]) for heading, between in (
        ("Change", p(1.5)), ("Change on quarter", p(98)), ("Target", p(97)), ("Rank", 3), ("RAG", "Green"),
        ("Difference from target (percentage points)", 1.2), ("Year to date", p(98)), ("2016-17", p(98)),
        ("2016/17 annual", p(98)), ("YTD 2016-17", p(98)), ("Apr-17", p(98)), ("Feb-Jun 2015", p(98)),
        ("Feb-Jun 15", p(98)), ("April 2017", p(98)), ("Number of cases", 98), ("2016-17 Q4 target", p(98)),
        ("Average", p(98)), ("12 months to June 2017", p(98)), ("Numerator", 98), (None, p(98)), (2016, 98),
        (datetime.date(2017, 4, 30), p(98)), ("Previous year", p(98)), ("Jun-17", p(98)),
    )],
    *[Case(f"a provider column headed {heading}", EITHER, NE, [T, ["Measure", N, heading, E], [A, Z, between, Y]])
      for heading, between in (
        ("Northumbria target", p(98)), ("CRC average", p(98)), ("Average", p(98)), ("Total", p(98)), ("Rank", 2),
        ("RAG", "R"), ("Change", p(98)), ("Direction of travel", "↑"), ("Highest", p(98)), ("Northumbria rank", 2),
    )],
    Case("ranks of 21", EITHER, PQ, [TITLE_B, ["Rank", *QUARTERS], [1, *BY_QUARTER[0]], [21, *BY_QUARTER[1]]]),
    # rows that are no figures of a provider
    *[Case(f"a row named {label}", EITHER, PQ, [TITLE_B, QUARTERS, *BY_QUARTER, [label, p(98), p(98)]]) for label in (
        "Target", "Total", "Average", "Change", "Number of cases", "Highest", "North East division", "Contract level",
    )],
    Case("a blank label", EITHER, PQ, [TITLE_B, QUARTERS, *BY_QUARTER, [None, p(98), p(98)]]),
    Case("NPS divisions as headings among CRCs", EITHER, (*PQ, f"{B} | Wales | {Q4} | 1%", f"{B} | Wales | {Q1} | 2%"),
         [TITLE_B, QUARTERS, ["North East"], BY_QUARTER[0], ["South East and Eastern"], BY_QUARTER[1], ["Wales"],
          ["Wales", p(1), p(2)]]),
    Case("NPS divisions with figures of their own among CRCs", REFUSED, PQ,
         [TITLE_B, QUARTERS, ["North East", p(1), p(2)], BY_QUARTER[0], ["Wales", p(3), p(4)], ["Wales", p(5), p(6)],
          BY_QUARTER[1]]),
    Case("remarks between the rows", EITHER, PQ,
         [TITLE_B, QUARTERS, BY_QUARTER[0], ["The next row was revised in July."], BY_QUARTER[1]]),
    Case("fields down", EITHER, through(B, "National", "97/100", "12/100"),
         [["CRC"], ["Measure", "Field", Q4, Q1], [B, "Numerator", 97, 12], [None, "Denominator", 100, 100],
          [None, "Percentage", p(97), p(12)]]),
    Case("fields down without a heading", EITHER, through(B, "National", "97/100", "12/100"),
         [TITLE_B, [None, Q4, Q1], ["Numerator", 97, 12], ["Denominator", 100, 100], ["%", p(97), p(12)]]),
    Case("fields down below each provider", EITHER, (f"{B} | {N} | {Q1} | 97/100", f"{B} | {E} | {Q1} | 12/100"),
         [TITLE_B, ["CRC name", Q1], [N], ["Numerator", 97], ["Denominator", 100], [E], ["Numerator", 12],
          ["Denominator", 100]]),
    # counts that look like percentages
    Case("numerators only", REFUSED, (),
         [TITLE_B, ["CRC name", Q4, Q1], [None, "Numerator", "Numerator"], [N, 97, 95]]),
    Case("numerators in the title", REFUSED, (), [[f"{TITLE_B[0]} (numerator)"], QUARTERS, [N, 97, 95]]),
    Case("a title that says number of cases", REFUSED, (),
         [TITLE_B, ["Number of cases"], QUARTERS, [N, 97, 95], [E, 88, 99]]),
    Case("a table of cases below, by year", EITHER, PQ,
         [TITLE_B, QUARTERS, *BY_QUARTER, [], ["Cases"], ["CRC name", 2016, 2017], [N, 97, 95], [E, 88, 99]]),
    Case("a table of cases below, by quarter", EITHER, PQ,
         [TITLE_B, QUARTERS, *BY_QUARTER, [], ["Number of cases"], QUARTERS, [N, 97, 95], [E, 88, 99]]),
    Case("cases beside percentages", EITHER, PQ,
         [TITLE_B, ["CRC name", Q4, Q1, "Cases 2016-17 Q4", "Cases 2017-18 Q1"], [N, Z, Y, 97, 95], [E, X, Z, 88, 99]]),
    Case("whole numbers without a sign", EITHER, (*through(B, N, "97%", "12%"), *through(B, E, "88%", "99%")),
         [TITLE_B, QUARTERS, [N, 97, 12], [E, 88, 99]]),
    Case("a fraction among percentages", REFUSED, across(A, Q1, n="97.5%"), [T, ["Measure", N], [A, 97.5], [B, 0.956]]),
    Case("a fraction beside percentages", EITHER, across(A, Q1, n="95.6%", e="97.5%"),
         [T, ["Measure", N, E], [A, 0.956, 97.5]]),
    Case("percentage and cases in two columns for each quarter", EITHER, PQ,
         [TITLE_B, ["CRC name", Q4, None, Q1, None], [None, "%", "Cases", "%", "Cases"],
          [N, Z, 40, Y, 50], [E, X, 60, Z, 80]], merged=("B2:C2", "D2:E2")),
    Case("fields named with their quarter", EITHER, COUNTED,
         [TITLE_B, ["CRC name", f"{Q4} numerator", f"{Q4} denominator", f"{Q1} numerator", f"{Q1} denominator"],
          [N, 97, 100, 95, 100], [E, 88, 100, 12, 100]]),
    # whose, of what, and when
    Case("two tables side by side", EITHER, (*through(B, N, "97.5%", "12%"), *through(A, N, "55.5%", "1%")),
         [[*TITLE_B, None, None, None, "SCH9 SL001 - First contact"], [*QUARTERS, None, *QUARTERS],
          [N, Z, Y, None, N, X, p(1)]]),
    Case("the same providers, quarters side by side", EITHER, (*NE, *across(A, Q4, n="55.5%", e="1%")),
         [[Q1, None, None, None, Q4], ["Measure", N, E, None, "Measure", N, E], [A, Z, Y, None, A, X, p(1)]]),
    Case("a title of two codes", REFUSED, (), [["SCH9 SL001 and SCH9 SL003"], QUARTERS, *BY_QUARTER]),
    Case("two titles with codes", REFUSED, (), [["SCH9 SL001 - First contact"], TITLE_B, QUARTERS, *BY_QUARTER]),
    Case("a title that mentions another code", EITHER, through("SCH9 SL001R", N, "97.5%", "12%"),
         [["SCH9 SL001R - First contact (replaces SL001)"], QUARTERS, BY_QUARTER[0]]),
    Case("a sheet named after another code", REFUSED, (), [TITLE_B, QUARTERS, *BY_QUARTER], sheet="SCH9 SL004"),
    Case("a sheet named after its code, and no title", EITHER, PQ, [QUARTERS, *BY_QUARTER], sheet="SCH9 SL003"),
    Case("a sheet named after another quarter", REFUSED, (), [T, ["Measure", N, E], [A, Z, Y]], sheet="CRC 2016-17 Q4"),
    Case("a sheet named after another provider", REFUSED, (), [["CRC"], [E], ["Measure", Q4, Q1], [A, Z, Y]], sheet=N),
    Case("no quarter anywhere", REFUSED, (), [["CRC"], ["Measure", N, E], [A, Z, Y]]),
    Case("no measure anywhere", REFUSED, (), [["CRC"], QUARTERS, *BY_QUARTER], sheet="Data"),
    Case("no provider heading", EITHER, PQ, [TITLE_B, [None, Q4, Q1], *BY_QUARTER]),
    Case("a title over a range of quarters", EITHER, PQ, [[f"{TITLE_B[0]}"], [f"{Q4} to {Q1}"], QUARTERS, *BY_QUARTER]),
    Case("a title over months that are no quarter", REFUSED, (), [["CRC, Feb-Jun 2015"], ["Measure", N, E], [A, Z, Y]]),
    Case("a title of a year to date", REFUSED, (), [["CRC, year to date 2017-18 Q2"], ["Measure", N, E], [A, Z, Y]]),
    Case("calendar or financial", REFUSED, (), [TITLE_B, ["CRC name", "Q4 2016", "Q1 2017"], *BY_QUARTER]),
    Case("quarters without a year", REFUSED, (), [TITLE_B, ["CRC name", "Q4", "Q1"], *BY_QUARTER]),
    Case("quarters of a year in the title", EITHER, through(B, N, "97.5%", "12%", quarters=(Q1, Q2)),
         [TITLE_B, ["2017-18"], ["CRC name", "Q1", "Q2"], BY_QUARTER[0]]),
    Case("quarters of two years in the title", REFUSED, (),
         [TITLE_B, ["2016-17 and 2017-18"], ["CRC name", "Q4", "Q1"], *BY_QUARTER]),
    Case("months", APART, (), [TITLE_B, ["CRC name", *DAYS], [N, Z, Y, X]]),
    Case("months as words", APART, (), [TITLE_B, ["CRC name", "Apr-17", "May-17", "Jun-17"], [N, Z, Y, X]]),
    Case("months before their quarter", EITHER, (f"{B} | {N} | {Q1} | 1%",),
         [TITLE_B, ["CRC name", *DAYS, Q1], [N, Z, Y, X, p(1)]]),
    Case("the same quarter twice", REFUSED, (), [TITLE_B, ["CRC name", Q1, Q1], *BY_QUARTER]),
    Case("the same quarter in two spellings", REFUSED, (), [TITLE_B, ["CRC name", Q1, "Apr-Jun 17"], *BY_QUARTER]),
    Case("provisional and final", REFUSED, (),
         [TITLE_B, ["CRC name", f"{Q1} (provisional)", f"{Q1} (final)"], *BY_QUARTER]),
    Case("the same provider twice", REFUSED, (), [T, ["Measure", N, "Northumbria CRC"], [A, Z, Y]]),
    Case("the same measure twice", REFUSED, (), [T, ["Measure", N, E], [A, Z, Y], ["SL001", X, p(1)]]),
    Case("a misspelt provider across", REFUSED, across(A, Q1, e="12%"), [T, ["Measure", "Northumbira", E], [A, Z, Y]]),
    Case("a misspelt provider down", REFUSED, PQ, [TITLE_B, QUARTERS, *BY_QUARTER, ["Borsetshire", p(1), p(2)]]),
    Case("two providers in a heading", REFUSED, across(A, Q1, e="12%"),
         [T, ["Measure", f"{N} and London", E], [A, Z, Y]]),
    Case("an NPS division over a CRC measure", REFUSED, across(A, Q1, n="97.5%"),
         [T, ["Measure", N, "North East"], [A, Z, Y]]),
    Case("a code that is not declared", REFUSED, across(A, Q1, n="97.5%"),
         [T, ["CRC name", A, "SCH9 SL099"], [N, Z, Y]]),
    Case("a code with a suffix", REFUSED, across(A, Q1, n="97.5%"), [T, ["CRC name", A, "SCH9 SL003-R"], [N, Z, Y]]),
    Case("SL001 in sections of both frameworks", EITHER,
         (f"{A} | Wales | {Q1} | 97.5%", f"NPS SL001 | Wales | {Q1} | 12%"),
         [["Service levels 2017-18 Q1"], ["Measure", "Wales"], ["Community Rehabilitation Companies"], ["SL001", Z],
          ["National Probation Service"], ["SL001", Y]], sheet="All"),
    Case("SL001 of nobody knows whom", REFUSED, (),
         [["Service levels 2017-18 Q1"], ["Measure", "Wales", "London"], ["SL001", Z, Y]], sheet="All"),
    Case("a provider in the title and others across", EITHER, NE,
         [["CRC 2017-18 Q1"], ["Durham Tees Valley"], ["Measure", N, E], [A, Z, Y]]),
    Case("a title about two providers", EITHER, NE, [[f"{N} and {E}, CRC, 2017-18 Q1"], ["Measure", N, E], [A, Z, Y]]),
    # merged, and not merged
    Case("a quarter merged over too few columns", EITHER, COUNTED,
         [TITLE_B, ["CRC name", Q4, None, None, Q1], [None, *FIELDS, *FIELDS], *THREE], merged=("B2:C2", "E2:G2")),
    Case("a quarter merged over too many columns", REFUSED, (),
         [TITLE_B, ["CRC name", Q4], [None, *FIELDS, *FIELDS], *THREE], merged=("B2:G2",)),
    *[Case(f"a quarter unmerged over three columns, {'csv' if is_csv else 'xlsx'}", EITHER, COUNTED,
           [TITLE_B, ["CRC name", Q4, None, None, Q1, None, None], [None, *FIELDS, *FIELDS],
            [N, 97, 100, "97%", 95, 100, "95%"], [E, 88, 100, "88%", 12, 100, "12%"]], is_csv=is_csv)
      for is_csv in (True, False)],
    *[Case(f"a quarter in the middle of three columns, {'csv' if is_csv else 'xlsx'}", EITHER, COUNTED,
           [TITLE_B, ["CRC name", None, Q4, None, None, Q1, None], [None, *FIELDS, *FIELDS],
            [N, 97, 100, "97%", 95, 100, "95%"], [E, 88, 100, "88%", 12, 100, "12%"]], is_csv=is_csv)
      for is_csv in (True, False)],
    Case("a quarter at the last of two columns", EITHER, COUNTED,
         [TITLE_B, ["CRC name", None, Q4, None, Q1], [None, "Numerator", "Denominator", "Numerator", "Denominator"],
          [N, 97, 100, 95, 100], [E, 88, 100, 12, 100]]),
    Case("fields in another order for the second quarter", EITHER, COUNTED,
         [TITLE_B, ["CRC name", Q4, None, Q1, None], [None, "Numerator", "Denominator", "Denominator", "Numerator"],
          [N, 97, 100, 100, 95], [E, 88, 100, 100, 12]], merged=("B2:C2", "D2:E2")),
    Case("quarters of a merged year with its total", EITHER, through(B, N, "97.5%", "12%", quarters=(Q1, Q2)),
         [TITLE_B, ["CRC name", "2017-18"], [None, "Q1", "Q2", "Total"], [N, Z, Y, p(98)]], merged=("B2:D2",)),
    Case("a year merged over another year's quarter", EITHER, through(B, N, "97.5%", "12%", "55.5%"),
         [TITLE_B, ["CRC name", "2016-17", "2017-18"], [None, "Q4", "Q1", "Q2"], [N, Z, Y, X]], merged=("C2:D2",)),
    Case("years down by merge", EITHER, through(B, "National", "97.5%", "12%", "55.5%"),
         [["CRC"], ["Year", "Quarter", B], ["2016-17", "Q4", Z], ["2017-18", "Q1", Y], [None, "Q2", X]],
         merged=("A4:A5",)),
    Case("years down by blanks", EITHER, through(B, "National", "97.5%", "12%", "55.5%"),
         [["CRC"], ["Year", "Quarter", B], ["2016-17", "Q4", Z], ["2017-18", "Q1", Y], [None, "Q2", X]]),
    Case("a measure merged over its percentage and target", EITHER,
         (*across(A, Q1, n="97.5%"), *across(B, Q1, n="12%")),
         [T, ["CRC name", A, None, B, None], [None, "%", "Target", "%", "Target"], [N, Z, p(97), Y, p(97)]],
         merged=("B2:C2", "D2:E2")),
    Case("one figure merged over two providers", REFUSED, (), [T, ["Measure", N, E], [A, Z, None]], merged=("B3:C3",)),
    Case("one figure merged over two quarters", REFUSED, (), [TITLE_B, QUARTERS, [N, Z, None]], merged=("B3:C3",)),
    Case("one figure merged over two rows", REFUSED, (), [T, ["CRC name", A], [N, Z], [E, None]], merged=("B3:B4",)),
    Case("one heading merged over two providers", REFUSED, (), [T, ["Measure", N], [A, Z, Y]], merged=("B2:C2",)),
    Case("a blank in the middle", EITHER, (f"{B} | {N} | {Q1} | 12%", f"{B} | {E} | {Q4} | 55.5%"),
         [TITLE_B, QUARTERS, [N, None, Y], [E, X, None]]),
    Case("a provider written once over blanks", EITHER, (*across(A, Q1, n="97.5%", e="55.5%"), *across(B, Q1, n="12%")),
         [["CRC"], ["Provider", "Measure", "Quarter", "%"], [N, A, Q1, Z], [None, B, Q1, Y], [E, A, Q1, X]]),
    # what nobody sees
    Case("a hidden column", EITHER, PQ, [TITLE_B, QUARTERS, *BY_QUARTER], hidden=("B",)),
    Case("a hidden column of headings", EITHER, PQ, [TITLE_B, QUARTERS, *BY_QUARTER], hidden=("A",)),
    Case("a hidden row", EITHER, PQ, [TITLE_B, QUARTERS, *BY_QUARTER], hidden=("3",)),
    Case("a hidden row of headings", EITHER, PQ, [TITLE_B, QUARTERS, *BY_QUARTER], hidden=("2",)),
    # cells that are no figures
    *[Case(f"{what} among figures", REFUSED, (*through(B, N, "97.5%"), *through(B, E, "55.5%", "97.5%")),
           [TITLE_B, QUARTERS, [N, Z, value], BY_QUARTER[1]]) for what, value in UNUSABLE],
    *[Case(f"a quarter of nothing but {what}", REFUSED, through(B, N, "97.5%"), [TITLE_B, QUARTERS, [N, Z, value]])
      for what, value in UNUSABLE],
    *[Case(f"a provider of nothing but {what}", REFUSED, through(B, N, "97.5%", "12%"),
           [TITLE_B, QUARTERS, BY_QUARTER[0], [E, value, value]]) for what, value in UNUSABLE],
    *[Case(f"a measure of nothing but {what}", REFUSED, across(A, Q1, n="97.5%", e="12%"),
           [T, ["CRC name", A, B], [N, Z, value], [E, Y, value]]) for what, value in UNUSABLE],
    *[Case(f"a last row of nothing but {what}", REFUSED, across(A, Q1, n="97.5%", e="12%"),
           [T, ["Measure", N, E], [A, Z, Y], [B, value, value]]) for what, value in UNUSABLE],
    Case("a decimal comma that splits a field", REFUSED, (),
         [["CRC 2017-18 Q1"], ["Measure", N, E], [A, "97", "5%", "12%"]], is_csv=True),
    Case("a star of another quarter at a figure", EITHER, (f"{A} | {N} | {Q4} | 97.5%", f"{A} | {E} | {Q1} | 12%"),
         [T, ["Measure", N, E], [A, "97.5% *", "12.0%"], [], [f"* {Q4}"]]),
    Case("a star of another quarter at a heading", EITHER, (f"{A} | {N} | {Q4} | 97.5%", f"{A} | {E} | {Q1} | 12%"),
         [T, ["Measure", f"{N} *", E], [A, "97.5%", "12.0%"], [], [f"* {Q4}"]]),
    Case("a star that nobody explains at a heading", REFUSED, across(A, Q1, e="12%"),
         [T, ["Measure", f"{N} *", E], [A, "97.5%", "12.0%"]]),
    Case("a percentage that its counts contradict", REFUSED, through(B, N, "97/100"),
         [TITLE_B, ["CRC name", Q4, None, None, Q1], [None, *FIELDS, *FIELDS], [N, 97, 100, p(97), 98, 100, p(12)]],
         merged=("B2:D2", "E2:G2")),
    Case("more cases met than cases", REFUSED, through(B, N, "97/100"),
         [TITLE_B, ["CRC name", Q4, None, Q1], [None, "Numerator", "Denominator", "Numerator", "Denominator"],
          [N, 97, 100, 101, 100]], merged=("B2:C2", "D2:E2")),
    Case("a figure beyond the headings", EITHER, PQ, [TITLE_B, QUARTERS, [*BY_QUARTER[0], p(98)], BY_QUARTER[1]]),
    Case("a figure of two sheets, told twice", REFUSED, across(A, Q1, e="12%"),
         sheets={"CRC": [T, ["Measure", N, E], [A, Z, Y]], "CRC (2)": [T, ["Measure", N], [A, X]]}),
    Case("a sheet of each quarter", READ, (*NE, *across(A, Q4, n="55.5%", e="1%")),
         sheets={"CRC 2017-18 Q1": [["CRC"], ["Measure", N, E], [A, Z, Y]],
                 "CRC 2016-17 Q4": [["CRC"], ["Measure", N, E], [A, X, p(1)]]}),
    Case("a sheet that names no quarter after one that does", REFUSED, NE,
         sheets={"CRC 2017-18 Q1": [["CRC"], ["Measure", N, E], [A, Z, Y]],
                 "CRC latest": [["CRC"], ["Measure", N, E], [A, X, p(1)]]}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_cross_tab(case: Case, tmp_path: Path) -> None:
    report = check(write(case, tmp_path), Policy())
    found = list(judged(report))
    errors = [problem for problem in report.problems if problem.level is Level.ERROR]
    told = [str(problem) for problem in errors]
    assert not [figure for figure in found if figure not in case.truth], (found, told)
    assert len(found) == len(set(found)), found
    if case.expect is READ:
        assert not told
        assert sorted(found) == sorted(case.truth)
    elif case.expect is APART:
        assert report.problems
    elif case.expect is REFUSED or len(found) < len(case.truth):
        anywhere = not case.truth  # the whole file may be refused at once where nothing in it is a figure
        assert [each for each in errors if anywhere or names_a_place(each, is_csv=case.is_csv)], (found, told)
