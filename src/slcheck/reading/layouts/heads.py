"""What the heading cells of a cross-tab say: each alone, and the ones that stand above each other over a column."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache

from slcheck.model import Role
from slcheck.reading.cells import NUMBER, TEXT, Cell, CellKind
from slcheck.reading.figures import is_figure
from slcheck.reading.lexicon import Lexicon
from slcheck.reading.markers import split_markers
from slcheck.reading.roles import Heading
from slcheck.reading.spans import Span, span
from slcheck.values import dataclass

LABELS = (Role.MEASURE, Role.TITLE, Role.FRAMEWORK, Role.PROVIDER, Role.QUARTER, Role.YEAR)
"""The roles of columns that say what the figures of their row are about."""

_LONGEST = 200
_LONGEST_NUMBER = 20
_MOST_WORDS = 12
_BETWEEN = " -:,;/()"


@dataclass(frozen=True, slots=True)
class Head:
    """What one heading cell says. Each part is a cell with just the words about it, at the address of the whole.

    ``other`` is a period that is no quarter; ``year`` a financial year, which is one unless a quarter stands with it.
    A head with none of these is ``unknown``.
    """

    cell: Cell
    measure: Cell | None = None
    provider: Cell | None = None
    quarter: Cell | None = None
    year: Cell | None = None
    other: Cell | None = None
    heading: Heading | None = None

    @property
    def names_something(self) -> bool:
        """Whether it says whose, what or when figures are, rather than what kind of column it heads."""
        return any((self.measure, self.provider, self.quarter, self.year, self.other))

    @property
    def unknown(self) -> bool:
        return not self.names_something and self.heading is None


def head(cell: Cell, lexicon: Lexicon) -> Head:
    """What a cell says as a heading: one thing, or two that stand side by side in it (``London %``)."""
    if cell.kind is CellKind.TEXT and len(cell.text) > _LONGEST:
        return Head(cell)
    whole = _one_thing(cell, lexicon)
    says_unit = whole.provider is not None and "%" in cell.text
    if (not whole.unknown and not says_unit) or cell.kind is not CellKind.TEXT:
        return whole
    words = split_markers(cell.text)[0].replace("_", " ").split()
    for place in range(1, len(words)) if len(words) <= _MOST_WORDS else ():
        first, second = " ".join(words[:place]).strip(_BETWEEN), " ".join(words[place:]).strip(_BETWEEN)
        for named, kind in ((first, second), (second, first)):
            if both := _both(cell, named, kind, lexicon):
                return both
    return whole


def _both(cell: Cell, named: str, kind: str, lexicon: Lexicon) -> Head | None:
    if not named or not kind:
        return None
    heading = lexicon.headings.heading(_piece(cell, kind))
    if heading is None or heading.role in LABELS:
        return None
    about = _one_thing(_piece(cell, named), lexicon)
    return replace(about, cell=cell, heading=replace(heading, cell=cell)) if about.names_something else None


def _one_thing(cell: Cell, lexicon: Lexicon) -> Head:
    match span(cell):
        case Span.QUARTER | Span.QUARTER_OF_A_YEAR:
            return Head(cell, quarter=cell)
        case Span.FINANCIAL_YEAR:
            return Head(cell, year=cell)
        case Span.OTHER if (known := _role(cell, lexicon)) is None or known.role not in LABELS:
            return Head(cell, other=cell)
        case _:
            pass
    if cell.kind is not CellKind.TEXT:
        return Head(cell)
    if lexicon.names.label(cell.text):
        return _measure(cell, lexicon)
    if lexicon.names.is_provider(cell.text) or lexicon.names.is_national(cell.text):
        return Head(cell, provider=cell)
    heading = _role(cell, lexicon)
    if heading is None or heading.quarter is None:
        return Head(cell, heading=heading)
    return Head(cell, quarter=_piece(cell, str(heading.quarter)), heading=replace(heading, quarter=None))


def _measure(cell: Cell, lexicon: Lexicon) -> Head:
    """A code, with what stands behind it if that is a role (``SL001 numerator``) rather than a description."""
    label = lexicon.names.label(cell.text)
    rest = split_markers(cell.text)[0].partition(label.text if label else "")[2].strip(_BETWEEN)
    heading = lexicon.headings.heading(_piece(cell, rest)) if rest else None
    if heading is None or heading.role in LABELS:
        return Head(cell, measure=cell)
    return Head(cell, measure=_piece(cell, label.text if label else ""), heading=replace(heading, cell=cell))


def _role(cell: Cell, lexicon: Lexicon) -> Heading | None:
    return lexicon.headings.heading(cell)


def _piece(cell: Cell, text: str) -> Cell:
    return Cell(cell.row, cell.column, CellKind.TEXT, text)


@dataclass(frozen=True, slots=True)
class Column:
    """A column by all the heads above it, from the top one down."""

    number: int
    heads: tuple[Head, ...]

    @property
    def measures(self) -> list[Cell]:
        return [each.measure for each in self.heads if each.measure]

    @property
    def providers(self) -> list[Cell]:
        return [each.provider for each in self.heads if each.provider]

    @property
    def quarter(self) -> tuple[Cell, ...]:
        """The cells that together name its quarter."""
        if not any(each.quarter for each in self.heads):
            return ()
        return tuple(cell for each in self.heads for cell in (each.year, each.quarter) if cell)

    @property
    def other(self) -> Cell | None:
        """What names a period that is no quarter: the words for it, or a financial year with no quarter beside it."""
        said = next((each.other for each in self.heads if each.other), None)
        if said or self.quarter:
            return said
        return next((each.year for each in self.heads if each.year), None)

    @property
    def heading(self) -> Heading | None:
        """The lowest heading with a role: it says more exactly what stands below it than the ones above."""
        return next((each.heading for each in reversed(self.heads) if each.heading), None)

    @property
    def role(self) -> Role | None:
        return self.heading.role if self.heading else None

    @property
    def names(self) -> set[Role]:
        """Which of measure, provider and quarter it names."""
        named = {Role.MEASURE: self.measures, Role.PROVIDER: self.providers, Role.QUARTER: self.quarter}
        return {role for role, cells in named.items() if cells}

    @property
    def is_about_something(self) -> bool:
        return any(each.names_something for each in self.heads)

    @property
    def unknown(self) -> list[Cell]:
        return [each.cell for each in self.heads if each.unknown]

    @property
    def markers(self) -> tuple[str, ...]:
        return tuple(
            marker
            for each in self.heads
            if each.cell.kind is CellKind.TEXT and not each.measure
            for marker in split_markers(each.cell.text)[1]
        )

    @property
    def shown(self) -> str:
        return " / ".join(each.cell.text for each in self.heads)


def could_be_heading(cells: Collection[Cell]) -> bool:
    """A cheap look at a row: whether nothing in it is a figure."""
    for cell in cells:
        if cell.kind is NUMBER and span(cell) is None:
            return False
    for cell in cells:
        if cell.kind is TEXT:
            text = cell.text
            if text[:1].isdigit() and _is_number(text):
                return False
        elif cell.kind is not NUMBER and cell.kind is not CellKind.DATE:
            return False
    return True


@lru_cache(maxsize=4096)
def _is_number(text: str) -> bool:
    cell = Cell(1, 1, CellKind.TEXT, text)
    return len(text) <= _LONGEST_NUMBER and is_figure(cell) and span(cell) is None


def is_named_together(heads: Sequence[Head]) -> bool:
    """Whether one of several heads names whose, what or when, or heads figures."""
    return any(each.names_something or (each.heading and each.heading.role not in LABELS) for each in heads)
