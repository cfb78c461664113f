"""Excel workbooks (.xlsx, .xlsm) through openpyxl, values with their number formats."""

import contextlib
import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterator

import openpyxl
from openpyxl.cell.cell import Cell as StoredCell
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.workbook import Workbook

from slcheck.errors import UnreadableInput
from slcheck.reading import bounds
from slcheck.reading.cells import Book, Cell, CellKind, Sheet
from slcheck.text import clean

NAME = "xlsx"

_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


def recognises(data: bytes) -> bool:
    """Whether ``data`` is an archive that has a workbook part."""
    return data.startswith(b"PK\x03\x04") and b"xl/workbook.xml" in data


def read(data: bytes) -> Book:
    """All visible sheets. Raises UnreadableInput when the workbook is damaged, too large or not what it claims."""
    has_formulas = _inspect_archive(data)
    try:
        with _quietly():
            book = _read_values(data)
            if has_formulas:
                _add_formulas_without_value(data, book)
    except UnreadableInput:
        raise
    except Exception as error:  # eighteen classes of exception have been seen to come out of openpyxl
        cause = clean(str(error)) or type(error).__name__
        raise UnreadableInput(
            f"the workbook cannot be read ({cause}); open it in Excel, save it as .xlsx, and try again"
        ) from error
    return book


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Openpyxl warns of, and for some files prints, what does not concern the figures."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


def _inspect_archive(data: bytes) -> bool:
    """Hold the archive to the bounds; say whether any sheet has a formula."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            bounds.hold("parts", len(parts), bounds.PARTS)
            bounds.hold("bytes once unpacked", sum(part.file_size for part in parts), bounds.INFLATED_BYTES)
            for part in parts:
                bounds.hold(f"bytes in the part {clean(part.filename)}", part.file_size, bounds.PART_BYTES)
                if part.file_size > bounds.MIB and part.file_size > bounds.INFLATION * part.compress_size:
                    raise UnreadableInput(
                        f"the part {clean(part.filename)} is packed beyond belief; save the file anew"
                    )
            if len({part.filename.casefold() for part in parts}) < len(parts):
                raise UnreadableInput("the archive holds two parts of the same name; save the file anew in Excel")
            sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
            return any(_FORMULA.search(archive.read(part)) for part in sheets if part.filename.endswith(".xml"))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnreadableInput(f"the file is damaged ({clean(str(error))}); get it again from its source") from error
    except Exception as error:
        if isinstance(error, UnreadableInput):
            raise
        raise UnreadableInput(f"the file is damaged ({clean(str(error))}); get it again from its source") from error


def _read_values(data: bytes) -> Book:
    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, rich_text=True)
    book = Book([])
    filled = 0
    for worksheet in workbook.worksheets:
        name = clean(worksheet.title)
        if worksheet.sheet_state != "visible":
            book.skipped.append((name, "hidden sheet"))
            continue
        sheet = Sheet(name)
        blank = 0
        worksheet.reset_dimensions()
        for row in worksheet.rows:
            cells = {read.column: read for cell in row if (read := _cell(cell))}
            if not cells:
                blank += 1
                if blank > bounds.BLANK_ROWS:
                    sheet.remarks.append(f"rows after {bounds.BLANK_ROWS:,} blank ones")
                    break
                continue
            blank = 0
            bounds.hold("columns", max(cells), bounds.COLUMNS)
            filled += len(cells)
            bounds.hold("filled cells", filled, bounds.FILLED_CELLS)
            sheet.rows[next(iter(cells.values())).row] = cells
        book.sheets.append(sheet)
    if not book.sheets and not book.skipped:
        raise UnreadableInput(
            "the workbook has no sheet that can be read; open it in Excel, save it as .xlsx, try again"
        )
    return book


def _cell(cell: ReadOnlyCell | StoredCell | EmptyCell | MergedCell) -> Cell | None:
    value = cell.value
    if value is None or isinstance(cell, EmptyCell):
        return None
    row, column = cell.row or 0, cell.column or 0
    if cell.data_type == "e":
        return Cell(row, column, CellKind.ERROR, clean(str(value)))
    match value:
        case bool():
            return Cell(row, column, CellKind.BOOLEAN, value)
        case int() | float():
            return Cell(row, column, CellKind.NUMBER, value, cell.number_format or "General")
        case CellRichText():
            text = _with_superscripts(value)
        case str():
            text = value
        case datetime.date():
            return Cell(row, column, CellKind.DATE, value)
        case _:
            return Cell(row, column, CellKind.OTHER, clean(str(value)))
    bounds.hold(f"characters in cell {cell.coordinate}", len(text), bounds.CELL_CHARACTERS)
    text = clean(text)
    return Cell(row, column, CellKind.TEXT, text) if text else None


def _with_superscripts(rich: CellRichText) -> str:
    """The text with each raised run kept apart from the figure it hangs on: 96.9 with a raised 1 is not 96.91."""
    parts = []
    for run in rich:
        raised = isinstance(run, TextBlock) and run.font.vertAlign == "superscript"
        text = str(run)
        parts.append(f"[note {text.strip()}]" if raised and text.strip().isdigit() else text)
    return "".join(parts)


def _add_formulas_without_value(data: bytes, book: Book) -> None:
    workbook: Workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    worksheets = {clean(worksheet.title): worksheet for worksheet in workbook.worksheets}
    for sheet in book.sheets:
        worksheet = worksheets[sheet.name or ""]
        worksheet.reset_dimensions()
        blank = 0
        for row in worksheet.rows:
            blank = blank + 1 if all(cell.value is None for cell in row) else 0
            if blank > bounds.BLANK_ROWS:
                break
            for cell in row:
                number, column = cell.row or 0, cell.column or 0
                if cell.data_type == "f" and column not in sheet.rows.get(number, {}):
                    formula = clean(str(getattr(cell.value, "text", cell.value)))
                    unknown = Cell(number, column, CellKind.FORMULA, formula)
                    sheet.rows.setdefault(number, {})[column] = unknown
        sheet.rows = dict(sorted(sheet.rows.items()))
