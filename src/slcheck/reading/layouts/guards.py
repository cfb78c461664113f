"""Why a cross-tab is not read: each is a way in which a figure would be taken for what it is not, or be lost."""

from collections.abc import Iterator, Sequence
from itertools import chain

from slcheck.model import Role
from slcheck.quarter import Quarter, mentioned
from slcheck.reading.cells import Cell, CellKind, Sheet
from slcheck.reading.figures import is_figure
from slcheck.reading.layouts.blocks import Block
from slcheck.reading.layouts.fields import decimal_commas, too_many_fields
from slcheck.reading.layouts.heads import LABELS, Column
from slcheck.reading.layouts.kinds import kind_of_figure
from slcheck.reading.layouts.labels import Labels, is_label
from slcheck.reading.layouts.subject import Subject
from slcheck.reading.layouts.table import LEVELS, Trouble, merged_figures
from slcheck.reading.layouts.unheaded import titles_over_some, unheaded
from slcheck.reading.lexicon import Lexicon
from slcheck.reading.remarks import COMPARES, PASSED_OVER, something_else
from slcheck.text import cut

_COUNTS = {Role.NUMERATOR, Role.DENOMINATOR}


def figure_columns(block: Block, lexicon: Lexicon) -> list[Column]:
    """The columns that hold the figures and targets of a cross-tab, as their headings say, and whatever is in them."""
    over = block.over_figures()
    if not over:
        return []
    over += [
        column for column in block.columns.values() if column not in over and _promises(column, over, block, lexicon)
    ]
    common = [cell for cell in over[0].unknown if all(cell in column.unknown for column in over)]
    wanted = [
        column
        for column in over
        if not any(PASSED_OVER.search(cell.text) for cell in column.unknown if cell not in common)
        and not _is_total_of_quarters(column, over)
    ]
    return sorted(wanted, key=lambda column: column.number)


def _promises(column: Column, over: Sequence[Column], block: Block, lexicon: Lexicon) -> bool:
    """Whether a column without a single figure is headed as one of figures: those are missing, or all broken."""
    cells = (row[column.number] for row in block.body.values() if column.number in row)
    first = next(cells, None)
    if first is None:
        named = any(each.is_about_something and each.other is None for each in over)
        return named and column.is_about_something and column.number > over[0].number
    headed = column.is_about_something or (column.role is not None and column.role not in LABELS)
    return headed and not any(is_label(cell, lexicon) for cell in chain([first], cells))


def _is_total_of_quarters(column: Column, over: Sequence[Column]) -> bool:
    """A column headed Total beside quarters is a year, not a count of cases."""
    return (
        column.role is Role.DENOMINATOR
        and not column.is_about_something
        and not any(each.role is Role.NUMERATOR for each in over)
        and any(each.quarter for each in over)
    )


def troubles_of(
    block: Block, figures: Sequence[Column], labels: Labels, subject: Subject, sheet: Sheet, lexicon: Lexicon
) -> list[Trouble]:
    """Everything that keeps a cross-tab from being read safely, the plainest first."""
    wanted = [
        column
        for column in figures
        if column.other is None and (column.is_about_something or column.role not in LEVELS)
    ]
    return [
        *([subject.trouble] if subject.trouble else []),
        *([block.trouble] if block.trouble else []),
        *unheaded(block, wanted, sheet),
        *titles_over_some(block, wanted, lexicon),
        *_only_targets(figures),
        *merged_figures(sheet, block.body, {column.number for column in figures}),
        *_strangers(block, figures, labels, lexicon),
        *_muddled(wanted),
        *_uneven(wanted),
        *_said_of_all(wanted),
        *_loose_targets(figures),
        *_said_twice(wanted, labels),
        *_over_labels(block, wanted, labels),
        *_half_counts(wanted),
        *_turned_years(wanted),
        *_kinds_down(block, wanted, labels, lexicon),
        *(_split_numbers(block, wanted) if sheet.is_delimited else ()),
    ]


def _strangers(block: Block, figures: Sequence[Column], labels: Labels, lexicon: Lexicon) -> Iterator[Trouble]:
    """Figures under a heading that is not known, or under none."""
    known = {column.number for column in figures} | labels.columns
    told: set[int] = set()
    for row in block.body.values():
        for number, cell in row.items():
            if number in known or number in told or not is_figure(cell):
                continue
            told.add(number)
            column = block.columns.get(number)
            if column is None:
                said = f"the figure {cut(cell.text, 20)} stands in a column without a heading"
                yield Trouble("unknown_heading", f"{said}; head it, or take it out", cell)
            elif column.role not in LABELS and column.other is None and not _is_passed_over(column, lexicon):
                yield _unknown(column, figures, lexicon)


