"""Whose figure a slot is, of what and for when, from its own cells and from what is said around its table."""

from collections.abc import Sequence
from functools import cached_property

from slcheck.model import NATIONAL, Framework, Measure, Provider, Role
from slcheck.quarter import Quarter
from slcheck.reading.cells import TEXT, Cell
from slcheck.reading.context import BY_FILE, Context
from slcheck.reading.layouts.table import Slot, Table
from slcheck.reading.markers import markers_of
from slcheck.reading.names import Claim, Label, Names
from slcheck.reading.providers import UnknownName, framework_named
from slcheck.reading.spans import Span, date_in, is_monthly, quarter_of, span
from slcheck.text import cut
from slcheck.trusted import trusting
from slcheck.values import dataclass


@dataclass(frozen=True, slots=True)
class Placed:
    """A slot whose measure, provider and quarter are known; ``markers`` are those of the cells that name them."""

    slot: Slot
    measure: Measure
    provider: str
    released: Quarter
    markers: tuple[str, ...]


_placed = trusting(Placed)


@dataclass(frozen=True, slots=True)
class _Named:
    """A provider's name as it stands, its cell, and the providers that it can mean; None is the whole country."""

    text: str
    cell: Cell
    providers: tuple[Provider, ...] | None


class Unclear(Exception):
    """A slot whose measure, provider or quarter cannot be told; ``cell`` is the one to look at."""

    def __init__(self, kind: str, sentence: str, cell: Cell) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.cell = cell


class OtherPeriod(Exception):
    """A slot about a period that is no quarter, and is known not to be one."""

    def __init__(self, cell: Cell) -> None:
        super().__init__(cell.text)
        self.cell = cell


_Subject = tuple[str, int, str | None, int | None, str | None]


def _subject(slot: Slot) -> _Subject:
    """What decides whose figure of what a slot is: its texts, and the columns whose headings may say the framework."""
    measure, provider, framework = slot.measure, slot.provider, slot.framework
    return (
        measure.text,
        measure.column,
        None if provider is None else provider.text,
        None if provider is None else provider.column,
        None if framework is None else framework.text,
    )


