"""Make the sample workbooks. Run ``make samples`` after a change; a test holds the workbooks to this script.

The figures of the first workbook are real: ``source/hmip-2017-figures-8-9.csv`` holds the 42 ratings and targets that
HM Inspectorate of Probation printed in its annual report 2017. So are those of the series, from the Ministry of
Justice's Justice Data (``source/justice-data-series.csv``). The others are invented, and say so.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from slcheck.catalogue import load
from slcheck.model import Framework, Measure, Target
from slcheck.quarter import Quarter

HERE = Path(__file__).parent
QUARTER = Quarter(2017, 1)
OGL = "Contains public sector information licensed under the Open Government Licence v3.0."
OGL_ADDRESS = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
LEGEND = ("* 16/17 Q4 (Jan–Mar 17)", "** 16/17 Q3 (Oct–Dec 16)")
ROWS_BEFORE_PAGE_BREAK = 14
BOLD = Font(bold=True)


def as_printed() -> Workbook:
    """Figures 8 and 9 as printed: text percentages, stars in the cells, each table broken in two by a page break."""
    with (HERE / "source" / "hmip-2017-figures-8-9.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for figure, sheet_name, who in (
        ("8", "CRC", "Community Rehabilitation Companies"),
        ("9", "NPS", "National Probation Service"),
    ):
        sheet = workbook.create_sheet(sheet_name)
        printed = [row for row in rows if row["figure"] == figure]
        heading = (f"{sheet_name} service level", "Rating", "Target")
        sheet.append([f"Figure {figure}: {who}, performance against targets, April – June 2017"])
        sheet.append([])
        sheet.append(heading)
        for number, row in enumerate(printed):
            if number == ROWS_BEFORE_PAGE_BREAK:
                sheet.append([])
                sheet.append([f"Figure {figure} (continued)"])
                sheet.append(heading)
            label = f"{row['code']} – {row['description']}"
            sheet.append([label, row["rating_as_printed"], row["target_as_printed"]])
        sheet.append([])
        for line in LEGEND:
            if any(row["rating_as_printed"].endswith(f" {line.split()[0]}") for row in printed):
                sheet.append([line])
        sheet.append(["Source: HM Inspectorate of Probation, annual report 2017."])
        sheet.append([OGL])
        sheet.append([OGL_ADDRESS])
        _dress(sheet, widths=(90, 12, 10))
    return workbook


def invented() -> Workbook:
    """Invented counts for every provider and measure, with the cases that a checker gets wrong."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Counts"
    sheet.append([f"INVENTED figures for trying slcheck out, {QUARTER}. No provider ever reported any of them."])
    sheet.append([])
    sheet.append(["Framework", "Provider", "Measure", "Quarter", "Numerator", "Denominator", "Percentage"])
    for row in _invented_rows():
        sheet.append(row)
        share = sheet.cell(sheet.max_row, 7)
        if isinstance(share.value, float):
            share.number_format = "0.0%"
    sheet.append([])
    sheet.append(["Awkward on purpose: text numbers, exact hits, rounding, no cases, a missing measure, a stranger."])
    _dress(sheet, widths=(11, 55, 12, 12, 11, 12, 12))
    return workbook


