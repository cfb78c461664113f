"""Excel workbooks (.xlsx, .xlsm) through openpyxl, values with their number formats.

Openpyxl's own iteration over a read-only sheet passes over rows that stand out of order or twice, pads what the
dimension tag promises, and loses raised characters in inline strings and formulas without a value. Its row parser, one
level below, has none of these faults, so that is what is used.
"""

import contextlib
import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from slcheck.errors import UnreadableInput
from slcheck.reading import bounds
from slcheck.reading.cells import Book, Cell, CellKind, Sheet, column_letters
from slcheck.text import clean, cut

NAME = "xlsx"

_SHARED_STRINGS = "xl/sharedStrings.xml"
_ODD_COLOUR = re.compile(rb'\srgb="(?![0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?")[^"<>]{0,40}"')
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def recognises(data: bytes) -> bool:
    """Whether ``data`` is an archive that has a workbook part."""
    return data.startswith(b"PK\x03\x04") and b"xl/workbook.xml" in data


def read(data: bytes) -> Book:
    """All visible sheets. Raises UnreadableInput when the workbook is damaged, too large or not what it claims."""
    try:
        with _quietly():
            return _read(_inspected(data))
    except UnreadableInput:
        raise
    except (zipfile.BadZipFile, EOFError) as error:
        raise UnreadableInput(f"the file is damaged ({_said(error)}); get it again from its source") from error
    except Exception as error:  # eighteen classes of exception have been seen to come out of openpyxl
        raise UnreadableInput(
            f"the workbook cannot be read ({_said(error)}); open it in Excel, save it as .xlsx, and try again"
        ) from error


def _said(error: Exception) -> str:
    return cut(clean(str(error)), 100) or type(error).__name__


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Openpyxl warns of, and for some files prints, what does not concern the figures."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


def _inspected(data: bytes) -> io.BytesIO:
    """The archive, held to the bounds, without the colours that openpyxl refuses a whole workbook for."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        bounds.hold("parts", len(parts), bounds.PARTS)
        bounds.hold("bytes once unpacked", sum(part.file_size for part in parts), bounds.INFLATED_BYTES)
        for part in parts:
            bounds.hold(f"bytes in the part {clean(part.filename)}", part.file_size, bounds.PART_BYTES)
            if part.file_size > bounds.MIB and part.file_size > bounds.INFLATION * part.compress_size:
                raise UnreadableInput(f"the part {clean(part.filename)} is packed beyond belief; save the file anew")
        if len({part.filename.casefold() for part in parts}) < len(parts):
            raise UnreadableInput("the archive holds two parts of the same name; save the file anew in Excel")
        if _SHARED_STRINGS not in archive.namelist() or not _ODD_COLOUR.search(archive.read(_SHARED_STRINGS)):
            return io.BytesIO(data)
        return _without_odd_colours(archive)


def _without_odd_colours(archive: zipfile.ZipFile) -> io.BytesIO:
    """A copy whose shared strings have no colour such as ``FFAUTOMATIC``, which gptables writes."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as target:
        for part in archive.infolist():
            content = archive.read(part)
            target.writestr(
                part.filename, _ODD_COLOUR.sub(b"", content) if part.filename == _SHARED_STRINGS else content
            )
    copy.seek(0)
    return copy


def _read(archive: io.BytesIO) -> Book:
    workbook = openpyxl.load_workbook(archive, read_only=True, data_only=True, rich_text=True)
    book = Book([])
    filled = 0
    for worksheet in workbook.worksheets:
        name = clean(worksheet.title)
        if worksheet.sheet_state != "visible":
            book.skipped.append((name, "hidden sheet"))
            continue
        sheet = _sheet(name, worksheet, workbook)
        filled += sum(len(row) for row in sheet.rows.values())
        bounds.hold("filled cells", filled, bounds.FILLED_CELLS)
        book.sheets.append(sheet)
    if not book.sheets and not book.skipped:
        raise UnreadableInput(
            "the workbook has no sheet that can be read; open it in Excel, save it as .xlsx, try again"
        )
    return book


