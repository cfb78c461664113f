"""An empty workbook for one quarter: a row per declared measure and provider, to be filled in with counts.

It is written so that reading finds every figure in it again and takes nothing else in it for a figure.
"""

import datetime
import difflib
import io
import zipfile
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from slcheck.arithmetic import decimals_of
from slcheck.errors import WrongUse
from slcheck.model import Catalogue, Framework, Measure, Provider, Target
from slcheck.quarter import Quarter
from slcheck.text import clean, counted, cut, listed

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

FIGURES, NOTES = "Figures", "Notes"

_COLUMNS = {"Framework": 11, "Measure": 13, "Title": 38, "Provider": 34, "Quarter": 12, "Numerator": 12,
            "Denominator": 13, "Target": 9, "Note": 55}  # fmt: skip
_WRAPPED = {"Title", "Provider", "Note"}
_NOTES_WIDTHS = (44, 60, 45, 45)
_NUMERATOR, _DENOMINATOR = "F", "G"
_TO_FILL, _HEADING = "FFFFF2CC", "FFD9E1F2"
_ACTIVE = ("=", "+", "-", "@", "\t")
_SYMBOLS = {"[x]": "not available", "[c]": "confidential", "[z]": "the measure does not apply"}
_UNMARKED = str.maketrans("[]", "()", "*†‡§^#¹²³⁰⁴⁵⁶⁷⁸⁹")
"""Beside a figure these signs are footnotes to it; in the words of a declaration they are only signs."""
_EPOCH = "1980-01-01"
"""The earliest time that an archive can hold: the time of writing would make every workbook another one."""


def workbook(
    catalogue: Catalogue,
    quarter: Quarter,
    frameworks: Collection[Framework] = tuple(Framework),
    providers: Collection[str] = (),
) -> bytes:
    """An .xlsx file with the sheets Figures and Notes; the same arguments give the same bytes.

    ``providers`` are names or declared spellings, in any case; without any, all providers of ``frameworks``.
    Raises WrongUse for a provider that is not declared or would get no row, and when there is no row at all.
    """
    from openpyxl import Workbook

    rows = _rows(catalogue, frameworks, providers)
    book = Workbook()
    book.remove(book.worksheets[0])
    _fill_figures(book.create_sheet(FIGURES), rows, quarter)
    _fill_notes(book.create_sheet(NOTES), dict.fromkeys(measure for measure, _ in rows), quarter)
    return _packed(book)


def _rows(
    catalogue: Catalogue, frameworks: Collection[Framework], wanted: Collection[str]
) -> list[tuple[Measure, Provider]]:
    """Provider by provider, as declared, so that the rows of each stand together."""
    measures = [measure for measure in catalogue.measures if measure.framework in frameworks]
    held = {measure.framework for measure in measures}
    found = [each for name in wanted for each in _named(name, catalogue, held)] if wanted else catalogue.providers
    rows = [
        (measure, provider)
        for framework in Framework
        for provider in catalogue.providers
        if provider.framework is framework and provider in found
        for measure in measures
        if measure.framework is framework
    ]
    if not rows:
        raise WrongUse(_why_empty(catalogue, frameworks))
    return rows


def _named(name: str, catalogue: Catalogue, held: Collection[Framework]) -> list[Provider]:
    """The providers called ``name``: one, or the two that share it in both frameworks."""
    called: dict[str, list[Provider]] = {}
    for provider in catalogue.providers:
        for key in dict.fromkeys(map(_key, (provider.name, *provider.spellings))):
            called.setdefault(key, []).append(provider)
    meant = called.get(_key(name))
    shown = f"'{cut(clean(name), 60)}'"
    if meant is None:
        close = difflib.get_close_matches(_key(name), called, n=3)
        names = list(dict.fromkeys(provider.name for key in close for provider in called[key]))
        cure = f"did you mean {' or '.join(names[:2])}?" if names else "slcheck reads only declared providers"
        raise WrongUse(f"{shown} is no declared provider; {cure}")
    found = [provider for provider in meant if provider.framework in held]
    if not found:
        of = meant[0].framework
        raise WrongUse(f"{shown} is a provider of the {of}, which has no measures here; leave it out, or add them")
    return found


def _key(name: str) -> str:
    return clean(name).casefold()


def _why_empty(catalogue: Catalogue, frameworks: Collection[Framework]) -> str:
    measures = [measure.framework for measure in catalogue.measures]
    providers = [provider.framework for provider in catalogue.providers]
    has = [
        f"the {each} has {counted(measures.count(each), 'measure')} and {counted(providers.count(each), 'provider')}"
        for each in Framework
        if each in frameworks
    ]
    said = listed(has) or "no framework was asked for"
    return f"there is nothing to fill in: {said}; a row needs a declared measure and a declared provider"


def _fill_figures(sheet: "Worksheet", rows: Sequence[tuple[Measure, Provider]], quarter: Quarter) -> None:
    from openpyxl.styles import Alignment, PatternFill, Protection

    for cell in _write(sheet, 1, _COLUMNS):
        cell.fill = PatternFill("solid", fgColor=_HEADING)
    for number, (measure, provider) in enumerate(rows, 2):
        target = measure.target_in(quarter)
        title = measure.title.translate(_UNMARKED)
        note = None if isinstance(target, Target) else _note(target.sentence, quarter)
        texts = (measure.framework.value, measure.code, title, provider.name, str(quarter), None, None, None, note)
        cells = dict(zip(_COLUMNS, _write(sheet, number, texts), strict=True))
        for heading, cell in cells.items():
            cell.alignment = Alignment(vertical="top", wrap_text=heading in _WRAPPED)
        if isinstance(target, Target):
            cells["Target"].value = float(target.level.scaleb(-2))
            cells["Target"].number_format = f"0.{'0' * decimals_of(target.level.normalize())}%".replace(".%", "%")
        for heading in ("Numerator", "Denominator"):
            cells[heading].number_format = "#,##0"
            cells[heading].fill = PatternFill("solid", fgColor=_TO_FILL)
            cells[heading].protection = Protection(locked=False)
    _dress(sheet, list(_COLUMNS.values()), bold=[1])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    _validate(sheet, _NUMERATOR, "Numerator", "Cases that count towards the target")
    _validate(sheet, _DENOMINATOR, "Denominator", "All cases that the measure is about")


