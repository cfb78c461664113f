"""How much of a file is read, each bound with its reason. No honest quarterly release comes near any of them."""

from slcheck.errors import UnreadableInput

MIB = 1024 * 1024

FILE_BYTES = 50 * MIB
"""The largest file. A release of every provider and measure for six years is under 2 MiB."""

INFLATED_BYTES = 200 * MIB
"""All parts of a workbook together, as the archive declares them; no more than declared is inflated."""

PART_BYTES = 100 * MIB
"""One part of a workbook."""

INFLATION = 200
"""How many times larger than packed a part above 1 MiB may be; spreadsheet XML packs about 10 to 1."""

PARTS = 2_000
"""Parts of a workbook, and so its sheets. Each costs a look, however small it is."""

PART_LIST_BYTES = 2 * MIB
"""Names and remarks in the list of the parts: a thousand bytes for each, where an honest one has some fifty."""

XML_TAGS = 12_000_000
"""Opening and closing tags in all parts together: a million cells, one to a row, with shared texts have ten million.
Each costs a call or two, so that this holds the time to some ten seconds."""

XML_DEPTH = 256
"""Elements inside one another; a spreadsheet has some ten. Expat keeps a record of each one that is open."""

XML_NAMES = 10_000
"""Different names of elements and attributes in a part; the whole standard has some two thousand. Expat keeps each."""

XML_TAG_BYTES = MIB
"""One tag with its attributes; the longest honest ones list the areas of a rule. All of it is in memory at once."""

FILLED_CELLS = 1_000_000
"""Cells with something in them, over all sheets; some 200 bytes each once read."""

FILLED_ROWS = 250_000
"""Rows with something in them, over all sheets; each is looked at several times. Rows of four cells or more reach
the bound on cells first."""

ROWS = 1_048_576
"""The lowest row that is read, which is Excel's own bound. Blank ones cost time as well."""

COLUMNS = 2_000
"""The rightmost column that is read; Excel has 16,384."""

RELATIONSHIPS = 10_000
"""What the package and its workbook refer to; each is a path to be resolved, and an honest workbook has some dozens."""

COLUMN_RECORDS = 16_384
"""Descriptions of columns on a sheet: one for every column that Excel has. Each may speak of all columns."""

MERGED_AREAS = 100_000
"""Merged areas of a sheet. A table of releases has some hundreds."""

CELL_STYLES = 65_490
"""Styles of cells, which is Excel's own bound."""

NUMBER_FORMATS = 5_000
"""Number formats that a workbook declares. Excel takes 250; files that were copied about for years have thousands."""

NUMBER_FORMAT_CHARACTERS = 500
"""One of them; Excel takes 255."""

CELL_CHARACTERS = 32_767
"""The longest text of a cell, which is Excel's own bound."""

SHARED_STRINGS = 2_000_000
"""Texts in the table that cells refer to: two for every cell that may be filled, as hidden sheets keep theirs there
too. Each is some 100 bytes."""

LINE_CHARACTERS = 1_000_000
"""A row of delimited text, quoted line ends included; two thousand columns of five hundred characters."""

TEXT_CHARACTERS = 25_000_000
"""Characters of all texts together, twenty-five for every cell that may be filled; one may take four bytes."""


HEADINGS = 50_000
"""Rows of one sheet that could be headings: rows of nothing but names, in which whatever is a table is looked for."""

FIGURES = 100_000
"""Figures of one file, each with its cell, its words and its verdict: every provider and measure for thirty years."""

TROUBLES = 1_000
"""Rows of one sheet that are complained of one by one; beyond them the sheet as a whole is what is wrong."""


def hold(what: str, number: int, bound: int) -> None:
    """Raise UnreadableInput when ``number`` is above ``bound``, naming both."""
    if number > bound:
        raise UnreadableInput(f"it has {number:,} {what}, and at most {bound:,} are read; split the file")
