"""From the slots of a table to observations: whose, of what, for which quarter, and what their markers say."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from slcheck.model import NATIONAL, Framework, Measure, NoFigure, Observation, Provider, Reason, Role, TableUse, Target
from slcheck.quarter import Quarter
from slcheck.reading.cells import Cell
from slcheck.reading.context import BY_FILE, Context, Surroundings
from slcheck.reading.footnotes import footnotes
from slcheck.reading.layouts.table import Slot, Table
from slcheck.reading.names import Claim, Label, Names
from slcheck.reading.notebook import Notebook
from slcheck.reading.periods import STATED
from slcheck.reading.providers import UnknownName, framework_named
from slcheck.reading.remarks import LONGER_PERIOD
from slcheck.reading.slot_figures import Settled, figure_of, printed_target, settle
from slcheck.reading.spans import Span, date_in, is_monthly, quarter_of, span
from slcheck.text import counted, cut, listed


@dataclass(frozen=True, slots=True)
class Interpreted:
    """The observations of a table, the rows that they stand in, and what was made of it as a whole."""

    observations: list[Observation]
    rows: set[int]
    use: TableUse


@dataclass(frozen=True, slots=True)
class _Placed:
    """A slot whose measure, provider and quarter are known."""

    slot: Slot
    measure: Measure
    provider: str
    released: Quarter
    label: Label


@dataclass(frozen=True, slots=True)
class _Named:
    """A provider's name as it stands, its cell, and the providers that it can mean; None is the whole country."""

    text: str
    cell: Cell
    providers: tuple[Provider, ...] | None


def interpret(table: Table, context: Context, names: Names, around: Surroundings, notebook: Notebook) -> Interpreted:
    """Every slot of ``table`` as an observation; one that cannot be placed is an error in ``notebook``."""
    interpreter = _Interpreter(table, context, names, around, notebook)
    observations = interpreter.observations()
    return Interpreted(observations, interpreter.rows if observations else set(), interpreter.use(len(observations)))


class _Unclear(Exception):
    """A slot whose measure, provider or quarter cannot be told; ``cell`` is the one to look at."""

    def __init__(self, kind: str, sentence: str, cell: Cell) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.cell = cell


class _OtherPeriod(Exception):
    """A slot about a period that is no quarter, and is known not to be one."""

    def __init__(self, cell: Cell) -> None:
        super().__init__(cell.text)
        self.cell = cell


