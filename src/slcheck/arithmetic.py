"""Exact arithmetic on percentages. No binary float ever takes part in a judgement."""

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction
from functools import lru_cache

_HALF = Fraction(1, 2)
_WIDE = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Rounds nothing, whatever the precision that is set elsewhere."""


def half_up(value: Fraction, places: int) -> Decimal:
    """``value`` rounded half up (towards plus infinity) to ``places`` decimals, exactly.

    Rounding every number in the same direction keeps ``shown figure - shown target = shown gap`` true on paper.
    """
    return scaled(units_half_up(value.numerator, value.denominator, places), places)


def units_half_up(numerator: int, denominator: int, places: int) -> int:
    """How many units of the last of ``places`` decimals ``numerator`` / ``denominator`` is, rounded half up."""
    if places < 0:
        denominator *= 10**-places
    else:
        numerator *= 10**places
    return (2 * numerator + denominator) // (2 * denominator)


@lru_cache(maxsize=256)
def half_unit(places: int) -> Fraction:
    """Half a unit of the last of ``places`` decimals; negative places are tens, hundreds and so on."""
    return _HALF / Fraction(10) ** places


def scaled(units: int, places: int) -> Decimal:
    """``units`` x 10^-``places`` as a Decimal, exactly."""
    return Decimal(units).scaleb(-places, _WIDE)


def in_digits(units: int, places: int) -> str:
    """``plain(scaled(units, places))``, without the decimal number in between; ``places`` is 0 or more."""
    digits = str(abs(units)).zfill(places + 1)
    whole = len(digits) - places
    return f"{'-' if units < 0 else ''}{digits[:whole]}{'.' if places else ''}{digits[whole:]}"


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
