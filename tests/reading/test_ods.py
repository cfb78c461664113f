"""OpenDocument spreadsheets: what a cell holds is its number and what the sheet shows for it, and neither alone."""

import datetime
import io
import subprocess
import sys
import time
import zipfile
from typing import Any

import pytest
from odf import opendocument, style, table, text

from slcheck.errors import UnreadableInput
from slcheck.reading import figures
from slcheck.reading.cells import Area, Book, Cell, CellKind, Sheet
from slcheck.reading.formats import ods

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
STYLES = """
<style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties style:text-position="-33% 58%"/></style:style>
<style:style style:name="T3" style:family="text"><style:text-properties style:text-position="0% 100%"/></style:style>
<style:style style:name="T4" style:family="text" style:parent-style-name="T1"/>
<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>
<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
"""
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
AGAIN = "open it in LibreOffice or Excel, save it, and try again"


def archive(content: str | bytes, **parts: str | bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", parts.pop("mimetype", MIMETYPE), zipfile.ZIP_STORED)
        target.writestr("content.xml", content)
        target.writestr("META-INF/manifest.xml", parts.pop("manifest", MANIFEST))
        for name, part in parts.items():
            target.writestr(f"{name}.xml", part)
    return packed.getvalue()


def document(spreadsheet: str, styles: str = STYLES) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {DECLARED} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{spreadsheet}</office:spreadsheet></office:body></office:document-content>"
    )


def sheet_of(inside: str, name: str = "Data") -> str:
    return f'<table:table table:name="{name}">{inside}</table:table>'


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def cell(attributes: str = "", shown: str | None = None) -> str:
    inside = "" if shown is None else f"<text:p>{shown}</text:p>"
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


def number(value: str, shown: str | None, kind: str = "float", more: str = "") -> str:
    return cell(f'office:value-type="{kind}" office:value="{value}" {more}', shown)


def words(shown: str) -> str:
    return cell('office:value-type="string"', shown)


def read_sheet(inside: str) -> Sheet:
    (sheet,) = ods.read(archive(document(sheet_of(inside)))).sheets
    return sheet


def cells_of(inside: str) -> dict[str, Cell]:
    return {each.address: each for line in read_sheet(inside).rows.values() for each in line.values()}


def shown_in(inside: str) -> dict[str, str]:
    return {address: each.text for address, each in cells_of(inside).items()}


def only(written: str) -> Cell:
    (found,) = cells_of(row(written)).values()
    return found


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableInput) as refused:
        ods.read(data)
    return str(refused.value)