def _note(sentence: str, quarter: Quarter) -> str:
    """Why there is no target. Its opening is long: a short text about another period would be taken for one."""
    return f"There is no target in force in {quarter}: {sentence}".translate(_UNMARKED)


def _validate(sheet: "Worksheet", column: str, name: str, counts: str) -> None:
    """Let ``column`` take a whole number, or a symbol that stands in place of one.

    IF and not AND: a spreadsheet works out all that is in an AND, and INT of a symbol is an error. Blanks are allowed
    by the formula and not by the option for it, which would allow anything while the other count is still blank.
    """
    from openpyxl.worksheet.datavalidation import DataValidation

    cell, other = f"{column}2", f"{_DENOMINATOR if column == _NUMERATOR else _NUMERATOR}2"
    in_order = f"OR(NOT(ISNUMBER({other})),{_NUMERATOR}2<={_DENOMINATOR}2)"
    no_count = ",".join(f'{cell}="{symbol}"' for symbol in ("", *_SYMBOLS))
    symbols = ", ".join(f"{symbol} {meaning}" for symbol, meaning in _SYMBOLS.items())
    rule = DataValidation(
        type="custom",
        formula1=f"IF(ISNUMBER({cell}),AND({cell}=INT({cell}),{cell}>=0,{in_order}),OR({no_count}))",
        allowBlank=False,
        showErrorMessage=True,
        showInputMessage=True,
        errorStyle="stop",
        errorTitle="Not a number of cases",
        error="Write a whole number, 0 or more. The numerator must not be above the denominator. Where there is no "
        f"figure, write one of {', '.join(_SYMBOLS)} (see the sheet {NOTES}).",
        promptTitle=name,
        prompt=f"{counts}: a whole number, not a percentage. In place of a figure: {symbols}.",
    )
    rule.add(f"{column}2:{column}{sheet.max_row}")
    sheet.add_data_validation(rule)


def _fill_notes(sheet: "Worksheet", measures: Iterable[Measure], quarter: Quarter) -> None:
    """Every cell starts with a word of ours: one that starts with a code could be taken for a row of figures."""
    from openpyxl.styles import Alignment

    symbols = ", ".join(f"{symbol} for {meaning}" for symbol, meaning in _SYMBOLS.items())
    lines = (
        f"How to fill in the sheet {FIGURES} for {quarter}, {quarter.months}",
        "Fill in the two shaded columns. Every row is one measure of one provider; leave the other columns alone.",
        "The denominator is the number of all cases in these months that the measure is about.",
        "The numerator is how many of those cases count towards the target; never more than the denominator.",
        "Percentages are computed from the counts, exactly. Do not write any.",
        "Where there were no cases at all, write 0 in both cells.",
        f"Where there is no figure, write a symbol in both cells: {symbols}.",
        "Rows left blank are reported and not judged. Rows that are not yours can be deleted.",
        "To check the figures, save this file and run: slcheck check FILE (add --targets PATH for targets of your own)",
        "What each measure counts",
    )
    for number, line in enumerate(lines, 1):
        _write(sheet, number, [line])
    for number, measure in enumerate(measures, len(lines) + 1):
        texts = (
            f"Measure {measure.code} of the {measure.framework}: {measure.title}",
            f"Definition ({measure.direction} the target): {measure.definition}",
            f"Numerator: {measure.numerator}",
            f"Denominator: {measure.denominator}",
        )
        for cell in _write(sheet, number, texts):
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    _dress(sheet, _NOTES_WIDTHS, bold=[1, len(lines)])


def _write(sheet: "Worksheet", row: int, texts: Iterable[str | None]) -> "Sequence[Cell | MergedCell]":
    """Write a row of words; none of them is ever a formula or an error, not even once somebody edits its cell."""
    cells = [sheet.cell(row, column, text or None) for column, text in enumerate(texts, 1)]
    for cell in cells:
        if isinstance(cell.value, str):
            cell.data_type = "s"
            cell.quotePrefix = cell.value.startswith(_ACTIVE)
    return cells


def _dress(sheet: "Worksheet", widths: Sequence[float], bold: Iterable[int]) -> None:
    """Column widths, bold rows, and paper: A4 across, as wide as the sheet, as many pages as it takes."""
    from openpyxl.styles import Font
    from openpyxl.worksheet.properties import PageSetupProperties

    for number in bold:
        for cell in sheet[number]:
            cell.font = Font(bold=True)
    for letter, width in zip("ABCDEFGHI", widths, strict=False):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _packed(book: "Workbook") -> bytes:
    """The file, without a clock: openpyxl's own way of saving puts the time in the properties and in every part."""
    from openpyxl.writer.excel import ExcelWriter

    book.properties.creator = "slcheck"
    book.properties.created = book.properties.modified = datetime.datetime.fromisoformat(_EPOCH)
    timed, timeless = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(timed, "w")).save()
    with zipfile.ZipFile(timed) as parts, zipfile.ZipFile(timeless, "w") as archive:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name)  # of the year 1980
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(part, parts.read(name))
    return timeless.getvalue()
