"""What is refused by name: files that people hold for spreadsheets, or that spreadsheets travel in.

Every row says what the file is, what to do instead, and how it is told by its bytes. The rows are exact, because a
delimited text may begin with nearly anything: with ``PK``, with ``PAR1``, with ``[1]`` or with ``{``.
"""

import codecs
import re
from collections.abc import Callable
from functools import cached_property

from slcheck.reading.formats.containers import OLE, ZIP, declares_workbook, ole_entries, zip_mimetype, zip_parts
from slcheck.text import clean, cut, listed, regex
from slcheck.values import dataclass


@dataclass(frozen=True)
class Look:
    """A file as far as it has to be looked at to tell what it is."""

    data: bytes

    @cached_property
    def parts(self) -> frozenset[str]:
        """The parts of a zip archive in lower case."""
        return frozenset(part.casefold() for part in zip_parts(self.data) or ())

    @cached_property
    def mimetype(self) -> str:
        return zip_mimetype(self.data)

    @cached_property
    def entries(self) -> frozenset[str]:
        """What stands at the root of an OLE container."""
        return ole_entries(self.data) or frozenset()

    @cached_property
    def text(self) -> str:
        """The beginning as text, without byte order mark and white space in front."""
        head = self.data[:8192]
        for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
            if head.startswith(mark):
                return head[2:].decode(encoding, "ignore").lstrip()
        return head.removeprefix(codecs.BOM_UTF8).decode("latin-1").lstrip()


Tell = Callable[[Look], bool]


@dataclass(frozen=True, slots=True)
class Refused:
    """A kind of file that is not read: what it is, what to do, how to tell it."""

    what: str
    cure: str
    tell: Tell


_IN_EXCEL = "open it in Excel and save it as .xlsx"
_UNLOCK = "open it in Excel, save it without a password, and try again"
_COPY = "ask for the spreadsheet, or copy its tables into one"
_UNPACK = "unpack it and give the file within"
_EXPORT = "export it as .csv or .xlsx and give that"
_AGAIN = "get it again from its source"
_GIVE = "give an .xlsx, .ods or .csv file"

