"""Excel workbooks: what is in them whatever they claim, and what is refused with the reason."""

import datetime
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference

from slcheck.model import Flag, Printed, Report, Status
from slcheck.reading import bounds
from slcheck.reading.cells import Cell, CellKind
from slcheck.reading.formats import xlsx
from support import Shown, check, printed_rows, workbook

SHEET = "xl/worksheets/sheet1.xml"
AS_XLSX = "open it in Excel and save it as .xlsx"
NO_TABLE = (
    "a table needs a heading row with Measure and either Percentage (or Rating) or Numerator and Denominator, above "
    "rows that start with a declared code, such as SCH9 AA; --targets names declarations of your own"
)
CELL_AT = '</row><row r="{row}"><c r="{cell}" t="inlineStr"><is><t>far</t></is></c></row></sheetData>'
FIGURE_CELL = b'<c r="B4" t="inlineStr"><is><t>98%</t></is></c>'
TYPES = b"</Types>"
STRINGS_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'spreadsheetml.sharedStrings+xml"/></Types>'
)
STRINGS_LINK = (
    b'<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" '
    b'Target="/xl/sharedStrings.xml" Id="rId99"/></Relationships>'
)
STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>'


def one_figure(tmp_path: Path, figure: Any = "98%") -> Path:
    return workbook(tmp_path / "one.xlsx", {"Figures": printed_rows(["SCH9 SL001 – Seen", figure, "97%"])})


