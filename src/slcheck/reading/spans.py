"""What period one cell names: a quarter in any of its spellings, a part of one, or a length of time that is none."""

import datetime
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache

from slcheck.quarter import Quarter
from slcheck.reading.cells import NUMBER, TEXT, Cell, Value
from slcheck.reading.markers import split_markers
from slcheck.text import plain_dashes, regex

OTHER_PERIOD = regex(
    r"\b(?:year to date|ytd|cumulative|annual(?! report)|rolling|year end(?:ing|ed)|financial year|1?[269] months?"
    r"|previous|last quarter|prior|quarter end(?:ing|ed))\b",
    re.IGNORECASE,
)
"""Words for a period that is not the quarter of a table."""

_LONGEST_PERIOD = 60
_REMEMBERED = 4096
"""Texts whose meaning is kept: a column has few different ones."""


class Span(StrEnum):
    """What period a whole cell names: a quarter, one without its year, a financial year, or another length of time."""

    QUARTER = "quarter"
    QUARTER_OF_A_YEAR = "quarter without its year"
    FINANCIAL_YEAR = "financial year"
    OTHER = "no quarter"


_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:[\s-]*'?(?:20)?\d\d)"
_BARE_QUARTER = regex(
    r"(?:q|qtr\.?|quarter)\s?[1-4](?:\s?\([^)\d]*\))?|(?:apr\w*\s?(?:-|to)\s?june?|jul\w*\s?(?:-|to)\s?sep\w*"
    r"|oct\w*\s?(?:-|to)\s?dec\w*|jan\w*\s?(?:-|to)\s?mar\w*)",
    re.IGNORECASE,
)
_FINANCIAL_YEAR = regex(
    r"(?:fy|financial year|year)?\s*20(\d\d)\s?(?:[-/]|to)\s?(?:20)?(\d\d)|(?:fy\s*)?(\d\d)\s?[-/]\s?(\d\d)",
    re.IGNORECASE,
)
_OTHER_SPAN = regex(
    rf"(?:{_MONTH}{_YEAR}|20\d\d(?:\s+total)?|annual(?: total)?|full year|year|year total|total for (?:the )?year"
    rf"|feb[a-z]*\s?(?:-|to)\s?june?{_YEAR}?|(?:apr[a-z]*{_YEAR}?\s?(?:-|to)\s?(?:sep|dec|mar)[a-z]*{_YEAR}?)"
    r"|(?:first|second) half.*|h[12]\b.*|5 months.*|five months.*)",
    re.IGNORECASE,
)
_QUARTER_END = regex(r"quarter end", re.IGNORECASE)
_ISO_DATE = regex(r"(20\d\d)-(\d\d)-(\d\d)(?:[T ]00:00(?::00)?)?")
_BRITISH_DATE = regex(r"(\d{1,2})[/.](\d{1,2})[/.](20\d\d|\d\d)")
_WRITTEN_DATE = regex(rf"(\d{{1,2}})(?:st|nd|rd|th)?[\s-]({_MONTH})[\s,-]+(20\d\d|\d\d)", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def span(cell: Cell) -> Span | None:
    """The period that all of ``cell`` names, its footnote markers aside; None when it names none that is known."""
    match cell.value:
        case datetime.date() as day:
            return Span.OTHER if day.month % 3 else Span.QUARTER
        case str() as text if cell.kind is TEXT and len(text) <= _LONGEST_PERIOD:
            return _span_of(text)
        case int() as year if cell.kind is NUMBER and cell.number_format == "General":
            return Span.OTHER if 2000 <= year < 2100 else None
        case _:
            return None


@lru_cache(maxsize=_REMEMBERED)
def _span_of(said: str) -> Span | None:
    text = plain_dashes(split_markers(said)[0])
    if day := _date_in(text):
        return Span.OTHER if day.month % 3 else Span.QUARTER
    if _BARE_QUARTER.fullmatch(text):
        return Span.QUARTER_OF_A_YEAR
    if _FINANCIAL_YEAR.fullmatch(text):
        return Span.FINANCIAL_YEAR if financial_year(text) is not None else None
    if _QUARTER_END.search(text):
        return None
    if OTHER_PERIOD.search(text) or _OTHER_SPAN.fullmatch(text):
        return Span.OTHER
    return Span.QUARTER if _is_quarter(text) else None


def financial_year(text: str) -> int | None:
    """The calendar year in which the financial year starts that all of ``text`` names, or None."""
    year = _FINANCIAL_YEAR.fullmatch(text.strip())
    if year is None:
        return None
    first, second = (int(digits) for digits in year.groups() if digits)
    return 2000 + first if second == (first + 1) % 100 else None


def quarter_of(cells: Sequence[Cell], year: str | None = None) -> Quarter:
    """The quarter that the cells of a row name together: one cell, a year and a quarter, or the same one twice.

    ``year`` is the financial year that is named around the table, for cells that name a quarter without one.
    Raises ValueError, as a sentence.
    """
    dates = tuple(date_in(cell) for cell in cells)
    texts = tuple(split_markers(cell.text)[0] for cell, day in zip(cells, dates, strict=True) if day is None)
    return _quarter_of(texts, tuple(day for day in dates if day), year)


@lru_cache(maxsize=_REMEMBERED)
def _quarter_of(texts: tuple[str, ...], dates: tuple[datetime.date, ...], year: str | None) -> Quarter:
    quarters = {Quarter.of_last_month(day) for day in dates}
    try:
        quarters |= {Quarter.parse(text) for text in texts}
    except ValueError:
        dated = [f"Q{quarter.number}" for quarter in quarters]
        without_year = year and all(_BARE_QUARTER.fullmatch(plain_dashes(text)) for text in texts)
        quarters.add(Quarter.parse(" ".join([*texts, *dated, *([year] if without_year and year else [])])))
    if len(quarters) > 1:
        named = " and ".join(str(quarter) for quarter in sorted(quarters))
        raise ValueError(f"the row names two quarters, {named}; correct one of them")
    return quarters.pop()


def date_in(cell: Cell) -> datetime.date | None:
    """The day that a cell is, or says in text: 2017-06-30, 30/06/2017, 30 June 2017; none if it could be two days."""
    return _day_of(cell.value)


def _day_of(value: Value) -> datetime.date | None:
    if isinstance(value, datetime.date):
        return value
    return _date_in(split_markers(value)[0]) if isinstance(value, str) else None


@lru_cache(maxsize=_REMEMBERED)
def _date_in(text: str) -> datetime.date | None:
    if not text[:1].isdigit():
        return None
    try:
        if iso := _ISO_DATE.fullmatch(text):
            return datetime.date(int(iso[1]), int(iso[2]), int(iso[3]))
        if written := _WRITTEN_DATE.fullmatch(text):
            return datetime.date(_full(written[3]), _MONTHS.index(written[2][:3].lower()) + 1, int(written[1]))
        if british := _BRITISH_DATE.fullmatch(text):
            day, month = int(british[1]), int(british[2])
            american = day <= 12 and day != month and not day % 3
            return None if american else datetime.date(_full(british[3]), month, day)
    except ValueError:
        pass
    return None


def is_monthly(cells: Iterable[Cell]) -> bool:
    """Whether some of the dates among ``cells`` are not in a quarter's last month: then they are all months."""
    return any(day.month % 3 for value in {cell.value for cell in cells} if (day := _day_of(value)))


def _full(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _is_quarter(text: str) -> bool:
    try:
        Quarter.parse(text)
    except ValueError:
        return False
    return True
