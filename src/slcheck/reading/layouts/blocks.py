"""The heading rows of a sheet, one to four of them together, and what stands above and below each such block."""

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from itertools import pairwise

from slcheck.reading import bounds
from slcheck.reading.cells import Area, Cell, CellKind, Row, Sheet
from slcheck.reading.figures import is_figure
from slcheck.reading.layouts.heads import LABELS, Column, Head, could_be_heading, head, is_named_together
from slcheck.reading.layouts.table import Trouble
from slcheck.reading.layouts.totals import Heads, are_safe, with_totals
from slcheck.reading.lexicon import Lexicon
from slcheck.reading.spans import date_in, is_monthly
from slcheck.text import cut
from slcheck.values import dataclass

_MOST_ROWS = 4
_ENOUGH_ROWS = 200
"""Rows of a body that are looked at to see whether figures stand under a heading."""


@dataclass(slots=True)
class Block:
    """Heading rows by number, the columns under them, the rows below until the next block, and the titles above."""

    rows: dict[int, Row]
    columns: dict[int, Column]
    body: dict[int, Row]
    titles: dict[int, Row] = field(default_factory=dict)
    trouble: Trouble | None = None

    @property
    def first_row(self) -> int:
        return next(iter(self.rows))

    def over_figures(self) -> list[Column]:
        """The columns with something to say about the figures that stand below them."""
        return [
            column
            for column in self.columns.values()
            if (column.is_about_something or (column.role is not None and column.role not in LABELS))
            and any(is_figure(row[column.number]) for row in _some(self.body) if column.number in row)
        ]


def find(sheet: Sheet, lexicon: Lexicon) -> list[Block]:
    """Every block of heading rows that has figures below it, in order."""
    groups = list(_groups(sheet, lexicon))
    blocks: list[Block] = []
    end: int | None = None
    for group in reversed(groups):
        block = _with_totals(group, sheet, end, lexicon) or _block(group, sheet, end)
        if block.over_figures():
            blocks.insert(0, block)
            end = block.first_row
    last_used = 0
    for block in blocks:
        block.titles = {number: row for number, row in sheet.rows.items() if last_used < number < block.first_row}
        last_used = _last_row_of_figures(block)
    return blocks


def _some(body: dict[int, Row]) -> Iterator[Row]:
    for position, row in enumerate(body.values()):
        if position == _ENOUGH_ROWS:
            return
        yield row


def _groups(sheet: Sheet, lexicon: Lexicon) -> Iterator[Heads]:
    """Runs of rows, one directly below the other, that could be headings: row number to column to head."""
    group: Heads = {}
    headings = 0
    for number, row in sheet.rows.items():
        heads = _heads(row, lexicon)
        if group and (heads is None or number != next(reversed(group)) + 1):
            yield from _headed(group)
            group = {}
        if heads is not None:
            headings += 1
            bounds.hold("rows of headings", headings, bounds.HEADINGS)
            group[number] = heads
    yield from _headed(group)


def _headed(group: Heads) -> Iterator[Heads]:
    """A run of rows as far as it is headings: not the rows of data without figures that may follow on them."""
    numbers = list(group)
    for position, number in enumerate(numbers):
        label = min(group[number])
        above = [
            group[each][label] for each in numbers[max(0, position - _MOST_ROWS) : position] if label in group[each]
        ]
        if group[number][label].names_something and any(not each.names_something for each in above):
            numbers = numbers[:position]
            break
    numbers = numbers[: _first_of_data(group, numbers)]
    while numbers and len(group[numbers[-1]]) == 1:
        numbers.pop()
    if numbers:
        yield {number: group[number] for number in numbers}


def _first_of_data(group: Heads, numbers: Sequence[int]) -> int | None:
    """The position of the first of two rows that start alike and name two of a kind in a column, as no headings do."""
    for position, (number, below) in enumerate(pairwise(numbers)):
        one, other = group[number], group[below]
        starts_alike = min(one) == min(other) and one[min(one)].names_something and other[min(one)].names_something
        if starts_alike and any(_differ(one[column], other[column]) for column in one.keys() & other.keys()):
            return position
    return None


def _differ(one: Head, other: Head) -> bool:
    """Whether two heads name two measures or two providers."""
    pairs = ((one.measure, other.measure), (one.provider, other.provider))
    return any(mine and its and mine.text != its.text for mine, its in pairs)


def _heads(row: Row, lexicon: Lexicon) -> dict[int, Head] | None:
    """The heads of a row, or None when it is no heading row."""
    if not could_be_heading(row.values()):
        return None
    heads = {column: head(cell, lexicon) for column, cell in row.items()}
    first, *others = heads.values()
    if first.names_something and any(each.cell.kind is CellKind.NUMBER for each in others):
        return None  # a row of counts such as 2016 and 2050, not one of years
    return heads if is_named_together(others or list(heads.values())) else None


def _block(group: Heads, sheet: Sheet, end: int | None) -> Block:
    trimmed = _without_titles(group, sheet)
    last = next(reversed(trimmed))
    body = {number: row for number, row in sheet.rows.items() if number > last and (end is None or number < end)}
    used = {column for rows in (trimmed.values(), _some(body)) for row in rows for column in row}
    stacks, trouble = _stacks(trimmed, sorted(used), sheet)
    if is_monthly(each.cell for heads in stacks.values() for each in heads):
        stacks = {column: tuple(_as_month(each) for each in heads) for column, heads in stacks.items()}
    return Block(
        rows={number: sheet.rows[number] for number in trimmed},
        columns={column: Column(column, heads) for column, heads in sorted(stacks.items())},
        body=body,
        trouble=trouble,
    )


