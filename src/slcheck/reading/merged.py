"""Merged cells as they show: the content of the top left one counts for the whole, and nothing else in it does."""

from dataclasses import replace

from slcheck.reading.cells import Cell, CellKind, Row, Sheet
from slcheck.text import listed


def as_shown(sheet: Sheet) -> tuple[Sheet, list[str]]:
    """The sheet with labels that are merged downwards repeated in each row, and what somebody should know of that.

    Only words and dates are repeated, in the first column of their area and in rows that hold something anyway: one
    number merged over two rows is no figure of the second. What a program left behind under a merged cell is not shown
    by any spreadsheet, and is taken out.
    """
    if not sheet.merged:
        return sheet, []
    rows: dict[int, Row] = dict(sheet.rows)
    behind: list[str] = []
    for area in sheet.merged:
        first = rows.get(area.top, {}).get(area.left)
        last = min(area.bottom, next(reversed(rows), 0))
        for number in range(area.top, last + 1):
            if (row := rows.get(number)) is None:
                continue
            covered = [column for column in row if area.left <= column <= area.right]
            covered = [column for column in covered if (number, column) != (area.top, area.left)]
            behind.extend(row[column].address for column in covered)
            row = {column: cell for column, cell in row.items() if column not in covered}
            if first is not None and number > area.top and first.kind in (CellKind.TEXT, CellKind.DATE):
                row[area.left] = Cell(number, area.left, first.kind, first.value, first.number_format)
            rows[number] = dict(sorted(row.items()))
    kept = {number: row for number, row in rows.items() if row}
    said = f"what stands behind merged cells, in {listed(behind)}, is not shown by a spreadsheet and was passed over"
    return replace(sheet, rows=kept), [said] if behind else []
