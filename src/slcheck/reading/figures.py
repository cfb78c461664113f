"""What one cell says: a percentage, a plain number, a count, nothing, or something that cannot be used.

No unit is guessed here: a number without a percent sign or percent format stays a ``Plain``.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from slcheck.arithmetic import decimals_of, plain, stored_number
from slcheck.model import Flag, Reason
from slcheck.reading.cells import Cell, CellKind, decimals_shown, holds_fraction, shows_percent_sign

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

_TRAILING = re.compile(r"\s*(\[[a-z]+ ?[0-9]*\]|\*+|[†‡§^#]+|[¹²³⁰⁴-⁹]+)$", re.IGNORECASE)
_NUMBER = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,15})?)\s?(%|per ?cent)?", re.IGNORECASE)
_COUNT = re.compile(r"([0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.0+)?")
_COMMA = re.compile(r"[0-9]+,[0-9]+\s?%?")


def split_markers(text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` without the footnote markers at its end, and those markers, in lower case, in order."""
    markers: list[str] = []
    while match := _TRAILING.search(text):
        markers.insert(0, match[1].lower())
        text = text[: match.start()]
    return text.strip(), tuple(markers)


def read_percentage(cell: Cell | None) -> Read:
    """What ``cell`` says in a column of percentages."""
    if cell is None:
        return Nothing(Reason.BLANK, "The cell is blank.")
    match cell.kind:
        case CellKind.NUMBER:
            return _stored(cell)
        case CellKind.TEXT:
            return _printed(cell.text)
        case _:
            return _not_a_figure(cell)


def read_count(cell: Cell | None) -> int | Nothing | Unusable:
    """What ``cell`` says in a column of counts."""
    if cell is None:
        return Nothing(Reason.BLANK, "The cell is blank.")
    match cell.kind:
        case CellKind.NUMBER:
            return _stored_count(cell)
        case CellKind.TEXT:
            return _printed_count(cell.text)
        case _:
            return _not_a_figure(cell)


def count_markers(cell: Cell | None) -> tuple[str, ...]:
    """The footnote markers of a cell of counts."""
    return split_markers(cell.text)[1] if cell and cell.kind is CellKind.TEXT else ()


def resembles_figure(cell: Cell) -> bool:
    """Whether ``cell`` would be taken for a figure, or for a broken one, rather than for words."""
    if cell.kind is not CellKind.TEXT:
        return True
    read = _printed(cell.text)
    return isinstance(read, Percent | Plain | Nothing) or any(c.isdigit() for c in cell.text[:3])


def _stored(cell: Cell) -> Read:
    assert isinstance(cell.value, int | float)  # noqa: S101  (CellKind.NUMBER is how a reader says so)
    try:
        number = stored_number(cell.value)
    except (ValueError, ArithmeticError):
        return Unusable("not_a_number", f"{cell.value} is not a number that can be judged; write the figure")
    if number < 0:
        return Unusable(
            "not_a_number", f"{cell.text} is negative, which a share of cases cannot be; correct the figure"
        )
    shown = decimals_shown(cell.number_format)
    if holds_fraction(cell.number_format):
        percent = (number * 100).normalize()
        return Percent(percent, min(MOST_PLACES, max(decimals_of(percent), shown)), printed=False)
    places = max(decimals_of(number), shown)
    if shows_percent_sign(cell.number_format):
        return Percent(number, min(MOST_PLACES, places), printed=False)
    return Plain(number, places, printed=False)


def _printed(text: str) -> Read:
    if (nothing := NO_FIGURE.get(text.casefold())) is not None:
        return Nothing(*nothing)
    bare, markers = split_markers(text)
    given = [marker for marker in markers if marker in NO_FIGURE]
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


def _stored_count(cell: Cell) -> int | Unusable:
    assert isinstance(cell.value, int | float)  # noqa: S101  (CellKind.NUMBER is how a reader says so)
    try:
        number = stored_number(cell.value)
    except (ValueError, ArithmeticError):
        number = Decimal(-1)
    if number < 0 or number != number.to_integral_value() or number >= 10**12:
        shown = plain(number) if number >= 0 else cell.text
        return Unusable("not_a_count", f"{shown} is not a number of cases; write a whole number")
    if holds_fraction(cell.number_format) and number:
        return Unusable("not_a_count", f"{cell.text} is a percentage, not a number of cases; write a whole number")
    return int(number)


def _printed_count(text: str) -> int | Nothing | Unusable:
    if (nothing := NO_FIGURE.get(text.casefold())) is not None:
        return Nothing(*nothing)
    bare, markers = split_markers(text)
    given = [marker for marker in markers if marker in NO_FIGURE]
    if not bare and len(given) == 1:
        return Nothing(*NO_FIGURE[given[0]], markers)
    match = None if given else _COUNT.fullmatch(bare)
    if match is None:
        return Unusable("not_a_count", f"'{text}' is not a number of cases; write a whole number, or [x] for none")
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
            return Unusable("not_a_number", f"{cell.text} is not a figure; write a number, or [x] where there is none")
        case CellKind.NUMBER | CellKind.TEXT:
            raise AssertionError(cell)
    assert_never(cell.kind)
