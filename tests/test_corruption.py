"""A corrupted cell becomes a problem or leaves the verdict as it was. It never makes another PASS in silence.

Every cell of the real sample, and some of the invented one, is broken in many ways, one at a time.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from slcheck.catalogue import load
from slcheck.model import Policy, Report, Status
from slcheck.reading import formats
from slcheck.reading.cells import Book, Cell, CellKind, Sheet
from slcheck.run import run
from support import INVENTED, PRINTED

WORDS = [
    "#",
    "abc",
    "95,6",
    "TRUE",
    "nan",
    "1e999",
    "TBC",
    "-",
    "..",
    "[c]",
    "*",
    "Sunderland",
    "Total",
    "Rating",
    "Target",
]
CODES = ["SCH9 SL001", "NPS SL001", "NPS SL003R", "SL001", "SCH9 SL001R"]
Key = tuple[object, str, str]


def broken(cell: Cell, chance: random.Random) -> Iterator[Cell | None]:
    """The cell gone, of another kind, with other words, or with one character lost or changed."""
    yield None
    yield replace(cell, kind=CellKind.ERROR, value="#DIV/0!")
    yield replace(cell, kind=CellKind.BOOLEAN, value=True)
    yield replace(cell, kind=CellKind.FORMULA, value="=B4/C4")
    yield replace(cell, kind=CellKind.NUMBER, value=1000)
    yield replace(cell, kind=CellKind.NUMBER, value=-1)
    for word in (*WORDS, *CODES):
        yield replace(cell, kind=CellKind.TEXT, value=word)
    if cell.kind is CellKind.TEXT and not resembles_figure(cell.text):
        for _ in range(4):
            position = chance.randrange(min(len(cell.text), 16))
            yield replace(cell, value=cell.text[:position] + "X" + cell.text[position + 1 :])
            yield replace(cell, value=(cell.text[:position] + cell.text[position + 1 :]).strip() or "x")
    if cell.kind is CellKind.NUMBER:
        yield replace(cell, number_format='0.0"%"')
        yield replace(cell, kind=CellKind.TEXT, value=f"{cell.text}x")


def resembles_figure(text: str) -> bool:
    """Losing a digit makes another good figure, which no reader can tell from a true one."""
    return text[:1].isdigit()


def with_cell(book: Book, sheet: Sheet, row: int, column: int, cell: Cell | None) -> Book:
    rows = {number: dict(cells) if number == row else cells for number, cells in sheet.rows.items()}
    if cell is None:
        del rows[row][column]
    else:
        rows[row][column] = cell
    changed = Sheet(sheet.name, {number: cells for number, cells in rows.items() if cells})
    return Book([changed if each is sheet else each for each in book.sheets], book.skipped)


def passes(report: Report) -> set[tuple[Key, object]]:
    return {
        (
            (finding.observation.measure.key, finding.observation.provider, str(finding.observation.quarter)),
            finding.value,
        )
        for finding in report.findings
        if finding.status is Status.PASS
    }


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Book], Report]:
    catalogue = load()
    monkeypatch.setattr("slcheck.catalogue.load", lambda _: catalogue)

    def judge(path: str, book: Book) -> Report:
        monkeypatch.setattr(formats, "read", lambda _: ("xlsx", book))
        return run([path], Policy())

    return judge


@pytest.mark.parametrize(
    ("path", "cells", "seed"),
    [(PRINTED, 25, 1), (PRINTED, 25, 2), (INVENTED, 3, 3)],
    ids=["printed 1", "printed 2", "long"],
)
def test_a_broken_cell_never_makes_another_pass_in_silence(
    path: object, cells: int, seed: int, judged: Callable[[str, Book], Report]
) -> None:
    chance = random.Random(seed)
    _, book = formats.read(PRINTED.read_bytes() if path == PRINTED else INVENTED.read_bytes())
    original = judged(str(path), book)
    every = [(sheet, row, column) for sheet in book.sheets for row in sheet.rows for column in sheet.rows[row]]
    wrong, tried = [], 0
    for sheet, row, column in chance.sample(every, cells):
        cell = sheet.rows[row][column]
        for substitute in broken(cell, chance):
            report = judged(str(path), with_cell(book, sheet, row, column, substitute))
            tried += 1
            new = passes(report) - passes(original)
            if new and len(report.problems) <= len(original.problems):
                wrong.append(f"{sheet.name} {cell.address} '{cell.text}' -> {substitute and substitute.text}: {new}")
    assert not wrong
    assert tried > 25 * cells
