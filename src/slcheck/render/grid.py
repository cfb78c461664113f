"""Aligned columns of text in ASCII, cut where a narrow page has to cut."""

import io
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from rich.box import Box
from rich.cells import cell_len, set_cell_size
from rich.console import Console, JustifyMethod
from rich.table import Table
from rich.text import Text

from slcheck.render.page import Page
from slcheck.values import dataclass

R = TypeVar("R")

_RULE = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
_BETWEEN = 2
"""Blanks between two columns."""


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column: its heading, what it says of a row, and how it behaves.

    ``share`` is how large a part of the spare width it takes when it has to be cut; 0 for a column that is never cut.
    ``least`` is the narrowest it is of any use; where that is too wide, an ``optional`` column gives way to the others.
    ``style`` colours a row's cell; the words say the same without it.
    """

    heading: str
    text: Callable[[R], str]
    right: bool = False
    share: int = 0
    least: int = 4
    optional: bool = False
    style: Callable[[R], str] = lambda _: ""


def draw(columns: Sequence[Column[R]], rows: Sequence[R], page: Page) -> str:
    """The rows under their headings, a line each, without blanks at the end of a line.

    Figures and codes are whole or not there: where the page is too narrow even for those, the lines are longer than it.
    """
    columns = _that_fit(columns, rows, page.width)
    cells = [[column.text(row) for column in columns] for row in rows]
    widths = _widths(columns, [_needed(column, rows) for column in columns], page.width)
    table = Table(box=_RULE, pad_edge=False, padding=(0, _BETWEEN - 1, 0, 0), show_edge=False, header_style="none")
    for column, width in zip(columns, widths, strict=True):
        heading = _text(_fitted(column.heading, width), "bold")
        justify: JustifyMethod = "right" if column.right else "left"
        table.add_column(heading, justify=justify, width=width, no_wrap=True, overflow="crop")
    for row, texts in zip(rows, cells, strict=True):
        fitted = zip(columns, texts, widths, strict=True)
        table.add_row(*(_text(_fitted(text, width), column.style(row)) for column, text, width in fitted))
    output = io.StringIO()
    total = sum(widths) + _BETWEEN * (len(widths) - 1)
    _console(output, Page(max(page.width, total), page.colour)).print(table)
    return "".join(f"{line.rstrip()}\n" for line in output.getvalue().splitlines())


def _text(text: str, style: str) -> Text:
    """``text``, never markup; the style ends with the text and not with the column."""
    return Text.assemble((text, style))


def _console(output: io.StringIO, page: Page) -> Console:
    return Console(
        file=output,
        width=page.width,
        force_terminal=page.colour,
        color_system="standard" if page.colour else None,
        no_color=not page.colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )


def _needed(column: Column[R], rows: Sequence[R]) -> int:
    return max(cell_len(text) for text in (column.heading, *(column.text(row) for row in rows)))


def _that_fit(columns: Sequence[Column[R]], rows: Sequence[R], page_width: int) -> list[Column[R]]:
    """The columns, without as many of the optional ones as it takes to leave the others their least width."""
    kept = list(columns)
    for optional in [column for column in columns if column.optional]:
        needed = [_needed(column, rows) for column in kept]
        least = [
            min(width, column.least) if column.share else width for column, width in zip(kept, needed, strict=True)
        ]
        if sum(least) + _BETWEEN * (len(kept) - 1) > page_width:
            kept.remove(optional)
    return kept


def _widths(columns: Sequence[Column[R]], needed: Sequence[int], page_width: int) -> list[int]:
    """What each column needs; where the page is too narrow for all, its least and its share of what is left."""
    widths = [min(need, column.least) if column.share else need for column, need in zip(columns, needed, strict=True)]
    spare = page_width - _BETWEEN * (len(columns) - 1) - sum(widths)
    cut = [position for position, width in enumerate(widths) if width < needed[position]]
    for position in sorted(cut, key=lambda each: (needed[each] - widths[each]) / columns[each].share):
        shares = sum(columns[each].share for each in cut)
        more = min(needed[position] - widths[position], max(0, spare) * columns[position].share // shares)
        widths[position] += more
        spare -= more
        cut.remove(position)
    return widths


def _fitted(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 3)).rstrip() + "..."[:width]
