"""Footnote markers: at the end of a text, behind a word of it, or in the number format of a cell."""

import re

from slcheck.reading import number_formats
from slcheck.reading.cells import NUMBER, TEXT, Cell
from slcheck.text import regex

_MARKER = r"\[[a-z]+ ?[0-9]*\]|\*+|[†‡§^#]+|[¹²³⁰⁴-⁹]+"
_TRAILING = regex(rf"\s*({_MARKER})$", re.IGNORECASE)
_MARKER_ENDS = frozenset("]*†‡§^#¹²³⁰⁴⁵⁶⁷⁸⁹ ")
_INSIDE = regex(rf"(?<=\w)\s?({_MARKER})(?=[\s,;:.)-]|$)|(\[(?:[a-z]|low|note ?[0-9]+)\])", re.IGNORECASE)
_TAIL = 60
"""How much of the end of a text is searched for markers; more would let one long cell take forever."""


def split_markers(text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` without the footnote markers at its end, and those markers, in lower case, in order."""
    if text and text[-1] not in _MARKER_ENDS:
        return text.strip(), ()
    head, tail = text[:-_TAIL], text[-_TAIL:]
    markers: list[str] = []
    while match := _TRAILING.search(tail):
        markers.insert(0, _marker(match[1]))
        tail = tail[: match.start()]
    return (head + tail).strip(), tuple(markers)


def markers_in(text: str) -> tuple[str, ...]:
    """The footnote markers at the end of ``text`` or behind any word of it, in order."""
    bare, trailing = split_markers(text)
    if bare.isascii() and not _MARKER_ENDS & set(bare.replace(" ", "")):
        return trailing
    return (*(_marker(match[1] or match[2]) for match in _INSIDE.finditer(bare[:1000])), *trailing)


def _marker(written: str) -> str:
    """A marker as it is looked up: lower case, ``[note 1]`` with its blank."""
    return re.sub(r"\[([a-z]+) ?([0-9]+)\]", r"[\1 \2]", written.lower())


def markers_of(cell: Cell | None) -> tuple[str, ...]:
    """The footnote markers of a cell of figures, in its text or in its number format."""
    if cell is None:
        return ()
    value = cell.value
    if isinstance(value, str):
        return split_markers(value)[1] if value[-1:] in _MARKER_ENDS and cell.kind is TEXT else ()
    if cell.number_format != "General" and cell.kind is NUMBER and isinstance(value, int | float):
        return split_markers(number_formats.shown(cell.number_format, value).words)[1]
    return ()