def edited(path: Path, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> Path:
    """``path`` with every part changed, and ``more`` parts."""
    changed = path.with_name("edited.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return changed


def in_sheet(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    def change(name: str, data: bytes) -> bytes:
        assert name != SHEET or old in data
        return data.replace(old, new) if name == SHEET else data

    return change


def archive(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as new:
        for name in names:
            new.writestr(name, "<a/>")
    return path


def with_shared_string(tmp_path: Path, item: bytes) -> Path:
    """The workbook as Excel writes it: the figure is an item of the shared strings, here ``item``."""

    def change(name: str, data: bytes) -> bytes:
        if name == SHEET:
            data, found = re.subn(rb't="inlineStr"><is><t[^>]*>FIGURE</t></is>', b't="s"><v>0</v>', data)
            assert found == 1
        return data.replace(TYPES, STRINGS_TYPE).replace(
            b"</Relationships>", STRINGS_LINK if "workbook" in name else b"</Relationships>"
        )

    return edited(one_figure(tmp_path, "FIGURE"), change, {"xl/sharedStrings.xml": STRINGS % item})


def said(report: Report) -> list[str]:
    return [problem.message for problem in report.problems]


def refusal(path: Path) -> str:
    report = check(path)
    assert not report.findings
    assert [problem.kind for problem in report.problems] == ["unreadable_file"]
    return said(report)[0]


def read(path: Path) -> dict[str, Cell]:
    (sheet,) = xlsx.read(path.read_bytes()).sheets
    return {cell.address: cell for row in sheet.rows.values() for cell in row.values()}


def passes(path: Path) -> Report:
    """The report on a workbook whose one figure has to be read as 98% in B4."""
    report = check(path)
    (finding,) = report.findings
    assert (finding.status, finding.value, finding.observation.origin.cell) == (Status.PASS, 98, "B4")
    return report


def test_a_cut_off_workbook_is_damaged(tmp_path: Path) -> None:
    path = one_figure(tmp_path)
    path.write_bytes(path.read_bytes()[:-30])
    assert refusal(path) == "the file is damaged (File is not a zip file); get it again from its source"


def test_a_workbook_with_a_damaged_part_is_refused(tmp_path: Path) -> None:
    path = one_figure(tmp_path)
    data = bytearray(path.read_bytes())
    start = data.find(SHEET.encode()) + len(SHEET) + 20
    data[start : start + 40] = b"\xff" * 40
    path.write_bytes(data)
    assert not check(path).findings
    assert re.match(r"the (file is damaged|workbook cannot be read) \(.+\); ", refusal(path))


def test_an_archive_that_only_claims_a_workbook_is_refused(tmp_path: Path) -> None:
    assert refusal(archive(tmp_path / "a.xlsx", "xl/workbook.xml")).startswith("the workbook cannot be read (")


def test_strict_ooxml_is_read_like_any_other(tmp_path: Path) -> None:
    def strict(_name: str, data: bytes) -> bytes:
        return data.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )

    assert not passes(edited(one_figure(tmp_path), strict)).problems


def test_an_entity_in_a_part_is_never_expanded(tmp_path: Path) -> None:
    def entity(name: str, data: bytes) -> bytes:
        if name != SHEET:
            return data
        return b'<!DOCTYPE x [<!ENTITY figure "98%">]>' + data.replace(b"FIGURE", b"&figure;")

    assert refusal(edited(one_figure(tmp_path, "FIGURE"), entity))


@pytest.mark.parametrize(
    ("bound", "value", "sentence"),
    [
        ("PARTS", 3, r"it has \d+ parts, and at most 3 are read; split the file"),
        ("INFLATED_BYTES", 99, r"it has [\d,]+ bytes once unpacked, and at most 99 are read; split the file"),
        ("PART_BYTES", 99, r"it has [\d,]+ bytes in the part [\w/.]+, and at most 99 are read; split the file"),
        ("FILLED_CELLS", 5, "it has 6 filled cells, and at most 5 are read; split the file"),
        ("CELL_CHARACTERS", 20, "it has 31 characters in cell A1, and at most 20 are read; split the file"),
        ("COLUMNS", 2, "it has 3 columns, and at most 2 are read; split the file"),
    ],
)
def test_every_bound_names_itself_and_the_measured_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, value: int, sentence: str
) -> None:
    path = one_figure(tmp_path)
    passes(path)
    monkeypatch.setattr(bounds, bound, value)
    assert re.fullmatch(sentence, refusal(path))


def test_a_part_that_unpacks_beyond_belief_is_refused(tmp_path: Path) -> None:
    bomb = edited(one_figure(tmp_path), lambda _name, data: data, {"xl/media/zeros.bin": b"\0" * (2 * bounds.MIB)})
    assert refusal(bomb) == "the part xl/media/zeros.bin is packed beyond belief; save the file anew"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("twin", [SHEET, SHEET.upper()])
def test_two_parts_of_one_name_are_refused(tmp_path: Path, twin: str) -> None:
    path = edited(one_figure(tmp_path), lambda _name, data: data, {twin: b"<a/>"})
    assert refusal(path) == "the archive holds two parts of the same name; save the file anew in Excel"


@pytest.mark.parametrize("claimed", [b"A1", b"A1:A1", b"B2:C9", b"A1:XFD1048576"])
def test_a_wrong_dimension_tag_loses_no_row(tmp_path: Path, claimed: bytes) -> None:
    def change(name: str, data: bytes) -> bytes:
        return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="' + claimed + b'"', data) if name == SHEET else data

    assert not passes(edited(one_figure(tmp_path), change)).problems


def test_a_missing_dimension_tag_loses_no_row(tmp_path: Path) -> None:
    passes(edited(one_figure(tmp_path), lambda _name, data: re.sub(rb"<dimension [^>]*/>", b"", data)))


def far(tmp_path: Path, row: int, cell: str) -> Path:
    new = CELL_AT.format(row=row, cell=cell).encode()
    return edited(one_figure(tmp_path), in_sheet(b"</row></sheetData>", new))


@pytest.mark.parametrize("row", [5004, 1_048_576])
def test_a_cell_below_any_number_of_blank_rows_is_read(tmp_path: Path, row: int) -> None:
    path = far(tmp_path, row, f"A{row}")
    assert read(path)[f"A{row}"].text == "far"
    (use,) = passes(path).inputs[0].sheets
    assert use.rows_read == 4


@pytest.mark.parametrize("row", [9, 1_048_576])
def test_a_cell_in_the_last_column_is_refused_with_its_number(tmp_path: Path, row: int) -> None:
    assert (
        refusal(far(tmp_path, row, f"XFD{row}")) == "it has 16,384 columns, and at most 2,000 are read; split the file"
    )


@pytest.mark.parametrize(
    ("value", "number_format", "kind", "text"),
    [
        (0.956, "0.0%", CellKind.NUMBER, "95.6%"),
        (95.6, '0.0"%"', CellKind.NUMBER, "95.6%"),
        (776, "#,##0", CellKind.NUMBER, "776"),
        ("95.6%", "General", CellKind.TEXT, "95.6%"),
        ("  two \n lines ", "General", CellKind.TEXT, "two lines"),
        (True, "General", CellKind.BOOLEAN, "TRUE"),
        ("#DIV/0!", "General", CellKind.ERROR, "#DIV/0!"),
        (datetime.date(2017, 6, 30), "dd/mm/yyyy", CellKind.DATE, "2017-06-30"),
        (datetime.time(12, 30), "hh:mm", CellKind.OTHER, "12:30:00"),
        ("=1/2", "0%", CellKind.FORMULA, "=1/2"),
    ],
)
def test_every_kind_of_cell(tmp_path: Path, value: Any, number_format: str, kind: CellKind, text: str) -> None:
    cells = read(workbook(tmp_path / "kinds.xlsx", {"S": [["a"], ["b", Shown(value, number_format)]]}))
    assert (cells["B2"].kind, cells["B2"].text) == (kind, text)
    assert sorted(cells) == ["A1", "A2", "B2"]


def test_a_formula_with_its_value_is_the_value(tmp_path: Path) -> None:
    new = b'<c r="B4"><f>49/50</f><v>0.98</v></c>'
    path = edited(one_figure(tmp_path), in_sheet(FIGURE_CELL, new))
    assert read(path)["B4"] == Cell(4, 2, CellKind.NUMBER, 0.98)


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        (b'<c r="B4"><f>49/50</f></c>', CellKind.FORMULA, "=49/50"),
        (b'<c r="B4"><f>49/50</f><v/></c>', CellKind.FORMULA, "=49/50"),
        (b'<c r="B4"><f/></c>', CellKind.FORMULA, "="),
        (b'<c r="B4" t="str"><f>A1&amp;"%"</f><v>98%</v></c>', CellKind.TEXT, "98%"),
        (b'<c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c>', CellKind.ERROR, "#DIV/0!"),
        (b'<c r="B4"><v>98 or so</v></c>', CellKind.ERROR, "98 or so"),
    ],
)
def test_a_formula_or_number_that_has_no_value_is_still_a_cell(
    tmp_path: Path, cell: bytes, kind: CellKind, text: str
) -> None:
    path = edited(one_figure(tmp_path), in_sheet(FIGURE_CELL, cell))
    assert (read(path)["B4"].kind, read(path)["B4"].text) == (kind, text)