@pytest.mark.parametrize(
    ("kind", "value", "shown", "number_format", "text_again"),
    [
        ("percentage", "0.956", "95.6%", "0.0%", "95.6%"),
        ("percentage", "0.9556", "95.6%", "0.0%", "95.6%"),
        ("percentage", "0.95650000000000002", "95.7%", "0.0%", "95.7%"),
        ("percentage", "1", "100%", "0%", "100%"),
        ("percentage", "0.956", "95,6 %", "0.0%", "95.6%"),
        ("percentage", "0.956", "95.6% [r]", '0.0%" [r]"', "95.6% [r]"),
        ("percentage", "0.956", None, "0.0%", "95.6%"),
        ("percentage", "0.956", "###", "0.0%", "95.6%"),
        ("percentage", "0.956", "95.6", "0.0%", "95.6%"),
        ("percentage", "0.956", "0.956", "0.0%", "95.6%"),
        ("percentage", "0.001", "0%", "0%", "0%"),
        ("percentage", "0.956", "9.56E+01%", "0.00E+00%", "0.956"),
        ("float", "0.956", "95.6%", "0.0%", "95.6%"),
        ("float", "95.6", "95.6%", '0.0"%"', "95.6%"),
        ("float", "0", "0%", '0"%"', "0%"),
        ("float", "95.6", "95.6", "0.0", "95.6"),
        ("float", "95.64", "95.6", "0.0", "95.6"),
        ("float", "97", "97", "0", "97"),
        ("float", "95.6", None, "General", "95.6"),
        ("float", "1234", "1,234", "#,##0", "1,234"),
        ("float", "1234", "1 234", "#,##0", "1,234"),
        ("float", "1234", "1\u202f234", "#,##0", "1,234"),
        ("float", "1234567", "1'234'567", "#,##0", "1,234,567"),
        ("float", "1234.5", "1.234,5", "#,##0.0", "1,234.5"),
        ("float", "1234", "1.234", "#,##0", "1,234"),
        ("float", "1.234", "1,234", "0.000", "1.234"),
        ("float", "1.234", "1.234", "0.000", "1.234"),
        ("float", "1234", "1234", "0", "1234"),
        ("float", "96.9", "96.9 [r]", '0.0" [r]"', "96.9 [r]"),
        ("float", "96.9", "96.9*", '0.0"*"', "96.9 *"),
        ("float", "96.9", "96.9 [note 4]", '0.0" [note 4]"', "96.9 [note 4]"),
        ("float", "4", "[note 4]", '"[note 4]"', "[note 4]"),
        ("float", "12", "[c]", '"[c]"', "[c]"),
        ("float", "0", "-", '"-"', "-"),
        ("float", "5", 'a &quot;b&quot; 5', '"a "\\""b"\\"" "0', '5 a "b"'),
        ("float", "-5", "-5", "0", "-5"),
        ("float", "-5", "(5)", "0", "-5"),
        ("float", "-0.01", "-0.0", "0.0", "0.0"),
        ("float", "5", "+5", "0", "5"),
        ("float", "1200", "1.2E+03", "0.00E+00", "1200"),
        ("float", "0.5", ".5", "0.0", "0.5"),
        ("currency", "1234.5", "£1,234.50", '"£"#,##0.00', "1,234.50 £"),
    ],
)  # fmt: skip
def test_a_number_has_the_format_that_shows_what_the_sheet_shows(
    kind: str, value: str, shown: str | None, number_format: str, text_again: str
) -> None:
    read = only(number(value, shown, kind))
    assert (read.kind, read.value, read.number_format) == (CellKind.NUMBER, float(value), number_format)
    assert read.text == text_again


@pytest.mark.parametrize(
    ("kind", "value", "shown", "said"),
    [
        ("percentage", "0.5", "95.6%", "0.5 shown as 95.6%"),
        ("percentage", "95.6", "95.6%", "95.6 shown as 95.6%"),
        ("percentage", "0.9559", "95.5%", "0.9559 shown as 95.5%"),  # cut off, not rounded
        ("float", "0.956", "95.6", "0.956 shown as 95.6"),
        ("float", "97500", "97.5", "97500 shown as 97.5"),
        ("float", "5", "-5", "5 shown as -5"),
        ("float", "-5", "5", "-5 shown as 5"),
        ("float", "1234", "1,23", "1234 shown as 1,23"),
        ("float", "43000", "Sep-17", "43000 shown as Sep-17"),
        ("float", "", "95.6", "a number without a value, shown as 95.6"),
        ("float", "", None, "a number without a value"),
    ],
)
def test_a_number_that_is_not_what_the_sheet_shows_is_no_figure(
    kind: str, value: str, shown: str | None, said: str
) -> None:
    read = only(number(value, shown, kind))
    assert (read.kind, read.text) == (CellKind.OTHER, said)
    assert isinstance(figures.read_percentage(read), figures.Unusable)


