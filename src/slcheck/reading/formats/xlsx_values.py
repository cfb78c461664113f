"""What the text of a cell stands for in Excel's conventions: numbers, dates counted in days, positions."""

import datetime
import math
import re
from collections.abc import Mapping

from slcheck.reading.cells import Area, CellKind
from slcheck.reading.formats.xlsx_styles import Shows
from slcheck.text import regex
from slcheck.values import dataclass

ROWS, COLUMNS = 1_048_576, 16_384
"""How far a sheet of Excel reaches; what lies beyond is no cell."""

_REFERENCE = regex(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_MOST_DIGITS = 400
_TRUTHS = {"1": True, "true": True, "0": False, "false": False}

Value = int | float | str | bool | datetime.date
"""What a cell can hold."""


@dataclass(frozen=True, slots=True)
class Epoch:
    """The day that numbers count from; ``last`` is the number of the last day of the year 9999."""

    day: datetime.datetime
    last: int
    has_leap_1900: bool


EPOCH_1900 = Epoch(datetime.datetime(1899, 12, 30), 2_958_465, has_leap_1900=True)  # noqa: DTZ001
EPOCH_1904 = Epoch(datetime.datetime(1904, 1, 1), 2_957_003, has_leap_1900=False)  # noqa: DTZ001
"""As on a sheet, without a time zone. Lotus 1-2-3 took 1900 for a leap year, and Excel's first epoch still does."""


def number(text: str) -> int | float:
    """The number that ``text`` is. Raises ValueError for what is none, or is beyond all that Excel can hold."""
    if "_" in text or not text.isascii() or len(text) > _MOST_DIGITS:
        raise ValueError(text)
    if "." in text or "e" in text or "E" in text:
        value = float(text)
        if not math.isfinite(value):
            raise ValueError(text)
        return value
    return int(text)


def truth(text: str) -> bool:
    """The truth value that ``text`` is. Raises ValueError for what is none."""
    value = _TRUTHS.get(text.strip())
    if value is None:
        raise ValueError(text)
    return value


def whole(text: str) -> int:
    """The number that ``text`` counts. Raises ValueError for all but a few plain digits."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise ValueError(text)
    return int(text)


def moment(days: int | float, shown: Shows, epoch: Epoch) -> tuple[CellKind, Value]:
    """What a number in a date or time format is; OTHER, which is never a figure, for whatever is not a date."""
    if not 0 <= days < epoch.last + 1:
        return CellKind.OTHER, str(days)
    if shown is Shows.DURATION:
        return CellKind.OTHER, str(datetime.timedelta(milliseconds=round(days * 86_400_000)))
    whole_days, fraction = divmod(days, 1)
    if epoch.has_leap_1900 and 0 < days < 60:
        whole_days += 1
    within = datetime.timedelta(milliseconds=round(fraction * 86_400_000))
    if shown is Shows.TIME or days < 1:
        return CellKind.OTHER, str((epoch.day + within).time())
    try:
        return CellKind.DATE, epoch.day + datetime.timedelta(days=whole_days) + within
    except OverflowError:
        return CellKind.OTHER, str(days)


def written_moment(text: str) -> tuple[CellKind, Value]:
    """What a date or time in ISO's spelling is. Raises ValueError for what is neither."""
    try:
        return CellKind.DATE, datetime.datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return CellKind.OTHER, str(datetime.time.fromisoformat(text.strip()).replace(tzinfo=None))


def position(reference: str) -> tuple[int, int]:
    """Row and column of a reference such as ``B4``. Raises ValueError for what is none."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match[2])
    if row > ROWS or column > COLUMNS:
        raise ValueError(reference)
    return row, column


def area(reference: str) -> Area:
    """The area of a reference such as ``B4:C9``. Raises ValueError for what is none."""
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = position(first), position(last or first)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def is_true(attribute: str | None) -> bool:
    """Whether a yes-or-no attribute says yes."""
    return attribute is not None and attribute.strip().casefold() in ("1", "true", "on")


def is_hidden(attributes: Mapping[str, str], measure: str) -> bool:
    """Whether the attributes of a row or column hide it, by saying so or by a ``measure`` (height, width) of zero."""
    return is_true(attributes.get("hidden")) or _is_zero(attributes.get(measure))


def _is_zero(measure: str | None) -> bool:
    try:
        return measure is not None and float(measure) == 0
    except ValueError:
        return False
