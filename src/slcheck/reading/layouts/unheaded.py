"""Columns of figures that a row of headings passes over, beside others that it gives a kind of figure.

A heading that is centred over several cells, or was merged before it was exported, stands in one of them, and the
others are blank. What is blank may belong to it, and a target that is taken for performance passes.
"""

from collections.abc import Iterator, Sequence

from slcheck.model import Role
from slcheck.reading.cells import Area, Cell, CellKind, Sheet
from slcheck.reading.layouts.blocks import Block
from slcheck.reading.layouts.heads import LABELS, Column, Head, head
from slcheck.reading.layouts.table import Trouble
from slcheck.reading.lexicon import Lexicon
from slcheck.reading.remarks import COMPARES, PASSED_OVER
from slcheck.text import cut

_CURE = "merge the heading over its columns, or write it over each of them"
_FEW = 3
"""Words of a heading; a title has more."""


def unheaded(block: Block, figures: Sequence[Column], sheet: Sheet) -> Iterator[Trouble]:
    """The first column of ``figures`` of which nobody can tell whether a heading on its left or right is its own too.

    Names that stand over more than their own cell are told apart when headings are spread, and not here.
    """
    for row in block.rows:
        kinds = [(column.number, each) for column in block.columns.values() if (each := _kind_in(column, row))]
        groups = [
            (number, each)
            for number, each in kinds
            if each.cell.column == number and not _is_merged(row, number, sheet.merged)
        ]
        for column in figures:
            if column.role is None and _is_blank(column, row, sheet) and (each := _beside(column, groups, block)):
                at = Cell(row, column.number, CellKind.TEXT, "")
                said = f"{at.address} is blank beside '{cut(each.cell.text, 30)}' in {each.cell.address}"
                yield Trouble("headings", f"{said}, which may head its figures too or not; {_CURE}", at)
                return


def titles_over_some(block: Block, figures: Sequence[Column], lexicon: Lexicon) -> Iterator[Trouble]:
    """A text directly above the headings, over a column of figures, that reads like a heading of that and no title.

    A row of several words is one of headings where one of them is, even if nobody knows the others.
    """
    numbers = {column.number for column in figures}
    row = block.titles.get(block.first_row - 1, {})
    over = [cell for number, cell in row.items() if number in numbers]
    heads = [head(cell, lexicon) for cell in over]
    is_row_of_kinds = len(over) > 1 and any(each.heading and _is_kind(each) for each in heads)
    for each in heads:
        if (
            each.unknown
            and (is_row_of_kinds or COMPARES.search(each.cell.text))
            and len(each.cell.text.split()) <= _FEW
        ):
            said = f"'{cut(each.cell.text, 30)}' in {each.cell.address} stands over some of the figures"
            cure = "write it into the heading of each that it is about, or take it out"
            yield Trouble("headings", f"{said}, and what it says of them is not known; {cure}", each.cell)
            return


def _kind_in(column: Column, row: int) -> Head | None:
    """The head of a column in one row, if it says what kind of figure stands below it, or that it is none to judge."""
    return next((each for each in column.heads if each.cell.row == row and _is_kind(each)), None)


def _is_kind(each: Head) -> bool:
    role: Role | None = each.heading.role if each.heading else None
    return role not in (None, *LABELS) or (each.unknown and PASSED_OVER.search(each.cell.text) is not None)


def _is_blank(column: Column, row: int, sheet: Sheet) -> bool:
    """Whether a column has no head in a row, and none that is merged over that cell."""
    return not any(each.cell.row == row for each in column.heads) and not _is_merged(row, column.number, sheet.merged)


def _is_merged(row: int, column: int, areas: Sequence[Area]) -> bool:
    return any(area.top <= row <= area.bottom and area.left <= column <= area.right for area in areas)


def _beside(column: Column, groups: Sequence[tuple[int, Head]], block: Block) -> Head | None:
    """The heading that may stand over ``column`` as well: the nearest on its left, else the first one.

    One that has its column for itself, with no other heading there, reaches no further to the left.
    """
    left = [each for number, each in groups if number < column.number]
    right = [each for number, each in groups if number > column.number and len(block.columns[number].heads) > 1]
    return next(iter([*reversed(left), *right]), None)
