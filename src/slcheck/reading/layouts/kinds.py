"""Words beside figures, or in a line between them, that make them something else than they would be read as."""

import re

from slcheck.quarter import mentioned
from slcheck.reading.cells import Cell, CellKind
from slcheck.reading.layouts.heads import LABELS
from slcheck.reading.legends import is_legend
from slcheck.reading.lexicon import Lexicon
from slcheck.reading.providers import framework_named
from slcheck.reading.remarks import CASES, something_else
from slcheck.reading.spans import Span, span
from slcheck.text import regex

_LONGEST_KIND = 40
_KIND = regex(
    r"(?:upper|lower)(?: ci| limit| bound)?|change|difference|variance|rank|gap|days|number|count|weight(?:ing)?"
    r"|forecast"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?",
    re.IGNORECASE,
)


def kind_of_figure(cell: Cell, lexicon: Lexicon) -> str | None:
    """What a label beside figures says of their kind, if it is another than a percentage of performance."""
    if cell.kind is not CellKind.TEXT:
        return None
    heading = lexicon.headings.heading(cell)
    if heading is not None and heading.words not in ("total", "all cases", "percentage", "%", "performance", "actual"):
        return "what kind of figure its row holds" if heading.role not in LABELS else None
    if len(cell.text) > _LONGEST_KIND or lexicon.names.label(cell.text):
        return None
    if _KIND.fullmatch(cell.text) or something_else(cell.text):
        return "what kind of figure its row holds"
    return "a period that is no quarter" if span(cell) is Span.OTHER else None


def may_start_section(cell: Cell, lexicon: Lexicon) -> bool:
    """Whether a line between rows of figures may say that those below it are somebody else's, or of another time."""
    text = cell.text
    if cell.kind is not CellKind.TEXT or is_legend(text) or len(text) > _LONGEST_SECTION:
        return False
    said = mentioned(text)
    return bool(
        span(cell)
        or said.years
        or said.numbers
        or said.quarters
        or said.complaints
        or something_else(text)
        or CASES.search(text)
        or lexicon.names.is_national(text)
        or lexicon.names.is_provider(text)
        or lexicon.names.providers_within(text)
        or lexicon.names.may_be_provider(text)
        or (len(text.split()) <= _FEW and framework_named(text))
    )


_LONGEST_SECTION = 80
_FEW = 4
