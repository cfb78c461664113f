"""Symbols of a release's own, as declared under ``symbols:``, in the standard ones that mean the same."""

from collections.abc import Sequence
from dataclasses import replace

from slcheck.model import Flag, Reason, Symbol
from slcheck.reading import legends
from slcheck.reading.cells import Cell, CellKind, Sheet
from slcheck.reading.figures import FLAGS, NO_FIGURE

_STANDARD: dict[Flag | Reason, str] = {
    **{reason: symbol for symbol, (reason, _) in reversed(NO_FIGURE.items()) if symbol.startswith("[")},
    **{flag: symbol for symbol, flag in FLAGS.items()},
    Flag.NOTED: "[note 0]",
}
_LONGEST = 200


def in_standard_form(sheet: Sheet, symbols: Sequence[Symbol]) -> Sheet:
    """The sheet with declared symbols at the end of a text as standard markers; each cell remembers what it shows.

    A symbol that the sheet explains itself keeps the meaning that it has there.
    """
    explained = legends.find(sheet.rows.values()) if symbols else {}
    known = {symbol.text: _STANDARD[symbol.means] for symbol in symbols if symbol.text not in explained}
    if not known:
        return sheet
    rows = {
        number: {column: _translated(cell, known) for column, cell in row.items()} for number, row in sheet.rows.items()
    }
    return replace(sheet, rows=rows)


def _translated(cell: Cell, known: dict[str, str]) -> Cell:
    if cell.kind is not CellKind.TEXT or len(cell.text) > _LONGEST:
        return cell
    rest, markers = cell.text, ""
    while ending := next((symbol for symbol in known if rest.casefold().endswith(symbol)), None):
        rest, markers = rest[: -len(ending)].rstrip(), f" {known[ending]}{markers}"
    return replace(cell, value=f"{rest}{markers}".strip(), original=cell.text) if markers else cell
