"""One sheet of a workbook: its filled cells as they stand in the part, whatever its dimension tag promises.

This is where the time goes: every cell is half a dozen events, so what is asked for each is looked up beforehand, and
what ``xlsx_rows`` can read causes none.
"""

from collections.abc import Callable, Iterable
from typing import NoReturn
from xml.parsers import expat

from slcheck.errors import UnreadableInput
from slcheck.reading import bounds
from slcheck.reading.cells import CellKind, Row, Sheet, column_letters
from slcheck.reading.formats import markup, xlsx_blocks, xlsx_rows, xlsx_values
from slcheck.reading.formats.xlsx_cells import Contents, cell
from slcheck.reading.formats.xlsx_strings import Runs, SharedStrings
from slcheck.reading.formats.xlsx_styles import GENERAL, Styles
from slcheck.reading.formats.xlsx_values import Epoch, Value
from slcheck.text import clean, cut
from slcheck.values import dataclass

_CURE = "open it in Excel, save it, and try again"


@dataclass(slots=True)
class Shared:
    """What the sheets of a workbook have in common, with what all of them together have taken so far."""

    strings: SharedStrings
    styles: Styles
    epoch: Epoch
    rows: int = 0
    filled: int = 0
    characters: int = 0


def read_sheet(name: str, pieces: Callable[[], Iterable[bytes]], part: str, shared: Shared) -> Sheet:
    """The sheet called ``name`` from its part. Raises UnreadableInput when it is damaged or too large.

    ``pieces`` gives the part from its start, each time that it is called.
    """
    before = shared.rows, shared.filled, shared.characters
    sheet = Sheet(name)
    reader = _Reader(sheet, shared)
    try:
        return reader.read(xlsx_blocks.left_over(pieces(), reader.is_between_rows, reader.take), part)
    except UnreadableInput as error:
        if not isinstance(error.__cause__, expat.ExpatError):
            raise
    shared.rows, shared.filled, shared.characters = before
    sheet.rows.clear()  # two of them need not be in memory
    return read_by_events(name, pieces(), part, shared)  # which says where in the whole part the damage is


def read_by_events(name: str, pieces: Iterable[bytes], part: str, shared: Shared) -> Sheet:
    """As ``read_sheet``, with all of the part parsed by expat."""
    return _Reader(Sheet(name), shared).read(pieces, part)


