"""What one cell says: a percentage, a plain number, a count, nothing, or something that cannot be used.

No unit is guessed here: a number without a percent sign or percent format stays a ``Plain``.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar, assert_never

from slcheck.arithmetic import decimals_of, stored_number
from slcheck.model import Flag, Reason
from slcheck.reading import number_formats
from slcheck.reading.cells import NUMBER, TEXT, Cell, CellKind, Value
from slcheck.reading.markers import split_markers
from slcheck.text import cut, regex
from slcheck.values import dataclass

T = TypeVar("T")

MOST_PLACES = 10
"""Decimals beyond which a stored percentage carries only what binary arithmetic left behind."""


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage (0 to 100) whose unit the cell itself decides."""

    percent: Decimal
    places: int
    printed: bool
    markers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plain:
    """A number that could be a percentage or a fraction; ``places`` are those it is written or shown with."""

    number: Decimal
    places: int
    printed: bool
    markers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nothing:
    """An honest lack of a figure."""

    reason: Reason
    sentence: str
    markers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unusable:
    """Something that is no figure and does not say that there is none. ``kind`` names the problem."""

    kind: str
    sentence: str


BLANK = Nothing(Reason.BLANK, "The cell is blank.")

Read = Percent | Plain | Nothing | Unusable

NO_FIGURE: dict[str, tuple[Reason, str]] = {
    "[c]": (Reason.CONFIDENTIAL, "The figure is confidential."),
    "[x]": (Reason.NOT_AVAILABLE, "The figure is not available."),
    "[z]": (Reason.NOT_APPLICABLE, "The measure does not apply."),
    "[low]": (Reason.LOW, "The figure rounds to nothing and is not given."),
    "n/a": (Reason.NOT_APPLICABLE, "The measure does not apply."),
    "na": (Reason.NOT_APPLICABLE, "The measure does not apply."),
    "not applicable": (Reason.NOT_APPLICABLE, "The measure does not apply."),
    "..": (Reason.NOT_AVAILABLE, "The figure is not available."),
    "not available": (Reason.NOT_AVAILABLE, "The figure is not available."),
}
"""What a cell says when there is no figure, by the symbols that official statistics use."""

FLAGS: dict[str, Flag] = {
    "[r]": Flag.REVISED,
    "[p]": Flag.PROVISIONAL,
    "[e]": Flag.ESTIMATED,
    "[f]": Flag.FORECAST,
    "[b]": Flag.BREAK_IN_SERIES,
    "[u]": Flag.UNRELIABLE,
}
"""What a marker beside a figure says of it."""

_REMEMBERED, _SHORT = 4096, 60
"""Figures whose meaning is kept, and the length of the longest text: thousands of cells say the same few hundred."""

_NUMBER = regex(r"([0-9]{1,15}(?:\.[0-9]{1,25})?)\s?(%|per ?cent)?", re.IGNORECASE)
_COUNT = regex(r"([0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.0{1,2})?")
_COMMA = regex(r"[0-9]+,[0-9]+\s?%?")


def read_percentage(cell: Cell | None) -> Read:
    """What ``cell`` says in a column of percentages."""
    return BLANK if cell is None or cell.value == "" else _read(cell, _stored, _printed)


def read_count(cell: Cell | None) -> int | Nothing | Unusable:
    """What ``cell`` says in a column of counts."""
    return BLANK if cell is None else _read(cell, _stored_count, _printed_count)


def _read(cell: Cell, stored: Callable[[Value, str], T], printed: Callable[[str], T]) -> T | Unusable:
    if cell.kind is NUMBER:
        return stored(cell.value, cell.number_format)
    return printed(cell.text) if cell.kind is TEXT else _not_a_figure(cell)


def resembles_figure(cell: Cell) -> bool:
    """Whether ``cell`` would be taken for a figure, or for a broken one, rather than for words."""
    if cell.kind is not TEXT:
        return True
    if isinstance(_printed(cell.text), Percent | Plain | Nothing):
        return True
    return len(cell.text) <= 30 and any(c.isdigit() for c in cell.text)


def is_figure(cell: Cell) -> bool:
    """Whether ``cell`` says a figure, or plainly that there is none."""
    return cell.kind is NUMBER or not isinstance(read_percentage(cell), Unusable)


def _remembered(read: Callable[[str], T]) -> Callable[[str], T]:
    """``read``, whose answers to short texts are kept."""
    known = lru_cache(maxsize=_REMEMBERED)(read)
    return lambda text: read(text) if len(text) > _SHORT else known(text)


@lru_cache(maxsize=_REMEMBERED, typed=True)
def _stored(value: Value, number_format: str) -> Read:
    cell = Cell(1, 1, NUMBER, value, number_format)  # wherever it stands
    try:
        number = _number(cell)
    except (ValueError, ArithmeticError):
        return Unusable("not_a_number", f"{_quoted(cell)} is not a number that can be judged; write the figure")
    if number < 0:
        return Unusable("not_a_number", f"{_quoted(cell)} is negative, which a share of cases cannot be; correct it")
    shown = number_formats.shown(cell.number_format, number)
    words, markers = split_markers(shown.words)
    if not shown.is_number and shown.words.casefold() in NO_FIGURE:
        return Nothing(*NO_FIGURE[shown.words.casefold()])
    if words or not shown.is_number or not shown.is_clear:
        said = (
            f"the number format {cell.number_format} shows '{cut(cell.text, 40)}', and what that means cannot be told"
        )
        return Unusable("number_format", f"{said}; format the cell as a number or a percentage")
    if shown.is_fraction:
        percent = (number * 100).normalize()
        return Percent(percent, min(MOST_PLACES, max(decimals_of(percent), shown.decimals)), False, markers)
    places = max(decimals_of(number), shown.decimals)
    if shown.is_percent:
        return Percent(number, min(MOST_PLACES, places), False, markers)
    return Plain(number, places, False, markers)


