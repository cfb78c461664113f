"""Delimited text (.csv, .tsv): UTF-8 or UTF-16 with or without its mark, or cp1252; comma, semicolon or tab."""

import codecs
import contextlib
import csv
import re
from collections import Counter
from collections.abc import Iterator

from slcheck.errors import UnreadableInput
from slcheck.reading import bounds
from slcheck.reading.cells import Book, Cell, CellKind, Row, Sheet, column_letters
from slcheck.text import clean, regex

NAME = "csv"

_DELIMITERS = (",", ";", "\t")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINE = regex(r"[^\r\n]*+(?:\r\n?|\n)|[^\r\n]++")
_SAMPLE = 256 * 1024
"""Characters by which the delimiter is chosen: some thousand rows, more than any preamble has."""

_HEAD = 4096
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
_EXPORT = "export the file again"


def recognises(data: bytes) -> bool:
    """Whether ``data`` can be text: UTF-16, or bytes without a NUL and nearly without control characters."""
    if _utf_16(data):
        return True
    if b"\0" in data:
        return False
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls <= 3 or controls * 50 <= len(data)


def read(data: bytes) -> Book:
    """The file as one sheet without a name. Raises UnreadableInput for an unclosed quote or undecodable text."""
    text = _decoded(data)
    bounds.hold("characters of text", len(text), bounds.TEXT_CHARACTERS)
    declared = _declared_delimiter(text)
    sheet = Sheet(None, is_delimited=True)
    filled = 0
    for number, record in enumerate(_Records(text, declared or _likeliest_delimiter(text)), 1):
        if declared and number == 1:
            continue
        if number > bounds.ROWS:
            bounds.hold("rows", number, bounds.ROWS)
        cells = _cells(number, record)
        if cells:
            filled += len(cells)
            bounds.hold("filled cells", filled, bounds.FILLED_CELLS)
            sheet.rows[number] = cells
            bounds.hold("filled rows", len(sheet.rows), bounds.FILLED_ROWS)
    return Book([sheet])


def _cells(number: int, record: list[str]) -> Row:
    bounds.hold("columns", len(record), bounds.COLUMNS)
    cells: Row = {}
    for column, field in enumerate(record, 1):
        if len(field) > bounds.CELL_CHARACTERS:
            bounds.hold(f"characters in cell {column_letters(column)}{number}", len(field), bounds.CELL_CHARACTERS)
        if shown := clean(field):
            cells[column] = Cell(number, column, CellKind.TEXT, shown)
    return cells


def _utf_16(data: bytes) -> str | None:
    """The name of UTF-16's variant where ``data`` has its mark, or where every other byte is mostly a NUL."""
    if data.startswith(_UTF_16):
        return "utf-16"
    even, odd = data[:_HEAD:2], data[1:_HEAD:2]
    for first, second, name in ((even, odd, "utf-16-le"), (odd, even, "utf-16-be")):
        if len(data) >= 4 and second.count(0) * 4 >= len(second) * 3 and 0 not in first:
            return name
    return None


def _decoded(data: bytes) -> str:
    encoding = _utf_16(data) or "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8-sig" or data.startswith(codecs.BOM_UTF8):
            raise UnreadableInput(f"the text is damaged where it begins as Unicode; {_EXPORT}") from None
        text = _cp1252(data)
    if "\0" in text:
        raise UnreadableInput(f"the text holds NUL characters, which no table has; {_EXPORT}")
    return text


def _cp1252(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise UnreadableInput("the text is neither UTF-8, UTF-16 nor Windows-1252; save it as CSV UTF-8") from None


def _declared_delimiter(text: str) -> str | None:
    """The delimiter that Excel's own first line ``sep=;`` declares."""
    first = text[:16].splitlines()[0] if text[:16].strip() else ""
    return first[4] if len(first) == 5 and first.lower().startswith("sep=") else None


def _likeliest_delimiter(text: str) -> str:
    """The delimiter with the most fields in records of one width, in the whole lines at the beginning of ``text``."""
    end = len(text)
    if end > _SAMPLE:
        end = max(text.rfind("\n", 0, _SAMPLE), text.rfind("\r", 0, _SAMPLE)) + 1 or _SAMPLE
    sample = text[:end]
    return max(_DELIMITERS, key=lambda each: _regularity(sample, each))


def _regularity(text: str, delimiter: str) -> int:
    """How many fields stand in records of the commonest width above one: the right delimiter gives the most."""
    widths: Counter[int] = Counter()
    with contextlib.suppress(csv.Error):  # a quote that swallows the rest says nothing of what stands before it
        widths.update(len(each) for each in csv.reader(_lines(text), delimiter=delimiter) if len(each) > 1)
    return max((width * times for width, times in widths.items()), default=0)


def _lines(text: str) -> Iterator[str]:
    return (match[0] for match in _LINE.finditer(text))


class _Records:
    """The records of a text. A quotation mark that swallows what follows is an error that names its line."""

    def __init__(self, text: str, delimiter: str) -> None:
        self._text = text
        self._delimiter = delimiter
        self._start = 0
        self._taken = 0

    def __iter__(self) -> Iterator[list[str]]:
        try:
            for record in csv.reader(self._bounded_lines(), delimiter=self._delimiter, strict=True):
                self._start = self._taken
                yield record
        except csv.Error as error:
            raise UnreadableInput(self._complaint(str(error).rstrip("."))) from None

    def _bounded_lines(self) -> Iterator[str]:
        for match in _LINE.finditer(self._text):
            self._taken = match.end()
            if self._taken - self._start > bounds.LINE_CHARACTERS:
                what = f"characters in the row that begins in line {self._line(self._start)}"
                bounds.hold(what, self._taken - self._start, bounds.LINE_CHARACTERS)
            yield match[0]

    def _complaint(self, said: str) -> str:
        line = self._line(self._open_quote())
        if "field limit" in said:
            most = f"{csv.field_size_limit():,}"
            return f"the cell in line {line} has more than {most} characters; close its quotation mark, or shorten it"
        return f"the quotation mark in line {line} is not closed, or misplaced ({said}); {_EXPORT}"

    def _open_quote(self) -> int:
        """Where the last quotation mark that starts a field stands in the record that went wrong."""
        quoted = re.compile(rf'(?:\A|(?<=[{self._delimiter}\r\n]))"(?:[^"]++|"")*+(?:"|\Z)')
        starts = [match.start() for match in quoted.finditer(self._text[self._start : self._taken])]
        return self._start + (starts[-1] if starts else 0)

    def _line(self, position: int) -> int:
        """The line of the file, from 1, in which ``position`` is."""
        return sum(1 for match in _LINE.finditer(self._text) if match.end() <= position) + 1
