"""The layouts that are recognised. A layout is one module and one line."""

from collections.abc import Callable

from slcheck.reading.cells import Sheet
from slcheck.reading.layouts import rows
from slcheck.reading.layouts.table import Found
from slcheck.reading.names import Names

LAYOUTS: tuple[Callable[[Sheet, Names], Found], ...] = (rows.find,)
"""Each looks for its tables in a sheet and says what it left out."""


def find(sheet: Sheet, names: Names) -> Found:
    """The tables of ``sheet`` in the first layout that has any."""
    found = Found()
    for layout in LAYOUTS:
        found = layout(sheet, names)
        if found.tables or found.problems:
            break
    return found
