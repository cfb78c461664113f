"""The financial quarter: parse it, order it, name it.

The financial year starts in April: 2017-18 Q1 is April to June 2017, 2017-18 Q4 is January to March 2018.
"""

import datetime
import re
from dataclasses import field
from typing import Self

from slcheck.text import clean, cut, plain_dashes, regex
from slcheck.values import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 2000, 2098
_LONGEST_QUARTER = 200


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """One financial quarter; ``year`` is the calendar year in which its financial year starts."""

    year: int
    number: int
    position: int = field(init=False, repr=False, compare=False)
    """Its place among all quarters, one more than that of the quarter before: told apart faster than the quarter."""

    def __post_init__(self) -> None:
        if not _FIRST_YEAR <= self.year <= _LAST_YEAR or not 1 <= self.number <= 4:
            raise ValueError(f"there is no quarter {self.number} of a financial year starting in {self.year}")
        object.__setattr__(self, "position", 4 * self.year + self.number)

    def __hash__(self) -> int:
        return self.position

    def __str__(self) -> str:
        return f"{self.year}-{(self.year + 1) % 100:02d} Q{self.number}"

    @property
    def following(self) -> Self:
        """The quarter after this one."""
        return type(self)(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def preceding(self) -> Self:
        """The quarter before this one."""
        return type(self)(self.year - (self.number == 1), self.number - 1 or 4)

    @property
    def months(self) -> str:
        """``April to June 2017``."""
        year = self.year + (self.number == 4)
        first = self.number * 3 % 12
        return f"{_MONTH_NAMES[first]} to {_MONTH_NAMES[first + 2]} {year}"

    @classmethod
    def of_last_month(cls, day: datetime.date) -> Self:
        """The quarter that ends in the month of ``day``. Raises ValueError for a day in any other month."""
        if day.month % 3:
            raise ValueError(f"{day:%d %B %Y} is not in the last month of a quarter")
        return cls(day.year - (day.month == 3), day.month // 3 - 1 or 4)

    @classmethod
    def before(cls, day: datetime.date) -> Self:
        """The last quarter that was over on ``day``."""
        month = (day.month - 1) // 3 * 3 or 12
        return cls.of_last_month(datetime.date(day.year - (day.month < 4), month, 1))

    @classmethod
    def parse(cls, text: str) -> Self:
        """The quarter that ``text``, all of it, names. Raises ValueError, as a sentence, when it is not exactly one.

        Understood: ``2017-18 Q1``, ``17/18 Q1``, ``Q1 2017-18``, ``Apr-Jun 17``, ``April to June 2017``,
        ``16/17 Q4 (Jan-Mar 17)``, and a year and a quarter that say the same thing twice.
        """
        if len(text) > _LONGEST_QUARTER:
            raise ValueError(f"'{cut(clean(text[:_LONGEST_QUARTER]), 40)}' is not a quarter; write it like 2017-18 Q1")
        shown = clean(text)
        plain_text = plain_dashes(shown)
        if bare := _BARE_YEAR.fullmatch(plain_text):
            raise ValueError(_bare_year_sentence(shown, bare))
        match _mentions(plain_text):
            case [(0, end, words)] if end == len(plain_text):
                years, numbers = _years_and_numbers(words, shown)
                if years and numbers:
                    return cls(years.pop(), numbers.pop())
        raise ValueError(f"'{shown}' is not a quarter; write it like 2017-18 Q1 or Apr-Jun 2017")


@dataclass(frozen=True, slots=True)
class Mentions:
    """The quarters that a running text names, what in it looks like a period but is not one, and the other words.

    ``years`` are the financial years that it names without a quarter, as it writes them; ``numbers`` the quarters that
    it names without a year.
    """

    quarters: tuple[Quarter, ...]
    complaints: tuple[str, ...]
    rest: str
    years: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()


_LONGEST_MENTION = 2000
"""Characters in which periods are looked for; no title is longer, and a text of nothing but quarters takes time."""


def mentioned(text: str) -> Mentions:
    """Every quarter named somewhere in ``text`` (a title, a sheet or file name), without repeats, in order."""
    shown = plain_dashes(clean(text[:_LONGEST_MENTION]).replace("_", "-"))
    quarters: dict[Quarter, None] = {}
    without_year: dict[int, None] = {}
    only_years: dict[int, str] = {}
    complaints: list[str] = []
    rest, last = "", 0
    named: list[range] = []
    for start, end, words in _mentions(shown):
        try:
            years, numbers = _years_and_numbers(words, shown[start:end])
            if years and numbers:
                quarters[Quarter(years.pop(), numbers.pop())] = None
                rest, last = rest + shown[last:start], end
                named.append(range(start, end))
            else:
                without_year.update(dict.fromkeys(numbers))
                only_years.update(dict.fromkeys(years, shown[start:end]))
        except ValueError as error:
            complaints.append(str(error))
    for bare in _BARE_YEAR.finditer(shown):
        if not any(bare.start() in span for span in named):
            complaints.append(_bare_year_sentence(bare.group(), bare))
    if quarters and without_year.keys() - {quarter.number for quarter in quarters}:
        complaints.append(f"'{shown}' names more than one quarter")
    return Mentions(
        quarters=tuple(quarters),
        complaints=tuple(complaints),
        rest=clean(rest + shown[last:]),
        years=tuple(only_years.values()),
        numbers=tuple(without_year),
    )


_MONTH = r"(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|tember|ober|ember)?\.?"
_YEAR = r"(?:[\s-]?'?(20\d\d|\d\d)(?![\d%]|\.\d)(?!\s?[-/]\s?\d\d(?!\d)))?"
_WORD = regex(
    rf"(?<![a-z]){_MONTH}{_YEAR}\s?(?:-|to|until|/)\s?{_MONTH}{_YEAR}(?![a-z])"
    r"|(?<![\d./])(?<!\d\d-)(?:fy\s?)?(20\d\d|\d\d)\s?[-/]\s?(20\d\d|\d\d)(?![\d/%]|[.-]\d)"
    r"|(?<![a-z])((?:q|qtr\.?|quarters?)\s?[1-4]\s?(?:-|/|&|to|and)\s?(?:q|qtr\.?|quarter)?\s?[1-4])(?!\d)"
    r"|(?<![a-z])(?:q|qtr\.?|quarter)\s?([1-4])(?!\d|\.\d)",
    re.IGNORECASE | re.ASCII,
)
_BETWEEN = regex(r"[\s,:;()\-]{0,3}")
_OPENING, _CLOSING = regex(r"\(?"), regex(r"\)?")
_BARE_YEAR = regex(
    r"(?<![a-z\d])(?:(?:q|qtr\.?|quarter)\s?(?P<after>[1-4])[\s,-]{0,3}(?P<late>20\d\d)"
    r"|(?P<early>20\d\d)[\s,-]{0,3}(?:q|qtr\.?|quarter)\s?(?P<before>[1-4]))(?!\s?[-/]\s?\d\d|\d)",
    re.IGNORECASE | re.ASCII,
)

Words = list["re.Match[str]"]


def _mentions(text: str) -> list[tuple[int, int, Words]]:
    """Runs of words about periods that stand next to each other, each with where it starts and ends."""
    runs: list[tuple[int, int, Words]] = []
    for word in _WORD.finditer(text):
        if runs and _BETWEEN.fullmatch(text, runs[-1][1], word.start()):
            start, _, words = runs[-1]
            runs[-1] = (start, word.end(), [*words, word])
        else:
            runs.append((word.start(), word.end(), [word]))
    return [_with_brackets(text, run) for run in runs]


def _with_brackets(text: str, run: tuple[int, int, Words]) -> tuple[int, int, Words]:
    start, end, words = run
    inside = text[start:end]
    if inside.count("(") > inside.count(")") and text[end : end + 1] == ")":
        end += 1
    elif inside.count("(") == inside.count(")") and text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        start, end = start - 1, end + 1
    return start, end, words


def _years_and_numbers(words: Words, shown: str) -> tuple[set[int], set[int]]:
    """The financial year and the number that all of ``words`` agree on; either is empty when nothing says it."""
    years: set[int] = set()
    numbers: set[int] = set()
    for word in words:
        if word[1]:
            year, number = _from_months(word, shown)
            numbers.add(number)
            years.update(() if year is None else (year,))
        elif word[5]:
            years.add(_from_financial_year(word[5], word[6], shown))
        elif word[7]:
            raise ValueError(f"'{shown}' names more than one quarter")
        else:
            numbers.add(int(word[8]))
    if len(years) > 1 or len(numbers) > 1:
        raise ValueError(f"'{shown}' names two different periods")
    if any(not _FIRST_YEAR <= year <= _LAST_YEAR for year in years):
        raise ValueError(f"'{shown}' is not in the years {_FIRST_YEAR} to {_LAST_YEAR}; correct the year")
    return years, numbers


def _from_financial_year(first: str, second: str, shown: str) -> int:
    start = _full_year(first)
    if _full_year(second) != start + 1 or (len(second) == 4 and len(first) == 2):
        raise ValueError(f"'{shown}' does not name a financial year such as 2017-18")
    return start


def _from_months(word: "re.Match[str]", shown: str) -> tuple[int | None, int]:
    first, last = (_MONTHS.index(word[group][:3].lower()) for group in (1, 3))
    length = (last - first) % 12 + 1
    if first % 3 or length != 3 or (word[2] and word[4] and _full_year(word[2]) != _full_year(word[4])):
        raise ValueError(f"'{shown}' is not a quarter: a quarter is Apr-Jun, Jul-Sep, Oct-Dec or Jan-Mar of one year")
    number = first // 3 or 4
    written = word[4] or word[2]
    return (_full_year(written) - (number == 4) if written else None), number


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _bare_year_sentence(shown: str, bare: "re.Match[str]") -> str:
    number, year = int(bare["after"] or bare["before"]), int(bare["late"] or bare["early"])
    return (
        f"'{shown}' could mean a calendar or a financial quarter; write {year}-{(year + 1) % 100:02d} Q{number} "
        f"for the financial one"
    )
