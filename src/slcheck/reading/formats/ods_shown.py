"""The number format that an OpenDocument cell must have, told by its number and by what the sheet shows for it.

A cell keeps both, and the format itself only by way of two styles. What is shown is what people read and what the
number is held against: where the two are not the same number, the file contradicts itself.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from slcheck.arithmetic import decimals_of
from slcheck.text import regex

_NUMBER = regex(
    r"(?P<sign>[-\u2212\u2013]\s?)?"
    r"(?P<digits>[0-9]{1,3}(?P<mark>[ .,'\u2019])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)"
    r"(?P<power>[eE][+-]?[0-9]{1,3}(?![0-9]))?"
    r"(?P<percent>\s?%)?"
)
_SIMPLE = regex(r"([0-9]{1,15})(\.(?:[0-9]{1,2}|[0-9]{4,15}))?(%?)")
_UNITS = [Decimal(1).scaleb(-places) for places in range(16)]
_BRACKETED = regex(r"\[[^\]]*\]")
_MOST_CHARACTERS = 400
"""Of a text that shows a number; a longer one is no number format that a person made."""

_MOST_NUMBERS = 16
"""Of the numbers in it, each as often as it can be read."""


class _Printed(NamedTuple):
    """A number that stands in a text, from ``start`` to ``end``, and how it is written."""

    number: Decimal
    decimals: int
    is_grouped: bool
    is_power: bool
    is_negative: bool
    has_percent: bool
    start: int
    end: int


def number_format(number: Decimal, shown: str, is_percentage: bool) -> str | None:
    """A number format in the manner of Excel that shows ``number`` as ``shown``; None when nothing could.

    ``is_percentage``: the cell is of that type, so that 1 is 100%.
    """
    if not shown.strip("# "):  # nothing, or a column too narrow for it
        return _percent(decimals_of((number * 100).normalize())) if is_percentage else "General"
    if not any("0" <= character <= "9" for character in _BRACKETED.sub("", shown)):
        return _quoted(shown)
    if (simple := _simple(number, shown, is_percentage)) is not None:
        return simple
    for printed in islice(_printed(shown[:_MOST_CHARACTERS]), _MOST_NUMBERS):
        if (core := _core(number, printed, is_percentage)) is not None:
            before, after = shown[: printed.start], shown[printed.end :]
            if printed.is_negative and before.endswith("(") and after.startswith(")"):
                before, after = before[:-1], after[1:]
            return f"{_quoted(before.removesuffix('+'))}{core}{_quoted(after)}"
    return None


def _simple(number: Decimal, shown: str, is_percentage: bool) -> str | None:
    """The format of a number that stands alone and can be read in one way only, as nearly all do; a short cut."""
    match = _SIMPLE.fullmatch(shown)
    if match is None or (match[3] == "%") is not is_percentage:
        return None
    decimals = match[2] or ""
    printed = Decimal(shown.removesuffix("%"))
    if abs(number * 100 - printed if is_percentage else number - printed) * 2 > _UNITS[max(0, len(decimals) - 1)]:
        return None
    return f"0{'.' if decimals else ''}{'0' * (len(decimals) - 1)}{match[3]}"


def _core(number: Decimal, printed: _Printed, is_percentage: bool) -> str | None:
    """The placeholders for ``printed`` if it is ``number`` at the precision that it is shown with.

    A percent sign may belong to the format (0.956 is 95.6%) or stand beside the number (95.6 is 95.6%). Both can only
    fit near zero, and there the type of the cell decides.
    """
    plain = _placeholders(printed)
    as_fraction, beside = (100, f"{plain}%"), (1, f'{plain}"%"')
    if is_percentage:
        sides = [as_fraction] if printed.has_percent else [as_fraction, (1, _percent(max(0, printed.decimals - 2)))]
    elif printed.has_percent:
        sides = [beside, as_fraction]
    else:
        sides = [(1, plain)]
    return next((core for factor, core in sides if _is_same(number * factor, printed)), None)


def _is_same(number: Decimal, printed: _Printed) -> bool:
    shown = -printed.number if printed.is_negative else printed.number
    return abs(number - shown) * 2 <= Decimal(1).scaleb(-printed.decimals)


def _placeholders(printed: _Printed) -> str:
    if printed.is_power:
        return "0.00E+00"
    decimals = f".{'0' * printed.decimals}" if printed.decimals > 0 else ""
    return f"{'#,##0' if printed.is_grouped else '0'}{decimals}"


def _percent(decimals: int) -> str:
    return f"0.{'0' * decimals}%" if decimals else "0%"


def _quoted(words: str) -> str:
    """Words as they stand in a number format."""
    return '\\"'.join(f'"{part}"' if part else "" for part in words.split('"'))


def _printed(shown: str) -> Iterator[_Printed]:
    """Every number in ``shown`` in every way that it can be read; 1,234 can be 1234 or 1.234."""
    hidden = _BRACKETED.sub(lambda match: " " * len(match[0]), shown)
    for match in _NUMBER.finditer(hidden):
        around = hidden[: match.start("digits")].rstrip().endswith("(") and hidden[match.end() :].startswith(")")
        power = int((match["power"] or "e0")[1:])
        for digits, is_grouped in _readings(match["digits"], match["mark"]):
            number = Decimal(digits).scaleb(power)
            yield _Printed(
                number=number,
                decimals=decimals_of(Decimal(digits)) - power,
                is_grouped=is_grouped,
                is_power=match["power"] is not None,
                is_negative=bool(number) and (match["sign"] is not None or around),
                has_percent=match["percent"] is not None,
                start=match.start(),
                end=match.end(),
            )


def _readings(digits: str, mark: str | None) -> Iterator[tuple[str, bool]]:
    """The digits with a decimal point and without grouping, and whether they were grouped."""
    if mark is None:
        yield digits.replace(",", "."), False
        return
    whole = digits.replace(mark, "")
    if whole.isdigit() or "." in whole or "," in whole:
        yield whole.replace(",", "."), True
    if mark in ".," and digits.count(mark) == 1 and whole.isdigit():
        yield digits.replace(",", "."), False
