"""What must hold between words files, and what they say together: no word with two meanings, none given twice."""

from collections.abc import Iterable, Iterator, Sequence

from slcheck.catalogue.nodes import At, Mapping, Nodes, Scalar, complaint_at
from slcheck.catalogue.word_shapes import MEANINGS, Meaning, WordsFile, symbol_key
from slcheck.errors import Complaint
from slcheck.model import Flag, HeadingWords, Reason, Role, Symbol
from slcheck.text import heading_key
from slcheck.values import dataclass

FIXED: dict[str, Meaning] = {
    "[c]": Reason.CONFIDENTIAL,
    "[x]": Reason.NOT_AVAILABLE,
    "[z]": Reason.NOT_APPLICABLE,
    "[low]": Reason.LOW,
    "[r]": Flag.REVISED,
    "[p]": Flag.PROVISIONAL,
    "[e]": Flag.ESTIMATED,
    "[f]": Flag.FORECAST,
    "[b]": Flag.BREAK_IN_SERIES,
    "[u]": Flag.UNRELIABLE,
}
"""The symbols whose meaning the Government Analysis Function fixes for all official statistics."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A heading or symbol as it stands in a file; words with the same ``key`` are the same word."""

    key: str
    text: str
    means: str
    place: At


def complaints_of_words(files: Sequence[Nodes]) -> list[Complaint]:
    """Every breach of the rules within and between words files, each given by its nodes.

    Whatever the file's shape was complained about for has no place in these rules and is passed over.
    """
    return [
        *_clashes("heading", [list(_headings(nodes)) for nodes in files]),
        *_clashes("symbol", [list(_symbols(nodes)) for nodes in files]),
        *(complaint for nodes in files for complaint in _redefinitions(_symbols(nodes))),
    ]


def headings_of(files: Sequence[WordsFile]) -> tuple[HeadingWords, ...]:
    """The headings of all ``files``, those of the first file first."""
    return tuple(
        HeadingWords(
            role=role, words=tuple(dict.fromkeys(word for each in files for word in each.headings.get(role, ())))
        )
        for role in Role
    )


def symbols_of(files: Sequence[WordsFile]) -> tuple[Symbol, ...]:
    """The symbols of all ``files``, each once."""
    meanings = {text: means for each in files for text, means in each.symbols.items()}
    return tuple(Symbol(text=text, means=means) for text, means in meanings.items())


def _headings(nodes: Nodes) -> Iterator[_Word]:
    for path, node in nodes.items():
        match path, node:
            case ("headings", str(role), int()), Scalar(place=place, text=text) if role in set(Role):
                if key := heading_key(text):
                    yield _Word(key, text, role, place)


def _symbols(nodes: Nodes) -> Iterator[_Word]:
    declared = nodes.get(("symbols",))
    if isinstance(declared, Mapping):
        for text, node in declared.entries.items():
            if isinstance(node, Scalar) and node.text in MEANINGS:
                yield _Word(symbol_key(text), text, node.text, declared.keys[text])


def _clashes(noun: str, files: Iterable[Iterable[_Word]]) -> Iterator[Complaint]:
    """A word with two meanings, wherever they stand, and a word that one file gives twice.

    That two files give the same word with the same meaning harms nobody.
    """
    everywhere: dict[str, _Word] = {}
    for words in files:
        here: dict[str, _Word] = {}
        for word in words:
            first = everywhere.setdefault(word.key, word)
            twin = here.setdefault(word.key, word)
            if first.means != word.means:
                sentence = f"'{word.text}' already stands for {first.means} at {first.place}"
                yield complaint_at(word.place, f"{sentence}; one {noun} has one meaning")
            elif twin is not word:
                sentence = f"'{word.text}' reads the same as the {noun} at {twin.place}; keep one"
                yield complaint_at(word.place, sentence)


def _redefinitions(symbols: Iterable[_Word]) -> Iterator[Complaint]:
    for symbol in symbols:
        fixed = FIXED.get(symbol.key)
        if fixed and fixed is not MEANINGS[symbol.means]:
            said = f"'{symbol.text}' means '{_word(fixed)}' in all official statistics, not '{symbol.means}'"
            yield complaint_at(symbol.place, f"{said}; write another symbol")


def _word(means: Meaning) -> str:
    return means.value.replace("_", " ")
