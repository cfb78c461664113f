"""The columns of a cross-tab that belong together: those of one measure, provider and quarter."""

from collections.abc import Iterator, Sequence
from dataclasses import field

from slcheck.model import Role
from slcheck.reading.cells import Cell
from slcheck.reading.figures import is_figure
from slcheck.reading.layouts.blocks import Block
from slcheck.reading.layouts.heads import Column
from slcheck.reading.layouts.labels import Labels
from slcheck.reading.layouts.table import FIGURES, LEVELS
from slcheck.reading.lexicon import Lexicon
from slcheck.reading.remarks import NO_FIGURES
from slcheck.reading.spans import quarter_of
from slcheck.values import dataclass


def is_list_of_targets(block: Block, figures: Sequence[Column], labels: Labels) -> bool:
    """Whether measures are listed with their targets or expectations, and nothing else in the list is a figure."""
    targets = [column for column in figures if column.role in LEVELS and not column.is_about_something]
    others = {column.number for column in block.columns.values() if NO_FIGURES.fullmatch(column.shown)}
    passed = others | {column.number for column in targets}
    if any(column.role in FIGURES for column in block.columns.values()):
        return False
    cells = (cell for row in block.body.values() for number, cell in row.items() if number not in passed)
    return Role.MEASURE in labels.of and len(targets) == len(figures) > 0 and not any(is_figure(cell) for cell in cells)


def is_long(figures: Sequence[Column], labels: Labels) -> bool:
    """Whether rows name their measure, and headings say what kind of figure stands below them and no more.

    A quarter may stand in the same cell as the kind, if it is the same one everywhere.
    """
    judged = [column for column in figures if column.other is None]
    quarters = {tuple(cell.text for cell in column.quarter) for column in judged if column.role not in LEVELS}
    return (
        Role.MEASURE in labels.of
        and len(quarters) <= 1
        and all(column.role is not None and not column.measures and not column.providers for column in judged)
        and not any(each.quarter and each.heading is None for column in judged for each in column.heads)
    )


@dataclass(frozen=True, slots=True)
class Group:
    """The columns of one measure, provider and quarter: one column for each kind of figure."""

    measure: Cell | None
    provider: Cell | None
    quarter: tuple[Cell, ...]
    columns: dict[Role, int] = field(default_factory=dict)
    markers: list[str] = field(default_factory=list)

    def is_about(self, column: Column) -> bool:
        return self._words(self.measure, self.provider, *self.quarter) == self._words(
            _first(column.measures), _first(column.providers), *column.quarter
        )

    def named(self, lexicon: Lexicon) -> Iterator[tuple[Cell, str]]:
        """Its heading cells, and what each became."""
        if self.measure:
            yield self.measure, "measure"
        if self.provider:
            yield self.provider, "total" if lexicon.names.is_total(self.provider.text) else "provider"
        if self.quarter:
            try:
                yield self.quarter[-1], f"quarter {quarter_of(self.quarter)}"
            except ValueError:
                yield self.quarter[-1], "quarter"

    @staticmethod
    def _words(*cells: Cell | None) -> list[str | None]:
        return [None if cell is None else cell.text for cell in cells]


def _first(cells: Sequence[Cell]) -> Cell | None:
    return next(iter(cells), None)


def groups_of(figures: Sequence[Column]) -> list[Group]:
    """The groups of ``figures`` that hold more than a target or an expectation, in the order of their first columns."""
    groups: list[Group] = []
    for column in figures:
        role = column.role or Role.PERCENTAGE
        fitting = next((each for each in groups if each.is_about(column) and role not in each.columns), None)
        if fitting is None:
            fitting = Group(_first(column.measures), _first(column.providers), column.quarter)
            groups.append(fitting)
        fitting.columns[role] = column.number
        fitting.markers.extend(column.markers)
    return [group for group in groups if group.columns.keys() - set(LEVELS)]


def arrangement(labels: Labels, groups: Sequence[Group]) -> str:
    """How a cross-tab is laid out, in words: ``providers down and quarters across``."""
    down = [role.value for role in (Role.MEASURE, Role.PROVIDER) if role in labels.of]
    down += ["quarter"] if labels.periods else []
    across = {
        "measure": any(group.measure for group in groups),
        "provider": any(group.provider for group in groups),
        "quarter": any(group.quarter for group in groups),
    }
    named = [word for word, there in across.items() if there]
    return " and ".join(f"{'s, '.join(words)}s {way}" for words, way in ((down, "down"), (named, "across")) if words)
