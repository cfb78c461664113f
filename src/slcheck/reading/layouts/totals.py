"""Columns of totals and averages beside those of providers: kept apart like a row of them, where that is safe.

``Total`` is a hard word: beside quarters it is a year, over numbers of cases a denominator. It is the name of a column
among those of providers only where it stands in the row of their names, over the same kinds of figures, for the same
measures and quarters, and where no number below it shows that it is something else.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from slcheck.arithmetic import half_unit
from slcheck.model import Role
from slcheck.reading.cells import CellKind, Row
from slcheck.reading.figures import Percent, Plain, read_percentage
from slcheck.reading.layouts.heads import Column, Head
from slcheck.reading.names import Names

_COUNTS = {Role.NUMERATOR, Role.DENOMINATOR}

Heads = dict[int, dict[int, Head]]
"""Heading rows by number, the heads of each by column."""


def with_totals(group: Heads, names: Names) -> Heads | None:
    """The heading rows with each total or average beside two providers as one more name; None where there is none."""
    left = min(column for heads in group.values() for column in heads)
    named = {
        number: {column: Head(each.cell, provider=each.cell) for column, each in _totals(heads, left, names)}
        for number, heads in group.items()
    }
    if not any(named.values()):
        return None
    return {number: heads | named[number] for number, heads in group.items()}


def _totals(heads: dict[int, Head], left: int, names: Names) -> Iterator[tuple[int, Head]]:
    providers = {names.whose(each.provider.text) for each in heads.values() if each.provider}
    if len(providers - {()}) < 2:
        return
    for column, each in heads.items():
        is_word = column > left and each.cell.kind is CellKind.TEXT and not each.names_something
        if is_word and names.is_total(each.cell.text):
            yield column, each


def are_safe(columns: Mapping[int, Column], over: Sequence[Column], body: Mapping[int, Row], names: Names) -> bool:
    """Whether every column under a total can be one of the providers beside it; ``over`` are those of figures."""
    totals = [column for column in columns.values() if _is_total(column, names)]
    return all(column in over and _is_safe(column, over, body, names) for column in totals)


def _is_total(column: Column, names: Names) -> bool:
    return any(names.is_total(cell.text) for cell in column.providers)


def _is_safe(total: Column, over: Sequence[Column], body: Mapping[int, Row], names: Names) -> bool:
    shared = [cell for cell in total.unknown if all(cell in column.unknown for column in over)]
    if total.other is not None or len(shared) < len(total.unknown):
        return False
    beside = [column for column in over if not _is_total(column, names) and _about(column) == _about(total)]
    if len({names.whose(cell.text) for column in beside for cell in column.providers} - {()}) < 2:
        return False
    return total.role in _COUNTS or not any(_shows_otherwise(row, total, beside) for row in body.values())


def _about(column: Column) -> tuple[object, ...]:
    """What a column is about, but for its provider."""
    return (column.role, [cell.text for cell in column.measures], [cell.text for cell in column.quarter])


def _shows_otherwise(row: Row, total: Column, beside: Sequence[Column]) -> bool:
    """Whether a row shows that its figures are numbers of cases, or shares of a whole.

    The share of all cases that went well lies among those of the providers. A number above them all is a sum of cases,
    or the whole; so may plain numbers be that stand beside a percentage.
    """
    whole = read_percentage(row.get(total.number))
    parts = [read_percentage(row.get(column.number)) for column in beside]
    match whole:
        case Percent(percent=number, places=places):
            if any(isinstance(part, Plain) for part in parts):
                return True
            numbers = [part.percent for part in parts if isinstance(part, Percent)]
        case Plain(number=number, places=places):
            numbers = [part.number for part in parts if isinstance(part, Plain)]
        case _:
            return False
    return bool(numbers) and Fraction(number) - half_unit(places) > max(numbers)