_WEB = regex(r"<(?:!--|(?:!doctype\s+html|html|head|body|table|meta|style|script|title)\b)", re.IGNORECASE)
_XML = regex(r"<\?xml\s|<[a-z][\w.-]*(?::[\w.-]+)?\s[^>]{0,2000}xmlns", re.IGNORECASE)
_JSON = regex(r'\{\s*(?:"[^"\n]{0,200}"\s*:|\}\s*\Z)|\[\s*(?:\{\s*["}]|\[\s*["\[]|\]\s*\Z)')
_WITHIN = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv")
_IMAGE = regex(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|RIFF....WEBP", re.DOTALL)
_OLD_STATA = regex(rb"[\x6c-\x76][\x01\x02]\x01\x00")
_SAS = bytes(12) + bytes.fromhex("c2ea8160b31411cfbd92080009c7318c181f1011")
_SHORTCUT = bytes.fromhex("4c0000000114020000000000c000000000000046")


def _starts(*beginnings: bytes) -> Tell:
    return lambda look: look.data.startswith(beginnings)


def _part(*names: str) -> Tell:
    return lambda look: not look.parts.isdisjoint(names)


def _entry(*names: str) -> Tell:
    return lambda look: any(entry.startswith(names) for entry in look.entries)


def _says(mimetype: str) -> Tell:
    return lambda look: look.mimetype.startswith(mimetype)


def _text(pattern: re.Pattern[str]) -> Tell:
    return lambda look: pattern.match(look.text) is not None


def _xml_that_names(*words: str) -> Tell:
    return lambda look: look.text.startswith("<") and all(word in look.text for word in words)


def _is_web_page(look: Look) -> bool:
    declared = look.text.startswith("<?xml") and re.search(r"<!doctype\s+html|<html\b", look.text, re.IGNORECASE)
    return bool(declared) or _WEB.match(look.text) is not None


def _holds_spreadsheets(look: Look) -> bool:
    return not _may_be_workbook(look) and any(part.endswith(_WITHIN) for part in look.parts)


def _may_be_workbook(look: Look) -> bool:
    """Whether an archive is left to the readers of workbooks, which know best what is wrong with one."""
    if look.mimetype.startswith("application/vnd.oasis.opendocument.spreadsheet"):
        return True
    if any(part.startswith("xl/") for part in look.parts) or {"content.xml", "meta-inf/manifest.xml"} <= look.parts:
        return True
    return declares_workbook(look.data)


def _is_other_archive(look: Look) -> bool:
    return look.data.startswith(ZIP) and bool(look.parts) and not _may_be_workbook(look)


def _is_damaged_archive(look: Look) -> bool:
    """An archive without a list of its parts. Where a workbook shows through, its reader says what is wrong."""
    traces = (b"xl/workbook", b"opendocument.spreadsheet")
    return look.data.startswith(ZIP) and not look.parts and not any(trace in look.data for trace in traces)


def _is_other_container(look: Look) -> bool:
    return bool(look.entries) and not {"workbook", "book"} & {entry.casefold() for entry in look.entries}


def _is_parquet(look: Look) -> bool:
    """Its mark is no proof by itself: a delimited text may begin with a code of these letters, but has no NUL."""
    return look.data.startswith(b"PAR1") and b"\0" in look.data


REFUSED = (
    Refused("a password-protected workbook", _UNLOCK, _entry("EncryptedPackage", "EncryptionInfo")),
    Refused("an old Word document", _COPY, _entry("WordDocument")),
    Refused("an old PowerPoint presentation", _COPY, _entry("PowerPoint Document")),
    Refused("an Outlook message", "save the spreadsheet that is attached to it, and give that",
            _entry("__substg1.0_", "__properties_version1.0")),
    Refused("an old Office file without a workbook", _GIVE, _is_other_container),
    Refused("a damaged old Office file", _AGAIN, lambda look: look.data.startswith(OLE) and not look.entries),
    Refused("a binary .xlsb workbook", _IN_EXCEL, _part("xl/workbook.bin")),
    Refused("a Word document", _COPY, _part("word/document.xml")),
    Refused("a PowerPoint presentation", _COPY, _part("ppt/presentation.xml")),
    Refused("an OpenDocument text", _COPY, _says("application/vnd.oasis.opendocument.text")),
    Refused("an OpenDocument presentation", _COPY, _says("application/vnd.oasis.opendocument.presentation")),
    Refused("an OpenDocument file, but no spreadsheet", _GIVE, lambda look: not _may_be_workbook(look)
            and look.mimetype.startswith("application/vnd.oasis.opendocument.")),
    Refused("an OpenOffice 1 spreadsheet", "open it in LibreOffice and save it as .ods or .xlsx",
            _says("application/vnd.sun.xml.calc")),
    Refused("an e-book", _GIVE, _says("application/epub+zip")),
    Refused("an Apple Numbers, Pages or Keynote document", "export it as .xlsx and give that",
            _part("index/document.iwa", "index.zip")),
    Refused("a zip archive with spreadsheets in it", _UNPACK, _holds_spreadsheets),
    Refused("a Java or Android program", _GIVE, _part("meta-inf/manifest.mf", "androidmanifest.xml")),
    Refused("an archive without a workbook", _GIVE, _is_other_archive),
    Refused("an empty zip archive", _AGAIN, _starts(b"PK\x05\x06")),
    Refused("one piece of a split zip archive", "put the pieces together, unpack them, and give the file within",
            _starts(b"PK\x07\x08")),
    Refused("a damaged zip archive", _AGAIN, _is_damaged_archive),
    Refused("a flat OpenDocument spreadsheet (.fods)", "open it in LibreOffice and save it as .ods or .xlsx",
            _xml_that_names("office:document", "urn:oasis:names:tc:opendocument:xmlns:office:1.0")),
    Refused("an Excel 2003 XML spreadsheet", _IN_EXCEL,
            _xml_that_names("Workbook", "urn:schemas-microsoft-com:office:spreadsheet")),
    Refused("a web page, whatever its name says", _IN_EXCEL, _is_web_page),
    Refused("XML, whatever its name says", _IN_EXCEL, _text(_XML)),
    Refused("a web page saved as one file (.mht), whatever its name says", _IN_EXCEL,
            _text(regex(r"MIME-Version:\s", re.IGNORECASE))),
    Refused("JSON, not a spreadsheet", "give the data file it was made from", _text(_JSON)),
    Refused("a PDF", _COPY, _text(regex(r"%PDF-[0-9]"))),
    Refused("a rich text document (.rtf)", _COPY, _starts(b"{\\rtf")),
    Refused("an image", _COPY, lambda look: _IMAGE.match(look.data) is not None),
    Refused("a pointer to a file that was not fetched", "run 'git lfs pull', or download the file itself",
            _starts(b"version https://git-lfs.github.com/spec/")),
    Refused("a shortcut to a file", "give the file that it points to", _starts(_SHORTCUT, b"[InternetShortcut]")),
    Refused("a gzip archive", _UNPACK, _starts(b"\x1f\x8b")),
    Refused("a bzip2 archive", _UNPACK, lambda look: re.match(rb"BZh[1-9]1AY&SY", look.data) is not None),
    Refused("an xz archive", _UNPACK, _starts(b"\xfd7zXZ\0")),
    Refused("a zstd archive", _UNPACK, _starts(b"\x28\xb5\x2f\xfd")),
    Refused("a 7z archive", _UNPACK, _starts(b"7z\xbc\xaf\x27\x1c")),
    Refused("a rar archive", _UNPACK, _starts(b"Rar!\x1a\x07")),
    Refused("a tar archive", _UNPACK, lambda look: look.data[257:262] == b"ustar"),
    Refused("a Parquet table", _EXPORT, _is_parquet),
    Refused("an Arrow or Feather table", _EXPORT, _starts(b"ARROW1\0\0", b"FEA1\0")),
    Refused("an SQLite database", _EXPORT, _starts(b"SQLite format 3\0")),
    Refused("an Access database", _EXPORT, _starts(b"\0\1\0\0Standard Jet DB", b"\0\1\0\0Standard ACE DB")),
    Refused("a SAS data set", _EXPORT, _starts(_SAS)),
    Refused("an SPSS data file", _EXPORT, _starts(b"$FL2@(#)", b"$FL3@(#)")),
    Refused("a Stata data set", _EXPORT,
            lambda look: look.data.startswith(b"<stata_dta>") or _OLD_STATA.match(look.data) is not None),
)  # fmt: skip
"""In the order in which they are tried: what is more particular comes first."""

OTHERWISE = f"this is not a spreadsheet; {_GIVE}"


def refusal(data: bytes) -> str | None:
    """The sentence that says what ``data`` is and what to do, when it is of a kind that is refused by name."""
    look = Look(data)
    for each in REFUSED:
        if each.tell(look):
            return f"this is {each.what}{_names_within(look) if each.tell is _holds_spreadsheets else ''}; {each.cure}"
    return None


def _names_within(look: Look) -> str:
    names = sorted(part for part in zip_parts(look.data) or () if part.casefold().endswith(_WITHIN))
    return f" ({listed([cut(clean(name), 60) for name in names], 3)})"
