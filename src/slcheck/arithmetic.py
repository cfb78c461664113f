"""Exact arithmetic on percentages. No binary float ever takes part in a judgement."""

from decimal import Decimal
from fractions import Fraction

_HALF = Fraction(1, 2)


def half_up(value: Fraction, places: int) -> Decimal:
    """``value`` rounded half up (towards plus infinity) to ``places`` decimals, exactly.

    Rounding every number in the same direction keeps ``shown figure - shown target = shown gap`` true on paper.
    """
    over, under = 2 * value.numerator, 2 * value.denominator
    if places < 0:
        under *= 10**-places
    else:
        over *= 10**places
    return scaled((over + under // 2) // under, places)


def half_unit(places: int) -> Fraction:
    """Half a unit of the last of ``places`` decimals; negative places are tens, hundreds and so on."""
    return _HALF / Fraction(10) ** places


def scaled(units: int, places: int) -> Decimal:
    """``units`` x 10^-``places`` as a Decimal, whatever the context's precision."""
    digits = tuple(int(digit) for digit in str(abs(units)))
    return Decimal((1 if units < 0 else 0, digits, -places))


def stored_number(number: int | float) -> Decimal:
    """The decimal number that a spreadsheet shows for a stored binary one: 15 significant digits.

    Excel keeps and compares no more than that, so ``=0.9+0.07`` (0.97000000000000008...) is 0.97.
    Raises ValueError for infinities and not-a-number.
    """
    if isinstance(number, int):
        return Decimal(number)
    decimal = Decimal(format(number, ".15g"))
    if not decimal.is_finite():
        raise ValueError(f"{number} is not a number")
    return decimal.normalize() if decimal else Decimal(0)


def decimals_of(number: Decimal) -> int:
    """How many decimal places ``number`` is written with; trailing zeros count."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def plain(number: Decimal) -> str:
    """``number`` in digits, never in powers of ten, and never ``-0``."""
    text = format(number, "f")
    return text.removeprefix("-") if not number else text
