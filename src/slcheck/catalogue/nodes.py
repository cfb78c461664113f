"""YAML as text with places: a tree of mappings, sequences and scalars, each with its line and column.

Only the part of YAML that a target file needs is read. Whatever YAML 1.1 would silently turn into something else
(``NO``, ``010``, ``12:30``), and whatever makes a file mean more than it shows (anchors, aliases, tags, several
documents, duplicate keys), is a complaint. Bounds come first, so that no file can exhaust the reader.
"""

from collections.abc import Iterator
from dataclasses import field
from functools import lru_cache
from typing import NamedTuple, Protocol

import yaml
from yaml.resolver import Resolver

from slcheck.catalogue.broken_yaml import sentence_for
from slcheck.errors import Complaint
from slcheck.text import clean, regex
from slcheck.values import dataclass

MOST_BYTES = 256 * 1024
"""The largest target file; the shipped ones are a tenth of it."""

MOST_DEPTH = 20
"""The deepest nesting; a target file needs five. libyaml's own recursion is never reached."""

_STR = "tag:yaml.org,2002:str"
NOTHING = "nothing"
_READ_AS = {
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "null": NOTHING,
    "timestamp": "a date",
    "merge": "a merge key",
    "value": "a default value",
}
_QUOTED_BRACKETS = "write what begins with a bracket in quotes, like '[q]'"
_NOT_YAML = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""Half characters (surrogates) are none either, but no UTF-8 has any."""
_HIDDEN_LINE_END = regex(r"[\x85\u2028\u2029]|\r(?!\n)")
"""Where YAML starts a new line and an editor shows none: what follows a ``#`` there is no comment any more."""


class At(NamedTuple):
    """A line and column, from 1. Not a LinePlace, which is validated: thousands of these are made on every start."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


def complaint_at(place: At, sentence: str) -> Complaint:
    """A complaint of one line: what it quotes from the file cannot act on a terminal or forge another line."""
    return Complaint(place.file, place.line, place.column, clean(sentence))


@dataclass(slots=True)
class Scalar:
    """The text of a scalar as it stands in the file; ``misread`` says what YAML 1.1 would make of it instead."""

    place: At
    text: str
    misread: str | None


@dataclass(slots=True)
class Sequence:
    place: At
    items: "list[Node]" = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """``misread`` holds what YAML 1.1 would make of those keys that it would not leave as text.

    ``bare`` are keys without a colon, which only stand between commas: ``{source: contract, schedule 9}`` has one.
    ``cut`` holds them by the key that stands before.
    """

    place: At
    entries: "dict[str, Node]" = field(default_factory=dict)
    keys: dict[str, At] = field(default_factory=dict)
    misread: dict[str, str] = field(default_factory=dict)
    bare: set[str] = field(default_factory=set)
    cut: dict[str, str] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping
Path = tuple[str | int, ...]
Nodes = dict[Path, Node]
"""Every node of a file by the keys and positions that lead to it, in the order of the file."""


class Refused(Exception):
    """The text cannot be made into a tree at all."""

    def __init__(self, why: Complaint) -> None:
        super().__init__(str(why))
        self.complaint = why


def parse(data: bytes, file: str, holds: str = "measures, providers or words") -> tuple[Node, list[Complaint]]:
    """The tree of a document, with the complaints that did not stop it. Raises ``Refused`` when there is no tree.

    ``holds`` is what an empty file is told to declare.
    """
    start = At(file=file, line=1, column=1)
    if len(data) > MOST_BYTES:
        raise Refused(
            complaint_at(start, f"the file has {len(data):,} bytes; a target file has at most {MOST_BYTES:,}")
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        place = At(file=file, line=line, column=1)
        raise Refused(complaint_at(place, "the text is not UTF-8; save the file as UTF-8")) from None
    _refuse_signs(text, file)
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        place = builder.place(error.problem_mark or error.context_mark)
        raise Refused(complaint_at(place, sentence_for(error, text))) from None
    except yaml.YAMLError as error:
        raise Refused(complaint_at(start, f"not YAML: {' '.join(str(error).split())}")) from None
    if builder.root is None:
        raise Refused(complaint_at(start, f"the file is empty; it must declare {holds}"))
    return builder.root, builder.complaints


def _refuse_signs(text: str, file: str) -> None:
    """Raises ``Refused`` at a character that no file may hold, because it means more than it shows."""
    if odd := _NOT_YAML.search(text):
        raise Refused(complaint_at(_place_in(text, odd.start(), file), f"{odd.group()!a} cannot stand here; delete it"))
    if end := _HIDDEN_LINE_END.search(text):
        sentence = f"{end.group()!a} ends the line for YAML and not for an editor; start a new line here, or delete it"
        raise Refused(complaint_at(_place_in(text, end.start(), file), sentence))


def _place_in(text: str, position: int, file: str) -> At:
    before = text[:position]
    return At(file=file, line=before.count("\n") + 1, column=position - before.rfind("\n"))


class _Mark(Protocol):
    """Where an event starts, as both of PyYAML's parsers give it: counted from 0."""

    line: int
    column: int


