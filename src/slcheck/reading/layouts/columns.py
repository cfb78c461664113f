"""Which column of a row-per-figure table is what, and whether it can be read safely.

A column that is passed over although it changes what the figures mean is a figure read wrongly, so whatever looks like
one is trouble, and the table is not read.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import field, replace
from itertools import chain

from slcheck.model import Role
from slcheck.reading.cells import TEXT, Cell, CellKind, Row, Sheet
from slcheck.reading.codes import looks_like_code
from slcheck.reading.layouts.column_guards import by_vocabulary, troubles_of
from slcheck.reading.layouts.fields import decimal_commas, too_many_fields
from slcheck.reading.layouts.heads import could_be_heading
from slcheck.reading.layouts.table import FIGURES, LEVELS, Trouble, merged_figures
from slcheck.reading.lexicon import Lexicon
from slcheck.reading.roles import Heading
from slcheck.values import dataclass

_VERDICTS = {"yes", "no", "y", "n", "met", "not met", "pass", "fail", "passed", "failed", "achieved", "not achieved",
             "red", "amber", "green", "r", "a", "g", "on target", "below target", "missed", "miss"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A heading row, or a line that says what follows is about something else, and the rows below it.

    ``title`` is that line; None for a part that has a heading row of its own.
    """

    row: int
    headings: tuple[Heading, ...]
    cells: Row
    body: dict[int, Row]
    title: Row | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Where everything stands: the column of the codes, and one for each other role that the table has.

    ``used`` are the columns whose cells are more than words beside the figures, and ``figures`` those of figures.
    """

    measure: int
    of: dict[Role, int]
    periods: tuple[int, ...]
    used: frozenset[int] = field(init=False)
    figures: tuple[int, ...] = field(init=False)
    _spoken: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        of, periods = self.of, self.periods
        used = {self.measure, *periods, *(of[role] for role in of if role is not Role.TITLE)}
        spoken = (column for role, column in of.items() if role not in (Role.TITLE, Role.FRAMEWORK))
        object.__setattr__(self, "used", frozenset(used))
        object.__setattr__(self, "figures", tuple(of[role] for role in FIGURES if role in of))
        object.__setattr__(self, "_spoken", frozenset((*spoken, *periods)))

    def column(self, role: Role) -> int:
        """The column of a role; 0, in which nothing stands, where the table has none."""
        return self.of.get(role, 0)

    def says_something(self, row: Row) -> bool:
        """Whether a row has more than a code and words about it."""
        return not self._spoken.isdisjoint(row)


def headings_of(row: Row, lexicon: Lexicon) -> tuple[Heading, ...]:
    """The headings of ``row`` if it is a heading row: words only, no code, and one heads figures beside another."""
    if len(row) < 2:
        return ()
    for cell in row.values():
        if cell.kind is not TEXT:
            return ()
    if not could_be_heading(row.values()):
        return ()
    headings = tuple(each for cell in row.values() if (each := lexicon.headings.heading(cell)))
    if len(headings) < 2 or not {each.role for each in headings} & set(FIGURES):
        return ()
    return () if any(lexicon.names.label(cell.text) for cell in row.values()) else headings


def without_verdicts(part: Part) -> Part:
    """The part without headings over words such as Yes and No, which repeat a verdict and are no figures."""

    def over_verdicts(each: Heading) -> bool:
        return each.role in FIGURES and _holds_only(part, each, lambda cell: cell.text.casefold() in _VERDICTS)

    return replace(part, headings=tuple(each for each in part.headings if not over_verdicts(each)))


def _holds_only(part: Part, heading: Heading, is_it: Callable[[Cell], bool]) -> bool:
    """Whether a column has words, and nothing but words for which ``is_it`` holds."""
    cells = (row[heading.cell.column] for row in part.body.values() if heading.cell.column in row)
    first = next(cells, None)
    return first is not None and all(cell.kind is CellKind.TEXT and is_it(cell) for cell in chain([first], cells))


def with_frameworks(part: Part) -> Part:
    """The part with a column of providers that holds nothing but CRC and NPS taken for what it is."""

    def over_frameworks(each: Heading) -> bool:
        return each.role is Role.PROVIDER and _holds_only(part, each, lambda cell: cell.text.upper() in ("CRC", "NPS"))

    return replace(
        part,
        headings=tuple(
            replace(each, role=Role.FRAMEWORK, words="framework") if over_frameworks(each) else each
            for each in part.headings
        ),
    )


def columns_of(part: Part, sheet: Sheet, lexicon: Lexicon) -> tuple[Columns | None, list[Trouble]]:
    """The columns of a part; None, with the reasons if it is a table of service levels at all, if it is not read."""
    by_role: dict[Role, list[Heading]] = {}
    for each in part.headings:
        by_role.setdefault(each.role, []).append(each)
    measure = _column_of_codes(part, by_role, lexicon)
    if measure is None or not by_role.keys() & set(FIGURES):
        return None, []
    rows = {number: row for number, row in part.body.items() if _is_coded(row, measure, lexicon)}
    unknown = _unknown_columns(part, rows, measure)
    figures = {each.cell.column for each in part.headings if each.role in FIGURES}
    troubles = [
        *merged_figures(sheet, part.body, figures),
        *troubles_of(by_role, unknown, rows, measure, lexicon),
        *(too_many_fields(rows.values(), max(part.cells)) if sheet.is_delimited else ()),
        *(decimal_commas(rows.values(), _before_unknown(by_role, unknown)) if sheet.is_delimited else ()),
    ]
    if troubles:
        return None, troubles
    of: dict[Role, int] = {role: headings[0].cell.column for role, headings in by_role.items()}
    of.pop(Role.MEASURE, None)
    if Role.PROVIDER in by_role:
        of[Role.PROVIDER] = by_vocabulary(by_role[Role.PROVIDER], lexicon)[0].cell.column
    periods = [each.cell.column for each in part.headings if each.role in (Role.YEAR, Role.QUARTER)]
    return Columns(measure, of, tuple(periods)), []


def unused_words(part: Part, columns: Columns) -> list[Cell]:
    """Headings that were passed over."""
    known = {each.cell.column for each in part.headings} | {columns.measure}
    return [cell for column, cell in part.cells.items() if column not in known]


def _column_of_codes(part: Part, by_role: dict[Role, list[Heading]], lexicon: Lexicon) -> int | None:
    """The column headed as that of the measures if it has codes; else the one with the most."""
    taken = {each.cell.column for role in (*FIGURES, *LEVELS) for each in by_role.get(role, ())}
    headings = [column for each in by_role.get(Role.MEASURE, ()) if (column := each.cell.column) not in taken]
    if len(headings) == 1 and any(_codes_in([row], headings, lexicon) for row in part.body.values()):
        return headings[0]
    if counts := _codes_in(part.body.values(), headings, lexicon):
        return max((column for column in headings if column in counts), key=lambda column: counts[column])
    counts = _codes_in(part.body.values(), set[int]().union(*part.body.values()) - taken, lexicon)
    return max(counts, key=lambda column: counts[column], default=None)


def _codes_in(rows: Iterable[Row], columns: Collection[int], lexicon: Lexicon) -> dict[int, int]:
    """How many codes each of ``columns`` has; only those that have some, in the order in which they are met."""
    counts: dict[int, int] = {}
    for row in rows:
        for column, cell in row.items():
            if (
                column in columns
                and cell.kind is TEXT
                and (lexicon.names.label(cell.text) or looks_like_code(cell.text))
            ):
                counts[column] = counts.get(column, 0) + 1
    return counts


def _is_coded(row: Row, measure: int, lexicon: Lexicon) -> bool:
    return measure in row and (lexicon.names.label(row[measure].text) is not None or looks_like_code(row[measure].text))


def _unknown_columns(part: Part, rows: dict[int, Row], measure: int) -> dict[int, Cell | None]:
    """The columns that no role has claimed, with the cell that heads each, if any does."""
    known = {each.cell.column for each in part.headings} | {measure}
    columns = set(part.cells).union(*rows.values()) - known
    return {column: part.cells.get(column) for column in sorted(columns)}


def _before_unknown(by_role: dict[Role, list[Heading]], unknown: dict[int, Cell | None]) -> list[int]:
    """The columns of percentages that stand beside one under an unknown heading."""
    columns = [each.cell.column for each in by_role.get(Role.PERCENTAGE, ())]
    return [column for column in columns if unknown.get(column + 1)]


def figures_in(row: Row, columns: Columns) -> list[Cell]:
    """The cells of ``row`` that stand in columns of figures."""
    return [row[column] for column in columns.figures if column in row]


def texts_of(rows: Iterable[Row]) -> list[Cell]:
    """The cells with words in ``rows``."""
    return [cell for row in rows for cell in row.values() if cell.kind is CellKind.TEXT]
