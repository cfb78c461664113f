"""From the slots of a table to observations: whose, of what, for which quarter, and what its markers say."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from slcheck.model import NATIONAL, Flag, Framework, Measure, NoFigure, Observation, Provider, Reason, Target, Unit
from slcheck.quarter import Quarter
from slcheck.reading import figures
from slcheck.reading.cells import Cell
from slcheck.reading.layouts.table import Slot, Table
from slcheck.reading.legends import Meaning, is_legend
from slcheck.reading.names import Label, Names, UnknownName, framework_named
from slcheck.reading.notebook import Notebook
from slcheck.reading.periods import Period, Source, period, titles_as_sources
from slcheck.reading.slot_figures import Settled, figure_of, printed_target, settle
from slcheck.text import counted, listed

_NOT_TITLES = ("note", "source", "published", "contains public", "footnote")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of a table besides its cells; ``quarter`` and ``unit`` are what the command line says."""

    sheet: str | None
    file_stem: str
    legend: Mapping[str, tuple[Meaning, ...]]
    quarter: Quarter | None
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class _Whose:
    """A slot whose measure, provider and quarter are known."""

    slot: Slot
    measure: Measure
    provider: str
    released: Quarter
    label: Label


@dataclass(frozen=True, slots=True)
class _Evidence:
    """The framework that something near a label names, and how to say what that was."""

    framework: Framework | None
    said_by: str
    is_weak: bool = False
    """Weak evidence settles a code that could be either, but does not contradict one that is explicit."""


def interpret(table: Table, names: Names, around: Surroundings, notebook: Notebook) -> list[Observation]:
    """Every slot of ``table`` as an observation; one that cannot be placed is an error in ``notebook``."""
    return _Interpreter(table, names, around, notebook).observations()


class _Unclear(Exception):
    """A slot whose measure, provider or quarter cannot be told; ``cell`` is the one to look at."""

    def __init__(self, kind: str, sentence: str, cell: Cell) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.cell = cell


