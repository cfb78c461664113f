"""What people write is what is read: every layout, in every format, with every unit and spelling, exactly.

The writers are in ``written``. That they mean what they say is checked with other readers (openpyxl, calamine), and
calamine holds slcheck's own readers to the cells of every workbook.
"""

import datetime
import io
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from slcheck.catalogue import load
from slcheck.model import CellPlace, Counts, FilePlace, Flag, Level, NoFigure, Printed, Reading, Stored
from slcheck.model.observed import Place
from slcheck.quarter import Quarter
from slcheck.reading import formats
from slcheck.reading.cells import CellKind
from slcheck.reading.read import Hints, read
from slcheck.text import clean
from support import SAMPLES
from written import (
    CRCS,
    DIVISIONS,
    FORMATS,
    LAYOUTS,
    NATIONAL,
    QUARTERS,
    TITLES,
    WORDINGS,
    Fields,
    Grid,
    Layout,
    Look,
    Named,
    Unit,
    Written,
    file_name,
    fit,
    is_delimited,
)

Key = tuple[str, str, str, str]
Value = tuple[tuple[int, int] | None, Decimal | None]
CATALOGUE = load()
"""No argument of the tests: hypothesis would print it with every example that fails."""
FLAGS = {"[r]": Flag.REVISED, "[p]": Flag.PROVISIONAL}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("written")


def key(figure: Written) -> Key:
    return figure.framework, figure.code, figure.provider, str(Quarter(*figure.quarter))


def meant(figures: Sequence[Written], look: Look, format_: str) -> dict[Key, Value]:
    """What ``figures`` say in the fields of ``look``. A delimited file holds no more of a percentage than it shows."""
    said: dict[Key, Value] = {}
    for figure in figures:
        percent = None if look.fields is Fields.COUNTS else figure.percent
        assert look.places_shown is None or not is_delimited(format_)
        counts = None if look.fields is Fields.PERCENTAGE else figure.counts
        if counts or percent is not None:
            said[key(figure)] = counts, percent
    return said


def heard(reading: Reading) -> dict[Key, Value]:
    """Every figure that was read. One that was read twice is none that anybody wrote."""
    said: dict[Key, Value] = {}
    for each in reading.observations:
        at = (str(each.measure.framework), each.measure.code, each.provider, str(each.quarter))
        match each.figure:
            case Counts(numerator=numerator, denominator=denominator, percentage=beside):
                value: Value = ((numerator, denominator), beside.percent if beside else None)
            case Stored(percent=percent) | Printed(percent=percent):
                value = (None, percent)
            case NoFigure():
                continue
        assert at not in said, f"{at} was read twice"
        said[at] = value
    return said


def levels(reading: Reading, level: Level) -> list[str]:
    return [str(problem) for problem in reading.problems if problem.level is level]


def reading_of(figures: Sequence[Written], look: Look, layout: Layout, format_: str, folder: Path) -> Reading:
    path = folder / file_name(figures, look, layout, format_)
    path.write_bytes(FORMATS[format_](layout.write(figures, look)))
    hinted = layout.one_quarter and look.named is Named.HINT and not layout.sheet_per_measure
    return read(str(path), CATALOGUE, Hints(quarter=Quarter(*figures[0].quarter) if hinted else None))


# Every layout in every format, with one set of figures