def _number(cell: Cell) -> Decimal:
    """The number that a cell of kind NUMBER holds. Raises ValueError for infinities and not-a-number."""
    if not isinstance(cell.value, int | float):
        raise TypeError(f"{cell.address} holds no number")
    return stored_number(cell.value)


def _quoted(cell: Cell) -> str:
    return cut(cell.text, 40)


@_remembered
def _printed(text: str) -> Read:
    if (nothing := NO_FIGURE.get(text.casefold())) is not None:
        return Nothing(*nothing, (text.casefold(),))
    bare, markers = split_markers(text)
    given = [marker for marker in markers if marker in NO_FIGURE]
    text = cut(text, 60)
    if not bare:
        if len(given) == 1:
            return Nothing(*NO_FIGURE[given[0]], markers)
        return Nothing(Reason.AMBIGUOUS, f"'{text}' stands alone and nothing says what it means.", markers)
    if given:
        return Unusable("ambiguous", f"'{text}' is a figure with a marker that says there is none; keep one of them")
    match = _NUMBER.fullmatch(bare)
    if match is None:
        return Unusable("not_a_number", _why_not_a_number(text, bare))
    number = Decimal(match[1])
    if match[2]:
        return Percent(number, decimals_of(number), True, markers)
    return Plain(number, decimals_of(number), True, markers)


def _why_not_a_number(text: str, bare: str) -> str:
    if _COMMA.fullmatch(bare):
        return f"'{text}' has a decimal comma; write {bare.replace(',', '.')}"
    if set(bare) <= set("-\u2013\u2014"):
        return f"'{text}' can mean zero or no figure; write 0, or [x] for not available"
    return f"'{text}' is not a figure; write a number, or [x] where there is none"


@lru_cache(maxsize=_REMEMBERED, typed=True)
def _stored_count(value: Value, number_format: str) -> int | Nothing | Unusable:
    cell = Cell(1, 1, NUMBER, value, number_format)  # wherever it stands
    try:
        number = _number(cell)
    except (ValueError, ArithmeticError):
        number = Decimal(-1)
    shown = number_formats.shown(cell.number_format, number)
    if number < 0 or number != number.to_integral_value() or number >= 10**12:
        return Unusable("not_a_count", f"{_quoted(cell)} is not a number of cases; write a whole number")
    if shown.is_fraction and number:
        return Unusable("not_a_count", f"{_quoted(cell)} is a percentage, not a number of cases; write a whole number")
    if not shown.is_number and shown.words.casefold() in NO_FIGURE:
        return Nothing(*NO_FIGURE[shown.words.casefold()])
    if shown.is_percent or split_markers(shown.words)[0] or not shown.is_number or not shown.is_clear:
        said = f"the number format {cell.number_format} shows '{_quoted(cell)}'"
        return Unusable("number_format", f"{said}, which is not a number of cases; format the cell as a number")
    return int(number)


@_remembered
def _printed_count(text: str) -> int | Nothing | Unusable:
    if (nothing := NO_FIGURE.get(text.casefold())) is not None:
        return Nothing(*nothing)
    bare, markers = split_markers(text)
    given = [marker for marker in markers if marker in NO_FIGURE]
    if not bare and len(given) == 1:
        return Nothing(*NO_FIGURE[given[0]], markers)
    if not bare and markers and not given:
        return Nothing(Reason.AMBIGUOUS, f"'{cut(text, 60)}' stands alone and nothing says what it means.", markers)
    match = None if given else _COUNT.fullmatch(bare)
    if match is None:
        return Unusable(
            "not_a_count", f"'{cut(text, 60)}' is not a number of cases; write a whole number, or [x] for none"
        )
    return int(match[1].replace(",", ""))


def _not_a_figure(cell: Cell) -> Unusable:
    match cell.kind:
        case CellKind.ERROR:
            return Unusable("error_cell", f"the cell shows {cell.text}; correct the formula and save the file again")
        case CellKind.FORMULA:
            return Unusable(
                "formula_without_value",
                f"the formula {cell.text} has no stored value; open the file in Excel, save it, and try again",
            )
        case CellKind.DATE:
            return Unusable(
                "not_a_number", f"the cell holds the date {cell.text}; write the figure and clear its format"
            )
        case CellKind.BOOLEAN | CellKind.OTHER:
            return Unusable(
                "not_a_number", f"{_quoted(cell)} is not a figure; write a number, or [x] where there is none"
            )
        case CellKind.NUMBER | CellKind.TEXT:
            raise AssertionError(cell)
    assert_never(cell.kind)
