"""Why a row-per-figure table is not read: each is a column that changes what the figures mean, and does not say so."""

from collections.abc import Iterator

from slcheck.model import Role
from slcheck.reading.cells import Cell, CellKind, Row, column_letters
from slcheck.reading.figures import resembles_figure
from slcheck.reading.layouts.kinds import kind_of_figure
from slcheck.reading.layouts.labels import BROKEN_DOWN
from slcheck.reading.layouts.table import Trouble
from slcheck.reading.lexicon import Lexicon
from slcheck.reading.remarks import BREAKDOWN
from slcheck.reading.roles import Heading
from slcheck.reading.spans import OTHER_PERIOD, Span, span
from slcheck.text import closest, cut


def troubles_of(
    by_role: dict[Role, list[Heading]],
    unknown: dict[int, Cell | None],
    rows: dict[int, Row],
    measure: int,
    lexicon: Lexicon,
) -> Iterator[Trouble]:
    """What is wrong with the columns of ``rows``, whose codes stand in column ``measure``.

    ``unknown`` are the columns that no role has claimed, with the cell that heads each.
    """
    yield from _doubled(by_role)
    yield from _half_counts(by_role)
    yield from _other_codes(by_role, rows, measure, lexicon)
    yield from _second_providers(by_role, rows, lexicon)
    yield from _misspelt(unknown, by_role, lexicon)
    yield from _across(unknown, rows, lexicon)
    yield from _unnamed(unknown, by_role, rows, lexicon)


def by_vocabulary(headings: list[Heading], lexicon: Lexicon) -> list[Heading]:
    """Headings of one role, the plainest word for it first."""
    return sorted(headings, key=lexicon.headings.plainness)


def _doubled(by_role: dict[Role, list[Heading]]) -> Iterator[Trouble]:
    for role, headings in by_role.items():
        if len(headings) > 1 and role not in (Role.MEASURE, Role.TITLE, Role.PROVIDER, Role.QUARTER):
            first, second = headings[0].cell, headings[1].cell
            said = f"'{first.text}' in {first.address} and '{second.text}' both read as the {role.value}"
            yield Trouble("two_columns", f"{said}; rename the one that is not meant", second)


def _half_counts(by_role: dict[Role, list[Heading]]) -> Iterator[Trouble]:
    present = [role for role in (Role.NUMERATOR, Role.DENOMINATOR) if role in by_role]
    if len(present) == 1:
        missing = (Role.DENOMINATOR if present == [Role.NUMERATOR] else Role.NUMERATOR).value
        cell = by_role[present[0]][0].cell
        said = f"'{cell.text}' heads a {present[0].value}, but no heading for the {missing} was recognised"
        yield Trouble("half_counts", f"{said}; name it {missing.capitalize()}", cell)


def _other_codes(
    by_role: dict[Role, list[Heading]], rows: dict[int, Row], measure: int, lexicon: Lexicon
) -> Iterator[Trouble]:
    """A second column headed as that of measures, with other codes: two tables side by side."""
    for each in by_role.get(Role.MEASURE, ()):
        column = each.cell.column
        if column != measure and any(
            column in row and lexicon.names.label(row[column].text) and row[column].text != row[measure].text
            for row in rows.values()
        ):
            said = f"columns {column_letters(measure)} and {column_letters(column)} both hold codes"
            yield Trouble("two_columns", f"{said}; put tables below each other, not side by side", each.cell)


def _second_providers(by_role: dict[Role, list[Heading]], rows: dict[int, Row], lexicon: Lexicon) -> Iterator[Trouble]:
    """A second column of providers that is not just the division of the first: its rows are about a part of it."""
    headings = by_vocabulary(by_role.get(Role.PROVIDER, []), lexicon)
    for each in headings[1:]:
        strangers = [
            row[each.cell.column]
            for row in rows.values()
            if each.cell.column in row and not lexicon.names.is_provider(row[each.cell.column].text)
        ]
        first = [row[headings[0].cell.column] for row in rows.values() if headings[0].cell.column in row]
        if strangers or not all(lexicon.names.is_provider(cell.text) for cell in first):
            said = f"'{headings[0].cell.text}' and '{each.cell.text}' both name providers"
            yield Trouble("two_columns", f"{said}; rename the one that is not meant", each.cell)


def _misspelt(
    unknown: dict[int, Cell | None], by_role: dict[Role, list[Heading]], lexicon: Lexicon
) -> Iterator[Trouble]:
    """A heading that is nearly one of a role which the table lacks."""
    lacking = {
        word: word
        for role, words in lexicon.headings.words.items()
        if role not in by_role and role is not Role.TITLE
        for word in words
        if len(word) > 3
    }
    for cell in unknown.values():
        if cell is None or lexicon.headings.heading(cell) or OTHER_PERIOD.search(cell.text):
            continue
        if close := closest(cell.text.casefold(), lacking, cutoff=0.8):
            said = f"'{cell.text}' is no heading that is known, but nearly '{close}'"
            yield Trouble("unknown_heading", f"{said}; correct it, or rename it if it is something else", cell)


def _across(unknown: dict[int, Cell | None], rows: dict[int, Row], lexicon: Lexicon) -> Iterator[Trouble]:
    """Providers, quarters or codes as headings over figures: a layout that is not read."""
    for column, cell in unknown.items():
        if cell is None or not any(column in row and resembles_figure(row[column]) for row in rows.values()):
            continue
        if lexicon.names.is_provider(cell.text) or (_is_period(cell) and not OTHER_PERIOD.search(cell.text)):
            said = f"'{cell.text}' heads figures of its own"
            yield Trouble("layout", f"{said}; name one in every heading of figures, or in none", cell)


def _unnamed(
    unknown: dict[int, Cell | None], by_role: dict[Role, list[Heading]], rows: dict[int, Row], lexicon: Lexicon
) -> Iterator[Trouble]:
    """Columns that hold providers or periods under a heading that does not say so."""
    for column, head in unknown.items():
        cells = [row[column] for row in rows.values() if column in row]
        said = f"column {column_letters(column)}, headed '{head.text if head else ''}', holds"
        if Role.PROVIDER not in by_role and any(lexicon.names.is_provider(cell.text) for cell in cells):
            yield Trouble("unknown_heading", f"{said} providers; head it Provider", head or cells[0])
        elif not by_role.keys() & {Role.QUARTER, Role.YEAR} and any(_is_period(cell) for cell in cells):
            yield Trouble("unknown_heading", f"{said} periods; head it Quarter", head or cells[0])
        elif other := next((cell for cell in cells if OTHER_PERIOD.search(cell.text) and len(cell.text) < 40), None):
            yield Trouble("other_period", f"{said} '{other.text}', which is no quarter; leave those rows out", other)
        elif odd := next((cell for cell in cells if kind_of_figure(cell, lexicon)), None):
            said = f"'{cut(odd.text, 40)}' says {kind_of_figure(odd, lexicon)}"
            yield Trouble("layout", f"{said}; leave such rows out", odd)
        elif head is not None and BREAKDOWN.search(head.text) and any(cell.kind is CellKind.TEXT for cell in cells):
            yield Trouble("layout", BROKEN_DOWN.format(cut(head.text, 40)), head)


def _is_period(cell: Cell) -> bool:
    return cell.kind is CellKind.DATE or span(cell) in (Span.QUARTER, Span.QUARTER_OF_A_YEAR, Span.FINANCIAL_YEAR)