FIXED = tuple(
    Written(code, provider, quarter, (numerator, 480), Decimal(numerator * 1000 // 480) / 10)
    for numerator, (code, provider, quarter) in enumerate(
        (
            (code, provider, quarter)
            for code in ("SCH9 SL003", "SCH9 SL001", "SCH9 AC")
            for provider in ("Northumbria", "Wales", "Kent, Surrey and Sussex", NATIONAL)
            for quarter in ((2016, 4), (2017, 1), (2017, 2))
        ),
        431,
    )
)
WRITABLE = [
    (layout, format_)
    for layout, what in LAYOUTS.items()
    for format_ in FORMATS
    if not (what.needs_merges and is_delimited(format_))
]


def assert_exact(look: Look, layout: str, format_: str, folder: Path, figures: Sequence[Written] = FIXED) -> None:
    fitting = fit(figures, LAYOUTS[layout], format_)
    reading = reading_of(fitting, look, LAYOUTS[layout], format_, folder)
    assert levels(reading, Level.ERROR) == []
    assert heard(reading) == meant(fitting, look, format_)


@pytest.mark.parametrize(("layout", "format_"), WRITABLE)
def test_a_layout_in_a_format(layout: str, format_: str, tmp_path: Path) -> None:
    assert_exact(Look(), layout, format_, tmp_path)


@pytest.mark.parametrize("format_", ["xlsx", "ods", "csv"])
@pytest.mark.parametrize("fields", [Fields.COUNTS, Fields.BOTH])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_counts_under_headings_of_two_rows(layout: str, fields: Fields, format_: str, tmp_path: Path) -> None:
    if (layout, format_) in WRITABLE:
        assert_exact(Look(fields=fields), layout, format_, tmp_path)


@pytest.mark.parametrize("format_", ["xlsx", "ods", "csv"])
@pytest.mark.parametrize("unit", [unit for unit in Unit if unit is not Unit.PLAIN_FRACTION])
@pytest.mark.parametrize("layout", ["long", "measures by providers", "quarters by measures", "table per measure"])
def test_a_unit(layout: str, unit: Unit, format_: str, tmp_path: Path) -> None:
    assert_exact(Look(unit=unit), layout, format_, tmp_path)


@pytest.mark.parametrize("format_", ["xlsx", "ods", "csv cp1252"])
@pytest.mark.parametrize("spelling", QUARTERS)
@pytest.mark.parametrize("layout", ["long", "measures by providers", "measures by quarters", "quarters by measures"])
def test_a_quarter_spelling(layout: str, spelling: str, format_: str, tmp_path: Path) -> None:
    moved = [replace(each, quarter=(each.quarter[0] + 2, each.quarter[1])) for each in FIXED]
    for figures in (FIXED, moved):
        assert_exact(Look(quarter_spelling=spelling), layout, format_, tmp_path, figures)


@pytest.mark.parametrize("format_", ["xlsx", "ods", "csv"])
@pytest.mark.parametrize("named", Named)
@pytest.mark.parametrize("layout", ["measures by providers", "providers by measures"])
def test_where_the_one_quarter_is_named(layout: str, named: Named, format_: str, tmp_path: Path) -> None:
    if not (named is Named.SHEET and is_delimited(format_)):
        assert_exact(Look(named=named), layout, format_, tmp_path)


@pytest.mark.parametrize("format_", ["xlsx", "ods", "csv"])
@pytest.mark.parametrize("layout", ["long", "measures by providers", "sheet per measure"])
def test_a_note_on_a_figure_that_its_legend_explains(layout: str, format_: str, tmp_path: Path) -> None:
    figures = [replace(each, mark="[note 2]") if each.provider == "Wales" else each for each in FIXED]
    assert_exact(Look(unit=Unit.TEXT), layout, format_, tmp_path, figures)


# Anything that can be drawn

PHASES = [phase for phase in Phase if phase is not Phase.explain]
"""To explain an example costs minutes; to shrink it, seconds."""


@st.composite
def grids_drawn(
    draw: st.DrawFn, layout: Layout, unit: Unit, fields: Fields, decimals: int, *, marked: bool
) -> list[Written]:
    """A full grid of measures, providers and quarters of one framework; some of its figures may be missing."""
    framework, known = draw(st.sampled_from([("CRC", CRCS), ("NPS", DIVISIONS)]))
    own = [code for code in TITLES if code.startswith(framework.replace("CRC", "SCH9"))]
    codes = draw(st.lists(st.sampled_from(own), min_size=1, max_size=3, unique=True))
    most = 1 if layout.one_provider else 3
    providers = draw(st.lists(st.sampled_from((*known, NATIONAL)), min_size=1, max_size=most, unique=True))
    most = 1 if layout.one_quarter else 3
    a_quarter = st.tuples(st.integers(2014, 2020), st.integers(1, 4))
    quarters = draw(st.lists(a_quarter, min_size=1, max_size=most, unique=True))
    keys = [(code, provider, quarter) for code in codes for provider in providers for quarter in quarters]
    marks = st.sampled_from(["", "", "", *FLAGS]) if marked else st.just("")
    figures = [Written(*each, *draw(_values(unit, fields, decimals)), draw(marks)) for each in keys]
    missing = draw(st.sets(st.integers(1, max(1, len(figures) - 1)), max_size=2))
    return [replace(each, counts=None, percent=None, mark="") if at in missing else each
            for at, each in enumerate(figures)]  # fmt: skip


@st.composite
def _values(draw: st.DrawFn, unit: Unit, fields: Fields, decimals: int) -> Value:
    if fields is Fields.PERCENTAGE:
        whole = draw(st.integers(0, 100 if decimals == 0 else 99))
        behind = draw(st.integers(0, 10**decimals - 1)) if decimals else 0
        if unit is Unit.PLAIN_PERCENT and decimals:  # no number that could be a fraction or a count
            whole, behind = max(1, whole), behind if behind % 10 else behind + 1
        return None, Decimal(whole * 10**decimals + behind).scaleb(-decimals)
    denominator = draw(st.integers(1, 2000))
    numerator = draw(st.integers(-(-denominator // 20), denominator))
    percent = (Decimal(100 * numerator) / denominator).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return (numerator, denominator), percent


@st.composite
def looks_drawn(draw: st.DrawFn, name: str, layout: Layout, format_: str, unit: Unit, fields: Fields) -> Look:
    in_sheets = not is_delimited(format_)
    stored = in_sheets and unit in (Unit.PERCENT_FORMAT, Unit.SIGN_FORMAT)
    titles = draw(st.booleans())
    in_name = in_sheets and draw(st.booleans())
    titled = titles and not layout.sheet_per_measure and name != "table per measure"
    says_framework = titled or (in_sheets and not in_name)  # a sheet named Wales could be of either
    return Look(
        unit=unit,
        fields=fields,
        quarter_spelling=draw(st.sampled_from(list(QUARTERS))),
        code_spelling=draw(st.sampled_from(["full", "lower", "titled", *(["bare"] if says_framework else [])])),
        provider_spelling=draw(st.integers(0, 3)),
        wording=draw(st.integers(0, len(WORDINGS) - 1)),
        named=draw(st.sampled_from([named for named in Named if in_sheets or named is not Named.SHEET])),
        provider_in_sheet_name=in_name,
        titles=titles,
        merged_title=draw(st.booleans()),
        blank_rows=draw(st.integers(0, 2)),
        notes=draw(st.booleans()),
        note_mark=draw(st.booleans()),
        descriptions=draw(st.booleans()),
        places_shown=draw(st.sampled_from([None, 0, 1])) if stored else None,
    )


def format_drawn(data: st.DataObject, layout: Layout) -> str:
    return data.draw(st.sampled_from([each for each in FORMATS if not (layout.needs_merges and is_delimited(each))]))


@pytest.mark.parametrize("name", LAYOUTS)
@settings(max_examples=40, deadline=None, phases=PHASES)
@given(data=st.data())
def test_whatever_is_written_is_read(name: str, data: st.DataObject, folder: Path) -> None:
    layout = LAYOUTS[name]
    format_ = format_drawn(data, layout)
    unit = data.draw(st.sampled_from([unit for unit in Unit if unit is not Unit.PLAIN_FRACTION]))
    fields = data.draw(st.sampled_from(Fields))
    decimals = data.draw(st.sampled_from([1, 2]))
    look = data.draw(looks_drawn(name, layout, format_, unit, fields))
    marked = unit is Unit.TEXT and fields is Fields.PERCENTAGE
    drawn = data.draw(grids_drawn(layout, unit, fields, decimals, marked=marked))
    figures = fit(drawn, layout, format_)
    reading = reading_of(figures, look, layout, format_, folder)
    assert levels(reading, Level.ERROR) == []
    assert heard(reading) == meant(figures, look, format_)
    marks = {key(figure): FLAGS[figure.mark] for figure in figures if figure.mark}
    for each in reading.observations:
        at = (str(each.measure.framework), each.measure.code, each.provider, str(each.quarter))
        assert at not in marks or marks[at] in each.flags


@settings(max_examples=40, deadline=None, phases=PHASES)
@given(data=st.data())
def test_what_has_two_readings_is_said_or_refused(data: st.DataObject, folder: Path) -> None:
    """Plain fractions, and whole numbers without a sign: right, or refused at a place; never another number."""
    name = data.draw(st.sampled_from(list(LAYOUTS)))
    layout = LAYOUTS[name]
    format_ = format_drawn(data, layout)
    unit, decimals = data.draw(st.sampled_from([(Unit.PLAIN_FRACTION, 1), (Unit.PLAIN_PERCENT, 0)]))
    fields = data.draw(st.sampled_from([Fields.PERCENTAGE, Fields.BOTH]))
    look = data.draw(looks_drawn(name, layout, format_, unit, fields))
    figures = fit(data.draw(grids_drawn(layout, unit, fields, decimals, marked=False)), layout, format_)
    reading = reading_of(figures, look, layout, format_, folder)
    written, found = meant(figures, look, format_), heard(reading)
    for at, (counts, percent) in found.items():
        assert counts == written[at][0]
        assert percent == written[at][1] or (percent is None and counts)
    refused = [problem.place for problem in reading.problems if problem.level is Level.ERROR]
    if refused or found.keys() != written.keys():
        assert any(names_a_place(place, format_) for place in refused), levels(reading, Level.ERROR)
    elif unit is Unit.PLAIN_FRACTION and fields is Fields.PERCENTAGE and any(each for _, each in written.values()):
        assert levels(reading, Level.WARNING)


def names_a_place(place: Place | None, format_: str) -> bool:
    """Whether ``place`` is a cell or a sheet; a delimited file is its own sheet."""
    return isinstance(place, CellPlace) or (
        isinstance(place, FilePlace) and (place.sheet is not None or is_delimited(format_))
    )


# Other readers

ORACLE = """
import datetime, json, sys
from python_calamine import CalamineWorkbook, SheetVisibleEnum

def plain(value):
    match value:
        case bool(): return ["boolean", value]
        case int() | float(): return ["number", float(value)]
        case datetime.datetime(): return ["date", value.date().isoformat()]
        case datetime.date(): return ["date", value.isoformat()]
        case str(): return ["text", value]
    return ["other", str(value)]

book = CalamineWorkbook.from_path(sys.argv[1])
json.dump({
    sheet.name: [
        [row, column, *plain(value)]
        for row, values in enumerate(book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False), 1)
        for column, value in enumerate(values, 1)
        if value != ""
    ]
    for sheet in book.sheets_metadata
    if sheet.visible is SheetVisibleEnum.Visible
}, sys.stdout)
"""
"""Calamine can abort or hang on a crafted file, so it runs in a process of its own."""

Cells = dict[tuple[int, int], Any]
NOT_COMPARED = {CellKind.ERROR, CellKind.FORMULA, CellKind.OTHER}
"""Calamine gives errors and formulas without a value as blanks; times and durations are no figure to either reader."""


def by_calamine(path: Path) -> dict[str, Cells]:
    done = subprocess.run(
        [sys.executable, "-c", ORACLE, path], capture_output=True, text=True, encoding="utf-8", check=True, timeout=60
    )
    return {
        name: {(row, column): clean(value) if kind == "text" else value for row, column, kind, value in cells
               if kind != "other" and (kind != "text" or clean(value))}
        for name, cells in json.loads(done.stdout).items()
    }  # fmt: skip


def by_slcheck(path: Path) -> tuple[dict[str, Cells], dict[str, set[tuple[int, int]]]]:
    """The cells that are compared, and the places of those that are not."""
    _, book = formats.read(path.read_bytes())
    compared: dict[str, Cells] = {}
    left_out: dict[str, set[tuple[int, int]]] = {}
    for sheet in book.sheets:
        name = str(sheet.name)
        cells = {(row, column): cell for row, each in sheet.rows.items() for column, cell in each.items()}
        left_out[name] = {place for place, cell in cells.items() if cell.kind in NOT_COMPARED}
        compared[name] = {place: _plain(cell.value) for place, cell in cells.items() if place not in left_out[name]}
    return compared, left_out


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date) else value


def assert_same_cells(path: Path) -> None:
    ours, left_out = by_slcheck(path)
    theirs = by_calamine(path)
    assert ours.keys() == theirs.keys()
    for name, cells in theirs.items():
        assert ours[name] == {place: value for place, value in cells.items() if place not in left_out[name]}


@pytest.mark.parametrize(
    "path",
    sorted(path for path in SAMPLES.rglob("*") if path.suffix in (".xlsx", ".xlsm", ".ods")),
    ids=lambda path: path.name,
)
def test_calamine_finds_the_same_cells_in_a_sample(path: Path) -> None:
    assert_same_cells(path)


@pytest.mark.parametrize("format_", ["xlsx", "ods"])
@pytest.mark.parametrize(
    ("layout", "look"),
    [
        ("sheet per measure", Look(fields=Fields.BOTH, quarter_spelling="2017-06-30", notes=True)),
        ("measures by providers", Look(merged_title=True, unit=Unit.SIGN_FORMAT, provider_spelling=2)),
        ("long with merged providers", Look(quarter_spelling="April – June 2017", unit=Unit.PLAIN_FRACTION)),
        ("table per quarter", Look(unit=Unit.TEXT, note_mark=True, blank_rows=2)),
    ],
)
def test_calamine_finds_the_same_cells_in_what_was_written(
    layout: str, look: Look, format_: str, tmp_path: Path
) -> None:
    path = tmp_path / f"data.{format_}"
    grids = LAYOUTS[layout].write(fit(FIXED, LAYOUTS[layout], format_), look)
    path.write_bytes(FORMATS[format_](grids))
    assert by_calamine(path) == {grid.name: intended(grid) for grid in grids}
    assert_same_cells(path)


def test_calamine_finds_the_same_odd_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for column, value in enumerate(
        [True, False, datetime.date(2017, 6, 30),
         datetime.datetime.fromisoformat("2017-06-30T12:30"), datetime.time(12, 30),
         datetime.timedelta(hours=30), "#N/A", "=1/3", 0.1 + 0.2, 1e-9, 123456789012345, " ", "a  b", "x\n y"], 2,
    ):  # fmt: skip
        sheet.cell(3, column, value)
    book.create_sheet("Hidden").sheet_state = "hidden"
    book.save(tmp_path / "odd.xlsx")
    assert_same_cells(tmp_path / "odd.xlsx")


def intended(grid: Grid) -> Cells:
    return {
        place: float(put.value) if isinstance(put.value, int | Decimal) else clean(put.shown)
        for place, put in grid.cells.items()
    }


def test_openpyxl_finds_the_formats_and_merged_areas_that_were_written() -> None:
    look = Look(fields=Fields.BOTH, unit=Unit.SIGN_FORMAT, merged_title=True, quarter_spelling="2017-06-30")
    (grid, *_) = grids = LAYOUTS["sheet per measure"].write(FIXED, look)
    sheet = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"](grids)))[grid.name]
    for (row, column), put in grid.cells.items():
        assert sheet.cell(row, column).number_format == put.number_format
    merged = {(area.min_row, area.min_col): (area.size["rows"], area.size["columns"])
              for area in sheet.merged_cells.ranges}  # fmt: skip
    assert merged == {at: (put.down, put.across) for at, put in grid.cells.items() if put.down * put.across > 1}
