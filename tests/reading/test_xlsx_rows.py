"""Rows that are read with a pattern: the sheet is the one that expat makes of them, or the refusal is."""

import io
import itertools
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from unittest import mock

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slcheck.errors import UnreadableInput
from slcheck.reading import bounds
from slcheck.reading.cells import Book
from slcheck.reading.formats import markup, xlsx, xlsx_sheet
from slcheck.reading.formats.xlsx_cells import Contents
from slcheck.reading.formats.xlsx_rows import PlainRows
from slcheck.reading.formats.xlsx_sheet import Shared
from slcheck.reading.formats.xlsx_strings import shared_strings
from slcheck.reading.formats.xlsx_styles import styles
from slcheck.reading.formats.xlsx_values import EPOCH_1900

PART = "xl/worksheets/sheet1.xml"
ROOM = b" " * 33_000
"""A small sheet is left to expat as a whole; this makes one large."""
BEFORE = '<row r="1"><c r="A1"><v>98</v></c></row>'
AFTER = '<row r="9"><c r="A9"><v>99</v></c></row>'
TOO_LONG = "x" * 32_768
STYLES = b"""<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="14"/></cellXfs></styleSheet>"""
STRINGS = f"<sst><si><t>London</t></si><si><t>a &amp;lt; b</t></si><si><t>{TOO_LONG}</t></si><si><t/></si></sst>"


def shared() -> Shared:
    strings = shared_strings([STRINGS.encode()], "s")
    return Shared(strings, styles([STYLES], "s"), EPOCH_1900, characters=strings.characters)


def part(rows: str | bytes, head: str = "<worksheet>", tail: str = "</sheetData></worksheet>") -> bytes:
    inside = rows.encode("utf-8", "surrogatepass") if isinstance(rows, str) else rows
    return head.encode() + ROOM + b"<sheetData>" + inside + tail.encode()


def cut_at(content: bytes, *places: int) -> list[bytes]:
    edges = [0, *places, len(content)]
    return [content[start:end] for start, end in itertools.pairwise(edges)]


def by_rows(content: bytes) -> list[bytes]:
    """The part in pieces that end with a row, so that what is odd in one is its own affair."""
    return [piece + b"</row>" for piece in content.split(b"</row>")[:-1]] + [content.rpartition(b"</row>")[2]]


def fast(pieces: Sequence[bytes]) -> str:
    """What becomes of a sheet: all of it, the kinds of its values too, and what it adds to those of the workbook."""
    book = shared()
    try:
        sheet = xlsx_sheet.read_sheet("S", lambda: pieces, PART, book)
    except UnreadableInput as error:
        return str(error)
    return f"{sheet} {book.rows} {book.filled} {book.characters}"


def slow(content: bytes) -> str:
    """As ``fast``, by expat alone."""
    book = shared()
    try:
        sheet = xlsx_sheet.read_by_events("S", [content], PART, book)
    except UnreadableInput as error:
        return str(error)
    return f"{sheet} {book.rows} {book.filled} {book.characters}"


def left_to_expat(pieces: Sequence[bytes]) -> bytes:
    """What expat gets of a sheet when it is first read."""
    return fed_by(lambda: fast(pieces))[0]


