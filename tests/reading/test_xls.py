"""Old Excel workbooks, through xlrd: what a figure depends on comes through, whatever else is in them."""

import datetime
import io
import struct
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from slcheck.errors import UnreadableInput
from slcheck.reading import figures
from slcheck.reading.cells import Area, Cell, CellKind, Sheet
from slcheck.reading.formats import xls

xlwt = pytest.importorskip("xlwt", reason="writes the old workbooks that are read here")
pytest.importorskip("xlrd", reason="the extra 'xls'")

AS_XLSX = "open it in Excel, save it as .xlsx, and try again"


def workbook(*fill: Callable[[Any], None], **settings: Any) -> bytes:
    """A workbook with a sheet for each of ``fill``."""
    book = xlwt.Workbook()
    for name, value in settings.items():
        setattr(book, name, value)
    for number, each in enumerate(fill, 1):
        each(book.add_sheet(f"Sheet {number}"))
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def only_sheet(fill: Callable[[Any], None], **settings: Any) -> Sheet:
    (sheet,) = xls.read(workbook(fill, **settings)).sheets
    return sheet


def one_cell(value: Any, number_format: str = "General", **settings: Any) -> Cell:
    shown = xlwt.easyxf(num_format_str=number_format)
    return only_sheet(lambda sheet: sheet.write(3, 1, value, shown), **settings).rows[4][2]


def rich(*runs: tuple[str, bool]) -> Cell:
    """A text in runs, some of them raised."""
    raised = xlwt.Font()
    raised.escapement = xlwt.Font.ESCAPEMENT_SUPERSCRIPT
    parts = [(words, raised if is_raised else xlwt.Font()) for words, is_raised in runs]
    return only_sheet(lambda sheet: sheet.write_rich_text(3, 1, parts)).rows[4][2]


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableInput) as refused:
        xls.read(data)
    return str(refused.value)


@pytest.mark.parametrize(
    ("value", "number_format", "kind", "held", "text"),
    [
        (0.956, "0.0%", CellKind.NUMBER, 0.956, "95.6%"),
        (95.6, '0.0"%"', CellKind.NUMBER, 95.6, "95.6%"),
        (95.6, "General", CellKind.NUMBER, 95.6, "95.6"),
        (1234, "#,##0", CellKind.NUMBER, 1234, "1,234"),
        (801, "General", CellKind.NUMBER, 801, "801"),
        (96.9, '0.0" [r]"', CellKind.NUMBER, 96.9, "96.9 [r]"),
        ("97%", "General", CellKind.TEXT, "97%", "97%"),
        ("right\u202eto  left", "General", CellKind.TEXT, "rightto left", "rightto left"),
        (True, "General", CellKind.BOOLEAN, True, "TRUE"),
        (datetime.date(2017, 6, 30), "DD/MM/YYYY", CellKind.DATE, datetime.date(2017, 6, 30), "2017-06-30"),
        (datetime.date(1900, 1, 31), "DD/MM/YYYY", CellKind.DATE, datetime.date(1900, 1, 31), "1900-01-31"),
        (60, "DD/MM/YYYY", CellKind.OTHER, "the date number 60", "the date number 60"),
        (0.5, "HH:MM", CellKind.OTHER, "the date number 0.5", "the date number 0.5"),
        (1e300, "DD/MM/YYYY", CellKind.OTHER, "the date number 1e+300", "the date number 1e+300"),
    ],
)  # fmt: skip
def test_what_a_cell_holds(value: Any, number_format: str, kind: CellKind, held: Any, text: str) -> None:
    read = one_cell(value, number_format)
    assert (read.kind, read.value, read.text, read.address) == (kind, held, text, "B4")
    assert type(read.value) is type(held)


