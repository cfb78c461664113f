"""Which bytes of a sheet expat has to parse: all but the blocks of rows that are taken without it.

What a block of whole rows leaves behind is as well-formed without it as it was with it.
"""

import itertools
from collections.abc import Iterable, Iterator
from typing import Protocol

from slcheck.text import regex

_WORTH = 32 * 1024
"""Bytes of a sheet below which expat is done before the patterns are ready."""

_DATA, _END_OF_ROW = b"<sheetData>", b"</row>"
_HEAD = regex(
    rb"(?:\xef\xbb\xbf)?"
    rb"""(?:<\?xml version=["']1\.0["'](?: encoding=["'](?i:utf-8)["'])?(?: standalone=["'](?:yes|no)["'])? ?\?>)?"""
    rb"\s*<[A-Za-z]"
)
"""How a part in UTF-8 begins."""


class Sheet(Protocol):
    """The sheet that the rows are for, as expat has left it."""

    def is_between_rows(self) -> bool:
        """Whether a row could come next, and all rows so far were in order."""

    def take(self, written: bytes) -> bool:
        """Take over the rows that are ``written``; False, and nothing done, where one is odd."""


def left_over(pieces: Iterable[bytes], sheet: Sheet) -> Iterator[bytes]:
    """What expat has to parse of ``pieces``, in order: all that ``sheet`` does not take.

    Whoever asks for more has parsed all that came before.
    """
    pieces = iter(pieces)
    first = next(pieces, b"")
    head, data, rest = first.partition(_DATA)
    if len(first) < _WORTH or not data or not _is_plain(head):
        yield first
        yield from pieces
    else:
        yield head + data
        yield from _odd_blocks(itertools.chain([rest], pieces), sheet)


def _is_plain(head: bytes) -> bool:
    """Whether a part that starts so is in UTF-8, and what follows is not in a comment or the like."""
    begun = _HEAD.match(head)
    return begun is not None and not _has_other_than_tags(head[begun.end() :])


def _has_other_than_tags(xml: bytes) -> bool:
    """Whether there may be a comment, a section or an instruction: what looks like a tag in one is none."""
    return b"<!" in xml or b"<?" in xml


def _odd_blocks(pieces: Iterator[bytes], sheet: Sheet) -> Iterator[bytes]:
    """What comes before, between and after the rows that ``sheet`` takes. From where it can take no more: all."""
    rest = b""
    for piece in pieces:
        rest += piece
        rows, end, _ = rest.rpartition(_END_OF_ROW)
        if not end or not sheet.is_between_rows():
            break
        written = rows + end
        if not sheet.take(written):
            if _has_other_than_tags(written):
                break
            yield written
        rest = rest[len(written) :]
    yield rest
    yield from pieces