@pytest.mark.parametrize(
    ("written", "figure"),
    [
        (number("0.956", "95.6%", "percentage"), ("Percent", "95.6", ())),
        (number("95.6", "95.6%"), ("Percent", "95.6", ())),
        (number("95.6", "95.6"), ("Plain", "95.6", ())),
        (number("96.9", "96.9 [r]"), ("Plain", "96.9", ("[r]",))),
        (number("96.9", '96.9<text:span text:style-name="T1">1</text:span>'), ("Plain", "96.9", ("¹",))),
        (number("0.969", '96.9%<text:span text:style-name="T1">r</text:span>', "percentage"),
         ("Percent", "96.9", ("[r]",))),
    ],
)  # fmt: skip
def test_a_figure_keeps_its_unit_and_its_marks(written: str, figure: tuple[str, str, tuple[str, ...]]) -> None:
    read: Any = figures.read_percentage(only(written))
    amount = read.percent if isinstance(read, figures.Percent) else read.number
    assert (type(read).__name__, str(amount), read.markers) == figure


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("96.9%", "96.9%"),
        ('96.9<text:span text:style-name="T1">1</text:span>', "96.9¹"),  # never 96.91
        ('96.9<text:span text:style-name="T2">12</text:span>', "96.9¹²"),
        ('96.9%<text:span text:style-name="T1">r</text:span>', "96.9%[r]"),
        ('96.9%<text:span text:style-name="T4">*</text:span>', "96.9%*"),
        ('96.<text:span text:style-name="T3">9</text:span>', "96.9"),
        ('96.<text:span text:style-name="unheard-of">9</text:span>', "96.9"),
        ('9<text:span text:style-name="T1">1<text:span text:style-name="plain">2</text:span></text:span>', "9¹²"),
        ('9<text:span text:style-name="T1">1<text:span text:style-name="T3">2</text:span></text:span>3', "9¹23"),
        ('April<text:s text:c="3"/>to<text:tab/>June<text:line-break/>2017', "April to June 2017"),
        ('<text:a>SCH9 <text:span>SL001</text:span></text:a>', "SCH9 SL001"),
        ("96.9%<text:note><text:note-body><text:p>5</text:p></text:note-body></text:note>", "96.9%"),
        ("96.9%<office:annotation><dc:creator>A</dc:creator><text:p>12%</text:p></office:annotation>", "96.9%"),
        ("96.9%<draw:frame><draw:text-box><text:p>12%</text:p></draw:text-box></draw:frame>", "96.9%"),
        ("<text:ruby><text:ruby-base>9</text:ruby-base><text:ruby-text>8</text:ruby-text></text:ruby>7", "97"),
        ("zero\u200bwidth &lt;b&gt; [red]", "zerowidth <b> [red]"),
    ],
)  # fmt: skip
def test_the_text_of_a_cell_is_what_the_sheet_shows(inside: str, shown: str) -> None:
    assert only(words(inside)).text == shown


@pytest.mark.parametrize(
    ("written", "kind", "value"),
    [
        (words("SL001"), CellKind.TEXT, "SL001"),
        (words("0.956"), CellKind.TEXT, "0.956"),
        (words("#N/A"), CellKind.TEXT, "#N/A"),
        (cell("", "no type"), CellKind.TEXT, "no type"),
        (cell('office:value-type="string" office:string-value="within"'), CellKind.TEXT, "within"),
        (cell('office:value-type="string" office:string-value="within"', "shown"), CellKind.TEXT, "shown"),
        (cell('office:value-type="boolean" office:boolean-value="true"', "TRUE"), CellKind.BOOLEAN, True),
        (cell('office:value-type="boolean" office:boolean-value="1"', "TRUE"), CellKind.OTHER, "TRUE"),
        (cell('office:value-type="date" office:date-value="2017-06-30"', "Apr-Jun 17"), CellKind.DATE,
         datetime.date(2017, 6, 30)),
        (cell('office:value-type="date" office:date-value="2017-06-30T12:00:00"', "x"), CellKind.DATE,
         datetime.date(2017, 6, 30)),
        (cell('office:value-type="date" office:date-value="2017-06-31"', "31 June"), CellKind.OTHER, "31 June"),
        (cell('office:value-type="time" office:time-value="PT12H30M00S"', "12:30"), CellKind.OTHER, "12:30"),
        (cell('office:value-type="time" office:time-value="PT12H30M00S"'), CellKind.OTHER, "PT12H30M00S"),
        (cell('office:value-type="oddity"', "97"), CellKind.OTHER, "97"),
        (number("0", "#DIV/0!", more='table:formula="of:=1/0"'), CellKind.ERROR, "#DIV/0!"),
        (number("0", "Err:502", more='table:formula="of:=X()"'), CellKind.ERROR, "Err:502"),
        (number("0", "#N/A"), CellKind.ERROR, "#N/A"),
        (cell('office:value-type="string" table:formula="of:=NA()"', "#N/A"), CellKind.ERROR, "#N/A"),
        (cell('office:value-type="string" calcext:value-type="error" table:formula="of:=X"', "#NAME?"),
         CellKind.ERROR, "#NAME?"),
        (cell('office:value-type="float" office:value="0" calcext:value-type="error"', "#WERT!"),
         CellKind.ERROR, "#WERT!"),
        (cell('office:value-type="string" calcext:value-type="error"', "Wert fehlt"), CellKind.ERROR, "Wert fehlt"),
        (number("NaN", "97"), CellKind.ERROR, "NaN"),
        (number("INF", "97"), CellKind.ERROR, "INF"),
        (number("abc", "97"), CellKind.ERROR, "abc"),
        (number("1e999", "97"), CellKind.ERROR, "1e999"),
        (number("9_7", "97"), CellKind.ERROR, "9_7"),
        (number("٩٧", "97"), CellKind.ERROR, "٩٧"),
        (cell('table:formula="of:=[.A1]/[.B1]"'), CellKind.FORMULA, "=[.A1]/[.B1]"),
        (cell('table:formula="of:=[.A1]" office:value-type="float"'), CellKind.FORMULA, "=[.A1]"),
        (number("0.98", "98%", "percentage", 'table:formula="of:=[.A1]/[.B1]"'), CellKind.NUMBER, 0.98),
    ],
)  # fmt: skip
def test_what_a_cell_holds(written: str, kind: CellKind, value: object) -> None:
    read = only(written)
    assert (read.kind, read.value) == (kind, value)


