"""Where the parts of a workbook are: Office's relationships, transitional and strict, and the names in use without."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from slcheck.errors import UnreadableInput
from slcheck.reading import bounds
from slcheck.reading.formats import markup
from slcheck.reading.formats.archive import Archive, part_key
from slcheck.text import clean, cut
from slcheck.values import dataclass

_USUAL = "xl/workbook.xml"
_PATH = 1_000
"""Characters of a path that are looked at; a longer one names no part."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another refers to. ``kind`` is the last word of the relationship's type, which strict and
    transitional workbooks share; ``part`` is None where the archive has no such part.
    """

    kind: str
    part: str | None


class Package:
    """The parts of an archive, found as Office finds them: whatever their case, from the root or from their folder."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._names = {part_key(name): name for name in archive}

    def pieces(self, part: str) -> Iterator[bytes]:
        """The content of ``part``, which the archive is known to have."""
        return self._archive.pieces(part)

    def find(self, path: str) -> str | None:
        """The part that ``path`` (from the root) names, as the archive spells it."""
        return self._names.get(part_key(path)) or self._names.get(part_key(unquote(path)))

    def beside(self, part: str, name: str) -> str | None:
        """The part called ``name`` in the folder of ``part``."""
        return self.find(posixpath.join(posixpath.dirname(part_key(part)), name))

    def relations(self, part: str) -> dict[str, Relation]:
        """What ``part`` (the whole package for an empty name) refers to, by the identifiers that it uses."""
        folder, name = posixpath.split(part_key(part))
        listed = self.find(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, Relation] = {}

        def relationship(attributes: markup.Attributes) -> None:
            identifier = attributes.get("Id", "")
            if identifier in found:
                said = f"the part {cut(clean(listed or ''), 60)} refers to two parts as '{cut(clean(identifier), 40)}'"
                raise UnreadableInput(f"{said}; open the file in Excel, save it, and try again")
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = None
            if attributes.get("TargetMode") != "External":
                target = self.find(_resolved(folder, attributes.get("Target", "")[:_PATH]))
            found[identifier] = Relation(kind, target)
            bounds.hold("relationships of one part", len(found), bounds.RELATIONSHIPS)

        if listed is not None:
            starts = {"Relationship": relationship}
            markup.dispatch(self.pieces(listed), listed, "Relationships", starts, {})
        return found

    def workbook(self) -> str:
        """The part that is the workbook. Raises UnreadableInput when there is none."""
        kinds = self.relations("").values()
        declared = [each.part for each in kinds if each.kind == "officeDocument" and each.part is not None]
        part = declared[0] if declared else self.find(_USUAL)
        if part is None:
            raise UnreadableInput(
                "the archive has no workbook in it; open it in Excel, save it as .xlsx, and try again"
            )
        return part


def related(relations: dict[str, Relation], kind: str) -> str | None:
    """The first part among ``relations`` that is of ``kind``."""
    return next((each.part for each in relations.values() if each.kind == kind and each.part), None)


def _resolved(folder: str, target: str) -> str:
    """The path from the root that ``target`` has in a part of ``folder``."""
    return posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/")))
