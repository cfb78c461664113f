"""What a heading means: the vocabulary of column headings, as data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from slcheck.model import Role, Unit
from slcheck.quarter import Quarter, mentioned
from slcheck.reading.cells import Cell, CellKind
from slcheck.reading.figures import split_markers


VOCABULARY: dict[Role, tuple[str, ...]] = {
    Role.MEASURE: (
        "measure", "measure code", "code", "service level", "service level code", "service level measure", "sl",
        "sl code", "sla", "metric", "metric code", "indicator", "kpi", "performance measure", "performance indicator",
        "crc service level", "nps service level", "measure id", "measure reference", "reference", "ref",
        "service level or assurance metric", "service level assurance metric", "assurance metric", "crc measure",
        "nps measure", "sl reference",
        "measure no", "measure number", "sl number", "sl no", "sl id", "sl ref", "service level id",
        "service level no", "service level number", "service level ref", "service level reference", "metric id",
        "metric reference", "indicator code", "performance metric",
    ),
    Role.TITLE: (
        "title", "description", "measure title", "measure name", "measure description", "definition", "name",
        "service level description",
    ),
    Role.FRAMEWORK: ("framework", "provider type", "organisation type", "body", "contract type"),
    Role.PROVIDER: (
        "provider", "provider name", "crc", "crc name", "nps division", "division", "crc or division",
        "crc or nps division", "crc nps division", "area", "crc area", "contract package area", "cpa", "organisation",
        "region", "nps region", "nps area", "probation provider", "delivery unit", "nps division or crc",
        "crc or nps", "crc nps", "crc name nps division",
    ),
    Role.QUARTER: (
        "quarter", "period", "reporting period", "reporting quarter", "time period", "quarter ending",
        "period ending", "financial quarter", "performance period", "period as published", "qtr", "quarter name",
        "fin quarter", "year and quarter", "financial year quarter", "financial year and quarter",
    ),
    Role.YEAR: ("year", "financial year", "fy", "reporting year", "performance year"),
    Role.NUMERATOR: (
        "numerator", "num", "met", "number met", "cases met", "number of cases met", "achieved", "number achieved",
        "in time", "number in time", "cases in time", "on time", "number on time", "within target",
        "number within target", "cases within target", "successes", "compliant", "number meeting target", "passed",
        "number passed", "completed in time", "cases that met the measure", "count met", "number in target",
        "cases in target", "cases on time", "number of cases in time", "no in time", "no met", "completed on time",
        "cases achieving target", "number achieving target", "number of successes", "successful cases",
        "numerator count", "count in time", "number of cases within target",
    ),
    Role.DENOMINATOR: (
        "denominator", "den", "denom", "total", "total cases", "cases", "all cases", "number of cases", "volume",
        "eligible", "eligible cases", "number eligible", "relevant cases", "base", "total number", "count",
        "total number of cases", "number of eligible cases", "denominator count", "total eligible", "no of cases",
        "eligible population", "cohort", "total count",
    ),
    Role.PERCENTAGE: (
        "percentage", "percent", "per cent", "%", "%age", "pct", "rating", "performance", "result", "value", "figure",
        "score", "rate", "outturn", "actual", "actual performance", "achieved %", "% achieved", "percentage achieved",
        "performance %", "% met", "percentage met", "% in time", "percentage in time", "value as published",
        "rating as printed", "proportion", "fraction", "share", "performance percentage", "current rating",
        "% performance", "performance rate", "percentage performance", "achievement", "% achievement", "actual %",
        "% actual", "% result", "percentage value", "percentage of cases", "percentage of cases in time",
        "current performance", "reported performance", "performance rating",
    ),
    Role.TARGET: (
        "target", "target %", "% target", "target percentage", "target level", "contract target",
        "service level target", "target as printed", "performance target", "target rate", "contractual target",
        "contract target %", "required level", "target value",
    ),
}  # fmt: skip
"""Headings as they are compared: lower case, without unit, quarter, footnote and punctuation."""

_ROLE_OF = {heading: role for role, headings in VOCABULARY.items() for heading in headings}
_OF_NAMES = {Role.MEASURE, Role.TITLE, Role.FRAMEWORK, Role.PROVIDER, Role.QUARTER}
_BRACKETED_CASES = re.compile(r"\((?:cases|number|count|met|in time|on time|all|total|cases met|all cases|eligible)\)")
_FRACTION_WORDS = {"proportion", "fraction", "share"}
_PERCENT_WORDS = re.compile(r"%|\bper ?cent|\bpercentage\b|\bpct\b|\bpercent\b")
_UNIT = re.compile(r"\((?:%|per ?cent(?:age)?|fraction|proportion|number|no\.?|n|count|cases)\)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading cell that was understood: its role, its unit and quarter where it says so, its footnote markers.

    ``words`` is the entry of the vocabulary that it is.
    """

    cell: Cell
    role: Role
    words: str
    unit: Unit | None
    quarter: Quarter | None
    markers: tuple[str, ...]


def heading(cell: Cell) -> Heading | None:
    """What ``cell`` means as a heading, or None when it is not one in the vocabulary."""
    if cell.kind is not CellKind.TEXT or len(cell.text) > 80:
        return None
    text, markers = split_markers(cell.text)
    said = mentioned(text)
    if said.complaints or len(said.quarters) > 1:
        return None
    words = said.rest.casefold().replace("_", " ").replace("/", " ")
    entry = next((each for each in _readings(words) if each in _ROLE_OF), None)
    if entry is None:
        return None
    return Heading(cell, _ROLE_OF[entry], entry, _unit(words), said.quarters[0] if said.quarters else None, markers)


def _readings(words: str) -> Iterator[str]:
    """A heading whole, without its unit, and without what it says in brackets unless it stands over figures."""
    yield _bare(words)
    yield _bare(_UNIT.sub(" ", words))
    yield _bare(_BRACKETED_CASES.sub(" ", words))
    without_brackets = _bare(re.sub(r"\([^)]*\)", " ", words))
    if _ROLE_OF.get(without_brackets) in _OF_NAMES:
        yield without_brackets


def _bare(words: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9%]", " ", words).split())


def _unit(words: str) -> Unit | None:
    if _FRACTION_WORDS & set(_bare(words).split()):
        return Unit.FRACTION
    return Unit.PERCENT if _PERCENT_WORDS.search(words) else None
