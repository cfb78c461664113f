"""The shape of a words file: headings by role, and what the symbols of a release mean."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from slcheck.catalogue.scalars import advice, quoted, visible
from slcheck.catalogue.shape import ListOf, MappingOf, OneOf, Parsed, Schema, Shape, Text, key
from slcheck.model import Flag, Reason, Role
from slcheck.quarter import mentioned
from slcheck.text import clean, heading_key

Meaning = Flag | Reason

MEANINGS: dict[str, Meaning] = {
    means.value.replace("_", " "): means
    for means in (
        Flag.REVISED, Flag.PROVISIONAL, Flag.ESTIMATED, Flag.FORECAST, Flag.BREAK_IN_SERIES, Flag.UNRELIABLE,
        Flag.NOTED,
        Reason.NOT_AVAILABLE, Reason.NOT_APPLICABLE, Reason.CONFIDENTIAL, Reason.LOW,
    )
}  # fmt: skip
"""What a symbol can say of a figure, or of the lack of one."""

_ROLES = [role.value for role in Role]
_MOST_OF_SYMBOL = 10
_MOST_OF_HEADING = 80
"""As in reading: a longer text is no heading."""

_PART_OF_FIGURE = r"[0-9.,%]|[(\[]?[-+\u2013\u2212]?[0-9.,% ]*[0-9][0-9.,% ]*[)\]]?$"
"""What a digit more or less would make a figure of: ``(5)`` is how a spreadsheet shows -5, and 99* ends in ``9*``."""


def symbol_key(text: str) -> str:
    """What two spellings of one symbol have in common: case does not count."""
    return clean(text).casefold()


def _role(text: object) -> Role:
    if isinstance(text, str) and text in _ROLES:
        return Role(text)
    raise ValueError(f"unknown role {quoted(text)}; {advice(text, _ROLES)}")


def _heading(text: str) -> str:
    key = heading_key(text)
    if not re.search("[a-z%]", key):
        raise ValueError(f"{quoted(text)} has no letter from a to z and no %; write a heading that has one")
    if re.search("[0-9]", key) and ((said := mentioned(text)).quarters or said.complaints):
        raise ValueError(f"{quoted(text)} names a period, which is read by itself; leave it out")
    return key


def _symbol(text: object) -> str:
    key = symbol_key(visible(text)) if isinstance(text, str) else ""
    if not 1 <= len(key) <= _MOST_OF_SYMBOL:
        raise ValueError(f"{quoted(text)} is not a symbol; write 1 to {_MOST_OF_SYMBOL} characters")
    if re.match(_PART_OF_FIGURE, key):
        raise ValueError(f"{quoted(text)} could be part of a figure; write a sign, or a letter in brackets, like '[q]'")
    if all(_is_plain(c) for c in key):
        raise ValueError(f"{quoted(text)} has no sign in it; write one, or put it in brackets, like '[q]'")
    return key


def _is_plain(character: str) -> bool:
    """Whether ``character`` belongs to words and figures; a raised digit is a sign, a fraction is none."""
    is_digit = character.isdecimal() or (character.isnumeric() and not character.isdigit())
    return is_digit or character.isalpha() or character.isspace() or character in ".,%"


def _meaning(text: object) -> Meaning:
    if isinstance(text, str) and text in MEANINGS:
        return MEANINGS[text]
    raise ValueError(f"{quoted(text)} is nothing that a symbol can mean; {advice(text, list(MEANINGS))}")


ROLE = Parsed(_role, OneOf(Role).schema)
HEADINGS = ListOf(Text(_MOST_OF_HEADING, (visible, _heading), pattern="[A-Za-z%]"), least=1)
SYMBOL = Parsed(
    _symbol,
    {"type": "string", "pattern": rf"^(?!{_PART_OF_FIGURE})(?=.*[^A-Za-z0-9.,% ]).{{1,{_MOST_OF_SYMBOL}}}$"},
)
"""Kept as its ``symbol_key``, as a heading is as its ``heading_key``."""

MEANING = Parsed(_meaning, {"enum": list(MEANINGS)})


class WordsFile(Shape):
    """A file that adds headings to those that are known, and says what the symbols of a release mean."""

    also: ClassVar[Schema] = {"minProperties": 1}

    headings: Mapping[Role, Sequence[str]] = key(
        MappingOf(ROLE, HEADINGS, least=1),
        "Under each role of a column, the headings that stand for it in spreadsheets.",
        default=MappingProxyType({}),
    )
    symbols: Mapping[str, Meaning] = key(
        MappingOf(SYMBOL, MEANING, least=1),
        "For each symbol, as it stands in a cell, what it means.",
        default=MappingProxyType({}),
    )


def words_schema() -> Schema:
    """The JSON Schema (2020-12) of a file of words."""
    return WordsFile.document("slcheck words file")