def _with_totals(group: Heads, sheet: Sheet, end: int | None, lexicon: Lexicon) -> Block | None:
    """The block in which a heading such as Total is a name beside those of providers, if there is one and it can be."""
    named = with_totals(group, lexicon.names)
    block = _block(named, sheet, end) if named else None
    if block is None or not are_safe(block.columns, block.over_figures(), block.body, lexicon.names):
        return None
    return block


def _as_month(each: Head) -> Head:
    """A date among months is a month too, also where it is the last one of a quarter."""
    if each.quarter is None or date_in(each.quarter) is None:
        return each
    return replace(each, quarter=None, other=each.quarter)


def _without_titles(group: Heads, sheet: Sheet) -> Heads:
    """The group without the title rows that stand directly on it: one text on the left, or a word and what it is."""
    numbers = list(group)[-_MOST_ROWS:]
    left = min(group[numbers[-1]])
    for number, below in pairwise(numbers):
        columns = list(group[number])
        merged = any(area.top == number and area.left > left and area.right > area.left for area in sheet.merged)
        alone = len(columns) == 1 and columns[0] <= left
        pair = len(columns) == 2 and not merged and columns[0] in group[below] and _is_pair(group[number])
        if not (alone or pair):
            break
        numbers = numbers[1:]
    return {number: group[number] for number in numbers}


def _is_pair(heads: dict[int, Head]) -> bool:
    """``Quarter | 2017-18 Q1``: a word and, in the next column, what it is."""
    (first, word), (second, what) = heads.items()
    return second == first + 1 and word.heading is not None and what.names_something


def _stacks(group: Heads, columns: Sequence[int], sheet: Sheet) -> tuple[dict[int, tuple[Head, ...]], Trouble | None]:
    """The heads above each column, the top one first; a head over several columns counts for each of them."""
    stacks: dict[int, list[Head]] = {column: [] for column in columns}
    troubles: list[Trouble] = []
    numbers = list(group)
    for position, number in enumerate(numbers):
        below = {
            column: heads[column] for later in numbers[position + 1 :] for heads in [group[later]] for column in heads
        }
        spread, carried = _spread(group[number], number, columns, below, sheet)
        troubles.extend(_uneven(carried, group[number], below))
        for column, each in spread.items():
            if column in stacks and not any(_same(each, other) for other in stacks[column]):
                stacks[column].append(each)
    return {column: tuple(heads) for column, heads in stacks.items() if heads}, next(iter(troubles), None)


def _same(one: Head, other: Head) -> bool:
    """Whether two heads of a column are one cell, merged downwards."""
    return one.cell.column == other.cell.column and one.cell.text == other.cell.text


def _spread(
    heads: dict[int, Head], number: int, columns: Sequence[int], below: dict[int, Head], sheet: Sheet
) -> tuple[dict[int, Head], dict[int, list[int]]]:
    """The heads of one row by every column that they stand over, and which columns each unmerged one was given.

    A merged heading stands over its area. One that is not merged stands over the blank cells to its right, as far as
    headings stand below those.
    """
    areas = {area.left: area for area in sheet.merged if area.top <= number <= area.bottom and area.right > area.left}
    spread: dict[int, Head] = {}
    carried: dict[int, list[int]] = {}
    current: int | None = None
    for column in columns:
        if column in heads:
            spread[column] = heads[column]
            current = column if heads[column].names_something and column in below else None
            if current is not None:
                carried[current] = [current]
        elif (over := _covering(areas, column)) is not None:
            carried.pop(over, None)
            if over in heads:
                spread[column] = heads[over]
        elif current is not None and column in below and current not in areas:
            spread[column] = heads[current]
            carried[current].append(column)
    return spread, {column: given for column, given in carried.items() if column not in areas}


def _covering(areas: dict[int, Area], column: int) -> int | None:
    return next((left for left, area in areas.items() if left < column <= area.right), None)


def _uneven(carried: dict[int, list[int]], heads: dict[int, Head], below: dict[int, Head]) -> Iterator[Trouble]:
    """Unmerged headings that would stand over different headings: where one ends and the next begins is a guess."""
    patterns = {tuple(below[column].cell.text for column in given) for given in carried.values()}
    if len(patterns) > 1 and any(len(given) > 1 for given in carried.values()):
        cell = heads[next(iter(carried))].cell
        said = f"which columns '{cut(cell.text, 30)}' and the headings beside it stand over cannot be told"
        yield Trouble("headings", f"{said}; merge each with the cells that it heads, or repeat it in each", cell)


def _last_row_of_figures(block: Block) -> int:
    over = {column.number for column in block.over_figures()}
    for number in reversed(block.body):
        row = block.body[number]
        if any(column in row and is_figure(row[column]) for column in over):
            return number
    return next(reversed(block.rows))


def flattened(sheet: Sheet, block: Block) -> Sheet:
    """The sheet with the heading rows of ``block`` as one row, which holds the lowest heading of each column."""
    lowest: Row = {}
    for column in block.columns.values():
        told = [each for each in column.heads if not each.unknown] or list(column.heads)
        cell = told[-1].cell
        lowest[column.number] = Cell(cell.row, column.number, CellKind.TEXT, cell.text)
    last = next(reversed(block.rows))
    rows = {
        number: lowest if number == last else row
        for number, row in sheet.rows.items()
        if number == last or number not in block.rows
    }
    return replace(sheet, rows=rows)
