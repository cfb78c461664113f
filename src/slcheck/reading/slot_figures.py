"""The figure of a slot: its counts, or its percentage, or why there is neither."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from slcheck.model import Counts, NoFigure, Percentage, Printed, PrintedTarget, Reason, Role, Stored, Unit
from slcheck.reading import figures, units
from slcheck.reading.cells import Cell, CellKind
from slcheck.reading.figures import Nothing, Percent, Plain, Read, Unusable
from slcheck.reading.layouts.table import Slot, Table
from slcheck.reading.legends import Meaning
from slcheck.reading.notebook import Notebook
from slcheck.text import cut, listed
from slcheck.trusted import trusting
from slcheck.values import dataclass

UNIT_UNKNOWN = "unit_unknown"
"""The kind of a number whose unit cannot be told; its column has been reported once for all of them."""

_OWN_UNITS = "by the format or percent sign of each cell"
_counts = trusting(Counts)
_printed, _stored = trusting(Printed), trusting(Stored)
_printed_target = trusting(PrintedTarget)
_CONFIDENTIAL = ("suppress", "confidential", "disclos")


@dataclass(frozen=True, slots=True)
class Settled:
    """What the cells of a slot say, every unit decided."""

    numerator: int | Nothing | Unusable
    denominator: int | Nothing | Unusable
    percentage: Read
    target: Read
    expectation: Read


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels (percent, 0 to 100) that are declared for the figure of a slot."""

    target: Fraction | None = None
    expectation: Fraction | None = None


_settled = trusting(Settled)
LevelsOf = Callable[[int], Levels]
"""Asked for only where a plain number needs it to tell its unit."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How the units of a column of percentages were decided, in words, and which its plain numbers got.

    ``others_say_themselves``: cells of it carry a percent sign or format of their own. ``is_doubtful``: somebody is
    told to look at the decision.
    """

    how: str
    units: frozenset[Unit | None] = frozenset()
    others_say_themselves: bool = False
    is_doubtful: bool = False


def settle(
    table: Table, slots: Sequence[Slot], levels_of: LevelsOf, stated: Unit | None, notebook: Notebook
) -> tuple[list[Settled], Scale]:
    """The percentages and levels of ``slots``, and how the units of the percentages were decided.

    They are decided for each column as a whole. What it has to agree with is the counts for percentages, and the
    declared levels for targets and expectations: ``levels_of`` the position of a slot.
    """
    counts = [(figures.read_count(slot.numerator), figures.read_count(slot.denominator)) for slot in slots]
    percentages, scale = _column(
        [slot.percentage for slot in slots], lambda at: _counted(*counts[at]), table.unit(Role.PERCENTAGE), stated,
        notebook, named=table.is_percentages,
    )  # fmt: skip
    targets, _ = _column(
        [slot.target for slot in slots], lambda at: levels_of(at).target, table.unit(Role.TARGET), stated,
        notebook, named=True,
    )  # fmt: skip
    expectations, _ = _column(
        [slot.expectation for slot in slots], lambda at: levels_of(at).expectation, table.unit(Role.EXPECTATION),
        stated, notebook, named=True,
    )  # fmt: skip
    read = zip(counts, percentages, targets, expectations, strict=True)
    return [_settled(*pair, *percents) for pair, *percents in read], scale


def settle_totals(
    table: Table,
    slots: Sequence[Slot],
    levels_of: LevelsOf,
    stated: Unit | None,
    notebook: Notebook,
    beside: Scale,
) -> list[Settled]:
    """The same for sums over the figures ``beside`` them, whose units they have no part in deciding.

    A total's percentage is held against ours, so a plain number is only taken for one where its unit is beyond doubt,
    and the same as that of the figures which it sums up.
    """
    settled, scale = settle(table, slots, levels_of, stated, notebook)
    is_clear = not (
        scale.is_doubtful
        or scale.others_say_themselves
        or beside.others_say_themselves
        or (beside.units and beside.units != scale.units)
    )
    return [
        each if _is_share(slot, each, is_clear=is_clear) else replace(each, percentage=_UNTOLD)
        for slot, each in zip(slots, settled, strict=True)
    ]


def _is_share(slot: Slot, settled: Settled, *, is_clear: bool) -> bool:
    """Whether a total's percentage can be one, if it has one at all."""
    match settled.percentage:
        case Percent(percent=percent):
            return percent <= 100 and (is_clear or isinstance(figures.read_percentage(slot.percentage), Percent))
        case _:
            return True


