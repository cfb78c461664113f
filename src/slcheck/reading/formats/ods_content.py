"""The sheets of an OpenDocument spreadsheet, from the elements of its content.

Only what is known to be a cell of a sheet is read: a stack of places says what may stand where, and whatever else
there is (old contents among tracked changes, comments, charts with tables of their own, cached copies of other files)
is passed over with all that it holds.
"""

import re
from collections.abc import Callable

from slcheck.errors import UnreadableInput
from slcheck.reading import bounds
from slcheck.reading.cells import Area, Book, Cell, Row, Sheet, column_letters
from slcheck.reading.formats.markup import Attributes
from slcheck.reading.formats.ods_cells import content
from slcheck.reading.formats.ods_names import Prefixes
from slcheck.reading.formats.ods_styles import Styles
from slcheck.reading.formats.raised import as_marker
from slcheck.text import clean, cut, regex

_POSITIVE = regex(r"\s*\+?0*([1-9][0-9]{0,8})\s*", re.ASCII)
_REPEATED = "table:number-columns-repeated"
_ACROSS, _DOWN = "table:number-columns-spanned", "table:number-rows-spanned"
_STRING = "office:string-value"
_HIDDEN = ("collapse", "filter")
_NOTES = ("annotation", "note", "ruby-text", "tracked-changes")
_BLOCKS = ("table", "list", "p", "h")
_LINES = ("line", "polyline", "polygon", "regular-polygon", "path", "circle", "ellipse", "rect", "connector", "measure")
_DRAWN = ("frame", "g", "caption", "control", "custom-shape", "scene", "page-thumbnail")
_NOT_SHOWN = frozenset((*_NOTES, *_BLOCKS, *_LINES, *_DRAWN))
"""What may stand in a paragraph and is no part of its text."""

_Start = Callable[[Attributes], None]
_End = Callable[[], None]


