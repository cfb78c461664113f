"""What a heading means, by the vocabulary of headings that is declared in ``targets/words.yaml`` and beside it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from slcheck.model import HeadingWords, Role, Unit
from slcheck.quarter import Quarter, mentioned
from slcheck.reading.cells import Cell, CellKind
from slcheck.reading.markers import split_markers
from slcheck.text import heading_key, regex
from slcheck.values import dataclass

_REMEMBERED = 20_000
_LONGEST = 80
"""Characters beyond which a text is no heading."""

_OF_NAMES = {Role.MEASURE, Role.TITLE, Role.FRAMEWORK, Role.PROVIDER, Role.QUARTER}
_BRACKETED_CASES = regex(r"\((?:cases|number|count|met|in time|on time|all|total|cases met|all cases|eligible)\)")
_FRACTION_WORDS = {"proportion", "fraction", "share"}
_PERCENT_WORDS = regex(r"%|\bper ?cent|\bpercentage\b|\bpct\b|\bpercent\b")
_CAMEL = regex(r"(?<=[a-z])(?=[A-Z][a-z])")
_UNIT = regex(r"\((?:%|per ?cent(?:age)?|fraction|proportion|number|no\.?|n|count|cases)\)")


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


class Vocabulary:
    """The headings that are known, each with its role."""

    def __init__(self, headings: Iterable[HeadingWords]) -> None:
        self.words = {each.role: tuple(heading_key(words) for words in each.words) for each in headings}
        self._role_of = {words: role for role, headings in self.words.items() for words in headings}
        self._known: dict[str, Heading | None] = {}

    def heading(self, cell: Cell) -> Heading | None:
        """What ``cell`` means as a heading, or None when it is not one in the vocabulary."""
        if cell.kind is not CellKind.TEXT or len(text := cell.text) > _LONGEST:
            return None
        if text not in self._known:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            self._known[text] = self._read(cell, text)
        known = self._known[text]
        return known if known is None or known.cell is cell else replace(known, cell=cell)

    def plainness(self, heading: Heading) -> int:
        """How far down the list of its role a heading stands: the plainest word for it is 0."""
        return self.words[heading.role].index(heading.words)

    def _read(self, cell: Cell, text: str) -> Heading | None:
        shown, markers = split_markers(text)
        said = mentioned(shown)
        if said.complaints or len(said.quarters) > 1:
            return None
        words = _CAMEL.sub(" ", said.rest).casefold().replace("_", " ").replace("/", " ").removeprefix("sum of ")
        entry = next((each for each in self._readings(words) if each in self._role_of), None)
        if entry is None:
            return None
        quarter = said.quarters[0] if said.quarters else None
        return Heading(cell, self._role_of[entry], entry, _unit(words), quarter, markers)

    def _readings(self, words: str) -> Iterator[str]:
        """A heading whole, without its unit, and without what it says in brackets unless it stands over figures."""
        yield heading_key(words)
        yield heading_key(_UNIT.sub(" ", words))
        yield heading_key(_BRACKETED_CASES.sub(" ", words))
        without_brackets = heading_key(re.sub(r"\([^)]*\)", " ", words))
        if self._role_of.get(without_brackets) in _OF_NAMES:
            yield without_brackets


def _unit(words: str) -> Unit | None:
    if _FRACTION_WORDS & set(heading_key(words).split()):
        return Unit.FRACTION
    return Unit.PERCENT if _PERCENT_WORDS.search(words) else None