_UNTOLD = Unusable(UNIT_UNKNOWN, "Whether the total is a percentage cannot be told.")


def _column(
    cells: Sequence[Cell | None],
    known: Callable[[int], Fraction | None],
    heading: Unit | None,
    stated: Unit | None,
    notebook: Notebook,
    *,
    named: bool,
) -> tuple[list[Read], Scale]:
    if not any(cells):
        return [figures.BLANK] * len(cells), Scale("no percentages")
    read_percentage = figures.read_percentage
    reads = [read_percentage(cell) for cell in cells]
    kinds = set(map(type, reads))
    others = Percent in kinds
    if Plain not in kinds:
        return reads, Scale(_OWN_UNITS if others else "no percentages", others_say_themselves=others)
    plain = [(position, read) for position, read in enumerate(reads) if isinstance(read, Plain)]
    candidates = [units.Candidate(read, known(position)) for position, read in plain]
    if not (named or others or stated):
        decision = units.decide_unnamed(candidates)
    else:
        decision = units.decide(candidates, heading, stated, others_say_themselves=others)
    undecided: list[Cell] = []
    decided: list[Cell] = []
    for (position, read), unit in zip(plain, decision.units, strict=True):
        cell = cells[position]
        if cell is not None:
            (decided if unit else undecided).append(cell)
        untold = Unusable(UNIT_UNKNOWN, f"Whether {read.number} is a percentage or a fraction cannot be told.")
        reads[position] = units.as_percent(read, unit) if unit else untold
    if decision.doubt:
        tell, doubtful = (notebook.error, undecided) if undecided else (notebook.warning, decided)
        addresses = listed([cell.address for cell in doubtful])
        tell("ambiguous_unit", f"in {addresses}: {decision.doubt}", doubtful[0])
    said = listed([unit.value for unit in dict.fromkeys(decision.units) if unit])
    how = f"{said}, by {decision.how}" if said else "not decided"
    how += f"; others {_OWN_UNITS}" if others else ""
    return reads, Scale(how, frozenset(decision.units), others, decision.doubt is not None)


def figure_of(
    slot: Slot, settled: Settled, legend: Mapping[str, tuple[Meaning, ...]], notebook: Notebook
) -> tuple[Counts | Stored | Printed | NoFigure, Cell]:
    """The most exact figure of ``slot``, and the cell it stands in.

    A percentage is never judged in place of a count that cannot be read: its verdict could be another.
    """
    numerator, denominator, percentage = settled.numerator, settled.denominator, settled.percentage
    if slot.numerator is None and slot.denominator is None:
        return _percentage_alone(slot, percentage, legend, notebook)
    cell = slot.numerator or slot.denominator or slot.measure
    if isinstance(numerator, int) and isinstance(denominator, int):
        beside = _percentage_beside(slot, percentage, denominator, notebook)
        return _counts(numerator=numerator, denominator=denominator, percentage=beside), cell
    for given, count in ((slot.numerator, numerator), (slot.denominator, denominator)):
        if given is not None and (no_count := _no_count(count, given, legend, notebook)):
            return no_count, given
    match numerator, denominator:
        case (Nothing() as absent, Nothing()) if slot.percentage is None:
            return NoFigure(reason=absent.reason, sentence=absent.sentence), cell
        case (Nothing(reason=Reason.NOT_APPLICABLE, sentence=said), Nothing()):
            return NoFigure(reason=Reason.NOT_APPLICABLE, sentence=said), cell
        case (Nothing(), Nothing()):
            return _percentage_alone(slot, percentage, legend, notebook)
        case (Nothing(reason=reason, sentence=said), _) | (_, Nothing(reason=reason, sentence=said)):
            if reason is not Reason.BLANK:
                return NoFigure(reason=reason, sentence=said), cell
        case _:
            pass
    missing = "numerator" if slot.numerator is None else "denominator"
    said = f"The {missing} beside {cell.text} is blank; a figure is judged from both counts or from neither."
    notebook.error("incomplete_counts", said, cell)
    return NoFigure(reason=Reason.INCOMPLETE_COUNTS, sentence=said), cell


