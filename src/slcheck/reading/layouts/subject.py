"""The measure that a cross-tab is about where neither its rows nor its columns name one: its titles, its sheet."""

import re
from collections.abc import Sequence

from slcheck.model import Role
from slcheck.reading.cells import Cell, CellKind
from slcheck.reading.codes import holds_code
from slcheck.reading.layouts.blocks import Block
from slcheck.reading.layouts.heads import Column
from slcheck.reading.layouts.labels import Labels
from slcheck.reading.layouts.table import Trouble
from slcheck.reading.legends import is_legend
from slcheck.reading.lexicon import Lexicon
from slcheck.reading.names import Beyond, Label, Names
from slcheck.reading.providers import UnknownName
from slcheck.text import cut, listed, regex
from slcheck.values import dataclass

_LEAD = regex(
    r"(?:(?:table|figure|sheet|tab)\s*[0-9]*[a-z]?|measure(?: code)?|service level(?= *:)|metric|indicator)"
    r"\s*[:.)-]*\s*",
    re.IGNORECASE,
)


_NOTE = regex(r"(?:notes?|source|sources|\[|\(?[0-9]+[.)]|key|contains|https?:|back to)\b|\[|https?:", re.IGNORECASE)


_Named = tuple[Cell, Label] | None
"""The cell that names a code, and the code; None when nothing does."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What the surroundings of a cross-tab name: its measure, if rows and columns do not; and its titles."""

    measure: Cell | None
    titles: tuple[Cell, ...]
    trouble: Trouble | None = None


def subject_of(
    block: Block, sheet: str | None, labels: Labels, figures: Sequence[Column], lexicon: Lexicon, before: Subject | None
) -> Subject | None:
    """The subject of ``block``, or None when nothing about it names a code: it is no table of service levels.

    A table that names none of its own is about the measure of the one ``before`` it on the sheet.
    """
    titles = _titles(block, labels, figures)
    if Role.MEASURE in labels.of or any(column.measures for column in figures):
        return Subject(None, titles, _contradicted(block, sheet or "", labels, figures, titles, lexicon.names))
    first = next(iter(next(iter(block.rows.values())).values()))
    named = _named(titles, lexicon.names)
    if not isinstance(named, Trouble):
        named = _with_sheet(named, sheet or "", first, lexicon.names)
    if isinstance(named, Trouble):
        return Subject(None, titles, named)
    if named is not None:
        cell, label = named
        return Subject(Cell(cell.row, cell.column, CellKind.TEXT, label.text), titles)
    own_words = any(_is_title(cell) for row in block.titles.values() for cell in row.values())
    if before is not None and before.measure is not None and not own_words:
        return Subject(before.measure, titles)
    unknown = next((cell for cell in titles if holds_code(cell.text)), None)
    if unknown is not None:
        said = lexicon.names.unknown_measure(_LEAD.sub("", unknown.text, count=1))
        return Subject(None, titles, Trouble("unknown_measure", said, unknown))
    if before is not None and before.measure is not None:
        said = f"'{cut(titles[-1].text, 40)}' names no code, and the table above is about {before.measure.text}"
        return Subject(None, titles, Trouble("unknown_measure", f"{said}; name the code in the title", titles[-1]))
    return None


def _contradicted(
    block: Block, sheet: str, labels: Labels, figures: Sequence[Column], titles: Sequence[Cell], names: Names
) -> Trouble | None:
    """A title or a sheet's name that is about one code, above rows or headings that are all about others."""
    cells = [cell for row in block.body.values() if (cell := labels.cell(row, Role.MEASURE))]
    cells += [cell for column in figures for cell in column.measures]
    inside = {measure for cell in cells if (label := names.label(cell.text)) for measure in label.measures}
    for text, cell in [(sheet, cells[0]), *((cell.text, cell) for cell in titles)]:
        label = names.label(_LEAD.sub("", text, count=1))
        if label is not None and inside and not set(label.measures) & inside:
            said = f"'{cut(text, 40)}' is about another measure than every row and heading here"
            return Trouble("unknown_measure", f"{said}; correct one of them", cell)
    return None


def _with_sheet(named: _Named, sheet: str, first: Cell, names: Names) -> _Named | Trouble:
    """The code that the titles name, or that of the sheet's name; the two must not contradict each other."""
    try:
        of_sheet = names.labels_within(sheet)
    except UnknownName as unclear:
        return Trouble("unknown_measure", f"the sheet's name: {unclear}", first)
    if len(of_sheet) != 1:
        return named
    name = of_sheet[0]
    if named is None:
        return Cell(first.row, first.column, CellKind.TEXT, name.text), name
    if not set(named[1].measures) & set(name.measures):
        said = f"'{named[1].text}' in {named[0].address} is not what the sheet's name says, {name.text}"
        return Trouble("unknown_measure", f"{said}; correct one of them", named[0])
    return (named[0], name) if len(name.measures) < len(named[1].measures) else named


def _titles(block: Block, labels: Labels, figures: Sequence[Column]) -> tuple[Cell, ...]:
    """The texts above a block, and those of its headings that stand over no column of figures, or over all of them."""
    above = [cell for row in block.titles.values() for cell in row.values() if cell.kind is CellKind.TEXT]
    heads = [
        each.cell
        for column in block.columns.values()
        if column not in figures
        for each in column.heads
        if each.names_something and each.other is None
    ]
    over_all = [cell for cell in (figures[0].unknown if figures else []) if all(cell in c.unknown for c in figures)]
    return (*above, *heads, *over_all)


def _named(titles: Sequence[Cell], names: Names) -> tuple[Cell, Label] | Trouble | None:
    """The one code that titles name: the one that a title starts with, else the only one that stands in any of them."""
    leading: dict[object, tuple[Cell, Label]] = {}
    for cell in titles:
        if label := names.label(_LEAD.sub("", cell.text, count=1)) or names.label(cell.text):
            if label.doubt and label.beyond not in (Beyond.PERIOD, Beyond.PROVIDER):
                return Trouble("unknown_measure", label.doubt, cell)
            leading.setdefault(label.measures, (cell, label))
    within = leading or {}
    for cell in titles if not leading else ():
        try:
            within.update({label.measures: (cell, label) for label in names.labels_within(cell.text)})
        except UnknownName as unclear:
            return Trouble("unknown_measure", str(unclear), cell)
    if len(within) > 1:
        said = listed([f"{label.text} in {cell.address}" for cell, label in within.values()])
        cell = next(iter(within.values()))[0]
        return Trouble(
            "unknown_measure", f"the titles name {said}; which one '{cut(cell.text, 40)}' is about cannot be told", cell
        )
    return next(iter(within.values()), None)


def _is_title(cell: Cell) -> bool:
    """Whether a text above a table is about it, and no note to the one before."""
    return cell.kind is CellKind.TEXT and not is_legend(cell.text) and not _NOTE.match(cell.text)
