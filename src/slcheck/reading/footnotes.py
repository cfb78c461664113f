"""What the footnote markers that bear on a figure say of it: another quarter, a flag, or something nobody explained."""

from collections.abc import Mapping

from slcheck.model import Flag
from slcheck.quarter import Quarter
from slcheck.reading import figures
from slcheck.reading.layouts.table import Slot, Table
from slcheck.reading.legends import Meaning, is_legend
from slcheck.reading.markers import markers_in, markers_of, split_markers
from slcheck.reading.slot_figures import Settled
from slcheck.text import cut, listed
from slcheck.values import dataclass

Legend = Mapping[str, tuple[Meaning, ...]]


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The markers of a figure, and what they come to: its own quarter if they name one, and its flags.

    ``unclear`` is the sentence for a figure that cannot be told because of them.
    """

    markers: tuple[str, ...]
    quarter: Quarter | None
    flags: tuple[Flag, ...]
    unclear: str | None


_NONE = Footnotes((), None, (), None)


class TableNotes:
    """The footnotes of the slots of one table."""

    def __init__(self, table: Table, legend: Legend) -> None:
        self._legend = legend
        titles = (cell.text for cell in (*table.titles, *table.marked) if not is_legend(cell.text))
        self._of_all = (*(marker for title in titles for marker in markers_in(title)), *table.markers)

    def of(self, slot: Slot, of_names: tuple[str, ...], settled: Settled, released: Quarter) -> Footnotes:
        """What every marker on a figure, its label, its headings and its titles says.

        ``of_names`` are the markers of the cells that say what, whose and when it is.
        """
        if not (of_names or slot.markers or slot.beside or self._of_all or _has_markers(slot, settled)):
            return _NONE
        elsewhere = (*of_names, *_beside_figure(slot, settled), *self._of_all)
        figure = _on_figure(slot, settled)
        return _footnotes(dict.fromkeys(elsewhere, False) | dict.fromkeys(figure, True), self._legend, released)


def _has_markers(slot: Slot, settled: Settled) -> bool:
    """Whether a marker stands in a cell of figures or levels: few figures have one, and all are asked for."""
    of, percentage = markers_of, settled.percentage
    return bool(
        (not isinstance(percentage, figures.Unusable) and percentage.markers)
        or of(slot.numerator)
        or of(slot.denominator)
        or of(slot.target)
        or of(slot.expectation)
    )


def _footnotes(markers: dict[str, bool], legend: Legend, released: Quarter) -> Footnotes:
    """What ``markers`` come to by the ``legend`` of their sheet; with each, whether it stands at the figure itself."""
    quarters: set[Quarter] = set()
    flags: set[Flag] = set()
    unclear: list[str] = []
    for marker, on_figure in markers.items():
        match _meaning(marker, legend, on_figure=on_figure):
            case Flag() as flag:
                flags.add(flag)
            case Quarter() as own:
                quarters.add(own)
            case str() as unexplained:
                unclear.append(unexplained)
            case None:
                pass
    unclear.extend(_misplaced(quarters, released))
    own_quarter = next(iter(quarters)) if quarters and not unclear else None
    return Footnotes(tuple(markers), own_quarter, tuple(sorted(flags)), next(iter(unclear), None))


def _on_figure(slot: Slot, settled: Settled) -> list[str]:
    """The markers that stand at the figure itself."""
    found = [] if isinstance(settled.percentage, figures.Unusable) else [*settled.percentage.markers]
    found += markers_of(slot.numerator)
    found += markers_of(slot.denominator)
    for cell in slot.beside:
        words, markers = split_markers(cell.text)
        found += () if words else markers
    return found


def _beside_figure(slot: Slot, settled: Settled) -> list[str]:
    """The markers of the column of a figure, and those of its row beside names and figures."""
    found = [*slot.markers]
    if slot.target is not None and isinstance(settled.target, figures.Percent):
        found += markers_of(slot.target)
    if slot.expectation is not None and isinstance(settled.expectation, figures.Percent):
        found += markers_of(slot.expectation)
    for cell in slot.beside:
        found += markers_in(cell.text)
    return found


def _meaning(marker: str, legend: Legend, *, on_figure: bool) -> Flag | Quarter | str | None:
    """What a marker says of its figure; a sentence when nobody explained it."""
    if marker in figures.NO_FIGURE:
        return None
    if marker in figures.FLAGS:
        return figures.FLAGS[marker]
    meanings = legend.get(marker, ())
    if len(meanings) > 1:
        return f"the symbol {marker} is explained twice, and not the same; keep one explanation"
    if meanings and (meaning := meanings[0].quarter or meanings[0].flag):
        return meaning
    is_note = marker.startswith("[note")
    if meanings and (is_note or not on_figure) and not meanings[0].may_name_period:
        return Flag.NOTED
    if meanings:
        said = cut(meanings[0].text, 60)
        return f"the symbol {marker} stands for '{said}', which is no quarter or marker that is known"
    if is_note:
        return Flag.NOTED
    return f"nothing on the sheet explains the symbol {marker}; add its legend below the table"


def _misplaced(quarters: set[Quarter], released: Quarter) -> list[str]:
    """Why markers that name quarters cannot be followed."""
    if len(quarters) > 1:
        return [f"its symbols name different quarters, {listed([str(quarter) for quarter in sorted(quarters)])}"]
    later = [quarter for quarter in quarters if quarter > released]
    return [f"its symbol names {later[0]}, which is later than the table's {released}"] if later else []
