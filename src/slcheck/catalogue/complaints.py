"""From a tree of nodes to a shape, and from what pydantic says of it to sentences with a line and a column."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from slcheck.catalogue.nodes import NOTHING, At, Mapping, Node, Nodes, Path, Scalar, Sequence, complaint_at, walk
from slcheck.catalogue.scalars import advice
from slcheck.catalogue.shapes import (
    MeasureShape,
    ProviderShape,
    Shape,
    SuspensionShape,
    TargetShape,
    WaiverShape,
)
from slcheck.errors import Complaint

S = TypeVar("S", bound=Shape)

_AS_IT_SEEMS = {"near", "decimals", "judge", "review_date", "expires"}
"""Keys whose value is a number, true or false, or a date in YAML too, so that it is what it seems without quotes."""

_KEY = "[key]"
"""How pydantic ends the path to a key that is wrong, as against its value."""

_FREE_KEYS = {"headings", "symbols", "ratings"}
"""Mappings whose keys have a shape of their own instead of names."""


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
    for path, node in nodes.items():
        if isinstance(node, Scalar) and (odd := _odd(node, path)) and not _has_said(complaints, path, node):
            complaints[path] = complaint_at(node.place, odd)
        if isinstance(node, Mapping) and node.misread:
            complaints |= _odd_keys(node, path, complaints)
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
        known = {name: _values(node) for name, node in root.entries.items() if name in _names(shape)}
        content, _ = _validated(shape, known | {key: [entries[position] for position in positions]}, found.nodes)
    return Shaped(content, found.nodes, positions) if content else None, list(complaints.values())


def in_order(complaints: Iterable[Complaint]) -> tuple[Complaint, ...]:
    """The ``complaints`` by place, each once; those at one place in the order in which they came."""
    return tuple(sorted(dict.fromkeys(complaints), key=lambda each: (each.file, each.line, each.column)))


def _odd_keys(node: Mapping, path: Path, complaints: dict[Path, Complaint]) -> dict[Path, Complaint]:
    """The keys that YAML would take for something else, unless there is a complaint about them already."""
    said = {(each.line, each.column) for each in complaints.values()}
    return {
        (*path, key, _KEY): complaint_at(place, _unquoted(key, misread))
        for key, misread in node.misread.items()
        if ((place := node.keys[key]).line, place.column) not in said
    }


def _has_said(complaints: dict[Path, Complaint], path: Path, node: Scalar) -> bool:
    """Whether the same fault has a complaint already; that a value is missing says more than what pydantic says."""
    if node.misread == NOTHING:
        return False
    return any(path[:length] in complaints for length in range(1, len(path) + 1))


def _validated(shape: type[S], values: object, places: Nodes) -> tuple[S | None, dict[Path, Complaint]]:
    complaints: dict[Path, Complaint] = {}
    try:
        return shape.model_validate(values, by_alias=True), complaints
    except ValidationError as error:
        for details in error.errors(include_url=False):
            path = details["loc"]
            complaints.setdefault(path, _complaint(details, path, places, shape))
    return None, complaints


def _odd(node: Scalar, path: Path) -> str | None:
    """What YAML would make of ``node`` other than the text that stands there, as a complaint."""
    if not node.misread:
        return None
    if node.misread == NOTHING:
        return _no_value(path)
    if path[-1] in _AS_IT_SEEMS:
        return None
    return _unquoted(node.text, node.misread)


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


def _complaint(details: ErrorDetails, path: Path, places: Nodes, shape: type[Shape]) -> Complaint:
    key, parent = path[-1] if path else "", places.get(path[:-1])
    node = places.get(path)
    match details["type"]:
        case "missing":
            place = parent.place if parent else places[()].place
            return complaint_at(place, f"'{key}' is missing; every {_thing(path[:-1])} has one")
        case "extra_forbidden" if isinstance(parent, Mapping):
            known = _names(_SHAPES.get(_thing(path[:-1]), shape))
            hint = advice(str(key), known, f"a {_thing(path[:-1])} knows")
            return complaint_at(parent.keys[str(key)], f"unknown key '{key}'; {hint}")
    return complaint_at(_place(path, places), _sentence(details, str(key), node))


def _place(path: Path, places: Nodes) -> At:
    """Where the node at ``path`` stands, or the key that pydantic means by it."""
    match path:
        case (*above, str(key), "[key]") if above and above[-1] in _FREE_KEYS:
            if isinstance(mapping := places[tuple(above)], Mapping):
                return mapping.keys[key]
    return places.get(path, places[()]).place


def _sentence(details: ErrorDetails, key: str, node: Node | None) -> str:
    text = node.text if isinstance(node, Scalar) else ""
    context = details.get("ctx", {})
    match details["type"]:
        case "enum":
            return f"'{text}' is not a {key}; write {str(context['expected']).replace(chr(39), '')}"
        case "value_error":
            return str(context["error"])
        case "string_type":
            return f"{_named(details['loc'])} must be text, not a list or a mapping"
        case "string_too_short":
            return _no_value(details["loc"])
        case "string_too_long":
            return f"{_named(details['loc'])} has {len(text):,} characters; at most {context['max_length']:,} are read"
        case "list_type":
            return f"'{key}' must be a list, each entry on a line that starts with '- '"
        case "model_type" | "model_attributes_type" | "dict_type":
            return "a mapping belongs here: lines of 'key: value'"
        case "too_short":
            return f"'{key}' is empty; it needs at least one entry"
        case _:
            return details["msg"]


def _no_value(path: Path) -> str:
    return f"{_named(path)} has no value; write one or take it out"


def _named(path: Path) -> str:
    return f"'{path[-1]}'" if isinstance(path[-1], str) else "the entry"


def _thing(path: Path) -> str:
    """What stands at ``path``: a measure, a target, a provider, or the file itself."""
    names = [part for part in path if isinstance(part, str)]
    return _THINGS.get(names[-1] if names else "", "file")


def _names(shape: type[Shape]) -> list[str]:
    return [field.alias or name for name, field in shape.model_fields.items()]


_THINGS = {
    "measures": "measure",
    "targets": "target",
    "suspended": "suspension",
    "providers": "provider",
    "waivers": "waiver",
}
_SHAPES: dict[str, type[Shape]] = {
    "measure": MeasureShape,
    "target": TargetShape,
    "suspension": SuspensionShape,
    "provider": ProviderShape,
    "waiver": WaiverShape,
}