@pytest.mark.parametrize("value", [b"<v></v>", b"<v/>", b""])
def test_a_formula_whose_result_is_an_empty_text_is_blank(tmp_path: Path, value: bytes) -> None:
    cell = b'<c r="B4" t="str"><f>IF(A1="","",A1)</f>' + value + b"</c>"
    assert "B4" not in read(edited(one_figure(tmp_path), in_sheet(FIGURE_CELL, cell)))


def test_rows_that_stand_out_of_order_are_read_in_order(tmp_path: Path) -> None:
    rows = printed_rows(["SCH9 SL001 – Seen", "98%", "97%"], ["SCH9 SL002 – Planned", "99%", "97%"])

    def change(name: str, data: bytes) -> bytes:
        if name != SHEET:
            return data
        found = re.search(rb'(<row r="4".*?</row>)(<row r="5".*?</row>)', data)
        assert found
        return data.replace(found[0], found[2] + found[1])

    path = edited(workbook(tmp_path / "order.xlsx", {"S": rows}), change)
    (sheet,) = xlsx.read(path.read_bytes()).sheets
    assert list(sheet.rows) == [1, 3, 4, 5]
    assert sorted(each.observation.origin.cell for each in check(path).findings) == ["B4", "B5"]


@pytest.mark.parametrize(
    "again",
    [
        FIGURE_CELL + b'<c r="B4"><v>0.5</v></c>',
        FIGURE_CELL + b'</row><row r="4"><c r="B4"><v>0.5</v></c>',
    ],
    ids=["in its row", "in a second row"],
)
def test_a_cell_that_stands_in_the_file_twice_is_refused(tmp_path: Path, again: bytes) -> None:
    path = edited(one_figure(tmp_path), in_sheet(FIGURE_CELL, again))
    said_of_it = "cell B4 of sheet Figures stands in the file twice; open it in Excel, save it, and try again"
    assert refusal(path) == said_of_it


