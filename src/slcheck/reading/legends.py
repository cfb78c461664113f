"""What the notes of a sheet say of the symbols beside its figures."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from slcheck.model import Flag
from slcheck.quarter import Quarter, mentioned
from slcheck.reading.cells import Cell, CellKind, Row
from slcheck.text import regex
from slcheck.values import dataclass

_ENTRY = regex(
    r"(?:^|(?<=[\s;.(:]))(\*+|[†‡§^#]+|[¹²³⁰⁴-⁹]+|\[note ?[0-9]+\]|note [0-9]+(?=[:.]))\s*(?:=|:|-|–|—|\.)?\s*"
    r"(?=[^\s*])([^*†‡§]*[^*†‡§\s])",
    re.IGNORECASE,
)
_SYMBOL = regex(r"\*+|[†‡§^#]+|[¹²³⁰⁴-⁹]+|\[note ?[0-9]+\]", re.IGNORECASE)

MEANINGS: dict[Flag, tuple[str, ...]] = {
    Flag.PROVISIONAL: ("provisional",),
    Flag.REVISED: ("revised",),
    Flag.ESTIMATED: ("estimated", "estimate"),
}
"""Words that, alone with neutral ones, say what a symbol means."""

_NEUTRAL = {
    "a", "are", "as", "available", "covering", "covers", "data", "figure", "figures", "for", "from", "in", "is",
    "latest", "most", "of", "period", "quarter", "recent", "relate", "relates", "reported", "the", "these", "this",
    "to",
}  # fmt: skip


_TIME = regex(
    r"\b(?:20\d\d|quarters?|months?|years?|period|previous|earlier|carried|q[1-4]"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a symbol means: another quarter, or a flag, or neither when its legend was not understood."""

    text: str
    quarter: Quarter | None = None
    flag: Flag | None = None

    @property
    def may_name_period(self) -> bool:
        """Whether words about time stand in it, so that not understanding it may mean the wrong quarter."""
        return _TIME.search(self.text) is not None


def find(rows: Iterable[Row]) -> dict[str, tuple[Meaning, ...]]:
    """Every different meaning that the text in ``rows`` gives to each symbol; more than one is a contradiction."""
    meanings: dict[str, dict[object, Meaning]] = {}
    for row in rows:
        for text in _texts(row):
            for symbol, words, meaning in _entries(text):
                known = meanings.setdefault(symbol, {})
                known.setdefault(meaning.quarter or meaning.flag or words, meaning)
    return {symbol: tuple(each.values()) for symbol, each in meanings.items()}


@lru_cache(maxsize=4096)
def _entries(text: str) -> tuple[tuple[str, str, Meaning], ...]:
    """Each symbol that ``text`` explains, the words for it, and what they mean."""
    return tuple(
        (_key(symbol), words, _meaning(words.strip(" ;,")) if _introduces(text) else Meaning(text))
        for symbol, words in _ENTRY.findall(text)
    )


def _key(symbol: str) -> str:
    """A symbol as a marker is looked up: ``Note 1`` and ``[note1]`` are ``[note 1]``."""
    number = re.fullmatch(r"\[?note ?([0-9]+)\]?", symbol.lower())
    return f"[note {number[1]}]" if number else symbol.lower()


def _introduces(text: str) -> bool:
    """Whether at most a word like Notes stands before the first symbol: 'except those marked *' says the reverse."""
    before = text[: next(iter(_ENTRY.finditer(text))).start()]
    return set(re.findall(r"[a-z]+", before.casefold())) <= {"note", "notes", "key", "legend", "symbols", "footnotes"}


def is_legend(text: str) -> bool:
    """Whether ``text`` explains a symbol rather than naming something."""
    return _ENTRY.search(text) is not None and _introduces(text)


def _texts(row: Row) -> list[str]:
    """The texts of a row; a symbol alone in its cell belongs to the text in the next one."""
    cells: list[Cell] = [row[column] for column in sorted(row) if row[column].kind is CellKind.TEXT]
    texts = [cell.text for cell in cells]
    joined = [
        f"{symbol} {words}"
        for symbol, words in pairwise(texts)
        if _SYMBOL.fullmatch(symbol) and not _SYMBOL.fullmatch(words)
    ]
    return [*(text for text in texts if not _SYMBOL.fullmatch(text)), *joined]


def _meaning(words: str) -> Meaning:
    said = mentioned(words)
    rest = set(re.findall(r"[a-z]+", said.rest.casefold())) - _NEUTRAL
    if said.complaints or len(said.quarters) > 1:
        return Meaning(words)
    if said.quarters:
        return Meaning(words, quarter=said.quarters[0]) if not rest else Meaning(words)
    flags = [flag for flag, names in MEANINGS.items() if rest and rest <= set(names)]
    return Meaning(words, flag=flags[0]) if flags else Meaning(words)
