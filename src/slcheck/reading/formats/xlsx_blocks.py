"""Which bytes of a sheet expat has to parse: all but the blocks of rows that are taken without it.

What a block of whole rows leaves behind is as well-formed without it as it was with it.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator

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


def left_over(
    pieces: Iterable[bytes], is_between_rows: Callable[[], bool], take: Callable[[bytes], bool]
) -> Iterator[bytes]:
    """What expat has to parse of a sheet in ``pieces``, in order: all that ``take`` does not.

    Whoever asks for more has parsed all that came before, and ``is_between_rows`` says whether a row could come next.
    ``take`` gets whole rows, and does nothing with them where it says False.
    """
    pieces = iter(pieces)
    first = next(pieces, b"")
    head, data, rest = first.partition(_DATA)
    if len(first) < _WORTH or not data or not _is_plain(head):
        yield first
        yield from pieces
    else:
        yield head + data
        yield from _odd_blocks(itertools.chain([rest], pieces), is_between_rows, take)


def _is_plain(head: bytes) -> bool:
    """Whether a part that starts so is in UTF-8, and what follows is not in a comment or the like."""
    begun = _HEAD.match(head)
    return begun is not None and not _has_other_than_tags(head[begun.end() :])


def _has_other_than_tags(xml: bytes) -> bool:
    """Whether there may be a comment, a section or an instruction: what looks like a tag in one is none."""
    return b"<!" in xml or b"<?" in xml


def _odd_blocks(
    pieces: Iterator[bytes], is_between_rows: Callable[[], bool], take: Callable[[bytes], bool]
) -> Iterator[bytes]:
    """What comes between and after the blocks that ``take`` takes. From where it can take no more: all."""
    rest = b""
    for piece in pieces:
        rest += piece
        rows, end, _ = rest.rpartition(_END_OF_ROW)
        if not end or not is_between_rows():
            break
        written = rows + end
        if not take(written):
            if _has_other_than_tags(written):
                break
            yield written
        rest = rest[len(written) :]
    yield rest
    yield from pieces
