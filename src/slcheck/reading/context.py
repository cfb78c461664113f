"""What is said around a table of all its rows: their quarter, their framework, their provider."""

import re
from collections.abc import Mapping, Sequence

from slcheck.model import Unit
from slcheck.quarter import Quarter, mentioned
from slcheck.reading.cells import Cell
from slcheck.reading.layouts.table import Table
from slcheck.reading.legends import Meaning, is_legend
from slcheck.reading.names import Claim, Names
from slcheck.reading.periods import Period, Source, period
from slcheck.reading.providers import framework_named
from slcheck.reading.remarks import something_else
from slcheck.text import cut, listed, regex
from slcheck.values import dataclass

_WHOSE = regex(r"(?:provider(?: name)?|crc|area|(?:nps )?division|contract package area|cpa)\s*:\s*", re.IGNORECASE)
_WHOSE_ALONE = regex(r"(?:provider(?: name)?|area|(?:nps )?division|contract package area|cpa)\s*:?", re.IGNORECASE)


_NEUTRAL = regex(
    r"\b(?:service levels?|performance|dashboard|return|report|figures|results|quarterly|data)\b(?! (?:of|for|by)\b)",
    re.IGNORECASE,
)


BY_FILE = "the file's name says"
_SHORT = 2
"""Words of a title that may be a name and nothing else."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of a sheet besides its tables; ``quarter`` and ``unit`` are what the command line says.

    ``sheets_are_providers``: other sheets of the file are named after providers.
    """

    sheet: str | None
    file_stem: str
    legend: Mapping[str, tuple[Meaning, ...]]
    quarter: Quarter | None
    unit: Unit | None
    sheets_are_providers: bool = False


@dataclass(frozen=True, slots=True)
class Whose:
    """The provider that a table belongs to: named, or none because it covers the country, or not to be told."""

    name: str | None
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What is said around a table: its quarter, whose it is, and the frameworks that something claims for it.

    ``year`` is the one financial year that is named there, for rows and headings that name a quarter without one.
    ``doubt`` is the sentence for a table whose surroundings say that it holds something else than performance.
    A ``weak_claim`` (a title, the file's name) settles a code that could be either, and no more.
    """

    period: Period
    year: str | None
    whose: Whose
    claims: tuple[Claim, ...]
    weak_claim: Claim | None
    doubt: str | None = None


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
        doubt=_doubt(titles, around, names),
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


def _doubt(titles: Sequence[Cell], around: Surroundings, names: Names) -> str | None:
    """What the sheet's name or a title says that no figures of performance have; a measure's own description aside."""
    for text, where in [(around.sheet or "", "the sheet's name"), *((cell.text, cell.address) for cell in titles)]:
        label = names.label(text)
        said = something_else("" if label and not label.doubt else text)
        if said:
            return f"'{said}' ({where}) says that they are no figures of performance; rename it if they are"
    return None


def _whose(titles: Sequence[Cell], around: Surroundings, names: Names, inherited: Whose | None) -> Whose:
    """The provider, or the country, whose name is all that the sheet's name or a title says beside a period.

    A provider named among other words may be the subject or a remark, so then nobody can tell whose figures they are.
    """
    texts = [_subject(text) for text in (around.sheet or "", *(cell.text for cell in titles))]
    alone = list(dict.fromkeys(text for text in texts if names.is_provider(text) or names.is_national(text)))
    among = [text for text in (*texts, around.file_stem) if text not in alone and names.providers_within(text)]
    if len({names.whose(text) for text in alone}) > 1:
        return Whose(None, f"{listed(alone)} are both named; let the sheet name one, or give each row its provider")
    if alone:
        return Whose(next((text for text in alone if framework_named(text)), alone[0]))
    labelled = [cell for cell in titles if _WHOSE.match(cell.text) or _WHOSE_ALONE.fullmatch(cell.text)]
    strange = [text for text in texts if text not in among and names.may_be_provider(text)]
    if strange:
        return Whose(None, f"'{cut(strange[0], 60)}' may name a provider, and is none that is declared; correct it")
    unread = [text for text in texts[1:] if 0 < len(text.split()) <= _SHORT and not _is_plain(text, names)]
    if inherited and inherited.name and unread:
        said = f"'{cut(unread[0], 40)}' may say whose figures these are, as '{inherited.name}' did above"
        return Whose(None, f"{said}; write a declared provider, or National")
    if inherited and not among:
        return inherited
    if among:
        said = f"'{cut(among[0], 60)}' names a provider among other words"
        return Whose(None, f"{said}; name it alone in a title row, or in a column headed Provider")
    if labelled:
        return Whose(None, f"'{labelled[0].text}' is not followed by a declared provider; name one")
    if around.sheets_are_providers and around.sheet and framework_named(around.sheet) is None:
        said = f"the sheet's name '{cut(around.sheet, 40)}' is no declared provider, as those of other sheets are"
        return Whose(None, f"{said}; correct it, or call it National")
    return Whose(None)


def _is_plain(text: str, names: Names) -> bool:
    """Whether a short title is a code, a framework, or no words at all."""
    return names.label(text) is not None or framework_named(text) is not None or not re.search(r"[A-Za-z]{3}", text)


def _subject(text: str) -> str:
    """A title without its period, its lead and words that every title has: ``London CRC - performance, Q1 2017-18``."""
    rest = _WHOSE.sub("", mentioned(text).rest, count=1)
    return re.sub(r"\s+", " ", _NEUTRAL.sub(" ", rest)).strip(" -:,;.()|") or rest


def _weak_claim(titles: Sequence[Cell], around: Surroundings, before: Context | None) -> Claim | None:
    titled = list(dict.fromkeys(named for cell in titles if (named := framework_named(cell.text))))
    if titled:
        return Claim(titled[0], "a title says") if len(titled) == 1 else None
    if before:
        return before.weak_claim
    stem = framework_named(around.file_stem)
    return Claim(stem, BY_FILE) if stem else None
