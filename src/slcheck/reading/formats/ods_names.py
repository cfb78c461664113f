"""The prefixes of OpenDocument's namespaces: what another file calls ``t:`` is read as the customary ``table:``."""

from itertools import islice

from slcheck.errors import UnreadableInput
from slcheck.reading.formats.markup import Attributes
from slcheck.text import clean, cut, regex

_DECLARATION = "xmlns:"
_DECLARED = regex(rb"xmlns:[^\s=:<>]++\s*+=")
_MOST = 10_000
"""Declarations that are counted; a part that seems to have more is looked through to its end."""

_CUSTOMARY = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}
_URIS = {prefix: uri for uri, prefix in _CUSTOMARY.items()}


class Prefixes:
    """What the prefixes of attributes in one part mean."""

    def __init__(self, part: bytes) -> None:
        self.matter = True
        self._renamed: dict[str, str] = {}
        declared = sum(1 for _ in islice(_DECLARED.finditer(part), _MOST))
        self._to_come = declared if 0 < declared < _MOST else len(part)  # none to be seen: UTF-16, say

    def customary(self, attributes: Attributes) -> Attributes:
        """The attributes of an element with the customary prefixes.

        Once every declaration has been met and all are customary, nothing changes any more and ``matter`` is false: a
        sheet of a million cells has them all on its first element.
        """
        if self._to_come:
            for key, uri in attributes.items():
                if key.startswith(_DECLARATION):
                    self._declare(key.removeprefix(_DECLARATION), uri)
            self.matter = self._to_come > 0 or bool(self._renamed)
        if not self._renamed:
            return attributes
        renamed = {}
        for key, value in attributes.items():
            prefix, _, local = key.partition(":")
            renamed[f"{self._renamed[prefix]}:{local}" if prefix in self._renamed else key] = value
        return renamed

    def _declare(self, prefix: str, uri: str) -> None:
        """Raises UnreadableInput where a prefix has two meanings: what an attribute says could not be told."""
        self._to_come -= 1
        customary = _CUSTOMARY.get(uri, "")
        if self._renamed.get(prefix, customary) != customary or _URIS.get(prefix, uri) != uri:
            said = f"the OpenDocument file gives the prefix {cut(clean(prefix), 20)} a meaning of its own"
            raise UnreadableInput(f"{said}; open it in LibreOffice or Excel, save it, and try again")
        if customary and customary != prefix:
            self._renamed[prefix] = customary
