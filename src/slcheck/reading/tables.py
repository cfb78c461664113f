"""From the slots of a table to observations: whose, of what, for which quarter, and what their markers say."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial

from slcheck.model import NATIONAL, CellRead, NoFigure, Observation, Reason, TableUse, Target
from slcheck.reading.cells import NUMBER, Cell
from slcheck.reading.context import Context, Surroundings
from slcheck.reading.footnotes import TableNotes
from slcheck.reading.layouts.table import FIGURES, LEVELS, Slot, Table, rows_and_columns
from slcheck.reading.names import Names
from slcheck.reading.notebook import Notebook
from slcheck.reading.periods import STATED
from slcheck.reading.placing import OtherPeriod, Placed, Placer, Unclear
from slcheck.reading.remarks import LONGER_PERIOD
from slcheck.reading.slot_figures import (
    Levels,
    LevelsOf,
    Scale,
    Settled,
    figure_of,
    printed_level,
    settle,
    settle_totals,
)
from slcheck.text import counted, cut, listed
from slcheck.trusted import trusting
from slcheck.values import dataclass

_observation = trusting(Observation)

_HOLDING = (*FIGURES, *LEVELS)
_TARGET, _EXPECTATION = LEVELS


@dataclass(frozen=True, slots=True)
class Interpreted:
    """The observations of a table, its sums over them, the rows that they stand in, and what was made of it all.

    ``rows_of_totals`` hold totals or averages of others, and nothing else.
    """

    observations: list[Observation]
    totals: list[Observation]
    rows: set[int]
    rows_of_totals: set[int]
    use: TableUse


def interpret(table: Table, context: Context, names: Names, around: Surroundings, notebook: Notebook) -> Interpreted:
    """Every slot of ``table`` as an observation; one that cannot be placed is an error in ``notebook``."""
    interpreter = _Interpreter(table, context, names, around, notebook)
    observations = interpreter.observations()
    rows = interpreter.rows if observations else set()
    return Interpreted(
        observations, interpreter.totals, rows, interpreter.rows_of_totals, interpreter.use(len(observations))
    )


class _Interpreter:
    def __init__(self, table: Table, context: Context, names: Names, around: Surroundings, notebook: Notebook) -> None:
        self._table = table
        self._context = context
        self._period = context.period
        self._names = names
        self._around = around
        self._notebook = notebook
        self._placer = Placer(table, context, names)
        self._footnotes = TableNotes(table, around.legend)
        self._are_totals: dict[str, bool] = {}
        self._other_periods: list[Cell] = []
        self._kept_apart: dict[str, tuple[Cell, str]] = {}
        self._rows_of_totals: set[int] = set()
        self._unplaced: set[int] = set()
        self._sums: list[Placed] = []
        self._units = "not decided"
        self.rows: set[int] = set()
        self.rows_of_totals: set[int] = set()
        self.totals: list[Observation] = []

    def observations(self) -> list[Observation]:
        table = self._table
        if self._period.quarter is None and not table.has_quarters:
            why = self._period.disagreement or "no quarter is named for them"
            cure = "name one in a title row, like 2017-18 Q1, or with --quarter"
            if LONGER_PERIOD.search(why):
                cure = "take the words out if the figures are of one quarter"
            self._refuse_all("quarter_unknown", f"{why}; {cure}")
            return []
        if self._context.doubt:
            self._refuse_all("something_else", self._context.doubt)
            return []
        if self._context.whose.doubt and not table.has_providers:
            self._refuse_all("unknown_provider", self._context.whose.doubt)
            return []
        placed = [each for slot in table.slots if (each := self._placed(slot))]
        self.rows, _ = rows_and_columns(each.slot for each in placed)
        self.rows_of_totals = self._rows_of_totals - self.rows - self._unplaced
        self._say_kept_apart()
        self._compare_quarters(placed)
        if (whose := self._context.whose.name) and table.has_providers and placed:
            mine = set(self._names.whose(whose))
            if mine and not mine & {each.provider for each in placed}:
                self._refuse_all("unknown_provider", f"'{whose}' is named around them, and the rows name others")
                return []
        slots, levels_of = _with_levels(placed)
        settled, scale = settle(table, slots, levels_of, self._around.unit, self._notebook)
        self._units = scale.how
        self.totals = self._read_totals(scale)
        return [self._observation(*pair, self._notebook) for pair in zip(placed, settled, strict=True)]

    def _read_totals(self, scale: Scale) -> list[Observation]:
        """The sums over providers. Nobody is held to them, so what cannot be read of them is no problem of the file."""
        aside = Notebook(self._notebook.file, self._notebook.sheet)
        slots, levels_of = _with_levels(self._sums)
        settled = settle_totals(self._table, slots, levels_of, self._around.unit, aside, scale)
        return [self._observation(*pair, aside) for pair in zip(self._sums, settled, strict=True)]

    def use(self, figures: int) -> TableUse:
        """What was made of the table, in words."""
        table, period, whose = self._table, self._period, self._context.whose
        quarter = f"{period.quarter} ({period.said_by})" if period.quarter else period.disagreement or "not named"
        provider = whose.doubt or whose.name or f"{NATIONAL} (no provider is named)"
        return TableUse(
            layout=table.layout,
            cells=table.cells,
            figures=figures,
            quarter="named by each row or heading" if table.has_quarters else quarter,
            provider="named by each row or heading" if table.has_providers else provider,
            units=self._units,
        )

    def _refuse_all(self, kind: str, why: str) -> None:
        slots = self._table.slots
        subject = f"{counted(len(slots), 'figure')} from row {slots[0].measure.row} on cannot be used"
        self._notebook.error(kind, f"{subject}: {why}")

    def _placed(self, slot: Slot) -> Placed | None:
        name = slot.provider if self._table.has_providers else None
        if name is not None and self._is_total(name.text):
            self._keep_apart(slot, name)
            return None
        try:
            return self._placer.place(slot)
        except OtherPeriod as other:
            self._other_periods.append(other.cell)
            self._unplaced.update(cell.row for cell in slot.figures)
        except Unclear as unclear:
            self._unplaced.update(cell.row for cell in slot.figures)
            self._notebook.error(unclear.kind, str(unclear), unclear.cell)
        return None

    def _is_total(self, name: str) -> bool:
        known = self._are_totals.get(name)
        if known is None:
            known = self._are_totals[name] = self._names.is_total(name)
        return known

    def _keep_apart(self, slot: Slot, name: Cell) -> None:
        rows = {cell.row for cell in slot.figures}
        self._kept_apart[name.address] = name, "row" if name.row in rows else "column"
        self._rows_of_totals |= rows
        if self._names.is_sum(name.text) and (total := self._placer.place_total(slot, name)):
            self._sums.append(total)

    def _say_kept_apart(self) -> None:
        """Sums of the figures of others, and rows about a year or a month, are nobody's performance in a quarter."""
        totals = list(self._kept_apart.values())
        for kind, cells, each, what in (
            (
                "total",
                [cell for cell, _ in totals],
                next((where for _, where in totals), "row"),
                "totals or averages (National is the word for the whole country)",
            ),
            ("other_period", self._other_periods, "row", "periods that are no quarter"),
        ):
            if cells:
                shown = listed([f"'{cut(cell.text, 30)}' in {cell.address}" for cell in cells], most=3)
                self._notebook.warning(kind, f"{counted(len(cells), each)} not judged, about {what}: {shown}", cells[0])

    def _compare_quarters(self, placed: Sequence[Placed]) -> None:
        """Rows are believed before titles, but not without saying so where the two differ."""
        named = self._period
        if named.quarter is None or named.said_by == STATED:
            return
        other = [each for each in placed if each.released != named.quarter]
        if not other:
            return
        if self._table.is_across and len(other) < len(placed):
            return
        addresses = listed([each.slot.quarter[-1].address for each in other])
        sentence = (
            f"{counted(len(other), 'row')} ({addresses}) name another quarter, such as {other[0].released}, than the "
            f"{named.said_by}, which names {named.quarter}; the rows were believed"
        )
        self._notebook.warning("other_quarter", sentence, other[0].slot.quarter[-1])

    def _observation(self, placed: Placed, settled: Settled, notebook: Notebook) -> Observation:
        slot = placed.slot
        figure, cell = figure_of(slot, settled, self._around.legend, notebook)
        notes = self._footnotes.of(slot, placed.markers, settled, placed.released)
        if notes.unclear and not isinstance(figure, NoFigure):
            notebook.error("ambiguous_symbol", notes.unclear, cell)
            figure = NoFigure(reason=Reason.AMBIGUOUS, sentence=notes.unclear)
        return _observation(
            measure=placed.measure,
            provider=placed.provider,
            quarter=notes.quarter or placed.released,
            released=placed.released,
            figure=figure,
            printed_target=printed_level(_TARGET, slot.target, settled.target, notebook) if slot.target else None,
            printed_expectation=printed_level(_EXPECTATION, slot.expectation, settled.expectation, notebook)
            if slot.expectation
            else None,
            flags=notes.flags,
            markers=notes.markers,
            origin=notebook.place(cell),
            text=(cell.original or cell.text) if cell is not slot.measure else "",
            read_from=partial(_cells_read, slot),
        )


def _cells_read(slot: Slot) -> tuple[CellRead, ...]:
    cells = (slot.numerator, slot.denominator, slot.percentage, slot.target, slot.expectation)
    return tuple(
        CellRead(role, cell.address, cell.original or cell.text, str(cell.value) if cell.kind is NUMBER else None)
        for role, cell in zip(_HOLDING, cells, strict=True)
        if cell is not None and cell.value != ""
    )


def _with_levels(placed: Sequence[Placed]) -> tuple[list[Slot], LevelsOf]:
    """The slots, and the declared target and expectation of each, to tell the units of printed ones by."""
    return [each.slot for each in placed], lambda position: _declared_levels(placed[position])


def _declared_levels(placed: Placed) -> Levels:
    target = placed.measure.target_in(placed.released)
    if not isinstance(target, Target):
        return Levels()
    return Levels(_exact(target.level), _exact(target.expectation))


def _exact(level: Decimal | None) -> Fraction | None:
    return None if level is None else Fraction(level)
