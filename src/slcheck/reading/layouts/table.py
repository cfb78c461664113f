"""What a layout makes of a sheet: tables of slots, each slot the cells that together are one observation."""

from dataclasses import dataclass, field

from slcheck.model import Unit
from slcheck.quarter import Quarter
from slcheck.reading.cells import Cell
from slcheck.reading.roles import Heading


@dataclass(frozen=True, slots=True)
class Slot:
    """The cells of one observation, before any of them is interpreted. ``measure`` starts with a declared code."""

    measure: Cell
    framework: Cell | None = None
    provider: Cell | None = None
    quarter: tuple[Cell, ...] = ()
    numerator: Cell | None = None
    denominator: Cell | None = None
    percentage: Cell | None = None
    target: Cell | None = None


@dataclass(slots=True)
class Table:
    """Slots that share their headings, titles and units."""

    layout: str
    headings: tuple[Heading, ...]
    titles: tuple[Cell, ...]
    has_providers: bool
    has_quarters: bool
    percentage_unit: Unit | None
    target_unit: Unit | None
    quarter: Quarter | None
    markers: tuple[str, ...]
    slots: list[Slot] = field(default_factory=list)


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
    rows_used: set[int] = field(default_factory=set)
    left_out: dict[int, str] = field(default_factory=dict)
    unused_headings: list[Cell] = field(default_factory=list)
