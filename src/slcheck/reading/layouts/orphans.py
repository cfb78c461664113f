"""Figures outside every table that was recognised: somebody's, under headings that nobody understood."""

from itertools import islice

from slcheck.reading.cells import Cell, CellKind, Sheet
from slcheck.reading.codes import holds_code, looks_like_code
from slcheck.reading.figures import is_figure, resembles_figure
from slcheck.reading.layouts.table import UNSAFE, Found, Trouble
from slcheck.reading.lexicon import Lexicon
from slcheck.reading.remarks import NO_FIGURES
from slcheck.reading.spans import span
from slcheck.text import cut

_CURE = "head the columns Measure, and Percentage or Numerator and Denominator"


def look_for_orphans(sheet: Sheet, lexicon: Lexicon, found: Found) -> None:
    """Add a problem to ``found`` for each row with a code and a figure that no table has, and for a sheet about a code.

    A code alone is a remark, or a line of a list of contents, and no trouble.
    """
    known = found.rows_used | found.claimed | {trouble.cell.row for trouble in found.problems}
    rows = {
        number: row
        for number, row in sheet.rows.items()
        if number not in known and found.left_out.get(number) != UNSAFE
    }
    heads: dict[int, str] = {}
    for row in rows.values():
        heads.update({column: cell.text for column, cell in row.items() if cell.kind is CellKind.TEXT})
        codes = [cell for cell in row.values() if cell.kind is CellKind.TEXT and _is_code(cell.text, lexicon)]
        if codes and any(
            resembles_figure(cell) and not span(cell) and not NO_FIGURES.fullmatch(heads.get(cell.column, ""))
            for cell in row.values()
            if cell not in codes
        ):
            said = f"'{cut(codes[0].text, 40)}' stands beside a figure under headings that were not recognised"
            found.problems.append(Trouble("no_table", f"{said}; {_CURE}", codes[0]))
    if not found.tables and not found.problems:
        _look_at_whole(sheet, lexicon, found)


def _is_code(text: str, lexicon: Lexicon) -> bool:
    return lexicon.names.label(text) is not None or looks_like_code(text)


def _look_at_whole(sheet: Sheet, lexicon: Lexicon, found: Found) -> None:
    """A sheet without a table whose name or title is a code, and that has rows of figures."""
    texts = (cell for row in sheet.rows.values() for cell in row.values() if cell.kind is CellKind.TEXT)
    code = next((cell for cell in texts if holds_code(cell.text)), None)
    named = code.text if code else (sheet.name or "")
    if not code and not holds_code(named):
        return
    rows = (next((cell for cell in row.values() if _is_number(cell)), None) for row in sheet.rows.values())
    figures = list(islice((cell for cell in rows if cell is not None), 2))
    if len(figures) < 2:
        return
    said = f"figures stand on a sheet about '{cut(named, 40)}', under headings that were not recognised"
    found.problems.append(Trouble("no_table", f"{said}; {_CURE}", figures[0]))


def _is_number(cell: Cell) -> bool:
    return is_figure(cell) and cell.column > 1
