"""What a layout makes of a sheet: tables of slots, each slot the cells that together are one observation."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import field

from slcheck.model import Role, Unit
from slcheck.quarter import Quarter
from slcheck.reading.cells import Cell, CellKind, Row, Sheet, column_letters
from slcheck.reading.figures import is_figure
from slcheck.reading.roles import Heading
from slcheck.text import cut
from slcheck.values import dataclass

FIGURES = (Role.NUMERATOR, Role.DENOMINATOR, Role.PERCENTAGE)
LEVELS = (Role.TARGET, Role.EXPECTATION)
"""What figures are held against; no column of these is ever taken for one of figures."""

UNSAFE = "a table that cannot be read safely"
NOTES = "titles and notes"


@dataclass(frozen=True, slots=True)
class Slot:
    """The cells of one observation, before any of them is interpreted. ``measure`` starts with a declared code.

    ``beside`` are the other cells of its row: words that decide nothing, but may carry a footnote marker. ``markers``
    are those of the headings that hold for it alone. Where all figures are blank, ``percentage`` is the cell in which
    the figure should stand, whatever its kind.
    """

    measure: Cell
    framework: Cell | None = None
    provider: Cell | None = None
    quarter: tuple[Cell, ...] = ()
    numerator: Cell | None = None
    denominator: Cell | None = None
    percentage: Cell | None = None
    target: Cell | None = None
    expectation: Cell | None = None
    beside: tuple[Cell, ...] = ()
    markers: tuple[str, ...] = ()

    @property
    def figures(self) -> tuple[Cell, ...]:
        """The cells of figures; the label where there are none."""
        cells = (self.numerator, self.denominator, self.percentage)
        return tuple([cell for cell in cells if cell is not None]) or (self.measure,)


def rows_and_columns(slots: Iterable[Slot]) -> tuple[set[int], set[int]]:
    """The rows and the columns in which the figures of ``slots`` stand."""
    cells = [cell for slot in slots for cell in slot.figures]
    return {cell.row for cell in cells}, {cell.column for cell in cells}


def blank_figure(row: int, columns: Mapping[Role, int]) -> Cell | None:
    """The cell in which the figure of a row without any should stand: the numerator's, else the percentage's.

    None where none of ``columns`` holds figures.
    """
    place = next((columns[role] for role in (Role.NUMERATOR, Role.PERCENTAGE, *FIGURES) if role in columns), None)
    return None if place is None else Cell(row, place, CellKind.TEXT, "")


@dataclass(slots=True)
class Table:
    """Slots that share their headings, titles and units. ``row`` is that of its headings, or of its own title.

    A table without slots was refused: what its titles say still holds for what follows on the sheet.
    ``titles`` stand directly above it; what they do not say, those of the table before it on the sheet do.
    ``has_providers`` and ``has_quarters``: whether each slot says whose and when it is, or the titles say it for all.
    ``marked`` are texts that are no titles of its own, and whose footnote markers hold for it all the same.
    ``is_percentages``: whether a heading or title says that its figures are percentages. ``is_across``: whether
    headings name their quarters. ``named`` are the headings that name whose, what or when, and what each became.
    """

    layout: str
    row: int
    headings: tuple[Heading, ...]
    titles: tuple[Cell, ...]
    has_providers: bool
    has_quarters: bool
    marked: tuple[Cell, ...] = ()
    is_percentages: bool = True
    is_across: bool = False
    named: tuple[tuple[Cell, str], ...] = ()
    slots: list[Slot] = field(default_factory=list)

    @property
    def cells(self) -> str:
        """From the first to the last cell of its slots, as a spreadsheet writes it."""
        rows, columns = rows_and_columns(self.slots)
        first = f"{column_letters(min(columns))}{min(rows)}"
        return f"{first}:{column_letters(max(columns))}{max(rows)}"

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters that the headings of figures name."""
        return self._quarters_of(lambda role: role not in LEVELS)

    @property
    def target_quarters(self) -> tuple[Quarter, ...]:
        """The quarters that the headings of targets and expectations name; they cannot speak for the figures."""
        return self._quarters_of(lambda role: role in LEVELS)

    def _quarters_of(self, wanted: Callable[[Role], bool]) -> tuple[Quarter, ...]:
        return tuple(dict.fromkeys(each.quarter for each in self.headings if each.quarter and wanted(each.role)))

    @property
    def markers(self) -> tuple[str, ...]:
        """The footnote markers of the headings, which hold for every slot."""
        return tuple(marker for each in self.headings for marker in each.markers)

    def unit(self, role: Role) -> Unit | None:
        """The unit that the heading of a column names."""
        return next((each.unit for each in self.headings if each.role is role), None)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A row or heading that cannot be used: the kind of problem, the sentence, and the cell."""

    kind: str
    sentence: str
    cell: Cell


@dataclass(slots=True)
class Found:
    """What one layout found: its tables, what cannot be used, the rows taken, and why others were left out.

    ``doubts`` are what was understood, is not used, and should be known of. No other layout looks at ``claimed`` rows.
    """

    tables: list[Table] = field(default_factory=list)
    problems: list[Trouble] = field(default_factory=list)
    doubts: list[Trouble] = field(default_factory=list)
    rows_used: set[int] = field(default_factory=set)
    left_out: dict[int, str] = field(default_factory=dict)
    unused_headings: list[Cell] = field(default_factory=list)
    claimed: set[int] = field(default_factory=set)

    def add(self, other: "Found") -> None:
        """Take over what another layout found in the rows that this one has not claimed."""
        self.tables += other.tables
        self.problems += other.problems
        self.doubts += other.doubts
        self.rows_used |= other.rows_used
        self.left_out |= other.left_out
        self.unused_headings += other.unused_headings
        self.claimed |= other.claimed

    def leave_out(self, row: int, why: str) -> None:
        self.left_out.setdefault(row, why)


def merged_figures(sheet: Sheet, body: Mapping[int, Row], columns: Collection[int]) -> Iterator[Trouble]:
    """A figure that is merged over several cells: whose it is, or of when, cannot be told."""
    for area in sheet.merged:
        cell = body.get(area.top, {}).get(area.left)
        if cell is not None and is_figure(cell) and not set(columns).isdisjoint(range(area.left, area.right + 1)):
            over = f"{cell.address}:{column_letters(area.right)}{area.bottom}"
            said = f"the figure {cut(cell.text, 20)} is merged over {over}"
            yield Trouble("merged", f"{said}; unmerge the cells, and write it into each that it is the figure of", cell)
