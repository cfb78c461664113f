"""The zip archive that a modern workbook is, held to the bounds before and while it is unpacked."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from slcheck.errors import UnreadableInput
from slcheck.reading import bounds
from slcheck.text import clean, cut

_SIGNATURE = b"PK\x03\x04"
_XML = (".xml", ".rels", ".rdf")
_ENCRYPTED = 0x1
_FORBIDDEN = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


def is_archive(data: bytes) -> bool:
    return data.startswith(_SIGNATURE)


class Archive:
    """The parts of an archive by name. Every XML part has been seen to declare no document type and no entity."""

    def __init__(self, data: bytes) -> None:
        """Raises UnreadableInput when the archive is damaged, locked, too large, or not what it claims to be."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {part.filename: part for part in self._archive.infolist()}
            self._hold_to_bounds(self._archive.infolist())
            for name in self._parts:
                if name.casefold().endswith(_XML):
                    self.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OverflowError, OSError) as error:
            raise UnreadableInput(f"the file is damaged ({_said(error)}); get it again from its source") from error
        except NotImplementedError as error:
            raise UnreadableInput(f"it is packed in a way that is not read ({_said(error)}); save it anew") from error

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def read(self, name: str) -> bytes:
        """A part, unpacked; no more of it than its own declaration. Raises UnreadableInput for one that is damaged."""
        part = self._parts[name]
        try:
            with self._archive.open(part) as stream:
                content = stream.read(bounds.PART_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            said = f"the part {_shown(name)} is damaged ({_said(error)})"
            raise UnreadableInput(f"{said}; get the file again from its source") from error
        bounds.hold(f"bytes in the part {_shown(name)}", len(content), bounds.PART_BYTES)
        if any(word in content for word in _FORBIDDEN) and name.casefold().endswith(_XML):
            said = f"the part {_shown(name)} declares a document type or an entity, which no spreadsheet program writes"
            raise UnreadableInput(f"{said}; open the file in Excel, save it, and try again")
        return content

    def _hold_to_bounds(self, parts: list[zipfile.ZipInfo]) -> None:
        bounds.hold("parts", len(parts), bounds.PARTS)
        bounds.hold("bytes once unpacked", sum(part.file_size for part in parts), bounds.INFLATED_BYTES)
        for part in parts:
            name = _shown(part.filename)
            if part.flag_bits & _ENCRYPTED:
                raise UnreadableInput(f"the part {name} is locked with a password; save the file without one")
            bounds.hold(f"bytes in the part {name}", part.file_size, bounds.PART_BYTES)
            if part.file_size > bounds.MIB and part.file_size > bounds.INFLATION * part.compress_size:
                raise UnreadableInput(f"the part {name} is packed beyond belief; save the file anew")
        if len({part.filename.casefold() for part in parts}) < len(parts):
            raise UnreadableInput("the archive holds two parts of the same name; save the file anew in Excel")


def _shown(name: str) -> str:
    return cut(clean(name), 60)


def _said(error: Exception) -> str:
    return cut(clean(str(error)), 100) or type(error).__name__
