"""Merged cells as they show: the content of the top left one counts for the whole, and nothing else in it does."""

from collections import defaultdict
from dataclasses import replace

from slcheck.reading.cells import Area, Cell, CellKind, Row, Sheet
from slcheck.text import listed


def as_shown(sheet: Sheet) -> tuple[Sheet, list[str]]:
    """The sheet with labels that are merged downwards repeated in each row, and what somebody should know of that.

    Only words and dates are repeated, in the first column of their area and in rows that hold something anyway: one
    number merged over two rows is no figure of the second. What a program left behind under a merged cell is not shown
    by any spreadsheet, and is taken out.
    """
    if not sheet.merged:
        return sheet, []
    starting: defaultdict[int, list[Area]] = defaultdict(list)
    for area in sheet.merged:
        starting[area.top].append(area)
    tops = sorted(starting, reverse=True)
    rows: dict[int, Row] = {}
    behind: list[str] = []
    open_areas: dict[int, Area] = {}
    labels: dict[int, Cell | None] = {}
    for number, row in sheet.rows.items():
        while tops and tops[-1] <= number:
            top = tops.pop()
            for area in starting[top]:
                open_areas[area.left] = area
                labels[area.left] = sheet.rows.get(top, {}).get(area.left)
        open_areas = {left: area for left, area in open_areas.items() if area.bottom >= number}
        shown = _shown(row, number, open_areas, labels, behind)
        if shown:
            rows[number] = shown
    said = f"what stands behind merged cells, in {listed(behind)}, is not shown by a spreadsheet and was passed over"
    return replace(sheet, rows=rows), [said] if behind else []


def _shown(row: Row, number: int, areas: dict[int, Area], labels: dict[int, Cell | None], behind: list[str]) -> Row:
    """A row without what its merged areas cover, and with the labels that are merged down into it."""
    if not areas:
        return row
    covering = _covered(row, areas)
    hidden = set(covering)
    kept = {column: cell for column, cell in row.items() if column not in hidden}
    for column in covering:
        area = areas.get(column)
        if area is not None and area.top == number:
            kept[column] = row[column]
        else:
            behind.append(row[column].address)
    for left, area in areas.items():
        label = labels[left]
        if area.top < number and label is not None and label.kind in (CellKind.TEXT, CellKind.DATE):
            kept[left] = Cell(number, left, label.kind, label.value, label.number_format)
    return dict(sorted(kept.items()))


def _covered(row: Row, areas: dict[int, Area]) -> list[int]:
    """The columns of a row that lie in some area: those up to the furthest end of all areas that start before them."""
    covered: list[int] = []
    starts = sorted(areas)
    position, reach = 0, 0
    for column in row:
        while position < len(starts) and starts[position] <= column:
            reach = max(reach, areas[starts[position]].right)
            position += 1
        if column <= reach:
            covered.append(column)
    return covered
