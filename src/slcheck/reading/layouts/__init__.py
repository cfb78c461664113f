"""The layouts that are recognised. A layout is one module and one line."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from slcheck.reading.cells import Sheet
from slcheck.reading.layouts import across, blocks, rows
from slcheck.reading.layouts.blocks import Block
from slcheck.reading.layouts.orphans import look_for_orphans
from slcheck.reading.layouts.table import Found
from slcheck.reading.lexicon import Lexicon

LAYOUTS: tuple[Callable[[Sheet, Sequence[Block], Lexicon], Found], ...] = (across.find, rows.find)
"""Each looks for its tables among the rows that those before it have not claimed, and says what it left out."""


def find(sheet: Sheet, lexicon: Lexicon) -> Found:
    """The tables of ``sheet``, in the order in which they stand there."""
    found = Found()
    headed = blocks.find(sheet, lexicon)
    for layout in LAYOUTS:
        unclaimed = {number: row for number, row in sheet.rows.items() if number not in found.claimed}
        found.add(layout(replace(sheet, rows=unclaimed), headed, lexicon))
    look_for_orphans(sheet, lexicon, found)
    found.tables.sort(key=lambda table: table.row)
    return found