def test_an_old_mac_counts_its_days_from_1904() -> None:
    read = one_cell(datetime.date(2017, 6, 30), "DD/MM/YYYY", dates_1904=True)
    assert (read.kind, read.value) == (CellKind.DATE, datetime.date(2017, 6, 30))
    assert one_cell(60, "DD/MM/YYYY", dates_1904=True).value == datetime.date(1904, 3, 1)


@pytest.mark.parametrize(
    ("code", "text"), [(0, "#NULL!"), (7, "#DIV/0!"), (23, "#REF!"), (42, "#N/A"), (99, "error 99")]
)
def test_an_error_is_an_error(code: int, text: str) -> None:
    read = only_sheet(lambda sheet: sheet.row(3).set_cell_error(1, code)).rows[4][2] if code != 99 else None
    if read is None:
        data = bare(NUMBER_FORMAT, record(0x0205, struct.pack("<HHHBB", 3, 1, 0, 99, 1)))
        read = xls.read(data).sheets[0].rows[4][2]
    assert (read.kind, read.text) == (CellKind.ERROR, text)
    assert isinstance(figures.read_percentage(read), figures.Unusable)


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([("96.9", False), ("1", True)], "96.9¹"),  # never 96.91
        ([("96.9", False), ("12", True)], "96.9¹²"),
        ([("96.9%", False), ("r", True), (" or so", False)], "96.9%[r] or so"),
        ([("9", True), ("6", False)], "⁹6"),
        ([("96", False), (".9", False)], "96.9"),
    ],
)
def test_a_raised_run_is_kept_apart_from_its_figure(runs: list[tuple[str, bool]], text: str) -> None:
    assert rich(*runs).text == text


def test_hidden_sheets_are_not_read_and_said() -> None:
    def hidden(level: int) -> Callable[[Any], None]:
        def fill(sheet: Any) -> None:
            sheet.write(0, 0, "12%")
            sheet.visibility = level

        return fill

    book = xls.read(workbook(lambda sheet: sheet.write(0, 0, "98%"), hidden(1), hidden(2)))
    assert [sheet.name for sheet in book.sheets] == ["Sheet 1"]
    assert book.skipped == [("Sheet 2", "hidden sheet"), ("Sheet 3", "hidden sheet")]


def test_merged_cells_and_what_is_hidden_are_noted() -> None:
    def fill(sheet: Any) -> None:
        sheet.write_merge(0, 1, 1, 3, "over three columns")
        sheet.write_merge(5, 6, 1, 3, "")
        sheet.write(2, 0, "a")
        sheet.write(3, 2, "b")
        sheet.row(3).hidden = True
        sheet.row(9).hidden = True
        sheet.col(2).hidden = True
        sheet.col(7).hidden = True

    sheet = only_sheet(fill)
    assert sheet.merged == [Area(1, 2, 2, 4)]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({4}, {3})
    assert list(sheet.rows) == [1, 3, 4]


def test_blank_cells_with_a_look_of_their_own_are_blank() -> None:
    sheet = only_sheet(
        lambda each: [each.write(row, 0, None if row else "a", xlwt.easyxf("font: bold on")) for row in range(50)]
    )
    assert list(sheet.rows) == [1]


def record(code: int, content: bytes) -> bytes:
    return struct.pack("<HH", code, len(content)) + content


NUMBER_FORMAT = b""


def bare(*records: bytes) -> bytes:
    """A sheet as Excel 3 wrote it: records one after another, without a container."""
    return record(0x0209, struct.pack("<HHH", 0, 0x10, 0)) + STYLE + b"".join(records) + record(0x0A, b"")


STYLE = (
    record(0x0231, struct.pack("<HHHB", 200, 0, 0x7FFF, 5) + b"Arial")
    + record(0x001E, b"\x07General")
    + record(0x001E, b"\x040.0%")
    + b"".join(record(0x0243, struct.pack("<BBHHHI", 0, each, 0x1, 0x3C, 0xFE, 0)) for each in (0, 1))
)


