"""What the cells of a sheet hold: by what is written in one, the type that it claims, and its style."""

from collections.abc import Callable

from slcheck.reading import bounds
from slcheck.reading.cells import TEXT, Cell, CellKind
from slcheck.reading.formats import xlsx_values
from slcheck.reading.formats.xlsx_strings import SharedStrings, unescaped
from slcheck.reading.formats.xlsx_styles import GENERAL, Shows, Styles
from slcheck.reading.formats.xlsx_values import Epoch, Value
from slcheck.text import clean, cut
from slcheck.trusted import trusting

cell = trusting(Cell)
"""A cell from its fields, all of them, as they are."""

Written = tuple[str, str | None, str | None]
"""The text of a cell's value, and its attributes ``t`` and ``s``. Nothing else decides what the cell holds."""

Content = tuple[CellKind, Value, str, int]
"""Kind, value and number format of a cell, and the characters that it adds to those of the workbook: shared texts have
been counted where they are stored."""

_SHORT, _REMEMBERED = 100, 8192
"""How long and how many are the texts whose content is kept: a column has few different ones."""


class Contents:
    """The contents of the cells of one sheet. Each is worked out once for all cells that say the same."""

    def __init__(self, strings: SharedStrings, styles: Styles, epoch: Epoch, address: Callable[[], str]) -> None:
        """``address`` is asked for that of the cell that is being read, where it has to be refused."""
        self.known: dict[Written, Content | tuple[()]] = {}
        self._strings = strings
        self._styles = styles
        self._epoch = epoch
        self._address = address
        self._readers: dict[str, Callable[[str, str | None], Content | tuple[()]]] = {
            "n": self._number,
            "s": self._shared,
            "str": lambda text, _: self._text(unescaped(text)),
            "inlineStr": lambda text, _: self._text(text),
            "b": lambda text, _: (CellKind.BOOLEAN, xlsx_values.truth(text), GENERAL, 0),
            "e": lambda text, _: _error(text),
            "d": lambda text, _: (*xlsx_values.written_moment(text), GENERAL, 0),
        }

    def of(self, written: Written) -> Content | tuple[()]:
        """What a cell holds; the empty tuple for nothing. Raises UnreadableInput for a text that is too long.

        ``known`` has it already for most cells, and is to be asked first.
        """
        value, kind, style = written
        try:
            content = self._readers["n" if kind is None else kind](value, style)
        except (KeyError, ValueError):  # what is none of what it claims to be is still a cell
            content = _error(value)
        if len(value) <= _SHORT and len(self.known) < _REMEMBERED:
            self.known[written] = content
        return content

    def _number(self, text: str, written_style: str | None) -> Content | tuple[()]:
        if text.isspace():
            return ()
        number = xlsx_values.number(text)
        style = self._styles.of(written_style)
        if style.shows is Shows.NUMBER:
            return CellKind.NUMBER, number, style.number_format, 0
        return *xlsx_values.moment(number, style.shows, self._epoch), GENERAL, 0

    def _shared(self, text: str, _: str | None) -> Content | tuple[()]:
        position = xlsx_values.whole(text)
        if position >= len(self._strings):
            raise ValueError(text)
        shown = self._strings.text(position, self._cleaned)
        return (TEXT, shown, GENERAL, 0) if shown else ()

    def _text(self, text: str) -> Content | tuple[()]:
        shown = self._cleaned(text)
        return (TEXT, shown, GENERAL, len(shown)) if shown else ()

    def _cleaned(self, text: str) -> str:
        if len(text) > bounds.CELL_CHARACTERS:
            bounds.hold(f"characters in cell {self._address()}", len(text), bounds.CELL_CHARACTERS)
        return clean(text)


def _error(text: str) -> Content:
    return CellKind.ERROR, clean(cut(text, 40)), GENERAL, 0
