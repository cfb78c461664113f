"""One sheet of a workbook: its filled cells as they stand in the part, whatever its dimension tag promises.

This is where the time goes: every cell is half a dozen events, so what is asked for each is looked up beforehand.
"""

from collections.abc import Iterable
from typing import NoReturn

from slcheck.errors import UnreadableInput
from slcheck.reading import bounds
from slcheck.reading.cells import Cell, CellKind, Row, Sheet, column_letters
from slcheck.reading.formats import markup, xlsx_values
from slcheck.reading.formats.xlsx_strings import Runs, SharedStrings, unescaped
from slcheck.reading.formats.xlsx_styles import GENERAL, Shows, Styles
from slcheck.reading.formats.xlsx_values import Epoch, Value
from slcheck.text import clean, cut
from slcheck.values import dataclass

_SHORT, _REMEMBERED = 100, 4096
"""How long and how many are the texts that are not cleaned a second time: a column has few different ones."""

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


def read_sheet(name: str, pieces: Iterable[bytes], part: str, shared: Shared) -> Sheet:
    """The sheet called ``name`` from its part. Raises UnreadableInput when it is damaged or too large."""
    reader = _Reader(Sheet(name), shared)
    markup.dispatch(pieces, part, "worksheet", reader.starts, reader.ends, reader.written)
    return reader.sheet_in_order()


def is_true(attribute: str | None) -> bool:
    """Whether a yes-or-no attribute says yes."""
    return attribute is not None and attribute.strip().casefold() in ("1", "true", "on")


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
        self._readers = {
            "n": self._read_number,
            "s": self._read_shared,
            "str": self._read_text,
            "inlineStr": self._read_text,
            "b": self._read_truth,
            "e": self._read_error,
            "d": self._read_moment,
        }
        self._known_texts: dict[str, str] = {}
        self._known_numbers: dict[str, int | float] = {}
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

    def sheet_in_order(self) -> Sheet:
        """The sheet; what stood out of order in the part is put in order."""
        if not self._is_in_order:
            rows = self._sheet.rows
            self._sheet.rows = {number: dict(sorted(rows[number].items())) for number in sorted(rows)}
        return self._sheet

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
        if is_true(attributes.get("hidden")) or _is_zero(attributes.get("ht")):
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
        self._move(attributes.get("r"))
        value, kind = self._value, attributes.get("t", "n")
        if value:
            try:
                self._readers[kind](value, attributes)
            except (KeyError, ValueError):  # what is none of what it claims to be is still a cell
                self._put(CellKind.ERROR, clean(cut(value, 40)))
        elif self._formula is not None and kind != "str":
            self._put(CellKind.FORMULA, cut(clean(f"={self._formula[: bounds.CELL_CHARACTERS]}"), 60))

    def _move(self, reference: str | None) -> None:
        """Go to the cell that ``reference`` names, or to the next one of the row."""
        before = self._column
        if reference is None:
            self._column += 1
            if self._column > xlsx_values.COLUMNS:
                self._refuse(f"row {self._row}", "has more cells than a row can have")
            return
        letters = reference.removesuffix(self._row_text)
        column = self._columns.get(letters)
        if column is None or len(letters) == len(reference):
            column = self._new_column(reference, letters)
        self._column = column
        if column <= before:
            self._is_in_order = False

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
        self._take("".join(self.written))

    def _end_formula(self) -> None:
        self._formula = "".join(self.written)

    def _end_runs(self) -> None:
        if self._cell is not None:
            self._cell["t"] = "inlineStr"  # whatever the cell says of itself
            self._take(self._runs.text())

    def _take(self, value: str) -> None:
        if self._value and self._cell is not None:
            self._refuse(f"a cell in row {self._row}", "has two values")
        self._value = value

    def _put(self, kind: CellKind, value: Value, number_format: str = GENERAL) -> None:
        column, shared = self._column, self._shared
        if column in self._cells:
            self._refuse(f"cell {self._address()}", "stands in the file twice", "of")
        if column > bounds.COLUMNS:
            bounds.hold("columns", column, bounds.COLUMNS)
        shared.filled += 1
        if shared.filled > bounds.FILLED_CELLS:
            bounds.hold("filled cells", shared.filled, bounds.FILLED_CELLS)
        self._cells[column] = Cell(self._row, column, kind, value, number_format)

    def _read_number(self, text: str, attributes: markup.Attributes) -> None:
        number = self._known_numbers.get(text)
        if number is None:
            if text.isspace():
                return
            number = xlsx_values.number(text)
            if len(text) <= _SHORT and len(self._known_numbers) < _REMEMBERED:
                self._known_numbers[text] = number
        style = self._shared.styles.of(attributes.get("s"))
        if style.shows is Shows.NUMBER:
            self._put(CellKind.NUMBER, number, style.number_format)
        else:
            self._put(*xlsx_values.moment(number, style.shows, self._shared.epoch))

    def _read_shared(self, text: str, _: markup.Attributes) -> None:
        strings = self._shared.strings
        position = xlsx_values.whole(text)
        if position >= len(strings):
            raise ValueError(text)
        if shown := strings.text(position, self._cleaned):
            self._put(CellKind.TEXT, shown)

    def _read_text(self, text: str, attributes: markup.Attributes) -> None:
        if attributes.get("t") == "str":
            text = unescaped(text)
        shown = self._known_texts.get(text)
        if shown is None:
            shown = self._cleaned(text)
            if len(text) <= _SHORT and len(self._known_texts) < _REMEMBERED:
                self._known_texts[text] = shown
        if not shown:
            return
        self._shared.characters += len(shown)
        if self._shared.characters > bounds.TEXT_CHARACTERS:
            bounds.hold("characters of text", self._shared.characters, bounds.TEXT_CHARACTERS)
        self._put(CellKind.TEXT, shown)

    def _cleaned(self, text: str) -> str:
        if len(text) > bounds.CELL_CHARACTERS:
            bounds.hold(f"characters in cell {self._address()}", len(text), bounds.CELL_CHARACTERS)
        return clean(text)

    def _read_truth(self, text: str, _: markup.Attributes) -> None:
        self._put(CellKind.BOOLEAN, xlsx_values.truth(text))

    def _read_error(self, text: str, _: markup.Attributes) -> None:
        self._put(CellKind.ERROR, clean(cut(text, 40)))

    def _read_moment(self, text: str, _: markup.Attributes) -> None:
        self._put(*xlsx_values.written_moment(text))

    def _column_record(self, attributes: markup.Attributes) -> None:
        if self._in_data:
            return
        self._column_records += 1
        bounds.hold("descriptions of columns", self._column_records, bounds.COLUMN_RECORDS)
        if not (is_true(attributes.get("hidden")) or _is_zero(attributes.get("width"))):
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


def _is_zero(measure: str | None) -> bool:
    """Whether a height or width is none at all."""
    try:
        return measure is not None and float(measure) == 0
    except ValueError:
        return False


def _shown(text: str) -> str:
    return cut(clean(text), 40)
