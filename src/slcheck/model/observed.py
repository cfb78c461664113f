"""What a spreadsheet says: figures with their origin, and the data that could not be used."""

from collections.abc import Callable
from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from slcheck.model.declared import Measure
from slcheck.model.record import Record, record, validated
from slcheck.model.words import Flag, Reason, Role
from slcheck.quarter import Quarter


@validated
class Stored:
    """A percentage (0 to 100) that the file holds as a number: exact, whatever the cell shows of it.

    ``places`` counts the decimals that it holds or shows, whichever is more; counts are reconciled at that precision.
    """

    percent: Decimal
    places: int


@validated
class Printed:
    """A percentage (0 to 100) known only as text with ``places`` decimals, so possibly rounded.

    ``places`` is -1 for a fraction written with one decimal: 0.9 can be anything from 85% to 95%.
    """

    percent: Decimal
    places: int


Percentage = Stored | Printed


@validated
class Counts:
    """Cases that met the measure out of all cases, and the percentage given beside them, if any."""

    numerator: int
    denominator: int
    percentage: Percentage | None = None

    @property
    def percent(self) -> Fraction:
        """The exact percentage (0 to 100). Raises ZeroDivisionError when there are no cases."""
        return Fraction(100 * self.numerator, self.denominator)


@validated
class NoFigure:
    """A cell that holds no usable figure, and why."""

    reason: Reason
    sentence: str


@record
class CellPlace:
    """A cell of a sheet of a file. ``sheet`` is None for formats that have no sheets."""

    file: str
    sheet: str | None
    cell: str

    def __str__(self) -> str:
        return f"{self.file}, sheet {self.sheet}, cell {self.cell}" if self.sheet else f"{self.file}, cell {self.cell}"


@record
class FilePlace:
    """A file as a whole, or a whole sheet of it."""

    file: str
    sheet: str | None = None

    def __str__(self) -> str:
        return f"{self.file}, sheet {self.sheet}" if self.sheet else self.file


@record
class LinePlace:
    """A line and column, both counted from 1, of a text file."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


Place = CellPlace | FilePlace | LinePlace


@validated
class PrintedTarget:
    """The target (percent, 0 to 100) that the file prints beside a figure."""

    level: Decimal
    origin: CellPlace


class CellRead(NamedTuple):
    """A cell that a figure was read from: what it is about, where it stands, what it shows, what it holds.

    ``held`` is the stored number as the file writes it; None where the text is all that there is.
    """

    role: Role
    cell: str
    shown: str
    held: str | None


def no_cells() -> tuple[CellRead, ...]:
    """The cells of what no cell holds, such as a sum."""
    return ()


@validated
class Observation:
    """One provider's figure for one measure and quarter, and the cells it came from.

    ``quarter`` is the figure's own; ``released`` is the quarter of the table that carries it, later for a figure that
    was carried forward. ``origin`` and ``text`` are those of the cell that is named for the figure: of the numerator
    where there are counts. ``read_from`` gives all of them, and is asked for few of many figures.
    """

    measure: Measure
    provider: str
    quarter: Quarter
    released: Quarter
    figure: Counts | Stored | Printed | NoFigure
    printed_target: PrintedTarget | None = None
    printed_expectation: PrintedTarget | None = None
    flags: tuple[Flag, ...] = ()
    markers: tuple[str, ...] = ()
    origin: CellPlace
    text: str
    read_from: Callable[[], tuple[CellRead, ...]] = field(default=no_cells, compare=False, repr=False)

    @property
    def cells(self) -> tuple[CellRead, ...]:
        """Every cell of the figure, its target and its expectation that has something in it."""
        return self.read_from()


class Level(StrEnum):
    """``error``: a figure could not be used. ``warning``: it was used, and somebody should look."""

    ERROR = "error"
    WARNING = "warning"


class Problem(Record):
    """Data that could not be used, or not without a doubt. ``message`` is a sentence and does not repeat the place."""

    level: Level
    kind: str
    message: str
    place: Place | None

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class TableUse(Record):
    """What was made of one table: where its figures stand, and how their quarter, provider and unit were decided."""

    layout: str
    cells: str
    figures: int
    quarter: str
    provider: str
    units: str


class SheetUse(Record):
    """What was made of one sheet: which rows became figures, and why the others did not.

    ``layout`` is that of its first table. ``notes`` say what was met that a reader of the sheet may not see.
    """

    name: str | None
    layout: str | None
    tables: tuple[TableUse, ...] = ()
    notes: tuple[str, ...] = ()
    headings: tuple[str, ...]
    rows_read: int
    rows_used: int
    left_out: tuple[tuple[str, int], ...]


class InputFile(Record):
    """A data file that was read: its name as given, the SHA-256 of its bytes, its format and its sheets."""

    path: str
    sha256: str | None
    format: str | None
    sheets: tuple[SheetUse, ...] = ()

    @property
    def rows_used(self) -> int:
        return sum(sheet.rows_used for sheet in self.sheets)


class Reading(Record):
    """All that was read out of one file.

    ``totals`` are the sums that the file prints over its providers: never judged, but held against our own sums.
    """

    input: InputFile
    observations: tuple[Observation, ...] = ()
    totals: tuple[Observation, ...] = ()
    problems: tuple[Problem, ...] = ()
