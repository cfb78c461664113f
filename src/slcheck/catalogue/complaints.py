"""From a tree of nodes to a shape, and from what pydantic says of it to sentences with a line and a column."""

import difflib
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from slcheck.catalogue.nodes import NOTHING, Mapping, Node, Scalar, Sequence, complaint_at, walk
from slcheck.catalogue.shapes import (
    MeasureShape,
    ProviderShape,
    Shape,
    SuspensionShape,
    TargetShape,
)
from slcheck.errors import Complaint

S = TypeVar("S", bound=Shape)
Path = tuple[str | int, ...]

_NUMBERS = {"near"}
"""Keys whose value is a number in YAML too, so that an unquoted number is what it seems."""


@dataclass(frozen=True, slots=True)
class Shaped(Generic[S]):
    """A shape and, for each entry of its list, the position at which it stands in the file."""

    content: S
    positions: tuple[int, ...]


def shaped(root: Mapping, shape: type[S], key: str) -> tuple[Shaped[S] | None, list[Complaint]]:
    """``root`` as a ``shape`` whose list is under ``key``, with every complaint about it.

    Entries with a complaint are left out, so that the rules between entries can still be held against the others.
    None when even that is not possible.
    """
    places = dict(walk(root))
    values = {name: _values(node) for name, node in root.entries.items()}
    content, complaints = _validated(shape, values, places)
    for path, node in places.items():
        if isinstance(node, Scalar) and (odd := _odd(node, path)) and not _has_said(complaints, path, node):
            complaints[path] = complaint_at(node.place, odd)
    entries = values[key]
    positions = tuple(range(len(entries))) if isinstance(entries, list) else ()
    if complaints and isinstance(entries, list):
        wrong = {path[1] for path in complaints if path[:1] == (key,) and len(path) > 1}
        positions = tuple(position for position in positions if position not in wrong)
        known = {name: value for name, value in values.items() if name in _names(shape)}
        content, _ = _validated(shape, known | {key: [entries[position] for position in positions]}, places)
    return Shaped(content, positions) if content else None, list(complaints.values())


def _has_said(complaints: dict[Path, Complaint], path: Path, node: Scalar) -> bool:
    """Whether the same fault has a complaint already; that a value is missing says more than what pydantic says."""
    if node.misread == NOTHING:
        return False
    return any(path[:length] in complaints for length in range(1, len(path) + 1))


def _validated(shape: type[S], values: object, places: dict[Path, Node]) -> tuple[S | None, dict[Path, Complaint]]:
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
    if path[-1] in _NUMBERS:
        return None
    return f"{node.text} without quotes is read by YAML as {node.misread}; write '{node.text}' in quotes"


def _values(node: Node) -> object:
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [_values(item) for item in items]
        case Mapping(entries=entries):
            return {key: _values(child) for key, child in entries.items()}


def _complaint(details: ErrorDetails, path: Path, places: dict[Path, Node], shape: type[Shape]) -> Complaint:
    key, parent = path[-1] if path else "", places.get(path[:-1])
    node = places.get(path)
    match details["type"]:
        case "missing":
            place = parent.place if parent else places[()].place
            return complaint_at(place, f"'{key}' is missing; every {_thing(path[:-1])} has one")
        case "extra_forbidden" if isinstance(parent, Mapping):
            known = _names(_SHAPES.get(_thing(path[:-1]), shape))
            close = difflib.get_close_matches(str(key), known, n=1)
            hint = f"did you mean '{close[0]}'?" if close else f"a {_thing(path[:-1])} knows {', '.join(known)}"
            return complaint_at(parent.keys[str(key)], f"unknown key '{key}'; {hint}")
    sentence = _sentence(details, str(key), node)
    return complaint_at(node.place if node else places[()].place, sentence)


def _sentence(details: ErrorDetails, key: str, node: Node | None) -> str:
    text = node.text if isinstance(node, Scalar) else ""
    context = details.get("ctx", {})
    match details["type"]:
        case "enum":
            return f"'{text}' is not a {key}; write {str(context['expected']).replace(chr(39), '')}"
        case "value_error":
            return str(context["error"])
        case "string_type":
            return f"'{key}' must be text, not a list or a mapping"
        case "string_too_short":
            return _no_value(details["loc"])
        case "string_too_long":
            return f"'{key}' has {len(text):,} characters; at most {context['max_length']:,} are read"
        case "list_type":
            return f"'{key}' must be a list, each entry on a line that starts with '- '"
        case "model_type" | "model_attributes_type":
            return "a mapping belongs here: lines of 'key: value'"
        case "too_short":
            return f"'{key}' is empty; it needs at least one entry"
        case _:
            return details["msg"]


def _no_value(path: Path) -> str:
    name = f"'{path[-1]}'" if isinstance(path[-1], str) else "the entry"
    return f"{name} has no value; write one or take it out"


def _thing(path: Path) -> str:
    """What stands at ``path``: a measure, a target, a provider, or the file itself."""
    names = [part for part in path if isinstance(part, str)]
    return {"measures": "measure", "targets": "target", "suspended": "suspension", "providers": "provider"}.get(
        names[-1] if names else "", "file"
    )


def _names(shape: type[Shape]) -> list[str]:
    return [field.alias or name for name, field in shape.model_fields.items()]


_SHAPES: dict[str, type[Shape]] = {
    "measure": MeasureShape,
    "target": TargetShape,
    "suspension": SuspensionShape,
    "provider": ProviderShape,
}
