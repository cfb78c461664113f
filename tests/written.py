"""Figures written as the spreadsheets that people make of them: layouts, units and spellings, in every format.

Nothing here uses slcheck: what the writers mean is checked with other readers, so that they can hold slcheck to it.
"""

import calendar
import csv
import datetime
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook

QuarterOf = tuple[int, int]
"""The calendar year in which the financial year starts, and the number of the quarter."""

NATIONAL = "National"


@dataclass(frozen=True)
class Written:
    """One figure as it is to be written; ``percent`` is 0 to 100. One without anything is written as [x]."""

    code: str
    provider: str
    quarter: QuarterOf
    counts: tuple[int, int] | None = None
    percent: Decimal | None = None
    mark: str = ""

    @property
    def framework(self) -> str:
        return "CRC" if self.code.startswith("SCH9") else "NPS"


class Unit(StrEnum):
    """How a percentage is written."""

    PERCENT_FORMAT = "0.956 shown as 95.6%"
    SIGN_FORMAT = '95.6 shown as 0.0"%"'
    TEXT = "text 95.6%"
    PLAIN_PERCENT = "plain 95.6"
    PLAIN_FRACTION = "plain 0.956"


class Fields(StrEnum):
    """What stands for each figure."""

    PERCENTAGE = "percentage"
    COUNTS = "counts"
    BOTH = "counts and percentage"


class Named(StrEnum):
    """Where the one quarter of a sheet is named, if its layout has one."""

    TITLE = "title"
    SHEET = "sheet name"
    FILE = "file name"
    HINT = "hint"


@dataclass(frozen=True)
class Look:
    """Everything about a spreadsheet that does not change what it says."""

    unit: Unit = Unit.PERCENT_FORMAT
    fields: Fields = Fields.PERCENTAGE
    quarter_spelling: str = "2017-18 Q1"
    code_spelling: str = "full"
    provider_spelling: int = 0
    wording: int = 0
    named: Named = Named.TITLE
    provider_in_sheet_name: bool = False
    titles: bool = True
    merged_title: bool = False
    blank_rows: int = 1
    notes: bool = False
    note_mark: bool = False
    descriptions: bool = False
    places_shown: int | None = None


# Spellings

MONTHS = {1: ("Apr", "Jun"), 2: ("Jul", "Sep"), 3: ("Oct", "Dec"), 4: ("Jan", "Mar")}
LONG_MONTHS = {1: ("April", "June"), 2: ("July", "September"), 3: ("October", "December"), 4: ("January", "March")}


def _calendar_year(quarter: QuarterOf) -> int:
    return quarter[0] + (quarter[1] == 4)


def _months(quarter: QuarterOf, joint: str, names: dict[int, tuple[str, str]], digits: int) -> str:
    return f"{joint.join(names[quarter[1]])} {str(_calendar_year(quarter))[-digits:]}"


def _financial(quarter: QuarterOf, joint: str, digits: int) -> str:
    return f"{str(quarter[0])[-digits:]}{joint}{(quarter[0] + 1) % 100:02d}"


def last_day(quarter: QuarterOf) -> datetime.date:
    month, year = quarter[1] * 3 % 12 + 3, _calendar_year(quarter)
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def plain_quarter(quarter: QuarterOf) -> str:
    return f"{_financial(quarter, '-', 4)} Q{quarter[1]}"


QUARTERS: dict[str, Callable[[QuarterOf], "str | datetime.date"]] = {
    "2017-18 Q1": plain_quarter,
    "2017/18 Q1": lambda q: f"{_financial(q, '/', 4)} Q{q[1]}",
    "17/18 Q1": lambda q: f"{_financial(q, '/', 2)} Q{q[1]}",
    "Q1 2017-18": lambda q: f"Q{q[1]} {_financial(q, '-', 4)}",
    "Apr-Jun 17": lambda q: _months(q, "-", MONTHS, 2),
    "April – June 2017": lambda q: _months(q, " – ", LONG_MONTHS, 4),
    "Apr to Jun 2017": lambda q: _months(q, " to ", MONTHS, 4),
    "17/18 Q1 (Apr-Jun 17)": lambda q: f"{_financial(q, '/', 2)} Q{q[1]} ({_months(q, '-', MONTHS, 2)})",
    "2017-06-30": last_day,
}
"""Every spelling of a quarter, under what it makes of April to June 2017."""

