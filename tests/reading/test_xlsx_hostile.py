"""Workbooks written part by part: what other programs write, what is out of order, and what attackers send."""

import contextlib
import datetime
import io
import re
import struct
import subprocess
import sys
import zipfile

import pytest
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, from_excel

from slcheck.errors import UnreadableInput
from slcheck.reading import bounds
from slcheck.reading.cells import Area, Cell, CellKind, Sheet
from slcheck.reading.formats import xlsx, xlsx_values
from slcheck.reading.formats.xlsx_styles import BUILT_IN, Shows, shows

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MACROS = "http://schemas.microsoft.com/office/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
CURE = "open it in Excel, save it, and try again"

Parts = dict[str, str | bytes]


def relations(*each: str) -> str:
    """``each`` is ``identifier type target``."""
    rows = (row.split(" ", 2) for row in each)
    inside = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in rows)
    return f"<Relationships>{inside}</Relationships>"


def sheet(data: str = "", before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def parts(data: str = "", **more: str) -> Parts:
    """A workbook of one sheet called S, with ``data`` for its rows."""
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(f"rId1 {OFFICE}/officeDocument xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns:r="{OFFICE}"><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            f"rId1 {OFFICE}/worksheet worksheets/sheet1.xml",
            f"rId2 {OFFICE}/styles styles.xml",
            f"rId3 {OFFICE}/sharedStrings sharedStrings.xml",
        ),
        "xl/worksheets/sheet1.xml": sheet(data),
        **{f"xl/{name}.xml": content for name, content in more.items()},
    }


def packed(content: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return target.getvalue()


def one_sheet(content: Parts) -> Sheet:
    (read,) = xlsx.read(packed(content)).sheets
    return read


def cells(content: Parts) -> dict[str, Cell]:
    return {cell.address: cell for row in one_sheet(content).rows.values() for cell in row.values()}


def texts(content: Parts) -> dict[str, str]:
    return {address: cell.text for address, cell in cells(content).items()}


def refusal(content: Parts | bytes) -> str:
    with pytest.raises(UnreadableInput) as caught:
        xlsx.read(content if isinstance(content, bytes) else packed(content))
    return str(caught.value)


def moved(old: str, new: str, content: Parts) -> Parts:
    """The parts with ``old`` called ``new``."""
    return {new if name == old else name: part for name, part in content.items()}


FIGURE = '<row r="1"><c r="A1"><v>98</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"
WORKBOOK_RELATIONS = "xl/_rels/workbook.xml.rels"


# where things are


@pytest.mark.parametrize(
    "target",
    ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml", "../xl/worksheets/sheet1.xml", "./worksheets/Sheet1.XML",
     "..\\xl\\worksheets\\sheet1.xml", "/XL/Worksheets/sheet1.xml"],
)  # fmt: skip
@pytest.mark.parametrize("office", [OFFICE, STRICT])
def test_a_sheet_is_found_wherever_its_relationship_points(target: str, office: str) -> None:
    content = parts(FIGURE) | {WORKBOOK_RELATIONS: relations(f"rId1 {office}/worksheet {target}")}
    assert texts(content) == {"A1": "98"}


@pytest.mark.parametrize(
    "name", ["xl\\worksheets\\sheet1.xml", "/xl/worksheets/sheet1.xml", "XL/worksheets/Sheet1.xml"]
)
def test_a_sheet_is_found_however_the_archive_spells_it(name: str) -> None:
    assert texts(moved(SHEET, name, parts(FIGURE))) == {"A1": "98"}


def test_a_percent_sign_in_a_target_stands_for_a_blank() -> None:
    content = moved(SHEET, "xl/worksheets/my sheet.xml", parts(FIGURE))
    content[WORKBOOK_RELATIONS] = relations(f"rId1 {OFFICE}/worksheet worksheets/my%20sheet.xml")
    assert texts(content) == {"A1": "98"}


@pytest.mark.parametrize("office", [OFFICE, STRICT])
def test_a_workbook_need_not_have_the_usual_name(office: str) -> None:
    content = moved("xl/workbook.xml", "book/main.xml", parts(FIGURE))
    content = moved(WORKBOOK_RELATIONS, "book/_rels/main.xml.rels", content)
    content["_rels/.rels"] = relations(
        f"a {OFFICE}/metadata docProps/app.xml", f"b {office}/officeDocument book/main.xml"
    )
    content["book/_rels/main.xml.rels"] = relations(f"rId1 {office}/worksheet /xl/worksheets/sheet1.xml")
    assert xlsx.recognises(packed(content))
    assert texts(content) == {"A1": "98"}