class _Interpreter:
    def __init__(self, table: Table, context: Context, names: Names, around: Surroundings, notebook: Notebook) -> None:
        self._table = table
        self._context = context
        self._period = context.period
        self._names = names
        self._around = around
        self._notebook = notebook
        self._is_monthly = is_monthly(cell for slot in table.slots for cell in slot.quarter)
        self._other_periods: list[Cell] = []
        self._totals: dict[str, Cell] = {}
        self._units = "not decided"
        self.rows: set[int] = set()
        self._heading_claims = {
            each.cell.column: Claim(framework, f"the heading {each.cell.address} says")
            for each in table.headings
            if each.role in (Role.MEASURE, Role.PROVIDER) and (framework := framework_named(each.cell.text))
        }

    @cached_property
    def _shared_claim(self) -> Claim | None:
        """The one framework that all providers of the table have in common, where some of them have no other."""
        shared = set(Framework)
        for name in {slot.provider.text for slot in self._table.slots if slot.provider is not None}:
            shared &= self._names.frameworks_of(name) or shared
        return Claim(next(iter(shared)), "the other providers of the table are of the") if len(shared) == 1 else None

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
        self.rows = {cell.row for each in placed for cell in each.slot.figures}
        self._say_kept_apart()
        self._compare_quarters(placed)
        if (whose := self._context.whose.name) and table.has_providers and placed:
            mine = set(self._names.whose(whose))
            if mine and not mine & {each.provider for each in placed}:
                self._refuse_all("unknown_provider", f"'{whose}' is named around them, and the rows name others")
                return []
        slots = [each.slot for each in placed]
        levels = [_declared_level(each) for each in placed]
        settled, self._units = settle(table, slots, levels, self._around.unit, self._notebook)
        return [self._observation(*pair) for pair in zip(placed, settled, strict=True)]

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

    def _placed(self, slot: Slot) -> _Placed | None:
        if self._table.has_providers and slot.provider is not None and self._names.is_total(slot.provider.text):
            self._totals[slot.provider.address] = slot.provider
            return None
        try:
            label = self._names.label(slot.measure.text)
            if label is None:
                raise _Unclear("unknown_measure", self._names.unknown_measure(slot.measure.text), slot.measure)
            if label.doubt:
                raise _Unclear("unknown_measure", label.doubt, slot.measure)
            named = self._named_provider(slot)
            measure = self._measure_of(slot, label, named)
            return _Placed(slot, measure, _provider_of(measure, named), self._quarter_of(slot), label)
        except _OtherPeriod as other:
            self._other_periods.append(other.cell)
            return None
        except _Unclear as unclear:
            self._notebook.error(unclear.kind, str(unclear), unclear.cell)
            return None

    def _named_provider(self, slot: Slot) -> _Named:
        name, cell = self._context.whose.name, slot.measure
        if self._table.has_providers:
            if slot.provider is None:
                sentence = f"the row of {cut(slot.measure.text, 20)} has no provider; name it"
                raise _Unclear("unknown_provider", sentence, slot.measure)
            name, cell = slot.provider.text, slot.provider
        if name is None:
            return _Named("", cell, None)
        try:
            return _Named(name, cell, self._names.provider(name))
        except UnknownName as unknown:
            raise _Unclear("unknown_provider", str(unknown), cell) from None

    def _measure_of(self, slot: Slot, label: Label, named: _Named) -> Measure:
        columns = {cell.column for cell in (slot.measure, slot.provider) if cell is not None}
        claims = [
            *self._context.claims,
            *(claim for column, claim in self._heading_claims.items() if column in columns),
        ]
        if slot.framework is not None:
            framework = framework_named(slot.framework.text)
            if framework is None:
                sentence = f"'{cut(slot.framework.text, 40)}' names neither CRC nor NPS; write one of them"
                raise _Unclear("unknown_framework", sentence, slot.framework)
            claims.append(Claim(framework, f"{slot.framework.address} says"))
        if named.providers is None and (framework := framework_named(named.text)):
            claims.append(Claim(framework, f"'{named.text}' is about the"))
        if named.providers is not None and len(named.providers) == 1:
            claims.append(Claim(named.providers[0].framework, f"'{named.text}' is a provider of the"))
        self._hold_to_title(named)
        try:
            return self._names.measure(label, claims, self._context.weak_claim or self._shared_claim)
        except UnknownName as unknown:
            raise _Unclear("unknown_measure", str(unknown), slot.measure) from None

    def _hold_to_title(self, named: _Named) -> None:
        """A provider that the framework of the title does not have is somebody else's, or the title is wrong."""
        weak = self._context.weak_claim
        if weak is None or weak.said_by == BY_FILE or not named.providers:
            return
        if weak.framework not in {provider.framework for provider in named.providers}:
            its = named.providers[0].framework
            said = f"'{named.text}' is a provider of the {its}, and {weak.said_by} {weak.framework}"
            raise _Unclear("unknown_provider", f"{said}; correct one of them", named.cell)

    def _quarter_of(self, slot: Slot) -> Quarter:
        if not self._table.has_quarters and self._period.quarter is not None:
            return self._period.quarter
        if not slot.quarter:
            sentence = f"the row of {cut(slot.measure.text, 20)} has no quarter; name it"
            raise _Unclear("quarter_unknown", sentence, slot.measure)
        if self._is_other_period(slot.quarter):
            raise _OtherPeriod(slot.quarter[-1])
        try:
            return quarter_of(slot.quarter, self._context.year)
        except ValueError as error:
            raise _Unclear("quarter_unknown", str(error), slot.quarter[-1]) from None

    def _is_other_period(self, cells: Sequence[Cell]) -> bool:
        spans = {span(cell) for cell in cells}
        if self._is_monthly and any(date_in(cell) for cell in cells):
            return True
        return Span.OTHER in spans or spans == {Span.FINANCIAL_YEAR}

    def _say_kept_apart(self) -> None:
        """Sums of the figures of others, and rows about a year or a month, are nobody's performance in a quarter."""
        for kind, cells, what in (
            ("total", list(self._totals.values()), "totals or averages (National is the word for the whole country)"),
            ("other_period", self._other_periods, "periods that are no quarter"),
        ):
            if cells:
                shown = listed([f"'{cut(cell.text, 30)}' in {cell.address}" for cell in cells], most=3)
                self._notebook.warning(
                    kind, f"{counted(len(cells), 'row')} not judged, about {what}: {shown}", cells[0]
                )

    def _compare_quarters(self, placed: Sequence[_Placed]) -> None:
        """Rows are believed before titles, but not without saying so where the two differ."""
        named = self._period
        other = [each for each in placed if each.released != named.quarter]
        if named.quarter is None or named.said_by == STATED or not other:
            return
        if self._table.is_across and len(other) < len(placed):
            return
        addresses = listed([each.slot.quarter[-1].address for each in other])
        sentence = (
            f"{counted(len(other), 'row')} ({addresses}) name another quarter, such as {other[0].released}, than the "
            f"{named.said_by}, which names {named.quarter}; the rows were believed"
        )
        self._notebook.warning("other_quarter", sentence, other[0].slot.quarter[-1])

    def _observation(self, placed: _Placed, settled: Settled) -> Observation:
        slot = placed.slot
        figure, cell = figure_of(slot, settled, self._around.legend, self._notebook)
        notes = footnotes(slot, placed.label, settled, self._table, self._around.legend, placed.released)
        if notes.unclear and not isinstance(figure, NoFigure):
            self._notebook.error("ambiguous_symbol", notes.unclear, cell)
            figure = NoFigure(reason=Reason.AMBIGUOUS, sentence=notes.unclear)
        return Observation(
            measure=placed.measure,
            provider=placed.provider,
            quarter=notes.quarter or placed.released,
            released=placed.released,
            figure=figure,
            printed_target=printed_target(slot, settled.target, self._notebook),
            flags=notes.flags,
            markers=notes.markers,
            origin=self._notebook.place(cell),
            text=(cell.original or cell.text) if cell is not slot.measure else "",
        )


def _provider_of(measure: Measure, named: _Named) -> str:
    if named.providers is None:
        return NATIONAL
    fitting = [provider.name for provider in named.providers if provider.framework is measure.framework]
    if not fitting:
        said = f"'{named.text}' is a provider of the {named.providers[0].framework}, but {measure.code} is a measure of"
        raise _Unclear("unknown_provider", f"{said} the {measure.framework}; correct one of them", named.cell)
    return fitting[0]


def _declared_level(placed: _Placed) -> Fraction | None:
    target = placed.measure.target_in(placed.released)
    return Fraction(target.level) if isinstance(target, Target) else None
