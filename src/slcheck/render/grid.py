"""Aligned columns of text in ASCII, cut where a narrow page has to cut."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rich.box import Box
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from slcheck.render.page import Page

R = TypeVar("R")

_RULE = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
_BETWEEN = 2
"""Blanks between two columns."""

_LEAST = 4
"""The narrowest a column is cut to: one letter and the dots."""


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column: its heading, what it says of a row, and how it behaves.

    ``share`` is how large a part of the spare width it takes when it has to be cut; 0 for a column that is never cut.
    ``style`` colours a row's cell; the words say the same without it.
    """

    heading: str
    text: Callable[[R], str]
    right: bool = False
    share: int = 0
    style: Callable[[R], str] = lambda _: ""


def draw(columns: Sequence[Column[R]], rows: Sequence[R], page: Page) -> str:
    """The rows under their headings, a line each, without blanks at the end of a line."""
    cells = [[column.text(row) for column in columns] for row in rows]
    widths = _widths(columns, cells, page.width)
    table = Table(box=_RULE, pad_edge=False, padding=(0, _BETWEEN - 1, 0, 0), show_edge=False)
    for column, width in zip(columns, widths, strict=True):
        heading = Text(_fitted(column.heading, width))
        table.add_column(
            heading, justify="right" if column.right else "left", width=width, no_wrap=True, overflow="crop"
        )
    for row, texts in zip(rows, cells, strict=True):
        fitted = zip(columns, texts, widths, strict=True)
        table.add_row(*(Text(_fitted(text, width), style=column.style(row)) for column, text, width in fitted))
    output = io.StringIO()
    _console(output, page).print(table)
    return "".join(f"{line.rstrip()}\n" for line in output.getvalue().splitlines())


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


def _widths(columns: Sequence[Column[R]], cells: Sequence[Sequence[str]], page_width: int) -> list[int]:
    """What each column needs, or its share of what is left when the page is too narrow for all."""
    widths = [
        max(cell_len(text) for text in (column.heading, *(texts[position] for texts in cells)))
        for position, column in enumerate(columns)
    ]
    cut = [position for position, column in enumerate(columns) if column.share]
    fixed = sum(width for position, width in enumerate(widths) if position not in cut)
    spare = page_width - _BETWEEN * (len(columns) - 1) - fixed
    for position in sorted(cut, key=lambda each: widths[each] / columns[each].share):
        shares = sum(columns[each].share for each in cut)
        fair = max(0, spare) * columns[position].share // shares
        widths[position] = min(widths[position], max(fair, _LEAST))
        spare -= widths[position]
        cut.remove(position)
    return widths


def _fitted(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 3)).rstrip() + "..."[:width]