@pytest.mark.parametrize("root", [None, relations(), relations(f"a {OFFICE}/officeDocument nowhere.xml")])
def test_the_usual_name_is_enough_without_a_declaration(root: str | None) -> None:
    content = parts(FIGURE)
    del content["_rels/.rels"]
    assert texts(content if root is None else content | {"_rels/.rels": root}) == {"A1": "98"}


def test_an_archive_without_a_workbook_is_none() -> None:
    content: Parts = {
        "word/document.xml": "<w/>",
        "_rels/.rels": relations(f"a {OFFICE}/officeDocument word/document.xml"),
    }
    assert not xlsx.recognises(packed(content))
    assert not xlsx.recognises(b"xl/workbook.xml")
    assert (
        refusal({"a.xml": "<a/>"})
        == "the archive has no workbook in it; open it in Excel, save it as .xlsx, and try again"
    )


def test_prefixes_and_namespaces_make_no_difference() -> None:
    content = parts(s="")
    content["xl/workbook.xml"] = (
        '<x:workbook xmlns:x="a" xmlns:d3="b"><x:sheets><x:sheet name="S" d3:id="rId1"/></x:sheets></x:workbook>'
    )
    content[SHEET] = (
        '<x:worksheet xmlns:x="a"><x:sheetData><x:row r="2"><x:c r="B2"><x:v>98</x:v></x:c></x:row></x:sheetData>'
        "</x:worksheet>"
    )
    assert texts(content) == {"B2": "98"}


def declared(*sheets: str) -> str:
    rows = "".join(
        f'<sheet name="{name}" r:id="{i}"{state}/>' for name, i, state in (each.split("|") for each in sheets)
    )
    return f'<workbook xmlns:r="{OFFICE}"><sheets>{rows}</sheets></workbook>'


def test_sheets_come_in_the_order_of_the_workbook_and_others_are_named() -> None:
    hidden = 'Old|9| state="veryHidden"'
    content = parts(FIGURE, workbook=declared("Two|2|", "One|1|", hidden, "C|3|", "D|4|", "M|5|"))
    content["xl/worksheets/sheet2.xml"] = sheet()
    content[WORKBOOK_RELATIONS] = relations(
        f"1 {OFFICE}/worksheet worksheets/sheet1.xml", f"2 {STRICT}/worksheet worksheets/sheet2.xml",
        f"3 {OFFICE}/chartsheet c.xml", f"4 {OFFICE}/dialogsheet d.xml", f"5 {MACROS}/xlMacrosheet m.xml",
    )  # fmt: skip
    book = xlsx.read(packed(content))
    assert [(each.name, len(each.rows)) for each in book.sheets] == [("Two", 0), ("One", 1)]
    assert book.skipped == [("Old", "hidden sheet"), ("C", "chart sheet"), ("D", "dialog sheet"), ("M", "macro sheet")]


@pytest.mark.parametrize("sheets", ["Gone|rId9|", "Gone|rId2|"])
def test_a_sheet_that_the_file_does_not_hold_is_refused_by_name(sheets: str) -> None:
    said = "sheet Gone is declared, but the file does not hold it; get the file again from its source"
    assert refusal(parts(FIGURE, workbook=declared("S|rId1|", sheets))) == said


def test_a_target_outside_the_file_is_not_held_by_it() -> None:
    content = parts(FIGURE)
    content[WORKBOOK_RELATIONS] = relations(f"rId1 {OFFICE}/worksheet worksheets/sheet1.xml").replace(
        "/></Rel", ' TargetMode="External"/></Rel'
    )
    assert refusal(content).startswith("sheet S is declared, but the file does not hold it")


@pytest.mark.parametrize("names", [("A", "B"), ("A", "A")])
def test_two_sheets_of_one_part_would_count_every_figure_twice(names: tuple[str, str]) -> None:
    content = parts(FIGURE, workbook=declared(f"{names[0]}|rId1|", f"{names[1]}|rId1|"))
    assert refusal(content) == f"the sheets A and {names[1]} are one and the same part of the file; {CURE}"


@pytest.mark.parametrize(
    ("part", "root"),
    [("xl/workbook.xml", "workbook"), (SHEET, "worksheet"), ("xl/styles.xml", "styleSheet"),
     ("xl/sharedStrings.xml", "sst"), ("_rels/.rels", "Relationships")],
)  # fmt: skip
def test_a_part_that_is_not_what_it_should_be_is_refused(part: str, root: str) -> None:
    said = f"the workbook cannot be read (the part {part} holds html and not {root})"
    sentence = f"{said}; open it in Excel, save it as .xlsx, and try again"
    assert refusal(parts(FIGURE) | {part: "<html/>"}) == sentence