class _Reader:
    """The state between the events of one sheet."""

    def __init__(self, sheet: Sheet, shared: Shared) -> None:
        self.written: list[str] = []
        self._sheet = sheet
        self._shared = shared
        self._runs = Runs(self.written)
        self._is_in_order = True
        self._in_data = self._in_row = False
        self._row = 0
        self._row_text = ""
        self._column = 0
        self._cells: Row = {}
        self._cell: markup.Attributes | None = None
        self._value: str | None = None
        self._formula: str | None = None
        self._columns: dict[str, int] = {}
        self._column_records = 0
        self._contents = Contents(shared.strings, shared.styles, shared.epoch, self._address)
        self._known_contents = self._contents.known
        self._plain = xlsx_rows.PlainRows(self._contents)
        self.starts: markup.Starts = {
            **self._runs.starts,
            "sheetData": self._begin_data,
            "row": self._begin_row,
            "c": self._begin_cell,
            "v": None,
            "f": None,
            "is": self._runs.begin,
            "col": self._column_record,
            "mergeCell": self._merged,
        }
        self.ends: dict[str, markup.End] = {
            **self._runs.ends,
            "sheetData": self._end_data,
            "row": self._end_row,
            "c": self._end_cell,
            "v": self._end_value,
            "f": self._end_formula,
            "is": self._end_runs,
        }

    def read(self, pieces: Iterable[bytes], part: str) -> Sheet:
        """The sheet; what stood out of order in the part is put in order."""
        markup.dispatch(pieces, part, "worksheet", self.starts, self.ends, self.written)
        if not self._is_in_order:
            rows = self._sheet.rows
            self._sheet.rows = {number: dict(sorted(rows[number].items())) for number in sorted(rows)}
        return self._sheet

    def is_between_rows(self) -> bool:
        """Whether a row could come next, and all so far were in order."""
        return self._in_data and not self._in_row and self._is_in_order

    def take(self, written: bytes) -> bool:
        """Take over the rows in ``written``; False, and nothing done, where one is odd or would have to be refused."""
        block, shared = self._plain.read(written, self._row), self._shared
        if block is None:
            return False
        rows, filled = shared.rows + len(block.rows), shared.filled + block.filled
        characters = shared.characters + block.characters
        if rows > bounds.FILLED_ROWS or filled > bounds.FILLED_CELLS or characters > bounds.TEXT_CHARACTERS:
            return False
        shared.rows, shared.filled, shared.characters = rows, filled, characters
        self._row = block.last
        self._sheet.rows.update(block.rows)
        self._sheet.hidden_rows.update(block.hidden)
        return True

    def _begin_data(self, _: markup.Attributes) -> None:
        self._in_data = True

    def _end_data(self) -> None:
        self._in_data = False

    def _begin_row(self, attributes: markup.Attributes) -> None:
        if not self._in_data:  # controls have rows and columns of their own
            return
        if self._in_row:
            self._refuse("a row", "stands in another row")
        self._in_row = True
        written = attributes.get("r")
        try:
            row = self._row + 1 if written is None else xlsx_values.whole(written)
        except ValueError:
            row = 0
        if not 1 <= row <= xlsx_values.ROWS:
            self._refuse(f"the row '{_shown(str(row) if written is None else written)}'", "is no row")
        if row <= self._row:
            self._is_in_order = False
        self._row, self._row_text, self._column = row, str(row), 0
        self._cells = self._sheet.rows.get(row, {})
        if xlsx_values.is_hidden(attributes, "ht"):
            self._sheet.hidden_rows.add(row)

    def _end_row(self) -> None:
        if self._in_row and self._cells and self._row not in self._sheet.rows:
            self._sheet.rows[self._row] = self._cells
            self._shared.rows += 1
            if self._shared.rows > bounds.FILLED_ROWS:
                bounds.hold("filled rows", self._shared.rows, bounds.FILLED_ROWS)
        self._in_row = False

    def _begin_cell(self, attributes: markup.Attributes) -> None:
        if not self._in_data:
            return
        if not self._in_row or self._cell is not None:
            self._refuse("a cell", "stands outside a row or in another cell")
        self._cell = attributes
        self._value = self._formula = None

    def _end_cell(self) -> None:
        attributes = self._cell
        if attributes is None:
            return
        self._cell = None
        of_cell = attributes.get
        reference, before = of_cell("r"), self._column
        if reference is None:
            self._column = self._next_column()
        else:
            letters = reference.removesuffix(self._row_text)
            column = self._columns.get(letters)
            if column is None or len(letters) == len(reference):
                column = self._new_column(reference, letters)
            self._column = column
            if column <= before:
                self._is_in_order = False
        if value := self._value:
            written = value, of_cell("t"), of_cell("s")
            content = self._known_contents.get(written)
            if content is None:
                content = self._contents.of(written)
            if content:
                self._put(*content)
        elif self._formula is not None and of_cell("t") != "str":
            formula = cut(clean(f"={self._formula[: bounds.CELL_CHARACTERS]}"), 60)
            self._put(CellKind.FORMULA, formula, GENERAL, 0)

    def _next_column(self) -> int:
        """The column of a cell that names none."""
        if self._column == xlsx_values.COLUMNS:
            self._refuse(f"row {self._row}", "has more cells than a row can have")
        return self._column + 1

    def _new_column(self, reference: str, letters: str) -> int:
        try:
            row, column = xlsx_values.position(reference)
        except ValueError:
            self._refuse(f"the reference '{_shown(reference)}'", "names no cell")
        if row != self._row:
            self._refuse(f"the cell '{reference}'", f"stands in row {self._row}")
        self._columns[letters] = column
        return column

    def _end_value(self) -> None:
        if self._value:
            self._refuse_second_value()
        self._value = "".join(self.written)

    def _end_formula(self) -> None:
        self._formula = "".join(self.written)

    def _end_runs(self) -> None:
        if self._cell is not None:
            self._cell["t"] = "inlineStr"  # whatever the cell says of itself
            if self._value:
                self._refuse_second_value()
            self._value = self._runs.text()

    def _refuse_second_value(self) -> None:
        if self._cell is not None:
            self._refuse(f"a cell in row {self._row}", "has two values")

    def _put(self, kind: CellKind, value: Value, number_format: str, characters: int) -> None:
        column, shared = self._column, self._shared
        if characters:
            shared.characters += characters
            if shared.characters > bounds.TEXT_CHARACTERS:
                bounds.hold("characters of text", shared.characters, bounds.TEXT_CHARACTERS)
        if column in self._cells:
            self._refuse(f"cell {self._address()}", "stands in the file twice", "of")
        if column > bounds.COLUMNS:
            bounds.hold("columns", column, bounds.COLUMNS)
        shared.filled += 1
        if shared.filled > bounds.FILLED_CELLS:
            bounds.hold("filled cells", shared.filled, bounds.FILLED_CELLS)
        self._cells[column] = cell(self._row, column, kind, value, number_format, "")

    def _column_record(self, attributes: markup.Attributes) -> None:
        if self._in_data:
            return
        self._column_records += 1
        bounds.hold("descriptions of columns", self._column_records, bounds.COLUMN_RECORDS)
        if not xlsx_values.is_hidden(attributes, "width"):
            return
        try:
            first = xlsx_values.whole(attributes.get("min", ""))
            last = xlsx_values.whole(attributes.get("max", ""))
        except ValueError:
            self._refuse("a hidden column", "has no number")
        self._sheet.hidden_columns.update(range(max(first, 1), min(last, bounds.COLUMNS) + 1))

    def _merged(self, attributes: markup.Attributes) -> None:
        reference = attributes.get("ref", "")
        try:
            self._sheet.merged.append(xlsx_values.area(reference))
        except ValueError:
            self._refuse(f"the merged area '{_shown(reference)}'", "is no area")
        bounds.hold("merged areas", len(self._sheet.merged), bounds.MERGED_AREAS)

    def _address(self) -> str:
        return f"{column_letters(self._column)}{self._row}"

    def _refuse(self, what: str, why: str, where: str = "on") -> NoReturn:
        raise UnreadableInput(f"{what} {where} sheet {self._sheet.name} {why}; {_CURE}")


def _shown(text: str) -> str:
    return cut(clean(text), 40)
