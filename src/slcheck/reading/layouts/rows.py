"""A row per figure: the long layout (measure, provider, quarter, counts and/or percentage), and the Inspectorate's
print (``CODE – description | Rating | Target``), which is the same without provider and quarter columns.

A heading row starts a table; it runs to the next heading row, through blank rows and notes, so that a table broken in
two by a page break is one. Every row below a heading is a slot, a note, or a problem.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from slcheck.quarter import Quarter, mentioned
from slcheck.reading.cells import Cell, CellKind, Row, Sheet, column_letters
from slcheck.reading.figures import resembles_figure
from slcheck.reading.layouts.table import Found, Slot, Table, Trouble
from slcheck.reading.legends import is_legend
from slcheck.reading.names import Names, framework_named, looks_like_code
from slcheck.reading.roles import Heading, Role, heading

_FIGURES = (Role.NUMERATOR, Role.DENOMINATOR, Role.PERCENTAGE)


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading row and the rows below it, down to the next heading row."""

    row: int
    headings: tuple[Heading, ...]
    cells: Row
    body: dict[int, Row]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where everything stands: a column for every role that the table has."""

    measure: int
    of: dict[Role, int]
    periods: tuple[int, ...]

    def cell(self, row: Row, role: Role) -> Cell | None:
        column = self.of.get(role)
        return None if column is None else row.get(column)

    def says_something(self, row: Row) -> bool:
        """Whether a row has more than a code and words about it."""
        spoken = (column for role, column in self.of.items() if role not in (Role.TITLE, Role.FRAMEWORK))
        return any(column in row for column in (*spoken, *self.periods))


def find(sheet: Sheet, names: Names) -> Found:
    """The row-per-figure tables of ``sheet``."""
    found = Found()
    above: list[Cell] = []
    parts = _parts(sheet, names)
    first = parts[0].row if parts else None
    for number, row in sheet.rows.items():
        if first is None or number < first:
            _leave_out(found, number, "titles and notes")
            above.extend(_texts(row))
    for part in parts:
        columns = _columns(part, names, found)
        if columns is None:
            above.extend(text for row in (part.cells, *part.body.values()) for text in _texts(row))
            continue
        titles, above = above, []
        _leave_out(found, part.row, "headings")
        table = _table(part, columns, tuple(titles), found)
        above = _fill(table, part, columns, names, found)
    found.tables = [table for table in found.tables if table.slots]
    _look_for_orphans(sheet, names, found)
    return found


def _parts(sheet: Sheet, names: Names) -> list[_Part]:
    parts: list[_Part] = []
    for number, row in sheet.rows.items():
        headings = _headings(row, names)
        if headings:
            parts.append(_Part(number, headings, row, {}))
        elif parts:
            parts[-1].body[number] = row
    return [_without_words(part) for part in parts]


def _without_words(part: _Part) -> _Part:
    """The part without headings over words, such as Met over Yes and No, where others stand over figures."""
    over_figures = [
        each
        for each in part.headings
        if each.role in _FIGURES
        and any(resembles_figure(row[each.cell.column]) for row in part.body.values() if each.cell.column in row)
    ]
    roles = {each.role for each in over_figures}
    if Role.PERCENTAGE not in roles and not {Role.NUMERATOR, Role.DENOMINATOR} <= roles:
        return part
    headings = tuple(each for each in part.headings if each.role not in _FIGURES or each in over_figures)
    return replace(part, headings=headings)


def _headings(row: Row, names: Names) -> tuple[Heading, ...]:
    """The headings of ``row`` if it is a heading row: words only, no code, and one heads figures beside another."""
    if len(row) < 2 or any(cell.kind is not CellKind.TEXT for cell in row.values()):
        return ()
    headings = tuple(each for cell in row.values() if (each := heading(cell)))
    if len(headings) < 2 or not {each.role for each in headings} & set(_FIGURES):
        return ()
    return () if any(names.label(cell.text) for cell in row.values()) else headings


def _columns(part: _Part, names: Names, found: Found) -> _Columns | None:
    """The columns of a part, or None when it is no table of service levels or cannot be read safely."""
    by_role: dict[Role, list[Heading]] = {}
    for each in part.headings:
        by_role.setdefault(each.role, []).append(each)
    text_columns = [
        column
        for column, cell in sorted({**_first_cells(part.body.values()), **part.cells}.items())
        if column not in {each.cell.column for each in part.headings if each.role in (*_FIGURES, Role.TARGET)}
    ]
    measure = _column_of_codes(part, text_columns, names)
    if measure is None:
        return None
    troubles = [*_doubled(by_role), *_half_counts(by_role), *_unknown_columns(part, by_role, measure, names)]
    if troubles:
        found.problems.extend(troubles)
        for number in (part.row, *part.body):
            _leave_out(found, number, "a table that cannot be read safely")
        return None
    found.unused_headings.extend(
        cell for column, cell in part.cells.items()
        if column != measure and not any(each.cell.column == column for each in part.headings)
    )  # fmt: skip
    of: dict[Role, int] = {role: headings[0].cell.column for role, headings in by_role.items()}
    of.pop(Role.MEASURE, None)
    if Role.PROVIDER in by_role:
        of[Role.PROVIDER] = _best_provider_column(part, by_role[Role.PROVIDER], names)
    periods = [each.cell.column for each in part.headings if each.role in (Role.YEAR, Role.QUARTER)]
    return _Columns(measure, of, tuple(periods))


def _column_of_codes(part: _Part, columns: Iterable[int], names: Names) -> int | None:
    """The column with the most cells that start with a declared code."""
    counts = {
        column: sum(names.label(row[column].text) is not None for row in part.body.values() if column in row)
        for column in columns
    }
    best = max(counts, key=lambda column: counts[column], default=None)
    return best if best is not None and counts[best] else None


def _doubled(by_role: dict[Role, list[Heading]]) -> list[Trouble]:
    return [
        Trouble(
            "two_columns",
            f"'{headings[0].cell.text}' in {headings[0].cell.address} and '{headings[1].cell.text}' both read as the "
            f"{role.value}; rename the one that is not meant",
            headings[1].cell,
        )
        for role, headings in by_role.items()
        if len(headings) > 1 and role not in (Role.MEASURE, Role.TITLE, Role.PROVIDER, Role.QUARTER)
    ]


def _half_counts(by_role: dict[Role, list[Heading]]) -> list[Trouble]:
    present = [role for role in (Role.NUMERATOR, Role.DENOMINATOR) if role in by_role]
    if len(present) != 1:
        return []
    missing = Role.DENOMINATOR if present == [Role.NUMERATOR] else Role.NUMERATOR
    cell = by_role[present[0]][0].cell
    sentence = (
        f"'{cell.text}' heads a {present[0].value}, but no heading for the {missing.value} was recognised; name it"
    )
    return [Trouble("half_counts", f"{sentence} {missing.value.capitalize()}", cell)]


def _unknown_columns(part: _Part, by_role: dict[Role, list[Heading]], measure: int, names: Names) -> list[Trouble]:
    """Columns that hold providers or quarters under a heading that does not say so: ignoring them would be wrong."""
    known = {each.cell.column for each in part.headings} | {measure}
    troubles = []
    for column, first in sorted(_first_cells(part.body.values()).items()):
        if column in known:
            continue
        texts = [row[column].text for row in part.body.values() if column in row and row[column].kind is CellKind.TEXT]
        name = part.cells[column].text if column in part.cells else ""
        said = f"column {column_letters(column)}, headed '{name}', holds"
        if Role.PROVIDER not in by_role and any(names.is_provider(text) for text in texts):
            troubles.append(Trouble("unknown_heading", f"{said} providers; head it Provider", first))
        elif Role.QUARTER not in by_role and any(_is_quarter(text) for text in texts):
            troubles.append(Trouble("unknown_heading", f"{said} quarters; head it Quarter", first))
    return troubles


def _best_provider_column(part: _Part, headings: list[Heading], names: Names) -> int:
    def known(column: int) -> int:
        return sum(names.is_provider(row[column].text) for row in part.body.values() if column in row)

    return max((each.cell.column for each in headings), key=known)


def _table(part: _Part, columns: _Columns, titles: tuple[Cell, ...], found: Found) -> Table:
    """A new table, or the one before when only a page break stands between the two."""
    shape = [(each.cell.column, each.role, each.cell.text) for each in part.headings]
    if found.tables and not any(_starts_a_table(cell) for cell in titles):
        before = found.tables[-1]
        if [(each.cell.column, each.role, each.cell.text) for each in before.headings] == shape:
            return before
    by_role = {each.role: each for each in part.headings}
    quarters = {each.quarter for each in part.headings if each.quarter}
    table = Table(
        layout="long" if {Role.PROVIDER, Role.QUARTER} & columns.of.keys() else "print",
        headings=part.headings,
        titles=titles,
        has_providers=Role.PROVIDER in columns.of,
        has_quarters=Role.QUARTER in columns.of,
        percentage_unit=by_role[Role.PERCENTAGE].unit if Role.PERCENTAGE in by_role else None,
        target_unit=by_role[Role.TARGET].unit if Role.TARGET in by_role else None,
        quarter=quarters.pop() if len(quarters) == 1 else None,
        markers=tuple(marker for each in part.headings for marker in each.markers if each.role in _FIGURES),
    )
    found.tables.append(table)
    return table


def _starts_a_table(cell: Cell) -> bool:
    """Whether a title between two parts names a period or a framework, and so starts something new."""
    return not is_legend(cell.text) and (bool(mentioned(cell.text).quarters) or framework_named(cell.text) is not None)


def _fill(table: Table, part: _Part, columns: _Columns, names: Names, found: Found) -> list[Cell]:
    """Add the slots of ``part`` to ``table``; the texts below its last slot are titles of what comes next."""
    below: list[Cell] = []
    ended = False
    for number, row in part.body.items():
        label = row.get(columns.measure)
        figures = [cell for role in _FIGURES if (cell := columns.cell(row, role))]
        declared = label is not None and names.label(label.text) is not None
        if ended:
            _leave_out(found, number, "below a heading that was not recognised")
        elif declared and label is not None and columns.says_something(row):
            table.slots.append(_slot(label, row, columns))
            found.rows_used.add(number)
            below = []
            continue
        elif label is not None and looks_like_code(label.text) and not declared:
            found.problems.append(Trouble("unknown_measure", names.unknown_measure(label.text), label))
            _leave_out(found, number, "unknown measures")
        elif any(resembles_figure(cell) for cell in figures):
            found.problems.append(_without_code(label, figures[0], names))
            _leave_out(found, number, "unknown measures")
        else:
            ended = len(figures) > 0 and label is not None
            _leave_out(found, number, "titles and notes")
        below.extend(_texts(row))
    return below


def _slot(label: Cell, row: Row, columns: _Columns) -> Slot:
    return Slot(
        measure=label,
        framework=columns.cell(row, Role.FRAMEWORK),
        provider=columns.cell(row, Role.PROVIDER),
        quarter=tuple(row[column] for column in columns.periods if column in row),
        numerator=columns.cell(row, Role.NUMERATOR),
        denominator=columns.cell(row, Role.DENOMINATOR),
        percentage=columns.cell(row, Role.PERCENTAGE),
        target=columns.cell(row, Role.TARGET),
    )


def _without_code(label: Cell | None, figure: Cell, names: Names) -> Trouble:
    if label is None:
        return Trouble("unknown_measure", f"the figure {figure.text} stands in a row without a code; write it", figure)
    return Trouble("unknown_measure", names.unknown_measure(label.text), label)


def _look_for_orphans(sheet: Sheet, names: Names, found: Found) -> None:
    """Rows outside every table that have a code and a figure: somebody's figures, under headings not recognised."""
    told = {trouble.cell.row for trouble in found.problems}
    for number, row in sheet.rows.items():
        if number in found.rows_used or number in told or found.left_out.get(number, "").startswith("a table"):
            continue
        codes = [cell for cell in row.values() if names.label(cell.text) or looks_like_code(cell.text)]
        if codes and any(resembles_figure(cell) for cell in row.values() if cell not in codes):
            found.problems.append(
                Trouble(
                    "no_table",
                    f"'{codes[0].text}' stands beside a figure under headings that were not recognised; head the "
                    f"columns Measure, and Percentage or Numerator and Denominator",
                    codes[0],
                )
            )


def _first_cells(rows: Iterable[Row]) -> Row:
    first: Row = {}
    for row in rows:
        for column, cell in row.items():
            first.setdefault(column, cell)
    return first


def _texts(row: Row) -> list[Cell]:
    return [cell for cell in row.values() if cell.kind is CellKind.TEXT]


def _is_quarter(text: str) -> bool:
    try:
        Quarter.parse(text)
    except ValueError:
        return False
    return True


def _leave_out(found: Found, number: int, why: str) -> None:
    found.left_out.setdefault(number, why)