# texts


def shared(*items: str) -> Parts:
    rows = "".join(f'<row><c t="s"><v>{number}</v></c></row>' for number in range(len(items)))
    return parts(rows, sharedStrings=f"<sst>{''.join(f'<si>{item}</si>' for item in items)}</sst>")


RAISED = '<r><rPr><color rgb="FFAUTOMATIC"/><vertAlign val="{}"/></rPr><t>{}</t></r>'


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("<t>98%</t>", "98%"),
        ('<t xml:space="preserve">  98 % </t>', "98 %"),
        ("<t>a &amp; b &#xE9;</t>", "a & b é"),
        ("<t>9<!-- no -->8</t>", "98"),
        ("<t><![CDATA[<98>]]></t>", "<98>"),
        ("<r><t>9</t></r><r><rPr><b/></rPr><t>8</t></r>", "98"),
        ("<r><t>9</t></r>" + RAISED.format("superscript", "8"), "9⁸"),
        ("<r><t>9</t></r>" + RAISED.format("subscript", "8"), "9⁸"),
        ("<r><t>9</t></r>" + RAISED.format("baseline", "8"), "98"),
        (RAISED.format("superscript", "1") + "<r><t>98</t></r>", "¹98"),
        ("<r><t>98</t></r>" + RAISED.format("superscript", "r_x000D_"), "98[r]"),
        ('<t>98</t><rPh sb="0" eb="1"><t>7</t></rPh><phoneticPr fontId="1"/>', "98"),
        ("<t>98_x000D_\n99</t>", "98 99"),
        ("<t>_x0041__x005F_x000D_</t>", "A_x000D_"),
        ("<t>_x00G1_ _x41_</t>", "_x00G1_ _x41_"),
    ],
)
def test_a_text_is_the_same_in_the_table_and_in_its_cell(item: str, text: str) -> None:
    assert texts(shared(item)) == {"A1": text}
    assert texts(parts(f'<row><c t="inlineStr"><is>{item}</is></c></row>')) == {"A1": text}


def test_a_text_that_a_formula_gives_has_its_escapes_undone() -> None:
    assert texts(parts('<row><c t="str"><f>A2</f><v>98_x0025_</v></c></row>')) == {"A1": "98%"}


def test_empty_texts_are_no_cells() -> None:
    assert texts(shared("<t/>", "<t> </t>", "", "<t>\u200b</t>", "<t>x</t>")) == {"A5": "x"}


@pytest.mark.parametrize("index", ["1", "99999999999", "-1", "x", "0.0", "1_0", "²"])
def test_a_text_that_the_table_does_not_have_is_an_error_cell(index: str) -> None:
    content = parts(f'<row><c t="s"><v>{index}</v></c></row>', sharedStrings="<sst><si><t>98%</t></si></sst>")
    assert cells(content) == {"A1": Cell(1, 1, CellKind.ERROR, index)}


def test_without_a_table_of_texts_its_cells_do_not_vanish() -> None:
    assert cells(parts('<row><c t="s"><v>0</v></c></row>')) == {"A1": Cell(1, 1, CellKind.ERROR, "0")}


# numbers and dates


def styled(*codes: str) -> str:
    """A stylesheet whose styles from 1 have the number formats ``codes``; a differential format means nothing."""
    formats = "".join(f'<numFmt numFmtId="{170 + n}" formatCode="{code}"/>' for n, code in enumerate(codes))
    xfs = "".join(f'<xf numFmtId="{170 + n}"/>' for n in range(len(codes)))
    return (
        f'<styleSheet><numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf/>{xfs}'
        '</cellXfs><dxfs><dxf><numFmt numFmtId="170" formatCode="@"/></dxf></dxfs></styleSheet>'
    )


@pytest.mark.parametrize(
    ("style", "number_format"),
    [("", "General"), ('s="0"', "General"), ('s="1"', "0.0%"), ('s="2"', '0"%"'), ('s="02"', '0"%"'),
     ('s="3"', "General"), ('s="-1"', "General"), ('s="x"', "General")],
)  # fmt: skip
def test_the_style_of_a_cell_decides_its_number_format(style: str, number_format: str) -> None:
    content = parts(f"<row><c {style}><v>0.5</v></c></row>", styles=styled("0.0%", "0&quot;%&quot;"))
    assert cells(content) == {"A1": Cell(1, 1, CellKind.NUMBER, 0.5, number_format)}


