"""What a single value of a declaration may say, and how it is read: a text, a level, a quarter, a day.

Every scalar arrives as the text that stands in the file; nothing has been a float on the way.
"""

import datetime
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from slcheck.arithmetic import plain
from slcheck.catalogue.shape import ListOf, MappingOf, OneOf, Parsed, Text
from slcheck.model import Rating
from slcheck.quarter import Quarter
from slcheck.text import clean, closest, is_seen, listed

_PERCENTAGE = r"^(100(\.0+)?|[0-9]{1,2}(\.[0-9]{1,10})?)%$"
_NOUGHT = r"^0{1,2}(\.0{1,10})?%$"
_BARE_NUMBER = r"[0-9]{1,3}(\.[0-9]{1,10})?"
_QUARTER = r"^20[0-9]{2}-[0-9]{2} Q[1-4]$"
_POINTS = r"[0-9]{1,2}(\.[0-9]+)?"
_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_MOST_DECIMALS = 6
_RATINGS = [rating.value for rating in Rating if rating is not Rating.OTHER]


def quoted(text: object) -> str:
    return f"'{text[:40]}'" if isinstance(text, str) else "what stands here"


def advice(text: object, known: list[str], otherwise: str = "write") -> str:
    """Which of the ``known`` words was meant by ``text``, or else all of them."""
    close = closest(text, {word: word for word in known}) if isinstance(text, str) else None
    return f"did you mean '{close}'?" if close else f"{otherwise} {', '.join(known)}"


def visible(text: str) -> str:
    """Text in which everything can be seen, on one line: it is shown beside figures."""
    if text.isascii() and text.isprintable():
        return clean(text)
    if unseen := next((c for c in text if not is_seen(c) and c not in "\n\t"), None):
        raise ValueError(f"a character that cannot be seen ({unseen!a}) stands in it; delete it")
    return clean(text)


def _percentage(a_thing: str) -> Callable[[object], Decimal]:
    """The reader of a percentage with its sign, which its complaints call ``a_thing``."""

    def percentage(text: object) -> Decimal:
        if not isinstance(text, str) or not re.fullmatch(_PERCENTAGE, text):
            too_high = isinstance(text, str) and re.fullmatch(r"[1-9][0-9]{2,}(\.[0-9]+)?%", text)
            why = f"is not {a_thing}; {_percentage_hint(text)}"
            above = f"is above 100%; {a_thing} is between 0% and 100%"
            raise ValueError(f"{quoted(text)} {above if too_high else why}")
        return Decimal(text.removesuffix("%"))

    return percentage


def _percentage_hint(text: object) -> str:
    if isinstance(text, str) and re.fullmatch(_PERCENTAGE, repaired := re.sub(r"\s+", "", text).replace(",", ".")):
        faults = {"a blank": re.search(r"\s", text), "a comma where a point belongs": "," in text}
        return f"it has {' and '.join(fault for fault, stands in faults.items() if stands)}; write {repaired}"
    if not isinstance(text, str) or not re.fullmatch(_BARE_NUMBER, text) or Decimal(text) > 100:
        return "write a percentage with its sign, like 97%"
    percent = Decimal(text) * 100 if 0 < Decimal(text) <= 1 else Decimal(text)
    return f"write {plain(percent.normalize())}% if that is what it means; the sign has to stand there"


def _quarter(text: object) -> Quarter:
    if not isinstance(text, str):
        raise ValueError("a quarter must be text, like 2017-18 Q1")
    try:
        quarter = Quarter.parse(text)
    except ValueError as error:
        raise ValueError(str(error)) from None
    if str(quarter) != text:
        raise ValueError(f"{quoted(text)} must be written {quarter} here")
    return quarter


def _points(text: object) -> Decimal:
    if not isinstance(text, str) or not re.fullmatch(_POINTS, text) or not Decimal(text):
        raise ValueError(f"{quoted(text)} is not a tolerance; write percentage points above 0 and below 100, like 0.5")
    return Decimal(text)


