"""The formats that are read, told by what is in the file and not by its name. A format is one module and one line."""

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from slcheck.errors import UnreadableInput
from slcheck.reading.cells import Book
from slcheck.reading.formats import refused


class Format(Protocol):
    """What the module of a file format has: its name, how to tell it by its bytes, and how to read it."""

    NAME: str

    def recognises(self, data: bytes) -> bool: ...

    def read(self, data: bytes) -> Book: ...


FORMATS = ("xlsx", "ods", "xls", "delimited")
"""Their modules in the order in which they are tried. Delimited text is last: nearly anything without a NUL is text."""


def in_turn() -> Iterator[Format]:
    """The formats, each imported when it is asked for."""
    for module in FORMATS:
        yield cast("Format", import_module(f"slcheck.reading.formats.{module}"))


def read(data: bytes) -> tuple[str, Book]:
    """The name of the format of ``data`` and what is in it. Raises UnreadableInput, naming what it is instead."""
    if sentence := refused.refusal(data):
        raise UnreadableInput(sentence)
    for format_ in in_turn():
        if format_.recognises(data):
            return format_.NAME, format_.read(data)
    raise UnreadableInput(refused.OTHERWISE)