class Placer:
    """Finds the measure, the provider and the quarter of each slot of one table."""

    def __init__(self, table: Table, context: Context, names: Names) -> None:
        self._table = table
        self._context = context
        self._names = names
        self._is_monthly = is_monthly(cell for slot in table.slots for cell in slot.quarter)
        self._known: dict[_Subject, tuple[Measure, str, tuple[str, ...]]] = {}
        self._quarters: dict[str, tuple[Quarter, tuple[str, ...]]] = {}
        self._heading_claims = {
            each.cell.column: Claim(framework, f"the heading {each.cell.address} says")
            for each in table.headings
            if each.role in (Role.MEASURE, Role.PROVIDER) and (framework := framework_named(each.cell.text))
        }

    def place(self, slot: Slot) -> Placed:
        """``slot`` in its place. Raises Unclear, or OtherPeriod."""
        subject = _subject(slot)
        known = self._known.get(subject)
        if known is None:
            label = self._names.label(slot.measure.text)
            if label is None:
                raise Unclear("unknown_measure", self._names.unknown_measure(slot.measure.text), slot.measure)
            if label.doubt:
                raise Unclear("unknown_measure", label.doubt, slot.measure)
            named = self._named_provider(slot)
            measure = self._measure_of(slot, label, named)
            known = self._known[subject] = measure, _provider_of(measure, named), _markers_of_names(label, slot)
        measure, provider, markers = known
        quarter, its_markers = self._quarter_of(slot)
        return _placed(slot, measure, provider, quarter, (*markers, *its_markers) if its_markers else markers)

    def place_total(self, slot: Slot, name: Cell) -> Placed | None:
        """The sum over providers that ``name`` heads, as a figure of the whole country; None if it cannot be placed.

        A sum in a table that belongs to one provider is that provider's.
        """
        label, whose = self._names.label(slot.measure.text), self._context.whose
        if label is None or label.doubt or whose.doubt or (whose.name and not self._names.is_national(whose.name)):
            return None
        named = _Named(name.text, name, None)
        try:
            measure = self._measure_of(slot, label, named)
            provider = _provider_of(measure, named)
            quarter, its_markers = self._quarter_of(slot)
            return Placed(slot, measure, provider, quarter, (*_markers_of_names(label, slot), *its_markers))
        except (Unclear, OtherPeriod):
            return None

    @cached_property
    def _shared_claim(self) -> Claim | None:
        """The one framework that all providers of the table have in common, where some of them have no other."""
        shared = set(Framework)
        for name in {slot.provider.text for slot in self._table.slots if slot.provider is not None}:
            shared &= self._names.frameworks_of(name) or shared
        return Claim(next(iter(shared)), "the other providers of the table are of the") if len(shared) == 1 else None

    def _named_provider(self, slot: Slot) -> _Named:
        name, cell = self._context.whose.name, slot.measure
        if self._table.has_providers:
            if slot.provider is None:
                sentence = f"the row of {cut(slot.measure.text, 20)} has no provider; name it"
                raise Unclear("unknown_provider", sentence, slot.measure)
            name, cell = slot.provider.text, slot.provider
        if name is None:
            return _Named("", cell, None)
        try:
            return _Named(name, cell, self._names.provider(name))
        except UnknownName as unknown:
            raise Unclear("unknown_provider", str(unknown), cell) from None

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
                raise Unclear("unknown_framework", sentence, slot.framework)
            claims.append(Claim(framework, f"{slot.framework.address} says"))
        if named.providers is None and (framework := framework_named(named.text)):
            claims.append(Claim(framework, f"'{named.text}' is about the"))
        if named.providers is not None and len(named.providers) == 1:
            claims.append(Claim(named.providers[0].framework, f"'{named.text}' is a provider of the"))
        self._hold_to_title(named)
        try:
            return self._names.measure(label, claims, self._context.weak_claim or self._shared_claim)
        except UnknownName as unknown:
            raise Unclear("unknown_measure", str(unknown), slot.measure) from None

    def _hold_to_title(self, named: _Named) -> None:
        """A provider that the framework of the title does not have is somebody else's, or the title is wrong."""
        weak = self._context.weak_claim
        if weak is None or weak.said_by == BY_FILE or not named.providers:
            return
        if weak.framework not in {provider.framework for provider in named.providers}:
            its = named.providers[0].framework
            said = f"'{named.text}' is a provider of the {its}, and {weak.said_by} {weak.framework}"
            raise Unclear("unknown_provider", f"{said}; correct one of them", named.cell)

    def _quarter_of(self, slot: Slot) -> tuple[Quarter, tuple[str, ...]]:
        """The quarter of a slot, and the markers of the cells that say it."""
        if not self._table.has_quarters and self._context.period.quarter is not None:
            return self._context.period.quarter, _markers_of(slot.quarter)
        if not slot.quarter:
            sentence = f"the row of {cut(slot.measure.text, 20)} has no quarter; name it"
            raise Unclear("quarter_unknown", sentence, slot.measure)
        text = slot.quarter[0].text if len(slot.quarter) == 1 and slot.quarter[0].kind is TEXT else None
        if text in self._quarters:
            return self._quarters[text]
        if self._is_other_period(slot.quarter):
            raise OtherPeriod(slot.quarter[-1])
        try:
            quarter = quarter_of(slot.quarter, self._context.year)
        except ValueError as error:
            raise Unclear("quarter_unknown", str(error), slot.quarter[-1]) from None
        found = quarter, _markers_of(slot.quarter)
        if text is not None:
            self._quarters[text] = found
        return found

    def _is_other_period(self, cells: Sequence[Cell]) -> bool:
        spans = {span(cell) for cell in cells}
        if self._is_monthly and any(date_in(cell) for cell in cells):
            return True
        return Span.OTHER in spans or spans == {Span.FINANCIAL_YEAR}


def _markers_of_names(label: Label, slot: Slot) -> tuple[str, ...]:
    return (*label.markers, *markers_of(slot.provider), *markers_of(slot.framework))


def _markers_of(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(marker for cell in cells for marker in markers_of(cell))


def _provider_of(measure: Measure, named: _Named) -> str:
    if named.providers is None:
        return NATIONAL
    fitting = [provider.name for provider in named.providers if provider.framework is measure.framework]
    if not fitting:
        said = f"'{named.text}' is a provider of the {named.providers[0].framework}, but {measure.code} is a measure of"
        raise Unclear("unknown_provider", f"{said} the {measure.framework}; correct one of them", named.cell)
    return fitting[0]
