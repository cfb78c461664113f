"""The formats that are read, told by what is in the file and not by its name. A format is one module and one line."""

from collections.abc import Callable

from slcheck.errors import UnreadableInput
from slcheck.reading.cells import Book
from slcheck.reading.formats import delimited, ods, refused, xls, xlsx
from slcheck.values import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name, how to tell it by its bytes, and how to read it."""

    name: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes], Book]


FORMATS = (
    Format(xlsx.NAME, xlsx.recognises, xlsx.read),
    Format(ods.NAME, ods.recognises, ods.read),
    Format(xls.NAME, xls.recognises, xls.read),
    Format(delimited.NAME, delimited.recognises, delimited.read),
)
"""In the order in which they are tried. Delimited text comes last: nearly anything without a NUL is text."""


def read(data: bytes) -> tuple[str, Book]:
    """The name of the format of ``data`` and what is in it. Raises UnreadableInput, naming what it is instead."""
    if sentence := refused.refusal(data):
        raise UnreadableInput(sentence)
    for format_ in FORMATS:
        if format_.recognises(data):
            return format_.name, format_.read(data)
    raise UnreadableInput(refused.OTHERWISE)
