"""The formats that are read, told by what is in the file and not by its name. A format is one module and one line."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from slcheck.errors import UnreadableInput
from slcheck.reading.cells import Book
from slcheck.reading.formats import delimited, xlsx


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name, how to tell it by its bytes, and how to read it."""

    name: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes], Book]


FORMATS = (
    Format(xlsx.NAME, xlsx.recognises, xlsx.read),
    Format(delimited.NAME, delimited.recognises, delimited.read),
)

_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"}]|\[\s*[\"{\[\]0-9])")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:html|!doctype|table|\?xml)", re.IGNORECASE)
_AS_XLSX = "open it in Excel and save it as .xlsx"
_REFUSED: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (lambda data: data.startswith(b"\xd0\xcf\x11\xe0"), f"an old .xls or a password-protected workbook; {_AS_XLSX}"),
    (lambda data: data.startswith(b"PK") and b"xl/workbook.bin" in data, f"a binary .xlsb workbook; {_AS_XLSX}"),
    (lambda data: b"opendocument.spreadsheet" in data[:200], f"an OpenDocument spreadsheet; {_AS_XLSX}"),
    (lambda data: data.startswith(b"PK") and not xlsx.recognises(data), f"an archive without a workbook; {_AS_XLSX}"),
    (lambda data: data.startswith(b"%PDF"), "a PDF; ask for the spreadsheet, or copy its tables into one"),
    (lambda data: _MARKUP.match(data) is not None,
     f"a web page or XML, whatever its name says; {_AS_XLSX}"),
    (lambda data: _JSON.match(data) is not None, "JSON, not a spreadsheet; give the data file it was made from"),
)  # fmt: skip


def read(data: bytes) -> tuple[str, Book]:
    """The name of the format of ``data`` and what is in it. Raises UnreadableInput, naming what it is instead."""
    for is_it, what in _REFUSED:
        if is_it(data):
            raise UnreadableInput(f"this is {what}")
    for format_ in FORMATS:
        if format_.recognises(data):
            return format_.name, format_.read(data)
    raise UnreadableInput("this is not a spreadsheet; give an .xlsx or .csv file")
