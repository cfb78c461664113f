"""Aligned columns of text in ASCII, cut where a narrow page has to cut.

The columns are laid out here and rich gives them their widths and colours: its own tables would take longer to draw
than the figures of a quarter take to be read and judged.
"""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from rich.cells import cell_len, set_cell_size

from slcheck.render.page import Page
from slcheck.values import dataclass

R = TypeVar("R")

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
    widths = _widths(columns, [_needed(column, rows) for column in columns], page.width)
    paint = _painted if page.colour else _plain
    placed = list(zip(columns, widths, strict=True))
    heads = [_cell(column, column.heading, width, paint, "bold") for column, width in placed]
    lines = [
        [_cell(column, column.text(row), width, paint, column.style(row)) for column, width in placed] for row in rows
    ]
    rule = "-" * (sum(widths) + _BETWEEN * (len(widths) - 1))
    return "".join(f"{line.rstrip()}\n" for line in (_line(heads), rule, *map(_line, lines)))


def _line(cells: Sequence[str]) -> str:
    return (" " * _BETWEEN).join(cells)


_Paint = Callable[[str, str], str]


def _cell(column: Column[R], text: str, width: int, paint: _Paint, style: str) -> str:
    """``text`` in its column. The style ends with the text and not with the column."""
    fitted = _fitted(text, width)
    blanks = " " * (width - cell_len(fitted))
    return blanks + paint(fitted, style) if column.right else paint(fitted, style) + blanks


def _plain(text: str, _: str) -> str:
    return text


def _painted(text: str, style: str) -> str:
    """``text``, never markup, in the sixteen colours that every terminal has."""
    from rich.color import ColorSystem
    from rich.style import Style

    return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)


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
