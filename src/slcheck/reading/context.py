"""What is said around a table of all its rows: their quarter, their framework, their provider."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slcheck.model import Unit
from slcheck.quarter import Quarter, mentioned
from slcheck.reading.cells import Cell
from slcheck.reading.layouts.table import Table
from slcheck.reading.legends import Meaning, is_legend
from slcheck.reading.names import Claim, Names, framework_named
from slcheck.reading.periods import Period, Source, period
from slcheck.text import cut, listed

_WHOSE = re.compile(
    r"(?:provider(?: name)?|crc|area|(?:nps )?division|contract package area|cpa)\s*:\s*", re.IGNORECASE
)
_WHOSE_ALONE = re.compile(
    r"(?:provider(?: name)?|area|(?:nps )?division|contract package area|cpa)\s*:?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of a sheet besides its tables; ``quarter`` and ``unit`` are what the command line says."""

    sheet: str | None
    file_stem: str
    legend: Mapping[str, tuple[Meaning, ...]]
    quarter: Quarter | None
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class Whose:
    """The provider that a table belongs to: named, or none because it covers the country, or not to be told."""

    name: str | None
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What is said around a table: its quarter, whose it is, and the frameworks that something claims for it.

    ``year`` is the one financial year that is named there, for rows and headings that name a quarter without one.
    A ``weak_claim`` (a title, the file's name) settles a code that could be either, and no more.
    """

    period: Period
    year: str | None
    whose: Whose
    claims: tuple[Claim, ...]
    weak_claim: Claim | None


def context_of(table: Table, around: Surroundings, names: Names, before: Context | None) -> Context:
    """The context of a table; what its own surroundings do not say, that of the table ``before`` it does."""
    titles = [cell for cell in table.titles if not is_legend(cell.text)]
    sheet = framework_named(around.sheet or "")
    return Context(
        period=_period(table, titles, around, before.period if before else None),
        year=_year(titles, around) or (before.year if before else None),
        whose=_whose(titles, around, names, before.whose if before else None),
        claims=(Claim(sheet, "the sheet's name says"),) if sheet else (),
        weak_claim=_weak_claim(titles, around, before),
    )


def _period(table: Table, titles: Sequence[Cell], around: Surroundings, inherited: Period | None) -> Period:
    sources = [Source("heading", "", quarter) for quarter in table.quarters]
    if around.sheet:
        sources.append(Source("sheet name", around.sheet))
    sources += [Source(f"title in {cell.address}", cell.text) for cell in titles]
    sources.append(Source("file name", around.file_stem, loose=True))
    found = period(sources, inherited, around.quarter)
    odd = [quarter for quarter in table.target_quarters if quarter != found.quarter]
    if odd:
        return Period(None, "", f"the targets are headed {odd[0]}, and the figures {found.quarter or 'no quarter'}")
    return found


def _year(titles: Sequence[Cell], around: Surroundings) -> str | None:
    """The financial year that titles name, else the sheet's name, else the file's; None when it is more than one."""
    for texts in ([cell.text for cell in titles], [around.sheet or ""], [around.file_stem]):
        years = {year for text in texts for year in mentioned(text).years}
        if years:
            return years.pop() if len(years) == 1 else None
    return None


def _whose(titles: Sequence[Cell], around: Surroundings, names: Names, inherited: Whose | None) -> Whose:
    """The provider whose name is all that the sheet's name or a title says.

    A provider named among other words may be the subject or a remark, so then nobody can tell whose figures they are.
    """
    texts = [around.sheet or "", *(_WHOSE.sub("", cell.text, count=1) for cell in titles)]
    alone = list(dict.fromkeys(text for text in texts if names.is_provider(text)))
    among = [text for text in (*texts, around.file_stem) if text not in alone and names.providers_within(text)]
    if len(alone) > 1:
        return Whose(None, f"{listed(alone)} are both named; let the sheet name one, or give each row its provider")
    if alone:
        return Whose(alone[0])
    if inherited and not among:
        return inherited
    if among:
        said = f"'{cut(among[0], 60)}' names a provider among other words"
        return Whose(None, f"{said}; name it alone in a title row, or in a column headed Provider")
    labelled = [cell for cell in titles if _WHOSE.match(cell.text) or _WHOSE_ALONE.fullmatch(cell.text)]
    if labelled:
        return Whose(None, f"'{labelled[0].text}' is not followed by a declared provider; name one")
    return Whose(None)


def _weak_claim(titles: Sequence[Cell], around: Surroundings, before: Context | None) -> Claim | None:
    titled = list(dict.fromkeys(named for cell in titles if (named := framework_named(cell.text))))
    if titled:
        return Claim(titled[0], "a title says") if len(titled) == 1 else None
    if before:
        return before.weak_claim
    stem = framework_named(around.file_stem)
    return Claim(stem, "the file's name says") if stem else None