def test_a_formula_whose_result_is_an_empty_text_is_blank() -> None:
    assert not cells_of(row(cell('office:value-type="string" table:formula="of:=IF([.A1];1;&quot;&quot;)"')))


def test_several_paragraphs_are_one_text() -> None:
    two = '<table:table-cell office:value-type="string"><text:p>one</text:p><text:p>two</text:p></table:table-cell>'
    assert only(two).text == "one two"


def test_repeated_cells_and_rows_stand_where_they_are_shown() -> None:
    inside = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>'
        '<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>x</text:p>'
        "</table:table-cell></table:table-row>"
        '<table:table-row><table:table-cell/><table:table-cell office:value-type="string"><text:p>y</text:p>'
        '</table:table-cell><table:table-cell table:number-columns-repeated="16382"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"'
        ' table:style-name="ce1"/></table:table-row>'
        f"{row(words('end'))}"
    )
    assert shown_in(inside) == {"C4": "x", "D4": "x", "C5": "x", "D5": "x", "B6": "y", "A1048577": "end"}
    assert [(each.row, each.column) for each in cells_of(inside).values()][2] == (5, 3)


@pytest.mark.parametrize(
    ("repeats", "said"),
    [
        ((1_048_576, 2_000), "it has 2,097,152,000 filled cells, and at most 1,000,000 are read; split the file"),
        ((1, 16_384), "it has 16,384 columns, and at most 2,000 are read; split the file"),
        ((999_999_999, 1), "it has 999,999,999 filled cells, and at most 1,000,000 are read; split the file"),
    ],
)
def test_a_bomb_of_repeated_cells_is_refused_at_once(repeats: tuple[int, int], said: str) -> None:
    inside = (
        f'<table:table-row table:number-rows-repeated="{repeats[0]}"><table:table-cell office:value-type="string" '
        f'table:number-columns-repeated="{repeats[1]}"><text:p>x</text:p></table:table-cell></table:table-row>'
    )
    started = time.monotonic()
    assert refusal(archive(document(sheet_of(inside)))) == said
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("repeat", ["0", "-1", "many", "", "1.5", "9" * 30])
@pytest.mark.parametrize("what", ["rows", "columns"])
def test_a_repetition_that_is_no_number_is_refused(what: str, repeat: str) -> None:
    attribute = f'table:number-{what}-repeated="{repeat}"'
    inside = f"<table:table-row {attribute if what == 'rows' else ''}>"
    inside += cell(attribute if what == "columns" else "", "x") + "</table:table-row>"
    said = f"a cell or row is repeated '{repeat}' times, which is no number"
    again = "open the file in LibreOffice or Excel, save it, and try again"
    assert refusal(archive(document(sheet_of(inside)))) == f"{said}; {again}"


def test_a_text_that_is_too_long_is_refused_by_its_address() -> None:
    said = "it has 32,768 characters in cell B1, and at most 32,767 are read; split the file"
    assert refusal(archive(document(sheet_of(row(cell(), words("x" * 32_768)))))) == said


