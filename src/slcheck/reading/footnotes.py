"""What the footnote markers that bear on a figure say of it: another quarter, a flag, or something nobody explained."""

from collections.abc import Mapping

from slcheck.model import Flag
from slcheck.quarter import Quarter
from slcheck.reading import figures
from slcheck.reading.layouts.table import Slot, Table
from slcheck.reading.legends import Meaning, is_legend
from slcheck.reading.names import Label
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


def footnotes(slot: Slot, label: Label, settled: Settled, table: Table, legend: Legend, released: Quarter) -> Footnotes:
    """What every marker on a figure, its label, its headings and its titles says, by the ``legend`` of its sheet."""
    markers = _markers(slot, label, settled, table)
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


def _markers(slot: Slot, label: Label, settled: Settled, table: Table) -> dict[str, bool]:
    """Every marker that bears on a slot, and whether it stands at the figure itself."""
    figure = (
        *(() if isinstance(settled.percentage, figures.Unusable) else settled.percentage.markers),
        *(marker for cell in (slot.numerator, slot.denominator) for marker in figures.markers_of(cell)),
        *(marker for cell in slot.beside if not figures.split_markers(cell.text)[0]
          for marker in figures.split_markers(cell.text)[1]),
    )  # fmt: skip
    elsewhere = (
        *label.markers,
        *(marker for cell in (slot.provider, slot.framework, *slot.quarter) for marker in figures.markers_of(cell)),
        *slot.markers,
        *(figures.markers_of(slot.target) if isinstance(settled.target, figures.Percent) else ()),
        *(figures.markers_of(slot.expectation) if isinstance(settled.expectation, figures.Percent) else ()),
        *(marker for cell in slot.beside for marker in figures.markers_in(cell.text)),
        *(
            marker
            for cell in (*table.titles, *table.marked)
            if not is_legend(cell.text)
            for marker in figures.markers_in(cell.text)
        ),
        *table.markers,
    )
    return dict.fromkeys(elsewhere, False) | dict.fromkeys(figure, True)


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
