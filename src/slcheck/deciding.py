"""What a person asks for in words, on a command line, in a settings file or in Python, as the values of a policy."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from slcheck.quarter import Quarter
from slcheck.summary import FAIL_ON_WORDS
from slcheck.text import closest

NOTHING = "none"
_WILD = re.compile(r"[*?\[]")


def points(text: str) -> Decimal:
    """Percentage points, exact. Raises ValueError."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal(-1)
    if not number.is_finite() or not 0 <= number <= 100:
        raise ValueError(f"'{text}' is no number of percentage points; write one from 0 to 100, like 0.5")
    return number


def day(text: str) -> datetime.date:
    """A day, like 2018-03-31. Raises ValueError."""
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is no day; write year, month and day, like 2018-03-31") from None


def fail_on(text: str) -> tuple[str, ...]:
    """A list of statuses and flags, with commas; ``none`` for nothing. Raises ValueError."""
    return words_of(text, FAIL_ON_WORDS, "status or flag")


def words_of(text: str, known: Sequence[str], what: str) -> tuple[str, ...]:
    """The ``known`` words in ``text``, between commas, hyphen or underscore alike; ``none`` for nothing.

    Raises ValueError for a word that is no ``what``.
    """
    spellings = {word.replace("-", "_"): word for word in known}
    words = [word.strip().lower().replace("-", "_") for word in text.split(",") if word.strip()]
    if words == [NOTHING]:
        return ()
    if not words:
        raise ValueError(f"it is empty; write {NOTHING} if nothing is to fail the run")
    for word in words:
        if word not in spellings:
            raise ValueError(f"'{word}' is no {what}; {_hint(word, spellings)}")
    return tuple(dict.fromkeys(spellings[word] for word in words))


def _hint(word: str, spellings: Mapping[str, str]) -> str:
    if close := closest(word, spellings):
        return f"did you mean {close}?"
    return f"write {', '.join(spellings.values())}, or {NOTHING}"


def pattern(text: str) -> str:
    """A pattern that a figure's name has to match. Raises ValueError for an empty one."""
    if not text.strip():
        raise ValueError("it is empty; write a name, or a pattern such as SL00*")
    return text


def quarter_pattern(text: str) -> str:
    """A quarter in any spelling, or a pattern such as ``2017-18 *``. Raises ValueError."""
    return pattern(text) if _WILD.search(text) else str(Quarter.parse(text))


def one_quarter(patterns: Iterable[str]) -> Quarter | None:
    """The quarter that is asked for where it is exactly one; it is then also that of figures that name none."""
    match tuple(patterns):
        case [only] if not _WILD.search(only):
            return Quarter.parse(only)
        case _:
            return None
