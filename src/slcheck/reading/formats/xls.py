"""Old Excel workbooks (.xls, BIFF 2 to 8) through xlrd, values with their number formats.

Xlrd is an extra, and has no types: what is used of it is written down here as protocols, so that nothing untyped
leaves this module. It keeps no trace of a formula, so one that was never calculated reads as an empty text.
"""

import contextlib
import datetime
import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Protocol, cast

from slcheck.errors import UnreadableInput
from slcheck.reading import bounds
from slcheck.reading.cells import Area, Book, Cell, CellKind, Row, Sheet, column_letters
from slcheck.reading.formats import xls_texts
from slcheck.reading.formats.containers import OLE, ole_entries
from slcheck.reading.formats.raised import as_marker
from slcheck.text import clean, cut, regex

NAME = "xls"

_WITHOUT_OLE = regex(rb"\x09[\x00\x02\x04\x08][\x04-\x14]\x00..[\x05\x06\x10\x20\x40\x00][\x00\x01]", re.DOTALL)
_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR, _BLANK = range(7)
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_SHEETS = 1_000
"""Sheets of a workbook; each may claim the same millions of records, so that their number has to have an end."""


class _Font(Protocol):
    escapement: int


class _Style(Protocol):
    format_key: int


class _NumberFormat(Protocol):
    format_str: str


class _Line(Protocol):
    """What a row or a column has besides cells."""

    hidden: int


class _XlrdSheet(Protocol):
    name: str
    visibility: int
    nrows: int
    merged_cells: Sequence[tuple[int, int, int, int]]
    rich_text_runlist_map: Mapping[tuple[int, int], Sequence[tuple[int, int]]]
    rowinfo_map: Mapping[int, _Line]
    colinfo_map: Mapping[int, _Line]

    def row_types(self, rowx: int) -> Sequence[int]: ...
    def row_values(self, rowx: int) -> Sequence[str | float]: ...
    def cell_xf_index(self, rowx: int, colx: int) -> int: ...


class _XlrdBook(Protocol):
    nsheets: int
    datemode: int
    font_list: Sequence[_Font]
    xf_list: Sequence[_Style]
    format_map: Mapping[int, _NumberFormat]

    def sheet_by_index(self, sheetx: int) -> _XlrdSheet: ...
    def unload_sheet(self, sheet_name_or_index: int) -> None: ...


def recognises(data: bytes) -> bool:
    """Whether ``data`` is an OLE container with a workbook in it, or the bare stream that Excel 2 to 4 wrote."""
    entries = {entry.casefold() for entry in ole_entries(data) or ()}
    return bool(entries & {"workbook", "book"}) or _WITHOUT_OLE.match(data) is not None


def read(data: bytes) -> Book:
    """All visible sheets. Raises UnreadableInput when xlrd is missing, or the workbook locked, damaged or too large."""
    try:
        xlrd = import_module("xlrd")
    except ImportError:
        said = "this is an old .xls workbook, and reading those needs the extra 'xls'"
        cure = "install it with: pip install slcheck[xls], or open the file in Excel and save it as .xlsx"
        raise UnreadableInput(f"{said}; {cure}") from None
    try:
        with contextlib.redirect_stdout(_Nowhere()):
            xls_texts.inspect(_stream(data))
            workbook = cast(
                _XlrdBook,
                xlrd.open_workbook(
                    file_contents=data, logfile=_Nowhere(), formatting_info=True, on_demand=True, ragged_rows=True
                ),
            )
            return _read(workbook)
    except UnreadableInput:
        raise
    except Exception as error:  # xlrd lets out whatever its unpacking of bytes runs into
        if "encrypted" in str(error):
            said = "this is a password-protected .xls workbook"
            raise UnreadableInput(f"{said}; open it in Excel, save it without a password, and try again") from error
        said = cut(clean(str(error)), 100) or type(error).__name__
        raise UnreadableInput(
            f"the workbook cannot be read ({said}); open it in Excel, save it as .xlsx, and try again"
        ) from error


def _stream(data: bytes) -> bytes:
    """The records of the workbook, out of their container."""
    if not data.startswith(OLE):
        return data
    container = import_module("xlrd.compdoc").CompDoc(data, logfile=_Nowhere())
    for name in ("Workbook", "Book"):
        memory, start, length = container.locate_named_stream(name)
        if memory:
            return bytes(memory[start : start + length])
    return b""


class _Nowhere(io.TextIOBase):
    """Where xlrd's remarks go: it writes one for every record that it finds odd."""

    def write(self, text: str, /) -> int:
        return len(text)


