"""A spreadsheet as every format is turned into: sheets of rows of cells, with nothing interpreted."""

import datetime
import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from slcheck.arithmetic import half_up, plain, stored_number


class CellKind(StrEnum):
    """What a cell holds. A formula is one only while no value is stored for it."""

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"
    FORMULA = "formula without a stored value"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell. ``row`` and ``column`` count from 1; text has been cleaned when the file was read."""

    row: int
    column: int
    kind: CellKind
    value: "int | float | str | bool | datetime.date"
    number_format: str = "General"

    @property
    def address(self) -> str:
        return f"{column_letters(self.column)}{self.row}"

    @property
    def text(self) -> str:
        """What the sheet shows, as far as the number format is one of the common ones; else the value itself."""
        value = self.value
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, int | float):
            return _shown(value, self.number_format)
        if isinstance(value, datetime.datetime):
            return value.date().isoformat()
        return str(value)


Row = dict[int, Cell]
"""The filled cells of a row by column."""


@dataclass(slots=True)
class Sheet:
    """A sheet's filled rows by row number. ``name`` is None in a format without sheets."""

    name: str | None
    rows: dict[int, Row] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Book:
    """What a format reader makes of a file. ``skipped`` names the sheets that were not read, and why."""

    sheets: list[Sheet]
    skipped: list[tuple[str, str]] = field(default_factory=list)


def column_letters(column: int) -> str:
    """``A`` for 1, ``AB`` for 28."""
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_FIXED = re.compile(r"[#,0]*0(?:\.(0+))?")


def holds_fraction(number_format: str) -> bool:
    """Whether ``number_format`` multiplies by 100: a percent sign that is not quoted or escaped."""
    return "%" in _LITERAL.sub("", number_format)


def shows_percent_sign(number_format: str) -> bool:
    """Whether a percent sign is only appended, to a number that is a percentage already."""
    return not holds_fraction(number_format) and any("%" in literal for literal in _LITERAL.findall(number_format))


def decimals_shown(number_format: str) -> int:
    """Decimal places that a fixed number format shows; 0 for any other format."""
    match = _FIXED.search(_LITERAL.sub("", number_format.split(";")[0]))
    return len(match[1] or "") if match else 0


def _shown(value: int | float, number_format: str) -> str:
    try:
        number = stored_number(value)
    except ValueError:
        return str(value)
    bare = _LITERAL.sub("", number_format.split(";")[0]).strip()
    sign = "%" if holds_fraction(number_format) or shows_percent_sign(number_format) else ""
    if not _FIXED.fullmatch(bare.removesuffix("%")):
        return plain(number)
    scale = 100 if holds_fraction(number_format) else 1
    rounded: Decimal = half_up(Fraction(number) * scale, decimals_shown(number_format))
    return (f"{rounded:,f}" if "," in bare else plain(rounded)) + sign
