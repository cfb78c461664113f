"""What is wrong with a shape, as sentences of somebody who knows the file, and where each belongs."""

import re

from slcheck.catalogue.nodes import At, Mapping, Nodes, Path, Scalar
from slcheck.catalogue.scalars import advice, quoted
from slcheck.catalogue.shape import KEY, Fault, Shape, Text, Wrong
from slcheck.catalogue.shapes import (
    MeasureFile,
    MeasureShape,
    ProviderFile,
    ProviderShape,
    SuspensionShape,
    TargetShape,
    WaiversFile,
    WaiverShape,
)
from slcheck.text import cut

_FREE_KEYS = {"headings", "symbols", "ratings"}
"""Mappings whose keys have a shape of their own instead of names."""

_PARTS: dict[type[Shape], dict[str, type[Shape]]] = {
    MeasureFile: {"measure": MeasureShape, "target": TargetShape, "suspension": SuspensionShape},
    ProviderFile: {"provider": ProviderShape},
    WaiversFile: {"waiver": WaiverShape},
}
"""The things that stand in a file of each shape, and the shape of each."""

_THINGS = {
    "measures": "measure",
    "targets": "target",
    "suspended": "suspension",
    "providers": "provider",
    "waivers": "waiver",
}
"""The key of a list, and what each entry of it is."""

_SENTENCES = {
    Wrong.MISSING: "'{key}' is missing; every {thing} has one",
    Wrong.EMPTY: "'{key}' is empty; it needs at least one entry",
    Wrong.TOO_LONG: "{named} has {length} characters; at most {said} are read",
    Wrong.NOT_TEXT: "{named} must be text, not a list or a mapping",
    Wrong.NOT_A_LIST: "'{key}' must be a list, each entry on a line that starts with '- '",
    Wrong.NOT_A_MAPPING: "a mapping belongs here: lines of 'key: value'",
    Wrong.NOT_ONE_OF: "'{text}' is not a {key}; write {said}",
    Wrong.OTHERWISE: "{said}",
}

_FILE = "file"
_LONGEST_ADVICE = 60
_WITH_COMMA = r"[0-9]+,[0-9]+%?"


def place_of(fault: Fault, nodes: Nodes) -> At:
    """Where that stands which is wrong: a value, a key, or the mapping that lacks one."""
    path = fault.path
    parent = nodes.get(path[:-1])
    match fault.wrong, path:
        case Wrong.MISSING, _:
            return (parent or nodes[()]).place
        case Wrong.UNKNOWN_KEY, (*_, str(key)) if isinstance(parent, Mapping):
            return parent.keys[key]
        case _, (*above, str(key), last) if last == KEY:
            if isinstance(mapping := nodes[tuple(above)], Mapping):
                return mapping.keys[key]
    return nodes.get(path, nodes[()]).place


def sentence_of(fault: Fault, nodes: Nodes, shape: type[Shape]) -> str:
    """What is wrong in a file of a ``shape``, and what would be right."""
    path = fault.path
    key = str(path[-1]) if path else ""
    parent, node = nodes.get(path[:-1]), nodes.get(path)
    match fault.wrong:
        case Wrong.UNKNOWN_KEY if isinstance(parent, Mapping) and key in parent.bare:
            return _bare(key, parent, path, shape)
        case Wrong.UNKNOWN_KEY:
            return _unknown(key, path, shape)
        case Wrong.NO_VALUE:
            return no_value(path, nodes, shape)
        case wrong:
            sentence = _SENTENCES[wrong]
    text = node.text if isinstance(node, Scalar) else ""
    said = {"key": key, "named": _named(path), "thing": _thing(path[:-1]), "text": text, "said": fault.said}
    return sentence.format(**said, length=f"{len(text):,}")


def no_value(path: Path, nodes: Nodes, shape: type[Shape]) -> str:
    """That nothing stands at ``path``; what is required cannot be taken out."""
    known = _shape_at(path[:-1], shape).keys
    is_key = isinstance(nodes.get(path[:-1]), Mapping) and not (len(path) > 1 and path[-2] in _FREE_KEYS)
    required = is_key and path[-1] in known and known[str(path[-1])].is_required
    return f"{_named(path)} has no value; write one{'' if required else ' or take it out'}"