class _Interpreter:
    def __init__(self, table: Table, names: Names, around: Surroundings, notebook: Notebook) -> None:
        self._table = table
        self._names = names
        self._around = around
        self._notebook = notebook
        self._titles = [cell for cell in table.titles if _is_title(cell)]
        self._evidence = self._table_evidence()
        self._provider = self._table_provider()
        self._period = self._table_period()

    def observations(self) -> list[Observation]:
        table = self._table
        if self._period.quarter is None and not table.has_quarters:
            self._notebook.error("quarter_unknown", self._why_no_quarter())
            return []
        placed = [whose for slot in table.slots if (whose := self._placed(slot))]
        self._compare_quarters(placed)
        slots = [whose.slot for whose in placed]
        levels = [_declared_level(whose) for whose in placed]
        settled = settle(table, slots, levels, self._around.unit, self._notebook)
        return [self._observation(*pair) for pair in zip(placed, settled, strict=True)]

    def _table_evidence(self) -> _Evidence:
        if (name := self._around.sheet) and (named := framework_named(name)):
            return _Evidence(named, "the sheet's name says")
        titled = {named for cell in self._titles if (named := framework_named(cell.text))}
        if titled:
            return _Evidence(titled.pop() if len(titled) == 1 else None, "a title says", is_weak=True)
        return _Evidence(framework_named(self._around.file_stem), "the file's name says", is_weak=True)

    def _table_provider(self) -> str | None:
        """A provider that is all that the sheet's name or a title says."""
        said = [self._around.sheet or "", *(cell.text.partition(":")[2] or cell.text for cell in self._titles)]
        return next((text for text in said if self._names.is_provider(text)), None)

    def _table_period(self) -> Period:
        around = self._around
        heading = [Source("heading", "", self._table.quarter)] if self._table.quarter else []
        sheet = [Source("sheet name", around.sheet)] if around.sheet else []
        stem = Source("file name", around.file_stem)
        found = period([*heading, *sheet, *titles_as_sources(self._titles), stem])
        if found.quarter is None and not found.disagreement and around.quarter is not None:
            return Period(around.quarter, "--quarter")
        return found

    def _why_no_quarter(self) -> str:
        slots = self._table.slots
        subject = f"{counted(len(slots), 'figure')} from row {slots[0].measure.row} on cannot be used"
        why = self._period.disagreement or "no quarter is named for them"
        return f"{subject}: {why}; name one in a title row, like 2017-18 Q1, or with --quarter"

    def _placed(self, slot: Slot) -> _Whose | None:
        try:
            label = self._names.label(slot.measure.text)
            if label is None:
                raise _Unclear("unknown_measure", self._names.unknown_measure(slot.measure.text), slot.measure)
            name, cell, candidates = self._providers_of(slot)
            measure = self._measure_of(slot, label, name, candidates)
            provider = _provider_of(measure, name, cell, candidates)
            return _Whose(slot, measure, provider, self._quarter_of(slot), label)
        except _Unclear as unclear:
            self._notebook.error(unclear.kind, str(unclear), unclear.cell)
            return None

    def _providers_of(self, slot: Slot) -> tuple[str, Cell, tuple[Provider, ...] | None]:
        """The provider's name as it stands, its cell, and what it can mean; None is the whole country."""
        name, cell = self._provider, slot.measure
        if self._table.has_providers:
            if slot.provider is None:
                sentence = f"the row of {slot.measure.text[:20]} has no provider; name it"
                raise _Unclear("unknown_provider", sentence, slot.measure)
            name, cell = slot.provider.text, slot.provider
        if name is None:
            return "", cell, None
        try:
            return name, cell, self._names.provider(name)
        except UnknownName as unknown:
            raise _Unclear("unknown_provider", str(unknown), cell) from None

    def _measure_of(self, slot: Slot, label: Label, name: str, candidates: tuple[Provider, ...] | None) -> Measure:
        evidence = self._evidence
        if slot.framework is not None:
            evidence = _Evidence(framework_named(slot.framework.text), f"{slot.framework.address} says")
            if evidence.framework is None:
                sentence = f"'{slot.framework.text}' names neither CRC nor NPS; write one of them"
                raise _Unclear("unknown_framework", sentence, slot.framework)
        elif candidates is not None and len(candidates) == 1:
            evidence = _Evidence(candidates[0].framework, f"'{name}' is a provider of the")
        framework = None if evidence.is_weak and label.explicit else evidence.framework
        try:
            return self._names.measure(label, framework, evidence.said_by)
        except UnknownName as unknown:
            raise _Unclear("unknown_measure", str(unknown), slot.measure) from None

    def _quarter_of(self, slot: Slot) -> Quarter:
        if not self._table.has_quarters and self._period.quarter is not None:
            return self._period.quarter
        if not slot.quarter:
            raise _Unclear(
                "quarter_unknown", f"the row of {slot.measure.text[:20]} has no quarter; name it", slot.measure
            )
        try:
            return _one_quarter(slot.quarter)
        except ValueError as error:
            raise _Unclear("quarter_unknown", str(error), slot.quarter[-1]) from None

    def _compare_quarters(self, placed: Sequence[_Whose]) -> None:
        """Rows are believed before titles, but not without saying so where the two differ."""
        named = self._period
        other = [whose for whose in placed if whose.released != named.quarter]
        if named.quarter is None or named.said_by == "--quarter" or not other:
            return
        addresses = listed([whose.slot.quarter[-1].address for whose in other])
        sentence = (
            f"{counted(len(other), 'row')} ({addresses}) name another quarter, such as {other[0].released}, than the "
            f"{named.said_by}, which names {named.quarter}; the rows were believed"
        )
        self._notebook.warning("other_quarter", sentence, other[0].slot.quarter[-1])

    def _observation(self, whose: _Whose, settled: Settled) -> Observation:
        slot = whose.slot
        figure, cell = figure_of(slot, settled.percentage, self._around.legend, self._notebook)
        markers = tuple(
            dict.fromkeys(
                (
                    *(() if isinstance(settled.percentage, figures.Unusable) else settled.percentage.markers),
                    *figures.count_markers(slot.numerator),
                    *figures.count_markers(slot.denominator),
                    *whose.label.markers,
                    *self._table.markers,
                )
            )
        )
        quarter = whose.released
        flags: list[Flag] = []
        for marker in markers:
            match self._meaning(marker):
                case Flag() as flag:
                    flags.append(flag)
                case Quarter() as own:
                    quarter = own
                case str() as unexplained if not isinstance(figure, NoFigure):
                    self._notebook.error("ambiguous_symbol", unexplained, cell)
                    figure = NoFigure(reason=Reason.AMBIGUOUS, sentence=unexplained)
                case _:
                    pass
        return Observation(
            measure=whose.measure,
            provider=whose.provider,
            quarter=quarter,
            released=whose.released,
            figure=figure,
            printed_target=printed_target(slot, settled.target, self._notebook),
            flags=tuple(dict.fromkeys(flags)),
            markers=markers,
            origin=self._notebook.place(cell),
            text=cell.text if cell is not slot.measure else "",
        )

    def _meaning(self, marker: str) -> Flag | Quarter | str | None:
        """What a marker says of its figure; a sentence when nobody explained it."""
        if marker in figures.NO_FIGURE:
            return None
        if marker in figures.FLAGS:
            return figures.FLAGS[marker]
        meanings = self._around.legend.get(marker, ())
        if len(meanings) > 1:
            return f"the symbol {marker} is explained twice, and not the same; keep one explanation"
        if meanings and (meaning := meanings[0].quarter or meanings[0].flag):
            return meaning
        if marker.startswith("[note"):
            return Flag.NOTED
        if meanings:
            return f"the symbol {marker} stands for '{meanings[0].text}', which is no quarter or marker that is known"
        return f"nothing on the sheet explains the symbol {marker}; add its legend below the table"


def _provider_of(measure: Measure, name: str, cell: Cell, candidates: tuple[Provider, ...] | None) -> str:
    if candidates is None:
        return NATIONAL
    fitting = [provider.name for provider in candidates if provider.framework is measure.framework]
    if not fitting:
        said = f"'{name}' is a provider of the {candidates[0].framework}, but {measure.code} is a measure of the"
        raise _Unclear("unknown_provider", f"{said} {measure.framework}; correct one of them", cell)
    return fitting[0]


def _declared_level(whose: _Whose) -> Fraction | None:
    target = whose.measure.target_in(whose.released)
    return Fraction(target.level) if isinstance(target, Target) else None


def _is_title(cell: Cell) -> bool:
    return not is_legend(cell.text) and not cell.text.casefold().startswith(_NOT_TITLES)


def _one_quarter(cells: Sequence[Cell]) -> Quarter:
    """The quarter that the cells of a row name together: one cell, a year and a quarter, or the same one twice."""
    quarters = {Quarter.of_last_month(cell.value) for cell in cells if isinstance(cell.value, datetime.date)}
    texts = [cell.text for cell in cells if not isinstance(cell.value, datetime.date)]
    try:
        quarters |= {Quarter.parse(text) for text in texts}
    except ValueError:
        quarters.add(Quarter.parse(" ".join(texts)))
    if len(quarters) > 1:
        named = " and ".join(str(quarter) for quarter in sorted(quarters))
        raise ValueError(f"the row names two quarters, {named}; correct one of them")
    return quarters.pop()
