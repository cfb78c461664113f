"""The styles of a workbook: the number format of a cell, and whether it shows a number as a date or time."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from slcheck.errors import UnreadableInput
from slcheck.reading import bounds
from slcheck.reading.formats import markup
from slcheck.text import clean, cut, regex
from slcheck.values import dataclass

GENERAL = "General"

BUILT_IN: Mapping[int, str] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)', 6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)', 8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 55), 57, 58), "yyyy/m/d"),
    **dict.fromkeys((*range(32, 36), 55, 56), "h:mm"),
    37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)', 42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    44: r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""The formats that workbooks name by number only (ECMA-376, part 1, 18.8.30). Those of 27 to 36 and 50 to 58 differ
between East Asian languages, but are dates and times in all of them."""

_SILENT = regex(r'"[^"]*"?|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]?', re.IGNORECASE | re.DOTALL)
_ELAPSED = regex(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_CURE = "open the file in Excel, save it, and try again"


class Shows(StrEnum):
    """What a format makes of a number."""

    NUMBER = "number"
    DATE = "date"
    TIME = "time of day"
    DURATION = "duration"


@dataclass(frozen=True, slots=True)
class Style:
    """What of a cell's style matters for its figure."""

    number_format: str = GENERAL
    shows: Shows = Shows.NUMBER


def shows(number_format: str) -> Shows:
    """What the first section of ``number_format`` makes of a number."""
    first = _SILENT.sub("", number_format).partition(";")[0].casefold()
    if _ELAPSED.search(first):
        return Shows.DURATION
    if "d" in first or "y" in first:
        return Shows.DATE
    if "h" in first or "s" in first:
        return Shows.TIME
    return Shows.DATE if "m" in first else Shows.NUMBER


class Styles:
    """The styles of a workbook by the numbers that its cells give; General for a number that stands for none."""

    def __init__(self, styles: list[Style]) -> None:
        self._styles = styles
        self._by_number = {str(number): style for number, style in enumerate(styles)}
        self._first = styles[0] if styles else Style()

    def of(self, number: str | None) -> Style:
        """The style that a cell names; the first where it names none."""
        if number is None:
            return self._first
        style = self._by_number.get(number)
        if style is None:
            style = self._unusual(number)
        return style

    def _unusual(self, number: str) -> Style:
        position = int(number) if number.strip().isdecimal() and len(number) < 10 else len(self._styles)
        return self._styles[position] if position < len(self._styles) else Style()


class _Stylesheet:
    """Takes number formats and cell formats from where they count: differential and named styles have others."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._codes: dict[int, str] = {}
        self._numbers: list[int] = []
        self._inside = ""
        lists = ("numFmts", "cellXfs")
        self.starts: dict[str, markup.Start] = {
            **dict.fromkeys(("cellStyleXfs", "dxfs", "extLst"), self._leave),
            "numFmts": lambda _: self._enter("numFmts"),
            "cellXfs": lambda _: self._enter("cellXfs"),
            "numFmt": self._number_format,
            "xf": self._cell_format,
        }
        self.ends: dict[str, markup.End] = dict.fromkeys(lists, self._leave)

    def styles(self) -> Styles:
        known = {number: _style(code) for number, code in {**BUILT_IN, **self._codes}.items()}
        return Styles([known.get(number, Style()) for number in self._numbers])

    def _enter(self, name: str) -> None:
        self._inside = name

    def _leave(self, _: markup.Attributes | None = None) -> None:
        self._inside = ""

    def _number_format(self, attributes: markup.Attributes) -> None:
        if self._inside == "numFmts":
            code = attributes.get("formatCode", GENERAL)
            bounds.hold("characters in a number format", len(code), bounds.NUMBER_FORMAT_CHARACTERS)
            self._codes[self._number(attributes)] = clean(code)
            bounds.hold("number formats", len(self._codes), bounds.NUMBER_FORMATS)

    def _cell_format(self, attributes: markup.Attributes) -> None:
        if self._inside == "cellXfs":
            self._numbers.append(self._number(attributes))
            bounds.hold("cell styles", len(self._numbers), bounds.CELL_STYLES)

    def _number(self, attributes: markup.Attributes) -> int:
        written = attributes.get("numFmtId", "0").strip()
        if not (written.isascii() and written.isdecimal() and len(written) < 10):
            said = f"the part {clean(self._part)} is damaged (number format '{cut(clean(written), 20)}')"
            raise UnreadableInput(f"{said}, so that percentages and fractions cannot be told apart; {_CURE}")
        return int(written)


def _style(number_format: str) -> Style:
    return Style(number_format, shows(number_format))


def styles(pieces: Iterable[bytes], part: str) -> Styles:
    """The styles of a workbook. Raises UnreadableInput when they are damaged: they decide the unit of its figures."""
    sheet = _Stylesheet(part)
    markup.dispatch(pieces, part, "styleSheet", sheet.starts, sheet.ends)
    return sheet.styles()
