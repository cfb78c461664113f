"""Raised and lowered characters, kept apart from what they hang on: 96.9 with a raised 1 is not 96.91."""

from slcheck.text import regex

_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LETTERS = regex(r"([A-Za-z]+)")


def as_marker(run: str) -> str:
    """A raised or lowered run of text: its digits as raised characters, its letters as a marker in brackets."""
    return _LETTERS.sub(r"[\1]", run).translate(_DIGITS)