def test_a_formula_without_a_value_says_what_to_do(tmp_path: Path) -> None:
    report = check(one_figure(tmp_path, "=49/50"))
    assert [finding.status.value for finding in report.findings] == ["no_data"]
    assert [(str(each.place).rpartition(", ")[2], each.message) for each in report.problems] == [
        ("cell B4", "the formula =49/50 has no stored value; open the file in Excel, save it, and try again")
    ]


def test_an_error_cell_names_its_address(tmp_path: Path) -> None:
    report = check(one_figure(tmp_path, "#REF!"))
    assert [finding.status.value for finding in report.findings] == ["no_data"]
    assert [(str(each.place).rpartition(", ")[2], each.message) for each in report.problems] == [
        ("cell B4", "the cell shows #REF!; correct the formula and save the file again")
    ]


RAISED = b'<r><rPr><vertAlign val="superscript"/></rPr><t>%s</t></r>'


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (b"<si><t>98%</t></si>", "98%"),
        (b"<si><r><t>98</t></r><r><t>%</t></r></si>", "98%"),
        (b"<si><r><t>96.9</t></r>" + RAISED % b"1" + b"</si>", "96.9¹"),  # never 96.91
        (b"<si><r><t>96.9%</t></r>" + RAISED % b"*" + b"</si>", "96.9%*"),
        (b'<si><t>98%</t><rPh sb="0" eb="1"><t>7</t></rPh></si>', "98%"),
    ],
    ids=["plain", "two runs", "raised digit", "raised star", "phonetic"],
)
def test_a_raised_run_is_kept_apart_from_its_figure(tmp_path: Path, item: bytes, text: str) -> None:
    assert read(with_shared_string(tmp_path, item))["B4"].text == text


def inline(tmp_path: Path, item: bytes, *below: str) -> Path:
    """The workbook with its figure as the inline string ``item``, and the texts ``below`` it."""
    rows = printed_rows(["SCH9 SL001 – Seen", "FIGURE", "97%"], *([text] for text in below))

    def change(name: str, data: bytes) -> bytes:
        if name != SHEET:
            return data
        data, found = re.subn(rb"<is><t[^>]*>FIGURE</t></is>", b"<is>" + item + b"</is>", data)
        assert found == 1
        return data

    return edited(workbook(tmp_path / "inline.xlsx", {"Figures": rows}), change)


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (b"<t>98%</t>", "98%"),
        (b"<r><t>98</t></r><r><t>%</t></r>", "98%"),
        (b"<r><t>96.9</t></r>" + RAISED % b"8", "96.9⁸"),  # never 96.98
        (b"<r><t>96.9</t></r>" + RAISED % b"12", "96.9¹²"),
        (b"<r><t>96.9%</t></r>" + RAISED % b"r", "96.9%[r]"),
        (b"<r><t>96.9%</t></r>" + RAISED % b"*", "96.9%*"),
    ],
    ids=["plain", "two runs", "raised digit", "raised digits", "raised letter", "raised star"],
)
def test_a_raised_run_of_an_inline_text_is_kept_apart_too(tmp_path: Path, item: bytes, text: str) -> None:
    assert read(inline(tmp_path, item))["B4"].text == text


def test_a_raised_digit_is_a_symbol_on_the_figure_that_its_legend_explains(tmp_path: Path) -> None:
    raised = b"<r><t>96.9%</t></r>" + RAISED % b"1"
    (finding,) = check(inline(tmp_path, raised)).findings
    assert (finding.status, finding.observation.markers) == (Status.NO_DATA, ("¹",))
    (finding,) = check(inline(tmp_path, raised, "¹ 16/17 Q4 (Jan–Mar 17)")).findings
    assert isinstance(finding.observation.figure, Printed)
    assert (finding.observation.figure.percent, str(finding.observation.quarter)) == (Decimal("96.9"), "2016-17 Q4")