def test_what_lies_under_a_merged_cell_is_not_read() -> None:
    merged = 'table:number-columns-spanned="2" table:number-rows-spanned="2" office:value-type="string"'
    covered = '<table:covered-table-cell office:value-type="string"><text:p>under</text:p></table:covered-table-cell>'
    several = covered.replace("cell ", 'cell table:number-columns-repeated="2" ', 1)
    sheet = read_sheet(
        row(words("a"), cell(merged, "both"), covered, words("d")) + row(words("e"), several, words("h"))
    )
    assert {each.address: each.text for line in sheet.rows.values() for each in line.values()} == {
        "A1": "a", "B1": "both", "D1": "d", "A2": "e", "D2": "h",
    }  # fmt: skip
    assert sheet.merged == [Area(1, 2, 2, 3)]


def test_rows_and_columns_that_are_hidden_are_noted() -> None:
    sheet = read_sheet(
        '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        '<table:table-column-group table:display="false"><table:table-column/></table:table-column-group>'
        "<table:table-column/>"
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="16380"/>'
        + row(*map(words, "abcdefg"))
        + f'<table:table-row table:visibility="filter">{words("x")}</table:table-row>'
        + f'<table:table-row table:visibility="collapse" table:number-rows-repeated="2">{words("x")}</table:table-row>'
        + '<table:table-row table:visibility="collapse" table:number-rows-repeated="90000"><table:table-cell/>'
        + "</table:table-row>"
        + f'<table:table-row-group table:display="false">{row(words("x"))}</table:table-row-group>{row(words("x"))}'
    )
    assert sheet.hidden_columns == {2, 3, 4, 6, 7}
    assert sheet.hidden_rows == {2, 3, 4, 90005}


def test_groups_and_header_rows_nest_as_they_like() -> None:
    inside = (
        f"<table:table-header-rows>{row(words('head'))}</table:table-header-rows>"
        f"<table:table-row-group><table:table-rows><table:table-row-group>{row(words('deep'))}"
        f"</table:table-row-group></table:table-rows></table:table-row-group>{row(words('last'))}"
    )
    assert shown_in(inside) == {"A1": "head", "A2": "deep", "A3": "last"}


@pytest.mark.parametrize(
    "beside",
    [
        f"<table:shapes><draw:frame><draw:object>{sheet_of(row(words('leak')))}</draw:object></draw:frame></table:shapes>",
        f"<table:table-source/><office:forms>{row(words('leak'))}</office:forms>",
        row(f"<table:table-cell>{sheet_of(row(words('leak')))}</table:table-cell>"),
        row("<table:table-cell><draw:frame><draw:text-box><text:p>leak</text:p></draw:text-box></draw:frame>"
            "<office:annotation><text:p>leak</text:p></office:annotation></table:table-cell>"),
    ],
    ids=["shapes", "forms", "sub-table", "text box and comment"],
)  # fmt: skip
def test_tables_and_texts_that_are_no_cells_do_not_leak_into_the_sheet(beside: str) -> None:
    inside = beside + row(words("seen"))
    assert list(shown_in(inside).values()) == ["seen"]


@pytest.mark.parametrize("element", ["tracked-changes", "dde-links", "named-expressions", "database-ranges"])
def test_old_contents_and_copies_of_other_files_are_no_sheets(element: str) -> None:
    old = f"<table:{element}><table:cell-content-change>{sheet_of(row(words('old')))}{row(words('old'))}"
    content = document(f"{old}</table:cell-content-change></table:{element}>{sheet_of(row(words('new')))}")
    (sheet,) = ods.read(archive(content)).sheets
    assert [each.text for each in sheet.rows[1].values()] == ["new"]


def test_a_hidden_sheet_is_not_read_and_said() -> None:
    hidden = f'<table:table table:name="Old" table:style-name="ta2">{row(words("12%"))}</table:table>'
    shown = f'<table:table table:name="New" table:style-name="ta1">{row(words("98%"))}</table:table>'
    book = ods.read(archive(document(hidden + shown)))
    assert ([sheet.name for sheet in book.sheets], book.skipped) == (["New"], [("Old", "hidden sheet")])