def test_a_cell_without_a_style_has_the_first_and_built_in_formats_need_no_code() -> None:
    content = parts(
        "<row><c><v>0.5</v></c></row>", styles='<styleSheet><cellXfs><xf numFmtId="10"/></cellXfs></styleSheet>'
    )
    assert cells(content)["A1"].number_format == "0.00%"


def test_a_workbook_without_styles_is_general_throughout() -> None:
    assert cells(parts('<row><c s="5"><v>0.5</v></c></row>'))["A1"].number_format == "General"


@pytest.mark.parametrize(
    ("stylesheet", "sentence"),
    [
        ("<styleSheet><cellXfs>", r"the part xl/styles\.xml is damaged \(.+\); open the file in Excel, .+"),
        ('<styleSheet><cellXfs><xf numFmtId="x"/></cellXfs></styleSheet>',
         r"the part xl/styles\.xml is damaged \(number format 'x'\), so that percentages and fractions cannot be .+"),
    ],
)  # fmt: skip
def test_damaged_styles_are_refused_for_they_decide_the_unit(stylesheet: str, sentence: str) -> None:
    assert re.fullmatch(sentence, refusal(parts(FIGURE, styles=stylesheet)))


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        ("<c><v>98</v></c>", CellKind.NUMBER, 98),
        ("<c><v>9.8E1</v></c>", CellKind.NUMBER, 98.0),
        ("<c><v>\n 98 </v></c>", CellKind.NUMBER, 98),
        *[(f"<c><v>{text}</v></c>", CellKind.ERROR, text)
          for text in ("1e999", "nan", "inf", "abc", "1_0", "٩٨", "0x10")],
        ('<c t="b"><v>1</v></c>', CellKind.BOOLEAN, True),
        ('<c t="b"><v>false</v></c>', CellKind.BOOLEAN, False),
        ('<c t="b"><v>98</v></c>', CellKind.ERROR, "98"),
        ('<c t="e"><v>#N/A</v></c>', CellKind.ERROR, "#N/A"),
        ('<c t="odd"><v>98</v></c>', CellKind.ERROR, "98"),
        ('<c t="d"><v>2017-06-30</v></c>', CellKind.DATE, datetime.datetime(2017, 6, 30)),  # noqa: DTZ001
        ('<c t="d"><v>2017-06-30T12:00:00Z</v></c>', CellKind.DATE, datetime.datetime(2017, 6, 30, 12)),  # noqa: DTZ001
        ('<c t="d"><v>12:30:00</v></c>', CellKind.OTHER, "12:30:00"),
        ('<c t="d"><v>30/06/2017</v></c>', CellKind.ERROR, "30/06/2017"),
        ('<c><is><t>98%</t></is></c>', CellKind.TEXT, "98%"),
        ('<c t="inlineStr"><v>98%</v></c>', CellKind.TEXT, "98%"),
        ('<c t="s"><f>A2</f><v/></c>', CellKind.FORMULA, "=A2"),
        ('<c t="e"><f>A2</f></c>', CellKind.FORMULA, "=A2"),
    ],
)  # fmt: skip
def test_every_type_of_cell(cell: str, kind: CellKind, value: object) -> None:
    assert cells(parts(f"<row>{cell}</row>")) == {"A1": Cell(1, 1, kind, value)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell", ["<c/>", "<c><v/></c>", "<c><v> </v></c>", '<c t="e"/>', '<c t="str"><f>A2</f><v/></c>']
)
def test_a_cell_without_anything_is_none(cell: str) -> None:
    assert cells(parts(f"<row>{cell}</row>")) == {}


@pytest.mark.parametrize(
    ("code", "number", "kind", "text"),
    [
        ("dd/mm/yyyy", "42916", CellKind.DATE, "2017-06-30"),
        ("dd/mm/yyyy hh:mm", "42916.5", CellKind.DATE, "2017-06-30"),
        ("mmm yy", "1", CellKind.DATE, "1900-01-01"),
        ("d", "59", CellKind.DATE, "1900-02-28"),
        ("d", "61", CellKind.DATE, "1900-03-01"),  # 60 is the day that Lotus 1-2-3 made up
        ("d", "2958465.5", CellKind.DATE, "9999-12-31"),
        ("d", "2958466", CellKind.OTHER, "2958466"),
        ("d", "2958465.9999999999", CellKind.OTHER, "2958466.0"),
        ("d", "2958465.9999999995", CellKind.OTHER, "2958465.9999999995"),  # midnight of a day that is no more
        ("d", "1e300", CellKind.OTHER, "1e+300"),
        ("d", "-1", CellKind.OTHER, "-1"),
        ("d", "0.5", CellKind.OTHER, "12:00:00"),
        ("hh:mm", "42916.5", CellKind.OTHER, "12:00:00"),
        ("mm:ss.0", "0.5", CellKind.OTHER, "12:00:00"),
        ("[h]:mm", "1.5", CellKind.OTHER, "1 day, 12:00:00"),
        ("[mm]:ss", "97", CellKind.OTHER, "97 days, 0:00:00"),
        ("0.0&quot; days&quot;", "97", CellKind.NUMBER, "97.0 days"),
        ("[Red]0.0%", "0.975", CellKind.NUMBER, "97.5%"),
    ],
)
def test_a_number_in_a_date_or_time_format_is_no_figure(code: str, number: str, kind: CellKind, text: str) -> None:
    cell = cells(parts(f'<row><c s="1"><v>{number}</v></c></row>', styles=styled(code)))["A1"]
    assert (cell.kind, cell.text) == (kind, text)


