"""Rows in the spelling that nearly every program gives them, read with a pattern, a block of them at a time.

Expat makes two calls for every element, which is most of the time that a large sheet takes. What is written plainly
needs none. Nothing is refused here: a block with anything odd in it is left to expat, whose sentences stand.
"""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from slcheck.errors import UnreadableInput
from slcheck.reading import bounds
from slcheck.reading.cells import Row
from slcheck.reading.formats import xlsx_values
from slcheck.reading.formats.xlsx_cells import Content, Contents, cell
from slcheck.reading.formats.xlsx_strings import unescaped
from slcheck.text import regex

_UNSEEN = bytes(set(range(0x20)) - set(b"\t\n"))
"""What XML forbids, and the carriage return, which it reads as a line feed."""
_NOWHERE = (b"]]>", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
"""What else no text can have: the end of a section that did not begin, U+FFFE and U+FFFF."""

_FORMULA = (
    r'<f(?: aca="false")?(?: t="shared")?(?: ref="[A-Z0-9:]+")?(?: si="[0-9]+")?'
    r"(?:/>|>[^<&]*(?:&(?:amp|lt|gt|quot|apos);[^<&]*)*</f>)"
)
_TOKEN = regex(
    r'(?:<row r="([0-9]+)"([^<>]*)>'
    r'|<c r="([A-Z]{1,3})([0-9]+)"([^<>]*(?:/>|>(?:'
    rf"(?:{_FORMULA}(?=<v>[^<]))?<v>[^<]*</v>"
    r'|<is><t(?: xml:space="preserve")?>[^<]*</t></is>'
    r")?</c>)))(</row>)?"
)
"""The start of a row: its number, its other attributes. Or a cell: letters and digits of its reference, and all that
follows; a formula has to have a value. And whether the row ends there.
"""
_STEP = 7
"""What a token adds to the pieces of a block: the six above, and what stands between it and the next."""
_ATTRIBUTES = regex(r'(?: [A-Za-z0-9:]+="[^<>&"\t\n]*")* ?')
_ATTRIBUTE = regex(r' ([A-Za-z0-9:]+)="([^"]*)"')
_OF_CELL = frozenset(["s", "t", "cm", "vm", "ph"])
_OF_ROW = frozenset(
    {"spans", "s", "customFormat", "ht", "customHeight", "hidden", "outlineLevel", "collapsed", "thickTop"}
    | {"thickBot", "ph", "x14ac:dyDescent"}
)
_ENTITY = regex(r"&(?:(amp|lt|gt|quot|apos);)?")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

_LONG, _SPELLINGS, _REMEMBERED = 200, 2048, 8192
"""Characters of the longest attributes that are plain, and of the longest spelling of a cell whose content is kept; how
many attributes or columns are kept, and how many contents."""

_Value = TypeVar("_Value")
_Content = Content | tuple[()]


class Block:
    """The filled rows of a block by number, and which rows are hidden; ``last`` is the number of the last of all.

    ``filled`` is how many cells they have, and ``characters`` how many these add to those of the shared texts.
    """

    __slots__ = ("characters", "filled", "hidden", "last", "rows")

    def __init__(self, last: int) -> None:
        """``last`` is the number of the row before them."""
        self.last = last
        self.rows: dict[int, Row] = {}
        self.hidden: list[int] = []
        self.filled = self.characters = 0


class _OddError(Exception):
    """Something is not written plainly."""


class PlainRows:
    """Reads blocks of rows of one sheet."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._held = _Known(self._content, _REMEMBERED)
        self._hides = _Known(_hides_row, _SPELLINGS)
        self._kinds = _Known(_kind_and_style, _SPELLINGS)
        self._columns = _Known(_column, _SPELLINGS)

    def read(self, written: bytes, last: int) -> Block | None:
        """The rows that are ``written``; ``last`` is the row before them.

        None where anything is not plain, is out of order, or would have to be refused.
        """
        if len(written.translate(None, _UNSEEN)) < len(written) or any(each in written for each in _NOWHERE):
            return None
        block = Block(last)
        try:
            self._read(_TOKEN.split(written.decode()), block)
        except (_OddError, UnreadableInput, ValueError):  # what is not UTF-8 and what is no number are ValueErrors
            return None
        return block

    def _read(self, pieces: Sequence[str], block: Block) -> None:
        if any(pieces[::_STEP]):
            raise _OddError
        held, columns, number, last, characters = self._held, self._columns, "", 0, 0
        cells: Row = {}
        for row, rest, letters, digits, spelling, ends in zip(
            *(pieces[at::_STEP] for at in range(1, _STEP)), strict=True
        ):
            if row:
                if number:
                    raise _OddError
                number, cells, last = self._begin_row(row, rest, block), {}, 0
                at = block.last
            else:
                column = columns[letters]
                if digits != number or column <= last:
                    raise _OddError
                last = column
                if content := held[spelling]:
                    kind, value, number_format, added = content
                    characters += added
                    cells[column] = cell(at, column, kind, value, number_format, "")
            if ends:
                number = _end_row(number, cells, block)
        if number:
            raise _OddError
        block.characters = characters

    def _begin_row(self, number: str, attributes: str, block: Block) -> str:
        """``number``, in which the cells of the row are; none for a row that has none, and has ended."""
        row = int(number)
        if not block.last < row <= xlsx_values.ROWS or str(row) != number:
            raise _OddError
        block.last = row
        if self._hides[attributes.removesuffix("/")]:
            block.hidden.append(row)
        return "" if attributes.endswith("/") else number

    def _content(self, spelling: str) -> _Content:
        """What a cell holds that is so written."""
        attributes, _, inside = spelling.partition(">")
        kind, style = self._kinds[attributes if inside else attributes.removesuffix("/")]
        if inside.startswith("<is>"):  # whatever the cell says of itself
            value, kind = unescaped(_text(inside.split(">", 2)[2])), "inlineStr"
        else:
            value = _text(inside.rpartition("<v>")[2])
        if not value:
            return ()
        content = self._contents.known.get((value, kind, style))
        return self._contents.of((value, kind, style)) if content is None else content


def _end_row(number: str, cells: Row, block: Block) -> str:
    """The number of the row that is open afterwards: none."""
    if not number:
        raise _OddError
    if cells:
        block.rows[block.last] = cells
        block.filled += len(cells)
    return ""


class _Known(dict[str, _Value]):
    """What a function finds for a spelling, kept for the first ``most`` that are not long: honest sheets have few."""

    def __init__(self, find: Callable[[str], _Value], most: int) -> None:
        super().__init__()
        self._find = find
        self._most = most

    def __missing__(self, spelling: str) -> _Value:
        found = self._find(spelling)
        if len(self) < self._most and len(spelling) <= _LONG:
            self[spelling] = found
        return found


def _attributes(written: str, names: frozenset[str]) -> dict[str, str]:
    """Attributes as they follow another. Each is one of ``names``, and there once."""
    if len(written) > _LONG or not _ATTRIBUTES.fullmatch(written):
        raise _OddError
    pairs = _ATTRIBUTE.findall(written)
    found = dict(pairs)
    if len(found) < len(pairs) or not names.issuperset(found):
        raise _OddError
    return found


def _hides_row(attributes: str) -> bool:
    return xlsx_values.is_hidden(_attributes(attributes, _OF_ROW), "ht")


def _kind_and_style(attributes: str) -> tuple[str | None, str | None]:
    found = _attributes(attributes, _OF_CELL)
    return found.get("t"), found.get("s")


def _column(letters: str) -> int:
    _, column = xlsx_values.position(f"{letters}1")
    if column > bounds.COLUMNS:
        raise _OddError
    return column


def _text(written: str) -> str:
    """The text up to the next tag, its entities resolved. Only the five that XML itself has are plain."""
    text, _, _ = written.partition("<")
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(entity: re.Match[str]) -> str:
    if not entity[1]:
        raise _OddError
    return _ENTITIES[entity[1]]