def _is_passed_over(column: Column, lexicon: Lexicon) -> bool:
    """Whether a heading says that no figures of performance stand below it, rather than a remark on some that do."""
    if not PASSED_OVER.search(column.shown):
        return False
    declared = mentioned(column.shown).quarters or lexicon.names.providers_within(column.shown)
    return not declared or COMPARES.search(column.shown) is not None


def _unknown(column: Column, figures: Sequence[Column], lexicon: Lexicon) -> Trouble:
    cell = (column.unknown or [column.heads[-1].cell])[0]
    if any(each.providers for each in figures):
        return Trouble("unknown_provider", lexicon.names.unknown_provider(cell.text), cell)
    if any(each.quarter for each in figures):
        try:
            Quarter.parse(cell.text)
        except ValueError as error:
            return Trouble("quarter_unknown", str(error), cell)
    if any(each.measures for each in figures):
        return Trouble("unknown_measure", lexicon.names.unknown_measure(cell.text), cell)
    said = f"'{cut(cell.text, 40)}' heads figures, and is no heading that is known"
    return Trouble("unknown_heading", f"{said}; correct it, or declare it under 'headings'", cell)


def _muddled(wanted: Sequence[Column]) -> Iterator[Trouble]:
    """A column under words that are not known, or under two measures or providers at once."""
    common = [cell for cell in wanted[0].unknown if all(cell in column.unknown for column in wanted)] if wanted else []
    for column in wanted:
        for cell in column.unknown:
            if cell not in common:
                said = f"what '{cut(cell.text, 40)}' says of the figures below '{cut(column.heads[-1].cell.text, 30)}'"
                yield Trouble("unknown_heading", f"{said} is not known; rename it, or take it out", cell)
        for cells in (column.measures, column.providers):
            if len({cell.text for cell in cells}) > 1:
                said = f"'{cut(cells[0].text, 30)}' and '{cut(cells[1].text, 30)}' both head the same figures"
                yield Trouble("two_columns", f"{said}; keep one of them", cells[1])


def _uneven(wanted: Sequence[Column]) -> Iterator[Trouble]:
    """Headings of which some name a measure, a provider or a quarter and others do not."""
    for word, cells in (
        ("measure", [column.measures for column in wanted]),
        ("provider", [column.providers for column in wanted]),
        ("quarter", [list(column.quarter) for column in wanted]),
    ):
        if any(cells) and not all(cells):
            column = wanted[[bool(each) for each in cells].index(False)]
            cell = column.heads[-1].cell
            said = f"'{cut(cell.text, 40)}' does not say which {word} its figures are about, as other headings do"
            if word == "provider":
                said += "; write National if they cover the whole country"
                yield Trouble("unknown_provider", said, cell)
            else:
                yield Trouble("unknown_heading", f"{said}; name it there", cell)


def _said_twice(wanted: Sequence[Column], labels: Labels) -> Iterator[Trouble]:
    """Rows and columns that both name measures, or both providers."""
    for role, cells in (
        (Role.MEASURE, [cell for column in wanted for cell in column.measures]),
        (Role.PROVIDER, [cell for column in wanted for cell in column.providers]),
    ):
        if cells and role in labels.of:
            said = f"the heading '{cut(cells[0].text, 40)}' and the rows both name a {role.value}"
            yield Trouble("two_columns", f"{said}; let one of them do it", cells[0])


def _said_of_all(wanted: Sequence[Column]) -> Iterator[Trouble]:
    """A heading over all figures that says they are something else than performance."""
    for cell in wanted[0].unknown if wanted else []:
        said = something_else(cell.text) or (PASSED_OVER.search(cell.text) and cell.text)
        if said:
            yield Trouble(
                "something_else", f"'{cut(cell.text, 40)}' says that these are no figures of performance", cell
            )


def _only_targets(figures: Sequence[Column]) -> Iterator[Trouble]:
    if figures and all(column.role in LEVELS for column in figures):
        cell = figures[0].heads[-1].cell
        said = f"nothing but targets stands under '{cut(cell.text, 30)}' and the headings beside it"
        yield Trouble("no_table", f"{said}; there is no figure to judge", cell)


