"""How much of a file is read, each bound with its reason. No honest quarterly release comes near any of them."""

from slcheck.errors import UnreadableInput

MIB = 1024 * 1024

FILE_BYTES = 50 * MIB
"""The largest file. A release of every provider and measure for six years is under 2 MiB."""

INFLATED_BYTES = 200 * MIB
"""All parts of a workbook together, as the archive declares them; Python's zipfile inflates no more than declared."""

PART_BYTES = 100 * MIB
"""One part of a workbook."""

INFLATION = 200
"""How many times larger than packed a part above 1 MiB may be; spreadsheet XML packs about 10 to 1."""

PARTS = 2_000
"""Parts of a workbook. Openpyxl opens each one that it knows."""

FILLED_CELLS = 1_000_000
"""Cells with something in them, over all sheets; about 200 bytes each once read."""

COLUMNS = 2_000
"""The rightmost column that is read; Excel has 16,384."""

CELL_CHARACTERS = 32_767
"""The longest text of a cell, which is Excel's own bound."""


def hold(what: str, number: int, bound: int) -> None:
    """Raise UnreadableInput when ``number`` is above ``bound``, naming both."""
    if number > bound:
        raise UnreadableInput(f"it has {number:,} {what}, and at most {bound:,} are read; split the file")
