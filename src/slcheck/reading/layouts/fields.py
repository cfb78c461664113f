"""What a delimiter inside a number does to a row of delimited text."""

import re
from collections.abc import Iterable, Iterator, Sequence

from slcheck.reading.cells import Row
from slcheck.reading.layouts.table import Trouble


def too_many_fields(rows: Iterable[Row], last: int) -> Iterator[Trouble]:
    """A row that is longer than its heading, which ends at ``last``: something has moved the rest to the right."""
    for row in rows:
        if (beyond := max(row)) > last:
            said = f"the row has {beyond} fields, and the heading row {last}"
            yield Trouble("too_many_fields", f"{said}; put numbers with a comma in quotation marks", row[beyond])


def decimal_commas(rows: Iterable[Row], columns: Sequence[int]) -> Iterator[Trouble]:
    """A percentage in one of ``columns`` that goes on in the next one: 95 and 6% instead of 95,6%."""
    for row in rows:
        for column in columns:
            pair = (row[column].text, row[column + 1].text) if {column, column + 1} <= row.keys() else ("", "")
            if pair[0].isdigit() and re.fullmatch(r"[0-9]{1,3}\s?%", pair[1]):
                said = f"'{pair[0]}' and '{pair[1]}' look like one number with a decimal comma"
                yield Trouble("too_many_fields", f"{said}; write {pair[0]}.{pair[1]}", row[column + 1])
