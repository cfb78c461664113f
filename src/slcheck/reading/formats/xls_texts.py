"""The table of texts of an old workbook, inspected before xlrd unpacks it.

Xlrd believes how long each text says that it is. One whose phonetic part is shorter than nothing leads it back to what
it has read already, and on from there for ever, in growing memory.
"""

import struct

from slcheck.errors import UnreadableInput
from slcheck.reading import bounds

_TABLE, _CONTINUED, _END = 0x00FC, 0x003C, 0x000A
_WIDE, _PHONETIC, _RICH = 0x01, 0x04, 0x08


def inspect(stream: bytes) -> None:
    """Raises UnreadableInput for a table with too many texts, or with one that leads backwards."""
    at = 0
    table: list[bytes] = []
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        if code == _END or (table and code != _CONTINUED):
            break
        if code == _TABLE or table:
            table.append(stream[at + 4 : at + 4 + length])
        at += 4 + length
    if table and len(table[0]) >= 8:
        (texts,) = struct.unpack_from("<i", table[0], 4)
        bounds.hold("different texts", texts, bounds.SHARED_STRINGS)
        _walk(table, texts)


def _walk(table: list[bytes], texts: int) -> None:
    """Go from text to text as xlrd does; where the table breaks off, xlrd says so by itself."""
    part, at = 0, 8
    try:
        for _ in range(texts):
            characters, options = struct.unpack_from("<HB", table[part], at)
            at += 3
            runs = phonetic = 0
            if options & _RICH:
                (runs,) = struct.unpack_from("<H", table[part], at)
                at += 2
            if options & _PHONETIC:
                (phonetic,) = struct.unpack_from("<i", table[part], at)
                at += 4
            if phonetic < 0:
                raise UnreadableInput(
                    "the workbook cannot be read (its table of texts is damaged); "
                    "open it in Excel, save it as .xlsx, and try again"
                )
            part, at = _behind_characters(table, part, at, characters, options)
            for _ in range(runs):
                part, at = (part + 1, 0) if at == len(table[part]) else (part, at)
                at += 4
            at += phonetic
            if at >= len(table[part]):
                part, at = part + 1, at - len(table[part])
    except (struct.error, IndexError):
        return


def _behind_characters(table: list[bytes], part: int, at: int, characters: int, options: int) -> tuple[int, int]:
    """Where a text ends that may go on over several parts, each of which says anew how wide its characters are."""
    while True:
        width = 2 if options & _WIDE else 1
        here = min((len(table[part]) - at) // width, characters)
        at += here * width
        characters -= here
        if not characters:
            return part, at
        part, at = part + 1, 1
        options = table[part][0]
