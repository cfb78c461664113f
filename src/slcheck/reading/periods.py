"""The quarter of a table whose rows do not say their own, from its headings, sheet name, titles or file name."""

import re
from collections.abc import Sequence

from slcheck.quarter import Quarter, mentioned
from slcheck.reading.remarks import LONGER_PERIOD
from slcheck.reading.spans import OTHER_PERIOD, financial_year
from slcheck.text import cut, listed, regex
from slcheck.values import dataclass

STATED = "--quarter"

_MADE = regex(
    r"\b(?:releases?d?|publish(?:ed)?|publication|updated|extracted|created|printed|apply|applies|in force|since"
    r"|next)\b",
    re.IGNORECASE,
)
"""Words of a line that dates the file or its targets, and not the figures."""

_MONTH = regex(
    r"(\d{1,2}(?:st|nd|rd|th)?\s+)?\b(Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?(\s+(?:20)?\d\d)?\b"
)
_SENTENCE = regex(r"\.$|\b(?:was|were|is|are|has|have|compared|revised|see)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """A text that may name the quarter, and what to call it in a sentence.

    A ``loose`` one (the file's name) may hold other words about time without casting doubt on the rest.
    """

    called: str
    text: str
    quarter: Quarter | None = None
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """The quarter of a table, or None; what names it; and the sentence that says why it cannot be told."""

    quarter: Quarter | None
    said_by: str
    disagreement: str | None = None


def period(sources: Sequence[Source], inherited: Period | None, stated: Quarter | None) -> Period:
    """The quarter that ``sources`` name, the most trusted first; else that of the table before; else ``stated``.

    Sources that name different quarters, or something that is no quarter, leave it undecided: a figure judged against
    another quarter's target is judged wrongly. ``stated`` (``--quarter``) decides where they do not speak against it.
    """
    named, complaints = _heard(sources)
    if inherited and inherited.quarter and inherited.said_by != STATED:
        remarks = [source for quarter, source in named.items() if quarter != inherited.quarter and _is_remark(source)]
        if remarks:
            complaints.append(f"'{cut(remarks[0].text, 60)}' may speak of this table or of another")
    chosen = _chosen(named, complaints, inherited, stated)
    if chosen.quarter is not None and (against := _against(chosen.quarter, sources)):
        return Period(None, "", against)
    return chosen


def _chosen(
    named: dict[Quarter, Source], complaints: list[str], inherited: Period | None, stated: Quarter | None
) -> Period:
    if len(named) == 1 and not complaints:
        quarter, source = next(iter(named.items()))
        return Period(quarter, source.called)
    if stated is not None and (stated in named or not named) and (named or complaints or inherited is None):
        return Period(stated, STATED)
    if len(named) > 1:
        both = listed([f"{quarter} ({source.called})" for quarter, source in named.items()])
        return Period(None, "", f"{both} are both named")
    if complaints:
        return Period(None, "", complaints[0])
    return inherited or Period(None, "")


def _against(quarter: Quarter, sources: Sequence[Source]) -> str | None:
    """What a source says that cannot be said of figures of ``quarter``: another year, another quarter, a month."""
    for source in sources:
        said = mentioned(source.text)
        if source.loose or source.quarter or _MADE.search(source.text):
            continue
        if longer := LONGER_PERIOD.search(source.text):
            return _no_quarter(longer.group(), source)
        years = {year for text in said.years if (year := financial_year(text)) is not None}
        if years and quarter.year not in years and not said.quarters:
            return f"'{said.years[0]}' ({source.called}) is not the year of {quarter}"
        if said.numbers and quarter.number not in said.numbers and not said.quarters:
            return f"'{cut(source.text, 60)}' ({source.called}) does not say {quarter}"
        month = _MONTH.search(said.rest)
        if month and (month[1] or month[3]) and not _is_end_of(month, quarter):
            return f"'{month.group().strip()}' ({source.called}) is not the end of {quarter}"
    return None


def _is_end_of(month: "re.Match[str]", quarter: Quarter) -> bool:
    _, _, last, year = quarter.months.split()
    written = (month[3] or year).strip()
    return last.startswith(month[2][:3]) and year.endswith(written)


def _heard(sources: Sequence[Source]) -> tuple[dict[Quarter, Source], list[str]]:
    """The quarters that sources name, with the most trusted source of each, and what they say that is no quarter."""
    named: dict[Quarter, Source] = {}
    complaints: list[str] = []
    beside: dict[Quarter, Source] = {}
    for source in sources:
        said = mentioned(source.text)
        quarters = (source.quarter,) if source.quarter else said.quarters
        for quarter in quarters:
            (beside if _MADE.search(source.text) else named).setdefault(quarter, source)
        if source.loose and named:
            continue
        if longer := LONGER_PERIOD.search(source.text):
            complaints.append(_no_quarter(longer.group(), source))
        elif other := OTHER_PERIOD.search(source.text):
            complaints.append(f"'{other.group()}' ({source.called}) is no quarter")
        complaints.extend(f"{complaint} ({source.called})" for complaint in said.complaints)
    if beside and not named:
        source = next(iter(beside.values()))
        complaints.append(
            f"'{cut(source.text, 60)}' ({source.called}) may speak of another quarter than that of the figures"
        )
    return named, complaints


def _no_quarter(words: str, source: Source) -> str:
    return f"'{words}' ({source.called}) is no quarter"


def _is_remark(source: Source) -> bool:
    return _SENTENCE.search(source.text) is not None
