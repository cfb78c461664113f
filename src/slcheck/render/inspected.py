"""How files were read, in full: every sheet, table and heading, and whatever was left out."""

from collections.abc import Iterator, Sequence

from slcheck.model import InputFile, Reading, SheetUse, TableUse
from slcheck.text import counted


def inspection(readings: Sequence[Reading]) -> str:
    """A paragraph for each file and sheet, and a line for each thing that was decided in it."""
    return "\n".join("".join(f"{line}\n" for line in _of_file(reading)) for reading in readings)


def _of_file(reading: Reading) -> Iterator[str]:
    file = reading.input
    yield f"{file.path}: {_kind(file)}"
    for sheet in file.sheets:
        yield from (f"  {line}" for line in _of_sheet(sheet))
    for problem in reading.problems:
        yield f"  {problem.level}: {problem}"


def _kind(file: InputFile) -> str:
    if file.format is None:
        return "not read"
    figures = sum(table.figures for sheet in file.sheets for table in sheet.tables)
    return f"{file.format}, {counted(len(file.sheets), 'sheet')}, {counted(figures, 'figure')}"


def _of_sheet(sheet: SheetUse) -> Iterator[str]:
    yield f"sheet {sheet.name}" if sheet.name else "the whole file"
    for table in sheet.tables:
        yield from (f"  {line}" for line in _of_table(table))
    for heading in sheet.headings:
        yield f"  heading {heading}"
    for note in sheet.notes:
        yield f"  note: {note}"
    yield f"  {counted(sheet.rows_used, 'row')} of {sheet.rows_read:,} used"
    for why, rows in sheet.left_out:
        yield f"  left out: {counted(rows, 'row')} ({why})"


def _of_table(table: TableUse) -> Iterator[str]:
    yield f"table in {table.cells}: {table.layout}; {counted(table.figures, 'figure')}"
    yield f"  quarter: {table.quarter}"
    yield f"  provider: {table.provider}"
    yield f"  units: {table.units}"
