"""A row per figure: the long layout (measure, provider, quarter, counts and/or percentage), and the Inspectorate's
print (``CODE – description | Rating | Target``), which is the same without provider and quarter columns.

A heading row starts a table; it runs to the next heading row, through blank rows and notes, so that a table broken in
two by a page break is one. A line that names nothing but a quarter, a provider or a framework starts a table too, under
the same headings. Every row below a heading is a slot, a note, or a problem.
"""

from collections.abc import Callable, Iterator, Sequence

from slcheck.model import Role
from slcheck.quarter import Quarter
from slcheck.reading.cells import Cell, CellKind, Row, Sheet
from slcheck.reading.codes import looks_like_code
from slcheck.reading.figures import is_figure, resembles_figure
from slcheck.reading.layouts.blocks import Block, flattened
from slcheck.reading.layouts.columns import (
    Columns,
    Part,
    columns_of,
    figures_in,
    headings_of,
    texts_of,
    unused_words,
    with_frameworks,
    without_verdicts,
)
from slcheck.reading.layouts.heads import head
from slcheck.reading.layouts.kinds import may_start_section
from slcheck.reading.layouts.table import FIGURES, LEVELS, NOTES, UNSAFE, Found, Slot, Table, Trouble, blank_figure
from slcheck.reading.legends import is_legend
from slcheck.reading.lexicon import Lexicon
from slcheck.reading.markers import split_markers
from slcheck.reading.providers import framework_named
from slcheck.reading.remarks import something_else
from slcheck.text import cut
from slcheck.trusted import trusting

_LONGEST_LINE = 60
_slot = trusting(Slot)


def find(sheet: Sheet, blocks: Sequence[Block], lexicon: Lexicon) -> Found:
    """The row-per-figure tables of ``sheet``; headings in several rows are read as one."""
    found = Found()
    for block in blocks:
        if len(block.rows) > 1 and block.first_row in sheet.rows:
            sheet = flattened(sheet, block)
    parts = _parts(sheet, lexicon)
    before = {number: row for number, row in sheet.rows.items() if not parts or number < parts[0].row}
    for number in before:
        found.leave_out(number, NOTES)
    above = list(texts_of(before.values()))
    for part in parts:
        columns, troubles = columns_of(part, sheet, lexicon)
        above.extend(texts_of([part.title] if part.title else []))
        if columns is None:
            found.problems.extend(troubles)
            for number in (part.row, *part.body) if troubles else ():
                found.leave_out(number, UNSAFE)
            words = {number: cell for number, cell in part.cells.items() if not lexicon.headings.heading(cell)}
            above.extend(texts_of([*([words] if part.title is None else []), *part.body.values()]))
            continue
        titles, above = tuple(above), []
        found.leave_out(part.row, NOTES if part.title else "headings")
        found.unused_headings.extend(cell for cell in unused_words(part, columns) if part.title is None)
        found.doubts.extend(_other_periods(part, found.unused_headings, lexicon) if part.title is None else ())
        table = _table(part, columns, titles, lexicon, found)
        above = _fill(table, part, columns, lexicon, found)
    found.tables = [table for table in found.tables if table.slots]
    return found


def _other_periods(part: Part, unused: Sequence[Cell], lexicon: Lexicon) -> Iterator[Trouble]:
    """Columns of figures about a year, a month or a year to date: they are kept apart."""
    for cell in unused:
        figures = any(is_figure(row[cell.column]) for row in part.body.values() if cell.column in row)
        if cell.row == part.row and figures and head(cell, lexicon).other:
            said = f"the column '{cut(cell.text, 40)}' was not judged: it is about a period that is no quarter"
            yield Trouble("other_period", said, cell)


def _parts(sheet: Sheet, lexicon: Lexicon) -> list[Part]:
    parts: list[Part] = []
    for number, row in sheet.rows.items():
        headings = headings_of(row, lexicon)
        if headings:
            parts.append(Part(number, headings, row, {}))
        elif parts and _says_what_follows(row, lexicon):
            parts.append(Part(number, parts[-1].headings, parts[-1].cells, {}, title=row))
        elif parts:
            parts[-1].body[number] = row
    return [with_frameworks(without_verdicts(part)) for part in parts]


def _says_what_follows(row: Row, lexicon: Lexicon) -> bool:
    """Whether a row has one text, and that names nothing but a quarter, a provider or a framework."""
    if len(row) != 1:
        return False
    (cell,) = row.values()
    if cell.kind is not CellKind.TEXT or is_legend(cell.text) or lexicon.names.label(cell.text):
        return False
    few_words = len(cell.text.split()) <= 4
    return (
        _is_quarter(cell.text)
        or lexicon.names.is_provider(cell.text)
        or lexicon.names.is_national(cell.text)
        or (few_words and bool(framework_named(cell.text)))
    )


def _is_quarter(text: str) -> bool:
    try:
        Quarter.parse(text)
    except ValueError:
        return False
    return True


def _table(part: Part, columns: Columns, titles: tuple[Cell, ...], lexicon: Lexicon, found: Found) -> Table:
    """A new table, or the one before when only a page break stands between the two."""
    shape = [(each.cell.column, each.role, each.cell.text) for each in part.headings]
    if found.tables and not any(_says_something_new(cell, lexicon) for cell in titles):
        before = found.tables[-1]
        if [(each.cell.column, each.role, each.cell.text) for each in before.headings] == shape:
            return before
    layout = "long" if {Role.PROVIDER, Role.QUARTER} & columns.of.keys() else "print"
    roles = {each.role for each in part.headings}
    table = Table(
        layout,
        part.row,
        part.headings,
        titles,
        has_providers=Role.PROVIDER in roles,
        has_quarters=any(column in row for column in columns.periods for row in part.body.values()),
    )
    found.tables.append(table)
    return table