def series() -> Workbook:
    """A real series in a cross-tab: measures down, quarters across, the latest one first as published."""
    with (HERE / "source" / "justice-data-series.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet_name in ("CRC", "NPS"):
        sheet = workbook.create_sheet(sheet_name)
        own = [row for row in rows if row["code"].startswith(sheet_name)]
        codes = list(dict.fromkeys(row["code"] for row in own))
        periods = list(dict.fromkeys(row["period_as_published"] for row in own))
        sheet.append([f"{sheet_name} performance, percentage of cases, England and Wales"])
        sheet.append([])
        sheet.append(["Measure", *periods])
        for code in codes:
            published = {row["period_as_published"]: row["value_as_published"] for row in own if row["code"] == code}
            sheet.append([code, *(published[period] for period in periods)])
        sheet.append([])
        sheet.append([f"Source: Ministry of Justice, Justice Data, {own[0]['source']}"])
        sheet.append([OGL])
        sheet.append([OGL_ADDRESS])
        _dress(sheet, widths=(18,))
    return workbook


def by_measure() -> Workbook:
    """Invented counts with a sheet for each measure, in the manner of a release: headings merged over two rows."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    measures = [each for each in load().measures if each.code in ("SCH9 SL003", "SCH9 SL005", "SCH9 SL008")]
    for place, measure in enumerate(measures):
        sheet = workbook.create_sheet(measure.code.removeprefix("SCH9 "))
        sheet.append([f"{measure.code} - {measure.title}, 2017-18. INVENTED figures."])
        sheet.append([])
        sheet.append(["CRC name", *(cell for number in (1, 2, 3, 4) for cell in (f"Q{number} 2017-18", None, None))])
        sheet.append([None, *(("Numerator", "Denominator", "%") * 4)])
        for position, provider in enumerate(("Essex", "Merseyside", "West Yorkshire CRC")):
            pairs = [_plausible(measure, position + 3 * number, place) for number in range(4)]
            sheet.append([provider, *(cell for met, cases in pairs for cell in (met, cases, met / cases))])
        sheet.merge_cells("A3:A4")
        for first, last in ("BD", "EG", "HJ", "KM"):
            sheet.merge_cells(f"{first}3:{last}3")
            for row in range(5, 8):
                sheet[f"{last}{row}"].number_format = "0.0%"
        sheet.append([])
        sheet.append(["Figures are the latest that were reported."])
        _dress(sheet, widths=(24,))
    return workbook


def _invented_rows() -> Iterator[list[object]]:
    catalogue = load()
    measures = [each for each in catalogue.measures if isinstance(each.target_in(QUARTER), Target)]
    for position, provider in enumerate(catalogue.providers):
        for place, measure in enumerate(each for each in measures if each.framework is provider.framework):
            awkward = AWKWARD.get((provider.framework, provider.name, measure.code))
            if awkward is None:
                numerator, denominator = _plausible(measure, position, place)
                awkward = [numerator, denominator, round(numerator / denominator, 3)]
            if awkward:
                yield [provider.framework.value, provider.name, measure.code, str(QUARTER), *awkward]
    yield ["CRC", "Borsetshire", "SCH9 SL001", str(QUARTER), 190, 195, round(190 / 195, 3)]


def _plausible(measure: Measure, position: int, place: int) -> tuple[int, int]:
    """Counts around the target, the same ones every time: no clock and no chance."""
    level = next(target.level for target in measure.targets if target.covers(QUARTER))
    denominator = 180 + (position * 131 + place * 57) % 640
    drift = (position * 29 + place * 17) % 13 - 6
    return min(denominator, round(denominator * (level + drift) / 100)), denominator


C, N = Framework.CRC, Framework.NPS
AWKWARD: dict[tuple[Framework, str, str], list[object]] = {
    (C, "Northumbria", "SCH9 SL001"): [776, 801, 0.969],  # 1 case short of 97%
    (C, "Northumbria", "SCH9 SL002"): [32, 33, 0.97],  # prints 97.0%, misses 97%
    (C, "Northumbria", "SCH9 SL003"): [97, 100, 0.97],  # exactly on target
    (C, "Merseyside", "SCH9 SL005"): [0, 0, None],  # no cases
    (C, "Merseyside", "SCH9 SL007"): ["198", "200", "99.0%"],  # numbers as text, exactly on target
    (C, "Essex", "SCH9 AB"): [3, 3, 1.0],  # three cases, all met
    (C, "Essex", "SCH9 SL010"): [],  # not there at all
    (C, "London", "SCH9 SL008"): ["[c]", "[c]", "[c]"],  # confidential
    (C, "Thames Valley", "SCH9 SL016"): ["1,350", "1,500", "90.0%"],  # thousands as text
    (N, "Wales", "NPS SL017"): [1, 1, 1.0],  # one case
    (N, "London", "NPS SL018"): [75, 100, 0.75],  # exactly on target, in a name that both frameworks have
    (N, "North West", "NPS SL022"): [17, 19, 0.895],  # 1 case short, and chance could explain it
}


def _dress(sheet: Worksheet, widths: tuple[int, ...]) -> None:
    for row in sheet.iter_rows():
        first = row[0].value
        if row[0].row == 1 or first in ("Framework", "CRC service level", "NPS service level"):
            for cell in row:
                cell.font = BOLD
        row[0].alignment = Alignment(wrap_text=bool(row[0].row and row[0].row > 3))
    for number, width in enumerate(widths):
        sheet.column_dimensions["ABCDEFG"[number]].width = width


WORKBOOKS = {
    "hmip-2017-figures-8-9.xlsx": as_printed,
    "invented-providers-2017-18-q1.xlsx": invented,
    "invented-by-measure-2017-18.xlsx": by_measure,
    "justice-data-series.xlsx": series,
}

if __name__ == "__main__":
    for name, make in WORKBOOKS.items():
        make().save(HERE / name)
        print(f"samples/{name}")