def test_styles_of_the_whole_file_count_too() -> None:
    styles = f"<office:document-styles {DECLARED}><office:styles>{STYLES}</office:styles></office:document-styles>"
    inside = sheet_of(row(words('96.9<text:span text:style-name="T4">1</text:span>')))
    (sheet,) = ods.read(archive(document(inside, styles=""), styles=styles)).sheets
    assert sheet.rows[1][1].text == "96.9¹"


def test_other_prefixes_mean_what_they_declare() -> None:
    content = document(
        sheet_of(row(number("0.956", '95.6%<text:span text:style-name="T1">1</text:span>', "percentage")))
    )
    for prefix in NAMES:
        content = content.replace(f"xmlns:{prefix}=", f"xmlns:x{prefix}=").replace(f"{prefix}:", f"x{prefix}:")
        content = content.replace(f"xmlns:xx{prefix}", f"xmlns:x{prefix}")
    for uri in NAMES.values():
        assert uri.rpartition(":")[2] in content
    content = content.replace("urn:oasis:names:tc:opendocument:xmlns:xoffice:", NAMES["office"].removesuffix("1.0"))
    content = content.replace("urn:oasis:names:tc:opendocument:xmlns:xtable:", NAMES["table"].removesuffix("1.0"))
    content = content.replace("urn:oasis:names:tc:opendocument:xmlns:xtext:", NAMES["text"].removesuffix("1.0"))
    content = content.replace("urn:oasis:names:tc:opendocument:xmlns:xstyle:", NAMES["style"].removesuffix("1.0"))
    (sheet,) = ods.read(archive(content)).sheets
    assert (sheet.rows[1][1].number_format, sheet.rows[1][1].text) == ('0.0%"¹"', "95.6% ¹")


def test_prefixes_that_are_declared_late_still_count() -> None:
    late = f'<table:table-cell xmlns:o="{NAMES["office"]}" o:value-type="float" o:value="95.6"/>'
    assert cells_of(row(late, number("5", "5")))["A1"].value == 95.6


def test_a_prefix_that_means_first_one_thing_and_then_another_is_refused() -> None:
    twice = [f'<table:table-cell xmlns:x="{NAMES[name]}"/>' for name in ("office", "table")]
    said = f"the OpenDocument file gives the prefix x a meaning of its own; {AGAIN}"
    assert refusal(archive(document(sheet_of(row(*twice))))) == said