def _says_something_new(cell: Cell, lexicon: Lexicon) -> bool:
    """Whether a text between two parts may name a period, a framework or a provider."""
    return may_start_section(cell, lexicon) or (framework_named(cell.text) is not None and not is_legend(cell.text))


def _fill(table: Table, part: Part, columns: Columns, lexicon: Lexicon, found: Found) -> list[Cell]:
    """Add the slots of ``part`` to ``table``; the texts below its last slot are titles of what comes next."""
    below: list[Cell] = []
    bare: list[Cell] = []
    ended = False
    strange: Cell | None = None
    slot, label_of = _slots(columns), lexicon.names.label
    for number, row in part.body.items():
        label = row.get(columns.measure)
        declared = label is not None and label_of(label.text) is not None
        if label is not None and declared and not ended and strange is None and columns.says_something(row):
            table.slots.append(slot(label, row))
            found.rows_used.add(number)
            below = []
            continue
        figures = figures_in(row, columns)
        if ended:
            found.leave_out(number, "below a heading that was not recognised")
        elif strange is not None and declared and columns.says_something(row):
            said = f"'{cut(strange.text, 40)}' may say whose or of when the rows below it are, and is not understood"
            cure = "write it like a declared provider or a quarter, or take it out"
            found.problems.append(Trouble("headings", f"{said}; {cure}", strange))
            found.leave_out(number, UNSAFE)
            ended = True
        elif label is not None and declared and len(row) == 1:
            bare.append(label)
        elif label is not None and not declared and looks_like_code(label.text):
            found.problems.append(Trouble("unknown_measure", lexicon.names.unknown_measure(label.text), label))
            found.leave_out(number, "unknown measures")
        elif label is not None and not split_markers(label.text)[0]:
            found.leave_out(number, NOTES)
        elif label is not None and lexicon.names.is_total(label.text):
            said = f"'{cut(label.text, 40)}' is a total or an average of others, and was not judged"
            found.doubts.append(Trouble("total", said, label))
            found.leave_out(number, "totals")
        elif any(resembles_figure(cell) for cell in figures):
            found.problems.append(_without_code(label, figures[0], lexicon))
            found.leave_out(number, "unknown measures")
            ended = label is None and all(cell.kind is CellKind.TEXT and not is_figure(cell) for cell in figures)
        else:
            ended = bool(figures) or (label is not None and lexicon.headings.heading(label) is not None)
            found.leave_out(number, NOTES)
        strange = strange or _strange(row, declared, part, table, lexicon)
        below.extend(texts_of([row]))
    _blank_slots(table, bare, columns, lexicon, found)
    return below


def _strange(row: Row, declared: bool, part: Part, table: Table, lexicon: Lexicon) -> Cell | None:
    """The text of a row without a figure that may change what the rows below it are about.

    Where a line has said whose the rows are, every further line may; where the rows say themselves whose and of when
    they are, only one that says they are no performance.
    """
    first = next(iter(row.values()))
    if declared or first.kind is not CellKind.TEXT:
        return None
    if table.has_providers and table.has_quarters:
        is_line = len(row) == 1 and len(first.text) <= _LONGEST_LINE
        return first if is_line and something_else(first.text) else None
    if is_legend(first.text) or looks_like_code(first.text):
        return None
    if part.title is not None and len(row) == 1 and len(first.text) <= _LONGEST_LINE:
        return first
    return first if may_start_section(first, lexicon) else None


def _blank_slots(table: Table, bare: list[Cell], columns: Columns, lexicon: Lexicon, found: Found) -> None:
    """A code with nothing beside it is a note about a measure that has its row, else a row without its figure."""
    if not bare:
        return
    present = {label.measures for slot in table.slots if (label := lexicon.names.label(slot.measure.text))}
    for cell in bare:
        label = lexicon.names.label(cell.text)
        if label and label.measures not in present and not (table.has_providers or table.has_quarters):
            table.slots.append(Slot(measure=cell, percentage=blank_figure(cell.row, columns.of)))
            found.rows_used.add(cell.row)
        else:
            found.leave_out(cell.row, NOTES)


_OF_A_SLOT = (Role.FRAMEWORK, Role.PROVIDER, *FIGURES, *LEVELS)


def _slots(columns: Columns) -> Callable[[Cell, Row], Slot]:
    """What makes a slot of a label and its row."""
    framework, provider, numerator, denominator, percentage, target, expectation = map(columns.column, _OF_A_SLOT)
    periods, used, figures = columns.periods, columns.used, columns.figures

    def slot(label: Cell, row: Row) -> Slot:
        cell = row.get
        return _slot(
            measure=label,
            framework=cell(framework),
            provider=cell(provider),
            quarter=tuple([row[column] for column in periods if column in row]),
            numerator=cell(numerator),
            denominator=cell(denominator),
            percentage=blank_figure(label.row, columns.of) if row.keys().isdisjoint(figures) else cell(percentage),
            target=cell(target),
            expectation=cell(expectation),
            beside=()
            if row.keys() <= used
            else tuple(each for column, each in row.items() if column not in used and each.kind is CellKind.TEXT),
            markers=(),
        )

    return slot


def _without_code(label: Cell | None, figure: Cell, lexicon: Lexicon) -> Trouble:
    if label is None:
        said = f"the figure {cut(figure.text, 40)} stands in a row without a code"
        return Trouble("unknown_measure", f"{said}; write the code before it, or take the figure out", figure)
    return Trouble("unknown_measure", lexicon.names.unknown_measure(label.text), label)
