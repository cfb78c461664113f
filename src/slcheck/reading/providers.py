"""Providers by the names that spreadsheets use for them. A name is matched whole or not at all."""

import difflib
import re
from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache

from slcheck.model import SUMS, TOTALS, WHOLE_COUNTRY, Catalogue, Framework, Provider
from slcheck.reading.markers import split_markers
from slcheck.text import clean, cut, listed, plain_dashes, regex


class UnknownName(ValueError):
    """A name that stands for nothing declared, or for more than one thing. The message is a sentence."""


_FRAMEWORK_WORDS = {
    Framework.CRC: regex(r"\bcrcs?\b|\bcommunity rehabilitation compan|\bsch(?:edule)? ?9\b", re.IGNORECASE),
    Framework.NPS: regex(r"\bnps\b|\bnational probation service\b", re.IGNORECASE),
}
_NOT_ABOUT = regex(r"\b(?:excl\w*|except\w*|without|not|non|no|prepared|by the|for the|versus|vs)\b", re.IGNORECASE)
_LONGEST_NAME = 300
_MOST_SUGGESTIONS = 500
_MOST_NAMING = 8
_ABBREVIATION = 5
_NAMING = regex(r"\bcrcs?\b|\bhmp\b|\boffice\b|\b[lp]du\b|\bonly\b", re.IGNORECASE)
"""Words that stand beside the name of somebody, or of a part of somebody."""

_ALL_OF_THEM = {"all nps"}
"""Names of a whole framework of which nothing is left once the word for it is taken off."""

_NAMES_NOBODY = {
    "crc", "crcs", "nps", "community", "rehabilitation", "company", "companies", "national", "probation", "service",
    "services", "level", "levels", "measure", "measures", "performance", "table", "tables", "figure", "figures", "by",
    "all", "per", "each", "the", "of", "for", "and", "in", "a", "against", "target", "targets", "division", "divisions",
    "provider", "providers", "quarter", "quarters", "quarterly", "percentage", "percentages", "cases", "rating",
    "ratings", "england", "wales", "metrics", "assurance", "metric", "standards", "contract", "annex", "data", "only",
    "results", "summary", "report", "first", "second", "third", "fourth", "sch", "schedule", "sl", "sheet", "name",
    "official", "statistics", "official-sensitive", "sensitive", "management", "information", "published", "in-year",
}  # fmt: skip
"""Words of a title that name no provider."""

_OWNERS_SAY = {"justice", "services", "change", "community", "communities", "reducing", "reoffending", "partnership",
               "achieving", "working", "works", "links", "futures"}  # fmt: skip


