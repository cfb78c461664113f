"""From a tree of nodes to a shape, and from its faults to sentences with a line and a column."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Generic, TypeVar

from slcheck.catalogue.nodes import NOTHING, Mapping, Node, Nodes, Path, Scalar, Sequence, complaint_at, walk
from slcheck.catalogue.sentences import is_before_comma, is_echo, no_value, place_of, sentence_of
from slcheck.catalogue.shape import KEY, Faulty, Shape
from slcheck.errors import Complaint
from slcheck.text import counted
from slcheck.values import dataclass

S = TypeVar("S", bound=Shape)

_AS_IT_SEEMS = {"near", "decimals", "judge", "review_date", "expires"}
"""Keys whose value is a number, true or false, or a date in YAML too, so that it is what it seems without quotes."""

MOST = 100
"""Complaints about one file; who has mended as many runs the check again."""


@dataclass(frozen=True, slots=True)
class Checked(Generic[S]):
    """The nodes of a file, the complaints about its shape by where they belong, and its content if there are none."""

    nodes: Nodes
    complaints: dict[Path, Complaint]
    content: S | None


@dataclass(frozen=True, slots=True)
class Shaped(Generic[S]):
    """A shape, the nodes it was made from, and for each entry of its list the position at which it stands there."""

    content: S
    nodes: Nodes
    positions: tuple[int, ...]


def checked(root: Mapping, shape: type[S]) -> Checked[S]:
    """``root`` as a ``shape``, with every complaint about it."""
    nodes = dict(walk(root))
    content, complaints = _validated(shape, _values(root), nodes)
    said = {(each.line, each.column) for each in complaints.values()}
    for path, node in nodes.items():
        if isinstance(node, Scalar) and node.misread and not _has_said(complaints, path, node):
            complaints |= _odd(node, path, nodes, shape)
        if isinstance(node, Mapping) and node.misread:
            complaints |= _odd_keys(node, path, said)
    return Checked(nodes, complaints, None if complaints else content)


def shaped(root: Mapping, shape: type[S], key: str) -> tuple[Shaped[S] | None, list[Complaint]]:
    """``root`` as a ``shape`` whose list is under ``key``, with every complaint about it.

    Entries with a complaint are left out, so that the rules between entries can still be held against the others.
    None when even that is not possible.
    """
    found = checked(root, shape)
    content, complaints = found.content, found.complaints
    entries = _values(root.entries[key])
    positions = tuple(range(len(entries))) if isinstance(entries, list) else ()
    if complaints and isinstance(entries, list):
        wrong = {path[1] for path in complaints if path[:1] == (key,) and len(path) > 1}
        positions = tuple(position for position in positions if position not in wrong)
        known = {name: _values(node) for name, node in root.entries.items() if name in shape.keys}
        content, _ = _validated(shape, known | {key: [entries[position] for position in positions]}, found.nodes)
    return Shaped(content, found.nodes, positions) if content else None, list(complaints.values())


def in_order(complaints: Iterable[Complaint]) -> tuple[Complaint, ...]:
    """The ``complaints`` by place, each once; those at one place in the order in which they came.

    Of one file no more than ``MOST``, and a last one that says how many more there are.
    """
    files: defaultdict[str, list[Complaint]] = defaultdict(list)
    for each in dict.fromkeys(complaints):
        files[each.file].append(each)
    return tuple(each for file in sorted(files) for each in _first(files[file]))


def _first(complaints: list[Complaint]) -> list[Complaint]:
    found = sorted(complaints, key=lambda each: (each.line, each.column))
    if len(found) <= MOST:
        return found
    rest = f"{counted(len(found) - MOST, 'more complaint')} about this file; mend those above first"
    return [*found[:MOST], replace(found[MOST], sentence=rest)]


def _odd_keys(node: Mapping, path: Path, said: Collection[tuple[int, int]]) -> dict[Path, Complaint]:
    """The keys that YAML would take for something else, unless something is ``said`` at their place already."""
    return {
        (*path, key, KEY): complaint_at(place, _unquoted(key, misread))
        for key, misread in node.misread.items()
        if ((place := node.keys[key]).line, place.column) not in said
    }


def _has_said(complaints: dict[Path, Complaint], path: Path, node: Scalar) -> bool:
    """Whether the same fault has a complaint already; that a value is missing says more than that it is wrong.

    Of a key that is unknown it says less.
    """
    if node.misread == NOTHING:
        said = complaints.get(path)
        return said is not None and (said.line, said.column) != (node.place.line, node.place.column)
    return any(path[:length] in complaints for length in range(1, len(path) + 1))


def _validated(shape: type[S], values: object, nodes: Nodes) -> tuple[S | None, dict[Path, Complaint]]:
    """``values`` as a ``shape``, or what is wrong with it. Beyond ``MOST`` faults it is only said that there are more.

    To find the right sentence takes time, and what is beyond is never shown.
    """
    try:
        return shape.read(values), {}
    except Faulty as faulty:
        said = [fault for fault in faulty.faults if not is_echo(fault, nodes)]
    faults = sorted(((place_of(fault, nodes), fault) for fault in said), key=lambda each: each[0])
    complaints: dict[Path, Complaint] = {}
    for number, (place, fault) in enumerate(faults):
        sentence = sentence_of(fault, nodes, shape) if number < 2 * MOST else fault.said
        complaints.setdefault(fault.path, complaint_at(place, sentence))
    return None, complaints


def _odd(node: Scalar, path: Path, nodes: Nodes, shape: type[Shape]) -> dict[Path, Complaint]:
    """What YAML would make of ``node`` other than the text that stands there, as a complaint."""
    if node.misread is None or (node.misread != NOTHING and path[-1] in _AS_IT_SEEMS) or is_before_comma(path, nodes):
        return {}
    sentence = no_value(path, nodes, shape) if node.misread == NOTHING else _unquoted(node.text, node.misread)
    return {path: complaint_at(node.place, sentence)}


def _unquoted(text: str, misread: str) -> str:
    return f"{text} without quotes is read by YAML as {misread}; write '{text}' in quotes"


def _values(node: Node) -> object:
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [_values(item) for item in items]
        case Mapping(entries=entries):
            return {key: _values(child) for key, child in entries.items()}
