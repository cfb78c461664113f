"""Any file to a Reading: bytes, format, sheets, tables, observations, and what was left out."""

from collections import Counter
from pathlib import PurePath

from slcheck.errors import UnreadableInput
from slcheck.model import (
    Catalogue,
    FilePlace,
    InputFile,
    Level,
    Observation,
    Problem,
    Reading,
    SheetUse,
    Unit,
)
from slcheck.quarter import Quarter
from slcheck.reading import bounds, formats, layouts, legends, merged, source, symbols
from slcheck.reading.cells import Sheet, column_letters
from slcheck.reading.context import Context, Surroundings, context_of
from slcheck.reading.layouts.table import Found, rows_and_columns
from slcheck.reading.lexicon import Lexicon
from slcheck.reading.names import Names
from slcheck.reading.notebook import Notebook
from slcheck.reading.tables import Interpreted, interpret
from slcheck.text import counted, listed
from slcheck.values import dataclass


@dataclass(frozen=True, slots=True)
class Hints:
    """What the person who runs slcheck says of figures that do not say it themselves."""

    quarter: Quarter | None = None
    unit: Unit | None = None


def read(path: str, catalogue: Catalogue, hints: Hints) -> Reading:
    """All observations of the file at ``path`` (``-`` is standard input), and all that could not be used.

    A file that cannot be read at all is a Reading with one problem, so that the other files of a run are still read.
    """
    name = source.shown_name(path)
    loaded: source.Source | None = None
    try:
        loaded = source.load(path)
        return _read(loaded, catalogue, hints)
    except UnreadableInput as error:
        problem = Problem(level=Level.ERROR, kind="unreadable_file", message=str(error), place=FilePlace(file=name))
        sha256 = loaded.sha256 if loaded else None
        return Reading(input=InputFile(path=name, sha256=sha256, format=None), problems=(problem,))


def _read(loaded: source.Source, catalogue: Catalogue, hints: Hints) -> Reading:
    name = loaded.name
    format_name, book = formats.read(loaded.data)
    lexicon = Lexicon(catalogue)
    observations: list[Observation] = []
    totals: list[Observation] = []
    problems: list[Problem] = []
    uses: list[SheetUse] = []
    figures = 0
    by_provider = any(sheet.name is not None and lexicon.names.is_provider(sheet.name) for sheet in book.sheets)
    for as_stored in book.sheets:
        sheet, notes = merged.as_shown(as_stored)
        sheet = symbols.in_standard_form(sheet, catalogue.symbols)
        found = layouts.find(sheet, lexicon)
        figures += sum(len(table.slots) for table in found.tables)
        bounds.hold("figures", figures, bounds.FIGURES)
        notebook = Notebook(name, sheet.name)
        tables = _interpreted(sheet, found, lexicon.names, hints, notebook, beside_providers=by_provider)
        observations.extend(each for table in tables for each in table.observations)
        totals.extend(each for table in tables for each in table.totals)
        problems.extend(notebook.problems)
        uses.append(_use(sheet, found, tables, [*notes, *_hidden(sheet, found)]))
    uses.extend(_skipped(sheet_name, why) for sheet_name, why in book.skipped)
    if not observations and not problems:
        problems.append(_nothing_found(name, uses, catalogue))
    return Reading(
        input=InputFile(path=name, sha256=loaded.sha256, format=format_name, sheets=tuple(uses)),
        observations=tuple(observations),
        totals=tuple(totals),
        problems=tuple(problems),
    )


def _interpreted(
    sheet: Sheet, found: Found, names: Names, hints: Hints, notebook: Notebook, *, beside_providers: bool
) -> list[Interpreted]:
    for trouble in found.problems[: bounds.TROUBLES]:
        notebook.error(trouble.kind, trouble.sentence, trouble.cell)
    if (more := len(found.problems) - bounds.TROUBLES) > 0:
        notebook.error("more", f"and {counted(more, 'problem')} more of this sheet, the same way")
    for doubt in found.doubts:
        notebook.warning(doubt.kind, doubt.sentence, doubt.cell)
    around = Surroundings(
        sheet=sheet.name,
        file_stem=PurePath(notebook.file).stem,
        legend=legends.find(row for number, row in sheet.rows.items() if number not in found.rows_used),
        quarter=hints.quarter,
        unit=hints.unit,
        sheets_are_providers=beside_providers,
    )
    tables: list[Interpreted] = []
    context: Context | None = None
    for table in found.tables:
        context = context_of(table, around, names, context)
        if table.slots:
            tables.append(interpret(table, context, names, around, notebook))
    return tables


def _hidden(sheet: Sheet, found: Found) -> list[str]:
    """What of the rows and columns that were used does not show when the sheet is opened."""
    rows = sorted(sheet.hidden_rows & found.rows_used)
    columns = []
    if sheet.hidden_columns:
        _, used = rows_and_columns(slot for table in found.tables for slot in table.slots)
        columns = sorted(sheet.hidden_columns & used)
    said = []
    if rows:
        said.append(f"{counted(len(rows), 'hidden row')} read like any other: {listed([str(row) for row in rows])}")
    if columns:
        letters = listed([column_letters(column) for column in columns])
        said.append(f"{counted(len(columns), 'hidden column')} read like any other: {letters}")
    return said


def _use(sheet: Sheet, found: Found, tables: list[Interpreted], notes: list[str]) -> SheetUse:
    used = {row for table in tables for row in table.rows}
    reasons = Counter(
        found.left_out.get(number, "no table of service levels")
        for number in sheet.rows
        if number not in found.rows_used
    )
    totals = {row for table in tables for row in table.rows_of_totals} - used
    reasons["totals"] += len(totals)
    reasons["rows that could not be placed"] = len(found.rows_used - used - totals)
    headings = [
        f"{each.cell.address} {each.cell.text} = {each.role.value}" for t in found.tables for each in t.headings
    ]
    headings += [f"{cell.address} {cell.text} = {what}" for table in found.tables for cell, what in table.named]
    unused = [f"{cell.address} {cell.text} = not used" for cell in found.unused_headings]
    return SheetUse(
        name=sheet.name,
        layout=tables[0].use.layout if tables else None,
        headings=tuple(dict.fromkeys([*headings, *unused])),
        rows_read=len(sheet.rows),
        tables=tuple(table.use for table in tables),
        notes=tuple(notes),
        rows_used=len(used),
        left_out=tuple(sorted((why, rows) for why, rows in reasons.items() if rows)),
    )


def _skipped(name: str, why: str) -> SheetUse:
    return SheetUse(name=name, layout=None, headings=(), rows_read=0, rows_used=0, left_out=((why, 1),))


def _nothing_found(file: str, uses: list[SheetUse], catalogue: Catalogue) -> Problem:
    rows = sum(use.rows_read for use in uses)
    skipped = [use.name for use in uses if use.left_out == (("hidden sheet", 1),)]
    looked = f"{counted(rows, 'row')} looked at" + (
        f"; hidden and not read: {', '.join(map(str, skipped))}" if skipped else ""
    )
    message = (
        f"no service-level table found ({looked}); a table needs a heading row with Measure and either Percentage "
        f"(or Rating) or Numerator and Denominator, above rows that start with a declared code, such as "
        f"{catalogue.measures[0].code}; --targets names declarations of your own"
    )
    return Problem(level=Level.ERROR, kind="no_table", message=message, place=FilePlace(file=file))
