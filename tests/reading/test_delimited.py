"""Delimited text: its encodings, its delimiters, and the cells it is said to have."""

from pathlib import Path

import pytest

from slcheck.errors import UnreadableInput
from slcheck.model import Counts, Report
from slcheck.reading import bounds
from slcheck.reading.formats import delimited
from support import check

HEADINGS = "Measure,Provider,Quarter,Numerator,Denominator,Percentage\n"
ROW = "SCH9 SL001,Northumbria,2017-18 Q1,776,801,96.9%\n"
TEXT = HEADINGS + ROW


def written(tmp_path: Path, data: bytes | str, name: str = "figures.csv") -> Report:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return check(path)


def one_figure(report: Report) -> tuple[str, Counts]:
    assert not report.problems
    (finding,) = report.findings
    figure = finding.observation.figure
    assert isinstance(figure, Counts)
    return finding.observation.origin.cell, figure


def texts(data: str | bytes) -> dict[str, str]:
    """Address and text of every cell."""
    (sheet,) = delimited.read(data if isinstance(data, bytes) else data.encode()).sheets
    return {cell.address: cell.text for row in sheet.rows.values() for cell in row.values()}


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.rstrip("\n").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace(",", "\t").encode("utf-16"),
    ],
    ids=[
        "utf-8",
        "bom",
        "utf-16",
        "le",
        "be",
        "bare le",
        "bare be",
        "cp1252",
        "crlf",
        "cr",
        "no last newline",
        ";",
        "tab",
        "tab utf-16",
    ],
)
def test_the_same_figure_in_every_encoding_and_delimiter(tmp_path: Path, data: bytes) -> None:
    cell, figure = one_figure(written(tmp_path, data))
    assert (cell, figure.numerator, figure.denominator) == ("D2", 776, 801)


@pytest.mark.parametrize("name", ["figures.csv", "figures.tsv", "figures.txt", "figures.xlsx", "figures"])
def test_the_content_and_not_the_name_says_what_it_is(tmp_path: Path, name: str) -> None:
    report = written(tmp_path, TEXT, name)
    assert report.inputs[0].format == "csv"
    assert one_figure(report)[0] == "D2"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_declared_delimiter_is_believed_and_its_line_keeps_its_number(tmp_path: Path, delimiter: str) -> None:
    cell, figure = one_figure(written(tmp_path, f"sep={delimiter}\n{TEXT.replace(',', delimiter)}"))
    assert (cell, figure.numerator) == ("D3", 776)


@pytest.mark.parametrize(
    ("data", "cells"),
    [
        ('a,"b, with a comma",c\n', {"A1": "a", "B1": "b, with a comma", "C1": "c"}),
        ('a,"say ""yes""",c\n', {"A1": "a", "B1": 'say "yes"', "C1": "c"}),
        ('"one\nrow",b\nc,d\n', {"A1": "one row", "B1": "b", "A2": "c", "B2": "d"}),
        ('"one\r\nrow",b\r\n\r\nc,d\r\n', {"A1": "one row", "B1": "b", "A3": "c", "B3": "d"}),
        ("\n\na,b\n", {"A3": "a", "B3": "b"}),
        (",,c\n", {"C1": "c"}),
        ("a;b,c;d\ne;f,g;h\n", {"A1": "a", "B1": "b,c", "C1": "d", "A2": "e", "B2": "f,g", "C2": "h"}),
        ("a,b;c\nd,e\n", {"A1": "a", "B1": "b;c", "A2": "d", "B2": "e"}),
        (" a ,\u00a0b\u200b\n", {"A1": "a", "B1": "b"}),
        ("Plan – caf\xe9,x\n".encode("cp1252"), {"A1": "Plan – café", "B1": "x"}),
        ("Plan – cafe\u0301,x\n", {"A1": "Plan – café", "B1": "x"}),
        ("sep=;\na;b,c,d,e,f\n", {"A2": "a", "B2": "b,c,d,e,f"}),
        (b'\xef\xbb\xbf"a,b",c\n', {"A1": "a,b", "B1": "c"}),
        (b"\xef\xbb\xbfsep=;\na;b,c,d,e,f\n", {"A2": "a", "B2": "b,c,d,e,f"}),
        ('a,"1,234",b\nc,"5,678",d\n', {"A1": "a", "B1": "1,234", "C1": "b", "A2": "c", "B2": "5,678", "C2": "d"}),
        ("a,b\rc,d\r", {"A1": "a", "B1": "b", "A2": "c", "B2": "d"}),
        ("Sep=\t\na\tb,c,d\n", {"A2": "a", "B2": "b,c,d"}),
        ("a,b\u2028c\x0bd\n", {"A1": "a", "B1": "b c d"}),
        ("sepia,b\n", {"A1": "sepia", "B1": "b"}),
    ],
)
def test_cells_and_addresses_are_those_a_spreadsheet_would_show(data: str | bytes, cells: dict[str, str]) -> None:
    assert texts(data) == cells


