"""The layouts that are recognised. A layout is one module and one line."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from slcheck.reading.cells import CellKind, Sheet
from slcheck.reading.layouts import across, blocks, rows
from slcheck.reading.layouts.blocks import Block
from slcheck.reading.layouts.orphans import look_for_orphans
from slcheck.reading.layouts.table import Found
from slcheck.reading.lexicon import Lexicon

LAYOUTS: tuple[Callable[[Sheet, Sequence[Block], Lexicon], Found], ...] = (across.find, rows.find)
"""Each looks for its tables among the rows that those before it have not claimed, and says what it left out."""


def find(sheet: Sheet, lexicon: Lexicon) -> Found:
    """The tables of ``sheet``, in the order in which they stand there; a sheet without any code has none."""
    found = Found()
    if not lexicon.names.has_codes(sheet.name, _texts(sheet)):
        return found
    headed = blocks.find(sheet, lexicon)
    for layout in LAYOUTS:
        unclaimed = {number: row for number, row in sheet.rows.items() if number not in found.claimed}
        found.add(layout(replace(sheet, rows=unclaimed), headed, lexicon))
    look_for_orphans(sheet, lexicon, found)
    found.tables.sort(key=lambda table: table.row)
    return found


def _texts(sheet: Sheet) -> Iterator[str]:
    return (cell.text for row in sheet.rows.values() for cell in row.values() if cell.kind is CellKind.TEXT)