def test_dates_may_count_from_1904() -> None:
    content = parts('<row><c s="1"><v>41454</v></c></row>', styles=styled("yyyy"))
    content["xl/workbook.xml"] = str(content["xl/workbook.xml"]).replace(
        "<sheets>", '<workbookPr date1904="1"/><sheets>'
    )
    assert texts(content) == {"A1": "2017-06-30"}


@pytest.mark.parametrize("days", [1, 2, 58.25, 59, 61, 367.5, 42916.123456, 2958465])
def test_dates_are_those_that_openpyxl_makes(days: float) -> None:
    assert xlsx_values.moment(days, Shows.DATE, xlsx_values.EPOCH_1900) == (CellKind.DATE, from_excel(days))
    if days <= xlsx_values.EPOCH_1904.last:
        mac = from_excel(days, CALENDAR_MAC_1904)
        assert xlsx_values.moment(days, Shows.DATE, xlsx_values.EPOCH_1904) == (CellKind.DATE, mac)


@pytest.mark.parametrize(
    "code",
    [*BUILTIN_FORMATS.values(), "yyyy-mm-dd", "[$-F800]dddd, mmmm dd, yyyy", '0" days"', r"0\d", "[h]:mm", "[Red]0.0%",
     "0.0%;[Red]-0.0%", "0;dd", '"year "0', "_d0", "mmm", "AM/PM", "[<1]0.0%", "#,##0.0_-", "[ss].00"],
)  # fmt: skip
def test_a_format_is_a_date_where_openpyxl_says_so(code: str) -> None:
    assert (shows(code) is not Shows.NUMBER) is is_date_format(code)


def test_built_in_formats_are_those_that_openpyxl_knows() -> None:
    assert {number: BUILT_IN[number] for number in BUILTIN_FORMATS} == BUILTIN_FORMATS


# where cells are


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>", {"A1": "1", "B1": "2", "A2": "3"}),
        ('<row r="3"><c r="C3"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>',
         {"C3": "1", "D3": "2", "A4": "3"}),
        ('<row r="1"><c r="c1"><v>1</v></c><c r="aa1"><v>2</v></c></row>', {"C1": "1", "AA1": "2"}),
        ('<row><c/><c s="1"/><c><v>1</v></c></row>', {"C1": "1"}),
        ('<row r="1"><c r="C1"><v>1</v></c><c r="A1"><v>2</v></c><c><v>3</v></c></row>',
         {"A1": "2", "B1": "3", "C1": "1"}),
        ('<row r="5"><c><v>1</v></c></row><row r="2"><c><v>2</v></c></row><row><c><v>3</v></c></row>',
         {"A2": "2", "A3": "3", "A5": "1"}),
        ('<row r="4"><c r="B4"><v>1</v></c></row><row r="14"><c r="B14"><v>2</v></c></row>', {"B4": "1", "B14": "2"}),
        ('<row r="4"><c r="B4"><v>1</v></c></row><row r="4"><c r="A4"><v>2</v></c></row>', {"A4": "2", "B4": "1"}),
        ('<row r="1048576"><c r="XFD1048576" s="0"/><c r="A1048576"><v>1</v></c></row>', {"A1048576": "1"}),
    ],
)  # fmt: skip
def test_a_cell_is_where_excel_would_put_it(rows: str, found: dict[str, str]) -> None:
    assert list(texts(parts(rows)).items()) == list(found.items())


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        *[(f'<row r="1"><c r="{each}"><v>1</v></c></row>', f"the reference '{each}' on sheet S names no cell")
          for each in ("", "A", "1", "A0", "A01", "$A$1", "ZZZ1", "XFE1", "A1048577", "R1C1", "A1:B1", "Á1", "A١")],
        *[(f'<row r="{each}"><c><v>1</v></c></row>', f"the row '{each}' on sheet S is no row")
          for each in ("0", "-1", "x", "", "1048577", "1.0", "1_0", "٣")],
        ('<row r="1048576"/><row><c><v>1</v></c></row>', "the row '1048577' on sheet S is no row"),
        ('<row r="3"><c r="A5"><v>1</v></c></row>', "the cell 'A5' on sheet S stands in row 3"),
        ('<row r="4"><c r="B14"><v>1</v></c></row>', "the cell 'B14' on sheet S stands in row 4"),
        ("<row><c><c/></c></row>", "a cell on sheet S stands outside a row or in another cell"),
        ("<c><v>1</v></c>", "a cell on sheet S stands outside a row or in another cell"),
        ("<row><row/></row>", "a row on sheet S stands in another row"),
        ("<row><c><v>1</v><v>2</v></c></row>", "a cell in row 1 on sheet S has two values"),
        ("<row><c><v>1</v><is><t>2</t></is></c></row>", "a cell in row 1 on sheet S has two values"),
        (f"<row>{'<c/>' * 16385}</row>", "row 1 on sheet S has more cells than a row can have"),
        ('<row><c r="A1"><v>1</v></c><c r="a1"><v>2</v></c></row>', "cell A1 of sheet S stands in the file twice"),
    ],
)  # fmt: skip
def test_a_cell_whose_place_cannot_be_told_is_refused(rows: str, sentence: str) -> None:
    assert refusal(parts(rows)) == f"{sentence}; {CURE}"