def test_a_title_full_of_commas_does_not_hide_the_semicolons(tmp_path: Path) -> None:
    title = "Figures by provider, by quarter, by measure, for CRC, for NPS, and more\n"
    cell, figure = one_figure(written(tmp_path, title + TEXT.replace(",", ";")))
    assert (cell, figure.numerator) == ("D3", 776)


def test_the_cell_of_a_problem_below_quoted_newlines_is_right(tmp_path: Path) -> None:
    data = f'"A title\nover two lines"\n\n{HEADINGS}{ROW}SCH9 SL001,Essex,2017-18 Q1,98,100,TBC\n'
    report = written(tmp_path, data)
    sentence = "'TBC' is not a figure; write a number, or [x] where there is none; the counts were judged"
    assert [(each.message, str(each.place).rpartition(" ")[2]) for each in report.problems] == [(sentence, "F5")]


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("95;6", "'95;6' is not a figure; write a number, or [x] where there is none"),
        ('"95,6%"', "'95,6%' has a decimal comma; write 95.6%"),
        ("TRUE", "'TRUE' is not a figure; write a number, or [x] where there is none"),
        ("#DIV/0!", "'#DIV/0!' is not a figure; write a number, or [x] where there is none"),
        ("nan", "'nan' is not a figure; write a number, or [x] where there is none"),
    ],
)
def test_what_a_text_file_cannot_mean_is_a_problem(tmp_path: Path, field: str, sentence: str) -> None:
    report = written(tmp_path, f"Measure,Provider,Quarter,Rating\nSCH9 SL001,Essex,2017-18 Q1,{field}\n")
    assert [each.message for each in report.problems] == [sentence]
    assert [each.status.value for each in report.findings] == ["no_data"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (
            HEADINGS + 'SCH9 SL001,"Essex,2017-18 Q1,98,100,98%\n',
            "the quotation mark in line 2 is not closed, or misplaced (unexpected end of data); export the file again",
        ),
        (
            HEADINGS + 'SCH9 SL001,"Ess"ex,2017-18 Q1,98,100,98%\n',
            "the quotation mark in line 2 is not closed, or misplaced (',' expected after '\"'); export the file again",
        ),
        (
            TEXT.encode() + b"\x81\n",
            "the text is neither UTF-8, UTF-16 nor Windows-1252; save it as CSV UTF-8",
        ),
        ("a," * 2001 + "\n", "it has 2,002 columns, and at most 2,000 are read; split the file"),
        (
            f"a,{'x' * 32768}\n",
            "it has 32,768 characters in cell B1, and at most 32,767 are read; split the file",
        ),
        (
            'a,b\n"c\nd","e\nf,g\nh,i\n',
            "the quotation mark in line 3 is not closed, or misplaced (unexpected end of data); export the file again",
        ),
        (
            'a,b\nc,"d' + "\ne,f" * 40_000,
            "the cell in line 2 has more than 131,072 characters; close its quotation mark, or shorten it",
        ),
        (
            "a,b\n" + 'c,"\n",' * 200_000,
            "it has 1,000,006 characters in the row that begins in line 2, and at most 1,000,000 are read; "
            "split the file",
        ),
        (
            b"\xff\xfea\0,\0b",
            "the text is damaged where it begins as Unicode; export the file again",
        ),
        (
            b"\xef\xbb\xbfa,caf\xe9\n",
            "the text is damaged where it begins as Unicode; export the file again",
        ),
        ("a,\0b\n".encode("utf-16"), "the text holds NUL characters, which no table has; export the file again"),
        (b"a,b\0c\n", "this is not a spreadsheet; give an .xlsx, .ods or .csv file"),
    ],
    ids=[
        "unclosed",
        "misplaced",
        "undecodable",
        "columns",
        "characters",
        "unclosed behind a quoted line end",
        "swallows the rest",
        "endless row",
        "half a character",
        "mark of UTF-8",
        "NUL in UTF-16",
        "NUL",
    ],
)
def test_a_text_that_cannot_be_read_is_refused_whole(tmp_path: Path, data: bytes | str, sentence: str) -> None:
    report = written(tmp_path, data)
    assert not report.findings
    assert [each.message for each in report.problems] == [sentence]