def test_a_raised_letter_is_a_marker_on_the_figure(tmp_path: Path) -> None:
    (finding,) = check(inline(tmp_path, b"<r><t>98%</t></r>" + RAISED % b"r")).findings
    assert (finding.status, finding.flags) == (Status.PASS, (Flag.REVISED,))


def test_a_colour_that_gptables_writes_is_no_hindrance(tmp_path: Path) -> None:
    item = b'<si><r><rPr><color rgb="FFAUTOMATIC"/></rPr><t>98</t></r><r><t>%</t></r></si>'
    assert not passes(with_shared_string(tmp_path, item)).problems


def test_a_raised_star_is_explained_by_its_legend(tmp_path: Path) -> None:
    star = CellRichText(["98%", TextBlock(InlineFont(vertAlign="superscript"), "*")])
    rows = printed_rows(["SCH9 SL001 – Seen", star, "97%"], ["* 16/17 Q4 (Jan–Mar 17)"])
    (finding,) = check(workbook(tmp_path / "star.xlsx", {"S": rows})).findings
    assert (finding.status, str(finding.observation.quarter)) == (Status.PASS, "2016-17 Q4")


def test_a_chart_sheet_is_no_hindrance(tmp_path: Path) -> None:
    path = one_figure(tmp_path)
    book = load_workbook(path)
    chart = BarChart()
    chart.add_data(Reference(book["Figures"], min_col=2, min_row=4))
    book.create_chartsheet("Graph").add_chart(chart)
    book.save(path)
    assert not passes(path).problems


def test_a_workbook_of_charts_alone_has_nothing_to_read(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    book.create_chartsheet("Graph").add_chart(BarChart())
    book.save(tmp_path / "charts.xlsx")
    said_of_it = "the workbook has no sheet that can be read; open it in Excel, save it as .xlsx, try again"
    assert refusal(tmp_path / "charts.xlsx") == said_of_it


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_not_read_and_said(tmp_path: Path, state: str) -> None:
    path = one_figure(tmp_path)
    book = load_workbook(path)
    hidden = book.create_sheet("Old")
    for row in printed_rows(["SCH9 SL001 – Seen", "12%", "97%"]):
        hidden.append(list(row))
    hidden.sheet_state = state
    book.save(path)
    uses = passes(path).inputs[0].sheets
    assert [(use.name, use.rows_used, use.left_out) for use in uses if use.name == "Old"] == [
        ("Old", 0, (("hidden sheet", 1),))
    ]


def test_figures_on_a_hidden_sheet_alone_are_told_of(tmp_path: Path) -> None:
    path = one_figure(tmp_path)
    book = load_workbook(path)
    book.create_sheet("Cover").append(["Hello"])
    book["Figures"].sheet_state = "hidden"
    book.active = 1
    book.save(path)
    assert said(check(path)) == [
        f"no service-level table found (1 row looked at; hidden and not read: Figures); {NO_TABLE}"
    ]


@pytest.mark.parametrize(
    ("rows", "looked"),
    [([["Pet", "Age"], ["Cat", 3], ["Dog", 5]], 3), ([], 0), ([["Rating", "Target"], ["5", "6"]], 2)],
)
def test_a_workbook_that_has_nothing_to_do_with_probation(tmp_path: Path, rows: list[list[Any]], looked: int) -> None:
    report = check(workbook(tmp_path / "pets.xlsx", {"Pets": rows}))
    assert not report.findings
    assert said(report) == [f"no service-level table found ({looked} rows looked at); {NO_TABLE}"]


def test_text_of_a_cell_can_neither_act_nor_vanish(tmp_path: Path) -> None:
    rows = [["[red]title[/red]", "zero\u200bwidth", "right\u202eto left", "cafe\u0301"]]
    cells = read(workbook(tmp_path / "text.xlsx", {"S": rows}))
    assert [cell.text for cell in cells.values()] == ["[red]title[/red]", "zerowidth", "rightto left", "café"]


def test_nothing_is_printed_while_reading(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    passes(one_figure(tmp_path))
    assert capfd.readouterr() == ("", "")
