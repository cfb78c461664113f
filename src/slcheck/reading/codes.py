"""Codes of measures as people write them: with and without prefix, blanks and filling zeros, or spelt out."""

import re
from functools import lru_cache

from slcheck.text import plain_dashes, regex

PREFIX = regex(r"^(?:SCH9|NPS|CRC)\s+", re.IGNORECASE)
"""What stands before a code and may be left out."""

_SPELT_CODES = (
    (regex(r"\bschedule 9\b", re.IGNORECASE), "SCH9"),
    (regex(r"\bservice level\s+(?:measure\s+)?(?=[0-9])", re.IGNORECASE), "SL"),
    (regex(r"\bservice level\s+(?=SL\s?[0-9])|\bassurance metric\s+(?=A[A-Z]\b)", re.IGNORECASE), ""),
)
_MAYBE_SPELT = regex(r"schedule|level|metric", re.IGNORECASE)
_CODE_LIKE = regex(
    r"(?:(?:CRC|NPS)\s+)?(?:SCH\s?9[\s_-]*[A-Z0-9]|SL\s?(?=[0-9O]*[0-9])[0-9O]+)|(?-i:NPS\s+[A-Z]{2}(?![A-Za-z]))",
    re.IGNORECASE,
)
CODE_WITHIN = regex(r"(?<![A-Za-z0-9])(?:SCH\s?9[\s_-]*[A-Z0-9]|SL\s?[0-9]{2})", re.IGNORECASE)


MORE_CODES = regex(
    r"\s*(?:-|to|and|&|/|,|\+)\s*(?:SCH\s?9\s*|NPS\s*|CRC\s*)?(?:SL\s?[0-9]{1,3}|0[0-9]{1,2})(?![0-9/-])", re.IGNORECASE
)
"""What follows a code that is the first of a range or a list."""

ALL_BUT = regex(
    r"\b(?:average|mean|except|excl\w*|all but|without|not|see|replac\w+|former\w*|previous\w*"
    r"|unlike|compared)\b",
    re.IGNORECASE,
)
"""Words that make a title about something else than the code that it names."""


@lru_cache(maxsize=4096)
def looks_like_code(text: str) -> bool:
    """Whether ``text`` starts like a code of a service level, declared or not."""
    return _CODE_LIKE.match(spelt(plain_dashes(text))) is not None


def spelt(text: str) -> str:
    """``Service Level 8`` as the code that it spells out, SL8."""
    if _MAYBE_SPELT.search(text):
        for words, code in _SPELT_CODES:
            text = words.sub(code, text)
    return text


def loose_key(key: str) -> str:
    """A code's key without zeros that only fill: SL001 is SL1."""
    return re.sub(r"(?<=[A-Z])0+(?=[0-9])", "", key)


def holds_code(text: str) -> bool:
    """Whether something that looks like a code, declared or not, stands anywhere in ``text``."""
    return CODE_WITHIN.search(spelt(plain_dashes(text))) is not None


def pattern(code: str) -> str:
    """A code as a pattern: prefix and filling zeros may be left out, blanks and hyphens vary, last letters stay put."""
    words = [
        re.sub(r"(?<=[A-Za-z])(0*)(?=[0-9])", lambda zeros: rf"[\s_-]?0{{0,{len(zeros[1])}}}", re.escape(word))
        for word in code.split()
    ]
    prefix = len(words) - 1 if PREFIX.match(code) else 0
    if not prefix:
        return r"[\s_-]+".join(words)
    return rf"(?:{words[0]}[\s_-]*)?" + r"[\s_-]+".join(words[1:])
