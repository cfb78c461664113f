"""Rounding and stored numbers: exact, and the same as on paper."""

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slcheck.arithmetic import decimals_of, half_up, in_digits, plain, scaled, stored_number

PLACES = st.integers(0, 8)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        # ties go up
        ("89.95", 1, "90.0"),
        ("89.85", 1, "89.9"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("0.05", 1, "0.1"),
        # just below a tie does not
        ("89.949999999999999999999999999999", 1, "89.9"),
        ("2.4999999999999999999999999999999", 0, "2"),
        # and just above it does
        ("89.950000000000000000000000000001", 1, "90.0"),
        # below nought, ties go up too: towards nought
        ("-0.15", 1, "-0.1"),
        ("-0.25", 1, "-0.2"),
        ("-1.5", 0, "-1"),
        ("-2.5", 0, "-2"),
        ("-0.16", 1, "-0.2"),
        ("-0.150000000000000000000000000001", 1, "-0.2"),
        # and never to a nought with a sign
        ("-0.05", 1, "0.0"),
        ("-0.5", 0, "0"),
        ("-0.0000001", 1, "0.0"),
        # as many decimals as were asked for
        ("97", 0, "97"),
        ("97", 1, "97.0"),
        ("97", 4, "97.0000"),
        ("0", 2, "0.00"),
        ("100", 1, "100.0"),
        # fractions that no decimal holds
        ("1/3", 1, "0.3"),
        ("2/3", 1, "0.7"),
        ("-1/3", 3, "-0.333"),
        ("-2/3", 3, "-0.667"),
        ("77600/801", 1, "96.9"),
        ("77600/801", 3, "96.879"),
        # more digits than a decimal context keeps
        ("12345678901234567890123456789012345678.25", 1, "12345678901234567890123456789012345678.3"),
    ],
)
def test_rounding_half_up(value: str, places: int, shown: str) -> None:
    assert str(half_up(Fraction(value), places)) == shown


@given(st.integers(), st.integers(1), PLACES)
def test_rounding_is_that_of_whole_numbers(numerator: int, denominator: int, places: int) -> None:
    units = (2 * numerator * 10**places + denominator) // (2 * denominator)
    rounded = half_up(Fraction(numerator, denominator), places)
    assert Fraction(rounded) == Fraction(units, 10**places)
    assert decimals_of(rounded) == places


@given(st.fractions(), PLACES)
def test_rounding_moves_a_number_by_no_more_than_half_a_unit(value: Fraction, places: int) -> None:
    moved = Fraction(half_up(value, places)) - value
    assert -Fraction(1, 2) < moved * 10**places <= Fraction(1, 2)


@given(st.fractions(), st.fractions(), PLACES)
def test_rounding_keeps_the_order(one: Fraction, other: Fraction, places: int) -> None:
    low, high = sorted([one, other])
    assert half_up(low, places) <= half_up(high, places)


@given(st.fractions(0, 100), st.integers(0, 1000), st.integers(1, 6))
def test_the_shown_gap_is_the_shown_figure_minus_the_target(value: Fraction, tenths: int, places: int) -> None:
    target = Fraction(tenths, 10)
    assert Fraction(half_up(value - target, places)) == Fraction(half_up(value, places)) - target


@given(st.fractions(), PLACES)
def test_nought_never_has_a_sign(value: Fraction, places: int) -> None:
    rounded = half_up(value, places)
    assert rounded or not rounded.is_signed()


@pytest.mark.parametrize(
    ("units", "places", "number"),
    [
        (0, 0, "0"),
        (0, 2, "0.00"),
        (5, 0, "5"),
        (5, 1, "0.5"),
        (-5, 1, "-0.5"),
        (9700, 2, "97.00"),
        (-30, 1, "-3.0"),
        (10**40 + 1, 3, "10000000000000000000000000000000000000.001"),
    ],
)
def test_units_of_a_decimal_place(units: int, places: int, number: str) -> None:
    assert str(scaled(units, places)) == number


@given(st.integers(), PLACES)
def test_digits_are_those_of_the_decimal_number(units: int, places: int) -> None:
    assert in_digits(units, places) == plain(scaled(units, places))


@given(st.integers(), PLACES)
def test_units_are_exact_whatever_the_precision_of_the_context(units: int, places: int) -> None:
    with decimal.localcontext() as context:
        context.prec = 1
        number = scaled(units, places)
    assert Fraction(number) == Fraction(units, 10**places)


@pytest.mark.parametrize(
    ("stored", "number"),
    [
        (0.97, "0.97"),
        (0.9 + 0.07, "0.97"),
        (0.1 + 0.2, "0.3"),
        (0.57 * 100, "57"),
        (1 - 0.9, "0.1"),
        (95.6, "95.6"),
        (100.0, "1E+2"),
        (96.87890137328340, "96.8789013732834"),
        (2 / 3, "0.666666666666667"),
        (-0.15, "-0.15"),
        (0.0, "0"),
        (-0.0, "0"),
        (1e-7, "1E-7"),
        (1e300, "1E+300"),
        (5e-324, "4.94065645841247E-324"),
        (0, "0"),
        (97, "97"),
        (-3, "-3"),
        (12345678901234567890, "12345678901234567890"),
    ],
)
def test_a_stored_number_is_what_the_spreadsheet_shows_of_it(stored: float, number: str) -> None:
    assert str(stored_number(stored)) == number


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 15))
def test_fifteen_digits_come_back_exactly(units: int, places: int) -> None:
    number = Decimal(units).scaleb(-places)
    assert stored_number(float(number)) == number


@pytest.mark.parametrize(
    ("stored", "sentence"),
    [
        (float("inf"), "inf is not a number"),
        (float("-inf"), "-inf is not a number"),
        (float("nan"), "nan is not a number"),
    ],
)
def test_what_is_not_a_number_is_refused(stored: float, sentence: str) -> None:
    with pytest.raises(ValueError, match="is not a number") as refused:
        stored_number(stored)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("number", "places"),
    [
        ("97", 0),
        ("97.0", 1),
        ("97.50", 2),
        ("0.001", 3),
        ("-0.15", 2),
        ("1E+2", 0),
        ("1E-7", 7),
        ("0", 0),
        ("Infinity", 0),
        ("NaN", 0),
    ],
)
def test_the_decimals_that_a_number_is_written_with(number: str, places: int) -> None:
    assert decimals_of(Decimal(number)) == places


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("97", "97"),
        ("97.50", "97.50"),
        ("-0.1", "-0.1"),
        ("1E+2", "100"),
        ("1E-7", "0.0000001"),
        ("0", "0"),
        ("-0", "0"),
        ("-0.0", "0.0"),
        ("-0E+3", "0"),
    ],
)
def test_a_number_in_digits(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=9))
def test_digits_say_the_number_exactly_and_nothing_else(number: Decimal) -> None:
    text = plain(number)
    assert Decimal(text) == number
    assert set(text) <= set("-.0123456789")
    assert number or not text.startswith("-")