def _unknown(key: str, path: Path, shape: type[Shape]) -> str:
    thing = _thing(path[:-1])
    if owners := _owners(key, shape):
        return f"'{key}' belongs to {' or '.join(owners)}, not to {_article(thing)}; move it there"
    return f"unknown key '{key}'; {advice(key, list(_shape_at(path[:-1], shape).keys), f'a {thing} knows')}"


def is_echo(fault: Fault, nodes: Nodes) -> bool:
    """Whether the same fault has a better complaint at a key without a colon: the key itself, or what follows it."""
    path = fault.path
    parent = nodes.get(path[:-1])
    if fault.wrong is Wrong.MISSING and isinstance(parent, Mapping):
        return any(_key_and_rest(key)[0] == path[-1] for key in parent.bare)
    return is_before_comma(path, nodes)


def is_before_comma(path: Path, nodes: Nodes) -> bool:
    """Whether at ``path`` the part of a number stands that is before its comma, of which YAML makes two."""
    parent, node = nodes.get(path[:-1]), nodes.get(path)
    if not isinstance(node, Scalar) or not isinstance(parent, Mapping) or path[-1] not in parent.cut:
        return False
    return re.fullmatch(_WITH_COMMA, f"{node.text},{parent.cut[str(path[-1])]}") is not None


def _bare(key: str, parent: Mapping, path: Path, shape: type[Shape]) -> str:
    """What to say of a key without a colon between commas: it is the rest of a text, or a key written wrongly."""
    here = _shape_at(path[:-1], shape)
    word, rest = _key_and_rest(key)
    if word in here.keys and rest:
        missing = "a blank is" if ":" in key else "a colon and a blank are"
        return f"{missing} missing in {quoted(key)}; write {word}: {rest[:40]}"
    owner, pieces = _text_around(key, parent)
    if re.fullmatch(_WITH_COMMA, f"{pieces[0]},{key}"):
        return f"a comma ends the number before {quoted(key)}; write a point, like {pieces[0]}.{key}"
    if key in here.keys or not _is_text(owner, here):
        return _unknown(key, path, shape)
    return f'text with a comma needs quotes; write {owner}: "{cut(", ".join(pieces), _LONGEST_ADVICE)}"'


def _key_and_rest(text: str) -> tuple[str, str]:
    """The key that ``text`` starts with, and what stands behind the place of its colon."""
    word, _, rest = text.replace(":", " ", 1).partition(" ")
    return word, rest.strip()


def _is_text(key: str, shape: type[Shape]) -> bool:
    return key in shape.keys and isinstance(shape.keys[key].reader, Text)


def _text_around(key: str, parent: Mapping) -> tuple[str, list[str]]:
    """The key with a colon before the bare ``key``, and the pieces that commas make of the text behind it."""
    owner, pieces, is_found = "", [""], False
    for name, value in parent.entries.items():
        if name in parent.bare:
            pieces.append(name)
        elif is_found:
            break
        else:
            owner, pieces = name, [value.text if isinstance(value, Scalar) else ""]
        is_found = is_found or name == key
    return owner, pieces


def _owners(key: str, shape: type[Shape]) -> list[str]:
    """The things of a file of ``shape`` that know ``key``."""
    parts = [_article(thing) for thing, part in _PARTS.get(shape, {}).items() if key in part.keys]
    return [_article(_FILE), *parts] if key in shape.keys else parts


def _article(thing: str) -> str:
    return "the whole file" if thing == _FILE else f"a {thing}"


def _named(path: Path) -> str:
    return f"'{path[-1]}'" if isinstance(path[-1], str) else "the entry"


def _thing(path: Path) -> str:
    """What stands at ``path``: a measure, a target, a provider, or the file itself."""
    names = [part for part in path if isinstance(part, str)]
    return _THINGS.get(names[-1] if names else "", _FILE)


def _shape_at(path: Path, shape: type[Shape]) -> type[Shape]:
    return _PARTS.get(shape, {}).get(_thing(path), shape)