class ProviderNames:
    """The providers of a catalogue, prepared for look-up."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._providers: defaultdict[tuple[str, ...], list[Provider]] = defaultdict(list)
        for provider in catalogue.providers:
            for spelling in (provider.name, *provider.spellings):
                held = self._providers[_words(spelling)]
                if provider not in held:
                    held.append(provider)
        self._spellings = {
            _spaced(spelling): each.name
            for each in catalogue.providers
            for spelling in (each.name, *each.spellings)
            if len(spelling) > 3
        }
        self._abbreviations = {
            spelling: each.name
            for each in catalogue.providers
            for spelling in each.spellings
            if len(spelling) <= _ABBREVIATION and spelling.isupper()
        }
        self._owner_words = {
            word.casefold()
            for each in catalogue.providers
            for word in re.findall(r"[A-Za-z]{5,}", each.owner or "")
            if word.casefold() not in _OWNERS_SAY
        }
        self._national = {_words(spelling) for spelling in WHOLE_COUNTRY} - {("all",)}
        self._suggestions = _MOST_SUGGESTIONS
        self._found_providers: dict[str, tuple[Provider, ...] | None] = {}

    def provider(self, text: str) -> tuple[Provider, ...] | None:
        """The providers that ``text`` can mean (one in each framework at the most); None for the whole country.

        Raises UnknownName for any other text.
        """
        if text not in self._found_providers:
            self._found_providers[text] = self._find_provider(text)
        return self._found_providers[text]

    def _find_provider(self, text: str) -> tuple[Provider, ...] | None:
        name, _ = split_markers(text)
        words = _words(name)
        if self.is_national(name):
            return None
        named = framework_named(name)
        found = [each for each in self._providers.get(words, ()) if named in (None, each.framework)]
        if not found:
            raise UnknownName(self.unknown_provider(name))
        if len({each.framework for each in found}) < len(found):
            raise UnknownName(f"'{cut(name, 60)}' can mean {listed([each.name for each in found])}; write one of them")
        return tuple(found)

    def is_national(self, text: str) -> bool:
        """Whether ``text`` stands for the whole country."""
        if len(text) > _LONGEST_NAME:
            return False
        name = split_markers(text)[0]
        return _words(name) in self._national or name.casefold() in _ALL_OF_THEM

    def is_provider(self, text: str) -> bool:
        """Whether ``text`` is a declared provider, and not the whole country."""
        if len(text) > _LONGEST_NAME:
            return False
        return _words(split_markers(text)[0]) in self._providers

    def whose(self, text: str) -> tuple[str, ...]:
        """Something equal for two names of one provider, or of the whole country."""
        words = _words(split_markers(text)[0])
        return () if words in self._national else tuple(each.name for each in self._providers.get(words, ()))

    def may_be_provider(self, text: str) -> bool:
        """Whether a title that names no declared provider still speaks like one that does: ``SWM CRC``, ``Esex``."""
        words = re.findall(r"[A-Za-z&]+", text)
        if not words or len(words) > _MOST_NAMING:
            return False
        others = [word for word in words if word.casefold() not in _NAMES_NOBODY]
        if (_NAMING.search(text) and others) or re.search(r"\bonly\b", text, re.IGNORECASE):
            return True
        if {word.casefold() for word in others} & self._owner_words:
            return True
        close = difflib.get_close_matches(" ".join(others).casefold(), self._spellings, n=1, cutoff=0.88)
        return bool(others and close)

    def providers_within(self, text: str) -> tuple[str, ...]:
        """The names of providers that ``text`` has among other words; England and Wales is no such name."""
        short = [name for word, name in self._abbreviations.items() if re.search(rf"\b{word}\b", text)]
        words = f" {_spaced(text)} "
        for country in WHOLE_COUNTRY:
            words = words.replace(f" {_spaced(country)} ", " ")
        long = [name for spelling, name in self._spellings.items() if f" {spelling} " in words]
        return tuple(dict.fromkeys([*long, *short]))

    def has_division(self, provider: str, division: str) -> bool:
        """Whether the provider that one text names works in the NPS division that another names."""
        areas = {each.name for each in self._providers.get(_words(split_markers(division)[0]), ())}
        return any(each.division in areas for each in self._providers.get(_words(split_markers(provider)[0]), ()))

    def is_total(self, text: str) -> bool:
        """Whether ``text`` heads a sum or an average rather than somebody's figures."""
        return split_markers(text)[0].casefold() in TOTALS

    def is_sum(self, text: str) -> bool:
        """Whether ``text`` heads a sum over all providers, or over all of one framework."""
        return split_markers(text)[0].casefold() in SUMS

    def frameworks_of(self, text: str) -> set[Framework]:
        """The frameworks that have a provider which ``text`` names."""
        return {provider.framework for provider in self._providers.get(_words(split_markers(text)[0]), ())}

    def unknown_provider(self, text: str) -> str:
        """The sentence for a name that is no provider's."""
        if text.casefold() in TOTALS:
            return f"'{text}' is no provider; write National if the figure covers the whole country"
        known = {spelling.casefold(): each.name for each in self._catalogue.providers
                 for spelling in (each.name, *each.spellings)}  # fmt: skip
        close = list(dict.fromkeys(known[each] for each in self._close(text.casefold()[:100], known, most=3)))
        hint = (
            f"did you mean {listed(close[:2])}?"
            if close
            else "correct it, or add the spelling to a providers file of your own"
        )
        return f"'{cut(text, 60)}' is no declared provider; {hint}"

    def _close(self, text: str, known: Collection[str], most: int, cutoff: float = 0.6) -> list[str]:
        """What ``text`` may be meant to be; after many suggestions no more are worth their time."""
        self._suggestions -= 1
        return difflib.get_close_matches(text, known, n=most, cutoff=cutoff) if self._suggestions >= 0 else []


@lru_cache(maxsize=4096)
def framework_named(text: str) -> Framework | None:
    """The framework that a sheet name, a title or a cell is about; None for neither, both, or one ruled out."""
    said = text.replace("_", " ")
    named = [framework for framework, words in _FRAMEWORK_WORDS.items() if words.search(said)]
    return named[0] if len(named) == 1 and not _NOT_ABOUT.search(said) else None


def _spaced(text: str) -> str:
    """The words of ``text``, for finding some of them among others."""
    return " ".join(re.findall(r"[a-z0-9]+", clean(text).casefold().replace("&", " and ")))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """The words of a provider's name, in any order, without those that only say what kind of body it is."""
    words = clean(plain_dashes(text)).casefold().replace("&", " and ")
    words = re.sub(r"\bcommunity rehabilitation company\b|\bnational probation service\b", " ", words)
    kept = sorted(
        word for word in re.findall(r"[^\W_]+", words) if word not in {"and", "the", "crc", "nps", "division"}
    )
    return tuple(kept) or (words.strip(),)