def fed_by(reading: Callable[[], object]) -> list[bytes]:
    """What expat gets of the sheet each time that ``reading`` has it read."""
    fed: list[bytes] = []
    dispatch = markup.dispatch

    def noting(pieces: Iterable[bytes], name: str, *rest: Any) -> None:
        if name != PART:
            dispatch(pieces, name, *rest)
            return
        fed.append(b"")
        dispatch(noted(pieces), name, *rest)

    def noted(pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            fed[-1] += piece
            yield piece

    with mock.patch.object(markup, "dispatch", noting):
        reading()
    return fed


def row(cells: str, number: int = 2, more: str = "") -> str:
    return f'<row r="{number}"{more}>{cells}</row>'


def text(written: str) -> str:
    return row(f'<c r="A2" t="inlineStr"><is><t>{written}</t></is></c>')


def value(written: str, attributes: str = "") -> str:
    return row(f'<c r="A2"{attributes}><v>{written}</v></c>')


# what is written plainly

PLAIN = {
    "a number": value("96.5"),
    "a whole number in a style": value("1", ' s="1"'),
    "a date": value("43000", ' s="2"'),
    "a number that is none": value("many"),
    "white space for a number": value(" "),
    "a shared text": value("0", ' s="1" t="s"'),
    "a shared text with its kind first": value("1", ' t="s" s="1"'),
    "an empty shared text": value("3", ' t="s"'),
    "a shared text that is not there": value("7", ' t="s"'),
    "a kind that there is not": value("1", ' t="wizard"'),
    "a style that there is not": value("1", ' s="seven"'),
    "a truth": value("1", ' t="b"'),
    "an error": value("#N/A", ' t="e"'),
    "a day in ISO's spelling": value("2018-04-01", ' t="d"'),
    "the text of a formula": value("a _x0041_ &amp;lt; b", ' t="str"'),
    "a text as a value": value("a _x0041_ b", ' t="inlineStr"'),
    "metadata": value("1", ' cm="1" vm="2" ph="1"'),
    "a blank before the end of a tag": row('<c r="A2" ><v>5</v></c><c r="B2" s="1" />', more=" "),
    "entities": text("&lt;&gt;&amp;&quot;&apos; &amp;lt; &amp;amp;lt;"),
    "an escape": text("a_x000D_b _x005F_x0041_"),
    "an escape made by an entity": text("_x&amp;_ _x0026_lt;"),
    "a tab and a line feed": text("a\tb\nc"),
    "a greater-than sign": text("a > b ]] >"),
    "letters of any kind": text("é \ufeff \x7f \x85 \u2028 😀"),
    "room around a text": row('<c r="A2" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>'),
    "a text in a cell of another kind": row('<c r="A2" t="n"><is><t>5</t></is></c>'),
    "the longest text": text("x" * 32_767),
    "an empty text": text(""),
    "an empty value": value(""),
    "a cell with a style only": row('<c r="A2" s="1"/><c r="C2" s="1"></c><c r="D2"><v>1</v></c>'),
    "a formula with its value": row('<c r="A2"><f>IF(B2&gt;1,"a","b")&amp;"c"</f><v>5</v></c>'),
    "the first formula of those that share it": row('<c r="A2"><f t="shared" ref="A2:B2" si="0">C2</f><v>5</v></c>'),
    "another formula of those that share it": row('<c r="A2" t="str"><f t="shared" si="0"/><v>a</v></c>'),
    "a formula as LibreOffice writes it": row('<c r="A2"><f aca="false">B2</f><v>5</v></c>'),
    "a row with nothing in it": '<row r="2"></row>',
    "a row that ends where it begins": '<row r="2" spans="1:2"/><row r="3" />' + row('<c r="A4"><v>1</v></c>', 4),
    "a row that is hidden": row('<c r="A2"><v>5</v></c>', more=' hidden="1"'),
    "a row that is hidden and has nothing in it": '<row r="2" hidden="true"/>' + row("", 3),
    "a row that is not hidden": row('<c r="A2"><v>5</v></c>', more=' hidden="false" ht="12.8"'),
    "a row without height": row('<c r="A2"><v>5</v></c>', more=' ht="0.0" customHeight="1"'),
    "a row of no known height": row('<c r="A2"><v>5</v></c>', more=' ht="tall"'),
    "a row as Excel writes it": row('<c r="A2"><v>5</v></c>', more=' spans="1:8" x14ac:dyDescent="0.25"'),
    "the last column that is read": row('<c r="BXX2"><v>5</v></c>'),
}


@pytest.mark.parametrize("rows", PLAIN.values(), ids=PLAIN.keys())
def test_a_plain_row_is_read_as_expat_reads_it_and_without_it(rows: str) -> None:
    content = part(BEFORE + rows + AFTER)
    assert fast([content]) == slow(content)
    assert "Cell(" in slow(content)
    assert left_to_expat([content]) == part("")


# what is not

FIVE = '<c r="A2"><v>5</v></c>'
ODD = {
    "a row without its number": f"<row>{FIVE}</row>",
    "a cell without its reference": row("<c><v>5</v></c>"),
    "a reference in lower case": row('<c r="a2"><v>5</v></c>'),
    "a reference to another row": row('<c r="A3"><v>5</v></c>'),
    "a reference with more digits": row('<c r="A22"><v>5</v></c>'),
    "a reference with a zero before": row('<c r="A02"><v>5</v></c>'),
    "a row with a zero before its number": f'<row r="02">{FIVE}</row>',
    "a row and a reference with a zero before": '<row r="02"><c r="A02"><v>5</v></c></row>',
    "row nought": '<row r="0"><c r="A0"><v>5</v></c></row>',
    "a row beyond all": '<row r="1048577"><c r="A1048577"><v>5</v></c></row>',
    "a row of many digits": f'<row r="{"1" * 5000}"/>',
    "a row with digits of another script": f'<row r="\u0662">{FIVE}</row>',
    "a row before the last one": row('<c r="A4"><v>5</v></c>', 4) + row('<c r="A3"><v>5</v></c>', 3),
    "a row that is there twice": row(FIVE) + row('<c r="B2"><v>5</v></c>'),
    "a cell that is there twice": row(FIVE + FIVE),
    "a cell before the last one": row('<c r="B2"><v>5</v></c>' + FIVE),
    "an empty cell before the last one": row('<c r="B2"><v>5</v></c><c r="A2"/>'),
    "a column beyond those that are read": row('<c r="BXY2"><v>5</v></c>'),
    "an empty cell beyond those that are read": row('<c r="BXY2" s="1"/>'),
    "a column beyond all": row('<c r="XFE2"><v>5</v></c>'),
    "a text that is too long": text(TOO_LONG),
    "a shared text that is too long": value("2", ' t="s"'),
    "the text of a formula that is too long": value(TOO_LONG, ' t="str"'),
    "a carriage return": text("a\r\nb\rc"),
    "a character by its number": text("a&#13;b&#x41;"),
    "an entity that is not declared": text("a&nbsp;b"),
    "an ampersand": text("a & b"),
    "an entity that does not end": text("a &amp b"),
    "an ampersand in a value": value("1 & 2"),
    "an ampersand in a formula": row('<c r="A2"><f>B2&C2</f><v>5</v></c>'),
    "a control character": text("a\x00b"),
    "a form feed": text("a\x0cb"),
    "U+FFFE": text("a\ufffeb"),
    "U+FFFF": text("a\uffffb"),
    "half of a character": text("a\ud800b"),
    "the end of a section": text("a]]>b"),
    "a section": text("<![CDATA[a</row>b]]>"),
    "a section with a row in it": text(f"<![CDATA[a</c></row>{row(FIVE, 3)}]]>"),
    "a comment": row(f"{FIVE}<!-- 5 -->"),
    "a comment with a row in it": f"<!-- {row(FIVE)} -->",
    "a comment with the end of a row in it": row(f'<!-- </row> --><c r="B2"/>{FIVE}'),
    "a comment with rows around its edges": f'<!-- </row>{row(FIVE)}{row("", 3)}<row r="4"> -->',
    "an instruction with a row in it": f"<?x {row(FIVE)} ?>",
    "a text in runs": row('<c r="A2"><is><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></is></c>'),
    "a text with a phonetic guide": row('<c r="A2"><is><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh></is></c>'),
    "two texts": row('<c r="A2" t="inlineStr"><is><t>a</t><t>b</t></is></c>'),
    "a text that is not there": row('<c r="A2" t="inlineStr"><is/></c>'),
    "two values": row('<c r="A2"><v>5</v><v>6</v></c>'),
    "a value and a text": row('<c r="A2"><v>5</v><is><t>6</t></is></c>'),
    "a formula": row('<c r="A2"><f>B2</f></c>'),
    "a formula with an empty value": row('<c r="A2"><f>B2</f><v></v></c>'),
    "a formula after its value": row('<c r="A2"><v>5</v><f>B2</f></c>'),
    "a formula with a text": row('<c r="A2"><f>B2</f><is><t>6</t></is></c>'),
    "a formula that is shared, without its value": row('<c r="A2"><f t="shared" si="0"/></c>'),
    "a formula with an attribute that is there twice": row('<c r="A2"><f si="0" si="0">B2</f><v>5</v></c>'),
    "a formula with an attribute that is not known": row('<c r="A2"><f x="0">B2</f><v>5</v></c>'),
    "an attribute of a cell that is there twice": row('<c r="A2" s="1" s="2"><v>5</v></c>'),
    "a reference that is there twice": row('<c r="A2" r="B2"><v>5</v></c>'),
    "an attribute of a row that is there twice": row(FIVE, more=' ht="0" ht="1"'),
    "a number of a row that is there twice": row(FIVE, more=' r="3"'),
    "an attribute that is not known": row('<c r="A2" x="1"><v>5</v></c>', more=' x="1"'),
    "attributes that touch": row('<c r="A2" s="1"t="s"><v>0</v></c>'),
    "an attribute without quotes": row("<c r=\"A2\" t=s><v>0</v></c>"),
    "an attribute in other quotes": row("<c r=\"A2\" t='s'><v>0</v></c>"),
    "an attribute with a tag in it": row('<c r="A2" s="<v>"><v>5</v></c>'),
    "an attribute with an entity in it": row('<c r="A2" t="&#115;"><v>0</v></c>', more=' hidden="&#49;"'),
    "an attribute with a line feed in it": row('<c r="A2" t="s\n"><v>0</v></c>', more=' ht="0\n"'),
    "an attribute with a greater-than sign in it": row(FIVE, more=' spans=">"'),
    "a slash before the end of a tag": row('<c r="A2"/ ><c r="B2" s="1"/><v>5</v></c>'),
    "a value after the end of its cell": row('<c r="A2" s="1"/><v>5</v></c>'),
    "a text after the end of its cell": row('<c r="A2"/><is><t>5</t></is></c>'),
    "a cell that ends twice": row('<c r="A2"/></c><c r="B2" s="1"/></c>'),
    "very long attributes": row(FIVE, more=f' spans="{"1:8 " * 60}"'),
    "a cell that is not closed": row('<c r="A2"><v>5</v>'),
    "a value that is not closed": row('<c r="A2"><v>5</c>'),
    "a value that is closed as a text": row('<c r="A2"><v>5</t></is></c>'),
    "a tag of a row that is not closed": '<row r="2"</row>',
    "a tag of a row that is not closed before a cell": f'<row r="2"{FIVE}</row>',
    "a row that does not end": f'<row r="2">{FIVE}',
    "a row that does not end, with nothing in it": '<row r="2">',
    "a row that ends where it begins, twice": '<row r="2"//>',
    "a row that ends twice": row(FIVE) + "</row>",
    "a row that ends after it ended where it began": '<row r="2"/></row>',
    "a row in a row": f'<row r="2">{row(FIVE, 3)}</row>',
    "a row in a row that it began with": f'<row r="2"><row r="3"/>{FIVE}</row>',
    "a cell in a cell": row('<c r="A2"><c r="B2"/><v>5</v></c>'),
    "a cell outside a row": FIVE,
    "a cell after an empty row": f'<row r="2"/>{FIVE}',
    "text between cells": row(f"{FIVE}5"),
    "text between rows": f"{row(FIVE)}5",
    "white space between cells": row(f"{FIVE}\n"),
    "an extension": row('<c r="A2"><v>5</v><extLst><ext/></extLst></c>'),
    "something around a row": f"<x>{row(FIVE)}{row('', 3)}</x>",
    "a name with a prefix": '<x:row r="2"><x:c r="A2"><x:v>5</x:v></x:c></x:row>',
    "the end of the rows": f"{row(FIVE)}</sheetData><x>{row('', 3)}</x><sheetData>",
    "rows after the end of the rows": f"</sheetData><x>{row('')}{row(FIVE.replace('2', '3'), 3)}</x><sheetData>",
    "the rows in themselves": f"{row(FIVE)}<sheetData>{row('', 3)}</sheetData>",
}  # fmt: skip


@pytest.mark.parametrize("rows", ODD.values(), ids=ODD.keys())
def test_an_odd_row_is_left_to_expat_wherever_the_pieces_end(rows: str) -> None:
    content = part(BEFORE + rows + AFTER)
    expected = slow(content)
    assert rows.encode("utf-8", "surrogatepass")[:40] in left_to_expat([content])
    assert fast([content]) == fast(by_rows(content)) == expected
    start = content.index(b"<sheetData>")
    for place in range(start, min(len(content), start + 300)):
        assert fast(cut_at(content, place)) == expected, content[start:place]


@pytest.mark.parametrize("written", [b"caf\xe9", b"\xc0\xbc", b"\xf5\x80\x80\x80"])
def test_what_is_not_utf_8_is_left_to_expat(written: bytes) -> None:
    content = part(BEFORE.encode() + text("?").encode().replace(b"?", written) + AFTER.encode())
    assert fast([content]) == fast(by_rows(content)) == slow(content)
    assert "not well-formed" in slow(content)


def test_rows_around_an_odd_one_need_no_expat() -> None:
    odd = row('<c r="A2" t="inlineStr"><is><t>a&#65;</t></is></c>')
    content = part(BEFORE + odd + AFTER)
    assert left_to_expat(by_rows(content)) == part(odd)


@pytest.mark.parametrize(
    "odd",
    [row(f"{FIVE}<!-- 5 -->"), row(f"{FIVE}<?x?>"), text("<![CDATA[a]]>"), row('<c r="B1"><v>5</v></c>', 1),
     row('<c r="B2"/><c r="A2"/>')],
)  # fmt: skip
def test_rows_after_a_comment_or_out_of_order_are_left_to_expat(odd: str) -> None:
    content = part(BEFORE + odd + AFTER)
    assert left_to_expat(by_rows(content)) == part(odd + AFTER)
    assert fast(by_rows(content)) == slow(content)
    assert "Cell(" in slow(content)


def test_a_piece_without_the_end_of_a_row_is_not_kept_waiting() -> None:
    """A row without an end would be kept in memory as a whole."""
    long = text("x" * 9_000)
    content = part(BEFORE + long + AFTER)
    place = content.index(b"xxx")
    assert left_to_expat(cut_at(content, place, place + 5_000)) == part(long + AFTER)


def test_a_row_that_has_not_ended_is_no_row() -> None:
    """Rows are only asked for whole; one that is not would lose its cells in silence."""
    book = shared()
    rows = PlainRows(Contents(book.strings, book.styles, book.epoch, str))
    whole = row(FIVE).encode()
    assert rows.read(whole, 2) is None
    assert rows.read(whole.removesuffix(b"</row>"), 1) is None
    block = rows.read(whole, 1)
    assert block is not None
    assert (list(block.rows), block.last, block.filled) == ([2], 2, 1)


# the part around the rows


@pytest.mark.parametrize(
    "begin",
    [b"\xef\xbb\xbf", b"\xef\xbb\xbf<?xml version='1.0'?>\n", b"<?xml version='1.0' encoding='utf-8'?>",
     b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n', b'<?xml version="1.0" encoding="utf-8" ?>'],
)  # fmt: skip
def test_a_part_in_utf_8_needs_no_expat_for_its_rows(begin: bytes) -> None:
    content = begin + part(text("é"))
    assert left_to_expat([content]) == begin + part("")
    assert fast([content]) == slow(content)


DISGUISE = "<worksheet><sheetData>".encode("utf-16-le") + f" {' ' * 33_000}<sheetData>{row(FIVE)}".encode()
SAYS = '<?xml version="1.0" encoding="{}"?>'
END = "</sheetData></worksheet>"
LATER = f"<sheetData>{row(FIVE)}</sheetData></worksheet>"
WHOLE = {
    "Latin-1": SAYS.format("ISO-8859-1").encode() + part(text("caf\xe9").encode("latin-1")),
    "Latin-1 that reads as UTF-8": SAYS.format("ISO-8859-1").encode() + part(text("é")),
    "an encoding that there is not": SAYS.format("utf-88").encode() + part(row(FIVE)),
    "UTF-16": part(text("é")).decode().encode("utf-16"),
    "UTF-16 as the declaration says": (SAYS.format("UTF-16") + part(row(FIVE)).decode()).encode("utf-16"),
    "rows of UTF-8 in a part of UTF-16": b"\xff\xfe" + DISGUISE,
    "rows of UTF-8 in a part of UTF-16 without a mark": DISGUISE,
    "another declaration": b'<?xml version="1.1"?>' + part(row(FIVE)),
    "a comment before": part(row(FIVE), "<worksheet><!-- <sheetData> -->"),
    "a comment with rows before": part(row(FIVE), "<worksheet><!-- ", f" -->{LATER}"),
    "a comment with rows among the rows": part(row(FIVE), "<worksheet><sheetData ><!-- ", f" -->{row('', 3)}{END}"),
    "a section before": part(row(FIVE), "<worksheet><x><![CDATA[", f"]]></x>{LATER}"),
    "an instruction before": part(row(FIVE), "<?x <sheetData> ?><worksheet>"),
    "a document type": part(row(FIVE), '<!DOCTYPE worksheet [<!ENTITY x "5">]><worksheet>'),
    "another root": part(row(FIVE), "<chartsheet>", "</sheetData></chartsheet>"),
    "rows in a cell": part(row(FIVE), '<worksheet><sheetData ><row r="1"><c r="A1"><x>'),
    "a prefix": part(row(FIVE), "<x:worksheet>", "</sheetData></x:worksheet>").replace(b"sheetD", b"x:sheetD"),
    "the start of the rows in a tag": part(row(FIVE), '<worksheet x="'),
}  # fmt: skip


@pytest.mark.parametrize("content", WHOLE.values(), ids=WHOLE.keys())
def test_a_part_that_does_not_begin_plainly_is_left_to_expat(content: bytes) -> None:
    assert fast([content]) == slow(content)
    assert content.startswith(left_to_expat([content]))  # which ends where it is refused
    assert fast(by_rows(content)) == fast(cut_at(content, len(content) // 2)) == slow(content)


@pytest.mark.parametrize(
    "tail",
    ["", "</sheetData>", "</sheetData></worksheet", "</sheetData></raw></worksheet>", "</worksheet>", "<row", "5 & 6",
     "</sheetData></worksheet>more", "</sheetData><x>\n&y;</x></worksheet>", "\n</sheetDat></worksheet>"],
)  # fmt: skip
def test_damage_after_the_rows_is_named_by_its_place_in_the_whole_part(tail: str) -> None:
    content = part(BEFORE + text("é\né") + AFTER, tail=tail)
    expected = slow(content)
    assert "is damaged" in expected
    for pieces in ([content], by_rows(content)):
        assert fast(pieces) == expected
        assert b"<row r=" not in left_to_expat(pieces)


def test_the_place_of_damage_is_found_although_all_cells_that_are_read_have_been_counted() -> None:
    """What was taken before the damage was seen does not count twice."""
    content = part(BEFORE + row('<c r="A2"><v>5</v></c>') + AFTER, tail="</sheetDat>")
    with mock.patch.multiple(bounds, FILLED_CELLS=3, FILLED_ROWS=3):
        assert fast([content]) == slow(content)
    assert "is damaged (mismatched tag: line 1" in slow(content)


def test_what_stands_after_the_rows_is_read() -> None:
    tail = '</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
    content = part(BEFORE + AFTER, tail=tail)
    assert "merged=[Area(top=1, left=1, bottom=2, right=2)]" in fast([content])
    assert fast([content]) == slow(content)


def test_rows_and_columns_of_controls_are_no_rows_of_the_sheet() -> None:
    tail = f"</sheetData><from><row>5</row></from><x>{row(FIVE)}</x></worksheet>"
    content = part(BEFORE + AFTER, tail=tail)
    for pieces in ([content], by_rows(content)):
        assert fast(pieces) == slow(content)


def test_a_small_sheet_is_left_to_expat() -> None:
    content = part(BEFORE + AFTER).replace(ROOM, b"")
    assert left_to_expat([content]) == content


# the bounds

SEVERAL = BEFORE + row(FIVE + '<c r="B2" t="inlineStr"><is><t>Kent &amp; Essex</t></is></c>') + AFTER


@pytest.mark.parametrize(
    ("bound", "number"),
    [("FILLED_CELLS", 4), ("FILLED_ROWS", 3), ("TEXT_CHARACTERS", 6 + 8 + 32_768 + 12), ("COLUMNS", 2)],
)
@pytest.mark.parametrize("less", [0, 1])
def test_a_bound_holds_for_all_that_is_read_in_either_way(bound: str, number: int, less: int) -> None:
    content = part(SEVERAL)
    with mock.patch.object(bounds, bound, number - less):
        for pieces in ([content], by_rows(content)):
            assert fast(pieces) == slow(content)
            assert slow(content).startswith("it has") == bool(less)
            assert (left_to_expat(pieces) == part("")) == (not less)


# that the way is taken


def fed_of(workbook: bytes) -> bytes:
    """What expat gets of the only sheet, in which there are 3,000 rows."""
    books: list[Book] = []
    (fed,) = fed_by(lambda: books.append(xlsx.read(workbook)))
    assert [len(sheet.rows) for sheet in books[0].sheets] == [3_000]
    return fed


def bulk(write_only: bool) -> bytes:
    book = openpyxl.Workbook(write_only=write_only)
    sheet = book.create_sheet("Bulk") if write_only else book.worksheets[0]
    for number in range(3_000):
        sheet.append(["CRC", "SCH9 <AA>", f"Kent & {number}", "2017-18 Q1", number, 0.5, "94.8%", None])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("write_only", [True, False])
def test_a_large_sheet_of_openpyxl_needs_no_expat_for_its_rows(write_only: bool) -> None:
    fed = fed_of(bulk(write_only))
    assert b"<sheetData></sheetData>" in fed
    assert len(fed) < 2_000


SPELLINGS = {
    "Excel": (
        '<row r="{0}" spans="1:3" x14ac:dyDescent="0.25"><c r="A{0}" t="s"><v>0</v></c><c r="B{0}" s="1"><v>0.5</v></c>'
        '<c r="C{0}" s="2"/></row>'
    ),
    "LibreOffice": (
        '<row r="{0}" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" '
        'collapsed="false"><c r="A{0}" s="0" t="s"><v>0</v></c><c r="B{0}" s="1" t="n"><v>0.5</v></c></row>'
    ),
    "XlsxWriter": '<row r="{0}" spans="1:3"><c r="A{0}" t="s"><v>0</v></c><c r="B{0}"><f>1/2</f><v>0.5</v></c></row>',
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_a_large_sheet_of_other_programs_needs_no_expat_for_its_rows(spelling: str) -> None:
    small = openpyxl.Workbook()
    target, source = io.BytesIO(), io.BytesIO()
    small.save(source)
    rows = "".join(spelling.format(number) for number in range(1, 3_001))
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, part(rows).replace(ROOM, b"") if name == PART else old.read(name))
    assert fed_of(target.getvalue()) == part("").replace(ROOM, b"")


# whatever is written

TEXTS = st.one_of(
    st.sampled_from(
        ["London", "96.5%", "0", "1", "12", "0.5", "", " ", "1e400", "TRUE", "a&amp;lt;b", "&gt;", "_x000D_"]
    ),
    st.sampled_from(
        ["&#13;", "&x;", "&", "\r", "]]>", "<![CDATA[</row>]]>", "<!-- </row> -->", "</row>", "<t>", "\x01"]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="<&"), max_size=5),
)
CELLS = st.sampled_from(
    ['<c r="{0}"><v>{1}</v></c>', '<c r="{0}" s="1"><v>{1}</v></c>', '<c r="{0}" t="s"><v>{1}</v></c>']  # noqa: RUF005
    + ['<c r="{0}" t="inlineStr"><is><t>{1}</t></is></c>', '<c r="{0}" t="str"><v>{1}</v></c>', '<c r="{0}" s="2"/>']
    + ['<c r="{0}"><f>{1}</f><v>{1}</v></c>', '<c r="{0}"><f>{1}</f></c>', "<c><v>{1}</v></c>", '<c r="{0}" s="{1}"/>']
    + ['<c r="{0}" t="inlineStr"><is><r><t>{1}</t></r></is></c>', '<c s="1" r="{0}"/>', "{1}", '<c r="{0}"><v/></c>']
)
ROW_ATTRIBUTES = st.sampled_from(
    ["", "", "", ' hidden="1"', ' ht="0"', ' spans="1:8"', ' ht="1" ht="0"', "/", ' x="1"']
)
PLAINLY = st.integers(0, 9).map(bool)


@st.composite
def some_rows(draw: st.DrawFn) -> str:
    """Rows most of which are plain."""
    written, number = "", 0
    for _ in range(draw(st.integers(1, 5))):
        number = number + 1 if draw(PLAINLY) else draw(st.integers(0, 9))
        columns = draw(st.lists(st.sampled_from("ABCDa"), max_size=4))
        if draw(PLAINLY):
            columns = sorted(set(columns) - {"a"})
        cells = ""
        for column in columns:
            place = f"{column}{number if draw(PLAINLY) else draw(st.integers(0, 9))}"
            cells += draw(CELLS).format(place, draw(TEXTS))
        attributes = "" if draw(PLAINLY) else draw(ROW_ATTRIBUTES)
        between = "" if draw(PLAINLY) else draw(TEXTS)
        written += f'<row r="{number}"{attributes}>{cells}</row>{between}'
    return written


@settings(max_examples=600, deadline=None)
@given(rows=some_rows(), places=st.lists(st.integers(0, 600), max_size=4), ended=PLAINLY)
def test_whatever_the_rows_are_both_ways_make_the_same_of_them(rows: str, places: list[int], ended: bool) -> None:
    content = part(rows, tail="</sheetData></worksheet>" if ended else "</sheetDat")
    start = len(part("", tail=""))
    cuts = sorted({min(start + place, len(content)) for place in places})
    expected = slow(content)
    assert fast([content]) == fast(by_rows(content)) == fast(cut_at(content, *cuts)) == expected