def _loose_targets(figures: Sequence[Column]) -> Iterator[Trouble]:
    """More than one column of targets, or of expectations, that does not say whose or of when they are."""
    for role in LEVELS:
        loose = [column for column in figures if column.role is role and not column.is_about_something]
        for column in loose[1:]:
            cell = column.heads[-1].cell
            said = f"'{cut(cell.text, 30)}' in {cell.address} does not say which figures it is the {role.value} of"
            yield Trouble("two_columns", f"{said}; name the quarter or provider in it too", cell)


def _over_labels(block: Block, wanted: Sequence[Column], labels: Labels) -> Iterator[Trouble]:
    """A name over the labels in a row of headings that names others of its kind: nobody can tell what it is about."""
    for number in labels.columns & block.columns.keys():
        for mine in block.columns[number].heads:
            for other in (each for column in wanted for each in column.heads if each.cell.row == mine.cell.row):
                both = (
                    mine.provider and other.provider,
                    mine.measure and other.measure,
                    mine.quarter and other.quarter,
                )
                if any(both):
                    yield Trouble("headings", _over_both(mine.cell, other.cell), mine.cell)
                    return


def _over_both(mine: Cell, other: Cell) -> str:
    """The sentence for a name over labels, beside another one over figures or over those figures as well."""
    named = f"'{cut(mine.text, 30)}'"
    if mine.address == other.address:
        said = f"{named} in {mine.address} seems to stand over labels and over figures"
        return f"{said}; if it belongs to a title, write all of that in one cell (in a CSV, between quotation marks)"
    said = f"{named} and '{cut(other.text, 30)}' stand side by side in a heading"
    return f"{said}; let each stand over its own figures"


def _turned_years(wanted: Sequence[Column]) -> Iterator[Trouble]:
    """Quarters of one year that neither rise nor fall: a new year starts among them, and nothing says where."""
    of_year: dict[str, list[tuple[int, Cell]]] = {}
    for column in wanted:
        cells = column.quarter
        numbers = mentioned(cells[-1].text).numbers if cells else ()
        if len(numbers) == 1:
            in_order = of_year.setdefault(cells[0].text if len(cells) > 1 else "", [])
            if not in_order or in_order[-1][0] != numbers[0]:
                in_order.append((numbers[0], cells[-1]))
    for in_order in of_year.values():
        numbers_only = [number for number, _ in in_order]
        if numbers_only not in (sorted(set(numbers_only)), sorted(set(numbers_only), reverse=True)):
            cell = in_order[1][1]
            said = f"'{cell.text}' in {cell.address} and the quarters beside it cannot all be of one year"
            yield Trouble("quarter_unknown", f"{said}; write the year with each quarter", cell)


def _half_counts(wanted: Sequence[Column]) -> Iterator[Trouble]:
    for column in wanted:
        if column.role in _COUNTS and column.heading:
            missing = next(iter(_COUNTS - {column.role}))
            beside = [each for each in wanted if each.role is missing and _quarter(each) == _quarter(column)]
            if not beside:
                said = f"'{column.heading.cell.text}' heads a {column.role.value}, and no {missing.value} stands beside"
                yield Trouble(
                    "half_counts", f"{said}; add a column headed {missing.value.capitalize()}", column.heading.cell
                )


def _quarter(column: Column) -> list[str]:
    return [cell.text for cell in column.quarter]


def _kinds_down(block: Block, wanted: Sequence[Column], labels: Labels, lexicon: Lexicon) -> Iterator[Trouble]:
    """Rows labelled Numerator, Denominator or Percentage: a kind of figure to each row is not read."""
    numbers = {column.number for column in wanted}
    for row in block.body.values():
        if numbers.isdisjoint(row):
            continue
        for number, cell in row.items():
            if number in numbers or number in labels.periods or cell.kind is not CellKind.TEXT:
                continue
            if kind := kind_of_figure(cell, lexicon):
                said = f"'{cut(cell.text, 40)}' says {kind}; such rows are not read"
                yield Trouble(
                    "layout", f"{said}; keep rows of performance, with Numerator and Denominator in columns", cell
                )
                return


def _split_numbers(block: Block, wanted: Sequence[Column]) -> Iterator[Trouble]:
    percentages = [column.number for column in wanted if column.role in (None, Role.PERCENTAGE)]
    yield from too_many_fields(block.body.values(), max(block.columns))
    yield from decimal_commas(block.body.values(), percentages)