SPELLINGS = {
    "Northumbria": ("Northumbria CRC", "CPA Northumbria"),
    "Cumbria and Lancashire": ("Cumbria & Lancashire", "CPA Cumbria and Lancashire"),
    "Humberside, Lincolnshire and North Yorkshire": (
        "HLNY", "North Yorkshire, Humberside and Lincolnshire CRC", "CPA Humber Lincs & N Yorks",
    ),
    "Derbyshire, Leicestershire, Nottinghamshire and Rutland": ("DLNR", "Derby, Leicester, Notts & Rutland"),
    "Staffordshire and West Midlands": ("Staffs & West Mids", "CPA Staff and West Mids"),
    "Wales": ("Wales CRC", "CPA Wales"),
    "London": ("London CRC", "CPA London"),
    "Essex": ("Essex CRC", "CPA Essex"),
    "Kent, Surrey and Sussex": ("KSS", "CPA Kent Surrey and Sussex"),
    "NPS North West": ("NPS North West",),
    "NPS Wales": ("NPS Wales",),
    "NPS London": ("NPS London",),
    "NPS South West and South Central": ("South West/South Central", "NPS South West"),
    "NPS South East and Eastern": ("South East Eastern", "South East & Eastern"),
}  # fmt: skip
"""Some providers with other spellings seen in published files (providers.csv); NPS divisions with their prefix."""

CRCS = tuple(name for name in SPELLINGS if not name.startswith("NPS"))
DIVISIONS = tuple(name.removeprefix("NPS ") for name in SPELLINGS if name.startswith("NPS"))
NATIONAL_SPELLINGS = {
    "CRC": ("National", "England and Wales", "All CRCs"),
    "NPS": ("National", "England and Wales", "All NPS divisions"),
}

TITLES = {
    "SCH9 SL001": "First contact, community sentence",
    "SCH9 SL001R": "Appointment arranged, community sentence",
    "SCH9 SL003": "Plan completed, community sentence",
    "SCH9 SL006": "Priority arrangement of unpaid work",
    "SCH9 SL009a": "Positive completion, licence",
    "SCH9 SL015": "Contribution to home detention curfew",
    "SCH9 AC": "Settled accommodation on release",
    "SCH9 AE": "Breach referral on time",
    "NPS SL001": "Pre-sentence report on time",
    "NPS SL003R": "First contact, community sentence",
    "NPS SL006R": "Plan completed, release from custody",
    "NPS SL015": "Response to breach referral",
    "NPS SL017": "Serious further offence reviews",
    "NPS SL025": "Victim satisfaction",
}
"""Some measures of both frameworks. Several of the codes are declared for both."""

WORDINGS: tuple[dict[str, str], ...] = (
    {"measure": "Measure", "provider": "Provider", "quarter": "Quarter", "n": "Numerator", "d": "Denominator",
     "%": "%"},
    {"measure": "Service level", "provider": "CRC name", "quarter": "Period", "n": "Num", "d": "Den",
     "%": "Percentage"},
    {"measure": "Code", "provider": "Area", "quarter": "Reporting period", "n": "Cases met", "d": "Total cases",
     "%": "% achieved"},
    {"measure": "SLA", "provider": "Contract package area", "quarter": "Reporting quarter", "n": "Number in time",
     "d": "Number of cases", "%": "Performance"},
)  # fmt: skip
NOTES = ("Source: HM Prison and Probation Service", "Notes", "1. Figures are management information.")


# A grid of cells, and the formats that it can be written in


