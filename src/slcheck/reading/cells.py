"""A spreadsheet as every format is turned into: sheets of rows of cells, with nothing interpreted."""

import datetime
from dataclasses import field
from enum import StrEnum
from functools import lru_cache

from slcheck.arithmetic import stored_number
from slcheck.reading import number_formats
from slcheck.values import dataclass

_REMEMBERED = 4096
"""Numbers and columns whose text is kept: each is shown more than once."""


class CellKind(StrEnum):
    """What a cell holds. A formula is one only while no value is stored for it."""

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"
    FORMULA = "formula without a stored value"
    OTHER = "other"


NUMBER, TEXT = CellKind.NUMBER, CellKind.TEXT
"""Where every cell is asked for its kind: to look up a member of an enumeration takes longer than to compare it."""

Value = int | float | str | bool | datetime.date
"""What a cell can hold."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell.

    ``row`` and ``column`` count from 1; text has been cleaned when the file was read.

    ``original`` is the text as it stands in the file, where ``value`` says the same in other symbols.
    """

    row: int
    column: int
    kind: CellKind
    value: Value
    number_format: str = "General"
    original: str = ""

    @property
    def address(self) -> str:
        return f"{column_letters(self.column)}{self.row}"

    @property
    def text(self) -> str:
        """What the sheet shows, as far as the number format is one of the common ones; else the value itself."""
        value = self.value
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, int | float):
            return _digits(value, self.number_format)
        if isinstance(value, datetime.datetime):
            return value.date().isoformat()
        return str(value)


@lru_cache(maxsize=_REMEMBERED, typed=True)
def _digits(value: int | float, number_format: str) -> str:
    try:
        return number_formats.shown(number_format, value).text(stored_number(value))
    except (ValueError, ArithmeticError):
        return str(value)


Row = dict[int, Cell]
"""The filled cells of a row by column."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, its edges included; rows and columns count from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """A sheet's filled rows by row number, rows and the cells of each in order. ``name`` is None without sheets.

    ``merged`` are the areas that show as one cell, whose content stands in the top left one. ``hidden_rows`` and
    ``hidden_columns`` are read like any others. ``is_delimited``: a stray delimiter moves the rest of a row to the
    right.
    """

    name: str | None
    rows: dict[int, Row] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    is_delimited: bool = False


@dataclass(slots=True)
class Book:
    """What a format reader makes of a file. ``skipped`` names the sheets that were not read, and why."""

    sheets: list[Sheet]
    skipped: list[tuple[str, str]] = field(default_factory=list)


@lru_cache(maxsize=_REMEMBERED)
def column_letters(column: int) -> str:
    """``A`` for 1, ``AB`` for 28."""
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
