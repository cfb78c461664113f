"""Where a reader writes down what it could not use, with the cell to look at."""

from dataclasses import field

from slcheck.model import CellPlace, FilePlace, Level, Problem
from slcheck.reading.cells import Cell
from slcheck.trusted import trusting
from slcheck.values import dataclass

_cell_place = trusting(CellPlace)


@dataclass(slots=True)
class Notebook:
    """The problems of one sheet of one file. ``sheet`` is None for a format without sheets."""

    file: str
    sheet: str | None
    problems: list[Problem] = field(default_factory=list)

    def place(self, cell: Cell) -> CellPlace:
        return _cell_place(file=self.file, sheet=self.sheet, cell=cell.address)

    def error(self, kind: str, sentence: str, cell: Cell | None = None) -> None:
        """A figure could not be used."""
        self._write(Level.ERROR, kind, sentence, cell)

    def warning(self, kind: str, sentence: str, cell: Cell | None = None) -> None:
        """Everything could be used, and somebody should look."""
        self._write(Level.WARNING, kind, sentence, cell)

    def _write(self, level: Level, kind: str, sentence: str, cell: Cell | None) -> None:
        place = self.place(cell) if cell else FilePlace(file=self.file, sheet=self.sheet)
        problem = Problem(level=level, kind=kind, message=sentence, place=place)
        if not self.problems or self.problems[-1] != problem:
            self.problems.append(problem)
