"""What must hold between providers: one meaning for a spelling, one spelling for an owner, no word for everybody."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from slcheck.catalogue.complaints import Shaped
from slcheck.catalogue.nodes import At, Nodes, Path, complaint_at, folded, texts_under
from slcheck.catalogue.shapes import ProviderFile, ProviderShape
from slcheck.errors import Complaint
from slcheck.model import NATIONAL, TOTALS, WHOLE_COUNTRY, Framework
from slcheck.text import clean, plain_dashes
from slcheck.values import dataclass

_MOST_DIVISIONS = 10

_KINDS_OF_BODY = {"and", "the", "crc", "nps", "division"}
"""Words that reading leaves out of a name, because they only say what kind of body it is."""


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A name or another spelling of ``provider``, where it stands."""

    text: str
    provider: str
    is_name: bool
    place: At


def complaints_of_providers(files: Iterable[Shaped[ProviderFile]]) -> list[Complaint]:
    """Every breach of the rules within and between files of providers."""
    given = list(files)
    divisions = {name for declared in given for name in _divisions(declared.nodes)}
    complaints: list[Complaint] = []
    spellings: dict[tuple[Framework, str], _Spelling] = {}
    owners: dict[str, tuple[str, At]] = {}
    for declared in given:
        for position, provider in zip(declared.positions, declared.content.providers, strict=True):
            at: Path = ("providers", position)
            for spelling in _spellings(declared.nodes, at, provider):
                complaints.extend(_of_spelling(spelling, provider.framework, spellings))
            if provider.owner:
                complaints.extend(_of_owner(provider.owner, declared.nodes[*at, "owner"].place, owners))
            if provider.division and provider.division not in divisions:
                sentence = f"'{provider.division}' is not a declared NPS division; {_instead(divisions)}"
                complaints.append(complaint_at(declared.nodes[*at, "division"].place, sentence))
    return complaints


def _spellings(nodes: Nodes, at: Path, provider: ProviderShape) -> Iterator[_Spelling]:
    yield _Spelling(provider.name, provider.name, is_name=True, place=nodes[*at, "name"].place)
    for number, text in enumerate(provider.spellings):
        yield _Spelling(text, provider.name, is_name=False, place=nodes[*at, "spellings", number].place)


def _of_spelling(
    spelling: _Spelling, framework: Framework, known: dict[tuple[Framework, str], _Spelling]
) -> Iterator[Complaint]:
    text = spelling.text
    if taken := _taken_for(text):
        yield complaint_at(spelling.place, f"'{text}' {taken}; write another name")
    first = known.setdefault((framework, folded(text)), spelling)
    if first is spelling:
        return
    if first.is_name and spelling.is_name:
        yield complaint_at(spelling.place, f"'{text}' is declared twice, first at {first.place}; keep one of them")
    elif first.provider != spelling.provider or spelling.is_name:
        sentence = f"'{text}' already stands for {first.provider} at {first.place}; one spelling has one meaning"
        yield complaint_at(spelling.place, sentence)


def _of_owner(owner: str, place: At, known: dict[str, tuple[str, At]]) -> Iterator[Complaint]:
    if taken := _taken_for(owner):
        yield complaint_at(place, f"'{owner}' {taken}; write the name of the owner")
    first, where = known.setdefault(_look(owner), (owner, place))
    if first != owner:
        yield complaint_at(place, f"'{owner}' is written '{first}' at {where}; write one owner in one way")


def _taken_for(text: str) -> str | None:
    """What reading takes ``text`` for in the place of a provider, if it is for none."""
    if folded(text) == folded(NATIONAL):
        return "is the word for the whole country"
    key = _words(text)
    if key in _SUMMARIES and folded(text) not in _COUNTRY_AS_WRITTEN:
        return "is read as a sum or an average of others"
    return "is read as the whole country" if key in _COUNTRY else None


def _words(text: str) -> tuple[str, ...]:
    """The words of a name as reading compares them: in any order, without case, and what kind of body it is.

    What only looks the same, a full-width letter or a hyphen of another kind, is taken as the same.
    """
    words = re.findall(r"[^\W_]+", _look(plain_dashes(text)).replace("&", " and "))
    return tuple(sorted(word for word in words if word not in _KINDS_OF_BODY) or sorted(words))


def _look(text: str) -> str:
    """What two names have in common that a reader could take for one."""
    return clean(unicodedata.normalize("NFKC", text)).casefold()


_COUNTRY_AS_WRITTEN = {folded(name) for name in WHOLE_COUNTRY}
_COUNTRY = {_words(name) for name in WHOLE_COUNTRY}
_SUMMARIES = {_words(name) for name in TOTALS}


def _divisions(nodes: Nodes) -> list[str]:
    frameworks = texts_under(nodes, "framework")
    return [name for position, name in texts_under(nodes, "name").items() if frameworks.get(position) == Framework.NPS]


def _instead(divisions: set[str]) -> str:
    if not divisions:
        return "declare it as a provider of the NPS"
    rest = len(divisions) - _MOST_DIVISIONS
    more = f" or one of {rest} more" if rest > 0 else ""
    return f"write {', '.join(sorted(divisions)[:_MOST_DIVISIONS])}{more}"