class _Builder:
    """Turns the flat stream of YAML events into a tree, without recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.complaints: list[Complaint] = []
        self._open: list[Sequence | Mapping] = []
        self._key: list[Scalar | None] = []
        self._end: _Mark | None = None
        self._documents = 0

    def place(self, mark: "_Mark | None") -> At:
        return At(self.file, mark.line + 1, mark.column + 1) if mark else At(self.file, 1, 1)

    def take(self, event: yaml.Event) -> None:
        where = self.place(event.start_mark)
        match event:
            case yaml.ScalarEvent():
                self._refuse_extras(event, where)
                self._add(Scalar(where, event.value, _misread(event.value) if event.implicit[0] else None))
                self._end = event.end_mark
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise Refused(complaint_at(where, "a second document starts here; one file holds one document"))
            case yaml.AliasEvent():
                raise Refused(complaint_at(where, f"*{event.anchor} is an alias; write the value out"))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._refuse_extras(event, where)
                node = Sequence(where) if isinstance(event, yaml.SequenceStartEvent) else Mapping(where)
                self._add(node)
                self._open.append(node)
                self._key.append(None)
                if len(self._open) > MOST_DEPTH:
                    raise Refused(complaint_at(where, f"nested more than {MOST_DEPTH} deep; a target file needs five"))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._open.pop()
                self._key.pop()
            case _:
                pass

    def _refuse_extras(self, event: yaml.NodeEvent, where: At) -> None:
        if event.anchor is not None:
            raise Refused(complaint_at(where, f"&{event.anchor} is an anchor; write each value out where it is used"))
        if tag := getattr(event, "tag", None):
            raise Refused(complaint_at(where, f"the tag {tag} is not allowed; write the plain value"))

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self._key[-1]
        if key is None:
            if not isinstance(node, Scalar):
                raise Refused(complaint_at(node.place, f"a key must be a word or phrase; {_QUOTED_BRACKETS}"))
            self._key[-1] = node
            return
        self._key[-1] = None
        if key.text in parent.entries:
            first = parent.keys[key.text]
            self._complain(key.place, f"'{key.text}' is given twice (first on line {first.line}); keep one")
            return
        before = next(reversed(parent.entries), "")
        parent.entries[key.text] = node
        parent.keys[key.text] = key.place
        if key.misread:
            parent.misread[key.text] = key.misread
        if isinstance(node, Scalar) and node.misread == NOTHING and node.place == self.place(self._end):
            parent.bare.add(key.text)
            parent.cut[before] = key.text

    def _complain(self, place: At, sentence: str) -> None:
        self.complaints.append(complaint_at(place, sentence))


_RESOLVER = Resolver()


@lru_cache(maxsize=1024)
def _misread(text: str) -> str | None:
    """What YAML 1.1 would make of ``text`` without quotes; many stand in a file again and again."""
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return None if tag == _STR else _READ_AS[tag.rpartition(":")[2]]


def walk(root: Node) -> Iterator[tuple[Path, Node]]:
    """Every node from ``root`` down, in the order of the file, with the keys and positions that lead to it."""
    waiting: list[tuple[Path, Node]] = [((), root)]
    while waiting:
        path, node = waiting.pop()
        yield path, node
        match node:
            case Mapping(entries=entries):
                waiting.extend([((*path, key), child) for key, child in entries.items()][::-1])
            case Sequence(items=items):
                waiting.extend([((*path, position), child) for position, child in enumerate(items)][::-1])
            case Scalar():
                pass


def texts_under(nodes: Nodes, key: str) -> dict[str | int, str]:
    """The text under ``key`` of every entry of a list, by its position, whether or not the entry is right otherwise."""
    return {
        path[1]: node.text
        for path, node in nodes.items()
        if len(path) == 3 and path[2] == key and isinstance(node, Scalar)
    }


def folded(text: str) -> str:
    """What two spellings of one name have in common: case does not count."""
    return clean(text).casefold()