def test_what_looks_like_a_cell_outside_the_data_is_none() -> None:
    controls = "<controls><anchor><from><xdr:row>x</xdr:row><xdr:col>y</xdr:col></from></anchor><c/><v>5</v></controls>"
    controls = controls.replace("<xdr:", "<").replace("</xdr:", "</")
    content = parts() | {SHEET: sheet(FIGURE, after=f"{controls}<ext><f>A1</f><row r='0'/></ext>")}
    assert texts(content) == {"A1": "98"}


def test_merged_areas_hidden_rows_and_hidden_columns_are_told() -> None:
    rows = (
        '<row r="1" hidden="1"/><row r="2" hidden="0"/><row r="3" ht="0" customHeight="1"/>'
        '<row r="4" ht="15"/><row r="5" hidden="true"><c><v>1</v></c></row>'
    )
    columns = (
        '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0"/><col min="6" max="6" width="9"/>'
        '<col min="1999" max="16384" hidden="1"/></cols>'
    )
    merged = '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="B5:a3"/><mergeCell ref="D9"/></mergeCells>'
    read = one_sheet(parts() | {SHEET: sheet(rows, columns, merged)})
    assert read.hidden_rows == {1, 3, 5}
    assert read.hidden_columns == {2, 3, 5, 1999, 2000}
    assert read.merged == [Area(1, 1, 1, 3), Area(3, 1, 5, 2), Area(9, 4, 9, 4)]
    assert list(read.rows) == [5]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            sheet(after='<mergeCells><mergeCell ref="A1:B"/></mergeCells>'),
            "the merged area 'A1:B' on sheet S is no area",
        ),
        (sheet(before='<cols><col min="x" max="3" hidden="1"/></cols>'), "a hidden column on sheet S has no number"),
    ],
)
def test_an_area_that_is_none_is_refused(content: str, sentence: str) -> None:
    assert refusal(parts() | {SHEET: content}) == f"{sentence}; {CURE}"


# bounds