def _read(workbook: _XlrdBook) -> Book:
    bounds.hold("sheets", workbook.nsheets, _SHEETS)
    book, filled, rows = Book([]), 0, 0
    for number in range(workbook.nsheets):
        source = workbook.sheet_by_index(number)
        name = clean(source.name)
        if source.visibility:
            book.skipped.append((name, "hidden sheet"))
        else:
            sheet = Sheet(name)
            for row, cells in _rows(source, workbook):
                filled += len(cells)
                bounds.hold("filled cells", filled, bounds.FILLED_CELLS)
                rows += 1
                bounds.hold("filled rows", rows, bounds.FILLED_ROWS)
                sheet.rows[row] = cells
            _lay_out(sheet, source)
            book.sheets.append(sheet)
        workbook.unload_sheet(number)
    if not book.sheets and not book.skipped:
        said = "the workbook has no sheet that can be read"
        raise UnreadableInput(f"{said}; open it in Excel, save it as .xlsx, and try again")
    return book


def _rows(source: _XlrdSheet, workbook: _XlrdBook) -> Iterator[tuple[int, Row]]:
    for rowx in range(source.nrows):
        cells = {}
        values = source.row_values(rowx)
        for colx, kind in enumerate(source.row_types(rowx)):
            if kind not in (_EMPTY, _BLANK) and (cell := _cell(source, workbook, rowx, colx, kind, values[colx])):
                cells[cell.column] = cell
        if cells:
            yield rowx + 1, cells


def _cell(source: _XlrdSheet, workbook: _XlrdBook, rowx: int, colx: int, kind: int, value: str | float) -> Cell | None:
    row, column = rowx + 1, colx + 1
    if isinstance(value, str):
        bounds.hold(f"characters in cell {column_letters(column)}{row}", len(value), bounds.CELL_CHARACTERS)
        text = clean(_with_raised(value, source.rich_text_runlist_map.get((rowx, colx), ()), workbook.font_list))
        return Cell(row, column, CellKind.TEXT, text) if text else None
    if kind == _BOOLEAN:
        return Cell(row, column, CellKind.BOOLEAN, bool(value))
    if kind == _ERROR:
        return Cell(row, column, CellKind.ERROR, _ERRORS.get(int(value), f"error {int(value)}"))
    if not math.isfinite(value):
        return Cell(row, column, CellKind.ERROR, str(value))
    if kind == _DATE:
        return _date(row, column, value, workbook.datemode)
    number = int(value) if value == int(value) and abs(value) < 10**15 else value
    style = workbook.xf_list[source.cell_xf_index(rowx, colx)]
    return Cell(row, column, CellKind.NUMBER, number, workbook.format_map[style.format_key].format_str)


def _date(row: int, column: int, days: float, since_1904: int) -> Cell:
    """Days since the end of 1899, or since the start of 1904 on an old Mac, as a date."""
    if days < 1 or (not since_1904 and 60 <= days < 61):  # a time; 29 February 1900, which only Lotus 1-2-3 had
        return Cell(row, column, CellKind.OTHER, f"the date number {days:g}")
    start = datetime.date(1904, 1, 1) if since_1904 else datetime.date(1899, 12, 31 if days < 60 else 30)
    try:
        return Cell(row, column, CellKind.DATE, start + datetime.timedelta(days=math.floor(days)))
    except OverflowError:
        return Cell(row, column, CellKind.OTHER, f"the date number {days:g}")


def _with_raised(text: str, runs: Sequence[tuple[int, int]], fonts: Sequence[_Font]) -> str:
    """The text with its raised and lowered runs as markers. A run has its start and its font; the first has none."""
    if not any(fonts[font].escapement for _, font in runs):
        return text
    ends = [*(start for start, _ in runs[1:]), len(text)]
    pieces = [text[: runs[0][0]]]
    for (start, font), end in zip(runs, ends, strict=True):
        pieces.append(as_marker(text[start:end]) if fonts[font].escapement else text[start:end])
    return "".join(pieces)


def _lay_out(sheet: Sheet, source: _XlrdSheet) -> None:
    """Note which filled rows and columns are hidden, and which filled cells show over several."""
    filled = {column for row in sheet.rows.values() for column in row}
    sheet.hidden_rows = {row for row in sheet.rows if (line := source.rowinfo_map.get(row - 1)) and line.hidden}
    sheet.hidden_columns = {column for column in filled if (line := source.colinfo_map.get(column - 1)) and line.hidden}
    bounds.hold("merged areas", len(source.merged_cells), bounds.MERGED_AREAS)
    sheet.merged = [
        Area(top + 1, left + 1, bottom, right)
        for top, bottom, left, right in source.merged_cells
        if left + 1 in sheet.rows.get(top + 1, {})
    ]
