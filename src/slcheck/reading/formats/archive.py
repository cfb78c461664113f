"""The zip archive that a modern workbook is, held to the bounds before and while it is unpacked."""

import zipfile
from collections.abc import Iterator

from slcheck.errors import UnreadableInput
from slcheck.reading import bounds
from slcheck.reading.formats import containers
from slcheck.text import clean, cut

_LOCAL_HEADER = 30
_XML = (".xml", ".rels", ".rdf")
_ENCRYPTED = 0x1

_FORBIDDEN = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_LONGEST_WORD = max(map(len, _FORBIDDEN))
_IN_EACH = b"!"
"""Seldom in a piece, and looked for in no time."""
_PIECE = 256 * 1024


class Archive:
    """The parts of an archive by name. Every XML part has been seen to declare no document type and no entity."""

    def __init__(self, data: bytes) -> None:
        """Raises UnreadableInput when the archive is damaged, locked, too large, or not what it claims to be."""
        try:
            self._archive = containers.opened(data)
        except containers.DAMAGE as error:
            raise _damaged(_said(error)) from error
        entries = self._archive.infolist()
        self._parts = {part.filename: part for part in entries}
        _hold_to_bounds(entries)
        _refuse_overlaps(entries, self._archive.start_dir)
        tags = sum(self._tags(name) for name in self._parts if name.casefold().endswith(_XML))
        bounds.hold("tags", tags, bounds.XML_TAGS)

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def read(self, name: str) -> bytes:
        """A part, unpacked; no more of it than its own declaration. Raises UnreadableInput for one that is damaged."""
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part as ``read`` gives it, piece by piece, so that it need not be in memory as a whole."""
        part = self._parts[name]
        missing = part.file_size
        try:
            with self._archive.open(part) as stream:
                while piece := stream.read(_PIECE):
                    missing -= len(piece)
                    yield piece
        except containers.DAMAGE as error:
            raise _damaged(f"the part {_shown(name)}: {_said(error)}") from error
        if missing:
            raise _damaged(f"the part {_shown(name)} is not as long as the archive says")

    def _tags(self, name: str) -> int:
        """How many tags are in a part of XML. Raises UnreadableInput when it declares anything."""
        tags, before = 0, b""
        for piece in self.pieces(name):
            tags += piece.count(b"<")
            if (_IN_EACH in piece or _IN_EACH in before) and any(word in before + piece for word in _FORBIDDEN):
                said = f"the part {_shown(name)} declares a document type or an entity"
                raise UnreadableInput(
                    f"{said}, which no spreadsheet program writes; open the file in Excel, save it, and try again"
                )
            before = piece[-_LONGEST_WORD:]
        return tags


def part_key(name: str) -> str:
    """What two spellings of the name of one part have in common: Windows does not tell them apart."""
    return name.replace("\\", "/").lstrip("/").casefold()


def _hold_to_bounds(parts: list[zipfile.ZipInfo]) -> None:
    bounds.hold("parts", len(parts), bounds.PARTS)
    bounds.hold("bytes once unpacked", sum(part.file_size for part in parts), bounds.INFLATED_BYTES)
    for part in parts:
        name = _shown(part.filename)
        if part.flag_bits & _ENCRYPTED:
            raise UnreadableInput(f"the part {name} is locked with a password; save the file without one")
        if part.compress_type not in containers.PACKINGS:
            raise UnreadableInput(f"the part {name} is packed in a way that is not read; open it in Excel and save it")
        bounds.hold(f"bytes in the part {name}", part.file_size, bounds.PART_BYTES)
        if part.file_size > bounds.MIB and part.file_size > bounds.INFLATION * part.compress_size:
            raise UnreadableInput(f"the part {name} is packed beyond belief; save the file anew")
    if len({part_key(part.filename) for part in parts}) < len(parts):
        raise UnreadableInput("the archive holds two parts of the same name; save the file anew in Excel")


def _refuse_overlaps(parts: list[zipfile.ZipInfo], directory: int) -> None:
    """Parts that share bytes multiply what is unpacked, and show one program another content than the next."""
    end = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < end:
            raise _damaged(f"the part {_shown(part.filename)} overlaps another")
        end = part.header_offset + _LOCAL_HEADER + part.compress_size
        if end > directory:
            raise _damaged(f"the part {_shown(part.filename)} overlaps the directory")


def _damaged(what: str) -> UnreadableInput:
    return UnreadableInput(f"the file is damaged ({what}); get it again from its source")


def _shown(name: str) -> str:
    return cut(clean(name), 60)


def _said(error: Exception) -> str:
    return cut(clean(str(error)), 100) or type(error).__name__
