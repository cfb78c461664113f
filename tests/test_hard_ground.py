"""Files made to do harm. Each is refused in one sentence, with exit code 3, or says what it is in spite of all."""

import io
import os
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from slcheck.cli import main
from slcheck.text import clean

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SHEET, CONTENT = "xl/worksheets/sheet1.xml", "content.xml"
EXCEL = "open the file in Excel, save it, and try again"
LIBRE = "open the file in LibreOffice or Excel, save it, and try again"
AGAIN = "get it again from its source"
TITLE, HEADINGS = "Service levels 2017-18 Q1", ("Measure", "Performance")
Parts = dict[str, str | bytes]


def text(shown: str) -> str:
    return f'<c t="inlineStr"><is><t>{shown}</t></is></c>'


def rows(figure: str = text("97.5%"), behind: str = "") -> str:
    headings = "".join(map(text, HEADINGS))
    return f"<row>{text(TITLE)}</row><row>{headings}</row><row>{text('SCH9 SL001')}{figure}</row>{behind}"


def worksheet(data: str, behind: str = "") -> str:
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{behind}</worksheet>'


def relations(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'


def declaring(*names: str) -> str:
    sheets = "".join(f'<sheet name="{name}" r:id="rId{number}"/>' for number, name in enumerate(names, 1))
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'


def xlsx(sheet: str | bytes = "", changed: Mapping[str, str | bytes | None] | None = None) -> Parts:
    """The parts of a workbook with one good figure; those that are None are taken out."""
    parts: dict[str, str | bytes | None] = {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": declaring("S"),
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml")),
        SHEET: sheet or worksheet(rows()),
        **(changed or {}),
    }
    return {name: content for name, content in parts.items() if content is not None}


def styled(number_format: str) -> Parts:
    styles = f'<numFmts><numFmt numFmtId="200" formatCode="{number_format}"/></numFmts>'
    styles = f'<styleSheet xmlns="{MAIN}">{styles}<cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>'
    return xlsx(worksheet(rows("<c><v>0.975</v></c>")), {"xl/styles.xml": styles})


SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def said(shown: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{shown}</text:p></table:table-cell>'


def ods(
    behind: str = "", figure: str = said("97.5%"), changed: Mapping[str, str | bytes | None] | None = None
) -> Parts:
    lines = (said(TITLE), "".join(map(said, HEADINGS)), said("SCH9 SL001") + figure)
    table = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    table = f'<table:table table:name="T">{table}{behind}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    parts: dict[str, str | bytes | None] = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        CONTENT: f"{HEAD}<office:document-content {SPACES}>{body}</office:document-content>",
        "META-INF/manifest.xml": "<manifest/>",
        **(changed or {}),
    }
    return {name: content for name, content in parts.items() if content is not None}


def number(value: str, shown: str = "1", repeated: str = "1") -> str:
    typed = f'office:value-type="float" office:value="{value}" table:number-columns-repeated="{repeated}"'
    return f"<table:table-cell {typed}><text:p>{shown}</text:p></table:table-cell>"


def row(cells: str, repeated: str = "1") -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


WITHIN = f"</text:p><table:table>{row(said('SCH9 SL003') + said('12%'))}</table:table><text:p>"


def packed(parts: Parts, *further: tuple[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in (*parts.items(), *further):
            archive.writestr(name, content)
    return data.getvalue()


FIELDS = {"flags": (8, "<H"), "method": (10, "<H"), "crc": (16, "<I"), "packed": (20, "<I"), "size": (24, "<I")}


def lying(field: str, value: int, part: str = SHEET) -> bytes:
    """A workbook whose directory says something of a part that is not so."""
    data = bytearray(packed(xlsx()))
    at = data.rindex(part.encode()) - 46
    place, form = FIELDS[field]
    struct.pack_into(form, data, at + place, value)
    return bytes(data)


def directory(entries: int, name: bytes = b"a") -> bytes:
    """An archive of nothing but a list of parts that are not there."""
    entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", *[0] * 6, *[0] * 3, len(name), *[0] * 4, 0, 0) + name
    start = b"PK\x03\x04" + bytes(40)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, entries % 65536, entries % 65536, entries * len(entry), 44, 0)
    return start + entry * entries + end


LAUGHS = '<!DOCTYPE a [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def declared(parts: Parts, part: str, what: str) -> bytes:
    """The parts with a declaration at the top of one of them."""
    content = parts[part]
    assert isinstance(content, str)
    return packed({**parts, part: HEAD + what + content.removeprefix(HEAD)})


def declares(part: str) -> str:
    said_of_it = f"the part {part} declares a document type or an entity, which no spreadsheet program writes"
    return f"{said_of_it}; {EXCEL}"


def encoded(encoding: str, declaration: str, what: str = "") -> bytes:
    sheet = worksheet(rows()).replace(HEAD, HEAD.replace("UTF-8", declaration) + what)
    return packed(xlsx(sheet.encode(encoding)))


def damaged(part: str, what: str) -> str:
    return f"the part {part} is damaged ({what}); {EXCEL}"


def elsewhere() -> Parts:
    """A workbook under other names than Excel's own, which its relationships and types make known."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return {
        "[Content_Types].xml": f'<Types><Override PartName="/book/main.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": relations(("officeDocument", "book/main.xml")),
        "book/main.xml": declaring("S"),
        "book/_rels/main.xml.rels": ONE_SHEET,
        "book/worksheets/sheet1.xml": worksheet(rows()),
    }


ONE_SHEET = relations(("worksheet", "worksheets/sheet1.xml"))
AT_MOST = "are read; split the file"
LOST = "sheet S is declared, but the file does not hold it; get the file again from its source"
ON_S = "on sheet S"
OPEN = "open it in Excel, save it, and try again"
Case = tuple[str, str, Callable[[], bytes], str]

REFUSED: list[Case] = [
    # declarations in XML
    *[(f"entities in {part}", "x.xlsx", lambda part=part: declared(xlsx(), part, LAUGHS), declares(part))
      for part in ("_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET)],
    *[(f"an entity from outside in {part}", "x.ods", lambda part=part: declared(ods(), part, OUTSIDE), declares(part))
      for part in (CONTENT, "META-INF/manifest.xml")],
    *[(f"entities in {encoding}", "x.xlsx", lambda encoding=encoding: encoded(encoding, "UTF-16", LAUGHS),
       declares(SHEET)) for encoding in ("utf-16", "utf-16-le", "utf-16-be")],
    ("entities in EBCDIC", "x.xlsx", lambda: encoded("cp037", "cp037", LAUGHS),
     damaged(SHEET, "not well-formed (invalid token): line 1, column 2")),
    ("an encoding of several bytes", "x.xlsx", lambda: encoded("utf-7", "UTF-7"),
     damaged(SHEET, "multi-byte encodings are not supported")),
    ("an encoding that nobody knows", "x.xlsx", lambda: encoded("ascii", "x-nope"),
     damaged(SHEET, "unknown encoding: x-nope")),
    # the archive
    ("a million parts", "x.xlsx", lambda: directory(200_000),
     f"it has 200,000 parts, and at most 2,000 {AT_MOST}"),
    ("names without end", "x.ods", lambda: directory(100, b"n" * 60_000),
     f"it has 6,000,000 bytes in the list of its parts, and at most 2,097,152 {AT_MOST}"),
    ("a bomb", "x.xlsx", lambda: packed(xlsx("<worksheet>" + " " * 3_000_000)),
     f"the part {SHEET} is packed beyond belief; save the file anew"),
    ("a size that is too small", "x.xlsx", lambda: lying("size", 100),
     f"the file is damaged (the part {SHEET}: Bad CRC-32 for file '{SHEET}'); {AGAIN}"),
    ("a size of four gigabytes", "x.xlsx", lambda: lying("size", 0xFFFFFFF0, "_rels/.rels"),
     f"it has 4,294,968,196 bytes once unpacked, and at most 209,715,200 {AT_MOST}"),
    ("a wrong checksum", "x.xlsx", lambda: lying("crc", 1),
     f"the file is damaged (the part {SHEET}: Bad CRC-32 for file '{SHEET}'); {AGAIN}"),
    ("a part that reaches into the directory", "x.xlsx", lambda: lying("packed", 1 << 20),
     f"the file is damaged (the part {SHEET} overlaps the directory); {AGAIN}"),
    ("a locked part", "x.xlsx", lambda: lying("flags", 1),
     f"the part {SHEET} is locked with a password; save the file without one"),
    *[(f"packed by method {method}", "x.xlsx", lambda method=method: lying("method", method),
       f"the part {SHEET} is packed in a way that is not read; open it in Excel and save it")
      for method in (12, 14, 93, 99)],
    ("a type packed by LZMA", "x.ods", lambda: packed(ods(), method=zipfile.ZIP_LZMA),
     "the part mimetype is packed in a way that is not read; open it in Excel and save it"),
    ("a name in two cases", "x.xlsx", lambda: packed(xlsx(), (SHEET.upper(), worksheet(rows()))),
     "the archive holds two parts of the same name; save the file anew in Excel"),
    ("half of it", "x.xlsx", lambda: packed(xlsx())[:600],
     f"the file is damaged (File is not a zip file); {AGAIN}"),
    ("four bytes of it", "x.xlsx", lambda: b"PK\x03\x04", f"this is a damaged zip archive; {AGAIN}"),
    # the package
    *[(f"a sheet at {target[:20]}", "x.xlsx",
       lambda target=target: packed(xlsx(changed={"xl/_rels/workbook.xml.rels": relations(("worksheet", target))})),
       LOST)
      for target in ("worksheets/none.xml", "../../../../etc/passwd", "http://127.0.0.1:9/x", "/x" * 1_000)],
    ("a workbook for a sheet", "x.xlsx",
     lambda: packed(xlsx(changed={"xl/_rels/workbook.xml.rels": relations(("worksheet", "workbook.xml"))})),
     "the workbook cannot be read (the part xl/workbook.xml holds workbook and not worksheet); "
     "open it in Excel, save it as .xlsx, and try again"),
    ("two parts under one name", "x.xlsx",
     lambda: packed(xlsx(changed={"xl/_rels/workbook.xml.rels": ONE_SHEET.replace("</R", ONE_SHEET[83:].replace(
         "sheet1", "sheet2"), 1)})),
     f"the part xl/_rels/workbook.xml.rels refers to two parts as 'rId1'; {EXCEL}"),
    ("two sheets of one part", "x.xlsx",
     lambda: packed(xlsx(changed={"xl/workbook.xml": declaring("S", "T").replace("rId2", "rId1")})),
     f"the sheets S and T are one and the same part of the file; {OPEN}"),
    ("too many sheets", "x.xlsx", lambda: packed(xlsx(changed={"xl/workbook.xml": declaring(*["S"] * 2_001)})),
     f"it has 2,001 sheets, and at most 2,000 {AT_MOST}"),
    ("no sheet", "x.xlsx", lambda: packed(xlsx(changed={"xl/workbook.xml": declaring()})),
     "the workbook has no sheet that can be read; open it in Excel, save it as .xlsx, try again"),
    ("no workbook", "x.xlsx", lambda: packed(xlsx(changed={"xl/workbook.xml": None})),
     "this is not a spreadsheet; give an .xlsx, .ods or .csv file"),
    ("a declaration in a workbook elsewhere", "x.xlsx",
     lambda: packed({**elsewhere(), "book/worksheets/sheet1.xml": OUTSIDE}), declares("book/worksheets/sheet1.xml")),
    # a sheet
    ("a cell at the end of the world", "x.xlsx",
     lambda: packed(xlsx(worksheet(rows(behind='<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')))),
     f"it has 16,384 columns, and at most 2,000 {AT_MOST}"),
    *[(f"row {written}", "x.xlsx",
       lambda written=written: packed(xlsx(worksheet(rows(behind=f'<row r="{written}"/>')))),
       f"the row '{written}' {ON_S} is no row; {OPEN}") for written in ("0", "-1", "1048577", "9" * 20)],
    ("a cell twice", "x.xlsx",
     lambda: packed(xlsx(worksheet(rows(behind='<row r="3"><c r="B3"><v>99</v></c></row>')))),
     f"cell B3 of sheet S stands in the file twice; {OPEN}"),
    ("a cell within a cell", "x.xlsx", lambda: packed(xlsx(worksheet(rows(behind="<row><c><c/></c></row>")))),
     f"a cell {ON_S} stands outside a row or in another cell; {OPEN}"),
    ("a merged area that is none", "x.xlsx",
     lambda: packed(xlsx(worksheet(rows(), '<mergeCells><mergeCell ref="A0:B"/></mergeCells>'))),
     f"the merged area 'A0:B' {ON_S} is no area; {OPEN}"),
    ("no end of elements in elements", "x.xlsx", lambda: packed(xlsx("<worksheet>" + "<a>" * 10_000)),
     f"it has 257 elements inside one another in the part {SHEET}, and at most 256 {AT_MOST}"),
    ("a text that is too long", "x.xlsx",
     lambda: packed(xlsx(worksheet(rows(behind=f"<row>{text('x' * 32_768)}</row>")))),
     f"it has 32,768 characters in cell A4, and at most 32,767 {AT_MOST}"),
    ("a number format that is too long", "x.xlsx", lambda: packed(styled("0" * 100_000)),
     f"it has 100,000 characters in a number format, and at most 500 {AT_MOST}"),
    # OpenDocument
    ("cells repeated over all columns", "x.ods", lambda: packed(ods(row(number("1", repeated="16384"), "1048576"))),
     f"it has 16,384 columns, and at most 2,000 {AT_MOST}"),
    ("rows repeated over the sheet", "x.ods", lambda: packed(ods(row(number("1"), "1048573"))),
     f"it has 1,048,578 filled cells, and at most 1,000,000 {AT_MOST}"),
    ("half of the rows", "x.ods", lambda: packed(ods(row(number("1"), "524288"))),
     f"it has 524,291 filled rows, and at most 250,000 {AT_MOST}"),
    ("merged cells repeated", "x.ods",
     lambda: packed(ods(row(said("x").replace(" office", ' table:number-columns-spanned="2" office', 1), "100001"))),
     f"it has 100,001 merged areas, and at most 100,000 {AT_MOST}"),
    *[(f"repeated {times} times", "x.ods", lambda times=times: packed(ods(row(number("1"), times))),
       f"a cell or row is repeated '{times}' times, which is no number; {LIBRE}")
      for times in ("0", "-1", "1.5", "1000000000000", "x")],
    ("a password", "x.ods", lambda: packed(ods(changed={"META-INF/manifest.xml": "<encryption-data/>"})),
     "this is a password-protected OpenDocument file; "
     "open it in LibreOffice or Excel, save it without a password, and try again"),
    ("no content", "x.ods", lambda: packed(ods(changed={CONTENT: None})),
     "the part content.xml is missing from the OpenDocument file; "
     "open it in LibreOffice or Excel, save it, and try again"),
    ("groups without end", "x.ods", lambda: packed(ods("<table:table-row-group>" * 10_000)),
     f"it has 257 elements inside one another in the part {CONTENT}, and at most 256 {AT_MOST}"),
    # delimited text
    ("a NUL", "x.csv", lambda: b"\0", "this is not a spreadsheet; give an .xlsx, .ods or .csv file"),
    ("a million columns", "x.csv", lambda: b"," * 900_000,
     f"it has 900,001 columns, and at most 2,000 {AT_MOST}"),
    ("one line", "x.csv", lambda: b"a" * 2_000_000,
     f"it has 2,000,000 characters in the row that begins in line 1, and at most 1,000,000 {AT_MOST}"),
    ("nothing but line ends", "x.csv", lambda: b"\n" * 1_048_577,
     f"it has 1,048,577 rows, and at most 1,048,576 {AT_MOST}"),
    ("half a character of UTF-16", "x.csv", lambda: "Measure,Performance\n".encode("utf-16") + b"x",
     "the text is damaged where it begins as Unicode; export the file again"),
    ("half a character of UTF-8", "x.csv", lambda: b"\xef\xbb\xbfMeasure\xff\n",
     "the text is damaged where it begins as Unicode; export the file again"),
    ("nothing", "x.csv", lambda: b"", "the file is empty; export it again"),
    # other things under a name that is not theirs
    *[(f"{what} called {name}", name, lambda data=data: data, f"this is {what}; {cure}")
      for name in ("x.xlsx", "x.csv") for what, cure, data in (
        ("a web page, whatever its name says", "open it in Excel and save it as .xlsx", b"<html><table/></html>"),
        ("a PDF", "ask for the spreadsheet, or copy its tables into one", b"%PDF-1.4\n"),
        ("a Parquet table", "export it as .csv or .xlsx and give that", b"PAR1\0\0PAR1"),
    )],
    ("an OLE container of zeros", "x.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000),
     f"this is a damaged old Office file; {AGAIN}"),
]  # fmt: skip


def refused(path: Path, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["check", path.name])
    shown = capsys.readouterr()
    last = "slcheck: exit 3: the data could not be fully judged: 1 problem\n"
    assert (code, shown.err) == (3, f"error: {path.name}: {sentence}\n{last}")


@pytest.mark.parametrize(
    ("name", "make", "sentence"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_what_is_refused(
    name: str,
    make: Callable[[], bytes],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(make())
    refused(tmp_path / name, sentence, capsys)


UNUSABLE: list[Case] = [
    *[(f"the shared text {position}", "x.xlsx", lambda position=position: packed(xlsx(
        worksheet(rows(f'<c t="s"><v>{position}</v></c>')),
        {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>a</t></si></sst>'})),
       f"sheet S, cell B3: the cell shows {position}; correct the formula and save the file again")
      for position in ("1", "-1", "9" * 30, "1.5")],
    *[(f"the number {written}", "x.xlsx",
       lambda written=written: packed(xlsx(worksheet(rows(f"<c><v>{written}</v></c>")))),
       f"sheet S, cell B3: the cell shows {written}; correct the formula and save the file again")
      for written in ("1e999", "NaN", "INF", "0x10", "1_000", "٩٧")],
    *[(f"the number {written} of OpenDocument", "x.ods", lambda written=written: packed(ods(figure=number(written))),
       f"sheet T, cell B3: the cell shows {written}; correct the formula and save the file again")
      for written in ("1e999", "NaN", "0x10", "٩٧")],
    ("an error", "x.xlsx", lambda: packed(xlsx(worksheet(rows('<c t="e"><v>#DIV/0!</v></c>')))),
     "sheet S, cell B3: the cell shows #DIV/0!; correct the formula and save the file again"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "make", "sentence"), [case[1:] for case in UNUSABLE], ids=[case[0] for case in UNUSABLE]
)
def test_what_is_no_figure(
    name: str,
    make: Callable[[], bytes],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(make())
    code = main(["check", name])
    assert (code, capsys.readouterr().err.splitlines()[0]) == (3, f"error: {name}, {sentence}")


UNHARMED: list[tuple[str, str, Callable[[], bytes]]] = [
    ("UTF-16", "x.xlsx", lambda: encoded("utf-16", "UTF-16")),
    ("Latin-1", "x.xlsx", lambda: encoded("iso-8859-1", "ISO-8859-1")),
    ("a wrong dimension", "x.xlsx",
     lambda: packed(xlsx(worksheet(rows()).replace("<sheetD", '<dimension ref="A1"/><sheetD')))),
    ("a workbook elsewhere", "x.xlsx", lambda: packed(elsewhere())),
    ("a part with a path out of the archive", "x.xlsx", lambda: packed(xlsx(), ("../../evil.xml", "<a/>"))),
    ("an archive within the archive", "x.xlsx", lambda: packed({**xlsx(), "xl/embeddings/a.zip": packed(xlsx())})),
    ("a workbook called .csv", "x.csv", lambda: packed(xlsx())),
    ("OpenDocument called .xlsx", "x.xlsx", lambda: packed(ods())),
    ("blank rows to the end of the sheet", "x.ods", lambda: packed(ods(row("<table:table-cell/>", "1048573")))),
    ("a table in a cell", "x.ods", lambda: packed(ods(row(said(WITHIN))))),
    ("words that look like prefixes", "x.ods", lambda: packed(ods(f"<!--{'xmlns:' * 100_000}-->"))),
    ("line ends of three kinds", "x.csv",
     lambda: f"{TITLE}\r\nMeasure,Performance\rSCH9 SL001,97.5%\n".encode()),
    ("signs that ring and hide", "x.csv",
     lambda: f"{TITLE}\nMeasure,Performance\n\x1b\u202eSCH9\x07 SL\u200b001,97.5%\n".encode()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make"), [case[1:] for case in UNHARMED], ids=[case[0] for case in UNHARMED])
def test_what_is_read_in_spite_of_all(
    name: str,
    make: Callable[[], bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(make())
    code = main(["check", name])
    shown = capsys.readouterr()
    assert (code, shown.err.splitlines()[0].partition(";")[0]) == (0, f"read 1 row as figures from 1 sheet of {name}")
    assert "97.5%" in shown.out


def test_a_name_of_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", ""]) == 3
    assert capsys.readouterr().err.splitlines()[0] == "error: : the name is empty; name a file"


def test_a_link_to_nowhere_and_a_queue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link.csv").symlink_to("nowhere.csv")
    said_of_it = "cannot be opened (No such file or directory); check the name and that you may read it"
    refused(tmp_path / "link.csv", said_of_it, capsys)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "queue.csv")
        refused(tmp_path / "queue.csv", "it is not a regular file; copy it to one first", capsys)


def test_accents_upon_accents_do_not_take_for_ever() -> None:
    above, below = "\N{COMBINING ACUTE ACCENT}", "\N{COMBINING DOT BELOW}"
    assert (
        clean("a" + (above + below) * 16_000)
        == "\N{LATIN SMALL LETTER A WITH DOT BELOW}" + below * 15_999 + above * 16_000
    )