def _no_count(
    count: int | Nothing | Unusable, cell: Cell, legend: Mapping[str, tuple[Meaning, ...]], notebook: Notebook
) -> NoFigure | None:
    """What a cell says that holds neither a count nor plainly none; None for every other cell."""
    match count:
        case Unusable():
            return _unusable(count, cell, notebook)
        case Nothing(reason=Reason.AMBIGUOUS):
            return _symbol_alone(count, cell, legend, notebook)
        case _:
            return None


def printed_level(role: Role, cell: Cell | None, level: Read, notebook: Notebook) -> PrintedTarget | None:
    """The target or expectation that the file prints beside a figure; one that cannot be read is a warning."""
    if cell is None:
        return None
    match level:
        case Percent(percent=percent) if percent <= 100:
            return _printed_target(level=percent, origin=notebook.place(cell))
        case Unusable(kind="unit_unknown"):
            pass
        case Nothing(reason=reason) if reason is not Reason.AMBIGUOUS:
            pass
        case _:
            what = "the declared one was used" if role is Role.TARGET else "no verdict rests on it"
            said = f"the {role.value} '{cut(cell.text, 60)}' cannot be read; {what}"
            notebook.warning(f"{role.value}_unreadable", said, cell)
    return None


def _percentage_alone(
    slot: Slot, read: Read, legend: Mapping[str, tuple[Meaning, ...]], notebook: Notebook
) -> tuple[Stored | Printed | NoFigure, Cell]:
    cell = slot.percentage or slot.measure
    match read:
        case Percent():
            return _percentage(read), cell
        case Nothing(reason=Reason.BLANK, sentence=sentence):
            what = "the figure of {} is blank" if slot.percentage else "no figure stands beside {}"
            said = f"{what.format(cut(slot.measure.text, 20))}; write it, or [x] where there is none"
            notebook.warning("blank", said, cell)
        case Nothing(reason=Reason.AMBIGUOUS):
            return _symbol_alone(read, cell, legend, notebook), cell
        case Nothing(sentence=sentence):
            pass
        case Unusable():
            return _unusable(read, cell, notebook), cell
        case Plain():
            raise AssertionError(read)
    return NoFigure(reason=read.reason, sentence=sentence), cell


def _symbol_alone(read: Nothing, cell: Cell, legend: Mapping[str, tuple[Meaning, ...]], notebook: Notebook) -> NoFigure:
    """A symbol in place of a figure: confidential where the legend says so, else nobody knows."""
    texts = [meaning.text.casefold() for marker in read.markers for meaning in legend.get(marker, ())]
    if texts and all(any(word in text for word in _CONFIDENTIAL) for text in texts):
        return NoFigure(reason=Reason.CONFIDENTIAL, sentence="The figure is confidential.")
    notebook.error("ambiguous_symbol", read.sentence, cell)
    return NoFigure(reason=Reason.AMBIGUOUS, sentence=read.sentence)


def _percentage_beside(slot: Slot, read: Read, denominator: int, notebook: Notebook) -> Percentage | None:
    """The percentage beside good counts; what cannot be read of it is a problem, but costs no verdict."""
    match read:
        case Percent():
            return _percentage(read)
        case Unusable(kind=kind, sentence=sentence) if slot.percentage is not None and kind != UNIT_UNKNOWN:
            division = slot.percentage.kind is CellKind.ERROR and slot.percentage.text == "#DIV/0!"
            if not (division and denominator == 0):
                notebook.error(kind, f"{sentence}; the counts were judged", slot.percentage)
        case _:
            pass
    return None


def _unusable(read: Unusable, cell: Cell, notebook: Notebook) -> NoFigure:
    if read.kind != UNIT_UNKNOWN:
        notebook.error(read.kind, read.sentence, cell)
    return NoFigure(reason=Reason.AMBIGUOUS if read.kind == UNIT_UNKNOWN else Reason.UNUSABLE, sentence=read.sentence)


def _counted(numerator: int | Nothing | Unusable, denominator: int | Nothing | Unusable) -> Fraction | None:
    """The percentage that two counts make, where both are counts and there are cases."""
    if isinstance(numerator, int) and isinstance(denominator, int) and denominator:
        return Fraction(100 * numerator, denominator)
    return None


def _percentage(read: Percent) -> Percentage:
    kind = _printed if read.printed else _stored
    return kind(percent=read.percent, places=read.places)
