"""Excel workbooks (.xlsx, .xlsm), transitional and strict: values with their number formats.

The parts are read with expat. Openpyxl, which would do as much, takes three times as long, reads strict workbooks as
empty, gives up on colours and styles that do not concern the figures, and passes over rows that stand out of order.
"""

from functools import partial

from slcheck.errors import UnreadableInput
from slcheck.reading import bounds
from slcheck.reading.cells import Book
from slcheck.reading.formats import markup
from slcheck.reading.formats.archive import Archive
from slcheck.reading.formats.containers import ZIP, declares_workbook
from slcheck.reading.formats.xlsx_package import Package, Relation, related
from slcheck.reading.formats.xlsx_sheet import Shared, read_sheet
from slcheck.reading.formats.xlsx_strings import SharedStrings, shared_strings
from slcheck.reading.formats.xlsx_styles import Styles, styles
from slcheck.reading.formats.xlsx_values import EPOCH_1900, EPOCH_1904, is_true
from slcheck.text import clean, cut
from slcheck.values import dataclass

NAME = "xlsx"

_NO_TABLES = {
    "chartsheet": "chart sheet",
    "dialogsheet": "dialog sheet",
    "xlMacrosheet": "macro sheet",
    "xlIntlMacrosheet": "macro sheet",
}
"""What other kinds of sheet are, by the last word of their relationship's type."""

_HIDDEN = "hidden sheet"


def recognises(data: bytes) -> bool:
    """Whether ``data`` is an archive that has a workbook part, under the usual name or under a declared one."""
    if not data.startswith(ZIP):
        return False
    if b"xl/workbook.xml" in data or declares_workbook(data):
        return True
    try:
        package = Package(Archive(data))
        _workbook(package)
    except UnreadableInput:
        return False
    return True


def read(data: bytes) -> Book:
    """All visible sheets. Raises UnreadableInput when the workbook is damaged, too large or not what it claims."""
    try:
        return _read(Package(Archive(data)))
    except (UnreadableInput, MemoryError):
        raise
    except Exception as error:  # whatever was not thought of must not show as a traceback
        raise UnreadableInput(
            f"the workbook cannot be read ({_said(error)}); open it in Excel, save it as .xlsx, and try again"
        ) from error


def _said(error: Exception) -> str:
    return cut(clean(str(error)), 100) or type(error).__name__


@dataclass(frozen=True, slots=True)
class _Declared:
    """A sheet as the workbook declares it."""

    name: str
    is_visible: bool
    relation: str


@dataclass(slots=True)
class _Workbook:
    """The workbook part: its sheets in order, and the epoch of its dates."""

    part: str
    sheets: list[_Declared]
    is_1904: bool = False


def _workbook(package: Package) -> _Workbook:
    part = package.workbook()
    workbook = _Workbook(part, [])

    def sheet(attributes: markup.Attributes) -> None:
        relation = next((attributes[key] for key in attributes if ":" in key and markup.local(key) == "id"), "")
        name = cut(clean(attributes.get("name", "")[: bounds.CELL_CHARACTERS]), 255)
        workbook.sheets.append(_Declared(name, attributes.get("state", "visible") == "visible", relation))
        bounds.hold("sheets", len(workbook.sheets), bounds.PARTS)

    def properties(attributes: markup.Attributes) -> None:
        workbook.is_1904 |= is_true(attributes.get("date1904"))

    starts: markup.Starts = {"sheet": sheet, "workbookPr": properties}
    markup.dispatch(package.pieces(part), part, "workbook", starts, {})
    return workbook


def _read(package: Package) -> Book:
    workbook = _workbook(package)
    relations = package.relations(workbook.part)
    shared = Shared(
        strings=_strings(package, relations, workbook.part),
        styles=_styles(package, relations, workbook.part),
        epoch=EPOCH_1904 if workbook.is_1904 else EPOCH_1900,
    )
    shared.characters = shared.strings.characters
    book = Book([])
    seen: dict[str, str] = {}
    for declared in workbook.sheets:
        relation = relations.get(declared.relation)
        if reason := _why_skipped(declared, relation):
            book.skipped.append((declared.name, reason))
            continue
        part = _part_of(declared, relation, seen)
        book.sheets.append(read_sheet(declared.name, partial(package.pieces, part), part, shared))
    if not book.sheets and not any(reason == _HIDDEN for _, reason in book.skipped):
        raise UnreadableInput(
            "the workbook has no sheet that can be read; open it in Excel, save it as .xlsx, try again"
        )
    return book


def _why_skipped(declared: _Declared, relation: Relation | None) -> str | None:
    if relation is not None and relation.kind in _NO_TABLES:
        return _NO_TABLES[relation.kind]
    return None if declared.is_visible else _HIDDEN


def _part_of(declared: _Declared, relation: Relation | None, seen: dict[str, str]) -> str:
    """The part of a sheet. Two sheets of one part would count every figure twice."""
    if relation is None or relation.part is None:
        said = f"sheet {declared.name} is declared, but the file does not hold it"
        raise UnreadableInput(f"{said}; get the file again from its source")
    if relation.part in seen:
        said = f"the sheets {seen[relation.part]} and {declared.name} are one and the same part of the file"
        raise UnreadableInput(f"{said}; open it in Excel, save it, and try again")
    seen[relation.part] = declared.name
    return relation.part


def _strings(package: Package, relations: dict[str, Relation], workbook: str) -> SharedStrings:
    part = related(relations, "sharedStrings") or package.beside(workbook, "sharedStrings.xml")
    return SharedStrings() if part is None else shared_strings(package.pieces(part), part)


def _styles(package: Package, relations: dict[str, Relation], workbook: str) -> Styles:
    """The styles; without any, every cell is General, and its unit is decided elsewhere or asked for."""
    part = related(relations, "styles") or package.beside(workbook, "styles.xml")
    return Styles([]) if part is None else styles(package.pieces(part), part)
