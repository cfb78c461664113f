"""Words that say of figures that they are something else than the performance of one quarter."""

import re

from slcheck.text import regex

PASSED_OVER = regex(
    r"\b(?:change|difference|variance|gap|rank|ranking|trend|rag|status|comments?|notes?|direction of travel|movement"
    r"|percentage points?|pp|ppts?|met\?|above|below|improvement|lower|upper|confidence|owner|region)\b|\+/-",
    re.IGNORECASE,
)
"""Headings of columns that hold no figures of their own: what is under them is left out, and said."""

COMPARES = regex(
    r"\b(?:changes?|differences?|variance|gap|movement|trend|rank\w*|rag|status|pp|points?|since|compared)\b|\+/-",
    re.IGNORECASE,
)
"""Words of headings over what is no figure itself, and compares some."""

LONGER_PERIOD = regex(
    r"\b(?:year to date|ytd|cumulative|annual(?! report)|annually|rolling|year end(?:ing|ed)|1?[269] months?|monthly"
    r"|by month|months?(?=\s*:)|previous (?:quarter|year|period)|last (?:quarter|year)|prior (?:quarter|year|period)"
    r"|calendar (?:quarter|year)s?)\b",
    re.IGNORECASE,
)
"""Words for a time that is not the quarter which is judged, wherever else a quarter is named."""

CASES = regex(
    r"\bnumbers? of\b|\bvolumes?\b|\bcounts?\b|\bcaseloads?\b|\bsample sizes?\b|^\W*(?:all |total )?cases\b|\bcases \("
    r"|\bpeople\b$|^base\b",
    re.IGNORECASE,
)
"""Words for numbers of cases rather than percentages."""

_SOMETHING_ELSE = regex(
    r"\b(?:forecasts?|projections?|trajector(?:y|ies)|rank(?:s|ings?|ed)?|league tables?"
    r"|confidence (?:limits?|intervals?)"
    r"|(?:upper|lower)(?: \d\d%)? (?:limits?|bounds?|confidence|ci)|(?:upper|lower) \d\d%|variances?|gaps? (?:to|from)"
    r"|(?:changes?|differences?|movements?) (?:on|from|since|in|between|to|against)|percentage points?"
    r"|(?:average|mean|median|number of)(?: number of)? days|days taken|costs?|service credits?|penalt(?:y|ies)"
    r"|complaints|(?:lowest|highest) \w+"
    r"|(?:records?|data) missing|missing (?:records?|data)|(?:share|percentage|%) of caseload|sample sizes?"
    r"|calendar (?:quarter|year)s?)\b|£",
    re.IGNORECASE,
)
_TARGETS = regex(r"\b(?:targets?|expectations?)\b", re.IGNORECASE)
_WITH_PERFORMANCE = regex(
    r"performance|against|actual|result|rating|achiev|\bmet\b|compar|versus|\bvs?\b|\d ?%", re.IGNORECASE
)
_MOST_WORDS = 5
_PROVISIONAL = regex(r"\b(?:provisional|draft|unvalidated|not (?:yet )?quality.assured)\b", re.IGNORECASE)


def something_else(text: str) -> str | None:
    """The words of a title, a heading or a sheet's name which say that figures are no performance; None if none do."""
    if found := _SOMETHING_ELSE.search(text):
        return found.group()
    if (found := LONGER_PERIOD.search(text)) and "quarterly" not in text.casefold():
        return found.group()
    found = _TARGETS.search(text)
    if found and not _WITH_PERFORMANCE.search(text) and len(text.split()) <= _MOST_WORDS:
        return found.group()
    return None


def is_provisional(text: str) -> bool:
    """Whether a title or a sheet's name says that its figures are not final."""
    return _PROVISIONAL.search(text) is not None


BREAKDOWN = regex(
    r"\b(?:prisons?|establishment|offices?|teams?|sites?|ldu|pdu|cluster|delivery unit|sex|gender|age(?: group| band)?"
    r"|ethnic\w*|offences?|tier|cohort|risk|nationality|disability|breakdown|sub-?group)\b",
    re.IGNORECASE,
)
"""Headings of columns by which the cases of a provider are broken down: a row is about a part of it."""

NO_FIGURES = regex(r"page(?: number)?|weight(?:ing)?|order|tab|sheet|table|row|no\.?|#", re.IGNORECASE)
"""Headings in a list of contents or of definitions, over numbers that are nobody's performance."""
