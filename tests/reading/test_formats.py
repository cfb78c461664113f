"""What a file is, told by its bytes: read where it can be, else refused by its name and with a cure."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Sequence

import pytest

from slcheck.errors import UnreadableInput
from slcheck.reading import formats
from slcheck.reading.formats import containers, refused

IN_EXCEL = "open it in Excel and save it as .xlsx"
COPY = "ask for the spreadsheet, or copy its tables into one"
GIVE = "give an .xlsx, .ods or .csv file"
UNPACK = "unpack it and give the file within"
EXPORT = "export it as .csv or .xlsx and give that"
AGAIN = "get it again from its source"
AS_ODS = "open it in LibreOffice and save it as .ods or .xlsx"


def archive(*names: str, mimetype: str = "", packing: int = zipfile.ZIP_STORED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as target:
        if mimetype:
            target.writestr("mimetype", mimetype)
        for name in names:
            target.writestr(name, "x")
    return packed.getvalue()


def entry(name: str, kind: int, left: int = -1, right: int = -1, child: int = -1) -> bytes:
    """One entry of the directory of an OLE container."""
    written = name.encode("utf-16-le")
    head = written.ljust(64, b"\0") + (len(written) + 2).to_bytes(2, "little") + bytes((kind, 1))
    links = b"".join(each.to_bytes(4, "little", signed=True) for each in (left, right, child))
    return (head + links).ljust(128, b"\0")


def ole(*names: str, within: Sequence[str] = ()) -> bytes:
    """An OLE container with the streams ``names`` at its root, and a storage that has the streams ``within``."""
    entries = [entry("Root Entry", 5, child=1)]
    for number, name in enumerate(names, 1):
        entries.append(entry(name, 2, right=number + 1 if number < len(names) or within else -1))
    if within:
        entries.append(entry("ObjectPool", 1, child=len(entries) + 1))
        entries += [entry(name, 2) for name in within]
    content = b"".join(entries)
    content += bytes(-len(content) % 512)
    used = len(content) // 512
    chain = [-3, *range(2, used + 1), -2]
    table = b"".join(each.to_bytes(4, "little", signed=True) for each in chain).ljust(512, b"\xff")
    head = bytearray(512)
    head[:8] = containers.OLE
    head[24:32] = b"\x3e\0\x03\0\xfe\xff\x09\0"
    head[32:34] = b"\x06\0"
    head[44:76] = b"".join(each.to_bytes(4, "little", signed=True) for each in (1, 1, 0, 4096, -2, 0, -2, 0))
    head[76:512] = (0).to_bytes(4, "little") + b"\xff" * 432
    return bytes(head) + table + content


def utf_16(text: str) -> bytes:
    return text.encode("utf-16")


FODS = (
    '<?xml version="1.0"?>\n<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"/>'
)
SPREADSHEETML = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
)
LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
SAS = bytes(12) + bytes.fromhex("c2ea8160b31411cfbd92080009c7318c181f1011") + b"\0" * 100

ROWS: list[tuple[str, bytes, str, str]] = [
    ("encrypted xlsx", ole("EncryptedPackage", "EncryptionInfo"), "a password-protected workbook",
     "open it in Excel, save it without a password, and try again"),
    ("doc", ole("1Table", "WordDocument"), "an old Word document", COPY),
    ("doc with a sheet in it", ole("WordDocument", within=["Workbook"]), "an old Word document", COPY),
    ("ppt", ole("PowerPoint Document"), "an old PowerPoint presentation", COPY),
    ("msg", ole("__substg1.0_0037001F", "__properties_version1.0"), "an Outlook message",
     "save the spreadsheet that is attached to it, and give that"),
    ("visio", ole("VisioDocument"), "an old Office file without a workbook", GIVE),
    ("cut short", containers.OLE, "a damaged old Office file", AGAIN),
    ("xlsb", archive("[Content_Types].xml", "xl/workbook.bin"), "a binary .xlsb workbook", IN_EXCEL),
    ("docx", archive("[Content_Types].xml", "word/document.xml"), "a Word document", COPY),
    ("docx with a sheet in it", archive("word/document.xml", "word/embeddings/a.xlsx"), "a Word document", COPY),
    ("pptx", archive("[Content_Types].xml", "ppt/presentation.xml"), "a PowerPoint presentation", COPY),
    ("odt", archive("content.xml", "META-INF/manifest.xml", mimetype="application/vnd.oasis.opendocument.text"),
     "an OpenDocument text", COPY),
    ("odp", archive("content.xml", mimetype="application/vnd.oasis.opendocument.presentation"),
     "an OpenDocument presentation", COPY),
    ("odg", archive(mimetype="application/vnd.oasis.opendocument.graphics"),
     "an OpenDocument file, but no spreadsheet", GIVE),
    ("sxc", archive("content.xml", mimetype="application/vnd.sun.xml.calc"), "an OpenOffice 1 spreadsheet", AS_ODS),
    ("epub", archive("META-INF/container.xml", mimetype="application/epub+zip"), "an e-book", GIVE),
    ("numbers", archive("Index/Document.iwa", "Data/preview.csv"), "an Apple Numbers, Pages or Keynote document",
     "export it as .xlsx and give that"),
    ("jar", archive("META-INF/MANIFEST.MF", "A.class"), "a Java or Android program", GIVE),
    ("zip of one", archive("2017/Figures.xlsx", "read me.txt"),
     "a zip archive with spreadsheets in it (2017/Figures.xlsx)", UNPACK),
    ("zip of many", archive("a.csv", "b.ods", "c.XLS", "d.tsv", "e.xlsx"),
     "a zip archive with spreadsheets in it (a.csv, b.ods, c.XLS and 2 more)", UNPACK),
    ("zip of none", archive("a.txt"), "an archive without a workbook", GIVE),
    ("empty zip", archive(), "an empty zip archive", AGAIN),
    ("split zip", b"PK\x07\x08PK\x03\x04", "one piece of a split zip archive",
     "put the pieces together, unpack them, and give the file within"),
    ("broken zip", b"PK\x03\x04 and no more", "a damaged zip archive", AGAIN),
    ("fods", FODS.encode(), "a flat OpenDocument spreadsheet (.fods)", AS_ODS),
    ("Excel 2003 XML", SPREADSHEETML.encode(), "an Excel 2003 XML spreadsheet", IN_EXCEL),
    ("Excel 2003 XML in UTF-16", utf_16(SPREADSHEETML), "an Excel 2003 XML spreadsheet", IN_EXCEL),
    *[(f"html {beginning[:12]!r}", beginning, "a web page, whatever its name says", IN_EXCEL) for beginning in (
        b"<html><table><tr><td>SCH9 SL001", b"\r\n <!DOCTYPE html>", b"<table><tr><td>", b"\xef\xbb\xbf<HTML>",
        b"<!-- saved from -->", b"<META charset=utf-8>", b'<?xml version="1.0"?><!DOCTYPE html><html/>',
        utf_16("<table border=1>"),
    )],
    ("xml", b'<?xml version="1.0"?><figures/>', "XML, whatever its name says", IN_EXCEL),
    ("xml without a head", b'<f:figures xmlns:f="urn:f">', "XML, whatever its name says", IN_EXCEL),
    ("mht", b"MIME-Version: 1.0\r\n", "a web page saved as one file (.mht), whatever its name says", IN_EXCEL),
    *[(f"json {beginning[:12]!r}", beginning, "JSON, not a spreadsheet", "give the data file it was made from")
      for beginning in (b'{"results": []}', b'[\n {"a": 1}]', b'[["a", 1]]', b"{}", b"[]", utf_16('{"a": 1}'))],
    ("pdf", b"%PDF-1.7\n", "a PDF", COPY),
    ("rtf", b"{\\rtf1\\ansi", "a rich text document (.rtf)", COPY),
    *[(f"image {beginning[:4]!r}", beginning, "an image", COPY)
      for beginning in (b"\x89PNG\r\n\x1a\n\0", b"\xff\xd8\xff\xe0", b"GIF89a", b"II*\0", b"RIFF\1\2\3\4WEBP")],
    ("git-lfs", LFS, "a pointer to a file that was not fetched", "run 'git lfs pull', or download the file itself"),
    ("lnk", bytes.fromhex("4c0000000114020000000000c000000000000046"), "a shortcut to a file",
     "give the file that it points to"),
    ("url", b"[InternetShortcut]\r\nURL=https://a.org", "a shortcut to a file", "give the file that it points to"),
    ("gzip", b"\x1f\x8b\x08\0", "a gzip archive", UNPACK),
    ("bzip2", b"BZh91AY&SY\0", "a bzip2 archive", UNPACK),
    ("xz", b"\xfd7zXZ\0\0", "an xz archive", UNPACK),
    ("zstd", b"\x28\xb5\x2f\xfd\0", "a zstd archive", UNPACK),
    ("7z", b"7z\xbc\xaf\x27\x1c\0", "a 7z archive", UNPACK),
    ("rar", b"Rar!\x1a\x07\0", "a rar archive", UNPACK),
    ("tar", b"figures.csv".ljust(257, b"\0") + b"ustar\x0000", "a tar archive", UNPACK),
    ("parquet", b"PAR1\x15\0\x15PAR1", "a Parquet table", EXPORT),
    ("feather", b"ARROW1\0\0", "an Arrow or Feather table", EXPORT),
    ("sqlite", b"SQLite format 3\0", "an SQLite database", EXPORT),
    ("access", b"\0\1\0\0Standard ACE DB\0", "an Access database", EXPORT),
    ("sas", SAS, "a SAS data set", EXPORT),
    ("spss", b"$FL2@(#) SPSS DATA FILE", "an SPSS data file", EXPORT),
    ("stata", b"<stata_dta><header>", "a Stata data set", EXPORT),
    ("old stata", b"\x72\x02\x01\0", "a Stata data set", EXPORT),
]  # fmt: skip


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableInput) as error:
        formats.read(data)
    return str(error.value)


@pytest.mark.parametrize(("what", "data", "is_this", "cure"), ROWS, ids=[each[0] for each in ROWS])
def test_what_is_no_spreadsheet_is_refused_by_its_name(what: str, data: bytes, is_this: str, cure: str) -> None:
    assert refusal(data) == f"this is {is_this}; {cure}", what


def test_every_kind_that_is_refused_is_in_the_table_above() -> None:
    assert {each.what for each in refused.REFUSED} == {
        is_this.partition(" (2017")[0].partition(" (a.")[0] for _, _, is_this, _ in ROWS
    }


@pytest.mark.parametrize(
    "text",
    [
        "PK,Figure\n1,2\n",
        "PAR1,97%\nPAR1",
        "[1] Figures are provisional\nMeasure,Rating\n",
        "[1, 2] see the notes\n",
        "{c},97%\n",
        '{"SL001",97%}\n',
        "[c],97%\n",
        "<5,97%\n",
        "<tablet>,1\n",
        "<b,1\n",
        "BZh9,1\n",
        "7z,1\n",
        "%PDF,1\n",
        "ID;Provider\nSL001;Essex\n",
        "II*,1\n",
        "rl,1\n",
        "$FL2,1\n",
        "version https,1\n",
        "MIME,1\n",
        "GIF,1\n",
        "sep=;\nMeasure;Rating\n",
        "\tMeasure\tRating\n",
        "MZ,BM\n",
    ],
)
def test_a_delimited_text_may_begin_with_nearly_anything(text: str) -> None:
    for data in (text.encode(), utf_16(text)):
        name, book = formats.read(data)
        assert (name, len(book.sheets)) == ("csv", 1)


def test_what_is_nothing_known_says_what_is_read() -> None:
    assert refusal(b"MZ\x90\0\3") == f"this is not a spreadsheet; {GIVE}"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (archive("[Content_Types].xml", "xl/workbook.xml", "xl/embeddings/figures.xlsx"), "xlsx"),
        (archive("[Content_Types].xml", "xl/workbook.xml", "customXml/a.csv", packing=zipfile.ZIP_DEFLATED), "xlsx"),
        (archive("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        (archive("Object 1/a.csv", mimetype="application/vnd.oasis.opendocument.spreadsheet-template"), "ods"),
        (archive("content.xml", "META-INF/manifest.xml"), "ods"),
        (ole("Workbook", "SummaryInformation"), "xls"),
        (ole("Book"), "xls"),
        (ole("Workbook", within=["WordDocument"]), "xls"),
        (bytes.fromhex("0908100000060500"), "xls"),
        (bytes.fromhex("0900040002001000"), "xls"),
        (b"Measure,Rating\n", "csv"),
    ],
)
def test_what_is_read_is_left_to_its_reader(data: bytes, name: str) -> None:
    assert refused.refusal(data) is None
    assert next(each.NAME for each in formats.in_turn() if each.recognises(data)) == name


@pytest.mark.parametrize("cut_at", range(0, 2049, 128))
def test_a_container_that_is_cut_short_or_goes_in_circles_ends(cut_at: int) -> None:
    data = ole("WordDocument", "Data", within=["Workbook"])
    assert containers.ole_entries(data) == {"WordDocument", "Data", "ObjectPool"}
    containers.ole_entries(data[:cut_at])
    circle = bytearray(data)
    circle[516:520] = (1).to_bytes(4, "little")  # the directory follows on itself
    circle[1024 + 2 * 128 + 72 : 1024 + 2 * 128 + 76] = (1).to_bytes(4, "little")  # and so do its entries
    assert "WordDocument" in (containers.ole_entries(bytes(circle)) or ())


def test_importing_the_formats_loads_no_library() -> None:
    program = (
        "import sys, slcheck.reading.formats.ods, slcheck.reading.formats.xls, slcheck.reading.formats.refused\n"
        "print(sorted({'xlrd', 'odf', 'python_calamine'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[]\n"
