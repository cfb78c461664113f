"""Cross-tabs: figures under headings that name measures, providers or quarters, in one row of headings or several.

What a figure is about comes from three sides: its row's labels, its column's headings, and the titles of the table.
Which of measure, provider and quarter each side says makes no difference here, so this is one layout for all of them:
measures by providers, measures by quarters, quarters by measures, providers by measures, and a sheet for each measure.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from slcheck.model import Role
from slcheck.reading.cells import Cell, CellKind, Row, Sheet
from slcheck.reading.codes import looks_like_code
from slcheck.reading.figures import resembles_figure
from slcheck.reading.layouts.blocks import Block
from slcheck.reading.layouts.groups import Group, arrangement, groups_of, is_list_of_targets, is_long
from slcheck.reading.layouts.guards import figure_columns, troubles_of
from slcheck.reading.layouts.heads import Column, head
from slcheck.reading.layouts.labels import Labels, labels_of
from slcheck.reading.layouts.subject import Subject, subject_of
from slcheck.reading.layouts.table import LEVELS, NOTES, UNSAFE, Found, Slot, Table, Trouble, blank_figure
from slcheck.reading.legends import is_legend
from slcheck.reading.lexicon import Lexicon
from slcheck.reading.providers import framework_named
from slcheck.reading.remarks import CASES
from slcheck.reading.spans import Span, date_in, is_monthly, span
from slcheck.text import counted, cut, listed, regex

OTHER_PERIODS = "periods that are no quarter"

_PERCENT = regex(r"(?<!\d)(?<!\d )%|\bper ?cent|\bproportion|\brate\b|\brating", re.IGNORECASE)


def find(sheet: Sheet, blocks: Sequence[Block], lexicon: Lexicon) -> Found:
    """The cross-tabs among ``blocks``; every row of theirs is claimed."""
    found = Found()
    before: Subject | None = None
    for block in blocks:
        figures = figure_columns(block, lexicon)
        labels, troubles = labels_of(block, figures, lexicon)
        if is_list_of_targets(block, figures, labels):
            found.claimed.update(block.rows, block.body)
            for number in (*block.rows, *block.body):
                found.leave_out(number, "a list of targets")
            continue
        if is_long(figures, labels):
            continue
        subject = subject_of(block, sheet.name, labels, figures, lexicon, before)
        if subject is None:
            continue
        before = subject
        found.claimed.update(block.titles, block.rows, block.body)
        troubles = [*troubles, *troubles_of(block, figures, labels, subject, sheet, lexicon)]
        for number in (*block.titles, *block.rows):
            found.leave_out(number, NOTES if number in block.titles else "headings")
        if troubles:
            found.tables.append(Table("refused", block.first_row, (), subject.titles, False, False))
            found.problems.extend(troubles[:1])
            for number in (*block.rows, *block.body):
                found.left_out[number] = UNSAFE
            continue
        _Reader(block, figures, labels, subject, sheet, lexicon, found).read()
    return found


class _Reader:
    """Goes through the rows below a block of headings, and makes a slot of every row for every group of columns."""

    def __init__(
        self, block: Block, figures: Sequence[Column], labels: Labels, subject: Subject, sheet: Sheet,
        lexicon: Lexicon, found: Found,
    ) -> None:  # fmt: skip
        self._block = block
        self._labels = labels
        self._subject = subject
        self._sheet = sheet
        self._lexicon = lexicon
        self._found = found
        wanted = [column for column in figures if column.other is None]
        self._common = {
            column.role: column.number for column in wanted if column.role in LEVELS and not column.is_about_something
        }
        self._figures = [column for column in wanted if column.number not in self._common.values()]
        self._groups = groups_of(self._figures)
        grouped = {number for group in self._groups for number in group.columns.values()}
        self._lone = [column for column in self._figures if column.number not in grouped]
        self._target_row: Row = {}
        self._is_monthly = is_monthly(cell for row in block.body.values() for cell in labels.period(row))
        self._measure = subject.measure
        self._tables: list[Table] = []
        self._seen: set[str] = set()
        self._table = self._new_table(subject.titles)

    def read(self) -> None:
        """Add the slots of every row to tables in ``found``, and what is wrong with the others to its problems."""
        self._say_other_columns()
        if self._lone:
            cell = self._lone[0].heads[-1].cell
            what = "an expectation" if self._lone[0].role is Role.EXPECTATION else "a target"
            said = f"'{cut(cell.text, 40)}' is {what} without a figure beside it; nothing was judged by it"
            self._found.doubts.append(Trouble("target_alone", said, cell))
        other_rows: list[Cell] = []
        last, strange = next(reversed(self._block.rows)), None
        rows = list(self._block.body.items())
        for position, (number, row) in enumerate(rows):
            has_figures = any(column.number in row for column in self._figures)
            gap = number > last + 1
            if self._is_target_row(row):
                self._target_row = row
                self._found.leave_out(number, "targets")
            elif not has_figures:
                strange = self._words(number, row) or strange
                continue
            elif self._is_other_period(row):
                other_rows.append(self._labels.period(row)[-1])
                self._found.leave_out(number, OTHER_PERIODS)
            elif strange is not None or not self._is_data(row, gap):
                self._stop(rows[position:], strange)
                break
            else:
                self._add(number, row)
            last = number
        self._give_targets()
        if other_rows:
            self._doubt(other_rows, counted(len(other_rows), "row"))

    def _is_data(self, row: Row, gap: bool) -> bool:
        """Whether a row with something in the columns of figures belongs to the table."""
        cells = [row[column.number] for column in self._figures if column.number in row]
        if self._is_known(row):
            return True
        return not gap and any(resembles_figure(cell) for cell in cells)

    def _is_known(self, row: Row) -> bool:
        """Whether the labels of a row name something declared, or a period."""
        names = self._lexicon.names
        measure, provider = self._labels.cell(row, Role.MEASURE), self._labels.cell(row, Role.PROVIDER)
        if measure is not None:
            return names.label(measure.text) is not None
        if provider is not None:
            return names.is_provider(provider.text) or names.is_national(provider.text)
        return any(span(cell) for cell in self._labels.period(row))

    def _is_target_row(self, row: Row) -> bool:
        cell = next((row[column] for column in sorted(row) if column in self._labels.columns), None)
        heading = self._lexicon.headings.heading(cell) if cell else None
        return heading is not None and heading.role is Role.TARGET

    def _is_other_period(self, row: Row) -> bool:
        cells = self._labels.period(row)
        spans = {span(cell) for cell in cells}
        if self._is_monthly and any(date_in(cell) for cell in cells):
            return True
        return Span.OTHER in spans or (spans == {Span.FINANCIAL_YEAR} and not any(g.quarter for g in self._groups))

    def _words(self, number: int, row: Row) -> Cell | None:
        """A row without figures: the title of a section, a known label with nothing beside it, or a note.

        Returns the cell of one that may be the title of something else.
        """
        self._found.leave_out(number, NOTES)
        first = next(iter(row.values()))
        if first.kind is not CellKind.TEXT or is_legend(first.text):
            return None
        if len(row) == 1 and self._starts_section(first):
            return None
        if self._is_known(row):
            if first.text not in self._seen:
                self._add_blank(number, row)
            return None
        return first

    def _starts_section(self, cell: Cell) -> bool:
        """Whether a text alone in its row says what the rows below it are about, and no row or column does."""
        said = head(cell, self._lexicon)
        label = self._lexicon.names.label(cell.text)
        if label is not None and self._subject.measure is not None:
            self._measure = Cell(cell.row, cell.column, CellKind.TEXT, label.text)
        elif not (
            (said.quarter and not self._table.has_quarters)
            or (said.provider and not self._table.has_providers)
            or self._names_framework(cell)
        ):
            return False
        self._seen = set()
        self._table = self._new_table((cell,))
        return True

    def _names_framework(self, cell: Cell) -> bool:
        few_words = len(cell.text.split()) <= 4 and not looks_like_code(cell.text)
        return few_words and framework_named(cell.text) is not None and not self._is_known({cell.column: cell})

    def _new_table(self, titles: tuple[Cell, ...]) -> Table:
        by_quarter = any(group.quarter for group in self._groups) or bool(self._labels.periods)
        headings = [replace(column.heading, markers=()) for column in self._figures if column.heading]
        shown = [*(cell.text for cell in titles), *(column.shown for column in self._figures), self._sheet.name or ""]
        table = Table(
            layout=arrangement(self._labels, self._groups),
            row=self._block.first_row if titles == self._subject.titles else titles[0].row,
            headings=(*self._labels.headings, *dict.fromkeys(headings)),
            titles=titles,
            marked=(*self._subject.titles, *self._label_heads()),
            has_providers=Role.PROVIDER in self._labels.of or any(group.provider for group in self._groups),
            has_quarters=by_quarter,
            is_across=any(group.quarter for group in self._groups),
            named=tuple(dict.fromkeys(each for group in self._groups for each in group.named(self._lexicon))),
            is_percentages=any(each.role is Role.PERCENTAGE for each in headings)
            or (any(_PERCENT.search(text) for text in shown) and not any(CASES.search(text) for text in shown)),
        )
        self._found.tables.append(table)
        self._tables.append(table)
        return table

    def _label_heads(self) -> list[Cell]:
        columns = [self._block.columns[number] for number in self._labels.columns & self._block.columns.keys()]
        return [each.cell for column in columns for each in column.heads]

    def _add(self, number: int, row: Row) -> None:
        self._found.left_out.pop(number, None)
        self._found.rows_used.add(number)
        self._seen.add(next(iter(row.values())).text)
        self._table.slots.extend(self._slot(number, row, group) for group in self._groups)

    def _add_blank(self, number: int, row: Row) -> None:
        """A declared label with no figure at all: its figures are missing, unless the label belongs to other rows."""
        provider = self._labels.cell(row, Role.PROVIDER)
        label = self._lexicon.names.label(self._measure.text) if self._measure else None
        if provider is not None and label is not None and self._lexicon.names.is_provider(provider.text):
            frameworks = {measure.framework for measure in label.measures}
            if not frameworks & self._lexicon.names.frameworks_of(provider.text):
                return
        self._add(number, row)

    def _slot(self, number: int, row: Row, group: Group) -> Slot:
        cells = {role: cell for role, column in group.columns.items() if (cell := row.get(column)) is not None}
        if not cells.keys() - set(LEVELS) and (blank := blank_figure(number, group.columns)):
            cells[Role.PERCENTAGE] = blank
        levels = {role: cell for role, column in self._common.items() if (cell := row.get(column)) is not None}
        cells = levels | cells
        measure = self._labels.cell(row, Role.MEASURE) or group.measure or self._measure
        if measure is None:
            measure = next(iter(row.values()))
        taken = {*self._labels.columns, *(column.number for column in self._figures), *self._common.values()}
        return Slot(
            measure=measure,
            framework=self._labels.cell(row, Role.FRAMEWORK),
            provider=self._labels.cell(row, Role.PROVIDER) or group.provider,
            quarter=(*self._labels.period(row), *group.quarter),
            numerator=cells.get(Role.NUMERATOR),
            denominator=cells.get(Role.DENOMINATOR),
            percentage=cells.get(Role.PERCENTAGE),
            target=cells.get(Role.TARGET),
            expectation=cells.get(Role.EXPECTATION),
            beside=tuple(cell for column, cell in row.items() if column not in taken and cell.kind is CellKind.TEXT),
            markers=tuple(group.markers),
        )

    def _give_targets(self) -> None:
        """A row of targets is the printed target of every figure in its columns."""
        if not self._target_row:
            return
        for table in self._tables:
            table.slots = [self._with_target(slot) for slot in table.slots]

    def _with_target(self, slot: Slot) -> Slot:
        cell = slot.percentage or slot.numerator
        target = self._target_row.get(cell.column) if cell else None
        return replace(slot, target=target) if target is not None and slot.target is None else slot

    def _stop(self, rows: Sequence[tuple[int, Row]], strange: Cell | None) -> None:
        """From here on it is another table, under headings that were not recognised."""
        cell = strange or next(iter(rows[0][1].values()))
        said = (
            f"the figures from row {rows[0][0]} on, below '{cut(cell.text, 40)}', stand under no headings of their own"
        )
        cure = "give them a heading row that says what they are, or take them out"
        self._found.problems.append(Trouble("no_table", f"{said}; {cure}", cell))
        for number, _ in rows:
            self._found.left_out[number] = "below a heading that was not recognised"

    def _say_other_columns(self) -> None:
        others = [column for column in self._block.over_figures() if column.other is not None]
        cells = [column.other for column in others if column.other]
        if cells:
            self._doubt(cells, counted(len(cells), "column"))
        figures = {column.number for column in self._figures} | {column.number for column in others}
        figures |= self._labels.columns | set(self._common.values())
        self._found.unused_headings.extend(
            column.heads[-1].cell for number, column in self._block.columns.items() if number not in figures
        )
        self._found.unused_headings.extend(cells)

    def _doubt(self, cells: Sequence[Cell], what: str) -> None:
        shown = listed([f"'{cut(cell.text, 30)}' in {cell.address}" for cell in cells], most=3)
        said = f"{what} not judged, about {OTHER_PERIODS}: {shown}"
        self._found.doubts.append(Trouble("other_period", said, cells[0]))