@dataclass(frozen=True)
class Put:
    """A cell: its value, the number format it is shown in, and how many rows and columns it is merged over."""

    value: "str | int | Decimal | datetime.date"
    number_format: str = "General"
    down: int = 1
    across: int = 1

    @property
    def shown(self) -> str:
        """What the sheet shows."""
        value = self.value
        if isinstance(value, datetime.date):
            return value.isoformat()
        if self.number_format == "General" or not isinstance(value, Decimal):
            return str(value)
        percent = value * 100 if "%" in self.number_format.replace('"%"', "") else value
        return f"{percent.quantize(Decimal(1).scaleb(-places_of(self.number_format)), ROUND_HALF_UP)}%"


@dataclass
class Grid:
    """A sheet: its name and its cells by row and column, counted from 1."""

    name: str
    cells: dict[tuple[int, int], Put] = field(default_factory=dict)
    below: int = 1

    def row(self, puts: Sequence["Put | str | None"], column: int = 1) -> int:
        """Write a row below the last one; its number."""
        for place, put in enumerate(puts, column):
            if put is not None:
                self.cells[self.below, place] = put if isinstance(put, Put) else Put(put)
        self.below += 1
        return self.below - 1

    @property
    def width(self) -> int:
        return max(column + put.across - 1 for (_, column), put in self.cells.items())


def places_of(number_format: str) -> int:
    return len(number_format.partition(".")[2].rstrip('"%'))


def xlsx(grids: Iterable[Grid]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in grids:
        sheet = book.create_sheet(grid.name)
        for (row, column), put in grid.cells.items():
            value = float(put.value) if isinstance(put.value, Decimal) else put.value
            cell = sheet.cell(row, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
            if put.number_format != "General":
                cell.number_format = put.number_format
            if put.down * put.across > 1:
                sheet.merge_cells(None, row, column, row + put.down - 1, column + put.across - 1)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


_ODS_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
    )
)  # fmt: skip
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def ods(grids: Iterable[Grid]) -> bytes:
    """As LibreOffice writes it: typed values beside the text shown, covered cells, blanks to the end of the sheet."""
    formats: dict[str, str] = {}
    tables = "".join(_ods_table(grid, formats) for grid in grids)
    styles = "".join(_ods_style(name, number_format) for number_format, name in formats.items())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODS_SPACES} office:version="1.2">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _ODS_TYPE, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", _ODS_MANIFEST)
    return data.getvalue()


def _ods_style(name: str, number_format: str) -> str:
    number = f'<number:number number:decimal-places="{places_of(number_format)}" number:min-integer-digits="1"/>'
    sign = "<number:text>%</number:text>"
    if number_format == "yyyy-mm-dd":
        dash = "<number:text>-</number:text>"
        body = f'<number:year number:style="long"/>{dash}<number:month number:style="long"/>{dash}'
        style = f'<number:date-style style:name="N{name}">{body}<number:day number:style="long"/></number:date-style>'
    elif number_format.endswith('"%"'):
        style = f'<number:number-style style:name="N{name}">{number}{sign}</number:number-style>'
    else:
        style = f'<number:percentage-style style:name="N{name}">{number}{sign}</number:percentage-style>'
    return f'{style}<style:style style:name="{name}" style:family="table-cell" style:data-style-name="N{name}"/>'


def _ods_table(grid: Grid, formats: dict[str, str]) -> str:
    covered = {
        (row + down, column + across)
        for (row, column), put in grid.cells.items()
        for down in range(put.down)
        for across in range(put.across)
        if down or across
    }
    rows = []
    for row in range(1, grid.below):
        cells = []
        for column in range(1, grid.width + 1):
            if put := grid.cells.get((row, column)):
                cells.append(_ods_cell(put, formats))
            else:
                cells.append("<table:covered-table-cell/>" if (row, column) in covered else "<table:table-cell/>")
        cells.append(f'<table:table-cell table:number-columns-repeated="{16384 - grid.width}"/>')
        rows.append(f"<table:table-row>{''.join(_runs(cells))}</table:table-row>")
    end = f'<table:table-row table:number-rows-repeated="{1048576 - len(rows)}">'
    end += '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    columns = '<table:table-column table:number-columns-repeated="16384"/>'
    return f"<table:table table:name={quoteattr(grid.name)}>{columns}{''.join(rows)}{end}</table:table>"


