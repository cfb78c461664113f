"""What a layout makes of a sheet: tables of slots, each slot the cells that together are one observation."""

from collections.abc import Callable
from dataclasses import dataclass, field

from slcheck.model import Role, Unit
from slcheck.quarter import Quarter
from slcheck.reading.cells import Cell
from slcheck.reading.roles import Heading


@dataclass(frozen=True, slots=True)
class Slot:
    """The cells of one observation, before any of them is interpreted. ``measure`` starts with a declared code.

    ``beside`` are the other cells of its row: words that decide nothing, but may carry a footnote marker.
    """

    measure: Cell
    framework: Cell | None = None
    provider: Cell | None = None
    quarter: tuple[Cell, ...] = ()
    numerator: Cell | None = None
    denominator: Cell | None = None
    percentage: Cell | None = None
    target: Cell | None = None
    beside: tuple[Cell, ...] = ()


@dataclass(slots=True)
class Table:
    """Slots that share their headings, titles and units.

    ``titles`` stand directly above it; what they do not say, those of the table before it on the sheet do.
    """

    layout: str
    headings: tuple[Heading, ...]
    titles: tuple[Cell, ...]
    slots: list[Slot] = field(default_factory=list)

    @property
    def has_providers(self) -> bool:
        return any(each.role is Role.PROVIDER for each in self.headings)

    @property
    def has_quarters(self) -> bool:
        """Whether the rows say their period; a year alone is too little, but is never passed over."""
        return any(each.role in (Role.QUARTER, Role.YEAR) for each in self.headings)

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters that the headings of figures name."""
        return self._quarters_of(lambda role: role is not Role.TARGET)

    @property
    def target_quarters(self) -> tuple[Quarter, ...]:
        """The quarters that the headings of targets name; they cannot speak for the figures."""
        return self._quarters_of(lambda role: role is Role.TARGET)

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
    """What one layout found: its tables, what cannot be used, the rows taken, and why others were left out."""

    tables: list[Table] = field(default_factory=list)
    problems: list[Trouble] = field(default_factory=list)
    doubts: list[Trouble] = field(default_factory=list)
    rows_used: set[int] = field(default_factory=set)
    left_out: dict[int, str] = field(default_factory=dict)
    unused_headings: list[Cell] = field(default_factory=list)

    def leave_out(self, row: int, why: str) -> None:
        self.left_out.setdefault(row, why)
