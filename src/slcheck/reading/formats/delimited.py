"""Delimited text (.csv, .tsv): UTF-8 with or without BOM, UTF-16 with BOM, or cp1252; comma, semicolon or tab."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator

from slcheck.errors import UnreadableInput
from slcheck.reading import bounds
from slcheck.reading.cells import Book, Cell, CellKind, Sheet, column_letters
from slcheck.text import clean

NAME = "csv"

_DELIMITERS = (",", ";", "\t")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def recognises(data: bytes) -> bool:
    """Whether ``data`` can be text: UTF-16 with its mark, or bytes without a NUL."""
    return data.startswith(_UTF_16) or b"\0" not in data


def read(data: bytes) -> Book:
    """The file as one sheet without a name. Raises UnreadableInput for an unclosed quote or undecodable text."""
    text = _decoded(data)
    declared = _declared_delimiter(text)
    delimiter = declared or max(_DELIMITERS, key=lambda each: _regularity(text, each))
    try:
        records = list(_records(text, delimiter, strict=True))
    except csv.Error as error:
        said = str(error).rstrip(".")
        if "field limit" in said:
            raise UnreadableInput(f"a cell has more than {csv.field_size_limit():,} characters; shorten it") from None
        raise UnreadableInput(f"a quotation mark is not closed, or misplaced ({said}); export the file again") from None
    sheet = Sheet(None, is_delimited=True)
    filled = 0
    for number, record in enumerate(records, 1):
        if declared and number == 1:
            continue
        bounds.hold("columns", len(record), bounds.COLUMNS)
        cells = {}
        for column, field in enumerate(record, 1):
            bounds.hold(f"characters in cell {column_letters(column)}{number}", len(field), bounds.CELL_CHARACTERS)
            if shown := clean(field):
                cells[column] = Cell(number, column, CellKind.TEXT, shown)
        filled += len(cells)
        bounds.hold("filled cells", filled, bounds.FILLED_CELLS)
        if cells:
            sheet.rows[number] = cells
    return Book([sheet])


def _decoded(data: bytes) -> str:
    try:
        if data.startswith(_UTF_16):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise UnreadableInput("the text is neither UTF-8, UTF-16 nor Windows-1252; save it as CSV UTF-8") from None


def _declared_delimiter(text: str) -> str | None:
    """The delimiter that Excel's own first line ``sep=;`` declares."""
    first = text[:16].splitlines()[0] if text[:16].strip() else ""
    return first[4] if len(first) == 5 and first.lower().startswith("sep=") else None


def _records(text: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)


def _regularity(text: str, delimiter: str) -> int:
    """How many fields stand in records of the commonest width above one: the right delimiter gives the most."""
    try:
        widths = Counter(len(record) for record in _records(text, delimiter, strict=False) if len(record) > 1)
    except csv.Error:
        return 0
    return max((width * times for width, times in widths.items()), default=0)