@pytest.mark.parametrize(
    ("prefix", "uri"),
    [("office", "urn:other"), ("table", NAMES["text"])],
)
def test_a_prefix_with_a_meaning_of_its_own_is_refused(prefix: str, uri: str) -> None:
    data = archive(document(sheet_of(row(f'<table:table-cell xmlns:{prefix}="{uri}" office:value-type="float"/>'))))
    assert refusal(data) == f"the OpenDocument file gives the prefix {prefix} a meaning of its own; {AGAIN}"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (archive(document("")), f"the OpenDocument file has no sheet that can be read; {AGAIN}"),
        (archive("<a/>"), f"the OpenDocument file has no sheet that can be read; {AGAIN}"),
        (archive(document("").replace("office:spreadsheet", "office:text")),
         f"the OpenDocument file has no sheet that can be read; {AGAIN}"),
        (archive(document(""), manifest="<m><e><manifest:encryption-data/></e></m>"),
         "this is a password-protected OpenDocument file; "
         "open it in LibreOffice or Excel, save it without a password, and try again"),
    ],
    ids=["no sheets", "another content", "a text", "encrypted"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(data: bytes, said: str) -> None:
    assert refusal(data) == said


def test_a_document_type_is_refused() -> None:
    content = document(sheet_of(row(words("&x;")))).replace("?>", '?><!DOCTYPE a [<!ENTITY x "97%">]>', 1)
    assert "declares a document type" in refusal(archive(content))


def test_elements_within_elements_overflow_nothing() -> None:
    deep = "<text:span>" * 30_000 + "97%" + "</text:span>" * 30_000
    assert "elements inside one another" in refusal(archive(document(sheet_of(row(words(deep))))))


def test_many_small_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slcheck.reading.bounds.FILLED_ROWS", 5)
    inside = f'<table:table-row table:number-rows-repeated="6">{words("x")}</table:table-row>'
    said = "it has 6 filled rows, and at most 5 are read; split the file"
    assert refusal(archive(document(sheet_of(inside)))) == said


@pytest.mark.parametrize(
    ("data", "is_one"),
    [
        (archive(document("")), True),
        (archive(document(""), mimetype=f"{MIMETYPE}-template"), True),
        (archive(document(""), mimetype="application/vnd.oasis.opendocument.text"), False),
        (b"PK\x03\x04 opendocument.spreadsheet", False),
        (b"mimetype" + MIMETYPE.encode(), False),
    ],
)
def test_it_is_known_by_its_type(data: bytes, is_one: bool) -> None:
    assert ods.recognises(data) is is_one


def test_it_is_known_by_its_parts_where_it_does_not_say_its_type() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        target.writestr("content.xml", document(sheet_of(row(words("x")))))
        target.writestr("META-INF/manifest.xml", MANIFEST)
    assert ods.recognises(packed.getvalue())
    assert len(ods.read(packed.getvalue()).sheets) == 1


def made_with_odfpy() -> bytes:
    """A small release as another program writes it."""
    made = opendocument.OpenDocumentSpreadsheet()
    raised = style.Style(name="Raised", family="text")
    raised.addElement(style.TextProperties(textposition="super 58%"))
    made.automaticstyles.addElement(raised)
    sheet = table.Table(name="CRC")
    for line in (
        [("string", None, "Measure"), ("string", None, "Numerator"), ("string", None, "Percentage")],
        [("string", None, "SCH9 SL001"), ("float", 975, "975"), ("percentage", 0.975, "97.5%")],
        [("string", None, "SCH9 SL002"), ("float", 1234, "1,234"), ("float", 96.9, "96.9")],
    ):
        cells = table.TableRow()
        for kind, value, shown in line:
            each = table.TableCell(valuetype=kind, **({"value": value} if value is not None else {}))
            each.addElement(text.P(text=shown))
            cells.addElement(each)
        sheet.addElement(cells)
    noted = table.TableCell(valuetype="string")
    paragraph = text.P(text="96.9%")
    paragraph.addElement(text.Span(stylename=raised, text="1"))
    noted.addElement(paragraph)
    last = table.TableRow()
    last.addElement(noted)
    sheet.addElement(last)
    made.spreadsheet.addElement(sheet)
    packed = io.BytesIO()
    made.write(packed)
    return packed.getvalue()


def test_what_another_program_writes_is_read() -> None:
    (sheet,) = ods.read(made_with_odfpy()).sheets
    assert [[each.text for each in line.values()] for line in sheet.rows.values()] == [
        ["Measure", "Numerator", "Percentage"],
        ["SCH9 SL001", "975", "97.5%"],
        ["SCH9 SL002", "1,234", "96.9"],
        ["96.9%¹"],
    ]


def calamine(data: bytes) -> list[list[object]]:
    """The first sheet as an independent reader sees it, in a process of its own because it may take one down."""
    program = (
        "import io, sys, python_calamine as c\n"
        "book = c.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))\n"
        "print(repr(book.get_sheet_by_index(0).to_python(skip_empty_area=False)))"
    )
    done = subprocess.run([sys.executable, "-c", program], input=data, capture_output=True, timeout=60, check=True)
    rows: list[list[object]] = eval(done.stdout)  # our own child's repr of lists, numbers and words
    return rows


def as_rows(book: Book) -> list[list[object]]:
    sheet = book.sheets[0]
    right = max(column for line in sheet.rows.values() for column in line)
    return [
        [held.value if (held := sheet.rows.get(at, {}).get(column)) else "" for column in range(1, right + 1)]
        for at in range(1, max(sheet.rows) + 1)
    ]


def test_an_independent_reader_sees_the_same_values_in_the_same_places() -> None:
    pytest.importorskip("python_calamine")
    inside = (
        row(words("Measure"), cell(), words("Figure"))
        + '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        + row(cell('table:number-columns-repeated="2" office:value-type="float" office:value="7"', "7"), words("x"))
        + row(words("SL001"), number("975", "975"), number("0.975", "97.5%", "percentage"))
    )
    data = archive(document(sheet_of(inside)))
    assert as_rows(ods.read(data)) == calamine(data)