@pytest.mark.parametrize(
    ("bound", "value", "content", "sentence"),
    [
        ("SHARED_STRINGS", 2, shared("<t>a</t>", "<t>b</t>", "<t>c</t>"), "it has 3 shared texts, and at most 2"),
        ("TEXT_CHARACTERS", 3, shared("<t>ab</t>", "<t>cd</t>"), "it has 4 characters of text, and at most 3"),
        ("TEXT_CHARACTERS", 3, parts('<row><c t="str"><v>ab</v></c><c t="str"><v>cd</v></c></row>'),
         "it has 4 characters of text, and at most 3"),
        ("CELL_CHARACTERS", 3, shared("<t>ab</t>", "<t>abcd</t>"), "it has 4 characters in cell A2, and at most 3"),
        ("MERGED_AREAS", 1, parts() | {SHEET: sheet(after='<mergeCell ref="A1"/><mergeCell ref="A2"/>')},
         "it has 2 merged areas, and at most 1"),
        ("COLUMN_RECORDS", 1, parts() | {SHEET: sheet(before="<col/><col/>")},
         "it has 2 descriptions of columns, and at most 1"),
        ("CELL_STYLES", 2, parts(styles=styled("0", "0.0")), "it has 3 cell styles, and at most 2"),
        ("NUMBER_FORMATS", 1, parts(styles=styled("0", "0.0")), "it has 2 number formats, and at most 1"),
        ("NUMBER_FORMAT_CHARACTERS", 2, parts(styles=styled("0.0")),
         "it has 3 characters in a number format, and at most 2"),
        ("FILLED_ROWS", 1, parts(FIGURE + "<row/><row><c><v>1</v></c></row>"), "it has 2 filled rows, and at most 1"),
        ("FILLED_CELLS", 1, parts("<row><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c></row>"),
         "it has 2 filled cells, and at most 1"),
        ("XML_TAGS", 40, parts("<row/>" * 40), r"it has \d+ tags, and at most 40"),
        ("XML_DEPTH", 4, parts("<a><b><d/></b></a>"),
         "it has 5 elements inside one another in the part xl/worksheets/sheet1.xml, and at most 4"),
        ("XML_NAMES", 50, parts("".join(f"<a{n}/>" for n in range(60))),
         r"it has \d\d names of elements and attributes in the part xl/worksheets/sheet1.xml, and at most 50"),
        ("XML_TAG_BYTES", 99_999, parts("<row " + " ".join(f'a{n}=""' for n in range(90_000)) + "/>"),
         r"it has [\d,]+ bytes in one tag in the part xl/worksheets/sheet1.xml, and at most 99,999"),
    ],
)  # fmt: skip
def test_every_bound_names_itself(
    monkeypatch: pytest.MonkeyPatch, bound: str, value: int, content: Parts, sentence: str
) -> None:
    xlsx.read(packed(content)) if bound not in ("XML_NAMES", "XML_TAG_BYTES") else None
    monkeypatch.setattr(bounds, bound, value)
    assert re.fullmatch(f"{sentence} are read; split the file", refusal(content))


def test_a_text_longer_than_a_cell_can_hold_does_no_harm_while_no_cell_refers_to_it() -> None:
    content = shared("<t>a</t>") | {
        "xl/sharedStrings.xml": f"<sst><si><t>a</t></si><si><t>{'x' * 40_000}</t></si></sst>"
    }
    assert texts(content) == {"A1": "a"}


def test_a_bound_on_cells_holds_over_all_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    content = parts(FIGURE, workbook=declared("S|rId1|", "T|rId9|")) | {"xl/worksheets/sheet9.xml": sheet(FIGURE)}
    content[WORKBOOK_RELATIONS] = relations(
        f"rId1 {OFFICE}/worksheet worksheets/sheet1.xml", f"rId9 {OFFICE}/worksheet worksheets/sheet9.xml"
    )
    assert len(xlsx.read(packed(content)).sheets) == 2
    monkeypatch.setattr(bounds, "FILLED_CELLS", 1)
    assert refusal(content) == "it has 2 filled cells, and at most 1 are read; split the file"


# damage and malice

ENTITY = '<!DOCTYPE x [<!ENTITY figure "98">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declaration", [ENTITY, '<!DOCTYPE x SYSTEM "file:///etc/passwd">', "<!DOCTYPE x>"])
@pytest.mark.parametrize("part", ["[Content_Types].xml", "xl/workbook.xml", SHEET, "customXml/item1.xml"])
def test_a_document_type_is_refused_in_every_part(part: str, declaration: str, encoding: str) -> None:
    content = parts(FIGURE, sharedStrings="<sst/>")
    content[part] = f'<?xml version="1.0" encoding="{encoding[:6].rstrip("-")}"?>{declaration}<a/>'.encode(encoding)
    said = f"the part {part} declares a document type or an entity, which no spreadsheet program writes"
    assert refusal(content) == f"{said}; open the file in Excel, save it, and try again"


def test_a_document_type_is_refused_under_any_name_and_in_any_encoding() -> None:
    content = moved(SHEET, "xl/worksheets/sheet1.dat", parts())
    content[WORKBOOK_RELATIONS] = relations(f"rId1 {OFFICE}/worksheet worksheets/sheet1.dat")
    content["xl/worksheets/sheet1.dat"] = ENTITY + sheet("<row><c><v>&figure;</v></c></row>")
    said = "the part xl/worksheets/sheet1.dat declares a document type; open the file in Excel, save it, and try again"
    assert refusal(content) == said