class Content:
    """The handlers of the events of ``content.xml``; afterwards ``book`` holds its sheets."""

    def __init__(self, styles: Styles, prefixes: Prefixes) -> None:
        self.book = Book([])
        self._styles = styles
        self._prefixes = prefixes
        self._filled = self._filled_rows = self._characters = 0
        self._passing_over = 0
        self._outside: dict[str, _Start] = {"spreadsheet": self._start_spreadsheet}
        self._in_spreadsheet: dict[str, _Start] = {"table": self._start_table}
        groups = ("table-row-group", "table-column-group")
        wrappers = ("table-rows", "table-header-rows", "table-columns", "table-header-columns")
        self._in_table: dict[str, _Start] = {
            "table-row": self._start_row,
            "table-column": self._start_column,
            **dict.fromkeys(groups, self._start_group),
            **dict.fromkeys(wrappers, _nothing),
        }
        self._in_row: dict[str, _Start] = {"table-cell": self._start_cell, "covered-table-cell": self._covered_cell}
        self._in_cell: dict[str, _Start] = {
            **dict.fromkeys(("p", "h"), self._start_paragraph),
            **dict.fromkeys(("list", "list-item", "list-header"), _nothing),
        }
        self._in_text: dict[str, _Start] = {
            "span": self._start_span,
            "s": self._blanks,
            **dict.fromkeys(("tab", "line-break"), self._blank),
        }
        self._ends: dict[str, _End] = {
            "spreadsheet": self._end_spreadsheet,
            "table": self._end_table,
            "table-row": self._end_row,
            "table-cell": self._end_cell,
            "p": self._end_paragraph,
            "h": self._end_paragraph,
            "span": self._end_span,
            **dict.fromkeys(groups, self._end_group),
        }
        self._place = self._outside
        self._start_sheet(Sheet(""))
        self._text: list[str] = []
        self._raised: list[bool] = []

    def _start_sheet(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._row, self._row_repeat, self._is_row_hidden = 1, 1, False
        self._column, self._next_column = 1, 1
        self._cells: Row = {}
        self._merged: list[tuple[int, int, int]] = []
        self._merged_areas = 0
        self._hidden_columns: list[tuple[int, int]] = []
        self._groups: list[bool] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if self._prefixes.matter:
            attributes = self._prefixes.customary(attributes)
        if self._passing_over:
            self._passing_over += 1
            return
        place = self._place
        if (handler := place.get(name)) is not None:
            handler(attributes)
        elif place is self._outside:
            self._styles.start(name, attributes)
        elif place is not self._in_text or name in _NOT_SHOWN:
            self._passing_over = 1

    def end(self, name: str) -> None:
        if self._passing_over:
            self._passing_over -= 1
        elif self._place is self._outside:
            self._styles.end(name)
        elif (handler := self._ends.get(name)) is not None:
            handler()

    def text(self, text: str) -> None:
        if self._place is self._in_text and not self._passing_over:
            self._text.append(as_marker(text) if self._raised and self._raised[-1] else text)

    def _start_spreadsheet(self, _: Attributes) -> None:
        self._place = self._in_spreadsheet

    def _end_spreadsheet(self) -> None:
        self._place = self._outside

    def _start_table(self, attributes: Attributes) -> None:
        name = clean(attributes.get("table:name", "")) or f"sheet {len(self.book.sheets) + len(self.book.skipped) + 1}"
        if attributes.get("table:style-name", "") in self._styles.hidden_tables:
            self.book.skipped.append((name, "hidden sheet"))
            self._passing_over = 1
            return
        self._start_sheet(Sheet(name))
        self._place = self._in_table

    def _end_table(self) -> None:
        sheet = self._sheet
        for first, last in self._hidden_columns:
            sheet.hidden_columns.update(range(first, min(last, bounds.COLUMNS) + 1))
        sheet.hidden_columns &= {column for row in sheet.rows.values() for column in row}
        self.book.sheets.append(sheet)
        self._place = self._in_spreadsheet

    def _start_group(self, attributes: Attributes) -> None:
        self._groups.append(attributes.get("table:display") == "false")

    def _end_group(self) -> None:
        self._groups.pop()

    def _start_column(self, attributes: Attributes) -> None:
        repeat = _repeat(attributes, _REPEATED)
        if self._is_hidden(attributes):
            bounds.hold("descriptions of columns", len(self._hidden_columns) + 1, bounds.COLUMN_RECORDS)
            self._hidden_columns.append((self._next_column, self._next_column + repeat - 1))
        self._next_column += repeat

    def _start_row(self, attributes: Attributes) -> None:
        self._row_repeat = _repeat(attributes, "table:number-rows-repeated")
        self._is_row_hidden = self._is_hidden(attributes)
        self._column, self._cells, self._merged = 1, {}, []
        self._place = self._in_row

    def _is_hidden(self, attributes: Attributes) -> bool:
        return attributes.get("table:visibility") in _HIDDEN or any(self._groups)

    def _end_row(self) -> None:
        if self._cells:
            self._filled_rows += self._row_repeat
            bounds.hold("filled rows", self._filled_rows, bounds.FILLED_ROWS)
            self._expand_row()
        self._row += self._row_repeat
        self._place = self._in_table

    def _expand_row(self) -> None:
        self._merged_areas += len(self._merged) * self._row_repeat
        bounds.hold("merged areas", self._merged_areas, bounds.MERGED_AREAS)
        for row in range(self._row, self._row + self._row_repeat):
            cells = self._cells
            if row > self._row:
                cells = {at: Cell(row, at, each.kind, each.value, each.number_format) for at, each in cells.items()}
            self._sheet.rows[row] = cells
            self._sheet.merged += [Area(row, left, row + down - 1, right) for left, right, down in self._merged]
            if self._is_row_hidden:
                self._sheet.hidden_rows.add(row)

    def _covered_cell(self, attributes: Attributes) -> None:
        """What lies under a merged cell is not shown, and so not read."""
        self._column += _repeat(attributes, _REPEATED)
        self._passing_over = 1

    def _start_cell(self, attributes: Attributes) -> None:
        self._attributes = attributes
        self._place = self._in_cell

    def _end_cell(self) -> None:
        attributes, column = self._attributes, self._column
        self._place = self._in_row
        repeat = _repeat(attributes, _REPEATED) if _REPEATED in attributes else 1
        self._column += repeat
        shown = ""
        if self._text:
            shown = "".join(self._text)
            self._text = []
        elif not attributes:
            return
        longest = max(len(shown), len(attributes[_STRING])) if _STRING in attributes else len(shown)
        if longest > bounds.CELL_CHARACTERS:
            place = f"{column_letters(column)}{self._row}"
            bounds.hold(f"characters in cell {place}", longest, bounds.CELL_CHARACTERS)
        held = content(attributes, clean(shown))
        if held is None:
            return
        self._filled += repeat * self._row_repeat
        self._characters += longest
        if self._column - 1 > bounds.COLUMNS or self._filled > bounds.FILLED_CELLS:
            bounds.hold("columns", self._column - 1, bounds.COLUMNS)
            bounds.hold("filled cells", self._filled, bounds.FILLED_CELLS)
        if self._characters > bounds.TEXT_CHARACTERS:
            bounds.hold("characters in all cells", self._characters, bounds.TEXT_CHARACTERS)
        row, cells = self._row, self._cells
        kind, value, number_format = held
        for at in range(column, column + repeat):
            cells[at] = Cell(row, at, kind, value, number_format)
        if _ACROSS in attributes or _DOWN in attributes:
            self._merge(attributes, column)

    def _merge(self, attributes: Attributes, column: int) -> None:
        across, down = _repeat(attributes, _ACROSS), _repeat(attributes, _DOWN)
        if across > 1 or down > 1:
            self._merged.append((column, min(column + across - 1, bounds.COLUMNS), down))

    def _start_paragraph(self, _: Attributes) -> None:
        if self._text:
            self._text.append("\n")
        self._raised = []
        self._place = self._in_text

    def _end_paragraph(self) -> None:
        self._place = self._in_cell

    def _start_span(self, attributes: Attributes) -> None:
        """A span within a span is raised as that one is, unless its own style says otherwise."""
        around = bool(self._raised) and self._raised[-1]
        self._raised.append(self._styles.raised.get(attributes.get("text:style-name", ""), around))

    def _end_span(self) -> None:
        self._raised.pop()

    def _blanks(self, _: Attributes) -> None:
        self._text.append(" ")

    def _blank(self, _: Attributes) -> None:
        self._text.append(" ")


def _nothing(_: Attributes) -> None:
    """A wrapper around what is read."""


def _repeat(attributes: Attributes, name: str) -> int:
    """How many times a row or cell stands there. Raises UnreadableInput for what is no positive number."""
    written = attributes.get(name)
    if written is None:
        return 1
    match = _POSITIVE.fullmatch(written)
    if match is None:
        said = f"a cell or row is repeated '{cut(clean(written), 40)}' times, which is no number"
        raise UnreadableInput(f"{said}; open the file in LibreOffice or Excel, save it, and try again")
    return int(match[1])