def _runs(cells: Iterable[str]) -> Iterable[str]:
    for cell, run in groupby(cells):
        times = len(list(run))
        if times > 1 and cell.endswith("-cell/>"):
            yield cell.replace("/>", f' table:number-columns-repeated="{times}"/>')
        else:
            yield from [cell] * times


def _ods_cell(put: Put, formats: dict[str, str]) -> str:
    value = put.value
    if isinstance(value, datetime.date):
        typed = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, str):
        typed = 'office:value-type="string"'
    else:
        is_percentage = "%" in put.number_format.replace('"%"', "")
        typed = f'office:value-type="{"percentage" if is_percentage else "float"}" office:value="{value}"'
    if put.number_format != "General":
        typed += f' table:style-name="{formats.setdefault(put.number_format, f"ce{len(formats) + 1}")}"'
    if put.down * put.across > 1:
        typed += f' table:number-columns-spanned="{put.across}" table:number-rows-spanned="{put.down}"'
    return f"<table:table-cell {typed}><text:p>{escape(put.shown)}</text:p></table:table-cell>"


def delimited(grid: Grid, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """As Excel exports it: what cells show, merged areas blank but for their first cell, all rows equally wide."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    for row in range(1, grid.below):
        puts = [grid.cells.get((row, column)) for column in range(1, grid.width + 1)]
        writer.writerow([put.shown if put else "" for put in puts])
    return out.getvalue().encode(encoding)


FORMATS: dict[str, Callable[[list[Grid]], bytes]] = {
    "xlsx": xlsx,
    "ods": ods,
    "csv": lambda grids: delimited(grids[0]),
    "csv with mark": lambda grids: delimited(grids[0], encoding="utf-8-sig"),
    "csv utf-16": lambda grids: delimited(grids[0], encoding="utf-16"),
    "csv cp1252": lambda grids: delimited(grids[0], encoding="cp1252"),
    "csv semicolon": lambda grids: delimited(grids[0], ";"),
    "csv semicolon cp1252": lambda grids: delimited(grids[0], ";", "cp1252"),
    "tsv": lambda grids: delimited(grids[0], "\t"),
    "tsv utf-16": lambda grids: delimited(grids[0], "\t", "utf-16"),
}
"""Delimited files have one sheet and know no merged cells."""


def is_delimited(format_: str) -> bool:
    return format_ not in ("xlsx", "ods")


# What stands in cells


def _word(word: str, figures: Sequence[Written], look: Look) -> str:
    """The heading for ``word``; no division of the NPS stands under one that speaks of CRCs."""
    if word == "provider" and look.wording % 2 and figures[0].framework == "NPS":
        return "NPS division"
    return WORDINGS[look.wording][word]


def _quarter(quarter: QuarterOf, look: Look) -> Put:
    spelt = QUARTERS[look.quarter_spelling](quarter)
    return Put(spelt, "yyyy-mm-dd") if isinstance(spelt, datetime.date) else Put(spelt)


def _quarter_text(quarter: QuarterOf, look: Look) -> str:
    spelt = QUARTERS[look.quarter_spelling](quarter)
    return spelt if isinstance(spelt, str) else plain_quarter(quarter)


def _code(code: str, look: Look) -> str:
    bare = code.removeprefix("SCH9 ").removeprefix("NPS ")
    spelt = {
        "full": code,
        "bare": bare if bare.startswith("SL") else code,
        "lower": code.lower() if bare.startswith("SL") else code,
        "titled": f"{code} - {TITLES[code]}",
    }[look.code_spelling]
    return f"{spelt} [note 1]" if look.note_mark else spelt


def _measure_title(code: str, look: Look) -> str:
    spelling = "full" if look.code_spelling == "titled" else look.code_spelling
    return f"{_code(code, replace(look, code_spelling=spelling, note_mark=False))} - {TITLES[code]}"


def provider_text(framework: str, provider: str, look: Look) -> str:
    if provider == NATIONAL:
        spellings: Sequence[str] = NATIONAL_SPELLINGS[framework]
    else:
        spellings = (provider, *SPELLINGS[f"NPS {provider}" if framework == "NPS" else provider])
    return spellings[look.provider_spelling % len(spellings)]


def percentage(figure: Written, look: Look) -> Put:
    """The percentage of ``figure`` as a cell."""
    if figure.percent is None:
        return Put("[x]")
    percent, places = figure.percent, max(0, -int(figure.percent.as_tuple().exponent))
    shown = places if look.places_shown is None else look.places_shown
    zeros = f"0.{'0' * shown}" if shown else "0"
    match look.unit:
        case Unit.PERCENT_FORMAT:
            return Put(percent / 100, f"{zeros}%")
        case Unit.SIGN_FORMAT:
            return Put(percent, f'{zeros}"%"')
        case Unit.TEXT:
            return Put(f"{percent}% {figure.mark}".rstrip())
        case Unit.PLAIN_PERCENT:
            return Put(percent)
        case Unit.PLAIN_FRACTION:
            return Put(percent / 100)


def _cells(figure: Written, look: Look) -> list[Put]:
    counts: list[Put] = []
    if look.fields is not Fields.PERCENTAGE:
        counts = [Put(count) for count in figure.counts] if figure.counts else [Put("[x]"), Put("[x]")]
    return counts if look.fields is Fields.COUNTS else [*counts, percentage(figure, look)]


def _field_headings(look: Look) -> list[str]:
    words = WORDINGS[look.wording]
    return {
        Fields.PERCENTAGE: [words["%"]],
        Fields.COUNTS: [words["n"], words["d"]],
        Fields.BOTH: [words["n"], words["d"], words["%"]],
    }[look.fields]


# Layouts


@dataclass(frozen=True)
class Axis:
    """One of the three things that a figure has: how to take it from a figure, and how to write it."""

    word: str
    of: Callable[[Written], "str | QuarterOf"]
    put: Callable[[Written, Look], Put]

    def along(self, figures: Sequence[Written]) -> list[Written]:
        """One figure for each different value, in order."""
        first = {self.of(figure): figure for figure in reversed(figures)}
        return [first[value] for value in dict.fromkeys(map(self.of, figures))]


MEASURE = Axis("measure", lambda f: f.code, lambda f, look: Put(_code(f.code, look)))
PROVIDER = Axis("provider", lambda f: f.provider, lambda f, look: Put(provider_text(f.framework, f.provider, look)))
QUARTER = Axis("quarter", lambda f: f.quarter, lambda f, look: _quarter(f.quarter, look))


def _parts(figures: Sequence[Written], axis: Axis) -> list[list[Written]]:
    return [[each for each in figures if axis.of(each) == axis.of(one)] for one in axis.along(figures)]


def _table(grid: Grid, figures: Sequence[Written], down: Axis, across: Axis, look: Look) -> None:
    """A cross-tab; where each figure has several fields, its heading is merged over theirs."""
    fields = _field_headings(look)
    two_rows = len(fields) > 1
    described = look.descriptions and down is MEASURE
    heading = Put(_word(down.word, figures, look), down=2 if two_rows else 1)
    top: list[Put | str | None] = [heading]
    below: list[Put | str | None] = [None]
    if described:
        top.append(Put("Description", down=2 if two_rows else 1))
        below.append(None)
    for one in across.along(figures):
        top += [replace(across.put(one, look), across=len(fields)), *[None] * (len(fields) - 1)]
        below += fields
    grid.row(top)
    if two_rows:
        grid.row(below)
    at = {(down.of(figure), across.of(figure)): figure for figure in figures}
    for one in down.along(figures):
        row: list[Put | str | None] = [down.put(one, look), *([TITLES[one.code]] if described else [])]
        for other in across.along(figures):
            row += _cells(at[down.of(one), across.of(other)], look)
        grid.row(row)


def _long_table(grid: Grid, figures: Sequence[Written], look: Look, merged: Axis | None = None) -> None:
    axes = [PROVIDER, MEASURE, QUARTER] if merged else [MEASURE, PROVIDER, QUARTER]
    grid.row([*(_word(axis.word, figures, look) for axis in axes), *_field_headings(look)])
    for part in _parts(figures, merged) if merged else [figures]:
        for position, figure in enumerate(part):
            keys: list[Put | str | None] = [axis.put(figure, look) for axis in axes]
            if merged:
                keys[0] = replace(PROVIDER.put(figure, look), down=len(part)) if position == 0 else None
            grid.row([*keys, *_cells(figure, look)])


def _about(figures: Sequence[Written]) -> str:
    return f"{figures[0].framework} service levels"


def _above(grid: Grid, look: Look, titles: Sequence[str], width: int) -> None:
    for position, title in enumerate(titles):
        grid.row([Put(title, across=max(width, 2) if look.merged_title and position == 0 else 1)])
    grid.below += look.blank_rows if titles else 0


def _under(grid: Grid, figures: Sequence[Written], look: Look) -> None:
    if look.notes or look.note_mark or any(figure.mark for figure in figures):
        grid.below += 1
    for note in NOTES if look.notes else ():
        grid.row([note])
    for mark in sorted({figure.mark for figure in figures} - {""}):
        grid.row([{"[r]": "[r] Revised.", "[p]": "[p] Provisional.", "[note 2]": "[note 2] Late return."}[mark]])
    if look.note_mark:
        grid.row(["[note 1] Excludes transfers."])


def _one_quarter(figures: Sequence[Written], look: Look) -> tuple[str, list[str]]:
    """The sheet's name and the titles of a sheet that is about one quarter."""
    framework, quarter = figures[0].framework, figures[0].quarter
    name = f"{framework} {plain_quarter(quarter)}" if look.named is Named.SHEET else framework
    if look.named is Named.TITLE:
        return name, [f"{_about(figures)}, {_quarter_text(quarter, look)}"]
    return name, [_about(figures)] if look.titles else []


def _one_provider(figures: Sequence[Written], look: Look) -> tuple[str, list[str]]:
    """The sheet's name and the titles of a sheet that is about one provider, or about the country."""
    name = provider_text(figures[0].framework, figures[0].provider, look)
    titles = [_about(figures)] if look.titles else []
    if figures[0].provider == NATIONAL:
        return figures[0].framework, titles
    if look.provider_in_sheet_name and len(name) <= 31 and "/" not in name:
        return name, titles
    return figures[0].framework, [*titles, name]


def _cross(figures: Sequence[Written], look: Look, down: Axis, across: Axis) -> list[Grid]:
    name, titles = (_one_quarter if QUARTER not in (down, across) else _one_provider)(figures, look)
    grid = Grid(name)
    _above(grid, look, titles, 1 + len(across.along(figures)))
    _table(grid, figures, down, across, look)
    _under(grid, figures, look)
    return [grid]


def long(figures: Sequence[Written], look: Look) -> list[Grid]:
    grid = Grid(figures[0].framework)
    _above(grid, look, [_about(figures)] if look.titles else [], 4)
    _long_table(grid, figures, look)
    _under(grid, figures, look)
    return [grid]


def long_merged(figures: Sequence[Written], look: Look) -> list[Grid]:
    grid = Grid(figures[0].framework)
    _above(grid, look, [_about(figures)] if look.titles else [], 4)
    _long_table(grid, figures, look, PROVIDER)
    _under(grid, figures, look)
    return [grid]


def measures_by_providers(figures: Sequence[Written], look: Look) -> list[Grid]:
    return _cross(figures, look, MEASURE, PROVIDER)


def providers_by_measures(figures: Sequence[Written], look: Look) -> list[Grid]:
    return _cross(figures, look, PROVIDER, MEASURE)


def measures_by_quarters(figures: Sequence[Written], look: Look) -> list[Grid]:
    return _cross(figures, look, MEASURE, QUARTER)


def quarters_by_measures(figures: Sequence[Written], look: Look) -> list[Grid]:
    return _cross(figures, look, QUARTER, MEASURE)


def sheet_per_measure(figures: Sequence[Written], look: Look) -> list[Grid]:
    """Providers down, quarters across; the code stands in a title row. Counts make it a heading of two rows."""
    grids = []
    for part in _parts(figures, MEASURE):
        grid = Grid(part[0].code)
        _above(grid, look, [_measure_title(part[0].code, look)], 1 + len(QUARTER.along(part)))
        _table(grid, part, PROVIDER, QUARTER, look)
        _under(grid, part, replace(look, note_mark=False))
        grids.append(grid)
    return grids


def sheet_per_measure_one_quarter(figures: Sequence[Written], look: Look) -> list[Grid]:
    """CRC name | Numerator | Denominator | %, with the code and the quarter in title rows."""
    grids = []
    for part in _parts(figures, MEASURE):
        grid = Grid(part[0].code)
        titles = [_measure_title(part[0].code, look), _quarter_text(part[0].quarter, look)]
        _above(grid, look, titles, 1 + len(_field_headings(look)))
        grid.row([_word("provider", figures, look), *_field_headings(look)])
        for figure in part:
            grid.row([PROVIDER.put(figure, look), *_cells(figure, look)])
        _under(grid, part, replace(look, note_mark=False))
        grids.append(grid)
    return grids


def table_per_measure(figures: Sequence[Written], look: Look) -> list[Grid]:
    """Several tables below each other on one sheet, each about one measure."""
    grid = Grid(figures[0].framework)
    for part in _parts(figures, MEASURE):
        _above(grid, look, [_measure_title(part[0].code, look)], 1 + len(QUARTER.along(part)))
        _table(grid, part, PROVIDER, QUARTER, look)
        grid.below += 1
    _under(grid, figures, replace(look, note_mark=False))
    return [grid]


def table_per_quarter(figures: Sequence[Written], look: Look) -> list[Grid]:
    """Several tables below each other on one sheet, each about one quarter."""
    grid = Grid(figures[0].framework)
    for part in _parts(figures, QUARTER):
        _above(grid, look, [f"{_about(part)}, {_quarter_text(part[0].quarter, look)}"], 1 + len(PROVIDER.along(part)))
        _table(grid, part, MEASURE, PROVIDER, look)
        grid.below += 1
    _under(grid, figures, look)
    return [grid]


@dataclass(frozen=True)
class Layout:
    """A layout, and which of the three axes it has only one value of in a sheet or workbook."""

    write: Callable[[Sequence[Written], Look], list[Grid]]
    one_provider: bool = False
    one_quarter: bool = False
    sheet_per_measure: bool = False
    needs_merges: bool = False


LAYOUTS = {
    "long": Layout(long),
    "measures by providers": Layout(measures_by_providers, one_quarter=True),
    "measures by quarters": Layout(measures_by_quarters, one_provider=True),
    "quarters by measures": Layout(quarters_by_measures, one_provider=True),
    "providers by measures": Layout(providers_by_measures, one_quarter=True),
    "sheet per measure": Layout(sheet_per_measure, sheet_per_measure=True),
    "sheet per measure, one quarter": Layout(sheet_per_measure_one_quarter, one_quarter=True, sheet_per_measure=True),
    "table per measure": Layout(table_per_measure),
    "table per quarter": Layout(table_per_quarter),
    "long with merged providers": Layout(long_merged, needs_merges=True),
}


def fit(figures: Sequence[Written], layout: Layout, format_: str) -> list[Written]:
    """Those of ``figures`` that one workbook of this layout and format can hold."""
    first = figures[0]
    one_measure = layout.sheet_per_measure and is_delimited(format_)
    return [
        each
        for each in figures
        if (each.provider == first.provider or not layout.one_provider)
        and (each.quarter == first.quarter or not layout.one_quarter)
        and (each.code == first.code or not one_measure)
    ]


def file_name(figures: Sequence[Written], look: Look, layout: Layout, format_: str) -> str:
    """A file name that names the quarter where that is its place, and otherwise says nothing."""
    named = layout.one_quarter and look.named is Named.FILE and not layout.sheet_per_measure
    return f"{f'levels {plain_quarter(figures[0].quarter)}' if named else 'levels'}.{format_.split()[0]}"
