"""What stands in a zip archive or an OLE container, looked at only as far as it takes to tell what the file is."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from slcheck.reading import bounds

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""All that spreadsheet programs use. The bzip2 and LZMA of Python's zipfile cannot be held to a size."""

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    OverflowError,
    OSError,
    NotImplementedError,
    RuntimeError,
)
"""What zipfile raises for an archive that is damaged, locked, or of a kind that it does not know."""

_LISTED = b"PK\x01\x02"
_LISTED_BYTES = 46
_FRONT_BYTES = 64 * 1024
_ENTRY_BYTES = 128
_MOST_SECTORS = 4_096
"""Sectors of a directory that are followed; an honest workbook has a few, one with thousands of macros some hundred."""


def opened(data: bytes) -> zipfile.ZipFile:
    """An archive with the list of its parts. Raises one of ``DAMAGE`` when it is damaged.

    Raises UnreadableInput for a list that is so long, or has so long names and remarks, that only to read it takes
    long. Its entries are told by their marks.
    """
    bounds.hold("parts", data.count(_LISTED), bounds.PARTS)
    bounds.hold("bytes in the list of its parts", sum(_listed_bytes(data)), bounds.PART_LIST_BYTES)
    return zipfile.ZipFile(io.BytesIO(data))


def _listed_bytes(data: bytes) -> Iterator[int]:
    """How long the name, the further fields and the remark of each part are."""
    at = data.find(_LISTED)
    while 0 <= at <= len(data) - _LISTED_BYTES:
        yield from struct.unpack_from("<3H", data, at + 28)
        at = data.find(_LISTED, at + len(_LISTED))


def zip_parts(data: bytes) -> frozenset[str] | None:
    """The names of the parts of a zip archive, with forward slashes; None when ``data`` is no archive or damaged.

    Raises UnreadableInput for one with too many parts.
    """
    if not data.startswith(ZIP):
        return None
    try:
        with opened(data) as archive:
            return frozenset(name.replace("\\", "/") for name in archive.namelist())
    except DAMAGE:
        return None


def zip_mimetype(data: bytes) -> str:
    """What the part ``mimetype`` says, with which OpenDocument and EPUB declare themselves; empty without one."""
    return _front(data, "mimetype")[:200].decode("ascii", "replace").strip()


def declares_workbook(data: bytes) -> bool:
    """Whether an archive says that its main part is a workbook that Excel opens, wherever in it that part stands."""
    types = _front(data, "[Content_Types].xml").replace(b"\0", b"")
    return any(kind in types for kind in _WORKBOOKS)


_WORKBOOKS = (
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    b"application/vnd.ms-excel.template.macroEnabled.main+xml",
)


def _front(data: bytes, part: str) -> bytes:
    """The first bytes of a small part; none where the archive has no such part that can be read."""
    if not data.startswith(ZIP):
        return b""
    try:
        with opened(data) as archive:
            if archive.getinfo(part).compress_type not in PACKINGS:
                return b""
            with archive.open(part) as stream:
                return stream.read(_FRONT_BYTES)
    except (*DAMAGE, KeyError):
        return b""


def ole_entries(data: bytes) -> frozenset[str] | None:
    """The names at the root of an OLE container; None when ``data`` is no such container or damaged.

    Only the root decides what a file is: a Word document with a sheet embedded in it has a workbook further down.
    """
    if not data.startswith(OLE):
        return None
    try:
        return _at_the_root(_directory(data))
    except (struct.error, IndexError):
        return None


def _directory(data: bytes) -> list[bytes]:
    """The entries of the directory, by their numbers."""
    (shift,) = struct.unpack_from("<H", data, 30)
    size = 1 << min(shift, 16)
    table = _allocation_table(data, size)
    (sector,) = struct.unpack_from("<i", data, 48)
    content = bytearray()
    for _ in range(_MOST_SECTORS):
        if sector < 0:
            break
        content += data[(sector + 1) * size : (sector + 2) * size]
        (sector,) = struct.unpack_from("<i", data, table[sector * 4 // size] + sector * 4 % size)
    return [bytes(content[start : start + _ENTRY_BYTES]) for start in range(0, len(content), _ENTRY_BYTES)]


def _allocation_table(data: bytes, size: int) -> list[int]:
    """Where in ``data`` the sectors begin that say which sector follows on which."""
    sectors = list(struct.unpack_from("<109i", data, 76))
    (further,) = struct.unpack_from("<i", data, 68)
    for _ in range(_MOST_SECTORS):
        if further < 0:
            break
        more = struct.unpack_from(f"<{size // 4}i", data, (further + 1) * size)
        sectors += more[:-1]
        further = more[-1]
    return [(sector + 1) * size for sector in sectors if sector >= 0]


def _at_the_root(entries: list[bytes]) -> frozenset[str]:
    """The names of the children of the root, which form a tree of their own."""
    names, seen = set(), set()
    (child,) = struct.unpack_from("<i", entries[0], 76)
    waiting = [child]
    while waiting:
        number = waiting.pop()
        if number < 0 or number in seen:
            continue
        seen.add(number)
        length, _, _, left, right = struct.unpack_from("<HBBii", entries[number], 64)
        names.add(entries[number][: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"))
        waiting += (left, right)
    return frozenset(names)