def test_a_document_type_is_seen_where_two_pieces_meet() -> None:
    for before in range(256 * 1024 - 60, 256 * 1024 + 4, 7):
        content = parts() | {"customXml/item1.xml": b" " * before + b"<!DOCTYPE x><a/>"}
        assert "declares a document type" in refusal(packed(content, zipfile.ZIP_STORED))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_part_may_be_utf_16(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="utf-16"?>{sheet(FIGURE)}'
    assert texts(parts() | {SHEET: text.encode(encoding)}) == {"A1": "98"}


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"not xml", b"<worksheet>", b"<worksheet><sheetData></worksheet>",
     b"<worksheet>\xff</worksheet>", b'<?xml version="1.0" encoding="x-none"?><worksheet/>',
     b'<?xml version="1.0" encoding="utf-7"?><worksheet/>',
     b"<worksheet>&nope;</worksheet>", b"<worksheet>\0</worksheet>", b"<worksheet/><worksheet/>"],
)  # fmt: skip
def test_a_part_that_is_not_well_formed_is_refused(content: bytes) -> None:
    said = r"the part xl/worksheets/sheet1\.xml is damaged \(.+\); open the file in Excel, save it, and try again"
    assert re.fullmatch(said, refusal(parts() | {SHEET: content}))


def entries(data: bytes) -> list[int]:
    """Where in an archive the entries of its directory are."""
    return [match.start() for match in re.finditer(rb"PK\x01\x02", data)]


def patched(place: int, layout: str, value: int, name: bytes = SHEET.encode()) -> bytes:
    """A workbook with a number of the directory's entry for the part ``name`` changed."""
    data = bytearray(packed(parts(FIGURE)))
    (entry,) = (at for at in entries(bytes(data)) if data[at + 46 :].startswith(name))
    struct.pack_into(layout, data, entry + place, value)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (patched(8, "<H", 1), "the part xl/worksheets/sheet1.xml is locked with a password; save the file without one"),
        (patched(10, "<H", 12), "the part xl/worksheets/sheet1.xml is packed in a way that is not read; open it .+"),
        (patched(10, "<H", 99), "the part xl/worksheets/sheet1.xml is packed in a way that is not read; open it .+"),
        (patched(16, "<I", 1), r"the file is damaged \(the part xl/worksheets/sheet1.xml: Bad CRC.+\); get it .+"),
        (patched(24, "<I", 40), r"the file is damaged \(the part xl/worksheets/sheet1.xml: Bad CRC.+\); get it .+"),
        (patched(24, "<I", 4000), r"the file is damaged \(the part xl/worksheets/sheet1.xml is not as long .+"),
        (patched(24, "<I", 2**31), "it has [0-9,]+ bytes once unpacked, and at most 209,715,200 are .+"),
        (patched(20, "<I", 10**6), r"the file is damaged \(.+\); get it again from its source"),
        (patched(42, "<I", 0), r"the file is damaged \(the part .+ overlaps another\); get it again from its source"),
        (packed(parts(FIGURE))[:-30], r"the file is damaged \(File is not a zip file\); get it again from its source"),
        (packed(parts(FIGURE), zipfile.ZIP_BZIP2), "the part .+ is packed in a way that is not read; open it .+"),
        (packed(parts(FIGURE), zipfile.ZIP_LZMA), "the part .+ is packed in a way that is not read; open it .+"),
        (packed(parts(FIGURE)) + b"PK\x01\x02" * 2000, "it has 2,005 parts, and at most 2,000 are read; split .+"),
    ],
    ids=["encrypted", "bzip2 claimed", "unknown method", "wrong sum", "claims less", "claims more", "claims 2 GiB",
         "packed beyond the end", "overlapping", "cut off", "bzip2", "lzma", "endless directory"],
)  # fmt: skip
def test_an_archive_that_lies_is_refused_in_one_sentence(data: bytes, sentence: str) -> None:
    assert re.fullmatch(sentence, refusal(data))


def test_no_change_of_a_byte_lets_anything_but_a_sentence_out() -> None:
    data = packed(parts(FIGURE, styles=styled("0%"), sharedStrings="<sst><si><t>a</t></si></sst>"))
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 0xFF
        with contextlib.suppress(UnreadableInput):
            xlsx.read(bytes(changed))


def test_what_nobody_thought_of_is_named_and_not_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(xlsx, "read_sheet", fail)
    said = "the workbook cannot be read (too deep); open it in Excel, save it as .xlsx, and try again"
    assert refusal(parts(FIGURE)) == said


def test_reading_does_not_start_openpyxl() -> None:
    code = (
        "import sys; from slcheck.reading.formats import xlsx; xlsx.read(sys.stdin.buffer.read()); "
        "print([name for name in sys.modules if name.startswith('openpyxl')])"
    )
    done = subprocess.run([sys.executable, "-c", code], input=packed(parts(FIGURE)), capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"
