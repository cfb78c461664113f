"""The columns of a cross-tab that say what the figures of a row are about."""

from collections.abc import Callable, Iterator, Sequence

from slcheck.model import Role
from slcheck.reading.cells import Cell, CellKind, Row, column_letters
from slcheck.reading.layouts.blocks import Block
from slcheck.reading.layouts.heads import LABELS, Column
from slcheck.reading.layouts.table import Trouble
from slcheck.reading.lexicon import Lexicon
from slcheck.reading.remarks import BREAKDOWN, PASSED_OVER
from slcheck.reading.roles import Heading
from slcheck.reading.spans import Span, span
from slcheck.text import cut
from slcheck.values import dataclass


@dataclass(frozen=True, slots=True)
class Labels:
    """Where a row says its measure, its framework and its provider, and the columns that name its period together."""

    of: dict[Role, int]
    periods: tuple[int, ...]
    headings: tuple[Heading, ...]

    def cell(self, row: Row, role: Role) -> Cell | None:
        column = self.of.get(role)
        return None if column is None else row.get(column)

    def period(self, row: Row) -> tuple[Cell, ...]:
        return tuple(row[column] for column in self.periods if column in row)

    @property
    def columns(self) -> set[int]:
        return {*self.of.values(), *self.periods}


def labels_of(block: Block, figures: Sequence[Column], lexicon: Lexicon) -> tuple[Labels, list[Trouble]]:
    """The label columns of ``block``, and why they cannot be told apart."""
    taken = {column.number for column in figures}
    held: dict[Role, list[int]] = {}
    headings: list[Heading] = []
    strays: list[tuple[Role, Column]] = []
    leftmost = min(block.columns)
    for number in sorted(set[int]().union(*block.body.values()) - taken):
        column = block.columns.get(number)
        role = _role(column, (row[number] for row in block.body.values() if number in row), lexicon)
        if column is not None and column.unknown and number > leftmost and role in _KNOWN:
            strays.append((role, column))
            continue
        if role is not None and role is not Role.TITLE:
            held.setdefault(role, []).append(number)
            headings.extend([column.heading] if column and column.heading else [])
    periods = sorted([*held.pop(Role.YEAR, []), *held.pop(Role.QUARTER, [])])
    _leave_out_divisions(held, block, lexicon)
    troubles = [trouble for role, columns in held.items() for trouble in _doubled(role, columns, block)]
    known = {*held, *([Role.QUARTER] if periods else []), *(role for column in figures for role in column.names)}
    troubles += [_stray(role, column) for role, column in strays if role not in known and not _is_remark(column)]
    troubles += _breakdowns(block, held)
    if not held.keys() - {Role.FRAMEWORK} and not periods and not troubles:
        troubles += _unlabelled(block, taken, lexicon)
    of = {role: _fullest(columns, block, _KNOWN[role], lexicon) for role, columns in held.items()}
    return Labels(of, tuple(periods), tuple(headings)), troubles


def _breakdowns(block: Block, held: dict[Role, list[int]]) -> list[Trouble]:
    """Columns by which a provider's cases are broken down, so that a row is about a part of it."""
    taken = {number for numbers in held.values() for number in numbers}
    return [
        Trouble("layout", f"{BROKEN_DOWN.format(cut(column.shown, 40))}", column.heads[-1].cell)
        for column in block.columns.values()
        if column.unknown and column.number not in taken and BREAKDOWN.search(column.shown)
    ]


BROKEN_DOWN = (
    "'{}' says that each row is about a part of the cases; leave only the rows of all of them, and no such column"
)


def _is_remark(column: Column) -> bool:
    return PASSED_OVER.search(column.shown) is not None


def _stray(role: Role, column: Column) -> Trouble:
    said = f"column {column_letters(column.number)}, headed '{cut(column.shown, 40)}', holds {role.value}s"
    return Trouble("unknown_heading", f"{said}; head it {role.value.capitalize()}", column.heads[-1].cell)


def _unlabelled(block: Block, taken: set[int], lexicon: Lexicon) -> list[Trouble]:
    """Rows that are headed by words which nobody declared: whose figures they are cannot be told."""
    for row in block.body.values():
        first = next(iter(row.values()))
        heading = lexicon.headings.heading(first)
        if first.kind is CellKind.TEXT and first.column not in taken and not taken.isdisjoint(row):
            if heading is not None and heading.role is Role.PERCENTAGE:
                continue
            return [Trouble("unknown_provider", lexicon.names.unknown_provider(first.text), first)]
    return []