def test_a_sheet_of_excel_3_has_no_container_and_is_read() -> None:
    data = bare(
        record(0x0204, struct.pack("<HHHH", 0, 0, 0, 10) + b"SCH9 SL001"),
        record(0x0203, struct.pack("<HHHd", 0, 1, 1, 0.956)),
        record(0x0203, struct.pack("<HHHd", 1, 1, 0, 97.0)),
    )
    assert xls.recognises(data)
    (sheet,) = xls.read(data).sheets
    assert [[each.text for each in row.values()] for row in sheet.rows.values()] == [["SCH9 SL001", "95.6%"], ["97"]]


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_an_error(value: float) -> None:
    (sheet,) = xls.read(bare(record(0x0203, struct.pack("<HHHd", 1, 1, 0, value)))).sheets
    assert (sheet.rows[2][2].kind, sheet.rows[2][2].text) == (CellKind.ERROR, str(value))


def test_a_workbook_with_a_password_is_refused_by_that() -> None:
    globals_ = (
        record(0x0809, struct.pack("<HHHHII", 0x600, 5, 1, 1997, 0, 0)) + record(0x2F, bytes(54)) + record(0x0A, b"")
    )
    said = "this is a password-protected .xls workbook; open it in Excel, save it without a password, and try again"
    assert refusal(globals_) == said


def test_without_its_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlrd", None)
    assert refusal(workbook(lambda sheet: sheet.write(0, 0, "a"))) == (
        "this is an old .xls workbook, and reading those needs the extra 'xls'; "
        "install it with: pip install slcheck[xls], or open the file in Excel and save it as .xlsx"
    )


def test_a_damaged_workbook_says_so_whatever_comes_out_of_xlrd(capfd: pytest.CaptureFixture[str]) -> None:
    data = workbook(lambda sheet: [sheet.write(row, 0, f"text {row}") for row in range(200)])
    refused = []
    for start in range(512, len(data), 211):
        try:
            xls.read(data[:start] + b"\xff\x07\x80\0" * 8 + data[start + 32 :])
        except UnreadableInput as error:
            refused.append(str(error).rpartition("; ")[2])
    assert len(refused) > 5
    assert set(refused) <= {"open it in Excel, save it as .xlsx, and try again", "split the file"}
    assert capfd.readouterr() == ("", "")


def test_what_xlrd_prints_of_a_container_that_is_not_right_is_not_seen(capfd: pytest.CaptureFixture[str]) -> None:
    data = bytearray(workbook(lambda sheet: sheet.write(0, 0, "a")))
    data[data.index("Workbook".encode("utf-16-le")) + 66] = 3  # neither a stream nor a storage
    assert refusal(bytes(data)).startswith("the workbook cannot be read (")
    assert capfd.readouterr() == ("", "")


def test_a_text_that_is_too_long_is_refused_by_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slcheck.reading.bounds.CELL_CHARACTERS", 10)
    data = workbook(lambda sheet: sheet.write(3, 1, "x" * 11))
    assert refusal(data) == "it has 11 characters in cell B4, and at most 10 are read; split the file"


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slcheck.reading.bounds.FILLED_CELLS", 5)
    three = [lambda sheet: [sheet.write(0, column, 1) for column in range(3)]] * 2
    assert refusal(workbook(*three)) == "it has 6 filled cells, and at most 5 are read; split the file"


def test_a_shared_text_that_leads_backwards_does_not_go_on_for_ever() -> None:
    back = struct.pack("<HBi", 0, 0x04, -7)  # an empty text whose phonetic part is minus seven bytes long
    table = record(0xFC, struct.pack("<ii", 10**6, 10**6) + back)
    data = record(0x0809, struct.pack("<HHHHII", 0x600, 5, 1, 1997, 0, 0)) + table + record(0x0A, b"")
    started = time.monotonic()
    assert refusal(data) == f"the workbook cannot be read (its table of texts is damaged); {AS_XLSX}"
    assert time.monotonic() - started < 2