def test_the_bound_on_filled_cells_holds_over_the_whole_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "FILLED_CELLS", 5)
    with pytest.raises(UnreadableInput) as caught:
        delimited.read(b"a,b\nc,d\ne,f\n")
    assert str(caught.value) == "it has 6 filled cells, and at most 5 are read; split the file"


def test_a_text_without_any_table_says_what_a_table_needs(tmp_path: Path) -> None:
    report = written(tmp_path, "Pet,Age\nCat,3\n")
    assert [each.message for each in report.problems] == [
        "no service-level table found (2 rows looked at); a table needs a heading row with Measure and either "
        "Percentage (or Rating) or Numerator and Denominator, above rows that start with a declared code, "
        "such as SCH9 AA; --targets names declarations of your own"
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("SCH9 SL001,Essex,2017-18 Q1,1,350,1,500,90%", "the row has 8 fields, and the heading row 6"),
        ("SCH9 SL001,Essex,2017-18 Q1,98,100,98%,x", "the row has 7 fields, and the heading row 6"),
    ],
)
def test_a_row_longer_than_its_heading_is_refused_for_its_numbers_may_have_moved(
    tmp_path: Path, row: str, said: str
) -> None:
    report = written(tmp_path, f"{TEXT}{row}\n")
    assert not report.findings
    assert [each.message for each in report.problems] == [f"{said}; put numbers with a comma in quotation marks"]


def test_empty_fields_behind_a_row_and_commas_in_a_note_do_no_harm(tmp_path: Path) -> None:
    note = "Source: Ministry of Justice, by quarter, by area, of England, of Wales, and so on\n"
    assert one_figure(written(tmp_path, HEADINGS + ROW.replace("\n", ",,,\n") + note))[0] == "D2"


def test_a_percentage_that_a_comma_has_cut_in_two_is_refused(tmp_path: Path) -> None:
    headings = "Measure,Provider,Quarter,Percentage,Comment\n"
    report = written(tmp_path, f"{headings}SCH9 SL001,Essex,2017-18 Q1,95,6%\n")
    assert not report.findings
    assert [each.message for each in report.problems] == [
        "'95' and '6%' look like one number with a decimal comma; write 95.6%"
    ]


@pytest.mark.parametrize(
    ("data", "is_text"),
    [
        (b"a,b\n", True),
        (b"a\x0c,b\x1a", True),
        (("a,b\x0b" * 20).encode(), False),
        (bytes(range(1, 256)) * 4, False),
        (TEXT.encode() + b"\x1a", True),
        (b"a\0b\0", True),
        (b"\0a\0b", True),
        (b"ab\0\0", False),
        (b"a\0", False),
        ("a – b, c\n".encode("utf-16-le") * 9, True),
    ],
)
def test_binary_data_is_no_text(data: bytes, is_text: bool) -> None:
    assert delimited.recognises(data) is is_text


def test_the_delimiter_is_chosen_by_the_beginning_however_long_the_text_is() -> None:
    text = "Title, with, commas\n" + "a;b;c\n" * 60_000
    assert len(text) > delimited._SAMPLE
    assert texts(text)["C60001"] == "c"
