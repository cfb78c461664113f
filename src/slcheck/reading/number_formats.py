"""What an Excel number format makes of a number: its unit, its decimals, and the words it puts beside it."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from slcheck.arithmetic import half_up, plain
from slcheck.text import regex
from slcheck.values import dataclass

_TOKEN = regex(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<space>[_*].)|(?P<bracket>\[[^\]]*\])|(?P<bare>.)', re.DOTALL)
_SECTION_END = regex(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]|(;)', re.DOTALL)
_CONDITION = regex(r"\[(?:<|>|=)")
_PLACEHOLDER = regex(r"[0#?]|general|@", re.IGNORECASE)
_SIGNS = regex(r"general|e[+-]|[0#?,.%@/()+ -]", re.IGNORECASE)
_SCALED = regex(r"[0#?],+(?![0#?,])")
_FIXED = regex(r"[#,0]*0(?:\.(0+))?")


@dataclass(frozen=True, slots=True)
class Shown:
    """The section of a number format that applies to a number.

    ``is_fraction``: it multiplies by 100 and adds a percent sign. ``is_percent``: it only adds the sign.
    ``words`` is whatever else it writes. ``is_number`` is false where it shows no digit of the number at all, and
    ``is_clear`` where another section might apply.
    """

    is_fraction: bool
    is_percent: bool
    words: str
    decimals: int
    is_fixed: bool
    has_thousands: bool
    is_number: bool
    is_clear: bool

    def text(self, number: Decimal) -> str:
        """``number`` as the sheet shows it, as far as the format is one of the common ones; else its digits."""
        if not self.is_number:
            return self.words
        sign = "%" if self.is_fraction or self.is_percent else ""
        words = f" {self.words}" if self.words else ""
        if not self.is_fixed:
            return f"{plain(number)}{words}"
        rounded = half_up(Fraction(number) * (100 if self.is_fraction else 1), self.decimals)
        return f"{f'{rounded:,f}' if self.has_thousands else plain(rounded)}{sign}{words}"


def shown(number_format: str, number: float | Decimal) -> Shown:
    """What ``number_format`` does to ``number``."""
    return _section(number_format, 1 if number > 0 else 0 if number == 0 else -1)


@lru_cache(maxsize=1024)
def _section(number_format: str, sign: int) -> Shown:
    sections = _sections(number_format)
    position = {1: 0, -1: 1, 0: 2}[sign]
    numbers = [_parsed(section) for section in sections[:3]]
    chosen = numbers[position] if position < len(numbers) else numbers[0]
    if (
        _CONDITION.search(number_format)
        and len({(each.is_fraction, each.is_percent, each.words) for each in numbers}) > 1
    ):
        return replace(chosen, is_clear=False)
    return chosen


def _parsed(section: str) -> Shown:
    tokens = list(_TOKEN.finditer(section))
    bare = "".join(token["bare"] or "" for token in tokens).strip()
    written = "".join(
        token["quoted"] or token["escaped"] or _currency(token["bracket"]) or (" " if token["space"] else "")
        for token in tokens
    )
    fixed = _FIXED.fullmatch(bare.replace("%", ""))
    words = written if "%" in bare else written.replace("%", "", 1)
    return Shown(
        is_fraction="%" in bare,
        is_percent="%" in written and "%" not in bare,
        words=" ".join(f"{words} {_SIGNS.sub('', bare)}".split()),
        decimals=len(fixed[1] or "") if fixed else 0,
        is_fixed=fixed is not None,
        has_thousands="," in bare,
        is_number=_PLACEHOLDER.search(bare) is not None,
        is_clear=_SCALED.search(bare) is None,
    )


def _currency(bracket: str | None) -> str:
    """The currency that ``[$£-809]`` shows; other brackets show nothing."""
    match = re.fullmatch(r"\[\$([^-\]]*)(?:-[^\]]*)?\]", bracket or "")
    return match[1] if match else ""


def _sections(number_format: str) -> list[str]:
    sections, start = [], 0
    for match in _SECTION_END.finditer(number_format):
        if match[1]:
            sections.append(number_format[start : match.start()])
            start = match.end()
    return [*sections, number_format[start:]]
