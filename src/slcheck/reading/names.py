"""Measures by the codes that spreadsheets use for them, with what is said behind a code; and providers."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from itertools import chain

from slcheck.model import Catalogue, Framework, Measure
from slcheck.quarter import mentioned
from slcheck.reading.codes import ALL_BUT, CODE_WITHIN, MORE_CODES, PREFIX, loose_key, pattern, spelt
from slcheck.reading.markers import markers_in
from slcheck.reading.providers import ProviderNames, UnknownName
from slcheck.reading.remarks import CASES, PASSED_OVER, something_else
from slcheck.text import code_key, cut, plain_dashes, regex
from slcheck.values import dataclass


class Beyond(StrEnum):
    """What a label says behind its code that its code does not cover."""

    CODE = "another code"
    PERIOD = "a period"
    PROVIDER = "a provider"
    SOMETHING_ELSE = "something else than performance"


@dataclass(frozen=True, slots=True)
class Label:
    """A label cell that starts with a code: the measures it can mean, whether it says its framework, its markers.

    ``doubt`` is the sentence for a label that goes on to say something which its code does not cover, and ``beyond``
    says what that is.
    """

    text: str
    whole: str
    measures: tuple[Measure, ...]
    explicit: bool
    markers: tuple[str, ...]
    beyond: Beyond | None = None

    @property
    def doubt(self) -> str | None:
        if self.beyond is None:
            return None
        return f"'{cut(self.whole, 60)}' names {self.beyond} behind its code; give that a column or a row of its own"


@dataclass(frozen=True, slots=True)
class Claim:
    """The framework that something near a label names, and how to say what that was."""

    framework: Framework
    said_by: str


_SAME_CODE_GOES_ON = regex(
    r"(?!\.(?:\s|$))[^\s:;([*†‡§^#¹²³⁰⁴-⁹-]"  # another character of the code itself
    r"|-[A-Za-z0-9]"  # SL001-R, SL001-SL005
    r"|\s*\(?[0-9](?![A-Za-z0-9])"  # SL001 2, SL001(2)
    r"|\s*[-:;(]*\s*(?![Aa] [a-z])[A-Za-z](?![A-Za-z0-9])"  # SL001 R, SL001 - R, SL001 (R); but not the article A
)
_LETTERS_END = regex(r"\s*(?:$|[-:([*†‡§])")  # AD and AD - Quality; but not Ad hoc
_REVISED = regex(r"\s*[-:(]*\s*rev(?:ised|\b)", re.IGNORECASE)
_OTHER_SCOPE = regex(
    r"\b(?:year to date|ytd|cumulative|(?:previous|last|prior) (?:quarter|period|year))\b"
    r"|^\W*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s-]+(?:20)?\d\d\W*$",
    re.IGNORECASE,
)
_FEW = 4
"""Words behind a code that are no description yet, and may say what kind of figure it is."""

_OF_ANOTHER = regex(
    r"\b(?:targets?|expectations?|upper|lower|ci|numerators?|denominators?|numbers?|totals?|averages?|weights?|weighting)\b",
    re.IGNORECASE,
)
_AND_OTHERS = regex(r"\s*(?:and|&|,|\+|/)\s*(?:others?|[0-9]{1,2}\b|more)", re.IGNORECASE)
_REVERSED = regex(
    r"\b(?:mean|average|median)\b|\bNOT\b|\bnot (?:seen|met|completed|arranged|in time)\b|% not\b|\bmissed\b"
)
"""Words that turn a measure into its opposite."""

_LONGEST_LABEL = 1000
"""Characters of a label that are looked at: the longest description that was published has 250."""

_REMEMBERED = 20_000
_MAY_BE_CODE = regex(rf"{CODE_WITHIN.pattern}|service level", re.IGNORECASE)
"""What may be a code, declared or not."""


class Names(ProviderNames):
    """All names of a catalogue, codes and providers, prepared for look-up."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self._by_code: defaultdict[str, dict[str, tuple[Measure, bool]]] = defaultdict(dict)
        for measure in catalogue.measures:
            stem = PREFIX.sub("", measure.code)
            bare = stem != measure.code
            self._by_code[code_key(stem)][measure.framework] = (measure, not bare)
            for code in (measure.code, f"{measure.framework} {stem}", f"{measure.framework} {measure.code}"):
                self._by_code[code_key(code)][measure.framework] = (measure, True)
        self._by_loose_code = self._without_zeros()
        spellings = sorted({pattern(measure.code) for measure in catalogue.measures}, key=len, reverse=True)
        code = rf"(?:(?:CRC|NPS)[\s_-]+)?(?:{'|'.join(spellings)})(?![A-Za-z0-9])"
        self._code = re.compile(rf"(?<![A-Za-z0-9]){code}", re.IGNORECASE)
        self._labels: dict[str, Label | None] = {}

    def _without_zeros(self) -> dict[str, dict[str, tuple[Measure, bool]]]:
        """The codes without the zeros that people leave out (SL1 for SL001), where that leaves only one reading."""
        readings: defaultdict[str, list[dict[str, tuple[Measure, bool]]]] = defaultdict(list)
        for key, found in self._by_code.items():
            readings[loose_key(key)].append(found)
        return {key: found[0] for key, found in readings.items() if len(found) == 1}

    def _coded(self, code: str) -> Collection[tuple[Measure, bool]]:
        """The measures that a written code can mean, each with whether the code says its framework."""
        key = code_key(code)
        return (self._by_code.get(key) or self._by_loose_code.get(loose_key(key), {})).values()

    def has_codes(self, name: str | None, texts: Iterable[str]) -> bool:
        """Whether anything that may be a code stands in the name of a sheet or in its ``texts``."""
        before = ""
        for text in chain([name or ""], texts):
            if text is not before and any(code.search(text, 0, _LONGEST_LABEL) for code in (_MAY_BE_CODE, self._code)):
                return True
            before = text
        return False

    def labels_within(self, text: str) -> tuple[Label, ...]:
        """A label for every different declared code that stands somewhere in a running text, such as a title.

        Raises UnknownName where the text goes on to speak of other codes: a range, a list, or all but one.
        """
        said = spelt(plain_dashes(text))
        found: dict[tuple[Measure, ...], Label] = {}
        for match in self._code.finditer(said):
            if match.group().isalpha():
                continue
            rest = said[match.end() :]
            label = self.label(match.group() + (" " if rest[:1] in (")", "]", ",", ".") else "") + rest.lstrip(")],."))
            if label is None or MORE_CODES.match(rest):
                raise UnknownName(f"'{cut(text, 60)}' speaks of more codes than one; name one")
            found.setdefault(label.measures, label)
        if found and (ALL_BUT.search(said) or len(CODE_WITHIN.findall(said)) > len(list(self._code.finditer(said)))):
            raise UnknownName(f"'{cut(text, 60)}' may speak of another measure than the one it names; name one")
        return tuple(found.values())

    def label(self, text: str) -> Label | None:
        """``text`` as a label that starts with a declared code, or None."""
        try:
            return self._labels[text]
        except KeyError:
            if len(self._labels) > _REMEMBERED:
                self._labels.clear()
            self._labels[text] = label = self._read_label(text[:_LONGEST_LABEL])
            return label

    def _read_label(self, text: str) -> Label | None:
        said = spelt(plain_dashes(text))
        match = self._code.match(said)
        if match is None:
            return None
        code, rest = match.group(), said[match.end() :]
        found = self._coded(code)
        if not found or _SAME_CODE_GOES_ON.match(rest) or (_REVISED.match(rest) and code[-1] not in "Rr"):
            return None
        if code.isalpha() and not (code.isupper() and _LETTERS_END.match(rest)):
            return None
        explicit = any(explicit for _, explicit in found)
        words = rest.lstrip(" -:;.")
        return Label(
            text=match.group(),
            whole=text,
            measures=tuple(measure for measure, says_framework in found if says_framework == explicit),
            explicit=explicit,
            markers=markers_in(f"x{rest}"),
            beyond=Beyond.CODE if MORE_CODES.match(rest) or _AND_OTHERS.match(rest) else self._beyond(words),
        )

    def _beyond(self, words: str) -> Beyond | None:
        """What the words behind a code say that a measure's description does not."""
        words = re.sub(r"\[[^\]]*\]", " ", words).strip()
        said = mentioned(words)
        if CODE_WITHIN.search(spelt(words)):
            return Beyond.CODE
        if said.quarters or said.complaints or said.years or said.numbers or _OTHER_SCOPE.search(words):
            return Beyond.PERIOD
        if words and (self.is_provider(words) or self.is_national(words)):
            return Beyond.PROVIDER
        few = len(words.split()) <= _FEW
        if few and (something_else(words) or any(kind.search(words) for kind in (PASSED_OVER, CASES, _OF_ANOTHER))):
            return Beyond.SOMETHING_ELSE
        return Beyond.SOMETHING_ELSE if _REVERSED.search(words) else None

    def may_be_provider(self, text: str) -> bool:
        """Whether a title without a code, that names no declared provider, still speaks like one that does."""
        return self.label(text) is None and super().may_be_provider(text)

    def measure(self, label: Label, claims: Sequence[Claim], weak: Claim | None) -> Measure:
        """The one measure that ``label`` means, given the frameworks that its surroundings name.

        A ``weak`` claim settles a code that could be either, but does not contradict one that is explicit.
        Raises UnknownName when claims contradict each other or the code, or when nothing says which framework it is.
        """
        named = {claim.framework: claim for claim in reversed(claims)}
        if len(named) > 1:
            both = " but ".join(f"{claim.said_by} {claim.framework}" for claim in named.values())
            raise UnknownName(f"'{label.text}': {both}; correct one of them")
        claim = next(iter(named.values()), None) or (None if label.explicit else weak)
        fitting = [measure for measure in label.measures if claim is None or measure.framework is claim.framework]
        if claim and not fitting:
            other = label.measures[0].framework
            said = f"is a code of the {other}" if label.explicit else f"is not declared for the {claim.framework}"
            raise UnknownName(f"'{label.text}' {said}, but {claim.said_by} {claim.framework}")
        if len(fitting) > 1 or (claim is None and not label.explicit and self._frameworks > 1):
            choices = " or ".join(measure.code for measure in label.measures)
            raise UnknownName(f"'{label.text}' does not say whether it is CRC or NPS; write {choices}")
        return fitting[0]

    @property
    def _frameworks(self) -> int:
        return len({measure.framework for measure in self._catalogue.measures})

    def unknown_measure(self, text: str) -> str:
        """The sentence for a label that starts with no declared code."""
        start = plain_dashes(text).split(" - ")[0][:20]
        codes = [measure.code for measure in self._catalogue.measures]
        close = self._close(start.upper(), codes, most=1, cutoff=0.75)
        hint = f"did you mean {close[0]}?" if close else "declare it, or correct the code"
        return f"'{cut(text, 60)}' starts with no declared code; {hint}"
