"""The quarter of a table whose rows do not say their own, from its headings, sheet name, titles or file name."""

from collections.abc import Sequence
from dataclasses import dataclass

from slcheck.quarter import Quarter, mentioned
from slcheck.reading.cells import Cell


@dataclass(frozen=True, slots=True)
class Source:
    """A text that may name the quarter, and what to call it in a sentence."""

    called: str
    text: str
    quarter: Quarter | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """The quarter that the most trusted source names, or None; and the sentence where sources disagree."""

    quarter: Quarter | None
    said_by: str
    disagreement: str | None = None


def period(sources: Sequence[Source]) -> Period:
    """The quarter named by ``sources``, the most trusted first.

    Two sources that name different quarters, and one that names several or something that is no quarter, leave it
    undecided: a figure judged against the wrong quarter's target is judged wrongly.
    """
    quarters: dict[Quarter, str] = {}
    complaint: str | None = None
    for source in sources:
        said = mentioned(source.text)
        for quarter in (source.quarter,) if source.quarter else said.quarters:
            quarters.setdefault(quarter, source.called)
        if said.complaints and complaint is None and not quarters:
            complaint = f"{source.called}: {said.complaints[0]}"
    if len(quarters) > 1:
        both = " and ".join(f"{quarter} ({called})" for quarter, called in list(quarters.items())[:2])
        return Period(None, "", f"the quarter cannot be told: {both} are both named; let the file name one")
    if quarters:
        quarter, called = next(iter(quarters.items()))
        return Period(quarter, called)
    return Period(None, "", complaint)


def titles_as_sources(titles: Sequence[Cell]) -> list[Source]:
    """Title cells as sources, the nearest to the table last read and so least in need of trust."""
    return [Source(f"title in {cell.address}", cell.text) for cell in titles]