def _leave_out_divisions(held: dict[Role, list[int]], block: Block, lexicon: Lexicon) -> None:
    """A column of NPS divisions beside one of CRCs says where those are, and not whose the figures are."""
    columns = held.get(Role.PROVIDER, [])
    rows = [row for row in block.body.values() if all(column in row for column in columns)]
    for column in columns if rows else ():
        others = [other for other in columns if other != column]
        if others and all(
            lexicon.names.has_division(row[other].text, row[column].text) for row in rows for other in others
        ):
            held[Role.PROVIDER] = others
            return


def _role(column: Column | None, filled: Iterator[Cell], lexicon: Lexicon) -> Role | None:
    """The role that a column is headed with, if what it holds bears that out; else the one that its content shows.

    ``filled`` are its cells, of which there is at least one.
    """
    headed = column.role if column and not column.is_about_something and column.role in LABELS else None
    if headed is Role.PROVIDER:
        return Role.FRAMEWORK if all(_is_framework(cell, lexicon) for cell in filled) else headed
    if headed is Role.MEASURE:
        return headed if any(lexicon.names.label(cell.text) for cell in filled) else None
    if headed is not None:
        return headed
    cells = list(filled)
    enough = len(cells) / 2 if column is not None and column.unknown else 1
    counts = {role: sum(is_it(cell, lexicon) for cell in cells) for role, is_it in _KNOWN.items()}
    return next((role for role, count in counts.items() if count >= enough), None)


def _is_measure(cell: Cell, lexicon: Lexicon) -> bool:
    label = lexicon.names.label(cell.text) if cell.kind is CellKind.TEXT else None
    return label is not None and not (label.text.isalpha() and label.text == cell.text)


def _is_provider(cell: Cell, lexicon: Lexicon) -> bool:
    return cell.kind is CellKind.TEXT and lexicon.names.is_provider(cell.text)


_LONGEST_FRAMEWORK = 40
_FRAMEWORKS = ("national probation service", "community rehabilitation company", "community rehabilitation companies")


def _is_framework(cell: Cell, _: Lexicon) -> bool:
    if cell.kind is not CellKind.TEXT or len(cell.text) > _LONGEST_FRAMEWORK:
        return False
    return cell.text.upper() in ("CRC", "NPS") or cell.text.casefold() in _FRAMEWORKS


def _is_period(cell: Cell, _: Lexicon) -> bool:
    return cell.kind is not CellKind.NUMBER and span(cell) in (Span.QUARTER, Span.QUARTER_OF_A_YEAR)


_KNOWN: dict[Role, Callable[[Cell, Lexicon], bool]] = {
    Role.MEASURE: _is_measure,
    Role.PROVIDER: _is_provider,
    Role.QUARTER: _is_period,
    Role.FRAMEWORK: _is_framework,
}


def is_label(cell: Cell, lexicon: Lexicon) -> bool:
    """Whether a text names a measure, a provider, a framework or a quarter."""
    return cell.kind is CellKind.TEXT and any(is_it(cell, lexicon) for is_it in _KNOWN.values())


def _doubled(role: Role, columns: list[int], block: Block) -> Iterator[Trouble]:
    """Two columns of one role that say different things: tables side by side, or a part of a whole."""
    for number in columns[1:]:
        differing = [
            (row[columns[0]], row[number])
            for row in block.body.values()
            if columns[0] in row and number in row and row[columns[0]].text != row[number].text
        ]  # fmt: skip
        if differing:
            one, other = differing[0]
            said = f"'{cut(one.text, 30)}' in {one.address} and '{cut(other.text, 30)}' both read as the {role.value}"
            cure = f"keep one of the columns {column_letters(one.column)} and {column_letters(other.column)}"
            yield Trouble("two_columns", f"{said}; {cure}, or put tables below each other", other)


def _fullest(columns: list[int], block: Block, is_it: Callable[[Cell, Lexicon], bool], lexicon: Lexicon) -> int:
    """The column with most cells of its kind, the first one of equals."""
    if len(columns) == 1:
        return columns[0]
    rows = list(block.body.values())
    return max(columns, key=lambda column: sum(column in row and is_it(row[column], lexicon) for row in rows))
