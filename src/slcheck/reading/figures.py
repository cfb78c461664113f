"""What one cell says: a percentage, a plain number, a count, nothing, or something that cannot be used.

No unit is guessed here: a number without a percent sign or percent format stays a ``Plain``.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import assert_never

from slcheck.arithmetic import decimals_of, stored_number
from slcheck.model import Flag, Reason
from slcheck.reading import number_formats
from slcheck.reading.cells import NUMBER, TEXT, Cell, CellKind, Value
from slcheck.text import cut, regex
from slcheck.values import dataclass

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

_MARKER = r"\[[a-z]+ ?[0-9]*\]|\*+|[†‡§^#]+|[¹²³⁰⁴-⁹]+"
_TRAILING = regex(rf"\s*({_MARKER})$", re.IGNORECASE)
_MARKER_ENDS = frozenset("]*†‡§^#¹²³⁰⁴⁵⁶⁷⁸⁹ ")
_INSIDE = regex(rf"(?<=\w)\s?({_MARKER})(?=[\s,;:.)-]|$)|(\[(?:[a-z]|low|note ?[0-9]+)\])", re.IGNORECASE)
_TAIL = 60
"""How much of the end of a text is searched for markers; more would let one long cell take forever."""

_REMEMBERED = 4096
"""Figures whose meaning is kept: thousands of cells say the same few hundred."""

_NUMBER = regex(r"([0-9]{1,15}(?:\.[0-9]{1,25})?)\s?(%|per ?cent)?", re.IGNORECASE)
_COUNT = regex(r"([0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.0{1,2})?")
_COMMA = regex(r"[0-9]+,[0-9]+\s?%?")


def split_markers(text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` without the footnote markers at its end, and those markers, in lower case, in order."""
    if text and text[-1] not in _MARKER_ENDS:
        return text.strip(), ()
    head, tail = text[:-_TAIL], text[-_TAIL:]
    markers: list[str] = []
    while match := _TRAILING.search(tail):
        markers.insert(0, _marker(match[1]))
        tail = tail[: match.start()]
    return (head + tail).strip(), tuple(markers)


def markers_in(text: str) -> tuple[str, ...]:
    """The footnote markers at the end of ``text`` or behind any word of it, in order."""
    bare, trailing = split_markers(text)
    if bare.isascii() and not _MARKER_ENDS & set(bare.replace(" ", "")):
        return trailing
    return (*(_marker(match[1] or match[2]) for match in _INSIDE.finditer(bare[:1000])), *trailing)


def _marker(written: str) -> str:
    """A marker as it is looked up: lower case, ``[note 1]`` with its blank."""
    return re.sub(r"\[([a-z]+) ?([0-9]+)\]", r"[\1 \2]", written.lower())


def read_percentage(cell: Cell | None) -> Read:
    """What ``cell`` says in a column of percentages."""
    if cell is None or cell.value == "":
        return BLANK
    if cell.kind is NUMBER:
        return _stored_alike(cell.value, cell.number_format)
    if cell.kind is TEXT:
        text = cell.text
        return _printed(text) if len(text) > _TAIL else _printed_alike(text)
    return _not_a_figure(cell)


def read_count(cell: Cell | None) -> int | Nothing | Unusable:
    """What ``cell`` says in a column of counts."""
    if cell is None:
        return BLANK
    if cell.kind is NUMBER:
        return _stored_count_alike(cell.value, cell.number_format)
    if cell.kind is TEXT:
        text = cell.text
        return _printed_count(text) if len(text) > _TAIL else _printed_count_alike(text)
    return _not_a_figure(cell)


def markers_of(cell: Cell | None) -> tuple[str, ...]:
    """The footnote markers of a cell of figures, in its text or in its number format."""
    if cell is None:
        return ()
    value = cell.value
    if isinstance(value, str):
        return split_markers(value)[1] if value[-1:] in _MARKER_ENDS and cell.kind is TEXT else ()
    if cell.number_format != "General" and cell.kind is NUMBER and isinstance(value, int | float):
        return split_markers(number_formats.shown(cell.number_format, value).words)[1]
    return ()


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


@lru_cache(maxsize=_REMEMBERED, typed=True)
def _stored_alike(value: Value, number_format: str) -> Read:
    """What every cell says that holds this number in this format."""
    return _stored(Cell(1, 1, CellKind.NUMBER, value, number_format))


@lru_cache(maxsize=_REMEMBERED, typed=True)
def _stored_count_alike(value: Value, number_format: str) -> int | Nothing | Unusable:
    return _stored_count(Cell(1, 1, CellKind.NUMBER, value, number_format))


@lru_cache(maxsize=_REMEMBERED)
def _printed_alike(text: str) -> Read:
    return _printed(text)


@lru_cache(maxsize=_REMEMBERED)
def _printed_count_alike(text: str) -> int | Nothing | Unusable:
    return _printed_count(text)


def _stored(cell: Cell) -> Read:
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


def _stored_count(cell: Cell) -> int | Nothing | Unusable:
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
