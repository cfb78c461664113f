"""Workbooks that an adversary wrote: each could make a figure be judged for what it is not, or be lost.

A row is a small file, and the figures in it that may be judged. ``READ`` wants all of those and no error, ``EITHER``
all of those or an error, ``REFUSED`` an error, ``SAID`` any problem. Rows are grouped by what would go wrong.
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

from slcheck.model import Counts, Flag, Level, Policy, Printed, Report, Status, Stored, Unit
from slcheck.quarter import Quarter
from slcheck.run import Beside, run
from support import Shown

A, B, C = "SCH9 SL001", "SCH9 SL003", "SCH9 SL004"
N, E = "Northumbria", "Essex"
Q4, Q1, Q2 = "2016-17 Q4", "2017-18 Q1", "2017-18 Q2"
T: list[Any] = ["CRC service levels 2017-18 Q1"]
TB: list[Any] = ["SCH9 SL003 - Plan completed, community sentence"]


Rows = Sequence[Sequence[Any]]


class Expect(StrEnum):
    """What has to come of a file besides no wrong verdict."""

    READ = "read"
    EITHER = "read or refused"
    REFUSED = "refused"
    SAID = "said"


READ, EITHER, REFUSED, SAID = Expect


@dataclass(frozen=True)
class Case:
    """A file as rows (or ``sheets`` by name), and the figures that may be judged in it."""

    name: str
    expect: Expect
    rows: Rows = ()
    may: tuple[str, ...] = ()
    sheets: dict[str, Rows] = field(default_factory=dict)
    merged: tuple[str, ...] = ()
    sheet: str = "CRC"
    file: str = "data"
    quarter: str | None = None
    unit: Unit | None = None
    is_csv: bool = False
    words: str = ""


def p(percent: float) -> Shown:
    """A percentage as Excel holds it."""
    return Shown(round(percent / 100, 10), "0.0%")


X, Y, Z = p(98.5), p(99), p(97.5)
QUARTERS: list[Any] = ["CRC name", Q4, Q1]
BY: list[list[Any]] = [[N, Z, Y], [E, X, Z]]
M: list[Any] = ["Measure", N, E]
MQ: list[Any] = ["Measure", Q4, Q1]


def f(measure: str, provider: str, quarter: str, value: str) -> str:
    return f"{measure} | {provider} | {quarter} | {value}"


PQ = (f(B, N, Q4, "97.5%"), f(B, N, Q1, "99%"), f(B, E, Q4, "98.5%"), f(B, E, Q1, "97.5%"))
AN = (f(A, N, Q1, "97.5%"), f(A, E, Q1, "99%"))
NQ = (f(A, N, Q4, "97.5%"), f(A, N, Q1, "99%"))
N1 = (f(B, N, Q4, "97.5%"), f(B, N, Q1, "99%"))


def cases() -> Iterator[Case]:
    yield from what_the_table_is()
    yield from what_a_label_adds()
    yield from whose()
    yield from when()
    yield from of_which_measure()
    yield from counts_as_percentages()
    yield from label_columns()
    yield from markers()
    yield from lost()
    yield from others()


def what_the_table_is() -> Iterator[Case]:
    """Words above or over a table that say its figures are not the percentages of its quarters."""
    for words in (
        "Targets", "Target levels by quarter", "Year to date", "Cumulative performance", "Rolling 12 months",
        "Upper 95% confidence limit", "Forecast", "Change on previous quarter", "Previous year's figures", "Ranking",
        "Monthly performance", "Annual performance",
    ):  # fmt: skip
        yield Case(f"a title that says {words}", REFUSED, [TB, [words], QUARTERS, *BY])
        yield Case(f"measures by providers under {words}", REFUSED, [T, [words], M, [A, Z, Y]])
    yield Case("a code's title that says targets", REFUSED, [["SCH9 SL003 targets"], QUARTERS, *BY])
    yield Case("a sheet named Targets", REFUSED, [TB, QUARTERS, *BY], sheet="Targets")
    yield Case("a sheet named after the targets of a code", REFUSED, [QUARTERS, *BY], sheet="SCH9 SL003 targets")
    for words in (
        "Upper confidence limit",
        "Change in percentage points",
        "Rank",
        "Target",
        "Forecast",
        "Lowest month",
    ):
        yield Case(f"{words} merged over all headings", REFUSED, [TB, [None, words], QUARTERS, *BY], merged=("B2:C2",))
    yield Case(
        "Previous year merged over all headings", SAID, [TB, [None, "Previous year"], QUARTERS, *BY], merged=("B2:C2",)
    )
    yield Case("columns of targets and no others", REFUSED, [TB, ["CRC name", f"{Q4} target", f"{Q1} target"], *BY])
    yield Case(
        "a provider of whom only the target is given",
        EITHER,
        [T, ["Measure", N, "Essex target"], [A, Z, Y]],
        (f(A, N, Q1, "97.5%"),),
    )
    yield Case(
        "a measure of which only the target is given",
        EITHER,
        [T, ["CRC name", A, "SCH9 SL003 target"], [N, Z, Y]],
        (f(A, N, Q1, "97.5%"),),
    )
    yield Case(
        "a quarter of which only the target is given",
        EITHER,
        [TB, ["CRC name", Q4, "Q1 2017-18 (target)"], [N, Z, Y]],
        (f(B, N, Q4, "97.5%"),),
    )
    for words in ("Targets", "Table 2: Targets", "Number of cases", "Women", "Change on quarter"):
        yield Case(f"a line {words} between rows", REFUSED, [TB, QUARTERS, BY[0], [words], BY[1]], N1)
        yield Case(f"a line {words} behind a blank row", REFUSED, [TB, QUARTERS, BY[0], [], [words], BY[1]], N1)


def what_a_label_adds() -> Iterator[Case]:
    """A code with words behind it that make it another thing."""
    for words in (
        "target", "- Target", "number of cases", "(change on quarter)", "upper CI", "last year", "(2016-17)", "Apr-17",
        "rank", "sample size", "- National", "- national average", "forecast", "difference from target",
    ):  # fmt: skip
        yield Case(f"a row of a code with '{words}'", REFUSED, [T, M, [A, Z, Y], [f"{B} {words}", X, Z]], AN)
        yield Case(
            f"a heading of a code with '{words}'",
            SAID,
            [T, ["CRC name", A, f"{B} {words}"], [N, Z, Y]],
            (f(A, N, Q1, "97.5%"),),
        )
    yield Case(
        "a rank beside a percentage",
        SAID,
        [T, ["CRC name", "SL001 %", "SL003 rank"], [N, 97.5, 97]],
        (f(A, N, Q1, "97.5%"),),
    )
    yield Case(
        "a code that says year to date", SAID, [T, ["CRC name", A, f"{B} YTD"], [N, Z, Y]], (f(A, N, Q1, "97.5%"),)
    )
    for words in ("average", "cumulative", "to date", "forecast", "- revised", "(see note below)"):
        yield Case(f"a quarter with '{words}'", SAID, [TB, ["CRC name", Q4, f"{Q1} {words}"], [N, Z, Y]], N1[:1])


def whose() -> Iterator[Case]:
    """Figures of a part, or of somebody unknown, given to the country or to the provider named before."""
    for who in ("Leeds office", "Average", "Female", "Sodexo", "Former Northumbria CRC", "CRC"):
        yield Case(f"a single row of {who}", REFUSED, [TB, ["", Q4, Q1], [who, Z, Y]])
    yield Case("a single office under measures", REFUSED, [T, ["Office", A, B], ["Leeds office", Z, Y]])
    yield Case("a column of prisons", REFUSED, [["CRC"], ["Measure", "Prison", Q4], [A, "Leeds", Z]])
    for who in (
        "Northumbira",
        "Hampshire and IoW CRC",
        "HMP Leeds",
        "Sodexo CRCs",
        "DDC: all measures",
        "CRC performance, England only",
    ):
        yield Case(f"a title of {who}", REFUSED, [["CRC"], [who], MQ, [A, Z, Y]])
    kent = "Kent, Surrey and Sussex"
    for who in ("KSS CRC performance", "Kent Surrey Sussex CRC: performance"):
        yield Case(
            f"a title of {who}", READ, [["CRC"], [who], MQ, [A, Z, Y]], (f(A, kent, Q4, "97.5%"), f(A, kent, Q1, "99%"))
        )
    yield Case(
        "a title that has a provider's letters behind its code",
        REFUSED,
        [["SCH9 SL003 Plan completed: KSS"], ["Quarter", "%"], [Q4, "97.5%"]],
    )
    yield Case("a file named after a provider's letters", REFUSED, [["CRC"], MQ, [A, Z, Y]], file="KSS CRC return")
    yield Case(
        "a sheet whose name is no provider beside ones that are",
        REFUSED,
        may=NQ,
        sheets={N: [["CRC"], MQ, [A, Z, Y]], "Durham": [["CRC"], MQ, [A, X, Z]]},
    )
    for who in ("Essexx", "Total", "Cumbria", "Essex - provisional"):
        yield Case(f"a line {who} after a provider's", REFUSED, [["CRC"], MQ, [N], [A, Z, Y], [who], [B, X, Z]], NQ)
        yield Case(
            f"a title {who} after a provider's", REFUSED, [["CRC"], [N], MQ, [A, Z, Y], [], [who], MQ, [B, X, Z]], NQ
        )
    for who in ("National", "England and Wales", "All CRCs"):
        true = (f(B, "National", Q4, "98.5%"), f(B, "National", Q1, "97.5%"))
        yield Case(
            f"a line {who} after a provider's", EITHER, [["CRC"], MQ, [N], [A, Z, Y], [who], [B, X, Z]], NQ + true
        )
        yield Case(
            f"a title {who} after a provider's",
            EITHER,
            [["CRC"], [N], MQ, [A, Z, Y], [], [who], MQ, [B, X, Z]],
            NQ + true,
        )
    long: list[list[Any]] = [["CRC"], ["Measure", "Quarter", "%"], [N], [A, Q1, Z]]
    yield Case(
        "a line National after a provider's, long",
        EITHER,
        [*long, ["National"], [B, Q1, X]],
        (f(A, N, Q1, "97.5%"), f(B, "National", Q1, "98.5%")),
    )
    yield Case(
        "an unknown line after a provider's, long", REFUSED, [*long, ["Essexx"], [B, Q1, X]], (f(A, N, Q1, "97.5%"),)
    )
    yield Case(
        "an unknown line after a provider's, print",
        REFUSED,
        [T, ["Measure", "Rating"], [N], [A, "97.5%"], ["Cumbria"], [B, "98%"]],
        (f(A, N, Q1, "97.5%"),),
    )
    yield Case(
        "numbered lines of providers", REFUSED, [["CRC"], MQ, ["1. Northumbria"], [A, Z, Y], ["2. Essex"], [B, X, Z]]
    )
    yield Case("a provider and an office of it", REFUSED, [T, ["CRC", "Area", A], [N, "Leeds", Z], [E, "Derby", Y]])
    yield Case("a provider and a delivery unit of it", REFUSED, [TB, ["CRC", "Delivery unit", Q4], [N, "Leeds", Z]])
    yield Case("All among an owner's", SAID, [["Sodexo CRCs - SCH9 SL003"], QUARTERS, *BY, ["All", X, X]], PQ)
    yield Case("a sheet named after another provider than its heading", REFUSED, [T, ["Measure", N], [A, Z]], sheet=E)
    yield Case(
        "a provider of the CRCs in a table titled NPS",
        REFUSED,
        [["NPS service levels 2017-18 Q1"], ["Division", "SL001"], ["Wales CRC", Z], ["NPS London", Y]],
        (f("NPS SL001", "London", Q1, "99%"),),
        sheet="Data",
    )
    yield Case(
        "an NPS division in a table titled CRC",
        REFUSED,
        [["CRC service levels 2017-18 Q1"], ["Provider", "SL001"], ["North East", Z]],
        sheet="Data",
    )
    yield Case(
        "sections of providers with CRC: before them",
        READ,
        [["CRC"], MQ, ["CRC: Northumbria"], [A, Z, Y], ["CRC: Essex"], [A, X, Z]],
        (*NQ, f(A, E, Q4, "98.5%"), f(A, E, Q1, "97.5%")),
    )
    for who in (
        "England",
        "National average",
        "Essex (part)",
        "London North",
        "of which female",
    ):
        yield Case(f"a row of {who} among providers", REFUSED, [TB, QUARTERS, *BY, [who, X, X]], PQ)
    for who in ("CRC average", "Total", "Grand Total"):
        yield Case(f"a row of {who} among providers", SAID, [TB, QUARTERS, *BY, [who, X, X]], PQ)


def when() -> Iterator[Case]:
    """The quarter of another table, of a template, of a publication; or one against what the sheet says."""
    for words in ("Quarter 2", "2016-17", "July to September", "Last year", "Previous quarter", "2015-16 annual"):
        yield Case(f"a second table under {words}", REFUSED, [T, M, [A, Z, Y], [], [words], M, [B, X, Z]], AN)
        yield Case(f"rows below {words}", REFUSED, [T, M, [A, Z, Y], [words], [B, X, Z]], AN)
    yield Case(
        "rows below a quarter that is not understood",
        EITHER,
        [T, M, [A, Z, Y], ["2017-18 Q2 (provisional)"], [B, X, Z]],
        (*AN, f(B, N, Q2, "98.5%"), f(B, E, Q2, "97.5%")),
    )
    yield Case(
        "rows below Quarter 2, print",
        REFUSED,
        [T, ["Measure", "Rating"], [A, "97%"], ["Quarter 2"], [B, "98%"]],
        (f(A, "National", Q1, "97%"),),
    )
    for words in ("2016-17", "Q2", "Jul-Sep", "June 2016"):
        yield Case(
            f"--quarter against a title of {words}",
            REFUSED,
            [[f"CRC service levels, {words}"], M, [A, Z, Y]],
            quarter=Q1,
        )
    yield Case("--quarter against the sheet's Q3", REFUSED, [["CRC"], M, [A, Z, Y]], sheet="Q3", quarter=Q1)
    yield Case(
        "--quarter against a second table's Q2", REFUSED, [T, M, [A, Z, Y], [], ["Q2"], M, [B, Z, Y]], AN, quarter=Q1
    )
    for name in ("Q2", "Jul-Sep", "2016-17"):
        yield Case(f"a sheet {name} with the title of Q1", REFUSED, [T, M, [A, Z, Y]], sheet=name)
    for words in ("July to September", "April 2017", "Month: June", "Position as at 31 May 2017"):
        yield Case(f"a title of Q1 and one of {words}", REFUSED, [T, [words], M, [A, Z, Y]])
    for words in ("Targets apply from 2016-17 Q4", "Next release: 2017-18 Q2", "Published: July to September 2017"):
        yield Case(f"no quarter but in '{words}'", REFUSED, [["CRC"], [words], M, [A, Z, Y]])
    yield Case(
        "no quarter but in 'published' of the file's name",
        REFUSED,
        [["CRC"], M, [A, Z, Y]],
        file="CRC published 2017-18 Q2",
    )
    yield Case(
        "Q4 before Q1 under a year in the title",
        REFUSED,
        [TB, ["2017-18"], ["CRC name", "Q4", "Q1", "Q2"], [N, Z, Y, X]],
    )
    yield Case(
        "Q4 before Q1 under a year over the first of them",
        REFUSED,
        [TB, ["CRC name", "2016-17", None, None], [None, "Q4", "Q1", "Q2"], [N, Z, Y, X]],
        (f(B, N, Q4, "97.5%"),),
    )
    yield Case(
        "the year of the table before",
        EITHER,
        [
            TB,
            ["2017-18"],
            ["CRC name", "Q1", "Q2"],
            [N, Z, Y],
            [],
            ["2018 to 2019"],
            ["CRC name", "Q3", "Q4"],
            [N, X, Z],
        ],
        (f(B, N, Q1, "97.5%"), f(B, N, Q2, "99%"), f(B, N, "2018-19 Q3", "98.5%"), f(B, N, "2018-19 Q4", "97.5%")),
    )
    for words in ("Year 2016-17", "Quarter 2"):
        long = ["Measure", "Provider", "%"]
        yield Case(
            f"a second long table under {words}",
            REFUSED,
            [T, long, [A, N, "97.5%"], [], [words], long, [B, N, "98%"]],
            (f(A, N, Q1, "97.5%"),),
        )
    yield Case("calendar quarters", REFUSED, [TB, ["Calendar quarters, 2017-18"], ["CRC name", "Q1", "Q2"], [N, Z, Y]])
    yield Case(
        "a long table of quarters titled year to date",
        REFUSED,
        [["CRC, year to date"], ["Measure", "Quarter", "%"], [A, Q1, Z]],
    )
    yield Case(
        "half a year beside a quarter",
        SAID,
        [TB, ["2017-18"], ["CRC name", "Q1", "H1"], [N, Z, Y]],
        (f(B, N, Q1, "97.5%"),),
    )
    yield Case(
        "quarters under a calendar year",
        SAID,
        [TB, [None, 2017, None], ["CRC name", "Q1", "Q2"], [N, Z, Y]],
        merged=("B2:C2",),
    )
    yield Case("years as numbers", SAID, [TB, ["CRC name", 2016, 2017], [N, Z, Y]])
    yield Case("a quarter in two lines", READ, [TB, ["CRC name", "Q1\n2017-18"], [N, Z]], (f(B, N, Q1, "97.5%"),))
    yield Case("dates of two last months", READ, [TB, ["CRC name", "31/03/17", "30/06/17"], [N, Z, Y]], N1)


def of_which_measure() -> Iterator[Case]:
    """Codes out of ranges, lists, remarks, initials and tables before."""
    for title in (
        "Combined measures SCH9 SL001-SL005", "SCH9 SL001/SL003 combined", "SCH9 SL001,SL003", "SCH9 SL099/SL003",
        "SCH9 SL001 to 005", "SCH9 SL001 and 3: combined", "Average of SCH9 SL001", "SCH9 SL003 and others",
        "All measures except SCH9 SL001", "SCH9 SL003 - % of plans NOT completed in time",
        "SCH9 SL003 breaches (% missed)", "Plans completed (see also SCH9 SL001)",
    ):  # fmt: skip
        yield Case(f"a title {title}", REFUSED, [[title], QUARTERS, *BY])
    for name in ("SCH9 SL001-SL005", "excl SL003", "SL001+SL003", "not SL003"):
        yield Case(f"a sheet {name}", REFUSED, [["CRC"], QUARTERS, *BY], sheet=name)
    for label in ("SCH9 SL001 and 003", "SCH9 SL001 to 005", "SCH9 SL001 - % NOT seen", "SCH9 SL001-SL005"):
        yield Case(
            f"a row {label}", REFUSED, [T, M, [B, Z, Y], [label, X, Z]], (f(B, N, Q1, "97.5%"), f(B, E, Q1, "99%"))
        )
    two: list[list[Any]] = [TB, ["CRC name", Q1], [N, Z], [E, X], []]
    first = (f(B, N, Q1, "97.5%"), f(B, E, Q1, "98.5%"))
    yield Case(
        "a second table with a title of its own and no code",
        REFUSED,
        [*two, ["Accommodation on release"], ["CRC name", Q2], [N, Y], [E, Z]],
        first,
    )
    yield Case(
        "a second table without a title",
        READ,
        [*two, ["CRC name", Q2], [N, Y], [E, Z]],
        (*first, f(B, N, Q2, "99%"), f(B, E, Q2, "97.5%")),
    )
    for line in ("SCH9 SL099", "Accommodation", "SL002-SL005"):
        yield Case(f"rows below {line}", REFUSED, [TB, QUARTERS, BY[0], [line], BY[1]], N1)
    yield Case(
        "rows below another code",
        READ,
        [TB, QUARTERS, BY[0], ["SCH9 SL001"], BY[1]],
        (*N1, f(A, E, Q4, "98.5%"), f(A, E, Q1, "97.5%")),
    )
    yield Case(
        "a second table of the NPS without a code after one of the CRCs",
        REFUSED,
        [
            ["SL001 - First contact"],
            ["CRC name", Q1],
            [N, Z],
            [],
            ["Reports on time"],
            ["NPS division", Q1],
            ["North East", Y],
        ],
        (f(A, N, Q1, "97.5%"),),
        sheet="Data",
    )
    yield Case(
        "frameworks over providers, under a title of one",
        EITHER,
        [["CRC performance 2017-18 Q1"], [None, "CRC", "NPS"], ["Measure", "London", "Wales"], ["SL001", Z, Y]],
        (f(A, "London", Q1, "97.5%"), f("NPS SL001", "Wales", Q1, "99%")),
        sheet="Data",
    )
    yield Case("a title of one code and rows of another", REFUSED, [["SCH9 SL003"], ["Measure", Q4], [A, Z]])
    yield Case("a sheet of one code and rows of another", REFUSED, [["CRC"], ["Measure", Q4], [A, Z]], sheet=B)
    yield Case("a sheet of one code and a heading of another", REFUSED, [T, ["CRC name", A], [N, Z]], sheet=B)
    yield Case("codes with letters before them", REFUSED, [T, M, ["ASL001", Z, Y]])
    yield Case("a code without zeros", READ, [T, M, ["SL1", Z, Y]], AN)
    yield Case("a code spelt out", READ, [T, M, ["Service Level 1", Z, Y]], AN)
    yield Case("a code that is declared with a letter only", REFUSED, [T, M, ["SL009", Z, Y]])


def counts_as_percentages() -> Iterator[Case]:
    """Whole numbers of cases under words that seem to call them percentages."""
    whole: list[list[Any]] = [QUARTERS, [N, 97, 99], [E, 98, 99]]
    for title in ("Number of cases", "Cases", "Sample size", "Volumes", "Base: all offenders"):
        yield Case(
            f"{title} below a title of percentages",
            REFUSED,
            [["SCH9 SL003 - % of plans completed in 10 days"], [title], *whole],
        )
    yield Case("volumes on a sheet named %", REFUSED, [["SCH9 SL003 - volumes"], *whole], sheet="% data")
    yield Case("cases that meet a rating", REFUSED, [["SCH9 SL003 cases meeting the rating"], *whole])
    yield Case("cases beside the target in a title", REFUSED, [["SCH9 SL003: cases (target 97%)"], *whole])
    yield Case("people beside the target in a title", REFUSED, [["SCH9 SL003: offenders seen, target 97%"], *whole])
    yield Case(
        "Number of people merged over all",
        REFUSED,
        [["SCH9 SL003 % in time"], [None, "Number of people"], *whole],
        merged=("B2:C2",),
    )
    yield Case(
        "a line Number of cases between percentages",
        REFUSED,
        [["SCH9 SL003 %"], QUARTERS, ["Performance"], [N, 97.5, 98.5], ["Number of cases"], [E, 97, 99]],
        (f(B, N, Q4, "97.5%"), f(B, N, Q1, "98.5%")),
    )
    yield Case("a mean number of days", REFUSED, [["SCH9 SL003 mean days to first plan"], QUARTERS, [N, 98.5, 99.2]])
    yield Case(
        "the same after --unit percent",
        READ,
        [TB, *whole],
        (f(B, N, Q4, "97%"), f(B, N, Q1, "99%"), f(B, E, Q4, "98%"), f(B, E, Q1, "99%")),
        unit=Unit.PERCENT,
    )
    yield Case(
        "the unit in a column",
        REFUSED,
        [T, ["Measure", "Provider", "Unit", "Value"], [A, N, "Number", 97], [B, N, "Percent", 98]],
        (f(B, N, Q1, "98%"),),
    )
    yield Case("fractions under a provider and a percent sign", REFUSED, [T, ["Measure", "Northumbria %"], [A, 0.97]])
    yield Case("a decimal comma over two providers", REFUSED, [T, M, [A, "97", "5%"]], is_csv=True)
    yield Case("ones", REFUSED, [T, M, [A, 1, 1]])
    yield Case("hundreds", REFUSED, [T, M, [A, 100, 100]])
    yield Case(
        "text with signs beside fractions",
        REFUSED,
        [T, M, [A, "97.5%", 0.985], [B, "98%", 0.5]],
        (f(A, N, Q1, "97.5%"), f(B, N, Q1, "98%")),
    )
    yield Case("a heading that says proportion", REFUSED, [TB, ["CRC name", f"{Q4} proportion"], [N, 97.5]])
    yield Case("a row of units", READ, [TB, QUARTERS, [None, "%", "%"], [N, 97.5, 99]], N1)
    yield Case("a row of n", REFUSED, [["SCH9 SL003 % in time"], QUARTERS, [None, "n", "n"], [N, 97, 99]])


def label_columns() -> Iterator[Case]:
    """Columns of remarks, initials, dates and kinds that read as a name of something, or say what a row is."""
    dates: list[Any] = [datetime.date(2017, 9, 14), datetime.date(2017, 9, 21)]
    yield Case(
        "initials of an analyst", EITHER, [TB, ["CRC name", "Analyst", Q4, Q1], [N, "AD", Z, Y], [E, "AD", X, Z]], PQ
    )
    yield Case(
        "dates of receipt", EITHER, [T, ["CRC name", "Date received", A], [N, dates[0], Z], [E, dates[1], Y]], AN
    )
    yield Case(
        "a quarter of the last miss",
        EITHER,
        [T, ["Measure", N, "Last missed"], [A, Z, Q4], [B, Y, Q4]],
        (f(A, N, Q1, "97.5%"), f(B, N, Q1, "99%")),
    )
    yield Case(
        "a code in a comment", EITHER, [TB, [*QUARTERS, "Comments"], [*BY[0], "SL001 data also late"], BY[1]], PQ
    )
    yield Case(
        "the NPS in a comment",
        EITHER,
        [T, ["Measure", "London", "Comments"], ["SL001", Z, "Awaiting NPS data"]],
        (f(A, "London", Q1, "97.5%"),),
        sheet="Data",
    )
    yield Case("a provider in a column of sources", REFUSED, [["CRC"], [*MQ, "Source"], [A, Z, Y, "London"]])
    yield Case(
        "quartiles", EITHER, [["CRC 2017-18"], ["CRC name", A, "Quartile"], [N, Z, "Q4"], [E, Y, "Q1"]], AN, sheet=Q1
    )
    for heading, what in (
        ("Type", "Target"),
        ("Statistic", "Upper CI"),
        ("Basis", "Year to date"),
        ("Month", "June"),
        ("Basis", "April 2017"),
    ):
        yield Case(f"a column {heading} that says {what}", REFUSED, [T, ["Measure", heading, N], [A, what, Z]])
        yield Case(
            f"a column {heading} that says {what}, long",
            REFUSED,
            [T, ["Measure", heading, "Provider", "%"], [A, what, N, Z]],
        )
    yield Case(
        "outcomes and targets down, an outcome blank",
        REFUSED,
        [TB, ["CRC name", "Type", Q4, Q1], [N, "Outcome", Z, Y], [E, "Outcome"], [E, "Target", X, X]],
        N1,
    )
    yield Case(
        "actuals and targets down",
        REFUSED,
        [TB, ["CRC name", "", Q4, Q1], [N, "Actual %", Z, Y], [None, "Target %", X, X]],
        N1,
        merged=("A3:A4",),
    )


def markers() -> Iterator[Case]:
    """Footnotes that move a figure to another quarter, or that nobody explains."""
    stale = (f(A, N, Q4, "97.5%"), f(A, E, Q4, "99%"))
    legend: list[list[Any]] = [[], [f"* {Q4}"]]
    star = ["CRC service levels 2017-18 Q1 *"]
    for expect, name, rows, may in (
        (READ, "a star in a title", [star, M, [A, Z, Y]], stale),
        (EITHER, "a star in a title above a section", [star, M, ["Community Rehabilitation Companies"], [A, Z, Y]],
         stale),
        (READ, "a star at a known heading of labels", [T, ["CRC name *", A], [N, Z], [E, Y]], stale),
        (EITHER, "a star at an unknown heading of labels", [T, ["Trust *", A], [N, Z], [E, Y]], stale),
        (EITHER, "a star at a framework", [T, ["Measure", "Framework", N], [A, "CRC *", Z]], stale[:1]),
        (EITHER, "a star at a quarter in a row", [["CRC"], ["Quarter", A], [f"{Q1} *", Y]],
         (f(A, "National", Q4, "99%"),)),
        (EITHER, "a star at a quarter in a long row", [["CRC"], ["Measure", "Quarter", "%"], [A, f"{Q1} *", Y]],
         (f(A, "National", Q4, "99%"),)),
    ):  # fmt: skip
        yield Case(name, expect, [*rows, *legend], may)
    yield Case("a star at a quarter that nobody explains", REFUSED, [["CRC"], ["Quarter", A], [f"{Q1} *", Y]])
    yield Case("a star in a column of its own", REFUSED, [T, ["Measure", N, None, E], [A, Z, "*", Y], *legend])
    yield Case("a [c] in a column of its own", REFUSED, [T, ["Measure", N, None, E], [A, Z, "[c]", Y]])
    yield Case("a raised figure that nobody explains", REFUSED, [T, M, [A, "97.5%¹", Y]], (f(A, E, Q1, "99%"),))
    yield Case(
        "a note about months",
        REFUSED,
        [T, M, [A, "97.5% [note 1]", Y], [], ["Note 1: data for Apr-May only"]],
        (f(A, E, Q1, "99%"),),
    )


def lost() -> Iterator[Case]:
    """Figures that nothing is said of."""
    yield Case(
        "a row of blanks with a comment", SAID, [TB, [*QUARTERS, "Comment"], BY[0], [E, None, None, "No return"]], N1
    )
    yield Case(
        "a measure of blanks with a comment", SAID, [T, [*M, "Comment"], [A, Z, Y], [B, None, None, "No return"]], AN
    )
    yield Case(
        "a quarter whose heading has a note", SAID, [TB, ["CRC name", Q4, f"{Q1} (see note below)"], [N, Z, Y]], N1[:1]
    )
    yield Case(
        "a provider that is called a region",
        SAID,
        [T, ["Measure", N, "Essex region"], [A, Z, Y]],
        (f(A, N, Q1, "97.5%"),),
    )
    for name, rows in (
        ("in the middle", [["London", 900, 1000], [N, 2016, 2050], [E, 900, 1000]]),
        ("first", [[N, 2016, 2050], [E, 900, 1000]]),
        ("last", [["London", 900, 1000], [N, 2016, 2050]]),
    ):
        true = {"London": f(B, "London", Q1, "900/1000"), N: f(B, N, Q1, "2016/2050"), E: f(B, E, Q1, "900/1000")}
        yield Case(
            f"counts that look like years, {name}",
            EITHER,
            [TB, [Q1], ["CRC name", "Numerator", "Denominator"], *rows],
            tuple(true[str(row[0])] for row in rows),
        )
    yield Case(
        "counts that look like years, long",
        READ,
        [
            ["CRC"],
            ["Measure", "Provider", "Quarter", "Numerator", "Denominator"],
            [A, N, Q1, 2016, 2050],
            [A, E, Q1, 900, 1000],
        ],
        (f(A, N, Q1, "2016/2050"), f(A, E, Q1, "900/1000")),
    )
    yield Case(
        "a second table without a title, under unknown headings",
        REFUSED,
        [TB, QUARTERS, BY[0], [], ["CRC name", "Men", "Women"], BY[1]],
        N1,
    )
    yield Case("a second table of months", REFUSED, [TB, QUARTERS, BY[0], [], ["CRC name", "Apr", "May"], BY[1]], N1)
    yield Case("rows without a label", REFUSED, [TB, QUARTERS, BY[0], [None, X, Z]], N1)
    yield Case("rows of an unknown label behind a gap", REFUSED, [T, M, [A, Z, Y], [], [], ["Plan", X, Z]], AN)


def others() -> Iterator[Case]:
    """What is right, or has to stay refused."""
    yield Case("a blank column in between", READ, [TB, ["CRC name", Q4, None, Q1], [N, Z, None, Y]], N1)
    yield Case(
        "headings swapped after a page break",
        READ,
        [T, M, [A, Z, Y], ["Measure", E, N], [B, X, Z]],
        (*AN, f(B, E, Q1, "98.5%"), f(B, N, Q1, "97.5%")),
    )
    yield Case(
        "regions merged over providers",
        READ,
        [T, [None, "Northern region", None, "South"], ["Measure", N, "West Yorkshire", E], [A, Z, X, Y]],
        (*AN, f(A, "West Yorkshire", Q1, "98.5%")),
        merged=("B2:C2",),
    )
    yield Case("labels on the right", READ, [TB, [Q4, Q1, "CRC name"], [Z, Y, N]], N1)
    yield Case(
        "codes merged over their quarters",
        READ,
        [["CRC"], ["Measure", "Quarter", N], [A, Q4, Z], [None, Q1, Y]],
        NQ,
        merged=("A3:A4",),
    )
    yield Case(
        "providers merged over too many rows",
        REFUSED,
        [["CRC"], ["Provider", "Quarter", A], [N, Q4, Z], [None, Q1, Y], [None, Q4, X], [None, Q1, Z]],
        merged=("A3:A6",),
    )
    yield Case(
        "side by side, for two quarters",
        REFUSED,
        [["CRC 2016-17 Q4", None, None, "CRC 2017-18 Q1"], ["CRC name", A, None, "CRC name", B], [N, Z, None, N, Y]],
    )
    yield Case(
        "a target in a row that is not the declared one",
        REFUSED,
        [T, ["CRC name", A, B], ["Target", p(80), p(80)], [N, p(85), p(85)]],
        (f(A, N, Q1, "85%"), f(B, N, Q1, "85%")),
    )
    for title in ("SCH9 SL003 - target 80%", "SCH9 SL003 (80% target)"):
        yield Case(
            f"another target in the title {title}",
            REFUSED,
            [[title], QUARTERS, [N, p(85), p(85)]],
            (f(B, N, Q4, "85%"), f(B, N, Q1, "85%")),
        )
    yield Case(
        "a Target behind each quarter, the second another one",
        REFUSED,
        [TB, ["CRC name", Q4, "Target", Q1, "Target"], [N, Z, p(97), p(85), p(80)]],
        (f(B, N, Q4, "97.5%"),),
    )
    for row in (["SCH9 SL003", "Target", p(97)], ["Target", p(97), p(97)]):
        yield Case(f"a target above the headings, {row[0]}", EITHER, [TB, row, QUARTERS, *BY], PQ)
    for text in ("97.5% / 99%", "97.5% (100)", "97.5% (r)", "97.5%r", "-", "c", "97.5%*"):
        yield Case(f"{text} in place of a figure", REFUSED, [TB, QUARTERS, [N, text, Y]], N1[1:])
    yield Case(
        "a provider over headings that is not known",
        REFUSED,
        [["CRC"], ["Measure", N, None, "Borsetshire", None], [None, Q4, Q1, Q4, Q1], [A, Z, Y, X, Z]],
        NQ,
    )
    yield Case(
        "a provider over headings that is left out",
        REFUSED,
        [["CRC"], ["Measure", N], [None, Q4, Q1, Q4, Q1], [A, Z, Y, X, Z]],
        NQ,
    )
    yield Case(
        "the country over headings behind a merged provider",
        READ,
        [["CRC"], ["Measure", N, None, "National", None], [None, Q4, Q1, Q4, Q1], [A, Z, Y, X, Z]],
        (*NQ, f(A, "National", Q4, "98.5%"), f(A, "National", Q1, "97.5%")),
        merged=("B2:C2",),
    )
    yield Case(
        "a quarter merged over two columns of figures",
        REFUSED,
        [TB, ["CRC name", Q4, None, Q1], [N, Z, p(96), Y]],
        N1[1:],
        merged=("B2:C2",),
    )
    yield Case("a column of thresholds", REFUSED, [T, ["Measure", N, "Threshold"], [A, Z, p(80)]])
    yield Case(
        "actual, target and variance",
        READ,
        [TB, ["CRC name", Q4], [None, "Actual", "Target", "Variance"], [N, Z, p(97), p(0.5)]],
        N1[:1],
        merged=("B2:D2",),
    )
    yield Case(
        "a symbol that stands at a figure and for none",
        REFUSED,
        [T, M, [A, "97.5% ~", "99%"]],
        (f(A, E, Q1, "99%"),),
        words='symbols:\n  "~": not available\n',
    )
    yield Case(
        "a heading of a year to date declared a percentage",
        SAID,
        [TB, ["CRC name", "Year to date", Q1], [N, Z, Y]],
        N1[1:],
        words='headings:\n  percentage: ["year to date"]\n',
    )


CASES = list(cases())


def write(case: Case, folder: Path) -> Path:
    if case.is_csv:
        out = io.StringIO(newline="")
        csv.writer(out).writerows([["" if cell is None else cell for cell in row] for row in case.rows])
        (folder / f"{case.file}.csv").write_text(out.getvalue(), encoding="utf-8")
        return folder / f"{case.file}.csv"
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (case.sheets or {case.sheet: case.rows}).items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    cell = sheet.cell(number, column, value.value if isinstance(value, Shown) else value)
                    cell.number_format = value.number_format if isinstance(value, Shown) else cell.number_format
        for area in case.merged:
            sheet.merge_cells(area)
    book.save(folder / f"{case.file}.xlsx")
    return folder / f"{case.file}.xlsx"


def judged(report: Report) -> Iterator[str]:
    """Every figure that has a verdict, or would have one if a target were declared."""
    for finding in report.findings:
        seen = finding.observation
        if finding.status is Status.NO_DATA:
            continue
        match seen.figure:
            case Counts(numerator=numerator, denominator=denominator):
                yield f(seen.measure.code, seen.provider, str(seen.quarter), f"{numerator}/{denominator}")
            case Stored(percent=percent) | Printed(percent=percent):
                yield f(seen.measure.code, seen.provider, str(seen.quarter), f"{float(percent):g}%")
            case _:
                pass


def report_on(case: Case, folder: Path) -> Report:
    targets = None
    if case.words:
        targets = folder / "words.yaml"
        targets.write_text(case.words, encoding="utf-8")
    policy = Policy(quarter=Quarter.parse(case.quarter) if case.quarter else None, unit=case.unit)
    return run([str(write(case, folder))], policy, Beside(targets))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_adversary(case: Case, tmp_path: Path) -> None:
    report = report_on(case, tmp_path)
    found = sorted(judged(report))
    errors = [str(problem) for problem in report.problems if problem.level is Level.ERROR]
    assert not [figure for figure in found if figure not in case.may], errors
    match case.expect:
        case Expect.READ:
            assert found == sorted(case.may)
            assert not errors
        case Expect.EITHER:
            assert errors or found == sorted(case.may)
        case Expect.REFUSED:
            assert errors
        case Expect.SAID:
            assert report.problems


@pytest.mark.parametrize(
    "rows",
    [
        [["CRC"], ["Quarter", A], [f"{Q1} [p]", Y]],
        [["CRC"], ["Measure", "Quarter", "%"], [A, f"{Q1} [p]", Y]],
        [TB, ["CRC name", f"{Q1} [p]"], [N, Y]],
        [["CRC service levels 2017-18 Q1 [p]"], M, ["Community Rehabilitation Companies"], [A, Z, Y]],
        [["CRC service levels 2017-18 Q1 [p]"], M, [A, Z, Y]],
        [T, ["Measure", "Framework", N], [A, "CRC [p]", Z]],
    ],
    ids=["a row", "a long row", "a heading", "a title above a section", "a title", "a framework"],
)
def test_a_mark_of_provisional_figures_stays(rows: Rows, tmp_path: Path) -> None:
    report = report_on(Case("", READ, rows), tmp_path)
    assert report.findings
    assert all(Flag.PROVISIONAL in finding.observation.flags for finding in report.findings)


@pytest.mark.parametrize(
    "rows",
    [
        [TB, ["CRC name", f"{Q4} target", f"{Q1} target"], *BY],
        [TB, [None, "Target", "Target"], QUARTERS, *BY],
        [T, ["Measure", N, "Essex target"], [A, Z, Y]],
        [T, ["Measure", "Essex target"], [A, Y]],
        [T, ["CRC name", A, "SCH9 SL003 target"], [N, Z, Y]],
    ],
)
def test_targets_alone_are_no_fault_of_slcheck(rows: Rows, tmp_path: Path) -> None:
    assert set(judged(report_on(Case("", SAID, rows), tmp_path))) <= {f(A, N, Q1, "97.5%")}