def _decimals(text: object) -> int:
    if not isinstance(text, str) or not re.fullmatch(f"[0-{_MOST_DECIMALS}]", text):
        raise ValueError(f"{quoted(text)} is not a number of decimals; write one from 0 to {_MOST_DECIMALS}")
    return int(text)


def _date(text: object) -> datetime.date:
    if not isinstance(text, str) or not re.fullmatch(_DATE, text):
        raise ValueError(f"{quoted(text)} is not a date; write year, month and day, like 2018-03-31")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{quoted(text)} is not a day of the calendar; write one that is, like 2018-03-31") from None


def _yes_or_no(text: object) -> bool:
    """``true`` or ``false`` and no other word: YAML 1.1 takes ``no`` and ``off`` for false, YAML 1.2 for text."""
    if text not in ("true", "false"):
        raise ValueError(f"{quoted(text)} is neither true nor false; write false for a measure that is not judged")
    return text == "true"


def _rating(text: object) -> Rating:
    if text == Rating.OTHER:
        raise ValueError(f"'{text}' is what is said of a figure without a verdict; it has no edge, take it out")
    if isinstance(text, str) and text in _RATINGS:
        return Rating(text)
    raise ValueError(f"unknown rating {quoted(text)}; {advice(text, _RATINGS)}")


def _says_something(text: str) -> str:
    if not any(character.isalnum() for character in text):
        raise ValueError(f"{quoted(text)} has no letter and no digit, so it says nothing; write what is meant")
    return text


def _without_repeats(spellings: list[str]) -> list[str]:
    repeated = sorted(spelling for spelling, times in Counter(spellings).items() if times > 1)
    if repeated:
        raise ValueError(f"{listed(repeated)} {'stands' if len(repeated) == 1 else 'stand'} here twice; keep one")
    return spellings


_PERCENTAGE_SCHEMA = {"type": "string", "pattern": _PERCENTAGE, "examples": ["97%", "97.5%"]}

TEXT = Text(1000, (visible, _says_something))
NAME = Text(100, (visible, _says_something))
SPELLINGS = ListOf(NAME, step=_without_repeats)
LEVEL = Parsed(_percentage("a level"), _PERCENTAGE_SCHEMA)
EXPECTATION = Parsed(_percentage("an expectation"), _PERCENTAGE_SCHEMA | {"examples": ["90%"]})
QUARTER = Parsed(_quarter, {"type": "string", "pattern": _QUARTER, "examples": ["2017-18 Q1"]})
DATE = Parsed(_date, {"type": "string", "format": "date", "pattern": _DATE, "examples": ["2018-03-31"]})
POINTS = Parsed(
    _points,
    {
        "anyOf": [
            {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 100},
            {"type": "string", "pattern": f"^{_POINTS}$"},
        ]
    },
)
DECIMALS = Parsed(
    _decimals,
    {
        "anyOf": [
            {"type": "integer", "minimum": 0, "maximum": _MOST_DECIMALS},
            {"type": "string", "pattern": f"^[0-{_MOST_DECIMALS}]$"},
        ]
    },
)
JUDGED = Parsed(_yes_or_no, {"enum": [True, False, "true", "false"]})
RATING_EDGES = MappingOf(
    Parsed(_rating, OneOf(Rating).schema),
    Parsed(_percentage("an edge"), _PERCENTAGE_SCHEMA),
    described={
        "type": "object",
        "properties": dict.fromkeys(_RATINGS, _PERCENTAGE_SCHEMA),
        "required": [Rating.GOOD.value],
        "minProperties": 2,
        "additionalProperties": False,
        "anyOf": [{"required": [rating], "properties": {rating: {"pattern": _NOUGHT}}} for rating in _RATINGS],
        "examples": [{"Good": "97%", "Approaching target": "95%", "Inadequate": "0%"}],
    },
)
