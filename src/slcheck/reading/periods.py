"""The quarter of a table whose rows do not say their own, from its headings, sheet name, titles or file name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from slcheck.quarter import Quarter, mentioned
from slcheck.reading.spans import OTHER_PERIOD
from slcheck.text import cut, listed

STATED = "--quarter"

_SENTENCE = re.compile(r"\.$|\b(?:was|were|is|are|has|have|compared|revised|see)\b", re.IGNORECASE)


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


def _heard(sources: Sequence[Source]) -> tuple[dict[Quarter, Source], list[str]]:
    """The quarters that sources name, with the most trusted source of each, and what they say that is no quarter."""
    named: dict[Quarter, Source] = {}
    complaints: list[str] = []
    for source in sources:
        said = mentioned(source.text)
        for quarter in (source.quarter,) if source.quarter else said.quarters:
            named.setdefault(quarter, source)
        if source.loose and named:
            continue
        if other := OTHER_PERIOD.search(source.text):
            complaints.append(f"'{other.group()}' ({source.called}) is no quarter")
        complaints.extend(f"{complaint} ({source.called})" for complaint in said.complaints)
    return named, complaints


def _is_remark(source: Source) -> bool:
    return _SENTENCE.search(source.text) is not None