class _Parser(WorkSheetParser):
    """Openpyxl's parser of a sheet, for which a formula without a value and a number that is none are still cells."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        try:
            cell: dict[str, Any] = super().parse_cell(element)
        except (ValueError, IndexError, OverflowError):
            written = dict(element.attrib)
            text = "".join(element.itertext())
            element.clear()
            element.attrib.update({key: value for key, value in written.items() if key in ("r", "s")})
            cell = super().parse_cell(element) | {"value": cut(text, 40), "data_type": "e"}
        formula = element.find(FORMULA_TAG)
        if cell["value"] is None and formula is not None and element.get("t") != "str":
            cell |= {"value": f"={formula.text or ''}", "data_type": "f"}
        return cell


def _sheet(name: str, worksheet: Any, workbook: Any) -> Sheet:
    """The sheet by its rows; the attributes used are openpyxl's own, which its type stubs leave out."""
    sheet = Sheet(name)
    formats = _number_formats(workbook)
    filled = 0
    with worksheet._get_source() as source:
        parser = _Parser(
            source,
            worksheet._shared_strings,
            data_only=True,
            epoch=workbook.epoch,
            date_formats=workbook._date_formats,
            timedelta_formats=workbook._timedelta_formats,
            rich_text=True,
        )
        for _, parsed in parser.parse():
            for each in parsed:
                cell = _cell(each, formats)
                if cell is None:
                    continue
                bounds.hold("columns", cell.column, bounds.COLUMNS)
                filled += 1
                bounds.hold("filled cells", filled, bounds.FILLED_CELLS)
                if sheet.rows.setdefault(cell.row, {}).setdefault(cell.column, cell) is not cell:
                    said = f"cell {cell.address} of sheet {name} stands in the file twice"
                    raise UnreadableInput(f"{said}; open it in Excel, save it, and try again")
    sheet.rows = {number: dict(sorted(sheet.rows[number].items())) for number in sorted(sheet.rows)}
    return sheet


def _number_formats(workbook: Any) -> list[str]:
    """The number format of each cell style, by its number."""
    formats = []
    for style in workbook._cell_styles:
        number = style.numFmtId
        if number < BUILTIN_FORMATS_MAX_SIZE:
            formats.append(BUILTIN_FORMATS.get(number, "General"))
        else:
            formats.append(workbook._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])
    return formats


def _cell(parsed: dict[str, Any], formats: list[str]) -> Cell | None:
    row, column, value, kind = parsed["row"], parsed["column"], parsed["value"], parsed["data_type"]
    if value is None:
        return None
    if kind == "e":
        return Cell(row, column, CellKind.ERROR, clean(str(value)))
    if kind == "f":
        return Cell(row, column, CellKind.FORMULA, cut(clean(value), 60))
    match value:
        case bool():
            return Cell(row, column, CellKind.BOOLEAN, value)
        case int() | float():
            style = int(parsed["style_id"])
            return Cell(row, column, CellKind.NUMBER, value, formats[style] if style < len(formats) else "General")
        case CellRichText():
            text = _with_raised(value)
        case str():
            text = value
        case datetime.date():
            return Cell(row, column, CellKind.DATE, value)
        case _:
            return Cell(row, column, CellKind.OTHER, clean(str(value)))
    bounds.hold(f"characters in cell {column_letters(column)}{row}", len(text), bounds.CELL_CHARACTERS)
    text = clean(text)
    return Cell(row, column, CellKind.TEXT, text) if text else None


def _with_raised(rich: CellRichText) -> str:
    """The text with raised and lowered characters kept apart from what they hang on: 96.9 with a raised 1 is not 96.91.

    A raised digit becomes its own character, a raised letter a marker in brackets.
    """
    return "".join(
        re.sub(r"([A-Za-z]+)", r"[\1]", str(run)).translate(_RAISED)
        if isinstance(run, TextBlock) and run.font.vertAlign in ("superscript", "subscript")
        else str(run)
        for run in rich
    )
